// Locks of one word over futex: 0 free, 1 taken, 2 taken and somebody waits. Read-write locks count readers; -1 is a writer. Waiting
// on addresses of the guest is the portable table's.
using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Synchronization over Linux futexes.</summary>
internal sealed class PosixSynchronization(LinuxProcessor processor) : ISynchronization
{
    private const int Writer = -1;

    private readonly nint _futex = processor.Futex;

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
            Wake(ref state, 1);
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
            Wake(ref state, int.MaxValue);
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
        Wake(ref state, int.MaxValue);
    }

    private static WaiterTable Waiters() =>
        _waiters ?? Interlocked.CompareExchange(ref _waiters, new WaiterTable(), null) ?? _waiters;

    // SAFETY (both): by contract the lock lies in memory that does not move. A wait may end for no reason; every caller looks again.
    private unsafe void Wait(ref int state, int seen) => Libc.SystemCall(
        _futex, (nint)Unsafe.AsPointer(ref state), LinuxAbi.FutexWaitPrivate, seen, 0, 0, 0);

    private unsafe void Wake(ref int state, int count) => Libc.SystemCall(
        _futex, (nint)Unsafe.AsPointer(ref state), LinuxAbi.FutexWakePrivate, count, 0, 0, 0);
}
