using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Posix.Abi;

namespace Wasmtime.Min.Platform.Posix.Interop;

/// <summary>time.h, sched.h and sys/random.h.</summary>
internal static unsafe partial class Libc
{
    /// <summary><c>int clock_gettime(clockid_t clockid, struct timespec *tp)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ClockTime(int clock, out TimeSpec time);

    /// <summary><c>int clock_getres(clockid_t clockid, struct timespec *res)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "clock_getres", SetLastError = true)]
    internal static partial int ClockResolution(int clock, out TimeSpec resolution);

    /// <summary><c>int nanosleep(const struct timespec *req, struct timespec *rem)</c>. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "nanosleep", SetLastError = true)]
    internal static partial int Sleep(in TimeSpec time, TimeSpec* rest);

    /// <summary><c>int sched_yield(void)</c>. 0.</summary>
    [LibraryImport(Library, EntryPoint = "sched_yield")]
    internal static partial int Yield();

    /// <summary><c>ssize_t getrandom(void *buf, size_t buflen, unsigned int flags)</c>, Linux. Bytes, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "getrandom", SetLastError = true)]
    internal static partial nint GetRandom(byte* buffer, nuint length, uint flags);

    /// <summary><c>int getentropy(void *buffer, size_t length)</c>, macOS; at most 256 bytes. 0, or -1 with errno.</summary>
    [LibraryImport(Library, EntryPoint = "getentropy", SetLastError = true)]
    internal static partial int GetEntropy(byte* buffer, nuint length);
}
