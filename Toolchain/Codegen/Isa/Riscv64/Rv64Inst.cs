// Constructors of instructions, one for each shape of operands. They fill the fields that the rows' operands name.
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Makes instructions.</summary>
internal static class Rv64Inst
{
    internal static MachInst Reg3(Rv64Op op, Reg d, Reg a, Reg b) => Make(op) with { R0 = d, R1 = a, R2 = b };

    internal static MachInst Reg2(Rv64Op op, Reg d, Reg a) => Make(op) with { R0 = d, R1 = a };

    internal static MachInst RegImm(Rv64Op op, Reg d, Reg a, long imm) => Make(op) with { R0 = d, R1 = a, Imm = imm };

    /// <summary>lui, auipc: the upper 20 of 32 bits.</summary>
    internal static MachInst Upper(Rv64Op op, Reg d, uint upper) => Make(op) with { R0 = d, Imm = upper };

    internal static MachInst Move(Reg d, Reg a) => d.Class == RegClass.Float ? Reg3(Rv64Float.FsgnjD, d, a, a) : RegImm(Rv64Int.Addi, d, a, 0);

    /// <summary>The whole of a vector register, which takes any type, but not none.</summary>
    internal static MachInst MoveVector(Reg d, Reg a) => Reg2(Rv64Vector.Vmv1rV, d, a) with { Size = (byte)Rv64VectorType.Any };

    internal static MachInst SetVectorType(Rv64VectorType type) =>
        Make(Rv64Vector.Vsetivli) with { R0 = Rv64Regs.Zero, Scale = Rv64VectorTypes.CountOf(type), Imm = Rv64VectorTypes.BitsOf(type) };

    /// <summary>Sets a control register to a small value.</summary>
    internal static MachInst SetControl(int control, byte value) =>
        Make(Rv64Vector.Csrrwi) with { R0 = Rv64Regs.Zero, Scale = value, Imm = control };

    internal static MachInst Load(Rv64Op op, Reg d, Reg @base, int disp) => Make(op) with { R0 = d, R2 = @base, Disp = disp, Mem = MemKind.Base };

    internal static MachInst Store(Rv64Op op, Reg source, Reg @base, int disp) => Make(op) with { R1 = source, R2 = @base, Disp = disp, Mem = MemKind.Base };

    internal static MachInst JumpRegister(Reg link, Reg target) => Make(Rv64Int.Jalr) with { R0 = link, R2 = target, Mem = MemKind.Base };

    internal static MachInst Jump(Label label) => Make(Rv64Int.Jal) with { R0 = Rv64Regs.Zero, Mem = MemKind.Label, Target = label.Index };

    internal static MachInst JumpAndLink(Label label) => Make(Rv64Int.Jal) with { R0 = Rv64Regs.Ra, Mem = MemKind.Label, Target = label.Index };

    internal static MachInst JumpIf(Rv64Cond cond, Reg a, Reg b, Label label) =>
        Make(RowOf(cond)) with { R1 = a, R2 = b, Mem = MemKind.Label, Target = label.Index };

    /// <summary>A float instruction that rounds.</summary>
    internal static MachInst Rounded(Rv64Op op, Rv64Rounding rounding, Reg d, Reg a, Reg b = default) =>
        Make(op) with { R0 = d, R1 = a, R2 = b, Cond = (byte)rounding };

    internal static MachInst Make(Rv64Op op) => new() { Op = op.Id, Source = CodeBuffer.NoSource };

    private static Rv64Op RowOf(Rv64Cond cond) => cond switch
    {
        Rv64Cond.Eq => Rv64Int.Beq,
        Rv64Cond.Ne => Rv64Int.Bne,
        Rv64Cond.Lt => Rv64Int.Blt,
        Rv64Cond.Ge => Rv64Int.Bge,
        Rv64Cond.Ltu => Rv64Int.Bltu,
        Rv64Cond.Geu => Rv64Int.Bgeu,
    };
}
