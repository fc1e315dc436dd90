// From names on the command line to code generation: instruction sets, CPU features and the runtime's numbers.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Translate;

namespace Wasmtime.Min.Toolchain;

/// <summary>Targets of the compiler.</summary>
public static class Targets
{
    // The bits are those of IPlatform.CpuFeatures and of the artifact.
    private static readonly (string Name, X64Features Feature)[] X64FeatureNames =
    [
        ("sse4.2", X64Features.Sse42),
        ("popcnt", X64Features.Popcnt),
        ("lzcnt", X64Features.Lzcnt),
        ("bmi1", X64Features.Bmi1),
        ("bmi2", X64Features.Bmi2),
        ("avx", X64Features.Avx),
        ("avx2", X64Features.Avx2),
        ("fma", X64Features.Fma),
    ];

    /// <summary>Bits of the CPU features that code compiled with these options needs.</summary>
    /// <param name="options">The options; <c>native</c> must have been replaced by names (<see cref="NamesOf"/>).</param>
    /// <exception cref="ArgumentException">An unknown feature.</exception>
    public static ulong CpuFeatureBits(CompileOptions options) => (ulong)FeaturesOf(options.CpuFeatures);

    /// <summary>Names of the features in a set, as <c>--cpu</c> takes them.</summary>
    public static IReadOnlyList<string> NamesOf(ulong features)
    {
        List<string> names = [];
        foreach ((string name, X64Features feature) in X64FeatureNames)
        {
            if (((X64Features)features & feature) != 0)
            {
                names.Add(name);
            }
        }

        return names;
    }

    internal static CodegenOptions CodegenOptionsFor(CompileOptions options) => new()
    {
        Target = options.Target is "x86_64" or "x86_64-linux"
            ? new X64Isa(FeaturesOf(options.CpuFeatures))
            : throw new UnsupportedFeatureException("target " + options.Target, "only x86_64-linux is there yet"),
        OptLevel = options.OptLevel,
        TrapCodes = new Codegen.TrapCodes(
            (byte)TrapCode.StackOverflow, (byte)TrapCode.IntegerDivideByZero, (byte)TrapCode.IntegerOverflow, (byte)TrapCode.BadConversionToInteger),
        StackLimit = new StackLimitOffsets(VMContext.StoreContextOffset, VMStoreContext.StackLimitOffset),
        SignalsBasedTraps = options.SignalsBasedTraps,
        TrapStubSymbol = Symbols.TrapStub,
        DeterministicNans = options.Deterministic,
        VerifyIr = options.VerifyEach,
        VerifyAllocation = options.VerifyEach,
        DisabledPasses = new HashSet<string>(options.DisabledPasses, StringComparer.Ordinal),
    };

    // No processor has the one without the other, and generated code relies on that.
    private static X64Features ImpliedBy(X64Features feature) => feature switch
    {
        X64Features.Avx2 or X64Features.Fma => X64Features.Avx | X64Features.Sse42,
        X64Features.Avx => X64Features.Sse42,
        _ => X64Features.None,
    };

    private static X64Features FeaturesOf(IReadOnlyList<string> names)
    {
        X64Features features = X64Features.None;
        foreach (string name in names)
        {
            bool found = false;
            foreach ((string known, X64Features feature) in X64FeatureNames)
            {
                if (known == name)
                {
                    features |= feature | ImpliedBy(feature);
                    found = true;
                }
            }

            if (!found)
            {
                throw new ArgumentException($"unknown CPU feature '{name}'; known: {string.Join(", ", NamesOf(ulong.MaxValue))}");
            }
        }

        return features;
    }
}
