// Code that is longer than calls reach: jal of riscv64 reaches 1 MiB, so the linker puts ways in between. The results are those of this machine.
using System;
using System.Globalization;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Emulation;

namespace Wasmtime.Min.Tests.Spec;

[TestClass]
public sealed class FarCallTests
{
    private const int Functions = 60;
    private const int Stride = 37; // from one function to the next one that it calls; all are met
    private const int Steps = 500; // of 40 bytes and more
    private const int StepsOfLongFunction = 30_000;
    private const int Reach = 1 << 20;

    [TestMethod]
    public void Calls_and_traps_arrive_in_code_that_is_longer_than_they_reach()
    {
        Platform.Isa isa = Targets.IsaOf("riscv64");
        if (!Emulator.IsAvailable(isa, out string reason))
        {
            Assert.Inconclusive(reason);
        }

        byte[] text = Encoding.UTF8.GetBytes(ModuleText());
        var platform = new PosixPlatform();
        using var native = new Engine(platform);
        string expected = Outcomes(native, ArtifactCompiler.Compile(text, new CompileOptions { OptLevel = OptLevel.None }));

        byte[] artifact = ArtifactCompiler.Compile(text, new CompileOptions { Target = "riscv64", OptLevel = OptLevel.None });
        Assert.IsGreaterThan(3 * Reach, artifact.Length, "bytes of code");
        using Emulator emulator = Emulator.Start(Targets.ForIsa(isa)!, isa, Targets.AbiOf("riscv64"), platform);
        using Engine engine = emulator.CreateEngine(null);
        Assert.AreEqual(expected, Outcomes(engine, artifact));
    }

    private static string Outcomes(Engine engine, byte[] artifact)
    {
        using var module = Module.Load(engine, artifact);
        using var store = new Store(engine);
        Instance instance = new Linker(engine).Instantiate(store, module);
        var seen = new StringBuilder();
        Span<Value> result = new Value[1];
        foreach (string name in (ReadOnlySpan<string>)["first", "middle", "last", "long"])
        {
            instance.GetFunction(name)!.Invoke([2 * Functions, 12345], result);
            seen.Append(CultureInfo.InvariantCulture, $"{name}: {result[0].AsInt32()}\n");
            TrapException trap = Assert.ThrowsExactly<TrapException>(() => instance.GetFunction(name)!.Invoke([-1, -1], new Value[1]));
            seen.Append(CultureInfo.InvariantCulture, $"{name}: {trap.Code}\n");
        }

        return seen.ToString();
    }

    // Each function changes the second parameter and calls another one, as often as the first parameter says; -1 and -1 divide by zero, one page more than -1. Growing the
    // memory by nothing calls the runtime.
    private static string ModuleText()
    {
        var text = new StringBuilder("(module (memory 1)\n");
        for (int i = 0; i < Functions; i++)
        {
            string export = i switch { 0 => "(export \"first\")", Functions / 2 => "(export \"middle\")", Functions - 1 => "(export \"last\")", _ => "" };
            text.Append(CultureInfo.InvariantCulture, $"(func $f{i} {export} (param i32 i32) (result i32)\n");
            AppendBody(text, i, Steps);
            string call = (i & 1) == 0 ? "return_call" : "call";
            text.Append(CultureInfo.InvariantCulture, $"({call} $f{(i + Stride) % Functions} (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))\n");
        }

        text.Append("(func (export \"long\") (param i32 i32) (result i32)\n");
        AppendBody(text, 7, StepsOfLongFunction);
        text.Append("(i32.add (call $f1 (local.get 0) (local.get 1)) (i32.div_u (call $f0 (local.get 0) (local.get 1)) (local.get 0)))))\n");
        return text.ToString();
    }

    private static void AppendBody(StringBuilder text, int seed, int steps)
    {
        text.Append("(local.set 1 (i32.add (local.get 1) (memory.grow (i32.const 0))))\n");
        text.Append("(if (i32.eqz (local.get 0)) (then (return (local.get 1))))\n");
        text.Append("(if (i32.lt_s (local.get 0) (i32.const 0)) (then (return (i32.div_u (local.get 0) (local.get 1)))))\n");
        for (int i = 0; i < steps; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"(local.set 1 (i32.rotl (i32.xor (local.get 1) (i32.const {(i * 77) + seed})) (i32.const {1 + (i % 30)})))\n");
        }
    }
}
