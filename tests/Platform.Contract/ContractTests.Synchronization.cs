using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Tests.Contract;

// ISynchronization.
public abstract unsafe partial class ContractTests
{
    private const int Threads = 4;
    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    [TestMethod]
    public void One_thread_at_a_time_has_a_lock()
    {
        if (Platform.Synchronization is not { } synchronization)
        {
            return;
        }

        const int Rounds = 20_000;
        nuint block = Platform.AllocateHeap(64, 64);
        int count = 0;
        OnThreads(() =>
        {
            ref int state = ref Word(block);
            for (int i = 0; i < Rounds; i++)
            {
                synchronization.AcquireLock(ref state);
                count++;
                synchronization.ReleaseLock(ref state);
            }
        });
        Assert.AreEqual(Threads * Rounds, count);
        Assert.AreEqual(0, Word(block), "a free lock is zero");
        Platform.FreeHeap(block, 64, 64);
    }

    [TestMethod]
    public void Writers_are_alone_and_readers_are_not()
    {
        if (Platform.Synchronization is not { } synchronization)
        {
            return;
        }

        const int Rounds = 5_000;
        nuint block = Platform.AllocateHeap(64, 64);
        ref int state = ref Word(block);
        synchronization.AcquireRead(ref state);
        OnThread(() =>
        {
            synchronization.AcquireRead(ref Word(block)); // Two readers at once.
            synchronization.ReleaseRead(ref Word(block));
        });
        synchronization.ReleaseRead(ref state);

        long first = 0;
        long second = 0;
        int number = 0;
        OnThreads(() =>
        {
            bool isWriter = Interlocked.Increment(ref number) % 2 == 0;
            for (int i = 0; i < Rounds; i++)
            {
                ref int word = ref Word(block);
                if (isWriter)
                {
                    synchronization.AcquireWrite(ref word);
                    first++;
                    second++;
                    synchronization.ReleaseWrite(ref word);
                }
                else
                {
                    synchronization.AcquireRead(ref word);
                    Assert.AreEqual(Volatile.Read(ref first), Volatile.Read(ref second));
                    synchronization.ReleaseRead(ref word);
                }
            }
        });
        Assert.AreEqual(Threads / 2 * Rounds, first);
        Assert.AreEqual(0, Word(block), "a free lock is zero");
        Platform.FreeHeap(block, 64, 64);
    }

    [TestMethod]
    public void Nobody_waits_for_what_has_changed()
    {
        if (Platform.Synchronization is not { } synchronization)
        {
            return;
        }

        nuint block = Platform.AllocateHeap(64, 64);
        *(ulong*)block = 0x1_0000_0005;
        Assert.AreEqual(WaitResult.NotEqual, synchronization.WaitOnAddress(block, 6, 4, Forever));
        Assert.AreEqual(WaitResult.NotEqual, synchronization.WaitOnAddress(block, 5, 8, Forever), "all 8 bytes count");
        Assert.AreEqual(WaitResult.TimedOut, synchronization.WaitOnAddress(block, 5, 4, TimeSpan.Zero));
        Assert.AreEqual(WaitResult.TimedOut, synchronization.WaitOnAddress(block, 0xffff_0000_0005, 4, TimeSpan.Zero), "the low 4 bytes count");
        Platform.FreeHeap(block, 64, 64);
    }

    [TestMethod]
    public void Waiting_ends_with_the_time()
    {
        if (Platform.Synchronization is not { } synchronization)
        {
            return;
        }

        nuint block = Platform.AllocateHeap(64, 64);
        TimeSpan timeout = TimeSpan.FromMilliseconds(30);
        long began = Stopwatch.GetTimestamp();
        Assert.AreEqual(WaitResult.TimedOut, synchronization.WaitOnAddress(block, 0, 8, timeout));
        Assert.IsGreaterThanOrEqualTo(timeout, Stopwatch.GetElapsedTime(began));
        Assert.AreEqual(0u, synchronization.WakeByAddress(block, uint.MaxValue), "whose time is over is not waiting");
        Platform.FreeHeap(block, 64, 64);
    }

    [TestMethod]
    public void As_many_are_woken_as_are_asked_for()
    {
        if (Platform.Synchronization is not { } synchronization)
        {
            return;
        }

        nuint block = Platform.AllocateHeap(64, 64);
        Assert.AreEqual(0u, synchronization.WakeByAddress(block, 1));
        int woken = 0;
        var waiters = new Thread[Threads];
        for (int i = 0; i < waiters.Length; i++)
        {
            waiters[i] = new Thread(() =>
            {
                if (synchronization.WaitOnAddress(block + 8, 0, 8, Forever) == WaitResult.Woken)
                {
                    Interlocked.Increment(ref woken);
                }
            });
            waiters[i].Start();
        }

        uint total = 0;
        long began = Stopwatch.GetTimestamp();
        while (total < Threads && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20))
        {
            Assert.AreEqual(0u, synchronization.WakeByAddress(block, uint.MaxValue), "another address");
            uint now = synchronization.WakeByAddress(block + 8, 1);
            Assert.IsLessThanOrEqualTo(1u, now);
            total += now;
            Thread.Sleep(1);
        }

        foreach (Thread waiter in waiters)
        {
            Assert.IsTrue(waiter.Join(TimeSpan.FromSeconds(20)), "a waiter hangs");
        }

        Assert.AreEqual((uint)Threads, total);
        Assert.AreEqual(Threads, woken);
        Platform.FreeHeap(block, 64, 64);
    }

    // Two threads hand a number to and fro; the change is in the upper half, which a futex would not see.
    [TestMethod]
    public void No_wake_up_is_lost()
    {
        if (Platform.Synchronization is not { } synchronization)
        {
            return;
        }

        const ulong Rounds = 2_000;
        nuint block = Platform.AllocateHeap(64, 64);
        int number = -1;
        OnThreads(
            () =>
            {
                ulong parity = (ulong)Interlocked.Increment(ref number);
                ref ulong turn = ref *(ulong*)block;
                for (ulong round = parity; round < Rounds; round += 2)
                {
                    ulong seen;
                    while ((seen = Volatile.Read(ref turn)) != round << 32)
                    {
                        Assert.AreNotEqual(
                            WaitResult.TimedOut, synchronization.WaitOnAddress(block, seen, 8, TimeSpan.FromSeconds(20)), "a lost wake-up");
                    }

                    Volatile.Write(ref turn, (round + 1) << 32);
                    synchronization.WakeByAddress(block, uint.MaxValue);
                }
            },
            2);
        Assert.AreEqual(Rounds << 32, *(ulong*)block);
        Platform.FreeHeap(block, 64, 64);
    }

    // SAFETY: callers pass a block of 64 bytes that they own.
    private static ref int Word(nuint block) => ref Unsafe.AsRef<int>((void*)block);

    private static void OnThreads(Action action, int count = Threads)
    {
        Exception? failure = null;
        var threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            threads[i] = new Thread(() =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            Assert.IsTrue(thread.Join(TimeSpan.FromSeconds(60)), "a thread hangs");
        }

        if (failure is not null)
        {
            throw new AssertFailedException(failure.Message, failure);
        }
    }
}
