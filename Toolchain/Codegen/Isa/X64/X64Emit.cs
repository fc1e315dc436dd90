// Allocated code to bytes: prologue, pseudo-instructions, small improvements that depend on the registers chosen. Cold parts of expansions are
// put off and written behind the last block.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Writes allocated x86_64 code. One per compiling thread.</summary>
internal sealed partial class X64Emit(X64Features features, CodeBuffer buffer) : FunctionEmitter(buffer)
{
    private readonly List<ColdPart> _cold = [];
    private readonly bool _avx = (features & X64Features.Avx) != 0;

    /// <summary>The rare part of an expansion, written later.</summary>
    /// <param name="Inst">The pseudo-instruction with its registers.</param>
    /// <param name="Entry">Where the usual path jumps to.</param>
    /// <param name="Done">Where the usual path goes on.</param>
    private readonly record struct ColdPart(MachInst Inst, Label Entry, Label Done);

    /// <summary>Writes what a pseudo-instruction that needs neither blocks nor a frame stands for; its registers are physical.</summary>
    internal void Expand(in MachInst inst) => EmitPseudo(inst, block: -1);

    /// <summary>Writes what expansions have put off: the last thing in a function.</summary>
    internal void FinishExpansion() => EmitColdParts();

    protected override void OnBegin() => _cold.Clear();

    protected override bool IsJump(in MachInst inst) => inst.Op == (ushort)SharedPseudo.Jump;

    protected override void EmitPrologue()
    {
        OnBegin();
        Frame = FrameLayout.Of(Code, Allocated.SlotCount);
        Write(X64Inst.Push(X64Regs.Rbp));
        Write(X64Inst.Copy(X64Regs.Rbp, X64Regs.Rsp));
        if (Options.StackLimit is { } limit && (Code.HasCalls || Frame.Bytes > FrameLayout.UncheckedLeafBytes))
        {
            CheckStack(limit, Frame.Bytes + Code.LargestOutgoing);
        }

        if (Options.ProbesStack)
        {
            ProbeStack(Frame.Bytes + Code.LargestOutgoing);
        }

        if (Frame.Bytes != 0)
        {
            Write(X64Inst.RegRegImm(X64Int.SubImm, 8, X64Regs.Rsp, X64Regs.Rsp, Frame.Bytes));
        }

        if (Code.SavesVmctx)
        {
            Write(X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(X64Regs.Rbp, FrameLayout.VmctxOffset), X64Abi.Vmctx));
        }
    }

    protected override void UseSlot(ref MachInst inst, int slot)
    {
        inst.Mem = MemKind.Base;
        inst.R2 = X64Regs.Rbp;
        inst.Disp = Frame.OffsetOfSpill(slot);
    }

    protected override void EmitEdit(in Edit edit)
    {
        switch (edit.Kind)
        {
            case EditKind.Rematerialize:
                Repeat(Code.Insts[Input.DefinitionOf(edit.VReg)], edit.To.Register);
                break;
            case EditKind.Exchange:
                Exchange(edit.From.Register, edit.To.Register);
                break;
            case EditKind.Move when edit.From.IsRegister && edit.To.IsRegister:
                Write(X64Inst.Copy(edit.To.Register, edit.From.Register, _avx));
                break;
            case EditKind.Move when edit.From.IsSlot:
                LoadSlot(edit.To.Register, edit.From.Slot, Input.Problem.VRegs[edit.VReg].Bytes);
                break;
            default:
                StoreSlot(edit.To.Slot, edit.From.Register, Input.Problem.VRegs[edit.VReg].Bytes);
                break;
        }
    }

    private void Exchange(Reg a, Reg b)
    {
        if (a.Class == RegClass.Int)
        {
            Write(X64Inst.XchgReg(8, a, b));
            return;
        }

        FloatLogic(X64FloatLogic.Xor, a, b);
        FloatLogic(X64FloatLogic.Xor, b, a);
        FloatLogic(X64FloatLogic.Xor, a, b);
    }

    private void LoadSlot(Reg register, int slot, int bytes)
    {
        X64Rm place = X64Rm.At(X64Regs.Rbp, Frame.OffsetOfSpill(slot));
        Write(register.Class == RegClass.Int
            ? X64Inst.RegRm(X64Int.Mov, 8, register, place)
            : X64Inst.RegRm(Row(X64Rows.FloatLoad(bytes)), 0, register, place));
    }

    private void StoreSlot(int slot, Reg register, int bytes)
    {
        X64Rm place = X64Rm.At(X64Regs.Rbp, Frame.OffsetOfSpill(slot));
        Write(register.Class == RegClass.Int
            ? X64Inst.MemReg(X64Int.MovStore, 8, place, register)
            : X64Inst.MemReg(Row(X64Rows.FloatStore(bytes)), 0, place, register));
    }

    protected override void EmitInst(ref MachInst inst, int block)
    {
        if (inst.Mem == MemKind.FrameSlot)
        {
            inst.Mem = MemKind.Base;
            inst.R2 = X64Regs.Rbp;
            inst.Disp += Frame.SlotBase;
        }

        if (SharedPseudos.IsPseudo(inst))
        {
            EmitPseudo(inst, block);
        }
        else if (inst.Op == X64Int.Lea.Id)
        {
            EmitLea(inst);
        }
        else if (!IsCopyToSelf(inst))
        {
            Write(inst);
        }
    }

    protected override void EmitColdParts()
    {
        for (int i = 0; i < _cold.Count; i++)
        {
            ColdPart cold = _cold[i];
            Buffer.Bind(cold.Entry);
            Buffer.SetSource(cold.Inst.Source);
            EmitCold(cold);
        }

        X64Encoder.EmitDeferredTraps(Buffer, Options.TrapStubSymbol);
    }

    private void CheckStack(StackLimitOffsets limit, int bytes)
    {
        // mov r11, [vmctx + store]; cmp rsp, [r11 + limit]; jb trap
        Reg scratch = X64Regs.R11;
        Write(X64Inst.RegRm(X64Int.Mov, 8, scratch, X64Rm.At(X64Abi.Vmctx, limit.StoreContext)));
        if (bytes <= FrameLayout.SimpleCheckBytes)
        {
            Write(X64Inst.CmpRegRm(X64Int.Cmp, 8, X64Regs.Rsp, X64Rm.At(scratch, limit.StackLimit)));
        }
        else
        {
            Write(X64Inst.RegRm(X64Int.Mov, 8, scratch, X64Rm.At(scratch, limit.StackLimit)));
            Write(X64Inst.RegRegImm(X64Int.AddImm, 8, scratch, scratch, bytes));
            Write(X64Inst.CmpRegRm(X64Int.Cmp, 8, X64Regs.Rsp, scratch));
        }

        Jcc(X64Cond.B, Buffer.DeferTrap(Options.TrapCodes.StackOverflow, Code.FirstSource));
    }

    private void ProbeStack(int bytes)
    {
        for (int depth = FrameLayout.PageBytes; depth <= bytes; depth += FrameLayout.PageBytes)
        {
            Write(X64Inst.MemImm(X64Int.OrStoreImm, 4, X64Rm.At(X64Regs.Rsp, -depth), 0));
        }
    }

    /// <summary>lea has three operands and no flags; where the destination is a source, add is shorter and runs on more units.</summary>
    private void EmitLea(in MachInst inst)
    {
        Reg dst = inst.R0;
        int size = inst.Size;
        switch (inst.Mem)
        {
            case MemKind.Base when inst.Disp == 0:
                Write(X64Inst.RegRm(X64Int.Mov, size, dst, inst.R2));
                break;
            case MemKind.Base when dst == inst.R2:
                Write(X64Inst.RegRegImm(X64Int.AddImm, size, dst, dst, inst.Disp));
                break;
            case MemKind.BaseIndex when inst.Disp == 0 && inst.Scale == 0 && dst == inst.R2:
                Write(X64Inst.RegRegRm(X64Int.Add, size, dst, dst, inst.R3));
                break;
            case MemKind.BaseIndex when inst.Disp == 0 && inst.Scale == 0 && dst == inst.R3:
                Write(X64Inst.RegRegRm(X64Int.Add, size, dst, dst, inst.R2));
                break;
            default:
                Write(inst);
                break;
        }
    }

    private static bool IsCopyToSelf(in MachInst inst) =>
        inst.R0 == inst.R2 && inst.Mem == MemKind.None && (inst.Op == X64Int.Mov.Id ? inst.Size == 8 : inst.Op == X64Sse.Movaps.Id || inst.Op == X64Avx.Vmovaps.Id);

    /// <summary>Makes a constant again in another register, without touching the flags.</summary>
    private void Repeat(MachInst inst, Reg register)
    {
        if (inst.Op == (ushort)X64Pseudo.Zero)
        {
            if (register.Class == RegClass.Int)
            {
                Write(X64Inst.MovImm(4, register, 0));
            }
            else
            {
                FloatZero(register);
            }

            return;
        }

        if (inst.Op == (ushort)X64Pseudo.Ones)
        {
            VectorOnes(register);
            return;
        }

        inst.R0 = register;
        if (inst.Mem == MemKind.FrameSlot)
        {
            inst.Mem = MemKind.Base;
            inst.R2 = X64Regs.Rbp;
            inst.Disp += Frame.SlotBase;
        }

        Write(inst);
    }

    protected override void EmitOwnPseudo(in MachInst inst)
    {
        switch ((X64Pseudo)inst.Op)
        {
            case X64Pseudo.Zero when inst.R0.Class == RegClass.Int:
                IntZero(inst.R0);
                break;
            case X64Pseudo.Zero:
                FloatZero(inst.R0);
                break;
            case X64Pseudo.Ones:
                VectorOnes(inst.R0);
                break;
            case X64Pseudo.SetCondition:
                Write(X64Inst.Setcc((X64Cond)inst.Cond, inst.R0));
                break;
            case X64Pseudo.DivideCheck:
                ExpandDivideCheck(inst);
                break;
            case X64Pseudo.UnsignedDivide or X64Pseudo.SignedDivide:
                ExpandDivide(inst, (X64Pseudo)inst.Op == X64Pseudo.SignedDivide);
                break;
            case X64Pseudo.SignedRemainder:
                ExpandSignedRemainder(inst);
                break;
            case X64Pseudo.AtomicLoop:
                ExpandAtomicLoop(inst);
                break;
            default:
                EmitFloatPseudo(inst);
                break;
        }
    }

    private void EmitFloatPseudo(in MachInst inst)
    {
        switch ((X64Pseudo)inst.Op)
        {
            case X64Pseudo.FloatSelect:
                ExpandFloatSelect(inst);
                break;
            case X64Pseudo.FloatMin:
                ExpandMinMax(inst, isMax: false);
                break;
            case X64Pseudo.FloatMax:
                ExpandMinMax(inst, isMax: true);
                break;
            case X64Pseudo.FromUint64:
                ExpandFromUint64(inst);
                break;
            case X64Pseudo.ToSint or X64Pseudo.ToSintSat:
                ExpandToSint(inst);
                break;
            case X64Pseudo.ToUint32 or X64Pseudo.ToUint32Sat:
                ExpandToUint32(inst);
                break;
            default:
                ExpandToUint64(inst);
                break;
        }
    }

    private void EmitCold(in ColdPart cold)
    {
        switch ((X64Pseudo)cold.Inst.Op)
        {
            case X64Pseudo.FloatMin:
                ColdMinMax(cold, isMax: false);
                break;
            case X64Pseudo.FloatMax:
                ColdMinMax(cold, isMax: true);
                break;
            case X64Pseudo.FromUint64:
                ColdFromUint64(cold);
                break;
            case X64Pseudo.ToSint:
                ColdToSint(cold);
                break;
            case X64Pseudo.ToSintSat:
                ColdToSintSat(cold);
                break;
            case X64Pseudo.ToUint32:
                ColdToUint32(cold);
                break;
            case X64Pseudo.ToUint32Sat:
                ColdToUint32Sat(cold);
                break;
            case X64Pseudo.ToUint64:
                ColdToUint64(cold, saturating: false);
                break;
            case X64Pseudo.ToUint64Sat:
                ColdToUint64(cold, saturating: true);
                break;
            case X64Pseudo.DivideCheck:
                ColdDivideCheck(cold);
                break;
            default:
                ColdSignedRemainder(cold);
                break;
        }
    }

    private ColdPart Defer(in MachInst inst)
    {
        ColdPart cold = new(inst, Buffer.NewLabel(), Buffer.NewLabel());
        _cold.Add(cold);
        return cold;
    }
}
