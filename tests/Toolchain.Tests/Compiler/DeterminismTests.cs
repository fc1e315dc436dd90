using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Tests.Toolchain.Text;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Cli;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;

namespace Wasmtime.Min.Tests.Toolchain.Compiler;

/// <summary>The same input and options give the same artifact, byte for byte.</summary>
[TestClass]
public sealed class DeterminismTests
{
    [TestMethod]
    [DataRow(OptLevel.Speed)]
    [DataRow(OptLevel.None)]
    public void Threads_do_not_show(OptLevel level)
    {
        foreach ((string name, byte[] module) in SampleModules.All)
        {
            byte[] expected = ArtifactCompiler.Compile(module, new CompileOptions { Threads = 1, OptLevel = level });
            foreach (int threads in (ReadOnlySpan<int>)[1, 2, 7])
            {
                byte[] actual = ArtifactCompiler.Compile(module, new CompileOptions { Threads = threads, OptLevel = level });
                Assert.IsTrue(expected.AsSpan().SequenceEqual(actual), $"{name}, {threads} threads");
            }
        }
    }

    [TestMethod]
    [DataRow("call_indirect")]
    [DataRow("memory_copy")]
    [DataRow("func")]
    [DataRow("float_exprs")]
    [DataRow("names")]
    public void Threads_do_not_show_in_the_modules_of_a_suite(string file)
    {
        string path = Path.Combine(SpecSuite.Folder(), "core", file + ".wast");
        int compared = 0;
        foreach (ModuleDirective module in WastScript.Parse(File.ReadAllBytes(path), path).Directives.OfType<ModuleDirective>())
        {
            try
            {
                byte[] one = ArtifactCompiler.Compile(module.Module.Parse(WasmFeatures.All), new CompileOptions { Threads = 1 });
                byte[] two = ArtifactCompiler.Compile(module.Module.Parse(WasmFeatures.All), new CompileOptions { Threads = 2 });
                Assert.IsTrue(one.AsSpan().SequenceEqual(two), $"{file}, line {module.Line}");
                compared++;
            }
            catch (UnsupportedFeatureException)
            {
                // Waits for a back end.
            }
        }

        Assert.IsGreaterThan(0, compared);
    }

    // Another process, from another folder, of another language and time zone, reading a copy of the module at another path.
    [TestMethod]
    public void Surroundings_do_not_show()
    {
        string program = Path.ChangeExtension(typeof(CommandTable).Assembly.Location, ".dll");
        foreach ((string name, byte[] module) in SampleModules.All)
        {
            string folder = Directory.CreateTempSubdirectory("surroundings of another name ").FullName;
            try
            {
                File.WriteAllBytes(Path.Combine(folder, name), module);
                var start = new ProcessStartInfo("dotnet", [program, "compile", "--threads", "2", name, "-o", "out.cwasm"])
                {
                    WorkingDirectory = folder,
                    RedirectStandardError = true,
                    Environment =
                    {
                        ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8", ["TZ"] = "Pacific/Kiritimati", ["HOME"] = folder,
                        ["DOTNET_TieredPGO"] = "0", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0",
                    },
                };
                using Process child = Process.Start(start)!;
                string error = child.StandardError.ReadToEnd();
                child.WaitForExit();
                Assert.AreEqual(0, child.ExitCode, error);
                byte[] expected = ArtifactCompiler.Compile(module, new CompileOptions { Threads = 1 });
                Assert.IsTrue(expected.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, "out.cwasm"))), name);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
