// The few instructions that expansions are made of, over physical registers.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Emit
{
    private X64Op Row(X64Op sse) => _avx ? sse.Vex ?? sse : sse;

    private void Write(in MachInst inst) => X64Encoder.Emit(Buffer, inst);

    private Label NewLabel() => Buffer.NewLabel();

    private void Bind(Label label) => Buffer.Bind(label);

    private void Jmp(Label label) => Write(X64Inst.Jmp(label));

    private void Jcc(X64Cond cond, Label label) => Write(X64Inst.Jcc(cond, label));

    /// <summary>Traps if the condition holds; belongs to the instruction whose cold part is being written.</summary>
    private void JumpTrap(X64Cond cond, byte code, uint source) => Jcc(cond, Buffer.DeferTrap(code, source));

    private void AluImm(X64Alu op, int size, Reg register, int imm) => Write(op == X64Alu.Cmp
        ? X64Inst.CmpRmImm(X64Int.CmpImm, size, register, imm)
        : X64Inst.RegRegImm(X64Rows.AluImm(op), size, register, register, imm));

    private void TestRegs(int size, Reg a, Reg b) => Write(X64Inst.CmpRmReg(X64Int.Test, size, a, b));

    private void TestImm(int size, Reg a, int imm) => Write(X64Inst.CmpRmImm(X64Int.TestImm, size, a, imm));

    private void MoveInt(int size, Reg dst, Reg source) => Write(X64Inst.RegRm(X64Int.Mov, size, dst, source));

    private void ShiftImm(X64Shift op, int size, Reg register, int amount) =>
        Write(X64Inst.RegRegImm(X64Rows.ShiftImm(op), size, register, register, amount));

    private void IntZero(Reg register) => Write(X64Inst.RegRegRm(X64Int.Xor, 4, register, register, register));

    private void LoadImmediate(int size, Reg register, long value) => Write(X64Inst.MovImm(size, register, value));

    private void FloatZero(Reg register) => Write(X64Inst.RegRegRm(Row(X64Sse.Xorps), 0, register, register, register));

    private void VectorOnes(Reg register) => Write(X64Inst.RegRegRm(Row(X64Vector.Pcmpeqd), 0, register, register, register));

    private void MoveFloat(Reg dst, Reg source)
    {
        if (dst != source)
        {
            Write(X64Inst.Copy(dst, source, _avx));
        }
    }

    private void Ucomis(int bytes, Reg a, Reg b) => Write(X64Inst.CmpRegRm(Row(X64Rows.Ucomis(bytes)), 0, a, b));

    private void UcomisConstant(int bytes, Reg a, double value) =>
        Write(X64Inst.CmpRegRm(Row(X64Rows.Ucomis(bytes)), 0, a, X64Rm.AtPool(FloatConstant(bytes, value))));

    private void Float2(X64FloatOp op, int bytes, Reg dst, Reg other) =>
        Write(X64Inst.RegRegRm(Row(X64Rows.Float(op, bytes)), 0, dst, dst, other));

    private void Float2Constant(X64FloatOp op, int bytes, Reg dst, double value) =>
        Write(X64Inst.RegRegRm(Row(X64Rows.Float(op, bytes)), 0, dst, dst, X64Rm.AtPool(FloatConstant(bytes, value))));

    private void FloatLogic(X64FloatLogic op, Reg dst, Reg other) =>
        Write(X64Inst.RegRegRm(Row(X64Rows.FloatLogic(op)), 0, dst, dst, other));

    private void IntToFloat(int floatBytes, int intBytes, Reg dst, Reg source) =>
        Write(X64Inst.RegRegRm(Row(floatBytes == 4 ? X64Sse.Cvtsi2ss : X64Sse.Cvtsi2sd), intBytes, dst, dst, source));

    private void FloatToInt(int floatBytes, int intBytes, Reg dst, Reg source) =>
        Write(X64Inst.RegRm(Row(floatBytes == 4 ? X64Sse.Cvttss2si : X64Sse.Cvttsd2si), intBytes, dst, source));

    private void OrConstant(Reg register, ulong bits)
    {
        Span<byte> data = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(data, bits);
        Write(X64Inst.RegRegRm(X64Int.Or, 8, register, register, X64Rm.AtPool(Buffer.AddConstant(data))));
    }

    private PoolEntry FloatConstant(int bytes, double value)
    {
        Span<byte> data = stackalloc byte[8];
        if (bytes == 4)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data, (float)value);
        }
        else
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data, value);
        }

        return Buffer.AddConstant(data[..bytes]);
    }
}
