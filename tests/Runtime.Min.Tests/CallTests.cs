using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Calls in both directions: values of all types, in registers and on the stack, typed and untyped.</summary>
[TestClass]
public sealed class CallTests
{
    [TestMethod]
    public void Typed_call_returns_its_result()
    {
        using var rig = new Rig();
        Instance instance = rig.Instantiate("""
            (module (func (export "sub") (param i64 i64) (result i64) (i64.sub (local.get 0) (local.get 1))))
            """);
        Func<long, long, long>? sub = instance.GetFunction<long, long, long>("sub");
        Assert.AreEqual(-3L, sub!(4, 7));
        Assert.IsNull(instance.GetFunction<int, int, int>("sub"));
        Assert.IsNull(instance.GetFunction<long, long>("sub"));
        Assert.IsNull(instance.GetAction<long, long>("sub"));
        Assert.IsNull(instance.GetFunction<long, long, long>("other"));
    }

    [TestMethod]
    public void Several_results_are_a_tuple_both_ways()
    {
        using var rig = new Rig();
        rig.Linker.DefineFunction("host", "divide", (int a, int b) => (a / b, a % b));
        rig.Linker.DefineFunction("host", "three", (Caller caller, long a) => (a, (float)a, (UInt128)(ulong)a << 64));
        Instance instance = rig.Instantiate("""
            (module
              (import "host" "divide" (func $divide (param i32 i32) (result i32 i32)))
              (import "host" "three" (func $three (param i64) (result i64 f32 v128)))
              (func (export "divide") (param i32 i32) (result i32 i32) (call $divide (local.get 0) (local.get 1)))
              (func (export "three") (param i64) (result i64 f32 v128) (call $three (local.get 0)))
              (func (export "four") (result f64 v128 i32 externref)
                (f64.const 1.5) (v128.const i64x2 7 8) (i32.const 9) (ref.null extern)))
            """);
        Assert.IsTrue(instance.TryGetFunction("divide", out Func<int, int, (int, int)>? divide));
        Assert.AreEqual((5, 2), divide(17, 3));
        Assert.IsTrue(instance.TryGetFunction("three", out Func<long, (long, float, UInt128)>? three));
        Assert.AreEqual((6, 6f, new UInt128(6, 0)), three(6));
        Assert.IsTrue(instance.TryGetFunction("four", out Func<(double, UInt128, int, object?)>? four));
        Assert.AreEqual((1.5, new UInt128(8, 7), 9, null), four());
        Assert.IsFalse(instance.TryGetFunction("divide", out Func<int, int, (int, long)>? other));
        Assert.IsNull(other);
        Assert.IsFalse(instance.TryGetFunction("absent", out Func<int, int, (int, int)>? _));
    }

    [TestMethod]
    public void Delegates_of_types_that_no_function_has_are_null()
    {
        using var rig = new Rig();
        Instance instance = rig.Instantiate("""(module (func (export "f") (param i32) (result i32) (local.get 0)))""");
        Assert.IsNull(instance.GetFunction<byte, int>("f"));
        Assert.IsNull(instance.GetFunction<int, (int, int)>("f"));
        Assert.IsNull(instance.GetAction<decimal>("f"));
        Assert.ThrowsExactly<ArgumentException>(() => rig.Linker.DefineFunction("host", "g", (byte a) => 1));
        Assert.ThrowsExactly<ArgumentException>(() => rig.Linker.DefineFunction("host", "g", (int a) => (a, "text")));
    }

    [TestMethod]
    public void Many_values_of_all_kinds_go_through_registers_and_stack()
    {
        using var rig = new Rig();
        Instance instance = rig.Instantiate("""
            (module (func (export "f")
              (param i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64 i32 i64 f32 f64)
              (result f64 f32 i64 i32 f64 f32 i64 i32 f64 f32 i64 i32 f64 f32 i64 i32 f64 f32 i64 i32)
              (local.get 39) (local.get 38) (local.get 37) (local.get 36) (local.get 35) (local.get 34) (local.get 33) (local.get 32)
              (local.get 31) (local.get 30) (local.get 29) (local.get 28) (local.get 27) (local.get 26) (local.get 25) (local.get 24)
              (local.get 23) (local.get 22) (local.get 21) (local.get 20)))
            """);
        var arguments = new Value[40];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = (i % 4) switch { 0 => (Value)(i - 100), 1 => (Value)(-i * 10_000_000_000L), 2 => (Value)(i + 0.5f), _ => (Value)(i * -0.25) };
        }

        Value[] results = instance.GetFunction("f")!.Invoke(arguments);
        Assert.HasCount(20, results);
        for (int i = 0; i < results.Length; i++)
        {
            Assert.AreEqual(arguments[39 - i], results[i], $"result {i}");
        }
    }

    [TestMethod]
    public void Vectors_go_both_ways_typed_and_untyped_in_registers_and_on_the_stack()
    {
        using var rig = new Rig();
        rig.Linker.DefineFunction("host", "swap", (UInt128 a, int b, UInt128 c) => (c << 1) + (uint)b + a);
        Instance instance = rig.Instantiate("""
            (module
              (import "host" "swap" (func $host (param v128 i32 v128) (result v128)))
              (global (export "g") (mut v128) (v128.const i64x2 5 6))
              (table 1 funcref)
              (elem (i32.const 0) $add)
              (type $binary (func (param v128 v128) (result v128)))
              (func $add (param v128 v128) (result v128) (i64x2.add (local.get 0) (local.get 1)))
              (func (export "add") (param v128 v128) (result v128)
                (call_indirect (type $binary) (local.get 0) (local.get 1) (i32.const 0)))
              (func (export "call") (param v128 v128) (result v128) (call $host (local.get 0) (i32.const 7) (local.get 1)))
              (func (export "turn") (param v128 i32 v128 v128 v128 v128 v128 v128 v128 v128 v128) (result v128 v128 v128 v128 v128 v128 v128 v128 v128 i32 v128)
                (local.get 10) (local.get 9) (local.get 8) (local.get 7) (local.get 6) (local.get 5) (local.get 4) (local.get 3) (local.get 2) (local.get 1) (local.get 0)))
            """);
        var a = new UInt128(1, 2);
        var b = new UInt128(30, 40);
        Assert.AreEqual(new UInt128(31, 42), instance.GetFunction<UInt128, UInt128, UInt128>("add")!(a, b));
        Assert.AreEqual((b << 1) + 7 + a, instance.GetFunction<UInt128, UInt128, UInt128>("call")!(a, b));
        var arguments = new Value[11];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = i == 1 ? 11 : (Value)new UInt128((uint)i, (uint)i * 100);
        }

        Value[] results = instance.GetFunction("turn")!.Invoke(arguments);
        for (int i = 0; i < results.Length; i++)
        {
            Assert.AreEqual(arguments[10 - i], results[i], $"result {i}");
        }

        Global global = instance.GetGlobal("g")!;
        Assert.AreEqual(new UInt128(6, 5), global.GetValue().AsV128());
        global.SetValue(a);
        Assert.AreEqual(a, global.GetValue().AsV128());
    }

    [TestMethod]
    public void Host_function_sees_arguments_and_gives_results()
    {
        using var rig = new Rig();
        List<string> seen = [];
        rig.Linker.DefineFunction("host", "f", (int a, long b, float c, double d, uint e, ulong f, int g, long h, int i, double j) =>
        {
            seen.Add(FormattableString.Invariant($"{a} {b} {c} {d} {e} {f} {g} {h} {i} {j}"));
            return d * 2;
        });
        Instance instance = rig.Instantiate("""
            (module
              (import "host" "f" (func $f (param i32 i64 f32 f64 i32 i64 i32 i64 i32 f64) (result f64)))
              (func (export "run") (result f64)
                (call $f (i32.const -1) (i64.const -2) (f32.const 1.5) (f64.const 2.25) (i32.const -5) (i64.const -6)
                  (i32.const 7) (i64.const 8) (i32.const 9) (f64.const 10.5))))
            """);
        Assert.AreEqual(4.5, instance.GetFunction<double>("run")!());
        Assert.AreEqual("-1 -2 1.5 2.25 4294967291 18446744073709551610 7 8 9 10.5", seen[0]);
    }

    [TestMethod]
    public void Callback_takes_and_gives_any_values()
    {
        using var rig = new Rig();
        var type = new FunctionType([ValueKind.Int32, ValueKind.Int64], [ValueKind.Int64, ValueKind.Int32, ValueKind.Float64]);
        rig.Linker.DefineFunction("host", "swap", type, (caller, arguments, results) =>
        {
            results[0] = arguments[1];
            results[1] = arguments[0];
            results[2] = 0.5;
        });
        Instance instance = rig.Instantiate("""
            (module
              (import "host" "swap" (func $swap (param i32 i64) (result i64 i32 f64)))
              (func (export "run") (result i64 i32 f64) (call $swap (i32.const 3) (i64.const 4))))
            """);
        Value[] results = instance.GetFunction("run")!.Invoke();
        CollectionAssert.AreEqual(new Value[] { 4L, 3, 0.5 }, results);
    }

    [TestMethod]
    public void Callback_with_a_result_of_the_wrong_kind_fails_the_call()
    {
        using var rig = new Rig();
        rig.Linker.DefineFunction("host", "f", new FunctionType([], [ValueKind.Int32]), (caller, arguments, results) => results[0] = 1L);
        Instance instance = rig.Instantiate("""
            (module (import "host" "f" (func $f (result i32))) (func (export "run") (result i32) (call $f)))
            """);
        ArgumentException failure = Assert.ThrowsExactly<ArgumentException>(() => instance.GetFunction("run")!.Invoke());
        Assert.Contains("expected i32, found i64", failure.Message);
    }

    [TestMethod]
    public void Wrong_arguments_are_refused_before_the_call()
    {
        using var rig = new Rig();
        Instance instance = rig.Instantiate("(module (func (export \"f\") (param i32)))");
        Function function = instance.GetFunction("f")!;
        Assert.ThrowsExactly<ArgumentException>(() => function.Invoke());
        Assert.ThrowsExactly<ArgumentException>(() => function.Invoke(1, 2));
        Assert.ThrowsExactly<ArgumentException>(() => function.Invoke(1L));
    }

    [TestMethod]
    public void Host_function_reaches_the_memory_of_its_caller()
    {
        using var rig = new Rig();
        string? text = null;
        rig.Linker.DefineFunction("host", "print", (Caller caller, int address, int length) =>
        {
            text = caller.GetMemory("memory")!.ReadString((uint)address, length);
        });
        Instance instance = rig.Instantiate("""
            (module
              (import "host" "print" (func $print (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 100) "hello, host")
              (func (export "run") (call $print (i32.const 100) (i32.const 11))))
            """);
        instance.GetAction("run")!();
        Assert.AreEqual("hello, host", text);
    }

    [TestMethod]
    public void References_keep_their_identity()
    {
        using var rig = new Rig();
        object token = new();
        object? seen = null;
        rig.Linker.DefineFunction("host", "see", (object? value) => { seen = value; });
        Instance instance = rig.Instantiate("""
            (module
              (import "host" "see" (func $see (param externref)))
              (table $t (export "t") 2 externref)
              (global $g (export "g") (mut externref) (ref.null extern))
              (func $self (export "self") (result funcref) (ref.func $self))
              (func (export "run") (param externref) (result externref)
                (table.set $t (i32.const 1) (local.get 0)) (global.set $g (local.get 0))
                (call $see (table.get $t (i32.const 1))) (global.get $g)))
            """);
        Assert.AreSame(token, instance.GetFunction<object?, object?>("run")!(token));
        Assert.AreSame(token, seen);
        Assert.AreSame(token, instance.GetTable("t")!.GetElement(1).AsExternal());
        Assert.IsTrue(instance.GetTable("t")!.GetElement(0).IsNull);
        Assert.AreSame(token, instance.GetGlobal("g")!.GetValue().AsExternal());
        Function self = instance.GetFunction("self")!;
        Assert.AreSame(self, self.Invoke()[0].AsFunction());
    }

    [TestMethod]
    public void Host_function_can_be_called_through_a_table()
    {
        using var rig = new Rig();
        Instance instance = rig.Instantiate("""
            (module
              (type $f (func (param i32) (result i32)))
              (table (export "t") 2 funcref)
              (func (export "run") (param i32 i32) (result i32) (call_indirect (type $f) (local.get 1) (local.get 0))))
            """);
        var type = new FunctionType([ValueKind.Int32], [ValueKind.Int32]);
        Function triple = Function.FromCallback(rig.Store, type, (caller, arguments, results) => results[0] = arguments[0].AsInt32() * 3);
        instance.GetTable("t")!.SetElement(1, triple);
        Assert.AreEqual(21, instance.GetFunction<int, int, int>("run")!(1, 7));
        Assert.AreEqual(12, triple.Invoke(4)[0].AsInt32());
        Assert.AreEqual(15, triple.WrapFunc<int, int>()!(5));
    }

    [TestMethod]
    public void Host_function_of_a_type_that_a_later_module_brings_gets_its_stub()
    {
        using var rig = new Rig();
        var type = new FunctionType([ValueKind.Float64, ValueKind.Int64], [ValueKind.Float64]);
        Function function = Function.FromCallback(rig.Store, type, (caller, arguments, results) => results[0] = arguments[0].AsDouble() + arguments[1].AsInt64());
        rig.Linker.Define("host", "table", new Table(rig.Store, ValueKind.FuncRef, function, 1));
        Instance instance = rig.Instantiate("""
            (module
              (type $f (func (param f64 i64) (result f64)))
              (import "host" "table" (table 1 funcref))
              (func (export "run") (result f64) (call_indirect (type $f) (f64.const 0.5) (i64.const 2) (i32.const 0))))
            """);
        Assert.AreEqual(2.5, instance.GetFunction<double>("run")!());
    }

    [TestMethod]
    public unsafe void Unmanaged_function_gets_slots_and_user_data()
    {
        using var rig = new Rig();
        var type = new FunctionType([ValueKind.Int64], [ValueKind.Int64]);
        rig.Linker.DefineUnmanaged("host", "add", type, &AddUserData, userData: 40);
        Instance instance = rig.Instantiate("""
            (module
              (import "host" "add" (func $add (param i64) (result i64)))
              (export "direct" (func $add))
              (func (export "run") (param i64) (result i64) (call $add (local.get 0))))
            """);
        Assert.AreEqual(42L, instance.GetFunction<long, long>("run")!(2));
        Assert.AreEqual(43L, instance.GetFunction<long, long>("direct")!(3));
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => instance.GetFunction<long, long>("run")!(-1));
        Assert.AreEqual(TrapCode.CastFailure, trap.Code);
        Assert.HasCount(1, trap.Frames);
        Assert.AreEqual(TrapCode.CastFailure, Assert.ThrowsExactly<TrapException>(() => instance.GetFunction<long, long>("direct")!(-1)).Code);
    }

    [TestMethod]
    public void Calls_allocate_nothing()
    {
        using var rig = new Rig();
        rig.Linker.DefineFunction("host", "inc", (int value) => value + 1);
        Instance instance = rig.Instantiate("""
            (module
              (import "host" "inc" (func $inc (param i32) (result i32)))
              (func (export "run") (param i32) (result i32) (call $inc (call $inc (local.get 0)))))
            """);
        Func<int, int> run = instance.GetFunction<int, int>("run")!;
        Function untyped = instance.GetFunction("run")!;
        var results = new Value[1];
        Assert.AreEqual(3, run(1));
        untyped.Invoke([1], results);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            _ = run(i);
            untyped.Invoke([i], results);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(1001, results[0].AsInt32());
    }

    [TestMethod]
    public void Disposed_store_refuses_calls()
    {
        using var rig = new Rig();
        Instance instance = rig.Instantiate("(module (memory (export \"m\") 1) (func (export \"f\")))");
        Action f = instance.GetAction("f")!;
        Memory memory = instance.GetMemory("m")!;
        rig.Store.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(f);
        Assert.ThrowsExactly<ObjectDisposedException>(() => memory.GetSpan().Length);
        Assert.ThrowsExactly<ObjectDisposedException>(() => rig.Store.Fuel);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int AddUserData(void* context, void* caller, ulong* values)
    {
        if ((long)values[0] < 0)
        {
            return Linker.Trap(context, TrapCode.CastFailure);
        }

        values[0] += (ulong)Linker.UserDataOf(context);
        return 0;
    }
}
