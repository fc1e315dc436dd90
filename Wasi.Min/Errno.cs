namespace Wasmtime.Min.Wasi;

/// <summary>Results of WASI calls, numbered as in <c>wasi_snapshot_preview1.witx</c>; those that this host returns.</summary>
internal enum Errno : ushort
{
    Success = 0,
    Access = 2,
    Again = 6,
    BadFile = 8,
    Busy = 10,
    Exists = 20,
    Fault = 21,
    FileTooBig = 22,
    IllegalSequence = 25,
    Invalid = 28,
    Io = 29,
    IsDirectory = 31,
    Loop = 32,
    NameTooLong = 37,
    NoEntry = 44,
    NoSpace = 51,
    NoSystem = 52,
    NotDirectory = 54,
    NotEmpty = 55,
    NotSocket = 57,
    NotSupported = 58,
    NotTerminal = 59,
    NotPermitted = 63,
    Pipe = 64,
    Range = 68,
    ReadOnly = 69,
    IllegalSeek = 70,
    NotCapable = 76,
}
