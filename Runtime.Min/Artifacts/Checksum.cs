// The processor's CRC instruction has a latency of three cycles and takes a new one every cycle, so four blocks are summed side by side. The sum of one
// block behind another is the first one multiplied by x^(8 * length) modulo the polynomial, plus the second: one short multiplication a block, so blocks
// are large where there is enough for them.
using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Artifacts;

/// <summary>CRC-32C, as the artifact format uses it.</summary>
internal static class Checksum
{
    private const int SmallBlock = 1 << 12, LargeBlock = 1 << 14;
    private const int Streams = 4;

    // Polynomials have the coefficient of x^0 in the highest bit, as the sum itself.
    private const uint Polynomial = 0x82f6_3b78;
    private const uint One = 0x8000_0000;

    /// <summary>Checksum of a whole artifact; the header's CRC field counts as zero.</summary>
    internal static uint OfFile(ReadOnlySpan<byte> file) => ~OfStart(file);

    /// <summary>What is handed to <see cref="Update"/> with the bytes that follow the first ones of an artifact. Inverted it is the checksum.</summary>
    /// <param name="start">The first bytes; the whole header at least.</param>
    internal static uint OfStart(ReadOnlySpan<byte> start)
    {
        const int Field = ArtifactFormat.HeaderOffset + ArtifactHeader.CrcOffset;
        uint crc = Update(uint.MaxValue, start[..Field]);
        crc = BitOperations.Crc32C(crc, 0u);
        return Update(crc, start[(Field + sizeof(uint))..]);
    }

    internal static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (int block in (ReadOnlySpan<int>)[LargeBlock, SmallBlock])
        {
            if (bytes.Length >= Streams * block)
            {
                uint overBlock = Behind((uint)block);
                do
                {
                    crc = UpdateBlocks(crc, block, overBlock, bytes);
                    bytes = bytes[(Streams * block)..];
                }
                while (bytes.Length >= Streams * block);
            }
        }

        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }

    private static uint UpdateBlocks(uint crc, int block, uint overBlock, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes[..(Streams * block)]);
        int length = block / sizeof(ulong);
        ReadOnlySpan<ulong> a = words[..length];
        ReadOnlySpan<ulong> b = words.Slice(length, length);
        ReadOnlySpan<ulong> c = words.Slice(2 * length, length);
        ReadOnlySpan<ulong> d = words.Slice(3 * length, length);
        uint second = 0, third = 0, fourth = 0;
        for (int i = 0; i < length; i++)
        {
            crc = BitOperations.Crc32C(crc, LittleEndian(a[i]));
            second = BitOperations.Crc32C(second, LittleEndian(b[i]));
            third = BitOperations.Crc32C(third, LittleEndian(c[i]));
            fourth = BitOperations.Crc32C(fourth, LittleEndian(d[i]));
        }

        crc = Multiply(crc, overBlock) ^ second;
        crc = Multiply(crc, overBlock) ^ third;
        return Multiply(crc, overBlock) ^ fourth;
    }

    private static ulong LittleEndian(ulong word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);

    /// <summary>The sum of bytes with the sum <paramref name="crc"/> and more bytes behind, whose own sum, begun with zero, is known.</summary>
    /// <param name="crc">Sum of the first bytes.</param>
    /// <param name="rest">Sum of the bytes behind.</param>
    /// <param name="restLength">Their number.</param>
    internal static uint Join(uint crc, uint rest, ulong restLength) => Multiply(crc, Behind(restLength)) ^ rest;

    /// <summary>x^(8 * length): what a sum is multiplied by when that many bytes follow.</summary>
    private static uint Behind(ulong length)
    {
        uint result = One;
        uint power = One >> 8;
        for (; length != 0; length >>= 1)
        {
            if ((length & 1) != 0)
            {
                result = Multiply(result, power);
            }

            power = Multiply(power, power);
        }

        return result;
    }

    /// <summary>Product of two polynomials over GF(2), modulo <see cref="Polynomial"/>.</summary>
    private static uint Multiply(uint a, uint b)
    {
        uint product = 0;
        for (; a != 0; a <<= 1)
        {
            // The highest bit of a is the coefficient of x^0 at first; b is multiplied by x each time.
            product ^= b & (uint)((int)a >> 31);
            b = (b >> 1) ^ (Polynomial & (uint)-(int)(b & 1));
        }

        return product;
    }
}
