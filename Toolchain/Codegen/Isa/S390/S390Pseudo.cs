// Instructions of lowering that are no single machine instruction, or that need certain registers: pairs of an even register and the next one.
// Register allocation sees each as one; S390Emit expands them.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

using static SharedPseudos;

/// <summary>Pseudo-instructions besides the shared ones.</summary>
internal enum S390Pseudo : ushort
{
    /// <summary>R0 = Imm, zero-extended from Size bytes.</summary>
    Constant = SharedPseudo.FirstOwn,

    /// <summary>R0 = the float (Size) with the bits Imm.</summary>
    FloatConstant,

    /// <summary>R0 = the 16 bytes in pool entry Target.</summary>
    VectorConstant,

    /// <summary>R0 = address of stack slot Disp.</summary>
    SlotAddress,

    /// <summary>R0 = address of the symbol Target.</summary>
    SymbolAddress,

    /// <summary>R0 = anything: the lanes that the next instruction leaves alone.</summary>
    Undefined,

    /// <summary>R0 = trunc(R1); Size, Scale: bytes of the result, of the float as a power of two; Cond: signed. Traps.</summary>
    FloatToInt,

    /// <summary>R0 = R1 / R2, R4 = the remainder; R1 and R0 are r3, R4 is r2. Size; Cond: signed.</summary>
    Divide,

    /// <summary>Traps with TrapCode if R1 is the smallest integer (Size) and R2 is -1.</summary>
    TrapIfQuotientOverflows,

    /// <summary>R0 = upper half of R1 * R2, unsigned, R4 = the lower one; R1 and R4 are r3, R0 is r2.</summary>
    MultiplyUnsigned,

    /// <summary>The same signed; R1 may be anywhere.</summary>
    MultiplySigned,

    /// <summary>R0 = leading zeros of R1, 64 bits; R0 is r2, R4 is r3 and changed.</summary>
    LeadingZeros,

    /// <summary>R0 = R1 if Cond holds, else R2: floats and vectors, R0 tied to R1.</summary>
    Select,

    /// <summary>R0 = [R2]; [R2] = R0 op R1. Imm: <see cref="AtomicOp"/>; Size: 4 or 8.</summary>
    AtomicLoop,

    /// <summary>
    /// The same for 1 or 2 bytes (Size) of the word at R2; R3: 8 times the address. Of 2 bytes, R1 is reversed but for sums, where it stands in
    /// the upper half of the word.
    /// </summary>
    AtomicNarrowLoop,

    /// <summary>R0 = what is expected, R1, if it stands in that part of the word, which becomes R4; else what stands there. Size, R2, R3 as above; 2 bytes are reversed.</summary>
    CompareExchangeNarrow,
}

/// <summary>What register allocation and dumps know about pseudo-instructions.</summary>
internal static class S390Pseudos
{
    /// <summary>Collects the operands in the fields of <paramref name="inst"/>.</summary>
    internal static int Operands(in MachInst inst, Span<Operand> operands) => IsShared(inst) ? SharedPseudos.Operands(inst, operands) : (S390Pseudo)inst.Op switch
    {
        S390Pseudo.Constant or S390Pseudo.SlotAddress or S390Pseudo.SymbolAddress => Fill(operands, Def(0, RegClass.Int)),
        S390Pseudo.FloatConstant or S390Pseudo.VectorConstant or S390Pseudo.Undefined => Fill(operands, Def(0, RegClass.Float)),
        S390Pseudo.FloatToInt => Fill(operands, Use(1, RegClass.Float), Def(0, RegClass.Int)),
        S390Pseudo.Divide => Fill(operands, Fixed(1, 3, isDef: false), LateUse(2, RegClass.Int), Fixed(0, 3, isDef: true), Fixed(4, 2, isDef: true)),
        S390Pseudo.TrapIfQuotientOverflows => Fill(operands, Use(1, RegClass.Int), Use(2, RegClass.Int)),
        S390Pseudo.MultiplyUnsigned => Fill(operands, Fixed(1, 3, isDef: false), Use(2, RegClass.Int), Fixed(0, 2, isDef: true), Fixed(4, 3, isDef: true)),
        S390Pseudo.MultiplySigned => Fill(operands, Use(1, RegClass.Int), Use(2, RegClass.Int), Fixed(0, 2, isDef: true), Fixed(4, 3, isDef: true)),
        S390Pseudo.LeadingZeros => Fill(operands, Use(1, RegClass.Int), Fixed(0, 2, isDef: true), Fixed(4, 3, isDef: true)),
        S390Pseudo.Select => Fill(
            operands,
            Use(1, RegClass.Float),
            LateUse(2, RegClass.Float),
            new Operand(0, RegClass.Float, OperandRole.Def, OperandConstraint.Reuse, OperandPosition.Late, Reg.None, 1)),
        S390Pseudo.AtomicLoop => Fill(operands, LateUse(1, RegClass.Int), LateUse(2, RegClass.Int), Def(0, RegClass.Int)),
        S390Pseudo.AtomicNarrowLoop => Fill(
            operands, LateUse(1, RegClass.Int), LateUse(2, RegClass.Int), LateUse(3, RegClass.Int), Def(0, RegClass.Int)),
        S390Pseudo.CompareExchangeNarrow => Fill(
            operands,
            LateUse(1, RegClass.Int),
            LateUse(2, RegClass.Int),
            LateUse(3, RegClass.Int),
            LateUse(4, RegClass.Int),
            Def(0, RegClass.Int)),
    };

    internal static string Name(in MachInst inst) => IsShared(inst) ? SharedPseudos.Name(inst) : (S390Pseudo)inst.Op switch
    {
        S390Pseudo.Constant => "constant",
        S390Pseudo.FloatConstant => "float_constant",
        S390Pseudo.VectorConstant => "vector_constant",
        S390Pseudo.SlotAddress => "slot_address",
        S390Pseudo.SymbolAddress => "symbol_address",
        S390Pseudo.Undefined => "undefined",
        S390Pseudo.FloatToInt => "float_to_int",
        S390Pseudo.Divide => "divide",
        S390Pseudo.TrapIfQuotientOverflows => "trap_if_quotient_overflows",
        S390Pseudo.MultiplyUnsigned => "multiply_unsigned",
        S390Pseudo.MultiplySigned => "multiply_signed",
        S390Pseudo.LeadingZeros => "leading_zeros",
        S390Pseudo.Select => "select",
        S390Pseudo.AtomicLoop => "atomic_loop",
        S390Pseudo.AtomicNarrowLoop => "atomic_narrow_loop",
        S390Pseudo.CompareExchangeNarrow => "compare_exchange_narrow",
    };

    /// <summary>Most bytes that one expands to, but for argument areas of tail calls.</summary>
    internal static int LargestSize(in MachInst inst) => !IsShared(inst) ? 96 : (SharedPseudo)inst.Op switch
    {
        SharedPseudo.Entry => 0,
        SharedPseudo.Jump or SharedPseudo.PushArguments or SharedPseudo.LandingPad => 12,
        SharedPseudo.Branch or SharedPseudo.TrapIf => 18,
        _ => 48,
    };

    private static Operand Fixed(byte field, int number, bool isDef) => new(
        field,
        RegClass.Int,
        isDef ? OperandRole.Def : OperandRole.Use,
        OperandConstraint.Fixed,
        isDef ? OperandPosition.Late : OperandPosition.Early,
        S390Regs.R(number),
        0);
}
