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

    private const string NotDeclaredReason = "Platform.Windows declares neither symbolic links nor removing what is open nor pipes with names under wine";

    // These tests would be skipped, and a test that is skipped throws: CoreCLR under wine 8 hangs or dies at some time after an exception has left a test, whatever comes then.
    private static readonly string[] NotDeclared =
    [
        "A_removed_directory_has_no_entries", "Pipes_are_opened_without_waiting", "Writing_to_a_pipe_never_blocks", "Waiting_ends_when_another_thread_writes",
        "Chains_of_links_end_at_forty", "Links_are_followed_inside", "Names_mean_links_themselves", "What_is_open_stays_what_it_is",
        "Nothing_outside_is_reached_through_links", "Nothing_outside_is_reached_while_directories_move",
    ];

    /// <summary>Rows of the test below.</summary>
    public static IEnumerable<object[]> TestsNotRun => Array.ConvertAll(NotDeclared, static name => new object[] { name });

    [TestMethod]
    public void Platform_passes_the_conformance_suite()
    {
        string filter = "FullyQualifiedName~HostContractTests";
        foreach (string name in NotDeclared)
        {
            filter += "&FullyQualifiedName!~" + name;
        }

        Wine wine = NeedWine();
        ProgramRun run = wine.Run(wine.Publish("tests/Platform.Contract", "Platform.Contract"), "--progress", "off", "--filter", filter);
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
    }

    // Counted, so that nobody takes a run under wine for the whole.
    [TestMethod]
    [DynamicData(nameof(TestsNotRun))]
    public void Tests_of_the_conformance_suite_that_do_not_run_here(string name) => Assert.Inconclusive($"{name}: {NotDeclaredReason}");

    // Not links of Windows: those of the system below, which wine follows without a word.
    [TestMethod]
    public void Links_of_the_system_below_lead_nowhere()
    {
        Wine wine = NeedWine();
        string box = Directory.CreateDirectory(Path.Combine(wine.Folder, "links", "box")).FullName;
        string outside = Directory.CreateDirectory(Path.Combine(wine.Folder, "links", "outside")).FullName;
        Directory.CreateDirectory(Path.Combine(box, "d"));
        File.WriteAllText(Path.Combine(outside, "secret"), "secret");
        File.WriteAllText(Path.Combine(box, "plain"), "");
        foreach ((string name, string target) in ((string, string)[])[("l", outside), ("f", "../outside/secret"), ("d/up", "../..")])
        {
            File.CreateSymbolicLink(Path.Combine(box, name), target);
        }

        Assert.AreEqual(0, Open(wine, box, "plain"));
        foreach (string path in (string[])["l/secret", "l", "f", "d/up/outside/secret", "d/../l/secret"])
        {
            Assert.AreNotEqual(0, Open(wine, box, path), path);
        }
    }

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

    // The errno of opening what the path names, links followed.
    private static int Open(Wine wine, string box, string path)
    {
        string guest = $$"""
            (module
              (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (data (i32.const 16) "{{path}}")
              (func (export "_start")
                (call $exit (call $open (i32.const 3) (i32.const 1) (i32.const 16) (i32.const {{path.Length}})
                  (i32.const 0) (i64.const 0) (i64.const 0) (i32.const 0) (i32.const 0)))))
            """;
        string artifact = wine.Compile("open", Encoding.UTF8.GetBytes(guest));
        ProgramRun run = wine.Run(wine.Publish("Runner.Min", "wasmtime-min"), "run", "--dir", Wine.PathOf(box) + "::/", artifact);
        Assert.DoesNotContain("wasmtime-min:", run.Error, StringComparison.Ordinal);
        return run.ExitCode;
    }

    private static Wine NeedWine() => Machines.NeedWine();
}
