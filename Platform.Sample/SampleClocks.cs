// Clocks over .NET. A port asks its own timer.
using System;
using System.Diagnostics;
using System.Threading;

namespace Wasmtime.Min.Platform.Sample;

/// <summary>Clocks of the sample platform.</summary>
internal sealed class SampleClocks : IClocks
{
    private const ulong NanosecondsPerTick = 1_000_000_000 / TimeSpan.TicksPerSecond;

    public ulong WallResolution => NanosecondsPerTick;

    public ulong MonotonicResolution { get; } = Math.Max(1, 1_000_000_000 / (ulong)Stopwatch.Frequency);

    public FileTime WallTime()
    {
        (long seconds, long ticks) = Math.DivRem(DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        return ticks < 0
            ? new FileTime(seconds - 1, (uint)(ticks + TimeSpan.TicksPerSecond) * (uint)NanosecondsPerTick)
            : new FileTime(seconds, (uint)ticks * (uint)NanosecondsPerTick);
    }

    // A product of 128 bits: the timer may count nanoseconds, and has done so since the machine was started.
    public ulong MonotonicTime() => (ulong)((UInt128)Stopwatch.GetTimestamp() * 1_000_000_000 / (ulong)Stopwatch.Frequency);

    public ulong? ProcessTime() => (ulong)Environment.CpuUsage.TotalTime.Ticks * NanosecondsPerTick;

    public ulong? ThreadTime() => null;

    public void Sleep(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
        {
            Thread.Yield();
            return;
        }

        long began = Stopwatch.GetTimestamp();
        int milliseconds;
        while ((milliseconds = Milliseconds(time - Stopwatch.GetElapsedTime(began))) > 0)
        {
            Thread.Sleep(milliseconds);
        }
    }

    /// <summary>A time in milliseconds, rounded up; very long ones are cut, and the caller begins again.</summary>
    internal static int Milliseconds(TimeSpan time)
    {
        const long Most = 1 << 30;
        return time <= TimeSpan.Zero ? 0 : (int)Math.Min(((time.Ticks - 1) / TimeSpan.TicksPerMillisecond) + 1, Most);
    }
}
