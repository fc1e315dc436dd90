// Instructions of lowering that are no single machine instruction: control flow between blocks, constants, and short sequences with jumps or
// scratch registers inside, which register allocation sees as one. A64Emit expands them.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

using static SharedPseudos;

/// <summary>Pseudo-instructions besides the shared ones.</summary>
internal enum A64Pseudo : ushort
{
    /// <summary>R0 = Imm.</summary>
    Constant = SharedPseudo.FirstOwn,

    /// <summary>R0 = the float (Size) with the bits Imm.</summary>
    FloatConstant,

    /// <summary>R0 = the 16 bytes in pool entry Target; Imm: 0, or 1 for all bits clear, 2 for all bits set, without a pool entry.</summary>
    VectorConstant,

    /// <summary>R0 = address of stack slot Disp.</summary>
    SlotAddress,

    /// <summary>R0 = address of the symbol Target.</summary>
    SymbolAddress,

    /// <summary>R0 = trunc(R1); Size, Scale: bytes of the result, of the float as a power of two; Cond: signed. Traps.</summary>
    FloatToInt,

    /// <summary>R0 = [R2]; [R2] = R0 op R1; R4: temporary. Imm: <see cref="AtomicOp"/>.</summary>
    AtomicLoop,

    /// <summary>R0 = [R2]; if it is R1 (already narrowed), [R2] = R4.</summary>
    CompareExchangeLoop,
}

/// <summary>What register allocation and dumps know about pseudo-instructions.</summary>
internal static class A64Pseudos
{
    /// <summary>Collects the operands in the fields of <paramref name="inst"/>.</summary>
    internal static int Operands(in MachInst inst, Span<Operand> operands) => IsShared(inst) ? SharedPseudos.Operands(inst, operands) : (A64Pseudo)inst.Op switch
    {
        A64Pseudo.Constant or A64Pseudo.SlotAddress or A64Pseudo.SymbolAddress => Fill(operands, Def(0, RegClass.Int)),
        A64Pseudo.FloatConstant or A64Pseudo.VectorConstant => Fill(operands, Def(0, RegClass.Float)),
        A64Pseudo.FloatToInt => Fill(operands, Use(1, RegClass.Float), Def(0, RegClass.Int)),
        A64Pseudo.AtomicLoop => Fill(operands, LateUse(1, RegClass.Int), LateUse(2, RegClass.Int), Def(0, RegClass.Int), Def(4, RegClass.Int)),
        A64Pseudo.CompareExchangeLoop => Fill(
            operands, LateUse(1, RegClass.Int), LateUse(2, RegClass.Int), LateUse(4, RegClass.Int), Def(0, RegClass.Int)),
    };

    internal static string Name(in MachInst inst) => IsShared(inst) ? SharedPseudos.Name(inst) : (A64Pseudo)inst.Op switch
    {
        A64Pseudo.Constant => "constant",
        A64Pseudo.FloatConstant => "float_constant",
        A64Pseudo.VectorConstant => "vector_constant",
        A64Pseudo.SlotAddress => "slot_address",
        A64Pseudo.SymbolAddress => "symbol_address",
        A64Pseudo.FloatToInt => "float_to_int",
        A64Pseudo.AtomicLoop => "atomic_loop",
        A64Pseudo.CompareExchangeLoop => "compare_exchange_loop",
    };
}
