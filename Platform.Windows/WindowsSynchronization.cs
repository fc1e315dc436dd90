// Locks of one word over WaitOnAddress, as Platform.Posix has them over futex: 0 free, 1 taken, 2 taken and somebody waits; read-write locks count
// readers, -1 is a writer. Waiting on addresses of the guest is the portable table's.
using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows;

/// <summary>Synchronization of Windows.</summary>
internal sealed class WindowsSynchronization : ISynchronization
{
    private const int Writer = -1;

    // Of the process: a memory may be shared between engines that have a platform object each.
    private static WaiterTable? _waiters;

    public WaitResult WaitOnAddress(nuint address, ulong expected, int size, TimeSpan timeout) =>
        Waiters().Wait(address, expected, size, timeout);

    public uint WakeByAddress(nuint address, uint count) => Waiters().Wake(address, count);

    public void AcquireLock(ref int state)
    {
        if (Interlocked.CompareExchange(ref state, 1, 0) == 0)
        {
            return;
        }

        while (Interlocked.Exchange(ref state, 2) != 0)
        {
            Wait(ref state, 2);
        }
    }

    public void ReleaseLock(ref int state)
    {
        if (Interlocked.Exchange(ref state, 0) == 2)
        {
            Wake(ref state, isOneEnough: true);
        }
    }

    public void AcquireRead(ref int state)
    {
        while (true)
        {
            int seen = Volatile.Read(ref state);
            if (seen == Writer)
            {
                Wait(ref state, seen);
            }
            else if (Interlocked.CompareExchange(ref state, seen + 1, seen) == seen)
            {
                return;
            }
        }
    }

    public void ReleaseRead(ref int state)
    {
        if (Interlocked.Decrement(ref state) == 0)
        {
            Wake(ref state, isOneEnough: false);
        }
    }

    public void AcquireWrite(ref int state)
    {
        int seen;
        while ((seen = Interlocked.CompareExchange(ref state, Writer, 0)) != 0)
        {
            Wait(ref state, seen);
        }
    }

    public void ReleaseWrite(ref int state)
    {
        Volatile.Write(ref state, 0);
        Wake(ref state, isOneEnough: false);
    }

    private static WaiterTable Waiters() =>
        _waiters ?? Interlocked.CompareExchange(ref _waiters, new WaiterTable(), null) ?? _waiters;

    // SAFETY (both): by contract the lock lies in memory that does not move. A wait may end for no reason; every caller looks again.
    private static unsafe void Wait(ref int state, int seen) =>
        Kernel32.WaitOnAddress((nint)Unsafe.AsPointer(ref state), (nint)(&seen), sizeof(int), Kernel32.Infinite);

    private static unsafe void Wake(ref int state, bool isOneEnough)
    {
        var address = (nint)Unsafe.AsPointer(ref state);
        if (isOneEnough)
        {
            Kernel32.WakeByAddressSingle(address);
        }
        else
        {
            Kernel32.WakeByAddressAll(address);
        }
    }
}
