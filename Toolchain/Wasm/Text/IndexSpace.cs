using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>One index space (functions, types, locals of a function, ...): what has been counted and named.</summary>
internal sealed class IndexSpace(string kind)
{
    private readonly List<int> _symbols = []; // by index; -1 without a name
    private int[] _indices = []; // by symbol; index + 1, 0 = unbound

    /// <summary>What it counts, in the singular, for messages.</summary>
    internal string Kind => kind;

    /// <summary>How many there are.</summary>
    internal int Count => _symbols.Count;

    /// <summary>Whether any of them has a name.</summary>
    internal bool HasNames { get; private set; }

    /// <summary>The symbol of an index, or -1.</summary>
    internal int Symbol(int index) => _symbols[index];

    /// <summary>Counts one more.</summary>
    /// <param name="symbol">Its name, or -1.</param>
    /// <returns>False if the name is taken.</returns>
    internal bool Add(int symbol)
    {
        if (symbol >= 0)
        {
            if (symbol >= _indices.Length)
            {
                Array.Resize(ref _indices, Math.Max(symbol + 1, _indices.Length * 2));
            }

            if (_indices[symbol] != 0)
            {
                return false;
            }

            _indices[symbol] = Count + 1;
            HasNames = true;
        }

        _symbols.Add(symbol);
        return true;
    }

    /// <summary>The index of a name, or -1.</summary>
    internal int Find(int symbol) => symbol < _indices.Length ? _indices[symbol] - 1 : -1;

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        foreach (int symbol in _symbols)
        {
            if (symbol >= 0)
            {
                _indices[symbol] = 0;
            }
        }

        _symbols.Clear();
        HasNames = false;
    }
}
