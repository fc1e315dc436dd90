// Pseudo-instructions that all instruction sets share: control flow, calls, the frame. What is left to an instruction set is one step each.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

internal abstract partial class FunctionEmitter
{
    private Label[] _tableLabels = new Label[16];

    /// <summary>The frame of the function being written.</summary>
    protected FrameLayout Frame { get; set; }

    /// <summary>Bytes of the frame just written.</summary>
    internal int FrameBytes => Frame.Bytes;

    /// <summary>Writes what a pseudo-instruction stands for.</summary>
    /// <param name="inst">It, its registers physical.</param>
    /// <param name="block">Its block; of no interest to an instruction set's own.</param>
    protected void EmitPseudo(in MachInst inst, int block)
    {
        switch ((SharedPseudo)inst.Op)
        {
            case SharedPseudo.Entry:
                break;
            case SharedPseudo.Call or SharedPseudo.CallIndirect:
                EmitCall(inst, block);
                break;
            case SharedPseudo.Return:
                LeaveFrame();
                WriteReturn();
                break;
            case SharedPseudo.TailCall or SharedPseudo.TailCallIndirect:
                EmitTailCall(inst);
                break;
            case SharedPseudo.Jump:
                Jump(Graph.Targets(block)[0]);
                break;
            case SharedPseudo.Branch:
                EmitBranch(inst, Graph.Targets(block)[0], Graph.Targets(block)[1]);
                break;
            case SharedPseudo.JumpTable:
                EmitJumpTable(inst, block);
                break;
            case SharedPseudo.TrapIf:
                WriteTrapIf(inst);
                break;
            case SharedPseudo.Trap:
                Buffer.MakeRoom();
                Buffer.SetSource(inst.Source);
                WriteTrap(inst);
                break;
            case SharedPseudo.PushArguments:
                OpenArguments((int)inst.Imm);
                break;
            case SharedPseudo.LandingPad:
                RestoreStackPointer();
                break;
            default:
                EmitOwnPseudo(inst);
                break;
        }
    }

    /// <summary>Writes a pseudo-instruction of the instruction set.</summary>
    protected abstract void EmitOwnPseudo(in MachInst inst);

    /// <summary>Writes an unconditional jump.</summary>
    protected abstract void WriteJump(Label target);

    /// <summary>Writes the branch to one block or the other; what comes next is left out.</summary>
    protected abstract void EmitBranch(in MachInst inst, int taken, int otherwise);

    /// <summary>Writes the jump to one of some labels by the index in R1, or to the last one.</summary>
    protected abstract void WriteJumpTable(in MachInst inst, ReadOnlySpan<Label> targets, Label otherwise);

    /// <summary>Writes the test and the way to the trap.</summary>
    protected abstract void WriteTrapIf(in MachInst inst);

    /// <summary>Writes a trap.</summary>
    protected abstract void WriteTrap(in MachInst inst);

    /// <summary>Writes the call of a symbol.</summary>
    protected abstract void WriteCall(uint symbol);

    /// <summary>Writes the call of the address in the convention's register.</summary>
    protected abstract void WriteIndirectCall();

    /// <summary>Writes the jump to a symbol, the frame being gone.</summary>
    protected abstract void WriteTailCall(uint symbol);

    /// <summary>The same to the address in the convention's register.</summary>
    protected abstract void WriteIndirectTailCall();

    /// <summary>Makes the vmctx of an indirect call the current one.</summary>
    protected abstract void SwitchVmctx();

    /// <summary>Loads the own vmctx from the frame.</summary>
    protected abstract void ReloadVmctx();

    /// <summary>Gives the caller's frame and stack pointer back.</summary>
    protected abstract void LeaveFrame();

    /// <summary>Pops the arguments and returns.</summary>
    protected abstract void WriteReturn();

    /// <summary>Leaves the frame and replaces the argument area by another, of a different size, that lies at the stack pointer.</summary>
    protected abstract void MoveArgumentArea(int bytes);

    /// <summary>Takes room for the arguments of a call.</summary>
    protected abstract void OpenArguments(int bytes);

    /// <summary>Computes the stack pointer from the frame pointer.</summary>
    protected abstract void RestoreStackPointer();

    /// <summary>Jumps to a block unless it comes next.</summary>
    protected void Jump(int target)
    {
        if (!FallsInto(target))
        {
            WriteJump(LabelOf(target));
        }
    }

    private void EmitJumpTable(in MachInst inst, int block)
    {
        ReadOnlySpan<int> targets = Graph.Targets(block);
        int count = targets.Length - 1;
        if (_tableLabels.Length < count)
        {
            _tableLabels = new Label[count * 2];
        }

        for (int i = 0; i < count; i++)
        {
            _tableLabels[i] = LabelOf(targets[i]);
        }

        WriteJumpTable(inst, _tableLabels.AsSpan(0, count), LabelOf(targets[count]));
    }

    private void EmitCall(in MachInst inst, int block)
    {
        ref readonly CallInfo call = ref Code.Call(inst.Target);
        Buffer.MakeRoom();
        Buffer.SetSource(inst.Source);
        if ((SharedPseudo)inst.Op == SharedPseudo.CallIndirect)
        {
            if (call.SwitchesVmctx)
            {
                SwitchVmctx();
            }

            WriteIndirectCall();
        }
        else
        {
            WriteCall(call.Symbol);
        }

        NoteSafepoint(Frame);
        if (call.HasHandler)
        {
            Buffer.AddHandler(LabelOf(Graph.Targets(block)[1]));
        }

        if (call.ReloadsVmctx)
        {
            ReloadVmctx();
        }

        if (call.HasHandler)
        {
            Jump(Graph.Targets(block)[0]);
        }
    }

    private void EmitTailCall(in MachInst inst)
    {
        ref readonly CallInfo call = ref Code.Call(inst.Target);
        bool indirect = (SharedPseudo)inst.Op == SharedPseudo.TailCallIndirect;
        Buffer.MakeRoom();
        Buffer.SetSource(inst.Source);
        if (call.SwitchesVmctx)
        {
            SwitchVmctx();
        }

        if (call.StackBytes == Code.IncomingBytes)
        {
            LeaveFrame();
        }
        else
        {
            MoveArgumentArea(call.StackBytes);
        }

        if (indirect)
        {
            WriteIndirectTailCall();
        }
        else
        {
            WriteTailCall(call.Symbol);
        }
    }
}
