// Allocated code to words: prologue, addresses of the frame, pseudo-instructions, moves of the allocator.
//
// Slots of the frame are counted from the frame pointer, but negative offsets reach only 256 bytes; further away the stack pointer is the base,
// whose distance is known everywhere but at the start of a handler.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Writes allocated aarch64 code. One per compiling thread.</summary>
internal sealed partial class A64Emit(CodeBuffer buffer) : FunctionEmitter(buffer)
{
    private const int MaxImm12 = 0xfff;

    private Label[] _tableLabels = new Label[16];
    private FrameLayout _frame;
    private int _pushed; // bytes of the argument area that is open
    private bool _isStackPointerKnown;

    /// <summary>Bytes of the frame just written.</summary>
    internal override int FrameBytes => _frame.Bytes;

    protected override bool IsJump(in MachInst inst) => inst.Op == (ushort)A64Pseudo.Jump;

    protected override void OnBegin() => (_pushed, _isStackPointerKnown) = (0, true);

    protected override void EmitPrologue()
    {
        OnBegin();
        _frame = FrameLayout.Of(Code, Allocated.SlotCount);
        Write(A64Inst.StorePair(A64Memory.StpXPre, A64Regs.Fp, A64Regs.Lr, A64Regs.Sp, -16));
        Write(A64Inst.Move(A64Regs.Fp, A64Regs.Sp));
        if (Options.StackLimit is { } limit && (Code.HasCalls || _frame.Bytes > FrameLayout.UncheckedLeafBytes))
        {
            CheckStack(limit, _frame.Bytes + Code.LargestOutgoing);
        }

        AddConstant(A64Regs.Sp, A64Regs.Sp, -_frame.Bytes);
        if (Code.SavesVmctx)
        {
            WriteMemory(A64Inst.Store(A64Memory.StrX, A64Abi.Vmctx, A64Regs.Fp, FrameLayout.VmctxOffset));
        }
    }

    protected override void BeginBlock(int block)
    {
        CodeBlock range = Code.Blocks[block];
        _isStackPointerKnown = range.Start == range.End || Code.Insts[range.Start].Op != (ushort)A64Pseudo.LandingPad;
    }

    protected override void UseSlot(ref MachInst inst, int slot) =>
        throw new InvalidOperationException("no aarch64 instruction has an operand in memory");

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
                Write(A64Inst.Move(edit.To.Register, edit.From.Register));
                break;
            case EditKind.Move when edit.From.IsSlot:
                WriteFrame(A64Inst.Load(SpillRow(edit, edit.To.Register, load: true), edit.To.Register, Reg.None, 0), _frame.OffsetOfSpill(edit.From.Slot));
                break;
            default:
                WriteFrame(A64Inst.Store(SpillRow(edit, edit.From.Register, load: false), edit.From.Register, Reg.None, 0), _frame.OffsetOfSpill(edit.To.Slot));
                break;
        }
    }

    protected override void EmitInst(ref MachInst inst, int block)
    {
        if (A64Pseudos.IsPseudo(inst))
        {
            EmitPseudo(inst, block);
        }
        else if (inst.Mem == MemKind.FrameSlot)
        {
            WriteFrame(inst, _frame.SlotBase + inst.Disp);
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

    protected override void EmitColdParts() => A64Encoder.EmitDeferredTraps(Buffer, Options.TrapStubSymbol);

    private static bool IsCopyToSelf(in MachInst inst) =>
        (inst.Op == A64Vector.Orr.Id && inst.R0 == inst.R1 && inst.R1 == inst.R2)
        || (inst.Op == A64Int.Orr.Id && inst.Size == 8 && inst.R0 == inst.R2 && inst.R1 == A64Regs.Zero && inst.Imm == 0);

    private A64Op SpillRow(in Edit edit, Reg register, bool load) => (register.Class, Input.Problem.VRegs[edit.VReg].Bytes) switch
    {
        (RegClass.Int, _) => load ? A64Memory.LdrX : A64Memory.StrX,
        (RegClass.Float, 8) => load ? A64Memory.LdrD : A64Memory.StrD,
        _ => load ? A64Memory.LdrQ : A64Memory.StrQ,
    };

    private void Exchange(Reg a, Reg b)
    {
        Reg scratch = a.Class == RegClass.Int ? A64Regs.Scratch0 : A64Regs.FloatScratch;
        Write(A64Inst.Move(scratch, a));
        Write(A64Inst.Move(a, b));
        Write(A64Inst.Move(b, scratch));
    }

    private void CheckStack(StackLimitOffsets limit, int bytes)
    {
        // ldr x16, [vmctx + store]; ldr x16, [x16 + limit]; cmp sp, x16; b.lo trap
        Reg scratch = A64Regs.Scratch0;
        WriteMemory(A64Inst.Load(A64Memory.LdrX, scratch, A64Abi.Vmctx, limit.StoreContext));
        WriteMemory(A64Inst.Load(A64Memory.LdrX, scratch, scratch, limit.StackLimit));
        if (bytes > FrameLayout.SimpleCheckBytes)
        {
            LoadConstant(8, A64Regs.Scratch1, bytes);
            Write(A64Inst.Shifted(A64Int.Add, 8, scratch, scratch, A64Regs.Scratch1, A64Shift.Lsl, 0));
        }

        Write(A64Inst.Extended(A64Int.SubsExt, 8, A64Regs.Zero, A64Regs.Sp, scratch, A64Extend.Uxtx, 0));
        Write(A64Inst.JumpIf(A64Cond.Lo, Buffer.DeferTrap(Options.TrapCodes.StackOverflow, Code.FirstSource)));
    }

    private void EmitPseudo(in MachInst inst, int block)
    {
        switch ((A64Pseudo)inst.Op)
        {
            case A64Pseudo.Entry:
                break;
            case A64Pseudo.Call or A64Pseudo.CallIndirect:
                EmitCall(inst, block);
                break;
            case A64Pseudo.Return:
                LeaveFrame();
                AddConstant(A64Regs.Sp, A64Regs.Sp, Code.IncomingBytes);
                Write(A64Inst.JumpRegister(A64Control.Ret, A64Regs.Lr));
                break;
            case A64Pseudo.TailCall or A64Pseudo.TailCallIndirect:
                EmitTailCall(inst);
                break;
            case A64Pseudo.Jump:
                Jump(Graph.Targets(block)[0]);
                break;
            case A64Pseudo.PushArguments:
                AddConstant(A64Regs.Sp, A64Regs.Sp, (int)-inst.Imm);
                _pushed = (int)inst.Imm;
                break;
            case A64Pseudo.LandingPad:
                AddConstant(A64Regs.Sp, A64Regs.Fp, -_frame.Bytes);
                _isStackPointerKnown = true;
                break;
            case A64Pseudo.Branch:
                EmitBranch(inst, Graph.Targets(block)[0], Graph.Targets(block)[1]);
                break;
            case A64Pseudo.JumpTable:
                EmitJumpTable(inst, block);
                break;
            case A64Pseudo.TrapIf:
                Write(A64Test.Of(inst).JumpTo(Buffer.DeferTrap(inst.TrapCode, inst.Source)));
                break;
            case A64Pseudo.Trap:
                Buffer.MakeRoom();
                Buffer.SetSource(inst.Source);
                A64Encoder.EmitTrap(Buffer, inst.TrapCode, Options.TrapStubSymbol);
                break;
            case A64Pseudo.Constant or A64Pseudo.FloatConstant or A64Pseudo.VectorConstant or A64Pseudo.SlotAddress or A64Pseudo.SymbolAddress:
                EmitConstant(inst, inst.R0);
                break;
            case A64Pseudo.FloatToInt:
                ExpandFloatToInt(inst);
                break;
            case A64Pseudo.AtomicLoop:
                ExpandAtomicLoop(inst);
                break;
            default:
                ExpandCompareExchange(inst);
                break;
        }
    }

    private void Write(in MachInst inst) => A64Encoder.Emit(Buffer, inst);

    /// <summary>Writes an access to the frame.</summary>
    private void WriteFrame(in MachInst access, int offset)
    {
        int fromSp = offset + _frame.Bytes + _pushed;
        bool isNear = offset >= -256 || !_isStackPointerKnown;
        WriteMemory(access with { Mem = MemKind.Base, R2 = isNear ? A64Regs.Fp : A64Regs.Sp, Disp = isNear ? offset : fromSp });
    }

    /// <summary>Writes an access with whatever displacement it has.</summary>
    private void WriteMemory(in MachInst access)
    {
        A64Op op = A64Table.Of(access);
        int bytes = 1 << op.AccessLog2;
        if (op.Unscaled is null || (access.Disp >= 0 && access.Disp % bytes == 0 && access.Disp / bytes <= MaxImm12))
        {
            Write(access);
        }
        else if (access.Disp is >= -256 and < 256)
        {
            Write(access with { Op = op.Unscaled.Id });
        }
        else
        {
            LoadConstant(8, A64Regs.Scratch0, access.Disp);
            Write(access with { Op = op.Indexed!.Id, Mem = MemKind.BaseIndex, R3 = A64Regs.Scratch0, Cond = (byte)A64Extend.Uxtx, Scale = 0, Disp = 0 });
        }
    }

    /// <summary>to = from + value; either may be the stack pointer.</summary>
    private void AddConstant(Reg to, Reg from, int value)
    {
        A64Op op = value < 0 ? A64Int.SubImm : A64Int.AddImm;
        long magnitude = Math.Abs((long)value);
        if (magnitude > 0xff_ffff)
        {
            LoadConstant(8, A64Regs.Scratch0, value);
            Write(A64Inst.Extended(A64Int.AddExt, 8, to, from, A64Regs.Scratch0, A64Extend.Uxtx, 0));
            return;
        }

        long low = magnitude & MaxImm12;
        if (magnitude > MaxImm12)
        {
            Write(A64Inst.RegImm(op, 8, to, from, magnitude - low));
            from = to;
        }

        if (low != 0 || (magnitude == 0 && to != from))
        {
            Write(A64Inst.RegImm(op, 8, to, from, low));
        }
    }

    /// <summary>register = value: one instruction where there is one, else 16 bits each.</summary>
    private void LoadConstant(int size, Reg register, long value)
    {
        ulong bits = size == 4 ? (uint)value : (ulong)value;
        int steps = size / 2;
        int zeros = 0;
        int ones = 0;
        for (int i = 0; i < steps; i++)
        {
            zeros += (bits >> (16 * i) & 0xffff) == 0 ? 1 : 0;
            ones += (bits >> (16 * i) & 0xffff) == 0xffff ? 1 : 0;
        }

        if (Math.Max(zeros, ones) < steps - 1 && A64Immediates.TryEncodePattern(bits, size, out _))
        {
            Write(A64Inst.RegImm(A64Int.OrrImm, size, register, A64Regs.Zero, (long)bits));
            return;
        }

        bool inverted = ones > zeros;
        ulong filler = inverted ? 0xffffu : 0;
        A64Op op = inverted ? A64Int.Movn : A64Int.Movz;
        if (Math.Max(zeros, ones) == steps)
        {
            Write(A64Inst.MoveWide(op, size, register, 0, 0));
            return;
        }

        for (int i = 0; i < steps; i++)
        {
            ulong part = bits >> (16 * i) & 0xffff;
            if (part != filler)
            {
                Write(A64Inst.MoveWide(op, size, register, (long)(op == A64Int.Movn ? part ^ 0xffff : part), i));
                op = A64Int.Movk;
            }
        }
    }
}
