// A few generated programs in all the ways that code can be compiled and run; tests/Differential runs as many as one likes.
using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Tests.Differential;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Emulation;

namespace Wasmtime.Min.Tests.Spec;

[TestClass]
public sealed class GeneratedModuleTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Generated_programs_do_the_same_in_all_configurations() => Compare(isa: null, first: 1, count: 40);

    [TestMethod]
    [DataRow("aarch64")]
    [DataRow("riscv64")]
    [DataRow("s390x")]
    public void Generated_programs_do_the_same_on_other_instruction_sets(string isa)
    {
        if (!Emulator.IsAvailable(Targets.IsaOf(isa), out string reason))
        {
            Assert.Inconclusive(reason);
        }

        Compare(isa, first: 1000, count: 20);
    }

    [TestMethod]
    public void A_difference_is_seen()
    {
        GeneratedModule module = ModuleGenerator.Generate(1, 6);
        GeneratedModule other = module with { Text = module.Text.Replace("(global.set $calls (i32.const 60))", "(global.set $calls (i32.const 0))", StringComparison.Ordinal) };
        using var engine = new Engine(new PosixPlatform());
        Assert.AreEqual(Execution.Observe(module, new CompileOptions(), engine), Execution.Observe(module, new CompileOptions(), engine));
        Assert.AreNotEqual(Execution.Observe(module, new CompileOptions(), engine), Execution.Observe(other, new CompileOptions(), engine));
    }

    private void Compare(string? isa, int first, int count)
    {
        using var comparison = new Comparison(isa);
        for (int seed = first; seed < first + count; seed++)
        {
            if (comparison.Difference(ModuleGenerator.Generate(seed, size: 6)) is { } difference)
            {
                Assert.Fail($"seed {seed}: {difference}");
            }
        }

        TestContext.WriteLine($"{comparison.Returned} runs returned, {comparison.Trapped} trapped, {comparison.Threw} threw");
        Assert.IsGreaterThan(count * 2, comparison.Returned, "runs of four for each module");
    }
}
