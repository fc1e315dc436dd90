// From names on the command line to code generation: instruction sets, CPU features and the runtime's numbers.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Translate;

namespace Wasmtime.Min.Toolchain;

/// <summary>An instruction set with the calling convention of an operating system.</summary>
/// <param name="Name">As <c>--target</c> takes it.</param>
/// <param name="Isa">The instruction set.</param>
/// <param name="Abi">The calling convention of the host.</param>
internal readonly record struct Target(string Name, Isa Isa, HostAbi Abi);

/// <summary>Targets of the compiler.</summary>
public static class Targets
{
    private static readonly Target[] Rows =
    [
        new("x86_64-linux", Isa.X64, HostAbi.SystemV),
        new("x86_64-macos", Isa.X64, HostAbi.SystemV),
        new("x86_64-windows", Isa.X64, HostAbi.Windows),
    ];

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

    /// <summary>The name of the target that this process runs on.</summary>
    public static string Host =>
        OperatingSystem.IsWindows() ? "x86_64-windows" : OperatingSystem.IsMacOS() ? "x86_64-macos" : "x86_64-linux";

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

    /// <summary>The row of a name; without a system, that of Linux.</summary>
    /// <exception cref="UnsupportedFeatureException">There is none.</exception>
    internal static Target Find(string name)
    {
        foreach (Target target in Rows)
        {
            if (target.Name == name || target.Name == name + "-linux")
            {
                return target;
            }
        }

        string known = string.Join(", ", Array.ConvertAll(Rows, row => row.Name));
        throw new UnsupportedFeatureException("target " + name, "there are " + known);
    }

    internal static CodegenOptions CodegenOptionsFor(CompileOptions options) => new()
    {
        Target = new X64Isa(FeaturesOf(options.CpuFeatures)),
        ProbesStack = Find(options.Target).Abi == HostAbi.Windows,
        OptLevel = options.OptLevel,
        TrapCodes = new Codegen.TrapCodes(
            (byte)TrapCode.StackOverflow, (byte)TrapCode.IntegerDivideByZero, (byte)TrapCode.IntegerOverflow, (byte)TrapCode.BadConversionToInteger),
        StackLimit = new StackLimitOffsets(VMContext.StoreContextOffset, VMStoreContext.StackLimitOffset),
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
