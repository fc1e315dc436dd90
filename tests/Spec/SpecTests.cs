using System;
using System.Collections.Generic;
using System.IO;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Platform;
using Wasmtime.Min.Running;
using Wasmtime.Min.Tests.Simulated;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Cli;
using Wasmtime.Min.Toolchain.Cli.Wast;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Tests.Spec;

/// <summary>
/// Runs the scripts of the public suites. Environment variable <c>WASM_TESTSUITE</c> names the folder that holds <c>core/</c>,
/// <c>misc/</c> and <c>component/</c>; expectations.txt beside this file says which scripts lack which features.
/// </summary>
[TestClass]
public sealed class SpecTests
{
    private const string Variable = "WASM_TESTSUITE";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("core", SearchOption.TopDirectoryOnly)]
    [DataRow("core/custom", SearchOption.AllDirectories)]
    [DataRow("core/proposals", SearchOption.AllDirectories)]
    [DataRow("misc", SearchOption.TopDirectoryOnly)]
    [DataRow("misc/component-model", SearchOption.AllDirectories)]
    [DataRow("misc/gc", SearchOption.AllDirectories)]
    [DataRow("misc/simd", SearchOption.AllDirectories)]
    [DataRow("misc/threads", SearchOption.AllDirectories)]
    [DataRow("component", SearchOption.AllDirectories)]
    public void Scripts_pass_or_lack_what_is_expected(string folder, SearchOption depth) => RunAll(Scripts(Suite(), folder, depth));

    [TestMethod]
    public void Scripts_of_the_other_folders_pass_or_lack_what_is_expected()
    {
        string suite = Suite();
        List<string> files = [];
        foreach (string folder in Directory.GetDirectories(Path.Combine(suite, "misc")))
        {
            string name = Path.GetFileName(folder);
            if (name is not ("component-model" or "gc" or "simd" or "threads"))
            {
                files.AddRange(Scripts(suite, "misc/" + name, SearchOption.AllDirectories));
            }
        }

        files.Sort(StringComparer.Ordinal);
        RunAll(files);
    }

    [TestMethod]
    [DataRow("sse4.2")]
    [DataRow("avx")]
    [DataRow("native")]
    [DataRow("native", OptLevel.None)]
    [DataRow("native", OptLevel.Speed, true)]
    [DataRow("", OptLevel.Speed, true)]
    [DataRow("", OptLevel.None)]
    [DataRow("", OptLevel.Speed, false, false)]
    public void Vector_scripts_pass_for_each_choice_of_cpu_features_and_options(
        string cpu, OptLevel level = OptLevel.Speed, bool deterministic = false, bool signals = true)
    {
        string suite = Suite();
        List<string> files = Scripts(suite, "core", SearchOption.TopDirectoryOnly);
        files.RemoveAll(static path => !Path.GetFileName(path).Contains("simd", StringComparison.Ordinal)
            && !Path.GetFileName(path).Contains("relaxed", StringComparison.Ordinal));
        files.AddRange(Scripts(suite, "misc/simd", SearchOption.AllDirectories));
        IReadOnlyList<string> features = cpu switch { "" => [], "native" => NativeFeatures(), _ => [cpu] };
        var options = new CompileOptions
        {
            CpuFeatures = features,
            OptLevel = level,
            Deterministic = deterministic,
            SignalsBasedTraps = signals,
        };
        if ((Targets.CpuFeatureBits(options) & ~HostPlatform.Create().CpuFeatures) != 0)
        {
            Assert.Inconclusive($"this processor has no {cpu}");
        }

        RunAll(files, options);
    }

    // The baseline compiler, in all the ways that its code differs by.
    [TestMethod]
    [DataRow("signals")]
    [DataRow("checks")]
    [DataRow("interruption")]
    public void Suites_pass_without_optimization(string way)
    {
        string suite = Suite();
        List<string> files = [.. Scripts(suite, "core", SearchOption.AllDirectories), .. Scripts(suite, "misc", SearchOption.AllDirectories)];
        var options = new CompileOptions { OptLevel = OptLevel.None };
        RunAll(files, way switch
        {
            "signals" => options with { CpuFeatures = NativeFeatures() },
            "checks" => options with { SignalsBasedTraps = false },
            _ => options with { FuelChecks = true, EpochChecks = true, Deterministic = true },
        });
    }

    // Every allocation collects, so a reference that no root holds is lost at once; the checker looks at all stack maps.
    [TestMethod]
    [DataRow(OptLevel.Speed, true)]
    [DataRow(OptLevel.Speed, false)]
    [DataRow(OptLevel.None, true)]
    public void Collector_scripts_pass_when_every_allocation_collects(OptLevel level, bool signals)
    {
        var options = new CompileOptions { OptLevel = level, SignalsBasedTraps = signals, VerifyEach = true };
        RunAll(CollectorScripts(), options, new Config { CollectAtEveryAllocation = true });
    }

    // The heap is a block that each collection gives back for another; blocks lie between pages that fault, so that nothing is read beside or behind them.
    [TestMethod]
    [DataRow(OptLevel.Speed, false)]
    [DataRow(OptLevel.Speed, true)]
    [DataRow(OptLevel.None, false)]
    public void Collector_scripts_pass_without_virtual_memory_and_signals(OptLevel level, bool collectsAlways)
    {
        var bare = new Simulation { HasVirtualMemory = false, HandlesTraps = false, MapsCode = false, MapsImages = false, GuardsHeap = true };
        var platform = new SimulatedPlatform(HostPlatform.Create(), bare);
        var options = new CompileOptions { OptLevel = level, SignalsBasedTraps = false, MemoryReservation = 0 };
        RunAll(CollectorScripts(), options, new Config { CollectAtEveryAllocation = collectsAlways }, platform);
        Assert.IsEmpty(platform.Leaks, string.Join("; ", platform.Leaks));
    }

    private static List<string> CollectorScripts()
    {
        string suite = Suite();
        List<string> files = Scripts(suite, "core", SearchOption.TopDirectoryOnly);
        string[] parts =
            ["array", "struct", "ref_", "br_on", "extern", "i31", "type-", "gc", "table", "elem", "global", "throw", "try_table", "tag"];
        files.RemoveAll(path => !Array.Exists(parts, part => Path.GetFileName(path).Contains(part, StringComparison.Ordinal)));
        files.AddRange(Scripts(suite, "misc/gc", SearchOption.AllDirectories));
        files.AddRange(Scripts(suite, "misc/function-references", SearchOption.AllDirectories));
        return files;
    }

    private static IReadOnlyList<string> NativeFeatures()
    {
        IPlatform host = HostPlatform.Create();
        return Targets.NamesOf(host.Isa, host.CpuFeatures);
    }

    private void RunAll(List<string> files) => RunAll(files, new CompileOptions());

    private void RunAll(List<string> files, CompileOptions options, Config? config = null, IPlatform? platform = null)
    {
        var expectations = WastExpectations.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "expectations.txt")), "expectations.txt");
        List<string> problems = [];
        int passed = 0, failed = 0, unsupported = 0;
        using Processor processor = Processor.Native(platform);
        using var engines = new RuntimeEngines(processor, options, config);
        WastSuite.Run(files, Environment.ProcessorCount, engines.Create, adjustFeatures: null, report =>
        {
            passed += report.Passed;
            failed += report.Failed;
            unsupported += report.Unsupported;
            problems.AddRange(expectations.Check(report));
        });
        TestContext.WriteLine(
            $"{passed + failed + unsupported} directives, {passed} passed, {failed} failed, {unsupported} unsupported");
        Assert.IsEmpty(problems, string.Join('\n', problems));
    }

    private static List<string> Scripts(string suite, string folder, SearchOption depth)
    {
        string[] files = Directory.GetFiles(Path.Combine(suite, folder), "*.wast", depth);
        Array.Sort(files, StringComparer.Ordinal);
        Assert.IsNotEmpty(files);
        return [.. files];
    }

    private static string Suite()
    {
        string? folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Inconclusive($"{Variable} is not set: it names the folder of the WebAssembly test suites");
        }

        return folder;
    }
}
