// Waiting for handles and for the time, in such a way that a guest whose time is over does not go on: while its store has a deadline, the host waits in
// slices and looks between them. Without a deadline it waits in one piece.
using System;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Wasi.Clocks;

/// <summary>Waits on behalf of a guest.</summary>
/// <param name="system">What there is to wait with.</param>
internal sealed class Waiting(WasiSystem system)
{
    private const ulong NanosecondsPerTick = 100;
    private const ulong Day = 86_400_000_000_000;

    /// <summary>The store of the guest that is calling; null: nobody interrupts it.</summary>
    internal Store? Store { get; set; }

    /// <summary>Whether a wait may be cut short, so that nothing may block that does not come back by itself.</summary>
    internal bool IsLimited => Store is { HasEpochDeadline: true };

    /// <summary>Ends the guest if its time is over.</summary>
    /// <exception cref="TrapException">It is.</exception>
    internal void ThrowIfInterrupted()
    {
        if (Store is { IsPastEpochDeadline: true })
        {
            throw new TrapException(TrapCode.Interrupt, []);
        }
    }

    /// <summary>Nanoseconds of the clock that waits are measured with.</summary>
    internal ulong Now => system.Clocks?.MonotonicTime() ?? 0;

    /// <summary>Waits until a handle is ready or the time is over.</summary>
    /// <param name="items">Handles; the results are written to it.</param>
    /// <param name="until">Value of <see cref="Now"/> at which to stop; null: no limit.</param>
    /// <param name="ready">How many are ready.</param>
    internal SystemError Wait(Span<WaitItem> items, ulong? until, out int ready)
    {
        ready = 0;
        if (system.Handles is null && (system.Clocks is null || !items.IsEmpty))
        {
            return SystemError.NotSupported;
        }

        while (true)
        {
            ThrowIfInterrupted();
            ulong left = until is { } end ? end - ulong.Min(end, Now) : Day;
            ulong slice = IsLimited ? ulong.Min(left, HostLimits.WaitSlice) : ulong.Min(left, Day);
            SystemError error = WaitOnce(items, SpanOf(slice), out ready);
            if (error is not (SystemError.None or SystemError.Interrupted))
            {
                return error;
            }

            if (ready > 0 || (until is { } due && Now >= due))
            {
                ThrowIfInterrupted();
                return SystemError.None;
            }
        }
    }

    /// <summary>Looks whether handles are ready.</summary>
    internal SystemError Look(Span<WaitItem> items, out int ready)
    {
        ready = 0;
        SystemError error;
        do
        {
            error = items.IsEmpty ? SystemError.None : WaitOnce(items, TimeSpan.Zero, out ready);
        }
        while (error == SystemError.Interrupted);
        return error;
    }

    /// <summary>Waits before something is tried again.</summary>
    internal SystemError Pause() => Wait([], Now + HostLimits.RetrySlice, out _);

    private SystemError WaitOnce(Span<WaitItem> items, TimeSpan time, out int ready)
    {
        ready = 0;
        if (system.Handles is { } handles)
        {
            return handles.Wait(items, time, out ready);
        }

        system.Clocks?.Sleep(time);
        return SystemError.None;
    }

    // Rounded up, so that nobody wakes too early.
    private static TimeSpan SpanOf(ulong nanoseconds) => TimeSpan.FromTicks((long)((nanoseconds + NanosecondsPerTick - 1) / NanosecondsPerTick));
}
