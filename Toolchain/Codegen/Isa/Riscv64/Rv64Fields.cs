// Fields that hold distances to labels. A pair of auipc and an instruction with 12 signed bits reaches 2 GiB: the first has the upper part,
// rounded so that the second can have the rest, which is counted from the first and so stands 4 bytes in front of it.
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Fields with distances, and what the code buffer needs to know.</summary>
internal static class Rv64Fields
{
    private const int WordBytes = 4;

    /// <summary>Conditional branches: 4 KiB.</summary>
    internal static readonly FieldFormat Branch13 = new("imm13", 12, static (word, distance) => word | BranchBits(distance), isBranch: true);

    /// <summary>jal: 1 MiB.</summary>
    internal static readonly FieldFormat Jump21 = new("imm21", 20, static (word, distance) => word | JumpBits(distance), isBranch: true);

    /// <summary>jal that leaves a return address which is of interest: nothing may stand in for it.</summary>
    internal static readonly FieldFormat Call21 = new("imm21", 20, static (word, distance) => word | JumpBits(distance), isBranch: false);

    /// <summary>The first of a pair.</summary>
    internal static readonly FieldFormat Upper = new("hi20", 31, static (word, distance) => word | UpperBits(distance), isBranch: false);

    /// <summary>The second of a pair, a load, addi or jalr.</summary>
    internal static readonly FieldFormat Lower = new("lo12", 31, static (word, distance) => word | LowerBits(distance + WordBytes), isBranch: false);

    /// <summary>For the code buffer.</summary>
    internal static readonly FixedWidth Width = new(
        Rv64Int.Jal.Bits,
        Jump21,
        Rv64Int.Addi.Bits,
        [
            new(Rv64Encoder.Encode(Rv64Int.Auipc, Rv64Inst.Upper(Rv64Int.Auipc, Rv64Regs.Ra, 0)), Upper),
            new(Rv64Encoder.Encode(Rv64Int.Jalr, Rv64Inst.JumpRegister(Rv64Regs.Zero, Rv64Regs.Ra)), Lower),
        ]);

    /// <summary>The field of an operand that is a label.</summary>
    internal static FieldFormat Of(Rv64ArgKind kind) => kind == Rv64ArgKind.Label13 ? Branch13 : Jump21;

    internal static uint BranchBits(int distance) =>
        ((uint)(distance >> 12 & 1) << 31) | ((uint)(distance >> 5 & 0x3f) << 25) | ((uint)(distance >> 1 & 0xf) << 8) | ((uint)(distance >> 11 & 1) << 7);

    internal static uint JumpBits(int distance) =>
        ((uint)(distance >> 20 & 1) << 31) | ((uint)(distance >> 1 & 0x3ff) << 21) | ((uint)(distance >> 11 & 1) << 20) | ((uint)(distance >> 12 & 0xff) << 12);

    internal static uint UpperBits(int distance) => unchecked((uint)(distance + 0x800)) & 0xffff_f000;

    internal static uint LowerBits(int distance) => (uint)(distance & 0xfff) << 20;
}
