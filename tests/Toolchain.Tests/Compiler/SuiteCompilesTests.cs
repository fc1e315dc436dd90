// Every valid module of the specification's suite either compiles, with all internal checks on, or is refused by the name of a feature.
using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;

namespace Wasmtime.Min.Tests.Toolchain.Compiler;

[TestClass]
public sealed class SuiteCompilesTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Every_module_compiles_or_names_what_is_missing()
    {
        string? suite = Environment.GetEnvironmentVariable("WASM_TESTSUITE");
        if (suite is null)
        {
            Assert.Inconclusive("WASM_TESTSUITE is not set: it names the folder of the specification's test suite");
        }

        var options = new CompileOptions { VerifyEach = true, Threads = 1 };
        int compiled = 0;
        var missing = new SortedDictionary<string, int>(StringComparer.Ordinal);
        List<string> problems = [];
        foreach (string path in Directory.GetFiles(Path.Combine(suite!, "core"), "*.wast"))
        {
            WastScript script = WastScript.Parse(File.ReadAllBytes(path), path);
            foreach (WastDirective directive in script.Directives)
            {
                if (directive is not ModuleDirective module)
                {
                    continue;
                }

                try
                {
                    ArtifactCompiler.Compile(module.Module.Parse(WasmFeatures.All), options);
                    compiled++;
                }
                catch (UnsupportedFeatureException e)
                {
                    missing[e.Feature] = missing.GetValueOrDefault(e.Feature) + 1;
                }
                catch (Exception e)
                {
                    problems.Add($"{Path.GetFileName(path)}:{directive.Line}: {e.GetType().Name}: {e.Message}\n{e.StackTrace?[..Math.Min(700, e.StackTrace.Length)]}");
                }
            }
        }

        TestContext.WriteLine($"{compiled} modules compiled");
        foreach ((string feature, int count) in missing)
        {
            TestContext.WriteLine($"{count} modules need {feature}");
        }

        Assert.IsEmpty(problems, $"{problems.Count} modules failed; the first ones:\n" + string.Join("\n", problems.GetRange(0, Math.Min(12, problems.Count))));
    }
}
