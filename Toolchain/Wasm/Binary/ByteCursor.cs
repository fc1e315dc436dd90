// Reads the primitive encodings of the binary format. The limit is the end of the file, not of the section: a section
// that ends too early is found by comparing positions afterwards, which gives the errors the specification's tests
// name. Every read is bounds-checked.
using System;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

/// <summary>A position in a binary module.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position = position;

    internal readonly int Position => _position;

    internal readonly int Left => _bytes.Length - _position;

    internal readonly bool AtEnd => _position == _bytes.Length;

    /// <summary>The next byte, or -1 at the end.</summary>
    internal readonly int Peek() => (uint)_position < (uint)_bytes.Length ? _bytes[_position] : -1;

    internal byte ReadByte()
    {
        int position = _position;
        if ((uint)position >= (uint)_bytes.Length)
        {
            throw UnexpectedEnd();
        }

        _position = position + 1;
        return _bytes[position];
    }

    /// <summary>Bytes as they stand in the file.</summary>
    internal ReadOnlySpan<byte> ReadBytes(int length)
    {
        if ((uint)length > (uint)Left)
        {
            throw UnexpectedEnd();
        }

        _position += length;
        return _bytes.Slice(_position - length, length);
    }

    internal void Skip(int length) => ReadBytes(length);

    internal uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

    internal ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(8));

    internal uint ReadU32()
    {
        int position = _position;
        if ((uint)position < (uint)_bytes.Length && _bytes[position] < 0x80)
        {
            _position = position + 1;
            return _bytes[position];
        }

        return (uint)ReadUnsigned(32);
    }

    /// <summary>An index, as a signed number of the same bits: compare it as unsigned.</summary>
    internal int ReadIndex() => (int)ReadU32();

    internal ulong ReadU64()
    {
        int position = _position;
        if ((uint)position < (uint)_bytes.Length && _bytes[position] < 0x80)
        {
            _position = position + 1;
            return _bytes[position];
        }

        return ReadUnsigned(64);
    }

    internal int ReadS32() => (int)ReadSigned(32);

    internal long ReadS33() => ReadSigned(33);

    internal long ReadS64() => ReadSigned(64);

    /// <summary>
    /// A number of items that follow; each takes at least one byte, so it is checked before anything is allocated.
    /// </summary>
    internal int ReadCount() => ReadBounded("unexpected end of section or function");

    /// <summary>A number of bytes that follow.</summary>
    internal int ReadLength() => ReadBounded("length out of bounds");

    internal string ReadName()
    {
        int at = _position;
        ReadOnlySpan<byte> name = ReadBytes(ReadLength());
        return Utf8.IsValid(name)
            ? Encoding.UTF8.GetString(name)
            : throw new WasmMalformedException("malformed UTF-8 encoding of a name", at);
    }

    internal void ReadZero()
    {
        if (ReadByte() != 0)
        {
            throw new WasmMalformedException("zero byte expected", _position - 1);
        }
    }

    private int ReadBounded(string wording)
    {
        int at = _position;
        uint count = ReadU32();
        return count <= (uint)Left
            ? (int)count
            : throw new WasmMalformedException($"{wording}: {count} items or bytes announced, {Left} bytes left", at);
    }

    private ulong ReadUnsigned(int bits)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = ReadByte();
            int left = bits - shift;
            if (left < 7 && (next & 0x7F) >> left != 0)
            {
                throw new WasmMalformedException($"integer too large for {bits} bits", _position - 1);
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }

            if (left <= 7)
            {
                throw new WasmMalformedException($"integer representation too long for {bits} bits", _position);
            }
        }
    }

    private long ReadSigned(int bits)
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = ReadByte();
            int left = bits - shift;
            if (left < 7)
            {
                int mask = (-1 << (left - 1)) & 0x7F;
                if ((next & mask) != 0 && (next & mask) != mask)
                {
                    throw new WasmMalformedException($"integer too large for {bits} signed bits", _position - 1);
                }
            }

            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                int unused = 64 - Math.Min(64, shift + 7);
                return value << unused >> unused;
            }

            if (left <= 7)
            {
                throw new WasmMalformedException($"integer representation too long for {bits} signed bits", _position);
            }
        }
    }

    private readonly WasmMalformedException UnexpectedEnd() =>
        new("unexpected end of section or function", _bytes.Length);
}
