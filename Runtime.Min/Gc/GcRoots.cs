using System;

namespace Wasmtime.Min.Gc;

/// <summary>References that the embedder holds, by slot. The collector updates them.</summary>
internal sealed class GcRoots
{
    private uint[] _references = new uint[16];
    private int[] _freeSlots = new int[16];
    private int _freeCount;
    private int _count;

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
}
