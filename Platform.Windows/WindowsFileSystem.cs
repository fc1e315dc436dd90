// Files of Windows: every name is opened relative to the handle of its directory, and paths are walked by BeneathWalk, one name at a time. What this system does
// differently from POSIX: names do not tell small and capital letters apart; a directory in which something is open cannot be renamed; a directory takes
// the place of an empty one in two steps; where the file system has no POSIX semantics (FAT, old servers) a removed name stays until its last handle is
// closed. Reparse points that are no links (files of a cloud, of deduplication) are refused: what they hold comes only from following them.
using System;
using System.Text.Unicode;
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Files;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>Files of Windows.</summary>
internal sealed partial class WindowsFileSystem(WindowsHandles handles, WindowsClocks clocks) : IFileSystem, IWalkedFiles
{
    private const int MostPathUnits = 32_767;

    // How often a name may come and go while it is opened or made.
    private const int MostTries = 8;

    /// <remarks>Read access is asked for and done without where the host does not permit it.</remarks>
    public unsafe SystemError OpenRoot(ReadOnlySpan<byte> path, out FileHandle directory)
    {
        directory = FileHandle.None;
        if (path.IsEmpty || path.Contains((byte)0) || path.Length > MostPathUnits)
        {
            return path.IsEmpty ? SystemError.NoEntry : path.Length > MostPathUnits ? SystemError.NameTooLong : SystemError.IllegalSequence;
        }

        char[] name = new char[path.Length + 1];
        if (Utf8.ToUtf16(path, name, out _, out _, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
        {
            return SystemError.IllegalSequence;
        }

        // SAFETY: the name ends with a zero and is pinned; the path that the system makes is given back.
        fixed (char* pointer = name)
        {
            UnicodeString nt = default;
            uint status = Ntdll.DosPathNameToNtPathName(pointer, &nt, 0, 0);
            if (Ntdll.IsError(status))
            {
                return NtStatusErrors.Of(status);
            }

            status = OpenRoot(&nt, Ntdll.ReadData | Ntdll.ReadAttributes, out nint file);
            if (status == Ntdll.AccessDenied)
            {
                status = OpenRoot(&nt, Ntdll.ReadAttributes, out file);
            }

            Ntdll.FreeUnicodeString(&nt);
            if (!Ntdll.IsError(status))
            {
                directory = handles.Add(file, FileKind.Directory, OpenOptions.Read);
            }

            return NtStatusErrors.Of(status);
        }
    }

    public SystemError Open(FileHandle directory, ReadOnlySpan<byte> path, OpenOptions options, out FileHandle file)
    {
        file = FileHandle.None;
        SystemError error = FindDirectory(directory, out _);
        return error == SystemError.None ? BeneathWalk.Open(this, directory, path, options, out file) : error;
    }

    public SystemError OpenStep(FileHandle directory, ReadOnlySpan<byte> name, out FileHandle next)
    {
        next = FileHandle.None;
        SystemError error = OpenEntry(directory, name, Ntdll.ReadAttributes, out nint file, out FileKind kind);
        if (error != SystemError.None)
        {
            return error;
        }

        if (kind == FileKind.Directory)
        {
            next = handles.Add(file, kind, OpenOptions.None);
            return SystemError.None;
        }

        _ = Ntdll.Close(file);
        return kind switch
        {
            FileKind.SymbolicLink => SystemError.Loop,
            FileKind.Unknown => SystemError.NotSupported,
            _ => SystemError.NotDirectory,
        };
    }

    public SystemError OpenLast(FileHandle directory, ReadOnlySpan<byte> name, OpenOptions options, out FileHandle file)
    {
        const OpenOptions New = OpenOptions.Create | OpenOptions.Exclusive;
        file = FileHandle.None;
        SystemError error = FindDirectory(directory, out nint parent);
        if (error != SystemError.None)
        {
            return error;
        }

        // What may be made is opened first and made new afterwards: wine would make what a link leads to.
        error = OpenOrMake(parent, name, options, (options & New) == New, out nint opened);
        for (int i = 0; error == SystemError.NoEntry && (options & OpenOptions.Create) != 0 && i < MostTries; i++)
        {
            error = OpenOrMake(parent, name, options, isNew: true, out opened);
            if (error == SystemError.Exists)
            {
                error = OpenOrMake(parent, name, options, isNew: false, out opened); // somebody else has made it
            }
        }

        if (error != SystemError.None)
        {
            return error;
        }

        error = FileFacts.GetKind(opened, out FileKind kind);
        error = error == SystemError.None ? Check(kind, options) : error;
        if (error == SystemError.None && (options & OpenOptions.Truncate) != 0)
        {
            error = SetSize(opened, 0);
        }

        if (error != SystemError.None)
        {
            _ = Ntdll.Close(opened);
            return error;
        }

        file = handles.Add(opened, kind, options);
        return SystemError.None;
    }

    public SystemError OpenAgain(FileHandle directory, OpenOptions options, out FileHandle again)
    {
        again = FileHandle.None;
        SystemError error = FindDirectory(directory, out nint parent);
        if (error != SystemError.None)
        {
            return error;
        }

        uint access = AccessFor(options);
        error = NtFiles.OpenAgain(parent, access | Ntdll.WriteAttributes, out nint opened);
        if (error == SystemError.Access)
        {
            error = NtFiles.OpenAgain(parent, access, out opened);
        }

        if (error == SystemError.None)
        {
            again = handles.Add(opened, FileKind.Directory, options);
        }

        return error;
    }

    public SystemError ReadLink(FileHandle directory, ReadOnlySpan<byte> name, Span<byte> buffer, out int length)
    {
        length = 0;
        SystemError error = OpenEntry(directory, name, Ntdll.ReadAttributes, out nint file, out FileKind kind);
        if (error == SystemError.None)
        {
            error = kind == FileKind.SymbolicLink ? ReparseLinks.Read(file, buffer, out length) : SystemError.Invalid;
            _ = Ntdll.Close(file);
        }

        return error;
    }

    public bool IsLink(FileHandle directory, ReadOnlySpan<byte> name)
    {
        bool isThere = OpenEntry(directory, name, Ntdll.ReadAttributes, out nint file, out FileKind kind) == SystemError.None;
        if (isThere)
        {
            _ = Ntdll.Close(file);
        }

        return isThere && kind == FileKind.SymbolicLink;
    }

    public void CloseStep(FileHandle handle) => _ = handles.Close(handle);

    private static SystemError OpenOrMake(nint directory, ReadOnlySpan<byte> name, OpenOptions options, bool isNew, out nint file)
    {
        uint disposition = isNew ? Ntdll.FileCreate : Ntdll.FileOpen;
        uint through = (options & (OpenOptions.DataSync | OpenOptions.Sync)) != 0 ? Ntdll.WriteThrough : 0;
        uint access = AccessFor(options);
        SystemError error = NtFiles.Open(directory, name, access | Ntdll.WriteAttributes, disposition, through, out file);
        return error == SystemError.Access
            ? NtFiles.Open(directory, name, access, disposition, through, out file) // times cannot be changed then
            : error;
    }

    private static uint AccessFor(OpenOptions options) =>
        Ntdll.ReadAttributes
        | ((options & OpenOptions.Read) != 0 ? Ntdll.ReadData : 0)
        | ((options & OpenOptions.Write) != 0 ? Ntdll.WriteData | Ntdll.AppendData : 0);

    // Whether what was opened may be opened so.
    private static SystemError Check(FileKind kind, OpenOptions options)
    {
        const OpenOptions MoreThanAsking = OpenOptions.Read | OpenOptions.Write | OpenOptions.Directory;
        const OpenOptions ForFiles = OpenOptions.Write | OpenOptions.Create | OpenOptions.Truncate;
        return kind switch
        {
            FileKind.SymbolicLink => (options & MoreThanAsking) == 0 ? SystemError.None : SystemError.Loop,
            FileKind.Directory => (options & ForFiles) == 0 ? SystemError.None : SystemError.IsDirectory,
            FileKind.Unknown => SystemError.NotSupported,
            _ => (options & OpenOptions.Directory) == 0 ? SystemError.None : SystemError.NotDirectory,
        };
    }

    private static unsafe uint OpenRoot(UnicodeString* path, uint access, out nint file)
    {
        // SAFETY: the caller's path outlives the call. Links are followed: this is a name of the host.
        var what = new ObjectAttributes { Length = (uint)sizeof(ObjectAttributes), ObjectName = path, Attributes = Ntdll.CaseInsensitive };
        return Ntdll.CreateFile(
            out file,
            access | Ntdll.Synchronize,
            &what,
            out _,
            null,
            Ntdll.AttributeNormal,
            Ntdll.ShareAll,
            Ntdll.FileOpen,
            Ntdll.DirectoryFile | Ntdll.Synchronous,
            null,
            0);
    }

    private SystemError FindDirectory(FileHandle handle, out nint directory)
    {
        OpenFile? file = handles.Find(handle);
        directory = file?.Handle ?? 0;
        return file is null ? SystemError.BadHandle : file.Kind == FileKind.Directory ? SystemError.None : SystemError.NotDirectory;
    }

    /// <summary>Opens what a directory has of a name, itself, and tells what it is.</summary>
    private SystemError OpenEntry(FileHandle directory, ReadOnlySpan<byte> name, uint access, out nint file, out FileKind kind)
    {
        file = 0;
        kind = FileKind.Unknown;
        SystemError error = FindDirectory(directory, out nint parent);
        error = error == SystemError.None ? NtFiles.Open(parent, name, access, Ntdll.FileOpen, 0, out file) : error;
        if (error != SystemError.None)
        {
            return error;
        }

        error = FileFacts.GetKind(file, out kind);
        if (error != SystemError.None)
        {
            _ = Ntdll.Close(file);
            file = 0;
        }

        return error;
    }
}
