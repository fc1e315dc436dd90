// Expansion of the float pseudo-instructions. The usual path is straight-line code; whatever NaNs, zeros and values out of range need lies
// in cold code behind the function's last block, so that the hot path has one branch that is never taken.
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Emit
{
    /// <summary>R0 = min or max of R1 (= R0) and R2 with the rules of wasm: NaN wins, -0 is below +0.</summary>
    private void ExpandMinMax(in MachInst inst, bool isMax)
    {
        // ucomis d, b; je cold; mins d, b; done:
        Ucomis(inst.Size, inst.R0, inst.R2);
        ColdPart cold = Defer(inst);
        Jcc(X64Cond.E, cold.Entry);
        Float2(isMax ? X64FloatOp.Max : X64FloatOp.Min, inst.Size, inst.R0, inst.R2);
        Bind(cold.Done);
    }

    /// <summary>The operands are equal, maybe zeros of both signs, or unordered.</summary>
    private void ColdMinMax(in ColdPart cold, bool isMax)
    {
        MachInst inst = cold.Inst;
        Label nan = NewLabel();
        Jcc(X64Cond.P, nan);
        FloatLogic(isMax ? X64FloatLogic.And : X64FloatLogic.Or, inst.R0, inst.R2);
        Jmp(cold.Done);
        Bind(nan);
        Float2(X64FloatOp.Add, inst.Size, inst.R0, inst.R2);
        Jmp(cold.Done);
    }

    /// <summary>R0 (= R1) stays if the condition holds, else becomes R2.</summary>
    private void ExpandFloatSelect(in MachInst inst)
    {
        Label done = NewLabel();
        Label take = NewLabel();
        switch ((X64TestKind)inst.Imm)
        {
            case X64TestKind.Simple:
                Jcc((X64Cond)inst.Cond, done);
                break;
            case X64TestKind.EqualOrdered:
                Jcc(X64Cond.P, take);
                Jcc(X64Cond.E, done);
                break;
            default:
                Jcc(X64Cond.P, done);
                Jcc(X64Cond.NE, done);
                break;
        }

        Bind(take);
        MoveFloat(inst.R0, inst.R2);
        Bind(done);
    }

    /// <summary>R0 = R1 (unsigned 64-bit) as a float; R2 is a temporary.</summary>
    private void ExpandFromUint64(in MachInst inst)
    {
        ColdPart cold = Defer(inst);
        FloatZero(inst.R0);
        TestRegs(8, inst.R1, inst.R1);
        Jcc(X64Cond.S, cold.Entry);
        IntToFloat(inst.Size, 8, inst.R0, inst.R1);
        Bind(cold.Done);
    }

    /// <summary>Halve, keeping the lost bit sticky so that rounding stays right; convert; double.</summary>
    private void ColdFromUint64(in ColdPart cold)
    {
        MachInst inst = cold.Inst;
        (Reg dst, Reg source, Reg temp) = (inst.R0, inst.R1, inst.R2);
        Label even = NewLabel();
        MoveInt(8, temp, source);
        ShiftImm(X64Shift.Shr, 8, temp, 1);
        TestImm(4, source, 1);
        Jcc(X64Cond.E, even);
        AluImm(X64Alu.Or, 8, temp, 1);
        Bind(even);
        IntToFloat(inst.Size, 8, dst, temp);
        Float2(X64FloatOp.Add, inst.Size, dst, dst);
        Jmp(cold.Done);
    }

    /// <summary>R0 = trunc(R1) signed. cvtt gives the smallest integer for everything it cannot convert.</summary>
    private void ExpandToSint(in MachInst inst)
    {
        ColdPart cold = Defer(inst);
        FloatToInt(inst.Size, inst.Disp, inst.R0, inst.R1);
        AluImm(X64Alu.Cmp, inst.Disp, inst.R0, 1); // overflows for the smallest integer only
        Jcc(X64Cond.O, cold.Entry);
        Bind(cold.Done);
    }

    private void ColdToSintSat(in ColdPart cold)
    {
        MachInst inst = cold.Inst;
        (Reg dst, Reg source) = (inst.R0, inst.R1);
        Label number = NewLabel();
        Ucomis(inst.Size, source, source);
        Jcc(X64Cond.NP, number);
        IntZero(dst);
        Jmp(cold.Done);
        Bind(number);
        UcomisConstant(inst.Size, source, 0);
        Jcc(X64Cond.B, cold.Done);
        LoadImmediate(inst.Disp, dst, inst.Disp == 4 ? int.MaxValue : long.MaxValue);
        Jmp(cold.Done);
    }

    private void ColdToSint(in ColdPart cold)
    {
        // In range iff limit <= source < 0, where the limit of f64 to i32 is open: -2147483648.9 is fine.
        MachInst inst = cold.Inst;
        (int from, int to) = (inst.Size, inst.Disp);
        Ucomis(from, inst.R1, inst.R1);
        JumpTrap(X64Cond.P, Options.TrapCodes.BadConversionToInteger, cold.Inst.Source);
        bool open = from == 8 && to == 4;
        double limit = to == 8 ? -9223372036854775808.0 : open ? -2147483649.0 : -2147483648.0;
        UcomisConstant(from, inst.R1, limit);
        JumpTrap(open ? X64Cond.BE : X64Cond.B, Options.TrapCodes.IntegerOverflow, cold.Inst.Source);
        UcomisConstant(from, inst.R1, 0);
        JumpTrap(X64Cond.AE, Options.TrapCodes.IntegerOverflow, cold.Inst.Source);
        Jmp(cold.Done);
    }

    /// <summary>R0 = trunc(R1) as unsigned 32 bits, through the 64-bit conversion; R2 is a temporary.</summary>
    private void ExpandToUint32(in MachInst inst)
    {
        ColdPart cold = Defer(inst);
        FloatToInt(inst.Size, 8, inst.R0, inst.R1);
        MoveInt(8, inst.R2, inst.R0);
        ShiftImm(X64Shift.Shr, 8, inst.R2, 32);
        Jcc(X64Cond.NE, cold.Entry);
        Bind(cold.Done);
    }

    private void ColdToUint32Sat(in ColdPart cold)
    {
        // Unordered sets CF as well, so a NaN becomes 0 with the negative numbers.
        MachInst inst = cold.Inst;
        IntZero(inst.R0);
        UcomisConstant(inst.Size, inst.R1, 0);
        Jcc(X64Cond.B, cold.Done);
        LoadImmediate(4, inst.R0, 0xffff_ffff);
        Jmp(cold.Done);
    }

    private void ColdToUint32(in ColdPart cold)
    {
        Ucomis(cold.Inst.Size, cold.Inst.R1, cold.Inst.R1);
        JumpTrap(X64Cond.P, Options.TrapCodes.BadConversionToInteger, cold.Inst.Source);
        Jmp(Buffer.DeferTrap(Options.TrapCodes.IntegerOverflow, cold.Inst.Source));
    }

    /// <summary>R0 = trunc(R1) as unsigned 64 bits; R2 is a float temporary.</summary>
    private void ExpandToUint64(in MachInst inst)
    {
        ColdPart cold = Defer(inst);
        FloatToInt(inst.Size, 8, inst.R0, inst.R1);
        TestRegs(8, inst.R0, inst.R0);
        Jcc(X64Cond.S, cold.Entry);
        Bind(cold.Done);
    }

    private void ColdToUint64(in ColdPart cold, bool saturating)
    {
        MachInst inst = cold.Inst;
        int from = inst.Size;
        (Reg dst, Reg source, Reg temp) = (inst.R0, inst.R1, inst.R2);
        if (saturating)
        {
            Label positive = NewLabel();
            UcomisConstant(from, source, 0);
            Jcc(X64Cond.AE, positive);
            IntZero(dst);
            Jmp(cold.Done);
            Bind(positive);
        }
        else
        {
            Ucomis(from, source, source);
            JumpTrap(X64Cond.P, Options.TrapCodes.BadConversionToInteger, cold.Inst.Source);
            UcomisConstant(from, source, 0);
            JumpTrap(X64Cond.B, Options.TrapCodes.IntegerOverflow, cold.Inst.Source);
        }

        // 2^63 and above: subtract 2^63, convert, put the top bit back. Still negative: 2^64 or more.
        MoveFloat(temp, source);
        Float2Constant(X64FloatOp.Sub, from, temp, 9223372036854775808.0);
        FloatToInt(from, 8, dst, temp);
        TestRegs(8, dst, dst);
        if (saturating)
        {
            Label fits = NewLabel();
            Jcc(X64Cond.NS, fits);
            LoadImmediate(8, dst, -1);
            Jmp(cold.Done);
            Bind(fits);
        }
        else
        {
            JumpTrap(X64Cond.S, Options.TrapCodes.IntegerOverflow, cold.Inst.Source);
        }

        OrConstant(dst, 1UL << 63);
        Jmp(cold.Done);
    }
}
