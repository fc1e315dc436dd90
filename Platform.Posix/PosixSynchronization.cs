// Waiting over futex; locks of one word: 0 free, 1 taken, 2 taken and somebody waits. Read-write locks count readers in the upper half.
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Wasmtime.Min.Platform.Posix.Abi;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix;

/// <summary>Synchronization over Linux futexes.</summary>
internal sealed class PosixSynchronization : ISynchronization
{
    private const int Writer = -1;

    public unsafe bool WaitOnAddress(nuint address, ulong expected, int size, TimeSpan timeout)
    {
        // A futex compares 4 bytes. For 8 bytes the upper half is compared here: a change of it alone is noticed after the next wake.
        if (size == 8 && Volatile.Read(ref *(ulong*)address) != expected)
        {
            return true; // SAFETY: by contract the caller owns 8 aligned bytes there while it waits.
        }

        long* limit = stackalloc long[2];
        limit[0] = timeout.Ticks / TimeSpan.TicksPerSecond;
        limit[1] = timeout.Ticks % TimeSpan.TicksPerSecond * 100;
        nint result = Libc.Futex(
            LinuxX64.SystemCallFutex, (nint)address, LinuxAbi.FutexWaitPrivate, (nint)(uint)expected, timeout < TimeSpan.Zero ? 0 : (nint)limit, 0, 0);
        return result == 0 || Marshal.GetLastPInvokeError() != LinuxAbi.ErrorTimedOut;
    }

    public void WakeByAddress(nuint address, uint count) => Libc.Futex(
        LinuxX64.SystemCallFutex, (nint)address, LinuxAbi.FutexWakePrivate, (nint)Math.Min(count, int.MaxValue), 0, 0, 0);

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

    // SAFETY (both): by contract the lock lies in memory that does not move.
    private unsafe void Wait(ref int state, int seen) =>
        WaitOnAddress((nuint)Unsafe.AsPointer(ref state), (uint)seen, sizeof(int), Timeout.InfiniteTimeSpan);

    private unsafe void Wake(ref int state, int count) => WakeByAddress((nuint)Unsafe.AsPointer(ref state), (uint)count);
}
