// The row of a machine instruction and the table of all rows. A row is the whole definition: mnemonic, operands in the assembler's order and
// fixed bits. Encoder, decoder, printer and operand collector walk the operands of the row; there is no list of formats, because an operand
// says itself where its bits stand. Bits are counted as the manual does: from the left, beginning with 0.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Which registers an operand names.</summary>
internal enum S390View : byte
{
    /// <summary>General register, 4 bits.</summary>
    R,

    /// <summary>Float register, 4 bits: the first 16 vector registers.</summary>
    F,

    /// <summary>Vector register, 4 bits and one more in the RXB field.</summary>
    V,
}

/// <summary>What an operand is.</summary>
internal enum S390ArgKind : byte
{
    /// <summary>A register that is written.</summary>
    Def,

    /// <summary>A register that is read.</summary>
    Use,

    /// <summary>A register that is read and written: R0, tied to R1.</summary>
    Tied,

    /// <summary>A signed number.</summary>
    Signed,

    /// <summary>An unsigned number.</summary>
    Unsigned,

    /// <summary>A mask over the condition code (Cond), written as a suffix of the name.</summary>
    Cond,

    /// <summary>A count: Disp plus the register R2, if it is there; 20 bits, of which the machine uses the lowest 6.</summary>
    Amount,

    /// <summary>The same with 12 bits.</summary>
    Amount12,

    /// <summary>Memory at R2 + R3 + Disp, 0 to 4095.</summary>
    MemX12,

    /// <summary>Memory at R2 + R3 + Disp, 20 bits signed.</summary>
    MemX20,

    /// <summary>Memory at R2 + Disp, 0 to 4095.</summary>
    MemB12,

    /// <summary>Memory at R2 + Disp, 20 bits signed.</summary>
    MemB20,

    /// <summary>Distance in halfwords, 16 bits.</summary>
    Label16,

    /// <summary>Distance in halfwords, 32 bits.</summary>
    Label32,
}

/// <summary>Which field of <see cref="MachInst"/> holds a number.</summary>
internal enum S390Number : byte
{
    /// <summary>Imm.</summary>
    Imm,

    /// <summary>Disp.</summary>
    Disp,

    /// <summary>Scale.</summary>
    Scale,
}

/// <summary>One operand of a row.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Field">Register field R0 to R4; of numbers, a <see cref="S390Number"/>.</param>
/// <param name="At">First bit.</param>
/// <param name="View">Registers it names.</param>
/// <param name="Width">Bits of a number.</param>
internal readonly record struct S390Arg(S390ArgKind Kind, byte Field, byte At, S390View View = S390View.R, byte Width = 4)
{
    internal bool IsRegister => Kind is S390ArgKind.Def or S390ArgKind.Use or S390ArgKind.Tied;

    internal bool IsMemory => Kind is S390ArgKind.MemX12 or S390ArgKind.MemX20 or S390ArgKind.MemB12 or S390ArgKind.MemB20;

    internal RegClass Class => View == S390View.R ? RegClass.Int : RegClass.Float;
}

/// <summary>A machine instruction.</summary>
internal sealed class S390Op
{
    /// <summary>Number of the row.</summary>
    internal required ushort Id { get; init; }

    /// <summary>Mnemonic, without the suffix for a condition.</summary>
    internal required string Name { get; init; }

    /// <summary>Fixed bits.</summary>
    internal required ulong Bits { get; init; }

    /// <summary>Bits that are fixed.</summary>
    internal required ulong Mask { get; init; }

    /// <summary>Length in bytes: 2, 4 or 6.</summary>
    internal required int Bytes { get; init; }

    /// <summary>Operands in the assembler's order.</summary>
    internal required S390Arg[] Args { get; init; }

    /// <summary>Kind of the memory operand, if there is one.</summary>
    internal required S390ArgKind? Memory { get; init; }

    /// <summary>Whether an operand names one of the 16 float registers only.</summary>
    internal required bool HasFloat { get; init; }

    /// <summary>Whether an operand is a distance.</summary>
    internal bool HasLabel => Array.Exists(Args, static a => a.Kind is S390ArgKind.Label16 or S390ArgKind.Label32);
}

/// <summary>Collects the rows of one family.</summary>
/// <param name="family">Its number.</param>
internal sealed class S390RowList(int family)
{
    private readonly List<S390Op> _rows = [];

    internal IReadOnlyList<S390Op> Rows => _rows;

    /// <summary>Adds a row.</summary>
    /// <param name="name">Mnemonic.</param>
    /// <param name="args">Operands.</param>
    /// <param name="bits">The instruction with zeros in the fields of its operands; the first two bits tell its length.</param>
    /// <param name="bytes">Length in bytes.</param>
    internal S390Op Add(string name, S390Arg[] args, ulong bits, int bytes)
    {
        ulong variable = 0;
        S390ArgKind? memory = null;
        bool hasFloat = false;
        foreach (S390Arg arg in args)
        {
            variable |= S390Encoder.MaskOf(arg, bytes);
            memory = arg.IsMemory ? arg.Kind : memory;
            hasFloat |= arg.View == S390View.F;
        }

        if (S390Encoder.LengthOf((byte)(bits >> ((bytes * 8) - 8))) != bytes || (bits & variable) != 0)
        {
            throw new InvalidOperationException($"row {name}: length or fixed bits 0x{bits:x} do not agree with its operands");
        }

        S390Op op = new()
        {
            Id = checked((ushort)((family << S390Table.FamilyShift) + _rows.Count)),
            Name = name,
            Bits = bits,
            Mask = ((1UL << (bytes * 8)) - 1) & ~variable,
            Bytes = bytes,
            Args = args,
            Memory = memory,
            HasFloat = hasFloat,
        };
        _rows.Add(op);
        return op;
    }
}

/// <summary>All rows.</summary>
internal static class S390Table
{
    /// <summary>Bits of a number that count within a family.</summary>
    internal const int FamilyShift = 8;

    private static readonly S390Op?[] ById = Build();

    internal static IEnumerable<S390Op> All
    {
        get
        {
            foreach (S390Op? op in ById)
            {
                if (op is not null)
                {
                    yield return op;
                }
            }
        }
    }

    /// <summary>The row of an instruction.</summary>
    internal static S390Op Of(in MachInst inst) =>
        inst.Op < ById.Length && ById[inst.Op] is { } op ? op : throw new EncodingException($"row {inst.Op} does not exist");

    private static S390Op?[] Build()
    {
        IReadOnlyList<S390Op>[] families =
            [S390Int.Rows, S390Control.Rows, S390Memory.Rows, S390Float.Rows, S390Vector.Rows, S390VectorFloat.Rows];
        S390Op?[] table = new S390Op?[families.Length << FamilyShift];
        foreach (IReadOnlyList<S390Op> family in families)
        {
            foreach (S390Op op in family)
            {
                table[op.Id] = op;
            }
        }

        return table;
    }
}
