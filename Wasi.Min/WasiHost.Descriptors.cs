// Calls on open descriptors.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Wasmtime.Min.Wasi.FileSystem;

namespace Wasmtime.Min.Wasi;

internal sealed partial class WasiHost
{
    private const ulong AllRights = 0x1fff_ffff;

    internal Errno FdAdvise(GuestMemory memory, ReadOnlySpan<ulong> a) => ExistingFile(a[0]);

    internal Errno FdAllocate(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.Type != FileType.RegularFile || !descriptor.CanWrite)
        {
            return Errno.BadFile;
        }

        ulong end = checked(a[1] + a[2]);
        if (end > (ulong)descriptor.Stream.Length)
        {
            descriptor.Stream.SetLength((long)end);
        }

        return Errno.Success;
    }

    internal Errno FdClose(GuestMemory memory, ReadOnlySpan<ulong> a) => _descriptors.Remove((uint)a[0]) ? Errno.Success : Errno.BadFile;

    internal Errno FdSync(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.CanWrite)
        {
            (descriptor.Stream as FileStream)?.Flush(flushToDisk: descriptor.Type == FileType.RegularFile);
        }

        return Errno.Success;
    }

    internal Errno FdFdstatGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        Span<byte> stat = memory.Slice((uint)a[1], 24);
        stat.Clear();
        memory.Write((uint)a[1], (byte)descriptor.Type);
        memory.Write((uint)a[1] + 2, (ushort)descriptor.Flags);

        // A character device that can seek would not be taken for a terminal by wasi-libc's isatty.
        const ulong SeekAndTell = 0x24;
        ulong rights = descriptor.Type == FileType.CharacterDevice ? AllRights & ~SeekAndTell : AllRights;
        memory.Write((uint)a[1] + 8, rights);
        memory.Write((uint)a[1] + 16, rights);
        return Errno.Success;
    }

    internal Errno FdFdstatSetFlags(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        descriptor.Flags = (DescriptorFlags)(ushort)a[1];
        return Errno.Success;
    }

    internal Errno FdFdstatSetRights(GuestMemory memory, ReadOnlySpan<ulong> a) =>
        _descriptors.Find((uint)a[0]) is null ? Errno.BadFile : Errno.Success;

    internal Errno FdFilestatGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.HostPath is { } path)
        {
            (descriptor.Type == FileType.RegularFile ? descriptor.Stream : null)?.Flush();
            return WriteFileStat(memory, (uint)a[1], path, followLast: true);
        }

        memory.Slice((uint)a[1], FileStatSize).Clear();
        memory.Write((uint)a[1] + 16, (byte)descriptor.Type);
        return Errno.Success;
    }

    internal Errno FdFilestatSetSize(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { Type: FileType.RegularFile } descriptor)
        {
            return Errno.BadFile;
        }

        if (!descriptor.CanWrite || a[1] > long.MaxValue)
        {
            return Errno.Invalid;
        }

        descriptor.Stream.SetLength((long)a[1]);
        return Errno.Success;
    }

    internal Errno FdFilestatSetTimes(GuestMemory memory, ReadOnlySpan<ulong> a) =>
        _descriptors.Find((uint)a[0]) is { HostPath: { } path } ? SetTimes(path, a[1], a[2], (uint)a[3]) : Errno.BadFile;

    internal Errno FdPrestatGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { GuestName: { } name })
        {
            return Errno.BadFile;
        }

        memory.Write((uint)a[1], 0u);
        memory.Write((uint)a[1] + 4, (uint)Encoding.UTF8.GetByteCount(name));
        return Errno.Success;
    }

    internal Errno FdPrestatDirName(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { GuestName: { } name })
        {
            return Errno.BadFile;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if ((uint)a[2] < bytes.Length)
        {
            return Errno.NameTooLong;
        }

        bytes.CopyTo(memory.Slice((uint)a[1], (uint)bytes.Length));
        return Errno.Success;
    }

    internal Errno FdRead(GuestMemory memory, ReadOnlySpan<ulong> a) => Read(memory, (uint)a[0], (uint)a[1], (uint)a[2], null, (uint)a[3]);

    internal Errno FdPread(GuestMemory memory, ReadOnlySpan<ulong> a) => Read(memory, (uint)a[0], (uint)a[1], (uint)a[2], a[3], (uint)a[4]);

    internal Errno FdWrite(GuestMemory memory, ReadOnlySpan<ulong> a) => Write(memory, (uint)a[0], (uint)a[1], (uint)a[2], null, (uint)a[3]);

    internal Errno FdPwrite(GuestMemory memory, ReadOnlySpan<ulong> a) => Write(memory, (uint)a[0], (uint)a[1], (uint)a[2], a[3], (uint)a[4]);

    internal Errno FdSeek(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.Type != FileType.RegularFile)
        {
            return descriptor.Type == FileType.Directory ? Errno.BadFile : Errno.IllegalSeek;
        }

        long origin = (uint)a[2] switch
        {
            0 => 0,
            1 => descriptor.Stream.Position,
            2 => descriptor.Stream.Length,
            _ => -1,
        };
        Int128 target = (Int128)origin + (long)a[1];
        if (origin < 0 || target < 0 || target > long.MaxValue)
        {
            return Errno.Invalid;
        }

        descriptor.Stream.Position = (long)target;
        memory.Write((uint)a[3], (ulong)target);
        return Errno.Success;
    }

    internal Errno FdTell(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.Type != FileType.RegularFile)
        {
            return descriptor.Type == FileType.Directory ? Errno.BadFile : Errno.IllegalSeek;
        }

        memory.Write((uint)a[1], (ulong)descriptor.Stream.Position);
        return Errno.Success;
    }

    internal Errno FdRenumber(GuestMemory memory, ReadOnlySpan<ulong> a) =>
        _descriptors.Renumber((uint)a[0], (uint)a[1]) ? Errno.Success : Errno.BadFile;

    // Entries are numbered by place; "." and ".." come first, then the names in ordinal order, so that cookies stay valid.
    internal Errno FdReaddir(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        const int HeaderSize = 24;
        if (_descriptors.Find((uint)a[0]) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.Type != FileType.Directory)
        {
            return Errno.NotDirectory;
        }

        List<(string Name, FileType Type)> entries = [(".", FileType.Directory), ("..", FileType.Directory)];
        foreach (FileSystemInfo info in new DirectoryInfo(descriptor.HostPath!).EnumerateFileSystemInfos())
        {
            entries.Add((info.Name, TypeOf(info)));
        }

        entries.Sort(2, entries.Count - 2, Comparer<(string Name, FileType)>.Create(static (x, y) => string.CompareOrdinal(x.Name, y.Name)));
        Span<byte> buffer = memory.Slice((uint)a[1], (uint)a[2]);
        int used = 0;
        Span<byte> header = stackalloc byte[HeaderSize];
        for (ulong i = a[3]; i < (ulong)entries.Count && used < buffer.Length; i++)
        {
            byte[] name = Encoding.UTF8.GetBytes(entries[(int)i].Name);
            header.Clear();
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(header, i + 1);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(header[16..], (uint)name.Length);
            header[20] = (byte)entries[(int)i].Type;
            used += CopyWhatFits(header, buffer[used..]);
            used += CopyWhatFits(name, buffer[used..]);
        }

        memory.Write((uint)a[4], (uint)used);
        return Errno.Success;
    }

    private static int CopyWhatFits(ReadOnlySpan<byte> from, Span<byte> to)
    {
        int length = Math.Min(from.Length, to.Length);
        from[..length].CopyTo(to);
        return length;
    }

    private Errno ExistingFile(ulong descriptor) => _descriptors.Find((uint)descriptor) switch
    {
        null => Errno.BadFile,
        { Type: FileType.RegularFile } => Errno.Success,
        _ => Errno.BadFile,
    };

    private Errno Read(GuestMemory memory, uint number, uint vectors, uint count, ulong? position, uint result)
    {
        if (_descriptors.Find(number) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.Type == FileType.Directory)
        {
            return Errno.IsDirectory;
        }

        if (!descriptor.CanRead)
        {
            return Errno.BadFile;
        }

        if (position is not null && descriptor.Type != FileType.RegularFile)
        {
            return Errno.IllegalSeek;
        }

        Flush();
        long before = position is null ? 0 : descriptor.Stream.Position;
        if (position is not null)
        {
            descriptor.Stream.Position = (long)position;
        }

        uint total = 0;
        for (uint i = 0; i < count; i++)
        {
            Span<byte> buffer = memory.Slice(memory.ReadUInt32(vectors + (i * 8)), memory.ReadUInt32(vectors + (i * 8) + 4));
            int read = buffer.IsEmpty ? 0 : descriptor.Stream.Read(buffer);
            total += (uint)read;
            if (read < buffer.Length)
            {
                break;
            }
        }

        if (position is not null)
        {
            descriptor.Stream.Position = before;
        }

        memory.Write(result, total);
        return Errno.Success;
    }

    private Errno Write(GuestMemory memory, uint number, uint vectors, uint count, ulong? position, uint result)
    {
        if (_descriptors.Find(number) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.Type == FileType.Directory || !descriptor.CanWrite)
        {
            return Errno.BadFile;
        }

        if (position is not null && descriptor.Type != FileType.RegularFile)
        {
            return Errno.IllegalSeek;
        }

        long before = position is null ? 0 : descriptor.Stream.Position;
        if (position is not null)
        {
            descriptor.Stream.Position = (long)position;
        }
        else if ((descriptor.Flags & DescriptorFlags.Append) != 0)
        {
            descriptor.Stream.Position = descriptor.Stream.Length;
        }

        uint total = 0;
        for (uint i = 0; i < count; i++)
        {
            Span<byte> bytes = memory.Slice(memory.ReadUInt32(vectors + (i * 8)), memory.ReadUInt32(vectors + (i * 8) + 4));
            descriptor.Stream.Write(bytes);
            total += (uint)bytes.Length;
        }

        if (position is not null)
        {
            descriptor.Stream.Position = before;
        }

        memory.Write(result, total);
        return Errno.Success;
    }
}
