using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Garbage-collected objects as the embedder sees them: handles, limits, objects of the host, memory that is given back.</summary>
[TestClass]
public sealed class GcTests
{
    private const string Pairs = """
        (module
          (type $pair (sub (struct (field (mut i32)) (field (mut anyref)) (field i8))))
          (type $list (array (mut i64)))
          (type $node (struct (field (ref null $node)) (field i64)))
          (import "host" "collect" (func $collect))
          (global $kept (mut anyref) (ref.null any))
          (table $held 4 anyref)
          (func (export "pair") (param i32) (result anyref)
            (struct.new $pair (local.get 0) (ref.i31 (i32.const 7)) (i32.const 255)))
          (func (export "first") (param anyref) (result i32) (struct.get $pair 0 (ref.cast (ref $pair) (local.get 0))))
          (func (export "list") (param i32) (result arrayref) (array.new $list (i64.const 3) (local.get 0)))
          (func (export "keep") (param anyref) (global.set $kept (local.get 0)) (table.set $held (i32.const 2) (local.get 0)))
          (func (export "kept") (result anyref) (global.get $kept))
          (func (export "held") (result anyref) (table.get $held (i32.const 2)))
          (func (export "same") (param externref) (result externref) (local.get 0))
          (func (export "across") (result i32) (local $a (ref $pair)) (local $b (ref $pair))
            (local.set $a (struct.new $pair (i32.const 1) (ref.null any) (i32.const 0)))
            (local.set $b (struct.new $pair (i32.const 20) (local.get $a) (i32.const 0)))
            (call $collect)
            (i32.add (struct.get $pair 0 (local.get $a))
              (i32.add (struct.get $pair 0 (local.get $b))
                (struct.get $pair 0 (ref.cast (ref $pair) (struct.get $pair 1 (local.get $b)))))))
          (func (export "fill") (param i32) (local $top (ref null $node))
            (loop $more
              (local.set $top (struct.new $node (local.get $top) (i64.const 1)))
              (br_if $more (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
          (func (export "waste") (param i32)
            (loop $more
              (drop (struct.new $node (ref.null $node) (i64.const 1)))
              (br_if $more (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
        """;

    [TestMethod]
    [DataRow(true, OptLevel.Speed)]
    [DataRow(false, OptLevel.Speed)]
    [DataRow(false, OptLevel.None)]
    public void Handles_follow_their_objects(bool signals, OptLevel level)
    {
        using Rig rig = New(new CompileOptions { SignalsBasedTraps = signals, OptLevel = level });
        Instance guest = rig.Instantiate(Pairs);
        using AnyRef pair = guest.GetFunction("pair")!.Invoke(42)[0].AsReference()!;
        _ = guest.GetFunction("waste")!.Invoke(1000);
        rig.Store.CollectGarbage();
        rig.Store.CollectGarbage();
        var structure = (StructRef)pair;
        Assert.AreEqual(3, structure.FieldCount);
        Assert.AreEqual(42, structure.GetField(0).AsInt32());
        Assert.AreEqual(7, ((I31Ref)structure.GetField(1).AsReference()!).Value);
        Assert.AreEqual(255, structure.GetField(2).AsInt32());
        structure.SetField(0, 43);
        structure.SetField(1, Value.FromReference(structure));
        rig.Store.CollectGarbage();
        Assert.AreEqual(43, guest.GetFunction("first")!.Invoke(Value.FromReference(structure))[0].AsInt32());
        Assert.IsTrue(structure.IsSame(structure.GetField(1).AsReference()));
        Assert.ThrowsExactly<InvalidOperationException>(() => structure.SetField(2, 1));
        Assert.ThrowsExactly<ArgumentException>(() => structure.SetField(0, 1L));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => structure.GetField(3));
    }

    [TestMethod]
    public void Arrays_are_read_and_written()
    {
        using Rig rig = New();
        Instance guest = rig.Instantiate(Pairs);
        using var list = (ArrayRef)guest.GetFunction("list")!.Invoke(5)[0].AsReference()!;
        Assert.AreEqual(5u, list.Length);
        Assert.AreEqual(3, list.GetElement(4).AsInt64());
        list.SetElement(4, -1L);
        Assert.AreEqual(-1, list.GetElement(4).AsInt64());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => list.GetElement(5));
    }

    [TestMethod]
    public void Frames_globals_and_tables_are_roots()
    {
        using Rig rig = New();
        Instance guest = rig.Instantiate(Pairs);
        Assert.AreEqual(22, guest.GetFunction("across")!.Invoke()[0].AsInt32());
        _ = guest.GetFunction("keep")!.Invoke(guest.GetFunction("pair")!.Invoke(9)[0]);
        rig.Store.CollectGarbage();
        using AnyRef kept = guest.GetFunction("kept")!.Invoke()[0].AsReference()!;
        using AnyRef held = guest.GetFunction("held")!.Invoke()[0].AsReference()!;
        Assert.IsTrue(kept.IsSame(held));
        Assert.AreEqual(9, ((StructRef)kept).GetField(0).AsInt32());
    }

    [TestMethod]
    public void A_scope_gives_its_references_up()
    {
        using Rig rig = New();
        Instance guest = rig.Instantiate(Pairs);
        AnyRef inside;
        using (rig.Store.OpenScope())
        {
            inside = guest.GetFunction("pair")!.Invoke(1)[0].AsReference()!;
        }

        Assert.ThrowsExactly<ObjectDisposedException>(() => inside.AsExternal());
    }

    [TestMethod]
    public void Objects_of_the_host_stay_themselves_and_are_given_up()
    {
        using Rig rig = New();
        Instance guest = rig.Instantiate(Pairs);
        object kept = new();
        Function same = guest.GetFunction("same")!;
        Assert.AreSame(kept, same.Invoke(Value.FromExternal(kept))[0].AsExternal());
        using AnyRef any = AnyRef.FromExternal(rig.Store, kept);
        rig.Store.CollectGarbage();
        Assert.AreSame(kept, any.AsExternal());
        WeakReference lost = PassOne(same);
        rig.Store.CollectGarbage();
        GC.Collect();
        Assert.IsFalse(lost.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference PassOne(Function same)
        {
            object value = new();
            _ = same.Invoke(Value.FromExternal(value));
            return new WeakReference(value);
        }
    }

    [TestMethod]
    public void A_full_heap_traps_and_garbage_does_not_fill_it()
    {
        using Rig rig = New(limits: new ResourceLimits { GcHeapSize = 4 << 20 });
        Instance guest = rig.Instantiate(Pairs);
        _ = guest.GetFunction("waste")!.Invoke(2_000_000);
        TrapException full = Assert.ThrowsExactly<TrapException>(() => guest.GetFunction("fill")!.Invoke(1_000_000));
        Assert.AreEqual(TrapCode.GcHeapOutOfMemory, full.Code);
        Assert.IsNotEmpty((IReadOnlyCollection<TrapFrame>)full.Frames);
        _ = guest.GetFunction("fill")!.Invoke(1000);
    }

    [TestMethod]
    public void References_of_another_store_or_type_are_refused()
    {
        using Rig rig = New();
        using Rig other = New();
        Instance guest = rig.Instantiate(Pairs);
        using AnyRef foreign = other.Instantiate(Pairs).GetFunction("pair")!.Invoke(1)[0].AsReference()!;
        Assert.ThrowsExactly<ArgumentException>(() => guest.GetFunction("keep")!.Invoke(Value.FromReference(foreign)));
        TrapException wrong = Assert.ThrowsExactly<TrapException>(
            () => guest.GetFunction("first")!.Invoke(Value.FromReference(new I31Ref(rig.Store, 1))));
        Assert.AreEqual(TrapCode.CastFailure, wrong.Code);
    }

    private static Rig New(CompileOptions? options = null, ResourceLimits? limits = null)
    {
        var rig = new Rig(options, limits);
        rig.Linker.DefineFunction("host", "collect", new FunctionType(Array.Empty<ValueKind>(), default), (_, _, _) => rig.Store.CollectGarbage());
        return rig;
    }
}
