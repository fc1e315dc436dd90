using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>A program cannot tell whether its functions were inlined: traps, backtraces and fuel are the same.</summary>
[TestClass]
public sealed class InliningTests
{
    private const string Source = """
        (module $inlined
          (import "host" "tell" (func $tell (param i32)))
          (memory 1)
          (func $get (param $at i32) (result i32) (i32.load offset=4 (local.get $at)))
          (func $pick (param $at i32) (param $n i32) (result i32)
            (if (result i32) (local.get $n)
              (then (return (i32.add (call $get (local.get $at)) (local.get $n))))
              (else (i32.div_u (i32.const 1) (call $get (local.get $at))))))
          (func $both (param $at i32) (result i32)
            (call $tell (local.get $at))
            (i32.add (call $pick (i32.const 8) (i32.const 1)) (call $pick (local.get $at) (i32.const 0))))
          (func $down (param $n i32) (result i32)
            (if (result i32) (local.get $n)
              (then (i32.add (call $down (i32.sub (local.get $n) (i32.const 1))) (i32.const 1)))
              (else (unreachable))))
          (func $sum (param $n i32) (result i32)
            (local $sum i32)
            (loop $more
              (local.set $sum (i32.add (local.get $sum) (call $get (i32.mul (local.get $n) (i32.const 4)))))
              (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum))
          (func (export "both") (param i32) (result i32) (call $both (local.get 0)))
          (func (export "down") (param i32) (result i32) (call $down (local.get 0)))
          (func (export "sum") (param i32) (result i32) (i32.add (call $sum (local.get 0)) (call $sum (i32.const 3))))
          (data (i32.const 4) "\01\00\00\00\02\00\00\00\03\00\00\00\04\00\00\00\05\00\00\00"))
        """;

    [TestMethod]
    [DataRow("both", 4, null)]
    [DataRow("both", 4000, "both pick")] // division by what stands there: zero
    [DataRow("both", 70000, "both pick get")]
    [DataRow("both", -1, "both pick get")]
    [DataRow("down", 0, "down")]
    [DataRow("down", 5, "down down down down down down")]
    [DataRow("sum", 4, null)]
    [DataRow("sum", 0, "sum get")]
    public void Backtraces_and_fuel_are_the_same(string export, int argument, string? functions)
    {
        foreach (bool signals in new[] { true, false })
        {
            foreach (bool fuel in new[] { true, false })
            {
                Outcome plain = Run(export, argument, new CompileOptions { SignalsBasedTraps = signals, FuelChecks = fuel, DisabledPasses = ["inline"] });
                Outcome inlined = Run(export, argument, new CompileOptions { SignalsBasedTraps = signals, FuelChecks = fuel, VerifyEach = true });
                Assert.AreEqual(plain.Result, inlined.Result);
                Assert.AreEqual(plain.Fuel, inlined.Fuel);
                CollectionAssert.AreEqual(plain.Told, inlined.Told);
                CollectionAssert.AreEqual(plain.Frames, inlined.Frames);
                string[] named = [.. plain.Frames.Reverse<TrapFrame>().Select(frame => frame.FunctionName).OfType<string>()];
                Assert.AreEqual(functions ?? "", string.Join(' ', named));
            }
        }
    }

    private static Outcome Run(string export, int argument, CompileOptions options)
    {
        using var engine = new Engine(new PosixPlatform());
        using Module module = Module.Load(engine, TestArtifacts.Compile(Source, options));
        using var store = new Store(engine);
        List<int> told = [];
        var linker = new Linker(engine);
        linker.DefineFunction<int>("host", "tell", told.Add);
        if (options.FuelChecks)
        {
            store.Fuel = 10_000;
        }

        Instance instance = linker.Instantiate(store, module);
        int? result = null;
        List<TrapFrame> frames = [];
        try
        {
            result = instance.GetFunction<int, int>(export)!(argument);
        }
        catch (TrapException trap)
        {
            frames.AddRange(trap.Frames);
        }

        return new Outcome(result, options.FuelChecks ? store.Fuel : 0, told, frames);
    }

    private sealed record Outcome(int? Result, ulong Fuel, List<int> Told, List<TrapFrame> Frames);
}
