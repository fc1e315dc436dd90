using System.Collections.Generic;

namespace Wasmtime.Min.Gc;

/// <summary>
/// Objects of the host that the guest holds references to. Each has a stand-in in the GC heap, the same one as long as it lives; when the
/// collector finds no reference to the stand-in, the object is given up.
/// </summary>
internal sealed class HostObjects
{
    private readonly List<Entry> _entries = [default];
    private readonly Dictionary<object, uint> _numbers = new(ReferenceEqualityComparer.Instance);
    private uint _firstFree;

    private struct Entry
    {
        internal object? Value;
        internal uint StandIn;
        internal uint NextFree;
        internal bool IsReached;
    }

    /// <summary>The reference for an object; null for null.</summary>
    internal uint ReferenceTo(GcHeap heap, object? value)
    {
        if (value is null)
        {
            return 0;
        }

        if (_numbers.TryGetValue(value, out uint known))
        {
            return _entries[(int)known].StandIn;
        }

        uint number = _firstFree;
        if (number == 0)
        {
            number = (uint)_entries.Count;
            _entries.Add(default);
        }
        else
        {
            _firstFree = _entries[(int)number].NextFree;
        }

        uint standIn = heap.AllocateStandIn(number);
        _entries[(int)number] = new Entry { Value = value, StandIn = standIn };
        _numbers.Add(value, number);
        return standIn;
    }

    /// <summary>The object with a number.</summary>
    internal object? this[uint number] => _entries[(int)number].Value;

    /// <summary>The collector moved a stand-in.</summary>
    internal void Reach(uint number, uint standIn)
    {
        Entry entry = _entries[(int)number];
        entry.StandIn = standIn;
        entry.IsReached = true;
        _entries[(int)number] = entry;
    }

    /// <summary>Ends a collection: objects whose stand-ins were not reached are given up.</summary>
    internal void Sweep()
    {
        for (int i = 1; i < _entries.Count; i++)
        {
            Entry entry = _entries[i];
            if (entry.Value is null)
            {
                continue;
            }

            if (!entry.IsReached)
            {
                _numbers.Remove(entry.Value);
                entry = new Entry { NextFree = _firstFree };
                _firstFree = (uint)i;
            }

            entry.IsReached = false;
            _entries[i] = entry;
        }
    }
}
