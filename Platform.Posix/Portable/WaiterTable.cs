// Threads that wait on addresses. The systems' own calls do not fit wasm's instructions: a futex compares 4 bytes, WaitOnAddress may end for no
// reason, and neither tells "woken" from "not equal" safely or counts who was woken. So waiters stand in lists of their own, by address.
//
// Why no wake-up is lost: the value is compared while the bucket is locked, and waking locks the same bucket. Who changes the value before it
// wakes is either seen by the comparison, or finds the waiter in the list. Nothing here depends on a system; Platform.Windows compiles this
// file as well.
using System;
using System.Diagnostics;
using System.Threading;

namespace Wasmtime.Min.Platform.Portable;

/// <summary>Waiters by address.</summary>
internal sealed class WaiterTable
{
    private const int BucketBits = 6;

    private readonly Bucket[] _buckets = new Bucket[1 << BucketBits];

    internal WaiterTable()
    {
        for (int i = 0; i < _buckets.Length; i++)
        {
            _buckets[i] = new Bucket();
        }
    }

    /// <summary><see cref="ISynchronization.WaitOnAddress"/>.</summary>
    internal unsafe WaitResult Wait(nuint address, ulong expected, int size, TimeSpan timeout)
    {
        if (size is not (4 or 8) || address % (nuint)size != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size), $"cannot wait on {size} bytes at {address:x}");
        }

        Bucket bucket = BucketOf(address);
        long began = Stopwatch.GetTimestamp();
        lock (bucket)
        {
            // SAFETY: by contract the caller owns 'size' aligned bytes there until the wait ends.
            bool isEqual = size == 4
                ? Volatile.Read(ref *(uint*)address) == (uint)expected
                : Volatile.Read(ref *(ulong*)address) == expected;
            if (!isEqual)
            {
                return WaitResult.NotEqual;
            }

            var waiter = new Waiter(address);
            bucket.Add(waiter);
            while (!waiter.IsWoken)
            {
                int milliseconds = timeout < TimeSpan.Zero ? Timeout.Infinite : MillisecondsLeft(timeout, began);
                if (milliseconds == 0)
                {
                    bucket.Remove(waiter);
                    return WaitResult.TimedOut;
                }

                Monitor.Wait(bucket, milliseconds);
            }

            return WaitResult.Woken;
        }
    }

    /// <summary><see cref="ISynchronization.WakeByAddress"/>.</summary>
    internal uint Wake(nuint address, uint count)
    {
        Bucket bucket = BucketOf(address);
        lock (bucket)
        {
            uint woken = 0;
            Waiter? next = bucket.First;
            while (next is { } waiter && woken < count)
            {
                next = waiter.Next;
                if (waiter.Address == address)
                {
                    bucket.Remove(waiter);
                    waiter.IsWoken = true;
                    woken++;
                }
            }

            if (woken > 0)
            {
                Monitor.PulseAll(bucket);
            }

            return woken;
        }
    }

    // Rounded up, so that no wait ends too early; very long ones are cut and begin again.
    private static int MillisecondsLeft(TimeSpan timeout, long began)
    {
        const long Most = 1 << 30;
        TimeSpan left = timeout - Stopwatch.GetElapsedTime(began);
        return left <= TimeSpan.Zero
            ? 0
            : (int)Math.Min(((left.Ticks - 1) / TimeSpan.TicksPerMillisecond) + 1, Most);
    }

    // Multiplication spreads neighbouring words; the upper bits are the best ones.
    private Bucket BucketOf(nuint address) =>
        _buckets[(int)(((ulong)address >> 2) * 0x9e37_79b9_7f4a_7c15 >> (64 - BucketBits))];

    private sealed class Waiter(nuint address)
    {
        internal nuint Address { get; } = address;

        internal bool IsWoken { get; set; }

        internal Waiter? Next { get; set; }
    }

    // A queue: who waits longest stands first.
    private sealed class Bucket
    {
        private Waiter? _last;

        internal Waiter? First { get; private set; }

        internal void Add(Waiter waiter)
        {
            if (_last is null)
            {
                First = waiter;
            }
            else
            {
                _last.Next = waiter;
            }

            _last = waiter;
        }

        internal void Remove(Waiter waiter)
        {
            Waiter? before = null;
            for (Waiter? item = First; item is not null; before = item, item = item.Next)
            {
                if (item != waiter)
                {
                    continue;
                }

                if (before is null)
                {
                    First = waiter.Next;
                }
                else
                {
                    before.Next = waiter.Next;
                }

                if (_last == waiter)
                {
                    _last = before;
                }

                waiter.Next = null;
                return;
            }
        }
    }
}
