// What the row of an operation consists of. Whatever a pass, the verifier, the printer or lowering wants to know about an operation in general stands in
// its row, so that a new one cannot be forgotten in a list somewhere; what depends on a node's immediates is refined here (EffectsOf).
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

/// <summary>What an operation may do besides giving a value; a node may do less (<see cref="OpcodeTable.EffectsOf"/>).</summary>
[Flags]
public enum Effects : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Depends on memory that something may write.</summary>
    Reads = 1,

    /// <summary>Memory may be different behind it.</summary>
    Writes = 2,

    /// <summary>May end the function with a trap.</summary>
    Traps = 4,

    /// <summary>Runs other code in between: registers are lost, objects of the GC heap move.</summary>
    Calls = 8,

    /// <summary>May leave by an exception: to its handler, or out of the function.</summary>
    Throws = 16,

    /// <summary>Other stacks may run before it is done, and it may never be.</summary>
    SwitchesStacks = 32,

    /// <summary>What other threads wrote becomes visible, and what this one wrote to them: no access moves across.</summary>
    Orders = 64,
}

/// <summary>What the immediates of a node mean.</summary>
public enum AuxKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Imm is a number: bits, a symbol, a slot or an index.</summary>
    Number,

    /// <summary>Imm is a trap code.</summary>
    TrapCode,

    /// <summary>Imm is the number of a constant among the function's vectors.</summary>
    Vector,

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

/// <summary>How several users come to the value of a pure node.</summary>
public enum Reuse : byte
{
    /// <summary>It stays in a register, or lowering computes it again as part of an instruction.</summary>
    Ordinary,

    /// <summary>A constant: made where it is used, unless the target says that it takes several instructions.</summary>
    Constant,

    /// <summary>Made where it is used.</summary>
    Address,

    /// <summary>One simple instruction, or part of one: may be made again on each way that needs it.</summary>
    Cheap,

    /// <summary>Never computed again: users take its register.</summary>
    Once,
}

/// <summary>Where a terminator has its edges.</summary>
public enum Edges : byte
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>B is the first, C how many there are.</summary>
    Branch,

    /// <summary>A is the first of two: where a call returns to, and its handler.</summary>
    Handler,
}

/// <summary>Everything about an operation that is data.</summary>
/// <param name="Op">The operation.</param>
/// <param name="Name">Text form.</param>
/// <param name="Operands">Where the operands stand.</param>
/// <param name="Kind">Pure, effect or terminator.</param>
/// <param name="IsCommutative">A and B may be exchanged.</param>
/// <param name="Aux">Meaning of the immediates.</param>
/// <param name="Result">Type of the value.</param>
/// <param name="A">Type of the first operand.</param>
/// <param name="B">Type of the second one.</param>
/// <param name="C">Type of the third one.</param>
/// <param name="Effects">What it may do.</param>
/// <param name="Reuse">How several users come to the value.</param>
/// <param name="Edges">Where it goes.</param>
/// <param name="Meaning">What it does, in one sentence.</param>
public readonly record struct OpcodeRow(
    Opcode Op, string Name, Operands Operands, OpKind Kind, bool IsCommutative, AuxKind Aux, TypeRule Result, TypeRule A, TypeRule B, TypeRule C,
    Effects Effects, Reuse Reuse, Edges Edges, string Meaning)
{
    /// <summary>Operands in the node itself, not in a list.</summary>
    public int InlineOperands => Operands == Operands.List ? 0 : (int)Operands;

    /// <summary>Whether its operands are handed on as they are, to a callee or the caller.</summary>
    public bool HandsOn => A.IsForTheRest || B.IsForTheRest || C.IsForTheRest;

    /// <summary>Whether it does nothing to others but depends on their order: accesses that only read may be exchanged.</summary>
    public bool OnlyReads => (Effects & ~Effects.Traps) == Effects.Reads;

    /// <summary>Whether all it can do is to trap, so that it is needless where an equal one has been made.</summary>
    public bool OnlyTraps => Kind == OpKind.Effect && Effects == Effects.Traps;
}

/// <summary>Operations that belong together; a chapter of docs/IR.md.</summary>
/// <param name="Title">What they have in common.</param>
/// <param name="Rows">Their rows.</param>
public sealed record OpcodeGroup(string Title, OpcodeRow[] Rows);

/// <summary>The rows of all operations.</summary>
public static partial class OpcodeTable
{
    private static readonly OpcodeGroup[] AllGroups = Build();
    private static readonly OpcodeRow[] Rows = InOrder(AllGroups);

    /// <summary>All rows in the order of <see cref="Opcode"/>.</summary>
    public static ReadOnlySpan<OpcodeRow> All => Rows;

    /// <summary>All rows by what they are about.</summary>
    public static ReadOnlySpan<OpcodeGroup> Groups => AllGroups;

    /// <summary>The row of an operation.</summary>
    public static ref readonly OpcodeRow Of(Opcode op) => ref Rows[(int)op];

    /// <summary>Whether lowering never computes a node of this kind again for one of its users: users take its register.</summary>
    public static bool IsComputedOnce(Opcode op) => Of(op).Reuse == Reuse.Once;

    /// <summary>Whether the operation is a constant.</summary>
    public static bool IsConstant(Opcode op) => Of(op).Reuse == Reuse.Constant;

    /// <summary>What a node may do: its row's effects without those that its immediates exclude.</summary>
    public static Effects EffectsOf(in Node node)
    {
        ref readonly OpcodeRow row = ref Of(node.Op);
        return row.Aux switch
        {
            AuxKind.Access when node.MemFlags.TrapCode == 0 => row.Effects & ~Effects.Traps,
            AuxKind.CallFlags when ((CallFlags)node.Aux & CallFlags.NoClobber) != 0 =>
                row.Effects & ~(Effects.Reads | Effects.Writes | Effects.Orders),
            _ => row.Effects,
        };
    }

    private static OpcodeRow Meta(Opcode op, string name, TypeRule result, ReadOnlySpan<TypeRule> operands, string meaning) => Row(
        op, name, OpKind.Meta, result, operands, meaning, isList: false, AuxKind.Number);

    private static OpcodeRow Pure(
        Opcode op, string name, TypeRule result, ReadOnlySpan<TypeRule> operands, string meaning,
        Reuse reuse = Reuse.Ordinary, bool commutative = false, AuxKind aux = AuxKind.None) =>
        Row(op, name, OpKind.Pure, result, operands, meaning, isList: false, aux) with { Reuse = reuse, IsCommutative = commutative };

    private static OpcodeRow Effect(
        Opcode op, string name, TypeRule result, ReadOnlySpan<TypeRule> operands, Effects effects, string meaning,
        AuxKind aux = AuxKind.None, bool isList = false) =>
        Row(op, name, OpKind.Effect, result, operands, meaning, isList, aux) with { Effects = effects };

    private static OpcodeRow End(
        Opcode op, string name, TypeRule result, ReadOnlySpan<TypeRule> operands, Effects effects, Edges edges, string meaning,
        AuxKind aux = AuxKind.None, bool isList = false) =>
        Row(op, name, OpKind.Terminator, result, operands, meaning, isList, aux) with { Effects = effects, Edges = edges };

    private static OpcodeRow Row(
        Opcode op, string name, OpKind kind, TypeRule result, ReadOnlySpan<TypeRule> operands, string meaning, bool isList, AuxKind aux) => new(
            op, name, isList ? Operands.List : (Operands)operands.Length, kind, false, aux, result,
            operands.Length > 0 ? operands[0] : TypeRule.None,
            operands.Length > 1 ? operands[1] : TypeRule.None,
            operands.Length > 2 ? operands[2] : TypeRule.None,
            Effects.None, Reuse.Ordinary, Edges.None, meaning);

    private static OpcodeRow[] InOrder(OpcodeGroup[] groups)
    {
        int count = 0;
        foreach (OpcodeGroup group in groups)
        {
            count += group.Rows.Length;
        }

        var ordered = new OpcodeRow[count];
        foreach (OpcodeGroup group in groups)
        {
            foreach (OpcodeRow row in group.Rows)
            {
                ordered[(int)row.Op] = row;
            }
        }

        return ordered;
    }
}
