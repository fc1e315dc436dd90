// Each request to the platform fails once, at every place of a scenario that uses all of the runtime: the failure ends in a documented exception, or
// in the -1 of a memory or table that cannot grow; everything is given back; and the same scenario succeeds right afterwards.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Gc;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.Simulated;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

[TestClass]
public sealed class FailingPlatformTests
{
    private const string First = """
        (module $first
          (import "host" "note" (func $note (param i32)))
          (import "host" "memory" (memory $given 1))
          (memory $own (export "memory") 1)
          (memory $wide i64 1 3)
          (table $functions (export "table") 2 funcref)
          (table $objects (export "objects") 2 externref)
          (global (export "count") (mut i32) (i32.const 0))
          (data (memory $own) (i32.const 10) "\2a\00\00\00")
          (data $late "later")
          (elem (table $functions) (i32.const 0) func $answer)
          (elem $more externref (ref.null extern))
          (func $answer (export "answer") (result i32) (i32.load $own (i32.const 10)))
          (func (export "grow") (param i32) (result i32) (memory.grow $own (local.get 0)))
          (func (export "grow wide") (param i64) (result i64) (memory.grow $wide (local.get 0)))
          (func (export "grow table") (param i32) (result i32) (table.grow $functions (ref.null func) (local.get 0)))
          (func (export "grow objects") (param i32 externref) (result i32) (table.grow $objects (local.get 1) (local.get 0)))
          (func (export "late") (memory.init $given $late (i32.const 0) (i32.const 0) (i32.const 5)))
          (func (export "tell") (call $note (i32.const 7)))
          (func (export "trap") (result i32) (i32.load $own (i32.const 0x7ffffff0))))
        """;

    private const string Second = """
        (module $second
          (import "first" "memory" (memory 1))
          (import "first" "table" (table 2 funcref))
          (import "first" "answer" (func $answer (result i32)))
          (data (i32.const 100) "xyz")
          (elem (i32.const 1) func $twice)
          (func $twice (export "twice") (result i32) (i32.add (call $answer) (call $answer)))
          (func (export "indirect") (param i32) (result i32) (call_indirect (result i32) (local.get 0)))
          (func $start (i32.store (i32.const 200) (i32.const 1)))
          (start $start))
        """;

    private const string Objects = """
        (module $objects
          (type $node (sub (struct (field (ref null $node)))))
          (type $leaf (sub final $node (struct (field (ref null $node)))))
          (tag $caught (param (ref $node)))
          (func (export "allocate") (param $n i32) (result i32) (local $top (ref null $node)) ;; too many for the first space, all alive
            (loop $more
              (local.set $top (struct.new $leaf (local.get $top)))
              (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (block $h (result (ref $node) exnref)
              (try_table (catch_ref $caught $h) (throw $caught (ref.as_non_null (local.get $top))))
              (unreachable))
            (drop)
            (ref.test (ref $leaf))))
        """;

    private static readonly string HeapReservation = $"reserve {GcLayout.NullGuard + GcHeap.MostPossible} bytes";

    private static readonly CompileOptions Hardware = new();
    private static readonly CompileOptions Explicit = new() { SignalsBasedTraps = false };
    private static readonly CompileOptions Bare = new() { SignalsBasedTraps = false, MemoryReservation = 0 };

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Systems()
    {
        foreach (uint page in (uint[])[4096, 16384, 65536])
        {
            yield return [page, true, true, true];
            yield return [page, true, false, true];
            yield return [page, false, true, true];
            yield return [page, false, false, false];
            yield return [page, true, true, false];
        }
    }

    [TestMethod]
    [DynamicData(nameof(Systems))]
    public void Every_request_may_fail(uint page, bool hasVirtualMemory, bool handlesTraps, bool mapsFiles)
    {
        var simulation = new Simulation
        {
            PageSize = page,
            HasVirtualMemory = hasVirtualMemory,
            HandlesTraps = handlesTraps,
            MapsCode = mapsFiles,
            MapsImages = mapsFiles,
        };
        CompileOptions options = !hasVirtualMemory ? Bare with { SignalsBasedTraps = handlesTraps } : handlesTraps ? Hardware : Explicit;
        byte[] second = TestArtifacts.Compile(Second, options);
        byte[] objects = TestArtifacts.Compile(Objects, options with { SignalsBasedTraps = hasVirtualMemory && handlesTraps }); // null has to fault
        string path = Path.Combine(Directory.CreateTempSubdirectory("wasmtime-min-").FullName, "first.cwasm");
        try
        {
            File.WriteAllBytes(path, TestArtifacts.Compile(First, options));
            int failed = 0;
            HashSet<string> outcomes = [];
            SimulatedPlatform platform;
            do
            {
                platform = new SimulatedPlatform(new PosixPlatform(), simulation) { FailingRequest = ++failed };
                HashSet<string> outcome = Run(platform, path, [second, objects], mayFail: true);
                Assert.IsEmpty(platform.Leaks, $"after request {failed} had failed, there was left: {string.Join("; ", platform.Leaks)}");
                Assert.AreEqual(platform.Requests >= failed, platform.FailedOperation is not null);
                if (platform.FailedOperation is { } operation && outcome.Count == 0)
                {
                    // Behind a collection the heap asks for more room than it needs now; without, it collects again sooner. And half of the address space for
                    // objects will do.
                    Assert.IsTrue(
                        operation.StartsWith("commit", StringComparison.Ordinal) || operation == HeapReservation,
                        $"request {failed} of {platform.Requests} failed and nobody noticed: {operation}");
                    outcome.Add("smaller heap");
                }

                outcomes.UnionWith(outcome);
                Assert.IsEmpty(Run(new SimulatedPlatform(new PosixPlatform(), simulation), path, [second, objects], mayFail: false), $"after request {failed}");
            }
            while (platform.Requests >= failed);
            Assert.IsGreaterThan(20, failed);
            Assert.Contains(nameof(PlatformException), outcomes);
            TestContext.WriteLine($"{failed - 1} requests failed one by one; seen as: {string.Join(", ", outcomes.Order())}");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [TestMethod]
    public void Every_request_of_a_system_like_this_one_may_fail() => Every_request_may_fail(4096, true, true, true);

    // The trap handler is published once in a process, so only the first artifacts of a process can see that fail.
    [TestMethod]
    public void Every_request_may_fail_in_a_process_that_has_no_trap_handler_yet()
    {
        string program = typeof(FailingPlatformTests).Assembly.Location;
        string[] arguments = [program, "--filter", $"FullyQualifiedName~{nameof(FailingPlatformTests)}.{nameof(Every_request_of_a_system_like_this_one_may_fail)}"];
        using var child = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.AreEqual(0, child.ExitCode, output);
        Assert.Contains("failed: 0", output);
    }

    // What went another way than it does where nothing fails.
    private static HashSet<string> Run(SimulatedPlatform platform, string path, byte[][] others, bool mayFail)
    {
        HashSet<string> outcomes = [];
        try
        {
            using var engine = new Engine(platform);
            using Module firstModule = Module.Load(engine, path);
            using Module secondModule = Module.Load(engine, others[0]);
            using Module objects = Module.Load(engine, others[1]);
            using var store = new Store(engine);
            Use(store, firstModule, secondModule, objects, outcomes);
            using var other = new Store(engine);
            Use(other, firstModule, secondModule, objects, outcomes);
        }
        catch (PlatformException) when (mayFail)
        {
            outcomes.Add(nameof(PlatformException));
        }

        return outcomes;
    }

    private static void Use(Store store, Module firstModule, Module secondModule, Module objects, HashSet<string> outcomes)
    {
        int noted = 0;
        var linker = new Linker(store.Engine);
        linker.DefineFunction<int>("host", "note", value => noted += value);
        var given = new Memory(store, 1, 4);
        linker.Define("host", "memory", given);
        Instance first = linker.Instantiate(store, firstModule);
        linker.DefineInstance("first", first);
        Instance second = linker.Instantiate(store, secondModule);
        Expect("twice", 84, second.GetFunction("twice")!.Invoke()[0].AsInt32());
        Expect("indirect", 84, second.GetFunction("indirect")!.Invoke(1)[0].AsInt32());
        ExpectTrap(TrapCode.UndefinedElement, () => second.GetFunction("indirect")!.Invoke(99));
        ExpectTrap(TrapCode.MemoryOutOfBounds, () => first.GetFunction("trap")!.Invoke());
        Grown("memory.grow", 1, first.GetFunction("grow")!.Invoke(3)[0].AsInt32());
        Grown("memory.grow wide", 1, first.GetFunction("grow wide")!.Invoke(2L)[0].AsInt64());
        Expect("memory.grow beyond", -1, first.GetFunction("grow wide")!.Invoke(3L)[0].AsInt64());
        Grown("table.grow", 2, first.GetFunction("grow table")!.Invoke(5000)[0].AsInt32());
        Grown("table.grow objects", 2, first.GetFunction("grow objects")!.Invoke(5000, Value.FromExternal("x"))[0].AsInt32());
        Grown("Memory.Grow", 1, given.Grow(2));
        Grown("Table.Grow", -2, first.GetTable("table")!.Grow(10, Value.Null(ValueKind.FuncRef)));
        Instance third = linker.Instantiate(store, objects);
        Allocated("allocate", () => Expect("allocate", 1, third.GetFunction("allocate")!.Invoke(70_000)[0].AsInt32()));
        Allocated("structure of the host", () =>
        {
            var type = new StructType(store.Engine, [ValType.AnyRef.Field()], isFinal: false, supertype: null);
            using StructRef made = StructRef.New(store, type, Value.FromReference(AnyRef.FromExternal(store, "host")));
            store.CollectGarbage();
            Assert.AreEqual("host", made.GetField(0).AsReference()!.AsExternal());
        });
        first.GetFunction("late")!.Invoke();
        Expect("memory.init", (byte)'l', given.Read<byte>(0));
        first.GetFunction("tell")!.Invoke();
        Expect("host function", 7, noted);
        Expect("start", 1, first.GetMemory("memory")!.Read<int>(200));
        Expect("answer", 42, first.GetFunction("answer")!.Invoke()[0].AsInt32());

        void Allocated(string step, Action action)
        {
            try
            {
                action();
            }
            catch (Exception e) when (e is ResourceLimitException or TrapException { Code: TrapCode.GcHeapOutOfMemory })
            {
                outcomes.Add(step);
            }
        }

        // The size before, where it is known (-2: any), or -1: no room.
        void Grown(string step, long before, long actual)
        {
            if (actual == -1)
            {
                outcomes.Add(step + " -1");
            }
            else if (before != -2)
            {
                Assert.AreEqual(before, actual, step);
            }
        }
    }

    private static void Expect(string step, long expected, long actual) => Assert.AreEqual(expected, actual, step);

    private static void ExpectTrap(TrapCode code, Action call) => Assert.AreEqual(code, Assert.ThrowsExactly<TrapException>(call).Code);
}
