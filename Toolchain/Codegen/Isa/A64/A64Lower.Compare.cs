// Comparisons. A comparison is emitted where its flags are used (branch, select, trap) and again where its value is wanted. Comparisons with
// zero and tests of one bit need no flags when they decide a branch. Every comparison of floats is one condition over the flags of fcmp,
// chosen so that unordered operands give the right answer.
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

internal sealed partial class A64Lower
{
    /// <summary>What says, for a branch or trap, that <paramref name="condition"/> is not zero.</summary>
    private A64Test EmitTest(Value condition)
    {
        NodeView c = View(condition);
        switch (c.Op)
        {
            case Opcode.Icmp when View(c.B) is { Op: Opcode.Iconst, Imm: 0 }:
                return EmitZeroTest(c);
            case Opcode.Icmp or Opcode.Fcmp:
                return A64Test.Flags(EmitFlags(condition));
            case Opcode.VanyTrue or Opcode.VallTrue:
                return new A64Test(A64TestKind.NotZero, A64Cond.Ne, VectorTest(c, NewReg(RegClass.Int)), 8);
            case Opcode.Iand when TryBit(c, out Value tested, out int bit):
                return new A64Test(A64TestKind.BitSet, A64Cond.Ne, UseReg(tested), Bit: (byte)bit);
            default:
                return new A64Test(A64TestKind.NotZero, A64Cond.Ne, UseReg(condition), (byte)c.Type.Size);
        }
    }

    private A64Test EmitZeroTest(NodeView c)
    {
        int size = TypeOf(c.A).Size;
        NodeView a = View(c.A);
        byte sign = (byte)((size * 8) - 1);
        switch (c.IntCc)
        {
            case IntCc.Equal or IntCc.NotEqual when TryBit(a, out Value tested, out int bit):
                return new A64Test(c.IntCc == IntCc.Equal ? A64TestKind.BitClear : A64TestKind.BitSet, A64Cond.Eq, UseReg(tested), Bit: (byte)bit);
            case IntCc.Equal or IntCc.NotEqual when !(a is { Op: Opcode.Iand, IsSingleUse: true }):
                return new A64Test(c.IntCc == IntCc.Equal ? A64TestKind.Zero : A64TestKind.NotZero, A64Cond.Eq, UseReg(c.A), (byte)size);
            case IntCc.SignedLessThan:
                return new A64Test(A64TestKind.BitSet, A64Cond.Eq, UseReg(c.A), Bit: sign);
            case IntCc.SignedGreaterThanOrEqual:
                return new A64Test(A64TestKind.BitClear, A64Cond.Eq, UseReg(c.A), Bit: sign);
            default:
                return A64Test.Flags(EmitFlags(c.Id));
        }
    }

    private bool TryBit(NodeView node, out Value tested, out int bit)
    {
        if (node is { Op: Opcode.Iand } && View(node.B) is { Op: Opcode.Iconst, Imm: var k } && node.Type != IrType.V128)
        {
            ulong mask = node.Type.Size == 4 ? (uint)k : (ulong)k;
            if (BitOperations.PopCount(mask) == 1)
            {
                (tested, bit) = (node.A, BitOperations.TrailingZeroCount(mask));
                return true;
            }
        }

        (tested, bit) = (Value.None, 0);
        return false;
    }

    /// <summary>Sets the flags; the condition that says that <paramref name="condition"/> is not zero.</summary>
    private A64Cond EmitFlags(Value condition)
    {
        NodeView c = View(condition);
        switch (c.Op)
        {
            case Opcode.Icmp:
                return EmitIntCompare(c);
            case Opcode.Fcmp:
                return EmitFloatCompare(c);
            case Opcode.Iand:
                TestBits(c);
                return A64Cond.Ne;
            default:
                Reg value = c.Op is Opcode.VanyTrue or Opcode.VallTrue ? VectorTest(c, NewReg(RegClass.Int)) : UseReg(condition);
                Emit(A64Inst.CompareImm(A64Int.SubsImm, c.Op is Opcode.VanyTrue or Opcode.VallTrue ? 8 : c.Type.Size, value, 0));
                return A64Cond.Ne;
        }
    }

    private A64Cond EmitIntCompare(NodeView c)
    {
        int size = TypeOf(c.A).Size;
        IntCc cc = c.IntCc;
        (NodeView a, NodeView b) = (View(c.A), View(c.B));
        if (a.Op == Opcode.Iconst && b.Op != Opcode.Iconst)
        {
            (a, b, cc) = (b, a, cc.Swapped);
        }

        switch (b)
        {
            // tst x, y; carry is set after it never, so unsigned comparisons with zero do not go this way
            case { Op: Opcode.Iconst, Imm: 0 } when a is { Op: Opcode.Iand, IsSingleUse: true } && !IsUnsigned(cc):
                TestBits(a);
                break;

            // cmp a, #k; cmn a, #-k
            case { Op: Opcode.Iconst, Imm: var k } when IsImm12(k):
                Emit(A64Inst.CompareImm(A64Int.SubsImm, size, UseReg(a.Id), k));
                break;
            case { Op: Opcode.Iconst, Imm: var k } when k != long.MinValue && IsImm12(-k):
                Emit(A64Inst.CompareImm(A64Int.AddsImm, size, UseReg(a.Id), -k));
                break;
            default:
                if (TryExtended(b, size, out Value source, out A64Extend extend, out int left))
                {
                    Emit(A64Inst.Extended(A64Int.SubsExt, size, A64Regs.Zero, UseReg(a.Id), UseReg(source), extend, left));
                    break;
                }

                if (IsShift(a, forLogic: false) && !IsShift(b, forLogic: false))
                {
                    (a, b, cc) = (b, a, cc.Swapped);
                }

                (Reg second, A64Shift shift, int amount) = ShiftedOperand(b, size, forLogic: false);
                Emit(A64Inst.Shifted(A64Int.Subs, size, A64Regs.Zero, UseReg(a.Id), second, shift, amount));
                break;
        }

        return Cond(cc);
    }

    private static bool IsUnsigned(IntCc cc) =>
        cc is IntCc.UnsignedLessThan or IntCc.UnsignedGreaterThanOrEqual or IntCc.UnsignedGreaterThan or IntCc.UnsignedLessThanOrEqual;

    private void TestBits(NodeView and)
    {
        int size = and.Type.Size;
        if (View(and.B) is { Op: Opcode.Iconst, Imm: var k } && A64Immediates.TryEncodePattern((ulong)k, size, out _))
        {
            Emit(A64Inst.RegImm(A64Int.AndsImm, size, A64Regs.Zero, UseReg(and.A), k));
            return;
        }

        if (IsInversion(View(and.B)))
        {
            Emit(A64Inst.Shifted(A64Int.Bics, size, A64Regs.Zero, UseReg(and.A), UseReg(View(and.B).A), A64Shift.Lsl, 0));
            return;
        }

        (Reg second, A64Shift shift, int amount) = ShiftedOperand(View(and.B), size, forLogic: true);
        Emit(A64Inst.Shifted(A64Int.Ands, size, A64Regs.Zero, UseReg(and.A), second, shift, amount));
    }

    private static A64Cond Cond(IntCc cc) => cc switch
    {
        IntCc.Equal => A64Cond.Eq,
        IntCc.NotEqual => A64Cond.Ne,
        IntCc.SignedLessThan => A64Cond.Lt,
        IntCc.SignedGreaterThanOrEqual => A64Cond.Ge,
        IntCc.SignedGreaterThan => A64Cond.Gt,
        IntCc.SignedLessThanOrEqual => A64Cond.Le,
        IntCc.UnsignedLessThan => A64Cond.Lo,
        IntCc.UnsignedGreaterThanOrEqual => A64Cond.Hs,
        IntCc.UnsignedGreaterThan => A64Cond.Hi,
        IntCc.UnsignedLessThanOrEqual => A64Cond.Ls,
    };

    private A64Cond EmitFloatCompare(NodeView c)
    {
        int size = TypeOf(c.A).Size;
        if (View(c.B) is { Op: Opcode.F32const or Opcode.F64const, Imm: 0 })
        {
            Emit(A64Inst.Make(A64Float.FcmpZero, size) with { R1 = UseReg(c.A) });
        }
        else
        {
            Emit(A64Inst.Make(A64Float.Fcmp, size) with { R1 = UseReg(c.A), R2 = UseReg(c.B) });
        }

        return c.FloatCc switch
        {
            FloatCc.Equal => A64Cond.Eq,
            FloatCc.NotEqual => A64Cond.Ne,
            FloatCc.LessThan => A64Cond.Mi,
            FloatCc.GreaterThan => A64Cond.Gt,
            FloatCc.LessThanOrEqual => A64Cond.Ls,
            FloatCc.GreaterThanOrEqual => A64Cond.Ge,
        };
    }

    /// <summary>0 or 1 in a register: cset.</summary>
    private Reg SetValue(NodeView n)
    {
        // lsr r, a, #bits-1: the sign
        if (n is { Op: Opcode.Icmp, IntCc: IntCc.SignedLessThan } && View(n.B) is { Op: Opcode.Iconst, Imm: 0 })
        {
            int size = TypeOf(n.A).Size;
            return Bitfield(A64Int.Ubfm, size, DefReg(n.Id), UseReg(n.A), (size * 8) - 1, (size * 8) - 1);
        }

        A64Cond cond = EmitFlags(n.Id);
        Emit(A64Inst.Conditional(A64Int.Csinc, 4, DefReg(n.Id), A64Regs.Zero, A64Regs.Zero, A64Regs.Invert(cond)));
        return DefReg(n.Id);
    }

    private Reg Select(NodeView n)
    {
        bool isInt = !n.Type.IsFloat;
        Reg whenTrue = isInt ? UseOrZero(n.B) : UseReg(n.B);
        Reg whenFalse = isInt ? UseOrZero(n.C) : UseReg(n.C);
        A64Cond cond = EmitFlags(n.A);
        if (n.Type == IrType.V128)
        {
            // csetm x; dup v, x; bsl v, t, f
            (Reg mask, Reg lanes) = (NewReg(RegClass.Int), NewReg(IrType.V128));
            Emit(A64Inst.Conditional(A64Int.Csinv, 8, mask, A64Regs.Zero, A64Regs.Zero, A64Regs.Invert(cond)));
            Emit(A64Inst.Vector(A64Vector.DupInt, Lanes.I64x2, lanes, mask));
            Emit(A64Inst.VectorTied(A64Vector.Bsl, Lanes.I8x16, DefReg(n.Id), lanes, whenTrue, whenFalse));
            return DefReg(n.Id);
        }

        Emit(A64Inst.Conditional(n.Type.IsFloat ? A64Float.Fcsel : A64Int.Csel, n.Type.Size, DefReg(n.Id), whenTrue, whenFalse, cond));
        return DefReg(n.Id);
    }

    private Reg TrapIf(A64Test test, byte code, uint location)
    {
        Emit(test.In(SharedPseudo.TrapIf) with { TrapCode = code, Source = location });
        return Reg.None;
    }
}
