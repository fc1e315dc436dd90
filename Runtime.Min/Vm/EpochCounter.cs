using System.Threading;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Vm;

/// <summary>An engine's epoch, in memory that generated code reads.</summary>
internal sealed unsafe class EpochCounter
{
    private const int Size = 64; // a cache line of its own

    private readonly IPlatform _platform;

    internal EpochCounter(IPlatform platform)
    {
        _platform = platform;
        Address = platform.AllocateHeap(Size, Size);
    }

    /// <summary>Address of the number.</summary>
    internal nuint Address { get; }

    /// <summary>The number of epochs that have begun.</summary>
    internal ulong Value => Volatile.Read(ref *(ulong*)Address); // SAFETY: allocated here, freed by Free alone.

    /// <summary>Begins the next epoch.</summary>
    internal void Increment() => Interlocked.Increment(ref *(ulong*)Address); // SAFETY: as above.

    /// <summary>Gives the memory back; nobody may use the counter afterwards.</summary>
    internal void Free() => _platform.FreeHeap(Address, Size, Size);
}
