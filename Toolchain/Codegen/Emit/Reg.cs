// A register as it appears in a machine instruction: physical (a number of the instruction set) or virtual (before register
// allocation). One int; the default value is "no register", so a forgotten field cannot pass for register 0.
//
//   0..31  physical, integer class      32..63  physical, float and vector class      64..  virtual, class in the lowest bit
using System.Globalization;

namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>The two register files. Vectors share the float registers.</summary>
public enum RegClass : byte
{
    /// <summary>General-purpose registers.</summary>
    Int,

    /// <summary>Float and vector registers.</summary>
    Float,
}

/// <summary>No register, a physical register, or a virtual register of known class.</summary>
public readonly record struct Reg
{
    /// <summary>First code of virtual registers.</summary>
    public const int FirstVirtual = 64;

    private const int FirstFloat = 32;

    private readonly int _codePlusOne;

    private Reg(int codePlusOne) => _codePlusOne = codePlusOne;

    /// <summary>No register; also the default value.</summary>
    public static Reg None => default;

    /// <summary>The number described at the top of this file; -1 for <see cref="None"/>.</summary>
    public int Code => _codePlusOne - 1;

    /// <summary>Whether this is any register at all.</summary>
    public bool IsValid => _codePlusOne != 0;

    /// <summary>Whether this is a register of the machine.</summary>
    public bool IsPhysical => (uint)Code < FirstVirtual;

    /// <summary>Whether register allocation has yet to replace this.</summary>
    public bool IsVirtual => Code >= FirstVirtual;

    /// <summary>The register file.</summary>
    public RegClass Class => (RegClass)(IsVirtual ? Code & 1 : (Code >> 5) & 1);

    /// <summary>Number within the class as the manual counts, for a physical register.</summary>
    public int Number => Code & (FirstFloat - 1);

    /// <summary>Number of a virtual register, counted over both classes.</summary>
    public int VirtualIndex => (Code - FirstVirtual) >> 1;

    /// <summary>The physical integer register <paramref name="number"/>, 0 to 31.</summary>
    public static Reg Int(int number) => new((number & 31) + 1);

    /// <summary>The physical float register <paramref name="number"/>, 0 to 31.</summary>
    public static Reg Float(int number) => new((number & 31) + FirstFloat + 1);

    /// <summary>The virtual register <paramref name="index"/>; the index is unique over both classes.</summary>
    public static Reg Virtual(int index, RegClass registerClass) => new(checked((index * 2) + (int)registerClass + FirstVirtual + 1));

    /// <summary>The register with a <see cref="Code"/>.</summary>
    public static Reg FromCode(int code) => new(code + 1);

    /// <summary>Neutral text for dumps: <c>-</c>, <c>i3</c>, <c>f3</c>, <c>v12</c> or <c>v12f</c>.</summary>
    public override string ToString() =>
        !IsValid ? "-"
        : IsVirtual ? string.Create(CultureInfo.InvariantCulture, $"v{VirtualIndex}{(Class == RegClass.Float ? "f" : "")}")
        : string.Create(CultureInfo.InvariantCulture, $"{(Class == RegClass.Float ? 'f' : 'i')}{Number}");
}
