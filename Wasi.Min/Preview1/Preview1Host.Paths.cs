// Calls on paths: look up, convert, call, convert. A path is copied before it is used, since other threads of a guest may share its memory.
using System;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Wasi.FileSystem;
using static Wasmtime.Min.Wasi.Preview1.Preview1Layouts;

namespace Wasmtime.Min.Wasi.Preview1;

internal sealed partial class Preview1Host
{
    private const uint FollowSymbolicLinks = 1;
    private const uint OpenCreate = 1, OpenDirectory = 2, OpenExclusive = 4, OpenTruncate = 8, OpenAll = 15;

    private readonly byte[] _path = new byte[HostLimits.PathBytes];
    private readonly byte[] _otherPath = new byte[HostLimits.PathBytes];

    internal Errno PathCreateDirectory(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(memory, a[0], Right.PathCreateDirectory, a[1], a[2], out FdEntry directory, out ReadOnlySpan<byte> path);
        return error != Errno.Success ? error : CodeOf(_paths!.MakeDirectory(directory.Descriptor.Handle, path));
    }

    internal Errno PathFilestatGet(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(memory, a[0], Right.PathFilestatGet, a[2], a[3], out FdEntry directory, out ReadOnlySpan<byte> path);
        if (error != Errno.Success || !TryReadFollow(a[1], out bool follow))
        {
            return error != Errno.Success ? error : Errno.Invalid;
        }

        Span<byte> to = memory.Slice((uint)a[4], FileStatSize);
        error = CodeOf(_paths!.GetStatus(directory.Descriptor.Handle, path, follow, out FileStatus status));
        if (error == Errno.Success)
        {
            WriteStatus(to, status);
        }

        return error;
    }

    internal Errno PathFilestatSetTimes(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(memory, a[0], Right.PathFilestatSetTimes, a[2], a[3], out FdEntry directory, out ReadOnlySpan<byte> path);
        return error != Errno.Success ? error
            : !TryReadFollow(a[1], out bool follow)
                || !TryReadTimes(a[4], a[5], (uint)a[6], out FileTimeChange access, out FileTimeChange modification) ? Errno.Invalid
            : CodeOf(_paths!.SetTimes(directory.Descriptor.Handle, path, follow, access, modification));
    }

    // A link to what a symbolic link points to cannot be made without trusting a name; Wasmtime refuses it, too.
    internal Errno PathLink(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(memory, a[0], Right.PathLinkSource, a[2], a[3], out FdEntry from, out ReadOnlySpan<byte> path);
        if (error != Errno.Success)
        {
            return error;
        }

        error = FindOther(memory, a[4], Right.PathLinkTarget, a[5], a[6], out FdEntry to, out ReadOnlySpan<byte> newPath);
        return error != Errno.Success ? error
            : (uint)a[1] != 0 ? Errno.Invalid
            : CodeOf(_paths!.Link(from.Descriptor.Handle, path, to.Descriptor.Handle, newPath));
    }

    internal Errno PathOpen(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        (uint how, var rights, var inheriting, var flags) = ((uint)a[4], (Right)a[5], (Right)a[6], (FdFlags)(uint)a[7]);
        Errno error = Find(memory, a[0], Right.PathOpen, a[2], a[3], out FdEntry directory, out ReadOnlySpan<byte> path);
        if (error != Errno.Success)
        {
            return error;
        }

        bool isDirectory = (how & OpenDirectory) != 0;
        if (!TryReadFollow(a[1], out bool follow) || (how & ~OpenAll) != 0 || ((uint)a[7] & ~(uint)FdFlags.All) != 0
            || (isDirectory && (how & OpenCreate) != 0))
        {
            return Errno.Invalid;
        }

        if (((how & OpenTruncate) != 0 && directory.Denies(Right.PathFilestatSetSize))
            || ((how & OpenCreate) != 0 && directory.Denies(Right.PathCreateFile)))
        {
            return Errno.NotCapable;
        }

        memory.Slice((uint)a[8], sizeof(uint));
        bool isWritten = (rights & Right.FdWrite) != 0;
        bool isRead = (rights & Right.FdRead) != 0 || !isWritten;
        OpenOptions options = (isRead ? OpenOptions.Read : OpenOptions.None) | (isWritten ? OpenOptions.Write : OpenOptions.None)
            | OptionsOf(how) | OptionsOf(flags) | (follow ? OpenOptions.FollowLast : OpenOptions.None);
        OpenOptions opening = isDirectory ? options & ~(OpenOptions.Write | OpenOptions.Truncate) : options; // whether it is one comes first
        SystemError failure = Open(directory.Descriptor.Handle, path, opening, flags, out FileHandle handle, out FileKind kind);
        if (failure != SystemError.None)
        {
            // A link that is not followed is no directory; a circle of links on the way to it is something else.
            return failure == SystemError.Loop && isDirectory && !follow && _paths!.IsSymbolicLink(directory.Descriptor.Handle, path)
                ? Errno.NotDirectory
                : CodeOf(failure);
        }

        if (isDirectory && (options & OpenOptions.Write) != 0)
        {
            _ = _system.Handles!.Close(handle);
            return Errno.IsDirectory;
        }

        // What is written for truncating alone is not the guest's to write.
        var opened = Descriptor.Opened(handle, kind, isRead, isWritten);
        memory.Write((uint)a[8], _table.Add(directory.Opened(opened, rights, inheriting, flags)));
        return Errno.Success;
    }

    internal Errno PathReadlink(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(memory, a[0], Right.PathReadlink, a[1], a[2], out FdEntry directory, out ReadOnlySpan<byte> path);
        if (error != Errno.Success)
        {
            return error;
        }

        Span<byte> to = memory.Slice((uint)a[3], (uint)a[4]);
        memory.Slice((uint)a[5], sizeof(uint));
        error = CodeOf(_paths!.ReadSymbolicLink(directory.Descriptor.Handle, path, _otherPath, out int length));
        if (error == Errno.Success)
        {
            memory.Write((uint)a[5], (uint)CopyWhatFits(_otherPath.AsSpan(0, length), to));
        }

        return error;
    }

    internal Errno PathRemoveDirectory(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(memory, a[0], Right.PathRemoveDirectory, a[1], a[2], out FdEntry directory, out ReadOnlySpan<byte> path);
        return error != Errno.Success ? error : CodeOf(_paths!.RemoveDirectory(directory.Descriptor.Handle, path));
    }

    internal Errno PathRename(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(memory, a[0], Right.PathRenameSource, a[1], a[2], out FdEntry from, out ReadOnlySpan<byte> path);
        if (error != Errno.Success)
        {
            return error;
        }

        error = FindOther(memory, a[3], Right.PathRenameTarget, a[4], a[5], out FdEntry to, out ReadOnlySpan<byte> newPath);
        return error != Errno.Success ? error : CodeOf(_paths!.Rename(from.Descriptor.Handle, path, to.Descriptor.Handle, newPath));
    }

    internal Errno PathSymlink(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = CopyPath(memory, a[0], a[1], _otherPath, out ReadOnlySpan<byte> says);
        if (error != Errno.Success)
        {
            return error;
        }

        error = Find(memory, a[2], Right.PathSymlink, a[3], a[4], out FdEntry directory, out ReadOnlySpan<byte> path);
        return error != Errno.Success ? error : CodeOf(_paths!.MakeSymbolicLink(says, directory.Descriptor.Handle, path));
    }

    internal Errno PathUnlinkFile(GuestMemory memory, ReadOnlySpan<ulong> a)
    {
        Errno error = Find(memory, a[0], Right.PathUnlinkFile, a[1], a[2], out FdEntry directory, out ReadOnlySpan<byte> path);
        return error != Errno.Success ? error : CodeOf(_paths!.RemoveFile(directory.Descriptor.Handle, path));
    }

    private static OpenOptions OptionsOf(uint how) =>
        ((how & OpenCreate) != 0 ? OpenOptions.Create : OpenOptions.None)
        | ((how & (OpenCreate | OpenExclusive)) == (OpenCreate | OpenExclusive) ? OpenOptions.Exclusive : OpenOptions.None)
        | ((how & OpenTruncate) != 0 ? OpenOptions.Truncate | OpenOptions.Write : OpenOptions.None) // a right of the directory, not of the file
        | ((how & OpenDirectory) != 0 ? OpenOptions.Directory : OpenOptions.None);

    private static OpenOptions OptionsOf(FdFlags flags) =>
        ((flags & FdFlags.Append) != 0 ? OpenOptions.Append : OpenOptions.None)
        | ((flags & FdFlags.DataSync) != 0 ? OpenOptions.DataSync : OpenOptions.None)
        | ((flags & (FdFlags.ReadSync | FdFlags.Sync)) != 0 ? OpenOptions.Sync : OpenOptions.None);

    private static bool TryReadFollow(ulong flags, out bool follow)
    {
        follow = (uint)flags == FollowSymbolicLinks;
        return (uint)flags <= FollowSymbolicLinks;
    }

    // Opens what a path leads to. A pipe that nobody reads cannot be opened for writing yet: whoever may wait tries until somebody does.
    private SystemError Open(FileHandle from, ReadOnlySpan<byte> path, OpenOptions options, FdFlags flags, out FileHandle handle, out FileKind kind)
    {
        kind = FileKind.Unknown;
        SystemError error;
        while (true)
        {
            error = Files.Open(from, path, options, out handle);
            if (error != SystemError.NoDevice || (flags & FdFlags.NonBlocking) != 0 || !IsPipe(from, path, options))
            {
                break;
            }

            error = _waiting.Pause();
            if (error != SystemError.None)
            {
                return error;
            }
        }

        if (error != SystemError.None)
        {
            return error;
        }

        error = _system.Handles!.GetStatus(handle, out FileStatus status);
        kind = status.Kind;
        if (error != SystemError.None)
        {
            _ = _system.Handles!.Close(handle);
        }

        return error;
    }

    private bool IsPipe(FileHandle directory, ReadOnlySpan<byte> path, OpenOptions options) =>
        _paths!.GetStatus(directory, path, (options & OpenOptions.FollowLast) != 0, out FileStatus status) == SystemError.None
        && status.Kind == FileKind.Pipe;

    private Errno Find(GuestMemory memory, ulong number, Right needed, ulong address, ulong length, out FdEntry directory, out ReadOnlySpan<byte> path) =>
        Find(memory, number, needed, address, length, _path, out directory, out path);

    private Errno FindOther(GuestMemory memory, ulong number, Right needed, ulong address, ulong length, out FdEntry directory, out ReadOnlySpan<byte> path) =>
        Find(memory, number, needed, address, length, _otherPath, out directory, out path);

    private Errno Find(
        GuestMemory memory, ulong number, Right needed, ulong address, ulong length, byte[] buffer, out FdEntry directory, out ReadOnlySpan<byte> path)
    {
        path = default;
        Errno error = Find(number, needed, out directory);
        return error != Errno.Success ? error
            : !directory.Descriptor.IsDirectory ? Errno.NotDirectory
            : CopyPath(memory, address, length, buffer, out path);
    }

    private static Errno CopyPath(GuestMemory memory, ulong address, ulong length, byte[] buffer, out ReadOnlySpan<byte> path)
    {
        Span<byte> bytes = memory.Slice((uint)address, (uint)length);
        path = default;
        if (bytes.Length >= buffer.Length)
        {
            return Errno.NameTooLong;
        }

        bytes.CopyTo(buffer);
        path = buffer.AsSpan(0, bytes.Length);
        return Errno.Success;
    }
}
