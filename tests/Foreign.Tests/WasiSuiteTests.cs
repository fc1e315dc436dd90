using System.Collections.Generic;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Tests.Runner;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>
/// The programs of the public WASI suite for preview 1 on other systems (WASM_TESTSUITE names the folder that holds wasi/p1). What a system cannot do
/// stands in wasi-exceptions.txt with the reason; what stands there and passes is an error.
/// </summary>
[TestClass]
public sealed class WasiSuiteTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void All_programs_pass_on_Windows_but_for_those_that_it_cannot_run()
    {
        List<WasiSuite> programs = WasiSuite.All();
        Wine wine = Machines.NeedWine();
        Check(programs, wine, wine.Publish("Runner.Min", "wasmtime-min"), "windows");
    }

    [TestMethod]
    public void All_programs_pass_on_Arm64()
    {
        List<WasiSuite> programs = WasiSuite.All();
        QemuArm64 arm = Machines.NeedArm64();
        Check(programs, arm, arm.PublishNative("Runner.Min", "wasmtime-min"), "aarch64-linux");
    }

    private void Check(List<WasiSuite> programs, PublishedPrograms machine, string runner, string system)
    {
        Dictionary<string, string> exceptions = ReadExceptions(system);
        List<string> problems = [];
        int passed = 0;
        foreach (WasiSuite program in programs)
        {
            string? complaint = RunProgram(program, machine, runner);
            bool isException = exceptions.Remove(program.Name);
            passed += complaint is null ? 1 : 0;
            if (complaint is not null != isException)
            {
                problems.Add(complaint ?? $"{program.Name} passes, but stands in {ExceptionsFile}");
            }
        }

        foreach (string name in exceptions.Keys)
        {
            problems.Add($"{name} stands in {ExceptionsFile}, but there is no such program");
        }

        TestContext.WriteLine($"{passed} of {programs.Count} programs pass");
        Assert.IsEmpty(problems, string.Join('\n', problems));
    }

    private static string? RunProgram(WasiSuite program, PublishedPrograms machine, string runner)
    {
        string name = "wasi-" + program.Name;
        List<string> arguments = ["run"];
        if (program.CopyRoot(Path.Combine(machine.Folder, name)) is not null)
        {
            arguments.AddRange(["--dir", name + "::/"]);
        }

        foreach ((string variable, string value) in program.Environment)
        {
            arguments.AddRange(["--env", $"{variable}={value}"]);
        }

        arguments.AddRange([machine.Compile(name, File.ReadAllBytes(program.Module)), .. program.Arguments]);
        ProgramRun run = machine.Run(runner, arguments);
        return program.Complaint(run.ExitCode, run.Output, run.Error);
    }

    private const string ExceptionsFile = "wasi-exceptions.txt";

    // Lines "system program: reason".
    private static Dictionary<string, string> ReadExceptions(string system)
    {
        Dictionary<string, string> exceptions = [];
        foreach (string line in File.ReadLines(Path.Combine(PublishedPrograms.Root(), "tests", "Foreign.Tests", ExceptionsFile)))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] parts = line.Split(": ", 2);
            string[] names = parts[0].Split(' ');
            Assert.IsTrue(parts.Length == 2 && names.Length == 2, $"{ExceptionsFile}: '{line}' is not \"system program: reason\"");
            if (names[0] == system)
            {
                exceptions.Add(names[1], parts[1]);
            }
        }

        return exceptions;
    }
}
