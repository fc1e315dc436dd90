namespace Wasmtime.Min.Tests.Simulated;

/// <summary>What kind of system is simulated.</summary>
public sealed record Simulation
{
    /// <summary>Page size in bytes; a multiple of the real one.</summary>
    public nuint PageSize { get; init; } = 4096;

    /// <summary>Whether there is virtual memory.</summary>
    public bool HasVirtualMemory { get; init; } = true;

    /// <summary>Bytes of address space that can be reserved at a time.</summary>
    public nuint AddressSpace { get; init; } = nuint.MaxValue;

    /// <summary>Whether hardware faults can be handled.</summary>
    public bool HandlesTraps { get; init; } = true;

    /// <summary>Whether handlers of faults are installed. False: for engines that run no code.</summary>
    public bool InstallsHandlers { get; init; } = true;

    /// <summary>Whether memory images can be mapped.</summary>
    public bool MapsImages { get; init; } = true;

    /// <summary>Whether code can be mapped from files.</summary>
    public bool MapsCode { get; init; } = true;

    /// <summary>Whether there are files.</summary>
    public bool HasFiles { get; init; } = true;

    /// <summary>Whether heap blocks lie between pages that fault: what reads or writes beside a block dies at once. The real platform must have
    /// virtual memory.</summary>
    public bool GuardsHeap { get; init; }
}
