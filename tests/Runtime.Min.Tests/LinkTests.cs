using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Linking instances with each other and with the host, and what is said when it does not fit.</summary>
[TestClass]
public sealed class LinkTests
{
    [TestMethod]
    public void Functions_are_defined_on_demand_and_once()
    {
        using var rig = new Rig();
        List<string> asked = [];
        var type = new FunctionType([ValueKind.Int32], [ValueKind.Int32]);
        rig.Linker.DefineFunction("host", "own", static (int x) => x + 100);
        rig.Linker.DefineOnDemand("host", name =>
        {
            asked.Add(name);
            return name == "missing" ? null : new OnDemandFunction(type, (_, slots) => slots[0] += (ulong)name.Length);
        });
        const string Text = """
            (module
              (import "host" "own" (func $own (param i32) (result i32)))
              (import "host" "four" (func $four (param i32) (result i32)))
              (func (export "run") (param i32) (result i32) (call $own (call $four (local.get 0)))))
            """;
        Assert.AreEqual(109, rig.Instantiate(Text).GetFunction<int, int>("run")!(5));
        Assert.AreEqual(109, rig.Instantiate(Text).GetFunction<int, int>("run")!(5));
        CollectionAssert.AreEqual(new List<string> { "four" }, asked);
        Assert.AreSame(rig.Linker.GetDefinition(rig.Store, "host", "four"), rig.Linker.GetDefinition(rig.Store, "host", "four"));
        LinkException error = Assert.ThrowsExactly<LinkException>(() => rig.Instantiate("""(module (import "host" "missing" (func)))"""));
        Assert.AreEqual("unknown import: `host::missing` has not been defined", error.Message);
        Assert.ThrowsExactly<InvalidOperationException>(() => rig.Linker.DefineOnDemand("host", static _ => null));
    }

    [TestMethod]
    public void Instances_share_memory_table_and_global()
    {
        using var rig = new Rig();
        Instance owner = rig.Instantiate("""
            (module
              (memory (export "memory") 1 3)
              (table (export "table") 2 funcref)
              (global (export "global") (mut i32) (i32.const 5))
              (func $nine (result i32) (i32.const 9))
              (elem (i32.const 0) $nine)
              (func (export "size") (result i32) (memory.size)))
            """);
        rig.Linker.DefineInstance("owner", owner);
        Instance user = rig.Instantiate("""
            (module
              (type $f (func (result i32)))
              (import "owner" "memory" (memory 1))
              (import "owner" "table" (table 1 funcref))
              (import "owner" "global" (global $g (mut i32)))
              (import "owner" "size" (func $size (result i32)))
              (func (export "grow") (result i32) (drop (memory.grow (i32.const 1))) (call $size))
              (func (export "call") (result i32) (call_indirect (type $f) (i32.const 0)))
              (func (export "bump") (global.set $g (i32.add (global.get $g) (i32.const 1))))
              (func (export "write") (i32.store (i32.const 65536) (i32.const 77))))
            """);
        Assert.AreEqual(2, user.GetFunction<int>("grow")!());
        Assert.AreEqual(9, user.GetFunction<int>("call")!());
        user.GetAction("bump")!();
        Assert.AreEqual(6, owner.GetGlobal("global")!.GetValue().AsInt32());
        user.GetAction("write")!();
        Assert.AreEqual(77, owner.GetMemory("memory")!.Read<int>(65536));
        Assert.AreEqual(2UL, owner.GetMemory("memory")!.Size);
    }

    [TestMethod]
    public void Vmctx_is_the_callers_again_after_calls_into_other_instances()
    {
        using var rig = new Rig();
        rig.Linker.DefineInstance("a", rig.Instantiate("""
            (module (global $g (mut i32) (i32.const 1000))
              (func (export "get") (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))
            """));
        Instance user = rig.Instantiate("""
            (module
              (import "a" "get" (func $get (result i32)))
              (global $g (mut i32) (i32.const 1))
              (func $tail (result i32) (return_call $get))
              (func (export "run") (result i32)
                (i32.add (i32.add (call $get) (global.get $g)) (i32.add (call $tail) (global.get $g)))))
            """);
        Assert.AreEqual(1001 + 1 + 1002 + 1, user.GetFunction<int>("run")!());
    }

    [TestMethod]
    public void Missing_import_is_named()
    {
        using var rig = new Rig();
        LinkException failure = Assert.ThrowsExactly<LinkException>(
            () => rig.Instantiate("(module (import \"env\" \"missing\" (func (param i32))))"));
        Assert.Contains("unknown import: `env::missing`", failure.Message);
    }

    [TestMethod]
    [DataRow("(func (param i64))", "(func (param i64))", "(func (param i32))")]
    [DataRow("(memory 1)", "(memory 1)", "(func (param i32))")]
    [DataRow("(global i32)", "(global i32)", "(func (param i32))")]
    [DataRow("(table 1 funcref)", "(table 1 funcref)", "(func (param i32))")]
    public void Import_of_another_type_names_both(string import, string expected, string found)
    {
        using var rig = new Rig();
        rig.Linker.DefineFunction("env", "f", (int value) => { });
        LinkException failure = Assert.ThrowsExactly<LinkException>(() => rig.Instantiate($"(module (import \"env\" \"f\" {import}))"));
        Assert.Contains("incompatible import type for `env::f`", failure.Message);
        Assert.Contains(expected, failure.Message);
        Assert.Contains(found, failure.Message);
    }

    [TestMethod]
    [DataRow("(memory 3)")]
    [DataRow("(memory 1 1)")]
    [DataRow("(memory i64 1)")]
    public void Memory_that_does_not_fit_is_refused(string import)
    {
        using var rig = new Rig();
        rig.Linker.Define("env", "m", new Memory(rig.Store, 2, 4));
        Assert.ThrowsExactly<LinkException>(() => rig.Instantiate($"(module (import \"env\" \"m\" {import}))"));
        rig.Instantiate("(module (import \"env\" \"m\" (memory 1 5)))");
    }

    [TestMethod]
    public void Memories_of_the_host_may_have_pages_of_one_byte()
    {
        using var rig = new Rig();
        var memory = new Memory(rig.Store, 5, 9, pageSize: 1);
        Assert.AreEqual(5UL, memory.Length);
        Assert.AreEqual("(memory 5 9 (pagesize 1))", memory.Type.ToString());
        rig.Linker.Define("env", "m", memory);
        Instance instance = rig.Instantiate("""
            (module (import "env" "m" (memory 5 9 (pagesize 1)))
              (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
              (func (export "size") (result i32) (memory.size)))
            """);
        Func<int, int> load = instance.GetFunction<int, int>("load")!;
        Func<int, int> grow = instance.GetFunction<int, int>("grow")!;
        memory.GetSpan()[4] = 77;
        Assert.AreEqual(77, load(4));
        Assert.AreEqual(TrapCode.MemoryOutOfBounds, Assert.ThrowsExactly<TrapException>(() => load(5)).Code);
        Assert.AreEqual(5L, memory.Grow(3));
        Assert.AreEqual(0, load(7));
        Assert.AreEqual(TrapCode.MemoryOutOfBounds, Assert.ThrowsExactly<TrapException>(() => load(8)).Code);
        Assert.AreEqual(8, grow(1));
        Assert.AreEqual(9, instance.GetFunction<int>("size")!());
        Assert.AreEqual(-1L, memory.Grow(1));
        Assert.AreEqual(9UL, memory.Length);
    }

    [TestMethod]
    public void Pages_of_another_size_do_not_fit()
    {
        using var rig = new Rig();
        rig.Linker.Define("env", "small", new Memory(rig.Store, 65536 * 2, pageSize: 1));
        rig.Linker.Define("env", "large", new Memory(rig.Store, 2));
        LinkException failure = Assert.ThrowsExactly<LinkException>(() => rig.Instantiate("(module (import \"env\" \"small\" (memory 2)))"));
        Assert.Contains("(memory 131072 (pagesize 1))", failure.Message);
        Assert.ThrowsExactly<LinkException>(() => rig.Instantiate("(module (import \"env\" \"large\" (memory 2 (pagesize 1))))"));
        Assert.ThrowsExactly<ArgumentException>(() => new Memory(rig.Store, 1, pageSize: 4096));
        Assert.ThrowsExactly<ArgumentException>(() => new Memory(rig.Store, 2, 1));
        Assert.ThrowsExactly<ResourceLimitException>(() => new Memory(rig.Store, 1UL << 33, pageSize: 1));
        using var shared = new SharedMemory(rig.Engine, 3, 100, pageSize: 1);
        Assert.AreEqual(3UL, shared.Length);
        Assert.ThrowsExactly<ArgumentException>(() => new SharedMemory(rig.Engine, 1, 2, pageSize: 2));
    }

    [TestMethod]
    public void Things_of_the_host_can_be_imported()
    {
        using var rig = new Rig();
        var memory = new Memory(rig.Store, 1, 2);
        var global = new Global(rig.Store, ValueKind.Int64, 11L, isMutable: true);
        var constant = new Global(rig.Store, ValueKind.Float32, 1.5f);
        var table = new Table(rig.Store, ValueKind.ExternRef, Value.FromExternal("x"), 3, 5);
        rig.Linker.Define("env", "memory", memory);
        rig.Linker.Define("env", "global", global);
        rig.Linker.Define("env", "constant", constant);
        rig.Linker.Define("env", "table", table);
        Instance instance = rig.Instantiate("""
            (module
              (import "env" "memory" (memory 1))
              (import "env" "global" (global $g (mut i64)))
              (import "env" "constant" (global $c f32))
              (import "env" "table" (table $t 3 externref))
              (func (export "run") (param externref) (result f32)
                (i32.store8 (i32.const 65535) (i32.const 99))
                (global.set $g (i64.add (global.get $g) (i64.const 1)))
                (drop (table.grow $t (local.get 0) (i32.const 2)))
                (global.get $c)))
            """);
        Assert.AreEqual(1.5f, instance.GetFunction<object, float>("run")!("new"));
        Assert.AreEqual(99, memory.GetSpan()[65535]);
        Assert.AreEqual(12L, global.GetValue().AsInt64());
        Assert.AreEqual(5UL, table.Size);
        Assert.AreEqual("x", table.GetElement(2).AsExternal());
        Assert.AreEqual("new", table.GetElement(4).AsExternal());
        Assert.ThrowsExactly<InvalidOperationException>(() => constant.SetValue(2f));
        Assert.ThrowsExactly<ArgumentException>(() => global.SetValue(2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => table.GetElement(5));
    }

    [TestMethod]
    public void Names_are_defined_once_unless_shadowing_is_allowed()
    {
        using var rig = new Rig();
        rig.Linker.DefineFunction("a", "b", () => { });
        Assert.ThrowsExactly<InvalidOperationException>(() => rig.Linker.DefineFunction("a", "b", () => { }));
        rig.Linker.AllowShadowing = true;
        rig.Linker.DefineFunction("a", "b", () => 1);
    }

    [TestMethod]
    public void Trap_in_the_start_function_keeps_what_was_done()
    {
        using var rig = new Rig();
        var memory = new Memory(rig.Store, 1);
        rig.Linker.Define("env", "memory", memory);
        Assert.ThrowsExactly<TrapException>(() => rig.Instantiate("""
            (module (import "env" "memory" (memory 1))
              (data (i32.const 0) "done")
              (data (i32.const 65536) "trap"))
            """));
        Assert.AreEqual("done", memory.ReadString(0, 4));
    }

    [TestMethod]
    public void One_module_serves_many_stores()
    {
        using var rig = new Rig();
        using Module module = rig.Load("""
            (module (memory (export "m") 1) (data (i32.const 8) "image")
              (func (export "inc") (result i32)
                (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1))) (i32.load (i32.const 0))))
            """);
        for (int i = 0; i < 50; i++)
        {
            using var store = new Store(rig.Engine);
            Instance instance = rig.Linker.Instantiate(store, module);
            Assert.AreEqual(1, instance.GetFunction<int>("inc")!());
            Assert.AreEqual("image", instance.GetMemory("m")!.ReadString(8, 5));
            instance.GetMemory("m")!.WriteString(8, "wrote");
        }
    }

    [TestMethod]
    public void Code_that_needs_a_reservation_refuses_a_memory_without()
    {
        using var rig = new Rig(config: new Config { MemoryReservation = 0, MemoryGuard = 0 });
        rig.Linker.Define("env", "m", new Memory(rig.Store, 1));
        LinkException failure = Assert.ThrowsExactly<LinkException>(() => rig.Instantiate("""
            (module (import "env" "m" (memory 1)) (func (export "f") (result i32) (i32.load (i32.const 0))))
            """));
        Assert.Contains("reservation", failure.Message);
    }

    [TestMethod]
    public void Memory_without_reservation_moves_and_keeps_its_contents()
    {
        using var rig = new Rig(
            new CompileOptions { MemoryReservation = 0, MemoryGuard = 0, SignalsBasedTraps = false },
            config: new Config { MemoryReservation = 0, MemoryGuard = 0 });
        Instance instance = rig.Instantiate("""
            (module (memory (export "m") 1)
              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
              (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
              (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1))))
            """);
        Action<int, int> store = instance.GetAction<int, int>("store")!;
        Func<int, int> load = instance.GetFunction<int, int>("load")!;
        nuint start = instance.GetMemory("m")!.Inner.Base;
        store(100, 12345);
        for (int i = 1; i < 50; i++)
        {
            Assert.AreEqual(i, instance.GetFunction<int, int>("grow")!(1));
            store((i * 65536) + 65532, i);
        }

        Assert.AreNotEqual(start, instance.GetMemory("m")!.Inner.Base);
        Assert.AreEqual(12345, load(100));
        Assert.AreEqual(49, load((49 * 65536) + 65532));
        Assert.ThrowsExactly<TrapException>(() => load(50 * 65536));
    }
}
