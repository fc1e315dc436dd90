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

    private readonly Store _store;
    private readonly IPlatform _platform;
    private readonly nuint _length;
    private uint _committed;

    private GcSpace(Store store, nuint start, nuint length)
    {
        _store = store;
        _platform = store.Engine.Platform;
        Base = start;
        _length = length;
    }

    /// <summary>What references are relative to.</summary>
    internal nuint Base { get; }

    /// <summary>Reference of the first object.</summary>
    internal static uint Start => GcLayout.NullGuard;

    /// <summary>End of the usable bytes, as a distance from <see cref="Base"/>.</summary>
    internal uint Limit => Start + _committed;

    /// <exception cref="PlatformException">There is not so much memory, or the store allows no more.</exception>
    internal static GcSpace Create(Store store, uint capacity, uint most)
    {
        IPlatform platform = store.Engine.Platform;
        if (platform.VirtualMemory is { } memory)
        {
            GcSpace space = Reserve(store, memory, capacity, most);
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
        Charge(store, capacity);
        try
        {
            nuint block = platform.AllocateHeap(capacity, BlockAlignment);
            return new GcSpace(store, block - Start, capacity) { _committed = capacity };
        }
        catch
        {
            store.Uncharge(capacity);
            throw;
        }
    }

    // Where address space is scarce, half as much and half of that again will do, as long as what is needed now fits.
    private static GcSpace Reserve(Store store, IVirtualMemory memory, uint capacity, uint most)
    {
        while (true)
        {
            nuint length = (nuint)Start + most;
            try
            {
                return new GcSpace(store, memory.Reserve(length), length);
            }
            catch (PlatformException) when (most / 2 >= capacity && most / 2 >= Granularity)
            {
                most = (most / 2) & ~(Granularity - 1);
            }
        }
    }

    private static void Charge(Store store, uint bytes)
    {
        if (!store.TryCharge(bytes))
        {
            throw new PlatformException($"take {bytes} bytes for objects: the store allows no more in all", 0);
        }
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
        Charge(_store, rounded - _committed);
        try
        {
            memory.Commit(Base + Limit, rounded - _committed);
        }
        catch
        {
            _store.Uncharge(rounded - _committed);
            throw;
        }

        _committed = rounded;
    }

    internal void Free()
    {
        _store.Uncharge(_committed);
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
