// The row of a machine instruction and the table of all rows. A row is the whole definition: mnemonic, operands in the assembler's order,
// fixed bits, and how the operand size enters them. Encoder, decoder, printer and operand collector walk the operands of the row.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>What chooses the size bits of an instruction.</summary>
internal enum A64Width : byte
{
    /// <summary>The row itself.</summary>
    None,

    /// <summary>Bit 31: MachInst.Size is 8 rather than 4.</summary>
    Sf,

    /// <summary>Bits 31 and 22 (N): MachInst.Size is 8 rather than 4.</summary>
    SfN,

    /// <summary>Bit 22: MachInst.Size is 8 rather than 4; floats.</summary>
    Float,

    /// <summary>Bit 31 by Size for the integer, bit 22 by Scale (2, 3: bytes of the float as a power of two).</summary>
    SfFloat,

    /// <summary>Bits 23 and 22: Scale, bytes of a lane as a power of two.</summary>
    Lanes,

    /// <summary>Bit 22: Scale is 3 rather than 2; lanes of floats.</summary>
    FloatLanes,

    /// <summary>Bits 20 to 16: the bit with number Scale.</summary>
    CopyLanes,

    /// <summary>Bits 11 and 10: Scale, bytes of a lane as a power of two.</summary>
    LoadLanes,

    /// <summary>Bits 31 and 30: Size 1, 2, 4, 8; the first two are a suffix of the name.</summary>
    Access,
}

/// <summary>How the name of a register operand is written, and which file it belongs to.</summary>
internal enum A64View : byte
{
    /// <summary>w or x by Size; 31 is zero.</summary>
    R,

    /// <summary>w or x by Size; 31 is the stack pointer.</summary>
    RSp,

    /// <summary>w.</summary>
    W,

    /// <summary>x; 31 is zero.</summary>
    X,

    /// <summary>x for lanes of 8 bytes, else w.</summary>
    RLane,

    /// <summary>s or d by Size.</summary>
    F,

    /// <summary>s or d by Scale.</summary>
    FScale,

    /// <summary>b, h, s or d by Scale.</summary>
    Lane,

    /// <summary>b.</summary>
    B,

    /// <summary>h.</summary>
    H,

    /// <summary>s.</summary>
    S,

    /// <summary>d.</summary>
    D,

    /// <summary>q.</summary>
    Q,

    /// <summary>Vector of lanes by Scale; 8 or 16 bytes by bit 30 of the row.</summary>
    V,

    /// <summary>16 bytes, lanes twice as wide as Scale says.</summary>
    VWide,

    /// <summary>16 lanes of a byte.</summary>
    V16B,

    /// <summary>2 lanes of 4 bytes.</summary>
    V2S,

    /// <summary>4 lanes of 4 bytes.</summary>
    V4S,

    /// <summary>2 lanes of 8 bytes.</summary>
    V2D,

    /// <summary>A table of 16 bytes.</summary>
    Table,

    /// <summary>As <see cref="V"/>, in braces.</summary>
    VList,

    /// <summary>One lane of a vector, its number in Imm.</summary>
    Element,

    /// <summary>One lane of a vector, its number in Disp.</summary>
    Element2,
}

/// <summary>What an operand is.</summary>
internal enum A64ArgKind : byte
{
    /// <summary>A register that is written.</summary>
    Def,

    /// <summary>A register that is read.</summary>
    Use,

    /// <summary>A register that is written before all are read.</summary>
    EarlyDef,

    /// <summary>A register that is read and written: R0, tied to R1.</summary>
    Tied,

    /// <summary>Shift of the last register: Cond and Imm.</summary>
    Shift,

    /// <summary>Last register, extended: Cond and Imm (left shift).</summary>
    Extended,

    /// <summary>12 bits, perhaps shifted by 12.</summary>
    Imm12,

    /// <summary>A bit pattern of the logical instructions.</summary>
    BitPattern,

    /// <summary>16 bits; Scale: number of 16-bit steps to the left.</summary>
    Imm16Step,

    /// <summary>Rotation of a bitfield: Imm, 6 bits.</summary>
    ImmR,

    /// <summary>Last bit of a bitfield: Disp, 6 bits.</summary>
    ImmS,

    /// <summary>Cond, bits 15 to 12.</summary>
    Cond,

    /// <summary>5 bits of immediate of a conditional comparison: Imm.</summary>
    Imm5,

    /// <summary>Flags of a conditional comparison that is not made: Disp.</summary>
    Flags,

    /// <summary>16 bits of immediate at bit 5.</summary>
    Imm16,

    /// <summary>16 bits of immediate at bit 0.</summary>
    Imm16Low,

    /// <summary>Base and unsigned offset, scaled by the access.</summary>
    MemScaled,

    /// <summary>Base and signed offset of 9 bits.</summary>
    MemUnscaled,

    /// <summary>Base and extended, perhaps shifted index.</summary>
    MemIndexed,

    /// <summary>Base alone.</summary>
    MemBase,

    /// <summary>Base and offset of a pair.</summary>
    MemPair,

    /// <summary>The same, added to the base before.</summary>
    MemPairPre,

    /// <summary>The same, added to the base afterwards.</summary>
    MemPairPost,

    /// <summary>26-bit distance in words.</summary>
    Label26,

    /// <summary>19-bit distance in words.</summary>
    Label19,

    /// <summary>The condition (Cond) of a branch and its distance in 19 bits.</summary>
    CondLabel19,

    /// <summary>14-bit distance in words.</summary>
    Label14,

    /// <summary>21-bit distance in bytes.</summary>
    Label21,

    /// <summary>Number of the tested bit: Imm.</summary>
    Bit,

    /// <summary>A float of 8 bits.</summary>
    FloatImm8,

    /// <summary>The constant 0.0.</summary>
    FloatZero,

    /// <summary>The constant 0.</summary>
    IntZero,

    /// <summary>Left shift within lanes; the size stands in the field too.</summary>
    LaneShl,

    /// <summary>Right shift within lanes.</summary>
    LaneShr,

    /// <summary>Bytes to skip: Imm, 4 bits.</summary>
    Index4,

    /// <summary>8 bits for each lane of one byte.</summary>
    Imm8,

    /// <summary>A byte of ones for each bit.</summary>
    ByteMask,
}

/// <summary>One operand.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Field">Field of the instruction that holds a register.</param>
/// <param name="At">Lowest bit of a register's number.</param>
/// <param name="View">How a register is written.</param>
internal readonly record struct A64Arg(A64ArgKind Kind, byte Field = 0, byte At = 0, A64View View = A64View.R)
{
    internal bool IsRegister => Kind is A64ArgKind.Def or A64ArgKind.Use or A64ArgKind.EarlyDef or A64ArgKind.Tied;

    internal bool IsInt => View is A64View.R or A64View.RSp or A64View.W or A64View.X or A64View.RLane;
}

/// <summary>One machine instruction: the row is the definition.</summary>
internal sealed class A64Op
{
    internal required ushort Id { get; init; }

    internal required string Name { get; init; }

    internal required uint Bits { get; init; }

    /// <summary>Bits that tell this row from others.</summary>
    internal required uint Mask { get; init; }

    internal required A64Width Width { get; init; }

    internal required A64Arg[] Args { get; init; }

    /// <summary>Lane sizes that exist, one bit each.</summary>
    internal required byte LaneSizes { get; init; }

    /// <summary>Base-2 logarithm of the bytes that a load or store moves.</summary>
    internal required byte AccessLog2 { get; init; }

    /// <summary>The same access with a signed byte offset; null for what is no plain access.</summary>
    internal A64Op? Unscaled { get; set; }

    /// <summary>The same access with an index register.</summary>
    internal A64Op? Indexed { get; set; }

    internal bool Is16Bytes => (Bits & (1u << 30)) != 0;
}

/// <summary>The rows of one file, numbered from a base of their own, so numbers do not depend on initialisation order.</summary>
internal sealed class A64RowList(int family)
{
    private readonly List<A64Op> _rows = [];

    internal IReadOnlyList<A64Op> Rows => _rows;

    internal A64Op Add(string name, A64Arg[] args, uint bits, A64Width width = A64Width.None, byte lanes = 0b1111, int access = 0)
    {
        uint variable = A64Encoder.WidthMask(width);
        foreach (A64Arg arg in args)
        {
            variable |= A64Encoder.MaskOf(arg);
        }

        A64Op op = new()
        {
            Id = checked((ushort)((family << A64Table.FamilyShift) + _rows.Count)),
            Name = name,
            Bits = bits,
            Mask = ~variable,
            Width = width,
            Args = args,
            LaneSizes = lanes,
            AccessLog2 = (byte)access,
        };
        if ((bits & variable) != 0)
        {
            throw new InvalidOperationException($"row {name}: fixed bits 0x{bits & variable:x8} stand in the fields of its operands");
        }

        _rows.Add(op);
        return op;
    }
}

/// <summary>All rows by number.</summary>
internal static class A64Table
{
    internal const int FamilyShift = 8;

    private static readonly A64Op?[] ById = Build();

    /// <summary>All rows, by family and then in the order of the source.</summary>
    internal static IEnumerable<A64Op> All
    {
        get
        {
            foreach (A64Op? op in ById)
            {
                if (op is not null)
                {
                    yield return op;
                }
            }
        }
    }

    /// <summary>The row of an instruction.</summary>
    internal static A64Op Of(in MachInst inst) =>
        inst.Op < ById.Length && ById[inst.Op] is { } op ? op : throw new EncodingException($"row {inst.Op} does not exist");

    private static A64Op?[] Build()
    {
        IReadOnlyList<A64Op>[] families = [A64Int.Rows, A64Control.Rows, A64Memory.Rows, A64Float.Rows, A64Vector.Rows];
        A64Op?[] table = new A64Op?[families.Length << FamilyShift];
        foreach (IReadOnlyList<A64Op> family in families)
        {
            foreach (A64Op op in family)
            {
                table[op.Id] = op;
            }
        }

        return table;
    }
}
