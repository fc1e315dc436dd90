using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>
/// A folder of WASI programs that take a size as their argument (WASM_PROGRAMS names it; tests/Programs/build.sh fills one) prints the same on
/// every instruction set and system as on this machine.
/// </summary>
[TestClass]
public sealed class ProgramTests
{
    private const string Variable = "WASM_PROGRAMS";
    private const string Size = "small";

    private static readonly Lock Printing = new();
    private static readonly Dictionary<string, string> Printed = [];

    [TestMethod]
    [DataRow("aarch64")]
    [DataRow("riscv64")]
    [DataRow("s390x")]
    public void Programs_print_the_same_under_emulation(string isa)
    {
        string[] programs = NeedPrograms();
        Compare(programs, program => Machines.RunEmulated(isa, program, Size));
    }

    [TestMethod]
    public void Programs_print_the_same_on_Windows()
    {
        string[] programs = NeedPrograms();
        Wine wine = Machines.NeedWine();
        Compare(programs, program => RunThere(wine, wine.Publish("Runner.Min", "wasmtime-min"), program));
    }

    [TestMethod]
    public void Programs_print_the_same_on_Arm64_natively()
    {
        string[] programs = NeedPrograms();
        QemuArm64 arm = Machines.NeedArm64();
        Compare(programs, program => RunThere(arm, arm.PublishNative("Runner.Min", "wasmtime-min"), program));
    }

    private static string[] NeedPrograms()
    {
        string folder = Environment.GetEnvironmentVariable(Variable) ?? "";
        if (folder.Length == 0)
        {
            Assert.Inconclusive($"{Variable} is not set: it names the folder of the programs");
        }

        string[] programs = Directory.GetFiles(Path.GetFullPath(folder), "*.wasm");
        Assert.IsNotEmpty(programs, folder);
        Array.Sort(programs, StringComparer.Ordinal);
        return programs;
    }

    private static void Compare(string[] programs, Func<string, ProgramRun> run)
    {
        List<string> problems = [];
        foreach (string program in programs)
        {
            string expected = PrintedHere(program);
            ProgramRun actual = run(program);
            if (actual.ExitCode != 0 || actual.Output != expected)
            {
                problems.Add($"{program}: '{expected}' here, '{actual.Output}' there (exit code {actual.ExitCode}) {actual.Error}");
            }
        }

        Assert.IsEmpty(problems, string.Join('\n', problems));
    }

    private static string PrintedHere(string program)
    {
        lock (Printing)
        {
            if (!Printed.TryGetValue(program, out string? printed))
            {
                ProgramRun native = Machines.RunHere("run", program, Size);
                Assert.AreEqual(0, native.ExitCode, program + ": " + native.Output + native.Error);
                Printed[program] = printed = native.Output;
            }

            return printed;
        }
    }

    private static ProgramRun RunThere(PublishedPrograms machine, string runner, string program) =>
        machine.Run(runner, "run", machine.Compile(Path.GetFileNameWithoutExtension(program), File.ReadAllBytes(program)), Size);
}
