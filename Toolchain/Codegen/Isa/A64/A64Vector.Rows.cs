// Vectors of 16 bytes.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

using static A64Args;

/// <summary>Vectors of 16 bytes.</summary>
internal static class A64Vector
{
    private static readonly A64RowList List = new(4);

    private const byte All = 0b1111;
    private const byte NoDoubles = 0b0111;
    private const byte BytesAndHalves = 0b0011;
    private const byte HalvesAndSingles = 0b0110;
    private const byte Floats = 0b1100;
    private const byte Doubles = 0b1000;

    // Lane by lane. The last number says which lane sizes exist.
    internal static readonly A64Op Add        = Row("add",       VdVnVm,              0x4E208400, A64Width.Lanes, All);
    internal static readonly A64Op Sub        = Row("sub",       VdVnVm,              0x6E208400, A64Width.Lanes, All);
    internal static readonly A64Op Mul        = Row("mul",       VdVnVm,              0x4E209C00, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Addp       = Row("addp",      VdVnVm,              0x4E20BC00, A64Width.Lanes, All);
    internal static readonly A64Op Sqadd      = Row("sqadd",     VdVnVm,              0x4E200C00, A64Width.Lanes, All);
    internal static readonly A64Op Uqadd      = Row("uqadd",     VdVnVm,              0x6E200C00, A64Width.Lanes, All);
    internal static readonly A64Op Sqsub      = Row("sqsub",     VdVnVm,              0x4E202C00, A64Width.Lanes, All);
    internal static readonly A64Op Uqsub      = Row("uqsub",     VdVnVm,              0x6E202C00, A64Width.Lanes, All);
    internal static readonly A64Op Smin       = Row("smin",      VdVnVm,              0x4E206C00, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Umin       = Row("umin",      VdVnVm,              0x6E206C00, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Smax       = Row("smax",      VdVnVm,              0x4E206400, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Umax       = Row("umax",      VdVnVm,              0x6E206400, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Urhadd     = Row("urhadd",    VdVnVm,              0x6E201400, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Cmeq       = Row("cmeq",      VdVnVm,              0x6E208C00, A64Width.Lanes, All);
    internal static readonly A64Op Cmgt       = Row("cmgt",      VdVnVm,              0x4E203400, A64Width.Lanes, All);
    internal static readonly A64Op Cmge       = Row("cmge",      VdVnVm,              0x4E203C00, A64Width.Lanes, All);
    internal static readonly A64Op Cmhi       = Row("cmhi",      VdVnVm,              0x6E203400, A64Width.Lanes, All);
    internal static readonly A64Op Cmhs       = Row("cmhs",      VdVnVm,              0x6E203C00, A64Width.Lanes, All);
    internal static readonly A64Op Sshl       = Row("sshl",      VdVnVm,              0x4E204400, A64Width.Lanes, All);
    internal static readonly A64Op Ushl       = Row("ushl",      VdVnVm,              0x6E204400, A64Width.Lanes, All);
    internal static readonly A64Op Sqrdmulh   = Row("sqrdmulh",  VdVnVm,              0x6E20B400, A64Width.Lanes, HalvesAndSingles);
    internal static readonly A64Op Umaxp      = Row("umaxp",     VdVnVm,              0x6E20A400, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Fadd       = Row("fadd",      VdVnVm,              0x4E20D400, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fsub       = Row("fsub",      VdVnVm,              0x4EA0D400, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fmul       = Row("fmul",      VdVnVm,              0x6E20DC00, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fdiv       = Row("fdiv",      VdVnVm,              0x6E20FC00, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fmax       = Row("fmax",      VdVnVm,              0x4E20F400, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fmin       = Row("fmin",      VdVnVm,              0x4EA0F400, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fcmeq      = Row("fcmeq",     VdVnVm,              0x4E20E400, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fcmge      = Row("fcmge",     VdVnVm,              0x6E20E400, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fcmgt      = Row("fcmgt",     VdVnVm,              0x6EA0E400, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fmla       = Row("fmla",      VdTiedVnVm,          0x4E20CC00, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fmls       = Row("fmls",      VdTiedVnVm,          0x4EA0CC00, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Mla        = Row("mla",       VdTiedVnVm,          0x4E209400, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op And        = Row("and",       BytesDNM,            0x4E201C00);
    internal static readonly A64Op Bic        = Row("bic",       BytesDNM,            0x4E601C00);
    internal static readonly A64Op Orr        = Row("orr",       BytesDNM,            0x4EA01C00);
    internal static readonly A64Op Orn        = Row("orn",       BytesDNM,            0x4EE01C00);
    internal static readonly A64Op Eor        = Row("eor",       BytesDNM,            0x6E201C00);
    internal static readonly A64Op Bsl        = Row("bsl",       BytesTiedNM,         0x6E601C00);
    internal static readonly A64Op Bit        = Row("bit",       BytesTiedNM,         0x6EA01C00);
    internal static readonly A64Op Bif        = Row("bif",       BytesTiedNM,         0x6EE01C00);

    // One source.
    internal static readonly A64Op Cnt        = Row("cnt",       BytesDN,             0x4E205800);
    internal static readonly A64Op Not        = Row("not",       BytesDN,             0x6E205800);
    internal static readonly A64Op Abs        = Row("abs",       VdVn,                0x4E20B800, A64Width.Lanes, All);
    internal static readonly A64Op Neg        = Row("neg",       VdVn,                0x6E20B800, A64Width.Lanes, All);
    internal static readonly A64Op CmeqZero   = Row("cmeq",      VdVnZero,            0x4E209800, A64Width.Lanes, All);
    internal static readonly A64Op CmgeZero   = Row("cmge",      VdVnZero,            0x6E208800, A64Width.Lanes, All);
    internal static readonly A64Op CmgtZero   = Row("cmgt",      VdVnZero,            0x4E208800, A64Width.Lanes, All);
    internal static readonly A64Op CmltZero   = Row("cmlt",      VdVnZero,            0x4E20A800, A64Width.Lanes, All);
    internal static readonly A64Op CmleZero   = Row("cmle",      VdVnZero,            0x6E209800, A64Width.Lanes, All);
    internal static readonly A64Op Fabs       = Row("fabs",      VdVn,                0x4EA0F800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fneg       = Row("fneg",      VdVn,                0x6EA0F800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fsqrt      = Row("fsqrt",     VdVn,                0x6EA1F800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Frintn     = Row("frintn",    VdVn,                0x4E218800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Frintm     = Row("frintm",    VdVn,                0x4E219800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Frintp     = Row("frintp",    VdVn,                0x4EA18800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Frintz     = Row("frintz",    VdVn,                0x4EA19800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fcvtzs     = Row("fcvtzs",    VdVn,                0x4EA1B800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fcvtzu     = Row("fcvtzu",    VdVn,                0x6EA1B800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Scvtf      = Row("scvtf",     VdVn,                0x4E21D800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Ucvtf      = Row("ucvtf",     VdVn,                0x6E21D800, A64Width.FloatLanes, Floats);
    internal static readonly A64Op Fcvtl      = Row("fcvtl",     DoublesSingles,      0x0E617800);
    internal static readonly A64Op Fcvtn      = Row("fcvtn",     SinglesDoubles,      0x0E616800);

    // Between widths; the lane size is that of the narrow side.
    internal static readonly A64Op Saddlp     = Row("saddlp",    WideVn,              0x4E202800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Uaddlp     = Row("uaddlp",    WideVn,              0x6E202800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Xtn        = Row("xtn",       NarrowVn,            0x0E212800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Sqxtn      = Row("sqxtn",     NarrowVn,            0x0E214800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Uqxtn      = Row("uqxtn",     NarrowVn,            0x2E214800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Sqxtun     = Row("sqxtun",    NarrowVn,            0x2E212800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Sqxtn2     = Row("sqxtn2",    NarrowTiedVn,        0x4E214800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Sqxtun2    = Row("sqxtun2",   NarrowTiedVn,        0x6E212800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Smull      = Row("smull",     WideVnVm,            0x0E20C000, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Smull2     = Row("smull2",    WideVnVm,            0x4E20C000, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Umull      = Row("umull",     WideVnVm,            0x2E20C000, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Umull2     = Row("umull2",    WideVnVm,            0x6E20C000, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Sshll      = Row("sshll",     WideVnShl,           0x0F00A400, A64Width.None, NoDoubles);
    internal static readonly A64Op Sshll2     = Row("sshll2",    WideVnShl,           0x4F00A400, A64Width.None, NoDoubles);
    internal static readonly A64Op Ushll      = Row("ushll",     WideVnShl,           0x2F00A400, A64Width.None, NoDoubles);
    internal static readonly A64Op Ushll2     = Row("ushll2",    WideVnShl,           0x6F00A400, A64Width.None, NoDoubles);

    internal static readonly A64Op Rev64      = Row("rev64",     VdVn,                0x4E200800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Umlal      = Row("umlal",     WideTiedVnVm,        0x2E208000, A64Width.Lanes, NoDoubles);

    // Across lanes.
    internal static readonly A64Op Addv       = Row("addv",      LaneVn,              0x4E31B800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Umaxv      = Row("umaxv",     LaneVn,              0x6E30A800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op Uminv      = Row("uminv",     LaneVn,              0x6E31A800, A64Width.Lanes, NoDoubles);
    internal static readonly A64Op AddpD      = Row("addp",      DoubleVn,            0x5EF1B800);

    // Shifts by a constant; the lane size stands in the field of the shift.
    internal static readonly A64Op Sshr       = Row("sshr",      VdVnShr,             0x4F000400);
    internal static readonly A64Op Ushr       = Row("ushr",      VdVnShr,             0x6F000400);
    internal static readonly A64Op Shl        = Row("shl",       VdVnShl,             0x4F005400);

    // Moving lanes.
    internal static readonly A64Op DupElement = Row("dup",       VdElement,           0x4E000400);
    internal static readonly A64Op DupLane    = Row("dup",       LaneElement,         0x5E000400);
    internal static readonly A64Op DupInt     = Row("dup",       VdRn,                0x4E000C00, A64Width.CopyLanes);
    internal static readonly A64Op UmovW      = Row("umov",      WdElement,           0x0E003C00, lanes: NoDoubles);
    internal static readonly A64Op UmovX      = Row("umov",      XdElement,           0x4E003C00, lanes: Doubles);
    internal static readonly A64Op SmovW      = Row("smov",      WdElement,           0x0E002C00, lanes: BytesAndHalves);
    internal static readonly A64Op SmovX      = Row("smov",      XdElement,           0x4E002C00, lanes: NoDoubles);
    internal static readonly A64Op InsInt     = Row("ins",       ElementTiedRn,       0x4E001C00);
    internal static readonly A64Op InsElement = Row("ins",       ElementTiedElement,  0x6E000400);
    internal static readonly A64Op Tbl        = Row("tbl",       TableDNM,            0x4E000000);
    internal static readonly A64Op Tbx        = Row("tbx",       TableTiedNM,         0x4E001000);
    internal static readonly A64Op Ext        = Row("ext",       BytesDNMIndex,       0x6E000000);
    internal static readonly A64Op Zip1       = Row("zip1",      VdVnVm,              0x4E003800, A64Width.Lanes, All);
    internal static readonly A64Op Zip2       = Row("zip2",      VdVnVm,              0x4E007800, A64Width.Lanes, All);
    internal static readonly A64Op Uzp1       = Row("uzp1",      VdVnVm,              0x4E001800, A64Width.Lanes, All);
    internal static readonly A64Op Uzp2       = Row("uzp2",      VdVnVm,              0x4E005800, A64Width.Lanes, All);
    internal static readonly A64Op Trn1       = Row("trn1",      VdVnVm,              0x4E002800, A64Width.Lanes, All);
    internal static readonly A64Op Trn2       = Row("trn2",      VdVnVm,              0x4E006800, A64Width.Lanes, All);
    internal static readonly A64Op Movi       = Row("movi",      BytesImm8,           0x4F00E400);
    internal static readonly A64Op MoviMask   = Row("movi",      DoublesMask,         0x6F00E400);
    internal static readonly A64Op Sdot       = Row("sdot",      DotTiedNM,           0x4E809400);
    internal static readonly A64Op Ld1r       = Row("ld1r",      VtBase,              0x4D40C000, A64Width.LoadLanes);

    internal static IReadOnlyList<A64Op> Rows => List.Rows;

    private static A64Op Row(string name, A64Arg[] args, uint bits, A64Width width = A64Width.None, byte lanes = All) =>
        List.Add(name, args, bits, width, lanes);
}
