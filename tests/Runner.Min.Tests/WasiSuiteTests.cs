using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Wasi;

namespace Wasmtime.Min.Tests.Runner;

/// <summary>
/// The programs of the public WASI suite for preview 1. Environment variable <c>WASM_TESTSUITE</c> names the folder that holds <c>wasi/p1</c>.
/// </summary>
[TestClass]
public sealed class WasiSuiteTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void All_programs_pass_in_wasmtime_min()
    {
        List<WasiSuite> programs = WasiSuite.All();
        using var run = new RunnerRun();
        List<string> complaints = [];
        foreach (WasiSuite program in programs)
        {
            run.Compile(program.Name + ".cwasm", File.ReadAllBytes(program.Module));
            List<string> arguments = ["run"];
            if (program.CopyRoot(Path.Combine(run.Folder, program.Name)) is { } root)
            {
                arguments.AddRange(["--dir", root + "::/"]);
            }

            foreach ((string name, string value) in program.Environment)
            {
                arguments.AddRange(["--env", $"{name}={value}"]);
            }

            arguments.AddRange([program.Name + ".cwasm", .. program.Arguments]);
            int exitCode = run.Run([.. arguments]);
            Note(program.Complaint(exitCode, run.Output, run.Error), complaints);
        }

        Report(programs.Count, complaints);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void All_programs_pass_in_both_ways_of_opening(bool usesOpenAt2)
    {
        List<WasiSuite> programs = WasiSuite.All();
        using var run = new RunnerRun();
        List<string> complaints = [];
        using var engine = new Engine(new PosixPlatform(new PosixOptions { UsesOpenAt2 = usesOpenAt2 }));
        foreach (WasiSuite program in programs)
        {
            byte[] artifact = ArtifactCompiler.Compile(File.ReadAllBytes(program.Module), new CompileOptions());
            var output = new MemoryStream();
            var error = new MemoryStream();
            var configuration = new WasiConfiguration { Input = static _ => 0, Output = output.Write, Error = error.Write };
            configuration.Arguments.Add(program.Name);
            program.Arguments.ForEach(configuration.Arguments.Add);
            program.Environment.ForEach(variable => configuration.Environment.Add(new(variable.Name, variable.Value)));
            if (program.CopyRoot(Path.Combine(run.Folder, program.Name)) is { } root)
            {
                configuration.Directories.Add((root, "/"));
            }

            int exitCode = RunProgram(engine, artifact, configuration, error);
            string said = Encoding.UTF8.GetString(output.ToArray());
            Note(program.Complaint(exitCode, said, Encoding.UTF8.GetString(error.ToArray())), complaints);
        }

        Report(programs.Count, complaints);
    }

    private static int RunProgram(Engine engine, byte[] artifact, WasiConfiguration configuration, MemoryStream error)
    {
        const int Trap = 134;
        using Module module = Module.Load(engine, artifact);
        using var store = new Store(engine) { Fuel = long.MaxValue };
        var linker = new Linker(engine);
        using (WasiLinker.Define(linker, configuration))
        {
            try
            {
                linker.Instantiate(store, module).GetFunction("_start")!.Invoke();
                return 0;
            }
            catch (WasiExitException exit)
            {
                return exit.ExitCode;
            }
            catch (TrapException trap)
            {
                error.Write(Encoding.UTF8.GetBytes(trap.Message));
                return Trap;
            }
        }
    }

    private void Note(string? complaint, List<string> complaints)
    {
        if (complaint is not null)
        {
            complaints.Add(complaint);
            TestContext.WriteLine(complaint);
        }
    }

    private void Report(int count, List<string> complaints)
    {
        TestContext.WriteLine($"{count - complaints.Count} of {count} programs pass");
        Assert.IsEmpty(complaints, string.Join('\n', complaints));
    }
}
