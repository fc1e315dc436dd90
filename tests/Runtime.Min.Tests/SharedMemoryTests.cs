using System;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Memories that threads share, and atomic instructions with real threads.</summary>
[TestClass]
public sealed class SharedMemoryTests
{
    private const int Threads = 4;

    private const string Counter = """
        (module
          (import "host" "memory" (memory 1 16 shared))
          (func (export "add") (param $n i32)
            (loop $again
              (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
              (drop (i64.atomic.rmw8.sub_u (i32.const 8) (i64.const 1)))
              (i32.store offset=64 (i32.const 0) (i32.xor (i32.atomic.rmw16.xor_u (i32.const 16) (i32.const 0xffff)) (i32.const 1)))
              (call $locked)
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          ;; a mutex of 0 free, 1 taken, 2 contended around a plain counter
          (func $locked
            (local $seen i32)
            (if (i32.atomic.rmw.cmpxchg (i32.const 32) (i32.const 0) (i32.const 1))
              (then
                (loop $wait
                  (if (i32.atomic.rmw.xchg (i32.const 32) (i32.const 2))
                    (then
                      (drop (memory.atomic.wait32 (i32.const 32) (i32.const 2) (i64.const -1)))
                      (br $wait))))))
            (i32.store (i32.const 36) (i32.add (i32.load (i32.const 36)) (i32.const 1)))
            (if (i32.eq (i32.atomic.rmw.xchg (i32.const 32) (i32.const 0)) (i32.const 2))
              (then (drop (memory.atomic.notify (i32.const 32) (i32.const 1))))))
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "size") (result i32) (memory.size))
          (func (export "wait") (param i32 i64) (result i32) (memory.atomic.wait32 (i32.const 128) (local.get 0) (local.get 1)))
          (func (export "load") (param i32) (result i32) (i32.atomic.load (local.get 0))))
        """;

    [TestMethod]
    [DataRow(true, true)]
    [DataRow(true, false)]
    [DataRow(false, false)]
    public void Threads_count_together(bool hasVirtualMemory, bool signals)
    {
        const int Rounds = 20_000;
        using Engine engine = CreateEngine(hasVirtualMemory, signals);
        using Module module = Load(engine, hasVirtualMemory, signals);
        using var memory = new SharedMemory(engine, 1, 16);
        Run(module, memory, instance => instance.GetAction<int>("add")!(Rounds));
        Assert.AreEqual(Threads * Rounds, BitConverter.ToInt32(memory.GetSpan(0, 4)));
        Assert.AreEqual(0, memory.GetSpan(16, 1)[0], "an even number of inversions");
        Assert.AreEqual(unchecked((byte)(-Threads * Rounds)), memory.GetSpan(8, 1)[0]);
        Assert.AreEqual(0, memory.GetSpan(9, 1)[0]);
        Assert.AreEqual(Threads * Rounds, BitConverter.ToInt32(memory.GetSpan(36, 4)), "what the mutex protects");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void All_threads_grow_and_the_memory_stays(bool hasVirtualMemory)
    {
        using Engine engine = CreateEngine(hasVirtualMemory, signals: false);
        using Module module = Load(engine, hasVirtualMemory, signals: false);
        using var memory = new SharedMemory(engine, 1, 16);
        Span<byte> first = memory.GetSpan(0, 1);
        Run(module, memory, instance =>
        {
            Func<int, int> grow = instance.GetFunction<int, int>("grow")!;
            Func<int, int> load = instance.GetFunction<int, int>("load")!;
            while (grow(1) is not -1 and var before)
            {
                Assert.AreEqual(0, load((before + 1 << 16) - 4), "the new page is there for this thread");
            }
        });
        Assert.AreEqual(16UL, memory.Size);
        Assert.IsTrue(System.Runtime.CompilerServices.Unsafe.AreSame(ref first[0], ref memory.GetSpan(0, 1)[0]));
    }

    [TestMethod]
    public void Host_wakes_a_waiting_guest()
    {
        using Engine engine = CreateEngine(true, true);
        using Module module = Load(engine, true, true);
        using var memory = new SharedMemory(engine, 1, 16);
        int result = -1;
        var thread = new Thread(() =>
        {
            using var store = new Store(engine);
            result = Instance.Create(store, module, memory.In(store)).GetFunction<int, long, int>("wait")!(0, -1);
        });
        thread.Start();
        while (memory.Notify(128, 1) == 0)
        {
            Thread.Sleep(1);
        }

        thread.Join();
        Assert.AreEqual(0, result);
        Assert.AreEqual(WaitResult.NotEqual, memory.Wait32(128, 1, TimeSpan.Zero));
        Assert.AreEqual(WaitResult.TimedOut, memory.Wait64(128, 0, TimeSpan.FromMilliseconds(1)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => memory.Wait64(4, 0, TimeSpan.Zero));
    }

    [TestMethod]
    public void Memory_lives_as_long_as_somebody_uses_it()
    {
        using var rig = new Rig();
        Instance definer = rig.Instantiate("""
            (module (memory (export "m") 1 2 shared)
              (data (i32.const 4) "abc")
              (func (export "load") (result i32) (i32.atomic.load8_u (i32.const 0))))
            """);
        SharedMemory shared = definer.GetMemory("m")!.Share();
        using var other = new Store(rig.Engine);
        Memory view = shared.In(other);
        Assert.AreSame(view, shared.In(other));
        shared.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => shared.In(other));
        view.Write(0, (byte)7);
        Assert.AreEqual(7, definer.GetFunction<int>("load")!());
        Assert.AreEqual("abc", view.ReadString(4, 3));
        rig.Store.Dispose();
        Assert.AreEqual(7, view.Read<byte>(0));
    }

    [TestMethod]
    public void Plain_memory_cannot_be_shared_or_waited_on()
    {
        using var rig = new Rig();
        Instance instance = rig.Instantiate("""
            (module (memory (export "m") 1 2)
              (func (export "wait") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 0)))
              (func (export "odd") (result i64) (i64.atomic.load (i32.const 4)))
              (func (export "notify") (result i32) (memory.atomic.notify (i32.const 0) (i32.const 1))))
            """);
        Assert.ThrowsExactly<InvalidOperationException>(() => instance.GetMemory("m")!.Share());
        Assert.AreEqual(
            TrapCode.AtomicWaitNonSharedMemory, Assert.ThrowsExactly<TrapException>(() => instance.GetFunction<int>("wait")!()).Code);
        Assert.AreEqual(TrapCode.UnalignedAtomic, Assert.ThrowsExactly<TrapException>(() => instance.GetFunction<long>("odd")!()).Code);
        Assert.AreEqual(0, instance.GetFunction<int>("notify")!());
    }

    private static Engine CreateEngine(bool hasVirtualMemory, bool signals) =>
        new(new OtherPlatform { HasVirtualMemory = hasVirtualMemory, HandlesTraps = signals, CpuFeatures = new PosixPlatform().CpuFeatures });

    private static Module Load(Engine engine, bool hasVirtualMemory, bool signals)
    {
        var options = new CompileOptions { SignalsBasedTraps = signals };
        options = hasVirtualMemory ? options : options with { MemoryReservation = 0 };
        return Module.Load(engine, TestArtifacts.Compile(Counter, options));
    }

    // One store and instance for each thread, all over the same memory.
    private static void Run(Module module, SharedMemory memory, Action<Instance> body)
    {
        var threads = new Thread[Threads];
        Exception? failure = null;
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() =>
            {
                try
                {
                    using var store = new Store(memory.Engine);
                    body(Instance.Create(store, module, memory.In(store)));
                }
                catch (Exception exception)
                {
                    Volatile.Write(ref failure, exception);
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.IsNull(failure, failure?.ToString());
    }
}
