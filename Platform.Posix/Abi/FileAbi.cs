// The numbers for files that POSIX leaves to each system, and the structures that are the same in all.
using System;

namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary><c>struct timespec</c> of systems of 64 bits.</summary>
/// <param name="Seconds">Seconds.</param>
/// <param name="Nanoseconds">Nanoseconds behind them, or one of the special values of utimensat.</param>
internal readonly record struct TimeSpec(long Seconds, long Nanoseconds);

/// <summary><c>struct pollfd</c>.</summary>
/// <param name="File">The descriptor; what is negative is left out.</param>
/// <param name="Events">What is waited for.</param>
internal record struct PollItem(int File, short Events)
{
    /// <summary>What has come.</summary>
    internal short Found { get; set; }
}

/// <summary>Numbers of the system that the process runs on.</summary>
internal static class FileAbi
{
    internal const int ModeTypeMask = 0xf000, ModeSocket = 0xc000, ModeLink = 0xa000;

    /// <summary>struct dirent of both systems: DT_UNKNOWN and its kin are the type of the mode, shifted.</summary>
    internal const int ModeTypeShift = 12;

    internal const short PollIn = 1, PollOut = 4, PollError = 8, PollHangup = 0x10, PollInvalid = 0x20;

    internal const int GetHandleFlags = 1, GetStatusFlags = 3, SetStatusFlags = 4; // F_GETFD, F_GETFL, F_SETFL
    internal const int HandleCloseOnExec = 1;
    internal const int SocketDatagram = 2;
    internal const int MostBlocks = 1024; // IOV_MAX

    internal static int OpenAppend => OperatingSystem.IsMacOS() ? MacFiles.OpenAppend : LinuxFiles.OpenAppend;

    internal static int CurrentDirectory => OperatingSystem.IsMacOS() ? MacFiles.AtCurrentDirectory : LinuxFiles.AtCurrentDirectory;

    internal static int AtNoFollow => OperatingSystem.IsMacOS() ? MacFiles.AtNoFollow : LinuxFiles.AtNoFollow;

    internal static int AtRemoveDirectory => OperatingSystem.IsMacOS() ? MacFiles.AtRemoveDirectory : LinuxFiles.AtRemoveDirectory;

    internal static int OpenDirectory => OperatingSystem.IsMacOS() ? MacFiles.OpenDirectory : LinuxFiles.Current.OpenDirectory;

    internal static int OpenNoFollow => OperatingSystem.IsMacOS() ? MacFiles.OpenNoFollow : LinuxFiles.Current.OpenNoFollow;

    /// <summary>A handle of a directory from which can be opened, and nothing else.</summary>
    internal static int OpenForSteps => SystemAbi.OpenCloseOnExec | OpenDirectory | (OperatingSystem.IsMacOS() ? MacFiles.OpenSearch : LinuxFiles.OpenPath);

    /// <summary>What kind of file a mode tells of. A name does not say which kind of socket it is of; most are of streams.</summary>
    internal static FileKind Kind(int mode) => (mode & ModeTypeMask) switch
    {
        0x8000 => FileKind.RegularFile,
        0x4000 => FileKind.Directory,
        ModeLink => FileKind.SymbolicLink,
        0x2000 => FileKind.CharacterDevice,
        0x6000 => FileKind.BlockDevice,
        0x1000 => FileKind.Pipe,
        ModeSocket => FileKind.StreamSocket,
        _ => FileKind.Unknown,
    };

    /// <summary>The flags of open for what a handle is opened for, without O_NOFOLLOW and O_PATH's kin.</summary>
    internal static int Flags(OpenOptions options)
    {
        bool isMac = OperatingSystem.IsMacOS();
        int flags = SystemAbi.OpenCloseOnExec;
        if ((options & OpenOptions.Directory) != 0)
        {
            flags |= OpenDirectory;
        }

        bool reads = (options & OpenOptions.Read) != 0;
        bool writes = (options & OpenOptions.Write) != 0;
        if (!reads && !writes)
        {
            return flags | (isMac ? MacFiles.OpenForEvents | MacFiles.OpenNonBlocking : LinuxFiles.OpenPath);
        }

        // The same numbers everywhere: O_RDONLY, O_WRONLY, O_RDWR.
        flags |= !writes ? Interop.Libc.OpenReadOnly : reads ? LinuxFiles.OpenReadWrite : LinuxFiles.OpenWriteOnly;

        // A terminal that is opened does not become that of the process, and no open waits for somebody at the other end.
        flags |= isMac ? MacFiles.OpenNonBlocking | MacFiles.OpenNoTerminal : LinuxFiles.OpenNonBlocking | LinuxFiles.OpenNoTerminal;
        if ((options & OpenOptions.Create) != 0)
        {
            flags |= isMac ? MacFiles.OpenCreate : LinuxFiles.OpenCreate;
            if ((options & OpenOptions.Exclusive) != 0)
            {
                flags |= isMac ? MacFiles.OpenExclusive : LinuxFiles.OpenExclusive;
            }
        }

        if ((options & OpenOptions.Truncate) != 0)
        {
            flags |= isMac ? MacFiles.OpenTruncate : LinuxFiles.OpenTruncate;
        }

        if ((options & OpenOptions.Append) != 0)
        {
            flags |= OpenAppend;
        }

        if ((options & OpenOptions.DataSync) != 0)
        {
            flags |= isMac ? MacFiles.OpenDataSync : LinuxFiles.OpenDataSync;
        }

        if ((options & OpenOptions.Sync) != 0)
        {
            flags |= isMac ? MacFiles.OpenSync : LinuxFiles.OpenSync;
        }

        return flags;
    }
}
