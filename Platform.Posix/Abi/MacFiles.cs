// Numbers of macOS for files (sys/fcntl.h, sys/stat.h, sys/filio.h, sys/socket.h of its SDK), the same on AMD64 and Arm64.
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Numbers of macOS.</summary>
internal static class MacFiles
{
    internal const int OpenWriteOnly = 1, OpenReadWrite = 2, OpenAccessMask = 3;
    internal const int OpenNonBlocking = 4, OpenAppend = 8, OpenSync = 0x80, OpenNoFollow = 0x100, OpenCreate = 0x200, OpenTruncate = 0x400, OpenExclusive = 0x800;
    internal const int OpenNoTerminal = 0x2_0000, OpenDirectory = 0x10_0000, OpenDataSync = 0x40_0000;

    /// <summary>O_EVTONLY: a handle that needs no permission to read. O_SYMLINK: a link itself. O_SEARCH: a directory, to open from there.</summary>
    internal const int OpenForEvents = 0x8000, OpenLink = 0x20_0000, OpenSearch = 0x4010_0000;

    internal const int AtCurrentDirectory = -2, AtNoFollow = 0x20, AtRemoveDirectory = 0x80;
    internal const long TimeNow = -1, TimeOmit = -2;
    internal const nint CountReadable = 0x4004_667f; // FIONREAD
    internal const int SocketLevel = 0xffff, SocketType = 0x1008;

    /// <summary>fcntl: F_PREALLOCATE, with F_ALLOCATEALL from F_PEOFPOSMODE.</summary>
    internal const int Preallocate = 42;
    internal const uint AllocateAll = 4;
    internal const int FromPhysicalEnd = 3;
}

/// <summary><c>struct stat</c> with inode numbers of 64 bits.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct MacStatus
{
    [FieldOffset(0)]
    internal int Device;

    [FieldOffset(4)]
    internal ushort Mode;

    [FieldOffset(6)]
    internal ushort LinkCount;

    [FieldOffset(8)]
    internal ulong Inode;

    [FieldOffset(32)]
    internal TimeSpec AccessTime;

    [FieldOffset(48)]
    internal TimeSpec ModificationTime;

    [FieldOffset(64)]
    internal TimeSpec ChangeTime;

    [FieldOffset(96)]
    internal long Size;
}

/// <summary><c>fstore_t</c> of fcntl with F_PREALLOCATE.</summary>
/// <param name="Flags">F_ALLOCATEALL.</param>
/// <param name="From">F_PEOFPOSMODE.</param>
/// <param name="Offset">Bytes from there.</param>
/// <param name="Length">Bytes wanted.</param>
/// <param name="Allocated">Result.</param>
internal record struct MacAllocation(uint Flags, int From, long Offset, long Length, long Allocated);
