using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Emulation;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Differential;

/// <summary>Runs modules in all configurations, here and, if wanted, on a foreign instruction set under emulation.</summary>
internal sealed class Comparison : IDisposable
{
    private readonly List<(Configuration Configuration, Engine Engine)> _ways = [];
    private readonly Emulator? _emulator;
    private readonly string? _oracle;

    /// <summary>Prepares the engines.</summary>
    /// <param name="isa">A foreign instruction set to compare with this machine's, or null.</param>
    /// <param name="oracle">Another runtime: a program that runs the WASI program whose file is its argument; or null.</param>
    internal Comparison(string? isa, string? oracle = null)
    {
        _oracle = oracle;
        var platform = new PosixPlatform();
        Configuration[] native = Configuration.Native(Targets.Host, Targets.NamesOf(platform.Isa, platform.CpuFeatures));
        foreach (Configuration configuration in (Configuration[])[.. Configuration.For(Targets.Host), .. native])
        {
            Add(configuration, config => new Engine(platform, config));
        }

        if (isa is not null)
        {
            Platform.Isa number = Targets.IsaOf(isa);
            _emulator = Emulator.Start(Targets.ForIsa(number)!, number, Targets.AbiOf(isa), platform);
            Configuration[] foreign = Configuration.Native(isa, Targets.NamesOf(number, _emulator.Platform.CpuFeatures));
            foreach (Configuration configuration in (Configuration[])[.. Configuration.For(isa), .. foreign])
            {
                Add(configuration with { Name = $"{isa} {configuration.Name}" }, _emulator.CreateEngine);
            }
        }
    }

    /// <summary>How many runs ended normally.</summary>
    internal int Returned { get; private set; }

    /// <summary>How many runs ended with a trap.</summary>
    internal int Trapped { get; private set; }

    /// <summary>How many runs ended with an exception of the guest.</summary>
    internal int Threw { get; private set; }

    /// <summary>What is different between two ways to run a module, or null.</summary>
    internal string? Difference(GeneratedModule module)
    {
        string expected = Observe(module, 0);
        foreach (string line in expected.Split('\n'))
        {
            Returned += line.EndsWith("returned", StringComparison.Ordinal) ? 1 : 0;
            Trapped += line.Contains(": trap ", StringComparison.Ordinal) ? 1 : 0;
            Threw += line.EndsWith("exception", StringComparison.Ordinal) ? 1 : 0;
        }

        for (int i = 1; i < _ways.Count; i++)
        {
            string actual = Observe(module, i);
            if (actual != expected)
            {
                return $"{_ways[0].Configuration.Name} and {_ways[i].Configuration.Name}\n{FirstDifference(expected, actual)}";
            }
        }

        return _oracle is null || module.NeedsCanonicalNans ? null : DifferenceToOracle(module);
    }

    private string? DifferenceToOracle(GeneratedModule module)
    {
        string file = Path.Combine(Path.GetTempPath(), $"differential-{Environment.ProcessId}.wasm");
        File.WriteAllBytes(file, WasmBinaryWriter.Write(WatParser.Parse(Encoding.UTF8.GetBytes(module.Text))));
        using Process process = Process.Start(new ProcessStartInfo(_oracle!, [file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        string expected = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        File.Delete(file);
        expected += process.ExitCode == 0 ? "" : Execution.Failed;
        (Configuration configuration, Engine engine) = _ways[0];
        string actual = Execution.Print(module, configuration.Options, engine);
        return actual == expected ? null : $"{_oracle} and {configuration.Name}\n{FirstDifference(expected, actual)}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, Engine engine) in _ways)
        {
            engine.Dispose();
        }

        _emulator?.Dispose();
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        string run = "";
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            run = left[i].StartsWith("run", StringComparison.Ordinal) ? left[i] : run;
            if (left[i] != right[i])
            {
                return $"  in {run}\n  - {left[i]}\n  + {right[i]}";
            }
        }

        return actual;
    }

    private void Add(Configuration configuration, Func<Config, Engine> create)
    {
        CompileOptions options = configuration.Options;
        _ways.Add((configuration, create(new Config { MemoryReservation = options.MemoryReservation, MemoryGuard = options.MemoryGuard })));
    }

    private string Observe(GeneratedModule module, int way)
    {
        try
        {
            return Execution.Observe(module, _ways[way].Configuration.Options, _ways[way].Engine);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"{error.GetType().Name}: {error.Message}"; // whatever it is, it is a bug to be listed with the others
        }
    }
}
