// Waiting, over .NET alone. The table of waiters is the same on all systems; the locks are held for a few instructions, so they give up their turn
// until they are free instead of asking a system to wake them. A port without threads may answer null instead of this class.
using System;
using System.Threading;

namespace Wasmtime.Min.Platform.Portable;

/// <summary>Synchronization for any system that .NET runs on.</summary>
internal sealed class PortableSynchronization : ISynchronization
{
    private const int Taken = 1;
    private const int Writer = -1;

    // Of the process: a memory may be shared between engines that have a platform object each.
    private static WaiterTable? _waiters;

    public WaitResult WaitOnAddress(nuint address, ulong expected, int size, TimeSpan timeout) =>
        Waiters().Wait(address, expected, size, timeout);

    public uint WakeByAddress(nuint address, uint count) => Waiters().Wake(address, count);

    public void AcquireLock(ref int state)
    {
        SpinWait spinner = default;
        while (Interlocked.CompareExchange(ref state, Taken, 0) != 0)
        {
            spinner.SpinOnce();
        }
    }

    public void ReleaseLock(ref int state) => Volatile.Write(ref state, 0);

    public void AcquireRead(ref int state)
    {
        SpinWait spinner = default;
        while (true)
        {
            int readers = Volatile.Read(ref state);
            if (readers != Writer && Interlocked.CompareExchange(ref state, readers + 1, readers) == readers)
            {
                return;
            }

            spinner.SpinOnce();
        }
    }

    public void ReleaseRead(ref int state) => Interlocked.Decrement(ref state);

    public void AcquireWrite(ref int state)
    {
        SpinWait spinner = default;
        while (Interlocked.CompareExchange(ref state, Writer, 0) != 0)
        {
            spinner.SpinOnce();
        }
    }

    public void ReleaseWrite(ref int state) => Volatile.Write(ref state, 0);

    private static WaiterTable Waiters() =>
        _waiters ?? Interlocked.CompareExchange(ref _waiters, new WaiterTable(), null) ?? _waiters;
}
