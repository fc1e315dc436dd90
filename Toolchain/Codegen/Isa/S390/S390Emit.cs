// Allocated code to bytes: frames, moves of the allocator, control flow. Spill slots are written in the machine's byte order, but for references
// to objects, which the collector reads and changes: they are little-endian, as everything that the runtime sees.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Writes allocated s390x code. One per compiling thread.</summary>
/// <param name="buffer">Where it goes.</param>
/// <param name="asm">Writes into the same buffer.</param>
internal sealed partial class S390Emit(CodeBuffer buffer, S390Assembler asm)
    : LinkRegisterEmitter(buffer, S390Abi.Registers, S390Assembler.Registers, asm)
{
    private const int LargestPrologue = 96;
    private const int LargestEdit = 24;
    private const int BlockPadding = 16;

    private bool _countsDown;

    protected override int LowestDisplacement => S390Assembler.LowestDisplacement;

    protected override void EmitPrologue()
    {
        asm.IsShort = LargestCode() < S390Fields.ShortReach;
        asm.KeepsReturnAddress = KeepsLink;
        base.EmitPrologue();
    }

    protected override Reg LinkRegister => S390Regs.Lr;

    protected override bool MayTrap(in MachInst inst) => inst.TrapCode != 0 || inst.Op == (ushort)S390Pseudo.FloatToInt;

    protected override void EmitColdParts() => S390Encoder.EmitDeferredTraps(Buffer, Options.TrapStubSymbol);

    protected override bool IsCopyToSelf(in MachInst inst) => inst.R0 == inst.R1 && (inst.Op == S390Int.Lgr.Id || inst.Op == S390Vector.Vlr.Id);

    /// <summary>Writes an instruction; a vector register above the float registers is copied where it stands for one.</summary>
    protected override void Write(in MachInst inst)
    {
        S390Op op = S390Table.Of(inst);
        if (op.Memory is not null && inst.Mem is MemKind.Base or MemKind.BaseIndex)
        {
            asm.Access(inst);
        }
        else if (op.HasFloat)
        {
            WriteFloat(inst);
        }
        else
        {
            S390Encoder.Emit(Buffer, inst);
        }
    }

    protected override void WriteMemory(in MachInst access) => Write(access);

    protected override void EmitEdit(in Edit edit)
    {
        bool isLoad = edit.From.IsSlot;
        if (edit.Kind != EditKind.Move || (edit.From.IsRegister && edit.To.IsRegister) || Allocated.IsTraced((isLoad ? edit.From : edit.To).Slot))
        {
            base.EmitEdit(edit);
            return;
        }

        Reg register = isLoad ? edit.To.Register : edit.From.Register;
        (Reg from, int offset) = FramePlace(Frame.OffsetOfSpill(isLoad ? edit.From.Slot : edit.To.Slot));
        S390Op op = (register.Class, Input.Problem.VRegs[edit.VReg].Bytes, register.Number < 16) switch
        {
            (RegClass.Int, _, _) => isLoad ? S390Memory.Lg : S390Memory.Stg,
            (_, 8, true) => isLoad ? S390Memory.Ldy : S390Memory.Stdy,
            (_, 8, false) => isLoad ? S390Vector.Vlrep[3] : S390Vector.Vsteg,
            _ => isLoad ? S390Vector.Vl : S390Vector.Vst,
        };
        asm.Access(isLoad ? S390Inst.Load(op, register, from, offset) : S390Inst.Store(op, register, from, offset));
    }

    // Adding -1 in front of the branch that tests for zero is a part of that branch, and of no other.
    protected override void EmitInst(ref MachInst inst, int block)
    {
        bool isDecrement = (inst.Op == S390Int.Ahik.Id || inst.Op == S390Int.Aghik.Id) && inst.Imm == -1 && inst.R0 == inst.R1;
        if (isDecrement && asm.IsShort && TryPeek(block, out MachInst next) && next.Op == (ushort)SharedPseudo.Branch
            && S390Test.Of(next) == S390Test.NotZero(inst.R0, inst.Op == S390Int.Ahik.Id ? 4 : 8) && !FallsInto(Graph.Targets(block)[0]))
        {
            _countsDown = true;
            return;
        }

        base.EmitInst(ref inst, block);
        _countsDown = false;
    }

    protected override void WriteJumpIf(in MachInst test, bool inverted, Label target)
    {
        S390Test wanted = inverted ? S390Test.Of(test).Inverted : S390Test.Of(test);
        if (_countsDown)
        {
            S390Encoder.Emit(Buffer, S390Inst.CountDown(wanted.A, wanted.Size, target));
            return;
        }

        if (!asm.IsShort && wanted.Kind != S390TestKind.Flags)
        {
            Write(wanted.Compare());
            wanted = S390Test.Flags(wanted.Cond);
        }

        S390Encoder.Emit(Buffer, wanted.JumpTo(target, isLong: !asm.IsShort));
    }

    protected override void WriteJumpTable(in MachInst inst, ReadOnlySpan<Label> targets, Label otherwise)
    {
        // clfi i, n; jhe default; r = i * 4; larl r1, table; agf r1, 0(r, r1); br r1
        Reg offset = inst.R0;
        Write(S390Inst.CompareImm(S390Int.Clfi, inst.R1, targets.Length));
        asm.JumpIf(S390Cond.HighEqual, otherwise);
        Write(S390Inst.Run(offset, inst.R1, 30, 61, 2));
        Write(S390Inst.FromPool(S390Control.Larl, Scratch0, Buffer.AddJumpTable(targets, isBigEndian: true)));
        Write(S390Inst.Load(S390Memory.Agf, Scratch0, Scratch0, 0) with { R1 = Scratch0, Mem = MemKind.BaseIndex, R3 = offset });
        Write(S390Inst.JumpRegister(Scratch0));
    }

    protected override void WriteTrap(in MachInst inst) => S390Encoder.EmitTrap(Buffer, inst.TrapCode, Options.TrapStubSymbol);

    /// <summary>
    /// Both areas end at the same address, above all that is still needed once the saved registers are loaded, so copying from the top down
    /// never overwrites what is yet to be read. The caller's vmctx is in a scratch register, so values move through a float register.
    /// </summary>
    protected override void MoveArgumentArea(int bytes)
    {
        int area = FrameLayout.IncomingArguments + Code.IncomingBytes - bytes; // of the callee, from fp
        asm.Add(Scratch0, S390Regs.Fp, area);
        asm.LoadFrame(S390Regs.Fp, S390Regs.Fp);
        for (int offset = bytes - 8; offset >= 0; offset -= 8)
        {
            asm.Load(S390Regs.FloatScratch, S390Regs.Sp, offset);
            asm.Store(Scratch0, offset, S390Regs.FloatScratch);
        }

        asm.Move(S390Regs.Sp, Scratch0);
        ForgetArguments();
    }

    protected override void EmitConstant(in MachInst inst, Reg register)
    {
        switch ((S390Pseudo)inst.Op)
        {
            case S390Pseudo.Constant:
                asm.LoadConstant(inst.Size, register, inst.Imm);
                break;
            case S390Pseudo.FloatConstant:
                LoadFloat(inst.Size, register, (ulong)inst.Imm);
                break;
            case S390Pseudo.VectorConstant:
                Write(S390Inst.FromPool(S390Control.Larl, Scratch0, new PoolEntry(inst.Target)));
                Write(S390Inst.Load(S390Vector.Vl, register, Scratch0, 0));
                break;
            case S390Pseudo.SlotAddress:
                (Reg from, int offset) = FramePlace(Frame.SlotBase + inst.Disp);
                asm.Add(register, from, offset);
                break;
            case S390Pseudo.SymbolAddress:
                Write(S390Inst.Make(S390Control.Larl) with { R0 = register, Mem = MemKind.Symbol, Target = inst.Target });
                break;
            default:
                Write(inst with { R0 = register });
                break;
        }
    }

    private void LoadFloat(int size, Reg register, ulong bits)
    {
        if (bits == 0)
        {
            Write(S390Inst.RegImm(S390Vector.Vgbm, register, Reg.None, 0));
            return;
        }

        if (size == 4 || (uint)bits == 0)
        {
            // llilf or llihf r1, bits; vlvg v, r1, 0
            asm.LoadConstant(8, Scratch0, (long)bits);
            Write(S390Inst.RegImm(S390Vector.Vlvg[size == 4 ? 2 : 3], register, register, 0) with { R2 = Scratch0 });
            return;
        }

        Span<byte> data = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(data, bits);
        Write(S390Inst.FromPool(S390Control.Larl, Scratch0, Buffer.AddConstant(data)));
        Write(S390Inst.Load(S390Vector.Vlrep[3], register, Scratch0, 0));
    }

    private void WriteFloat(MachInst inst)
    {
        Reg result = inst.R0;
        foreach (S390Arg arg in S390Table.Of(inst).Args)
        {
            if (arg.View == S390View.F && inst[arg.Field].Number > 15)
            {
                if (arg.Kind == S390ArgKind.Use)
                {
                    Write(S390Inst.Move(S390Regs.FloatScratch, inst[arg.Field]));
                }

                inst.SetReg(arg.Field, S390Regs.FloatScratch);
            }
        }

        S390Encoder.Emit(Buffer, inst);
        if (inst.R0 != result)
        {
            Write(S390Inst.Move(result, inst.R0));
        }
    }

    // An upper bound, so that short branches are used only where all of them reach.
    private long LargestCode()
    {
        long bytes = LargestPrologue + ((long)Allocated.Edits.Length * LargestEdit) + ((long)Code.BlockCount * BlockPadding);
        foreach (ref readonly MachInst inst in Code.Insts)
        {
            if (SharedPseudos.IsPseudo(inst))
            {
                bytes += S390Pseudos.LargestSize(inst);
                bytes += TargetIsa.HasFixedOperands(inst) ? Code.Call(inst.Target).StackBytes * 2 : 0;
                continue;
            }

            S390Op op = S390Table.Of(inst);
            bool isFar = op.Memory is not null && (inst.Mem == MemKind.FrameSlot || inst.Disp is < 0 or >= S390Assembler.ShortDisplacements);
            bytes += op.Bytes + (op.HasFloat ? 12 : 0) + (isFar ? 24 : 0);
        }

        return bytes;
    }
}
