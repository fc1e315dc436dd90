// Nothing in the compiler may grow with the square of a function: for modules that are one thing in excess, eight times as much of it may
// take up to thirty-two times as long (larger modules leave the caches, tables grow), where quadratic work takes sixty-four times as long.
//
// Processor time of the process is compared, the least of several runs, and a failure must persist: other programs on the machine do not matter.
using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Tests.CompileTime;
using Wasmtime.Min.Tests.Toolchain.Cli;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Toolchain.Compiler;

[TestClass]
public sealed class ScalingTests
{
    private const int Growth = 8, Bound = 32, Rounds = 6;

    private static readonly CompileOptions OneThread = new() { Threads = 1 };

    public static IEnumerable<object[]> Cases =>
    [
        ["one-function", 40_000],
        ["tiny-functions", 3000],
        ["one-large", 3000],
        ["br-table", 1000],
        ["br-table-same", 8000],
        ["nested-blocks", 1500],
        ["nested-loops", 400],
        ["carried-locals", 1000],
        ["carried-values", 1000],
        ["cases", 1000],
        ["rotated-locals", 1000],
        ["swapped-locals", 500],
        ["block-params", 300],
        ["switch-in-loop", 1000],
        ["nested-ifs", 1500],
        ["if-chain", 1500],
        ["loop-chain", 1500],
        ["locals", 1500],
        ["locals-used-once", 3000],
        ["live-values", 3000],
        ["long-block", 3000],
        ["calls", 1500],
        ["chain", 10_000],
        ["constants", 3000],
        ["vector-constants", 2000],
        .. Modules,
    ];

    // What has items in excess beside functions. They are loaded and instantiated as well.
    private static IEnumerable<object[]> Modules =>
    [
        ["types-same", 20_000],
        ["types-distinct", 10_000],
        ["types-used", 4000],
        ["types-struct", 10_000],
        ["types-chain", 10_000],
        ["rec-group", 10_000],
        ["rec-groups", 10_000],
        ["subtypes", 10_000],
        ["subtype-chains", 10_000],
        ["globals", 20_000],
        ["globals-values", 20_000],
        ["globals-chain", 5000],
        ["globals-functions", 5000],
        ["functions", 4000],
        ["functions-exported", 4000],
        ["exports", 20_000],
        ["imports", 20_000],
        ["imports-globals", 20_000],
        ["elements", 50_000],
        ["elements-expressions", 5000],
        ["element-segments", 4000],
        ["elements-passive", 20_000],
        ["references-declared", 4000],
        ["data", 20_000],
        ["data-scattered", 4000],
        ["data-passive", 20_000],
        ["tables", 10_000],
        ["memories", 10_000],
        ["tags", 20_000],
        ["names", 4000],
        ["custom", 20_000],
        ["local-runs", 50_000],
    ];

    [ClassInitialize]
    public static void CompileTheCompiler(TestContext context)
    {
        byte[] module = MixedModule.Generate(60_000, seed: 7);
        for (int i = 0; i < 3; i++)
        {
            ArtifactCompiler.Compile(module, OneThread);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Work_does_not_grow_with_the_square(string shape, int size)
    {
        Func<int, byte[]> generate = ShapeOf(shape);
        byte[] small = generate(size), large = generate(size * Growth);
        double smallTime = double.MaxValue, largeTime = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            // The smaller one runs more often, since less time of it is measured.
            for (int i = 0; i < 3; i++)
            {
                smallTime = Math.Min(smallTime, Measure(small));
            }

            largeTime = Math.Min(largeTime, Measure(large));
            if (largeTime <= smallTime * Bound)
            {
                return;
            }
        }

        Assert.Fail($"{shape}: {size} take {smallTime:F1} ms, {size * Growth} take {largeTime:F1} ms");
    }

    // Half a million block parameters, and 4.5 million places where a value lives across the end of a block, unless something is done about it.
    [TestMethod]
    [DataRow("carried-locals", 1000)]
    [DataRow("carried-values", 3000)]
    public void Nested_loops_that_carry_values_take_less_than_a_second_and_200_megabytes(string shape, int loops)
    {
        byte[] module = ShapeOf(shape)(loops);
        double time = double.MaxValue;
        long bytes = 0;
        for (int round = 0; round < Rounds && time > 1000; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            time = Math.Min(time, Measure(module));
            bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        Assert.IsLessThan(1000, time);
        Assert.IsLessThan(200L << 20, bytes);
    }

    [TestMethod]
    [DataRow("carried-locals", 1000, "func0: translate: too many values where control flow merges; locals live in the frame")]
    [DataRow("carried-values", 1500, "func0: regalloc: too many values live in too many blocks; the lives of some are rounded up")]
    [DataRow("carried-locals", 50, null)]
    [DataRow("carried-values", 50, null)]
    public void A_cheaper_way_is_named_with_the_times_of_the_stages(string shape, int loops, string? note)
    {
        using var run = new CommandRun();
        string file = run.Write("loops.wasm", ShapeOf(shape)(loops));
        Assert.AreEqual(0, run.Run("compile", "--time-passes", file, "-o", run.PathOf("loops.cwasm")), run.Error);
        string all = run.Output + run.Error;
        Assert.AreEqual(note is not null, all.Contains("too many", StringComparison.Ordinal), all);
        Assert.Contains(note ?? "total", all);
    }

    [TestMethod]
    public void The_generator_gives_the_same_module_each_time_and_the_size_asked_for()
    {
        byte[] module = MixedModule.Generate(200_000, seed: 3);
        CollectionAssert.AreEqual(module, MixedModule.Generate(200_000, seed: 3));
        Assert.IsGreaterThan(150_000, module.Length);
        Assert.IsLessThan(300_000, module.Length);
    }

    private static double Measure(byte[] module)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        ArtifactCompiler.Compile(module, OneThread);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static Func<int, byte[]> ShapeOf(string name)
    {
        foreach ((string shape, _, Func<int, byte[]> generate) in Shapes.All)
        {
            if (shape == name)
            {
                return generate;
            }
        }

        throw new ArgumentException($"no shape {name}");
    }
}
