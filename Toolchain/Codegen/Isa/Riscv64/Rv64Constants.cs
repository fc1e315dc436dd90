// How a constant is made: lui and addiw give 32 bits; more come by shifting left and adding 12 bits at a time.
using System;
using System.Numerics;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>What one step of making a constant does.</summary>
internal enum Rv64ConstantStep : byte
{
    /// <summary>lui; Value: its 20 bits.</summary>
    Upper,

    /// <summary>addi to what there is, or to zero at the start.</summary>
    Add,

    /// <summary>addiw.</summary>
    AddWord,

    /// <summary>slli.</summary>
    ShiftLeft,
}

/// <summary>Constants.</summary>
internal static class Rv64Constants
{
    /// <summary>Most steps that a constant takes.</summary>
    internal const int MostSteps = 8;

    internal static bool FitsImm5(long value) => value is >= -16 and < 16;

    internal static bool FitsImm12(long value) => value is >= -2048 and < 2048;

    /// <summary>Splits 32 bits into the upper 20 of lui and the 12 that are added.</summary>
    internal static (uint Upper, int Lower) Split(int value)
    {
        int lower = value << 20 >> 20;
        return ((uint)(value - lower) >> 12, lower);
    }

    /// <summary>The steps that make a constant; returns how many.</summary>
    internal static int Steps(long value, Span<(Rv64ConstantStep Step, int Value)> steps)
    {
        if (FitsImm12(value))
        {
            steps[0] = (Rv64ConstantStep.Add, (int)value);
            return 1;
        }

        if (value == (int)value)
        {
            (uint upper, int low) = Split((int)value);
            steps[0] = (Rv64ConstantStep.Upper, (int)upper);
            if (low == 0)
            {
                return 1;
            }

            steps[1] = (Rv64ConstantStep.AddWord, low);
            return 2;
        }

        int lower = (int)(value << 52 >> 52);
        long rest = unchecked(value - lower);
        int shift = BitOperations.TrailingZeroCount(rest);
        rest >>= shift;

        // lui makes 32 bits whose lower 12 are zero: a shift by less leaves more of them to it.
        if (shift > 12 && !FitsImm12(rest) && rest << 12 == (int)(rest << 12))
        {
            shift -= 12;
            rest <<= 12;
        }

        int count = Steps(rest, steps);
        steps[count++] = (Rv64ConstantStep.ShiftLeft, shift);
        if (lower != 0)
        {
            steps[count++] = (Rv64ConstantStep.Add, lower);
        }

        return count;
    }
}
