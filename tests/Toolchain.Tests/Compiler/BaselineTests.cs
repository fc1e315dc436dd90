using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.CompileTime;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Baseline;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Toolchain.Compiler;

using ExternKind = Wasmtime.Min.Toolchain.Wasm.Types.ExternKind;

/// <summary>What the baseline compiler leaves to the pipeline, and that both mean the same.</summary>
[TestClass]
public sealed class BaselineTests
{
    private const WasmFeatures Covered = WasmFeatures.SignExtension | WasmFeatures.SaturatingFloatToInt | WasmFeatures.BulkMemory
        | WasmFeatures.ReferenceTypes | WasmFeatures.FunctionReferences | WasmFeatures.TailCall;

    private static readonly CompileOptions Quick = new() { OptLevel = OptLevel.None, Threads = 1 };

    [TestMethod]
    public void All_instructions_of_the_covered_proposals_are_covered()
    {
        foreach (WasmOpRow row in WasmOps.Groups.SelectMany(static group => group))
        {
            bool expected = (row.Feature & ~Covered) == 0;
            Assert.AreEqual(expected, BaselineOps.Of(row.Op).Kind != BaselineKind.None, row.Text);
        }
    }

    [TestMethod]
    public void Only_functions_with_uncovered_instructions_go_through_the_pipeline()
    {
        foreach ((string name, byte[] bytes) in SampleModules.All)
        {
            WasmModule module = bytes[0] == 0 ? WasmBinaryReader.Read(bytes, WasmFeatures.All) : WatParser.Parse(bytes, name);
            string[] expected = name == "mixed.wat" ? ["vector", "wide"] : [];
            CollectionAssert.AreEqual(expected, LeftOver(module), name);
        }
    }

    [TestMethod]
    [DataRow("(param v128)")]
    [DataRow("(local v128)")]
    [DataRow("(drop (struct.new_default $s))")]
    [DataRow("(try_table (call $f))")]
    [DataRow("(throw $t)")]
    [DataRow("(atomic.fence)")]
    [DataRow("(drop (global.get $v))")]
    [DataRow("(block (result v128) (unreachable)) (drop)")]
    [DataRow("(call_indirect (type $open) (i32.const 0))")]
    [DataRow("(return_call $many (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0))")]
    public void What_is_not_covered_goes_through_the_pipeline(string body)
    {
        string text = $$"""
            (module
              (type $s (struct (field i32))) (type $open (sub (func)))
              (table 1 funcref) (tag $t) (global $v v128 (v128.const i64x2 0 0))
              (func $f)
              (func $many (param i64 i64 i64 i64 i64 i64 i64 i64 i64))
              (func (export "it") {{body}}))
            """;
        CollectionAssert.AreEqual(new[] { "it" }, LeftOver(WatParser.Parse(Encoding.UTF8.GetBytes(text), "it.wat")));
    }

    // A frame of more than 32 KiB needs another prologue, and the deepest operand lies below all locals.
    [TestMethod]
    public void Large_frames_are_checked_and_cleared()
    {
        const int Locals = 20_000;
        string text = $$"""
            (module
              (func $f (export "f") (param $n i32) (result i64)
                (local {{string.Concat(Enumerable.Repeat(" i64", Locals))}})
                (if (i32.eqz (local.get $n)) (then (return (i64.const 1))))
                (local.set {{Locals / 2}} (i64.const 5))
                (i64.add (i64.add (local.get {{Locals}}) (local.get {{Locals / 2}})) (call $f (i32.sub (local.get $n) (i32.const 1))))))
            """;
        byte[] artifact = ArtifactCompiler.Compile(WatParser.Parse(Encoding.UTF8.GetBytes(text), "large.wat"), Quick);
        using var engine = new Engine(new PosixPlatform());
        using var store = new Store(engine);
        using Module module = Module.Load(engine, artifact);
        Function f = Instance.Create(store, module).GetFunction("f")!;
        Assert.AreEqual(16L, f.Invoke(3)[0].AsInt64());
        TrapException trap = Assert.ThrowsExactly<TrapException>(() => f.Invoke(int.MaxValue));
        Assert.AreEqual(TrapCode.StackOverflow, trap.Code);
    }

    // What a callee does that is validated after its caller was compiled.
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Callers_of_functions_that_leave_the_module_find_their_instance_again(int threads)
    {
        const string Other = """
            (module (global $g i32 (i32.const 1)) (func (export "f") (result i32) (global.get $g)))
            """;
        const string Text = """
            (module
              (func $import (import "m" "f") (result i32)) (global $g (mut i32) (i32.const 7))
              (func (export "caller") (result i32) (drop (call $near)) (global.get $g))
              (func $near (result i32) (return_call $far))
              (func $far (result i32) (return_call $import)))
            """;
        using var engine = new Engine(new PosixPlatform());
        using var store = new Store(engine);
        using Module other = Module.Load(engine, ArtifactCompiler.Compile(WatParser.Parse(Encoding.UTF8.GetBytes(Other), "other.wat"), Quick));
        Function f = Instance.Create(store, other).GetFunction("f")!;
        WasmModule wasm = WatParser.Parse(Encoding.UTF8.GetBytes(Text), "it.wat");
        using Module module = Module.Load(engine, ArtifactCompiler.Compile(wasm, Quick with { Threads = threads }));
        Assert.AreEqual(7, Instance.Create(store, module, f).GetFunction("caller")!.Invoke()[0].AsInt32());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Generated_programs_do_the_same_as_optimized(bool signals)
    {
        int finished = 0;
        for (int seed = 1; seed <= 8; seed++)
        {
            byte[] bytes = MixedModule.Generate(20_000, seed);
            string expected = Trace(bytes, new CompileOptions { FuelChecks = true, SignalsBasedTraps = signals }, ref finished);
            string actual = Trace(bytes, new CompileOptions { FuelChecks = true, SignalsBasedTraps = signals, OptLevel = OptLevel.None }, ref finished);
            Assert.AreEqual(expected, actual, $"seed {seed}");
        }

        Assert.IsGreaterThan(50, finished, "most programs trap before they do anything");
    }

    private static string[] LeftOver(WasmModule module)
    {
        List<int> functions = [];
        ModuleCompiler.Compile(module, Quick, function => (stage, _) =>
        {
            if (stage == "ir" && function >= 0)
            {
                functions.Add(function);
            }
        });
        return [.. functions.Select(function => module.Exports.Find(export => export.Index == function).Name)];
    }

    // Calls each function in turn, with some fuel: results and traps, and the memory afterwards.
    private static string Trace(byte[] bytes, CompileOptions options, ref int finished)
    {
        WasmModule wasm = WasmBinaryReader.Read(bytes, WasmFeatures.All);
        wasm.Exports.Clear();
        wasm.Exports.Add(new WasmExport("memory", ExternKind.Memory, 0, 0));
        for (int i = 0; i < wasm.Functions.Count; i++)
        {
            wasm.Exports.Add(new WasmExport(i.ToString(CultureInfo.InvariantCulture), ExternKind.Func, i, 0));
        }

        using var engine = new Engine(new PosixPlatform());
        using var store = new Store(engine);
        store.Fuel = 1_000_000;
        using Module module = Module.Load(engine, ArtifactCompiler.Compile(wasm, options));
        Instance instance = Instance.Create(store, module);
        var trace = new StringBuilder();
        for (int i = 0; i < wasm.Functions.Count; i++)
        {
            Function function = instance.GetFunction(i.ToString(CultureInfo.InvariantCulture))!;
            Value[] arguments = [.. function.FunctionType.Parameters.Select((kind, at) => ArgumentOf(kind, i + at))];
            store.Fuel = 20_000;
            try
            {
                trace.Append(function.Invoke(arguments)[0]);
                finished++;
            }
            catch (TrapException e)
            {
                trace.Append(e.Code);
            }

            trace.Append(' ').Append(store.Fuel).Append('\n');
        }

        return trace.Append(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(instance.GetMemory("memory")!.GetSpan()))).ToString();
    }

    private static Value ArgumentOf(ValueKind kind, int number) => kind switch
    {
        ValueKind.Int32 => (Value)(number * 77),
        ValueKind.Int64 => (Value)(number * 1_000_000_007L),
        _ => (Value)(number / 3.0),
    };
}
