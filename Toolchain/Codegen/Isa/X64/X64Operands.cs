// The operand collector: what register allocation and its checker need to know about an instruction. Like encoder and printer
// it switches on the format only. Call arguments, results and clobbers belong to the call in VCode, not to the instruction.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Lists the register operands of instructions.</summary>
internal static class X64Operands
{
    /// <summary>The most operands an instruction has.</summary>
    internal const int MaxOperands = 6;

    /// <summary>Writes the operands of <paramref name="inst"/> in a fixed order (uses before definitions); returns how many.</summary>
    /// <param name="inst">The instruction.</param>
    /// <param name="into">At least <see cref="MaxOperands"/> long.</param>
    /// <remarks>Operands that are physical registers already are listed too: the caller skips reserved ones. A tied definition names
    /// the field of its use; it occupies its register from the early position on (its copy is made before the instruction), so no other
    /// use shares that register unless it holds the same value. All uses are early, all results late.</remarks>
    internal static int Collect(in MachInst inst, Span<Operand> into)
    {
        X64Op op = X64Table.Of(inst);
        Collector c = new(into, op, inst);
        _ = op.Format switch
        {
            X64Format.RegRm or X64Format.RegRmImm or X64Format.VvvvRm => c.Rm() && c.Def(),
            X64Format.Lea => c.Rm() && c.Def(),
            X64Format.RegRegRm or X64Format.RegRegRmImm => op.Code.Vex
                ? c.Use(1) && c.Rm() && c.Def()
                : c.Use(1) && c.Rm() && c.Tied(),
            X64Format.RegAccRegRm => c.Use(4) && c.Use(1) && c.Rm() && c.Tied(4),
            X64Format.Cmovcc => c.Use(1) && c.Rm() && c.Tied(),
            X64Format.RegRegImm or X64Format.RegReg or X64Format.OpcodeReg => c.Use(1) && c.Tied(),
            X64Format.ShiftCl => c.Use(1) && c.FixedUse(2, X64Regs.Rcx) && c.Tied(),
            X64Format.RegRmVvvv => c.Use(1) && c.Rm() && c.Def(),
            X64Format.RegRegMr or X64Format.RegRegMrImm => c.Use(1) && c.DefOf(op.RmFile),
            X64Format.MemReg or X64Format.MemRegImm or X64Format.CmpRegRm or X64Format.CmpRmReg => c.Use(1) && c.Rm(),
            X64Format.MemImm or X64Format.Mem or X64Format.CmpRmImm or X64Format.BranchRm => c.Rm(),
            X64Format.Mul => c.FixedUse(1, X64Regs.Rax) && c.Rm() && c.FixedDef(0, X64Regs.Rax) && c.FixedDef(4, X64Regs.Rdx),
            X64Format.Div => c.FixedUse(1, X64Regs.Rax) && c.FixedUse(3, X64Regs.Rdx) && c.Rm()
                && c.FixedDef(0, X64Regs.Rax) && c.FixedDef(4, X64Regs.Rdx),
            X64Format.SignOfAcc => c.FixedUse(1, X64Regs.Rax) && c.FixedDef(0, X64Regs.Rdx),
            X64Format.Mulx => c.FixedUse(1, X64Regs.Rdx) && c.Rm() && c.Def() && c.Def(4),
            X64Format.Setcc or X64Format.MovImm or X64Format.MovImm64 or X64Format.Pop => c.Def(),
            X64Format.XchgMem => c.Use(1) && c.Rm() && c.Tied(),
            X64Format.XchgReg => c.Use(0) && c.Use(2) && c.Def() && c.Def(2),
            X64Format.CmpxchgMem => c.FixedUse(1, X64Regs.Rax) && c.Use(4) && c.Rm()
                && c.FixedDef(0, X64Regs.Rax),
            X64Format.Push => c.Use(1),
            X64Format.Jcc or X64Format.Branch or X64Format.RetImm or X64Format.Fixed => true,
        };
        return c.Count;
    }

    private ref struct Collector(Span<Operand> into, X64Op op, in MachInst inst)
    {
        private readonly Span<Operand> _into = into;
        private readonly X64Op _op = op;
        private readonly MemKind _mem = inst.Mem;
        private readonly bool _hasBase = inst.R2.IsValid;

        internal int Count { get; private set; }

        internal bool Use(int field) =>
            Add(field, _op.RegFile, OperandRole.Use, OperandConstraint.Register, OperandPosition.Early);

        internal bool FixedUse(int field, Reg register) =>
            Add(field, RegClass.Int, OperandRole.Use, OperandConstraint.Fixed, OperandPosition.Early, register);

        internal bool FixedDef(int field, Reg register) =>
            Add(field, RegClass.Int, OperandRole.Def, OperandConstraint.Fixed, OperandPosition.Late, register);

        internal bool Def(int field = 0) => Add(field, _op.RegFile, OperandRole.Def, OperandConstraint.Register, OperandPosition.Late);

        internal bool DefOf(RegClass file) => Add(0, file, OperandRole.Def, OperandConstraint.Register, OperandPosition.Late);

        internal bool Tied(int field = 1) =>
            Add(0, _op.RegFile, OperandRole.Def, OperandConstraint.Reuse, OperandPosition.Late, reuse: field);

        internal bool Rm()
        {
            if (_mem == MemKind.None)
            {
                bool slot = !_op.Has(X64Effects.RegOnly) && !_op.NeedsAlignment && _op.RmBytes <= 8;
                return Add(2, _op.RmFile, OperandRole.Use, slot ? OperandConstraint.RegisterOrSlot : OperandConstraint.Register, OperandPosition.Early);
            }

            if (_mem is MemKind.Base or MemKind.BaseIndex && _hasBase)
            {
                Add(2, RegClass.Int, OperandRole.Use, OperandConstraint.Register, OperandPosition.Early);
            }

            return _mem != MemKind.BaseIndex || Add(3, RegClass.Int, OperandRole.Use, OperandConstraint.Register, OperandPosition.Early);
        }

        private bool Add(
            int field, RegClass file, OperandRole role, OperandConstraint constraint, OperandPosition position, Reg register = default, int reuse = 0)
        {
            _into[Count++] = new Operand((byte)field, file, role, constraint, position, register, (byte)reuse);
            return true;
        }
    }
}
