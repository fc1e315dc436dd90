// The process that compiles. It says which seed it is at before each one, so that whoever watches it knows what ended it.
using System;
using System.Diagnostics;
using System.IO;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Fuzz;

/// <summary>Tries seeds.</summary>
/// <param name="corpus">What is changed.</param>
internal sealed class Worker(Corpus corpus)
{
    /// <summary>Processor time and peak of resident memory that no input may exceed.</summary>
    internal static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="MostTime"/>
    internal const long MostMemory = 1L << 30;

    private static readonly string[] TargetsInTurn = [Targets.Host, Targets.Host, Targets.Host, "aarch64-linux", "riscv64-linux", "s390x-linux"];

    /// <summary>Modules that were compiled, and that were refused.</summary>
    internal (int Compiled, int Refused) Counts { get; private set; }

    /// <summary>The input of a seed.</summary>
    internal byte[] InputOf(int seed)
    {
        var random = new Random(seed);
        bool isText = random.Next(2) == 0;
        return isText
            ? new TextMutations(random, corpus).Mutate(corpus.Texts[random.Next(corpus.Texts.Count)])
            : new BinaryMutations(random, corpus).Mutate(corpus.Binaries[random.Next(corpus.Binaries.Count)]);
    }

    /// <summary>Tries a seed; returns what is wrong, or null.</summary>
    internal string? Try(int seed)
    {
        byte[] input = InputOf(seed);
        var random = new Random(~seed);
        var options = new CompileOptions
        {
            Threads = 1,
            Target = TargetsInTurn[random.Next(TargetsInTurn.Length)],
            OptLevel = random.Next(3) == 0 ? OptLevel.None : OptLevel.Speed,
            VerifyEach = random.Next(8) == 0,
            SignalsBasedTraps = random.Next(4) != 0,
            FuelChecks = random.Next(8) == 0,
        };
        TimeSpan before = Environment.CpuUsage.TotalTime;
        try
        {
            WasmModule module = WasmBinaryReader.IsBinary(input)
                ? WasmBinaryReader.Read(input, options.Features, decodeBodies: false)
                : WatParser.Parse(input, "input.wat");
            ArtifactCompiler.Compile(module, options);
            Counts = Counts with { Compiled = Counts.Compiled + 1 };
        }
        catch (Exception e) when (e is WasmMalformedException or WasmInvalidException or UnsupportedFeatureException)
        {
            Counts = Counts with { Refused = Counts.Refused + 1 };
        }
        catch (Exception e)
        {
            return e.ToString();
        }

        TimeSpan taken = Environment.CpuUsage.TotalTime - before;
        if (taken > MostTime)
        {
            return $"takes {taken.TotalSeconds:F1} s of processor time";
        }

        using Process self = Process.GetCurrentProcess();
        long peak = self.PeakWorkingSet64;
        return peak > MostMemory ? $"takes {peak >> 20} MB of memory" : null;
    }

    /// <summary>Tries seeds until one is wrong, the count is reached or the time is up. Says each seed in a file first.</summary>
    internal int Run(int first, int count, TimeSpan time, string stateFile)
    {
        using FileStream state = new(stateFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var clock = Stopwatch.StartNew();
        int seed = first;
        string? problem = null;
        for (; seed < first + count && problem is null && clock.Elapsed < time; seed++)
        {
            state.Position = 0;
            state.Write(BitConverter.GetBytes(seed));
            problem = Try(seed);
        }

        Console.Out.WriteLine($"{seed} {Counts.Compiled} {Counts.Refused}");
        if (problem is not null)
        {
            Console.Out.WriteLine(problem);
        }

        return problem is null ? 0 : 1;
    }
}
