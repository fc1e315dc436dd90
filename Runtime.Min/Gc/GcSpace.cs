using System;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Gc;

/// <summary>
/// A run of memory for objects. With virtual memory: a reservation of the largest size, of which the front is committed, behind a guard
/// that stays unmapped, so that access through null faults. Without: a block of the platform's heap, which cannot grow.
/// </summary>
internal sealed class GcSpace
{
    private const nuint BlockAlignment = 64;
    private const uint Granularity = 1 << 16;

    private readonly IPlatform _platform;
    private readonly nuint _length;
    private uint _committed;

    private GcSpace(IPlatform platform, nuint start, nuint length)
    {
        _platform = platform;
        Base = start;
        _length = length;
    }

    /// <summary>What references are relative to.</summary>
    internal nuint Base { get; }

    /// <summary>Reference of the first object.</summary>
    internal static uint Start => GcLayout.NullGuard;

    /// <summary>End of the usable bytes, as a distance from <see cref="Base"/>.</summary>
    internal uint Limit => Start + _committed;

    /// <exception cref="PlatformException">There is not so much memory.</exception>
    internal static GcSpace Create(IPlatform platform, uint capacity, uint most)
    {
        if (platform.VirtualMemory is { } memory)
        {
            nuint length = (nuint)Start + most;
            var space = new GcSpace(platform, memory.Reserve(length), length);
            try
            {
                space.Commit(memory, capacity);
                return space;
            }
            catch
            {
                space.Free();
                throw;
            }
        }

        // References keep their distance to null, but no memory stands behind that part: its addresses belong to others.
        nuint block = platform.AllocateHeap(capacity, BlockAlignment);
        return new GcSpace(platform, block - Start, capacity) { _committed = capacity };
    }

    /// <summary>Makes room for at least so many bytes of objects.</summary>
    internal bool TryGrow(uint capacity)
    {
        if (capacity <= _committed)
        {
            return true;
        }

        if (_platform.VirtualMemory is not { } memory || capacity > _length - Start)
        {
            return false;
        }

        try
        {
            Commit(memory, capacity);
            return true;
        }
        catch (PlatformException)
        {
            return false;
        }
    }

    private void Commit(IVirtualMemory memory, uint capacity)
    {
        uint rounded = (uint)Math.Min(_length - Start, ((nuint)capacity + Granularity - 1) & ~(nuint)(Granularity - 1));
        memory.Commit(Base + Limit, rounded - _committed);
        _committed = rounded;
    }

    internal void Free()
    {
        if (_platform.VirtualMemory is { } memory)
        {
            memory.Release(Base, _length);
        }
        else
        {
            _platform.FreeHeap(Base + Start, _length, BlockAlignment);
        }
    }
}
