// Golden tests: every .wat file of the corpus names a stage in its first line and ends in the text that stage must print. To accept new
// output, run the tests with WASMTIME_MIN_BLESS=1 and review the difference.
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Filetests;

[TestClass]
public sealed class FileTests
{
    private const string Header = ";;! stage = ";
    private const string Expected = ";;: ";

    public static IEnumerable<object[]> Files
    {
        get
        {
            string[] files = Directory.GetFiles(CorpusFolder(), "*.wat", SearchOption.AllDirectories);
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
        string stage = text[Header.Length..text.IndexOf('\n', StringComparison.Ordinal)].Trim();
        int end = text.IndexOf("\n" + Expected, StringComparison.Ordinal);
        string input = end < 0 ? text.TrimEnd() + "\n" : text[..(end + 1)];
        string actual = input + Run(stage, input, name);
        if (Environment.GetEnvironmentVariable("WASMTIME_MIN_BLESS") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.AreEqual(text, actual, $"{name}: if the new output is right, run with WASMTIME_MIN_BLESS=1");
    }

    private static string Run(string stage, string input, string name)
    {
        var output = new StringBuilder();
        var options = new CompileOptions { VerifyEach = true, Threads = 1 };
        ModuleCompiler.Compile(WatParser.Parse(Encoding.UTF8.GetBytes(input), name), options, function => (at, text) =>
        {
            if (function >= 0 && at == stage)
            {
                output.Append(Expected).Append("function ").Append(function).Append('\n');
                foreach (string line in text.TrimEnd('\n').Split('\n'))
                {
                    output.Append(Expected).Append(line.TrimEnd()).Append('\n');
                }
            }
        });
        Assert.IsGreaterThan(0, output.Length, $"{name}: no function reaches a stage '{stage}'");
        return output.ToString();
    }

    private static string CorpusFolder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "corpus");
}
