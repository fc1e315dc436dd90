// Division by a constant: Granlund and Montgomery, "Division by Invariant Integers using Multiplication" (1994). For a divisor d and a
// width N, a factor m and a shift s with m*d just above 2^(N+s) turn x / d into (x * m) >> (N + s). The smallest s that is exact
// for all x is searched. 32-bit dividends are widened, so that product and shift are single 64-bit instructions.
//
// Division by zero and the signed division by -1 can trap and stay as they are.
using System;
using System.Numerics;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

internal static partial class Simplifier
{
    /// <summary>A value equal to a division or remainder that cannot trap, or none.</summary>
    internal static Value SimplifyDivision(Function f, in Node n)
    {
        if (!f.TryIconst(n.B, out long d) || d == 0)
        {
            return Value.None;
        }

        bool isSigned = n.Op is Opcode.Sdiv or Opcode.Srem;
        bool isRemainder = n.Op is Opcode.Urem or Opcode.Srem;
        if (d == -1 && isSigned)
        {
            return isRemainder ? Zero(f, n.Type) : Value.None;
        }

        if (f.TryIconst(n.A, out long x))
        {
            return f.Iconst(n.Type, FoldDivision(n.Op, n.Type, x, d));
        }

        ulong divisor = n.Type == IrType.I64 ? (ulong)d : (uint)d;
        if (n.Op == Opcode.Urem && BitOperations.IsPow2(divisor))
        {
            return Binary(f, Opcode.Iand, n.Type, n.A, Const(f, n.Type, d - 1));
        }

        Value quotient = isSigned ? SignedQuotient(f, n.Type, n.A, d) : UnsignedQuotient(f, n.Type, n.A, divisor);
        if (!isRemainder)
        {
            return quotient;
        }

        int product = Binary(f, Opcode.Imul, n.Type, quotient.Id, n.B).Id;
        return Binary(f, Opcode.Isub, n.Type, n.A, product);
    }

    private static long FoldDivision(Opcode op, IrType type, long x, long d)
    {
        (ulong ux, ulong ud) = type == IrType.I64 ? ((ulong)x, (ulong)d) : ((uint)x, (uint)d);
        return op switch
        {
            Opcode.Udiv => (long)(ux / ud),
            Opcode.Urem => (long)(ux % ud),
            Opcode.Sdiv => x / d,
            _ => x % d,
        };
    }

    private static Value UnsignedQuotient(Function f, IrType type, int x, ulong d)
    {
        if (BitOperations.IsPow2(d))
        {
            return Binary(f, Opcode.Ushr, type, x, Const(f, type, BitOperations.Log2(d)));
        }

        return type == IrType.I64 ? UnsignedQuotient64(f, x, d) : UnsignedQuotient32(f, x, (uint)d);
    }

    private static Value UnsignedQuotient32(Function f, int x, uint d)
    {
        const IrType Wide = IrType.I64;
        int wide = Unary(f, Opcode.Uextend, Wide, x).Id;
        for (int s = 0; s < 32; s++)
        {
            UInt128 power = UInt128.One << (32 + s);
            UInt128 m = (power / d) + 1;
            if (m <= uint.MaxValue && (m * d) - power <= UInt128.One << s)
            {
                int product = Binary(f, Opcode.Imul, Wide, wide, Const(f, Wide, (long)(ulong)m)).Id;
                return Unary(f, Opcode.Ireduce, IrType.I32, Binary(f, Opcode.Ushr, Wide, product, Const(f, Wide, 32 + s)).Id);
            }
        }

        // With a factor of 64 bits the error is below 2^32 * d / 2^64 < 1.
        ulong factor = (ulong.MaxValue / d) + 1;
        return Unary(f, Opcode.Ireduce, IrType.I32, Binary(f, Opcode.Umulhi, Wide, wide, Const(f, Wide, (long)factor)).Id);
    }

    private static Value UnsignedQuotient64(Function f, int x, ulong d)
    {
        const IrType T = IrType.I64;
        if (d > 1UL << 63)
        {
            return Unary(f, Opcode.Uextend, T, Compare(f, IntCc.UnsignedGreaterThanOrEqual, x, Const(f, T, (long)d)).Id);
        }

        // An even divisor: shift its twos out of both first, which leaves the factor more room.
        int twos = BitOperations.TrailingZeroCount(d);
        for (int pre = 0; pre <= twos; pre += Math.Max(1, twos))
        {
            ulong odd = d >> pre;
            for (int s = 0; s < 63; s++)
            {
                UInt128 power = UInt128.One << (64 + s);
                UInt128 m = (power / odd) + 1;
                if (m <= ulong.MaxValue && (m * odd) - power <= UInt128.One << (s + pre))
                {
                    int shifted = Binary(f, Opcode.Ushr, T, x, Const(f, T, pre)).Id;
                    int high = Binary(f, Opcode.Umulhi, T, shifted, Const(f, T, (long)(ulong)m)).Id;
                    return Binary(f, Opcode.Ushr, T, high, Const(f, T, s));
                }
            }
        }

        // The factor has 65 bits: (x * (2^64 + m)) >> (64 + s), where adding x must not overflow.
        int shift = 64 - BitOperations.LeadingZeroCount(d - 1);
        ulong low = (ulong)((((UInt128.One << shift) - d) << 64) / d) + 1;
        int t = Binary(f, Opcode.Umulhi, T, x, Const(f, T, (long)low)).Id;
        int half = Binary(f, Opcode.Ushr, T, Binary(f, Opcode.Isub, T, x, t).Id, Const(f, T, 1)).Id;
        return Binary(f, Opcode.Ushr, T, Binary(f, Opcode.Iadd, T, half, t).Id, Const(f, T, shift - 1));
    }

    private static Value SignedQuotient(Function f, IrType type, int x, long d)
    {
        int width = type.Size * 8;
        ulong magnitude = d < 0 ? (ulong)-d : (ulong)d;
        int sign = Binary(f, Opcode.Sshr, type, x, Const(f, type, width - 1)).Id;
        int quotient;
        if (BitOperations.IsPow2(magnitude))
        {
            // Toward zero: a negative dividend first gets d - 1 added.
            int k = BitOperations.Log2(magnitude);
            int bias = k == 0 ? Const(f, type, 0) : Binary(f, Opcode.Ushr, type, sign, Const(f, type, width - k)).Id;
            quotient = Binary(f, Opcode.Sshr, type, Binary(f, Opcode.Iadd, type, x, bias).Id, Const(f, type, k)).Id;
            return d > 0 ? new Value(quotient) : Binary(f, Opcode.Isub, type, Const(f, type, 0), quotient);
        }

        int s = 1;
        UInt128 m;
        for (; ; s++)
        {
            UInt128 power = UInt128.One << (width - 1 + s);
            m = (power / magnitude) + 1;
            if ((m * magnitude) - power <= UInt128.One << s)
            {
                break;
            }
        }

        const IrType Wide = IrType.I64;
        if (type == IrType.I32)
        {
            int product = Binary(f, Opcode.Imul, Wide, Unary(f, Opcode.Sextend, Wide, x).Id, Const(f, Wide, (long)(ulong)m)).Id;
            quotient = Unary(f, Opcode.Ireduce, type, Binary(f, Opcode.Sshr, Wide, product, Const(f, Wide, 31 + s)).Id).Id;
        }
        else
        {
            long factor = (long)(ulong)m;
            quotient = Binary(f, Opcode.Smulhi, type, x, Const(f, type, factor)).Id;
            quotient = factor < 0 ? Binary(f, Opcode.Iadd, type, quotient, x).Id : quotient;
            quotient = Binary(f, Opcode.Sshr, type, quotient, Const(f, type, s - 1)).Id;
        }

        return d > 0 ? Binary(f, Opcode.Isub, type, quotient, sign) : Binary(f, Opcode.Isub, type, sign, quotient);
    }
}
