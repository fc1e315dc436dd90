using System;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Clocks of POSIX.</summary>
internal sealed unsafe class PosixClocks : IClocks
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    // clockid_t.
    private const int Wall = 0;

    private static int Monotonic => OperatingSystem.IsMacOS() ? 6 : 1;

    private static int Process => OperatingSystem.IsMacOS() ? 12 : 2;

    private static int Thread => OperatingSystem.IsMacOS() ? 16 : 3;

    /// <inheritdoc/>
    public ulong WallResolution => Resolution(Wall);

    /// <inheritdoc/>
    public ulong MonotonicResolution => Resolution(Monotonic);

    /// <inheritdoc/>
    public FileTime WallTime()
    {
        _ = Libc.ClockTime(Wall, out TimeSpec time); // a clock that every system has
        return new FileTime(time.Seconds, (uint)time.Nanoseconds);
    }

    /// <inheritdoc/>
    public ulong MonotonicTime() => Time(Monotonic) ?? 0;

    /// <inheritdoc/>
    public ulong? ProcessTime() => Time(Process);

    /// <inheritdoc/>
    public ulong? ThreadTime() => Time(Thread);

    /// <inheritdoc/>
    public void Sleep(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
        {
            _ = Libc.Yield();
            return;
        }

        _ = Libc.Sleep(SystemCalls.Time(time), null);
    }

    private static ulong? Time(int clock) => Libc.ClockTime(clock, out TimeSpec time) == 0 ? Nanoseconds(time) : null;

    private static ulong Resolution(int clock) => Libc.ClockResolution(clock, out TimeSpec time) == 0 ? ulong.Max(Nanoseconds(time), 1) : 1;

    private static ulong Nanoseconds(in TimeSpec time) => ((ulong)time.Seconds * NanosecondsPerSecond) + (ulong)time.Nanoseconds;
}
