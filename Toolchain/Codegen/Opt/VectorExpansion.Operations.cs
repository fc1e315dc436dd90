// Vector operations as operations over the two halves.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

internal sealed partial class VectorExpansion
{
    private Pair Expand(in Node n)
    {
        Lanes lanes = n.Lanes;
        Node node = n;
        Opcode op = n.Op;
        switch (op)
        {
            case Opcode.V128const:
                UInt128 bits = _from.Vectors[(int)n.Imm];
                return new Pair(Constant((ulong)bits), Constant((ulong)(bits >> 64)));
            case Opcode.LoadInvariant:
                Node half = n with { Type = IrType.I64, Aux = HalfBytes, A = _low[n.A] };
                return new Pair(_to.Pure(half), _to.Pure(half with { Imm = n.Imm + HalfBytes }));
            case Opcode.Select:
                (Value condition, Pair whenTrue, Pair whenFalse) = (Map(n.A), Vector(n.B), Vector(n.C));
                return new Pair(_b.Select(condition, whenTrue.Low, whenFalse.Low), _b.Select(condition, whenTrue.High, whenFalse.High));
            case Opcode.Bitcast:
                return Vector(n.A);
            case Opcode.Vsplat:
                Value splat = Splat(lanes, Map(n.A));
                return new Pair(splat, splat);
            case Opcode.Vinsert:
                return Insert(lanes, (int)n.Imm, Vector(n.A), LaneBits(lanes, Map(n.B)));
            case Opcode.Vshuffle:
                return Shuffle(Vector(n.A), Vector(n.B), _from.Vectors[(int)n.Imm]);
            case Opcode.Vswizzle or Opcode.VswizzleRelaxed:
                return Swizzle(Vector(n.A), Vector(n.B));
            case Opcode.Vbitselect:
                Pair mask = Vector(n.C);
                (Pair chosen, Pair other) = (Vector(n.A), Vector(n.B));
                return new Pair(Choose(mask.Low, chosen.Low, other.Low), Choose(mask.High, chosen.High, other.High));
            case Opcode.Vshl or Opcode.VshrS or Opcode.VshrU:
                Value count = _b.Uextend(_b.Iand(Map(n.B), _b.Iconst(IrType.I32, BitsOf(lanes) - 1)));
                Pair shifted = Vector(n.A);
                return new Pair(Shift(op, lanes, shifted.Low, count), Shift(op, lanes, shifted.High, count));
            case Opcode.Vicmp:
                (Pair left, Pair right) = (Vector(n.A), Vector(n.B));
                return new Pair(Compare(lanes, (IntCc)node.LaneCondition, left.Low, right.Low), Compare(lanes, (IntCc)node.LaneCondition, left.High, right.High));
            case Opcode.Vfcmp:
                return EachLane(lanes, n, (a, b, _) => Mask(_b.Fcmp((FloatCc)node.LaneCondition, a, b)));
            case Opcode.Vround:
                return EachLane(lanes, n, (a, _, _) => LaneBits(lanes, Rounded((RoundingMode)node.Imm, a)));
            case Opcode.Vmul when !lanes.AreFloats && lanes != Lanes.I64x2:
                return Each(lanes, i => _b.Imul(Extract(lanes, i, Vector(node.A), false), Extract(lanes, i, Vector(node.B), false)));
            case Opcode.VnarrowS or Opcode.VnarrowU:
                return Narrow(lanes, op == Opcode.VnarrowS, Vector(n.A), Vector(n.B));
            case Opcode.VextendLowS or Opcode.VextendHighS or Opcode.VextendLowU or Opcode.VextendHighU:
                bool extendsSign = op is Opcode.VextendLowS or Opcode.VextendHighS;
                int from = op is Opcode.VextendLowS or Opcode.VextendLowU ? 0 : lanes.Count / 2;
                return Each(lanes + 1, i => Extract(lanes, i + from, Vector(node.A), extendsSign));
            case Opcode.VextmulLowS or Opcode.VextmulHighS or Opcode.VextmulLowU or Opcode.VextmulHighU:
                bool isSigned = op is Opcode.VextmulLowS or Opcode.VextmulHighS;
                int first = op is Opcode.VextmulLowS or Opcode.VextmulLowU ? 0 : lanes.Count / 2;
                return Each(lanes + 1, i => _b.Imul(Extract(lanes, i + first, Vector(node.A), isSigned), Extract(lanes, i + first, Vector(node.B), isSigned)));
            case Opcode.VextaddS or Opcode.VextaddU:
                return Each(lanes + 1, i => _b.Iadd(
                    Extract(lanes, 2 * i, Vector(node.A), op == Opcode.VextaddS), Extract(lanes, (2 * i) + 1, Vector(node.A), op == Opcode.VextaddS)));
            case Opcode.Vdot:
                return Each(Lanes.I32x4, i => Dot(Lanes.I16x8, i, Vector(node.A), Vector(node.B)));
            case Opcode.VdotRelaxed:
                return Each(Lanes.I16x8, i => Dot(Lanes.I8x16, i, Vector(node.A), Vector(node.B)));
            case Opcode.Vq15mulr or Opcode.Vq15mulrRelaxed:
                return Each(Lanes.I16x8, i => RoundedProduct(Extract(Lanes.I16x8, i, Vector(node.A), true), Extract(Lanes.I16x8, i, Vector(node.B), true)));
            case Opcode.VconvertS or Opcode.VconvertU:
                return Each(lanes, i => LaneBits(lanes, FromInt(lanes.Scalar, op == Opcode.VconvertS, _b.Ireduce(Extract(Lanes.I32x4, i, Vector(node.A), false)))));
            case Opcode.VtruncSatS or Opcode.VtruncSatU or Opcode.VtruncRelaxedS or Opcode.VtruncRelaxedU:
                return Each(Lanes.I32x4, i => i >= lanes.Count
                    ? Constant(0)
                    : _b.Uextend(ToInt(op is Opcode.VtruncSatS or Opcode.VtruncRelaxedS, Float(lanes, i, Vector(node.A)))));
            case Opcode.Vpromote:
                return Each(Lanes.F64x2, i => LaneBits(Lanes.F64x2, _b.Fpromote(Float(Lanes.F32x4, i, Vector(node.A)))));
            case Opcode.Vdemote:
                return Each(Lanes.F32x4, i => i >= Lanes.F64x2.Count
                    ? Constant(0)
                    : LaneBits(Lanes.F32x4, _b.Fdemote(Float(Lanes.F64x2, i, Vector(node.A)))));
            default:
                return lanes.AreFloats && op is not (Opcode.Vabs or Opcode.Vneg) ? ExpandFloat(n) : ExpandHalves(n);
        }
    }

    /// <summary>Operations that give a number.</summary>
    private Value Scalar(in Node n)
    {
        Lanes lanes = n.Lanes;
        Pair a = Vector(n.A);
        switch (n.Op)
        {
            case Opcode.VextractS or Opcode.VextractU:
                Value lane = Extract(lanes, (int)n.Imm, a, n.Op == Opcode.VextractS);
                return lanes.Scalar switch
                {
                    IrType.I32 => _b.Ireduce(lane),
                    IrType.F32 => _b.Bitcast(IrType.F32, _b.Ireduce(lane)),
                    IrType.F64 => _b.Bitcast(IrType.F64, lane),
                    _ => lane,
                };
            case Opcode.VanyTrue:
                return _b.Icmp(IntCc.NotEqual, _b.Ior(a.Low, a.High), Constant(0));
            case Opcode.VallTrue when lanes == Lanes.I64x2:
                return _b.Iand(_b.Icmp(IntCc.NotEqual, a.Low, Constant(0)), _b.Icmp(IntCc.NotEqual, a.High, Constant(0)));
            case Opcode.VallTrue:
                Value tops = _b.Iand(_b.Iand(NonZero(lanes, a.Low), NonZero(lanes, a.High)), Constant(Tops(lanes)));
                return _b.Icmp(IntCc.Equal, tops, Constant(Tops(lanes)));
            case Opcode.Vbitmask:
                int inHalf = HalfBytes / lanes.Bytes;
                return _b.Ireduce(_b.Ior(GatherTops(lanes, a.Low), _b.Ishl(GatherTops(lanes, a.High), Constant((ulong)inHalf))));
            default:
                throw new InvalidOperationException($"{OpcodeTable.Of(n.Op).Name} gives no number");
        }
    }

    private Pair ExpandFloat(in Node n)
    {
        Lanes lanes = n.Lanes;
        Opcode op = n.Op;
        return EachLane(lanes, n, (a, b, c) => op switch
        {
            Opcode.Vpmin => _b.Select(_b.Fcmp(FloatCc.LessThan, b, a), LaneBits(lanes, b), LaneBits(lanes, a)),
            Opcode.Vpmax => _b.Select(_b.Fcmp(FloatCc.LessThan, a, b), LaneBits(lanes, b), LaneBits(lanes, a)),
            _ => LaneBits(lanes, op switch
            {
                Opcode.Vadd => _b.Fadd(a, b),
                Opcode.Vsub => _b.Fsub(a, b),
                Opcode.Vmul => _b.Fmul(a, b),
                Opcode.Vdiv => _b.Fdiv(a, b),
                Opcode.Vfmin => _b.Fmin(a, b),
                Opcode.Vfmax => _b.Fmax(a, b),
                Opcode.Vsqrt => _b.Fsqrt(a),
                Opcode.Vmadd => _b.Fadd(_b.Fmul(a, b), c),
                Opcode.Vnmadd => _b.Fsub(c, _b.Fmul(a, b)),
                _ => throw new InvalidOperationException($"{OpcodeTable.Of(op).Name} of floats"),
            }),
        });
    }

    private Pair ExpandHalves(in Node n)
    {
        Pair a = Vector(n.A);
        Pair b = OpcodeTable.Of(n.Op).Operands == Operands.One ? a : Vector(n.B);
        return new Pair(Half(n.Op, n.Lanes, a.Low, b.Low), Half(n.Op, n.Lanes, a.High, b.High));
    }

    private Value Half(Opcode op, Lanes lanes, Value a, Value b) => op switch
    {
        Opcode.Iand => _b.Iand(a, b),
        Opcode.Ior => _b.Ior(a, b),
        Opcode.Ixor => _b.Ixor(a, b),
        Opcode.VandNot => _b.Iand(a, Not(b)),
        Opcode.Vadd => Add(lanes, a, b),
        Opcode.Vsub => Subtract(lanes, a, b),
        Opcode.Vmul => _b.Imul(a, b),
        Opcode.Vabs when lanes.AreFloats => _b.Iand(a, Constant(~Tops(lanes))),
        Opcode.Vneg when lanes.AreFloats => _b.Ixor(a, Constant(Tops(lanes))),
        Opcode.Vabs => Absolute(lanes, a),
        Opcode.Vneg => Subtract(lanes, Constant(0), a),
        Opcode.VminS => Choose(Below(lanes, a, b, isSigned: true), a, b),
        Opcode.VminU => Choose(Below(lanes, a, b, isSigned: false), a, b),
        Opcode.VmaxS => Choose(Below(lanes, a, b, isSigned: true), b, a),
        Opcode.VmaxU => Choose(Below(lanes, a, b, isSigned: false), b, a),
        Opcode.VaddSatU => AddSaturating(lanes, a, b),
        Opcode.VsubSatU => _b.Iand(Subtract(lanes, a, b), Not(Below(lanes, a, b, isSigned: false))),
        Opcode.VaddSatS => Saturate(lanes, a, Add(lanes, a, b), Not(_b.Ixor(a, b))),
        Opcode.VsubSatS => Saturate(lanes, a, Subtract(lanes, a, b), _b.Ixor(a, b)),
        Opcode.Vavgr => Average(lanes, a, b),
        Opcode.Vpopcnt => CountOnes(a),
        _ => throw new InvalidOperationException($"{OpcodeTable.Of(op).Name} of {lanes.Name}"),
    };

    private Value Rounded(RoundingMode mode, Value a) => mode switch
    {
        RoundingMode.Nearest => _b.Fnearest(a),
        RoundingMode.Floor => _b.Ffloor(a),
        RoundingMode.Ceiling => _b.Fceil(a),
        RoundingMode.Truncate => _b.Ftrunc(a),
    };

    private Value FromInt(IrType type, bool isSigned, Value a) => _to.Pure(
        new Node { Op = isSigned ? Opcode.FcvtFromSint : Opcode.FcvtFromUint, Type = type, A = a.Id });

    private Value ToInt(bool isSigned, Value a) => _to.Pure(
        new Node { Op = isSigned ? Opcode.FcvtToSintSat : Opcode.FcvtToUintSat, Type = IrType.I32, A = a.Id });

    private Value Dot(Lanes lanes, int i, Pair a, Pair b) => _b.Iadd(
        _b.Imul(Extract(lanes, 2 * i, a, true), Extract(lanes, 2 * i, b, true)),
        _b.Imul(Extract(lanes, (2 * i) + 1, a, true), Extract(lanes, (2 * i) + 1, b, true)));

    private Value RoundedProduct(Value a, Value b)
    {
        const ulong Half = 0x4000;
        const int Fraction = 15;
        return AtMost(_b.Sshr(_b.Iadd(_b.Imul(a, b), Constant(Half)), Constant(Fraction)), short.MaxValue);
    }

    private Pair Narrow(Lanes lanes, bool isSigned, Pair a, Pair b)
    {
        int bits = BitsOf(lanes) / 2;
        long most = isSigned ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
        long least = isSigned ? -(1L << (bits - 1)) : 0;
        return Each(lanes - 1, i =>
        {
            Value lane = i < lanes.Count ? Extract(lanes, i, a, true) : Extract(lanes, i - lanes.Count, b, true);
            Value low = Constant((ulong)least);
            return AtMost(_b.Select(_b.Icmp(IntCc.SignedLessThan, lane, low), low, lane), most);
        });
    }

    private Value AtMost(Value value, long most)
    {
        Value limit = Constant((ulong)most);
        return _b.Select(_b.Icmp(IntCc.SignedLessThan, value, limit), value, limit);
    }

    // Neighbouring bytes of the result that are neighbours in a half of an operand move together.
    private Pair Shuffle(Pair a, Pair b, UInt128 selection)
    {
        Span<Value> halves = [a.Low, a.High, b.Low, b.High];
        Span<Value> result = [Constant(0), Constant(0)];
        for (int at = 0; at < 16;)
        {
            int source = ByteOf(selection, at);
            int count = 1;
            while ((at + count) % HalfBytes != 0 && (source + count) % HalfBytes != 0 && ByteOf(selection, at + count) == source + count)
            {
                count++;
            }

            Value moved = Take(halves[source / HalfBytes], source % HalfBytes * 8, count * 8);
            result[at / HalfBytes] = _b.Ior(result[at / HalfBytes], _b.Ishl(moved, Constant((ulong)(at % HalfBytes * 8))));
            at += count;
        }

        return new Pair(result[0], result[1]);
    }

    private static int ByteOf(UInt128 bits, int index) => (int)(bits >> (index * 8)) & 31;

    private Pair Swizzle(Pair a, Pair indexes) => Each(Lanes.I8x16, i =>
    {
        const int LogOfByte = 3;
        Value index = Extract(Lanes.I8x16, i, indexes, false);
        Value half = _b.Select(_b.Icmp(IntCc.UnsignedLessThan, index, Constant(HalfBytes)), a.Low, a.High);
        Value lane = _b.Ushr(half, _b.Ishl(_b.Iand(index, Constant(HalfBytes - 1)), Constant(LogOfByte)));
        return _b.Select(_b.Icmp(IntCc.UnsignedLessThan, index, Constant(2 * HalfBytes)), lane, Constant(0));
    });
}
