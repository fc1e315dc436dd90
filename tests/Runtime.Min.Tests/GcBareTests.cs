using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.Simulated;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>
/// The heap where there is neither virtual memory nor a handler of faults: spaces are blocks of the platform that a collection replaces. Blocks lie
/// between pages that fault, and what was given back is overwritten.
/// </summary>
[TestClass]
public sealed class GcBareTests
{
    private const string Guest = """
        (module
          (type $node (struct (field (ref null $node)) (field i32)))
          (type $ints (array (mut i32)))
          (tag $t (param (ref $node)))
          (func (export "list") (param $n i32) (result i32) (local $top (ref null $node)) (local $sum i32)
            (loop $more
              (local.set $top (struct.new $node (local.get $top) (local.get $n)))
              (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (loop $next
              (local.set $sum (i32.add (local.get $sum) (struct.get $node 1 (local.get $top))))
              (local.set $top (struct.get $node 0 (local.get $top)))
              (br_if $next (i32.eqz (ref.is_null (local.get $top)))))
            (local.get $sum))
          (func (export "arrays") (param $n i32) (result i32) (local $a (ref $ints)) (local $sum i32)
            (local.set $a (array.new_default $ints (i32.const 0)))
            (loop $more
              (local.set $sum (i32.add (local.get $sum) (array.len (local.get $a))))
              (local.set $a (array.new $ints (i32.const 7) (local.get $n)))
              (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum))
          (func (export "null") (result i32) (struct.get $node 1 (ref.null $node)))
          (func (export "exceptions") (param $n i32) (result i32) (local $sum i32) (local $e exnref)
            (loop $more
              (block $h (result (ref $node) exnref)
                (try_table (catch_ref $t $h) (throw $t (struct.new $node (ref.null $node) (local.get $n))))
                (unreachable))
              (local.set $e)
              (struct.get $node 1) (local.set $sum (i32.add (local.get $sum)))
              (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum)))
        """;

    private static readonly Simulation Bare = new()
    {
        HasVirtualMemory = false,
        HandlesTraps = false,
        MapsCode = false,
        MapsImages = false,
        GuardsHeap = true,
    };

    private static readonly CompileOptions Options = new() { SignalsBasedTraps = false, MemoryReservation = 0 };

    [TestMethod]
    public void The_heap_grows_shrinks_and_ends()
    {
        var platform = new SimulatedPlatform(new PosixPlatform(), Bare);
        using (var engine = new Engine(platform))
        using (Module module = Module.Load(engine, TestArtifacts.Compile(Guest, Options)))
        using (var store = new Store(engine, new ResourceLimits { GcHeapSize = 8 << 20 }))
        {
            Instance guest = new Linker(engine).Instantiate(store, module);
            Assert.AreEqual(SumTo(200_000), guest.GetFunction<int, int>("list")!(200_000), "more than the first space has room for");
            Assert.AreEqual(SumTo(5_000) - 1, guest.GetFunction<int, int>("arrays")!(5_000), "50 MB in all");
            Assert.AreEqual(SumTo(50_000), guest.GetFunction<int, int>("exceptions")!(50_000));
            TrapException full = Assert.ThrowsExactly<TrapException>(() => guest.GetFunction<int, int>("list")!(1_000_000));
            Assert.AreEqual(TrapCode.GcHeapOutOfMemory, full.Code);
            Assert.AreEqual(TrapCode.NullReference, Assert.ThrowsExactly<TrapException>(() => guest.GetFunction<int>("null")!()).Code);
            store.CollectGarbage();
            Assert.AreEqual(10, guest.GetFunction<int, int>("list")!(4));
        }

        Assert.IsEmpty(platform.Leaks, string.Join("; ", platform.Leaks));
    }

    [TestMethod]
    public void A_collection_that_gets_no_memory_traps_and_the_next_may_succeed()
    {
        var platform = new SimulatedPlatform(new PosixPlatform(), Bare);
        using (var engine = new Engine(platform))
        using (Module module = Module.Load(engine, TestArtifacts.Compile(Guest, Options)))
        using (var store = new Store(engine))
        {
            Instance guest = new Linker(engine).Instantiate(store, module);
            _ = guest.GetFunction<int, int>("list")!(10);
            platform.FailingRequest = platform.Requests + 1;
            TrapException full = Assert.ThrowsExactly<TrapException>(() => guest.GetFunction<int, int>("list")!(100_000));
            Assert.AreEqual(TrapCode.GcHeapOutOfMemory, full.Code);
            Assert.AreEqual(SumTo(50_000), guest.GetFunction<int, int>("list")!(50_000));
            platform.FailingRequest = platform.Requests + 1;
            Assert.ThrowsExactly<Platform.PlatformException>(store.CollectGarbage);
            store.CollectGarbage();
            StructType type = new(engine, ValType.AnyRef.Field());
            platform.FailingRequest = platform.Requests + 1;
            Assert.ThrowsExactly<ResourceLimitException>(() =>
            {
                for (StructRef? top = null; ;)
                {
                    top = StructRef.New(store, type, Value.FromReference(top));
                }
            });
        }

        Assert.IsEmpty(platform.Leaks, string.Join("; ", platform.Leaks));
    }

    private static int SumTo(long n) => unchecked((int)(n * (n + 1) / 2));
}
