// The row of a machine instruction and the table of all rows. A row is the whole definition: mnemonic, operands in the assembler's order and
// fixed bits. Encoder, decoder, printer and operand collector walk the operands of the row.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>What an operand is.</summary>
internal enum Rv64ArgKind : byte
{
    /// <summary>A register that is written.</summary>
    Def,

    /// <summary>A register that is read.</summary>
    Use,

    /// <summary>12 signed bits: Imm.</summary>
    Imm12,

    /// <summary>20 bits for the upper part of a word: Imm, unsigned.</summary>
    Upper20,

    /// <summary>Number of bits to shift by, up to 63: Imm.</summary>
    Shift6,

    /// <summary>The same up to 31.</summary>
    Shift5,

    /// <summary>Base and 12 signed bits, in the place of a load.</summary>
    MemLoad,

    /// <summary>Base and 12 signed bits, in the place of a store.</summary>
    MemStore,

    /// <summary>Base alone.</summary>
    MemBase,

    /// <summary>The target of jalr: as <see cref="MemLoad"/>.</summary>
    MemJump,

    /// <summary>Distance of a conditional branch, 4 KiB.</summary>
    Label13,

    /// <summary>Distance of a jump, 1 MiB.</summary>
    Label21,

    /// <summary>Rounding mode of floats: Cond.</summary>
    Rounding,

    /// <summary>What a fence orders: Imm, 8 bits.</summary>
    FenceSets,

    /// <summary>5 signed bits for every lane: Imm.</summary>
    Imm5,

    /// <summary>5 unsigned bits for every lane: Imm.</summary>
    Uimm5,

    /// <summary>5 unsigned bits for a control register, or a number of lanes: Scale.</summary>
    Small5,

    /// <summary>Width of lanes, share of a register, what becomes of the rest (<see cref="Rv64VectorTypes"/>): Imm, 10 bits.</summary>
    VectorType,

    /// <summary>A control register: Imm, its number.</summary>
    Control,

    /// <summary>v0 as the mask; no bits.</summary>
    Mask,
}

/// <summary>Files of registers. A float register and the vector register of the same number share a <see cref="Reg"/>: no two values live in both.</summary>
internal enum Rv64File : byte
{
    /// <summary>Integers.</summary>
    Int,

    /// <summary>Floats.</summary>
    Float,

    /// <summary>Vectors.</summary>
    Vector,
}

/// <summary>One operand.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Field">Field of the instruction that holds a register.</param>
/// <param name="At">Lowest bit of a register's number.</param>
/// <param name="File">Which registers.</param>
/// <param name="IsLate">Whether the register is read after the result has been written, in part at least.</param>
internal readonly record struct Rv64Arg(Rv64ArgKind Kind, byte Field = 0, byte At = 0, Rv64File File = Rv64File.Int, bool IsLate = false)
{
    internal RegClass Class => File == Rv64File.Int ? RegClass.Int : RegClass.Float;

    internal bool IsRegister => Kind is Rv64ArgKind.Def or Rv64ArgKind.Use;

    internal bool IsMemory => Kind is Rv64ArgKind.MemLoad or Rv64ArgKind.MemStore or Rv64ArgKind.MemBase or Rv64ArgKind.MemJump;

    internal bool IsLabel => Kind is Rv64ArgKind.Label13 or Rv64ArgKind.Label21;
}

/// <summary>One machine instruction: the row is the definition.</summary>
internal sealed class Rv64Op
{
    internal required ushort Id { get; init; }

    internal required string Name { get; init; }

    internal required uint Bits { get; init; }

    /// <summary>Bits that tell this row from others.</summary>
    internal required uint Mask { get; init; }

    internal required Rv64Arg[] Args { get; init; }

    /// <summary>Whether it accesses memory at a base alone.</summary>
    internal bool HasNoDisplacement { get; init; }

    /// <summary>Whether it takes a distance to a label.</summary>
    internal bool HasLabel => Array.Exists(Args, static arg => arg.IsLabel);
}

/// <summary>The rows of one file, numbered from a base of their own, so numbers do not depend on initialisation order.</summary>
internal sealed class Rv64RowList(int family)
{
    private readonly List<Rv64Op> _rows = [];

    internal IReadOnlyList<Rv64Op> Rows => _rows;

    internal Rv64Op Add(string name, Rv64Arg[] args, uint bits)
    {
        uint variable = 0;
        foreach (Rv64Arg arg in args)
        {
            variable |= Rv64Encoder.MaskOf(arg);
        }

        if ((bits & variable) != 0)
        {
            throw new InvalidOperationException($"row {name}: fixed bits 0x{bits & variable:x8} stand in the fields of its operands");
        }

        Rv64Op op = new()
        {
            Id = checked((ushort)((family << Rv64Table.FamilyShift) + _rows.Count)),
            Name = name,
            Bits = bits,
            Mask = ~variable,
            Args = args,
            HasNoDisplacement = Array.Exists(args, static arg => arg.Kind == Rv64ArgKind.MemBase),
        };
        _rows.Add(op);
        return op;
    }
}

/// <summary>All rows by number.</summary>
internal static class Rv64Table
{
    internal const int FamilyShift = 8;

    /// <summary>This family and the following ones are vector instructions; other rows come before.</summary>
    internal const int FirstVectorFamily = 4;

    private static readonly Rv64Op?[] ById = Build();

    /// <summary>All rows, by family and then in the order of the source.</summary>
    internal static IEnumerable<Rv64Op> All
    {
        get
        {
            foreach (Rv64Op? op in ById)
            {
                if (op is not null)
                {
                    yield return op;
                }
            }
        }
    }

    /// <summary>The row of an instruction.</summary>
    internal static Rv64Op Of(in MachInst inst) =>
        inst.Op < ById.Length && ById[inst.Op] is { } op ? op : throw new EncodingException($"row {inst.Op} does not exist");

    /// <summary>Whether the Size of an instruction is the <see cref="Rv64VectorType"/> that it needs.</summary>
    internal static bool IsVector(in MachInst inst) => inst.Op >= FirstVectorFamily << FamilyShift;

    private static Rv64Op?[] Build()
    {
        IReadOnlyList<Rv64Op>[] families = [Rv64Int.Rows, Rv64Memory.Rows, Rv64Float.Rows, Rv64Bits.Rows, Rv64Vector.Rows, Rv64VectorFloat.Rows];
        Rv64Op?[] table = new Rv64Op?[families.Length << FamilyShift];
        foreach (IReadOnlyList<Rv64Op> family in families)
        {
            foreach (Rv64Op op in family)
            {
                table[op.Id] = op;
            }
        }

        return table;
    }
}
