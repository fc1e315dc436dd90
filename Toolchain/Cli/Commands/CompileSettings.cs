// The options that decide what comes out of a compilation. `compile` has them all; `run` and `wast` take the same rows, so
// that a module can be tried in exactly the form in which it would be shipped.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Options of a compilation as they add up.</summary>
internal sealed class CompileSettings
{
    private const string Native = "native";

    /// <summary>What was asked for so far; <see cref="Finish"/> gives what the compiler gets.</summary>
    internal CompileOptions Options { get; set; } = new() { Target = Targets.Host };

    /// <summary>All rows.</summary>
    internal static Option<CompileSettings>[] Rows { get; } =
    [
        new("--target", "ISA[-OS]", "for x86_64[-macos|windows], aarch64[-macos], riscv64, s390x (default: this system)",
            static (s, v) => s.Options = s.Options with { Target = v! }),
        new("-O", "LEVEL", "none, speed (default) or size", static (s, v) => s.Options = s.Options with { OptLevel = Level(v!) }),
        new("--cpu", "LIST", "CPU features beyond the baseline, comma separated; native: this machine's",
            static (s, v) => s.Options = s.Options with { CpuFeatures = List(v!) }),
        new("-W", "FEATURE=y|n", "switch a WebAssembly feature on or off (default: all on)",
            static (s, v) => s.Options = s.Options with { Features = FeatureSettings.Apply(s.Options.Features, v!) }),
        new("--signals-based-traps", "yes|no", "let traps arrive as hardware faults (default: yes; Windows, macOS: no)",
            static (s, v) => s.Options = s.Options with { SignalsBasedTraps = OptionValue.YesNo("--signals-based-traps", v) }),
        new("--memory-reservation", "N", "bytes of address space for each memory (default: 4G; 0: none)",
            static (s, v) => s.Options = s.Options with { MemoryReservation = Addressable("--memory-reservation", v) }),
        new("--memory-guard", "N", "bytes behind the reservation that must fault (default: 32M)",
            static (s, v) => s.Options = s.Options with { MemoryGuard = Addressable("--memory-guard", v) }),
        new("--fuel-checks", null, "count fuel, so that a run can be limited by it",
            static (s, _) => s.Options = s.Options with { FuelChecks = true }),
        new("--epoch-checks", null, "check for interruption, so that a run can be limited in time",
            static (s, _) => s.Options = s.Options with { EpochChecks = true }),
        new("--deterministic", null, "same results on every machine, NaN bits included",
            static (s, _) => s.Options = s.Options with { Deterministic = true }),
        new("--strip", null, "leave out names and the map to wasm offsets",
            static (s, _) => s.Options = s.Options with { Strip = true }),
        new("--threads", "N", "threads that compile (default: processors); never changes the result",
            static (s, v) => s.Options = s.Options with { Threads = OptionValue.Int("--threads", v, 1) }),
        new("--verify-each", null, "check the compiler's own work after every pass",
            static (s, _) => s.Options = s.Options with { VerifyEach = true }),
        new("--disable-pass", "LIST", "leave out these passes, comma separated",
            static (s, v) => s.Options = s.Options with { DisabledPasses = List(v!) }),
    ];

    /// <summary>Compiles for another instruction set than what was asked for.</summary>
    internal void SetTarget(string target) => Options = Options with { Target = target };

    /// <summary>The options, complete and checked; <c>native</c> is replaced by the features of this machine.</summary>
    /// <exception cref="UsageException">A CPU feature that nobody knows.</exception>
    internal CompileOptions Finish()
    {
        Isa isa;
        try
        {
            isa = Targets.IsaOf(Options.Target);
        }
        catch (UnsupportedFeatureException)
        {
            return Options; // the compilation says so, with the name of the file
        }

        List<string> features = [];
        foreach (string name in Options.CpuFeatures)
        {
            if (name == Native)
            {
                IPlatform host = HostPlatform.Create();
                if (isa != host.Isa)
                {
                    throw new UsageException("--cpu native: this machine is no " + Options.Target);
                }

                features.AddRange(Targets.NamesOf(host.Isa, host.CpuFeatures));
            }
            else
            {
                features.Add(name);
            }
        }

        foreach (string name in Options.DisabledPasses)
        {
            if (Array.IndexOf(Targets.PassNames, name) < 0)
            {
                throw new UsageException($"--disable-pass knows no pass '{name}'; passes: {string.Join(", ", Targets.PassNames)}");
            }
        }

        CompileOptions options = Options with { CpuFeatures = features };
        try
        {
            Targets.CpuFeatureBits(options);
        }
        catch (ArgumentException error)
        {
            throw new UsageException("--cpu: " + error.Message);
        }

        return options;
    }

    /// <summary>The rows without those that a command defines in its own way.</summary>
    internal static Option<CompileSettings>[] RowsExcept(params string[] names) =>
        Array.FindAll(Rows, row => Array.IndexOf(names, row.Name) < 0);

    private static ulong Addressable(string option, string? text)
    {
        ulong bytes = OptionValue.Number(option, text);
        return bytes <= ArtifactFormat.LargestReservation
            ? bytes
            : throw new UsageException($"{option} takes at most {ArtifactFormat.LargestReservation >> 30}G, not {bytes}");
    }

    private static OptLevel Level(string value) => value switch
    {
        "none" or "0" => OptLevel.None,
        "speed" or "1" or "2" => OptLevel.Speed,
        "size" or "s" => OptLevel.Size,
        _ => throw new UsageException($"-O takes none, speed or size, not '{value}'"),
    };

    private static string[] List(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Uses the rows of one command in another.</summary>
internal static class OptionRows
{
    /// <summary>The rows <paramref name="inner"/> for a command whose settings hold theirs.</summary>
    /// <param name="inner">The rows.</param>
    /// <param name="select">Finds the settings, given the option's name.</param>
    internal static Option<TOuter>[] Within<TOuter, TInner>(Option<TInner>[] inner, Func<TOuter, string, TInner> select) =>
        Array.ConvertAll(inner, row =>
            new Option<TOuter>(row.Name, row.Value, row.Help, (outer, value) => row.Apply(select(outer, row.Name), value)));
}
