using System;

namespace Wasmtime.Min.Platform;

/// <summary>Clocks, and sleeping.</summary>
/// <remarks>Every member is thread-safe and allocates nothing.</remarks>
public interface IClocks
{
    /// <summary>The time of day, UTC; may jump. POSIX CLOCK_REALTIME.</summary>
    FileTime WallTime();

    /// <summary>Nanoseconds between two values of <see cref="WallTime"/>; at least 1.</summary>
    ulong WallResolution { get; }

    /// <summary>Nanoseconds since some point; never goes back. POSIX CLOCK_MONOTONIC.</summary>
    ulong MonotonicTime();

    /// <summary>Nanoseconds between two values of <see cref="MonotonicTime"/>; at least 1.</summary>
    ulong MonotonicResolution { get; }

    /// <summary>Nanoseconds that processors have spent on this process, or null where nobody counts.</summary>
    ulong? ProcessTime();

    /// <summary>Nanoseconds that processors have spent on this thread, or null where nobody counts.</summary>
    ulong? ThreadTime();

    /// <summary>Lets the thread sleep.</summary>
    /// <param name="time">How long; never shorter, but for a signal: the caller looks at the clock. Zero or negative: lets other threads go first.</param>
    void Sleep(TimeSpan time);
}
