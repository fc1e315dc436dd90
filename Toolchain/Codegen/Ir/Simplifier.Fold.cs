// Constant folding, as wasm computes. Float operations fold only when no operand and no result is a NaN: which NaN comes out is left to
// the machine, and must not differ between folded and executed code.
using System;
using System.Numerics;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

internal static partial class Simplifier
{
    private static Value Fold(Function f, in Node n)
    {
        Node a = f.Nodes[n.A];
        bool isUnary = OpcodeTable.Of(n.Op).Operands == Operands.One;
        Node b = isUnary ? default : f.Nodes[n.B];
        long? bits = (isUnary, a.Type) switch
        {
            (true, IrType.F32 or IrType.F64) => FoldFloatUnary(n, a),
            (true, _) => FoldIntUnary(n, a),
            (false, IrType.F32) => FoldFloat32(n, BitConverter.Int32BitsToSingle((int)a.Imm), BitConverter.Int32BitsToSingle((int)b.Imm)),
            (false, IrType.F64) => FoldFloat64(n, BitConverter.Int64BitsToDouble(a.Imm), BitConverter.Int64BitsToDouble(b.Imm)),
            (false, _) => FoldInt(n, a.Type == IrType.I64, a.Imm, b.Imm),
        };
        if (bits is not long folded)
        {
            return Value.None;
        }

        return n.Type.IsFloat
            ? new Value(FloatConst(f, n.Type, n.Type == IrType.F32 ? (uint)folded : folded))
            : f.Iconst(n.Type, folded);
    }

    private static long? FoldInt(in Node n, bool isWide, long a, long b)
    {
        int count = (int)b & (isWide ? 63 : 31);
        (ulong ua, ulong ub) = isWide ? ((ulong)a, (ulong)b) : ((uint)a, (uint)b);
        return n.Op switch
        {
            Opcode.Iadd => a + b,
            Opcode.Isub => a - b,
            Opcode.Imul => a * b,
            Opcode.Iand => a & b,
            Opcode.Ior => a | b,
            Opcode.Ixor => a ^ b,
            Opcode.Ishl => a << count,
            Opcode.Ushr => (long)(ua >> count),
            Opcode.Sshr => a >> count,
            Opcode.Rotl => isWide ? (long)BitOperations.RotateLeft(ua, count) : BitOperations.RotateLeft((uint)ua, count),
            Opcode.Rotr => isWide ? (long)BitOperations.RotateRight(ua, count) : BitOperations.RotateRight((uint)ua, count),
            Opcode.Umulhi => isWide ? (long)Math.BigMul(ua, ub, out _) : (long)((ua * ub) >> 32),
            Opcode.Smulhi => isWide ? Math.BigMul(a, b, out long _) : (a * b) >> 32,
            Opcode.Icmp => Holds((IntCc)n.Aux, a, b, ua, ub) ? 1 : 0,
            _ => null,
        };
    }

    private static bool Holds(IntCc cc, long a, long b, ulong ua, ulong ub) => cc switch
    {
        IntCc.Equal => a == b,
        IntCc.NotEqual => a != b,
        IntCc.SignedLessThan => a < b,
        IntCc.SignedGreaterThanOrEqual => a >= b,
        IntCc.SignedGreaterThan => a > b,
        IntCc.SignedLessThanOrEqual => a <= b,
        IntCc.UnsignedLessThan => ua < ub,
        IntCc.UnsignedGreaterThanOrEqual => ua >= ub,
        IntCc.UnsignedGreaterThan => ua > ub,
        IntCc.UnsignedLessThanOrEqual => ua <= ub,
    };

    private static long? FoldIntUnary(in Node n, in Node a)
    {
        bool isWide = a.Type == IrType.I64;
        long x = a.Imm;
        ulong ux = isWide ? (ulong)x : (uint)x;
        return n.Op switch
        {
            Opcode.Clz => isWide ? BitOperations.LeadingZeroCount(ux) : BitOperations.LeadingZeroCount((uint)ux),
            Opcode.Ctz => isWide ? BitOperations.TrailingZeroCount(ux) : BitOperations.TrailingZeroCount((uint)ux),
            Opcode.Popcnt => BitOperations.PopCount(ux),
            Opcode.Bswap => isWide
                ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(x)
                : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((int)x),
            Opcode.Uextend => (uint)x,
            Opcode.Sextend => (int)x,
            Opcode.Ireduce => (int)x,
            Opcode.Sextend8 => (sbyte)x,
            Opcode.Sextend16 => (short)x,
            Opcode.Sextend32 => (int)x,
            Opcode.Bitcast => x,

            // Up to 53 bits a double is exact, so that only one rounding takes place.
            Opcode.FcvtFromSint when x is > -(1L << 53) and < 1L << 53 => n.Type == IrType.F32
                ? BitConverter.SingleToInt32Bits((float)(double)x)
                : BitConverter.DoubleToInt64Bits(x),
            _ => null,
        };
    }

    private static long? FoldFloatUnary(in Node n, in Node a)
    {
        bool isWide = a.Type == IrType.F64;
        long sign = isWide ? long.MinValue : 0x8000_0000;
        double x = isWide ? BitConverter.Int64BitsToDouble(a.Imm) : BitConverter.Int32BitsToSingle((int)a.Imm);
        switch (n.Op)
        {
            // These work on the bits, NaN or not.
            case Opcode.Bitcast:
                return a.Imm;
            case Opcode.Fneg:
                return a.Imm ^ sign;
            case Opcode.Fabs:
                return a.Imm & ~sign;
            default:
                break;
        }

        double? result = n.Op switch
        {
            _ when double.IsNaN(x) => null,
            Opcode.Fceil => Math.Ceiling(x),
            Opcode.Ffloor => Math.Floor(x),
            Opcode.Ftrunc => Math.Truncate(x),
            Opcode.Fnearest => Math.Round(x, MidpointRounding.ToEven),
            Opcode.Fpromote or Opcode.Fdemote => x,
            Opcode.Fsqrt when isWide && x >= 0 => Math.Sqrt(x),
            _ => null,
        };
        return result is not double number ? null
            : n.Type == IrType.F32 ? BitConverter.SingleToInt32Bits((float)number)
            : BitConverter.DoubleToInt64Bits(number);
    }

    private static long? FoldFloat32(in Node n, float a, float b)
    {
        if (n.Op == Opcode.Fcmp)
        {
            return Holds((FloatCc)n.Aux, a, b) ? 1 : 0;
        }

        float? result = n.Op switch
        {
            Opcode.Fadd => a + b,
            Opcode.Fsub => a - b,
            Opcode.Fmul => a * b,
            Opcode.Fdiv => a / b,
            _ => null,
        };
        return result is float number && !float.IsNaN(number) ? BitConverter.SingleToInt32Bits(number) : null;
    }

    private static long? FoldFloat64(in Node n, double a, double b)
    {
        if (n.Op == Opcode.Fcmp)
        {
            return Holds((FloatCc)n.Aux, a, b) ? 1 : 0;
        }

        double? result = n.Op switch
        {
            Opcode.Fadd => a + b,
            Opcode.Fsub => a - b,
            Opcode.Fmul => a * b,
            Opcode.Fdiv => a / b,
            _ => null,
        };
        return result is double number && !double.IsNaN(number) ? BitConverter.DoubleToInt64Bits(number) : null;
    }

    private static bool Holds(FloatCc cc, double a, double b) => cc switch
    {
        FloatCc.Equal => a == b,
        FloatCc.NotEqual => a != b,
        FloatCc.LessThan => a < b,
        FloatCc.GreaterThan => a > b,
        FloatCc.LessThanOrEqual => a <= b,
        FloatCc.GreaterThanOrEqual => a >= b,
    };
}
