// Shuffles of bytes that instruction sets have shorter forms for: 16 numbers that count through the bytes of two vectors.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Finds out what a shuffle really is.</summary>
internal static class ShuffleForms
{
    /// <summary>16 bytes in a row out of the second operand behind the first.</summary>
    internal static bool TryExtract(ReadOnlySpan<byte> lanes, bool isOne, out int start)
    {
        int mask = isOne ? 15 : 31;
        start = lanes[0] & mask;
        for (int i = 1; i < lanes.Length; i++)
        {
            if ((lanes[i] & mask) != ((start + i) & mask))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One lane everywhere; its number counts through both operands.</summary>
    internal static bool TryBroadcast(ReadOnlySpan<byte> lanes, out Lanes width, out int lane)
    {
        for (int log2 = 0; log2 < 4; log2++)
        {
            int bytes = 1 << log2;
            bool matches = lanes[0] % bytes == 0;
            for (int i = 0; i < lanes.Length && matches; i++)
            {
                matches = lanes[i] == lanes[0] + (i & (bytes - 1));
            }

            if (matches)
            {
                (width, lane) = ((Lanes)log2, lanes[0] >> log2);
                return true;
            }
        }

        (width, lane) = (default, 0);
        return false;
    }

    /// <summary>Every lane stays where it is, and comes from the one or the other vector.</summary>
    /// <param name="lanes">The shuffle.</param>
    /// <param name="width">The widest lanes of which that is so.</param>
    /// <param name="fromSecond">A bit for each lane that comes from the second vector.</param>
    internal static bool TryBlend(ReadOnlySpan<byte> lanes, out Lanes width, out int fromSecond)
    {
        for (int log2 = 3; log2 >= 0; log2--)
        {
            (width, fromSecond) = ((Lanes)log2, 0);
            bool matches = true;
            for (int i = 0; i < lanes.Length && matches; i++)
            {
                int lane = i >> log2;
                bool isSecond = lanes[i] >= lanes.Length;
                fromSecond |= isSecond ? 1 << lane : 0;
                matches = (lanes[i] & (lanes.Length - 1)) == i && isSecond == ((fromSecond >> lane & 1) != 0);
            }

            if (matches)
            {
                return true;
            }
        }

        (width, fromSecond) = (default, 0);
        return false;
    }
}
