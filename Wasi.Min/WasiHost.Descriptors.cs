// Calls on open descriptors.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;
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

        if (!descriptor.IsFile || !descriptor.CanWrite)
        {
            return Errno.BadFile;
        }

        ulong end = checked(a[1] + a[2]);
        if (end > (ulong)descriptor.Stream.Length)
        {
            RandomAccess.SetLength(descriptor.File.SafeFileHandle, (long)end);
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
            if (descriptor.IsFile)
            {
                descriptor.File.Flush(flushToDisk: true);
            }
            else
            {
                descriptor.Flush();
            }
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

        // What a directory's files may be opened with stands in the second set.
        ulong rights = descriptor.IsDirectory ? AllRights & ~(RightRead | RightWrite) : RightsOfFile(descriptor);
        memory.Write((uint)a[1] + 8, rights);
        memory.Write((uint)a[1] + 16, descriptor.IsDirectory ? AllRights : rights);
        return Errno.Success;
    }

    // wasi-libc makes the flags that fcntl reports from these, and takes a character device that can seek for no terminal.
    private static ulong RightsOfFile(Descriptor descriptor)
    {
        const ulong SeekAndTell = 0x24, OfFiles = 0x08e0_01ff;
        return OfFiles
            & (descriptor.IsFile ? ulong.MaxValue : ~SeekAndTell)
            & (descriptor.CanRead ? ulong.MaxValue : ~RightRead)
            & (descriptor.CanWrite ? ulong.MaxValue : ~RightWrite);
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
            return WriteFileStat(memory, (uint)a[1], path, followLast: true);
        }

        if (descriptor.IsFile)
        {
            SafeFileHandle handle = descriptor.File.SafeFileHandle;
            WriteFileStat(
                memory,
                (uint)a[1],
                descriptor.Inode,
                FileType.RegularFile,
                (ulong)RandomAccess.GetLength(handle),
                File.GetLastAccessTimeUtc(handle),
                File.GetLastWriteTimeUtc(handle));
            return Errno.Success;
        }

        memory.Slice((uint)a[1], FileStatSize).Clear();
        memory.Write((uint)a[1] + 16, (byte)descriptor.Type);
        return Errno.Success;
    }

    internal Errno FdFilestatSetSize(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_descriptors.Find((uint)a[0]) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (!descriptor.IsFile || !descriptor.CanWrite || a[1] > long.MaxValue)
        {
            return Errno.Invalid;
        }

        RandomAccess.SetLength(descriptor.File.SafeFileHandle, (long)a[1]); // the stream's own would move the position
        return Errno.Success;
    }

    internal Errno FdFilestatSetTimes(GuestMemory memory, ReadOnlySpan<ulong> a) =>
        _descriptors.Find((uint)a[0]) switch
        {
            { HostPath: { } path } => SetTimes(path, null, a[1], a[2], (uint)a[3]),
            { IsFile: true } file => SetTimes(null, file.File.SafeFileHandle, a[1], a[2], (uint)a[3]),
            _ => Errno.BadFile,
        };

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

        if (!descriptor.IsFile)
        {
            return descriptor.IsDirectory ? Errno.BadFile : Errno.IllegalSeek;
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

        if (!descriptor.IsFile)
        {
            return descriptor.IsDirectory ? Errno.BadFile : Errno.IllegalSeek;
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

        if (!descriptor.IsDirectory)
        {
            return Errno.NotDirectory;
        }

        // A program that begins again wants to see what has changed; one that goes on must not.
        if (a[3] == 0 || descriptor.Entries is null)
        {
            descriptor.Entries = HostFiles.List(descriptor.HostPath!, IsOpenRoot(descriptor.HostPath!), _inodes);
        }

        List<DirectoryEntry> entries = descriptor.Entries;
        Span<byte> buffer = memory.Slice((uint)a[1], (uint)a[2]);
        int used = 0;
        Span<byte> header = stackalloc byte[HeaderSize];
        for (ulong i = a[3]; i < (ulong)entries.Count && used < buffer.Length; i++)
        {
            DirectoryEntry entry = entries[(int)i];
            header.Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(header, i + 1);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], entry.Inode);
            BinaryPrimitives.WriteUInt32LittleEndian(header[16..], (uint)entry.Name.Length);
            header[20] = (byte)entry.Type;
            used += CopyWhatFits(header, buffer[used..]);
            used += CopyWhatFits(entry.Name, buffer[used..]);
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

    private Errno ExistingFile(ulong descriptor) =>
        _descriptors.Find((uint)descriptor) is { IsFile: true } ? Errno.Success : Errno.BadFile;

    private Errno Read(GuestMemory memory, uint number, uint vectors, uint count, ulong? position, uint result)
    {
        if (_descriptors.Find(number) is not { } descriptor)
        {
            return Errno.BadFile;
        }

        if (descriptor.IsDirectory)
        {
            return Errno.IsDirectory;
        }

        if (CannotTransfer(descriptor, descriptor.CanRead, position) is { } error)
        {
            return error;
        }

        if ((descriptor.Flags & DescriptorFlags.NonBlocking) != 0 && descriptor.Input is { IsReady: false })
        {
            return Errno.Again;
        }

        if (!descriptor.IsFile)
        {
            Flush(); // What asks a question is seen before its answer is waited for.
        }

        uint total = 0;
        for (uint i = 0; i < count; i++)
        {
            Span<byte> buffer = VectorAt(memory, vectors, i);
            int read = buffer.IsEmpty ? 0
                : descriptor.Input is { } input ? input.Read(buffer)
                : position is null ? descriptor.Stream.Read(buffer)
                : RandomAccess.Read(descriptor.File.SafeFileHandle, buffer, (long)position.Value + total);
            total += (uint)read;
            if (read < buffer.Length)
            {
                break;
            }
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

        if (CannotTransfer(descriptor, descriptor.CanWrite, position) is { } error)
        {
            return error;
        }

        if (position is null && descriptor.IsFile && (descriptor.Flags & DescriptorFlags.Append) != 0)
        {
            descriptor.Stream.Position = descriptor.Stream.Length;
        }

        // wasi-libc hands over its buffer and the new text as two pieces: small ones are put together, which saves a call of the system.
        const int TogetherLength = 1024;
        Span<byte> together = stackalloc byte[TogetherLength];
        int gathered = 0;
        uint total = 0;
        for (uint i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> bytes = VectorAt(memory, vectors, i);
            if (bytes.Length <= TogetherLength - gathered && count > 1)
            {
                bytes.CopyTo(together[gathered..]);
                gathered += bytes.Length;
                continue;
            }

            total += Put(descriptor, together[..gathered], position, total);
            gathered = 0;
            total += Put(descriptor, bytes, position, total);
        }

        total += Put(descriptor, together[..gathered], position, total);
        memory.Write(result, total);
        return Errno.Success;
    }

    private static uint Put(Descriptor descriptor, ReadOnlySpan<byte> bytes, ulong? position, uint done)
    {
        if (bytes.IsEmpty)
        {
            return 0;
        }

        if (position is null)
        {
            descriptor.Stream.Write(bytes);
        }
        else
        {
            RandomAccess.Write(descriptor.File.SafeFileHandle, bytes, (long)position.Value + done);
        }

        return (uint)bytes.Length;
    }

    private static Span<byte> VectorAt(GuestMemory memory, uint vectors, uint index)
    {
        const uint VectorSize = 8;
        uint at = checked(vectors + (index * VectorSize));
        return memory.Slice(memory.ReadUInt32(at), memory.ReadUInt32(checked(at + 4)));
    }

    private static Errno? CannotTransfer(Descriptor descriptor, bool isAllowed, ulong? position) =>
        descriptor.IsDirectory || !isAllowed ? Errno.BadFile
        : position is null ? null
        : !descriptor.IsFile ? Errno.IllegalSeek
        : position > long.MaxValue - uint.MaxValue ? Errno.Invalid
        : null;
}
