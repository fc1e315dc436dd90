// The other side of DeltaTable: pairs come one by one, so that nobody has to collect them first.
using System;

namespace Wasmtime.Min.Artifacts;

/// <summary>Encodes a <see cref="DeltaTable"/>.</summary>
/// <param name="values">How values are stored; bytes must fit one.</param>
/// <param name="capacity">About how many entries will come.</param>
internal sealed class DeltaTableWriter(DeltaValues values, int capacity)
{
    private const int MostEntryBytes = 10;

    private byte[] _index = new byte[DeltaTable.HeaderSize + (((capacity / DeltaTable.BlockSize) + 1) * DeltaTable.IndexEntrySize)];
    private byte[] _stream = new byte[Math.Min((capacity * (values == DeltaValues.Bytes ? 9L : 11L) / 4) + MostEntryBytes, Array.MaxLength)]; // as a rule enough
    private int _length;
    private int _blocks;
    private uint _count;
    private uint _offset;
    private uint _value;

    /// <summary>Adds an entry.</summary>
    /// <param name="codeOffset">Larger than that of the entry before.</param>
    /// <param name="value">Its value.</param>
    internal void Add(uint codeOffset, uint value)
    {
        if (_count % DeltaTable.BlockSize == 0)
        {
            BeginBlock(codeOffset);
        }

        if (_stream.Length - _length < MostEntryBytes)
        {
            Array.Resize(ref _stream, checked(_stream.Length * 2));
        }

        Span<byte> rest = _stream.AsSpan(_length);
        int used = PutUnsigned(rest, codeOffset - _offset);
        if (values == DeltaValues.Bytes)
        {
            rest[used++] = checked((byte)value);
        }
        else
        {
            int difference = (int)(value - _value);
            used += PutUnsigned(rest[used..], (uint)((difference << 1) ^ (difference >> 31)));
        }

        _length += used;
        (_offset, _value) = (codeOffset, value);
        _count++;
    }

    /// <summary>Size of the table in bytes.</summary>
    internal int Size => checked(IndexSize + _length);

    /// <summary>The table's first bytes; call it when all entries were added.</summary>
    internal ReadOnlySpan<byte> Index()
    {
        Field.Put(_index, 0, _count);
        Field.Put(_index, 4, (uint)_blocks);
        return _index.AsSpan(0, IndexSize);
    }

    /// <summary>The bytes that follow them.</summary>
    internal ReadOnlySpan<byte> Stream => _stream.AsSpan(0, _length);

    private int IndexSize => DeltaTable.HeaderSize + (_blocks * DeltaTable.IndexEntrySize);

    private void BeginBlock(uint codeOffset)
    {
        int at = DeltaTable.HeaderSize + (_blocks * DeltaTable.IndexEntrySize);
        if (at == _index.Length)
        {
            Array.Resize(ref _index, at * 2);
        }

        Field.Put(_index, at, codeOffset);
        Field.Put(_index, at + 4, (uint)_length);
        _blocks++;
        (_offset, _value) = (codeOffset, 0);
    }

    private static int PutUnsigned(Span<byte> to, uint value)
    {
        int count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            to[count++] = (byte)(value | 0x80);
        }

        to[count++] = (byte)value;
        return count;
    }
}
