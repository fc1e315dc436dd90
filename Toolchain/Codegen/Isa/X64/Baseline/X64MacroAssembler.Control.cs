// Comparisons with what follows them, loads and stores.
using System;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64.Baseline;

internal sealed partial class X64MacroAssembler
{
    protected override void EmitBranch(in Comparison comparison, bool whenTrue, Label label)
    {
        X64Test test = Compare(comparison);
        test = whenTrue ? test : test.Inverted;
        switch (test.Kind)
        {
            case X64TestKind.Simple:
                Jcc(test.Cond, label);
                break;

            // jp skip; je label; skip:
            case X64TestKind.EqualOrdered:
                Label skip = NewLabel();
                Jcc(X64Cond.P, skip);
                Jcc(X64Cond.E, label);
                Bind(skip);
                break;

            // jp label; jne label
            default:
                Jcc(X64Cond.P, label);
                Jcc(X64Cond.NE, label);
                break;
        }
    }

    protected override BaselineValue EmitSet(in Comparison comparison)
    {
        X64Test test = Compare(comparison);
        Reg result = comparison.Left.IsRegister && IsTemporary(comparison.Left.Register) && comparison.Left.Register.Class == RegClass.Int
            ? comparison.Left.Register
            : Take(RegClass.Int);
        Write(X64Inst.Setcc(test.Cond, result));
        if (test.Kind != X64TestKind.Simple)
        {
            // sete r; setnp s; and r, s / setne r; setp s; or r, s
            bool isEqual = test.Kind == X64TestKind.EqualOrdered;
            Write(X64Inst.Setcc(isEqual ? X64Cond.NP : X64Cond.P, IntScratch));
            RegRegRm(isEqual ? X64Int.And : X64Int.Or, 4, result, result, IntScratch);
        }

        RegRm(X64Int.Movzx8, 4, result, result);
        return BaselineValue.In(IrType.I32, result);
    }

    protected override BaselineValue EmitSelect(in Comparison comparison, BaselineValue ifTrue, BaselineValue ifFalse)
    {
        IrType type = ifTrue.Type;
        Reg result = ToTemporary(ifTrue);
        X64Test inverse;
        if (type.IsFloat || IsFloatEquality(comparison))
        {
            Label done = NewLabel();
            EmitBranch(comparison, whenTrue: true, done);
            Load(result, ifFalse);
            Bind(done);
            return BaselineValue.In(type, result);
        }

        Reg constant = ifFalse.IsConstant ? ToRegister(ifFalse) : Reg.None;
        inverse = Compare(comparison).Inverted;
        Write(X64Inst.Cmovcc(inverse.Cond, type.Size, result, result, constant.IsValid ? constant : Rm(ifFalse)));
        Release(constant);
        return BaselineValue.In(type, result);
    }

    protected override void EmitJumpTable(Reg index, ReadOnlySpan<Label> labels)
    {
        // cmp i, n; jae default; lea t, [table]; movsxd i, [t + i*4]; add i, t; jmp i
        int count = labels.Length - 1;
        CmpRmImm(X64Int.CmpImm, 4, index, count);
        Jcc(X64Cond.AE, labels[count]);
        Lea(8, IntScratch, X64Rm.AtPool(Buffer.AddJumpTable(labels[..count])));
        RegRm(X64Int.Movsxd, 0, index, X64Rm.At(IntScratch, index, 2));
        RegRegRm(X64Int.Add, 8, index, index, IntScratch);
        Write(X64Inst.JmpRm(index));
    }

    protected override BaselineValue EmitLoad(IrType type, int bytes, bool signed, in BaselineAddress address)
    {
        if (type.IsFloat)
        {
            Reg target = FreshDestination(type);
            Write(Trapping(X64Inst.RegRm(X64Rows.FloatLoad(bytes), 0, target, At(address)), address));
            return BaselineValue.In(type, target);
        }

        (X64Op row, int size) = (bytes, signed) switch
        {
            (1, false) => (X64Int.Movzx8, 4),
            (2, false) => (X64Int.Movzx16, 4),
            (1, true) => (X64Int.Movsx8, type.Size),
            (2, true) => (X64Int.Movsx16, type.Size),
            (4, true) when type.Size == 8 => (X64Int.Movsxd, 0),
            _ => (X64Int.Mov, bytes),
        };
        Reg result = IsTemporary(address.Index) ? address.Index : FreshDestination(type);
        Write(Trapping(X64Inst.RegRm(row, size, result, At(address)), address));
        return BaselineValue.In(type, result);
    }

    protected override void EmitStore(int bytes, in BaselineAddress address, BaselineValue value)
    {
        if (value.IsConstant && (bytes < 8 || value.Bits == (int)value.Bits))
        {
            long bits = bytes switch { 1 => (sbyte)value.Bits, 2 => (short)value.Bits, _ => (int)value.Bits };
            Write(Trapping(X64Inst.MemImm(X64Int.MovStoreImm, bytes, At(address), bits), address));
            return;
        }

        Reg source = value.IsRegister ? value.Register : Scratch(ClassOf(value.Type));
        Load(source, value);
        X64Op row = value.Type.IsFloat ? X64Rows.FloatStore(bytes) : X64Int.MovStore;
        Write(Trapping(X64Inst.MemReg(row, bytes, At(address), source), address));
    }

    private static bool IsFloatEquality(in Comparison comparison) =>
        comparison.Type.IsFloat && comparison.FloatCc is FloatCc.Equal or FloatCc.NotEqual;

    private static X64Rm At(in BaselineAddress address) => address.Index.IsValid
        ? X64Rm.At(address.Base, address.Index, address.Scale, address.Offset)
        : X64Rm.At(address.Base, address.Offset);

    private MachInst Trapping(MachInst inst, in BaselineAddress address)
    {
        if (address.TrapCode != 0)
        {
            inst.TrapCode = address.TrapCode;
            inst.Source = Source;
        }

        return inst;
    }

    // Sets the flags. Loads no register but the scratch ones.
    private X64Test Compare(in Comparison comparison) =>
        comparison.Type.IsFloat ? CompareFloats(comparison) : CompareInts(comparison);

    private X64Test CompareInts(in Comparison comparison)
    {
        (BaselineValue left, BaselineValue right, IntCc code) = (comparison.Left, comparison.Right, comparison.IntCc);
        int size = comparison.Type.Size;
        if (left.IsConstant && !right.IsConstant)
        {
            (left, right, code) = (right, left, code.Swapped);
        }

        X64Cond cond = X64Lower.Cond(code);
        if (right.IsConstant && right.Bits == (int)right.Bits && !left.IsConstant)
        {
            // test a, a / cmp a, k / cmp [mem], k
            Write(right.Bits == 0 && left.IsRegister
                ? X64Inst.CmpRmReg(X64Int.Test, size, left.Register, left.Register)
                : X64Inst.CmpRmImm(X64Int.CmpImm, size, Rm(left), right.Bits));
            return X64Test.Of(cond);
        }

        // cmp a, b / cmp a, [mem] / cmp [mem], b; another constant comes into a register
        if (left.IsMemory && right.IsRegister)
        {
            CmpRmReg(X64Int.CmpMem, size, Rm(left), right.Register);
        }
        else if (left.IsRegister)
        {
            CmpRegRm(X64Int.Cmp, size, left.Register, Rm(right));
        }
        else
        {
            Load(IntScratch, left);
            if (right.IsConstant)
            {
                LoadConstant(right.Type, AddressScratch, right.Bits);
                CmpRegRm(X64Int.Cmp, size, IntScratch, AddressScratch);
            }
            else
            {
                CmpRegRm(X64Int.Cmp, size, IntScratch, Rm(right));
            }
        }

        return X64Test.Of(cond);
    }

    // ucomis a, b; below is asked as above of the exchanged operands, which is false for NaNs
    private X64Test CompareFloats(in Comparison comparison)
    {
        FloatCc code = comparison.FloatCc;
        bool swapped = code is FloatCc.LessThan or FloatCc.LessThanOrEqual;
        (BaselineValue left, BaselineValue right) = swapped ? (comparison.Right, comparison.Left) : (comparison.Left, comparison.Right);
        Reg first = left.IsRegister ? left.Register : FloatScratch;
        Load(first, left);
        X64Rm second = right is { IsConstant: true, Bits: 0 } ? Pooled(right.Type, 0) : Rm(right);
        CmpRegRm(X64Rows.Ucomis(comparison.Type.Size), 0, first, second);
        return code switch
        {
            FloatCc.Equal => new X64Test(X64TestKind.EqualOrdered, X64Cond.E),
            FloatCc.NotEqual => new X64Test(X64TestKind.UnequalOrUnordered, X64Cond.NE),
            FloatCc.LessThan or FloatCc.GreaterThan => X64Test.Of(X64Cond.A),
            FloatCc.LessThanOrEqual or FloatCc.GreaterThanOrEqual => X64Test.Of(X64Cond.AE),
        };
    }
}
