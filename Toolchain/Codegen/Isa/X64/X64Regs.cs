// Registers and condition codes of x86_64 with their numbers in the encoding and their names by width.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Condition codes; the value is the low nibble of the opcode.</summary>
public enum X64Cond : byte
{
    /// <summary>Overflow.</summary>
    O,

    /// <summary>No overflow.</summary>
    NO,

    /// <summary>Below, unsigned; carry.</summary>
    B,

    /// <summary>Above or equal, unsigned; no carry.</summary>
    AE,

    /// <summary>Equal; zero.</summary>
    E,

    /// <summary>Not equal.</summary>
    NE,

    /// <summary>Below or equal, unsigned.</summary>
    BE,

    /// <summary>Above, unsigned.</summary>
    A,

    /// <summary>Sign: negative.</summary>
    S,

    /// <summary>No sign.</summary>
    NS,

    /// <summary>Parity; unordered after <c>ucomis</c>.</summary>
    P,

    /// <summary>No parity; ordered.</summary>
    NP,

    /// <summary>Less, signed.</summary>
    L,

    /// <summary>Greater or equal, signed.</summary>
    GE,

    /// <summary>Less or equal, signed.</summary>
    LE,

    /// <summary>Greater, signed.</summary>
    G,
}

/// <summary>The physical registers.</summary>
public static class X64Regs
{
    /// <summary>Number of vector registers.</summary>
    internal const int FloatCount = 16;

    /// <summary>Bytes of a vector register that a calling convention may preserve.</summary>
    internal const int VectorBytes = 16;

    private static readonly string[] Names8 =
        ["al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"];

    private static readonly string[] Names16 =
        ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di", "r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w"];

    private static readonly string[] Names32 =
        ["eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"];

    private static readonly string[] Names64 =
        ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];

    private static readonly string[] NamesVector =
        ["xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15"];

    private static readonly string[] CondNames =
        ["o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"];

    /// <summary>Accumulator, low half of products.</summary>
    public static Reg Rax => Reg.Int(0);

    /// <summary>Shift count.</summary>
    public static Reg Rcx => Reg.Int(1);

    /// <summary>High half of products and dividends.</summary>
    public static Reg Rdx => Reg.Int(2);

    /// <summary>rbx.</summary>
    public static Reg Rbx => Reg.Int(3);

    /// <summary>Stack pointer.</summary>
    public static Reg Rsp => Reg.Int(4);

    /// <summary>Frame pointer.</summary>
    public static Reg Rbp => Reg.Int(5);

    /// <summary>rsi.</summary>
    public static Reg Rsi => Reg.Int(6);

    /// <summary>rdi.</summary>
    public static Reg Rdi => Reg.Int(7);

    /// <summary>r8.</summary>
    public static Reg R8 => Reg.Int(8);

    /// <summary>r9.</summary>
    public static Reg R9 => Reg.Int(9);

    /// <summary>r10.</summary>
    public static Reg R10 => Reg.Int(10);

    /// <summary>r11.</summary>
    public static Reg R11 => Reg.Int(11);

    /// <summary>r12.</summary>
    public static Reg R12 => Reg.Int(12);

    /// <summary>r13.</summary>
    public static Reg R13 => Reg.Int(13);

    /// <summary>r14, the reserved vmctx register.</summary>
    public static Reg R14 => Reg.Int(14);

    /// <summary>r15.</summary>
    public static Reg R15 => Reg.Int(15);

    /// <summary>The vector register <paramref name="number"/>, 0 to 15.</summary>
    public static Reg Xmm(int number) => Reg.Float(number);

    /// <summary>Assembler name of a physical register seen at a width in bytes; dump text for a virtual one.</summary>
    public static string Name(Reg register, int widthInBytes) =>
        !register.IsPhysical || register.Number > 15 ? register.ToString()
        : register.Class == RegClass.Float ? NamesVector[register.Number]
        : widthInBytes switch
        {
            1 => Names8[register.Number],
            2 => Names16[register.Number],
            4 => Names32[register.Number],
            _ => Names64[register.Number],
        };

    /// <summary>Mnemonic suffix of a condition.</summary>
    public static string Name(X64Cond condition) => CondNames[(int)condition];

    /// <summary>The condition that holds exactly when <paramref name="condition"/> does not.</summary>
    public static X64Cond Invert(X64Cond condition) => (X64Cond)((byte)condition ^ 1);

    /// <summary>The condition that holds after the two compared operands have been swapped.</summary>
    public static X64Cond Swap(X64Cond condition) => condition switch
    {
        X64Cond.B => X64Cond.A,
        X64Cond.AE => X64Cond.BE,
        X64Cond.BE => X64Cond.AE,
        X64Cond.A => X64Cond.B,
        X64Cond.L => X64Cond.G,
        X64Cond.GE => X64Cond.LE,
        X64Cond.LE => X64Cond.GE,
        X64Cond.G => X64Cond.L,
        X64Cond.E or X64Cond.NE => condition,
        X64Cond.O or X64Cond.NO or X64Cond.S or X64Cond.NS or X64Cond.P or X64Cond.NP =>
            throw new ArgumentOutOfRangeException(nameof(condition), condition, "has no swapped form"),
    };
}
