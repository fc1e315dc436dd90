using System;
using System.Diagnostics;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runner;

/// <summary>wasmtime-min between other programs: closed pipes and streams, full devices, times that are over, codes of exit, directories that change.</summary>
[TestClass]
public sealed class FilterTests
{
    private const int Failure = 1, Trap = 134;

    // Writes a line until that fails; exits with the errno.
    private const string Writer = """
        (module
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\10\00\00\00\05\00\00\00") (data (i32.const 16) "line\n")
          (func (export "_start") (local $error i32)
            (loop $again
              (local.set $error (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
              (br_if $again (i32.eqz (local.get $error))))
            (call $exit (local.get $error))))
        """;

    // Copies at most 64 bytes from input to output; exits with 100 and the errno of reading, or with 50 and that of writing.
    private const string Copier = """
        (module
          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\10\00\00\00\40\00\00\00")
          (func (export "_start") (local $error i32)
            (local.set $error (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
            (if (local.get $error) (then (call $exit (i32.add (i32.const 100) (local.get $error)))))
            (i32.store (i32.const 4) (i32.load (i32.const 8)))
            (local.set $error (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
            (if (local.get $error) (then (call $exit (i32.add (i32.const 50) (local.get $error)))))))
        """;

    // Waits for a minute, or for input, by the call that its argument's length tells; exits with 7 if that ever ends.
    private const string Waiter = """
        (module
          (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\00\02\00\00\40\00\00\00")
          (data (i32.const 100) "pipe")
          (func (export "_start")
            (drop (call $sizes (i32.const 16) (i32.const 20)))
            (if (i32.eq (i32.load (i32.const 16)) (i32.const 1)) (then
              (i32.store (i32.const 272) (i32.const 1))
              (i64.store (i32.const 280) (i64.const 60000000000))
              (drop (call $poll (i32.const 256) (i32.const 512) (i32.const 1) (i32.const 8)))))
            (if (i32.eq (i32.load (i32.const 16)) (i32.const 2)) (then
              (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))))
            (if (i32.eq (i32.load (i32.const 16)) (i32.const 3)) (then
              (drop (call $open (i32.const 3) (i32.const 0) (i32.const 100) (i32.const 4) (i32.const 0) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 8)))))
            (call $exit (i32.const 7))))
        """;

    private const string Exit = """
        (module
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (func (export "_start") (call $exit (i32.const CODE))))
        """;

    [TestMethod]
    public void A_pipe_that_is_closed_ends_the_guest()
    {
        const int Pipe = 64;
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Writer);
        Assert.AreEqual(0, run.Shell("{ $RUN run m.cwasm; echo $? >code; } | head -1"), run.Error);
        Assert.AreEqual("line\n", run.Output);
        Assert.AreEqual($"{Pipe}\n", File.ReadAllText(Path.Combine(run.Folder, "code")));

        // What the program itself has to say meets the end of any other filter.
        Assert.AreEqual(0, run.Shell("{ sleep 0.2; $RUN --help; echo $? >code; } | true"), run.Error);
        Assert.AreEqual("", run.Error);
        Assert.AreEqual("141\n", File.ReadAllText(Path.Combine(run.Folder, "code")));
    }

    [TestMethod]
    public void Closed_input_is_at_its_end_and_closed_output_an_error()
    {
        const int BadFile = 8;
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Copier);
        Assert.AreEqual(0, run.Shell("$RUN run m.cwasm <&-"), run.Error);
        Assert.AreEqual("", run.Output);
        Assert.AreEqual(50 + BadFile, run.Shell("echo text | $RUN run m.cwasm >&-"), run.Error);
        Assert.AreEqual(0, run.Shell("$RUN run m.cwasm <&- 2>&-"), run.Error);
        Assert.AreEqual(0, run.Shell("echo text | $RUN run m.cwasm"), run.Error);
        Assert.AreEqual("text\n", run.Output);
    }

    [TestMethod]
    public void A_full_device_is_an_error_of_the_guest_or_of_the_program()
    {
        const int NoSpace = 51;
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Writer);
        run.Compile("i.cwasm", """(module (func (export "f") (result i32) (i32.const 1)))""");
        Assert.AreEqual(NoSpace, run.Shell("$RUN run m.cwasm >/dev/full"), run.Error);
        Assert.AreEqual("", run.Error);
        foreach (string command in (string[])["--help", "--version", "run --help", "run --invoke f i.cwasm"])
        {
            Assert.AreEqual(Failure, run.Shell($"$RUN {command} >/dev/full"), command);
            Assert.AreEqual("wasmtime-min: cannot write to standard output: the device is full\n", run.Error);
            Assert.AreEqual(Failure, run.Shell($"$RUN {command} >&-"), command);
            Assert.AreEqual("wasmtime-min: cannot write to standard output: it is closed\n", run.Error);
        }
    }

    [TestMethod]
    [DataRow("", "a poll of a minute")]
    [DataRow("read", "reading standard input")]
    [DataRow("open it", "opening a pipe that nobody reads")]
    public void A_time_that_is_over_ends_what_waits(string arguments, string what)
    {
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Waiter, new CompileOptions { EpochChecks = true });
        long began = Stopwatch.GetTimestamp();
        Assert.AreEqual(Trap, run.Shell($"mkfifo pipe; $RUN run --dir . --timeout 1 m.cwasm {arguments} < <(sleep 60 2>/dev/null)"), what);
        Assert.EndsWith("wasm trap: interrupt\n", run.Error);
        Assert.IsLessThan(TimeSpan.FromSeconds(40), Stopwatch.GetElapsedTime(began));
    }

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(1, 1)]
    [DataRow(125, 125)]
    [DataRow(126, Failure)]
    [DataRow(256, Failure)]
    [DataRow(512, Failure)]
    [DataRow(65536, Failure)]
    [DataRow(int.MinValue, Failure)]
    [DataRow(-1, Failure)]
    public void Codes_of_exit_that_no_program_can_have_are_refused(int code, int expected)
    {
        using var run = new RunnerRun();
        run.Compile("m.cwasm", Exit.Replace("CODE", code.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.AreEqual(expected, run.Run("run", "m.cwasm"));
        Assert.AreEqual(code == expected ? "" : $"wasmtime-min: m.cwasm: the program wants to exit with {code}; codes go from 0 to 125\n", run.Error);
    }

    [TestMethod]
    [DataRow("--dir=")]
    [DataRow("--dir=::")]
    [DataRow("--dir=.::")]
    [DataRow("--dir=::/x")]
    public void A_directory_needs_a_name(string option)
    {
        using var run = new RunnerRun();
        Assert.AreEqual(2, run.Run("run", option, "m.cwasm"));
        Assert.StartsWith("wasmtime-min run: --dir takes HOST[::GUEST]", run.Error);
    }

    [TestMethod]
    public void Names_and_arguments_keep_bytes_that_are_no_text()
    {
        using var run = new RunnerRun();

        // Prints its first argument.
        run.Compile("m.cwasm", """
            (module
              (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (drop (call $args (i32.const 0) (i32.const 100)))
                (i32.store (i32.const 16) (i32.load (i32.const 4)))
                (i32.store (i32.const 20) (i32.const 3))
                (drop (call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24)))))
            """);
        Assert.AreEqual(0, run.Shell("$RUN run m.cwasm $(printf 'a\\377b') | od -An -tx1"), run.Error);
        Assert.AreEqual(" 61 ff 62\n", run.Output);
        Assert.AreEqual(0, run.Shell("d=$(printf 'd\\377'); mkdir $d; $RUN run --dir $d m.cwasm xyz; code=$?; rmdir $d; exit $code"), run.Error);
    }
}
