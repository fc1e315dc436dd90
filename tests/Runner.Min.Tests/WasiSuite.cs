using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Runner;

/// <summary>A program of the public WASI suite, and what is to come of it.</summary>
internal sealed class WasiSuite
{
    private const string Variable = "WASM_TESTSUITE";

    private WasiSuite(string module)
    {
        Module = module;
        string expectations = Path.ChangeExtension(module, ".json");
        if (!File.Exists(expectations))
        {
            return;
        }

        using var document = JsonDocument.Parse(File.ReadAllText(expectations));
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            switch (property.Name)
            {
                case "args":
                    foreach (JsonElement argument in property.Value.EnumerateArray())
                    {
                        Arguments.Add(argument.GetString()!);
                    }

                    break;
                case "env":
                    foreach (JsonProperty variable in property.Value.EnumerateObject())
                    {
                        Environment.Add((variable.Name, variable.Value.GetString()!));
                    }

                    break;
                case "root":
                    Root = Path.Combine(Path.GetDirectoryName(module)!, property.Value.GetString()!);
                    break;
                case "exit_code":
                    ExitCode = property.Value.GetInt32();
                    break;
                case "stdout":
                    Output = property.Value.GetString()!;
                    break;
                case "stderr":
                    Error = property.Value.GetString()!;
                    break;
                default:
                    throw new InvalidDataException($"{expectations}: '{property.Name}' means nothing here");
            }
        }
    }

    internal string Module { get; }

    internal string Name => Path.GetFileNameWithoutExtension(Module);

    internal List<string> Arguments { get; } = [];

    internal List<(string Name, string Value)> Environment { get; } = [];

    /// <summary>A folder that the program gets a copy of, named "/".</summary>
    internal string? Root { get; }

    internal int ExitCode { get; }

    /// <summary>Null: anything.</summary>
    internal string? Output { get; }

    internal string? Error { get; }

    /// <summary>All programs for preview 1. Without the suite the test is skipped, with the reason.</summary>
    internal static List<WasiSuite> All()
    {
        string? suite = System.Environment.GetEnvironmentVariable(Variable);
        string folder = Path.Combine(suite ?? "", "wasi", "p1");
        if (suite is null || !Directory.Exists(folder))
        {
            Assert.Inconclusive($"{Variable} does not name a folder with wasi/p1");
        }

        List<WasiSuite> programs = [];
        foreach (string module in Directory.EnumerateFiles(folder, "*.wasm", SearchOption.AllDirectories))
        {
            programs.Add(new WasiSuite(module));
        }

        programs.Sort(static (a, b) => string.CompareOrdinal(a.Module, b.Module));
        Assert.IsNotEmpty(programs);
        return programs;
    }

    /// <summary>A fresh copy of the program's folder; null: it gets none.</summary>
    internal string? CopyRoot(string to)
    {
        if (Root is not null)
        {
            Copy(Root, to);
        }

        return Root is null ? null : to;
    }

    /// <summary>What is wrong with a run, or null.</summary>
    internal string? Complaint(int exitCode, string output, string error)
    {
        var text = new StringBuilder();
        if (exitCode != ExitCode)
        {
            text.Append($" exit code {exitCode}, not {ExitCode}: {error}");
        }

        if (Output is not null && output != Output)
        {
            text.Append($" prints '{output}', not '{Output}'");
        }

        if (Error is not null && error != Error)
        {
            text.Append($" complains '{error}', not '{Error}'");
        }

        return text.Length == 0 ? null : $"{Name}:{text}";
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (string folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
