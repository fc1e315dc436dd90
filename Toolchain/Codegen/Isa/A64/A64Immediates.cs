// Immediates that are not plain numbers: bit patterns of the logical instructions, floats of 8 bits. Source: Arm Architecture Reference Manual,
// shared pseudocode DecodeBitMasks and VFPExpandImm.
using System;
using System.Numerics;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Which constants instructions can hold, and how.</summary>
internal static class A64Immediates
{
    /// <summary>Among the 16-bit parts of an integer, those that are 0 and those that are all ones.</summary>
    internal static (int Zeros, int Ones) PartsOf(ulong bits, int parts)
    {
        (int zeros, int ones) = (0, 0);
        for (int i = 0; i < parts; i++)
        {
            zeros += (bits >> (16 * i) & 0xffff) == 0 ? 1 : 0;
            ones += (bits >> (16 * i) & 0xffff) == 0xffff ? 1 : 0;
        }

        return (zeros, ones);
    }

    /// <summary>How many instructions bring an integer into a register (<see cref="A64Assembler.LoadConstant"/>).</summary>
    internal static int MovesOf(int bytes, long value)
    {
        ulong bits = bytes == 4 ? (uint)value : (ulong)value;
        (int zeros, int ones) = PartsOf(bits, bytes / 2);
        int moves = Math.Max(1, (bytes / 2) - Math.Max(zeros, ones));
        return moves > 1 && TryEncodePattern(bits, bytes, out _) ? 1 : moves;
    }

    /// <summary>
    /// A bit pattern is an element of 2, 4, ... 64 bits, repeated; the element is a run of ones, rotated. The result is N:immr:imms.
    /// </summary>
    internal static bool TryEncodePattern(ulong value, int bytes, out uint field)
    {
        if (bytes == 4)
        {
            value = (uint)value | (value << 32);
        }

        field = 0;
        if (value is 0 or ulong.MaxValue)
        {
            return false;
        }

        int size = 64;
        while (size > 2 && Element(value, size / 2) == Element(value >> (size / 2), size / 2))
        {
            size /= 2;
        }

        ulong element = Element(value, size);
        int ones = BitOperations.PopCount(element);

        // Rotate right until the run starts at bit 0 and ends below the top.
        int rotation = 0;
        while (RotateRight(element, rotation, size) != (1UL << ones) - 1)
        {
            if (++rotation == size)
            {
                return false;
            }
        }

        int immr = (size - rotation) % size;
        int imms = (~(size - 1) << 1 & 0x3f) | (ones - 1);
        field = (size == 64 ? 1u << 12 : 0) | ((uint)immr << 6) | (uint)(imms & 0x3f);
        return true;
    }

    /// <summary>The value of N:immr:imms, or false if there is none for this width.</summary>
    internal static bool TryDecodePattern(uint field, int bytes, out ulong value)
    {
        value = 0;
        uint n = field >> 12 & 1;
        int immr = (int)(field >> 6 & 0x3f);
        int imms = (int)(field & 0x3f);
        int length = 31 - BitOperations.LeadingZeroCount((n << 6) | (uint)(~imms & 0x3f));
        if (length < 1 || (bytes == 4 && n != 0))
        {
            return false;
        }

        int size = 1 << length;
        int ones = (imms & (size - 1)) + 1;
        if (ones == size)
        {
            return false;
        }

        ulong element = RotateRight((1UL << ones) - 1, immr & (size - 1), size);
        for (int at = 0; at < 64; at += size)
        {
            value |= element << at;
        }

        value = bytes == 4 ? (uint)value : value;
        return true;
    }

    /// <summary>Whether a float has 4 fraction bits and a small exponent; the result are its 8 bits.</summary>
    internal static bool TryEncodeFloat(ulong bits, int bytes, out uint field)
    {
        field = 0;
        ulong wide = bytes == 8 ? bits : BitConverter.DoubleToUInt64Bits(BitConverter.UInt32BitsToSingle((uint)bits));
        if (bytes == 4 && float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)))
        {
            return false;
        }

        for (uint candidate = 0; candidate < 256; candidate++)
        {
            if (BitConverter.DoubleToUInt64Bits(DecodeFloat(candidate)) == wide)
            {
                field = candidate;
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of a float of 8 bits.</summary>
    internal static double DecodeFloat(uint field)
    {
        double mantissa = 16 + (field & 15);
        int exponent = (int)(field >> 4 & 7) ^ 4; // -3 to 4 after the bias
        double value = Math.ScaleB(mantissa, exponent - 3 - 4);
        return (field & 0x80) != 0 ? -value : value;
    }

    private static ulong Element(ulong value, int size) => size == 64 ? value : value & ((1UL << size) - 1);

    private static ulong RotateRight(ulong value, int amount, int size) =>
        amount == 0 ? value : Element((value >> amount) | (value << (size - amount)), size);
}
