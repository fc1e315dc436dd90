using System;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli;
using Wasmtime.Min.Toolchain.Cli.Files;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

/// <summary>Outputs are written beside what is there and renamed.</summary>
[TestClass]
public sealed class OutputTests
{
    private const string Good = "(module (func (export \"f\") (result i32) i32.const 7))";

    [TestMethod]
    public void A_failure_while_writing_leaves_the_old_file_and_nothing_else()
    {
        using var run = new CommandRun();
        string folder = Path.GetDirectoryName(run.Write("out", "old"))!;
        InputFile input = InputFile.Read(run.Write("in.wat", Good));
        CommandException error = Assert.ThrowsExactly<CommandException>(() => OutputFile.Write(run.PathOf("out"), input, Context(), stream =>
        {
            stream.Write("half of it"u8);
            throw new IOException("No space left on device");
        }));
        Assert.EndsWith("out: cannot be written: no space left on device", error.Message);
        Assert.AreEqual("old", File.ReadAllText(run.PathOf("out")));
        Assert.HasCount(2, Directory.GetFiles(folder));
    }

    [TestMethod]
    public void A_file_that_is_open_keeps_its_contents()
    {
        using var run = new CommandRun();
        string wat = run.Write("in.wat", Good);
        string output = run.Write("out.cwasm", "old");
        using FileStream running = File.OpenRead(output);
        Assert.AreEqual(ExitCode.Success, run.Run("compile", wat, "-o", output), run.Error);
        Assert.AreEqual("old", new StreamReader(running).ReadToEnd());
        Assert.IsGreaterThan(4096, new FileInfo(output).Length);
    }

    [TestMethod]
    public void Permissions_and_links_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("permissions and links of POSIX");
            return;
        }

        using var run = new CommandRun();
        string wat = run.Write("in.wat", Good);
        string target = run.Write("target", "old");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        File.SetUnixFileMode(target, Mode);
        Directory.CreateDirectory(run.PathOf("sub"));
        File.CreateSymbolicLink(run.PathOf("sub/one"), "../two");
        File.CreateSymbolicLink(run.PathOf("two"), "target");
        Assert.AreEqual(ExitCode.Success, run.Run("parse", wat, "-o", run.PathOf("sub/one")), run.Error);
        Assert.AreEqual("../two", new FileInfo(run.PathOf("sub/one")).LinkTarget);
        Assert.AreEqual("target", new FileInfo(run.PathOf("two")).LinkTarget);
        Assert.AreEqual(Mode, File.GetUnixFileMode(target));
        Assert.AreEqual(0, File.ReadAllBytes(target)[0]);
    }

    [TestMethod]
    public void A_link_to_nothing_makes_its_target()
    {
        using var run = new CommandRun();
        File.CreateSymbolicLink(run.PathOf("link"), "new");
        Assert.AreEqual(ExitCode.Success, run.Run("parse", run.Write("in.wat", Good), "-o", run.PathOf("link")), run.Error);
        Assert.IsTrue(File.Exists(run.PathOf("new")));
    }

    [TestMethod]
    public void A_link_to_itself_is_an_error()
    {
        using var run = new CommandRun();
        File.CreateSymbolicLink(run.PathOf("link"), "link");
        Assert.AreEqual(ExitCode.Failure, run.Run("parse", run.Write("in.wat", Good), "-o", run.PathOf("link")));
        Assert.StartsWith("wasmtime-aot: link: cannot be written: too many levels of symbolic links", run.Error);
    }

    [TestMethod]
    public void A_dash_is_standard_output()
    {
        using var run = new CommandRun();
        string wat = run.Write("in.wat", Good);
        Assert.AreEqual(ExitCode.Success, run.Run("compile", wat), run.Error);
        Assert.AreEqual(ExitCode.Success, run.Run("compile", wat, "-o", "-"), run.Error);
        CollectionAssert.AreEqual(File.ReadAllBytes(run.PathOf("in.cwasm")), run.Bytes);
        Assert.AreEqual(ExitCode.Success, run.Run("parse", wat, "-o", "-"), run.Error);
        Assert.StartsWith("\0asm", Encoding.Latin1.GetString(run.Bytes));
        Assert.AreEqual(ExitCode.Success, run.Run("print", wat, "-o", "-"), run.Error);
        Assert.StartsWith("(module", run.Output);
    }

    [TestMethod]
    public void Dumps_do_not_overwrite_the_input()
    {
        using var run = new CommandRun();
        string wat = run.Write("func0.ir", Good);
        Assert.AreEqual(ExitCode.Failure, run.Run("compile", wat, "-o", run.PathOf("x"), "--dump", "ir", "--dump-dir", run.PathOf(".")));
        Assert.Contains("func0.ir: is the input", run.Error);
        Assert.AreEqual(Good, File.ReadAllText(wat));
    }

    private static CommandContext Context() => new(TextWriter.Null, TextWriter.Null);
}
