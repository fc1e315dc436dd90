// Constants of macOS, the same on AMD64 and Arm64 (sys/mman.h, sys/fcntl.h, unistd.h of its SDK).
namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Numbers of macOS.</summary>
internal static class MacAbi
{
    internal const int MapAnonymous = 0x1000;
    internal const int MapNoReserve = 0x40;

    /// <summary>Pages that may become executable although the process is signed; writable and executable by turns, for each thread.</summary>
    internal const int MapJit = 0x800;
    internal const int OpenCloseOnExec = 0x100_0000;
    internal const int SysConfPageSize = 29;
}
