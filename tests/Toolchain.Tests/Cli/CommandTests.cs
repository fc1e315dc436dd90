using System.IO;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

[TestClass]
public sealed class CommandTests
{
    private const string Good = "(module (func (export \"f\") (param i32) (result i32) local.get 0 i32.const 1 i32.add))";

    [TestMethod]
    public void Validate_is_silent_for_valid_modules()
    {
        using var run = new CommandRun();
        Assert.AreEqual(ExitCode.Success, run.Run("validate", run.Write("good.wat", Good)), run.Error);
        Assert.AreEqual("", run.Output + run.Error);
    }

    [TestMethod]
    [DataRow("(module (func (result i32) i64.const 1))", "bad.wat:1:39: type mismatch: ", DisplayName = "invalid")]
    [DataRow("(module\n  (func foo))", "bad.wat:2:9: unknown operator", DisplayName = "malformed")]
    [DataRow("(module (memory 1 2)", "bad.wat:1:", DisplayName = "open parenthesis")]
    [DataRow("", "bad.wat:1:1: ", DisplayName = "empty")]
    public void A_refused_text_names_file_line_and_column(string text, string expected)
    {
        using var run = new CommandRun();
        int code = run.Run("validate", run.Write("bad.wat", text));
        if (text.Length > 0)
        {
            Assert.AreEqual(ExitCode.Failure, code);
            Assert.StartsWith("wasmtime-aot: " + expected, run.Error);
            Assert.AreEqual(1, Lines(run.Error));
        }
        else
        {
            Assert.AreEqual(ExitCode.Success, code); // no fields make an empty module
        }
    }

    [TestMethod]
    public void A_refused_binary_names_file_and_offset()
    {
        using var run = new CommandRun();
        Assert.AreEqual(ExitCode.Failure, run.Run("validate", run.Write("bad.wasm", "\0asm\u0001\0\0\0\u0001"u8.ToArray())));
        Assert.StartsWith("wasmtime-aot: bad.wasm: unexpected end", run.Error);
        Assert.Contains("offset 0x9", run.Error);
        Assert.AreEqual(1, Lines(run.Error));
    }

    [TestMethod]
    [DataRow("abcdefgh", "magic header not detected")]
    [DataRow("\u007fELF", "this is an ELF file")]
    [DataRow("\0asm\r\0\u0001\0", "unsupported feature: component-model")]
    public void Files_that_are_no_core_modules_are_named(string text, string expected)
    {
        using var run = new CommandRun();
        Assert.AreEqual(ExitCode.Failure, run.Run("validate", run.Write("odd.wasm", text)));
        Assert.StartsWith("wasmtime-aot: odd.wasm: " + expected, run.Error);
    }

    [TestMethod]
    public void Unreadable_files_fail_with_one_line()
    {
        using var run = new CommandRun();
        Assert.AreEqual(ExitCode.Failure, run.Run("validate", run.PathOf("none.wasm")));
        Assert.AreEqual("wasmtime-aot: none.wasm: cannot be read: no such file or directory\n", run.Error);
        Directory.CreateDirectory(run.PathOf("folder"));
        Assert.AreEqual(ExitCode.Failure, run.Run("print", run.PathOf("folder")));
        Assert.AreEqual("wasmtime-aot: folder: cannot be read: is a directory\n", run.Error);
    }

    [TestMethod]
    [DataRow("validate", "needs a module")]
    [DataRow("validate --frobnicate x", "unknown option '--frobnicate'")]
    [DataRow("validate -W nonsense=y x", "-W knows no feature 'nonsense'")]
    [DataRow("validate -W simd=maybe x", "-W simd takes yes or no, not 'maybe'")]
    [DataRow("print a b", "takes one file, but 'b' follows 'a'")]
    [DataRow("print --offsets=3 a", "--offsets takes no value")]
    [DataRow("parse -o", "-o needs a value")]
    [DataRow("wast --threads 0 x", "--threads takes a number of at least 1")]
    public void Wrong_use_exits_2_and_shows_the_usage(string line, string expected)
    {
        using var run = new CommandRun();
        string[] arguments = line.Split(' ');
        Assert.AreEqual(ExitCode.WrongUse, run.Run(arguments));
        Assert.StartsWith($"wasmtime-aot {arguments[0]}: {expected}", run.Error);
        Assert.Contains($"\nusage: wasmtime-aot {arguments[0]} ", run.Error);
    }

    [TestMethod]
    public void Unknown_commands_and_none_exit_2()
    {
        using var run = new CommandRun();
        Assert.AreEqual(ExitCode.WrongUse, run.Run());
        Assert.AreEqual(ExitCode.WrongUse, run.Run("fly"));
        Assert.AreEqual("wasmtime-aot: unknown command 'fly'; --help lists the commands\n", run.Error);
    }

    [TestMethod]
    public void Every_command_has_help_and_stands_in_the_list()
    {
        using var run = new CommandRun();
        Assert.AreEqual(ExitCode.Success, run.Run("--help"));
        string list = run.Output;
        foreach (Command command in CommandTable.Commands)
        {
            Assert.Contains($"\n  {command.Name} ", list);
            Assert.AreEqual(ExitCode.Success, run.Run(command.Name, "--help"));
            Assert.StartsWith($"usage: wasmtime-aot {command.Name} ", run.Output);
            foreach (string line in run.Output.Split('\n'))
            {
                Assert.IsLessThanOrEqualTo(120, line.Length, line);
            }
        }
    }

    [TestMethod]
    public void Text_becomes_binary_and_text_again()
    {
        using var run = new CommandRun();
        string wasm = run.PathOf("good.wasm");
        Assert.AreEqual(ExitCode.Success, run.Run("parse", run.Write("good.wat", Good), "-o", wasm), run.Error);
        Assert.AreEqual(ExitCode.Success, run.Run("print", wasm), run.Error);
        string printed = run.Output;
        Assert.Contains("i32.add", printed);
        Assert.AreEqual(ExitCode.Success, run.Run("parse", run.Write("again.wat", printed)), run.Error);
        CollectionAssert.AreEqual(File.ReadAllBytes(wasm), File.ReadAllBytes(run.PathOf("again.wasm")));
    }

    [TestMethod]
    public void A_feature_can_be_switched_off()
    {
        using var run = new CommandRun();
        string path = run.Write("simd.wat", "(module (func (param v128)))");
        Assert.AreEqual(ExitCode.Success, run.Run("validate", path), run.Error);
        Assert.AreEqual(ExitCode.Failure, run.Run("validate", "-W", "simd=n", path));
        Assert.Contains("simd", run.Error);
    }

    private static int Lines(string text) => text.Split('\n').Length - 1;
}
