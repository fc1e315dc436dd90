// Sorted pairs (code offset, value), small in the file and searched without expanding it.
//
//   u32 entry count, u32 block count, then for each block { u32 first code offset, u32 offset of its bytes from the end of this index }
//   then the bytes: blocks of BlockSize entries (the last may be shorter). An entry is the unsigned LEB128 difference of its code
//   offset to the entry before it (0 for the first of a block), then its value: one byte (traps), or the zigzag LEB128
//   difference to the value before it (source map; to 0 for the first of a block), modulo 2^32.
// A lookup is a binary search over the index and at most BlockSize entries.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Wasmtime.Min.Artifacts;

/// <summary>How values are stored.</summary>
internal enum DeltaValues
{
    /// <summary>One byte each.</summary>
    Bytes,

    /// <summary>Signed differences.</summary>
    Differences,
}

/// <summary>Reads a table in place; a damaged one gives wrong answers or none, never an access outside of it.</summary>
internal readonly ref struct DeltaTable(ReadOnlySpan<byte> bytes, DeltaValues values)
{
    /// <summary>Entries of a block.</summary>
    internal const int BlockSize = 32;

    internal const int HeaderSize = 8;
    internal const int IndexEntrySize = 8;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The last entry whose code offset is at most <paramref name="codeOffset"/>.</summary>
    internal bool TryFindFloor(uint codeOffset, out uint entryOffset, out uint value)
    {
        entryOffset = 0;
        value = 0;
        if (_bytes.Length < HeaderSize)
        {
            return false;
        }

        uint blockCount = Word(4);
        if (blockCount > (uint)(_bytes.Length - HeaderSize) / IndexEntrySize)
        {
            return false;
        }

        int low = 0;
        int high = (int)blockCount;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (Word(HeaderSize + (middle * IndexEntrySize)) <= codeOffset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == 0)
        {
            return false;
        }

        int index = HeaderSize + ((low - 1) * IndexEntrySize);
        long start = HeaderSize + (blockCount * (long)IndexEntrySize) + Word(index + 4);
        return start < _bytes.Length
            && TryFindInBlock(_bytes[(int)start..], Word(index), codeOffset, EntriesOf(low - 1), out entryOffset, out value);
    }

    /// <summary>The value at exactly this code offset.</summary>
    internal bool TryFind(uint codeOffset, out uint value) =>
        TryFindFloor(codeOffset, out uint entryOffset, out value) && entryOffset == codeOffset;

    /// <summary>Encodes sorted pairs.</summary>
    /// <param name="entries">Ascending code offsets, each once.</param>
    /// <param name="values">How values are stored; bytes must fit one.</param>
    internal static byte[] Encode(ReadOnlySpan<(uint CodeOffset, uint Value)> entries, DeltaValues values)
    {
        DeltaTableWriter writer = new(values, entries.Length);
        foreach ((uint codeOffset, uint value) in entries)
        {
            writer.Add(codeOffset, value);
        }

        return [.. writer.Index(), .. writer.Stream];
    }

    /// <summary>All entries, for tools; stops at the first damaged one.</summary>
    internal List<(uint CodeOffset, uint Value)> ToList()
    {
        List<(uint CodeOffset, uint Value)> entries = [];
        if (_bytes.Length < HeaderSize)
        {
            return entries;
        }

        uint blockCount = Word(4);
        if (blockCount > (uint)(_bytes.Length - HeaderSize) / IndexEntrySize)
        {
            return entries;
        }

        for (int block = 0; block < (int)blockCount; block++)
        {
            int index = HeaderSize + (block * IndexEntrySize);
            long start = HeaderSize + (blockCount * (long)IndexEntrySize) + Word(index + 4);
            if (start >= _bytes.Length)
            {
                break;
            }

            ReadOnlySpan<byte> rest = _bytes[(int)start..];
            int position = 0;
            uint offset = Word(index);
            uint value = 0;
            for (int i = EntriesOf(block); i > 0 && TryReadEntry(rest, ref position, ref offset, ref value); i--)
            {
                entries.Add((offset, value));
            }
        }

        return entries;
    }

    private int EntriesOf(int block)
    {
        long left = Word(0) - ((long)block * BlockSize);
        return (int)Math.Clamp(left, 0, BlockSize);
    }

    private bool TryFindInBlock(
        ReadOnlySpan<byte> block, uint offset, uint codeOffset, int count, out uint entryOffset, out uint value)
    {
        entryOffset = 0;
        value = 0;
        bool isFound = false;
        int position = 0;
        uint current = 0;
        for (; count > 0 && TryReadEntry(block, ref position, ref offset, ref current) && offset <= codeOffset; count--)
        {
            entryOffset = offset;
            value = current;
            isFound = true;
        }

        return isFound;
    }

    private bool TryReadEntry(ReadOnlySpan<byte> block, ref int position, ref uint offset, ref uint value)
    {
        if (!TryReadUnsigned(block, ref position, out uint step))
        {
            return false;
        }

        offset += step;
        if (values == DeltaValues.Bytes)
        {
            if (position >= block.Length)
            {
                return false;
            }

            value = block[position++];
            return true;
        }

        if (!TryReadUnsigned(block, ref position, out uint zigzag))
        {
            return false;
        }

        value += (zigzag >> 1) ^ (uint)-(int)(zigzag & 1);
        return true;
    }

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[offset..]);

    private static bool TryReadUnsigned(ReadOnlySpan<byte> bytes, ref int position, out uint value)
    {
        value = 0;
        for (int shift = 0; shift < 35 && position < bytes.Length; shift += 7)
        {
            byte part = bytes[position++];
            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
