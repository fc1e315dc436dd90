// Modules as large as there may be in one kind of item: they compile, load and run, and their artifacts stay in proportion.
using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.CompileTime;
using Wasmtime.Min.Tests.Simulated;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

[TestClass]
public sealed class LargeModuleTests
{
    private static readonly CompileOptions Options = new() { Threads = 1 };

    [TestMethod]
    [DataRow("types-same", 200_000, 10)]
    [DataRow("types-distinct", 66_000, 10)]
    [DataRow("globals", 1_000_000, 3)]
    [DataRow("globals-values", 1_000_000, 3)]
    public void An_artifact_is_in_proportion_to_its_module(string shape, int count, int most)
    {
        byte[] module = Make(shape, count);
        byte[] artifact = ArtifactCompiler.Compile(module, Options);
        Assert.IsLessThanOrEqualTo(most * (long)module.Length, artifact.LongLength);
        Run(artifact);
    }

    [TestMethod]
    [DataRow("types-distinct", 66_000)]
    [DataRow("types-distinct", 1_000_000)]
    [DataRow("types-struct", 100_000)]
    [DataRow("types-chain", 100_000)]
    [DataRow("rec-group", 100_000)]
    [DataRow("subtype-chains", 100_000)]
    [DataRow("functions", 200_000)]
    [DataRow("element-segments", 20_000)]
    public void A_module_of_very_many_items_runs(string shape, int count) => Run(ArtifactCompiler.Compile(Make(shape, count), Options));

    [TestMethod]
    public void Values_of_very_many_globals_are_right()
    {
        using Engine engine = new(new PosixPlatform());
        using Store store = new(engine);
        using Module module = Module.Load(engine, TestArtifacts.Compile(
            $$"""
            (module
              (global i32 (i32.const -5)) (global (mut i64) (i64.const -7)) (global f32 (f32.const 1.5)) (global f64 (f64.const -0.0))
              {{string.Concat(System.Linq.Enumerable.Repeat("(global i32 (i32.const 0)) (global i64 (i64.const 0x1234567890))", 20))}}
              (global v128 (v128.const i64x2 1 2)) (global funcref (ref.func $f))
              {{string.Concat(System.Linq.Enumerable.Repeat("(global i32 (i32.const 9))", 16))}}
              (func $f (export "f") (result i32 i64 f32 f64 i64 i32) (global.get 0) (global.get 1) (global.get 2) (global.get 3) (global.get 43) (global.get 61)))
            """,
            Options));
        Instance instance = new Linker(engine).Instantiate(store, module);
        CollectionAssert.AreEqual(new Value[] { -5, -7L, 1.5f, -0.0, 0x1234567890L, 9 }, instance.GetFunction("f")!.Invoke());
    }

    [TestMethod]
    public void Without_virtual_memory_there_is_a_limit_of_types_which_the_message_names()
    {
        var platform = new SimulatedPlatform(new PosixPlatform(), new Simulation { HasVirtualMemory = false });
        using Engine engine = new(platform);
        using Module first = Module.Load(engine, Compile("types-struct", 1000));
        ResourceLimitException refused = Assert.ThrowsExactly<ResourceLimitException>(() => Module.Load(engine, Compile("types-distinct", 66_000)));
        StringAssert.Contains(refused.Message, "65536 types");

        byte[] Compile(string shape, int count) => ArtifactCompiler.Compile(Make(shape, count), CompileOptions.For(platform) with { Threads = 1 });
    }

    private static void Run(byte[] artifact)
    {
        using Engine engine = new(new PosixPlatform());
        using Store store = new(engine);
        using Module module = Module.Load(engine, artifact);
        Assert.IsNotNull(new Linker(engine).Instantiate(store, module));
    }

    private static byte[] Make(string name, int count)
    {
        foreach ((string shape, _, Func<int, byte[]> generate) in Shapes.All)
        {
            if (shape == name)
            {
                return generate(count);
            }
        }

        throw new ArgumentException($"no shape {name}");
    }
}
