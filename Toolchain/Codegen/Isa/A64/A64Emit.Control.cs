// Control transfer, constants, loops of exclusive accesses, conversions that trap.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

internal sealed partial class A64Emit
{
    protected override void WriteJumpIf(in MachInst test, bool inverted, Label target)
    {
        A64Test holds = A64Test.Of(test);
        Write((inverted ? holds.Inverted : holds).JumpTo(target));
    }

    protected override void WriteTrap(in MachInst inst) => A64Encoder.EmitTrap(Buffer, inst.TrapCode, Options.TrapStubSymbol);

    // cmp i, n; b.hs default; adr x17, table; ldrsw x16, [x17, i, uxtw #2]; add x16, x17, x16; br x16
    protected override void WriteJumpTable(in MachInst inst, ReadOnlySpan<Label> targets, Label otherwise)
    {
        int count = targets.Length;
        (Reg offset, Reg table) = (A64Regs.Scratch0, A64Regs.Scratch1);
        if (count <= A64Assembler.MaxImm12)
        {
            Write(A64Inst.CompareImm(A64Int.SubsImm, 4, inst.R1, count));
        }
        else
        {
            asm.LoadConstant(4, offset, count);
            Write(A64Inst.Compare(4, inst.R1, offset));
        }

        Write(A64Inst.JumpIf(A64Cond.Hs, otherwise));
        Write(A64Inst.FromPool(A64Control.Adr, table, Buffer.AddJumpTable(targets)));
        Write(A64Inst.Make(A64Memory.Ldrsw.Indexed!, 0) with
        {
            R0 = offset,
            R2 = table,
            R3 = inst.R1,
            Mem = MemKind.BaseIndex,
            Cond = (byte)A64Extend.Uxtw,
            Scale = 2,
        });
        Write(A64Inst.Shifted(A64Int.Add, 8, offset, table, offset, A64Shift.Lsl, 0));
        Write(A64Inst.JumpRegister(A64Control.Br, offset));
    }

    protected override void EmitConstant(in MachInst inst, Reg register)
    {
        switch ((A64Pseudo)inst.Op)
        {
            case A64Pseudo.Constant:
                asm.LoadConstant(inst.Size, register, inst.Imm);
                break;
            case A64Pseudo.FloatConstant:
                LoadFloat(inst.Size, register, (ulong)inst.Imm);
                break;
            case A64Pseudo.VectorConstant when inst.Imm == 0:
                Write(A64Inst.FromPool(A64Memory.LitQ, register, new PoolEntry(inst.Target)));
                break;
            case A64Pseudo.VectorConstant:
                Write(A64Inst.Make(A64Vector.MoviMask, 0) with { R0 = register, Imm = inst.Imm == 1 ? 0 : 0xff });
                break;
            case A64Pseudo.SlotAddress:
                asm.Add(register, A64Regs.Fp, Frame.SlotBase + inst.Disp);
                break;
            default:
                LoadSymbolAddress(inst, register);
                break;
        }
    }

    // The distance from the first instruction, then its address, then the sum.
    private void LoadSymbolAddress(in MachInst inst, Reg register)
    {
        const int BackToStart = -8;
        Buffer.MakeRoom();
        Buffer.AddRelocation(RelocationKind.A64Distance32, (uint)inst.Target, 0);
        Write(A64Inst.MoveWide(A64Int.Movz, 4, register, 0, 0));
        Write(A64Inst.MoveWide(A64Int.Movk, 4, register, 0, 1));
        Write(A64Inst.Make(A64Control.Adr, 0) with { R0 = A64Regs.Scratch0, Mem = MemKind.PcRelative, Disp = BackToStart });
        Write(A64Inst.Extended(A64Int.AddExt, 8, register, A64Regs.Scratch0, register, A64Extend.Sxtw, 0));
    }

    private void LoadFloat(int size, Reg register, ulong bits)
    {
        if (bits == 0)
        {
            Write(A64Inst.Make(A64Vector.MoviMask, 0) with { R0 = register });
            return;
        }

        if (A64Immediates.TryEncodeFloat(bits, size, out uint field))
        {
            Write(A64Inst.Make(A64Float.FmovImm, size) with { R0 = register, Imm = field });
            return;
        }

        int parts = 0;
        for (int i = 0; i < size / 2; i++)
        {
            parts += (bits >> (16 * i) & 0xffff) != 0 ? 1 : 0;
        }

        if (size == 4 || parts <= 2)
        {
            asm.LoadConstant(size, A64Regs.Scratch0, (long)bits);
            Write(A64Inst.Reg2(size == 4 ? A64Float.FmovSW : A64Float.FmovDX, 0, register, A64Regs.Scratch0));
            return;
        }

        Span<byte> data = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(data, bits);
        Write(A64Inst.FromPool(A64Memory.LitD, register, Buffer.AddConstant(data)));
    }

    /// <summary>
    /// Not a number traps first. A 32-bit result is made with 64 bits: it fits unless its upper half is something else. A 64-bit result fits
    /// if the float lies between two bounds that are floats themselves.
    /// </summary>
    private void ExpandFloatToInt(in MachInst inst)
    {
        bool signed = inst.Cond != 0;
        int floatBytes = 1 << inst.Scale;
        Label badConversion = Buffer.DeferTrap(Options.TrapCodes.BadConversionToInteger, inst.Source);
        Label overflow = Buffer.DeferTrap(Options.TrapCodes.IntegerOverflow, inst.Source);
        Reg source = inst.R1;
        Write(A64Inst.Reg2(A64Float.Fcmp, floatBytes, Reg.None, source) with { R2 = source });
        Write(A64Inst.JumpIf(A64Cond.Vs, badConversion));
        if (inst.Size == 4)
        {
            Write(A64Inst.Reg2(A64Float.Fcvtzs, 8, inst.R0, source) with { Scale = inst.Scale });
            Write(A64Inst.Extended(A64Int.SubsExt, 8, A64Regs.Zero, inst.R0, inst.R0, signed ? A64Extend.Sxtw : A64Extend.Uxtw, 0));
            Write(A64Inst.JumpIf(A64Cond.Ne, overflow));

            // The upper half of a negative number is not zero.
            if (signed)
            {
                Write(A64Inst.Shifted(A64Int.Orr, 4, inst.R0, A64Regs.Zero, inst.R0, A64Shift.Lsl, 0));
            }

            return;
        }

        Reg bound = A64Regs.FloatScratch;
        LoadFloat(floatBytes, bound, PowerOfTwo(floatBytes, signed ? 63 : 64));
        Write(A64Inst.Reg2(A64Float.Fcmp, floatBytes, Reg.None, source) with { R2 = bound });
        Write(A64Inst.JumpIf(A64Cond.Ge, overflow));
        if (signed)
        {
            Write(A64Inst.Reg2(A64Float.Fneg, floatBytes, bound, bound));
        }
        else
        {
            LoadFloat(floatBytes, bound, floatBytes == 4 ? BitConverter.SingleToUInt32Bits(-1) : BitConverter.DoubleToUInt64Bits(-1));
        }

        Write(A64Inst.Reg2(A64Float.Fcmp, floatBytes, Reg.None, source) with { R2 = bound });
        Write(A64Inst.JumpIf(signed ? A64Cond.Mi : A64Cond.Ls, overflow));
        Write(A64Inst.Reg2(signed ? A64Float.Fcvtzs : A64Float.Fcvtzu, 8, inst.R0, source) with { Scale = inst.Scale });
    }

    private static ulong PowerOfTwo(int floatBytes, int exponent) => floatBytes == 4
        ? BitConverter.SingleToUInt32Bits(MathF.ScaleB(1, exponent))
        : BitConverter.DoubleToUInt64Bits(Math.ScaleB(1, exponent));

    private void ExpandAtomicLoop(in MachInst inst)
    {
        (Reg old, Reg value, Reg address, Reg changed) = (inst.R0, inst.R1, inst.R2, inst.R4);
        int size = inst.Size == 8 ? 8 : 4;
        Label again = Buffer.NewLabel();
        Buffer.Bind(again);
        Write(Exclusive(A64Memory.Ldaxr, inst) with { R0 = old });
        var op = (AtomicOp)inst.Imm;
        if (op == AtomicOp.Exchange)
        {
            changed = value;
        }
        else
        {
            A64Op row = op switch
            {
                AtomicOp.Add => A64Int.Add,
                AtomicOp.Sub => A64Int.Sub,
                AtomicOp.And => A64Int.And,
                AtomicOp.Or => A64Int.Orr,
                _ => A64Int.Eor,
            };
            Write(A64Inst.Shifted(row, size, changed, old, value, A64Shift.Lsl, 0));
        }

        StoreExclusive(inst, changed, again);
    }

    private void ExpandCompareExchange(in MachInst inst)
    {
        int size = inst.Size == 8 ? 8 : 4;
        Label again = Buffer.NewLabel();
        Label done = Buffer.NewLabel();
        Buffer.Bind(again);
        Write(Exclusive(A64Memory.Ldaxr, inst) with { R0 = inst.R0 });
        Write(A64Inst.Compare(size, inst.R0, inst.R1));
        Write(A64Inst.JumpIf(A64Cond.Ne, done));
        StoreExclusive(inst, inst.R4, again);
        Buffer.Bind(done);
    }

    private void StoreExclusive(in MachInst inst, Reg value, Label again)
    {
        Write(Exclusive(A64Memory.Stlxr, inst) with { R0 = A64Regs.Scratch0, R1 = value });
        Write(A64Inst.JumpZero(A64Control.Cbnz, 4, A64Regs.Scratch0, again));
    }

    private static MachInst Exclusive(A64Op op, in MachInst inst) =>
        A64Inst.Make(op, inst.Size) with { R2 = inst.R2, Mem = MemKind.Base, TrapCode = inst.TrapCode, Source = inst.Source };
}
