// Constructors of instructions, one for each shape of operands. They fill the fields that the rows' operands name.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Makes instructions.</summary>
internal static class A64Inst
{
    internal static MachInst Reg3(A64Op op, int size, Reg d, Reg n, Reg m) => Make(op, size) with { R0 = d, R1 = n, R2 = m };

    internal static MachInst Reg4(A64Op op, int size, Reg d, Reg n, Reg m, Reg a) => Make(op, size) with { R0 = d, R1 = n, R2 = m, R3 = a };

    internal static MachInst Reg2(A64Op op, int size, Reg d, Reg n) => Make(op, size) with { R0 = d, R1 = n };

    internal static MachInst Shifted(A64Op op, int size, Reg d, Reg n, Reg m, A64Shift shift, int amount) =>
        Make(op, size) with { R0 = d, R1 = n, R2 = m, Cond = (byte)shift, Imm = amount };

    internal static MachInst Extended(A64Op op, int size, Reg d, Reg n, Reg m, A64Extend extend, int amount) =>
        Make(op, size) with { R0 = d, R1 = n, R2 = m, Cond = (byte)extend, Imm = amount };

    internal static MachInst RegImm(A64Op op, int size, Reg d, Reg n, long imm) => Make(op, size) with { R0 = d, R1 = n, Imm = imm };

    internal static MachInst MoveWide(A64Op op, int size, Reg d, long imm, int step) =>
        Make(op, size) with { R0 = d, R1 = op == A64Int.Movk ? d : Reg.None, Imm = imm, Scale = (byte)step };

    internal static MachInst Bitfield(A64Op op, int size, Reg d, Reg n, int immr, int imms) => Make(op, size) with { R0 = d, R1 = n, Imm = immr, Disp = imms };

    internal static MachInst Conditional(A64Op op, int size, Reg d, Reg n, Reg m, A64Cond cond) =>
        Make(op, size) with { R0 = d, R1 = n, R2 = m, Cond = (byte)cond };

    internal static MachInst CompareImm(A64Op op, int size, Reg n, long imm) => Make(op, size) with { R0 = A64Regs.Zero, R1 = n, Imm = imm };

    internal static MachInst Compare(int size, Reg n, Reg m) => Shifted(A64Int.Subs, size, A64Regs.Zero, n, m, A64Shift.Lsl, 0);

    /// <summary>Compares if a condition holds, else sets the flags NZCV.</summary>
    internal static MachInst ConditionalCompareImm(int size, Reg n, int imm, int flags, A64Cond cond) =>
        Make(A64Int.CcmpImm, size) with { R1 = n, Imm = imm, Disp = flags, Cond = (byte)cond };

    internal static MachInst Move(Reg d, Reg n) => d.Class == RegClass.Float
        ? Make(A64Vector.Orr, 0) with { R0 = d, R1 = n, R2 = n }
        : d == A64Regs.Sp || n == A64Regs.Sp
            ? RegImm(A64Int.AddImm, 8, d, n, 0)
            : Shifted(A64Int.Orr, 8, d, A64Regs.Zero, n, A64Shift.Lsl, 0);

    internal static MachInst Load(A64Op op, Reg t, Reg @base, int disp) => Make(op, 0) with { R0 = t, R2 = @base, Disp = disp, Mem = MemKind.Base };

    internal static MachInst Store(A64Op op, Reg t, Reg @base, int disp) => Make(op, 0) with { R1 = t, R2 = @base, Disp = disp, Mem = MemKind.Base };

    internal static MachInst LoadPair(A64Op op, Reg t, Reg t2, Reg @base, int disp) => Load(op, t, @base, disp) with { R4 = t2 };

    internal static MachInst StorePair(A64Op op, Reg t, Reg t2, Reg @base, int disp) => Store(op, t, @base, disp) with { R4 = t2 };

    internal static MachInst FromPool(A64Op op, Reg d, PoolEntry entry) => Make(op, 0) with { R0 = d, Mem = MemKind.Pool, Target = entry.Index };

    internal static MachInst Address(Reg d, Label label) => Make(A64Control.Adr, 0) with { R0 = d, Mem = MemKind.Label, Target = label.Index };

    internal static MachInst Jump(Label label) => Make(A64Control.B, 0) with { Mem = MemKind.Label, Target = label.Index };

    internal static MachInst JumpIf(A64Cond cond, Label label) => Make(A64Control.BCond, 0) with { Cond = (byte)cond, Mem = MemKind.Label, Target = label.Index };

    internal static MachInst JumpZero(A64Op op, int size, Reg t, Label label) =>
        Make(op, size) with { R1 = t, Mem = MemKind.Label, Target = label.Index };

    internal static MachInst JumpBit(A64Op op, Reg t, int bit, Label label) =>
        Make(op, 0) with { R1 = t, Imm = bit, Mem = MemKind.Label, Target = label.Index };

    internal static MachInst JumpRegister(A64Op op, Reg n) => Make(op, 0) with { R1 = n };

    internal static MachInst Call(uint symbol) => Make(A64Control.Bl, 0) with { Mem = MemKind.Symbol, Target = (int)symbol };

    internal static MachInst JumpSymbol(uint symbol) => Make(A64Control.B, 0) with { Mem = MemKind.Symbol, Target = (int)symbol };

    internal static MachInst Trap() => Make(A64Control.Udf, 0) with { Imm = 0 };

    /// <summary>A vector instruction; the lanes are its <see cref="MachInst.Scale"/>.</summary>
    internal static MachInst Vector(A64Op op, Lanes lanes, Reg d, Reg n, Reg m = default) =>
        Make(op, 0) with { R0 = d, R1 = n, R2 = m, Scale = (byte)lanes.BytesLog2 };

    /// <summary>A vector instruction that changes its destination.</summary>
    internal static MachInst VectorTied(A64Op op, Lanes lanes, Reg d, Reg old, Reg n, Reg m = default) =>
        Make(op, 0) with { R0 = d, R1 = old, R2 = n, R3 = m, Scale = (byte)lanes.BytesLog2 };

    internal static MachInst Make(A64Op op, int size) => new() { Op = op.Id, Size = (byte)size, Source = CodeBuffer.NoSource };
}
