// A condition that a branch or trap can test by itself: the condition code, or a comparison that the branch makes.
using System.Globalization;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>What a test looks at.</summary>
internal enum S390TestKind : byte
{
    /// <summary>The condition code of the instruction in front.</summary>
    Flags,

    /// <summary>Two registers.</summary>
    Registers,

    /// <summary>A register and a number of 8 bits.</summary>
    Number,
}

/// <summary>A test.</summary>
/// <param name="Kind">What it looks at.</param>
/// <param name="Cond">What holds.</param>
/// <param name="A">The first register.</param>
/// <param name="B">The second.</param>
/// <param name="Imm">The number.</param>
/// <param name="Size">Bytes that are compared.</param>
/// <param name="IsUnsigned">How.</param>
internal readonly record struct S390Test(
    S390TestKind Kind, S390Cond Cond, Reg A = default, Reg B = default, long Imm = 0, byte Size = 0, bool IsUnsigned = false)
{
    // Comparisons with a branch ignore condition code 3 and refuse a mask for it.
    private const S390Cond Ordered = (S390Cond)14;

    internal S390Test Inverted => this with { Cond = S390Regs.Invert(Cond) };

    internal static S390Test Flags(S390Cond cond) => new(S390TestKind.Flags, cond);

    /// <summary>Whether a register is not zero.</summary>
    internal static S390Test NotZero(Reg register, int size) => new(S390TestKind.Number, S390Cond.LowHigh, register, Size: (byte)size);

    /// <summary>The test of a branch or trap.</summary>
    internal static S390Test Of(in MachInst inst) =>
        new((S390TestKind)inst.Scale, (S390Cond)inst.Cond, inst.R1, inst.R2, inst.Imm, inst.Size, inst.Disp != 0);

    /// <summary>An instruction with this test in it.</summary>
    internal MachInst In(SharedPseudo op) => new()
    {
        Op = (ushort)op,
        Scale = (byte)Kind,
        Cond = (byte)Cond,
        R1 = A,
        R2 = B,
        Size = Size,
        Imm = Imm,
        Disp = IsUnsigned ? 1 : 0,
        Source = CodeBuffer.NoSource,
    };

    /// <summary>A branch if it holds, which compares itself and reaches 64 KiB; of the condition code, any distance.</summary>
    internal MachInst JumpTo(Label label, bool isLong) => Kind switch
    {
        S390TestKind.Flags => S390Inst.JumpIf(Cond, label, isLong),
        S390TestKind.Registers => S390Inst.Make(RegisterRow) with
        {
            R1 = A,
            R2 = B,
            Cond = (byte)(Cond & Ordered),
            Mem = MemKind.Label,
            Target = label.Index,
        },
        S390TestKind.Number => S390Inst.Make(NumberRow) with
        {
            R1 = A,
            Imm = Imm,
            Cond = (byte)(Cond & Ordered),
            Mem = MemKind.Label,
            Target = label.Index,
        },
    };

    /// <summary>The comparison alone.</summary>
    internal MachInst Compare() => Kind == S390TestKind.Registers
        ? S390Inst.Compare(CompareRow(Size, IsUnsigned), A, B)
        : S390Inst.CompareImm(
            (Size, IsUnsigned) switch
            {
                (8, true) => S390Int.Clgfi,
                (_, true) => S390Int.Clfi,
                (8, false) => S390Int.Cghi,
                _ => S390Int.Chi,
            },
            A,
            Imm);

    /// <summary>The comparison of registers.</summary>
    internal static S390Op CompareRow(int size, bool isUnsigned) => (size, isUnsigned) switch
    {
        (8, false) => S390Int.Cgr,
        (8, true) => S390Int.Clgr,
        (_, false) => S390Int.Cr,
        _ => S390Int.Clr,
    };

    private S390Op RegisterRow => (Size, IsUnsigned) switch
    {
        (8, false) => S390Control.Cgrj,
        (8, true) => S390Control.Clgrj,
        (_, false) => S390Control.Crj,
        _ => S390Control.Clrj,
    };

    private S390Op NumberRow => (Size, IsUnsigned) switch
    {
        (8, false) => S390Control.Cgij,
        (8, true) => S390Control.Clgij,
        (_, false) => S390Control.Cij,
        _ => S390Control.Clij,
    };

    /// <summary>Text for dumps.</summary>
    public override string ToString()
    {
        string cond = S390Regs.Name(Cond);
        string compared = (IsUnsigned ? "u" : "s") + (Size * 8).ToString(CultureInfo.InvariantCulture);
        return Kind switch
        {
            S390TestKind.Flags => cond,
            S390TestKind.Registers => $"{cond}.{compared}",
            S390TestKind.Number => string.Create(CultureInfo.InvariantCulture, $"{cond}.{compared}.{Imm}"),
        };
    }
}
