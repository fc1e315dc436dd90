using System;

namespace Wasmtime.Min.Platform;

/// <summary>Waiting for other threads: the wasm instructions <c>memory.atomic.wait</c> and <c>notify</c>, and the runtime's locks.</summary>
/// <remarks>Every member is thread-safe. Covers <c>wasmtime_sync_lock_*</c> and <c>wasmtime_sync_rwlock_*</c>.</remarks>
public interface ISynchronization
{
    /// <summary>Blocks while the 4 or 8 bytes at an address are equal to a value, until woken or timed out. May wake for no reason.</summary>
    /// <param name="address">Aligned to <paramref name="size"/>.</param>
    /// <param name="expected">The value; the low 4 bytes count when <paramref name="size"/> is 4.</param>
    /// <param name="size">4 or 8.</param>
    /// <param name="timeout">Negative: no limit.</param>
    /// <returns>False when the time is over.</returns>
    bool WaitOnAddress(nuint address, ulong expected, int size, TimeSpan timeout);

    /// <summary>Wakes threads that wait on an address.</summary>
    /// <param name="address">The address they wait on.</param>
    /// <param name="count">At most this many.</param>
    void WakeByAddress(nuint address, uint count);

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
