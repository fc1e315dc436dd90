// Vectors with the extension V: memory, constants, arithmetic of integers, comparisons and masks. A comparison leaves a bit for each lane in v0;
// what wants all bits of the lanes makes them of it. No sequence leaves anything in v0 for another operation.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

internal sealed partial class Rv64Lower
{
    private const int VectorBytes = 16;
    private const int HalfBytes = 8;

    // More steps than that, and a vector of equal lanes comes from memory.
    private const int MostLaneSteps = 2;

    private Reg LowerVector(NodeView n)
    {
        Rv64VectorType type = Rv64VectorTypes.Of(n.Lanes);
        if (Rv64VectorRows.Binary(n.Op, n.Lanes) is { } forms)
        {
            return n.Op == Opcode.Vsub ? Subtract(n, forms, type) : Binary(n, forms, type);
        }

        return n.Op switch
        {
            Opcode.Iand or Opcode.Ior or Opcode.Ixor => VectorLogic(n, Rv64VectorRows.Logic(n.Op)!),
            Opcode.VandNot => Vector2(Rv64Vector.VandVv, Rv64VectorType.Any, DefReg(n.Id), UseReg(n.A), Inverted(UseReg(n.B))),
            Opcode.Vbitselect => BitSelect(n),
            Opcode.Vneg when !n.Lanes.AreFloats => VectorImm(Rv64Vector.VrsubVi, type, DefReg(n.Id), UseReg(n.A), 0),
            Opcode.Vabs when !n.Lanes.AreFloats => Absolute(n, type),
            Opcode.Vavgr => RoundedHalvesUp(Rv64Vector.VaadduVv, n, type),
            Opcode.Vq15mulr or Opcode.Vq15mulrRelaxed => RoundedHalvesUp(Rv64Vector.VsmulVv, n, Rv64VectorType.E16),
            Opcode.Vpopcnt => CountOnes(n),
            Opcode.Vshl or Opcode.VshrS or Opcode.VshrU => VectorShift(n, type),
            Opcode.Vicmp or Opcode.Vfcmp => CompareLanes(n, type),
            Opcode.VanyTrue => AnyTrue(n),
            Opcode.VallTrue => AllTrue(n, type),
            Opcode.Vbitmask => BitMask(n, type),
            Opcode.VnarrowS or Opcode.VnarrowU => Narrow(n),
            Opcode.VextendLowS or Opcode.VextendHighS or Opcode.VextendLowU or Opcode.VextendHighU => Extend(n),
            Opcode.VextmulLowS or Opcode.VextmulHighS or Opcode.VextmulLowU or Opcode.VextmulHighU => ExtendedProducts(n),
            Opcode.VextaddS => SumOfNeighbours(n, Rv64Vector.VsraVi),
            Opcode.VextaddU => SumOfNeighbours(n, Rv64Vector.VsrlVi),
            Opcode.Vdot => Dot(n, Lanes.I16x8),
            Opcode.VdotRelaxed => Dot(n, Lanes.I8x16),
            Opcode.Vsplat => Splat(n, type),
            Opcode.VextractS or Opcode.VextractU => ExtractLane(n, type),
            Opcode.Vinsert => InsertLane(n, type),
            Opcode.Vshuffle => Shuffle(n),
            Opcode.Vswizzle or Opcode.VswizzleRelaxed => Swizzle(n),
            _ => LowerVectorFloat(n, type),
        };
    }

    private Reg NewVector() => NewReg(IrType.V128);

    private Reg EmitVector(Rv64Op op, Rv64VectorType type, Reg d, Reg a, Reg b, long imm, Reg old)
    {
        Emit(Rv64Inst.Make(op) with { R0 = d, R1 = a, R2 = b, R4 = old, Imm = imm, Size = (byte)type });
        return d;
    }

    private Reg Vector1(Rv64Op op, Rv64VectorType type, Reg d, Reg a) => EmitVector(op, type, d, a, Reg.None, 0, Reg.None);

    private Reg Vector1(Rv64Op op, Rv64VectorType type, Reg a) => Vector1(op, type, NewVector(), a);

    private Reg Vector2(Rv64Op op, Rv64VectorType type, Reg d, Reg a, Reg b) => EmitVector(op, type, d, a, b, 0, Reg.None);

    private Reg Vector2(Rv64Op op, Rv64VectorType type, Reg a, Reg b) => Vector2(op, type, NewVector(), a, b);

    private Reg VectorImm(Rv64Op op, Rv64VectorType type, Reg d, Reg a, long imm) => EmitVector(op, type, d, a, Reg.None, imm, Reg.None);

    private Reg VectorImm(Rv64Op op, Rv64VectorType type, Reg a, long imm) => VectorImm(op, type, NewVector(), a, imm);

    private Reg Inverted(Reg a) => VectorImm(Rv64Vector.VxorVi, Rv64VectorType.Any, a, -1);

    // v0 chooses the second one.
    private Reg Merge(Rv64VectorType type, Reg d, Reg whenClear, Reg whenSet) => Vector2(Rv64Vector.VmergeVvm, type, d, whenClear, whenSet);

    private Reg LoadVector(UInt128 bits)
    {
        Reg register = NewVector();
        MachInst constant = new() { Op = (ushort)Rv64Pseudo.VectorConstant, R0 = register, Source = CodeBuffer.NoSource };
        if (bits == 0 || bits == UInt128.MaxValue)
        {
            Emit(constant with { Size = (byte)Rv64VectorType.Any, Imm = (long)bits });
        }
        else if (TryRepeated(bits, out Lanes lanes, out long lane) && IsShortLane(lane))
        {
            Emit(constant with { Size = (byte)Rv64VectorTypes.Of(lanes), Imm = lane });
        }
        else
        {
            Span<byte> data = stackalloc byte[VectorBytes];
            BinaryPrimitives.WriteUInt128LittleEndian(data, bits);
            Emit(constant with { Target = buffer.AddConstant(data).Index });
        }

        return register;
    }

    private static bool IsShortLane(long lane)
    {
        Span<(Rv64ConstantStep Step, int Value)> steps = stackalloc (Rv64ConstantStep, int)[Rv64Constants.MostSteps];
        return Rv64Constants.Steps(lane, steps) <= MostLaneSteps;
    }

    /// <summary>The narrowest lanes that are all equal, and their content with its sign.</summary>
    private static bool TryRepeated(UInt128 bits, out Lanes lanes, out long lane)
    {
        for (lanes = Lanes.I8x16; lanes <= Lanes.I64x2; lanes++)
        {
            int unused = 64 - (lanes.Bytes * 8);
            lane = (long)((ulong)bits << unused) >> unused;
            if (LaneShapes.Repeat(lanes, (ulong)lane) == bits)
            {
                return true;
            }
        }

        lane = 0;
        return false;
    }

    /// <summary>Whether all lanes of an operand are one integer: a number, or else a value.</summary>
    private bool TryRepeated(Value operand, Lanes lanes, out long number, out Value scalar)
    {
        NodeView node = View(operand);
        (number, scalar) = (0, Value.None);
        if (node.Op == Opcode.Vsplat && node.Lanes == lanes)
        {
            scalar = node.A;
            return true;
        }

        if (node.Op != Opcode.V128const || !TryRepeated(Ir.Vectors[(int)node.Imm], out Lanes narrowest, out number) || narrowest.Bytes > lanes.Bytes)
        {
            return false;
        }

        int unused = 64 - (lanes.Bytes * 8);
        number = (long)((ulong)Ir.Vectors[(int)node.Imm] << unused) >> unused;
        return true;
    }

    private Reg ScalarOf(Lanes lanes, Value scalar) => UseOrZero(StoredBits(scalar, lanes.Bytes));

    private Reg LoadNumber(long number) => number == 0 ? Rv64Regs.Zero : LoadImmediate(number);

    private Reg Binary(NodeView n, Rv64VectorForms forms, Rv64VectorType type)
    {
        (Value a, Value b) = (n.A, n.B);
        if (forms.Scalar is not null)
        {
            if (OpcodeTable.Of(n.Op).IsCommutative && TryRepeated(a, n.Lanes, out _, out _))
            {
                (a, b) = (b, a);
            }

            if (TryRepeated(b, n.Lanes, out long number, out Value scalar))
            {
                return WithNumber(forms, type, n, a, number, scalar, n.Lanes);
            }
        }

        return Vector2(forms.Vectors, type, DefReg(n.Id), UseReg(a), UseReg(b));
    }

    private Reg WithNumber(Rv64VectorForms forms, Rv64VectorType type, NodeView n, Value a, long number, Value scalar, Lanes lanes)
    {
        if (!scalar.IsNone)
        {
            return Vector2(forms.Scalar!, type, DefReg(n.Id), UseReg(a), ScalarOf(lanes, scalar));
        }

        return forms.Immediate is { } immediate && Rv64Constants.FitsImm5(number)
            ? VectorImm(immediate, type, DefReg(n.Id), UseReg(a), number)
            : Vector2(forms.Scalar!, type, DefReg(n.Id), UseReg(a), LoadNumber(number));
    }

    // A difference with a number is a sum or the difference the other way round.
    private Reg Subtract(NodeView n, Rv64VectorForms forms, Rv64VectorType type)
    {
        if (n.Lanes.AreFloats)
        {
            return Binary(n, forms, type);
        }

        if (TryRepeated(n.B, n.Lanes, out long number, out Value scalar) && scalar.IsNone && Rv64Constants.FitsImm5(-number))
        {
            return VectorImm(Rv64Vector.VaddVi, type, DefReg(n.Id), UseReg(n.A), -number);
        }

        if (TryRepeated(n.A, n.Lanes, out number, out scalar))
        {
            return WithNumber(new(forms.Vectors, Rv64Vector.VrsubVx, Rv64Vector.VrsubVi), type, n, n.B, number, scalar, n.Lanes);
        }

        return Binary(n, forms, type);
    }

    private Reg VectorLogic(NodeView n, Rv64VectorForms forms)
    {
        for (Lanes lanes = Lanes.I8x16; lanes <= Lanes.I64x2; lanes++)
        {
            if (TryRepeated(n.B, lanes, out long number, out Value scalar))
            {
                Rv64VectorType type = scalar.IsNone && number == -1 ? Rv64VectorType.Any : Rv64VectorTypes.Of(lanes);
                return WithNumber(forms, type, n, n.A, number, scalar, lanes);
            }
        }

        return Vector2(forms.Vectors, Rv64VectorType.Any, DefReg(n.Id), UseReg(n.A), UseReg(n.B));
    }

    // b ^ ((a ^ b) & c), unless c is a comparison: then its mask chooses.
    private Reg BitSelect(NodeView n)
    {
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        if (TryCompareInMask(n.C, out Rv64VectorType type))
        {
            return Merge(type, DefReg(n.Id), b, a);
        }

        Reg differing = Vector2(Rv64Vector.VxorVv, Rv64VectorType.Any, a, b);
        Reg changed = Vector2(Rv64Vector.VandVv, Rv64VectorType.Any, differing, UseReg(n.C));
        return Vector2(Rv64Vector.VxorVv, Rv64VectorType.Any, DefReg(n.Id), b, changed);
    }

    private Reg Absolute(NodeView n, Rv64VectorType type)
    {
        Reg a = UseReg(n.A);
        return Vector2(Rv64Vector.VmaxVv, type, DefReg(n.Id), a, VectorImm(Rv64Vector.VrsubVi, type, a, 0));
    }

    private Reg RoundedHalvesUp(Rv64Op op, NodeView n, Rv64VectorType type)
    {
        Emit(Rv64Inst.SetControl(Rv64Regs.VectorRounding, 0));
        return Vector2(op, type, DefReg(n.Id), UseReg(n.A), UseReg(n.B));
    }

    // A table says how many bits are set in four.
    private Reg CountOnes(NodeView n)
    {
        UInt128 counts = new(0x0403_0302_0302_0201, 0x0302_0201_0201_0100);
        (Reg a, Reg table) = (UseReg(n.A), LoadVector(counts));
        Reg low = Vector2(Rv64Vector.VrgatherVv, Rv64VectorType.E8, table, VectorImm(Rv64Vector.VandVi, Rv64VectorType.E8, a, 15));
        Reg high = Vector2(Rv64Vector.VrgatherVv, Rv64VectorType.E8, table, VectorImm(Rv64Vector.VsrlVi, Rv64VectorType.E8, a, 4));
        return Vector2(Rv64Vector.VaddVv, Rv64VectorType.E8, DefReg(n.Id), low, high);
    }

    // The machine takes the count modulo the width, as wasm does.
    private Reg VectorShift(NodeView n, Rv64VectorType type)
    {
        (Rv64Op scalar, Rv64Op immediate) = n.Op switch
        {
            Opcode.Vshl => (Rv64Vector.VsllVx, Rv64Vector.VsllVi),
            Opcode.VshrS => (Rv64Vector.VsraVx, Rv64Vector.VsraVi),
            _ => (Rv64Vector.VsrlVx, Rv64Vector.VsrlVi),
        };
        if (View(n.B) is { Op: Opcode.Iconst, Imm: var count })
        {
            long amount = count & ((n.Lanes.Bytes * 8) - 1);
            return amount < 32
                ? VectorImm(immediate, type, DefReg(n.Id), UseReg(n.A), amount)
                : Vector2(scalar, type, DefReg(n.Id), UseReg(n.A), LoadImmediate(amount));
        }

        return Vector2(scalar, type, DefReg(n.Id), UseReg(n.A), UseReg(ShiftCount(n.B, n.Lanes.Bytes)));
    }

    // All bits of the lanes in which a comparison holds.
    private Reg CompareLanes(NodeView n, Rv64VectorType type)
    {
        Compare(n, type);
        Reg zero = VectorImm(Rv64Vector.VmvVI, Rv64VectorType.Any, Reg.None, 0);
        return VectorImm(Rv64Vector.VmergeVim, type, DefReg(n.Id), zero, -1);
    }

    /// <summary>Puts a comparison into v0 if nothing but this wants its result.</summary>
    private bool TryCompareInMask(Value value, out Rv64VectorType type)
    {
        NodeView node = View(value);
        type = Rv64VectorTypes.Of(node.Lanes);
        if (node is not { Op: Opcode.Vicmp or Opcode.Vfcmp, IsSingleUse: true })
        {
            return false;
        }

        Compare(node, type);
        return true;
    }

    // v0 = where the comparison holds
    private void Compare(NodeView n, Rv64VectorType type)
    {
        if (n.Op == Opcode.Vfcmp)
        {
            (Rv64Op op, bool isFloatSwapped) = Rv64VectorRows.Compare((FloatCc)n.LaneCondition);
            (Reg left, Reg right) = isFloatSwapped ? (UseReg(n.B), UseReg(n.A)) : (UseReg(n.A), UseReg(n.B));
            _ = Vector2(op, type, Rv64Regs.MaskVector, left, right);
            return;
        }

        var cc = (IntCc)n.LaneCondition;
        if (TryRepeated(n.B, n.Lanes, out long number, out Value scalar) && TryCompareWithNumber(n, cc, type, number, scalar))
        {
            return;
        }

        (Rv64VectorForms forms, bool swapped) = Rv64VectorRows.Compare(cc);
        (Reg a, Reg b) = swapped ? (UseReg(n.B), UseReg(n.A)) : (UseReg(n.A), UseReg(n.B));
        _ = Vector2(forms.Vectors, type, Rv64Regs.MaskVector, a, b);
    }

    private bool TryCompareWithNumber(NodeView n, IntCc cc, Rv64VectorType type, long number, Value scalar)
    {
        if (scalar.IsNone)
        {
            // x < k is x <= k - 1, x >= k is x > k - 1, where k - 1 is less than k in every lane: unsigned, 0 has nothing below it.
            bool isUnsigned = cc is IntCc.UnsignedLessThan or IntCc.UnsignedGreaterThanOrEqual;
            (cc, number) = (cc, Rv64Constants.FitsImm5(number - 1) && !(isUnsigned && number <= 0)) switch
            {
                (IntCc.SignedLessThan, true) => (IntCc.SignedLessThanOrEqual, number - 1),
                (IntCc.UnsignedLessThan, true) => (IntCc.UnsignedLessThanOrEqual, number - 1),
                (IntCc.SignedGreaterThanOrEqual, true) => (IntCc.SignedGreaterThan, number - 1),
                (IntCc.UnsignedGreaterThanOrEqual, true) => (IntCc.UnsignedGreaterThan, number - 1),
                _ => (cc, number),
            };
        }

        (Rv64Op? withScalar, Rv64Op? withImmediate) = Rv64VectorRows.CompareWithNumber(cc);
        if (scalar.IsNone && withImmediate is not null && Rv64Constants.FitsImm5(number))
        {
            _ = VectorImm(withImmediate, type, Rv64Regs.MaskVector, UseReg(n.A), number);
            return true;
        }

        if (withScalar is null)
        {
            return false;
        }

        _ = Vector2(withScalar, type, Rv64Regs.MaskVector, UseReg(n.A), scalar.IsNone ? LoadNumber(number) : ScalarOf(n.Lanes, scalar));
        return true;
    }

    private Reg CountMask(Rv64VectorType type) => Vector1(Rv64Vector.VcpopM, type, NewReg(RegClass.Int), Rv64Regs.MaskVector);

    private Reg AnyTrue(NodeView n)
    {
        if (!TryCompareInMask(n.A, out Rv64VectorType type))
        {
            type = Rv64VectorType.E8;
            _ = VectorImm(Rv64Vector.VmsneVi, type, Rv64Regs.MaskVector, UseReg(n.A), 0);
        }

        return Int3(Rv64Int.Sltu, DefReg(n.Id), Rv64Regs.Zero, CountMask(type));
    }

    // No lane is zero; a lane of a comparison is, unless it holds.
    private Reg AllTrue(NodeView n, Rv64VectorType type)
    {
        NodeView a = View(n.A);
        if (a.Op is Opcode.Vicmp or Opcode.Vfcmp && Rv64VectorTypes.Of(a.Lanes) == type && TryCompareInMask(n.A, out _))
        {
            return RegImm(Rv64Int.Sltiu, DefReg(n.Id), RegImm(Rv64Int.Addi, CountMask(type), -n.Lanes.Count), 1);
        }

        _ = VectorImm(Rv64Vector.VmseqVi, type, Rv64Regs.MaskVector, UseReg(n.A), 0);
        return RegImm(Rv64Int.Sltiu, DefReg(n.Id), CountMask(type), 1);
    }

    private Reg BitMask(NodeView n, Rv64VectorType type)
    {
        NodeView a = View(n.A);
        if (a.Op is not (Opcode.Vicmp or Opcode.Vfcmp) || Rv64VectorTypes.Of(a.Lanes) != type || !TryCompareInMask(n.A, out _))
        {
            _ = Vector2(Rv64Vector.VmsltVx, type, Rv64Regs.MaskVector, UseReg(n.A), Rv64Regs.Zero);
        }

        // 16 bits are in a lane of 16; what is above them has no meaning.
        Rv64VectorType wide = type == Rv64VectorType.E8 ? Rv64VectorType.E16 : type;
        Reg bits = Vector1(Rv64Vector.VmvXS, wide, NewReg(RegClass.Int), Rv64Regs.MaskVector);
        return n.Lanes.Count == 16 ? ZeroExtend16(DefReg(n.Id), bits) : RegImm(Rv64Int.Andi, DefReg(n.Id), bits, (1 << n.Lanes.Count) - 1);
    }

    private Reg ZeroExtend16(Reg d, Reg a) =>
        HasZbb ? Int2(Rv64Bits.ZextH, d, a) : RegImm(Rv64Int.Srli, d, RegImm(Rv64Int.Slli, a, 48), 48);

    // Each operand to the lower half of a register, the second one from there to the upper half.
    private Reg Narrow(NodeView n)
    {
        Lanes narrow = n.Lanes - 1;
        bool isSigned = n.Op == Opcode.VnarrowS;
        Rv64Op clip = isSigned ? Rv64Vector.VnclipWi : Rv64Vector.VnclipuWi;
        Reg a = Source(n.A);
        Reg b = n.A == n.B ? a : Source(n.B);
        Reg low = VectorImm(clip, Rv64VectorTypes.HalfOf(narrow), a, 0);
        Reg high = VectorImm(clip, Rv64VectorTypes.HalfOf(narrow), b, 0);
        return EmitVector(Rv64Vector.VslideupVi, Rv64VectorTypes.Of(narrow), DefReg(n.Id), high, Reg.None, n.Lanes.Count, low);

        Reg Source(Value value) => isSigned
            ? UseReg(value)
            : Vector2(Rv64Vector.VmaxVx, Rv64VectorTypes.Of(n.Lanes), UseReg(value), Rv64Regs.Zero);
    }

    // The upper half moved down, by lanes of the type.
    private Reg UpperHalf(Reg a, Rv64VectorType type) => VectorImm(Rv64Vector.VslidedownVi, type, a, HalfBytes >> Rv64VectorTypes.WidthOf(type));

    private Reg Extend(NodeView n)
    {
        Rv64VectorType type = Rv64VectorTypes.Of(n.Lanes + 1);
        Rv64Op extend = n.Op is Opcode.VextendLowS or Opcode.VextendHighS ? Rv64Vector.VsextVf2 : Rv64Vector.VzextVf2;
        bool isHigh = n.Op is Opcode.VextendHighS or Opcode.VextendHighU;
        return Vector1(extend, type, DefReg(n.Id), isHigh ? UpperHalf(UseReg(n.A), type) : UseReg(n.A));
    }

    private Reg ExtendedProducts(NodeView n)
    {
        Rv64Op multiply = n.Op is Opcode.VextmulLowS or Opcode.VextmulHighS ? Rv64Vector.VwmulVv : Rv64Vector.VwmuluVv;
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        if (n.Op is Opcode.VextmulHighS or Opcode.VextmulHighU)
        {
            Rv64VectorType full = Rv64VectorTypes.Of(n.Lanes);
            Reg upper = UpperHalf(a, full);
            (a, b) = (upper, n.A == n.B ? upper : UpperHalf(b, full));
        }

        return Vector2(multiply, Rv64VectorTypes.HalfOf(n.Lanes), DefReg(n.Id), a, b);
    }

    // The lanes of a vector with even and with odd numbers, extended.
    private (Reg Even, Reg Odd) Neighbours(Reg a, Lanes lanes, Rv64Op shiftRight)
    {
        Rv64VectorType type = Rv64VectorTypes.Of(lanes + 1);
        int bits = lanes.Bytes * 8;
        Reg odd = VectorImm(shiftRight, type, a, bits);
        return (VectorImm(shiftRight, type, VectorImm(Rv64Vector.VsllVi, type, a, bits), bits), odd);
    }

    private Reg SumOfNeighbours(NodeView n, Rv64Op shiftRight)
    {
        (Reg even, Reg odd) = Neighbours(UseReg(n.A), n.Lanes, shiftRight);
        return Vector2(Rv64Vector.VaddVv, Rv64VectorTypes.Of(n.Lanes + 1), DefReg(n.Id), even, odd);
    }

    private Reg Dot(NodeView n, Lanes lanes)
    {
        Rv64VectorType type = Rv64VectorTypes.Of(lanes + 1);
        (Reg evenA, Reg oddA) = Neighbours(UseReg(n.A), lanes, Rv64Vector.VsraVi);
        (Reg evenB, Reg oddB) = n.A == n.B ? (evenA, oddA) : Neighbours(UseReg(n.B), lanes, Rv64Vector.VsraVi);
        Reg even = Vector2(Rv64Vector.VmulVv, type, evenA, evenB);
        Reg odd = Vector2(Rv64Vector.VmulVv, type, oddA, oddB);
        return Vector2(Rv64Vector.VaddVv, type, DefReg(n.Id), even, odd);
    }
}
