// What the calls of ntdll take and fill, for 64-bit systems. Sizes and places are those of ntifs.h and winternl.h.
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Windows.Interop;

/// <summary>FILE_INFORMATION_CLASS, as far as it is used.</summary>
internal enum FileInformation : uint
{
    Basic = 4,
    Name = 9,
    Rename = 10,
    Link = 11,
    Disposition = 13,
    All = 18,
    EndOfFile = 20,
    PipeLocal = 24,
    AttributeTag = 35,
    IdFullDirectory = 38,
    Id = 59,
    DispositionEx = 64,
    RenameEx = 65,
}

/// <summary>IO_STATUS_BLOCK.</summary>
internal struct IoStatus
{
    internal nuint Status;
    internal nuint Information;
}

/// <summary>UNICODE_STRING; lengths in bytes.</summary>
internal unsafe struct UnicodeString
{
    internal ushort Length;
    internal ushort MaximumLength;
    internal char* Buffer;
}

/// <summary>OBJECT_ATTRIBUTES.</summary>
internal unsafe struct ObjectAttributes
{
    internal uint Length;
    internal nint RootDirectory;
    internal UnicodeString* ObjectName;
    internal uint Attributes;
    internal nint SecurityDescriptor;
    internal nint SecurityQualityOfService;
}

/// <summary>FILE_BASIC_INFORMATION. Times: 100 ns since 1601; set to 0, they are kept.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal struct FileBasic
{
    internal long CreationTime;
    internal long LastAccessTime;
    internal long LastWriteTime;
    internal long ChangeTime;
    internal uint Attributes;
}

/// <summary>FILE_ALL_INFORMATION without the name behind it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 104)]
internal struct FileAll
{
    [FieldOffset(0)]
    internal FileBasic Basic;

    [FieldOffset(48)]
    internal long EndOfFile;

    [FieldOffset(56)]
    internal uint LinkCount;

    [FieldOffset(64)]
    internal ulong Index;
}

/// <summary>FILE_ATTRIBUTE_TAG_INFORMATION.</summary>
internal struct FileAttributeTag
{
    internal uint Attributes;
    internal uint Tag;
}

/// <summary>FILE_RENAME_INFORMATION and FILE_LINK_INFORMATION before the name.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct FileRename
{
    /// <summary>Where the name begins.</summary>
    internal const int NameOffset = 20;

    internal const uint ReplaceIfExists = 1, PosixSemantics = 2, IgnoreReadOnly = 0x40;

    [FieldOffset(0)]
    internal uint Flags;

    [FieldOffset(8)]
    internal nint RootDirectory;

    [FieldOffset(16)]
    internal uint NameLength;
}

/// <summary>Flags of FILE_DISPOSITION_INFORMATION_EX.</summary>
internal static class FileDisposition
{
    internal const uint Delete = 1, PosixSemantics = 2, IgnoreReadOnly = 0x10;
}

/// <summary>FILE_ID_FULL_DIR_INFORMATION before the name.</summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
internal struct DirectoryRecord
{
    /// <summary>Where the name begins.</summary>
    internal const int NameOffset = 80;

    [FieldOffset(0)]
    internal uint NextOffset;

    [FieldOffset(56)]
    internal uint Attributes;

    [FieldOffset(60)]
    internal uint NameLength;

    /// <summary>The tag of a reparse point.</summary>
    [FieldOffset(64)]
    internal uint ExtendedSize;

    [FieldOffset(72)]
    internal ulong Index;
}

/// <summary>FILE_PIPE_LOCAL_INFORMATION.</summary>
internal struct FilePipeLocal
{
    internal uint Type;
    internal uint Configuration;
    internal uint MaximumInstances;
    internal uint CurrentInstances;
    internal uint InboundQuota;
    internal uint ReadDataAvailable;
    internal uint OutboundQuota;
    internal uint WriteQuotaAvailable;
    internal uint State;
    internal uint End;
}

/// <summary>FILE_ID_INFORMATION.</summary>
internal struct FileId
{
    internal ulong VolumeSerialNumber;
    internal ulong Index;
    internal ulong IndexHigh;
}

/// <summary>REPARSE_DATA_BUFFER before the text.</summary>
[StructLayout(LayoutKind.Explicit, Size = 20)]
internal struct ReparseData
{
    internal const uint Get = 0x9_00A8, Set = 0x9_00A4;
    internal const int MostBytes = 16 * 1024;

    /// <summary>What DataLength does not count.</summary>
    internal const int HeaderBytes = 8;

    /// <summary>Where the text begins.</summary>
    internal const int LinkTextOffset = 20, MountTextOffset = 16;

    internal const uint Relative = 1;

    [FieldOffset(0)]
    internal uint Tag;

    [FieldOffset(4)]
    internal ushort DataLength;

    [FieldOffset(8)]
    internal ushort TargetOffset;

    [FieldOffset(10)]
    internal ushort TargetLength;

    [FieldOffset(12)]
    internal ushort PrintOffset;

    [FieldOffset(14)]
    internal ushort PrintLength;

    /// <summary>Of symbolic links only.</summary>
    [FieldOffset(16)]
    internal uint Flags;
}
