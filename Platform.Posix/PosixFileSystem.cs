// Files of POSIX: opening, and what is done with names. Names are copied to the stack, where a byte 0 is put behind them.
using System;
using System.Runtime.CompilerServices;
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Files of POSIX.</summary>
[SkipLocalsInit]
internal sealed unsafe partial class PosixFileSystem(PosixOptions options) : IFileSystem
{
    // PATH_MAX, the end of a path included.
    private const int MostPathBytes = 4096;

    private const uint ModeOfFiles = 0x1b6, ModeOfDirectories = 0x1ff; // 0666 and 0777, of which the user's umask takes away

    // How often openat2 is asked again when somebody has renamed something above a ".." meanwhile; then the path is walked, which never needs a second try.
    private const int MostTries = 32;

    private bool _usesOpenAt2 = options.UsesOpenAt2 && OperatingSystem.IsLinux();

    /// <inheritdoc/>
    /// <remarks>A directory that the user may enter and not read is opened all the same.</remarks>
    public SystemError OpenRoot(ReadOnlySpan<byte> path, out FileHandle directory)
    {
        directory = FileHandle.None;
        byte* terminated = stackalloc byte[MostPathBytes];
        SystemError error = Terminate(path, terminated);
        if (error != SystemError.None)
        {
            return error;
        }

        int from = FileAbi.CurrentDirectory;
        int file = SystemCalls.OpenAt(from, terminated, FileAbi.Flags(OpenOptions.Read | OpenOptions.Directory), 0);
        if (file < 0 && ErrorNumbers.Last() == SystemError.Access)
        {
            file = SystemCalls.OpenAt(from, terminated, FileAbi.OpenForSteps, 0);
        }

        return Opened(file, out directory);
    }

    /// <inheritdoc/>
    public SystemError Open(FileHandle directory, ReadOnlySpan<byte> path, OpenOptions options, out FileHandle file)
    {
        file = FileHandle.None;
        SystemError error = BeneathWalk.Check(path, options);
        return error != SystemError.None ? error
            : _usesOpenAt2 && TryOpenBeneath(PosixHandles.Descriptor(directory), path, options, out error, out file) ? error
            : BeneathWalk.Open(new PosixWalkedFiles(), directory, path, options, out file);
    }

    /// <inheritdoc/>
    public SystemError GetEntryStatus(FileHandle directory, ReadOnlySpan<byte> name, out FileStatus status)
    {
        status = default;
        byte* terminated = stackalloc byte[MostPathBytes];
        SystemError error = TerminateName(name, terminated);
        return error != SystemError.None ? error : SystemCalls.GetStatusAt(PosixHandles.Descriptor(directory), terminated, out status);
    }

    /// <inheritdoc/>
    public SystemError SetEntryTimes(FileHandle directory, ReadOnlySpan<byte> name, FileTimeChange access, FileTimeChange modification)
    {
        byte* terminated = stackalloc byte[MostPathBytes];
        TimeSpec* times = stackalloc TimeSpec[2];
        SystemError error = TerminateName(name, terminated);
        return error != SystemError.None ? error
            : !TryConvert(access, out times[0]) || !TryConvert(modification, out times[1]) ? SystemError.Invalid
            : Result(Libc.SetTimesAt(PosixHandles.Descriptor(directory), terminated, times, FileAbi.AtNoFollow));
    }

    /// <inheritdoc/>
    public SystemError MakeDirectory(FileHandle directory, ReadOnlySpan<byte> name)
    {
        byte* terminated = stackalloc byte[MostPathBytes];
        SystemError error = TerminateName(name, terminated);
        return error != SystemError.None ? error
            : Result(Libc.MakeDirectoryAt(PosixHandles.Descriptor(directory), terminated, ModeOfDirectories));
    }

    /// <inheritdoc/>
    public SystemError RemoveDirectory(FileHandle directory, ReadOnlySpan<byte> name)
    {
        byte* terminated = stackalloc byte[MostPathBytes];
        SystemError error = TerminateName(name, terminated);
        if (error != SystemError.None)
        {
            return error;
        }

        // Some file systems say that it exists where others say that it is not empty.
        error = Result(Libc.UnlinkAt(PosixHandles.Descriptor(directory), terminated, FileAbi.AtRemoveDirectory));
        return error == SystemError.Exists ? SystemError.NotEmpty : error;
    }

    /// <inheritdoc/>
    public SystemError RemoveFile(FileHandle directory, ReadOnlySpan<byte> name)
    {
        byte* terminated = stackalloc byte[MostPathBytes];
        SystemError error = TerminateName(name, terminated);
        if (error != SystemError.None)
        {
            return error;
        }

        // POSIX says that a directory is "not permitted", which has other reasons, too.
        int from = PosixHandles.Descriptor(directory);
        error = Result(Libc.UnlinkAt(from, terminated, 0));
        return error == SystemError.NotPermitted
            && SystemCalls.GetStatusAt(from, terminated, out FileStatus status) == SystemError.None
            && status.Kind == FileKind.Directory ? SystemError.IsDirectory : error;
    }

    /// <inheritdoc/>
    public SystemError Rename(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName)
    {
        byte* from = stackalloc byte[MostPathBytes];
        byte* to = stackalloc byte[MostPathBytes];
        SystemError error = TerminateName(fromName, from);
        error = error != SystemError.None ? error : TerminateName(toName, to);
        if (error != SystemError.None)
        {
            return error;
        }

        error = Result(Libc.RenameAt(PosixHandles.Descriptor(fromDirectory), from, PosixHandles.Descriptor(toDirectory), to));
        return error == SystemError.Exists ? SystemError.NotEmpty : error;
    }

    /// <inheritdoc/>
    public SystemError Link(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName)
    {
        byte* from = stackalloc byte[MostPathBytes];
        byte* to = stackalloc byte[MostPathBytes];
        SystemError error = TerminateName(fromName, from);
        error = error != SystemError.None ? error : TerminateName(toName, to);
        return error != SystemError.None ? error
            : Result(Libc.LinkAt(PosixHandles.Descriptor(fromDirectory), from, PosixHandles.Descriptor(toDirectory), to, 0));
    }

    /// <inheritdoc/>
    public SystemError MakeSymbolicLink(ReadOnlySpan<byte> target, FileHandle directory, ReadOnlySpan<byte> name)
    {
        byte* text = stackalloc byte[MostPathBytes];
        byte* terminated = stackalloc byte[MostPathBytes];
        SystemError error = TerminateName(name, terminated);
        error = error != SystemError.None ? error : Terminate(target, text);
        return error != SystemError.None ? error : Result(Libc.SymbolicLinkAt(text, PosixHandles.Descriptor(directory), terminated));
    }

    /// <inheritdoc/>
    public SystemError ReadSymbolicLink(FileHandle directory, ReadOnlySpan<byte> name, Span<byte> buffer, out int length)
    {
        length = 0;
        byte* terminated = stackalloc byte[MostPathBytes];
        SystemError error = TerminateName(name, terminated);
        return error != SystemError.None ? error : ReadLink(PosixHandles.Descriptor(directory), terminated, buffer, out length);
    }

    /// <summary>readlinkat, to which a buffer of no bytes is a mistake.</summary>
    internal static SystemError ReadLink(int directory, byte* name, Span<byte> buffer, out int length)
    {
        byte one = 0;
        fixed (byte* pointer = buffer)
        {
            // SAFETY: either buffer has the length that is said.
            nint count = buffer.IsEmpty ? Libc.ReadLinkAt(directory, name, &one, 1) : Libc.ReadLinkAt(directory, name, pointer, (nuint)buffer.Length);
            length = (int)nint.Clamp(count, 0, buffer.Length);
            return count < 0 ? ErrorNumbers.Last() : SystemError.None;
        }
    }

    /// <summary>What a call that returns 0 or -1 said.</summary>
    internal static SystemError Result(int result) => result == 0 ? SystemError.None : ErrorNumbers.Last();

    /// <summary>What a call that returns a descriptor or -1 said.</summary>
    internal static SystemError Opened(int file, out FileHandle handle)
    {
        handle = new FileHandle(file);
        return file >= 0 ? SystemError.None : ErrorNumbers.Last();
    }

    /// <summary>Copies a path and puts its end behind it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="to">4096 bytes.</param>
    internal static SystemError Terminate(ReadOnlySpan<byte> path, byte* to)
    {
        if (path.Contains((byte)0))
        {
            return SystemError.IllegalSequence;
        }

        if (path.Length >= MostPathBytes)
        {
            return SystemError.NameTooLong;
        }

        // SAFETY: the length was checked.
        path.CopyTo(new Span<byte>(to, MostPathBytes));
        to[path.Length] = 0;
        return SystemError.None;
    }

    // A name is one entry of a directory, and nothing that leads elsewhere.
    private static SystemError TerminateName(ReadOnlySpan<byte> name, byte* to) =>
        name.IsEmpty || name.ContainsAny((byte)'/', (byte)0) || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8)
            ? SystemError.Invalid
            : Terminate(name, to);

    // False where the path has to be walked.
    private bool TryOpenBeneath(int directory, ReadOnlySpan<byte> path, OpenOptions options, out SystemError error, out FileHandle file)
    {
        byte* terminated = stackalloc byte[MostPathBytes];
        file = FileHandle.None;
        error = Terminate(path, terminated);
        if (error != SystemError.None)
        {
            return true;
        }

        int flags = FileAbi.Flags(options) | ((options & OpenOptions.FollowLast) == 0 ? FileAbi.OpenNoFollow : 0);
        uint mode = (options & OpenOptions.Create) != 0 ? ModeOfFiles : 0;
        int opened = -1;
        for (int tries = 0; opened < 0; tries++)
        {
            opened = OpenAt2(directory, terminated, flags, mode);
            error = opened >= 0 ? SystemError.None : ErrorNumbers.Last();
            if (error is not (SystemError.WouldBlock or SystemError.Interrupted))
            {
                break;
            }

            if (tries == MostTries)
            {
                return false;
            }
        }

        if (error is SystemError.NotSupported or SystemError.NotPermitted && IsOpenAt2Missing(directory))
        {
            _usesOpenAt2 = false;
            return false;
        }

        file = new FileHandle(opened);
        error = error switch
        {
            SystemError.CrossDevice => SystemError.Outside,

            // Linux looks for a directory first, and for a link that may not be followed afterwards.
            SystemError.NotDirectory when (options & (OpenOptions.Directory | OpenOptions.FollowLast)) == OpenOptions.Directory
                && IsLink(directory, terminated) => SystemError.Loop,
            _ => error,
        };
        return true;
    }

    // Old kernels do not know the call; filters of containers forbid what they do not know. Both give errors that a file may have, too, so the question
    // is asked with something that always works.
    private static bool IsOpenAt2Missing(int directory)
    {
        fixed (byte* here = ".\0"u8)
        {
            int opened = OpenAt2(directory, here, FileAbi.OpenForSteps, 0);
            if (opened >= 0)
            {
                _ = Libc.Close(opened);
                return false;
            }

            return ErrorNumbers.Last() is SystemError.NotSupported or SystemError.NotPermitted;
        }
    }

    private static bool IsLink(int directory, byte* path)
    {
        int opened = OpenAt2(directory, path, FileAbi.Flags(OpenOptions.None) | FileAbi.OpenNoFollow, 0);
        if (opened < 0)
        {
            return false;
        }

        bool isLink = SystemCalls.GetStatus(opened, out FileStatus status) == SystemError.None && status.Kind == FileKind.SymbolicLink;
        _ = Libc.Close(opened);
        return isLink;
    }

    // int openat2(int dirfd, const char *pathname, struct open_how *how, size_t size)
    private static int OpenAt2(int directory, byte* path, int flags, uint mode)
    {
        var how = new LinuxOpenHow((uint)flags, mode, LinuxFiles.ResolveBeneath | LinuxFiles.ResolveNoMagicLinks);
        return (int)Libc.SystemCall(LinuxFiles.OpenAt2, directory, (nint)path, (nint)(&how), sizeof(LinuxOpenHow), 0, 0);
    }
}
