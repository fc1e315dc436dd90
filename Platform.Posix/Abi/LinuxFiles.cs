// Numbers of Linux for files. What differs between processors stands in a row for each, s390x included: files are no reason why it has no row in
// LinuxProcessor.
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Numbers of Linux on one processor.</summary>
/// <param name="OpenDirectory">O_DIRECTORY.</param>
/// <param name="OpenNoFollow">O_NOFOLLOW.</param>
/// <param name="AdviseDontNeed">POSIX_FADV_DONTNEED; POSIX_FADV_NOREUSE is one more.</param>
/// <param name="GetEntries">Number of the system call getdents64, which not every C library has a function for.</param>
/// <param name="GetStatus">Number of statx.</param>
/// <param name="WriteWithFlags">Number of pwritev2.</param>
internal sealed record LinuxFiles(int OpenDirectory, int OpenNoFollow, int AdviseDontNeed, nint GetEntries, nint GetStatus, nint WriteWithFlags)
{
    internal const int OpenWriteOnly = 1, OpenReadWrite = 2, OpenAccessMask = 3;
    internal const int OpenCreate = 0x40, OpenExclusive = 0x80, OpenNoTerminal = 0x100, OpenTruncate = 0x200, OpenAppend = 0x400, OpenNonBlocking = 0x800;
    internal const int OpenDataSync = 0x1000, OpenSync = 0x10_1000, OpenPath = 0x20_0000;

    /// <summary>Number of openat2 on every processor.</summary>
    internal const nint OpenAt2 = 437;

    internal const ulong ResolveNoMagicLinks = 2, ResolveBeneath = 8;

    internal const int AtCurrentDirectory = -100, AtNoFollow = 0x100, AtRemoveDirectory = 0x200, AtEmptyPath = 0x1000;

    /// <summary>STATX_BASIC_STATS, and the type alone.</summary>
    internal const uint StatusBasic = 0x7ff, StatusType = 1;

    internal const long TimeNow = 0x3fff_ffff, TimeOmit = 0x3fff_fffe;

    /// <summary>pwritev2: write at the offset, even if the file was opened to append. Since Linux 6.9.</summary>
    internal const int WriteNoAppend = 0x20;

    internal const nint CountReadable = 0x541b; // FIONREAD
    internal const int SocketLevel = 1, SocketType = 3;

    private static readonly LinuxFiles X64 = new(0x1_0000, 0x2_0000, AdviseDontNeed: 4, GetEntries: 217, GetStatus: 332, WriteWithFlags: 328);

    private static readonly LinuxFiles Arm64 = new(0x4000, 0x8000, AdviseDontNeed: 4, GetEntries: 61, GetStatus: 291, WriteWithFlags: 287);

    private static readonly LinuxFiles Riscv64 = new(0x1_0000, 0x2_0000, AdviseDontNeed: 4, GetEntries: 61, GetStatus: 291, WriteWithFlags: 287);

    private static readonly LinuxFiles S390x = new(0x1_0000, 0x2_0000, AdviseDontNeed: 6, GetEntries: 220, GetStatus: 379, WriteWithFlags: 377);

    /// <summary>The row of this process; that of riscv64, whose numbers are those of every newer processor, where there is none.</summary>
    internal static LinuxFiles Current => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        Architecture.S390x => S390x,
        _ => Riscv64,
    };
}

/// <summary><c>struct open_how</c>.</summary>
/// <param name="Flags">As of open.</param>
/// <param name="Mode">Permissions of what is made; else 0.</param>
/// <param name="Resolve">RESOLVE_*.</param>
internal readonly record struct LinuxOpenHow(ulong Flags, ulong Mode, ulong Resolve);

/// <summary><c>struct statx</c>, the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct LinuxStatus
{
    [FieldOffset(16)]
    internal uint LinkCount;

    [FieldOffset(28)]
    internal ushort Mode;

    [FieldOffset(32)]
    internal ulong Inode;

    [FieldOffset(40)]
    internal ulong Size;

    [FieldOffset(64)]
    internal LinuxStatusTime AccessTime;

    [FieldOffset(96)]
    internal LinuxStatusTime ChangeTime;

    [FieldOffset(112)]
    internal LinuxStatusTime ModificationTime;

    [FieldOffset(136)]
    internal uint DeviceMajor;

    [FieldOffset(140)]
    internal uint DeviceMinor;
}

/// <summary><c>struct statx_timestamp</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct LinuxStatusTime
{
    [FieldOffset(0)]
    internal long Seconds;

    [FieldOffset(8)]
    internal uint Nanoseconds;
}
