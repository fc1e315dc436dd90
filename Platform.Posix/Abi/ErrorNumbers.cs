// Which number of a system means what. The numbers of Linux are those of every processor but MIPS, Alpha, SPARC and PA-RISC.
using System;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Translates errno.</summary>
internal static class ErrorNumbers
{
    internal const int NoEntry = 2, Interrupted = 4, BadHandle = 9, NotDirectory = 20, Invalid = 22, IllegalSeek = 29;

    /// <summary>What went wrong in the call that this thread has just made.</summary>
    internal static SystemError Last() => Translate(Marshal.GetLastPInvokeError());

    /// <summary>What a number means; 0 means that nothing went wrong.</summary>
    internal static SystemError Translate(int number) => OperatingSystem.IsMacOS() ? Mac(number) : Linux(number);

    private static SystemError Linux(int number) => number switch
    {
        11 => SystemError.WouldBlock,
        36 => SystemError.NameTooLong,
        38 => SystemError.NotSupported, // ENOSYS
        39 => SystemError.NotEmpty,
        40 => SystemError.Loop,
        75 => SystemError.Overflow,
        84 => SystemError.IllegalSequence,
        95 => SystemError.NotSupported, // EOPNOTSUPP
        122 => SystemError.Quota,
        _ => Common(number),
    };

    private static SystemError Mac(int number) => number switch
    {
        35 => SystemError.WouldBlock,
        45 => SystemError.NotSupported, // ENOTSUP
        62 => SystemError.Loop,
        63 => SystemError.NameTooLong,
        66 => SystemError.NotEmpty,
        69 => SystemError.Quota,
        78 => SystemError.NotSupported, // ENOSYS
        84 => SystemError.Overflow,
        92 => SystemError.IllegalSequence,
        102 => SystemError.NotSupported, // EOPNOTSUPP
        _ => Common(number),
    };

    // Numbers that every Unix has had from the beginning.
    private static SystemError Common(int number) => number switch
    {
        0 => SystemError.None,
        1 => SystemError.NotPermitted,
        NoEntry => SystemError.NoEntry,
        Interrupted => SystemError.Interrupted,
        5 => SystemError.Io,
        6 or 19 => SystemError.NoDevice, // ENXIO, ENODEV
        BadHandle => SystemError.BadHandle,
        12 => SystemError.NoMemory,
        13 => SystemError.Access,
        16 => SystemError.Busy,
        17 => SystemError.Exists,
        18 => SystemError.CrossDevice,
        NotDirectory => SystemError.NotDirectory,
        21 => SystemError.IsDirectory,
        Invalid => SystemError.Invalid,
        23 or 24 => SystemError.TooManyHandles, // ENFILE, EMFILE
        25 => SystemError.NotTerminal,
        26 => SystemError.TextBusy,
        27 => SystemError.FileTooLarge,
        28 => SystemError.NoSpace,
        IllegalSeek => SystemError.IllegalSeek,
        30 => SystemError.ReadOnly,
        31 => SystemError.TooManyLinks,
        32 => SystemError.Pipe,
        _ => SystemError.Io,
    };
}
