using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>
/// Platform.Windows, the stubs for its calling convention and both command lines, under wine: a choice of the suites that takes a few minutes.
/// README.md has the commands for everything.
/// </summary>
[TestClass]
public sealed class WindowsTests
{
    private const string SuiteVariable = "WASM_TESTSUITE";

    // Calls in every shape, traps of every kind, growth, SIMD across calls, collector, exceptions, threads, large frames.
    private static readonly string[] Scripts =
    [
        "call", "call_indirect", "return_call", "func", "fac", "imports", "traps", "memory_trap", "memory_grow", "float_exprs", "i64", "skip-stack-guard-page",
        "linking", "start", "table_grow", "simd_lane", "simd_address", "struct", "array", "br_on_cast", "try_table", "throw_ref", "atomic",
    ];

    // What Platform.Windows does not declare (symbolic links, removing what is open, pipes with names). These tests would be skipped, and a test that is skipped throws: CoreCLR under
    // wine 8 hangs or dies at some time after an exception has left a test, whatever comes then.
    private static readonly string[] NotDeclared =
    [
        "A_removed_directory_has_no_entries", "Pipes_are_opened_without_waiting", "Writing_to_a_pipe_never_blocks", "Waiting_ends_when_another_thread_writes",
        "Chains_of_links_end_at_forty", "Links_are_followed_inside", "Names_mean_links_themselves", "What_is_open_stays_what_it_is",
    ];

    [TestMethod]
    public void Platform_passes_the_conformance_suite()
    {
        string filter = "FullyQualifiedName~HostContractTests&FullyQualifiedName!~Nothing_outside_is_reached";
        foreach (string name in NotDeclared)
        {
            filter += "&FullyQualifiedName!~" + name;
        }

        RunContract(filter);
    }

    [TestMethod]
    public void Nothing_outside_of_a_directory_is_reached() => RunContract("FullyQualifiedName~HostContractTests&FullyQualifiedName~Nothing_outside_is_reached");

    [TestMethod]
    [DataRow("no")]
    [DataRow("yes")]
    public void Scripts_of_the_suites_pass(string signalsBasedTraps)
    {
        Wine wine = NeedWine();
        string suite = Environment.GetEnvironmentVariable(SuiteVariable) ?? "";
        if (suite.Length == 0)
        {
            Assert.Inconclusive($"{SuiteVariable} is not set: it names the folder of the WebAssembly test suites");
        }

        List<string> arguments =
        [
            "wast", "--signals-based-traps", signalsBasedTraps, "--expectations", Wine.PathOf(Path.Combine(Wine.Root(), "tests/Spec/expectations.txt")),
        ];
        foreach (string script in Scripts)
        {
            string[] found = Directory.GetFiles(Path.Combine(Path.GetFullPath(suite), "core"), script + ".wast", SearchOption.AllDirectories);
            Assert.IsNotEmpty(found, script);
            arguments.AddRange(Array.ConvertAll(found, Wine.PathOf));
        }

        ProgramRun run = wine.Run(wine.Publish("Toolchain/Cli", "wasmtime-aot"), [.. arguments]);
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
        StringAssert.Contains(run.Output, " 0 failed", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Programs_compiled_on_this_machine_run_there()
    {
        Wine wine = NeedWine();
        ExamplePrograms.Check(wine, wine.Publish("Runner.Min", "wasmtime-min"));
    }

    [TestMethod]
    public void A_trap_ends_a_program_with_its_backtrace()
    {
        Wine wine = NeedWine();
        const string Trapping = """
            (module (memory 1)
              (func $load (param i32) (result i32) (i32.load (local.get 0)))
              (func (export "_start") (drop (call $load (i32.const -4)))))
            """;
        foreach (bool signals in (bool[])[false, true])
        {
            string artifact = wine.Compile("trap", Encoding.UTF8.GetBytes(Trapping), signals);
            ProgramRun run = wine.Run(wine.Publish("Runner.Min", "wasmtime-min"), "run", artifact);
            StringAssert.Contains(run.Error, "out of bounds memory access", StringComparison.Ordinal);
            StringAssert.Contains(run.Error, "load", StringComparison.Ordinal);
            Assert.AreEqual(134, run.ExitCode);
        }
    }

    private static void RunContract(string filter)
    {
        Wine wine = NeedWine();
        string program = wine.Publish("tests/Platform.Contract", "Platform.Contract");
        ProgramRun run = wine.Run(program, "--progress", "off", "--filter", filter);
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
    }

    private static Wine NeedWine() => Machines.NeedWine();
}
