using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Exceptions that are caught by reference are objects of the heap: collected, traced, and made by the host too.</summary>
[TestClass]
public sealed class ExceptionObjectTests
{
    // Every function that allocates here does so while an exception or a reference to one is the only way to some structure.
    private const string Guest = """
        (module
          (type $box (struct (field (mut i32))))
          (type $holder (struct (field (mut exnref)) (field (ref null $holder))))
          (type $arr (array (mut exnref)))
          (import "host" "call" (func $host (param i32)))
          (tag $t (export "t") (param i64 (ref null $box) v128 anyref funcref externref))
          (global $g (export "g") (mut exnref) (ref.null exn))
          (table $tab 3 exnref)
          (elem declare func $throw)
          (func $throw (export "throw") (param i32)
            (throw $t (i64.const 7) (struct.new $box (local.get 0)) (v128.const i32x4 1 2 3 4) (ref.i31 (i32.const 5)) (ref.func $throw)
              (extern.convert_any (struct.new $box (i32.const 1000)))))
          (func $waste (local $n i32)
            (loop $l
              (drop (struct.new $box (i32.const -1)))
              (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 20)))))
          (func $sum (param i64 (ref null $box) v128 anyref funcref externref) (result i32)
            (call $waste)
            (i32.add (i32.wrap_i64 (local.get 0))
              (i32.add (struct.get $box 0 (local.get 1))
                (i32.add (i32x4.extract_lane 3 (local.get 2))
                  (i32.add (i31.get_s (ref.cast i31ref (local.get 3)))
                    (i32.add (ref.test (ref $tf) (local.get 4))
                      (struct.get $box 0 (ref.cast (ref $box) (any.convert_extern (local.get 5)))))))))) ;; n + 7 + 4 + 5 + 1 + 1000
          (type $tf (func (param i32)))
          (func $values (export "values") (param $e exnref) (result i32)
            (block $h (result i64 (ref null $box) v128 anyref funcref externref)
              (try_table (catch $t $h) (throw_ref (local.get $e)))
              (unreachable))
            (call $sum))
          (func $capture (param $n i32) (result (ref exn))
            (block $h (result (ref exn))
              (try_table (catch_all_ref $h) (call $throw (local.get $n)))
              (unreachable)))
          (func (export "both") (param $n i32) (result i32) (local $e exnref) (local $s i32)
            (block $h (result i64 (ref null $box) v128 anyref funcref externref exnref)
              (try_table (catch_ref $t $h) (call $throw (local.get $n)))
              (unreachable))
            (local.set $e)
            (local.set $s (call $sum))
            (i32.add (local.get $s) (call $values (local.get $e))))
          (func (export "frames") (param $n i32) (result i32)
            (block $h (result i64 (ref null $box) v128 anyref funcref externref)
              (try_table (catch $t $h) (call $middle (local.get $n)))
              (unreachable))
            (call $sum))
          (func $middle (param $n i32)
            (block $h (result exnref)
              (try_table (catch_all_ref $h) (call $throw (local.get $n)))
              (unreachable))
            (call $waste)
            (throw_ref))
          (func (export "host") (param $n i32) (result i32)
            (block $h (result i64 (ref null $box) v128 anyref funcref externref exnref)
              (try_table (catch_ref $t $h) (call $host (local.get $n)))
              (unreachable))
            (call $waste)
            (drop) (call $sum))
          (func (export "kept") (param $n i32) (result i32) (local $h (ref $holder)) (local $a (ref $arr))
            (global.set $g (call $capture (local.get $n)))
            (table.set $tab (i32.const 1) (call $capture (local.get $n)))
            (local.set $h (struct.new $holder (call $capture (local.get $n)) (ref.null $holder)))
            (local.set $a (array.new $arr (call $capture (local.get $n)) (i32.const 3)))
            (call $waste)
            (i32.add (call $values (global.get $g))
              (i32.add (call $values (table.get $tab (i32.const 1)))
                (i32.add (call $values (struct.get $holder 0 (local.get $h)))
                  (call $values (array.get $arr (local.get $a) (i32.const 2)))))))
          (func (export "give") (param $n i32) (result exnref) (call $capture (local.get $n)))
          (func (export "many") (param $n i32) (result i32) (local $s i32)
            (loop $l
              (drop (call $capture (local.get $n)))
              (local.set $s (i32.add (local.get $s) (i32.const 1)))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $s))
          (func (export "chain") (param $n i32) (local $top (ref null $holder))
            (loop $l
              (local.set $top (struct.new $holder (call $capture (i32.const 0)) (local.get $top)))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
          (func (export "null") (throw_ref (ref.null exn))))
        """;

    private const int Rest = 7 + 4 + 5 + 1 + 1000;

    [TestMethod]
    [DataRow(OptLevel.Speed)]
    [DataRow(OptLevel.None)]
    public void A_million_exceptions_by_reference_fit_a_small_heap(OptLevel level)
    {
        using Rig rig = New(new CompileOptions { OptLevel = level }, new ResourceLimits { GcHeapSize = 2 << 20 });
        Instance guest = rig.Instantiate(Guest);
        Assert.AreEqual(1_000_000, guest.GetFunction<int, int>("many")!(1_000_000));
        TrapException full = Assert.ThrowsExactly<TrapException>(() => guest.GetAction<int>("chain")!(1_000_000));
        Assert.AreEqual(TrapCode.GcHeapOutOfMemory, full.Code);
        Assert.AreEqual(1000, guest.GetFunction<int, int>("many")!(1000));
    }

    [TestMethod]
    [DataRow(OptLevel.Speed, true)]
    [DataRow(OptLevel.None, true)]
    [DataRow(OptLevel.Speed, false)]
    public void Values_of_exceptions_are_roots(OptLevel level, bool signals)
    {
        var options = new CompileOptions { OptLevel = level, SignalsBasedTraps = signals, VerifyEach = true };
        using Rig rig = New(options, config: new Config { CollectAtEveryAllocation = true });
        Instance guest = rig.Instantiate(Guest);
        Assert.AreEqual(2 * (41 + Rest), guest.GetFunction<int, int>("both")!(41), "captured, both ways to the values");
        Assert.AreEqual(42 + Rest, guest.GetFunction<int, int>("frames")!(42), "through frames, thrown again");
        Assert.AreEqual(43 + Rest, guest.GetFunction<int, int>("host")!(43), "through a function of the host");
        Assert.AreEqual(4 * (44 + Rest), guest.GetFunction<int, int>("kept")!(44), "in a global, a table, a structure, and an array");
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => guest.GetAction("null")!());
        Assert.AreEqual(TrapCode.NullReference, trap.Code);
    }

    [TestMethod]
    public void The_host_sees_what_an_exception_carries()
    {
        using Rig rig = New(config: new Config { CollectAtEveryAllocation = true });
        Instance guest = rig.Instantiate(Guest);
        using RootScope scope = rig.Store.OpenScope();
        ExnRef exception = guest.GetFunction("give")!.Invoke(8)[0].AsException()!;
        rig.Store.CollectGarbage();
        Assert.AreSame(guest.GetTag("t"), exception.Tag);
        Assert.AreEqual(6, exception.FieldCount);
        Assert.AreEqual(7L, exception.GetField(0).AsInt64());
        Assert.AreEqual(8, ((StructRef)exception.GetField(1).AsReference()!).GetField(0).AsInt32());
        Assert.AreEqual(new UInt128(0x0000_0004_0000_0003, 0x0000_0002_0000_0001), exception.GetField(2).AsV128());
        Assert.AreEqual(5, ((I31Ref)exception.GetField(3).AsReference()!).Value);
        Assert.IsNotNull(exception.GetField(4).AsFunction());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => exception.GetField(6));
        Assert.AreEqual(8 + Rest, guest.GetFunction("values")!.Invoke(Value.FromException(exception))[0].AsInt32());
        WasmException thrown = exception.ToException();
        Assert.AreSame(exception.Tag, thrown.Tag);
        Assert.AreEqual(7L, thrown.Values[0].AsInt64());
        guest.GetGlobal("g")!.SetValue(Value.FromException(exception));
        Assert.IsTrue(exception.IsSame(guest.GetGlobal("g")!.GetValue().AsException()));
    }

    [TestMethod]
    public void The_host_makes_exceptions()
    {
        using Rig rig = New(config: new Config { CollectAtEveryAllocation = true });
        Instance guest = rig.Instantiate(Guest);
        using RootScope scope = rig.Store.OpenScope();
        ExnRef given = guest.GetFunction("give")!.Invoke(9)[0].AsException()!;
        Tag tag = guest.GetTag("t")!;
        ExnRef made = ExnRef.New(
            rig.Store, tag, 7L, given.GetField(1), given.GetField(2), given.GetField(3), given.GetField(4), given.GetField(5));
        rig.Store.CollectGarbage();
        Assert.AreEqual(9 + Rest, guest.GetFunction("values")!.Invoke(Value.FromException(made))[0].AsInt32());
        Assert.IsFalse(made.IsSame(given));
        Assert.ThrowsExactly<ArgumentException>(() => ExnRef.New(rig.Store, tag, 7L));
        Assert.ThrowsExactly<ArgumentException>(() => ExnRef.New(
            rig.Store, tag, 7, given.GetField(1), given.GetField(2), given.GetField(3), given.GetField(4), given.GetField(5)));
        using Rig other = New();
        Assert.ThrowsExactly<ArgumentException>(() => ExnRef.New(other.Store, tag));
        Assert.ThrowsExactly<ArgumentException>(
            () => other.Instantiate(Guest).GetFunction("values")!.Invoke(Value.FromException(made)));
        rig.Store.CollectGarbage();
    }

    [TestMethod]
    public void Exceptions_that_went_by_keep_nothing()
    {
        const int Enough = 40_000; // the two structures of so many exceptions do not fit the heap
        using Rig rig = New(limits: new ResourceLimits { GcHeapSize = 1 << 20 });
        Instance guest = rig.Instantiate(Guest);
        Func<int, int> throughHost = guest.GetFunction<int, int>("host")!;
        Action<int> toHost = guest.GetAction<int>("throw")!;
        for (int i = 0; i < Enough; i++)
        {
            Assert.AreEqual(i + Rest, throughHost(i));
            WasmException thrown = Assert.ThrowsExactly<WasmException>(() => toHost(i));
            Assert.AreSame(guest.GetTag("t"), thrown.Tag);
            if (i % 4096 == 0)
            {
                GC.Collect();
            }
        }
    }

    [TestMethod]
    public void An_exception_outlives_the_scope_it_leaves()
    {
        using Rig rig = New(config: new Config { CollectAtEveryAllocation = true });
        Instance guest = rig.Instantiate(Guest);
        WasmException thrown;
        using (rig.Store.OpenScope())
        {
            thrown = Assert.ThrowsExactly<WasmException>(() => guest.GetAction<int>("throw")!(6));
        }

        rig.Store.CollectGarbage();
        using (rig.Store.OpenScope())
        {
            Assert.AreEqual(6, ((StructRef)thrown.Values[1].AsReference()!).GetField(0).AsInt32());
        }

        WasmException? passedOn = null;
        rig.Linker.DefineFunction("keep", "call", (Caller caller, int n) =>
        {
            try
            {
                caller.GetFunction("throw")!.Invoke(n);
            }
            catch (WasmException e)
            {
                passedOn = e;
                throw;
            }
        });
        Instance keeping = rig.Instantiate(Guest.Replace("\"host\" \"call\"", "\"keep\" \"call\"", StringComparison.Ordinal));
        Assert.AreEqual(3 + Rest, keeping.GetFunction<int, int>("host")!(3));
        Assert.ThrowsExactly<InvalidOperationException>(() => passedOn!.Values);
    }

    private static Rig New(CompileOptions? options = null, ResourceLimits? limits = null, Config? config = null)
    {
        var rig = new Rig(options, limits, config);
        rig.Linker.DefineFunction("host", "call", (Caller caller, int n) =>
        {
            using RootScope scope = caller.Store.OpenScope();
            caller.GetFunction("throw")!.Invoke(n);
        });
        return rig;
    }
}
