using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.Simulated;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>What a guest may use, kind by kind and all together, and where address space is scarce.</summary>
[TestClass]
public sealed class LimitTests
{
    private const int Page = 1 << 16;

    private const string Greedy = """
        (module
          (type $bytes (array (mut i8)))
          (type $list (struct (field (ref null $bytes)) (field (ref null $list))))
          (memory (export "memory") 1)
          (table $table (export "table") 1 funcref)
          (global $head (mut (ref null $list)) (ref.null $list))
          (func (export "memory.grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "table.grow") (param i32) (result i32) (table.grow $table (ref.null func) (local.get 0)))
          (func (export "objects") (param i32)
            (loop $more
              (global.set $head (struct.new $list (array.new_default $bytes (i32.const 1000)) (global.get $head)))
              (br_if $more (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
        """;

    [TestMethod]
    public void Everything_together_is_bounded()
    {
        using var rig = new Rig(limits: new ResourceLimits { TotalSize = 20 << 20 });
        Instance instance = rig.Instantiate(Greedy);
        Func<int, int> growMemory = instance.GetFunction<int, int>("memory.grow")!;
        Func<int, int> growTable = instance.GetFunction<int, int>("table.grow")!;
        Assert.IsNull(rig.Store.LimitReached);
        Assert.AreEqual(1, growMemory(100));
        Assert.AreEqual(1, growTable(1 << 20)); // 8 MiB
        Assert.AreEqual(-1, growMemory(100));
        Assert.AreEqual(-1, growTable(1 << 20));
        Assert.AreEqual(ResourceLimit.TotalSize, rig.Store.LimitReached);
        Assert.AreEqual(101, growMemory(20));
        Assert.AreEqual(TrapCode.GcHeapOutOfMemory, Assert.ThrowsExactly<TrapException>(() => instance.GetAction<int>("objects")!(20_000)).Code);
        ResourceLimitException refusal = Assert.ThrowsExactly<ResourceLimitException>(() => rig.Instantiate("(module (memory 200))"));
        Assert.AreEqual(ResourceLimit.TotalSize, refusal.Limit);
        refusal = Assert.ThrowsExactly<ResourceLimitException>(() => rig.Instantiate("(module (table 10000000 externref))"));
        Assert.AreEqual(ResourceLimit.TotalSize, refusal.Limit);
        Assert.AreEqual(121, growMemory(1));
    }

    [TestMethod]
    public void Objects_that_die_take_nothing_of_what_everything_may_have()
    {
        using var rig = new Rig(limits: new ResourceLimits { TotalSize = 8 << 20 });
        Action<int> objects = rig.Instantiate(Greedy.Replace("(global.get $head)", "(ref.null $list)", StringComparison.Ordinal)).GetAction<int>("objects")!;
        objects(200_000);
        Assert.IsNull(rig.Store.LimitReached);
    }

    [TestMethod]
    public void Each_kind_has_a_limit_of_its_own()
    {
        Expect(ResourceLimit.MemorySize, new ResourceLimits { MemorySize = 10 * Page }, static instance => Assert.AreEqual(-1, instance.GetFunction<int, int>("memory.grow")!(10)));
        Expect(ResourceLimit.TableElements, new ResourceLimits { TableElements = 10 }, static instance => Assert.AreEqual(-1, instance.GetFunction<int, int>("table.grow")!(10)));
        Expect(
            ResourceLimit.GcHeapSize,
            new ResourceLimits { GcHeapSize = 1 << 20 },
            static instance => Assert.AreEqual(
                TrapCode.GcHeapOutOfMemory, Assert.ThrowsExactly<TrapException>(() => instance.GetAction<int>("objects")!(2000)).Code));
    }

    [TestMethod]
    public void Limits_are_named_where_nothing_is_made()
    {
        Refuses(ResourceLimit.MemorySize, new ResourceLimits { MemorySize = Page }, "(module (memory 2))");
        Refuses(ResourceLimit.TableElements, new ResourceLimits { TableElements = 5 }, "(module (table 6 funcref))");
        Refuses(ResourceLimit.Memories, new ResourceLimits { Memories = 1 }, "(module (memory 1) (memory 1))");
        Refuses(ResourceLimit.Tables, new ResourceLimits { Tables = 1 }, "(module (table 1 funcref) (table 1 funcref))");
        Refuses(ResourceLimit.Instances, new ResourceLimits { Instances = 0 }, "(module)");
        Refuses(ResourceLimit.TotalSize, new ResourceLimits { TotalSize = 100 }, "(module (memory 1))");
        Refuses(ResourceLimit.TotalSize, new ResourceLimits { TotalSize = Page }, "(module (memory 1 2 shared))");
    }

    // 500 MB of address space are less than the 4 GiB that a memory gets elsewhere.
    [TestMethod]
    public void Code_for_no_reservation_runs_where_address_space_is_scarce()
    {
        var platform = new SimulatedPlatform(new PosixPlatform(), new Simulation { AddressSpace = 500 << 20 });
        using (var engine = new Engine(platform))
        using (var store = new Store(engine))
        using (Module module = Module.Load(engine, TestArtifacts.Compile(Greedy, new CompileOptions { MemoryReservation = 0 })))
        {
            Instance instance = new Linker(engine).Instantiate(store, module);
            Assert.AreEqual(1, instance.GetFunction<int, int>("memory.grow")!(100));
            instance.GetAction<int>("objects")!(20_000);
        }

        Assert.IsEmpty(platform.Leaks);
    }

    [TestMethod]
    public void Code_for_a_reservation_names_the_option_that_helps()
    {
        var platform = new SimulatedPlatform(new PosixPlatform(), new Simulation { AddressSpace = 500 << 20 });
        using var engine = new Engine(platform);
        using var store = new Store(engine);
        using Module module = Module.Load(engine, TestArtifacts.Compile("(module (memory 1))"));
        PlatformException refusal = Assert.ThrowsExactly<PlatformException>(() => new Linker(engine).Instantiate(store, module));
        Assert.Contains("compile with --memory-reservation 0", refusal.Message);
        Assert.ThrowsExactly<PlatformException>(() => new Memory(store, 1)); // what the engine is set to is what modules may rely on
    }

    private static void Expect(ResourceLimit limit, ResourceLimits limits, Action<Instance> use)
    {
        using var rig = new Rig(limits: limits);
        Instance instance = rig.Instantiate(Greedy);
        Assert.IsNull(rig.Store.LimitReached);
        use(instance);
        Assert.AreEqual(limit, rig.Store.LimitReached);
    }

    private static void Refuses(ResourceLimit limit, ResourceLimits limits, string module)
    {
        using var rig = new Rig(limits: limits);
        ResourceLimitException refusal = Assert.ThrowsExactly<ResourceLimitException>(() => rig.Instantiate(module));
        Assert.AreEqual(limit, refusal.Limit, refusal.Message);
        Assert.AreEqual(limit, rig.Store.LimitReached);
    }
}
