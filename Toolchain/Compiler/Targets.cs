// From names on the command line to code generation: instruction sets, CPU features and the runtime's numbers.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.A64;
using Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;
using Wasmtime.Min.Toolchain.Codegen.Isa.S390;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Codegen.Opt;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain;

/// <summary>An instruction set with the calling convention of an operating system.</summary>
/// <param name="Name">As <c>--target</c> takes it.</param>
/// <param name="Set">The instruction set.</param>
/// <param name="Abi">The calling convention of the host.</param>
/// <param name="LetsFaultsTrap">
/// Whether hardware faults may be traps unless something else is asked for. On Windows a process with hardware shadow stacks does not survive that; on
/// macOS .NET takes the faults before they become signals.
/// </param>
internal sealed record Target(string Name, InstructionSet Set, HostAbi Abi, bool LetsFaultsTrap = true);

/// <summary>An instruction set.</summary>
/// <param name="Isa">Its number in artifacts.</param>
/// <param name="ElfMachine">Its number in ELF files.</param>
/// <param name="PageLog2">Base-2 logarithm of the largest pages that code is mapped in.</param>
/// <param name="Features">CPU features by name.</param>
/// <param name="Create">Code generation for a set of features.</param>
/// <param name="IsBigEndian">Byte order of the machine, and of its ELF files; not of what the runtime reads.</param>
internal sealed record InstructionSet(
    Isa Isa, ushort ElfMachine, int PageLog2, CpuFeature[] Features, Func<ulong, TargetIsa> Create, bool IsBigEndian = false)
{
    internal ulong FeaturesOf(IReadOnlyList<string> names)
    {
        ulong bits = 0;
        foreach (string name in names)
        {
            CpuFeature feature = Array.Find(Features, f => f.Name == name)
                ?? throw new ArgumentException($"unknown CPU feature '{name}'; known: {string.Join(", ", NamesOf(ulong.MaxValue))}");
            bits |= feature.Bit | feature.Implied;
        }

        return bits;
    }

    internal List<string> NamesOf(ulong features)
    {
        List<string> names = [];
        foreach (CpuFeature feature in Features)
        {
            if ((features & feature.Bit) != 0)
            {
                names.Add(feature.Name);
            }
        }

        return names;
    }
}

/// <summary>A CPU feature.</summary>
/// <param name="Name">As <c>--cpu</c> takes it.</param>
/// <param name="Bit">Its bit.</param>
/// <param name="Implied">Bits of features that no processor with it lacks: generated code relies on that.</param>
internal sealed record CpuFeature(string Name, ulong Bit, ulong Implied = 0);

/// <summary>Targets of the compiler.</summary>
public static class Targets
{
    // The bits are those of IPlatform.CpuFeatures and of the artifact.
    private static readonly CpuFeature[] X64FeatureNames =
    [
        new("sse4.2", (ulong)X64Features.Sse42),
        new("popcnt", (ulong)X64Features.Popcnt),
        new("lzcnt", (ulong)X64Features.Lzcnt),
        new("bmi1", (ulong)X64Features.Bmi1),
        new("bmi2", (ulong)X64Features.Bmi2),
        new("avx", (ulong)X64Features.Avx, (ulong)X64Features.Sse42),
        new("avx2", (ulong)X64Features.Avx2, (ulong)(X64Features.Avx | X64Features.Sse42)),
        new("fma", (ulong)X64Features.Fma, (ulong)(X64Features.Avx | X64Features.Sse42)),
    ];

    private static readonly CpuFeature[] A64FeatureNames =
    [
        new("lse", (ulong)A64Features.Lse),
        new("dotprod", (ulong)A64Features.DotProduct),
    ];

    private static readonly CpuFeature[] Rv64FeatureNames =
    [
        new("zba", (ulong)Rv64Features.Zba),
        new("zbb", (ulong)Rv64Features.Zbb),
        new("zbs", (ulong)Rv64Features.Zbs),
        new("v", (ulong)Rv64Features.V),
    ];

    private static readonly CpuFeature[] S390FeatureNames =
    [
        new("vxe2", (ulong)S390Features.VectorEnhancements2),
        new("mie3", (ulong)S390Features.Miscellaneous3),
    ];

    private static readonly InstructionSet X64 =
        new(Isa.X64, 62, ArtifactFormat.SmallPageLog2, X64FeatureNames, static features => new X64Isa((X64Features)features));

    // Linux has pages of 4, 16 or 64 KiB there.
    private static readonly InstructionSet A64 =
        new(Isa.Arm64, 183, ArtifactFormat.LargePageLog2, A64FeatureNames, static features => new A64Isa((A64Features)features));

    private static readonly InstructionSet S390 =
        new(Isa.S390x, 22, ArtifactFormat.SmallPageLog2, S390FeatureNames, static features => new S390Isa((S390Features)features), IsBigEndian: true);

    private static readonly InstructionSet Rv64 =
        new(Isa.Riscv64, 243, ArtifactFormat.SmallPageLog2, Rv64FeatureNames, static features => new Rv64Isa((Rv64Features)features));

    private static readonly Target[] Rows =
    [
        new("x86_64-linux", X64, HostAbi.SystemV),
        new("x86_64-macos", X64, HostAbi.SystemV, LetsFaultsTrap: false),
        new("x86_64-windows", X64, HostAbi.Windows, LetsFaultsTrap: false),
        new("aarch64-linux", A64, HostAbi.SystemV),
        new("aarch64-macos", A64, HostAbi.SystemV, LetsFaultsTrap: false),
        new("aarch64-windows", A64, HostAbi.Windows, LetsFaultsTrap: false),
        new("riscv64-linux", Rv64, HostAbi.SystemV),
        new("s390x-linux", S390, HostAbi.SystemV),
    ];

    /// <summary>The name of the target that this process runs on.</summary>
    public static string Host
    {
        get
        {
            string isa = RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.Arm64 => "aarch64",
                Architecture.RiscV64 => "riscv64",
                Architecture.S390x => "s390x",
                _ => "x86_64",
            };
            return isa + (OperatingSystem.IsWindows() ? "-windows" : OperatingSystem.IsMacOS() ? "-macos" : "-linux");
        }
    }

    /// <summary>The target of an instruction set and a convention: that of this process where it fits, else the first.</summary>
    /// <exception cref="UnsupportedFeatureException">There is none.</exception>
    internal static string NameFor(Isa isa, HostAbi abi) =>
        Find(Host) is var host && host.Set.Isa == isa && host.Abi == abi
            ? host.Name
            : Array.Find(Rows, row => row.Set.Isa == isa && row.Abi == abi)?.Name
                ?? throw new UnsupportedFeatureException($"code for {isa} with the convention {abi}", "the platform asks for it");

    /// <summary>Names of the passes that can be left out, in their order.</summary>
    internal static string[] PassNames { get; } = Array.ConvertAll(PassList.All, static pass => pass.Name);

    /// <summary>Bits of the CPU features that code compiled with these options needs.</summary>
    /// <param name="options">The options; <c>native</c> must have been replaced by names (<see cref="NamesOf"/>).</param>
    /// <exception cref="ArgumentException">An unknown feature.</exception>
    /// <exception cref="UnsupportedFeatureException">An unknown target.</exception>
    public static ulong CpuFeatureBits(CompileOptions options) => Find(options.Target).Set.FeaturesOf(options.CpuFeatures);

    /// <summary>Names of the features in a set, as <c>--cpu</c> takes them.</summary>
    /// <param name="isa">The instruction set.</param>
    /// <param name="features">Bits of <c>IPlatform.CpuFeatures</c> there.</param>
    public static IReadOnlyList<string> NamesOf(Isa isa, ulong features) => Array.Find(Rows, r => r.Set.Isa == isa)?.Set.NamesOf(features) ?? [];

    /// <summary>The instruction set that a target is for.</summary>
    /// <param name="target">The target, as <c>--target</c> takes it.</param>
    /// <exception cref="UnsupportedFeatureException">An unknown target.</exception>
    public static Isa IsaOf(string target) => Find(target).Set.Isa;

    /// <summary>The calling convention of a target's host.</summary>
    /// <param name="target">The target, as <c>--target</c> takes it.</param>
    /// <exception cref="UnsupportedFeatureException">An unknown target.</exception>
    public static HostAbi AbiOf(string target) => Find(target).Abi;

    /// <summary>Code generation for an instruction set, for listings; null if there is none.</summary>
    /// <param name="isa">The instruction set.</param>
    public static TargetIsa? ForIsa(Isa isa) => Array.Find(Rows, r => r.Set.Isa == isa)?.Set.Create(ulong.MaxValue);

    /// <summary>Whose convention the host's functions have on a target.</summary>
    internal static HostConvention ConventionOf(string target) => AbiOf(target) == HostAbi.Windows ? HostConvention.Windows : HostConvention.Posix;

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

    internal static CodegenOptions CodegenOptionsFor(CompileOptions options, MemoryPlan[] memories) => new()
    {
        Target = Find(options.Target).Set.Create(CpuFeatureBits(options)),
        ProbesStack = AbiOf(options.Target) == HostAbi.Windows,
        OptLevel = options.OptLevel,
        TrapCodes = new Codegen.TrapCodes(
            (byte)TrapCode.StackOverflow, (byte)TrapCode.IntegerDivideByZero, (byte)TrapCode.IntegerOverflow, (byte)TrapCode.BadConversionToInteger),
        StackLimit = new StackLimitOffsets(VMContext.StoreContextOffset, VMStoreContext.StackLimitOffset),
        TrapStubSymbol = Symbols.TrapStub,
        DeterministicNans = options.Deterministic,
        NarrowMemories = new HashSet<ushort>(Array.ConvertAll(Array.FindAll(memories, static memory => memory.IsNarrow), static memory => memory.DataAlias)),
        MemoryGuard = (long)options.UsableGuard,
        VerifyIr = options.VerifyEach,
        VerifyAllocation = options.VerifyEach,
        DisabledPasses = new HashSet<string>(options.DisabledPasses, StringComparer.Ordinal),
    };
}
