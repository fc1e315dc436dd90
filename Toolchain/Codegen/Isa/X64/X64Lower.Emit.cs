// The instruction vocabulary of the lowering rules: picks the row for an operation, an operand shape and the CPU features, and fills the
// fields. Rules never name a row themselves.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Two-operand integer operations that have register, memory and immediate forms.</summary>
internal enum X64Alu : byte
{
    Add,
    Or,
    And,
    Sub,
    Xor,
    Cmp,
}

/// <summary>One-operand integer operations.</summary>
internal enum X64Unary : byte
{
    Neg,
    Not,
    Bswap,
}

/// <summary>Widening moves.</summary>
internal enum X64Extend : byte
{
    Zero8,
    Zero16,
    Zero32,
    Sign8,
    Sign16,
    Sign32,
}

/// <summary>Shifts and rotations.</summary>
internal enum X64Shift : byte
{
    Shl,
    Shr,
    Sar,
    Rol,
    Ror,
}

/// <summary>Bit scans and counts.</summary>
internal enum X64BitOp : byte
{
    Lzcnt,
    Tzcnt,
    Popcnt,
    Bsf,
    Bsr,
}

internal sealed partial class X64Lower
{
    private Reg Alu(X64Alu op, NodeView n, Value a, X64Operand b) => AluRaw(op, n.Type.Size, DefReg(n.Id), UseReg(a), b);

    private Reg AluSized(X64Alu op, int size, NodeView n, Value a, X64Operand b) => AluRaw(op, size, DefReg(n.Id), UseReg(a), b);

    private Reg AluRaw(X64Alu op, int size, Reg dst, Reg a, X64Operand b)
    {
        if (b.Kind == X64OperandKind.Immediate)
        {
            Emit(new MachInst { Op = X64Rows.AluImm(op).Id, Size = (byte)size, R0 = dst, R1 = a, Imm = b.Imm });
            return dst;
        }

        MachInst inst = new() { Op = X64Rows.Alu(op).Id, Size = (byte)size, R0 = dst, R1 = a };
        SetRm(ref inst, b);
        Emit(inst);
        return dst;
    }

    private void AluMemReg(X64Alu op, int size, X64Mem mem, Reg source)
    {
        MachInst inst = new() { Op = X64Rows.AluStore(op).Id, Size = (byte)size, R1 = source };
        SetMem(ref inst, mem);
        Emit(inst);
    }

    private void AluMemImm(X64Alu op, int size, X64Mem mem, int imm)
    {
        MachInst inst = new() { Op = X64Rows.AluStoreImm(op).Id, Size = (byte)size, Imm = Truncated(imm, size) };
        SetMem(ref inst, mem);
        Emit(inst);
    }

    /// <summary>The immediate as the signed number of the operand's own width.</summary>
    private static long Truncated(int imm, int size) => size switch
    {
        1 => (sbyte)imm,
        2 => (short)imm,
        _ => imm,
    };

    private Reg Lea(NodeView n, X64Mem mem) => LeaRaw(n.Type.Size, DefReg(n.Id), mem);

    private Reg LeaRaw(int size, Reg dst, X64Mem mem)
    {
        MachInst inst = new() { Op = X64Int.Lea.Id, Size = (byte)size, R0 = dst };
        SetMem(ref inst, mem);
        Emit(inst);
        return dst;
    }

    private Reg Unary(X64Unary op, NodeView n, Value a)
    {
        X64Op row = op switch { X64Unary.Neg => X64Int.Neg, X64Unary.Not => X64Int.Not, X64Unary.Bswap => X64Int.Bswap };
        Reg dst = DefReg(n.Id);
        Emit(new MachInst { Op = row.Id, Size = (byte)n.Type.Size, R0 = dst, R1 = UseReg(a) });
        return dst;
    }

    private Reg ImulImm(NodeView n, X64Operand a, int imm)
    {
        MachInst inst = new() { Op = X64Int.ImulImm.Id, Size = (byte)n.Type.Size, R0 = DefReg(n.Id), Imm = imm };
        SetRm(ref inst, a);
        Emit(inst);
        return inst.R0;
    }

    private Reg ImulRm(NodeView n, Value a, X64Operand b) => ImulRaw(n.Type.Size, DefReg(n.Id), UseReg(a), b);

    private Reg ImulRaw(int size, Reg dst, Reg a, X64Operand b)
    {
        MachInst inst = new() { Op = X64Int.Imul.Id, Size = (byte)size, R0 = dst, R1 = a };
        SetRm(ref inst, b);
        Emit(inst);
        return dst;
    }

    private Reg Andn(NodeView n, Value inverted, Value other)
    {
        Reg right = UseReg(other);
        Emit(new MachInst { Op = X64Int.Andn.Id, Size = (byte)n.Type.Size, R0 = DefReg(n.Id), R1 = UseReg(inverted), R2 = right });
        return DefReg(n.Id);
    }

    private Reg Extend(X64Extend kind, NodeView n, Value a)
    {
        NodeView source = View(a);
        X64Operand operand = source.Op == Opcode.Load && source.AccessBytes == X64Rows.SourceBytes(kind) && CanSinkAnyWidth(source)
            ? Sink(source)
            : UseReg(a);
        return ExtendRaw(kind, n.Type.Size, DefReg(n.Id), operand);
    }

    private Reg ExtendRaw(X64Extend kind, int size, Reg dst, X64Operand a)
    {
        // Zero extension always clears the whole register, so the short form does.
        (X64Op row, int bytes) = X64Rows.Extend(kind, size);
        MachInst inst = new() { Op = row.Id, Size = (byte)bytes, R0 = dst };
        SetRm(ref inst, a);
        Emit(inst);
        return dst;
    }

    private Reg LoadExtended(X64Extend kind, int size, Reg dst, X64Mem mem) => ExtendRaw(kind, size, dst, mem);

    private Reg LoadPlain(int size, Reg dst, X64Mem mem)
    {
        MachInst inst = new() { Op = X64Int.Mov.Id, Size = (byte)size, R0 = dst };
        SetMem(ref inst, mem);
        Emit(inst);
        return dst;
    }

    private Reg ShiftImm(X64Shift op, NodeView n, Value a, int amount) => ShiftRaw(op, n.Type.Size, DefReg(n.Id), UseReg(a), amount);

    private Reg ShiftRaw(X64Shift op, int size, Reg dst, Reg a, int amount)
    {
        Emit(new MachInst { Op = X64Rows.ShiftImm(op).Id, Size = (byte)size, R0 = dst, R1 = a, Imm = amount });
        return dst;
    }

    private Reg ShiftCl(X64Shift op, NodeView n, Value a, Reg count)
    {
        Reg dst = DefReg(n.Id);
        Emit(new MachInst { Op = X64Rows.ShiftCl(op).Id, Size = (byte)n.Type.Size, R0 = dst, R1 = UseReg(a), R2 = count });
        return dst;
    }

    private Reg ShiftX(X64Shift op, NodeView n, Value a, Reg count)
    {
        Reg dst = DefReg(n.Id);
        Emit(new MachInst { Op = X64Rows.ShiftX(op).Id, Size = (byte)n.Type.Size, R0 = dst, R1 = count, R2 = UseReg(a) });
        return dst;
    }

    private Reg Rorx(NodeView n, Value a, int amount)
    {
        Reg dst = DefReg(n.Id);
        Emit(new MachInst { Op = X64Int.Rorx.Id, Size = (byte)n.Type.Size, R0 = dst, R2 = UseReg(a), Imm = amount });
        return dst;
    }

    private Reg BitCount(X64BitOp op, int size, Reg dst, Reg a)
    {
        Emit(new MachInst { Op = X64Rows.BitCount(op).Id, Size = (byte)size, R0 = dst, R2 = a });
        return dst;
    }

    private Reg Cmov(int size, Reg dst, X64Cond cond, Reg whenFalse, Reg whenTrue)
    {
        Emit(new MachInst { Op = X64Int.Cmovcc.Id, Size = (byte)size, Cond = (byte)cond, R0 = dst, R1 = whenFalse, R2 = whenTrue });
        return dst;
    }

    /// <summary>setcc into a copy of a register that holds zero: tied, so that the upper bits stay zero.</summary>
    private Reg Setcc(Reg dst, Reg zero, X64Cond cond)
    {
        Emit(new MachInst { Op = (ushort)X64Pseudo.SetCondition, Cond = (byte)cond, R0 = dst, R1 = zero });
        return dst;
    }

    private Reg LoadZero() => LoadImmediate(4, 0);

    private Reg LoadImmediate(int size, long value)
    {
        Reg dst = NewReg(RegClass.Int);
        LoadImmediateInto(size, dst, value);
        return dst;
    }

    private void LoadImmediateInto(int size, Reg dst, long value)
    {
        value = size == 4 ? (uint)value : value;
        MachInst inst = value switch
        {
            // xor r32, r32
            0 => new MachInst { Op = (ushort)X64Pseudo.Zero, R0 = dst },

            // mov r32, imm32: clears the upper half
            > 0 and <= uint.MaxValue => new MachInst { Op = X64Int.MovImm.Id, Size = 4, R0 = dst, Imm = (int)value },

            // mov r64, simm32
            >= int.MinValue and < 0 => new MachInst { Op = X64Int.MovImm.Id, Size = 8, R0 = dst, Imm = value },

            // movabs r64, imm64
            _ => new MachInst { Op = X64Int.MovImm64.Id, Size = 0, R0 = dst, Imm = value },
        };
        Emit(inst);
    }

    private Reg CompareImm(int size, X64Operand a, int imm)
    {
        MachInst inst = new() { Op = X64Int.CmpImm.Id, Size = (byte)size, Imm = Truncated(imm, size) };
        SetRm(ref inst, a);
        Emit(inst);
        return Reg.None;
    }

    private Reg Compare(int size, Reg a, X64Operand b)
    {
        MachInst inst = new() { Op = X64Int.Cmp.Id, Size = (byte)size, R1 = a };
        SetRm(ref inst, b);
        Emit(inst);
        return Reg.None;
    }

    private void TestRegs(int size, Reg a, X64Operand b)
    {
        MachInst inst = new() { Op = X64Int.Test.Id, Size = (byte)size, R1 = a };
        SetRm(ref inst, b);
        Emit(inst);
    }

    private void TestImm(int size, X64Operand a, int imm)
    {
        MachInst inst = new() { Op = X64Int.TestImm.Id, Size = (byte)size, Imm = imm };
        SetRm(ref inst, a);
        Emit(inst);
    }

    private void BitTest(int size, Reg a, int bit) => Emit(new MachInst { Op = X64Int.BtImm.Id, Size = (byte)size, R2 = a, Imm = bit });

    private Reg StoreInt(int bytes, X64Mem mem, Reg source)
    {
        MachInst inst = new() { Op = X64Int.MovStore.Id, Size = (byte)bytes, R1 = source };
        SetMem(ref inst, mem);
        Emit(inst);
        return Reg.None;
    }

    private Reg StoreImm(int bytes, X64Mem mem, int imm)
    {
        MachInst inst = new() { Op = X64Int.MovStoreImm.Id, Size = (byte)bytes, Imm = Truncated(imm, bytes) };
        SetMem(ref inst, mem);
        Emit(inst);
        return Reg.None;
    }

    private Reg MoveReg(IrType type, Reg dst, Reg source)
    {
        X64Op row = !type.IsFloat ? X64Int.Mov : Row(X64Sse.Movaps);
        Emit(new MachInst { Op = row.Id, Size = 8, R0 = dst, R2 = source });
        return dst;
    }

    private Reg EmitMultiplyHigh(bool signed, int size, Reg dst, Reg a, Reg b)
    {
        // mul b: rdx:rax = rax * b
        X64Op row = signed ? X64Int.ImulWide : X64Int.MulWide;
        Emit(new MachInst { Op = row.Id, Size = (byte)size, R0 = NewReg(RegClass.Int), R1 = a, R2 = b, R4 = dst });
        return dst;
    }

    private void EmitDivideOverflowCheck(int size, Reg a, Reg b, uint location) => Emit(new MachInst
    {
        Op = (ushort)X64Pseudo.DivideCheck,
        Size = (byte)size,
        R1 = a,
        R2 = b,
        TrapCode = Options.TrapCodes.IntegerOverflow,
        Source = location,
    });

    private Reg EmitDivide(X64Pseudo op, int size, bool remainder, Reg dst, Reg a, Reg b, uint location)
    {
        Reg other = NewReg(RegClass.Int);
        Emit(new MachInst
        {
            Op = (ushort)op,
            Size = (byte)size,
            R0 = remainder ? other : dst,
            R1 = a,
            R2 = b,
            R4 = remainder ? dst : other,
            Source = location,
        });
        return dst;
    }

    private Reg EmitTrapIf(X64Test test, byte trapCode, uint location)
    {
        Emit(new MachInst
        {
            Op = (ushort)SharedPseudo.TrapIf,
            Cond = (byte)test.Cond,
            Imm = (long)test.Kind,
            TrapCode = trapCode,
            Source = location,
        });
        return Reg.None;
    }

    protected override Reg EmitSlotAddress(int slot) => LeaRaw(8, NewReg(RegClass.Int), X64Mem.OnStack(slot, 0));

    protected override void EmitLoad(IrType type, Reg to, Reg @base, int offset) => LoadAny(type, to, X64Mem.At(@base, offset));

    protected override void EmitStore(IrType type, Reg @base, int offset, Reg from) => StoreAny(type, X64Mem.At(@base, offset), from);

    protected override void EmitLoadSlot(IrType type, Reg to, int slot, int offset) => LoadAny(type, to, X64Mem.OnStack(slot, offset));

    // mov r32, r32
    protected override void EmitClearUpperHalf(Reg to, Reg from) => _ = ExtendRaw(X64Extend.Zero32, 4, to, from);

    private void LoadAny(IrType type, Reg dst, X64Mem mem)
    {
        if (type.IsFloat)
        {
            _ = LoadFloat(type, dst, mem);
        }
        else
        {
            _ = LoadPlain(type.Size, dst, mem);
        }
    }

    private void StoreAny(IrType type, X64Mem mem, Reg source)
    {
        if (type.IsFloat)
        {
            _ = StoreFloat(type, mem, source);
        }
        else
        {
            _ = StoreInt(type.Size, mem, source);
        }
    }

    private static void SetRm(ref MachInst inst, in X64Operand operand)
    {
        if (operand.Kind == X64OperandKind.Register)
        {
            inst.R2 = operand.Reg;
        }
        else
        {
            SetMem(ref inst, operand.Mem);
        }
    }

    private static void SetMem(ref MachInst inst, in X64Mem mem)
    {
        switch (mem.Kind)
        {
            case X64MemKind.Registers:
                inst.Mem = mem.Index.IsValid ? MemKind.BaseIndex : MemKind.Base;
                (inst.R2, inst.R3, inst.Scale, inst.Disp) = (mem.Base, mem.Index, mem.Shift, mem.Disp);
                break;
            case X64MemKind.StackSlot:
                inst.Mem = MemKind.FrameSlot;
                inst.Disp = mem.Slot + mem.Disp;
                break;
            default:
                inst.Mem = MemKind.Pool;
                inst.Target = mem.Slot;
                break;
        }

        if (mem.TrapCode != 0)
        {
            (inst.TrapCode, inst.Source) = (mem.TrapCode, mem.Location);
        }
    }
}
