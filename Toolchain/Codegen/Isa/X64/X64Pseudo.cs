// Instructions of lowering that are no single machine instruction: control flow between blocks, calls with their fixed registers, and short
// sequences with jumps inside, which register allocation sees as one. X64Emit expands them.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

using static SharedPseudos;

/// <summary>Pseudo-instructions besides the shared ones.</summary>
internal enum X64Pseudo : ushort
{
    /// <summary>R0 = 0; changes the flags.</summary>
    Zero = SharedPseudo.FirstOwn,

    /// <summary>R0 = all bits set; a vector.</summary>
    Ones,

    /// <summary>R0 = R1 (tied, zero) with its low byte set to the condition.</summary>
    SetCondition,

    /// <summary>R0 = R1 (tied) or R2: float select. Cond, Imm: kind of test.</summary>
    FloatSelect,

    /// <summary>R0 = min(R1 (tied), R2).</summary>
    FloatMin,

    /// <summary>R0 = max(R1 (tied), R2).</summary>
    FloatMax,

    /// <summary>R0 = float of R1 unsigned 64-bit; R2: integer temporary.</summary>
    FromUint64,

    /// <summary>R0 = trunc(R1); Disp: result bytes. Traps.</summary>
    ToSint,

    /// <summary>R0 = saturating trunc(R1); Disp: result bytes.</summary>
    ToSintSat,

    /// <summary>R0 = trunc(R1) unsigned 32-bit; R2: integer temporary. Traps.</summary>
    ToUint32,

    /// <summary>R0 = saturating trunc(R1) unsigned 32-bit; R2: integer temporary.</summary>
    ToUint32Sat,

    /// <summary>R0 = trunc(R1) unsigned 64-bit; R2: float temporary. Traps.</summary>
    ToUint64,

    /// <summary>R0 = saturating trunc(R1) unsigned 64-bit; R2: float temporary.</summary>
    ToUint64Sat,

    /// <summary>Traps with an overflow if R1 is the smallest integer and R2 is -1.</summary>
    DivideCheck,

    /// <summary>R0 (rax), R4 (rdx) = quotient and remainder of R1 (rax) by R2.</summary>
    UnsignedDivide,

    /// <summary>The same, signed.</summary>
    SignedDivide,

    /// <summary>The same, with remainder 0 for a divisor of -1.</summary>
    SignedRemainder,

    /// <summary>R0 (rax) = memory; memory = memory op R1; R4: temporary. Imm: the operation.</summary>
    AtomicLoop,
}

/// <summary>What register allocation and dumps know about pseudo-instructions.</summary>
internal static class X64Pseudos
{
    /// <summary>Collects the operands in the fields of <paramref name="inst"/>.</summary>
    internal static int Operands(in MachInst inst, Span<Operand> operands) => IsShared(inst) ? SharedPseudos.Operands(inst, operands) : (X64Pseudo)inst.Op switch
    {
        X64Pseudo.Zero or X64Pseudo.Ones => Fill(operands, Def(0, inst.R0.Class)),
        X64Pseudo.SetCondition => Fill(operands, Use(1, RegClass.Int), Reuse(0, RegClass.Int)),
        X64Pseudo.FloatSelect or X64Pseudo.FloatMin or X64Pseudo.FloatMax =>
            Fill(operands, Use(1, RegClass.Float), Use(2, RegClass.Float), Reuse(0, RegClass.Float)),
        X64Pseudo.FromUint64 => Fill(operands, LateUse(1, RegClass.Int), Def(2, RegClass.Int), Def(0, RegClass.Float)),
        X64Pseudo.ToSint or X64Pseudo.ToSintSat => Fill(operands, Use(1, RegClass.Float), Def(0, RegClass.Int)),
        X64Pseudo.ToUint32 or X64Pseudo.ToUint32Sat => Fill(operands, Use(1, RegClass.Float), Def(2, RegClass.Int), Def(0, RegClass.Int)),
        X64Pseudo.ToUint64 or X64Pseudo.ToUint64Sat => Fill(operands, Use(1, RegClass.Float), Def(2, RegClass.Float), Def(0, RegClass.Int)),
        X64Pseudo.DivideCheck => Fill(operands, Use(1, RegClass.Int), Use(2, RegClass.Int)),
        X64Pseudo.AtomicLoop => Fill(
            operands,
            LateUse(1, RegClass.Int),
            LateUse(2, RegClass.Int),
            new Operand(0, RegClass.Int, OperandRole.Def, OperandConstraint.Fixed, OperandPosition.Late, X64Regs.Rax, 0),
            Def(4, RegClass.Int),
            LateUse(3, RegClass.Int)) - (inst.Mem == MemKind.BaseIndex ? 0 : 1),
        X64Pseudo.UnsignedDivide or X64Pseudo.SignedDivide or X64Pseudo.SignedRemainder => Fill(
            operands,
            new Operand(1, RegClass.Int, OperandRole.Use, OperandConstraint.Fixed, OperandPosition.Early, X64Regs.Rax, 0),
            LateUse(2, RegClass.Int),
            new Operand(4, RegClass.Int, OperandRole.Def, OperandConstraint.Fixed, OperandPosition.Late, X64Regs.Rdx, 0),
            new Operand(0, RegClass.Int, OperandRole.Def, OperandConstraint.Fixed, OperandPosition.Late, X64Regs.Rax, 0)),
    };

    internal static string Name(in MachInst inst) => IsShared(inst) ? SharedPseudos.Name(inst) : (X64Pseudo)inst.Op switch
    {
        X64Pseudo.Zero => "zero",
        X64Pseudo.Ones => "ones",
        X64Pseudo.SetCondition => "set_condition",
        X64Pseudo.FloatSelect => "float_select",
        X64Pseudo.FloatMin => "float_min",
        X64Pseudo.FloatMax => "float_max",
        X64Pseudo.FromUint64 => "from_uint64",
        X64Pseudo.ToSint => "to_sint",
        X64Pseudo.ToSintSat => "to_sint_sat",
        X64Pseudo.ToUint32 => "to_uint32",
        X64Pseudo.ToUint32Sat => "to_uint32_sat",
        X64Pseudo.ToUint64 => "to_uint64",
        X64Pseudo.ToUint64Sat => "to_uint64_sat",
        X64Pseudo.DivideCheck => "divide_check",
        X64Pseudo.UnsignedDivide => "unsigned_divide",
        X64Pseudo.SignedDivide => "signed_divide",
        X64Pseudo.SignedRemainder => "signed_remainder",
        X64Pseudo.AtomicLoop => "atomic_loop",
    };

    private static Operand Reuse(byte field, RegClass registerClass) =>
        new(field, registerClass, OperandRole.Def, OperandConstraint.Reuse, OperandPosition.Late, Reg.None, 1);
}
