// What each IR operation must compute, written down a second time in plain C#, so that generated code has something to be compared with.
// Values are raw bits, 32-bit ones zero-extended; null is a trap.
using System;
using System.Globalization;
using System.Numerics;

namespace Wasmtime.Min.Tests.Toolchain.Lower;

internal static class Semantics
{
    internal static ulong? Int(string op, bool wide, ulong a, ulong b)
    {
        int bits = wide ? 64 : 32;
        long sa = wide ? (long)a : (int)a;
        long sb = wide ? (long)b : (int)b;
        int count = (int)(b & (ulong)(bits - 1));
        ulong? result = op switch
        {
            "iadd" => a + b,
            "isub" => a - b,
            "imul" => a * b,
            "iand" => a & b,
            "ior" => a | b,
            "ixor" => a ^ b,
            "ishl" => a << count,
            "ushr" => a >> count,
            "sshr" => (ulong)(sa >> count),
            "rotl" => wide ? BitOperations.RotateLeft(a, count) : BitOperations.RotateLeft((uint)a, count),
            "rotr" => wide ? BitOperations.RotateRight(a, count) : BitOperations.RotateRight((uint)a, count),
            "umulhi" => (ulong)(((UInt128)a * b) >> bits),
            "smulhi" => (ulong)(long)(((Int128)sa * sb) >> bits),
            "udiv" => b == 0 ? null : a / b,
            "urem" => b == 0 ? null : a % b,
            "sdiv" => sb == 0 || (sb == -1 && sa == (wide ? long.MinValue : int.MinValue)) ? null : (ulong)(sa / sb),
            "srem" => sb == 0 ? null : sb == -1 ? 0 : (ulong)(sa % sb),
            _ => throw new ArgumentException(op),
        };
        return wide ? result : (uint?)result;
    }

    internal static bool Compare(string cc, bool wide, ulong a, ulong b)
    {
        long sa = wide ? (long)a : (int)a;
        long sb = wide ? (long)b : (int)b;
        return cc switch
        {
            "eq" => a == b,
            "ne" => a != b,
            "slt" => sa < sb,
            "sle" => sa <= sb,
            "sgt" => sa > sb,
            "sge" => sa >= sb,
            "ult" => a < b,
            "ule" => a <= b,
            "ugt" => a > b,
            "uge" => a >= b,
            _ => throw new ArgumentException(cc),
        };
    }

    internal static bool CompareFloat(string cc, bool wide, ulong a, ulong b)
    {
        double x = Widen(wide, a);
        double y = Widen(wide, b);
        return cc switch
        {
            "eq" => x == y,
            "ne" => x != y,
            "lt" => x < y,
            "le" => x <= y,
            "gt" => x > y,
            "ge" => x >= y,
            _ => throw new ArgumentException(cc),
        };
    }

    internal static ulong IntUnary(string op, bool wide, ulong a)
    {
        int bits = wide ? 64 : 32;
        ulong result = op switch
        {
            "clz" => (ulong)(BitOperations.LeadingZeroCount(a) - (64 - bits)),
            "ctz" => a == 0 ? (ulong)bits : (ulong)BitOperations.TrailingZeroCount(a),
            "popcnt" => (ulong)BitOperations.PopCount(a),
            "sextend8" => (ulong)(sbyte)a,
            "sextend16" => (ulong)(short)a,
            "sextend32" => (ulong)(int)a,
            "bswap" => wide ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(a)
                : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((uint)a),
            _ => throw new ArgumentException(op),
        };
        return wide ? result : (uint)result;
    }

    /// <summary>Binary float operation; NaN results are only known to be NaN.</summary>
    internal static ulong Float(string op, bool wide, ulong a, ulong b)
    {
        if (op == "fcopysign")
        {
            ulong sign = wide ? 1UL << 63 : 1UL << 31;
            return (a & ~sign) | (b & sign);
        }

        if (wide)
        {
            double x = BitConverter.UInt64BitsToDouble(a);
            double y = BitConverter.UInt64BitsToDouble(b);
            return BitConverter.DoubleToUInt64Bits(op switch
            {
                "fadd" => x + y,
                "fsub" => x - y,
                "fmul" => x * y,
                "fdiv" => x / y,
                "fmin" => Math.Min(x, y),
                "fmax" => Math.Max(x, y),
                _ => throw new ArgumentException(op),
            });
        }

        float u = BitConverter.UInt32BitsToSingle((uint)a);
        float v = BitConverter.UInt32BitsToSingle((uint)b);
        return BitConverter.SingleToUInt32Bits(op switch
        {
            "fadd" => u + v,
            "fsub" => u - v,
            "fmul" => u * v,
            "fdiv" => u / v,
            "fmin" => MathF.Min(u, v),
            "fmax" => MathF.Max(u, v),
            _ => throw new ArgumentException(op),
        });
    }

    internal static ulong FloatUnary(string op, bool wide, ulong a)
    {
        ulong sign = wide ? 1UL << 63 : 1UL << 31;
        switch (op)
        {
            case "fabs":
                return a & ~sign;
            case "fneg":
                return a ^ sign;
            case "fpromote":
                return BitConverter.DoubleToUInt64Bits(BitConverter.UInt32BitsToSingle((uint)a));
            case "fdemote":
                return BitConverter.SingleToUInt32Bits((float)BitConverter.UInt64BitsToDouble(a));
            default:
                break;
        }

        if (!wide)
        {
            float x = BitConverter.UInt32BitsToSingle((uint)a);
            return BitConverter.SingleToUInt32Bits(op switch
            {
                "fsqrt" => MathF.Sqrt(x),
                "fceil" => MathF.Ceiling(x),
                "ffloor" => MathF.Floor(x),
                "ftrunc" => MathF.Truncate(x),
                "fnearest" => MathF.Round(x, MidpointRounding.ToEven),
                _ => throw new ArgumentException(op),
            });
        }

        double y = BitConverter.UInt64BitsToDouble(a);
        return BitConverter.DoubleToUInt64Bits(op switch
        {
            "fsqrt" => Math.Sqrt(y),
            "fceil" => Math.Ceiling(y),
            "ffloor" => Math.Floor(y),
            "ftrunc" => Math.Truncate(y),
            "fnearest" => Math.Round(y, MidpointRounding.ToEven),
            _ => throw new ArgumentException(op),
        });
    }

    /// <summary>Integer to float, rounded once.</summary>
    internal static ulong FromInt(bool signed, bool wideInt, bool wideFloat, ulong a)
    {
        BigInteger value = signed ? (wideInt ? (long)a : (int)a) : a;
        return wideFloat
            ? BitConverter.DoubleToUInt64Bits(double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            : BitConverter.SingleToUInt32Bits(float.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    /// <summary>Float to integer towards zero; null for a trap.</summary>
    internal static ulong? ToInt(bool signed, bool saturating, bool wideInt, bool wideFloat, ulong a)
    {
        double x = Widen(wideFloat, a);
        if (double.IsNaN(x))
        {
            return saturating ? 0 : null;
        }

        int bits = wideInt ? 64 : 32;
        BigInteger least = signed ? -(BigInteger.One << (bits - 1)) : 0;
        BigInteger most = (BigInteger.One << (signed ? bits - 1 : bits)) - 1;
        BigInteger value = double.IsPositiveInfinity(x) ? most + 1 : double.IsNegativeInfinity(x) ? least - 1 : new BigInteger(Math.Truncate(x));
        if (value < least || value > most)
        {
            if (!saturating)
            {
                return null;
            }

            value = value < least ? least : most;
        }

        ulong result = (ulong)(value & ulong.MaxValue);
        return wideInt ? result : (uint)result;
    }

    internal static bool IsNaN(bool wide, ulong bits) => double.IsNaN(Widen(wide, bits));

    private static double Widen(bool wide, ulong bits) => wide ? BitConverter.UInt64BitsToDouble(bits) : BitConverter.UInt32BitsToSingle((uint)bits);

    /// <summary>Integers that break things.</summary>
    internal static readonly ulong[] Ints =
    [
        0, 1, 2, 3, 5, 7, 31, 32, 33, 63, 64, 127, 128, 129, 255, 256, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0x7fff_fffe, 0x7fff_ffff, 0x8000_0000,
        0x8000_0001, 0xffff_ff80, 0xffff_fffe, 0xffff_ffff, 0x1_0000_0000, 0x1_0000_0001, 0x1234_5678_9abc_def0, 0x7fff_ffff_ffff_ffff,
        0x8000_0000_0000_0000, 0x8000_0000_0000_0001, 0xffff_ffff_7fff_ffff, 0xffff_ffff_8000_0000, 0xffff_ffff_ffff_ff80, 0xffff_ffff_ffff_fffe,
        0xffff_ffff_ffff_ffff,
    ];

    /// <summary>Doubles that break things; floats are made from them.</summary>
    internal static readonly double[] Doubles =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -1.5, -2.5, 0.9999999, -0.9999999, 3.75, 100, 1e10, -1e10, 1e30, -1e30, 1e300, 4.9e-324, -4.9e-324, 1e-310,
        1.1754943508222875e-38, 1e-45, 2147483647.0, 2147483648.0, 2147483649.0, -2147483648.0, -2147483648.9, -2147483649.0, 4294967295.0, 4294967295.9, 4294967296.0,
        9223372036854774784.0, 9223372036854775808.0, -9223372036854775808.0, -9223372036854777856.0, 18446744073709549568.0, 18446744073709551616.0, 8388607.5, 4503599627370495.5,
        double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];
}
