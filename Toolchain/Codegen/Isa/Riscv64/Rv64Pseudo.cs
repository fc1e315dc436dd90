// Instructions of lowering that are no single machine instruction: constants, and short sequences with jumps or scratch registers inside, which
// register allocation sees as one. Rv64Emit expands them.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

using static SharedPseudos;

/// <summary>Pseudo-instructions besides the shared ones.</summary>
internal enum Rv64Pseudo : ushort
{
    /// <summary>R0 = Imm.</summary>
    Constant = SharedPseudo.FirstOwn,

    /// <summary>R0 = the float (Size) with the bits Imm.</summary>
    FloatConstant,

    /// <summary>R0 = the vector whose lanes (Size) are Imm, or which stands in the pool at Target.</summary>
    VectorConstant,

    /// <summary>R0 = address of stack slot Disp.</summary>
    SlotAddress,

    /// <summary>R0 = address of the symbol Target.</summary>
    SymbolAddress,

    /// <summary>R0 = R3 (tied) if R1 and R2 compare as Cond says, else R4; Size: bytes.</summary>
    Select,

    /// <summary>R0 = trunc(R1); Size, Scale: bytes of the result, of the float; Cond: signed. Traps.</summary>
    FloatToInt,

    /// <summary>The same, saturating.</summary>
    FloatToIntSaturating,

    /// <summary>R0 = R1 rounded to an integer; Size: bytes; Cond: rounding mode.</summary>
    Round,

    /// <summary>R0 = the smaller of R1 and R2, or not a number; Size: bytes.</summary>
    FloatMin,

    /// <summary>R0 = the larger of R1 and R2, or not a number; Size: bytes.</summary>
    FloatMax,

    /// <summary>Traps with TrapCode if R1 is the smallest integer (Size) and R2 is -1.</summary>
    DivideCheck,

    /// <summary>R0 = [R2]; [R2] = R0 op R1; R4: temporary; R3: bits that change, or none for all. Imm: <see cref="AtomicOp"/>.</summary>
    AtomicLoop,

    /// <summary>R0 = [R2]; if it is R1, [R2] = R4; R3: bits that count, or none for all. Size: bytes.</summary>
    CompareExchangeLoop,
}

/// <summary>What register allocation and dumps know about pseudo-instructions.</summary>
internal static class Rv64Pseudos
{
    /// <summary>Collects the operands in the fields of <paramref name="inst"/>.</summary>
    internal static int Operands(in MachInst inst, Span<Operand> operands) => IsShared(inst) ? SharedPseudos.Operands(inst, operands) : (Rv64Pseudo)inst.Op switch
    {
        Rv64Pseudo.Constant or Rv64Pseudo.SlotAddress or Rv64Pseudo.SymbolAddress => Fill(operands, Def(0, RegClass.Int)),
        Rv64Pseudo.FloatConstant or Rv64Pseudo.VectorConstant => Fill(operands, Def(0, RegClass.Float)),
        Rv64Pseudo.Select => Fill(
            operands,
            Use(1, RegClass.Int),
            Use(2, RegClass.Int),
            Use(3, inst.R0.Class),
            Use(4, inst.R0.Class),
            new Operand(0, inst.R0.Class, OperandRole.Def, OperandConstraint.Reuse, OperandPosition.Late, Reg.None, 3)),
        Rv64Pseudo.FloatToInt or Rv64Pseudo.FloatToIntSaturating => Fill(operands, LateUse(1, RegClass.Float), Def(0, RegClass.Int)),
        Rv64Pseudo.Round => Fill(operands, LateUse(1, RegClass.Float), Def(0, RegClass.Float)),
        Rv64Pseudo.FloatMin or Rv64Pseudo.FloatMax => Fill(operands, LateUse(1, RegClass.Float), LateUse(2, RegClass.Float), Def(0, RegClass.Float)),
        Rv64Pseudo.DivideCheck => Fill(operands, Use(1, RegClass.Int), Use(2, RegClass.Int)),
        Rv64Pseudo.AtomicLoop => Fill(
            operands, LateUse(1, RegClass.Int), LateUse(2, RegClass.Int), LateUse(3, RegClass.Int), Def(0, RegClass.Int), Def(4, RegClass.Int)),
        Rv64Pseudo.CompareExchangeLoop => inst.R3.IsValid
            ? Fill(operands, LateUse(1, RegClass.Int), LateUse(2, RegClass.Int), LateUse(4, RegClass.Int), LateUse(3, RegClass.Int), Def(0, RegClass.Int))
            : Fill(operands, LateUse(1, RegClass.Int), LateUse(2, RegClass.Int), LateUse(4, RegClass.Int), Def(0, RegClass.Int)),
    };

    internal static string Name(in MachInst inst) => IsShared(inst) ? SharedPseudos.Name(inst) : (Rv64Pseudo)inst.Op switch
    {
        Rv64Pseudo.Constant => "constant",
        Rv64Pseudo.FloatConstant => "float_constant",
        Rv64Pseudo.VectorConstant => "vector_constant",
        Rv64Pseudo.SlotAddress => "slot_address",
        Rv64Pseudo.SymbolAddress => "symbol_address",
        Rv64Pseudo.Select => "select",
        Rv64Pseudo.FloatToInt => "float_to_int",
        Rv64Pseudo.FloatToIntSaturating => "float_to_int_saturating",
        Rv64Pseudo.Round => "round",
        Rv64Pseudo.FloatMin => "float_min",
        Rv64Pseudo.FloatMax => "float_max",
        Rv64Pseudo.DivideCheck => "divide_check",
        Rv64Pseudo.AtomicLoop => "atomic_loop",
        Rv64Pseudo.CompareExchangeLoop => "compare_exchange_loop",
    };
}
