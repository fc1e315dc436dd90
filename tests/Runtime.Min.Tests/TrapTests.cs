using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Traps, whether they come from the hardware or from explicit checks: the reason, the words, the backtrace.</summary>
[TestClass]
public sealed class TrapTests
{
    private const string Source = """
        (module $traps
          (import "host" "again" (func $again (param i32)))
          (memory 1)
          (table 2 funcref)
          (type $nothing (func))
          (elem (i32.const 0) $wrong)
          (func $wrong (param i32))
          (func $load (param i32) (result i32) (i32.load (local.get 0)))
          (func $outer (export "load") (param i32) (result i32) (i32.add (call $load (local.get 0)) (i32.const 1)))
          (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
          (func (export "convert") (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
          (func (export "unreachable") unreachable)
          (func (export "indirect") (param i32) (call_indirect (type $nothing) (local.get 0)))
          (func $deep (export "deep") (param i32) (result i32)
            (if (result i32) (local.get 0)
              (then (i32.add (call $deep (local.get 0)) (i32.const 1)))
              (else (i32.const 0))))
          (func (export "fill") (memory.fill (i32.const 65530) (i32.const 1) (i32.const 7)))
          (func (export "nested") (param i32)
            (if (local.get 0) (then (call $again (i32.sub (local.get 0) (i32.const 1)))) (else unreachable))))
        """;

    private static readonly PosixPlatform Platform = new();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Each_reason_is_told_in_the_words_of_the_specification(bool signals)
    {
        using var host = new Guest(signals);
        Expect(TrapCode.MemoryOutOfBounds, "out of bounds memory access", () => host.Instance.GetFunction<int, int>("load")!(70000));
        Expect(TrapCode.MemoryOutOfBounds, "out of bounds memory access", () => host.Instance.GetFunction<int, int>("load")!(-1));
        Expect(TrapCode.IntegerDivideByZero, "integer divide by zero", () => host.Instance.GetFunction<int, int, int>("divide")!(1, 0));
        Expect(TrapCode.IntegerOverflow, "integer overflow", () => host.Instance.GetFunction<int, int, int>("divide")!(int.MinValue, -1));
        Expect(TrapCode.BadConversionToInteger, "invalid conversion to integer", () => host.Instance.GetFunction<double, int>("convert")!(double.NaN));
        Expect(TrapCode.IntegerOverflow, "integer overflow", () => host.Instance.GetFunction<double, int>("convert")!(1e30));
        Expect(TrapCode.Unreachable, "wasm `unreachable` instruction executed", host.Instance.GetAction("unreachable")!);
        Expect(TrapCode.UndefinedElement, "undefined element", () => host.Instance.GetAction<int>("indirect")!(2));
        Expect(TrapCode.UninitializedElement, "uninitialized element", () => host.Instance.GetAction<int>("indirect")!(1));
        Expect(TrapCode.IndirectCallTypeMismatch, "indirect call type mismatch", () => host.Instance.GetAction<int>("indirect")!(0));
        Expect(TrapCode.StackOverflow, "call stack exhausted", () => host.Instance.GetFunction<int, int>("deep")!(1));
        Expect(TrapCode.MemoryOutOfBounds, "out of bounds memory access", host.Instance.GetAction("fill")!);

        // The instance is as good as before.
        Assert.AreEqual(1, host.Instance.GetFunction<int, int>("load")!(0));
        Assert.AreEqual(4, host.Instance.GetFunction<int, int, int>("divide")!(9, 2));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Backtrace_names_functions_and_wasm_offsets(bool signals)
    {
        using var host = new Guest(signals);
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => host.Instance.GetFunction<int, int>("load")!(70000));
        Assert.HasCount(2, trap.Frames);
        Assert.AreEqual("load", trap.Frames[0].FunctionName);
        Assert.AreEqual("outer", trap.Frames[1].FunctionName);
        Assert.AreEqual(2, trap.Frames[0].FunctionIndex);
        Assert.AreEqual("traps", trap.Frames[0].ModuleName);
        Assert.IsGreaterThan(0, trap.Frames[0].WasmOffset!.Value);
        Assert.StartsWith("wasm trap: out of bounds memory access\nwasm backtrace:\n    0: 0x", trap.Message);
        Assert.Contains("traps!load", trap.Message);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Backtrace_of_a_full_stack_ends(bool signals)
    {
        using var host = new Guest(signals);
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => host.Instance.GetFunction<int, int>("deep")!(1));
        Assert.IsInRange(10, 64, trap.Frames.Count);
        foreach (TrapFrame frame in trap.Frames)
        {
            Assert.AreEqual("deep", frame.FunctionName);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Trap_passes_nested_calls_of_host_and_guest(bool signals)
    {
        using var host = new Guest(signals);
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => host.Instance.GetAction<int>("nested")!(20));
        Assert.AreEqual(TrapCode.Unreachable, trap.Code);
        Assert.HasCount(21, trap.Frames);
        Assert.AreEqual(20, host.Calls);
    }

    [TestMethod]
    public void Many_traps_leave_nothing_behind()
    {
        using var host = new Guest(signals: true);
        Func<int, int> load = host.Instance.GetFunction<int, int>("load")!;
        for (int i = 0; i < 20000; i++)
        {
            try
            {
                load(70000);
                Assert.Fail("no trap");
            }
            catch (TrapException)
            {
                Assert.AreEqual(1, load(0));
            }
        }
    }

    [TestMethod]
    public void Null_references_of_managed_code_stay_what_they_are()
    {
        using var host = new Guest(signals: true);
        Expect(TrapCode.MemoryOutOfBounds, "out of bounds", () => host.Instance.GetFunction<int, int>("load")!(70000));
        string? nothing = Environment.GetEnvironmentVariable("WASMTIME_MIN_NO_SUCH_VARIABLE");
        Assert.ThrowsExactly<NullReferenceException>(() => nothing!.GetHashCode());
        Expect(TrapCode.MemoryOutOfBounds, "out of bounds", () => host.Instance.GetFunction<int, int>("load")!(70000));
    }

    private static void Expect(TrapCode code, string words, Action call)
    {
        TrapException trap = Assert.ThrowsExactly<TrapException>(call);
        Assert.AreEqual(code, trap.Code);
        Assert.Contains("wasm trap: " + words, trap.Message);
    }

    private static void Expect(TrapCode code, string words, Func<int> call) => Expect(code, words, () => { call(); });

    /// <summary>An instance of <see cref="Source"/>, and the host function that calls it again.</summary>
    private sealed class Guest : IDisposable
    {
        private readonly Engine _engine = new(Platform);
        private readonly Module _module;
        private readonly Store _store;

        internal Guest(bool signals)
        {
            var options = new CompileOptions { SignalsBasedTraps = signals };
            _module = Module.Load(_engine, TestArtifacts.Compile(Source, options));
            _store = new Store(_engine);
            var linker = new Linker(_engine);
            linker.DefineFunction<int>("host", "again", n =>
            {
                Calls++;
                Instance!.GetAction<int>("nested")!(n);
            });
            Instance = linker.Instantiate(_store, _module);
        }

        internal Instance Instance { get; }

        internal int Calls { get; private set; }

        public void Dispose()
        {
            _store.Dispose();
            _module.Dispose();
            _engine.Dispose();
        }
    }
}
