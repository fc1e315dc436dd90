using System.Collections.Generic;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Tests.Differential;

/// <summary>One way to compile a module.</summary>
/// <param name="Name">What is printed.</param>
/// <param name="Options">The options.</param>
internal sealed record Configuration(string Name, CompileOptions Options)
{
    /// <summary>The configurations of an instruction set; what the first one does is what the others must do.</summary>
    /// <param name="target">Target, <c>aarch64</c> for example.</param>
    internal static Configuration[] For(string target) =>
    [
        new("-O none", new CompileOptions { Target = target, OptLevel = OptLevel.None }),
        new("-O speed", new CompileOptions { Target = target, VerifyEach = true }),
        new("-O speed, all checks", new CompileOptions { Target = target, SignalsBasedTraps = false, FuelChecks = true, EpochChecks = true }),
        new("-O speed, memories that move", new CompileOptions { Target = target, MemoryReservation = 0, MemoryGuard = 0, SignalsBasedTraps = false }),
        new("-O none, all checks", new CompileOptions { Target = target, OptLevel = OptLevel.None, SignalsBasedTraps = false, FuelChecks = true, EpochChecks = true }),
    ];

    /// <summary>Everything that a processor has.</summary>
    /// <param name="target">The target.</param>
    /// <param name="features">The processor's features, by name.</param>
    internal static Configuration[] Native(string target, IReadOnlyList<string> features) =>
    [
        new("-O speed, all features", new CompileOptions { Target = target, CpuFeatures = features, VerifyEach = true }),
        new("-O none, all features", new CompileOptions { Target = target, CpuFeatures = features, OptLevel = OptLevel.None }),
    ];
}
