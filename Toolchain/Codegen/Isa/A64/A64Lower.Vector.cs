// Vectors. Most operations are one instruction of A64VectorRows; the rest is built here.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

internal sealed partial class A64Lower
{
    private Reg LowerVector(NodeView n)
    {
        if (A64VectorRows.Binary(n.Op, n.Lanes) is { } binary)
        {
            return Vector2(binary, n.Lanes, DefReg(n.Id), UseReg(n.A), UseReg(n.B));
        }

        if (A64VectorRows.Unary(n.Op, n.Lanes) is { } unary)
        {
            return Vector1(unary, n.Lanes, DefReg(n.Id), UseReg(n.A));
        }

        return n.Op switch
        {
            Opcode.Vsplat => Splat(n),
            Opcode.VextractS or Opcode.VextractU => ExtractLane(n),
            Opcode.Vinsert => InsertLane(n),
            Opcode.Vshuffle => Shuffle(n),
            Opcode.Vmul => MultiplyLongs(n),
            Opcode.Vmadd or Opcode.Vnmadd => VectorTied(n.Op == Opcode.Vmadd ? A64Vector.Fmla : A64Vector.Fmls, n.Lanes, DefReg(n.Id), UseReg(n.C), UseReg(n.A), UseReg(n.B)),
            Opcode.Vpmin => PseudoMinimum(n, UseReg(n.A), UseReg(n.B)),
            Opcode.Vpmax => PseudoMinimum(n, UseReg(n.B), UseReg(n.A)),
            Opcode.Vround => Vector1(Rounding((int)n.Imm), n.Lanes, DefReg(n.Id), UseReg(n.A)),
            Opcode.Vshl or Opcode.VshrS or Opcode.VshrU => VectorShift(n),
            Opcode.Vicmp => CompareLanes(n, A64VectorRows.Compare((IntCc)n.LaneCondition)),
            Opcode.Vfcmp => CompareLanes(n, A64VectorRows.Compare((FloatCc)n.LaneCondition)),
            Opcode.Vbitselect => VectorTied(A64Vector.Bsl, Lanes.I8x16, DefReg(n.Id), UseReg(n.C), UseReg(n.A), UseReg(n.B)),
            Opcode.Vbitmask => BitMask(n),
            Opcode.VnarrowS => Narrow(n, A64Vector.Sqxtn, A64Vector.Sqxtn2),
            Opcode.VnarrowU => Narrow(n, A64Vector.Sqxtun, A64Vector.Sqxtun2),
            Opcode.Vdot => Dot(n, Lanes.I16x8),
            Opcode.VdotRelaxed => Dot(n, Lanes.I8x16),
            Opcode.VconvertS => ConvertLow(n, A64Vector.Sshll, A64Vector.Scvtf),
            Opcode.VconvertU => ConvertLow(n, A64Vector.Ushll, A64Vector.Ucvtf),
            Opcode.VtruncSatS or Opcode.VtruncRelaxedS => TruncateLow(n, A64Vector.Fcvtzs, A64Vector.Sqxtn),
            Opcode.VtruncSatU or Opcode.VtruncRelaxedU => TruncateLow(n, A64Vector.Fcvtzu, A64Vector.Uqxtn),
            _ => Misplaced(n),
        };
    }

    private Reg NewVector() => NewReg(IrType.V128);

    private Reg Vector1(A64Op op, Lanes lanes, Reg d, Reg n, int imm = 0)
    {
        Emit(A64Inst.Vector(op, lanes, d, n) with { Imm = imm });
        return d;
    }

    private Reg Vector2(A64Op op, Lanes lanes, Reg d, Reg n, Reg m, int imm = 0)
    {
        Emit(A64Inst.Vector(op, lanes, d, n, m) with { Imm = imm });
        return d;
    }

    private Reg VectorTied(A64Op op, Lanes lanes, Reg d, Reg old, Reg n, Reg m = default)
    {
        Emit(A64Inst.VectorTied(op, lanes, d, old, n, m));
        return d;
    }

    private Reg Splat(NodeView n)
    {
        NodeView scalar = View(n.A);

        // ld1r v, [x]
        if (scalar.AccessBytes == n.Lanes.Bytes && CanSinkAnyWidth(scalar))
        {
            MarkSunk(scalar.Id);
            Emit(Atomic(A64Vector.Ld1r, scalar, scalar.A) with { Size = 0, R0 = DefReg(n.Id), Scale = (byte)n.Lanes.BytesLog2 });
            return DefReg(n.Id);
        }

        return Vector1(n.Lanes.AreFloats ? A64Vector.DupElement : A64Vector.DupInt, n.Lanes, DefReg(n.Id), UseReg(n.A));
    }

    private Reg ExtractLane(NodeView n)
    {
        int lane = (int)n.Imm;
        if (n.Lanes.AreFloats)
        {
            return Vector1(A64Vector.DupLane, n.Lanes, DefReg(n.Id), UseReg(n.A), lane);
        }

        A64Op op = n.Lanes == Lanes.I64x2 ? A64Vector.UmovX
            : n.Op == Opcode.VextractU || n.Lanes == Lanes.I32x4 ? A64Vector.UmovW
            : n.Type.Size == 8 ? A64Vector.SmovX : A64Vector.SmovW;
        return Vector1(op, n.Lanes, DefReg(n.Id), UseReg(n.A), lane);
    }

    private Reg InsertLane(NodeView n)
    {
        MachInst inst = A64Inst.VectorTied(n.Lanes.AreFloats ? A64Vector.InsElement : A64Vector.InsInt, n.Lanes, DefReg(n.Id), UseReg(n.A), UseReg(n.B));
        Emit(inst with { Imm = n.Imm });
        return DefReg(n.Id);
    }

    /// <summary>Where it is one of the shuffles with an instruction of their own; else table look-ups, the second of which leaves what the first found.</summary>
    private Reg Shuffle(NodeView n)
    {
        Span<byte> lanes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(lanes, Ir.Vectors[(int)n.Imm]);
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        Reg result = DefReg(n.Id);
        if (A64VectorRows.TryPermute(lanes, isOne: n.A == n.B, out A64Op? op, out Lanes width, out bool swapped))
        {
            return Vector2(op!, width, result, swapped ? b : a, swapped ? a : b);
        }

        if (ShuffleForms.TryExtract(lanes, isOne: n.A == n.B, out int start))
        {
            return start < 16
                ? Vector2(A64Vector.Ext, Lanes.I8x16, result, a, b, start)
                : Vector2(A64Vector.Ext, Lanes.I8x16, result, b, a, start - 16);
        }

        if (ShuffleForms.TryBroadcast(lanes, out width, out int lane))
        {
            return Vector1(A64Vector.DupElement, width, result, lane < width.Count ? a : b, lane & (width.Count - 1));
        }

        Span<byte> part = stackalloc byte[16];
        bool usesA = false;
        bool usesB = false;
        for (int i = 0; i < 16; i++)
        {
            bool fromA = lanes[i] < 16 || n.A == n.B;
            usesA |= fromA;
            usesB |= !fromA;
            part[i] = fromA ? (byte)(lanes[i] & 15) : (byte)0xff;
        }

        if (!usesB)
        {
            return Vector2(A64Vector.Tbl, Lanes.I8x16, result, a, LoadVector(BinaryPrimitives.ReadUInt128LittleEndian(part)));
        }

        Reg first = Reg.None;
        if (usesA)
        {
            first = Vector2(A64Vector.Tbl, Lanes.I8x16, NewVector(), a, LoadVector(BinaryPrimitives.ReadUInt128LittleEndian(part)));
        }

        for (int i = 0; i < 16; i++)
        {
            part[i] = lanes[i] >= 16 ? (byte)(lanes[i] - 16) : (byte)0xff;
        }

        Reg second = LoadVector(BinaryPrimitives.ReadUInt128LittleEndian(part));
        return usesA
            ? VectorTied(A64Vector.Tbx, Lanes.I8x16, result, first, b, second)
            : Vector2(A64Vector.Tbl, Lanes.I8x16, result, b, second);
    }

    private Reg MultiplyLongs(NodeView n)
    {
        // low * low + ((low * high + high * low) << 32)
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        Reg crossed = Vector2(A64Vector.Mul, Lanes.I32x4, NewVector(), Vector1(A64Vector.Rev64, Lanes.I32x4, NewVector(), b), a);
        Reg high = Vector1(A64Vector.Shl, Lanes.I64x2, NewVector(), Vector1(A64Vector.Uaddlp, Lanes.I32x4, NewVector(), crossed), 32);
        Reg lowA = Vector1(A64Vector.Xtn, Lanes.I32x4, NewVector(), a);
        Reg lowB = Vector1(A64Vector.Xtn, Lanes.I32x4, NewVector(), b);
        return VectorTied(A64Vector.Umlal, Lanes.I32x4, DefReg(n.Id), high, lowA, lowB);
    }

    // The second if it is less than the first, else the first; for the maximum the other way round.
    private Reg PseudoMinimum(NodeView n, Reg greater, Reg less)
    {
        Reg chooses = Vector2(A64Vector.Fcmgt, n.Lanes, NewVector(), greater, less);
        return VectorTied(A64Vector.Bsl, Lanes.I8x16, DefReg(n.Id), chooses, UseReg(n.B), UseReg(n.A));
    }

    private static A64Op Rounding(int mode) => mode switch
    {
        0 => A64Vector.Frintn,
        1 => A64Vector.Frintm,
        2 => A64Vector.Frintp,
        _ => A64Vector.Frintz,
    };

    private Reg VectorShift(NodeView n)
    {
        int bits = n.Lanes.Bytes * 8;
        bool left = n.Op == Opcode.Vshl;
        if (View(n.B) is { Op: Opcode.Iconst } count)
        {
            int amount = (int)count.Imm & (bits - 1);
            A64Op immediate = left ? A64Vector.Shl : n.Op == Opcode.VshrS ? A64Vector.Sshr : A64Vector.Ushr;
            return amount == 0
                ? Vector2(A64Vector.Orr, Lanes.I8x16, DefReg(n.Id), UseReg(n.A), UseReg(n.A))
                : Vector1(immediate, n.Lanes, DefReg(n.Id), UseReg(n.A), amount);
        }

        Reg masked = NewReg(RegClass.Int);
        Emit(A64Inst.RegImm(A64Int.AndImm, 4, masked, UseReg(n.B), bits - 1));
        Reg counts = Vector1(A64Vector.DupInt, n.Lanes, NewVector(), masked);
        if (!left)
        {
            counts = Vector1(A64Vector.Neg, n.Lanes, NewVector(), counts);
        }

        return Vector2(n.Op == Opcode.VshrS ? A64Vector.Sshl : A64Vector.Ushl, n.Lanes, DefReg(n.Id), UseReg(n.A), counts);
    }

    private Reg CompareLanes(NodeView n, (A64Op Op, bool Swapped, bool Inverted) compare)
    {
        (Reg a, Reg b) = compare.Swapped ? (UseReg(n.B), UseReg(n.A)) : (UseReg(n.A), UseReg(n.B));
        Reg result = Vector2(compare.Op, n.Lanes, compare.Inverted ? NewVector() : DefReg(n.Id), a, b);
        return compare.Inverted ? Vector1(A64Vector.Not, Lanes.I8x16, DefReg(n.Id), result) : result;
    }

    // Each lane keeps its own bit of its sign; the sum of the lanes is the mask.
    private Reg BitMask(NodeView n)
    {
        Reg a = UseReg(n.A);
        int bits = n.Lanes.Bytes * 8;
        if (n.Lanes == Lanes.I64x2)
        {
            Reg signs = Vector1(A64Vector.Ushr, n.Lanes, NewVector(), a, bits - 1);
            Reg low = Vector1(A64Vector.UmovX, n.Lanes, NewReg(RegClass.Int), signs);
            Reg high = Vector1(A64Vector.UmovX, n.Lanes, NewReg(RegClass.Int), signs, 1);
            Emit(A64Inst.Shifted(A64Int.Add, 4, DefReg(n.Id), low, high, A64Shift.Lsl, 1));
            return DefReg(n.Id);
        }

        UInt128 places = 0;
        for (int lane = 0; lane < n.Lanes.Count; lane++)
        {
            places |= (UInt128)1 << ((lane * bits) + (lane & 7));
        }

        Reg own = Vector2(A64Vector.And, Lanes.I8x16, NewVector(), Vector1(A64Vector.Sshr, n.Lanes, NewVector(), a, bits - 1), LoadVector(places));
        Lanes summed = n.Lanes;
        if (n.Lanes == Lanes.I8x16)
        {
            // Two halves of 8 bits each, side by side in lanes of 16.
            Reg upper = Vector2(A64Vector.Ext, Lanes.I8x16, NewVector(), own, own, 8);
            own = Vector2(A64Vector.Zip1, Lanes.I8x16, NewVector(), own, upper);
            summed = Lanes.I16x8;
        }

        Reg sum = Vector1(A64Vector.Addv, summed, NewVector(), own);
        return Vector1(A64Vector.UmovW, summed, DefReg(n.Id), sum);
    }

    private static Lanes Narrower(Lanes lanes) => lanes switch { Lanes.I16x8 => Lanes.I8x16, Lanes.I32x4 => Lanes.I16x8, _ => Lanes.I32x4 };

    private Reg Narrow(NodeView n, A64Op low, A64Op high)
    {
        Lanes lanes = Narrower(n.Lanes);
        Reg first = Vector1(low, lanes, NewVector(), UseReg(n.A));
        return VectorTied(high, lanes, DefReg(n.Id), first, UseReg(n.B));
    }

    private Reg Dot(NodeView n, Lanes lanes)
    {
        // Products of twice the width, then sums of neighbours.
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        Reg low = Vector2(A64Vector.Smull, lanes, NewVector(), a, b);
        Reg high = Vector2(A64Vector.Smull2, lanes, NewVector(), a, b);
        return Vector2(A64Vector.Addp, lanes == Lanes.I8x16 ? Lanes.I16x8 : Lanes.I32x4, DefReg(n.Id), low, high);
    }

    private Reg ConvertLow(NodeView n, A64Op widen, A64Op convert)
    {
        Reg source = UseReg(n.A);
        if (n.Lanes == Lanes.F64x2)
        {
            source = Vector1(widen, Lanes.I32x4, NewVector(), source);
        }

        return Vector1(convert, n.Lanes, DefReg(n.Id), source);
    }

    private Reg TruncateLow(NodeView n, A64Op convert, A64Op narrow)
    {
        if (n.Lanes == Lanes.F32x4)
        {
            return Vector1(convert, n.Lanes, DefReg(n.Id), UseReg(n.A));
        }

        return Vector1(narrow, Lanes.I32x4, DefReg(n.Id), Vector1(convert, n.Lanes, NewVector(), UseReg(n.A)));
    }

    /// <summary>A register, all 64 bits of which are zero exactly if the test is false.</summary>
    private Reg VectorTest(NodeView n, Reg result)
    {
        Reg a = UseReg(n.A);
        if (n.Op == Opcode.VanyTrue || n.Lanes == Lanes.I64x2)
        {
            bool all = n.Op == Opcode.VallTrue;
            Reg lanes = all ? Vector1(A64Vector.CmeqZero, Lanes.I64x2, NewVector(), a) : a;
            Reg pairs = Vector2(A64Vector.Umaxp, Lanes.I32x4, NewVector(), lanes, lanes);
            Reg bits = all ? NewReg(RegClass.Int) : result;
            Emit(A64Inst.Reg2(A64Float.FmovXD, 0, bits, pairs));
            if (all)
            {
                Emit(A64Inst.CompareImm(A64Int.SubsImm, 8, bits, 0));
                Emit(A64Inst.Conditional(A64Int.Csinc, 8, result, A64Regs.Zero, A64Regs.Zero, A64Cond.Ne));
            }

            return result;
        }

        Reg least = Vector1(A64Vector.Uminv, n.Lanes, NewVector(), a);
        Emit(A64Inst.Reg2(A64Float.FmovWS, 0, result, least));
        return result;
    }
}
