// What Windows knows of an open file.
using Wasmtime.Min.Platform.Windows.Abi;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows.Files;

/// <summary>Facts of open files.</summary>
internal static unsafe class FileFacts
{
    /// <summary>The kind that attributes and a tag say; <see cref="FileKind.Unknown"/> for a reparse point that is no link.</summary>
    internal static FileKind KindOf(uint attributes, uint tag) =>
        (attributes & Ntdll.AttributeReparsePoint) != 0
            ? tag is Ntdll.TagSymbolicLink or Ntdll.TagMountPoint ? FileKind.SymbolicLink : FileKind.Unknown
            : (attributes & Ntdll.AttributeDirectory) != 0 ? FileKind.Directory
            : FileKind.RegularFile;

    /// <summary>What was opened, a link or directory not confused with what it leads to.</summary>
    internal static SystemError GetKind(nint file, out FileKind kind)
    {
        FileAttributeTag tag = default;
        kind = FileKind.Unknown;

        // SAFETY (all here): what is filled lies on the stack, and its size goes with it.
        uint status = Ntdll.QueryInformationFile(file, out _, &tag, (uint)sizeof(FileAttributeTag), FileInformation.AttributeTag);
        kind = Ntdll.IsError(status) ? kind : KindOf(tag.Attributes, tag.Tag);
        return NtStatusErrors.Of(status);
    }

    /// <summary>The kind of a stream of the process. Not asked of files: file systems of Windows hold nothing else, and under wine the question reads the file.</summary>
    internal static FileKind KindOfStream(nint stream) => Kernel32.GetFileType(stream) switch
    {
        Kernel32.TypeDisk => FileKind.RegularFile,
        Kernel32.TypeCharacters => FileKind.CharacterDevice,
        Kernel32.TypePipe => FileKind.Pipe,
        _ => FileKind.Unknown,
    };

    internal static SystemError GetStatus(nint file, FileKind kind, out FileStatus status)
    {
        status = new FileStatus(0, 0, kind, 1, 0, default, default, default);
        if (kind is not (FileKind.RegularFile or FileKind.Directory or FileKind.SymbolicLink))
        {
            return SystemError.None; // a stream: nothing more is known
        }

        SystemError error = GetAll(file, out FileAll all);
        if (error != SystemError.None)
        {
            return error;
        }

        // Not FileFsVolumeInformation: under wine it reads the file itself. A file system that does not know it has the number 0.
        FileId id = default;
        _ = Ntdll.QueryInformationFile(file, out _, &id, (uint)sizeof(FileId), FileInformation.Id);
        ulong size = kind == FileKind.RegularFile ? (ulong)all.EndOfFile : 0;
        if (kind == FileKind.SymbolicLink && ReparseLinks.GetLength(file, out int length) == SystemError.None)
        {
            size = (ulong)length;
        }

        status = new FileStatus(
            id.VolumeSerialNumber,
            all.Index,
            kind,
            all.LinkCount,
            size,
            WindowsClocks.FromWindows(all.Basic.LastAccessTime),
            WindowsClocks.FromWindows(all.Basic.LastWriteTime),
            WindowsClocks.FromWindows(all.Basic.ChangeTime));
        return SystemError.None;
    }

    internal static SystemError GetSize(nint file, out ulong size)
    {
        SystemError error = GetAll(file, out FileAll all);
        size = (ulong)all.EndOfFile;
        return error;
    }

    // There is no room for the name at its end, and the system says so.
    private static SystemError GetAll(nint file, out FileAll all)
    {
        FileAll filled = default;
        uint status = Ntdll.QueryInformationFile(file, out _, &filled, (uint)sizeof(FileAll), FileInformation.All);
        all = filled;
        return status == Ntdll.BufferOverflow ? SystemError.None : NtStatusErrors.Of(status);
    }
}
