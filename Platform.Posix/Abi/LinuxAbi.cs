// Constants of the Linux kernel and C libraries that are the same on every processor but s390x and MIPS, for glibc and musl alike.
namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Numbers of Linux.</summary>
internal static class LinuxAbi
{
    internal const int MapAnonymous = 0x20;
    internal const int MapNoReserve = 0x4000;
    internal const int MapPopulate = 0x8000;
    internal const int MemFdCloseOnExec = 1;
    internal const int OpenCloseOnExec = 0x80000;
    internal const int SysConfPageSize = 30;
    internal const int AuxiliaryExecFileName = 31, AuxiliaryMinSignalStack = 51;
    internal const int ResourceLimitStack = 3;

    internal const int SignalSegment = 11;

    // struct sigaction of the C library: handler, mask (128 bytes, of which the kernel fills those of its 64 signals and glibc leaves the rest
    // undefined), flags.
    internal const int SignalMaskSize = 8;
    internal const int SigActionSize = 152, SigActionHandler = 0, SigActionMask = 8, SigActionFlags = 136;
    internal const int FlagSigInfo = 4, FlagOnStack = 0x0800_0000, FlagRestart = 0x1000_0000, FlagNoDefer = 0x4000_0000;

    // stack_t: pointer, flags, size.
    internal const int StackSize = 24, StackFlagsOffset = 8, StackLengthOffset = 16;
    internal const int StackDisabled = 2;

    internal const int FutexWaitPrivate = 128, FutexWakePrivate = 129;
    internal const int ErrorTimedOut = 110;

    /// <summary>Generous: 56 bytes on glibc for AMD64, 64 on Arm64.</summary>
    internal const int PThreadAttributesSize = 128;
}
