// What only a process has: descriptors that are closed or full, pipes, arguments that are bytes.
using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

[TestClass]
public sealed class ProcessTests
{
    private const string Good = "(module (func (export \"f\") (result i32) i32.const 7))";
    private const string CannotWrite = "wasmtime-aot: standard output: cannot be written: ";

    [TestInitialize]
    public void NeedsLinux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("descriptors of Linux");
        }
    }

    [TestMethod]
    [DataRow("--help")]
    [DataRow("--version")]
    [DataRow("wast --help")]
    [DataRow("print a.wat")]
    [DataRow("parse a.wat -o -")]
    [DataRow("compile a.wat -o -")]
    [DataRow("compile --emit asm a.wat")]
    [DataRow("compile --dump ir a.wat")]
    [DataRow("objdump a.cwasm")]
    [DataRow("wast a.wast")]
    [DataRow("run --invoke f a.wat")]
    public void Output_that_cannot_be_written_is_one_line_and_a_reader_that_leaves_is_none(string command)
    {
        using var run = new CommandRun();
        Prepare(run);
        (int code, string text) = Shell(run, $"$AOT {command} 2>&1 >/dev/full");
        Assert.AreEqual(1, code);
        Assert.AreEqual(CannotWrite + "no space left on device\n", text);
        (code, text) = Shell(run, $"$AOT {command} 2>&1 >&-");
        Assert.AreEqual(1, code);
        Assert.AreEqual(CannotWrite + "bad file descriptor\n", text);
        (_, text) = Shell(run, $"{{ $AOT {command} 2>err; echo $? >code; }} | true; cat code err");
        Assert.AreEqual("141\n", text);
    }

    [TestMethod]
    public void Closed_streams_that_nobody_needs_do_not_matter()
    {
        using var run = new CommandRun();
        Prepare(run);
        (int code, string text) = Shell(run, "$AOT validate a.wat <&- >&- 2>&-");
        Assert.AreEqual(0, code, text);
        (code, text) = Shell(run, "$AOT compile a.wat -o closed.cwasm <&- >&- 2>&- && cmp a.cwasm closed.cwasm");
        Assert.AreEqual(0, code, text);
        (code, _) = Shell(run, "$AOT validate none.wat 2>&-");
        Assert.AreEqual(1, code);
        (code, text) = Shell(run, "$AOT validate - <&- 2>&1");
        Assert.AreEqual(1, code);
        Assert.AreEqual("wasmtime-aot: standard input: cannot be read: bad file descriptor\n", text);
    }

    [TestMethod]
    public void A_module_comes_from_a_pipe()
    {
        using var run = new CommandRun();
        Prepare(run);
        foreach (string input in new[] { "-", "/dev/stdin" })
        {
            (int code, string text) = Shell(
                run,
                $"cat a.wat | $AOT validate {input} && cat a.wat | $AOT run --invoke f {input} && cat a.cwasm | $AOT run --invoke f {input} "
                + $"&& cat a.wat | $AOT parse {input} -o a.wasm && cat a.wasm | $AOT compile {input} -o b.cwasm && $AOT run --invoke f b.cwasm "
                + $"&& cat a.wasm | $AOT print {input} | grep -c i32.const && cat a.cwasm | $AOT objdump {input} | head -n 1 2>&1");
            Assert.AreEqual("7\n7\n7\n1\nheader:\n", text);
            Assert.AreEqual(0, code);
        }
    }

    [TestMethod]
    public void An_output_is_continued_where_it_stands()
    {
        using var run = new CommandRun();
        Prepare(run);
        (_, string text) = Shell(run, "(echo one; $AOT run --invoke f a.wat; $AOT parse a.wat -o /dev/stdout; echo two) >out; tr -d '\\0' <out | head -n 2; tail -n 1 out");
        Assert.StartsWith("one\n7\n", text.Replace("asm", "", StringComparison.Ordinal));
        Assert.EndsWith("two\n", text);
    }

    [TestMethod]
    public void A_module_without_end_is_refused()
    {
        using var run = new CommandRun();
        (int code, string text) = Shell(run, "$AOT validate /dev/zero 2>&1");
        Assert.AreEqual(1, code);
        Assert.AreEqual("wasmtime-aot: /dev/zero:1:1: illegal character\n", text);
    }

    [TestMethod]
    public void Names_are_bytes()
    {
        using var run = new CommandRun();
        Prepare(run);
        (int code, string text) = Shell(
            run,
            "n=$(printf 'b\\377\\300\\200'); cp a.wat \"$n.wat\"; $AOT validate \"$n.wat\" && $AOT compile \"$n.wat\" && cmp a.cwasm \"$n.cwasm\" "
            + "&& $AOT run --invoke f \"$n.wat\" && $AOT run --invoke f \"$n.cwasm\" && $AOT print \"$n.wat\" -o \"$n.out\" && ls | wc -l "
            + "&& $AOT compile a.wat -o x --dump ir --dump-dir \"$n/$n\" && ls \"$n/$n\" | wc -l; $AOT validate \"no$n\" 2>err; printf \"no$n: \" >expected; "
            + "printf 'wasmtime-aot: ' | cat - expected | head -c 20 >start; head -c 20 err | cmp - start && echo same; rm -r b*");
        Assert.AreEqual("7\n7\n6\n2\nsame\n", text);
        Assert.AreEqual(0, code);
    }

    // From where .NET itself starts (24 here) to where all is well.
    [TestMethod]
    public void A_process_with_few_descriptors_says_so_in_one_line()
    {
        using var run = new CommandRun();
        Prepare(run);
        (_, string text) = Shell(
            run,
            "for n in 34 36 38 40 42 46 50 54 58; do for c in 'validate a.wat' 'compile a.wat -o few.cwasm' 'run --invoke f a.wat'; do "
            + "(ulimit -n $n; $AOT $c >out 2>err); echo \"$n $c: $? $(wc -l <err) $(grep -c -e ' bug ' -e Unhandled -e '^   at' err)\"; done; done");
        foreach (string line in text.TrimEnd().Split('\n'))
        {
            Assert.IsTrue(
                line.EndsWith(": 0 0 0", StringComparison.Ordinal) || line.EndsWith(": 1 0 0", StringComparison.Ordinal)
                || line.EndsWith(": 1 1 0", StringComparison.Ordinal) || line.EndsWith(": 137 1 0", StringComparison.Ordinal),
                line);
        }

        Assert.Contains("58 validate a.wat: 0 0 0", text);
    }

    // a.wat, a.cwasm, a.wast.
    private static void Prepare(CommandRun run)
    {
        run.Write("a.wast", "(module)");
        Assert.AreEqual(0, run.Run("compile", run.Write("a.wat", Good)), run.Error);
    }

    private static (int Code, string Output) Shell(CommandRun run, string script)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "wasmtime-aot.dll");
        using var shell = new Process();
        shell.StartInfo = new ProcessStartInfo("sh", ["-c", script])
        {
            WorkingDirectory = run.PathOf("."),
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.Latin1,
        };
        shell.StartInfo.Environment["AOT"] = $"dotnet {program}";
        shell.Start();
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return (shell.ExitCode, output);
    }
}
