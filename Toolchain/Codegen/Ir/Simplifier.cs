// Algebraic rules, applied to every pure node before it is shared. The first match wins; a rule returns an existing or simpler value.
// Constants stand on the right of commutative operations already. Every rule gives a node that is smaller or closer to the canonical
// form (constants right and merged, comparisons against zero, shifts instead of products), so that building the result by Pure ends.
//
// Constant folding is in Simplifier.Fold.cs, division by constants in Simplifier.Division.cs, comparisons and selects in
// Simplifier.Compare.cs. No rule makes or loses a NaN: float rules only fold constants whose result is a number.
using System.Numerics;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>The algebraic rules.</summary>
internal static partial class Simplifier
{
    /// <summary>A value equal to the node, or none if no rule applies.</summary>
    internal static Value Simplify(Function f, in Node n)
    {
        Operands operands = OpcodeTable.Of(n.Op).Operands;
        if (operands == Operands.Zero || n.Type == IrType.None)
        {
            return Value.None;
        }

        if (n.Type == IrType.V128 || f.Nodes[n.A].Type == IrType.V128)
        {
            return Vector(f, n);
        }

        if (operands == Operands.One ? IsAnyConstant(f, n.A) : operands == Operands.Two && IsAnyConstant(f, n.A) && IsAnyConstant(f, n.B))
        {
            Value folded = Fold(f, n);
            if (!folded.IsNone)
            {
                return folded;
            }
        }

        return n.Op switch
        {
            Opcode.Iadd => Add(f, n),
            Opcode.Isub => Sub(f, n),
            Opcode.Imul => Mul(f, n),
            Opcode.Iand => And(f, n),
            Opcode.Ior => Or(f, n),
            Opcode.Ixor => Xor(f, n),
            Opcode.Ishl or Opcode.Ushr or Opcode.Sshr or Opcode.Rotl or Opcode.Rotr => Shift(f, n),
            Opcode.Icmp => Icmp(f, n),
            Opcode.Select => Select(f, n),
            Opcode.Uextend or Opcode.Sextend => Extend(f, n),
            Opcode.Ireduce => Reduce(f, n),
            Opcode.Sextend8 or Opcode.Sextend16 or Opcode.Sextend32 => SignExtendLow(f, n),
            Opcode.Bitcast => Bitcast(f, n),
            Opcode.Bswap => f.Nodes[n.A] is { Op: Opcode.Bswap, A: int inner } ? new Value(inner) : Value.None,
            Opcode.Fneg => f.Nodes[n.A] is { Op: Opcode.Fneg, A: int inner } ? new Value(inner) : Value.None,
            Opcode.Fabs => FloatAbs(f, n),
            Opcode.Fdiv => FloatDivide(f, n),
            _ => Value.None,
        };
    }

    private static Value Add(Function f, in Node n)
    {
        (Node a, Node b) = (f.Nodes[n.A], f.Nodes[n.B]);
        if (b.Op == Opcode.Iconst)
        {
            return a switch
            {
                _ when b.Imm == 0 => new Value(n.A),

                // (x + c1) + c2 = x + (c1 + c2)
                { Op: Opcode.Iadd } when f.TryIconst(a.B, out long c) => Binary(f, Opcode.Iadd, n.Type, a.A, Const(f, n.Type, c + b.Imm)),

                // (c1 - x) + c2 = (c1 + c2) - x
                { Op: Opcode.Isub } when f.TryIconst(a.A, out long c) => Binary(f, Opcode.Isub, n.Type, Const(f, n.Type, c + b.Imm), a.B),
                _ => Value.None,
            };
        }

        return (a, b) switch
        {
            // x + (0 - y) = x - y, on either side; (x - y) + y = x
            (_, { Op: Opcode.Isub }) when IsConst(f, b.A, 0) => Binary(f, Opcode.Isub, n.Type, n.A, b.B),
            ({ Op: Opcode.Isub }, _) when IsConst(f, a.A, 0) => Binary(f, Opcode.Isub, n.Type, n.B, a.B),
            (_, { Op: Opcode.Isub }) when b.B == n.A => new Value(b.A),
            ({ Op: Opcode.Isub }, _) when a.B == n.B => new Value(a.A),
            _ => Rotate(f, n, a, b),
        };
    }

    private static Value Sub(Function f, in Node n)
    {
        if (n.A == n.B)
        {
            return Zero(f, n.Type);
        }

        (Node a, Node b) = (f.Nodes[n.A], f.Nodes[n.B]);
        return (a, b) switch
        {
            // x - c = x + (-c)
            (_, { Op: Opcode.Iconst }) => Binary(f, Opcode.Iadd, n.Type, n.A, Const(f, n.Type, -b.Imm)),

            // c1 - (x + c2) = (c1 - c2) - x
            ({ Op: Opcode.Iconst }, { Op: Opcode.Iadd }) when f.TryIconst(b.B, out long c) =>
                Binary(f, Opcode.Isub, n.Type, Const(f, n.Type, a.Imm - c), b.A),

            // c1 - (c2 - x) = x + (c1 - c2)
            ({ Op: Opcode.Iconst }, { Op: Opcode.Isub }) when f.TryIconst(b.A, out long c) =>
                Binary(f, Opcode.Iadd, n.Type, b.B, Const(f, n.Type, a.Imm - c)),

            // (x + y) - x = y; (x + y) - y = x; x - (x - y) = y; x - (0 - y) = x + y
            ({ Op: Opcode.Iadd }, _) when a.A == n.B => new Value(a.B),
            ({ Op: Opcode.Iadd }, _) when a.B == n.B => new Value(a.A),
            (_, { Op: Opcode.Isub }) when b.A == n.A => new Value(b.B),
            (_, { Op: Opcode.Isub }) when IsConst(f, b.A, 0) => Binary(f, Opcode.Iadd, n.Type, n.A, b.B),
            _ => Value.None,
        };
    }

    private static Value Mul(Function f, in Node n)
    {
        Node a = f.Nodes[n.A];
        if (!f.TryIconst(n.B, out long c))
        {
            return Value.None;
        }

        ulong bits = n.Type == IrType.I64 ? (ulong)c : (uint)c;
        return a switch
        {
            _ when c == 0 => new Value(n.B),
            _ when c == 1 => new Value(n.A),
            _ when c == -1 => Binary(f, Opcode.Isub, n.Type, Const(f, n.Type, 0), n.A),
            _ when BitOperations.IsPow2(bits) =>
                Binary(f, Opcode.Ishl, n.Type, n.A, Const(f, n.Type, BitOperations.TrailingZeroCount(bits))),
            { Op: Opcode.Imul } when f.TryIconst(a.B, out long d) => Binary(f, Opcode.Imul, n.Type, a.A, Const(f, n.Type, c * d)),
            { Op: Opcode.Ishl } when f.TryIconst(a.B, out long d) =>
                Binary(f, Opcode.Imul, n.Type, a.A, Const(f, n.Type, c << (int)d)),
            _ => Value.None,
        };
    }

    private static Value And(Function f, in Node n)
    {
        if (n.A == n.B)
        {
            return new Value(n.A);
        }

        if (!f.TryIconst(n.B, out long mask))
        {
            return Value.None;
        }

        ulong all = AllBits(n.Type);
        ulong possible = PossibleBits(f, n.A);
        Node a = f.Nodes[n.A];
        return a switch
        {
            _ when (possible & (ulong)mask) == 0 => Zero(f, n.Type),
            _ when (possible & ~(ulong)mask) == 0 => new Value(n.A),
            { Op: Opcode.Iand } when f.TryIconst(a.B, out long c) => Binary(f, Opcode.Iand, n.Type, a.A, Const(f, n.Type, c & mask)),

            // The sign does not reach the bits that are kept.
            { Op: Opcode.Sextend8 } when ((ulong)mask & all) <= 0xff => Binary(f, Opcode.Iand, n.Type, a.A, n.B),
            { Op: Opcode.Sextend16 } when ((ulong)mask & all) <= 0xffff => Binary(f, Opcode.Iand, n.Type, a.A, n.B),
            { Op: Opcode.Sextend32 } when ((ulong)mask & all) <= 0xffff_ffff => Binary(f, Opcode.Iand, n.Type, a.A, n.B),
            { Op: Opcode.Sshr } when f.TryIconst(a.B, out long c) && ((ulong)mask & all) <= all >> (int)c =>
                Binary(f, Opcode.Iand, n.Type, Binary(f, Opcode.Ushr, n.Type, a.A, a.B).Id, n.B),
            _ => Value.None,
        };
    }

    private static Value Or(Function f, in Node n)
    {
        (Node a, Node b) = (f.Nodes[n.A], f.Nodes[n.B]);
        return b switch
        {
            _ when n.A == n.B => new Value(n.A),
            { Op: Opcode.Iconst, Imm: 0 } => new Value(n.A),
            { Op: Opcode.Iconst, Imm: -1 } => new Value(n.B),
            { Op: Opcode.Iconst } when a.Op == Opcode.Ior && f.TryIconst(a.B, out long c) =>
                Binary(f, Opcode.Ior, n.Type, a.A, Const(f, n.Type, c | b.Imm)),
            _ => Rotate(f, n, a, b),
        };
    }

    private static Value Xor(Function f, in Node n)
    {
        (Node a, Node b) = (f.Nodes[n.A], f.Nodes[n.B]);
        return b switch
        {
            _ when n.A == n.B => Zero(f, n.Type),
            { Op: Opcode.Iconst, Imm: 0 } => new Value(n.A),
            { Op: Opcode.Iconst } when a.Op == Opcode.Ixor && f.TryIconst(a.B, out long c) =>
                Binary(f, Opcode.Ixor, n.Type, a.A, Const(f, n.Type, c ^ b.Imm)),
            { Op: Opcode.Iconst, Imm: 1 } when a.Op == Opcode.Icmp => f.Pure(InverseOf(a)),
            _ => Rotate(f, n, a, b),
        };
    }

    // (x << c) | (x >> (w - c)), also joined by + or ^ (no bit is in both halves), is a rotation; with a variable count only for |,
    // because a count of zero would add the value to itself.
    private static Value Rotate(Function f, in Node n, in Node a, in Node b)
    {
        (Node left, Node right) = a.Op == Opcode.Ishl ? (a, b) : (b, a);
        if (left.Op != Opcode.Ishl || right.Op != Opcode.Ushr || left.A != right.A)
        {
            return Value.None;
        }

        int width = n.Type.Size * 8;
        if (f.TryIconst(left.B, out long up) && f.TryIconst(right.B, out long down))
        {
            return up + down == width ? Binary(f, Opcode.Rotl, n.Type, left.A, left.B) : Value.None;
        }

        if (n.Op != Opcode.Ior)
        {
            return Value.None;
        }

        return (f.Nodes[left.B], f.Nodes[right.B]) switch
        {
            (_, { Op: Opcode.Isub } down2) when down2.B == left.B && f.TryIconst(down2.A, out long c) && (c & (width - 1)) == 0 =>
                Binary(f, Opcode.Rotl, n.Type, left.A, left.B),
            ({ Op: Opcode.Isub } up2, _) when up2.B == right.B && f.TryIconst(up2.A, out long c) && (c & (width - 1)) == 0 =>
                Binary(f, Opcode.Rotr, n.Type, left.A, right.B),
            _ => Value.None,
        };
    }

    private static Value Shift(Function f, in Node n)
    {
        int width = n.Type.Size * 8;
        if (!f.TryIconst(n.B, out long c))
        {
            // Counts are taken modulo the width anyway.
            return f.Nodes[n.B] is { Op: Opcode.Iand } count && f.TryIconst(count.B, out long mask) && (mask & (width - 1)) == width - 1
                ? Binary(f, n.Op, n.Type, n.A, count.A)
                : Value.None;
        }

        if (c != (c & (width - 1)))
        {
            return Binary(f, n.Op, n.Type, n.A, Const(f, n.Type, c & (width - 1)));
        }

        if (c == 0)
        {
            return new Value(n.A);
        }

        Node a = f.Nodes[n.A];
        long inner = 0;
        bool isNested = a.Op is Opcode.Ishl or Opcode.Ushr or Opcode.Sshr or Opcode.Rotl && f.TryIconst(a.B, out inner);
        ulong possible = PossibleBits(f, n.A);
        return (n.Op, isNested ? a.Op : Opcode.Alias) switch
        {
            (Opcode.Rotr, _) => Binary(f, Opcode.Rotl, n.Type, n.A, Const(f, n.Type, width - c)),
            (Opcode.Rotl, Opcode.Rotl) => Binary(f, Opcode.Rotl, n.Type, a.A, Const(f, n.Type, (c + inner) & (width - 1))),
            (Opcode.Ushr, _) when possible >> (int)c == 0 => Zero(f, n.Type),
            (Opcode.Sshr, _) when possible >> (width - 1) == 0 => Binary(f, Opcode.Ushr, n.Type, n.A, n.B),

            // Two shifts in the same direction.
            (Opcode.Ishl, Opcode.Ishl) or (Opcode.Ushr, Opcode.Ushr) => c + inner >= width
                ? Zero(f, n.Type)
                : Binary(f, n.Op, n.Type, a.A, Const(f, n.Type, c + inner)),
            (Opcode.Sshr, Opcode.Sshr) => Binary(f, Opcode.Sshr, n.Type, a.A, Const(f, n.Type, long.Min(c + inner, width - 1))),

            // Up and down again: the low bits with their sign, or without.
            (Opcode.Sshr, Opcode.Ishl) when c == inner && width - c == 8 => Unary(f, Opcode.Sextend8, n.Type, a.A),
            (Opcode.Sshr, Opcode.Ishl) when c == inner && width - c == 16 => Unary(f, Opcode.Sextend16, n.Type, a.A),
            (Opcode.Sshr, Opcode.Ishl) when c == inner && width - c == 32 => Unary(f, Opcode.Sextend32, n.Type, a.A),
            (Opcode.Ushr, Opcode.Ishl) when c == inner && width - c < 32 =>
                Binary(f, Opcode.Iand, n.Type, a.A, Const(f, n.Type, (1L << (int)(width - c)) - 1)),
            (Opcode.Ushr, Opcode.Ishl) when c == inner && width - c == 32 =>
                Unary(f, Opcode.Uextend, IrType.I64, Unary(f, Opcode.Ireduce, IrType.I32, a.A).Id),

            // Down and up again clears low bits.
            (Opcode.Ishl, Opcode.Ushr or Opcode.Sshr) when c == inner && c < 32 =>
                Binary(f, Opcode.Iand, n.Type, a.A, Const(f, n.Type, -1L << (int)c)),
            _ => Value.None,
        };
    }

    private static Value Extend(Function f, in Node n)
    {
        Node a = f.Nodes[n.A];
        return n.Op switch
        {
            Opcode.Uextend when a.Op == Opcode.Ireduce && PossibleBits(f, a.A) <= uint.MaxValue => new Value(a.A),
            Opcode.Sextend when PossibleBits(f, n.A) <= int.MaxValue => Unary(f, Opcode.Uextend, n.Type, n.A),
            Opcode.Sextend when a.Op == Opcode.Ireduce => Unary(f, Opcode.Sextend32, n.Type, a.A),
            _ => Value.None,
        };
    }

    private static Value Reduce(Function f, in Node n)
    {
        Node a = f.Nodes[n.A];
        switch (a.Op)
        {
            case Opcode.Uextend or Opcode.Sextend:
                return new Value(a.A);
            case Opcode.Sextend32:
                return Unary(f, Opcode.Ireduce, IrType.I32, a.A);
            case Opcode.Iand when f.TryIconst(a.B, out long mask) && (uint)mask == uint.MaxValue:
                return Unary(f, Opcode.Ireduce, IrType.I32, a.A);
            case Opcode.Iadd or Opcode.Isub or Opcode.Imul or Opcode.Iand or Opcode.Ior or Opcode.Ixor
                when IsNarrow(f, a.A) && IsNarrow(f, a.B):
                int left = Unary(f, Opcode.Ireduce, IrType.I32, a.A).Id;
                return Binary(f, a.Op, IrType.I32, left, Unary(f, Opcode.Ireduce, IrType.I32, a.B).Id);
            default:
                return Value.None;
        }
    }

    private static bool IsNarrow(Function f, int id) => f.Nodes[id].Op is Opcode.Uextend or Opcode.Sextend or Opcode.Iconst;

    private static Value SignExtendLow(Function f, in Node n)
    {
        Node a = f.Nodes[n.A];
        int bits = SignBits(n.Op);
        return a.Op switch
        {
            _ when PossibleBits(f, n.A) >> (bits - 1) == 0 => new Value(n.A),
            Opcode.Sextend8 or Opcode.Sextend16 or Opcode.Sextend32 => SignBits(a.Op) <= bits ? new Value(n.A) : Unary(f, n.Op, n.Type, a.A),
            Opcode.Sextend when bits == 32 => new Value(n.A),
            Opcode.Uextend when bits == 32 => Unary(f, Opcode.Sextend, n.Type, a.A),
            Opcode.Load when a.SignExtends && a.AccessBytes * 8 <= bits => new Value(n.A),
            Opcode.Iand when f.TryIconst(a.B, out long mask) && (~mask & ((1L << bits) - 1)) == 0 => Unary(f, n.Op, n.Type, a.A),
            _ => Value.None,
        };
    }

    private static int SignBits(Opcode op) => op == Opcode.Sextend8 ? 8 : op == Opcode.Sextend16 ? 16 : 32;

    private static Value Bitcast(Function f, in Node n)
    {
        Node a = f.Nodes[n.A];
        return a.Type == n.Type ? new Value(n.A)
            : a.Op == Opcode.Bitcast && f.Nodes[a.A].Type == n.Type ? new Value(a.A)
            : Value.None;
    }

    private static Value FloatAbs(Function f, in Node n) => f.Nodes[n.A] switch
    {
        { Op: Opcode.Fabs } => new Value(n.A),
        { Op: Opcode.Fneg, A: int inner } => Unary(f, Opcode.Fabs, n.Type, inner),
        _ => Value.None,
    };

    // Division by a power of two is a product with its exact reciprocal.
    private static Value FloatDivide(Function f, in Node n)
    {
        Node b = f.Nodes[n.B];
        if (b.Op == Opcode.F64const)
        {
            long exponent = (b.Imm >> 52) & 0x7ff;
            bool isExact = (b.Imm & 0xf_ffff_ffff_ffff) == 0 && exponent is > 1 and < 2045;
            return isExact
                ? Binary(f, Opcode.Fmul, n.Type, n.A, FloatConst(f, n.Type, (b.Imm & long.MinValue) | ((2046 - exponent) << 52)))
                : Value.None;
        }

        if (b.Op == Opcode.F32const)
        {
            uint bits = (uint)b.Imm;
            uint exponent = (bits >> 23) & 0xff;
            bool isExact = (bits & 0x7f_ffff) == 0 && exponent is > 1 and < 253;
            return isExact
                ? Binary(f, Opcode.Fmul, n.Type, n.A, FloatConst(f, n.Type, (bits & 0x8000_0000) | ((254 - exponent) << 23)))
                : Value.None;
        }

        return Value.None;
    }

    /// <summary>The bits of an integer value that may be one, as far as a short look at its definition tells.</summary>
    internal static ulong PossibleBits(Function f, int id, int depth = 4)
    {
        Node n = f.Nodes[id];
        ulong all = AllBits(n.Type);
        if (depth == 0)
        {
            return all;
        }

        return n.Op switch
        {
            Opcode.Iconst => (ulong)n.Imm & all,
            Opcode.Icmp or Opcode.Fcmp or Opcode.VanyTrue or Opcode.VallTrue => 1,
            Opcode.Vbitmask => (1UL << n.Lanes.Count) - 1,
            Opcode.Clz or Opcode.Ctz or Opcode.Popcnt => 0x7f,
            Opcode.Uextend => PossibleBits(f, n.A, depth - 1),
            Opcode.Ireduce => PossibleBits(f, n.A, depth - 1) & all,
            Opcode.Load when !n.SignExtends && n.AccessBytes < 8 => all & ((1UL << (n.AccessBytes * 8)) - 1),
            Opcode.Iand => PossibleBits(f, n.A, depth - 1) & PossibleBits(f, n.B, depth - 1),
            Opcode.Ior or Opcode.Ixor => PossibleBits(f, n.A, depth - 1) | PossibleBits(f, n.B, depth - 1),
            Opcode.Select => PossibleBits(f, n.B, depth - 1) | PossibleBits(f, n.C, depth - 1),
            Opcode.Ushr when f.TryIconst(n.B, out long c) => PossibleBits(f, n.A, depth - 1) >> (int)(c & ((n.Type.Size * 8) - 1)),
            Opcode.Ishl when f.TryIconst(n.B, out long c) => all & (PossibleBits(f, n.A, depth - 1) << (int)(c & ((n.Type.Size * 8) - 1))),
            _ => all,
        };
    }

    private static ulong AllBits(IrType type) => type == IrType.I64 ? ulong.MaxValue : uint.MaxValue;

    private static bool IsConst(Function f, int id, long bits) => f.TryIconst(id, out long c) && c == bits;

    private static bool IsAnyConstant(Function f, int id) => f.Nodes[id].Op is Opcode.Iconst or Opcode.F32const or Opcode.F64const;

    private static Value Zero(Function f, IrType type) => f.Iconst(type, 0);

    private static int Const(Function f, IrType type, long bits) => f.Iconst(type, bits).Id;

    private static int FloatConst(Function f, IrType type, long bits) =>
        f.Intern(new Node { Op = type == IrType.F32 ? Opcode.F32const : Opcode.F64const, Type = type, Imm = bits }).Id;

    private static Value Unary(Function f, Opcode op, IrType type, int a) => f.Pure(new Node { Op = op, Type = type, A = a });

    private static Value Binary(Function f, Opcode op, IrType type, int a, int b) =>
        f.Pure(new Node { Op = op, Type = type, A = a, B = b });
}
