// Instructions of lowering that are no single machine instruction: control flow between blocks, constants, and short sequences with jumps or
// scratch registers inside, which register allocation sees as one. A64Emit expands them.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Pseudo-instructions; the value is the row number, above all real rows.</summary>
internal enum A64Pseudo : ushort
{
    /// <inheritdoc cref="SharedPseudo.Entry"/>
    Entry = SharedPseudo.Entry,

    /// <inheritdoc cref="SharedPseudo.Call"/>
    Call = SharedPseudo.Call,

    /// <inheritdoc cref="SharedPseudo.CallIndirect"/>
    CallIndirect = SharedPseudo.CallIndirect,

    /// <inheritdoc cref="SharedPseudo.Return"/>
    Return = SharedPseudo.Return,

    /// <inheritdoc cref="SharedPseudo.TailCall"/>
    TailCall = SharedPseudo.TailCall,

    /// <inheritdoc cref="SharedPseudo.TailCallIndirect"/>
    TailCallIndirect = SharedPseudo.TailCallIndirect,

    /// <inheritdoc cref="SharedPseudo.Jump"/>
    Jump = SharedPseudo.Jump,

    /// <inheritdoc cref="SharedPseudo.PushArguments"/>
    PushArguments = SharedPseudo.PushArguments,

    /// <inheritdoc cref="SharedPseudo.LandingPad"/>
    LandingPad = SharedPseudo.LandingPad,

    /// <summary>Goes to the first successor if the test (Scale) holds, else to the second. R1, Imm, Cond: as <see cref="A64Test"/> says.</summary>
    Branch = SharedPseudo.FirstOwn,

    /// <summary>Goes to successor number R1, or to the last one.</summary>
    JumpTable,

    /// <summary>Traps with TrapCode if the test holds.</summary>
    TrapIf,

    /// <summary>Traps with TrapCode.</summary>
    Trap,

    /// <summary>R0 = Imm.</summary>
    Constant,

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

    /// <summary>R0 = [R2]; [R2] = R0 op R1; R4: temporary. Imm: <see cref="A64AtomicOp"/>.</summary>
    AtomicLoop,

    /// <summary>R0 = [R2]; if it is R1 (already narrowed), [R2] = R4.</summary>
    CompareExchangeLoop,
}

/// <summary>What a loop of exclusive accesses does in between.</summary>
internal enum A64AtomicOp : byte
{
    /// <summary>Adds.</summary>
    Add,

    /// <summary>Subtracts.</summary>
    Sub,

    /// <summary>And.</summary>
    And,

    /// <summary>Or.</summary>
    Or,

    /// <summary>Exclusive or.</summary>
    Xor,

    /// <summary>Replaces.</summary>
    Exchange,
}

/// <summary>What register allocation and dumps know about pseudo-instructions.</summary>
internal static class A64Pseudos
{
    internal static bool IsPseudo(in MachInst inst) => inst.Op >= (ushort)A64Pseudo.Entry;

    /// <summary>Collects the operands in the fields of <paramref name="inst"/>; those of calls are listed by their call info.</summary>
    internal static int Operands(in MachInst inst, Span<Operand> operands) => (A64Pseudo)inst.Op switch
    {
        A64Pseudo.Entry or A64Pseudo.Call or A64Pseudo.CallIndirect or A64Pseudo.Return or A64Pseudo.TailCall or A64Pseudo.TailCallIndirect
            or A64Pseudo.Jump or A64Pseudo.Trap or A64Pseudo.PushArguments or A64Pseudo.LandingPad => 0,
        A64Pseudo.Branch or A64Pseudo.TrapIf => inst.R1.IsValid ? Fill(operands, Use(1, OperandPosition.Early)) : 0,
        A64Pseudo.JumpTable => Fill(operands, Use(1, OperandPosition.Early)),
        A64Pseudo.Constant or A64Pseudo.SlotAddress or A64Pseudo.SymbolAddress => Fill(operands, Def(0, RegClass.Int)),
        A64Pseudo.FloatConstant or A64Pseudo.VectorConstant => Fill(operands, Def(0, RegClass.Float)),
        A64Pseudo.FloatToInt => Fill(
            operands, new Operand(1, RegClass.Float, OperandRole.Use, OperandConstraint.Register, OperandPosition.Early, Reg.None, 0), Def(0, RegClass.Int)),
        A64Pseudo.AtomicLoop => Fill(operands, Use(1, OperandPosition.Late), Use(2, OperandPosition.Late), Def(0, RegClass.Int), Def(4, RegClass.Int)),
        A64Pseudo.CompareExchangeLoop => Fill(
            operands, Use(1, OperandPosition.Late), Use(2, OperandPosition.Late), Use(4, OperandPosition.Late), Def(0, RegClass.Int)),
    };

    internal static string Name(A64Pseudo op) => op switch
    {
        A64Pseudo.Entry => "entry",
        A64Pseudo.Call => "call",
        A64Pseudo.CallIndirect => "call_indirect",
        A64Pseudo.Return => "return",
        A64Pseudo.TailCall => "tail_call",
        A64Pseudo.TailCallIndirect => "tail_call_indirect",
        A64Pseudo.Jump => "jump",
        A64Pseudo.PushArguments => "push_arguments",
        A64Pseudo.LandingPad => "landing_pad",
        A64Pseudo.Branch => "branch",
        A64Pseudo.JumpTable => "jump_table",
        A64Pseudo.TrapIf => "trap_if",
        A64Pseudo.Trap => "trap",
        A64Pseudo.Constant => "constant",
        A64Pseudo.FloatConstant => "float_constant",
        A64Pseudo.VectorConstant => "vector_constant",
        A64Pseudo.SlotAddress => "slot_address",
        A64Pseudo.SymbolAddress => "symbol_address",
        A64Pseudo.FloatToInt => "float_to_int",
        A64Pseudo.AtomicLoop => "atomic_loop",
        A64Pseudo.CompareExchangeLoop => "compare_exchange_loop",
    };

    private static Operand Use(byte field, OperandPosition position) =>
        new(field, RegClass.Int, OperandRole.Use, OperandConstraint.Register, position, Reg.None, 0);

    private static Operand Def(byte field, RegClass registerClass) =>
        new(field, registerClass, OperandRole.Def, OperandConstraint.Register, OperandPosition.Late, Reg.None, 0);

    private static int Fill(Span<Operand> operands, params ReadOnlySpan<Operand> values)
    {
        values.CopyTo(operands);
        return values.Length;
    }
}
