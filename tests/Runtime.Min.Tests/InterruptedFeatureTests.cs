using System.Collections.Generic;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Whatever a guest does without end, fuel and epochs stop it; and what it does costs the same fuel however it was compiled.</summary>
[TestClass]
public sealed class InterruptedFeatureTests
{
    // Each export runs so many rounds; the largest number of them takes longer than any test waits.
    private const string Guest = """
        (module
          (type $node (sub (struct (field (ref null $node)) (field (mut i32)))))
          (type $leaf (sub final $node (struct (field (ref null $node)) (field (mut i32)))))
          (type $longs (array (mut i64)))
          (type $step (func (param i32) (result i32)))
          (import "host" "memory" (memory 1 1 shared))
          (import "host" "same" (func $same (param i32) (result i32)))
          (import "host" "throw" (func $hostThrow (param i32)))
          (tag $t (import "host" "tag") (param i32))
          (elem declare func $refStep)
          (func (export "structs") (param $n i32) (local $top (ref null $node))
            (loop $l
              (local.set $top (struct.new $leaf (ref.null $node) (local.get $n)))
              (if (ref.test (ref $leaf) (local.get $top))
                (then (struct.set $node 1 (local.get $top) (i32.const 1))))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "arrays") (param $n i32) (local $a (ref null $longs))
            (loop $l
              (local.set $a (array.new $longs (i64.const 5) (i32.const 10)))
              (array.fill $longs (local.get $a) (i32.const 2) (i64.const 1) (i32.const 3))
              (array.set $longs (local.get $a) (i32.const 9) (i64.extend_i32_u (local.get $n)))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "casts") (param $n i32) (local $any anyref)
            (local.set $any (struct.new_default $node))
            (struct.new_default $node)
            (loop $l (param (ref $node))
              (drop)
              (block $fits (result (ref $node))
                (br_on_cast $fits anyref (ref $node) (local.get $any))
                (unreachable))
              (drop)
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br_on_non_null $l (select (result (ref null $node)) (ref.cast (ref $node) (local.get $any)) (ref.null $node) (local.get $n)))))
          (func $throw (param i32) (throw $t (local.get 0)))
          (func (export "catch") (param $n i32)
            (i32.const 0)
            (loop $l (param i32)
              (drop)
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (if (i32.eqz (local.get $n)) (then (return)))
              (try_table (catch $t $l) (call $throw (local.get $n)))
              (unreachable)))
          (func (export "catchInside") (param $n i32)
            (loop $l
              (block $h (result i32) (try_table (catch $t $h) (throw $t (local.get $n))) (unreachable))
              (drop)
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "rethrow") (param $n i32) (local $e exnref)
            (loop $l
              (block $h (result i32 exnref) (try_table (catch_ref $t $h) (call $hostThrow (local.get $n))) (unreachable))
              (local.set $e) (drop)
              (block $again (try_table (catch_all $again) (throw_ref (local.get $e))))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "vectors") (param $n i32) (local $v v128)
            (loop $l
              (local.set $v (i32x4.add (i32x4.mul (local.get $v) (v128.const i32x4 3 5 7 9)) (i32x4.splat (local.get $n))))
              (v128.store (i32.const 16) (local.get $v))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "atomics") (param $n i32)
            (loop $l
              (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
              (drop (memory.atomic.notify (i32.const 4) (i32.const 1)))
              (drop (memory.atomic.wait32 (i32.const 4) (i32.const 99) (i64.const -1)))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func $tail (export "tailCalls") (param $n i32)
            (if (local.get $n) (then (return_call $tail (i32.sub (local.get $n) (i32.const 1))))))
          (func $refStep (type $step)
            (if (result i32) (local.get 0)
              (then (return_call_ref $step (i32.sub (call $same (local.get 0)) (i32.const 1)) (ref.func $refStep)))
              (else (i32.const 0))))
          (func (export "references") (param $n i32) (drop (call_ref $step (local.get $n) (ref.func $refStep)))))
        """;

    private static string[] Loops =>
        ["structs", "arrays", "casts", "catch", "catchInside", "rethrow", "vectors", "atomics", "tailCalls", "references"];

    public static IEnumerable<object[]> Cases()
    {
        foreach (string loop in Loops)
        {
            yield return [loop, OptLevel.Speed];
            yield return [loop, OptLevel.None];
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fuel_ends_it(string loop, OptLevel level)
    {
        using Rig rig = New(new CompileOptions { FuelChecks = true, OptLevel = level });
        rig.Store.Fuel = 1000;
        Instance guest = rig.Instantiate(Guest);
        rig.Store.Fuel = 50_000;
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => guest.GetAction<int>(loop)!(int.MaxValue));
        Assert.AreEqual(TrapCode.OutOfFuel, trap.Code);
        Assert.AreEqual(0UL, rig.Store.Fuel);
        rig.Store.Fuel = 50_000;
        guest.GetAction<int>(loop)!(2);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void An_epoch_ends_it(string loop, OptLevel level)
    {
        using Rig rig = New(new CompileOptions { EpochChecks = true, OptLevel = level });
        Instance guest = rig.Instantiate(Guest);
        rig.Store.SetEpochDeadline(1);
        Engine engine = rig.Engine;
        var ticker = new Thread(() =>
        {
            Thread.Sleep(20);
            engine.IncrementEpoch();
        });
        ticker.Start();
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => guest.GetAction<int>(loop)!(int.MaxValue));
        ticker.Join();
        Assert.AreEqual(TrapCode.Interrupt, trap.Code);
        rig.Store.SetEpochDeadline(1);
        guest.GetAction<int>(loop)!(2);
    }

    [TestMethod]
    public void Fuel_does_not_depend_on_how_the_guest_was_compiled()
    {
        Dictionary<string, ulong> first = Measure(new CompileOptions { FuelChecks = true }, null);
        foreach (string loop in Loops)
        {
            Assert.AreEqual(first[loop + " 40"] - first[loop + " 30"], first[loop + " 30"] - first[loop + " 20"], $"{loop}: each round costs the same");
            Assert.IsGreaterThan(first[loop + " 20"], first[loop + " 30"], loop);
        }

        CollectionAssert.AreEqual(first, Measure(new CompileOptions { FuelChecks = true, OptLevel = OptLevel.None }, null));
        CollectionAssert.AreEqual(first, Measure(new CompileOptions { FuelChecks = true, OptLevel = OptLevel.Size }, null));
        CollectionAssert.AreEqual(first, Measure(new CompileOptions { FuelChecks = true, SignalsBasedTraps = false, MemoryReservation = 0 }, null));
        CollectionAssert.AreEqual(
            first, Measure(new CompileOptions { FuelChecks = true, EpochChecks = true }, new Config { CollectAtEveryAllocation = true }));
    }

    [TestMethod]
    public void An_epoch_ends_all_threads_of_a_shared_memory()
    {
        using var engine = new Engine(new Platform.Posix.PosixPlatform());
        using Module module = Module.Load(engine, TestArtifacts.Compile(Guest, new CompileOptions { EpochChecks = true }));
        using var memory = new SharedMemory(engine, 1, 1);
        var codes = new TrapCode[4];
        var threads = new Thread[codes.Length];
        using var ready = new CountdownEvent(threads.Length);
        for (int i = 0; i < threads.Length; i++)
        {
            int own = i;
            threads[i] = new Thread(() =>
            {
                using var store = new Store(engine);
                Linker linker = NewLinker(engine, store, memory);
                Instance guest = linker.Instantiate(store, module);
                store.SetEpochDeadline(1);
                ready.Signal();
                try
                {
                    guest.GetAction<int>(own % 2 == 0 ? "atomics" : "structs")!(int.MaxValue);
                }
                catch (TrapException trap)
                {
                    codes[own] = trap.Code;
                }
            });
            threads[i].Start();
        }

        ready.Wait();
        Thread.Sleep(20);
        engine.IncrementEpoch();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        CollectionAssert.AreEqual(new[] { TrapCode.Interrupt, TrapCode.Interrupt, TrapCode.Interrupt, TrapCode.Interrupt }, codes);
    }

    private static Dictionary<string, ulong> Measure(CompileOptions options, Config? config)
    {
        const ulong Plenty = 1_000_000;
        using Rig rig = New(options, config);
        rig.Store.Fuel = Plenty;
        Instance guest = rig.Instantiate(Guest);
        Dictionary<string, ulong> used = new() { ["start"] = Plenty - rig.Store.Fuel };
        foreach (string loop in Loops)
        {
            foreach (int rounds in (int[])[20, 30, 40])
            {
                rig.Store.Fuel = Plenty;
                guest.GetAction<int>(loop)!(rounds);
                used.Add($"{loop} {rounds}", Plenty - rig.Store.Fuel);
            }
        }

        return used;
    }

    private static Rig New(CompileOptions options, Config? config = null)
    {
        var rig = new Rig(options, null, config);
        using var memory = new SharedMemory(rig.Engine, 1, 1);
        Define(rig.Linker, rig.Store, memory.In(rig.Store));
        return rig;
    }

    private static Linker NewLinker(Engine engine, Store store, SharedMemory memory)
    {
        var linker = new Linker(engine);
        Define(linker, store, memory.In(store));
        return linker;
    }

    private static void Define(Linker linker, Store store, Memory memory)
    {
        var tag = new Tag(store, new FunctionType([ValueKind.Int32], []));
        linker.Define("host", "tag", tag);
        linker.Define("host", "memory", memory);
        linker.DefineFunction("host", "same", static (int n) => n);
        linker.DefineFunction("host", "throw", (int n) => throw new WasmException(tag, n));
    }
}
