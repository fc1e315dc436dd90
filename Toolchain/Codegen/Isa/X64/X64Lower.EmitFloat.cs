// The float half of the instruction vocabulary: legacy SSE rows, or their VEX forms when the CPU has AVX.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Float operations with a row each for single and double.</summary>
internal enum X64FloatOp : byte
{
    Add,
    Sub,
    Mul,
    Div,
    Min,
    Max,
    Sqrt,
}

/// <summary>Bitwise operations on float registers.</summary>
internal enum X64FloatLogic : byte
{
    And,
    Or,
    Xor,
}

internal sealed partial class X64Lower
{
    /// <summary>The VEX form where it may be used.</summary>
    private X64Op Row(X64Op sse) => HasAvx ? sse.Vex ?? sse : sse;

    private Reg Float2(X64FloatOp op, IrType type, Reg dst, Reg a, X64Operand b) => FloatRm(X64Rows.Float(op, type.Size), dst, a, b);

    /// <summary>One source: the VEX forms take the upper bits from a register of their own, where the source itself will do.</summary>
    private Reg Float1(X64FloatOp op, IrType type, Reg dst, X64Operand a) => FloatUnary(X64Rows.Float(op, type.Size), dst, a, 0);

    private Reg RoundFloat(IrType type, Reg dst, X64Operand a, byte mode) => FloatUnary(type == IrType.F32 ? X64Sse.Roundss : X64Sse.Roundsd, dst, a, mode);

    private Reg ConvertFloat(IrType from, Reg dst, Reg a) => FloatUnary(from == IrType.F32 ? X64Sse.Cvtss2sd : X64Sse.Cvtsd2ss, dst, a, 0);

    private Reg FloatUnary(X64Op sse, Reg dst, X64Operand a, byte imm)
    {
        X64Op row = Row(sse);
        MachInst inst = new() { Op = row.Id, R0 = dst, Imm = imm };
        if (row.Format is X64Format.RegRegRm or X64Format.RegRegRmImm)
        {
            inst.R1 = a.Kind == X64OperandKind.Register ? a.Reg : LoadFloatZero();
        }

        SetRm(ref inst, a);
        Emit(inst);
        return dst;
    }

    private Reg FloatRm(X64Op sse, Reg dst, Reg a, X64Operand b)
    {
        MachInst inst = new() { Op = Row(sse).Id, R0 = dst, R1 = a };
        SetRm(ref inst, b);
        Emit(inst);
        return dst;
    }

    private Reg FloatLogic(X64FloatLogic op, Reg dst, Reg a, X64Operand b) => FloatRm(X64Rows.FloatLogic(op), dst, a, b);

    private Reg ConvertFromInt(IrType type, int intBytes, Reg dst, Reg clear, Reg source)
    {
        X64Op row = Row(type == IrType.F32 ? X64Sse.Cvtsi2ss : X64Sse.Cvtsi2sd);
        Emit(new MachInst { Op = row.Id, Size = (byte)intBytes, R0 = dst, R1 = clear, R2 = source });
        return dst;
    }

    private Reg LoadFloatZero()
    {
        Reg dst = NewReg(RegClass.Float);
        Emit(new MachInst { Op = (ushort)X64Pseudo.Zero, R0 = dst });
        return dst;
    }

    /// <summary>Zero by xorps, anything else from the constant pool.</summary>
    private Reg LoadFloatConstant(IrType type, ulong bits)
    {
        if (bits == 0)
        {
            return LoadFloatZero();
        }

        Reg dst = NewReg(RegClass.Float);
        LoadFloat(type, dst, X64Mem.Pooled(Constant(type.Size, bits)));
        return dst;
    }

    private Reg LoadFloat(IrType type, Reg dst, X64Mem mem)
    {
        MachInst inst = new() { Op = Row(X64Rows.FloatLoad(type.Size)).Id, R0 = dst };
        SetMem(ref inst, mem);
        Emit(inst);
        return dst;
    }

    private Reg StoreFloat(IrType type, X64Mem mem, Reg source)
    {
        MachInst inst = new() { Op = Row(X64Rows.FloatStore(type.Size)).Id, R1 = source };
        SetMem(ref inst, mem);
        Emit(inst);
        return Reg.None;
    }

    private void Ucomis(IrType type, Reg a, X64Operand b)
    {
        MachInst inst = new() { Op = Row(X64Rows.Ucomis(type.Size)).Id, R1 = a };
        SetRm(ref inst, b);
        Emit(inst);
    }

    private Reg FloatSelect(NodeView n, X64Test test, Reg whenTrue, Reg whenFalse)
    {
        Reg dst = DefReg(n.Id);
        Emit(new MachInst { Op = (ushort)X64Pseudo.FloatSelect, Cond = (byte)test.Cond, Imm = (long)test.Kind, R0 = dst, R1 = whenTrue, R2 = whenFalse });
        return dst;
    }

    private Reg FloatPseudo(X64Pseudo op, IrType type, Reg dst, Reg a, Reg b)
    {
        Emit(new MachInst { Op = (ushort)op, Size = (byte)type.Size, R0 = dst, R1 = a, R2 = b });
        return dst;
    }

    private Reg EmitFloatToInt(X64Pseudo op, IrType from, int toBytes, Reg dst, Reg source, Reg temp)
    {
        Emit(new MachInst { Op = (ushort)op, Size = (byte)from.Size, Disp = toBytes, R0 = dst, R1 = source, R2 = temp });
        return dst;
    }

    private Reg MoveFloatToInt(int size, Reg dst, Reg source)
    {
        Emit(new MachInst { Op = Row(size == 4 ? X64Sse.MovdFromXmm : X64Sse.MovqFromXmm).Id, R0 = dst, R1 = source });
        return dst;
    }

    private Reg MoveIntToFloat(int size, Reg dst, Reg source)
    {
        Emit(new MachInst { Op = Row(size == 4 ? X64Sse.MovdToXmm : X64Sse.MovqToXmm).Id, R0 = dst, R2 = source });
        return dst;
    }
}
