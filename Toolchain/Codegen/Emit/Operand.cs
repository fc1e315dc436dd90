// How register operands are described to register allocation: the answer of an instruction set's operand collector.
namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>Whether an operand is read or written.</summary>
public enum OperandRole : byte
{
    /// <summary>Read.</summary>
    Use,

    /// <summary>Written.</summary>
    Def,
}

/// <summary>Where an operand may live.</summary>
public enum OperandConstraint : byte
{
    /// <summary>A register.</summary>
    Register,

    /// <summary>A register, or a spill slot that becomes the memory operand: only the field <see cref="MachInst.R2"/>.</summary>
    RegisterOrSlot,

    /// <summary>The register <see cref="Operand.Fixed"/>.</summary>
    Fixed,

    /// <summary>A definition in the register of the use in field <see cref="Operand.ReuseField"/>.</summary>
    Reuse,
}

/// <summary>When an operand is live relative to the instruction.</summary>
public enum OperandPosition : byte
{
    /// <summary>Uses that end before results are written.</summary>
    Early,

    /// <summary>Results; also uses that must not share a register with a result.</summary>
    Late,
}

/// <summary>One register operand of an instruction.</summary>
/// <param name="Field">Which of <c>R0</c>..<c>R4</c> of the instruction holds it.</param>
/// <param name="Class">Register file.</param>
/// <param name="Role">Read or written.</param>
/// <param name="Constraint">Where it may live.</param>
/// <param name="Position">Early or late.</param>
/// <param name="Fixed">The register of a <see cref="OperandConstraint.Fixed"/> operand.</param>
/// <param name="ReuseField">The tied use of a <see cref="OperandConstraint.Reuse"/> definition.</param>
public readonly record struct Operand(
    byte Field, RegClass Class, OperandRole Role, OperandConstraint Constraint, OperandPosition Position, Reg Fixed, byte ReuseField);
