// Vector arithmetic, logic and comparisons. What x86 has as one instruction comes from X64VectorRows; the rest is built here. A memory operand
// is folded from a load only with AVX, because the legacy forms want it aligned; constants in the pool are.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Lower
{
    private bool HasSse42 => (features & X64Features.Sse42) != 0;

    private bool HasAvx2 => HasAvx && (features & X64Features.Avx2) != 0;

    private bool HasFma => HasAvx && (features & X64Features.Fma) != 0;

    private Reg LowerVector(NodeView n)
    {
        if (X64VectorRows.Binary(n.Op, n.Lanes) is { } binary)
        {
            return VectorBinary(binary, n, OpcodeTable.Of(n.Op).IsCommutative);
        }

        if (X64VectorRows.Unary(n.Op, n.Lanes) is { } unary)
        {
            return V1(unary, DefReg(n.Id), VectorOperand(n.A, unary.RmBytes));
        }

        return n.Op switch
        {
            Opcode.Vsplat => Splat(n),
            Opcode.VextractS or Opcode.VextractU => ExtractLane(n),
            Opcode.Vinsert => InsertLane(n),
            Opcode.Vshuffle => Shuffle(n),
            Opcode.Vswizzle => Swizzle(n),
            Opcode.Vmul => MultiplyLongs(n),
            Opcode.VandNot => V2(X64Vector.Pandn, DefReg(n.Id), UseReg(n.B), VectorOperand(n.A)),
            Opcode.Vbitselect => BitSelect(n),
            Opcode.Vneg when !n.Lanes.AreFloats => V2(X64VectorRows.Binary(Opcode.Vsub, n.Lanes)!, DefReg(n.Id), VectorZero(), VectorOperand(n.A)),
            Opcode.Vabs when n.Lanes == Lanes.I64x2 => AbsoluteLongs(n),
            Opcode.Vpopcnt => CountBits(n),
            Opcode.Vshl or Opcode.VshrU or Opcode.VshrS => VectorShift(n),
            Opcode.Vicmp => CompareLanes(n),
            Opcode.VextendHighS or Opcode.VextendHighU => ExtendHigh(n),
            Opcode.VextmulLowS or Opcode.VextmulLowU => ExtendedProduct(n, n.Op == Opcode.VextmulLowS, high: false),
            Opcode.VextmulHighS or Opcode.VextmulHighU => ExtendedProduct(n, n.Op == Opcode.VextmulHighS, high: true),
            Opcode.VextaddS or Opcode.VextaddU => AddPairs(n, n.Op == Opcode.VextaddS),
            Opcode.Vq15mulr => RoundedProduct(n),

            // pmaddubsw: its first operand is the unsigned one
            Opcode.VdotRelaxed => V2(X64Vector.Pmaddubsw, DefReg(n.Id), UseReg(n.B), VectorOperand(n.A)),
            Opcode.Vbitmask => BitMask(n),
            _ => LowerVectorFloat(n),
        };
    }

    private Reg VectorBinary(X64Op row, NodeView n, bool commutes)
    {
        // What can be memory stands on the right, and so does what lives on: the left operand is overwritten without AVX.
        (Value a, Value b) = (n.A, n.B);
        if (commutes && !CanBeVectorMemory(View(b)) && (CanBeVectorMemory(View(a)) || (!View(a).IsSingleUse && View(b).IsSingleUse)))
        {
            (a, b) = (b, a);
        }

        return V2(row, DefReg(n.Id), UseReg(a), VectorOperand(b));
    }

    private bool CanBeVectorMemory(NodeView value) => value.Op switch
    {
        Opcode.V128const => !IsZeroOrOnes(value),
        Opcode.Load => HasAvx && CanSink(value, 16),
        _ => false,
    };

    private bool IsZeroOrOnes(NodeView constant) => ConstantBits(constant) is var bits && (bits == 0 || bits == UInt128.MaxValue);

    private UInt128 ConstantBits(NodeView constant) => Ir.Vectors[(int)constant.Imm];

    /// <summary>The value as a register, a pooled constant or a folded load of <paramref name="bytes"/> bytes.</summary>
    private X64Operand VectorOperand(Value value, int bytes = 16)
    {
        NodeView view = View(value);
        return view.Op switch
        {
            Opcode.V128const when !IsZeroOrOnes(view) => X64Mem.Pooled(Constant16(ConstantBits(view))),
            Opcode.Load when view.AccessBytes == bytes && (bytes < 16 || HasAvx) && CanSinkAnyWidth(view) => Sink(view),
            _ => UseReg(value),
        };
    }

    private X64Mem Pool(UInt128 bits) => X64Mem.Pooled(Constant16(bits));

    private X64Mem Pool(Lanes lanes, ulong lane) => Pool(LaneShapes.Repeat(lanes, lane));

    private Reg NewVector() => NewReg(IrType.V128);

    private Reg V1(X64Op row, X64Operand a) => V1(row, NewVector(), a);

    private Reg V1(X64Op row, Reg dst, X64Operand a, int imm = 0)
    {
        MachInst inst = new() { Op = Row(row).Id, R0 = dst, Imm = imm };
        SetRm(ref inst, a);
        Emit(inst);
        return dst;
    }

    private Reg V2(X64Op row, Reg a, X64Operand b) => V2(row, NewVector(), a, b);

    private Reg V2(X64Op row, Reg dst, Reg a, X64Operand b, int imm = 0)
    {
        MachInst inst = new() { Op = Row(row).Id, R0 = dst, R1 = a, Imm = imm };
        SetRm(ref inst, b);
        Emit(inst);
        return dst;
    }

    private Reg ShiftBy(X64Op row, Reg a, int count) => ShiftBy(row, NewVector(), a, count);

    private Reg ShiftBy(X64Op row, Reg dst, Reg a, int count)
    {
        Emit(new MachInst { Op = Row(row).Id, R0 = dst, R1 = a, Imm = count });
        return dst;
    }

    private Reg VectorZero() => VectorIdiom(X64Pseudo.Zero);

    private Reg VectorOnes() => VectorIdiom(X64Pseudo.Ones);

    private Reg VectorIdiom(X64Pseudo op)
    {
        Reg dst = NewVector();
        Emit(new MachInst { Op = (ushort)op, R0 = dst });
        return dst;
    }

    private Reg LoadVectorConstant(UInt128 bits)
    {
        if (bits == 0)
        {
            return VectorZero();
        }

        return bits == UInt128.MaxValue ? VectorOnes() : LoadFloat(IrType.V128, NewVector(), Pool(bits));
    }

    private Reg BitSelect(NodeView n)
    {
        // (a & c) | (b & ~c)
        Reg mask = UseReg(n.C);
        Reg chosen = V2(X64Vector.Pand, UseReg(n.A), mask);
        Reg other = V2(X64Vector.Pandn, mask, UseReg(n.B));
        return V2(X64Vector.Por, DefReg(n.Id), chosen, other);
    }

    private Reg MultiplyLongs(NodeView n)
    {
        // low * low + ((low * high + high * low) << 32)
        Reg a = UseReg(n.A);
        Reg b = UseReg(n.B);
        Reg left = V2(X64Vector.Pmuludq, ShiftBy(X64Vector.PsrlqImm, a, 32), b);
        Reg right = V2(X64Vector.Pmuludq, ShiftBy(X64Vector.PsrlqImm, b, 32), a);
        Reg high = ShiftBy(X64Vector.PsllqImm, V2(X64Vector.Paddq, left, right), 32);
        return V2(X64Vector.Paddq, DefReg(n.Id), V2(X64Vector.Pmuludq, a, b), high);
    }

    private Reg AbsoluteLongs(NodeView n)
    {
        // (a ^ sign) - sign
        Reg a = UseReg(n.A);
        Reg sign = SignOfLongs(a);
        return V2(X64Vector.Psubq, DefReg(n.Id), V2(X64Sse.Pxor, a, sign), sign);
    }

    private Reg SignOfLongs(Reg a) => ShiftBy(X64Vector.PsradImm, V1(X64Vector.Pshufd, NewVector(), a, 0xf5), 31);

    private Reg CountBits(NodeView n)
    {
        // Two look-ups of four bits each.
        Reg a = UseReg(n.A);
        Reg nibbles = LoadVectorConstant(LaneShapes.Repeat(Lanes.I8x16, 15));
        Reg table = LoadVectorConstant(new UInt128(0x0403_0302_0302_0201, 0x0302_0201_0201_0100));
        Reg low = V2(X64Vector.Pshufb, table, V2(X64Vector.Pand, a, nibbles));
        Reg high = V2(X64Vector.Pand, ShiftBy(X64Vector.PsrlwImm, a, 4), nibbles);
        return V2(X64Vector.Paddb, DefReg(n.Id), V2(X64Vector.Pshufb, table, high), low);
    }

    private Reg VectorShift(NodeView n)
    {
        int bits = n.Lanes.Bytes * 8;
        if (View(n.B) is { Op: Opcode.Iconst } count)
        {
            return VectorShiftImm(n, (int)count.Imm & (bits - 1));
        }

        Reg masked = AluRaw(X64Alu.And, 4, NewReg(RegClass.Int), UseReg(n.B), X64Operand.Immediate(bits - 1));
        X64Op row = X64VectorRows.Shift(n.Op, n.Lanes, immediate: false);
        switch (n.Op, n.Lanes)
        {
            case (Opcode.VshrS, Lanes.I8x16):
                {
                    // Bytes as the upper halves of words: the count grows by 8.
                    Reg more = AluRaw(X64Alu.Add, 4, NewReg(RegClass.Int), masked, X64Operand.Immediate(8));
                    Reg by = MoveIntToFloat(4, NewVector(), more);
                    Reg a = UseReg(n.A);
                    Reg low = V2(row, V2(X64Vector.Punpcklbw, a, a), by);
                    return V2(X64Vector.Packsswb, DefReg(n.Id), low, V2(row, V2(X64Vector.Punpckhbw, a, a), by));
                }

            case (_, Lanes.I8x16):
                {
                    // Shift words; the mask of bits that stay in their byte is shifted alike and its low byte repeated.
                    Reg by = MoveIntToFloat(4, NewVector(), masked);
                    Reg all = n.Op == Opcode.Vshl ? VectorOnes() : LoadVectorConstant(LaneShapes.Repeat(Lanes.I16x8, 0xff));
                    Reg mask = V2(X64Vector.Pshufb, V2(row, all, by), VectorZero());
                    return V2(X64Vector.Pand, DefReg(n.Id), V2(row, UseReg(n.A), by), mask);
                }

            case (Opcode.VshrS, Lanes.I64x2):
                {
                    Reg by = MoveIntToFloat(4, NewVector(), masked);
                    Reg sign = V2(X64Vector.Psrlq, LoadVectorConstant(LaneShapes.Repeat(Lanes.I64x2, 1UL << 63)), by);
                    return ExtendFromSignBit(n, V2(X64Vector.Psrlq, UseReg(n.A), by), sign);
                }

            default:
                return V2(row, DefReg(n.Id), UseReg(n.A), MoveIntToFloat(4, NewVector(), masked));
        }
    }

    // (x ^ s) - s, where s is the place that the sign bit was shifted to.
    private Reg ExtendFromSignBit(NodeView n, Reg shifted, X64Operand sign)
    {
        Reg place = sign.Kind == X64OperandKind.Register ? sign.Reg : LoadFloat(IrType.V128, NewVector(), sign.Mem);
        return V2(X64Vector.Psubq, DefReg(n.Id), V2(X64Sse.Pxor, shifted, place), place);
    }

    private Reg VectorShiftImm(NodeView n, int count)
    {
        X64Op row = X64VectorRows.Shift(n.Op, n.Lanes, immediate: true);
        Reg a = UseReg(n.A);
        switch (n.Op, n.Lanes)
        {
            case (_, _) when count == 0:
                return MoveReg(IrType.V128, DefReg(n.Id), a);
            case (Opcode.VshrS, Lanes.I8x16):
                {
                    Reg low = ShiftBy(row, V2(X64Vector.Punpcklbw, a, a), count + 8);
                    return V2(X64Vector.Packsswb, DefReg(n.Id), low, ShiftBy(row, V2(X64Vector.Punpckhbw, a, a), count + 8));
                }

            case (Opcode.Vshl, Lanes.I8x16):
                return V2(X64Vector.Pand, DefReg(n.Id), ShiftBy(row, a, count), Pool(Lanes.I8x16, 0xffUL << count));
            case (_, Lanes.I8x16):
                return V2(X64Vector.Pand, DefReg(n.Id), ShiftBy(row, a, count), Pool(Lanes.I8x16, 0xffUL >> count));
            case (Opcode.VshrS, Lanes.I64x2) when count == 63:
                return ShiftBy(X64Vector.PsradImm, DefReg(n.Id), V1(X64Vector.Pshufd, NewVector(), a, 0xf5), 31);
            case (Opcode.VshrS, Lanes.I64x2):
                return ExtendFromSignBit(n, ShiftBy(X64Vector.PsrlqImm, a, count), Pool(Lanes.I64x2, 1UL << (63 - count)));
            default:
                return ShiftBy(row, DefReg(n.Id), a, count);
        }
    }

    private Reg CompareLanes(NodeView n)
    {
        Lanes lanes = n.Lanes;
        var cc = (IntCc)n.LaneCondition;
        return cc switch
        {
            IntCc.Equal => VectorBinary(X64VectorRows.Equal(lanes), n, commutes: true),
            IntCc.NotEqual => Inverted(n, V2(X64VectorRows.Equal(lanes), UseReg(n.A), VectorOperand(n.B))),
            IntCc.SignedGreaterThan => Greater(lanes, DefReg(n.Id), n.A, n.B),
            IntCc.SignedLessThan => Greater(lanes, DefReg(n.Id), n.B, n.A),
            IntCc.SignedGreaterThanOrEqual when lanes == Lanes.I64x2 => Inverted(n, Greater(lanes, NewVector(), n.B, n.A)),
            IntCc.SignedLessThanOrEqual when lanes == Lanes.I64x2 => Inverted(n, Greater(lanes, NewVector(), n.A, n.B)),

            // a >= b iff max(a, b) = a
            IntCc.SignedGreaterThanOrEqual => Extreme(n, Opcode.VmaxS, DefReg(n.Id)),
            IntCc.SignedLessThanOrEqual => Extreme(n, Opcode.VminS, DefReg(n.Id)),
            IntCc.UnsignedGreaterThanOrEqual => Extreme(n, Opcode.VmaxU, DefReg(n.Id)),
            IntCc.UnsignedLessThanOrEqual => Extreme(n, Opcode.VminU, DefReg(n.Id)),
            IntCc.UnsignedGreaterThan => Inverted(n, Extreme(n, Opcode.VminU, NewVector())),
            IntCc.UnsignedLessThan => Inverted(n, Extreme(n, Opcode.VmaxU, NewVector())),
        };
    }

    private Reg Inverted(NodeView n, Reg mask) => V2(X64Sse.Pxor, DefReg(n.Id), mask, VectorOnes());

    private Reg Extreme(NodeView n, Opcode op, Reg dst)
    {
        Reg a = UseReg(n.A);
        return V2(X64VectorRows.Equal(n.Lanes), dst, V2(X64VectorRows.Binary(op, n.Lanes)!, a, VectorOperand(n.B)), a);
    }

    private Reg Greater(Lanes lanes, Reg dst, Value left, Value right)
    {
        if (lanes != Lanes.I64x2 || HasSse42)
        {
            return V2(X64VectorRows.Greater(lanes), dst, UseReg(left), VectorOperand(right));
        }

        // The upper halves decide; where they are equal, the borrow of b - a does.
        Reg a = UseReg(left);
        Reg b = UseReg(right);
        Reg borrow = V2(X64Vector.Pand, V2(X64Vector.Psubq, b, a), V2(X64Vector.Pcmpeqd, a, b));
        Reg upper = V2(X64Vector.Por, borrow, V2(X64Vector.Pcmpgtd, a, b));
        return V1(X64Vector.Pshufd, dst, upper, 0xf5);
    }

    private Reg ExtendHigh(NodeView n)
    {
        if (n.Op == Opcode.VextendHighU)
        {
            return V2(X64VectorRows.Interleave(n.Lanes, high: true), DefReg(n.Id), UseReg(n.A), VectorZero());
        }

        return V1(X64VectorRows.Unary(Opcode.VextendLowS, n.Lanes)!, DefReg(n.Id), V1(X64Vector.Pshufd, NewVector(), UseReg(n.A), 0xee));
    }

    private Reg ExtendedProduct(NodeView n, bool signed, bool high)
    {
        switch (n.Lanes)
        {
            case Lanes.I8x16:
                return V2(X64Vector.Pmullw, DefReg(n.Id), ExtendBytes(n.A, signed, high), ExtendBytes(n.B, signed, high));
            case Lanes.I16x8:
                {
                    Reg a = UseReg(n.A);
                    Reg b = UseReg(n.B);
                    Reg low = V2(X64Vector.Pmullw, a, b);
                    Reg upper = V2(signed ? X64Vector.Pmulhw : X64Vector.Pmulhuw, a, b);
                    return V2(X64VectorRows.Interleave(Lanes.I16x8, high), DefReg(n.Id), low, upper);
                }

            default:
                {
                    // Each factor twice, so that it stands in an even lane.
                    int twice = high ? 0xfa : 0x50;
                    Reg a = V1(X64Vector.Pshufd, NewVector(), UseReg(n.A), twice);
                    Reg b = V1(X64Vector.Pshufd, NewVector(), UseReg(n.B), twice);
                    return V2(signed ? X64Vector.Pmuldq : X64Vector.Pmuludq, DefReg(n.Id), a, b);
                }
        }
    }

    private Reg ExtendBytes(Value value, bool signed, bool high) => (signed, high) switch
    {
        (true, false) => V1(X64Vector.Pmovsxbw, UseReg(value)),
        (false, false) => V1(X64Vector.Pmovzxbw, UseReg(value)),
        (true, true) => V1(X64Vector.Pmovsxbw, V1(X64Vector.Pshufd, NewVector(), UseReg(value), 0xee)),
        (false, true) => V2(X64Vector.Punpckhbw, UseReg(value), VectorZero()),
    };

    private Reg AddPairs(NodeView n, bool signed)
    {
        Reg a = UseReg(n.A);
        switch (n.Lanes, signed)
        {
            // The first operand of pmaddubsw is unsigned, the second signed.
            case (Lanes.I8x16, true):
                return V2(X64Vector.Pmaddubsw, DefReg(n.Id), LoadVectorConstant(LaneShapes.Repeat(Lanes.I8x16, 1)), a);
            case (Lanes.I8x16, false):
                return V2(X64Vector.Pmaddubsw, DefReg(n.Id), a, Pool(Lanes.I8x16, 1));
            case (_, true):
                return V2(X64Vector.Pmaddwd, DefReg(n.Id), a, Pool(Lanes.I16x8, 1));
            default:
                {
                    // Moved down by 2^15 each, so that they are signed; the sum is 2^16 too small.
                    Reg moved = V2(X64Sse.Pxor, a, Pool(Lanes.I16x8, 0x8000));
                    Reg sums = V2(X64Vector.Pmaddwd, moved, Pool(Lanes.I16x8, 1));
                    return V2(X64Vector.Paddd, DefReg(n.Id), sums, Pool(Lanes.I32x4, 0x1_0000));
                }
        }
    }

    private Reg RoundedProduct(NodeView n)
    {
        // pmulhrsw is right but for -1 * -1, which it leaves at -1.
        Reg product = V2(X64Vector.Pmulhrsw, UseReg(n.A), VectorOperand(n.B));
        Reg wrong = V2(X64Vector.Pcmpeqw, product, Pool(Lanes.I16x8, 0x8000));
        return V2(X64Sse.Pxor, DefReg(n.Id), product, wrong);
    }

    private Reg BitMask(NodeView n)
    {
        Reg a = UseReg(n.A);
        return n.Lanes switch
        {
            Lanes.I8x16 => ToMask(X64Vector.Pmovmskb, n, a),
            Lanes.I16x8 => ToMask(X64Vector.Pmovmskb, n, V2(X64Vector.Packsswb, a, VectorZero())),
            Lanes.I32x4 or Lanes.F32x4 => ToMask(X64Sse.Movmskps, n, a),
            Lanes.I64x2 or Lanes.F64x2 => ToMask(X64Sse.Movmskpd, n, a),
        };
    }

    private Reg ToMask(X64Op row, NodeView n, Reg a)
    {
        Emit(new MachInst { Op = Row(row).Id, R0 = DefReg(n.Id), R2 = a });
        return DefReg(n.Id);
    }

    /// <summary>ptest: ZF tells whether the operands have no bit in common, CF whether the first has all bits of the second.</summary>
    private X64Test EmitVectorTest(NodeView n)
    {
        NodeView a = View(n.A);
        switch (n.Op, a.Op)
        {
            // A comparison made of lanes at least as wide: all bits are set, or some lane has none.
            case (Opcode.VallTrue, Opcode.Vicmp or Opcode.Vfcmp) when a.Lanes.Bytes >= n.Lanes.Bytes:
                TestVector(UseReg(n.A), VectorOnes());
                return X64Test.Of(X64Cond.B);

            // Some lane is zero iff comparing with zero leaves anything.
            case (Opcode.VallTrue, _):
                {
                    Reg zeros = V2(X64VectorRows.Equal(n.Lanes), UseReg(n.A), VectorZero());
                    TestVector(zeros, zeros);
                    return X64Test.Of(X64Cond.E);
                }

            case (_, Opcode.Iand) when a.IsSingleUse:
                TestVector(UseReg(a.A), VectorOperand(a.B));
                return X64Test.Of(X64Cond.NE);
            default:
                {
                    Reg all = UseReg(n.A);
                    TestVector(all, all);
                    return X64Test.Of(X64Cond.NE);
                }
        }
    }

    private void TestVector(Reg a, X64Operand b)
    {
        MachInst inst = new() { Op = Row(X64Vector.Ptest).Id, R1 = a };
        SetRm(ref inst, b);
        Emit(inst);
    }
}
