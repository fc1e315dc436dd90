// Lists of ints of any length inside one array, for call arguments, block parameters and block arguments. A list is one int, the
// position of its first element; 0 is the empty list. In front of the elements stand capacity and length. A list that outgrows its
// place moves to the end and leaves a hole: functions are short-lived, so nobody collects holes.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Storage for the variable-length lists of one function.</summary>
internal sealed class IntListPool
{
    private const int Header = 2;

    private int[] _data = new int[256];
    private int _used = 1;

    /// <summary>The elements of a list; valid until a list grows.</summary>
    internal Span<int> this[int list] => list == 0 ? default : _data.AsSpan(list, _data[list - 1]);

    internal int Count(int list) => list == 0 ? 0 : _data[list - 1];

    internal void Clear() => _used = 1;

    /// <summary>A new list with these elements.</summary>
    internal int Create(ReadOnlySpan<int> elements)
    {
        if (elements.IsEmpty)
        {
            return 0;
        }

        int list = Allocate(elements.Length);
        elements.CopyTo(_data.AsSpan(list));
        _data[list - 1] = elements.Length;
        return list;
    }

    /// <summary>Appends an element; the list may get a new number.</summary>
    internal void Add(ref int list, int element)
    {
        int count = Count(list);
        if (list == 0 || count == _data[list - 2])
        {
            int grown = Allocate(Math.Max(4, count * 2));
            this[list].CopyTo(_data.AsSpan(grown));
            list = grown;
        }

        _data[list + count] = element;
        _data[list - 1] = count + 1;
    }

    /// <summary>Removes the element at <paramref name="index"/>; the rest keeps its order.</summary>
    internal void RemoveAt(int list, int index)
    {
        Span<int> elements = this[list];
        elements[(index + 1)..].CopyTo(elements[index..]);
        _data[list - 1]--;
    }

    private int Allocate(int capacity)
    {
        int needed = checked(_used + Header + capacity);
        if (needed > _data.Length)
        {
            Array.Resize(ref _data, Math.Max(needed, _data.Length * 2));
        }

        int list = _used + Header;
        _data[list - 2] = capacity;
        _data[list - 1] = 0;
        _used = needed;
        return list;
    }
}
