using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>No setting of compiler or engine lets a guest reach beyond its own memory.</summary>
[TestClass]
public sealed class GuardTests
{
    // All that 32 bits address, so that the bytes behind are those of somebody else.
    private const string Whole = """
        (module (memory 65536 65536)
          (func (export "peek8") (param i32) (result i32) (i32.load8_u (local.get 0)))
          (func (export "peek64") (param i32) (result i64) (i64.load (local.get 0)))
          (func (export "peek128") (param i32) (result i64) (i64x2.extract_lane 0 (v128.load (local.get 0))))
          (func (export "poke64") (param i32) (i64.store (local.get 0) (i64.const -1)))
          (func (export "far") (param i32) (result i64) (i64.load offset=4294967290 (local.get 0)))
          (func (export "swap") (param i32) (result i32) (i32.atomic.rmw.xchg (local.get 0) (i32.const 1))))
        """;

    private const string Small = """
        (module (memory (export "memory") 1)
          (func (export "half") (param i32) (result i32) (i32.load8_u offset=2147483648 (local.get 0)))
          (func (export "most") (param i32) (result i32) (i32.load8_u offset=4294967295 (local.get 0)))
          (func (export "two") (param i32) (result i32)
            (i32.add (i32.load8_u offset=1 (local.get 0)) (i32.load8_u offset=2147483640 (i32.add (local.get 0) (i32.const 16))))))
        """;

    [TestMethod]
    [DataRow(OptLevel.None, 0ul)]
    [DataRow(OptLevel.Speed, 0ul)]
    [DataRow(OptLevel.None, 1ul)]
    [DataRow(OptLevel.Speed, 1ul)]
    [DataRow(OptLevel.Speed, 4096ul)]
    public void Memories_without_a_guard_end_where_they_end(OptLevel level, ulong guard)
    {
        using var rig = new Rig(new CompileOptions { OptLevel = level, MemoryGuard = guard }, config: new Config { MemoryGuard = 0 });
        Instance first = rig.Instantiate(Whole);
        Instance second = rig.Instantiate(Whole);
        foreach (Instance instance in new[] { first, second })
        {
            foreach ((string name, int index) in new[] { ("peek64", -1), ("peek64", -7), ("peek128", -15), ("poke64", -7), ("poke64", -1), ("far", -1), ("far", 0), ("far", 6) })
            {
                TrapException trap = Assert.ThrowsExactly<TrapException>(() => instance.GetFunction(name)!.Invoke(index), $"{name}({index})");
                Assert.AreEqual(TrapCode.MemoryOutOfBounds, trap.Code, $"{name}({index})");
            }

            Assert.AreEqual(0, instance.GetFunction<int, int>("peek8")!(-1));
            Assert.AreEqual(0, instance.GetFunction<int, long>("peek64")!(-8));
            Assert.AreEqual(0, instance.GetFunction<int, long>("peek128")!(-16));
            Assert.AreEqual(0, instance.GetFunction<int, int>("swap")!(-4));
        }
    }

    [TestMethod]
    [DataRow(OptLevel.None)]
    [DataRow(OptLevel.Speed)]
    public void A_guard_of_many_gigabytes_makes_no_offset_negative(OptLevel level)
    {
        using var rig = new Rig(new CompileOptions { OptLevel = level, MemoryGuard = 16ul << 30 });
        Instance instance = rig.Instantiate(Small);
        foreach (string name in new[] { "half", "most", "two" })
        {
            foreach (int index in new[] { 0, 1, 65535, int.MinValue, -1 })
            {
                Assert.ThrowsExactly<TrapException>(() => instance.GetFunction(name)!.Invoke(index), $"{name}({index})");
            }
        }
    }

    // What code relies on comes from its artifact, not from the engine's settings.
    [TestMethod]
    public void An_engine_with_small_settings_reserves_what_code_relies_on()
    {
        using var rig = new Rig(config: new Config { MemoryGuard = 0, MemoryReservation = 0 });
        Instance instance = rig.Instantiate(Whole);
        Assert.AreEqual(
            TrapCode.MemoryOutOfBounds, Assert.ThrowsExactly<TrapException>(() => instance.GetFunction("peek64")!.Invoke(-1)).Code);
    }

    [TestMethod]
    public void A_memory_that_promises_less_than_code_relies_on_is_no_import()
    {
        using var rig = new Rig(config: new Config { MemoryGuard = 0 });
        rig.Linker.Define("m", "m", new Memory(rig.Store, 1));
        Assert.ThrowsExactly<LinkException>(() => rig.Instantiate("(module (import \"m\" \"m\" (memory 1)) (func (drop (i32.load (i32.const 0)))))"));
    }

    [TestMethod]
    public void Settings_that_no_machine_can_keep_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Config { MemoryGuard = ulong.MaxValue });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Config { MemoryReservation = (1ul << 48) + 1 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Config { StackReserve = -1 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Config { StackReserve = 4096 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new CompileOptions { MemoryGuard = ulong.MaxValue });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new CompileOptions { MemoryReservation = (1ul << 48) + 1 });
        using var engine = new Engine(new PosixPlatform(), new Config { MemoryReservation = 1ul << 48, MemoryGuard = 1ul << 48, StackReserve = 64 << 10 });
    }
}
