// Whether this platform can run an artifact. All reasons why not are told at once, each with what to do about it.
using System.Collections.Generic;
using System.Text;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Artifacts;

/// <summary>Compares what an artifact was compiled for with what the platform is.</summary>
internal static class PlatformFit
{
    // In the order of their bits; IPlatform.CpuFeatures documents them.
    private static readonly string[] X64Features = ["sse4.2", "popcnt", "lzcnt", "bmi1", "bmi2", "avx", "avx2", "fma"];
    private static readonly string[] Arm64Features = ["lse", "dotprod"];
    private static readonly string[] Riscv64Features = ["zba", "zbb", "zbs", "v"];
    private static readonly string[] S390xFeatures = ["vxe2", "mie3"];

    /// <exception cref="ArtifactException">It cannot.</exception>
    internal static void Check(ArtifactHeader header, IPlatform platform)
    {
        List<string> problems = [];
        if (header.Isa != platform.Isa)
        {
            problems.Add(
                $"compiled for {NameOf(header.Isa)}, this machine is {NameOf(platform.Isa)}: compile with --target {NameOf(platform.Isa)}");
        }
        else if ((header.CpuFeatures & ~platform.CpuFeatures) is not 0 and var missing)
        {
            problems.Add($"the code uses CPU features that this machine lacks ({Features(header.Isa, missing)}): compile without them (--cpu)");
        }

        if (header.HostAbi != platform.Abi)
        {
            problems.Add(
                $"compiled for the {NameOf(header.HostAbi)} calling convention, this system uses {NameOf(platform.Abi)}: "
                + "compile with --target for this operating system");
        }

        if ((header.Flags & ArtifactFlags.SignalsBasedTraps) != 0 && platform.TrapHandling is null)
        {
            problems.Add("compiled for hardware traps, this platform handles none: compile with --signals-based-traps=no");
        }

        if ((header.Flags & ArtifactFlags.FaultingNull) != 0 && platform.VirtualMemory is null && platform.TrapHandling is not null)
        {
            problems.Add(
                "compiled for null references that fault, this platform has no virtual memory to keep null unmapped: compile with --signals-based-traps=no");
        }

        if ((header.Flags & ArtifactFlags.ReservedMemories) != 0 && platform.VirtualMemory is null)
        {
            problems.Add(
                $"compiled for a {Size(header.MemoryReservation)} memory reservation, this platform has no virtual memory: "
                + "compile with --memory-reservation 0");
        }
        else if ((header.Flags & ArtifactFlags.FixedMemoryBase) != 0 && platform.VirtualMemory is null)
        {
            problems.Add(
                "compiled for memories that never move, this platform has no virtual memory: compile with --memory-reservation 0");
        }

        if (problems.Count != 0)
        {
            var text = new StringBuilder("this platform cannot run the artifact: ");
            for (int i = 0; i < problems.Count; i++)
            {
                text.Append(i == 0 ? "" : "; ").Append(problems[i]);
            }

            throw new ArtifactException(ArtifactProblem.Platform, text.ToString());
        }
    }

    internal static string NameOf(Isa isa) => isa switch
    {
        Isa.Unknown => "unknown",
        Isa.X64 => "x86_64",
        Isa.Arm64 => "aarch64",
        Isa.Riscv64 => "riscv64",
        Isa.S390x => "s390x",
        _ => $"instruction set {(byte)isa}",
    };

    internal static string NameOf(HostAbi abi) => abi switch
    {
        HostAbi.Unknown => "unknown",
        HostAbi.SystemV => "System V",
        HostAbi.Windows => "Windows",
        _ => $"number {(byte)abi}",
    };

    /// <summary>Names of CPU features, separated by commas.</summary>
    internal static string Features(Isa isa, ulong bits)
    {
        var text = new StringBuilder();
        for (int bit = 0; bit < 64; bit++)
        {
            if ((bits >> bit & 1) != 0)
            {
                string[] known = isa switch
                {
                    Isa.X64 => X64Features,
                    Isa.Arm64 => Arm64Features,
                    Isa.Riscv64 => Riscv64Features,
                    Isa.S390x => S390xFeatures,
                    _ => [],
                };
                string name = bit < known.Length ? known[bit] : $"bit {bit}";
                text.Append(text.Length == 0 ? "" : ", ").Append(name);
            }
        }

        return text.ToString();
    }

    private static string Size(ulong bytes) => bytes % (1UL << 30) == 0 ? $"{bytes >> 30} GiB" : $"{bytes}-byte";
}
