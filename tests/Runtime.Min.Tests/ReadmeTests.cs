using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>The embedding examples of README.md: they compile, they run, and README.md shows the same lines.</summary>
[TestClass]
public sealed class ReadmeTests
{
    private const string Source = """
        (module
          (import "env" "log" (func $log (param i32)))
          (func (export "add") (param i32 i32) (result i32)
            (call $log (local.get 0))
            (i32.add (local.get 0) (local.get 1))))
        """;

    private static int Embed(string path)
    {
        // README
        using var engine = new Engine(new PosixPlatform());
        using var module = Module.Load(engine, path);
        using var store = new Store(engine);
        var linker = new Linker(engine);
        linker.DefineFunction("env", "log", (int value) => Console.WriteLine($"the guest says {value}"));
        Instance instance = linker.Instantiate(store, module);
        Func<int, int, int> add = instance.GetFunction<int, int, int>("add")!;
        int sum = add(2, 3);
        // README
        return sum;
    }

    private static int CompileAndEmbed(string path)
    {
        // README
        var platform = new PosixPlatform();
        byte[] artifact = ArtifactCompiler.Compile(File.ReadAllBytes(path), CompileOptions.For(platform)); // .wasm or .wat
        using var engine = new Engine(platform);
        using var module = Module.Load(engine, artifact);
        // README
        using var store = new Store(engine);
        var linker = new Linker(engine);
        linker.DefineFunction("env", "log", static (int value) => { });
        return linker.Instantiate(store, module).GetFunction<int, int, int>("add")!(2, 3);
    }

    [TestMethod]
    public void The_example_that_compiles_runs()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Source);
            Assert.AreEqual(5, CompileAndEmbed(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void The_example_runs()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, ArtifactCompiler.Compile(Encoding.UTF8.GetBytes(Source), new CompileOptions()));
            Assert.AreEqual(5, Embed(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void README_shows_the_examples()
    {
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "README.md"));
        string source = File.ReadAllText(Here());
        Assert.Contains("```csharp\n" + ExampleOf(source, 0) + "```\n", readme);
        Assert.Contains("```csharp\n" + ExampleOf(source, 1) + "```\n", readme);
    }

    private static string ExampleOf(string source, int number)
    {
        const string Mark = "        // README\n";
        var lines = new List<string>(source.Split(Mark)[1 + (2 * number)].TrimEnd('\n').Split('\n'));
        return string.Join('\n', lines.ConvertAll(static line => line[8..])) + "\n";
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
