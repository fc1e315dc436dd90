using System;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>Clocks of Windows.</summary>
internal sealed class WindowsClocks : IClocks
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const uint NanosecondsPerTick = 100;
    private const long TicksPerSecond = NanosecondsPerSecond / NanosecondsPerTick;

    /// <summary>From 1601, where the times of Windows begin, to 1970.</summary>
    private const long EpochSeconds = 11_644_473_600;

    private readonly ulong _frequency;

    internal WindowsClocks()
    {
        _ = Kernel32.QueryPerformanceFrequency(out long frequency);
        _frequency = (ulong)frequency;
    }

    public ulong WallResolution => NanosecondsPerTick;

    public ulong MonotonicResolution => Math.Max(1, (ulong)NanosecondsPerSecond / _frequency);

    public FileTime WallTime()
    {
        Kernel32.GetSystemTime(out long time);
        return FromWindows(time);
    }

    // A product of 128 bits: the counter has run since the machine was started.
    public ulong MonotonicTime()
    {
        _ = Kernel32.QueryPerformanceCounter(out long count);
        return (ulong)((UInt128)count * NanosecondsPerSecond / _frequency);
    }

    public ulong? ProcessTime() =>
        Kernel32.GetProcessTimes(Kernel32.GetCurrentProcess(), out _, out _, out long kernel, out long user) == 0 ? null : (ulong)(kernel + user) * NanosecondsPerTick;

    public ulong? ThreadTime() =>
        Kernel32.GetThreadTimes(Kernel32.GetCurrentThread(), out _, out _, out long kernel, out long user) == 0 ? null : (ulong)(kernel + user) * NanosecondsPerTick;

    // Sleep counts ticks of the system and may end within the last one.
    public void Sleep(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
        {
            _ = Kernel32.SwitchToThread();
            return;
        }

        ulong began = MonotonicTime();
        uint milliseconds;
        while ((milliseconds = MillisecondsLeft(time, began)) > 0)
        {
            Kernel32.Sleep(milliseconds);
        }
    }

    /// <summary>What is left of a time that began at a value of <see cref="MonotonicTime"/>, rounded up; very long ones are cut. 0: it is over.</summary>
    internal uint MillisecondsLeft(TimeSpan time, ulong began)
    {
        const long Most = 1 << 30;
        long left = time.Ticks - (long)((MonotonicTime() - began) / NanosecondsPerTick);
        return left <= 0 ? 0 : (uint)Math.Min(((left - 1) / TimeSpan.TicksPerMillisecond) + 1, Most);
    }

    /// <summary>A time of Windows: 100 ns since 1601.</summary>
    internal static FileTime FromWindows(long time)
    {
        (long seconds, long ticks) = Math.DivRem(time, TicksPerSecond);
        return ticks < 0
            ? new FileTime(seconds - 1 - EpochSeconds, (uint)(ticks + TicksPerSecond) * NanosecondsPerTick)
            : new FileTime(seconds - EpochSeconds, (uint)ticks * NanosecondsPerTick);
    }

    /// <summary>A time as Windows sets it; it has none before 1601 or after 30827, and its 0 means something else.</summary>
    internal static bool TryToWindows(FileTime time, out long result)
    {
        const long LastSecond = (long.MaxValue / TicksPerSecond) - EpochSeconds - 1;
        bool isInside = time.Nanoseconds < NanosecondsPerSecond && time.Seconds is >= -EpochSeconds and <= LastSecond;
        result = isInside ? Math.Max(1, ((time.Seconds + EpochSeconds) * TicksPerSecond) + (time.Nanoseconds / NanosecondsPerTick)) : 0;
        return isInside;
    }
}
