// Calls on open descriptors: look up, convert, call, convert.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Wasi.FileSystem;
using static Wasmtime.Min.Wasi.Preview1.Preview1Layouts;

namespace Wasmtime.Min.Wasi.Preview1;

internal sealed partial class Preview1Host
{
    private static readonly FdEntry Nobody = new(Descriptor.Standard(FileHandle.None, FileKind.Unknown, isInput: true));

    private byte[] _directoryBuffer = [];

    private IFileSystem Files => _system.Files!; // there is one wherever a descriptor is a file or a directory

    internal Errno FdAdvise(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        const uint LastAdvice = (uint)FileAdvice.NoReuse;
        Errno error = Find(a[0], Right.FdAdvise, out FdEntry entry);
        return error != Errno.Success ? error
            : entry.Descriptor.IsDirectory ? Errno.BadFile
            : entry.Descriptor.Kind == DescriptorKind.Stream ? Errno.IllegalSeek
            : (uint)a[3] > LastAdvice || a[1] > long.MaxValue || a[2] > long.MaxValue ? Errno.Invalid
            : CodeOf(Files.Advise(entry.Descriptor.Handle, a[1], a[2], (FileAdvice)a[3]));
    }

    internal Errno FdAllocate(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(a[0], Right.FdAllocate, out FdEntry entry);
        return error != Errno.Success ? error
            : !entry.Descriptor.IsFile || !entry.Descriptor.CanWrite ? Errno.BadFile
            : a[2] == 0 || a[1] > long.MaxValue || a[2] > long.MaxValue ? Errno.Invalid
            : a[1] + a[2] > long.MaxValue ? Errno.FileTooBig
            : CodeOf(Files.Allocate(entry.Descriptor.Handle, a[1], a[2]));
    }

    internal Errno FdClose(GuestMemory memory, ReadOnlySpan<ulong> a) => _table.Close((uint)a[0]);

    internal Errno FdDatasync(GuestMemory memory, ReadOnlySpan<ulong> a) => Sync(a[0], Right.FdDatasync, dataOnly: true);

    internal Errno FdSync(GuestMemory memory, ReadOnlySpan<ulong> a) => Sync(a[0], Right.FdSync, dataOnly: false);

    internal Errno FdFdstatGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(a[0], Right.None, out FdEntry entry);
        if (error != Errno.Success)
        {
            return error;
        }

        Span<byte> stat = memory.Slice((uint)a[1], FdStatSize);
        stat.Clear();
        stat[0] = (byte)TypeOf(entry.Descriptor.FileKind);
        BinaryPrimitives.WriteUInt16LittleEndian(stat[FdStatFlags..], (ushort)entry.Flags);
        BinaryPrimitives.WriteUInt64LittleEndian(stat[FdStatBase..], (ulong)entry.Base);
        BinaryPrimitives.WriteUInt64LittleEndian(stat[FdStatInheriting..], (ulong)entry.Inheriting);
        return Errno.Success;
    }

    // How writes reach the device is fixed when a file is opened: asking for more is refused, asking for less changes nothing, as with fcntl.
    internal Errno FdFdstatSetFlags(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(a[0], Right.FdFdstatSetFlags, out FdEntry entry);
        if (error != Errno.Success)
        {
            return error;
        }

        var flags = (FdFlags)(uint)a[1];
        if (((uint)a[1] & ~(uint)FdFlags.All) != 0 || (flags & FdFlags.Fixed & ~entry.Flags) != 0)
        {
            return Errno.Invalid;
        }

        if (entry.Descriptor.IsFile && ((flags ^ entry.Flags) & FdFlags.Append) != 0)
        {
            error = CodeOf(Files.SetAppend(entry.Descriptor.Handle, (flags & FdFlags.Append) != 0));
        }

        entry.Flags = error == Errno.Success ? flags | (entry.Flags & FdFlags.Fixed) : entry.Flags;
        return error;
    }

    internal Errno FdFdstatSetRights(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(a[0], Right.None, out FdEntry entry);
        return error != Errno.Success ? error : entry.TryNarrow((Right)a[1], (Right)a[2]) ? Errno.Success : Errno.NotCapable;
    }

    internal Errno FdFilestatGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(a[0], Right.FdFilestatGet, out FdEntry entry);
        if (error != Errno.Success)
        {
            return error;
        }

        Span<byte> to = memory.Slice((uint)a[1], FileStatSize);
        Descriptor descriptor = entry.Descriptor;
        if (descriptor.MayBlock)
        {
            // Which file of the host a standard stream is, is not the guest's to know.
            WriteStatus(to, new FileStatus(0, 0, descriptor.FileKind, 0, 0, default, default, default));
            return Errno.Success;
        }

        error = CodeOf(_system.Handles!.GetStatus(descriptor.Handle, out FileStatus status));
        if (error == Errno.Success)
        {
            WriteStatus(to, status);
        }

        return error;
    }

    internal Errno FdFilestatSetSize(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(a[0], Right.FdFilestatSetSize, out FdEntry entry);
        return error != Errno.Success ? error
            : !entry.Descriptor.IsFile || !entry.Descriptor.CanWrite || a[1] > long.MaxValue ? Errno.Invalid
            : CodeOf(Files.SetSize(entry.Descriptor.Handle, a[1]));
    }

    internal Errno FdFilestatSetTimes(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(a[0], Right.FdFilestatSetTimes, out FdEntry entry);
        return error != Errno.Success ? error
            : entry.Descriptor.MayBlock ? Errno.BadFile
            : !TryReadTimes(a[1], a[2], (uint)a[3], out FileTimeChange access, out FileTimeChange modification) ? Errno.Invalid
            : CodeOf(Files.SetTimes(entry.Descriptor.Handle, access, modification));
    }

    internal Errno FdPrestatGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_table.Find((uint)a[0]) is not { PreopenName: { } name })
        {
            return Errno.BadFile;
        }

        Span<byte> prestat = memory.Slice((uint)a[1], PrestatSize);
        prestat.Clear(); // the one kind there is, a directory, has number 0
        BinaryPrimitives.WriteInt32LittleEndian(prestat[PrestatNameLength..], name.Length);
        return Errno.Success;
    }

    internal Errno FdPrestatDirName(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        if (_table.Find((uint)a[0]) is not { PreopenName: { } name })
        {
            return Errno.BadFile;
        }

        if ((uint)a[2] < name.Length)
        {
            return Errno.NameTooLong;
        }

        name.CopyTo(memory.Slice((uint)a[1], (uint)name.Length));
        return Errno.Success;
    }

    internal Errno FdRead(GuestMemory memory, ReadOnlySpan<ulong> a) => Read(memory, a[0], (uint)a[1], (uint)a[2], null, (uint)a[3]);

    internal Errno FdPread(GuestMemory memory, ReadOnlySpan<ulong> a) => Read(memory, a[0], (uint)a[1], (uint)a[2], a[3], (uint)a[4]);

    internal Errno FdWrite(GuestMemory memory, ReadOnlySpan<ulong> a) => Write(memory, a[0], (uint)a[1], (uint)a[2], null, (uint)a[3]);

    internal Errno FdPwrite(GuestMemory memory, ReadOnlySpan<ulong> a) => Write(memory, a[0], (uint)a[1], (uint)a[2], a[3], (uint)a[4]);

    internal Errno FdSeek(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        const uint LastWhence = (uint)SeekFrom.End;
        return (uint)a[2] > LastWhence ? Errno.Invalid : Seek(memory, a[0], Right.FdSeek, (long)a[1], (SeekFrom)(uint)a[2], (uint)a[3]);
    }

    internal Errno FdTell(GuestMemory memory, ReadOnlySpan<ulong> a) => Seek(memory, a[0], Right.FdTell, 0, SeekFrom.Current, (uint)a[1]);

    internal Errno FdRenumber(GuestMemory memory, ReadOnlySpan<ulong> a) => _table.Renumber((uint)a[0], (uint)a[1]);

    internal Errno FdReaddir(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(a[0], Right.FdReaddir, out FdEntry entry);
        if (error != Errno.Success)
        {
            return error;
        }

        if (!entry.Descriptor.IsDirectory)
        {
            return Errno.NotDirectory;
        }

        Span<byte> buffer = memory.Slice((uint)a[1], (uint)a[2]);
        SystemError failure = _system.Handles!.GetStatus(entry.Descriptor.Handle, out FileStatus status);
        if (failure != SystemError.None)
        {
            return CodeOf(failure);
        }

        int wanted = int.Clamp(buffer.Length, DirectoryEntryHeader.MostBytes, HostLimits.DirectoryBytes);
        _directoryBuffer = _directoryBuffer.Length < wanted ? new byte[wanted] : _directoryBuffer;
        var listing = new DirectoryListing(Files, entry.Descriptor, status.Inode, a[3], _directoryBuffer.AsSpan(0, wanted));
        Span<byte> header = stackalloc byte[EntrySize];
        int used = 0;
        while (used < buffer.Length)
        {
            failure = listing.Next(out ListedEntry listed, out bool isThere);
            if (!isThere)
            {
                break;
            }

            header.Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(header, listed.Next);
            BinaryPrimitives.WriteUInt64LittleEndian(header[EntryInode..], listed.Inode);
            BinaryPrimitives.WriteInt32LittleEndian(header[EntryNameLength..], listed.Name.Length);
            header[EntryType] = (byte)TypeOf(listed.Kind);
            used += CopyWhatFits(header, buffer[used..]);
            used += CopyWhatFits(listed.Name, buffer[used..]);
        }

        memory.Write((uint)a[4], (uint)used);
        return used > 0 ? Errno.Success : CodeOf(failure);
    }

    // The descriptor of a number, unless the guest has given up the right to do this with it.
    private Errno Find(ulong number, Right needed, out FdEntry entry)
    {
        FdEntry? found = _table.Find((uint)number);
        entry = found ?? Nobody;
        return found is null ? Errno.BadFile : found.Denies(needed) ? Errno.NotCapable : Errno.Success;
    }

    private Errno Sync(ulong number, Right right, bool dataOnly)
    {
        Errno error = Find(number, right, out FdEntry entry);
        return error != Errno.Success || entry.Descriptor.Kind == DescriptorKind.Stream ? error
            : CodeOf(Files.Sync(entry.Descriptor.Handle, dataOnly));
    }

    private Errno Seek(GuestMemory memory, ulong number, Right right, long offset, SeekFrom from, uint result)
    {
        Errno error = Find(number, right, out FdEntry entry);
        if (error != Errno.Success || !entry.Descriptor.IsFile)
        {
            return error != Errno.Success ? error : entry.Descriptor.IsDirectory ? Errno.BadFile : Errno.IllegalSeek;
        }

        memory.Slice(result, sizeof(ulong));
        error = CodeOf(Files.Seek(entry.Descriptor.Handle, offset, from, out ulong position));
        if (error == Errno.Success)
        {
            memory.Write(result, position);
        }

        return error;
    }

    private Errno Read(GuestMemory memory, ulong number, uint vectors, uint count, ulong? offset, uint result)
    {
        Errno error = Find(number, Right.FdRead, out FdEntry entry);
        Descriptor descriptor = entry.Descriptor;
        error = error != Errno.Success ? error
            : descriptor.IsDirectory ? Errno.IsDirectory
            : !descriptor.CanRead ? Errno.BadFile
            : RefusalOfOffset(descriptor, offset);
        if (error != Errno.Success)
        {
            return error;
        }

        memory.Slice(result, sizeof(uint));
        Span<MemoryBlock> blocks = stackalloc MemoryBlock[HostLimits.Vectors];
        blocks = blocks[..Collect(memory, vectors, count, blocks)];
        nuint length = 0;
        if (descriptor.Input is { } input)
        {
            length = ReadFrom(input, memory, vectors, blocks.Length);
        }
        else if (!blocks.IsEmpty)
        {
            SystemError failure = offset is { } at
                ? Files.ReadAt(descriptor.Handle, blocks, at, out length)
                : _transfers.Read(descriptor, blocks, entry.IsNonBlocking, out length);
            error = CodeOf(failure);
        }

        memory.Write(result, (uint)length);
        return error;
    }

    private Errno Write(GuestMemory memory, ulong number, uint vectors, uint count, ulong? offset, uint result)
    {
        Errno error = Find(number, Right.FdWrite, out FdEntry entry);
        Descriptor descriptor = entry.Descriptor;
        error = error != Errno.Success ? error
            : descriptor.IsDirectory || !descriptor.CanWrite ? Errno.BadFile
            : RefusalOfOffset(descriptor, offset);
        if (error != Errno.Success)
        {
            return error;
        }

        memory.Slice(result, sizeof(uint));
        Span<MemoryBlock> blocks = stackalloc MemoryBlock[HostLimits.Vectors];
        blocks = blocks[..Collect(memory, vectors, count, blocks)];
        nuint length = 0;
        if (descriptor.Output is { } output)
        {
            length = WriteTo(output, memory, vectors, blocks.Length);
        }
        else if (!blocks.IsEmpty)
        {
            SystemError failure = offset is { } at
                ? Files.WriteAt(descriptor.Handle, blocks, at, out length)
                : _transfers.Write(descriptor, blocks, entry.IsNonBlocking, out length);
            error = CodeOf(failure);
        }

        memory.Write(result, (uint)length);
        return error;
    }

    private static Errno RefusalOfOffset(Descriptor descriptor, ulong? offset) =>
        offset is null ? Errno.Success : !descriptor.IsFile ? Errno.IllegalSeek : offset > long.MaxValue ? Errno.Invalid : Errno.Success;

    // The pieces of memory of a read or write, as many as one call transfers; with no byte in them there are none.
    private static int Collect(GuestMemory memory, uint vectors, uint count, Span<MemoryBlock> blocks)
    {
        uint used = uint.Min(count, (uint)blocks.Length);
        memory.Items(vectors, used, VectorSize);
        nuint room = HostLimits.TransferBytes;
        for (uint i = 0; i < used; i++)
        {
            (uint address, uint length) = VectorAt(memory, vectors, i);
            MemoryBlock block = memory.Block(address, length);
            blocks[(int)i] = block with { Length = nuint.Min(block.Length, room) };
            room -= blocks[(int)i].Length;
        }

        return room == HostLimits.TransferBytes ? 0 : (int)used;
    }

    private static nuint ReadFrom(WasiInput input, GuestMemory memory, uint vectors, int count)
    {
        nuint total = 0;
        for (uint i = 0; i < count; i++)
        {
            (uint address, uint length) = VectorAt(memory, vectors, i);
            Span<byte> buffer = memory.Slice(address, uint.Min(length, HostLimits.TransferBytes));
            int read = buffer.IsEmpty ? 0 : input(buffer);
            total += (nuint)read;
            if (read < buffer.Length)
            {
                break;
            }
        }

        return total;
    }

    private static nuint WriteTo(WasiOutput output, GuestMemory memory, uint vectors, int count)
    {
        nuint total = 0;
        for (uint i = 0; i < count; i++)
        {
            (uint address, uint length) = VectorAt(memory, vectors, i);
            if (length > 0 && length <= HostLimits.TransferBytes - total)
            {
                output(memory.Slice(address, length));
                total += length;
            }
        }

        return total;
    }

    private static (uint Address, uint Length) VectorAt(GuestMemory memory, uint vectors, uint index)
    {
        uint at = vectors + (index * VectorSize);
        return (memory.ReadUInt32(at), memory.ReadUInt32(at + VectorLength));
    }

    private static int CopyWhatFits(ReadOnlySpan<byte> from, Span<byte> to)
    {
        int length = Math.Min(from.Length, to.Length);
        from[..length].CopyTo(to);
        return length;
    }
}
