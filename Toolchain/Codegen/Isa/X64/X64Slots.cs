// The encoding fields of an instruction: where a format puts its operands. Encoder and decoder share this file's two functions,
// which are inverses of each other, so operand places are stated once.
namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Which MachInst field, if any, sits in an encoding field.</summary>
internal enum X64Field : sbyte
{
    /// <summary>Unused, or the opcode extension.</summary>
    None = -1,
    R0,
    R1,
    R2,
    R3,
    R4,

    /// <summary>modrm.rm holds the rm operand: R2 or memory.</summary>
    Rm,

    /// <summary>modrm.rm holds the memory operand, never a register.</summary>
    Memory,
}

/// <summary>Contents of modrm.reg, modrm.rm and VEX.vvvv.</summary>
/// <param name="Reg">modrm.reg.</param>
/// <param name="Rm">modrm.rm; <see cref="X64Field.None"/>: no ModRM byte.</param>
/// <param name="Vvvv">VEX.vvvv.</param>
internal readonly record struct X64Slots(X64Field Reg, X64Field Rm, X64Field Vvvv = X64Field.None)
{
    /// <summary>The places of a row's operands.</summary>
    internal static X64Slots Of(X64Op op)
    {
        bool vex = op.Code.Vex;
        return op.Format switch
        {
            X64Format.RegRm or X64Format.RegRmImm => new(X64Field.R0, X64Field.Rm),
            X64Format.RegRegRm or X64Format.RegRegRmImm => new(X64Field.R0, X64Field.Rm, vex ? X64Field.R1 : X64Field.None),
            X64Format.RegAccRegRm => new(X64Field.R0, X64Field.Rm, X64Field.R1),
            X64Format.Cmovcc => new(X64Field.R0, X64Field.Rm),
            X64Format.RegRegImm or X64Format.RegReg => new(X64Field.None, vex ? X64Field.R1 : X64Field.R0, vex ? X64Field.R0 : X64Field.None),
            X64Format.ShiftCl => new(X64Field.None, X64Field.R0),
            X64Format.RegRmVvvv => new(X64Field.R0, X64Field.Rm, X64Field.R1),
            X64Format.VvvvRm => new(X64Field.None, X64Field.Rm, X64Field.R0),
            X64Format.RegRegMr or X64Format.RegRegMrImm => new(X64Field.R1, X64Field.R0),
            X64Format.MemReg or X64Format.MemRegImm or X64Format.XchgMem => new(X64Field.R1, X64Field.Memory),
            X64Format.MemImm or X64Format.Mem => new(X64Field.None, X64Field.Memory),
            X64Format.Lea => new(X64Field.R0, X64Field.Memory),
            X64Format.CmpRegRm or X64Format.CmpRmReg => new(X64Field.R1, X64Field.Rm),
            X64Format.CmpRmImm or X64Format.BranchRm or X64Format.Mul or X64Format.Div => new(X64Field.None, X64Field.Rm),
            X64Format.Mulx => new(X64Field.R4, X64Field.Rm, X64Field.R0),
            X64Format.Setcc => new(X64Field.None, X64Field.R0),
            X64Format.XchgReg => new(X64Field.R0, X64Field.R2),
            X64Format.CmpxchgMem => new(X64Field.R4, X64Field.Memory),
            X64Format.OpcodeReg or X64Format.SignOfAcc or X64Format.MovImm or X64Format.MovImm64 or X64Format.Push or X64Format.Pop
                or X64Format.Jcc or X64Format.Branch or X64Format.RetImm or X64Format.Fixed => new(X64Field.None, X64Field.None),
        };
    }

    /// <summary>Whether R1 must be the register R0 once allocated: two-address forms.</summary>
    internal static bool IsTied(X64Op op) => op.Format switch
    {
        X64Format.RegRegRm or X64Format.RegRegRmImm or X64Format.RegRegImm or X64Format.RegReg => !op.Code.Vex,
        X64Format.Cmovcc or X64Format.ShiftCl or X64Format.OpcodeReg or X64Format.XchgMem => true,
        X64Format.RegRm or X64Format.RegRmImm or X64Format.RegAccRegRm or X64Format.RegRmVvvv or X64Format.VvvvRm or X64Format.RegRegMr or X64Format.RegRegMrImm
            or X64Format.MemReg or X64Format.MemRegImm or X64Format.MemImm or X64Format.Mem or X64Format.Lea or X64Format.CmpRegRm
            or X64Format.CmpRmReg or X64Format.CmpRmImm or X64Format.BranchRm or X64Format.Mul or X64Format.Div or X64Format.SignOfAcc
            or X64Format.Mulx or X64Format.Setcc or X64Format.MovImm or X64Format.MovImm64 or X64Format.XchgReg or X64Format.CmpxchgMem
            or X64Format.Push or X64Format.Pop or X64Format.Jcc or X64Format.Branch or X64Format.RetImm or X64Format.Fixed => false,
    };
}
