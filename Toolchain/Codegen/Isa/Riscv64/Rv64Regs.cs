// Registers of riscv64 with their numbers in the encoding and their names in the ABI.
using System.Globalization;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Conditions of branches; the value is the field's. Inverting one flips its lowest bit.</summary>
internal enum Rv64Cond : byte
{
    /// <summary>Equal.</summary>
    Eq = 0,

    /// <summary>Not equal.</summary>
    Ne = 1,

    /// <summary>Signed less.</summary>
    Lt = 4,

    /// <summary>Signed greater or equal.</summary>
    Ge = 5,

    /// <summary>Unsigned less.</summary>
    Ltu = 6,

    /// <summary>Unsigned greater or equal.</summary>
    Geu = 7,
}

/// <summary>Rounding modes; the value is the field's.</summary>
internal enum Rv64Rounding : byte
{
    /// <summary>To the nearest, ties to even.</summary>
    NearestEven = 0,

    /// <summary>Toward zero.</summary>
    Zero = 1,

    /// <summary>Down.</summary>
    Down = 2,

    /// <summary>Up.</summary>
    Up = 3,

    /// <summary>To the nearest, ties away from zero.</summary>
    NearestAway = 4,

    /// <summary>As the control register says.</summary>
    Dynamic = 7,
}

/// <summary>Registers by name.</summary>
internal static class Rv64Regs
{
    private static readonly string[] IntNames =
    [
        "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5",
        "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
    ];

    private static readonly string[] FloatNames =
    [
        "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2", "fa3", "fa4", "fa5",
        "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9", "fs10", "fs11", "ft8", "ft9", "ft10", "ft11",
    ];

    private static readonly string[] CondNames = ["eq", "ne", "", "", "lt", "ge", "ltu", "geu"];

    /// <summary>Always zero.</summary>
    internal static Reg Zero => X(0);

    /// <summary>The return address. Functions have saved it, so far branches go through it.</summary>
    internal static Reg Ra => X(1);

    /// <summary>The stack pointer.</summary>
    internal static Reg Sp => X(2);

    /// <summary>The frame pointer.</summary>
    internal static Reg Fp => X(8);

    /// <summary>First scratch register: expansions of one instruction own it.</summary>
    internal static Reg Scratch0 => X(31);

    /// <summary>Second scratch register.</summary>
    internal static Reg Scratch1 => X(30);

    /// <summary>Float scratch register.</summary>
    internal static Reg FloatScratch => F(31);

    internal static Reg X(int number) => Reg.Int(number);

    internal static Reg F(int number) => Reg.Float(number);

    /// <summary>The opposite condition.</summary>
    internal static Rv64Cond Invert(Rv64Cond cond) => (Rv64Cond)((int)cond ^ 1);

    internal static string Name(Rv64Cond cond) => CondNames[(int)cond];

    /// <summary>The mask of vector instructions: it belongs to the lowering of one operation, which never lets another one in between.</summary>
    internal static Reg MaskVector => F(0);

    /// <summary>Control register of the rounding of floats.</summary>
    internal const int FloatRounding = 2;

    /// <summary>Control register of the rounding of integers in vectors: 0 rounds halves up.</summary>
    internal const int VectorRounding = 10;

    /// <summary>A control register of ours, or null.</summary>
    internal static string? ControlName(int number) => number switch { FloatRounding => "frm", VectorRounding => "vxrm", _ => null };

    /// <summary>A register of a file; virtual ones by number.</summary>
    internal static string Name(Reg register, Rv64File file) => register.IsPhysical && file == Rv64File.Vector
        ? string.Create(CultureInfo.InvariantCulture, $"v{register.Number}")
        : Name(register);

    /// <summary>A register; virtual ones by number.</summary>
    internal static string Name(Reg register) =>
        !register.IsPhysical ? register.ToString() : register.Class == RegClass.Int ? IntNames[register.Number] : FloatNames[register.Number];
}
