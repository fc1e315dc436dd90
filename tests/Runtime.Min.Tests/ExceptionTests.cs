using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Exceptions between guest and host, instances, and frames.</summary>
[TestClass]
public sealed class ExceptionTests
{
    private const string Guest = """
        (module $guest
          (import "host" "tag" (tag $t (param i32 i64 f64)))
          (import "host" "f" (func $f (param i32) (result i32)))
          (tag $own (export "own"))
          (func (export "catch") (param i32) (result i32 i64 f64)
            (block $h (result i32 i64 f64)
              (try_table (catch $t $h) (drop (call $f (local.get 0))))
              (i32.const -1) (i64.const -1) (f64.const -1)))
          (func (export "pass") (param i32) (result i32)
            (block $h
              (try_table (result i32) (catch $own $h) (call $f (local.get 0)))
              (return))
            (i32.const 77))
          (func $throw (export "throw") (param i32)
            (throw $t (local.get 0) (i64.const -5) (f64.const 0.5)))
          (func $deep (export "deep") (param $n i32)
            (if (local.get $n) (then (call $deep (i32.sub (local.get $n) (i32.const 1)))) (else (throw $own))))
          (func (export "keep") (param $n i32) (result i32)
            (local $a i32) (local $b i64) (local $c f64)
            (local.set $a (i32.const 1)) (local.set $b (i64.const 2)) (local.set $c (f64.const 3))
            (block $h
              (try_table (catch_all $h)
                (local.set $a (i32.const 10))
                (call $deep (i32.const 0))
                (local.set $a (i32.const 100))))
            (i32.add (local.get $a) (i32.add (i32.wrap_i64 (local.get $b)) (i32.trunc_f64_s (local.get $c)))))
          (func (export "many") (param $n i32) (result i32)
            (local $caught i32)
            (loop $l
              (block $h
                (try_table (catch $own $h) (call $deep (i32.const 10)))
                (unreachable))
              (local.set $caught (i32.add (local.get $caught) (i32.const 1)))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $caught))
          (func (export "wide") (result i32)
            (block $h
              (try_table (catch_all $h)
                (call $results)
                (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add)
                (return)))
            (i32.const -1))
          (func $results (result i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
            (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6)
            (i32.const 7) (i32.const 8) (i32.const 9) (i32.const 10) (i32.const 11) (i32.const 12)))
        """;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Guest_catches_what_the_host_throws(bool signals)
    {
        using var rig = new Rig(new CompileOptions { SignalsBasedTraps = signals });
        (Instance instance, Tag tag) = Create(rig, (tag, n) => n == 0 ? 5 : throw new WasmException(tag, n, 2L, 1.5));
        Value[] caught = instance.GetFunction("catch")!.Invoke(9);
        Assert.AreEqual((Value)9, caught[0]);
        Assert.AreEqual((Value)2L, caught[1]);
        Assert.AreEqual((Value)1.5, caught[2]);
        Assert.AreEqual((Value)(-1), instance.GetFunction("catch")!.Invoke(0)[0]);
        WasmException passed = Assert.ThrowsExactly<WasmException>(() => instance.GetFunction<int, int>("pass")!(3));
        Assert.AreSame(tag, passed.Tag);
        Assert.AreEqual((Value)3, passed.Values[0]);
        Assert.AreEqual(5, instance.GetFunction<int, int>("pass")!(0));
    }

    [TestMethod]
    public void Uncaught_exception_reaches_the_host_with_its_values_and_backtrace()
    {
        using var rig = new Rig();
        (Instance instance, Tag tag) = Create(rig, static (_, n) => n);
        WasmException thrown = Assert.ThrowsExactly<WasmException>(() => instance.GetAction<int>("throw")!(42));
        Assert.AreSame(tag, thrown.Tag);
        CollectionAssert.AreEqual(new Value[] { 42, -5L, 0.5 }, (Value[])thrown.Values);
        Assert.HasCount(1, thrown.Frames);
        Assert.AreEqual("throw", thrown.Frames[0].FunctionName);
        StringAssert.StartsWith(thrown.Message, "thrown Wasm exception\nwasm backtrace:\n");
        thrown = Assert.ThrowsExactly<WasmException>(() => instance.GetAction<int>("deep")!(3));
        Assert.AreSame(instance.GetTag("own"), thrown.Tag);
        Assert.HasCount(4, thrown.Frames);
    }

    [TestMethod]
    public void Host_function_between_two_guests_may_catch_or_pass_on()
    {
        using var rig = new Rig();
        Instance? inner = null;
        bool catches = true;
        (Instance instance, Tag own) = Create(rig, (_, n) =>
        {
            try
            {
                inner!.GetAction<int>("deep")!(n);
                return 0;
            }
            catch (WasmException e) when (catches)
            {
                Assert.AreSame(inner!.GetTag("own"), e.Tag);
                return 8;
            }
        });
        inner = instance;
        Assert.AreEqual(8, instance.GetFunction<int, int>("pass")!(4));
        catches = false;
        Assert.AreEqual(77, instance.GetFunction<int, int>("pass")!(4));
        Assert.IsNotNull(own);
    }

    [TestMethod]
    public void Locals_keep_the_values_they_had_at_the_call()
    {
        using var rig = new Rig();
        (Instance instance, _) = Create(rig, static (_, n) => n);
        Assert.AreEqual(15, instance.GetFunction<int, int>("keep")!(0));
        Assert.AreEqual(78, instance.GetFunction<int>("wide")!());
        Assert.AreEqual(20_000, instance.GetFunction<int, int>("many")!(20_000));
    }

    [TestMethod]
    [DataRow(OptLevel.Speed)]
    [DataRow(OptLevel.None)]
    public void Results_of_calls_with_a_handler_are_kept_across_the_next_call(OptLevel level)
    {
        using var rig = new Rig(new CompileOptions { OptLevel = level, VerifyEach = true });
        Instance instance = rig.Instantiate("""
            (module
              (tag $t (param i32))
              (func $two (param i32 f64) (result i32 f64)
                (call $check (local.get 0)) (i32.mul (local.get 0) (i32.const 3)) (f64.add (local.get 1) (f64.const 1)))
              (func $one (param i32) (result i32) (call $check (local.get 0)) (i32.mul (local.get 0) (i32.const 3)))
              (func $check (param i32) (if (i32.gt_s (local.get 0) (i32.const 10)) (then (throw $t (i32.const 5)))))
              (func (export "f") (param i32) (result i32) (local $x i32) (local $y f64)
                (local.set $y (f64.const 7))
                (block $h (result i32)
                  (try_table (catch $t $h)
                    (call $two (local.get 0) (local.get $y))
                    (local.set $y) (local.set $x)
                    (local.set $x (i32.add (local.get $x) (call $one (local.get $x))))
                    (local.set $x (i32.add (call $one (i32.const 2)) (local.get $x))))
                  (return (i32.add (local.get $x) (i32.trunc_f64_s (local.get $y)))))
                (i32.add (i32.add (local.get $x)) (i32.trunc_f64_s (local.get $y)))))
            """);
        Func<int, int> f = instance.GetFunction<int, int>("f")!;
        Assert.AreEqual(26, f(1));
        Assert.AreEqual(25, f(4), "thrown by the second call, after the first one gave 12 and 8");
        Assert.AreEqual(12, f(11), "thrown by the first one");
    }

    [TestMethod]
    public void Values_of_an_exception_must_fit_its_tag()
    {
        using var rig = new Rig();
        var tag = new Tag(rig.Store, new FunctionType([ValueKind.Int32], []));
        Assert.ThrowsExactly<ArgumentException>(() => new WasmException(tag));
        Assert.ThrowsExactly<ArgumentException>(() => new WasmException(tag, 1L));
        Assert.ThrowsExactly<ArgumentException>(() => new Tag(rig.Store, new FunctionType([], [ValueKind.Int32])));
        Assert.ThrowsExactly<LinkException>(() =>
        {
            rig.Linker.Define("m", "t", tag);
            rig.Instantiate("""(module (import "m" "t" (tag (param i64))))""");
        });
    }

    private static (Instance Instance, Tag Tag) Create(Rig rig, Func<Tag, int, int> body)
    {
        var tag = new Tag(rig.Store, new FunctionType([ValueKind.Int32, ValueKind.Int64, ValueKind.Float64], []));
        rig.Linker.Define("host", "tag", tag);
        rig.Linker.DefineFunction("host", "f", (int n) => body(tag, n));
        return (rig.Instantiate(Guest), tag);
    }
}
