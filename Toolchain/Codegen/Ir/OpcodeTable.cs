using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Where the operands of an operation stand.</summary>
public enum Operands : byte
{
    /// <summary>None.</summary>
    Zero,

    /// <summary>A.</summary>
    One,

    /// <summary>A and B.</summary>
    Two,

    /// <summary>A, B and C.</summary>
    Three,

    /// <summary>A list of any length.</summary>
    List,
}

/// <summary>How a node takes part in control flow and order.</summary>
public enum OpKind : byte
{
    /// <summary>Not an operation.</summary>
    Meta,

    /// <summary>No effect and no position: hash-consed, placed by the scheduler.</summary>
    Pure,

    /// <summary>Stays in its block, in order.</summary>
    Effect,

    /// <summary>Ends a block.</summary>
    Terminator,
}

/// <summary>What the small immediate of a node means.</summary>
public enum AuxKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An <see cref="Ir.IntCc"/>.</summary>
    IntCc,

    /// <summary>A <see cref="Ir.FloatCc"/>.</summary>
    FloatCc,

    /// <summary>Bytes of a memory access, with <see cref="Node.SignedAccess"/> for sign extension.</summary>
    Access,

    /// <summary><see cref="Ir.CallFlags"/>.</summary>
    CallFlags,

    /// <summary><see cref="Ir.Lanes"/>.</summary>
    Lanes,

    /// <summary><see cref="Ir.Lanes"/>; Imm is the lane's number, or the rounding mode.</summary>
    LanesImm,

    /// <summary>Nothing; Imm is the number of the lane selection among the function's vectors.</summary>
    Shuffle,

    /// <summary><see cref="Ir.Lanes"/> and, from bit 4 on, an <see cref="Ir.IntCc"/>.</summary>
    LanesIntCc,

    /// <summary><see cref="Ir.Lanes"/> and, from bit 4 on, a <see cref="Ir.FloatCc"/>.</summary>
    LanesFloatCc,
}

/// <summary>Everything about an operation that is data.</summary>
/// <param name="Op">The operation.</param>
/// <param name="Name">Text form.</param>
/// <param name="Operands">Where the operands stand.</param>
/// <param name="Kind">Pure, effect or terminator.</param>
/// <param name="IsCommutative">A and B may be exchanged.</param>
/// <param name="Aux">Meaning of the small immediate.</param>
public readonly record struct OpcodeRow(Opcode Op, string Name, Operands Operands, OpKind Kind, bool IsCommutative, AuxKind Aux);

/// <summary>The rows of all operations.</summary>
public static partial class OpcodeTable
{
    private static readonly OpcodeRow[] Rows = InOrder(Build());

    /// <summary>All rows in the order of <see cref="Opcode"/>.</summary>
    public static ReadOnlySpan<OpcodeRow> All => Rows;

    /// <summary>The row of an operation.</summary>
    public static ref readonly OpcodeRow Of(Opcode op) => ref Rows[(int)op];

    /// <summary>Whether lowering never computes a node of this kind again for one of its users: users take its register.</summary>
    public static bool IsComputedOnce(Opcode op) =>
        op is (>= Opcode.Fadd and <= Opcode.Fdemote) or (>= Opcode.FcvtFromSint and <= Opcode.FcvtToUintSat) or (>= Opcode.Vsplat and <= Opcode.Vdemote
            and not (Opcode.VanyTrue or Opcode.VallTrue));

    private static OpcodeRow Row(
        Opcode op, string name, Operands operands, OpKind kind, bool commutative = false, AuxKind aux = AuxKind.None) =>
        new(op, name, operands, kind, commutative, aux);

    private static OpcodeRow[] InOrder(OpcodeRow[] rows)
    {
        var ordered = new OpcodeRow[rows.Length];
        foreach (OpcodeRow row in rows)
        {
            ordered[(int)row.Op] = row;
        }

        return ordered;
    }
}
