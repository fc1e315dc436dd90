// Registers and condition masks of s390x. A mask has a bit for each value of the condition code: 8 for 0, 4 for 1, 2 for 2, 1 for 3.
// Comparisons set 0 for equal, 1 for less, 2 for greater, 3 (floats) for unordered.
using System.Globalization;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Masks over the condition code that the compiler uses.</summary>
internal enum S390Cond : byte
{
    /// <summary>Condition code 3: floats are unordered; a conversion has no exact-range result; no lane passes.</summary>
    Overflow = 1,

    /// <summary>Greater.</summary>
    High = 2,

    /// <summary>Less.</summary>
    Low = 4,

    /// <summary>Less or greater; of floats, ordered and different.</summary>
    LowHigh = 6,

    /// <summary>Not equal, or unordered.</summary>
    NotEqual = 7,

    /// <summary>Equal.</summary>
    Equal = 8,

    /// <summary>Greater or equal.</summary>
    HighEqual = 10,

    /// <summary>Less or equal.</summary>
    LowEqual = 12,

    /// <summary>Always.</summary>
    Always = 15,
}

/// <summary>Registers by name.</summary>
internal static class S390Regs
{
    private static readonly string[] CondNames =
        ["nop", "o", "h", "nle", "l", "nhe", "lh", "ne", "e", "nlh", "he", "nl", "le", "nh", "no", ""];

    /// <summary>The stack pointer.</summary>
    internal static Reg Sp => Reg.Int(15);

    /// <summary>The return address.</summary>
    internal static Reg Lr => Reg.Int(14);

    /// <summary>The frame pointer.</summary>
    internal static Reg Fp => Reg.Int(11);

    /// <summary>Scratch register that cannot be part of an address; at calls it holds the caller's vmctx.</summary>
    internal static Reg Scratch0 => Reg.Int(0);

    /// <summary>Scratch register of expansions.</summary>
    internal static Reg Scratch1 => Reg.Int(1);

    /// <summary>Float and vector scratch register; a float register, so that it can stand in for vector registers 16 to 31.</summary>
    internal static Reg FloatScratch => Reg.Float(15);

    internal static Reg R(int number) => Reg.Int(number);

    internal static Reg V(int number) => Reg.Float(number);

    /// <summary>The opposite condition.</summary>
    internal static S390Cond Invert(S390Cond cond) => (S390Cond)((int)cond ^ 15);

    /// <summary>Suffix of mnemonics.</summary>
    internal static string Name(S390Cond cond) => CondNames[(int)cond];

    /// <summary>A register under the letter of its file; virtual ones by number.</summary>
    internal static string Name(Reg register, S390View view) => register.IsPhysical
        ? string.Create(CultureInfo.InvariantCulture, $"%{(view == S390View.R ? 'r' : view == S390View.F ? 'f' : 'v')}{register.Number}")
        : register.ToString();
}
