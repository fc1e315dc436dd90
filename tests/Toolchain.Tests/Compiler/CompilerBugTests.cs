// A pass that leaves wrong IR behind, on purpose: what a bug of the compiler looks like to who meets it.
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Tests.Toolchain.Cli;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Cli;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Opt;

namespace Wasmtime.Min.Tests.Toolchain.Compiler;

[TestClass]
public sealed class CompilerBugTests
{
    private const string Source = """
        (module
          (func)
          (func $victim (param i32) (result i32) (i32.mul (local.get 0) (local.get 0))))
        """;

    private static readonly CompileOptions Sabotaged = new()
    {
        Target = "x86_64-linux",
        VerifyEach = true,
        Passes = [.. PassList.All, new Pass("sabotage", LoseTerminator), new Pass("dead-code-2", static o => o.DeadCode.Run(o))],
    };

    [TestMethod]
    public void The_pass_and_the_function_are_named()
    {
        CompilerBugException bug = Assert.ThrowsExactly<CompilerBugException>(() => ArtifactCompiler.Compile(Encoding.UTF8.GetBytes(Source), Sabotaged));
        Assert.AreEqual("sabotage", bug.Pass);
        Assert.AreEqual(1, bug.FunctionIndex);
        Assert.AreEqual("compiler bug in pass 'sabotage', function 1 'victim': block0 has no terminator", bug.Message);
    }

    [TestMethod]
    public void The_command_says_how_to_see_more()
    {
        using var run = new CommandRun();
        string path = run.Write("a.wat", Source);
        var context = new CommandContext(TextWriter.Null, TextWriter.Null, Stream.Null);
        CommandException error = Assert.ThrowsExactly<CommandException>(
            () => Compilation.Compile(ModuleFile.Open(path), Sabotaged, dumps: null, context));
        Assert.Contains($"wasmtime-aot compile {path} --verify-each --dump ir,opt,lower,regalloc,asm --func 1", error.Message);
        Assert.Contains("function 1 'victim'", error.Message);
    }

    private static bool LoseTerminator(Optimizer optimizer)
    {
        if (optimizer.Function.Name == "victim")
        {
            optimizer.Function.Empty(new Block(0));
        }

        return false;
    }
}
