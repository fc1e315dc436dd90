// Lanes inside 64-bit integers: taking them out and putting them together, and arithmetic on all lanes of a half at once, where the top bit
// of each lane is treated apart so that no carry leaves its lane.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

internal sealed partial class VectorExpansion
{
    private const int HalfBits = 64;

    private static int BitsOf(Lanes lanes) => lanes.Bytes * 8;

    private static ulong LaneMask(Lanes lanes) => ulong.MaxValue >> (HalfBits - BitsOf(lanes));

    /// <summary>The low bit of every lane.</summary>
    private static ulong Bottoms(Lanes lanes) => (ulong)LaneShapes.Repeat(lanes, 1);

    /// <summary>The high bit of every lane.</summary>
    private static ulong Tops(Lanes lanes) => Bottoms(lanes) << (BitsOf(lanes) - 1);

    private Value Constant(ulong bits) => _b.Iconst(IrType.I64, (long)bits);

    private Value Not(Value a) => _b.Ixor(a, Constant(ulong.MaxValue));

    /// <summary>Bits of a where the mask is set, else of b.</summary>
    private Value Choose(Value mask, Value a, Value b) => _b.Ixor(b, _b.Iand(_b.Ixor(a, b), mask));

    /// <summary>A scalar of a lane's type as 64 bits; what stands above the lane does not matter.</summary>
    private Value LaneBits(Lanes lanes, Value scalar) => lanes.Scalar switch
    {
        IrType.F32 => _b.Uextend(_b.Bitcast(IrType.I32, scalar)),
        IrType.F64 => _b.Bitcast(IrType.I64, scalar),
        IrType.I32 => _b.Uextend(scalar),
        _ => scalar,
    };

    /// <summary>All bits set if a condition holds.</summary>
    private Value Mask(Value condition) => _b.Isub(Constant(0), _b.Uextend(condition));

    /// <summary>Some bits, moved to the bottom.</summary>
    private Value Take(Value half, int from, int bits)
    {
        Value low = _b.Ushr(half, Constant((ulong)from));
        return from + bits == HalfBits ? low : _b.Iand(low, Constant(ulong.MaxValue >> (HalfBits - bits)));
    }

    /// <summary>A lane as 64 bits.</summary>
    private Value Extract(Lanes lanes, int index, Pair a, bool isSigned)
    {
        int inHalf = HalfBytes / lanes.Bytes;
        Value half = index < inHalf ? a.Low : a.High;
        int bits = BitsOf(lanes);
        int at = index % inHalf * bits;
        return !isSigned ? Take(half, at, bits)
            : _b.Sshr(_b.Ishl(half, Constant((ulong)(HalfBits - bits - at))), Constant((ulong)(HalfBits - bits)));
    }

    private Value Float(Lanes lanes, int index, Pair a)
    {
        Value lane = Extract(lanes, index, a, false);
        return lanes == Lanes.F32x4 ? _b.Bitcast(IrType.F32, _b.Ireduce(lane)) : _b.Bitcast(IrType.F64, lane);
    }

    /// <summary>A vector from its lanes; what they have above their bits is cut off.</summary>
    private Pair Each(Lanes lanes, Func<int, Value> lane) => new(Join(lanes, 0, lane), Join(lanes, HalfBytes / lanes.Bytes, lane));

    private Value Join(Lanes lanes, int first, Func<int, Value> lane)
    {
        int inHalf = HalfBytes / lanes.Bytes;
        Value half = Constant(0);
        for (int i = 0; i < inHalf; i++)
        {
            // The last one is cut off by its shift.
            Value bits = i + 1 == inHalf ? lane(first + i) : _b.Iand(lane(first + i), Constant(LaneMask(lanes)));
            half = _b.Ior(half, _b.Ishl(bits, Constant((ulong)(i * BitsOf(lanes)))));
        }

        return half;
    }

    /// <summary>A vector of floats from a function of its operands' lanes that gives bits.</summary>
    private Pair EachLane(Lanes lanes, in Node n, Func<Value, Value, Value, Value> lane)
    {
        Operands operands = OpcodeTable.Of(n.Op).Operands;
        Pair a = Vector(n.A);
        Pair b = operands is Operands.Two or Operands.Three ? Vector(n.B) : a;
        Pair c = operands == Operands.Three ? Vector(n.C) : a;
        return Each(lanes, i => lane(Float(lanes, i, a), Float(lanes, i, b), Float(lanes, i, c)));
    }

    private Value Splat(Lanes lanes, Value scalar)
    {
        Value bits = LaneBits(lanes, scalar);
        return lanes.Bytes == HalfBytes ? bits : _b.Imul(_b.Iand(bits, Constant(LaneMask(lanes))), Constant(Bottoms(lanes)));
    }

    private Pair Insert(Lanes lanes, int index, Pair a, Value bits)
    {
        int inHalf = HalfBytes / lanes.Bytes;
        int at = index % inHalf * BitsOf(lanes);
        Value half = index < inHalf ? a.Low : a.High;
        Value rest = _b.Iand(half, Constant(~(LaneMask(lanes) << at)));
        Value inserted = _b.Ior(rest, _b.Ishl(_b.Iand(bits, Constant(LaneMask(lanes))), Constant((ulong)at)));
        return index < inHalf ? a with { Low = inserted } : a with { High = inserted };
    }

    private Value Add(Lanes lanes, Value a, Value b)
    {
        if (lanes.Bytes == HalfBytes)
        {
            return _b.Iadd(a, b);
        }

        Value rest = Constant(~Tops(lanes));
        Value tops = _b.Iand(_b.Ixor(a, b), Constant(Tops(lanes)));
        return _b.Ixor(_b.Iadd(_b.Iand(a, rest), _b.Iand(b, rest)), tops);
    }

    private Value Subtract(Lanes lanes, Value a, Value b)
    {
        if (lanes.Bytes == HalfBytes)
        {
            return _b.Isub(a, b);
        }

        // The top bit lends, and is put right afterwards.
        Value tops = Constant(Tops(lanes));
        Value differing = _b.Iand(Not(_b.Ixor(a, b)), tops);
        return _b.Ixor(_b.Isub(_b.Ior(a, tops), _b.Iand(b, Constant(~Tops(lanes)))), differing);
    }

    /// <summary>All bits of the lanes whose top bit is set.</summary>
    private Value Spread(Lanes lanes, Value tops)
    {
        int bits = BitsOf(lanes);
        if (bits == HalfBits)
        {
            return _b.Sshr(tops, Constant(HalfBits - 1));
        }

        Value bottoms = _b.Iand(_b.Ushr(tops, Constant((ulong)(bits - 1))), Constant(Bottoms(lanes)));
        return _b.Isub(_b.Ishl(bottoms, Constant((ulong)bits)), bottoms);
    }

    /// <summary>The top bit of each lane says whether it is not zero; lanes of fewer than 64 bits.</summary>
    private Value NonZero(Lanes lanes, Value a)
    {
        Value rest = Constant(~Tops(lanes));
        return _b.Ior(_b.Iadd(_b.Iand(a, rest), rest), a);
    }

    /// <summary>All bits of the lanes in which a is less than b.</summary>
    private Value Below(Lanes lanes, Value a, Value b, bool isSigned)
    {
        if (lanes.Bytes == HalfBytes)
        {
            return Mask(_b.Icmp(isSigned ? IntCc.SignedLessThan : IntCc.UnsignedLessThan, a, b));
        }

        if (isSigned)
        {
            (a, b) = (_b.Ixor(a, Constant(Tops(lanes))), _b.Ixor(b, Constant(Tops(lanes))));
        }

        // What the top bit borrows: it is clear in a and set in b, or equal in both and set in the difference.
        Value borrow = _b.Ior(_b.Iand(Not(a), b), _b.Iand(Not(_b.Ixor(a, b)), Subtract(lanes, a, b)));
        return Spread(lanes, borrow);
    }

    private Value Compare(Lanes lanes, IntCc cc, Value a, Value b)
    {
        switch (cc)
        {
            case IntCc.Equal or IntCc.NotEqual when lanes.Bytes == HalfBytes:
                return Mask(_b.Icmp(cc, a, b));
            case IntCc.NotEqual:
                return Spread(lanes, NonZero(lanes, _b.Ixor(a, b)));
            case IntCc.Equal:
                return Not(Compare(lanes, IntCc.NotEqual, a, b));
            case IntCc.SignedLessThan or IntCc.UnsignedLessThan:
                return Below(lanes, a, b, cc == IntCc.SignedLessThan);
            case IntCc.SignedGreaterThan or IntCc.UnsignedGreaterThan:
                return Below(lanes, b, a, cc == IntCc.SignedGreaterThan);
            case IntCc.SignedLessThanOrEqual or IntCc.UnsignedLessThanOrEqual:
                return Not(Below(lanes, b, a, cc == IntCc.SignedLessThanOrEqual));
            default:
                return Not(Below(lanes, a, b, cc == IntCc.SignedGreaterThanOrEqual));
        }
    }

    private Value Absolute(Lanes lanes, Value a)
    {
        Value signs = Spread(lanes, a);
        return Subtract(lanes, _b.Ixor(a, signs), signs);
    }

    private Value AddSaturating(Lanes lanes, Value a, Value b)
    {
        Value sum = Add(lanes, a, b);
        return _b.Ior(sum, Below(lanes, sum, a, isSigned: false));
    }

    /// <summary>The result, or the end of the range that a is nearer to: where the top bits of a and the result differ although those of a and b say that they cannot.</summary>
    private Value Saturate(Lanes lanes, Value a, Value result, Value cannotDiffer)
    {
        Value overflow = Spread(lanes, _b.Iand(_b.Ixor(a, result), cannotDiffer));
        Value limit = _b.Ixor(Spread(lanes, a), Constant(~Tops(lanes)));
        return Choose(overflow, limit, result);
    }

    // (a | b) - ((a ^ b) >> 1): the second is never more than the first.
    private Value Average(Lanes lanes, Value a, Value b)
    {
        Value half = _b.Iand(_b.Ushr(_b.Ixor(a, b), Constant(1)), Constant(~Tops(lanes)));
        return _b.Isub(_b.Ior(a, b), half);
    }

    private Value CountOnes(Value a)
    {
        const ulong Ones = 0x5555_5555_5555_5555, Twos = 0x3333_3333_3333_3333, Fours = 0x0f0f_0f0f_0f0f_0f0f;
        Value pairs = _b.Isub(a, _b.Iand(_b.Ushr(a, Constant(1)), Constant(Ones)));
        Value nibbles = _b.Iadd(_b.Iand(pairs, Constant(Twos)), _b.Iand(_b.Ushr(pairs, Constant(2)), Constant(Twos)));
        return _b.Iand(_b.Iadd(nibbles, _b.Ushr(nibbles, Constant(4))), Constant(Fours));
    }

    /// <summary>The top bits of the lanes side by side.</summary>
    private Value GatherTops(Lanes lanes, Value a)
    {
        int bits = BitsOf(lanes);
        int inHalf = HalfBytes / lanes.Bytes;
        Value bottoms = _b.Iand(_b.Ushr(a, Constant((ulong)(bits - 1))), Constant(Bottoms(lanes)));
        if (lanes == Lanes.I8x16)
        {
            // Each factor moves one bit to its place in the top byte.
            return _b.Ushr(_b.Imul(bottoms, Constant(0x0102_0408_1020_4080)), Constant(HalfBits - 8));
        }

        Value gathered = bottoms;
        for (int i = 1; i < inHalf; i++)
        {
            gathered = _b.Ior(gathered, _b.Ushr(bottoms, Constant((ulong)(i * (bits - 1)))));
        }

        return _b.Iand(gathered, Constant((1UL << inHalf) - 1));
    }

    // Bits that came from the neighbour are masked off.
    private Value Shift(Opcode op, Lanes lanes, Value a, Value count)
    {
        if (lanes.Bytes == HalfBytes)
        {
            return op switch
            {
                Opcode.Vshl => _b.Ishl(a, count),
                Opcode.VshrU => _b.Ushr(a, count),
                _ => _b.Sshr(a, count),
            };
        }

        Value kept = _b.Imul(_b.Ushr(Constant(LaneMask(lanes)), count), Constant(Bottoms(lanes)));
        if (op == Opcode.Vshl)
        {
            return _b.Ishl(_b.Iand(a, kept), count);
        }

        Value shifted = _b.Iand(_b.Ushr(a, count), kept);
        return op == Opcode.VshrU ? shifted : _b.Ior(shifted, _b.Iand(Spread(lanes, a), Not(kept)));
    }
}
