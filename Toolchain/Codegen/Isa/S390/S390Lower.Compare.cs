// Comparisons. A comparison is emitted where its outcome is used (branch, select, trap) and again where its value is wanted. Branches compare
// registers, and small numbers, by themselves. Comparisons of floats give condition code 3 for unordered operands, which no condition but
// "not equal" includes.
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

internal sealed partial class S390Lower
{
    /// <summary>What says, for a branch or trap, that <paramref name="condition"/> is not zero.</summary>
    private S390Test EmitTest(Value condition)
    {
        NodeView c = View(condition);
        switch (c.Op)
        {
            case Opcode.Icmp:
                return IntTest(c);
            case Opcode.Fcmp or Opcode.VanyTrue or Opcode.VallTrue:
                return S390Test.Flags(EmitFlags(condition));
            case Opcode.Iand when TryTestBits(c, out S390Cond cond):
                return S390Test.Flags(cond);
            default:
                return S390Test.NotZero(UseReg(condition), c.Type.Size);
        }
    }

    private S390Test IntTest(NodeView c)
    {
        int size = TypeOf(c.A).Size;
        IntCc cc = c.IntCc;
        (NodeView a, NodeView b) = (View(c.A), View(c.B));
        if (a.Op == Opcode.Iconst && b.Op != Opcode.Iconst)
        {
            (a, b, cc) = (b, a, cc.Swapped);
        }

        (S390Cond cond, bool isUnsigned) = Cond(cc);
        if (b is not { Op: Opcode.Iconst, Imm: var k })
        {
            return new S390Test(S390TestKind.Registers, cond, UseReg(a.Id), UseReg(b.Id), Size: (byte)size, IsUnsigned: isUnsigned);
        }

        // tmll a, bits: condition code 0 if they are all clear
        if (k == 0 && cc is IntCc.Equal or IntCc.NotEqual && a is { Op: Opcode.Iand, IsSingleUse: true } && TryTestBits(a, out S390Cond any))
        {
            return S390Test.Flags(cc == IntCc.NotEqual ? any : S390Regs.Invert(any));
        }

        if (isUnsigned ? k is >= 0 and <= byte.MaxValue : k is >= sbyte.MinValue and <= sbyte.MaxValue)
        {
            return new S390Test(S390TestKind.Number, cond, UseReg(a.Id), Imm: k, Size: (byte)size, IsUnsigned: isUnsigned);
        }

        S390Op? op = IsMadeElsewhere(b.Id) ? null : (isUnsigned, size) switch
        {
            (false, 4) => k is >= short.MinValue and <= short.MaxValue ? S390Int.Chi : S390Int.Cfi,
            (false, _) when FitsInt32(k) => k is >= short.MinValue and <= short.MaxValue ? S390Int.Cghi : S390Int.Cgfi,
            (true, 4) => S390Int.Clfi,
            (true, _) when (ulong)k <= uint.MaxValue => S390Int.Clgfi,
            _ => null,
        };
        if (op is null)
        {
            return new S390Test(S390TestKind.Registers, cond, UseReg(a.Id), UseReg(b.Id), Size: (byte)size, IsUnsigned: isUnsigned);
        }

        Emit(S390Inst.CompareImm(op, UseReg(a.Id), isUnsigned && size == 4 ? (uint)k : k));
        return S390Test.Flags(cond);
    }

    private bool TryTestBits(NodeView and, out S390Cond cond)
    {
        cond = S390Cond.NotEqual;
        if (and.Type == IrType.V128 || View(and.B) is not { Op: Opcode.Iconst, Imm: var k })
        {
            return false;
        }

        ulong bits = and.Type.Size == 4 ? (uint)k : (ulong)k;
        int part = bits == 0 ? 0 : BitOperations.TrailingZeroCount(bits) / 16;
        if (bits >> (part * 16) > ushort.MaxValue)
        {
            return false;
        }

        S390Op op = part switch { 0 => S390Int.Tmll, 1 => S390Int.Tmlh, 2 => S390Int.Tmhl, _ => S390Int.Tmhh };
        Emit(S390Inst.CompareImm(op, UseReg(and.A), (long)(bits >> (part * 16))));
        return true;
    }

    /// <summary>Sets the condition code; the mask that says that <paramref name="condition"/> is not zero.</summary>
    private S390Cond EmitFlags(Value condition)
    {
        NodeView c = View(condition);
        switch (c.Op)
        {
            case Opcode.Fcmp:
                bool isDouble = TypeOf(c.A) == IrType.F64;
                Emit(S390Inst.Compare(isDouble ? S390VectorFloat.CompareD : S390VectorFloat.CompareS, UseReg(c.A), UseReg(c.B)));
                return Cond(c.FloatCc);
            case Opcode.VanyTrue:
                // vtm a, a: condition code 0 if no bit is set
                Reg bits = UseReg(c.A);
                Emit(S390Inst.Compare(S390Vector.Vtm, bits, bits));
                return S390Cond.NotEqual;
            case Opcode.VallTrue:
                // vceqs t, a, 0: condition code 3 if no lane is zero
                Emit(S390Inst.Reg3(S390Vector.Vceqs.Of(c.Lanes), NewReg(IrType.V128), UseReg(c.A), LoadVector(0)));
                return S390Cond.Overflow;
            default:
                S390Test test = EmitTest(condition);
                if (test.Kind != S390TestKind.Flags)
                {
                    Emit(test.Compare());
                }

                return test.Cond;
        }
    }

    private static (S390Cond Cond, bool IsUnsigned) Cond(IntCc cc) => cc switch
    {
        IntCc.Equal => (S390Cond.Equal, false),
        IntCc.NotEqual => (S390Cond.LowHigh, false),
        IntCc.SignedLessThan => (S390Cond.Low, false),
        IntCc.SignedGreaterThanOrEqual => (S390Cond.HighEqual, false),
        IntCc.SignedGreaterThan => (S390Cond.High, false),
        IntCc.SignedLessThanOrEqual => (S390Cond.LowEqual, false),
        IntCc.UnsignedLessThan => (S390Cond.Low, true),
        IntCc.UnsignedGreaterThanOrEqual => (S390Cond.HighEqual, true),
        IntCc.UnsignedGreaterThan => (S390Cond.High, true),
        IntCc.UnsignedLessThanOrEqual => (S390Cond.LowEqual, true),
    };

    private static S390Cond Cond(FloatCc cc) => cc switch
    {
        FloatCc.Equal => S390Cond.Equal,
        FloatCc.NotEqual => S390Cond.NotEqual,
        FloatCc.LessThan => S390Cond.Low,
        FloatCc.GreaterThan => S390Cond.High,
        FloatCc.LessThanOrEqual => S390Cond.LowEqual,
        FloatCc.GreaterThanOrEqual => S390Cond.HighEqual,
    };

    /// <summary>0 or 1 in a register: lghi r, 0; locghi r, 1, condition.</summary>
    private Reg SetValue(NodeView n)
    {
        // srlg r, a, 63: the sign
        if (n is { Op: Opcode.Icmp, IntCc: IntCc.SignedLessThan } && View(n.B) is { Op: Opcode.Iconst, Imm: 0 })
        {
            bool isWide = TypeOf(n.A).Size == 8;
            Emit(S390Inst.Run(DefReg(n.Id), UseReg(n.A), 63, 63, isWide ? 1 : 33));
            return DefReg(n.Id);
        }

        // sgrk t, a, b; srlg r, t, 63: the sign of a difference that cannot overflow
        if (n.Op == Opcode.Icmp && TypeOf(n.A) == IrType.I32 && HasZeroUpperHalf(n.A) && HasZeroUpperHalf(n.B))
        {
            (Value low, Value high) = n.IntCc == IntCc.UnsignedGreaterThan ? (n.B, n.A) : (n.A, n.B);
            Reg difference = NewReg(RegClass.Int);
            bool isZero = View(n.B) is { Op: Opcode.Iconst, Imm: 0 };
            if (n.IntCc is IntCc.UnsignedLessThan or IntCc.UnsignedGreaterThan && !isZero && View(n.B).Op != Opcode.Iconst)
            {
                Emit(S390Inst.Reg3(S390Int.Sgrk, difference, UseReg(low), UseReg(high)));
            }
            else if (n.IntCc == IntCc.Equal && isZero)
            {
                Emit(S390Inst.RegImm(S390Int.Aghik, difference, UseReg(n.A), -1));
            }
            else if (n.IntCc == IntCc.NotEqual && isZero)
            {
                Emit(S390Inst.Reg2(S390Int.Lcgr, difference, UseReg(n.A)));
            }
            else
            {
                difference = Reg.None;
            }

            if (difference.IsValid)
            {
                Emit(S390Inst.Shift(S390Int.Srlg, DefReg(n.Id), difference, 63));
                return DefReg(n.Id);
            }
        }

        Reg zero = LoadImmediate(8, 0);
        S390Cond cond = EmitFlags(n.Id);
        Emit(S390Inst.RegImm(S390Int.Locghi, DefReg(n.Id), zero, 1) with { Cond = (byte)cond });
        return DefReg(n.Id);
    }

    private Reg Select(NodeView n)
    {
        // locghi r, k, condition: r is the other value
        bool takesNumber = IsSelected(n, n.B);
        if (takesNumber || IsSelected(n, n.C))
        {
            (Value number, Value other) = takesNumber ? (n.B, n.C) : (n.C, n.B);
            Reg kept = UseReg(other);
            S390Cond wanted = EmitFlags(n.A);
            wanted = takesNumber ? wanted : S390Regs.Invert(wanted);
            Emit(S390Inst.RegImm(S390Int.Locghi, DefReg(n.Id), kept, View(number).Imm) with { Cond = (byte)wanted });
            return DefReg(n.Id);
        }

        (Reg whenTrue, Reg whenFalse) = (UseReg(n.B), UseReg(n.C));
        if (whenTrue == whenFalse)
        {
            Emit(S390Inst.Move(DefReg(n.Id), whenTrue));
            return DefReg(n.Id);
        }

        S390Cond cond = EmitFlags(n.A);
        if (n.Type.IsFloat)
        {
            Emit(new MachInst { Op = (ushort)S390Pseudo.Select, R0 = DefReg(n.Id), R1 = whenTrue, R2 = whenFalse, Cond = (byte)cond });
            return DefReg(n.Id);
        }

        Emit(HasMiscellaneous3
            ? S390Inst.Reg3(S390Int.Selgr, DefReg(n.Id), whenTrue, whenFalse) with { Cond = (byte)cond }
            : S390Inst.Reg3(S390Int.Locgr, DefReg(n.Id), whenFalse, whenTrue) with { Cond = (byte)cond });
        return DefReg(n.Id);
    }

    // 32 bits are selected with a clear upper half.
    private bool IsSelected(NodeView select, Value arm) =>
        View(arm) is { Op: Opcode.Iconst, Imm: <= short.MaxValue and var k } && k >= (select.Type.Size == 8 ? short.MinValue : 0);

    private Reg TrapIf(S390Test test, byte code, uint location)
    {
        Emit(test.In(SharedPseudo.TrapIf) with { TrapCode = code, Source = location });
        return Reg.None;
    }
}
