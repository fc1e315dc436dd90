// A linear memory. With virtual memory: a reservation, of which the front part is committed; growing commits more and the base stays.
// Without: a block of the heap, which growing replaces. The VMMemory that generated code reads lies in the vmctx of
// the instance that defines the memory, or in a block of its own for a memory of the host.
//
// A shared memory has one such object for its storage, which belongs to no store (SharedStorage), and one for each store that uses it, which
// stands for the storage.
using System;
using System.Numerics;
using System.Threading;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Vm;

/// <summary>What a memory promises to code that was compiled for it.</summary>
/// <param name="Reservation">Bytes of address space that its base never leaves; 0: the base moves when it grows.</param>
/// <param name="Guard">Bytes behind the reservation that fault.</param>
internal readonly record struct MemoryTunables(ulong Reservation, ulong Guard)
{
    /// <summary>What memories of the host promise if there is address space for it.</summary>
    internal static MemoryTunables Of(Engine engine) => engine.Platform.VirtualMemory is null
        ? default
        : new MemoryTunables(engine.Config.MemoryReservation, engine.Config.MemoryGuard);

    /// <summary>What memories that a module defines promise if there is address space for it: what its code needs and no less than the host's.</summary>
    internal static MemoryTunables Of(Module module)
    {
        MemoryTunables host = Of(module.Engine);
        MemoryTunables needed = NeededBy(module);
        return new MemoryTunables(Math.Max(host.Reservation, needed.Reservation), Math.Max(host.Guard, needed.Guard));
    }

    /// <summary>What a module's code relies on.</summary>
    internal static MemoryTunables NeededBy(Module module)
    {
        ArtifactHeader header = module.File.Header;
        const ArtifactFlags Relies = ArtifactFlags.ReservedMemories | ArtifactFlags.FixedMemoryBase;
        return new MemoryTunables(
            (header.Flags & Relies) != 0 ? header.MemoryReservation : 0,
            (header.Flags & ArtifactFlags.ReservedMemories) != 0 ? header.MemoryGuard : 0);
    }

    /// <summary>Whether code that relies on <paramref name="needed"/> may use such a memory.</summary>
    internal bool Satisfies(MemoryTunables needed) => Reservation >= needed.Reservation && Guard >= needed.Guard;
}

/// <summary>A linear memory of a store.</summary>
internal sealed class MemoryInstance
{
    private const nuint HeapAlignment = 64;
    private const ulong HeapGranularity = 1 << 16;

    private readonly Store? _store;
    private readonly SharedStorage? _shared;
    private readonly IPlatform _platform;
    private readonly nuint _definition;
    private readonly bool _isReserved;
    private readonly int _pageSizeLog2;
    private nuint _blockLength;
    private ulong _committed;

    /// <summary>Makes a memory of the minimum size.</summary>
    /// <param name="engine">Whose platform it comes from.</param>
    /// <param name="store">Owner; null: the storage of a shared memory.</param>
    /// <param name="type">Its type.</param>
    /// <param name="wanted">What it promises if there is address space for it.</param>
    /// <param name="needed">What it must promise.</param>
    /// <param name="definition">Address of its VMMemory.</param>
    /// <param name="image">Initial contents; null: zeros.</param>
    /// <exception cref="PlatformException">There is not so much memory.</exception>
    internal MemoryInstance(Engine engine, Store? store, MemoryExternType type, MemoryTunables wanted, MemoryTunables needed, nuint definition, InitialImage? image)
    {
        _store = store;
        _platform = engine.Platform;
        _definition = definition;
        Type = type;
        _pageSizeLog2 = BitOperations.Log2((uint)type.PageSize);
        ulong length = CheckedLength(type.Minimum);
        try
        {
            if (_platform.VirtualMemory is { } memory && (TryReserve(memory, length, wanted, isNeeded: wanted.Reservation == needed.Reservation) || TryReserve(memory, length, needed, isNeeded: true)))
            {
                _isReserved = true;
                Fill(memory, length, image);
            }
            else
            {
                // A shared memory never moves, so there is room for all that it may become.
                Definition.Base = AllocateHeap(type.IsShared ? Math.Max(length, LargestLength(type)) : length, out _blockLength);
                image?.CopyTo(Definition.Base);
            }
        }
        catch
        {
            Free();
            store?.Uncharge(length);
            throw;
        }

        Definition.LengthInBytes = length;
    }

    /// <summary>Lets a store use a shared memory, which it keeps until it is freed.</summary>
    internal MemoryInstance(Store store, SharedStorage shared)
    {
        shared.AddReference();
        _store = store;
        _shared = shared;
        _platform = store.Engine.Platform;
        _definition = shared.Memory.DefinitionAddress;
        _pageSizeLog2 = shared.Memory._pageSizeLog2;
        Type = shared.Memory.Type;
        Tunables = shared.Memory.Tunables;
    }

    internal MemoryExternType Type { get; }

    /// <summary>The storage that threads share, or null.</summary>
    internal SharedStorage? Shared => _shared;

    /// <summary>What the embedder sees; made on first use.</summary>
    internal Memory? Api { get; set; }

    internal Store Store => _store ?? throw new InvalidOperationException("the storage of a shared memory belongs to no store");

    internal MemoryTunables Tunables { get; private set; }

    internal nuint DefinitionAddress => _definition;

    internal ref VMMemory Definition => ref Native.At<VMMemory>(_definition);

    internal nuint Base => Definition.Base;

    internal ulong Length => Definition.LengthInBytes;

    internal ulong Pages => Length >> _pageSizeLog2;

    // A size is a number of the index type, and its largest value is the -1 of memory.grow: with pages of one byte that costs two bytes.
    private ulong MostPages => Type.Is64Bit ? ulong.MaxValue >> 1 >> _pageSizeLog2 : Math.Min(uint.MaxValue - 1, (1UL << 32) >> _pageSizeLog2);

    private ulong MostUndeclared => Type.Is64Bit || _pageSizeLog2 != 16 ? ulong.MaxValue : VMMemory.MostUndeclaredPages;

    /// <summary>Grows by pages.</summary>
    /// <returns>The former size in pages, or -1 if the memory cannot grow so far.</returns>
    internal long Grow(ulong delta) => _shared is null ? Grow(delta, _store) : _shared.Grow(delta, _store);

    /// <summary>Grows by pages, as far as a store allows.</summary>
    internal long Grow(ulong delta, Store? store)
    {
        ulong pages = Pages;
        ulong most = Math.Min(Type.Maximum ?? MostUndeclared, MostPages);
        if (delta > most - Math.Min(pages, most) || pages > most)
        {
            return delta == 0 ? (long)pages : -1;
        }

        ulong length = (pages + delta) << _pageSizeLog2;
        if (delta == 0)
        {
            return (long)pages;
        }

        ulong added = length - (pages << _pageSizeLog2);
        if (length > long.MaxValue || store?.AllowsMemory(length) == false || store?.TryCharge(added) == false)
        {
            return -1;
        }

        bool hasGrown = false;
        try
        {
            hasGrown = TryGrowTo(length);
        }
        catch (PlatformException)
        {
            // No memory: -1 says so.
        }

        if (!hasGrown)
        {
            store?.Uncharge(added);
        }

        return hasGrown ? (long)pages : -1;
    }

    /// <summary>Whether a range lies inside.</summary>
    internal bool Contains(ulong start, ulong length) => start <= Length && length <= Length - start;

    internal void Free()
    {
        if (_shared is not null)
        {
            _shared.Release();
            return;
        }

        nuint address = Definition.Base;
        Definition = default;
        if (address == 0)
        {
            return;
        }

        if (_isReserved)
        {
            _platform.VirtualMemory!.Release(address, _blockLength);
        }
        else
        {
            _platform.FreeHeap(address, _blockLength, HeapAlignment);
        }
    }

    // Where address space is scarce, less than the engine is set to will do, but not less than code relies on.
    private bool TryReserve(IVirtualMemory memory, ulong length, MemoryTunables tunables, bool isNeeded)
    {
        if (tunables.Reservation == 0)
        {
            return false;
        }

        // A memory that is larger than what its code was compiled for gets the same room to grow in, behind its initial size.
        ulong reservation = length < tunables.Reservation ? tunables.Reservation : checked(RoundToPages(length) + (Type.Is64Bit ? tunables.Reservation : 0));
        reservation = Type.IsShared ? Math.Max(reservation, RoundToPages(LargestLength(Type))) : reservation;
        _blockLength = (nuint)checked(RoundToPages(reservation) + RoundToPages(tunables.Guard));
        try
        {
            Definition.Base = memory.Reserve(_blockLength);
        }
        catch (PlatformException) when (!isNeeded)
        {
            return false;
        }
        catch (PlatformException failure)
        {
            throw new PlatformException(
                $"{failure.Message["cannot ".Length..]}; compile with --memory-reservation 0 for a system that gives programs less", 0);
        }

        Tunables = new MemoryTunables(reservation, tunables.Guard);
        return true;
    }

    private void Fill(IVirtualMemory memory, ulong length, InitialImage? image)
    {
        ulong committed = RoundToPages(length);
        nuint address = Definition.Base;
        if (image is { } mapped && mapped.TryMap(memory, address))
        {
            // The image lies in the middle of what is committed.
            memory.Commit(address, (nuint)mapped.Offset);
            ulong end = mapped.Offset + mapped.Length;
            memory.Commit(address + (nuint)end, (nuint)(committed - end));
        }
        else
        {
            memory.Commit(address, (nuint)committed);
            image?.CopyTo(address);
        }

        _committed = committed;
    }

    private bool TryGrowTo(ulong length)
    {
        if (_isReserved)
        {
            if (length > Tunables.Reservation)
            {
                return false;
            }

            ulong committed = RoundToPages(length);
            if (committed > _committed)
            {
                _platform.VirtualMemory!.Commit(Definition.Base + (nuint)_committed, (nuint)(committed - _committed));
                _committed = committed;
            }

            Publish(length);
            return true;
        }

        if (length <= _blockLength)
        {
            Publish(length);
            return true;
        }

        // Room for more, so that a guest that grows page by page does not copy its memory each time.
        nuint block = AllocateHeap(GrownCapacity(length), out nuint blockLength);
        Native.Copy(block, Definition.Base, Length);
        _platform.FreeHeap(Definition.Base, _blockLength, HeapAlignment);
        _blockLength = blockLength;
        Definition.Base = block;
        Publish(length);
        return true;
    }

    // Whoever sees the new length may use the bytes.
    private void Publish(ulong length) => Volatile.Write(ref Definition.LengthInBytes, length);

    private ulong LargestLength(MemoryExternType type)
    {
        ulong pages = type.Maximum ?? type.Minimum;
        return pages <= ulong.MaxValue >> 1 >> _pageSizeLog2
            ? pages << _pageSizeLog2
            : throw new ResourceLimitException($"a shared memory of up to {pages} pages is larger than any address space");
    }

    private ulong GrownCapacity(ulong length)
    {
        ulong wanted = Math.Max(length, Length + (Length / 2));
        if (Type.Maximum is ulong maximum && maximum <= wanted >> _pageSizeLog2)
        {
            wanted = Math.Max(length, maximum << _pageSizeLog2);
        }

        return wanted;
    }

    private nuint AllocateHeap(ulong length, out nuint blockLength)
    {
        ulong rounded = Math.Max(HeapGranularity, checked(length + HeapGranularity - 1) & ~(HeapGranularity - 1));
        blockLength = checked((nuint)rounded);
        return _platform.AllocateHeap(blockLength, HeapAlignment);
    }

    private ulong CheckedLength(ulong pages)
    {
        if (pages > MostPages)
        {
            throw new ResourceLimitException($"memory minimum size of {pages} pages exceeds memory limits");
        }

        ulong length = pages << _pageSizeLog2;
        if (_store?.AllowsMemory(length) == false)
        {
            throw _store.Refusal(ResourceLimit.MemorySize, $"a memory of {length} bytes is larger than the store allows");
        }

        _store?.Charge(length);
        return length;
    }

    private ulong RoundToPages(ulong length)
    {
        ulong mask = (ulong)_platform.PageSize - 1;
        return checked(length + mask) & ~mask;
    }
}
