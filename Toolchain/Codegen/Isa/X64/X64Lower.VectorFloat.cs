// Float vectors, where x86 and wasm differ: minimum and maximum of NaNs and zeros, conversions out of range and of unsigned integers.
// All sequences are straight-line code.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Lower
{
    // Predicates of cmpps and cmppd.
    private const int IsEqual = 0, IsLess = 1, IsLessOrEqual = 2, IsUnordered = 3, IsNotEqual = 4;

    private Reg LowerVectorFloat(NodeView n)
    {
        bool wide = n.Lanes == Lanes.F64x2;
        return n.Op switch
        {
            Opcode.Vabs => V2(X64Vector.Pand, DefReg(n.Id), UseReg(n.A), MagnitudeMask(n.Lanes.Scalar)),
            Opcode.Vneg => V2(X64Sse.Pxor, DefReg(n.Id), UseReg(n.A), SignMask(n.Lanes.Scalar)),
            Opcode.Vround => V1(wide ? X64Vector.Roundpd : X64Vector.Roundps, DefReg(n.Id), VectorOperand(n.A), (int)n.Imm | 8),
            Opcode.Vfcmp => CompareFloats(n),

            // minps x, y is x < y ? x : y, pmin(a, b) is b < a ? b : a
            Opcode.Vpmin => V2(wide ? X64Sse.Minpd : X64Sse.Minps, DefReg(n.Id), UseReg(n.B), VectorOperand(n.A)),
            Opcode.Vpmax => V2(wide ? X64Sse.Maxpd : X64Sse.Maxps, DefReg(n.Id), UseReg(n.B), VectorOperand(n.A)),
            Opcode.Vfmin => Minimum(n, wide),
            Opcode.Vfmax => Maximum(n, wide),
            Opcode.Vmadd or Opcode.Vnmadd => MultiplyAdd(n, wide, negate: n.Op == Opcode.Vnmadd),
            Opcode.VconvertU => wide ? DoublesFromUnsigned(n) : SinglesFromUnsigned(n),
            Opcode.VtruncSatS => wide ? DoublesToSigned(n) : SinglesToSigned(n),
            Opcode.VtruncSatU => wide ? DoublesToUnsigned(n, saturating: true) : SinglesToUnsigned(n),
            Opcode.VtruncRelaxedU => wide ? DoublesToUnsigned(n, saturating: false) : SinglesToUnsignedRelaxed(n),
            _ => Misplaced(n),
        };
    }

    private Reg CompareFloats(NodeView n)
    {
        var cc = (FloatCc)n.LaneCondition;
        (Value a, Value b) = cc is FloatCc.GreaterThan or FloatCc.GreaterThanOrEqual ? (n.B, n.A) : (n.A, n.B);
        int predicate = cc switch
        {
            FloatCc.Equal => IsEqual,
            FloatCc.NotEqual => IsNotEqual,
            FloatCc.LessThan or FloatCc.GreaterThan => IsLess,
            FloatCc.LessThanOrEqual or FloatCc.GreaterThanOrEqual => IsLessOrEqual,
        };
        return V2(CompareRow(n.Lanes == Lanes.F64x2), DefReg(n.Id), UseReg(a), VectorOperand(b), predicate);
    }

    private static X64Op CompareRow(bool wide) => wide ? X64Vector.Cmppd : X64Vector.Cmpps;

    private Reg Minimum(NodeView n, bool wide)
    {
        // minps gives its second operand for NaNs and for zeros of both signs; both orders or-ed are -0, or a NaN with too many bits.
        X64Op min = wide ? X64Sse.Minpd : X64Sse.Minps;
        Reg a = UseReg(n.A);
        Reg b = UseReg(n.B);
        Reg one = V2(min, a, b);
        Reg other = V2(min, b, a);
        Reg either = V2(X64Vector.Por, one, other);
        Reg nan = V2(CompareRow(wide), NewVector(), one, other, IsUnordered);
        return QuietNan(n, V2(X64Vector.Por, either, nan), nan, wide);
    }

    private Reg Maximum(NodeView n, bool wide)
    {
        // Where the orders differ only in the sign of zero, or-ing sets it and subtracting the difference gives +0.
        X64Op max = wide ? X64Sse.Maxpd : X64Sse.Maxps;
        Reg a = UseReg(n.A);
        Reg b = UseReg(n.B);
        Reg one = V2(max, a, b);
        Reg difference = V2(X64Sse.Pxor, one, V2(max, b, a));
        Reg either = V2(X64Vector.Por, one, difference);
        Reg result = V2(wide ? X64Sse.Subpd : X64Sse.Subps, either, difference);
        Reg nan = V2(CompareRow(wide), NewVector(), either, either, IsUnordered);
        return QuietNan(n, result, nan, wide);
    }

    // Clears all bits of a NaN behind the first bit of its fraction.
    private Reg QuietNan(NodeView n, Reg value, Reg isNan, bool wide)
    {
        Reg fraction = wide ? ShiftBy(X64Vector.PsrlqImm, isNan, 13) : ShiftBy(X64Vector.PsrldImm, isNan, 10);
        return V2(X64Vector.Pandn, DefReg(n.Id), fraction, value);
    }

    private Reg MultiplyAdd(NodeView n, bool wide, bool negate)
    {
        if (!HasFma)
        {
            Reg product = V2(wide ? X64Sse.Mulpd : X64Sse.Mulps, UseReg(n.A), VectorOperand(n.B));
            return negate
                ? V2(wide ? X64Sse.Subpd : X64Sse.Subps, DefReg(n.Id), UseReg(n.C), product)
                : V2(wide ? X64Sse.Addpd : X64Sse.Addps, DefReg(n.Id), product, VectorOperand(n.C));
        }

        X64Op row = (negate, wide) switch
        {
            (false, false) => X64Vector.Vfmadd231ps,
            (false, true) => X64Vector.Vfmadd231pd,
            (true, false) => X64Vector.Vfnmadd231ps,
            (true, true) => X64Vector.Vfnmadd231pd,
        };
        (Value a, Value b) = CanBeVectorMemory(View(n.A)) ? (n.B, n.A) : (n.A, n.B);
        MachInst inst = new() { Op = row.Id, R0 = DefReg(n.Id), R1 = UseReg(a), R4 = UseReg(n.C) };
        SetRm(ref inst, VectorOperand(b));
        Emit(inst);
        return inst.R0;
    }

    private Reg SinglesFromUnsigned(NodeView n)
    {
        // Both halves convert exactly; only the sum is rounded.
        Reg a = UseReg(n.A);
        Reg low = V1(X64Vector.Cvtdq2ps, V2(X64Vector.Pand, a, Pool(Lanes.I32x4, 0xffff)));
        Reg high = V1(X64Vector.Cvtdq2ps, ShiftBy(X64Vector.PsrldImm, a, 16));
        return V2(X64Sse.Addps, DefReg(n.Id), V2(X64Sse.Mulps, high, Pool(Lanes.F32x4, 0x4780_0000)), low); // 65536
    }

    private Reg DoublesFromUnsigned(NodeView n)
    {
        // With the upper half of 2^52 above it, the integer is the fraction of 2^52 + a.
        Reg biased = V2(X64Sse.Unpcklps, UseReg(n.A), Pool(Lanes.I32x4, 0x4330_0000));
        return V2(X64Sse.Subpd, DefReg(n.Id), biased, Pool(Lanes.F64x2, 0x4330_0000_0000_0000));
    }

    private Reg SinglesToSigned(NodeView n)
    {
        // NaN becomes 0 first; cvttps2dq gives 80000000 for all it cannot convert, of which 2^31 and above are flipped.
        Reg a = UseReg(n.A);
        Reg number = V2(X64Vector.Pand, V2(X64Vector.Cmpps, NewVector(), a, a, IsEqual), a);
        Reg limit = LoadVectorConstant(LaneShapes.Repeat(Lanes.F32x4, 0x4f00_0000)); // 2^31
        Reg large = V2(X64Vector.Cmpps, NewVector(), limit, number, IsLessOrEqual);
        return V2(X64Sse.Pxor, DefReg(n.Id), V1(X64Vector.Cvttps2dq, number), large);
    }

    private Reg SinglesToUnsigned(NodeView n)
    {
        // maxps gives its second operand for a NaN. What is above 2^31 is converted apart, saturated, and added to 80000000.
        Reg zero = VectorZero();
        Reg a = V2(X64Sse.Maxps, UseReg(n.A), zero);
        Reg limit = LoadVectorConstant(LaneShapes.Repeat(Lanes.F32x4, 0x4f00_0000)); // 2^31
        Reg low = V1(X64Vector.Cvttps2dq, a);
        Reg rest = V2(X64Sse.Subps, a, limit);
        Reg large = V2(X64Vector.Cmpps, NewVector(), limit, rest, IsLessOrEqual);
        Reg high = V2(X64Sse.Pxor, V1(X64Vector.Cvttps2dq, rest), large);
        return V2(X64Vector.Paddd, DefReg(n.Id), low, V2(X64Vector.Pmaxsd, high, zero));
    }

    private Reg SinglesToUnsignedRelaxed(NodeView n)
    {
        // Below 2^31 the first conversion is right; from there on it is 80000000, to which the rest is or-ed.
        Reg a = UseReg(n.A);
        Reg low = V1(X64Vector.Cvttps2dq, a);
        Reg rest = V1(X64Vector.Cvttps2dq, V2(X64Sse.Subps, a, Pool(Lanes.F32x4, 0x4f00_0000))); // 2^31
        Reg high = V2(X64Vector.Pand, ShiftBy(X64Vector.PsradImm, low, 31), rest);
        return V2(X64Vector.Por, DefReg(n.Id), low, high);
    }

    private Reg DoublesToSigned(NodeView n)
    {
        // The limit is 0 for a NaN, which minpd then gives.
        Reg a = UseReg(n.A);
        Reg isNumber = V2(X64Vector.Cmppd, NewVector(), a, a, IsEqual);
        Reg limit = V2(X64Vector.Pand, isNumber, Pool(Lanes.F64x2, 0x41df_ffff_ffc0_0000)); // 2^31 - 1
        return V1(X64Vector.Cvttpd2dq, DefReg(n.Id), V2(X64Sse.Minpd, a, limit));
    }

    private Reg DoublesToUnsigned(NodeView n, bool saturating)
    {
        Reg zero = VectorZero();
        Reg a = UseReg(n.A);
        if (saturating)
        {
            a = V2(X64Sse.Minpd, V2(X64Sse.Maxpd, a, zero), Pool(Lanes.F64x2, 0x41ef_ffff_ffe0_0000)); // 2^32 - 1
        }

        // Added to 2^52, the integer is the lower half of the fraction.
        Reg whole = V1(X64Vector.Roundpd, NewVector(), a, (int)RoundingMode.Truncate | 8);
        Reg biased = V2(X64Sse.Addpd, whole, Pool(Lanes.F64x2, 0x4330_0000_0000_0000));
        return V2(X64Vector.Shufps, DefReg(n.Id), biased, zero, 0x88);
    }
}
