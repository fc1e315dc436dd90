using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Fuel, epochs, and limits: what an embedder stops a guest with.</summary>
[TestClass]
public sealed class InterruptionTests
{
    private const string Endless = """
        (module (memory (export "m") 1 10) (table (export "t") 1 10 funcref)
          (func (export "loop") (loop $l (br $l)))
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "growTable") (param i32) (result i32) (table.grow (ref.null func) (local.get 0)))
          (func (export "nop") (result i32) (i32.const 1)))
        """;

    [TestMethod]
    public void Endless_loop_uses_up_its_fuel()
    {
        using var rig = new Rig(new CompileOptions { FuelChecks = true });
        rig.Store.Fuel = 100;
        Instance instance = rig.Instantiate(Endless);
        rig.Store.Fuel = 10_000;
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => instance.GetAction("loop")!());
        Assert.AreEqual(TrapCode.OutOfFuel, trap.Code);
        Assert.AreEqual(0UL, rig.Store.Fuel);
        rig.Store.Fuel = 100;
        Assert.AreEqual(1, instance.GetFunction<int>("nop")!());
        Assert.IsLessThan(100UL, rig.Store.Fuel);
        Assert.IsGreaterThan(80UL, rig.Store.Fuel);
    }

    [TestMethod]
    public void Epoch_ends_an_endless_loop()
    {
        using var rig = new Rig(new CompileOptions { EpochChecks = true });
        Instance instance = rig.Instantiate(Endless);
        rig.Store.SetEpochDeadline(2);
        Engine engine = rig.Engine;
        var ticker = new Thread(() =>
        {
            for (int i = 0; i < 3; i++)
            {
                Thread.Sleep(5);
                engine.IncrementEpoch();
            }
        });
        ticker.Start();
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => instance.GetAction("loop")!());
        ticker.Join();
        Assert.AreEqual(TrapCode.Interrupt, trap.Code);
        rig.Store.SetEpochDeadline(1);
        Assert.AreEqual(1, instance.GetFunction<int>("nop")!());
    }

    [TestMethod]
    public void Growing_stops_at_the_limits()
    {
        using var rig = new Rig(limits: new ResourceLimits { MemorySize = 3 << 16, TableElements = 4 });
        Instance instance = rig.Instantiate(Endless);
        Assert.AreEqual(1, instance.GetFunction<int, int>("grow")!(2));
        Assert.AreEqual(-1, instance.GetFunction<int, int>("grow")!(1));
        Assert.AreEqual(3, instance.GetFunction<int, int>("grow")!(0));
        Assert.AreEqual(1, instance.GetFunction<int, int>("growTable")!(3));
        Assert.AreEqual(-1, instance.GetFunction<int, int>("growTable")!(1));
        Assert.AreEqual(-1, instance.GetMemory("m")!.Grow(1));
        Assert.AreEqual(-1, instance.GetTable("t")!.Grow(1, Value.Null(ValueKind.FuncRef)));
    }

    [TestMethod]
    public void Growing_stops_at_the_maximum()
    {
        using var rig = new Rig();
        Instance instance = rig.Instantiate(Endless);
        Assert.AreEqual(-1, instance.GetFunction<int, int>("grow")!(10));
        Assert.AreEqual(-1, instance.GetFunction<int, int>("grow")!(-1));
        Assert.AreEqual(1, instance.GetFunction<int, int>("grow")!(9));
        Assert.AreEqual(-1, instance.GetFunction<int, int>("growTable")!(10));
        Assert.AreEqual(1, instance.GetFunction<int, int>("growTable")!(9));
    }

    [TestMethod]
    public void A_table_whose_bytes_cannot_be_counted_traps_unless_something_forbids_it()
    {
        const string Tables = """
            (module (table $free i64 0 funcref) (table $bounded i64 0 100 funcref)
              (func $free (export "free") (param i64) (result i64) (table.grow $free (ref.null func) (local.get 0)))
              (func $bounded (export "bounded") (param i64) (result i64) (table.grow $bounded (ref.null func) (local.get 0))))
            """;
        const long Uncountable = 1L << 61;
        using var rig = new Rig();
        Instance instance = rig.Instantiate(Tables);
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => instance.GetFunction<long, long>("free")!(Uncountable));
        Assert.AreEqual(TrapCode.TableTooLarge, trap.Code);
        Assert.AreEqual("free", trap.Frames[0].FunctionName);
        Assert.AreEqual(-1L, instance.GetFunction<long, long>("free")!(Uncountable - 1));
        Assert.AreEqual(-1L, instance.GetFunction<long, long>("bounded")!(Uncountable));
        Assert.AreEqual(0L, instance.GetFunction<long, long>("free")!(5));

        using var limited = new Rig(limits: new ResourceLimits { TableElements = 10 });
        Assert.AreEqual(-1L, limited.Instantiate(Tables).GetFunction<long, long>("free")!(Uncountable));
        ResourceLimitException refused = Assert.ThrowsExactly<ResourceLimitException>(
            () => rig.Instantiate("(module (table i64 0x2000_0000_0000_0000 funcref))"));
        StringAssert.StartsWith(refused.Message, "overflow calculating table allocation size", System.StringComparison.Ordinal);
    }

    [TestMethod]
    public void Numbers_of_things_are_limited()
    {
        using var rig = new Rig(limits: new ResourceLimits { Instances = 2, Memories = 1, Tables = 1 });
        rig.Instantiate("(module (memory 1) (table 1 funcref))");
        Assert.ThrowsExactly<ResourceLimitException>(() => rig.Instantiate("(module (memory 1))"));
        Assert.ThrowsExactly<ResourceLimitException>(() => rig.Instantiate("(module)"));
    }

    [TestMethod]
    public void Initial_size_beyond_the_limit_is_refused()
    {
        using var rig = new Rig(limits: new ResourceLimits { MemorySize = 1 << 16, TableElements = 10 });
        Assert.ThrowsExactly<ResourceLimitException>(() => rig.Instantiate("(module (memory 2))"));
        Assert.ThrowsExactly<ResourceLimitException>(() => rig.Instantiate("(module (table 11 funcref))"));
        Assert.ThrowsExactly<ResourceLimitException>(() => new Memory(rig.Store, 2));
    }
}
