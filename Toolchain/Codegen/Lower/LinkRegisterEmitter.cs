// Emission for instruction sets with a link register and no operands in memory: frames, calls and moves of the allocator, written over
// StubAssembler as the stubs are. Slots of the frame are counted from the frame pointer where its displacements reach, else from the stack
// pointer, whose distance is known everywhere but at the start of a handler.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Writes allocated code; an instruction set derives from it.</summary>
/// <param name="buffer">Where it goes.</param>
/// <param name="abi">The convention of generated code.</param>
/// <param name="registers">Scratch registers.</param>
/// <param name="asm">Writes into the same buffer.</param>
internal abstract class LinkRegisterEmitter(CodeBuffer buffer, AbiRegisters abi, StubRegisters registers, StubAssembler asm) : FunctionEmitter(buffer)
{
    private int _pushed; // bytes of the argument area that is open
    private bool _isStackPointerKnown;
    private bool _hasFrame;

    /// <summary>First scratch register.</summary>
    protected Reg Scratch0 => registers.Scratch[0];

    /// <summary>Second scratch register.</summary>
    protected Reg Scratch1 => registers.Scratch[1];

    /// <summary>The lowest displacement that an access to the frame takes without help.</summary>
    protected abstract int LowestDisplacement { get; }

    protected override bool IsJump(in MachInst inst) => inst.Op == (ushort)SharedPseudo.Jump;

    protected override void OnBegin() => (_pushed, _isStackPointerKnown) = (0, true);

    protected override void EmitPrologue()
    {
        OnBegin();
        Frame = FrameLayout.Of(Code, Allocated.SlotCount);
        _hasFrame = !OmitsFrame();
        if (!_hasFrame)
        {
            return;
        }

        asm.PushFrame();
        asm.Move(abi.FramePointer, abi.StackPointer);
        if (Options.StackLimit is { } limit && (Code.HasCalls || Frame.Bytes > FrameLayout.UncheckedLeafBytes))
        {
            CheckStack(limit, Frame.Bytes + Code.LargestOutgoing);
        }

        if (Options.ProbesStack)
        {
            ProbeStack(Frame.Bytes + Code.LargestOutgoing);
        }

        asm.Add(abi.StackPointer, abi.StackPointer, -Frame.Bytes);
        if (Code.SavesVmctx)
        {
            asm.Store(abi.FramePointer, FrameLayout.VmctxOffset, abi.Vmctx);
        }
    }

    protected override void BeginBlock(int block)
    {
        CodeBlock range = Code.Blocks[block];
        _isStackPointerKnown = range.Start == range.End || Code.Insts[range.Start].Op != (ushort)SharedPseudo.LandingPad;
    }

    protected override void UseSlot(ref MachInst inst, int slot) =>
        throw new InvalidOperationException("no instruction has an operand in memory");

    protected override void EmitEdit(in Edit edit)
    {
        switch (edit.Kind)
        {
            case EditKind.Rematerialize:
                EmitConstant(Code.Insts[Input.DefinitionOf(edit.VReg)], edit.To.Register);
                break;
            case EditKind.Exchange:
                Exchange(edit.From.Register, edit.To.Register);
                break;
            case EditKind.Move when edit.From.IsRegister && edit.To.IsRegister:
                asm.MoveValue(SpillType(edit, edit.To.Register), edit.To.Register, edit.From.Register);
                break;
            case EditKind.Move when edit.From.IsSlot:
                (Reg from, int fromOffset) = FramePlace(Frame.OffsetOfSpill(edit.From.Slot));
                asm.LoadValue(SpillType(edit, edit.To.Register), edit.To.Register, from, fromOffset);
                break;
            default:
                (Reg to, int toOffset) = FramePlace(Frame.OffsetOfSpill(edit.To.Slot));
                asm.StoreValue(SpillType(edit, edit.From.Register), to, toOffset, edit.From.Register);
                break;
        }
    }

    protected override void EmitInst(ref MachInst inst, int block)
    {
        if (SharedPseudos.IsPseudo(inst))
        {
            EmitPseudo(inst, block);
        }
        else if (inst.Mem == MemKind.FrameSlot)
        {
            (Reg from, int offset) = FramePlace(Frame.SlotBase + inst.Disp);
            WriteMemory(inst with { Mem = MemKind.Base, R2 = from, Disp = offset });
        }
        else if (inst.Mem == MemKind.Base)
        {
            WriteMemory(inst);
        }
        else if (!IsCopyToSelf(inst))
        {
            Write(inst);
        }
    }

    /// <summary>The register of the return address.</summary>
    protected abstract Reg LinkRegister { get; }

    /// <summary>Whether the function leaves the return address in its register.</summary>
    protected bool KeepsLink => !Code.HasCalls && (Allocated.Written.Bits >> LinkRegister.Code & 1) == 0;

    /// <summary>Whether an instruction, or what is written for a pseudo-instruction, may trap.</summary>
    protected abstract bool MayTrap(in MachInst inst);

    /// <summary>Writes a real instruction.</summary>
    protected abstract void Write(in MachInst inst);

    /// <summary>Writes an access with whatever displacement it has.</summary>
    protected abstract void WriteMemory(in MachInst access);

    /// <summary>Writes an instruction that makes a constant or address, with its result in a register.</summary>
    protected abstract void EmitConstant(in MachInst inst, Reg register);

    /// <summary>Whether an instruction changes nothing.</summary>
    protected abstract bool IsCopyToSelf(in MachInst inst);

    /// <summary>Writes a jump that a test decides.</summary>
    protected abstract void WriteJumpIf(in MachInst test, bool inverted, Label target);

    protected override void EmitBranch(in MachInst inst, int taken, int otherwise)
    {
        Buffer.MakeRoom();
        Buffer.SetSource(inst.Source);
        if (FallsInto(taken))
        {
            WriteJumpIf(inst, inverted: true, LabelOf(otherwise));
            return;
        }

        WriteJumpIf(inst, inverted: false, LabelOf(taken));
        Jump(otherwise);
    }

    protected override void WriteTrapIf(in MachInst inst) => WriteJumpIf(inst, inverted: false, Buffer.DeferTrap(inst.TrapCode, inst.Source));

    protected override void WriteJump(Label target) => asm.Jump(target);

    protected override void WriteCall(uint symbol)
    {
        asm.CallSymbol(symbol);
        _pushed = 0;
    }

    protected override void WriteIndirectCall()
    {
        asm.Call(abi.IndirectCode);
        _pushed = 0;
    }

    protected override void WriteTailCall(uint symbol) => asm.JumpSymbol(symbol);

    protected override void WriteIndirectTailCall() => asm.JumpTo(abi.IndirectCode);

    protected override void SwitchVmctx()
    {
        asm.Move(abi.CallerVmctx, abi.Vmctx);
        asm.Move(abi.Vmctx, abi.IndirectVmctx);
    }

    protected override void ReloadVmctx() => asm.Load(abi.Vmctx, abi.FramePointer, FrameLayout.VmctxOffset);

    protected override void LeaveFrame()
    {
        if (!_hasFrame)
        {
            return;
        }

        if (Frame.Bytes + _pushed != 0)
        {
            asm.Move(abi.StackPointer, abi.FramePointer);
        }

        asm.PopFrame();
        _pushed = 0;
    }

    protected override void WriteReturn()
    {
        asm.Add(abi.StackPointer, abi.StackPointer, Code.IncomingBytes);
        asm.Return();
    }

    protected override void OpenArguments(int bytes)
    {
        asm.Add(abi.StackPointer, abi.StackPointer, -bytes);
        _pushed = bytes;
    }

    protected override void RestoreStackPointer()
    {
        asm.Add(abi.StackPointer, abi.FramePointer, -Frame.Bytes);
        _isStackPointerKnown = true;
    }

    /// <summary>
    /// Both areas end at the same address, above all that is still needed once the saved registers are loaded, so copying from the top down
    /// never overwrites what is yet to be read.
    /// </summary>
    protected override void MoveArgumentArea(int bytes)
    {
        (Reg fp, Reg sp) = (abi.FramePointer, abi.StackPointer);
        int area = FrameLayout.IncomingArguments + Code.IncomingBytes - bytes; // of the callee, from fp
        asm.LoadFrame(Scratch1, fp);
        asm.Add(fp, fp, area);
        for (int offset = bytes - 8; offset >= 0; offset -= 8)
        {
            asm.Load(Scratch0, sp, offset);
            asm.Store(fp, offset, Scratch0);
        }

        asm.Move(sp, fp);
        asm.Move(fp, Scratch1);
        _pushed = 0;
    }

    /// <summary>The arguments of a call belong to the callee now.</summary>
    protected void ForgetArguments() => _pushed = 0;

    /// <summary>The address of a place in the frame, given from the frame pointer.</summary>
    protected (Reg Base, int Offset) FramePlace(int offset) => offset >= LowestDisplacement || !_isStackPointerKnown
        ? (abi.FramePointer, offset)
        : (abi.StackPointer, offset + Frame.Bytes + _pushed);

    // No frame is needed if nobody can look at the stack while the function runs: it calls nothing, traps nowhere, keeps nothing.
    private bool OmitsFrame()
    {
        if (!KeepsLink || Code.SavesVmctx || Frame.Bytes != 0 || Code.IncomingBytes != 0)
        {
            return false;
        }

        foreach (ref readonly MachInst inst in Code.Insts)
        {
            if (inst.Op is (ushort)SharedPseudo.TailCall or (ushort)SharedPseudo.TailCallIndirect || MayTrap(inst))
            {
                return false;
            }
        }

        return true;
    }

    private IrType SpillType(in Edit edit, Reg register) => (register.Class, Input.Problem.VRegs[edit.VReg].Bytes) switch
    {
        (RegClass.Int, _) => IrType.I64,
        (RegClass.Float, 8) => IrType.F64,
        _ => IrType.V128,
    };

    private void Exchange(Reg a, Reg b)
    {
        Reg scratch = a.Class == RegClass.Int ? Scratch0 : registers.FreeVector;
        asm.Move(scratch, a);
        asm.Move(a, b);
        asm.Move(b, scratch);
    }

    // scratch = [[vmctx + store] + limit], plus what the frame needs; if sp is below: trap
    // Reads from each page in turn: the system lets the stack grow by one page at a time.
    private void ProbeStack(int bytes)
    {
        for (int depth = FrameLayout.PageBytes; depth <= bytes; depth += FrameLayout.PageBytes)
        {
            asm.Add(Scratch1, abi.StackPointer, -depth);
            asm.Load(Scratch1, Scratch1, 0);
        }
    }

    private void CheckStack(StackLimitOffsets limit, int bytes)
    {
        asm.Load(Scratch0, abi.Vmctx, limit.StoreContext);
        asm.Load(Scratch0, Scratch0, limit.StackLimit);
        if (bytes > FrameLayout.SimpleCheckBytes)
        {
            asm.Add(Scratch0, Scratch0, bytes);
        }

        asm.JumpIfBelow(abi.StackPointer, Scratch0, Buffer.DeferTrap(Options.TrapCodes.StackOverflow, Code.FirstSource));
    }
}
