using System;
using System.Runtime.CompilerServices;
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>The calls of the walk: all of them name one component and say that it shall not be followed.</summary>
[SkipLocalsInit]
internal readonly unsafe struct PosixWalkedFiles : IWalkedFiles
{
    private const int MostPathBytes = 4096;
    private const uint ModeOfFiles = 0x1b6; // 0666

    // How often a name may turn from a link into a directory and back between two looks at it.
    private const int MostChanges = 64;

    /// <inheritdoc/>
    public SystemError OpenStep(FileHandle directory, ReadOnlySpan<byte> name, out FileHandle next) =>
        Open(directory, name, FileAbi.OpenForSteps | FileAbi.OpenNoFollow, isDirectory: true, out next);

    /// <inheritdoc/>
    public SystemError OpenLast(FileHandle directory, ReadOnlySpan<byte> name, OpenOptions options, out FileHandle file)
    {
        // On macOS O_NOFOLLOW refuses a link in every case, and O_SYMLINK opens it.
        bool isOnlyForAsking = (options & (OpenOptions.Read | OpenOptions.Write | OpenOptions.Directory)) == 0;
        int noFollow = OperatingSystem.IsMacOS() && isOnlyForAsking ? MacFiles.OpenLink : FileAbi.OpenNoFollow;
        return Open(directory, name, FileAbi.Flags(options) | noFollow, (options & OpenOptions.Directory) != 0, out file);
    }

    /// <inheritdoc/>
    public SystemError OpenAgain(FileHandle directory, OpenOptions options, out FileHandle again) =>
        Open(directory, "."u8, FileAbi.Flags(options) | FileAbi.OpenNoFollow, isDirectory: false, out again);

    /// <inheritdoc/>
    public SystemError ReadLink(FileHandle directory, ReadOnlySpan<byte> name, Span<byte> buffer, out int length)
    {
        length = 0;
        byte* terminated = stackalloc byte[MostPathBytes];
        SystemError error = PosixFileSystem.Terminate(name, terminated);
        return error != SystemError.None ? error : PosixFileSystem.ReadLink(PosixHandles.Descriptor(directory), terminated, buffer, out length);
    }

    /// <inheritdoc/>
    public bool IsLink(FileHandle directory, ReadOnlySpan<byte> name)
    {
        byte* terminated = stackalloc byte[MostPathBytes];
        return PosixFileSystem.Terminate(name, terminated) == SystemError.None
            && Kind(PosixHandles.Descriptor(directory), terminated) == FileKind.SymbolicLink;
    }

    /// <inheritdoc/>
    public void CloseStep(FileHandle handle) => _ = Libc.Close(PosixHandles.Descriptor(handle));

    private static SystemError Open(FileHandle directory, ReadOnlySpan<byte> name, int flags, bool isDirectory, out FileHandle file)
    {
        file = FileHandle.None;
        byte* terminated = stackalloc byte[MostPathBytes];
        SystemError error = PosixFileSystem.Terminate(name, terminated);
        int from = PosixHandles.Descriptor(directory);
        for (int i = 0; error == SystemError.None && i < MostChanges; i++)
        {
            int opened = SystemCalls.OpenAt(from, terminated, flags, ModeOfFiles);
            error = PosixFileSystem.Opened(opened, out file);

            // Linux says of a link, too, that it is no directory.
            if (error == SystemError.NotDirectory && isDirectory)
            {
                FileKind kind = Kind(from, terminated);
                error = kind == FileKind.SymbolicLink ? SystemError.Loop : kind == FileKind.Directory ? SystemError.None : error;
            }
            else if (error == SystemError.Interrupted)
            {
                error = SystemError.None;
            }
            else
            {
                return error;
            }
        }

        return error == SystemError.None ? SystemError.Loop : error;
    }

    private static FileKind Kind(int directory, byte* name) =>
        SystemCalls.GetStatusAt(directory, name, out FileStatus status) == SystemError.None ? status.Kind : FileKind.Unknown;
}
