using System;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Structures, arrays and types that the host makes; everything runs with a collection at each allocation.</summary>
[TestClass]
public sealed class GcObjectTests
{
    private const string Guest = """
        (module
          (type $leaf (struct (field i32)))
          (type $node (sub (struct (field (mut i8)) (field (mut i16)) (field i64) (field f32) (field f64) (field v128) (field (ref null $leaf))
            (field (mut anyref)) (field externref) (field funcref))))
          (type $more (sub final $node (struct (field (mut i8)) (field (mut i16)) (field i64) (field f32) (field f64) (field v128) (field (ref null $leaf))
            (field (mut anyref)) (field externref) (field funcref) (field (mut (ref $leaf))))))
          (type $bytes (array (mut i8)))
          (type $leaves (array (ref null $leaf)))
          (type $fn (func (param (ref null $leaf)) (result (ref $leaf))))
          (rec (type $a (struct (field (ref null $b)))) (type $b (struct (field (ref null $a)))))
          (import "host" "leaf" (func $leaf (type $fn)))
          (global (export "node") (mut (ref null $node)) (ref.null $node))
          (global (export "bytes") (mut (ref null $bytes)) (ref.null $bytes))
          (global (export "rec") (mut (ref null $a)) (ref.null $a))
          (table (export "leaves") 1 (ref null $leaves))
          (func (export "sum") (param $n (ref $node)) (result i32)
            (i32.add (struct.get_u $node 0 (local.get $n)) (i32.add (struct.get_s $node 1 (local.get $n))
              (i32.add (i32.wrap_i64 (struct.get $node 2 (local.get $n)))
                (i32.add (i32.trunc_f32_s (struct.get $node 3 (local.get $n)))
                  (i32.add (i32.trunc_f64_s (struct.get $node 4 (local.get $n)))
                    (i32.add (i32x4.extract_lane 2 (struct.get $node 5 (local.get $n)))
                      (struct.get $leaf 0 (struct.get $node 6 (local.get $n))))))))))
          (func (export "isMore") (param anyref) (result i32) (ref.test (ref $more) (local.get 0)))
          (func (export "byte") (param (ref $bytes) i32) (result i32) (array.get_u $bytes (local.get 0) (local.get 1)))
          (func (export "lastLeaf") (param $l (ref $leaves)) (result i32)
            (struct.get $leaf 0 (array.get $leaves (local.get $l) (i32.sub (array.len (local.get $l)) (i32.const 1)))))
          (func (export "viaHost") (param i32) (result i32)
            (struct.get $leaf 0 (call $leaf (struct.new $leaf (local.get 0))))))
        """;

    private static readonly Config Stress = new() { CollectAtEveryAllocation = true };

    [TestMethod]
    public void Types_of_host_and_module_are_one()
    {
        using Rig rig = New();
        Engine engine = rig.Engine;
        StructType leaf = new(engine, ValType.Int32.Field());
        StructType node = NodeType(engine, leaf);
        StructType more = MoreType(engine, leaf, node); // before the module is loaded
        using Module module = rig.Load(Guest);
        var inModule = ((GlobalExternType)Find(module, "node")).ValueType;
        Assert.AreEqual(node, inModule.StructType);
        Assert.AreEqual(ValType.Ref(node, isNullable: true), inModule);
        Assert.AreEqual(ValType.Ref(node), inModule.AsNonNull());
        Assert.AreEqual("(struct (field i32))", leaf.ToString());
        Assert.AreEqual(leaf, inModule.StructType!.Fields[6].Type.StructType);
        Assert.AreEqual(FieldType.I8(isMutable: true), node.Fields[0]);
        Assert.IsTrue(node.Fields[0].IsPacked);
        Assert.IsFalse(node.IsFinal);
        Assert.IsNull(node.Supertype);
        Assert.AreEqual(node, more.Supertype);
        Assert.IsTrue(more.IsFinal);
        Assert.IsTrue(more.Matches(node));
        Assert.IsFalse(node.Matches(more));
        Assert.AreEqual(new ArrayType(engine, FieldType.I8(isMutable: true)), ((GlobalExternType)Find(module, "bytes")).ValueType.ArrayType);
        Assert.AreEqual(
            new ArrayType(engine, new FieldType(ValType.Ref(leaf, isNullable: true))),
            ((TableExternType)Find(module, "leaves")).ElementType.ArrayType);
        FunctionType function = ((FunctionExternType)module.Imports[0].Type).Type;
        Assert.AreEqual(leaf, function.GetParameterType(0).StructType);
        Assert.AreEqual(ValType.Ref(leaf), function.GetResultType(0));

        // A group of two is not two groups of one, and no group of one can have such a field.
        StructType a = ((GlobalExternType)Find(module, "rec")).ValueType.StructType!;
        StructType b = a.Fields[0].Type.StructType!;
        Assert.AreNotEqual(a, b);
        Assert.AreEqual(a, b.Fields[0].Type.StructType);
        Assert.AreNotEqual(a, new StructType(engine, new FieldType(ValType.Ref(b, isNullable: true))));
        Assert.AreNotEqual(leaf, new StructType(engine, [ValType.Int32.Field()], isFinal: false, supertype: null));
    }

    [TestMethod]
    public void Equal_types_of_modules_are_one()
    {
        using var rig = new Rig();
        using Module one = rig.Load("""
            (module (type $i (func (param i32))) (type $s (struct (field (ref $i)))) (type $j (func (param i32)))
              (rec (type $x (struct (field (ref null $y)))) (type $y (array (ref null $x))))
              (global (export "s") (ref null $s) (ref.null $s)) (global (export "x") (ref null $x) (ref.null $x)))
            """);
        using Module two = rig.Load("""
            (module (type (func)) (type $j (func (param i32))) (type $s (struct (field (ref $j)))) (type $t (struct (field (ref 0))))
              (rec (type $x (struct (field (ref null $y)))) (type $y (array (ref null $x))))
              (rec (type $v (array (ref null $u))) (type $u (struct (field (ref null $v)))))
              (global (export "s") (ref null $s) (ref.null $s)) (global (export "t") (ref null $t) (ref.null $t))
              (global (export "x") (ref null $x) (ref.null $x)) (global (export "u") (ref null $u) (ref.null $u)))
            """);
        Assert.AreEqual(TypeOf(one, "s"), TypeOf(two, "s"));
        Assert.AreNotEqual(TypeOf(one, "s"), TypeOf(two, "t"));
        Assert.AreEqual(TypeOf(one, "x"), TypeOf(two, "x"));
        Assert.AreNotEqual(TypeOf(one, "x"), TypeOf(two, "u"), "another order is another group");

        static ValType TypeOf(Module module, string name) => ((GlobalExternType)Find(module, name)).ValueType;
    }

    [TestMethod]
    public void Types_that_are_not_valid_are_refused()
    {
        using Rig rig = New();
        using Rig other = New();
        StructType open = new(rig.Engine, [ValType.Int32.Field(), ValType.AnyRef.Field()], isFinal: false, supertype: null);
        StructType closed = new(rig.Engine, ValType.Int32.Field());
        Assert.ThrowsExactly<ArgumentException>(() => new StructType(rig.Engine, [ValType.Int32.Field()], true, closed));
        Assert.ThrowsExactly<ArgumentException>(() => new StructType(rig.Engine, [ValType.Int32.Field()], true, open));
        Assert.ThrowsExactly<ArgumentException>(() => new StructType(rig.Engine, [ValType.Int64.Field(), ValType.AnyRef.Field()], true, open));
        Assert.ThrowsExactly<ArgumentException>(
            () => new StructType(rig.Engine, [ValType.Int32.Field(isMutable: true), ValType.AnyRef.Field()], true, open));
        Assert.ThrowsExactly<ArgumentException>(() => new StructType(other.Engine, ValType.Ref(closed).Field()));
        Assert.ThrowsExactly<ArgumentException>(() => new StructType(other.Engine, [ValType.Int32.Field(), ValType.AnyRef.Field()], true, open));
        Assert.ThrowsExactly<ArgumentException>(() => new StructType(rig.Engine, default(FieldType)));
        Assert.ThrowsExactly<ArgumentException>(() => new StructType(rig.Engine, new FieldType[10_001]));
        StructType narrower = new(rig.Engine, [ValType.Int32.Field(), ValType.I31Ref.Field(), ValType.V128.Field()], false, open);
        for (int depth = 2; depth < 64; depth++)
        {
            narrower = new StructType(rig.Engine, [ValType.Int32.Field(), ValType.I31Ref.Field(), ValType.V128.Field()], false, narrower);
        }

        Assert.ThrowsExactly<ArgumentException>(
            () => new StructType(rig.Engine, [ValType.Int32.Field(), ValType.I31Ref.Field(), ValType.V128.Field()], false, narrower));
        Assert.ThrowsExactly<ArgumentException>(() => FunctionType.Of([ValType.Ref(closed), ValType.Ref(new StructType(other.Engine))], []));
        Assert.ThrowsExactly<ArgumentException>(() => Function.FromCallback(other.Store, FunctionType.Of([ValType.Ref(closed)], []), static (_, _, _) => { }));
    }

    [TestMethod]
    public void Value_types_have_an_order()
    {
        using Rig rig = New();
        StructType leaf = new(rig.Engine, ValType.Int32.Field());
        ArrayType array = new(rig.Engine, FieldType.I16());
        ValType[] chain = [ValType.NullRef, ValType.Ref(leaf, isNullable: true), ValType.StructRef, ValType.EqRef, ValType.AnyRef];
        for (int i = 0; i < chain.Length; i++)
        {
            for (int j = 0; j < chain.Length; j++)
            {
                Assert.AreEqual(i <= j, chain[i].Matches(chain[j]), $"{chain[i]} {chain[j]}");
            }
        }

        Assert.IsTrue(ValType.Ref(leaf).Matches(chain[1]));
        Assert.IsFalse(chain[1].Matches(ValType.Ref(leaf)));
        Assert.IsFalse(ValType.Ref(array).Matches(ValType.StructRef));
        Assert.IsTrue(ValType.Ref(array).Matches(ValType.ArrayRef));
        Assert.IsTrue(ValType.NullExnRef.Matches(ValType.ExnRef));
        Assert.IsFalse(ValType.NullFuncRef.Matches(ValType.AnyRef));
        Assert.IsFalse(ValType.Int32.Matches(ValType.Int64));
        Assert.AreEqual("(ref null i31)", ValType.I31Ref.ToString());
        using Rig other = New();
        Assert.IsFalse(ValType.Ref(leaf).Matches(ValType.Ref(new StructType(other.Engine, ValType.Int32.Field()))));
    }

    [TestMethod]
    public void Structures_of_the_host_are_the_guests()
    {
        using Rig rig = New();
        Instance guest = rig.Instantiate(Guest);
        using RootScope scope = rig.Store.OpenScope();
        StructType leafType = new(rig.Engine, ValType.Int32.Field());
        StructType nodeType = NodeType(rig.Engine, leafType);
        StructRef leaf = StructRef.New(rig.Store, leafType, 1000);
        object mine = new();
        Function sum = guest.GetFunction("sum")!;
        Value[] values =
        [
            0x1ff, 0x1fffe, 4L, 5f, 6.0, new UInt128(7, 0), Value.FromReference(leaf), Value.FromReference(leaf), Value.FromExternal(mine),
            Value.FromFunction(sum),
        ];
        StructRef node = StructRef.New(rig.Store, nodeType, values);
        Assert.AreEqual(255 - 2 + 4 + 5 + 6 + 7 + 1000, sum.Invoke(Value.FromReference(node))[0].AsInt32());
        rig.Store.CollectGarbage();
        Assert.AreEqual(nodeType, node.Type);
        Assert.AreEqual(255, node.GetField(0).AsInt32());
        Assert.AreEqual(0xfffe, node.GetField(1).AsInt32());
        Assert.AreEqual(4L, node.GetField(2).AsInt64());
        Assert.AreEqual(5f, node.GetField(3).AsSingle());
        Assert.AreEqual(6.0, node.GetField(4).AsDouble());
        Assert.AreEqual(new UInt128(7, 0), node.GetField(5).AsV128());
        Assert.IsTrue(leaf.IsSame(node.GetField(6).AsReference()));
        Assert.IsTrue(leaf.IsSame(node.GetField(7).AsReference()));
        Assert.AreSame(mine, node.GetField(8).AsExternal());
        Assert.AreSame(sum, node.GetField(9).AsFunction());
        node.SetField(7, Value.FromReference(AnyRef.FromExternal(rig.Store, "text")));
        rig.Store.CollectGarbage();
        Assert.AreEqual("text", node.GetField(7).AsReference()!.AsExternal());
        Assert.IsTrue(node.Matches(ValType.StructRef));
        Assert.IsTrue(node.Matches(ValType.Ref(nodeType)));
        Assert.IsFalse(node.Matches(ValType.Ref(leafType)));
        Assert.AreEqual(0, guest.GetFunction("isMore")!.Invoke(Value.FromReference(node))[0].AsInt32());
        StructRef more = StructRef.New(rig.Store, MoreType(rig.Engine, leafType, nodeType), [.. values, Value.FromReference(leaf)]);
        Assert.AreEqual(1, guest.GetFunction("isMore")!.Invoke(Value.FromReference(more))[0].AsInt32());
        Assert.AreEqual(255 - 2 + 4 + 5 + 6 + 7 + 1000, sum.Invoke(Value.FromReference(more))[0].AsInt32());
        guest.GetGlobal("node")!.SetValue(Value.FromReference(more));
        Assert.IsTrue(more.IsSame(guest.GetGlobal("node")!.GetValue().AsReference()));
        Assert.ThrowsExactly<ArgumentException>(() => guest.GetGlobal("node")!.SetValue(Value.FromReference(leaf)));
        Assert.ThrowsExactly<ArgumentException>(() => more.SetField(10, Value.Null(ValueKind.AnyRef)), "not nullable");
    }

    [TestMethod]
    public void Values_that_do_not_fit_a_structure_are_refused()
    {
        using Rig rig = New();
        using Rig other = New();
        using RootScope scope = rig.Store.OpenScope();
        StructType leafType = new(rig.Engine, ValType.Int32.Field());
        StructType holder = new(rig.Engine, ValType.Ref(leafType).Field(), ValType.Int64.Field());
        StructRef leaf = StructRef.New(rig.Store, leafType, 1);
        using StructRef foreign = StructRef.New(other.Store, new StructType(other.Engine, ValType.Int32.Field()), 1);
        Assert.ThrowsExactly<ArgumentException>(() => StructRef.New(rig.Store, holder, Value.FromReference(leaf)));
        Assert.ThrowsExactly<ArgumentException>(() => StructRef.New(rig.Store, holder, Value.FromReference(leaf), 1));
        Assert.ThrowsExactly<ArgumentException>(() => StructRef.New(rig.Store, holder, Value.Null(ValueKind.AnyRef), 1L));
        Assert.ThrowsExactly<ArgumentException>(() => StructRef.New(rig.Store, holder, Value.FromReference(new I31Ref(rig.Store, 1)), 1L));
        Assert.ThrowsExactly<ArgumentException>(() => StructRef.New(rig.Store, holder, Value.FromReference(foreign), 1L));
        Assert.ThrowsExactly<ArgumentException>(() => StructRef.New(other.Store, holder, Value.FromReference(foreign), 1L));
        rig.Store.CollectGarbage();
        Assert.AreEqual(1, ((StructRef)StructRef.New(rig.Store, holder, Value.FromReference(leaf), 1L).GetField(0).AsReference()!).GetField(0).AsInt32());
    }

    [TestMethod]
    public void Arrays_of_the_host_are_the_guests()
    {
        using Rig rig = New();
        Instance guest = rig.Instantiate(Guest);
        using RootScope scope = rig.Store.OpenScope();
        StructType leafType = new(rig.Engine, ValType.Int32.Field());
        ArrayType leavesType = new(rig.Engine, ValType.Ref(leafType, isNullable: true).Field());
        ArrayType bytesType = new(rig.Engine, FieldType.I8(isMutable: true));
        ArrayRef bytes = ArrayRef.NewFromSpan(rig.Store, bytesType, "hello"u8);
        Assert.AreEqual('e', guest.GetFunction("byte")!.Invoke(Value.FromReference(bytes), 1)[0].AsInt32());
        Assert.AreEqual(bytesType, bytes.Type);
        ArrayRef leaves = ArrayRef.New(rig.Store, leavesType, Value.FromReference(StructRef.New(rig.Store, leafType, 77)), 1000);
        Assert.AreEqual(77, guest.GetFunction("lastLeaf")!.Invoke(Value.FromReference(leaves))[0].AsInt32());
        leaves = ArrayRef.NewFixed(
            rig.Store,
            leavesType,
            Value.Null(ValueKind.AnyRef),
            Value.FromReference(StructRef.New(rig.Store, leafType, 1)),
            Value.FromReference(StructRef.New(rig.Store, leafType, 2)));
        rig.Store.CollectGarbage();
        Assert.AreEqual(2, guest.GetFunction("lastLeaf")!.Invoke(Value.FromReference(leaves))[0].AsInt32());
        Assert.IsTrue(leaves.GetElement(0).IsNull);
        Assert.AreEqual(3u, leaves.Length);
        guest.GetTable("leaves")!.SetElement(0, Value.FromReference(leaves));
        Assert.IsTrue(leaves.IsSame(guest.GetTable("leaves")!.GetElement(0).AsReference()));
        Assert.ThrowsExactly<ArgumentException>(() => ArrayRef.NewFixed(rig.Store, leavesType, 1));
        Assert.ThrowsExactly<ArgumentException>(() => ArrayRef.New(rig.Store, bytesType, 1L, 1));
        Assert.ThrowsExactly<ArgumentException>(() => ArrayRef.NewFromSpan<uint>(rig.Store, bytesType, [1]));
        Assert.ThrowsExactly<ArgumentException>(() => ArrayRef.NewFromSpan<uint>(rig.Store, leavesType, [1]));
        Assert.ThrowsExactly<InvalidOperationException>(() => leaves.SetElement(0, Value.Null(ValueKind.AnyRef)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bytes.SetElement(5, 1));
    }

    [TestMethod]
    public void Elements_are_copied_and_seen_in_place()
    {
        using Rig rig = New();
        using RootScope scope = rig.Store.OpenScope();
        ArrayRef longs = ArrayRef.NewFromSpan<long>(rig.Store, new ArrayType(rig.Engine, ValType.Int64.Field(isMutable: true)), [1, 2, 3, 4]);
        ArrayRef vectors = ArrayRef.NewFromSpan<UInt128>(rig.Store, new ArrayType(rig.Engine, ValType.V128.Field()), [UInt128.MaxValue]);
        Span<long> copy = stackalloc long[2];
        longs.CopyTo(2, copy);
        Assert.AreEqual(7, copy[0] + copy[1]);
        longs.CopyFrom<long>(0, [10, 20]);
        Assert.AreEqual(20, longs.GetElement(1).AsInt64());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => longs.CopyFrom<long>(3, [1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() => longs.CopyFrom<int>(0, [1]));
        Assert.ThrowsExactly<InvalidOperationException>(() => vectors.CopyFrom<UInt128>(0, [0]));
        Assert.ThrowsExactly<InvalidOperationException>(() => vectors.Change<UInt128, int>(0, static (_, _) => { }));
        vectors.Read<UInt128, Store>(rig.Store, static (elements, _) => Assert.AreEqual(UInt128.MaxValue, elements[0]));

        // Objects are made meanwhile, and nothing moves; what cannot be kept from moving is refused.
        longs.Change<long, ArrayRef>(longs, (elements, array) =>
        {
            ref long first = ref MemoryMarshal.GetReference(elements);
            for (int i = 0; i < 1000; i++)
            {
                ArrayRef.NewFromSpan<long>(array.Store, array.Type, new long[1000]).Dispose();
            }

            Assert.ThrowsExactly<InvalidOperationException>(array.Store.CollectGarbage);
            Assert.ThrowsExactly<InvalidOperationException>(array.Store.Dispose);
            elements.Fill(9);
            Assert.AreEqual(9, array.GetElement(3).AsInt64());
            Assert.IsTrue(System.Runtime.CompilerServices.Unsafe.AreSame(ref first, ref MemoryMarshal.GetReference(elements)));
        });
        rig.Store.CollectGarbage();
        Assert.AreEqual(9, longs.GetElement(0).AsInt64());
        Assert.ThrowsExactly<NotSupportedException>(() => longs.Read<long, int>(0, static (_, _) => throw new NotSupportedException()));
        rig.Store.CollectGarbage();
    }

    [TestMethod]
    public void A_full_heap_says_so_and_recovers()
    {
        using var rig = new Rig(limits: new ResourceLimits { GcHeapSize = 1 << 20 });
        ArrayType type = new(rig.Engine, FieldType.I8());
        StructType pair = new(rig.Engine, ValType.AnyRef.Field(), ValType.AnyRef.Field());
        Assert.ThrowsExactly<ResourceLimitException>(() => ArrayRef.New(rig.Store, type, 1, 2 << 20));
        Assert.ThrowsExactly<ResourceLimitException>(() => ArrayRef.New(rig.Store, type, 1, uint.MaxValue));
        for (int round = 0; round < 3; round++)
        {
            using RootScope scope = rig.Store.OpenScope();
            ResourceLimitException full = Assert.ThrowsExactly<ResourceLimitException>(() =>
            {
                for (StructRef? top = null; ;)
                {
                    top = StructRef.New(rig.Store, pair, Value.FromReference(top), Value.FromReference(top));
                }
            });
            StringAssert.Contains(full.Message, "GC heap");
        }

        for (int i = 0; i < 100_000; i++)
        {
            ArrayRef.New(rig.Store, type, 1, 100).Dispose();
        }
    }

    [TestMethod]
    public void Functions_of_the_host_take_and_give_references_of_defined_types()
    {
        using var rig = new Rig(config: Stress);
        StructType leaf = new(rig.Engine, ValType.Int32.Field());
        FunctionType type = FunctionType.Of([ValType.Ref(leaf, isNullable: true)], [ValType.Ref(leaf)]);
        rig.Linker.DefineFunction("host", "leaf", type, (caller, arguments, results) =>
        {
            int number = ((StructRef)arguments[0].AsReference()!).GetField(0).AsInt32();
            results[0] = Value.FromReference(number == 0 ? new I31Ref(caller.Store, 1) : StructRef.New(caller.Store, leaf, number + 1));
        });
        Instance guest = rig.Instantiate(Guest);
        Assert.AreEqual(8, guest.GetFunction<int, int>("viaHost")!(7));
        Assert.ThrowsExactly<ArgumentException>(() => guest.GetFunction<int, int>("viaHost")!(0));
        var global = new Global(rig.Store, ValType.Ref(leaf), Value.FromReference(StructRef.New(rig.Store, leaf, 3)), isMutable: true);
        rig.Store.CollectGarbage();
        Assert.AreEqual(3, ((StructRef)global.GetValue().AsReference()!).GetField(0).AsInt32());
        Assert.ThrowsExactly<ArgumentException>(() => global.SetValue(Value.Null(ValueKind.AnyRef)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Table(rig.Store, ValType.Int32, 1, 1));
    }

    private static Rig New()
    {
        var rig = new Rig(config: Stress);
        StructType leaf = new(rig.Engine, ValType.Int32.Field());
        rig.Linker.DefineFunction(
            "host", "leaf", FunctionType.Of([ValType.Ref(leaf, isNullable: true)], [ValType.Ref(leaf)]), static (_, _, _) => { });
        return rig;
    }

    private static StructType NodeType(Engine engine, StructType leaf) => new(engine, NodeFields(leaf), isFinal: false, supertype: null);

    private static StructType MoreType(Engine engine, StructType leaf, StructType node) =>
        new(engine, [.. NodeFields(leaf), ValType.Ref(leaf).Field(isMutable: true)], isFinal: true, node);

    private static FieldType[] NodeFields(StructType leaf) =>
    [
        FieldType.I8(isMutable: true), FieldType.I16(isMutable: true), ValType.Int64.Field(), ValType.Float32.Field(), ValType.Float64.Field(),
        ValType.V128.Field(), ValType.Ref(leaf, isNullable: true).Field(), ValType.AnyRef.Field(isMutable: true), ValType.ExternRef.Field(),
        ValType.FuncRef.Field(),
    ];

    private static ExternType Find(Module module, string name)
    {
        foreach (Export export in module.Exports)
        {
            if (export.Name == name)
            {
                return export.Type;
            }
        }

        throw new AssertFailedException(name);
    }
}
