using System;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Gc;

/// <summary>References that the embedder holds, by slot. The collector updates them.</summary>
internal sealed class GcRoots
{
    private uint[] _references = new uint[16];
    private int[] _freeSlots = new int[16];
    private int _freeCount;
    private int _count;

    // Slots that are given up with an object of .NET that nobody has to dispose of: weak handles.
    private (int Slot, GCHandle Owner)[] _owned = [];
    private int _ownedCount;

    /// <summary>All slots; unused ones are null.</summary>
    internal Span<uint> All => _references.AsSpan(0, _count);

    internal int Add(uint reference)
    {
        int slot = _freeCount != 0 ? _freeSlots[--_freeCount] : _count++;
        if (slot == _references.Length)
        {
            Array.Resize(ref _references, slot * 2);
        }

        _references[slot] = reference;
        return slot;
    }

    /// <summary>Adds a slot that <see cref="RemoveUnowned"/> takes off once its owner is garbage, if nobody did before.</summary>
    internal int Add(uint reference, object owner)
    {
        if (_ownedCount == _owned.Length)
        {
            Array.Resize(ref _owned, Math.Max(4, _ownedCount * 2));
        }

        int slot = Add(reference);
        _owned[_ownedCount++] = (slot, GCHandle.Alloc(owner, GCHandleType.Weak));
        return slot;
    }

    internal uint this[int slot] => _references[slot];

    internal void Remove(int slot)
    {
        _references[slot] = 0;
        if (_freeCount == _freeSlots.Length)
        {
            Array.Resize(ref _freeSlots, _freeCount * 2);
        }

        _freeSlots[_freeCount++] = slot;
    }

    /// <summary>Takes a slot off that has an owner.</summary>
    internal void RemoveOwned(int slot)
    {
        for (int i = _ownedCount - 1; i >= 0; i--)
        {
            if (_owned[i].Slot == slot)
            {
                RemoveOwnedAt(i);
                return;
            }
        }
    }

    /// <summary>Takes the slots off whose owners .NET has collected.</summary>
    internal void RemoveUnowned()
    {
        for (int i = _ownedCount - 1; i >= 0; i--)
        {
            if (_owned[i].Owner.Target is null)
            {
                RemoveOwnedAt(i);
            }
        }
    }

    /// <summary>Gives up what the store's end leaves.</summary>
    internal void Free()
    {
        while (_ownedCount != 0)
        {
            RemoveOwnedAt(_ownedCount - 1);
        }
    }

    private void RemoveOwnedAt(int index)
    {
        Remove(_owned[index].Slot);
        _owned[index].Owner.Free();
        _owned[index] = _owned[--_ownedCount];
        _owned[_ownedCount] = default;
    }
}
