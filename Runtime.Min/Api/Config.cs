namespace Wasmtime.Min;

/// <summary>Settings of an <see cref="Engine"/>.</summary>
public sealed class Config
{
    /// <summary>
    /// Bytes of address space for each 32-bit memory, where the platform has virtual memory; an artifact that was compiled for more gets
    /// more. 4 GiB by default.
    /// </summary>
    public ulong MemoryReservation { get; init; } = 1UL << 32;

    /// <summary>Bytes behind each reservation in which every access faults. 32 MiB by default.</summary>
    public ulong MemoryGuard { get; init; } = 32UL << 20;

    /// <summary>
    /// Bytes of a thread's stack that wasm leaves to managed code: host functions, and whatever the .NET runtime does on the stack of a
    /// thread. 256 KiB by default; less risks the process.
    /// </summary>
    public int StackReserve { get; init; } = 256 << 10;

    /// <summary>
    /// Whether the guest's garbage is collected at every allocation of a GC object: very slow, for finding references that a collection
    /// would lose. False by default.
    /// </summary>
    public bool CollectAtEveryAllocation { get; init; }
}
