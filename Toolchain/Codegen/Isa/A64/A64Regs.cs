// Registers and condition codes of aarch64 with their numbers in the encoding and their names. Number 31 is the stack pointer or the zero
// register, as the operand's place in the instruction says.
using System.Globalization;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Condition codes; the value is the field's. Inverting one flips its lowest bit.</summary>
internal enum A64Cond : byte
{
    /// <summary>Equal.</summary>
    Eq,

    /// <summary>Not equal, or unordered.</summary>
    Ne,

    /// <summary>Unsigned higher or same; carry set.</summary>
    Hs,

    /// <summary>Unsigned lower; carry clear.</summary>
    Lo,

    /// <summary>Negative; floats: less than and ordered.</summary>
    Mi,

    /// <summary>Positive or zero.</summary>
    Pl,

    /// <summary>Overflow; floats: unordered.</summary>
    Vs,

    /// <summary>No overflow; floats: ordered.</summary>
    Vc,

    /// <summary>Unsigned higher.</summary>
    Hi,

    /// <summary>Unsigned lower or same; floats: less than or equal and ordered.</summary>
    Ls,

    /// <summary>Signed greater or equal; floats: ordered.</summary>
    Ge,

    /// <summary>Signed less; floats: or unordered.</summary>
    Lt,

    /// <summary>Signed greater; floats: ordered.</summary>
    Gt,

    /// <summary>Signed less or equal; floats: or unordered.</summary>
    Le,

    /// <summary>Always.</summary>
    Al,

    /// <summary>Always too.</summary>
    Nv,
}

/// <summary>Kinds of shifted register operands.</summary>
internal enum A64Shift : byte
{
    /// <summary>Left.</summary>
    Lsl,

    /// <summary>Right, zeros in.</summary>
    Lsr,

    /// <summary>Right, sign in.</summary>
    Asr,

    /// <summary>Right, rotating; logical instructions only.</summary>
    Ror,
}

/// <summary>Kinds of extended register operands.</summary>
internal enum A64Extend : byte
{
    /// <summary>Zero-extended byte.</summary>
    Uxtb,

    /// <summary>Zero-extended halfword.</summary>
    Uxth,

    /// <summary>Zero-extended word.</summary>
    Uxtw,

    /// <summary>All 64 bits.</summary>
    Uxtx,

    /// <summary>Sign-extended byte.</summary>
    Sxtb,

    /// <summary>Sign-extended halfword.</summary>
    Sxth,

    /// <summary>Sign-extended word.</summary>
    Sxtw,

    /// <summary>All 64 bits.</summary>
    Sxtx,
}

/// <summary>Registers by name.</summary>
internal static class A64Regs
{
    private const int Special = 31;

    private static readonly string[] CondNames = ["eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "al", "nv"];

    /// <summary>The stack pointer where the instruction means it.</summary>
    internal static Reg Sp => Reg.Int(Special);

    /// <summary>The zero register where the instruction means it.</summary>
    internal static Reg Zero => Reg.Int(Special);

    /// <summary>The frame pointer.</summary>
    internal static Reg Fp => Reg.Int(29);

    /// <summary>The return address.</summary>
    internal static Reg Lr => Reg.Int(30);

    /// <summary>First scratch register: expansions of one instruction own it.</summary>
    internal static Reg Scratch0 => Reg.Int(16);

    /// <summary>Second scratch register.</summary>
    internal static Reg Scratch1 => Reg.Int(17);

    /// <summary>Float and vector scratch register.</summary>
    internal static Reg FloatScratch => Reg.Float(31);

    internal static Reg X(int number) => Reg.Int(number);

    internal static Reg V(int number) => Reg.Float(number);

    /// <summary>The opposite condition.</summary>
    internal static A64Cond Invert(A64Cond cond) => (A64Cond)((int)cond ^ 1);

    internal static string Name(A64Cond cond) => CondNames[(int)cond];

    /// <summary>An integer register; number 31 as <paramref name="special"/> says; virtual ones by number.</summary>
    internal static string IntName(Reg register, bool isWide, string special = "zr")
    {
        if (!register.IsPhysical)
        {
            return register.ToString();
        }

        string prefix = isWide ? "x" : "w";
        return register.Number != Special ? Named(prefix, register.Number)
            : special == "sp" ? (isWide ? "sp" : "wsp")
            : prefix + special;
    }

    /// <summary>A float register under the letter of its width.</summary>
    internal static string FloatName(Reg register, char letter) =>
        register.IsPhysical ? Named(letter.ToString(), register.Number) : register.ToString();

    private static string Named(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
}
