using System;

namespace Wasmtime.Min.Platform;

/// <summary>How a wait ended; the numbers are the results of <c>memory.atomic.wait</c>.</summary>
public enum WaitResult
{
    /// <summary>Another thread woke this one.</summary>
    Woken = 0,

    /// <summary>The memory held another value, so there was no wait.</summary>
    NotEqual = 1,

    /// <summary>The time was over.</summary>
    TimedOut = 2,
}

/// <summary>Waiting for other threads: the wasm instructions <c>memory.atomic.wait</c> and <c>notify</c>, and the runtime's locks.</summary>
/// <remarks>
/// Every member is thread-safe. Covers <c>wasmtime_sync_lock_*</c> and <c>wasmtime_sync_rwlock_*</c>; a lock is one word without resources behind it,
/// so <c>wasmtime_sync_lock_free</c> and <c>wasmtime_sync_rwlock_free</c> need no member. Locks are not recursive.
/// </remarks>
public interface ISynchronization
{
    /// <summary>
    /// Blocks while no thread wakes this address, if the 4 or 8 bytes there are equal to a value. Comparing and starting to wait are one step
    /// for <see cref="WakeByAddress"/>: a thread that changes the value and then wakes is never missed. Never ends for no reason.
    /// </summary>
    /// <param name="address">Aligned to <paramref name="size"/>; valid until the wait ends.</param>
    /// <param name="expected">The value in the byte order of the machine; the low 4 bytes count when <paramref name="size"/> is 4.</param>
    /// <param name="size">4 or 8.</param>
    /// <param name="timeout">Negative: no limit. A system may round it up to its own resolution.</param>
    /// <returns>How it ended.</returns>
    WaitResult WaitOnAddress(nuint address, ulong expected, int size, TimeSpan timeout);

    /// <summary>Wakes threads that wait on an address, those that wait longest first.</summary>
    /// <param name="address">The address they wait on.</param>
    /// <param name="count">At most this many.</param>
    /// <returns>How many were woken.</returns>
    uint WakeByAddress(nuint address, uint count);

    /// <summary>Takes a lock; blocks while another thread has it. <c>wasmtime_sync_lock_acquire</c>.</summary>
    /// <param name="state">The lock: 0 at first, in memory that does not move.</param>
    void AcquireLock(ref int state);

    /// <summary>Gives a lock back. <c>wasmtime_sync_lock_release</c>.</summary>
    void ReleaseLock(ref int state);

    /// <summary>Takes a lock for reading. <c>wasmtime_sync_rwlock_read</c>.</summary>
    /// <param name="state">The lock: 0 at first, in memory that does not move.</param>
    void AcquireRead(ref int state);

    /// <summary>Gives a lock for reading back. <c>wasmtime_sync_rwlock_read_release</c>.</summary>
    void ReleaseRead(ref int state);

    /// <summary>Takes a lock for writing. <c>wasmtime_sync_rwlock_write</c>.</summary>
    void AcquireWrite(ref int state);

    /// <summary>Gives a lock for writing back. <c>wasmtime_sync_rwlock_write_release</c>.</summary>
    void ReleaseWrite(ref int state);
}
