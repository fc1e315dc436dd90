// Access to structures in platform memory by address. The only place where a number becomes a reference, outside of code that walks
// machine stacks.
using System;
using System.Runtime.CompilerServices;

namespace Wasmtime.Min.Vm;

/// <summary>Structures and spans at addresses.</summary>
internal static unsafe class Native
{
    /// <summary>The structure at an address, which the caller's object owns and keeps for as long as the reference is used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref T At<T>(nuint address)
        where T : unmanaged => ref Unsafe.AsRef<T>((void*)address); // SAFETY: see the summary; all callers pass their own blocks.

    /// <summary>A run of items at an address; the same rules.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Span<T> Span<T>(nuint address, int count)
        where T : unmanaged => new((void*)address, count); // SAFETY: as above; count items belong to the block.

    /// <summary>Copies bytes between blocks that may overlap.</summary>
    internal static void Copy(nuint target, nuint source, ulong length)
    {
        // SAFETY: callers have compared both ranges with the lengths of their blocks.
        Buffer.MemoryCopy((void*)source, (void*)target, length, length);
    }

    /// <summary>Sets bytes.</summary>
    internal static void Fill(nuint target, byte value, ulong length)
    {
        const uint Chunk = 1 << 30;
        for (; length > Chunk; length -= Chunk, target += Chunk)
        {
            Unsafe.InitBlockUnaligned((void*)target, value, Chunk); // SAFETY: callers have compared the range with the block's length.
        }

        Unsafe.InitBlockUnaligned((void*)target, value, (uint)length);
    }
}
