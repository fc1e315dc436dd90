// Identifiers become small numbers while the text is read, so that the parser compares and looks up ints. One table
// serves a whole source; a name that occurs ten thousand times is hashed ten thousand times but stored once.

using System;
using System.Text;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>Numbers the distinct identifiers of a source, in the order of their first use.</summary>
internal sealed class SymbolTable
{
    private int[] _buckets = new int[256]; // symbol + 1, 0 = free
    private Entry[] _entries = new Entry[128];
    private byte[] _text = new byte[2048];
    private int _textLength;

    /// <summary>How many symbols there are.</summary>
    internal int Count { get; private set; }

    /// <summary>The symbol's name, without the dollar sign.</summary>
    internal string Name(int symbol) => Encoding.UTF8.GetString(Text(symbol));

    /// <summary>The number of a name.</summary>
    internal int Intern(ReadOnlySpan<byte> name)
    {
        uint hash = Hash(name);
        int mask = _buckets.Length - 1;
        int slot = (int)hash & mask;
        while (_buckets[slot] != 0)
        {
            int found = _buckets[slot] - 1;
            if (_entries[found].Hash == hash && name.SequenceEqual(Text(found)))
            {
                return found;
            }

            slot = (slot + 1) & mask;
        }

        return Add(name, hash, slot);
    }

    /// <summary>A hash of a short word.</summary>
    internal static uint Hash(ReadOnlySpan<byte> word)
    {
        uint hash = 2166136261;
        foreach (byte b in word)
        {
            hash = (hash ^ b) * 16777619;
        }

        return hash ^ (hash >> 15);
    }

    private ReadOnlySpan<byte> Text(int symbol) => _text.AsSpan(_entries[symbol].Start, _entries[symbol].Length);

    private int Add(ReadOnlySpan<byte> name, uint hash, int slot)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        while (_textLength + name.Length > _text.Length)
        {
            Array.Resize(ref _text, _text.Length * 2);
        }

        name.CopyTo(_text.AsSpan(_textLength));
        _entries[Count] = new Entry(hash, _textLength, name.Length);
        _textLength += name.Length;
        _buckets[slot] = ++Count;
        if (Count * 2 > _buckets.Length)
        {
            Rehash();
        }

        return Count - 1;
    }

    private void Rehash()
    {
        _buckets = new int[_buckets.Length * 2];
        int mask = _buckets.Length - 1;
        for (int symbol = 0; symbol < Count; symbol++)
        {
            int slot = (int)_entries[symbol].Hash & mask;
            while (_buckets[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _buckets[slot] = symbol + 1;
        }
    }

    private readonly struct Entry(uint hash, int start, int length)
    {
        internal readonly uint Hash = hash;
        internal readonly int Start = start;
        internal readonly int Length = length;
    }
}
