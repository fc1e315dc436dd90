using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Platform;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Opt;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain;

/// <summary>Everything that decides what artifact comes out of a module; equal options and input give equal bytes.</summary>
public sealed record CompileOptions
{
    /// <summary>Wasmtime's default reservation for a 32-bit memory: all that an index can reach.</summary>
    public const ulong DefaultMemoryReservation = 1UL << 32;

    /// <summary>Default guard behind a reservation, in bytes: constant offsets up to this need no check.</summary>
    public const ulong DefaultMemoryGuard = 32UL << 20;

    private readonly bool? _signalsBasedTraps;
    private readonly ulong _memoryReservation = DefaultMemoryReservation;
    private readonly ulong _memoryGuard = DefaultMemoryGuard;

    /// <summary>Instruction set and operating system, <c>x86_64-linux</c> for example; unless set: those of this process (<see cref="Targets.Host"/>).</summary>
    public string Target { get; init; } = Targets.Host;

    /// <summary>CPU features beyond the baseline, by name; <see cref="For"/> takes those of a platform.</summary>
    public IReadOnlyList<string> CpuFeatures { get; init; } = [];

    /// <summary>Effort of the compiler.</summary>
    public OptLevel OptLevel { get; init; } = OptLevel.Speed;

    /// <summary>Proposals that the module may use.</summary>
    public WasmFeatures Features { get; init; } = WasmFeatures.All;

    /// <summary>
    /// Whether traps may arrive as hardware faults; no: explicit checks only. Unless set: as the target's system allows (<see cref="Targets"/>), which
    /// Linux does, Windows and macOS do not.
    /// </summary>
    public bool SignalsBasedTraps
    {
        get => _signalsBasedTraps ?? Targets.Find(Target).LetsFaultsTrap;
        init => _signalsBasedTraps = value;
    }

    /// <summary>Bytes of address space that the platform must reserve for each memory; 0 where it has no virtual memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 2^48: no processor has so many addresses.</exception>
    public ulong MemoryReservation
    {
        get => _memoryReservation;
        init => _memoryReservation = Addressable(value, nameof(MemoryReservation));
    }

    /// <summary>Bytes behind the reservation that must fault.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 2^48: no processor has so many addresses.</exception>
    public ulong MemoryGuard
    {
        get => _memoryGuard;
        init => _memoryGuard = Addressable(value, nameof(MemoryGuard));
    }

    /// <summary>How much of the guard an offset in an instruction may rely on: offsets have 31 bits there.</summary>
    internal ulong UsableGuard => Math.Min(_memoryGuard, int.MaxValue);

    /// <summary>Compile in fuel accounting.</summary>
    public bool FuelChecks { get; init; }

    /// <summary>Compile in epoch checks.</summary>
    public bool EpochChecks { get; init; }

    /// <summary>Same results on every machine: canonical NaNs.</summary>
    public bool Deterministic { get; init; }

    /// <summary>Leave out names and the map from code to wasm offsets.</summary>
    public bool Strip { get; init; }

    /// <summary>Compiling threads; 0: as many as there are processors. Never changes the result.</summary>
    public int Threads { get; init; }

    /// <summary>Check the IR between passes and every register allocation.</summary>
    public bool VerifyEach { get; init; }

    /// <summary>What optimizes, in order; another list only where the compiler itself is tested.</summary>
    internal IReadOnlyList<Pass> Passes { get; init; } = PassList.All;

    /// <summary>Passes to leave out, by name.</summary>
    public IReadOnlyList<string> DisabledPasses { get; init; } = [];

    /// <summary>
    /// Options for code that runs on a platform of this process: its system, every CPU feature that it reports, faults as traps and reservations as far as
    /// it has them. What comes out may need this very kind of processor; leave <see cref="CpuFeatures"/> empty for code that runs on all of the instruction set.
    /// </summary>
    /// <param name="platform">The platform that an engine is made with.</param>
    /// <exception cref="UnsupportedFeatureException">No code is generated for its processor and system.</exception>
    public static CompileOptions For(IPlatform platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        string target = Targets.NameFor(platform.Isa, platform.Abi);
        bool hasAddressSpace = platform.VirtualMemory is not null;
        return new CompileOptions
        {
            Target = target,
            CpuFeatures = Targets.NamesOf(platform.Isa, platform.CpuFeatures),
            SignalsBasedTraps = platform.TrapHandling is not null && Targets.Find(target).LetsFaultsTrap,
            MemoryReservation = hasAddressSpace ? DefaultMemoryReservation : 0,
            MemoryGuard = hasAddressSpace ? DefaultMemoryGuard : 0,
        };
    }

    private static ulong Addressable(ulong length, string property) => length <= ArtifactFormat.LargestReservation
        ? length
        : throw new ArgumentOutOfRangeException(property, length, "more than 2^48 bytes of address space");
}
