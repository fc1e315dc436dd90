// Float instructions of the vector facility. A line makes four rows: one value (w) or all lanes (v), of 4 bytes (sb) or 8 (db). The width stands
// in bits 32 to 35, bit 28 says that only the leftmost lane counts, which is where a scalar lies.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

using static S390Args;

/// <summary>Float instructions, of single values and of lanes.</summary>
internal static class S390VectorFloat
{
    private const ulong Single = 0x8_0000;
    private const int WidthAt = 12;

    private static readonly S390RowList List = new(5);

    internal static readonly S390Op[] Add      = Floats("fa",   VVV,               0xE700000000E3);
    internal static readonly S390Op[] Sub      = Floats("fs",   VVV,               0xE700000000E2);
    internal static readonly S390Op[] Mul      = Floats("fm",   VVV,               0xE700000000E7);
    internal static readonly S390Op[] Div      = Floats("fd",   VVV,               0xE700000000E5);
    internal static readonly S390Op[] Max      = Floats("fmax", VVVMask,           0xE700000000EF);
    internal static readonly S390Op[] Min      = Floats("fmin", VVVMask,           0xE700000000EE);
    internal static readonly S390Op[] Sqrt     = Floats("fsq",  VV,                0xE700000000CE);
    internal static readonly S390Op[] Neg      = Floats("flc",  VV,                0xE700000000CC);
    internal static readonly S390Op[] Abs      = Floats("flp",  VV,                0xE700002000CC);
    internal static readonly S390Op[] Round    = Floats("fi",   VVRound,           0xE700000000C7);
    internal static readonly S390Op[] MulAdd   = Fused("fma",                      0xE7000000008F);
    internal static readonly S390Op[] NegMulSub = Fused("fnms",                    0xE7000000009E);
    internal static readonly S390Op[] Equal    = Floats("fce",  VVV,               0xE700000000E8);
    internal static readonly S390Op[] High     = Floats("fch",  VVV,               0xE700000000EB);
    internal static readonly S390Op[] HighEqual = Floats("fche", VVV,              0xE700000000EA);

    // Sets the condition code.
    internal static readonly S390Op CompareS   = Row("wfcsb",   VVUses,            0xE700000020CB);
    internal static readonly S390Op CompareD   = Row("wfcdb",   VVUses,            0xE700000030CB);

    // Between widths: the 4-byte lanes are those with even numbers, from the left.
    internal static readonly S390Op Lengthen   = Row("vflls",   VV,                0xE700000020C4);
    internal static readonly S390Op LengthenOne = Row("wflls",  VV,                0xE700000820C4);
    internal static readonly S390Op Shorten    = Row("vflrd",   VVRound,           0xE700000030C5);
    internal static readonly S390Op ShortenOne = Row("wflrd",   VVRound,           0xE700000830C5);

    // Between integers and floats of 8 bytes.
    internal static readonly S390Op FromSigned = Row("vcdgb",   VVRound,           0xE700000030C3);
    internal static readonly S390Op ToSigned   = Row("vcgdb",   VVRound,           0xE700000030C2);
    internal static readonly S390Op ToUnsigned = Row("vclgdb",  VVRound,           0xE700000030C0);

    internal static IReadOnlyList<S390Op> Rows => List.Rows;

    /// <summary>The row for single values of a type.</summary>
    internal static S390Op One(this S390Op[] family, IrType type) => family[type == IrType.F32 ? 0 : 1];

    /// <summary>The row for all lanes.</summary>
    internal static S390Op All(this S390Op[] family, Lanes lanes) => family[lanes == Lanes.F32x4 ? 2 : 3];

    private static S390Op Row(string name, S390Arg[] args, ulong bits) => List.Add(name, args, bits, S390Encoder.BytesOf(bits));

    private static S390Op[] Floats(string name, S390Arg[] args, ulong bits) =>
    [
        Row($"w{name}sb", args, bits | Single | (2 << WidthAt)),
        Row($"w{name}db", args, bits | Single | (3 << WidthAt)),
        Row($"v{name}sb", args, bits | (2 << WidthAt)),
        Row($"v{name}db", args, bits | (3 << WidthAt)),
    ];

    // The width stands in bits 20 to 23 and the other one in bit 28, because there are four registers.
    private static S390Op[] Fused(string name, ulong bits) =>
    [
        Row($"w{name}sb", VVVV, bits | 0x0208_0000),
        Row($"w{name}db", VVVV, bits | 0x0308_0000),
        Row($"v{name}sb", VVVV, bits | 0x0200_0000),
        Row($"v{name}db", VVVV, bits | 0x0300_0000),
    ];
}
