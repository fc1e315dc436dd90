// Shuffles of bytes as the machine sees them: the two operands side by side, counted from the left, and the result from the left too. Some are one
// instruction; the others look their bytes up with vperm.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Finds the instruction for a shuffle.</summary>
internal static class S390Shuffle
{
    private const int Bytes = 16;

    /// <summary>From wasm's numbers, which count from the right in each operand, to the machine's.</summary>
    /// <param name="lanes">Byte of the operands for each byte of the result.</param>
    /// <param name="isOne">Both operands are the same.</param>
    /// <param name="places">Receives the same from the left.</param>
    internal static void ToMachine(ReadOnlySpan<byte> lanes, bool isOne, Span<byte> places)
    {
        for (int i = 0; i < Bytes; i++)
        {
            int lane = lanes[Bytes - 1 - i] & (isOne ? 15 : 31);
            places[i] = (byte)(lane ^ 15); // 15 - lane in the first operand, 47 - lane in the second
        }
    }

    /// <summary>Finds one instruction.</summary>
    /// <param name="places">Byte of the operands for each byte of the result, from the left.</param>
    /// <param name="isOne">Both operands are the same.</param>
    /// <param name="op">The instruction.</param>
    /// <param name="swapped">It takes the second operand first.</param>
    /// <param name="imm">Its number.</param>
    internal static bool TryFind(ReadOnlySpan<byte> places, bool isOne, out S390Op? op, out bool swapped, out int imm)
    {
        // vsldb: 16 bytes in a row
        (op, swapped, imm) = (S390Vector.Vsldb, places[0] >= Bytes, places[0] & 15);
        if (Matches(places, isOne, swapped, imm, static (i, start) => start + i))
        {
            return true;
        }

        for (int log2 = 0; log2 < 4; log2++)
        {
            // vrep: one lane everywhere
            int width = log2;
            (op, swapped, imm) = (S390Vector.Vrep[log2], places[0] >= Bytes, (places[0] & 15) >> log2);
            if (Matches(places, isOne, swapped, imm, (i, lane) => (lane << width) | (i & ((1 << width) - 1))))
            {
                return true;
            }

            for (int form = 0; form < 4; form++)
            {
                // vmrh, vmrl: left or right lanes of both by turns
                (op, swapped, imm) = ((form & 1) == 0 ? S390Vector.Vmrh[log2] : S390Vector.Vmrl[log2], form >= 2, 0);
                int start = (form & 1) * 8;
                if (Matches(places, isOne, swapped, start, (i, first) => Merged(i, first, width)))
                {
                    return true;
                }
            }

            // vpk: the right half of each lane
            for (int form = 0; form < 2 && log2 > 0; form++)
            {
                (op, swapped, imm) = (S390Vector.Vpk[log2], form == 1, 0);
                if (Matches(places, isOne, swapped, 0, (i, _) => Packed(i, width)))
                {
                    return true;
                }
            }
        }

        op = null;
        return false;
    }

    private static bool Matches(ReadOnlySpan<byte> places, bool isOne, bool swapped, int start, Func<int, int, int> place)
    {
        int mask = isOne ? 15 : 31;
        for (int i = 0; i < Bytes; i++)
        {
            if ((places[i] & mask) != ((place(i, start) ^ (swapped ? Bytes : 0)) & mask))
            {
                return false;
            }
        }

        return true;
    }

    // Lane of the result i / width: pairs of one lane from each operand.
    private static int Merged(int i, int first, int log2)
    {
        int lane = i >> log2;
        return first + ((lane >> 1) << log2) + ((lane & 1) * Bytes) + (i & ((1 << log2) - 1));
    }

    // Half lanes: the second half of each whole one.
    private static int Packed(int i, int log2)
    {
        int half = 1 << (log2 - 1);
        return ((i / half) * 2 * half) + half + (i & (half - 1));
    }
}
