// The row of a machine instruction and the tables of all rows. A row is the whole definition: mnemonic, format, opcode bits,
// register files, access widths, effects and CPU feature. Rows live in X64*.Rows.cs as static fields, one line each.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Mandatory prefix (also VEX.pp, in this order).</summary>
internal enum X64Prefix : byte
{
    None,
    P66,
    F3,
    F2,
}

/// <summary>Opcode map (also VEX.mmmmm, in this order).</summary>
internal enum X64Map : byte
{
    OneByte,
    Map0F,
    Map0F38,
    Map0F3A,
}

/// <summary>What chooses REX.W (VEX.W), the 66 prefix and the byte form.</summary>
internal enum X64Width : byte
{
    /// <summary>MachInst.Size 1 (opcode with bit 0 clear), 2 (66), 4, 8 (W).</summary>
    BySize,

    /// <summary>MachInst.Size 2 (66), 4 or 8 (W); no byte form.</summary>
    By248,

    /// <summary>MachInst.Size 4 or 8 (W).</summary>
    By48,

    /// <summary>W clear, MachInst.Size unused.</summary>
    W0,

    /// <summary>W set, MachInst.Size unused.</summary>
    W1,
}

/// <summary>The register files of an instruction: first letter for R0, R1, R4, second for the rm operand.</summary>
internal enum X64Files : byte
{
    II,
    FF,
    FI,
    IF,
}

/// <summary>What an instruction does besides its operands. Reading memory through rm needs no flag.</summary>
[Flags]
internal enum X64Effects : ushort
{
    None = 0,
    WritesFlags = 1,
    ReadsFlags = 2,
    WritesMemory = 4,
    ReadsMemory = 8,
    Call = 16,
    EndsBlock = 32,
    Lock = 64,

    /// <summary>A 16-byte memory operand need not be aligned although the encoding is legacy SSE.</summary>
    Unaligned = 128,

    /// <summary>The rm operand is memory only: the register form is another row.</summary>
    MemOnly = 256,

    /// <summary>The rm operand is a register only.</summary>
    RegOnly = 512,
}

/// <summary>How the immediate is stored.</summary>
internal enum X64Imm : byte
{
    None,

    /// <summary>One byte, unsigned.</summary>
    Byte,

    /// <summary>Operand size, at most 4 bytes, sign-extended.</summary>
    Sized,

    /// <summary>As <see cref="Sized"/>, or one sign-extended byte with opcode bit 1 set.</summary>
    SizedOrByte,
}

/// <summary>Opcode bits of a row.</summary>
/// <param name="Prefix">Mandatory prefix.</param>
/// <param name="Map">Opcode map.</param>
/// <param name="Opcode">Opcode byte, the form for 16 bits and more.</param>
/// <param name="Digit">Opcode extension in modrm.reg; -1: none.</param>
/// <param name="Vex">VEX encoding.</param>
/// <param name="VexL">VEX.L.</param>
internal readonly record struct X64Code(X64Prefix Prefix, X64Map Map, byte Opcode, sbyte Digit = -1, bool Vex = false, bool VexL = false)
{
    /// <summary>The same with the opcode extension <paramref name="digit"/>.</summary>
    internal X64Code Ext(int digit) => this with { Digit = (sbyte)digit };
}

/// <summary>One machine instruction: the row is the definition.</summary>
internal sealed class X64Op
{
    internal required ushort Id { get; init; }

    /// <summary>Mnemonic; for condition-code formats without the condition.</summary>
    internal required string Name { get; init; }

    internal required X64Format Format { get; init; }

    internal required X64Code Code { get; init; }

    internal required X64Files Files { get; init; }

    internal required X64Width Width { get; init; }

    internal required X64Effects Effects { get; init; }

    /// <summary>CPU features beyond the baseline.</summary>
    internal required X64Features Feature { get; init; }

    /// <summary>Width in bytes of the rm operand; 0: MachInst.Size.</summary>
    internal required byte RmBytes { get; init; }

    /// <summary>Width in bytes of an integer R0/R1; 0: MachInst.Size.</summary>
    internal required byte RegBytes { get; init; }

    internal X64Imm Imm { get; init; }

    /// <summary>Instead of fixed bits for a format without operands that is longer than its opcode; else empty.</summary>
    internal byte[] Tail { get; init; } = [];

    /// <summary>The VEX form of a legacy SSE row, or null.</summary>
    internal X64Op? Vex => X64Table.VexOf(this);

    /// <summary>The legacy row that this VEX row was made from, or null.</summary>
    internal X64Op? Legacy { get; init; }

    /// <summary>Whether a 16-byte memory operand must be aligned.</summary>
    internal bool NeedsAlignment => RmBytes == 16 && !Code.Vex && !Has(X64Effects.Unaligned);

    internal bool IsSized => Width is X64Width.BySize or X64Width.By248 or X64Width.By48;

    internal RegClass RegFile => Files is X64Files.FF or X64Files.FI ? RegClass.Float : RegClass.Int;

    internal RegClass RmFile => Files is X64Files.FF or X64Files.IF ? RegClass.Float : RegClass.Int;

    internal bool Has(X64Effects effect) => (Effects & effect) != 0;

    internal int RmWidth(in MachInst inst) => RmBytes != 0 ? RmBytes : inst.Size;

    internal int RegWidth(in MachInst inst) => RegBytes != 0 ? RegBytes : inst.Size;
}

/// <summary>The rows of one file, numbered from a base of their own, so numbers do not depend on initialisation order.</summary>
internal sealed class X64RowList(int family)
{
    private readonly List<X64Op> _rows = [];

    internal IReadOnlyList<X64Op> Rows => _rows;

    internal X64Op Add(
        string name, X64Format format, X64Code code, X64Files files, X64Width width, X64Effects effects, X64Features feature, int rm, int reg, byte[]? tail = null, X64Op? legacy = null)
    {
        X64Op op = new()
        {
            Id = checked((ushort)((family << X64Table.FamilyShift) + _rows.Count)),
            Name = name,
            Format = format,
            Code = code,
            Files = files,
            Width = width,
            Effects = effects,
            Feature = feature,
            RmBytes = (byte)rm,
            RegBytes = (byte)reg,
            Imm = ImmOf(format, code),
            Tail = tail ?? [],
            Legacy = legacy,
        };
        _rows.Add(op);
        return op;
    }

    private static X64Imm ImmOf(X64Format format, X64Code code) => format switch
    {
        X64Format.RegRmImm or X64Format.RegRegImm or X64Format.CmpRmImm or X64Format.MemImm => code switch
        {
            { Map: X64Map.OneByte, Vex: false, Opcode: 0x81 or 0x69 } => X64Imm.SizedOrByte,
            { Map: X64Map.OneByte, Vex: false, Opcode: 0xC7 or 0xF7 } => X64Imm.Sized,
            _ => X64Imm.Byte,
        },
        X64Format.RegRegRmImm or X64Format.RegRegMrImm or X64Format.MemRegImm => X64Imm.Byte,
        X64Format.RegRm or X64Format.RegRegRm or X64Format.RegAccRegRm or X64Format.ShiftCl or X64Format.RegRmVvvv or X64Format.VvvvRm or X64Format.RegReg
            or X64Format.OpcodeReg or X64Format.RegRegMr or X64Format.MemReg or X64Format.Mem or X64Format.Lea or X64Format.CmpRegRm
            or X64Format.CmpRmReg or X64Format.Mul or X64Format.Div or X64Format.SignOfAcc or X64Format.Mulx or X64Format.Setcc
            or X64Format.Cmovcc or X64Format.MovImm or X64Format.MovImm64 or X64Format.XchgMem or X64Format.XchgReg
            or X64Format.CmpxchgMem or X64Format.Push or X64Format.Pop or X64Format.Jcc or X64Format.Branch or X64Format.BranchRm
            or X64Format.RetImm or X64Format.Fixed => X64Imm.None,
    };
}

/// <summary>All rows by number.</summary>
internal static class X64Table
{
    internal const int FamilyShift = 8;

    private static readonly X64Op?[] ById = Build();

    private static readonly X64Op?[] Vex = BuildVex();

    /// <summary>One more than the largest number of a row.</summary>
    internal static int Size => ById.Length;

    /// <summary>All rows, by family and then in the order of the source.</summary>
    internal static IEnumerable<X64Op> All
    {
        get
        {
            foreach (X64Op? op in ById)
            {
                if (op is not null)
                {
                    yield return op;
                }
            }
        }
    }

    /// <summary>The row of an instruction.</summary>
    internal static X64Op Of(in MachInst inst) =>
        ById[inst.Op] ?? throw new EncodingException($"row {inst.Op} does not exist");

    /// <summary>The VEX form of a legacy SSE row, or null.</summary>
    internal static X64Op? VexOf(X64Op op) => Vex[op.Id];

    private static X64Op?[] Build()
    {
        IReadOnlyList<X64Op>[] families = [X64Int.Rows, X64Control.Rows, X64Sse.Rows, X64Avx.Rows, X64Vector.Rows, X64Vector.VexRows];
        X64Op?[] table = new X64Op?[families.Length << FamilyShift];
        foreach (IReadOnlyList<X64Op> family in families)
        {
            foreach (X64Op op in family)
            {
                table[op.Id] = op;
            }
        }

        return table;
    }

    private static X64Op?[] BuildVex()
    {
        X64Op?[] table = new X64Op?[ById.Length];
        foreach (X64Op op in All)
        {
            if (op.Legacy is { } legacy)
            {
                table[legacy.Id] = op;
            }
        }

        return table;
    }
}
