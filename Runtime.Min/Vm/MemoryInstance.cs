// A linear memory. With virtual memory: a reservation, of which the front part is committed; growing commits more and the base stays.
// Without: a block of the heap, which growing replaces. The VMMemory that generated code reads lies in the vmctx of
// the instance that defines the memory, or in a block of its own for a memory of the host.
using System;
using System.Numerics;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Vm;

/// <summary>What a memory promises to code that was compiled for it.</summary>
/// <param name="Reservation">Bytes of address space that its base never leaves; 0: the base moves when it grows.</param>
/// <param name="Guard">Bytes behind the reservation that fault.</param>
internal readonly record struct MemoryTunables(ulong Reservation, ulong Guard)
{
    /// <summary>What memories of the host promise.</summary>
    internal static MemoryTunables Of(Engine engine) => engine.Platform.VirtualMemory is null
        ? default
        : new MemoryTunables(engine.Config.MemoryReservation, engine.Config.MemoryGuard);

    /// <summary>What memories that a module defines promise: what its code needs and no less than the host's.</summary>
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

    private readonly Store _store;
    private readonly IPlatform _platform;
    private readonly nuint _definition;
    private readonly bool _isReserved;
    private readonly int _pageSizeLog2;
    private nuint _blockLength;
    private ulong _committed;

    /// <summary>Makes a memory of the minimum size.</summary>
    /// <param name="store">Owner.</param>
    /// <param name="type">Its type.</param>
    /// <param name="tunables">What it must promise.</param>
    /// <param name="definition">Address of its VMMemory.</param>
    /// <param name="image">Initial contents; null: zeros.</param>
    /// <exception cref="PlatformException">There is not so much memory.</exception>
    internal MemoryInstance(Store store, MemoryExternType type, MemoryTunables tunables, nuint definition, InitialImage? image)
    {
        _store = store;
        _platform = store.Engine.Platform;
        _definition = definition;
        Type = type;
        _pageSizeLog2 = BitOperations.Log2((uint)type.PageSize);
        ulong length = CheckedLength(type.Minimum);
        if (_platform.VirtualMemory is { } memory && tunables.Reservation > 0)
        {
            _isReserved = true;
            // A memory that is larger than what its code was compiled for gets the same room to grow in, behind its initial size.
            ulong reservation = length < tunables.Reservation ? tunables.Reservation : checked(RoundToPages(length) + (type.Is64Bit ? tunables.Reservation : 0));
            Tunables = new MemoryTunables(reservation, tunables.Guard);
            _blockLength = (nuint)checked(RoundToPages(reservation) + RoundToPages(tunables.Guard));
            Definition.Base = memory.Reserve(_blockLength);
            try
            {
                Fill(memory, length, image);
            }
            catch (PlatformException)
            {
                Free();
                throw;
            }
        }
        else
        {
            Definition.Base = AllocateHeap(length, out _blockLength);
            image?.CopyTo(Definition.Base);
        }

        Definition.LengthInBytes = length;
    }

    internal MemoryExternType Type { get; }

    /// <summary>What the embedder sees; made on first use.</summary>
    internal Memory? Api { get; set; }

    internal Store Store => _store;

    internal MemoryTunables Tunables { get; }

    internal nuint DefinitionAddress => _definition;

    internal ref VMMemory Definition => ref Native.At<VMMemory>(_definition);

    internal nuint Base => Definition.Base;

    internal ulong Length => Definition.LengthInBytes;

    internal ulong Pages => Length >> _pageSizeLog2;

    // A size is a number of the index type, and its largest value is the -1 of memory.grow: with pages of one byte that costs two bytes.
    private ulong MostPages => Type.Is64Bit ? ulong.MaxValue >> 1 >> _pageSizeLog2 : Math.Min(uint.MaxValue - 1, (1UL << 32) >> _pageSizeLog2);

    /// <summary>Grows by pages.</summary>
    /// <returns>The former size in pages, or -1 if the memory cannot grow so far.</returns>
    internal long Grow(ulong delta)
    {
        ulong pages = Pages;
        ulong most = Type.Maximum ?? ulong.MaxValue;
        most = Math.Min(most, MostPages);
        if (delta > most - Math.Min(pages, most) || pages > most)
        {
            return delta == 0 ? (long)pages : -1;
        }

        ulong length = (pages + delta) << _pageSizeLog2;
        if (delta == 0)
        {
            return (long)pages;
        }

        if (length > long.MaxValue || !_store.AllowsMemory(length))
        {
            return -1;
        }

        try
        {
            return TryGrowTo(length) ? (long)pages : -1;
        }
        catch (PlatformException)
        {
            return -1;
        }
    }

    /// <summary>Whether a range lies inside.</summary>
    internal bool Contains(ulong start, ulong length) => start <= Length && length <= Length - start;

    internal void Free()
    {
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

            Definition.LengthInBytes = length;
            return true;
        }

        if (length <= _blockLength)
        {
            Definition.LengthInBytes = length;
            return true;
        }

        // Room for more, so that a guest that grows page by page does not copy its memory each time.
        nuint block = AllocateHeap(GrownCapacity(length), out nuint blockLength);
        Native.Copy(block, Definition.Base, Length);
        _platform.FreeHeap(Definition.Base, _blockLength, HeapAlignment);
        _blockLength = blockLength;
        Definition.Base = block;
        Definition.LengthInBytes = length;
        return true;
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
        return _store.AllowsMemory(length)
            ? length
            : throw new ResourceLimitException($"a memory of {length} bytes is larger than the store allows");
    }

    private ulong RoundToPages(ulong length)
    {
        ulong mask = (ulong)_platform.PageSize - 1;
        return checked(length + mask) & ~mask;
    }
}
