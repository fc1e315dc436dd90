// Linux on AMD64: offsets in ucontext_t and siginfo_t as glibc and musl lay them out (sys/ucontext.h), and system call numbers.
namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Numbers of Linux on AMD64.</summary>
internal static class LinuxX64
{
    internal const uint ContextRip = 168, ContextRsp = 160, ContextRbp = 120, ContextR14 = 88, ContextFlags = 176, ContextFloatState = 224;
    internal const uint SigInfoAddress = 16;
    internal const nint SystemCallFutex = 202;
}
