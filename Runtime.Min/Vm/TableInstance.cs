using System;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Vm;

/// <summary>A table of a store. Its elements lie in a block of the platform's heap; its VMTable where the definer put it.</summary>
internal sealed class TableInstance
{
    private const nuint Alignment = 16;

    // Tables larger than this are beyond what the runtime's own spans can address.
    private const ulong MaxElements = 1 << 27;

    private readonly Store _store;
    private readonly nuint _definition;
    private nuint _capacity;

    /// <exception cref="PlatformException">There is not so much memory.</exception>
    internal TableInstance(Store store, TableExternType type, nuint definition)
    {
        _store = store;
        _definition = definition;
        Type = type;
        if (type.Minimum > ulong.MaxValue / (ulong)ElementSize)
        {
            throw new ResourceLimitException(
                $"overflow calculating table allocation size: {type.Minimum} elements of {ElementSize} bytes are more than 64 bits can count");
        }

        if (!store.AllowsTable(type.Minimum))
        {
            throw store.Refusal(ResourceLimit.TableElements, $"a table of {type.Minimum} elements is larger than the store allows");
        }

        if (type.Minimum > MaxElements)
        {
            throw new ResourceLimitException($"a table of {type.Minimum} elements is larger than any can be");
        }

        _capacity = (nuint)Math.Max(type.Minimum, 1);
        store.Charge(_capacity * (nuint)ElementSize);
        Definition.Base = store.Engine.Platform.AllocateHeap(_capacity * (nuint)ElementSize, Alignment);
        Definition.Length = type.Minimum;
    }

    internal TableExternType Type { get; }

    /// <summary>What the embedder sees; made on first use.</summary>
    internal Table? Api { get; set; }

    internal Store Store => _store;

    internal nuint DefinitionAddress => _definition;

    internal ref VMTable Definition => ref Native.At<VMTable>(_definition);

    internal ulong Length => Definition.Length;

    /// <summary>Whether elements are addresses of func refs.</summary>
    internal bool IsFunction => Type.Element == ValueKind.FuncRef;

    internal int ElementSize => IsFunction ? VMTable.FuncElementSize : VMTable.RefElementSize;

    internal bool Contains(ulong start, ulong length) => start <= Length && length <= Length - start;

    /// <summary>Address of an element that exists.</summary>
    internal nuint ElementAddress(ulong index) => Definition.Base + ((nuint)index * (nuint)ElementSize);

    internal ulong Get(ulong index) =>
        IsFunction ? Native.At<ulong>(ElementAddress(index)) : Native.At<uint>(ElementAddress(index));

    internal void Set(ulong index, ulong element)
    {
        if (IsFunction)
        {
            Native.At<ulong>(ElementAddress(index)) = element;
        }
        else
        {
            Native.At<uint>(ElementAddress(index)) = (uint)element;
        }
    }

    internal void Fill(ulong start, ulong element, ulong length)
    {
        if (IsFunction)
        {
            Native.Span<ulong>(ElementAddress(start), (int)length).Fill(element);
        }
        else
        {
            Native.Span<uint>(ElementAddress(start), (int)length).Fill((uint)element);
        }
    }

    /// <summary>
    /// Whether the table, grown so far, would have more bytes than 64 bits count, though neither its type nor the store forbids it. Such a
    /// request is a mistake of the program, not a lack of memory: <c>table.grow</c> traps, as Wasmtime does, instead of giving -1.
    /// </summary>
    internal bool IsGrowthBeyondAddresses(ulong delta) =>
        delta > (ulong.MaxValue / (ulong)ElementSize) - Length
        && Type.Maximum is null
        && _store.AllowsTable(ulong.MaxValue);

    /// <summary>Grows by elements.</summary>
    /// <returns>The former size, or -1 if the table cannot grow so far.</returns>
    internal long Grow(ulong delta, ulong element)
    {
        ulong length = Length;
        ulong most = Math.Min(Type.Maximum ?? ulong.MaxValue, MaxElements);
        if (delta > most - Math.Min(length, most) || !_store.AllowsTable(length + delta))
        {
            return delta == 0 ? (long)length : -1;
        }

        ulong wanted = length + delta;
        if (wanted > _capacity && !TryReserve((nuint)wanted, (nuint)Math.Min(most, Math.Max(wanted, length * 2))))
        {
            return -1;
        }

        Definition.Length = wanted;
        Fill(length, element, delta);
        return (long)length;
    }

    /// <summary>Shows the collector the elements.</summary>
    internal void Visit(Gc.GcHeap heap)
    {
        if (IsFunction || Definition.Base == 0)
        {
            return;
        }

        foreach (ref uint element in Native.Span<uint>(Definition.Base, (int)Length))
        {
            heap.Visit(ref element);
        }
    }

    internal void Free()
    {
        nuint address = Definition.Base;
        Definition = default;
        if (address != 0)
        {
            _store.Engine.Platform.FreeHeap(address, _capacity * (nuint)ElementSize, Alignment);
        }
    }

    // Room for more, so that a guest that grows element by element does not copy its table each time; but no more than what is allowed in all.
    private bool TryReserve(nuint wanted, nuint capacity)
    {
        IPlatform platform = _store.Engine.Platform;
        nuint size = (nuint)ElementSize;
        nuint added = (capacity - _capacity) * size;
        if (!_store.TryCharge(added))
        {
            capacity = wanted;
            added = (capacity - _capacity) * size;
            if (!_store.TryCharge(added))
            {
                return false;
            }
        }

        try
        {
            nuint block = platform.AllocateHeap(capacity * size, Alignment);
            Native.Copy(block, Definition.Base, Length * size);
            platform.FreeHeap(Definition.Base, _capacity * size, Alignment);
            Definition.Base = block;
            _capacity = capacity;
            return true;
        }
        catch (PlatformException)
        {
            _store.Uncharge(added);
            return false;
        }
    }
}
