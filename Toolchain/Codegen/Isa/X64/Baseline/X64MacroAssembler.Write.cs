// The formats that the baseline compiler writes most, made in place and encoded. The names and parameters are those of X64Inst.
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64.Baseline;

internal sealed partial class X64MacroAssembler
{
    private void Write(in MachInst inst) => X64Encoder.Emit(Buffer, inst);

    private void Write(X64Op op, int size, in X64Rm rm, Reg r0, Reg r1, long imm)
    {
        X64Inst.Make(out MachInst inst, op, size, rm, r0, r1, imm);
        X64Encoder.Emit(Buffer, inst);
    }

    private void RegRm(X64Op op, int size, Reg dst, in X64Rm rm) => Write(op, size, rm, dst, default, 0);

    private void RegRmImm(X64Op op, int size, Reg dst, in X64Rm rm, long imm) => Write(op, size, rm, dst, default, imm);

    private void RegRegRm(X64Op op, int size, Reg dst, Reg left, in X64Rm rm) => Write(op, size, rm, dst, left, 0);

    private void RegRegImm(X64Op op, int size, Reg dst, Reg left, long imm) => Write(op, size, default, dst, left, imm);

    private void MemReg(X64Op op, int size, in X64Rm memory, Reg source) => Write(op, size, memory, default, source, 0);

    private void MemImm(X64Op op, int size, in X64Rm memory, long imm) => Write(op, size, memory, default, default, imm);

    private void Lea(int size, Reg dst, in X64Rm memory) => Write(X64Int.Lea, size, memory, dst, default, 0);

    private void CmpRegRm(X64Op op, int size, Reg left, in X64Rm rm) => Write(op, size, rm, default, left, 0);

    private void CmpRmReg(X64Op op, int size, in X64Rm rm, Reg right) => Write(op, size, rm, default, right, 0);

    private void CmpRmImm(X64Op op, int size, in X64Rm rm, long imm) => Write(op, size, rm, default, default, imm);
}
