// Control transfer: branches, tables, calls, tail calls, traps, divisions.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Emit
{
    protected override void WriteJump(Label target) => Jmp(target);

    protected override void WriteTrap(in MachInst inst) => X64Encoder.EmitTrap(Buffer, inst.TrapCode, Options.TrapStubSymbol);

    protected override void WriteCall(uint symbol) => Write(X64Inst.CallSymbol(symbol));

    protected override void WriteIndirectCall() => Write(X64Inst.CallRm(X64Abi.Registers.IndirectCode));

    protected override void WriteTailCall(uint symbol) => Write(X64Inst.JmpSymbol(symbol));

    protected override void WriteIndirectTailCall() => Write(X64Inst.JmpRm(X64Abi.Registers.IndirectCode));

    protected override void WriteReturn() => Write(X64Inst.Ret(Code.IncomingBytes));

    protected override void ReloadVmctx() => Write(X64Inst.RegRm(X64Int.Mov, 8, X64Abi.Vmctx, X64Rm.At(X64Regs.Rbp, FrameLayout.VmctxOffset)));

    protected override void OpenArguments(int bytes) => Write(X64Inst.RegRegImm(X64Int.SubImm, 8, X64Regs.Rsp, X64Regs.Rsp, bytes));

    protected override void RestoreStackPointer() => Write(X64Inst.Lea(8, X64Regs.Rsp, X64Rm.At(X64Regs.Rbp, -Frame.Bytes)));

    protected override void EmitBranch(in MachInst inst, int taken, int otherwise)
    {
        Buffer.SetSource(inst.Source);
        var cond = (X64Cond)inst.Cond;
        switch ((X64TestKind)inst.Imm)
        {
            case X64TestKind.Simple when FallsInto(taken):
                Jcc(X64Regs.Invert(cond), LabelOf(otherwise));
                break;
            case X64TestKind.Simple:
                Jcc(cond, LabelOf(taken));
                Jump(otherwise);
                break;

            // jp otherwise; je taken / jp otherwise; jne otherwise
            case X64TestKind.EqualOrdered:
                Jcc(X64Cond.P, LabelOf(otherwise));
                if (FallsInto(taken))
                {
                    Jcc(X64Cond.NE, LabelOf(otherwise));
                }
                else
                {
                    Jcc(X64Cond.E, LabelOf(taken));
                    Jump(otherwise);
                }

                break;

            // jp taken; jne taken / jp taken; je otherwise
            default:
                Jcc(X64Cond.P, LabelOf(taken));
                if (FallsInto(taken))
                {
                    Jcc(X64Cond.E, LabelOf(otherwise));
                }
                else
                {
                    Jcc(X64Cond.NE, LabelOf(taken));
                    Jump(otherwise);
                }

                break;
        }
    }

    // mov i, index; cmp i, n; jae default; lea t, [table]; movsxd i, [t + i*4]; add i, t; jmp i
    protected override void WriteJumpTable(in MachInst inst, ReadOnlySpan<Label> targets, Label otherwise)
    {
        (Reg index, Reg table) = (inst.R0, inst.R4);
        MoveInt(4, index, inst.R1);
        AluImm(X64Alu.Cmp, 4, index, targets.Length);
        Jcc(X64Cond.AE, otherwise);
        Write(X64Inst.Lea(8, table, X64Rm.AtPool(Buffer.AddJumpTable(targets))));
        Write(X64Inst.RegRm(X64Int.Movsxd, 0, index, X64Rm.At(table, index, 2)));
        Write(X64Inst.RegRegRm(X64Int.Add, 8, index, index, table));
        Write(X64Inst.JmpRm(index));
    }

    protected override void WriteTrapIf(in MachInst inst)
    {
        Label trap = Buffer.DeferTrap(inst.TrapCode, inst.Source);
        switch ((X64TestKind)inst.Imm)
        {
            case X64TestKind.Simple:
                Jcc((X64Cond)inst.Cond, trap);
                break;
            case X64TestKind.EqualOrdered:
                {
                    Label skip = NewLabel();
                    Jcc(X64Cond.P, skip);
                    Jcc(X64Cond.E, trap);
                    Bind(skip);
                    break;
                }

            default:
                Jcc(X64Cond.P, trap);
                Jcc(X64Cond.NE, trap);
                break;
        }
    }

    protected override void SwitchVmctx()
    {
        Write(X64Inst.Copy(X64Abi.CallerVmctx, X64Abi.Vmctx));
        Write(X64Inst.Copy(X64Abi.Vmctx, X64Abi.Registers.IndirectVmctx));
    }

    protected override void LeaveFrame()
    {
        if (Frame.Bytes != 0)
        {
            Write(X64Inst.Copy(X64Regs.Rsp, X64Regs.Rbp));
        }

        Write(X64Inst.Pop(X64Regs.Rbp));
    }

    /// <summary>
    /// Replaces this function's argument area by the callee's, whose contents lie at rsp. Both areas end at the same address, above all that
    /// is still needed, so copying from the top down never overwrites what is yet to be read.
    /// </summary>
    protected override void MoveArgumentArea(int bytes)
    {
        (Reg returnAddress, Reg scratch) = (X64Regs.R13, X64Regs.R15);
        int area = 16 + Code.IncomingBytes - bytes; // of the callee, from rbp
        Write(X64Inst.RegRm(X64Int.Mov, 8, returnAddress, X64Rm.At(X64Regs.Rbp, 8)));
        bool overlaps = area - 8 <= 0; // the new return address or arguments lie over the saved rbp
        if (overlaps)
        {
            // Keep the saved rbp below the arguments.
            Write(X64Inst.RegRm(X64Int.Mov, 8, scratch, X64Rm.At(X64Regs.Rbp)));
            Write(X64Inst.Push(scratch));
        }

        for (int offset = bytes - 8; offset >= 0; offset -= 8)
        {
            Write(X64Inst.RegRm(X64Int.Mov, 8, scratch, X64Rm.At(X64Regs.Rsp, offset + (overlaps ? 8 : 0))));
            Write(X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(X64Regs.Rbp, area + offset), scratch));
        }

        Write(X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(X64Regs.Rbp, area - 8), returnAddress));
        Write(overlaps ? X64Inst.Pop(scratch) : X64Inst.RegRm(X64Int.Mov, 8, scratch, X64Rm.At(X64Regs.Rbp)));
        Write(X64Inst.Lea(8, X64Regs.Rsp, X64Rm.At(X64Regs.Rbp, area - 8)));
        Write(X64Inst.Copy(X64Regs.Rbp, scratch));
    }

    /// <summary>The smallest integer by -1 overflows: dividend - 1 overflows for the smallest integer only.</summary>
    private void ExpandDivideCheck(in MachInst inst)
    {
        ColdPart cold = Defer(inst);
        AluImm(X64Alu.Cmp, inst.Size, inst.R2, -1);
        Jcc(X64Cond.E, cold.Entry);
        Bind(cold.Done);
    }

    private void ColdDivideCheck(in ColdPart cold)
    {
        AluImm(X64Alu.Cmp, cold.Inst.Size, cold.Inst.R1, 1);
        Jcc(X64Cond.O, Buffer.DeferTrap(cold.Inst.TrapCode, cold.Inst.Source));
        Jmp(cold.Done);
    }

    private void ExpandDivide(in MachInst inst, bool signed)
    {
        Buffer.SetSource(inst.Source);
        if (signed)
        {
            Write(X64Inst.SignOfAcc(inst.Size == 4 ? X64Int.Cdq : X64Int.Cqo, X64Regs.Rdx, X64Regs.Rax));
        }
        else
        {
            IntZero(X64Regs.Rdx);
        }

        Write(X64Inst.Div(signed ? X64Int.Idiv : X64Int.Div, inst.Size, X64Regs.Rax, X64Regs.Rdx, X64Regs.Rax, X64Regs.Rdx, inst.R2));
    }

    /// <summary>and, or, xor with their old value: what was read is replaced only if it still stands there.</summary>
    private void ExpandAtomicLoop(in MachInst inst)
    {
        Buffer.SetSource(inst.Source);
        X64Rm memory = X64Rm.Of(inst);
        (Reg old, Reg changed) = (X64Regs.Rax, inst.R4);
        X64Op load = inst.Size switch { 1 => X64Int.Movzx8, 2 => X64Int.Movzx16, _ => X64Int.Mov };
        Write(X64Inst.RegRm(load, inst.Size == 8 ? 8 : 4, old, memory) with { TrapCode = inst.TrapCode, Source = inst.Source });
        Label again = NewLabel();
        Bind(again);
        Write(X64Inst.RegRm(X64Int.Mov, inst.Size == 8 ? 8 : 4, changed, old));
        Write(X64Inst.RegRegRm(X64Rows.Alu((X64Alu)inst.Imm), inst.Size == 8 ? 8 : 4, changed, changed, inst.R1));
        Write(X64Inst.CmpxchgMem(inst.Size, old, memory, old, changed) with { TrapCode = inst.TrapCode, Source = inst.Source });
        Jcc(X64Cond.NE, again);
    }

    private void ExpandSignedRemainder(in MachInst inst)
    {
        ColdPart cold = Defer(inst);
        AluImm(X64Alu.Cmp, inst.Size, inst.R2, -1);
        Jcc(X64Cond.E, cold.Entry);
        ExpandDivide(inst, signed: true);
        Bind(cold.Done);
    }

    private void ColdSignedRemainder(in ColdPart cold)
    {
        IntZero(X64Regs.Rdx);
        Jmp(cold.Done);
    }
}
