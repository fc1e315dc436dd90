using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runner;

/// <summary>What wasmtime-min says and how it exits: results, traps, and one line for everything that is wrong.</summary>
[TestClass]
public sealed class RunnerTests
{
    private const int Failure = 1, WrongUse = 2, Trap = 134;

    // Places of the header's fields in the file; a test of the format fixes them.
    private const int HeaderOffset = 64, IsaOffset = HeaderOffset + 24, AbiOffset = HeaderOffset + 25, CpuFeaturesOffset = HeaderOffset + 32;

    private const string Module = """
        (module $m
          (memory 1)
          (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
          (func (export "swap") (param i32 f64) (result f64 i32) (local.get 1) (local.get 0))
          (func $oops (export "oops") unreachable)
          (func $spin (export "_start") (loop br 0)))
        """;

    [TestMethod]
    public void Invoke_prints_results()
    {
        using var run = Prepared();
        Assert.AreEqual(0, run.Run("run", "--invoke", "add", "m.cwasm", "-7", "0x10"), run.Error);
        Assert.AreEqual("9\n", run.Output);
        Assert.AreEqual(0, run.Run("run", "--invoke=swap", "m.cwasm", "1", "2.5"), run.Error);
        Assert.AreEqual("2.5\n1\n", run.Output);
    }

    [TestMethod]
    [DataRow("0", true)]
    [DataRow("18446744073709551616", true)]
    [DataRow("123456789012345678901234567890", true)]
    [DataRow("340282366920938463463374607431768211455", true)]
    [DataRow("340282366920938463463374607431768211456", false)]
    [DataRow("999999999999999999999999999999999999999", false)]
    [DataRow("12x", false)]
    [DataRow("", false)]
    public void Vectors_are_decimal_numbers(string number, bool isGood)
    {
        using var run = new RunnerRun();
        run.Compile("m.cwasm", """(module (func (export "same") (param v128) (result v128) (local.get 0)))""");
        Assert.AreEqual(isGood ? 0 : WrongUse, run.Run("run", "--invoke", "same", "m.cwasm", number));
        Assert.AreEqual(isGood ? number + "\n" : "", run.Output);
    }

    // Made from files.c, which prints the same when it is compiled for the machine itself (tests/Examples/check.sh).
    [TestMethod]
    public void A_program_of_file_calls_prints_what_its_native_build_prints()
    {
        using var run = new RunnerRun();
        run.Compile("files.cwasm", File.ReadAllBytes(RunnerRun.ExampleOf("files.wasm")));
        Directory.CreateDirectory(Path.Combine(run.Folder, "empty"));
        Assert.AreEqual(0, run.Run("run", "--dir", "empty::.", "files.cwasm"), run.Error);
        Assert.AreEqual(File.ReadAllText(RunnerRun.ExampleOf("files.expected")), run.Output);
    }

    [TestMethod]
    public void Trap_prints_reason_and_backtrace()
    {
        using var run = Prepared();
        Assert.AreEqual(Trap, run.Run("run", "--invoke", "oops", "m.cwasm"));
        Assert.StartsWith("Error: failed to run main module `m.cwasm`\n\nCaused by:\n    0: failed to invoke `oops`\n", run.Error);
        Assert.Contains(" - m!oops\n", run.Error);
        Assert.EndsWith("wasm trap: wasm `unreachable` instruction executed\n", run.Error);
    }

    [TestMethod]
    [DataRow("--fuel=1000", "all fuel consumed by WebAssembly")]
    [DataRow("--timeout=1", "interrupt")]
    public void Limits_stop_a_guest_that_was_compiled_for_them(string option, string reason)
    {
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Module, new CompileOptions { FuelChecks = true, EpochChecks = true });
        Assert.AreEqual(Trap, run.Run("run", option, "m.cwasm"));
        Assert.EndsWith($"wasm trap: {reason}\n", run.Error);
    }

    [TestMethod]
    [DataRow("run --fuel 10 m.cwasm", "m.cwasm: --fuel cannot limit it: it was compiled without fuel checks; compile with --fuel-checks")]
    [DataRow("run --timeout 1 m.cwasm", "m.cwasm: --timeout cannot interrupt it: it was compiled without epoch checks; compile with --epoch-checks")]
    [DataRow("run missing.cwasm", "missing.cwasm: unknown import: `env::f` has not been defined")]
    [DataRow(
        "run wrong.cwasm",
        "wrong.cwasm: incompatible import type for `wasi_snapshot_preview1::fd_close`: expected (func (param i64) (result i32)), "
        + "found (func (param i32) (result i32))")]
    [DataRow(
        "run --trust isa.cwasm",
        "isa.cwasm: this platform cannot run the artifact: compiled for riscv64, this machine is x86_64: compile with --target x86_64; "
        + "compiled for the Windows calling convention, this system uses System V: compile with --target for this operating system")]
    [DataRow(
        "run --trust cpu.cwasm",
        "cpu.cwasm: this platform cannot run the artifact: the code uses CPU features that this machine lacks (bit 63): "
        + "compile without them (--cpu)")]
    [DataRow("run huge.cwasm", "huge.cwasm: cannot reserve 140737488355328 bytes of address space: Cannot allocate memory")]
    [DataRow("run damaged.cwasm", "damaged.cwasm: artifact section 'header', offset 0x44: the checksum is 0x")]
    [DataRow("run cut.cwasm", "cut.cwasm: artifact section 'header', offset ")]
    [DataRow("run empty.cwasm", "empty.cwasm: cannot map 'empty.cwasm': the file is empty")]
    [DataRow("run text.cwasm", "text.cwasm: not an artifact")]
    [DataRow("run nowhere.cwasm", "nowhere.cwasm: cannot open 'nowhere.cwasm': No such file or directory")]
    [DataRow("run .", ".: cannot read '.': Is a directory")]
    [DataRow("run --dir nowhere m.cwasm", "cannot give the guest 'nowhere': no such directory")]
    [DataRow("run --max-memory 1K m.cwasm", "m.cwasm: a memory of 65536 bytes is larger than the store allows")]
    [DataRow("run --invoke nothing m.cwasm", "m.cwasm: has no exported function 'nothing'")]
    public void What_cannot_run_ends_in_one_line(string arguments, string expected)
    {
        using var run = Prepared();
        Check(run, arguments, Failure, "wasmtime-min: " + expected);
    }

    [TestMethod]
    [DataRow("", "needs a command: wasmtime-min run [OPTIONS] FILE.cwasm [ARGS...]")]
    [DataRow("walk", "unknown command 'walk'; --help lists what there is")]
    [DataRow("run", "needs an artifact: run [OPTIONS] FILE.cwasm [ARGS...]")]
    [DataRow("run --nope m.cwasm", "unknown option '--nope'; --help lists the options")]
    [DataRow("run --fuel", "--fuel needs a value: --fuel N")]
    [DataRow("run --fuel much m.cwasm", "--fuel takes a whole number (suffix K, M or G allowed), not 'much'")]
    [DataRow("run --timeout 0 m.cwasm", "--timeout takes a number of at least 1, not '0'")]
    [DataRow("run --trust=yes m.cwasm", "--trust takes no value, but 'yes' was given")]
    [DataRow("run --env X m.cwasm", "--env takes NAME=VALUE, not 'X'")]
    [DataRow("run --invoke add m.cwasm 1", "function 'add' takes 2 arguments, not 1: (func (param i32 i32) (result i32))")]
    [DataRow("run --invoke add m.cwasm 1 x", "argument 1 of function 'add' must be an i32, not 'x'")]
    public void Wrong_use_ends_in_one_line(string arguments, string expected)
    {
        using var run = Prepared();
        bool isOfRun = arguments.StartsWith("run", StringComparison.Ordinal);
        Check(run, arguments, WrongUse, (isOfRun ? "wasmtime-min run: " : "wasmtime-min: ") + expected);
    }

    private static void Check(RunnerRun run, string arguments, int code, string expected)
    {
        int actual = run.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith(expected, run.Error);
        Assert.AreEqual(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal), run.Error);
        Assert.AreEqual("", run.Output);
        Assert.AreEqual(code, actual);
    }

    private static RunnerRun Prepared()
    {
        var run = new RunnerRun();
        run.Compile("m.cwasm", Module);
        run.Compile("missing.cwasm", """(module (import "env" "f" (func)))""");
        run.Compile("wrong.cwasm", """(module (import "wasi_snapshot_preview1" "fd_close" (func (param i64) (result i32))))""");
        run.Compile("isa.cwasm", Module, null, static bytes =>
        {
            bytes[IsaOffset] = (byte)Platform.Isa.Riscv64;
            bytes[AbiOffset] = (byte)Platform.HostAbi.Windows;
        });
        run.Compile("cpu.cwasm", Module, null, static bytes => bytes[CpuFeaturesOffset + 7] |= 0x80);
        run.Compile("huge.cwasm", Module, new CompileOptions { MemoryReservation = (1UL << 47) - (1UL << 32), MemoryGuard = 1UL << 32 });
        run.Compile("damaged.cwasm", Module, null, static bytes => bytes[^1] ^= 1);
        File.WriteAllBytes(Path.Combine(run.Folder, "cut.cwasm"), File.ReadAllBytes(Path.Combine(run.Folder, "m.cwasm"))[..2000]);
        File.WriteAllText(Path.Combine(run.Folder, "empty.cwasm"), "");
        File.WriteAllText(Path.Combine(run.Folder, "text.cwasm"), Module);
        return run;
    }
}
