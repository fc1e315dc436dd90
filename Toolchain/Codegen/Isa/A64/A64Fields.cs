// Fields that hold distances to labels.
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Fields with distances, and what the code buffer needs to know.</summary>
internal static class A64Fields
{
    /// <summary>b, bl: 128 MiB.</summary>
    internal static readonly FieldFormat Branch26 = new("imm26", 27, static (word, distance) => word | ((uint)(distance >> 2) & 0x3ff_ffff), isBranch: true);

    /// <summary>Conditional branches: 1 MiB.</summary>
    internal static readonly FieldFormat Branch19 = new("imm19", 20, static (word, distance) => word | (((uint)(distance >> 2) & 0x7_ffff) << 5), isBranch: true);

    /// <summary>Bit tests: 32 KiB.</summary>
    internal static readonly FieldFormat Branch14 = new("imm14", 15, static (word, distance) => word | (((uint)(distance >> 2) & 0x3fff) << 5), isBranch: true);

    /// <summary>Literal loads: 1 MiB.</summary>
    internal static readonly FieldFormat Literal19 = new("imm19", 20, static (word, distance) => word | (((uint)(distance >> 2) & 0x7_ffff) << 5), isBranch: false);

    /// <summary>adr: 1 MiB, bytes.</summary>
    internal static readonly FieldFormat Adr21 = new(
        "imm21", 20, static (word, distance) => word | (((uint)distance & 3) << 29) | (((uint)(distance >> 2) & 0x7_ffff) << 5), isBranch: false);

    /// <summary>The immediate of movz and movk.</summary>
    internal static readonly FieldFormat MoveWide16 = new("imm16", 16, static (word, value) => word | ((uint)(value & 0xffff) << 5), isBranch: false);

    /// <summary>For the code buffer.</summary>
    internal static readonly FixedWidth Width = new(A64Control.B.Bits, Branch26, A64Control.Nop.Bits);

    /// <summary>The field of an operand that is a label.</summary>
    internal static FieldFormat Of(A64ArgKind kind, bool isBranch) => kind switch
    {
        A64ArgKind.Label26 => Branch26,
        A64ArgKind.Label14 => Branch14,
        A64ArgKind.Label21 => Adr21,
        _ => isBranch ? Branch19 : Literal19,
    };
}
