// Bytes under construction. Sizes of sections and bodies stand before their content, so content is written to a buffer
// of its own and appended.
using System;
using System.Buffers.Binary;
using System.Text;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

/// <summary>A growing buffer with the primitive encodings of the binary format.</summary>
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[256];
    private int _length;

    internal int Length => _length;

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    internal void Clear() => _length = 0;

    internal byte[] ToArray() => Written.ToArray();

    internal void Byte(byte value) => Reserve(1)[0] = value;

    internal void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    internal void Fixed32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    internal void Fixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    internal void Fixed128(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Reserve(16), value);

    /// <summary>An index: a signed number that stands for its unsigned bits.</summary>
    internal void Index(int value) => Unsigned((uint)value);

    internal void Count(int value) => Unsigned((uint)value);

    internal void Unsigned(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    internal void Signed(long value)
    {
        while (value is < -0x40 or > 0x3F)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)(value & 0x7F));
    }

    internal void Name(string name)
    {
        Count(Encoding.UTF8.GetByteCount(name));
        Bytes(Encoding.UTF8.GetBytes(name));
    }

    /// <summary>The length of <paramref name="content"/> and the content.</summary>
    internal void Sized(ByteWriter content)
    {
        Count(content.Length);
        Bytes(content.Written);
    }

    private Span<byte> Reserve(int count)
    {
        if (count > _bytes.Length - _length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
