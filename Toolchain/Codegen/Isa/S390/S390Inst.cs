// Constructors of instructions, one for each shape of operands.
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Makes instructions.</summary>
internal static class S390Inst
{
    internal static MachInst Make(S390Op op) => new() { Op = op.Id, Source = CodeBuffer.NoSource };

    /// <summary>d = op a.</summary>
    internal static MachInst Reg2(S390Op op, Reg d, Reg a) => Make(op) with { R0 = d, R1 = a };

    /// <summary>d = a op b.</summary>
    internal static MachInst Reg3(S390Op op, Reg d, Reg a, Reg b) => Make(op) with { R0 = d, R1 = a, R2 = b };

    /// <summary>d = op(a, b, c).</summary>
    internal static MachInst Reg4(S390Op op, Reg d, Reg a, Reg b, Reg c) => Make(op) with { R0 = d, R1 = a, R2 = b, R3 = c };

    /// <summary>d = a op number; a is missing where the row has none.</summary>
    internal static MachInst RegImm(S390Op op, Reg d, Reg a, long imm) => Make(op) with { R0 = d, R1 = a, Imm = imm };

    /// <summary>Compares, sets the condition code.</summary>
    internal static MachInst Compare(S390Op op, Reg a, Reg b) => Make(op) with { R1 = a, R2 = b };

    /// <summary>Compares with a number.</summary>
    internal static MachInst CompareImm(S390Op op, Reg a, long imm) => Make(op) with { R1 = a, Imm = imm };

    /// <summary>d = a shifted by amount, or by the register and amount.</summary>
    internal static MachInst Shift(S390Op op, Reg d, Reg a, int amount, Reg register = default) => Make(op) with { R0 = d, R1 = a, R2 = register, Disp = amount };

    /// <summary>d = bits first to last (from the left) of a, rotated left.</summary>
    internal static MachInst Run(Reg d, Reg a, int first, int last, int rotation) =>
        Make(S390Int.Risbgnz) with { R0 = d, R1 = a, Imm = first, Disp = last, Scale = (byte)rotation };

    /// <summary>d = a op bits first to last of b, rotated left.</summary>
    internal static MachInst WithRun(S390Op op, Reg d, Reg a, Reg b, int first, int last, int rotation) =>
        Make(op) with { R0 = d, R1 = a, R2 = b, Imm = first, Disp = last, Scale = (byte)rotation };

    internal static MachInst Load(S390Op op, Reg to, Reg @base, int offset) => Make(op) with { R0 = to, R2 = @base, Disp = offset, Mem = MemKind.Base };

    internal static MachInst Store(S390Op op, Reg from, Reg @base, int offset) => Make(op) with { R1 = from, R2 = @base, Disp = offset, Mem = MemKind.Base };

    /// <summary>Copies a register.</summary>
    internal static MachInst Move(Reg to, Reg from) => Reg2(to.Class == RegClass.Int ? S390Int.Lgr : S390Vector.Vlr, to, from);

    /// <summary>to = from + offset, without touching the condition code.</summary>
    internal static MachInst Address(Reg to, Reg from, int offset) => Load(offset is >= 0 and < 4096 ? S390Memory.La : S390Memory.Lay, to, from, offset);

    /// <summary>to = address of a label, behind the code or in it.</summary>
    internal static MachInst AddressOf(Reg to, Label label) => Make(S390Control.Larl) with { R0 = to, Mem = MemKind.Label, Target = label.Index };

    /// <summary>to = address of a constant or table.</summary>
    internal static MachInst FromPool(S390Op op, Reg to, PoolEntry entry) => Make(op) with { R0 = to, Mem = MemKind.Pool, Target = entry.Index };

    /// <summary>Branches on the condition code.</summary>
    internal static MachInst JumpIf(S390Cond cond, Label label, bool isLong) =>
        Make(isLong ? S390Control.Brcl : S390Control.Brc) with { Cond = (byte)cond, Mem = MemKind.Label, Target = label.Index };

    /// <summary>Subtracts one from a register and branches unless that gives zero.</summary>
    internal static MachInst CountDown(Reg register, int size, Label label) =>
        Make(size == 8 ? S390Control.Brctg : S390Control.Brct) with { R0 = register, R1 = register, Mem = MemKind.Label, Target = label.Index };

    /// <summary>Jumps to an address.</summary>
    internal static MachInst JumpRegister(Reg register) => Make(S390Control.Br) with { R1 = register };

    /// <summary>Calls an address.</summary>
    internal static MachInst CallRegister(Reg register) => Make(S390Control.Basr) with { R0 = S390Regs.Lr, R1 = register };

    /// <summary>Calls a symbol.</summary>
    internal static MachInst Call(uint symbol) => Make(S390Control.Brasl) with { R0 = S390Regs.Lr, Mem = MemKind.Symbol, Target = (int)symbol };

    /// <summary>Jumps to a symbol.</summary>
    internal static MachInst JumpSymbol(uint symbol) =>
        Make(S390Control.Brcl) with { Cond = (byte)S390Cond.Always, Mem = MemKind.Symbol, Target = (int)symbol };
}
