using System;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Traps: their codes and messages, the backtrace, and that everything works on afterwards; by signals and by checks.</summary>
[TestClass]
public sealed class TrapFlowTests
{
    private const string Traps = """
        (module $traps
          (type $f (func (result i32)))
          (memory 1)
          (table 3 funcref)
          (elem (i32.const 0) $int $long)
          (func $int (type $f) (i32.const 42))
          (func $long (result i64) (i64.const 42))
          (func (export "unreachable") (result i32) unreachable)
          (func (export "load") (result i32) (i32.load (i32.const -4)))
          (func (export "store") (result i32) (i32.store offset=65533 (i32.const 0) (i32.const 1)) (i32.const 0))
          (func (export "zero") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
          (func (export "overflow") (param i32) (result i32) (i32.div_s (i32.const 0x80000000) (local.get 0)))
          (func (export "convert") (param f32) (result i32) (i32.trunc_f32_s (local.get 0)))
          (func (export "indirect") (param i32) (result i32) (call_indirect (type $f) (local.get 0)))
          (func (export "table") (param i32) (result i32) (drop (table.get 0 (local.get 0))) (i32.const 1))
          (func (export "fill") (param i32) (result i32) (memory.fill (local.get 0) (i32.const 1) (i32.const 2)) (i32.const 1))
          (func $forever (export "forever") (result i32) (i32.add (call $forever) (i32.const 1))))
        """;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Neighbours_of_an_access_trap_where_they_leave_the_memory(bool bySignals)
    {
        using var rig = new Rig(new CompileOptions { SignalsBasedTraps = bySignals });
        Instance instance = rig.Instantiate("""
            (module
              (memory 1)
              (data (i32.const 65520) "\01\00\00\00\00\00\00\00\02")
              (func (export "two") (param i32) (result i64)
                (i64.add (i64.load (local.get 0)) (i64.load (i32.add (local.get 0) (i32.const 8)))))
              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
            """);
        Assert.AreEqual(3L, instance.GetFunction("two")!.Invoke(65520)[0].AsInt64());
        Expect(instance, TrapCode.MemoryOutOfBounds, "two", 65521);
        Expect(instance, TrapCode.MemoryOutOfBounds, "two", 65528);
        Expect(instance, TrapCode.MemoryOutOfBounds, "two", -8);

        // All of 4 GiB would let the sum wrap.
        Assert.AreEqual(-1, instance.GetFunction("grow")!.Invoke(65535)[0].AsInt32());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Every_kind_of_trap_has_its_code(bool bySignals)
    {
        using var rig = new Rig(new CompileOptions { SignalsBasedTraps = bySignals });
        Instance instance = rig.Instantiate(Traps);
        for (int round = 0; round < 3; round++)
        {
            Expect(instance, TrapCode.Unreachable, "unreachable");
            Expect(instance, TrapCode.MemoryOutOfBounds, "load");
            Expect(instance, TrapCode.MemoryOutOfBounds, "store");
            Expect(instance, TrapCode.IntegerDivideByZero, "zero", 0);
            Expect(instance, TrapCode.IntegerOverflow, "overflow", -1);
            Expect(instance, TrapCode.BadConversionToInteger, "convert", float.NaN);
            Expect(instance, TrapCode.IntegerOverflow, "convert", 3e9f);
            Expect(instance, TrapCode.IndirectCallTypeMismatch, "indirect", 1);
            Expect(instance, TrapCode.UninitializedElement, "indirect", 2);
            Expect(instance, TrapCode.UndefinedElement, "indirect", 3);
            Expect(instance, TrapCode.TableOutOfBounds, "table", 3);
            Expect(instance, TrapCode.MemoryOutOfBounds, "fill", 65535);
            Expect(instance, TrapCode.StackOverflow, "forever");
            Assert.AreEqual(42, instance.GetFunction("indirect")!.Invoke(0)[0].AsInt32());
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Backtrace_names_functions_and_offsets_through_host_functions(bool bySignals)
    {
        using var rig = new Rig(new CompileOptions { SignalsBasedTraps = bySignals });
        Instance? inner = null;
        rig.Linker.DefineFunction("host", "call", () => inner!.GetAction("trap")!());
        inner = rig.Instantiate("""
            (module $inner
              (func $deepest unreachable)
              (func $middle (call $deepest) (call $deepest))
              (func (export "trap") (call $middle) (call $middle)))
            """);
        Instance outer = rig.Instantiate("""
            (module $outer
              (import "host" "call" (func $call))
              (func $last (call $call) (call $call))
              (func $first (export "run") (call $last) (call $last)))
            """);
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => outer.GetAction("run")!());
        Assert.HasCount(5, trap.Frames);
        (string Module, string? Name)[] expected =
            [("inner", "deepest"), ("inner", "middle"), ("inner", null), ("outer", "last"), ("outer", "first")];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], (trap.Frames[i].ModuleName, trap.Frames[i].FunctionName));
            Assert.IsNotNull(trap.Frames[i].WasmOffset);
        }

        Assert.StartsWith("wasm trap: wasm `unreachable` instruction executed\nwasm backtrace:", trap.Message);
    }

    [TestMethod]
    public void Exceptions_of_host_functions_come_back_as_they_are()
    {
        using var rig = new Rig();
        var failure = new InvalidOperationException("from the host");
        rig.Linker.DefineFunction("host", "fail", () => throw failure);
        Instance instance = rig.Instantiate("""
            (module (import "host" "fail" (func $fail)) (func (export "run") (result i32) (call $fail) (i32.const 1)))
            """);
        for (int i = 0; i < 100; i++)
        {
            Assert.AreSame(failure, Assert.ThrowsExactly<InvalidOperationException>(() => instance.GetFunction<int>("run")!()));
        }
    }

    [TestMethod]
    public void Host_function_can_trap()
    {
        using var rig = new Rig();
        rig.Linker.DefineFunction("host", "stop", () => throw new TrapException(TrapCode.Interrupt, []));
        Instance instance = rig.Instantiate("""
            (module $m (import "host" "stop" (func $stop)) (func $run (export "run") (call $stop) (call $stop)))
            """);
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => instance.GetAction("run")!());
        Assert.AreEqual(TrapCode.Interrupt, trap.Code);
        Assert.AreEqual("run", trap.Frames[0].FunctionName);
    }

    [TestMethod]
    public void Hundred_nested_calls_unwind_one_by_one()
    {
        using var rig = new Rig();
        Instance? instance = null;
        int caught = 0;
        rig.Linker.DefineFunction("host", "again", (int depth) =>
        {
            try
            {
                instance!.GetAction<int>("run")!(depth - 1);
            }
            catch (TrapException)
            {
                caught++;
                throw;
            }
        });
        instance = rig.Instantiate("""
            (module
              (import "host" "again" (func $again (param i32)))
              (func (export "run") (param i32)
                (if (i32.eqz (local.get 0)) (then unreachable))
                (call $again (local.get 0))))
            """);
        Assert.ThrowsExactly<TrapException>(() => instance.GetAction<int>("run")!(100));
        Assert.AreEqual(100, caught);
        Assert.ThrowsExactly<TrapException>(() => instance.GetAction<int>("run")!(0));
    }

    [TestMethod]
    public void Trap_caught_in_a_host_function_leaves_the_caller_running()
    {
        using var rig = new Rig();
        Instance inner = rig.Instantiate("(module (func (export \"trap\") unreachable))");
        rig.Linker.DefineFunction("host", "try", () =>
        {
            Assert.ThrowsExactly<TrapException>(() => inner.GetAction("trap")!());
            return 7;
        });
        Instance outer = rig.Instantiate("""
            (module (import "host" "try" (func $try (result i32)))
              (func (export "run") (result i32) (i32.add (call $try) (call $try))))
            """);
        Assert.AreEqual(14, outer.GetFunction<int>("run")!());
    }

    [TestMethod]
    public void Null_references_of_managed_code_stay_what_they_are()
    {
        using var rig = new Rig();
        Instance instance = rig.Instantiate(Traps);
        string? nothing = null;
        for (int i = 0; i < 10; i++)
        {
            Assert.ThrowsExactly<NullReferenceException>(() => nothing!.Length);
            Expect(instance, TrapCode.MemoryOutOfBounds, "load");
            int zero = i - i;
            Assert.ThrowsExactly<DivideByZeroException>(() => i / zero);
        }
    }

    [TestMethod]
    public void Threads_trap_independently()
    {
        using var rig = new Rig();
        using Module module = rig.Load(Traps);
        Exception? failure = null;
        var threads = new Thread[4];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() =>
            {
                try
                {
                    using var store = new Store(rig.Engine);
                    Instance instance = new Linker(rig.Engine).Instantiate(store, module);
                    for (int round = 0; round < 200; round++)
                    {
                        Expect(instance, TrapCode.MemoryOutOfBounds, "load");
                        Expect(instance, TrapCode.IntegerDivideByZero, "zero", 0);
                    }

                    Expect(instance, TrapCode.StackOverflow, "forever");
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            });
            threads[i].Start();
        }

        for (int i = 0; i < 20; i++)
        {
            GC.Collect();
            Thread.Sleep(1);
        }

        Array.ForEach(threads, thread => thread.Join());
        Assert.IsNull(failure, failure?.ToString());
    }

    private static void Expect(Instance instance, TrapCode code, string function, params Value[] arguments)
    {
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => instance.GetFunction(function)!.Invoke(arguments), function);
        Assert.AreEqual(code, trap.Code, $"{function}: {trap.Message}");
        Assert.IsNotEmpty(trap.Frames);
    }
}
