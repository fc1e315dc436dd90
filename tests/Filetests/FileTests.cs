// Golden tests: every file of the corpus names a stage in its first line and ends in the text that stage must print. A .wat file goes through
// the whole compiler, and may name CPU features and before them a target: ';;! stage = asm, target = aarch64, cpu = lse', or that the baseline compiler is meant: ';;! stage = asm, level = none'; an .ir file is one function in the text form of the IR, and may name the passes that run: ';;! stage = opt, passes = memory'.
// The stages 'artifact' and 'validate' are those of the command line (ToolStages.cs).
// To accept new output, run the tests with WASMTIME_MIN_BLESS=1 and review the difference.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Codegen.Opt;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Filetests;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;
using TrapCodes = Wasmtime.Min.Toolchain.Codegen.TrapCodes;

[TestClass]
public sealed class FileTests
{
    private const string Header = ";;! stage = ";
    private const string Passes = ", passes = ";
    private const string Cpu = ", cpu = ";
    private const string Quick = ", level = none";
    private const string Target = ", target = ";
    private const string Expected = ";;: ";

    public static IEnumerable<object[]> Files
    {
        get
        {
            string[] files =
            [
                .. Directory.GetFiles(CorpusFolder(), "*.wat", SearchOption.AllDirectories),
                .. Directory.GetFiles(CorpusFolder(), "*.ir", SearchOption.AllDirectories),
            ];
            Array.Sort(files, StringComparer.Ordinal);
            foreach (string file in files)
            {
                yield return [Path.GetRelativePath(CorpusFolder(), file)];
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Output_matches_the_file(string name)
    {
        string path = Path.Combine(CorpusFolder(), name);
        string text = File.ReadAllText(path);
        Assert.StartsWith(Header, text, $"{name} does not begin with '{Header}'");
        OptLevel level = HeaderOf(text).EndsWith(Quick, StringComparison.Ordinal) ? OptLevel.None : OptLevel.Speed;
        string[] header = HeaderOf(text).Replace(Quick, "", StringComparison.Ordinal).Split([Passes, Cpu], StringSplitOptions.None);
        string target = header[0].Split(Target) is [_, var named] ? named.Trim() : Targets.Host;
        string stage = StageOf(text);
        int end = text.IndexOf("\n" + Expected, StringComparison.Ordinal);
        string input = end < 0 ? text.TrimEnd() + "\n" : text[..(end + 1)];
        string output;
        if (ToolStages.Has(stage))
        {
            var expected = new StringBuilder();
            AppendExpected(expected, ToolStages.Run(stage, path));
            output = expected.ToString();
        }
        else
        {
            output = name.EndsWith(".ir", StringComparison.Ordinal)
                ? RunFunction(stage, header.Length > 1 ? header[1].Split(' ', StringSplitOptions.RemoveEmptyEntries) : null, input, name)
                : RunModule(stage, target, header.Length > 1 ? header[1].Trim().Split(',') : [], level, input, name);
        }

        string actual = input + output;
        if (Environment.GetEnvironmentVariable("WASMTIME_MIN_BLESS") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.AreEqual(text, actual, $"{name}: if the new output is right, run with WASMTIME_MIN_BLESS=1");
    }

    // Files that reach the compiler's stages, so that functions of theirs are printed.
    public static IEnumerable<object[]> CompiledFiles =>
        Files.Where(static file => !ToolStages.Has(StageOf(File.ReadAllText(Path.Combine(CorpusFolder(), (string)file[0])))));

    [TestMethod]
    [DynamicData(nameof(CompiledFiles))]
    public void Text_of_functions_parses_back(string name)
    {
        int count = 0;
        void Check(string stage, string text)
        {
            if (stage is "ir" or "opt")
            {
                Assert.AreEqual(text, FunctionPrinter.Print(FunctionParser.Parse(text)), $"{name}, stage {stage}");
                count++;
            }
        }

        string input = File.ReadAllText(Path.Combine(CorpusFolder(), name));
        if (name.EndsWith(".ir", StringComparison.Ordinal))
        {
            new FunctionCompiler(Options(null)).Compile(FunctionParser.Parse(WithoutComments(input)), Check);
        }
        else
        {
            var options = new CompileOptions { Threads = 1 };
            ModuleCompiler.Compile(WatParser.Parse(Encoding.UTF8.GetBytes(input), name), options, _ => Check);
        }

        Assert.IsGreaterThanOrEqualTo(2, count);
    }

    private static string HeaderOf(string text) => text[Header.Length..text.IndexOf('\n', StringComparison.Ordinal)];

    private static string StageOf(string text) => HeaderOf(text).Split(',')[0].Trim();

    private static string RunFunction(string stage, string[]? passes, string input, string name)
    {
        var output = new StringBuilder();
        Function function = FunctionParser.Parse(WithoutComments(input));
        new FunctionCompiler(Options(passes)).Compile(function, (at, text) =>
        {
            if (at == stage)
            {
                AppendExpected(output, text);
            }
        });
        Assert.IsGreaterThan(0, output.Length, $"{name}: there is no stage '{stage}'");
        return output.ToString();
    }

    private static CodegenOptions Options(string[]? passes)
    {
        var disabled = new HashSet<string>(StringComparer.Ordinal);
        foreach (Pass pass in PassList.All)
        {
            if (passes is not null && !passes.Contains(pass.Name))
            {
                disabled.Add(pass.Name);
            }
        }

        Assert.AreEqual(PassList.All.Length - (passes?.Length ?? PassList.All.Length), disabled.Count, "a pass that does not exist");
        return new CodegenOptions
        {
            Target = new X64Isa(default),
            TrapCodes = new TrapCodes(1, 2, 3, 4),
            TrapStubSymbol = 0xC000_0000,
            VerifyIr = true,
            VerifyAllocation = true,
            DisabledPasses = disabled,
        };
    }

    private static string WithoutComments(string text)
    {
        var lines = new StringBuilder();
        foreach (string line in text.Split('\n'))
        {
            lines.Append(line.StartsWith(";;", StringComparison.Ordinal) ? "" : line).Append('\n');
        }

        return lines.ToString();
    }

    private static void AppendExpected(StringBuilder output, string text)
    {
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            output.Append(Expected).Append(line.TrimEnd()).Append('\n');
        }
    }

    private static string RunModule(string stage, string target, string[] features, OptLevel level, string input, string name)
    {
        var output = new StringBuilder();
        var options = new CompileOptions { Target = target, VerifyEach = true, Threads = 1, CpuFeatures = features, OptLevel = level };
        ModuleCompiler.Compile(WatParser.Parse(Encoding.UTF8.GetBytes(input), name), options, function => (at, text) =>
        {
            if (function >= 0 && at == stage)
            {
                output.Append(Expected).Append("function ").Append(function).Append('\n');
                AppendExpected(output, text);
            }
        });
        Assert.IsGreaterThan(0, output.Length, $"{name}: no function reaches a stage '{stage}'");
        return output.ToString();
    }

    private static string CorpusFolder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "corpus");
}
