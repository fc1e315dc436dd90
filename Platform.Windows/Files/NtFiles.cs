// Opening by a name relative to a handle, one component, never through a link: the whole safety of the file system here. FILE_OPEN_REPARSE_POINT opens what has
// the name, and its kind is asked of the handle, not of the name.
using System;
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows.Files;

/// <summary>Opening.</summary>
internal static unsafe class NtFiles
{
    /// <summary>Opens or makes what a directory has of a name.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="name">A name of the contract.</param>
    /// <param name="access">What the handle is for.</param>
    /// <param name="disposition">Whether it is made.</param>
    /// <param name="options">More options.</param>
    /// <param name="file">The handle; 0 after an error.</param>
    internal static SystemError Open(nint directory, ReadOnlySpan<byte> name, uint access, uint disposition, uint options, out nint file)
    {
        file = 0;
        Span<char> units = stackalloc char[WindowsNames.MostUnits];
        SystemError error = WindowsNames.Convert(name, units, out int length);
        error = error == SystemError.None
            ? NtStatusErrors.Of(OpenExactly(directory, units[..length], access, disposition, options, out file))
            : error;
        if (error == SystemError.None && WineLinks.IsThroughLink(directory, units[..length], file))
        {
            _ = Ntdll.Close(file);
            file = 0;
            return SystemError.Loop;
        }

        return error;
    }

    /// <summary>Opens a directory that is open, anew.</summary>
    internal static SystemError OpenAgain(nint directory, uint access, out nint again) =>
        NtStatusErrors.Of(OpenExactly(directory, [], access, Ntdll.FileOpen, Ntdll.DirectoryFile, out again));

    /// <summary>Opens by a name of the object manager; with a directory of 0 it is a whole path, and links in it are followed but for the last.</summary>
    internal static uint OpenExactly(nint directory, ReadOnlySpan<char> name, uint access, uint disposition, uint options, out nint file)
    {
        // SAFETY: the name is pinned during the call, and the structures lie on the stack; nothing of them is kept.
        fixed (char* pointer = name)
        {
            ushort bytes = (ushort)(name.Length * sizeof(char));
            var text = new UnicodeString { Length = bytes, MaximumLength = bytes, Buffer = pointer };
            var what = new ObjectAttributes
            {
                Length = (uint)sizeof(ObjectAttributes),
                RootDirectory = directory,
                ObjectName = &text,
                Attributes = Ntdll.CaseInsensitive,
            };
            uint status = Ntdll.CreateFile(
                out file,
                access | Ntdll.Synchronize,
                &what,
                out _,
                null,
                Ntdll.AttributeNormal,
                Ntdll.ShareAll,
                disposition,
                options | Ntdll.Synchronous | Ntdll.OpenReparsePoint,
                null,
                0);
            file = Ntdll.IsError(status) ? 0 : file;
            return status;
        }
    }

    /// <summary>Marks a file or directory as removed: its name goes at once where the file system can do that, else with the last handle.</summary>
    internal static SystemError Remove(nint file)
    {
        uint flags = FileDisposition.Delete | FileDisposition.PosixSemantics | FileDisposition.IgnoreReadOnly;

        // SAFETY (both): the structures lie on the stack, and their sizes go with them.
        uint status = Ntdll.SetInformationFile(file, out _, &flags, sizeof(uint), FileInformation.DispositionEx);
        if (IsUnknown(status))
        {
            byte isRemoved = 1;
            status = Ntdll.SetInformationFile(file, out _, &isRemoved, sizeof(byte), FileInformation.Disposition);
        }

        return NtStatusErrors.Of(status);
    }

    /// <summary>Gives an open file another name, or one more.</summary>
    internal static SystemError Name(nint file, nint directory, ReadOnlySpan<byte> name, bool isMore)
    {
        Span<char> units = stackalloc char[WindowsNames.MostUnits];
        SystemError error = WindowsNames.Convert(name, units, out int length);
        if (error != SystemError.None)
        {
            return error;
        }

        byte* buffer = stackalloc byte[sizeof(FileRename) + (WindowsNames.MostUnits * sizeof(char))];
        var header = (FileRename*)buffer;
        *header = new FileRename { RootDirectory = directory, NameLength = (uint)(length * sizeof(char)) };
        units[..length].CopyTo(new Span<char>(buffer + FileRename.NameOffset, length));
        uint bytes = Math.Max((uint)sizeof(FileRename), FileRename.NameOffset + header->NameLength);

        // SAFETY: header and name lie in the buffer, which is as long as both can be.
        if (isMore)
        {
            return NtStatusErrors.Of(Ntdll.SetInformationFile(file, out _, buffer, bytes, FileInformation.Link));
        }

        header->Flags = FileRename.ReplaceIfExists | FileRename.PosixSemantics | FileRename.IgnoreReadOnly;
        uint status = Ntdll.SetInformationFile(file, out _, buffer, bytes, FileInformation.RenameEx);
        if (IsUnknown(status))
        {
            header->Flags = FileRename.ReplaceIfExists;
            status = Ntdll.SetInformationFile(file, out _, buffer, bytes, FileInformation.Rename);
        }

        return NtStatusErrors.Of(status);
    }

    // How file systems say that they do not know the newer form.
    private static bool IsUnknown(uint status) => status is Ntdll.InvalidInfoClass or Ntdll.InvalidParameter or Ntdll.NotSupported or Ntdll.NotImplemented;
}
