namespace Wasmtime.Min;

/// <summary>Settings of an <see cref="Engine"/>.</summary>
public sealed class Config
{
    private const int LeastStackReserve = 64 << 10;

    private readonly ulong _memoryReservation = 1UL << 32;
    private readonly ulong _memoryGuard = 32UL << 20;
    private readonly int _stackReserve = 256 << 10;

    /// <summary>
    /// Bytes of address space for each 32-bit memory, where the platform has virtual memory; an artifact that was compiled for more gets
    /// more. 4 GiB by default.
    /// </summary>
    /// <exception cref="System.ArgumentOutOfRangeException">More than 2^48: no processor has so many addresses.</exception>
    public ulong MemoryReservation
    {
        get => _memoryReservation;
        init => _memoryReservation = Addressable(value, nameof(MemoryReservation));
    }

    /// <summary>
    /// Bytes behind each reservation in which every access faults; an artifact that was compiled for more gets more. 32 MiB by default.
    /// </summary>
    /// <exception cref="System.ArgumentOutOfRangeException">More than 2^48: no processor has so many addresses.</exception>
    public ulong MemoryGuard
    {
        get => _memoryGuard;
        init => _memoryGuard = Addressable(value, nameof(MemoryGuard));
    }

    /// <summary>
    /// Bytes of a thread's stack that wasm leaves to managed code: host functions, and whatever the .NET runtime does on the stack of a
    /// thread. 256 KiB by default; less risks the process as soon as functions of the host need more.
    /// </summary>
    /// <exception cref="System.ArgumentOutOfRangeException">Less than 64 KiB, which .NET itself needs.</exception>
    public int StackReserve
    {
        get => _stackReserve;
        init => _stackReserve = value >= LeastStackReserve
            ? value
            : throw new System.ArgumentOutOfRangeException(nameof(StackReserve), value, "less than the 64 KiB that .NET needs");
    }

    /// <summary>
    /// Whether the guest's garbage is collected at every allocation of a GC object: very slow, for finding references that a collection
    /// would lose. False by default.
    /// </summary>
    public bool CollectAtEveryAllocation { get; init; }

    private static ulong Addressable(ulong length, string property) => length <= Artifacts.ArtifactFormat.LargestReservation
        ? length
        : throw new System.ArgumentOutOfRangeException(property, length, "more than 2^48 bytes of address space");
}
