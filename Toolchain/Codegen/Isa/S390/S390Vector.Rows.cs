// Vector instructions over integers, bits and lanes. A line makes one row for each width of a lane, in the order b, h, f, g, q; the width stands
// in bits 32 to 35. The machine counts lanes from the left, wasm from the right (S390Lower.Vector).
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

using static S390Args;

/// <summary>Vector instructions over integers.</summary>
internal static class S390Vector
{
    private static readonly S390RowList List = new(4);

    // Memory. The numbers of lanes stand at the end.
    internal static readonly S390Op Vl         = Row("vl",      VectorMem,         0xE70000000006);
    internal static readonly S390Op Vst        = Row("vst",     VectorMemUse,      0xE7000000000E);
    internal static readonly S390Op Vsteg      = Row("vsteg",   UseMemLane,        0xE7000000000A);
    internal static readonly S390Op[] Vlrep    = PerLane("vlrep", VectorMem,       0xE70000000005, "bhfg");

    // The second vector facility reverses bytes on the way.
    internal static readonly S390Op Vlbrq      = Row("vlbrq",   VectorMem,         0xE60000004006);
    internal static readonly S390Op Vstbrq     = Row("vstbrq",  VectorMemUse,      0xE6000000400E);
    internal static readonly S390Op Ldrv       = Row("ldrv",    VectorMem,         0xE60000003004);
    internal static readonly S390Op Lerv       = Row("lerv",    VectorMem,         0xE60000006004);
    internal static readonly S390Op Stdrv      = Row("stdrv",   VectorMemUse,      0xE6000000000A);
    internal static readonly S390Op Sterv      = Row("sterv",   VectorMemUse,      0xE6000000000B);

    // Between registers.
    internal static readonly S390Op Vlr        = Row("vlr",     VV,                0xE70000000056);
    internal static readonly S390Op Vlvgp      = Row("vlvgp",   DefIntInt,         0xE70000000062);
    internal static readonly S390Op[] Vlvg     = PerLane("vlvg",  TiedIntLane,       0xE70000000022, "bhfg");
    internal static readonly S390Op[] Vlgv     = PerLane("vlgv",  IntVectorLane,     0xE70000000021, "bhfg");
    internal static readonly S390Op[] Vrep     = PerLane("vrep",  VVLane,            0xE7000000004D, "bhfg");
    internal static readonly S390Op[] Vrepi    = PerLane("vrepi", VSigned16,         0xE70000000045, "bhfg");
    internal static readonly S390Op Vgbm       = Row("vgbm",    VUnsigned16,       0xE70000000044);
    internal static readonly S390Op[] Vgm      = PerLane("vgm",   VFirstLast,        0xE70000000046, "bhfg");

    // Permutations.
    internal static readonly S390Op Vperm      = Row("vperm",   VVVV,              0xE7000000008C);
    internal static readonly S390Op Vsldb      = Row("vsldb",   VVVShift,          0xE70000000077);
    internal static readonly S390Op Vbperm     = Row("vbperm",  VVV,               0xE70000000085);
    internal static readonly S390Op[] Vmrh     = PerLane("vmrh",  VVV,               0xE70000000061, "bhfg");
    internal static readonly S390Op[] Vmrl     = PerLane("vmrl",  VVV,               0xE70000000060, "bhfg");

    // Narrower and wider lanes; the letter is that of the source. Left lanes, then right ones.
    internal static readonly S390Op[] Vpk      = PerLane("vpk",   VVV,               0xE70000000094, " hfg");
    internal static readonly S390Op[] Vpks     = PerLane("vpks",  VVV,               0xE70000000097, " hfg");
    internal static readonly S390Op[] Vpkls    = PerLane("vpkls", VVV,               0xE70000000095, " hfg");
    internal static readonly S390Op[] Vuph     = PerLane("vuph",  VV,                0xE700000000D7, "bhf");
    internal static readonly S390Op[] Vuplh    = PerLane("vuplh", VV,                0xE700000000D5, "bhf");
    internal static readonly S390Op[] Vupl     = PerLane("vupl",  VV,                0xE700000000D6, "bwf");
    internal static readonly S390Op[] Vupll    = PerLane("vupll", VV,                0xE700000000D4, "bhf");

    // Bits.
    internal static readonly S390Op Vn         = Row("vn",      VVV,               0xE70000000068);
    internal static readonly S390Op Vnc        = Row("vnc",     VVV,               0xE70000000069);
    internal static readonly S390Op Vo         = Row("vo",      VVV,               0xE7000000006A);
    internal static readonly S390Op Vno        = Row("vno",     VVV,               0xE7000000006B);
    internal static readonly S390Op Vx         = Row("vx",      VVV,               0xE7000000006D);
    internal static readonly S390Op Vsel       = Row("vsel",    VVVV,              0xE7000000008D);
    internal static readonly S390Op Vtm        = Row("vtm",     VVUses,            0xE700000000D8);

    // Arithmetic.
    internal static readonly S390Op[] Va       = PerLane("va",    VVV,               0xE700000000F3, "bhfg");
    internal static readonly S390Op[] Vs       = PerLane("vs",    VVV,               0xE700000000F7, "bhfg");
    internal static readonly S390Op[] Vml      = PerLane("vml",   VVV,               0xE700000000A2, "bwf");
    internal static readonly S390Op[] Vme      = PerLane("vme",   VVV,               0xE700000000A6, "bhf");
    internal static readonly S390Op[] Vmo      = PerLane("vmo",   VVV,               0xE700000000A7, "bhf");
    internal static readonly S390Op[] Vmle     = PerLane("vmle",  VVV,               0xE700000000A4, "bhf");
    internal static readonly S390Op[] Vmlo     = PerLane("vmlo",  VVV,               0xE700000000A5, "bhf");
    internal static readonly S390Op[] Vmn      = PerLane("vmn",   VVV,               0xE700000000FE, "bhfg");
    internal static readonly S390Op[] Vmnl     = PerLane("vmnl",  VVV,               0xE700000000FC, "bhfg");
    internal static readonly S390Op[] Vmx      = PerLane("vmx",   VVV,               0xE700000000FF, "bhfg");
    internal static readonly S390Op[] Vmxl     = PerLane("vmxl",  VVV,               0xE700000000FD, "bhfg");
    internal static readonly S390Op[] Vavgl    = PerLane("vavgl", VVV,               0xE700000000F0, "bhfg");
    internal static readonly S390Op[] Vlc      = PerLane("vlc",   VV,                0xE700000000DE, "bhfg");
    internal static readonly S390Op[] Vlp      = PerLane("vlp",   VV,                0xE700000000DF, "bhfg");
    internal static readonly S390Op[] Vclz     = PerLane("vclz",  VV,                0xE70000000053, "bhfg");
    internal static readonly S390Op[] Vctz     = PerLane("vctz",  VV,                0xE70000000052, "bhfg");
    internal static readonly S390Op[] Vpopct   = PerLane("vpopct", VV,               0xE70000000050, "bhfg");
    internal static readonly S390Op[] Vesl     = PerLane("vesl",  VVAmount,          0xE70000000030, "bhfg");
    internal static readonly S390Op[] Vesrl    = PerLane("vesrl", VVAmount,          0xE70000000038, "bhfg");
    internal static readonly S390Op[] Vesra    = PerLane("vesra", VVAmount,          0xE7000000003A, "bhfg");

    // Comparisons; those that end in s set the condition code too: 0 if all lanes pass, 1 if some do, 3 if none does.
    internal static readonly S390Op[] Vceq     = PerLane("vceq",  VVV,               0xE700000000F8, "bhfg");
    internal static readonly S390Op[] Vch      = PerLane("vch",   VVV,               0xE700000000FB, "bhfg");
    internal static readonly S390Op[] Vchl     = PerLane("vchl",  VVV,               0xE700000000F9, "bhfg");
    internal static readonly S390Op[] Vceqs    = PerLane("vceq",  VVV,               0xE700001000F8, "bhfg", "s");

    internal static IReadOnlyList<S390Op> Rows => List.Rows;

    /// <summary>The row for a width of lanes.</summary>
    internal static S390Op Of(this S390Op[] family, Lanes lanes) => family[lanes.BytesLog2];

    private static S390Op Row(string name, S390Arg[] args, ulong bits) => List.Add(name, args, bits, S390Encoder.BytesOf(bits));

    // A blank stands for a width that does not exist; its place repeats the next one.
    private static S390Op[] PerLane(string name, S390Arg[] args, ulong bits, string letters, string suffix = "")
    {
        var rows = new S390Op[letters.Length];
        for (int i = letters.Length - 1; i >= 0; i--)
        {
            string full = letters[i] == 'w' ? name + "hw" : name + letters[i] + suffix;
            rows[i] = letters[i] == ' ' ? rows[i + 1] : Row(full, args, bits | ((ulong)i << 12));
        }

        return rows;
    }
}
