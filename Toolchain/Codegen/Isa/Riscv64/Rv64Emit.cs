// Allocated code to words: the pseudo-instructions of riscv64. Expansions use t5, t6 and ft11.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Writes allocated riscv64 code. One per compiling thread.</summary>
/// <param name="buffer">Where it goes.</param>
/// <param name="asm">Writes into the same buffer.</param>
internal sealed class Rv64Emit(CodeBuffer buffer, Rv64Assembler asm) : LinkRegisterEmitter(buffer, Rv64Abi.Registers, Rv64Assembler.Registers, asm)
{
    // More steps than that, and the constant is loaded: two instructions and its 8 bytes.
    private const int MostConstantSteps = 4;

    private const int VectorBytes = 16;

    protected override int LowestDisplacement => Rv64Assembler.LowestDisplacement;

    protected override Reg LinkRegister => Rv64Regs.Ra;

    protected override bool MayTrap(in MachInst inst) => inst.TrapCode != 0 || inst.Op == (ushort)Rv64Pseudo.FloatToInt;

    protected override void OnBegin()
    {
        base.OnBegin();
        asm.ForgetVectorType();
    }

    protected override void BeginBlock(int block)
    {
        base.BeginBlock(block);
        asm.ForgetVectorType();
    }

    protected override void EmitColdParts() => Rv64Encoder.EmitDeferredTraps(Buffer, Options.TrapStubSymbol);

    protected override bool IsCopyToSelf(in MachInst inst) => inst.Op == Rv64Int.Addi.Id && inst.R0 == inst.R1 && inst.Imm == 0;

    protected override void Write(in MachInst inst) => asm.Emit(inst);

    protected override void WriteMemory(in MachInst access) => asm.Access(access);

    protected override void WriteJumpIf(in MachInst test, bool inverted, Label target)
    {
        Rv64Test holds = Rv64Test.Of(test);
        JumpIf(inverted ? holds.Inverted : holds, target);
    }

    // A call of the stub stands behind the last block, together with the others.
    protected override void WriteTrap(in MachInst inst) => asm.Jump(Buffer.DeferTrap(inst.TrapCode, inst.Source));

    // li t6, n; bgeu i, t6, default; slli t6, i, 2; la t5, table; add t6, t6, t5; lw t6, 0(t6); add t6, t6, t5; jr t6
    protected override void WriteJumpTable(in MachInst inst, ReadOnlySpan<Label> targets, Label otherwise)
    {
        (Reg offset, Reg table) = (Scratch0, Scratch1);
        asm.LoadConstant(offset, targets.Length);
        Write(Rv64Inst.JumpIf(Rv64Cond.Geu, inst.R1, offset, otherwise));
        Rv64Encoder.EmitPair(Buffer, table, Rv64Inst.RegImm(Rv64Int.Addi, table, table, 0), Buffer.AddJumpTable(targets));
        Write(Rv64Inst.RegImm(Rv64Int.Slli, offset, inst.R1, 2));
        Write(Rv64Inst.Reg3(Rv64Int.Add, offset, offset, table));
        Write(Rv64Inst.Load(Rv64Memory.Lw, offset, offset, 0));
        Write(Rv64Inst.Reg3(Rv64Int.Add, offset, offset, table));
        asm.JumpTo(offset);
    }

    protected override void EmitConstant(in MachInst inst, Reg register)
    {
        switch ((Rv64Pseudo)inst.Op)
        {
            case Rv64Pseudo.Constant when IsShort(inst.Imm):
                asm.LoadConstant(register, inst.Imm);
                break;
            case Rv64Pseudo.Constant:
                Rv64Encoder.EmitPair(Buffer, register, Rv64Inst.Load(Rv64Memory.Ld, register, register, 0), Pooled(inst.Imm));
                break;
            case Rv64Pseudo.FloatConstant when inst.Size == 4:
                Write(Rv64Inst.Reg2(Rv64Float.FmvWX, register, InScratch((int)inst.Imm)));
                break;
            case Rv64Pseudo.FloatConstant when IsShort(inst.Imm):
                Write(Rv64Inst.Reg2(Rv64Float.FmvDX, register, InScratch(inst.Imm)));
                break;
            case Rv64Pseudo.FloatConstant:
                Rv64Encoder.EmitPair(Buffer, Scratch0, Rv64Inst.Load(Rv64Memory.Fld, register, Scratch0, 0), Pooled(inst.Imm));
                break;
            case Rv64Pseudo.VectorConstant:
                LoadVector(inst, register);
                break;
            case Rv64Pseudo.SlotAddress:
                asm.Add(register, Rv64Regs.Fp, Frame.SlotBase + inst.Disp);
                break;
            default:
                Rv64Encoder.EmitPair(Buffer, register, Rv64Inst.RegImm(Rv64Int.Addi, register, register, 0), (uint)inst.Target);
                break;
        }
    }

    protected override void EmitOwnPseudo(in MachInst inst)
    {
        switch ((Rv64Pseudo)inst.Op)
        {
            case Rv64Pseudo.Select:
                ExpandSelect(inst);
                break;
            case Rv64Pseudo.FloatToInt:
                ExpandFloatToInt(inst);
                break;
            case Rv64Pseudo.FloatToIntSaturating:
                ExpandSaturating(inst);
                break;
            case Rv64Pseudo.Round:
                ExpandRound(inst);
                break;
            case Rv64Pseudo.FloatMin or Rv64Pseudo.FloatMax:
                ExpandMinOrMax(inst);
                break;
            case Rv64Pseudo.DivideCheck:
                ExpandDivideCheck(inst);
                break;
            case Rv64Pseudo.AtomicLoop:
                ExpandAtomicLoop(inst);
                break;
            case Rv64Pseudo.CompareExchangeLoop:
                ExpandCompareExchange(inst);
                break;
            default:
                EmitConstant(inst, inst.R0);
                break;
        }
    }

    private static bool IsShort(long value)
    {
        Span<(Rv64ConstantStep Step, int Value)> steps = stackalloc (Rv64ConstantStep, int)[Rv64Constants.MostSteps];
        return Rv64Constants.Steps(value, steps) <= MostConstantSteps;
    }

    private PoolEntry Pooled(long bits)
    {
        Span<byte> data = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(data, bits);
        return Buffer.AddConstant(data);
    }

    private void LoadVector(in MachInst inst, Reg register)
    {
        if (inst.Size == 0)
        {
            Rv64Encoder.EmitPair(Buffer, Scratch0, Rv64Inst.RegImm(Rv64Int.Addi, Scratch0, Scratch0, 0), new PoolEntry(inst.Target));
            Write(asm.AlignedVector(Rv64Inst.Load(Rv64Vector.Vle8V, register, Scratch0, 0), Rv64Vector.AlignedLoads));
        }
        else if (Rv64Constants.FitsImm5(inst.Imm))
        {
            Write(Rv64Inst.RegImm(Rv64Vector.VmvVI, register, Reg.None, inst.Imm) with { Size = inst.Size });
        }
        else
        {
            Write(Rv64Inst.Reg3(Rv64Vector.VmvVX, register, Reg.None, InScratch(inst.Imm)) with { Size = inst.Size });
        }
    }

    private Reg InScratch(long value)
    {
        if (value == 0)
        {
            return Rv64Regs.Zero;
        }

        asm.LoadConstant(Scratch0, value);
        return Scratch0;
    }

    private void JumpIf(Rv64Test test, Label target) => Write(Rv64Inst.JumpIf(test.Cond, test.A, test.B, target));

    // b<cond> a, b, past; mv r, whenFalse
    private void ExpandSelect(in MachInst inst)
    {
        bool isVector = inst.Size == VectorBytes;
        if (isVector)
        {
            asm.Require(Rv64VectorType.Any); // on both ways
        }

        Label past = Buffer.NewLabel();
        JumpIf(Rv64Test.Of(inst), past);
        Write(isVector ? Rv64Inst.MoveVector(inst.R0, inst.R4) : Rv64Inst.Move(inst.R0, inst.R4));
        Buffer.Bind(past);
    }

    private void ExpandDivideCheck(in MachInst inst)
    {
        Label past = Buffer.NewLabel();
        Write(Rv64Inst.RegImm(Rv64Int.Addi, Scratch0, inst.R2, 1));
        JumpIf(Rv64Test.NotZero(Scratch0), past);
        asm.LoadConstant(Scratch0, inst.Size == 4 ? int.MinValue : long.MinValue);
        JumpIf(new Rv64Test(Rv64Cond.Eq, inst.R1, Scratch0), Buffer.DeferTrap(inst.TrapCode, inst.Source));
        Buffer.Bind(past);
    }

    // The instruction gives the other operand for one that is not a number; a sum is what is wanted then.
    private void ExpandMinOrMax(in MachInst inst)
    {
        bool single = inst.Size == 4;
        bool isMin = (Rv64Pseudo)inst.Op == Rv64Pseudo.FloatMin;
        Rv64Op equal = single ? Rv64Float.FeqS : Rv64Float.FeqD;
        Label past = Buffer.NewLabel();
        Write(Rv64Inst.Reg3(equal, Scratch0, inst.R1, inst.R1));
        Write(Rv64Inst.Reg3(equal, Scratch1, inst.R2, inst.R2));
        Write(Rv64Inst.Reg3(Rv64Int.And, Scratch0, Scratch0, Scratch1));
        Rv64Op op = isMin ? (single ? Rv64Float.FminS : Rv64Float.FminD) : single ? Rv64Float.FmaxS : Rv64Float.FmaxD;
        Write(Rv64Inst.Reg3(op, inst.R0, inst.R1, inst.R2));
        JumpIf(Rv64Test.NotZero(Scratch0), past);
        Write(Rv64Inst.Rounded(single ? Rv64Float.FaddS : Rv64Float.FaddD, Rv64Rounding.Dynamic, inst.R0, inst.R1, inst.R2));
        Buffer.Bind(past);
    }

    /// <summary>
    /// Through an integer and back, with the sign that was there, unless the exponent says that there is no fraction. What has none passes a
    /// minimum with itself, which makes a quiet not-a-number of any.
    /// </summary>
    private void ExpandRound(in MachInst inst)
    {
        bool single = inst.Size == 4;
        (Reg result, Reg source) = (inst.R0, inst.R1);
        var rounding = (Rv64Rounding)inst.Cond;
        Label past = Buffer.NewLabel();
        Write(Rv64Inst.Reg2(single ? Rv64Float.FmvXW : Rv64Float.FmvXD, Scratch0, source));
        Write(Rv64Inst.RegImm(Rv64Int.Slli, Scratch0, Scratch0, single ? 33 : 1));
        Write(Rv64Inst.RegImm(Rv64Int.Srli, Scratch0, Scratch0, single ? 56 : 53));
        asm.LoadConstant(Scratch1, single ? 127 + 23 : 1023 + 52);
        Write(Rv64Inst.Reg3(single ? Rv64Float.FminS : Rv64Float.FminD, result, source, source));
        JumpIf(new Rv64Test(Rv64Cond.Geu, Scratch0, Scratch1), past);
        Write(Rv64Inst.Rounded(single ? Rv64Float.FcvtLS : Rv64Float.FcvtLD, rounding, Scratch0, source));
        Write(Rv64Inst.Rounded(single ? Rv64Float.FcvtSL : Rv64Float.FcvtDL, Rv64Rounding.Dynamic, result, Scratch0));
        Write(Rv64Inst.Reg3(single ? Rv64Float.FsgnjS : Rv64Float.FsgnjD, result, result, source));
        Buffer.Bind(past);
    }

    private static Rv64Op ToInt(in MachInst inst, bool isWord, bool signed) => (inst.Scale, isWord, signed) switch
    {
        (4, true, true) => Rv64Float.FcvtWS,
        (4, true, false) => Rv64Float.FcvtWuS,
        (4, false, true) => Rv64Float.FcvtLS,
        (4, false, false) => Rv64Float.FcvtLuS,
        (_, true, true) => Rv64Float.FcvtWD,
        (_, true, false) => Rv64Float.FcvtWuD,
        (_, false, true) => Rv64Float.FcvtLD,
        (_, false, false) => Rv64Float.FcvtLuD,
    };

    // The instruction saturates, but takes what is not a number for a large one: that becomes zero by a mask.
    private void ExpandSaturating(in MachInst inst)
    {
        Write(Rv64Inst.Reg3(inst.Scale == 4 ? Rv64Float.FeqS : Rv64Float.FeqD, Scratch0, inst.R1, inst.R1));
        Write(Rv64Inst.Rounded(ToInt(inst, inst.Size == 4, inst.Cond != 0), Rv64Rounding.Zero, inst.R0, inst.R1));
        Write(Rv64Inst.Reg3(Rv64Int.Sub, Scratch0, Rv64Regs.Zero, Scratch0));
        Write(Rv64Inst.Reg3(Rv64Int.And, inst.R0, inst.R0, Scratch0));
    }

    /// <summary>
    /// Not a number traps first. A 32-bit result is made with 64 bits: it fits unless its upper half is something else. A 64-bit result fits
    /// if the float lies between two bounds that are floats themselves.
    /// </summary>
    private void ExpandFloatToInt(in MachInst inst)
    {
        bool signed = inst.Cond != 0;
        bool single = inst.Scale == 4;
        (Reg result, Reg source, Reg bound) = (inst.R0, inst.R1, Rv64Regs.FloatScratch);
        Label badConversion = Buffer.DeferTrap(Options.TrapCodes.BadConversionToInteger, inst.Source);
        Label overflow = Buffer.DeferTrap(Options.TrapCodes.IntegerOverflow, inst.Source);
        Write(Rv64Inst.Reg3(single ? Rv64Float.FeqS : Rv64Float.FeqD, Scratch0, source, source));
        JumpIf(Rv64Test.IsZero(Scratch0), badConversion);
        if (inst.Size == 4)
        {
            Write(Rv64Inst.Rounded(ToInt(inst, isWord: false, signed: true), Rv64Rounding.Zero, result, source));
            if (signed)
            {
                Write(Rv64Inst.RegImm(Rv64Int.Addiw, Scratch0, result, 0));
                JumpIf(new Rv64Test(Rv64Cond.Ne, Scratch0, result), overflow);
            }
            else
            {
                Write(Rv64Inst.RegImm(Rv64Int.Srli, Scratch0, result, 32));
                JumpIf(Rv64Test.NotZero(Scratch0), overflow);
                Write(Rv64Inst.RegImm(Rv64Int.Addiw, result, result, 0));
            }

            return;
        }

        (Rv64Op less, Rv64Op notAbove) = single ? (Rv64Float.FltS, Rv64Float.FleS) : (Rv64Float.FltD, Rv64Float.FleD);
        LoadBound(single, bound, Math.ScaleB(1, signed ? 63 : 64));
        Write(Rv64Inst.Reg3(less, Scratch0, source, bound));
        JumpIf(Rv64Test.IsZero(Scratch0), overflow);
        LoadBound(single, bound, signed ? -Math.ScaleB(1, 63) : -1);
        Write(Rv64Inst.Reg3(signed ? notAbove : less, Scratch0, bound, source));
        JumpIf(Rv64Test.IsZero(Scratch0), overflow);
        Write(Rv64Inst.Rounded(ToInt(inst, isWord: false, signed), Rv64Rounding.Zero, result, source));
    }

    private void LoadBound(bool single, Reg register, double value)
    {
        asm.LoadConstant(Scratch0, single ? BitConverter.SingleToInt32Bits((float)value) : BitConverter.DoubleToInt64Bits(value));
        Write(Rv64Inst.Reg2(single ? Rv64Float.FmvWX : Rv64Float.FmvDX, register, Scratch0));
    }

    private void ExpandAtomicLoop(in MachInst inst)
    {
        (Reg old, Reg value, Reg mask, Reg changed) = (inst.R0, inst.R1, inst.R3, inst.R4);
        Label again = BeginLoop(inst);
        var op = (AtomicOp)inst.Imm;
        if (op == AtomicOp.Exchange)
        {
            Write(Rv64Inst.Reg3(Rv64Int.Xor, changed, old, value));
        }
        else
        {
            Rv64Op row = op switch
            {
                AtomicOp.Add => Rv64Int.Add,
                AtomicOp.Sub => Rv64Int.Sub,
                AtomicOp.And => Rv64Int.And,
                AtomicOp.Or => Rv64Int.Or,
                _ => Rv64Int.Xor,
            };
            Write(Rv64Inst.Reg3(row, changed, old, value));
            Write(Rv64Inst.Reg3(Rv64Int.Xor, changed, changed, old));
        }

        // What differs within the mask is changed.
        Write(Rv64Inst.Reg3(Rv64Int.And, changed, changed, mask));
        Write(Rv64Inst.Reg3(Rv64Int.Xor, changed, changed, old));
        EndLoop(inst, changed, again);
    }

    private void ExpandCompareExchange(in MachInst inst)
    {
        (Reg old, Reg expected, Reg mask, Reg replacement) = (inst.R0, inst.R1, inst.R3, inst.R4);
        Label done = Buffer.NewLabel();
        Label again = BeginLoop(inst);
        Reg seen = old;
        if (mask.IsValid)
        {
            Write(Rv64Inst.Reg3(Rv64Int.And, Scratch1, old, mask));
            seen = Scratch1;

            // A word is sign-extended, so is its mask, and so is what is expected there.
        }

        JumpIf(new Rv64Test(Rv64Cond.Ne, seen, expected), done);
        if (mask.IsValid)
        {
            Write(Rv64Inst.Reg3(Rv64Int.Xor, Scratch1, old, replacement));
            Write(Rv64Inst.Reg3(Rv64Int.And, Scratch1, Scratch1, mask));
            Write(Rv64Inst.Reg3(Rv64Int.Xor, Scratch1, Scratch1, old));
            replacement = Scratch1;
        }

        EndLoop(inst, replacement, again);
        Buffer.Bind(done);
    }

    private Label BeginLoop(in MachInst inst)
    {
        Label again = Buffer.NewLabel();
        Buffer.MakeRoom();
        Buffer.Bind(again);
        Write(Rv64Inst.Load(inst.Size == 8 ? Rv64Memory.LrD : Rv64Memory.LrW, inst.R0, inst.R2, 0) with { TrapCode = inst.TrapCode, Source = inst.Source });
        return again;
    }

    private void EndLoop(in MachInst inst, Reg value, Label again)
    {
        Write(Rv64Inst.Store(inst.Size == 8 ? Rv64Memory.ScD : Rv64Memory.ScW, value, inst.R2, 0) with
        {
            R0 = Scratch0,
            TrapCode = inst.TrapCode,
            Source = inst.Source,
        });
        JumpIf(Rv64Test.NotZero(Scratch0), again);
    }
}
