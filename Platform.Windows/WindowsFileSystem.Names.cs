using System;
using Wasmtime.Min.Platform.Windows.Files;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>Making, removing and moving names.</summary>
internal sealed partial class WindowsFileSystem
{
    public SystemError GetEntryStatus(FileHandle directory, ReadOnlySpan<byte> name, out FileStatus status)
    {
        status = default;
        SystemError error = OpenEntry(directory, name, Ntdll.ReadAttributes, out nint file, out FileKind kind);
        if (error == SystemError.None)
        {
            error = FileFacts.GetStatus(file, kind, out status);
            _ = Ntdll.Close(file);
        }

        return error;
    }

    public SystemError SetEntryTimes(FileHandle directory, ReadOnlySpan<byte> name, FileTimeChange access, FileTimeChange modification)
    {
        SystemError error = OpenEntry(directory, name, Ntdll.ReadAttributes | Ntdll.WriteAttributes, out nint file, out _);
        if (error == SystemError.None)
        {
            error = SetTimes(file, access, modification);
            _ = Ntdll.Close(file);
        }

        return error;
    }

    public SystemError MakeDirectory(FileHandle directory, ReadOnlySpan<byte> name)
    {
        SystemError error = FindDirectory(directory, out nint parent);
        if (error != SystemError.None)
        {
            return error;
        }

        error = NtFiles.Open(parent, name, Ntdll.ReadAttributes, Ntdll.FileCreate, Ntdll.DirectoryFile, out nint made);
        _ = error == SystemError.None ? Ntdll.Close(made) : 0;
        return error;
    }

    public SystemError RemoveDirectory(FileHandle directory, ReadOnlySpan<byte> name) => Remove(directory, name, isDirectory: true);

    public SystemError RemoveFile(FileHandle directory, ReadOnlySpan<byte> name) => Remove(directory, name, isDirectory: false);

    public SystemError Rename(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName)
    {
        SystemError error = FindDirectory(toDirectory, out nint parent);
        if (error != SystemError.None)
        {
            return error;
        }

        error = OpenEntry(fromDirectory, fromName, Ntdll.Delete | Ntdll.ReadAttributes, out nint file, out FileKind kind);
        if (error != SystemError.None)
        {
            return error;
        }

        error = OpenEntry(toDirectory, toName, Ntdll.ReadAttributes, out nint replaced, out FileKind replacedKind);
        if (error == SystemError.None)
        {
            bool isDone = AreNamesOfOne(file, kind, replaced, replacedKind, out bool isItself);
            _ = Ntdll.Close(replaced);
            error = isDone || isItself ? SystemError.None
                : kind == FileKind.Directory && replacedKind != FileKind.Directory ? SystemError.NotDirectory
                : kind != FileKind.Directory && replacedKind == FileKind.Directory ? SystemError.IsDirectory
                : replacedKind == FileKind.Directory ? RemoveDirectory(toDirectory, toName)
                : SystemError.None;
            if (isDone || error != SystemError.None)
            {
                _ = Ntdll.Close(file);
                return error;
            }
        }

        error = error is SystemError.None or SystemError.NoEntry ? NtFiles.Name(file, parent, toName, isMore: false) : error;
        _ = Ntdll.Close(file);
        return error;
    }

    public SystemError Link(FileHandle fromDirectory, ReadOnlySpan<byte> fromName, FileHandle toDirectory, ReadOnlySpan<byte> toName)
    {
        SystemError error = FindDirectory(toDirectory, out nint parent);
        if (error != SystemError.None)
        {
            return error;
        }

        error = OpenEntry(fromDirectory, fromName, Ntdll.ReadAttributes | Ntdll.WriteAttributes, out nint file, out FileKind kind);
        if (error == SystemError.None)
        {
            error = kind == FileKind.Directory ? SystemError.NotPermitted : NtFiles.Name(file, parent, toName, isMore: true);
            _ = Ntdll.Close(file);
        }

        return error;
    }

    /// <remarks>Programs of Windows ask whether a link leads to a directory when it is made; it is one if the target is one now, as far as it lies below the directory.</remarks>
    public SystemError MakeSymbolicLink(ReadOnlySpan<byte> target, FileHandle directory, ReadOnlySpan<byte> name)
    {
        SystemError error = FindDirectory(directory, out nint parent);
        error = error == SystemError.None ? ReparseLinks.CheckTarget(target) : error;
        if (error != SystemError.None)
        {
            return error;
        }

        bool isDirectory = Open(directory, target, OpenOptions.Directory | OpenOptions.FollowLast, out FileHandle found) == SystemError.None;
        _ = isDirectory ? handles.Close(found) : SystemError.None;
        uint access = Ntdll.Delete | Ntdll.ReadAttributes | Ntdll.WriteAttributes | (isDirectory ? 0 : Ntdll.WriteData);
        error = NtFiles.Open(parent, name, access, Ntdll.FileCreate, isDirectory ? Ntdll.DirectoryFile : 0, out nint made);
        if (error != SystemError.None)
        {
            return error;
        }

        error = ReparseLinks.Set(made, target);
        if (error != SystemError.None)
        {
            _ = NtFiles.Remove(made);
        }

        _ = Ntdll.Close(made);
        return error;
    }

    public SystemError ReadSymbolicLink(FileHandle directory, ReadOnlySpan<byte> name, Span<byte> buffer, out int length) =>
        ReadLink(directory, name, buffer, out length);

    private SystemError Remove(FileHandle directory, ReadOnlySpan<byte> name, bool isDirectory)
    {
        SystemError error = OpenEntry(directory, name, Ntdll.Delete | Ntdll.ReadAttributes, out nint file, out FileKind kind);
        if (error == SystemError.None)
        {
            error = isDirectory == (kind == FileKind.Directory) ? NtFiles.Remove(file)
                : isDirectory ? SystemError.NotDirectory
                : SystemError.IsDirectory;
            _ = Ntdll.Close(file);
        }

        return error;
    }

    // Two names of one file: POSIX does nothing. One name in other letters is a change of the name.
    private static bool AreNamesOfOne(nint file, FileKind kind, nint other, FileKind otherKind, out bool isItself)
    {
        SystemError error = FileFacts.GetStatus(file, kind, out FileStatus left);
        error = FileFacts.GetStatus(other, otherKind, out FileStatus right) == SystemError.None ? error : SystemError.Io;
        isItself = error == SystemError.None
            && kind == otherKind
            && (left.Device, left.Inode) == (right.Device, right.Inode)
            && left.Inode != 0;
        return isItself && left.LinkCount > 1;
    }
}
