using System.Globalization;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>What a test looks at.</summary>
internal enum A64TestKind : byte
{
    /// <summary>The flags of the instruction in front.</summary>
    Flags,

    /// <summary>Whether a register is zero.</summary>
    Zero,

    /// <summary>Whether it is not.</summary>
    NotZero,

    /// <summary>Whether a bit of a register is clear.</summary>
    BitClear,

    /// <summary>Whether it is set.</summary>
    BitSet,
}

/// <summary>A condition that a branch or trap can test by itself.</summary>
/// <param name="Kind">What it looks at.</param>
/// <param name="Cond">The condition over the flags.</param>
/// <param name="Register">The register.</param>
/// <param name="Size">Bytes of the register.</param>
/// <param name="Bit">Number of the bit.</param>
internal readonly record struct A64Test(A64TestKind Kind, A64Cond Cond, Reg Register = default, byte Size = 0, byte Bit = 0)
{
    internal A64Test Inverted => Kind switch
    {
        A64TestKind.Flags => this with { Cond = A64Regs.Invert(Cond) },
        A64TestKind.Zero => this with { Kind = A64TestKind.NotZero },
        A64TestKind.NotZero => this with { Kind = A64TestKind.Zero },
        A64TestKind.BitClear => this with { Kind = A64TestKind.BitSet },
        A64TestKind.BitSet => this with { Kind = A64TestKind.BitClear },
    };

    internal static A64Test Flags(A64Cond cond) => new(A64TestKind.Flags, cond);

    /// <summary>The test of a branch or trap.</summary>
    internal static A64Test Of(in MachInst inst) => new((A64TestKind)inst.Scale, (A64Cond)inst.Cond, inst.R1, inst.Size, (byte)inst.Imm);

    /// <summary>An instruction with this test in it.</summary>
    internal MachInst In(SharedPseudo op) => new()
    {
        Op = (ushort)op,
        Scale = (byte)Kind,
        Cond = (byte)Cond,
        R1 = Register,
        Size = Size,
        Imm = Bit,
        Source = CodeBuffer.NoSource,
    };

    /// <summary>A branch if it holds.</summary>
    internal MachInst JumpTo(Label label) => Kind switch
    {
        A64TestKind.Flags => A64Inst.JumpIf(Cond, label),
        A64TestKind.Zero => A64Inst.JumpZero(A64Control.Cbz, Size, Register, label),
        A64TestKind.NotZero => A64Inst.JumpZero(A64Control.Cbnz, Size, Register, label),
        A64TestKind.BitClear => A64Inst.JumpBit(A64Control.Tbz, Register, Bit, label),
        A64TestKind.BitSet => A64Inst.JumpBit(A64Control.Tbnz, Register, Bit, label),
    };

    /// <summary>Text for dumps.</summary>
    public override string ToString() => Kind switch
    {
        A64TestKind.Flags => A64Regs.Name(Cond),
        A64TestKind.Zero => "zero",
        A64TestKind.NotZero => "not_zero",
        A64TestKind.BitClear => string.Create(CultureInfo.InvariantCulture, $"clear{Bit}"),
        A64TestKind.BitSet => string.Create(CultureInfo.InvariantCulture, $"set{Bit}"),
    };

}
