// Vectors. Lane 0 of wasm is the rightmost lane of the machine, which counts from the left: so numbers have their usual order in each lane, and
// "low" lanes of wasm are the right ones. Operations on lanes do not notice; those that name lanes turn the number round.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

internal sealed partial class S390Lower
{
    private Reg LowerVector(NodeView n)
    {
        if (S390VectorRows.Binary(n.Op, n.Lanes) is { } binary)
        {
            Emit(S390Inst.Reg3(binary, DefReg(n.Id), UseReg(n.A), UseReg(n.B)) with { Imm = n.Op is Opcode.Vfmin or Opcode.Vfmax ? LikeMath : 0 });
            return DefReg(n.Id);
        }

        if (S390VectorRows.Unary(n.Op, n.Lanes) is { } unary)
        {
            return Vector1(unary, n);
        }

        return n.Op switch
        {
            Opcode.Vsplat => Splat(n),
            Opcode.VextractS or Opcode.VextractU => ExtractLane(n),
            Opcode.Vinsert => InsertLane(n),
            Opcode.Vshuffle => Shuffle(n),
            Opcode.Vswizzle or Opcode.VswizzleRelaxed => Swizzle(n),
            Opcode.Vmul => MultiplyLongs(n),
            Opcode.Vmadd => Vector3(S390VectorFloat.MulAdd.All(n.Lanes), DefReg(n.Id), UseReg(n.A), UseReg(n.B), UseReg(n.C)),
            Opcode.Vnmadd => Vector3(S390VectorFloat.NegMulSub.All(n.Lanes), DefReg(n.Id), UseReg(n.A), UseReg(n.B), UseReg(n.C)),
            Opcode.VaddSatU => AddSaturatedUnsigned(n),
            Opcode.VsubSatU => Vector2(S390Vector.Vs.Of(n.Lanes), DefReg(n.Id), Two(S390Vector.Vmxl.Of(n.Lanes), n), UseReg(n.B)),
            Opcode.VaddSatS => SaturatedSigned(n, S390Vector.Va),
            Opcode.VsubSatS => SaturatedSigned(n, S390Vector.Vs),
            Opcode.Vpmin => PseudoMinimum(n, UseReg(n.A), UseReg(n.B)),
            Opcode.Vpmax => PseudoMinimum(n, UseReg(n.B), UseReg(n.A)),
            Opcode.Vround => Round(S390VectorFloat.Round.All(n.Lanes), n, (int)n.Imm switch { 0 => ToNearest, 1 => Down, 2 => Up, _ => TowardZero }),
            Opcode.Vshl or Opcode.VshrS or Opcode.VshrU => VectorShift(n),
            Opcode.Vicmp => CompareLanes(n, S390VectorRows.Compare((IntCc)n.LaneCondition, n.Lanes)),
            Opcode.Vfcmp => CompareLanes(n, S390VectorRows.Compare((FloatCc)n.LaneCondition, n.Lanes)),
            Opcode.Vbitselect => Vector3(S390Vector.Vsel, DefReg(n.Id), UseReg(n.A), UseReg(n.B), UseReg(n.C)),
            Opcode.Vbitmask => BitMask(n),
            Opcode.VnarrowS => Vector2(S390Vector.Vpks.Of(n.Lanes), DefReg(n.Id), UseReg(n.B), UseReg(n.A)),
            Opcode.VnarrowU => NarrowUnsigned(n),
            Opcode.VextmulLowS => ExtendedProducts(n, S390Vector.Vme, S390Vector.Vmo, S390Vector.Vmrl),
            Opcode.VextmulHighS => ExtendedProducts(n, S390Vector.Vme, S390Vector.Vmo, S390Vector.Vmrh),
            Opcode.VextmulLowU => ExtendedProducts(n, S390Vector.Vmle, S390Vector.Vmlo, S390Vector.Vmrl),
            Opcode.VextmulHighU => ExtendedProducts(n, S390Vector.Vmle, S390Vector.Vmlo, S390Vector.Vmrh),
            Opcode.VextaddS => SumOfProducts(n, n.Lanes, S390Vector.Vme, S390Vector.Vmo, UseReg(n.A), Ones(n.Lanes)),
            Opcode.VextaddU => SumOfProducts(n, n.Lanes, S390Vector.Vmle, S390Vector.Vmlo, UseReg(n.A), Ones(n.Lanes)),
            Opcode.Vdot => SumOfProducts(n, Lanes.I16x8, S390Vector.Vme, S390Vector.Vmo, UseReg(n.A), UseReg(n.B)),
            Opcode.VdotRelaxed => SumOfProducts(n, Lanes.I8x16, S390Vector.Vme, S390Vector.Vmo, UseReg(n.A), UseReg(n.B)),
            Opcode.Vq15mulr or Opcode.Vq15mulrRelaxed => RoundedProducts(n),
            Opcode.VconvertS => Convert(n, S390Vector.Vuph, S390Vector.Vupl),
            Opcode.VconvertU => Convert(n, S390Vector.Vuplh, S390Vector.Vupll),
            Opcode.VtruncSatS or Opcode.VtruncRelaxedS => Truncate(n, signed: true),
            Opcode.VtruncSatU or Opcode.VtruncRelaxedU => Truncate(n, signed: false),
            Opcode.Vpromote => Vector1(S390VectorFloat.Lengthen, DefReg(n.Id), Vector2(S390Vector.Vmrl[2], NewVector(), UseReg(n.A), UseReg(n.A))),
            Opcode.Vdemote => Vector2(S390Vector.Vpk[3], DefReg(n.Id), LoadVector(0), Shortened(UseReg(n.A))),
            _ => Misplaced(n),
        };
    }

    private Reg NewVector() => NewReg(IrType.V128);

    private Reg Vector1(S390Op op, Reg d, Reg a)
    {
        Emit(S390Inst.Reg2(op, d, a));
        return d;
    }

    private Reg Vector2(S390Op op, Reg d, Reg a, Reg b)
    {
        Emit(S390Inst.Reg3(op, d, a, b));
        return d;
    }

    private Reg Vector3(S390Op op, Reg d, Reg a, Reg b, Reg c)
    {
        Emit(S390Inst.Reg4(op, d, a, b, c));
        return d;
    }

    private Reg VectorImm(S390Op op, Reg d, Reg a, long imm)
    {
        Emit(S390Inst.RegImm(op, d, a, imm));
        return d;
    }

    // Both operands of the node, into a register of its own.
    private Reg Two(S390Op op, NodeView n) => Vector2(op, NewVector(), UseReg(n.A), UseReg(n.B));

    private Reg Shifted(S390Op op, Reg d, Reg a, int amount)
    {
        Emit(S390Inst.Shift(op, d, a, amount));
        return d;
    }

    private Reg Ones(Lanes lanes) => VectorImm(S390Vector.Vrepi.Of(lanes), NewVector(), Reg.None, 1);

    private static int MachineLane(NodeView n) => n.Lanes.Count - 1 - (int)n.Imm;

    private Reg Splat(NodeView n)
    {
        S390Op repeat = S390Vector.Vrep.Of(n.Lanes);
        if (n.Lanes.AreFloats)
        {
            return VectorImm(repeat, DefReg(n.Id), UseReg(n.A), 0);
        }

        if (View(n.A) is { Op: Opcode.Iconst, Imm: >= short.MinValue and <= short.MaxValue and var k } && (n.Lanes != Lanes.I8x16 || k == (sbyte)k))
        {
            return VectorImm(S390Vector.Vrepi.Of(n.Lanes), DefReg(n.Id), Reg.None, k);
        }

        Reg scalar = UseReg(n.A);
        if (n.Lanes == Lanes.I64x2)
        {
            return Vector2(S390Vector.Vlvgp, DefReg(n.Id), scalar, scalar);
        }

        return VectorImm(repeat, DefReg(n.Id), SetLane(n.Lanes, NewVector(), Undefined(IrType.V128), scalar, 0), 0);
    }

    private Reg SetLane(Lanes lanes, Reg d, Reg old, Reg scalar, int lane)
    {
        Emit(S390Inst.RegImm(S390Vector.Vlvg.Of(lanes), d, old, lane) with { R2 = scalar });
        return d;
    }

    private Reg ExtractLane(NodeView n)
    {
        int lane = MachineLane(n);
        if (n.Lanes.AreFloats)
        {
            return VectorImm(S390Vector.Vrep.Of(n.Lanes), DefReg(n.Id), UseReg(n.A), lane);
        }

        S390Op get = S390Vector.Vlgv.Of(n.Lanes);
        S390Op? extend = n.Op == Opcode.VextractU ? null : (n.Lanes, n.Type.Size) switch
        {
            (Lanes.I8x16, 4) => S390Int.Lbr,
            (Lanes.I8x16, _) => S390Int.Lgbr,
            (Lanes.I16x8, 4) => S390Int.Lhr,
            (Lanes.I16x8, _) => S390Int.Lghr,
            (Lanes.I32x4, 8) => S390Int.Lgfr,
            _ => null,
        };
        Reg bits = VectorImm(get, extend is null ? DefReg(n.Id) : NewReg(RegClass.Int), UseReg(n.A), lane);
        return extend is null ? bits : Vector1(extend, DefReg(n.Id), bits);
    }

    private Reg InsertLane(NodeView n)
    {
        Reg scalar = UseReg(n.B);
        if (n.Lanes.AreFloats)
        {
            scalar = VectorImm(S390Vector.Vlgv.Of(n.Lanes), NewReg(RegClass.Int), scalar, 0);
        }

        return SetLane(n.Lanes, DefReg(n.Id), UseReg(n.A), scalar, MachineLane(n));
    }

    private Reg Shuffle(NodeView n)
    {
        Span<byte> lanes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(lanes, Ir.Vectors[(int)n.Imm]);
        Span<byte> places = stackalloc byte[16];
        S390Shuffle.ToMachine(lanes, isOne: n.A == n.B, places);
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        if (S390Shuffle.TryFind(places, isOne: n.A == n.B, out S390Op? op, out bool swapped, out int imm))
        {
            (a, b) = swapped ? (b, a) : (a, b);
            Emit(Array.Exists(op!.Args, static arg => arg is { Kind: S390ArgKind.Use, Field: 2 })
                ? S390Inst.Reg3(op, DefReg(n.Id), a, b) with { Imm = imm }
                : S390Inst.RegImm(op, DefReg(n.Id), a, imm));
            return DefReg(n.Id);
        }

        return Vector3(S390Vector.Vperm, DefReg(n.Id), a, b, LoadVector(BinaryPrimitives.ReadUInt128BigEndian(places)));
    }

    // Byte i stands at place 15 - i. What is out of range looks into a vector of zeros behind it: 15 - 16 is its last place.
    private Reg Swizzle(NodeView n)
    {
        Reg limit = VectorImm(S390Vector.Vrepi[0], NewVector(), Reg.None, 16);
        Reg last = VectorImm(S390Vector.Vrepi[0], NewVector(), Reg.None, 15);
        Reg index = Vector2(S390Vector.Vmnl[0], NewVector(), UseReg(n.B), limit);
        Reg place = Vector2(S390Vector.Vs[0], NewVector(), last, index);
        return Vector3(S390Vector.Vperm, DefReg(n.Id), UseReg(n.A), LoadVector(0), place);
    }

    private Reg MultiplyLongs(NodeView n)
    {
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        Span<Reg> products = [NewReg(RegClass.Int), NewReg(RegClass.Int)];
        for (int lane = 0; lane < 2; lane++)
        {
            Reg left = VectorImm(S390Vector.Vlgv[3], NewReg(RegClass.Int), a, lane);
            Reg right = VectorImm(S390Vector.Vlgv[3], NewReg(RegClass.Int), b, lane);
            _ = Int2(S390Int.Msgrkc, products[lane], left, right);
        }

        return Vector2(S390Vector.Vlvgp, DefReg(n.Id), products[0], products[1]);
    }

    // a + min(b, not a): what fits above a
    private Reg AddSaturatedUnsigned(NodeView n)
    {
        Reg a = UseReg(n.A);
        Reg room = Vector2(S390Vector.Vno, NewVector(), a, a);
        Reg addend = Vector2(S390Vector.Vmnl.Of(n.Lanes), NewVector(), UseReg(n.B), room);
        return Vector2(S390Vector.Va.Of(n.Lanes), DefReg(n.Id), a, addend);
    }

    // In lanes twice as wide, then narrowed with saturation.
    private Reg SaturatedSigned(NodeView n, S390Op[] op)
    {
        int lanes = n.Lanes.BytesLog2;
        Span<Reg> halves = [Reg.None, Reg.None];
        for (int half = 0; half < 2; half++)
        {
            S390Op widen = (half == 0 ? S390Vector.Vuph : S390Vector.Vupl)[lanes];
            Reg a = Vector1(widen, NewVector(), UseReg(n.A));
            Reg b = Vector1(widen, NewVector(), UseReg(n.B));
            halves[half] = Vector2(op[lanes + 1], NewVector(), a, b);
        }

        return Vector2(S390Vector.Vpks[lanes + 1], DefReg(n.Id), halves[0], halves[1]);
    }

    // The second if it is less than the first, else the first; for the maximum the other way round.
    private Reg PseudoMinimum(NodeView n, Reg greater, Reg less)
    {
        Reg chooses = Vector2(S390VectorFloat.High.All(n.Lanes), NewVector(), greater, less);
        return Vector3(S390Vector.Vsel, DefReg(n.Id), UseReg(n.B), UseReg(n.A), chooses);
    }

    private Reg VectorShift(NodeView n)
    {
        S390Op[] family = n.Op switch { Opcode.Vshl => S390Vector.Vesl, Opcode.VshrS => S390Vector.Vesra, _ => S390Vector.Vesrl };
        S390Op op = family.Of(n.Lanes);
        if (View(n.B) is { Op: Opcode.Iconst, Imm: var count })
        {
            return Shifted(op, DefReg(n.Id), UseReg(n.A), (int)count & ((n.Lanes.Bytes * 8) - 1));
        }

        // The machine takes the count modulo the width, as wasm does.
        Emit(S390Inst.Shift(op, DefReg(n.Id), UseReg(n.A), 0, UseReg(ShiftCount(n.B, n.Lanes.Bytes))));
        return DefReg(n.Id);
    }

    private Reg CompareLanes(NodeView n, (S390Op Op, bool Swapped, bool Inverted) compare)
    {
        (Reg a, Reg b) = compare.Swapped ? (UseReg(n.B), UseReg(n.A)) : (UseReg(n.A), UseReg(n.B));
        Reg result = Vector2(compare.Op, compare.Inverted ? NewVector() : DefReg(n.Id), a, b);
        return compare.Inverted ? Vector2(S390Vector.Vno, DefReg(n.Id), result, result) : result;
    }

    // vbperm collects 16 bits by number, the first one leftmost; a number of 128 is a zero.
    private Reg BitMask(NodeView n)
    {
        int count = n.Lanes.Count;
        UInt128 numbers = 0;
        for (int i = 0; i < 16; i++)
        {
            int number = i < 16 - count ? 128 : (i - (16 - count)) * n.Lanes.Bytes * 8;
            numbers = (numbers << 8) | (uint)number;
        }

        Reg bits = Vector2(S390Vector.Vbperm, NewVector(), UseReg(n.A), LoadVector(numbers));
        return VectorImm(S390Vector.Vlgv[1], DefReg(n.Id), bits, 3);
    }

    // Negative lanes first become zero; what is left saturates as unsigned.
    private Reg NarrowUnsigned(NodeView n)
    {
        S390Op clear = S390Vector.Vmx.Of(n.Lanes);
        Reg zero = LoadVector(0);
        Reg high = Vector2(clear, NewVector(), UseReg(n.B), zero);
        Reg low = Vector2(clear, NewVector(), UseReg(n.A), zero);
        return Vector2(S390Vector.Vpkls.Of(n.Lanes), DefReg(n.Id), high, low);
    }

    // Products of the even and of the odd lanes, brought into order.
    private Reg ExtendedProducts(NodeView n, S390Op[] even, S390Op[] odd, S390Op[] merge) => Vector2(
        merge[n.Lanes.BytesLog2 + 1],
        DefReg(n.Id),
        Two(even.Of(n.Lanes), n),
        Two(odd.Of(n.Lanes), n));

    private Reg SumOfProducts(NodeView n, Lanes lanes, S390Op[] even, S390Op[] odd, Reg a, Reg b) => Vector2(
        S390Vector.Va[lanes.BytesLog2 + 1],
        DefReg(n.Id),
        Vector2(even.Of(lanes), NewVector(), a, b),
        Vector2(odd.Of(lanes), NewVector(), a, b));

    // (a * b + 2^14) >> 15, saturated
    private Reg RoundedProducts(NodeView n)
    {
        Reg half = VectorImm(S390Vector.Vrepi[2], NewVector(), Reg.None, 1 << 14);
        Span<Reg> products = [Reg.None, Reg.None];
        for (int i = 0; i < 2; i++)
        {
            Reg product = Two((i == 0 ? S390Vector.Vme : S390Vector.Vmo)[1], n);
            Reg sum = Vector2(S390Vector.Va[2], NewVector(), product, half);
            products[i] = Shifted(S390Vector.Vesra[2], NewVector(), sum, 15);
        }

        Reg left = Vector2(S390Vector.Vmrh[2], NewVector(), products[0], products[1]);
        Reg right = Vector2(S390Vector.Vmrl[2], NewVector(), products[0], products[1]);
        return Vector2(S390Vector.Vpks[2], DefReg(n.Id), left, right);
    }

    // By way of 64-bit integers and floats, which hold everything exactly; so there is one rounding.
    private Reg Convert(NodeView n, S390Op[] widenLeft, S390Op[] widenRight)
    {
        Reg source = UseReg(n.A);
        Reg right = Vector1(widenRight[2], NewVector(), source);
        if (n.Lanes == Lanes.F64x2)
        {
            return VectorImm(S390VectorFloat.FromSigned, DefReg(n.Id), right, ToNearest);
        }

        Reg left = Vector1(widenLeft[2], NewVector(), source);
        Reg leftFloats = Shortened(VectorImm(S390VectorFloat.FromSigned, NewVector(), left, ToNearest));
        Reg rightFloats = Shortened(VectorImm(S390VectorFloat.FromSigned, NewVector(), right, ToNearest));
        return Vector2(S390Vector.Vpk[3], DefReg(n.Id), leftFloats, rightFloats);
    }

    // Floats of 8 bytes to 4 bytes, each in the right half of its lane.
    private Reg Shortened(Reg doubles) =>
        Shifted(S390Vector.Vesrl[3], NewVector(), VectorImm(S390VectorFloat.Shorten, NewVector(), doubles, ToNearest), 32);

    // To 64-bit integers, which saturate when they are narrowed. Signed, not-a-number would become the smallest one: it is cleared before.
    private Reg Truncate(NodeView n, bool signed)
    {
        Reg source = UseReg(n.A);
        if (signed)
        {
            Reg ordered = Vector2(S390VectorFloat.Equal.All(n.Lanes), NewVector(), source, source);
            source = Vector2(S390Vector.Vn, NewVector(), source, ordered);
        }

        S390Op convert = signed ? S390VectorFloat.ToSigned : S390VectorFloat.ToUnsigned;
        S390Op narrow = signed ? S390Vector.Vpks[3] : S390Vector.Vpkls[3];
        if (n.Lanes == Lanes.F64x2)
        {
            return Vector2(narrow, DefReg(n.Id), LoadVector(0), VectorImm(convert, NewVector(), source, TowardZero));
        }

        Reg odd = Shifted(S390Vector.Vesl[3], NewVector(), source, 32);
        Reg evenInts = VectorImm(convert, NewVector(), Vector1(S390VectorFloat.Lengthen, NewVector(), source), TowardZero);
        Reg oddInts = VectorImm(convert, NewVector(), Vector1(S390VectorFloat.Lengthen, NewVector(), odd), TowardZero);
        Reg left = Vector2(S390Vector.Vmrh[3], NewVector(), evenInts, oddInts);
        Reg right = Vector2(S390Vector.Vmrl[3], NewVector(), evenInts, oddInts);
        return Vector2(narrow, DefReg(n.Id), left, right);
    }
}
