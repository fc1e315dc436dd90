// Integer instructions. Most exist for 32 bits, which leave the upper half of their register alone, and for 64.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

using static S390Args;

/// <summary>Integer instructions.</summary>
internal static class S390Int
{
    private static readonly S390RowList List = new(0);

    internal static readonly S390Op Cr         = Row("cr",      RrUses,            0x1900);
    internal static readonly S390Op Clr        = Row("clr",     RrUses,            0x1500);

    internal static readonly S390Op Lgr        = Row("lgr",     DefUse,            0xB9040000);
    internal static readonly S390Op Lgbr       = Row("lgbr",    DefUse,            0xB9060000);
    internal static readonly S390Op Lghr       = Row("lghr",    DefUse,            0xB9070000);
    internal static readonly S390Op Lgfr       = Row("lgfr",    DefUse,            0xB9140000);
    internal static readonly S390Op Llgfr      = Row("llgfr",   DefUse,            0xB9160000);
    internal static readonly S390Op Llgcr      = Row("llgcr",   DefUse,            0xB9840000);
    internal static readonly S390Op Llghr      = Row("llghr",   DefUse,            0xB9850000);
    internal static readonly S390Op Lbr        = Row("lbr",     DefUse,            0xB9260000);
    internal static readonly S390Op Lhr        = Row("lhr",     DefUse,            0xB9270000);
    internal static readonly S390Op Lcgr       = Row("lcgr",    DefUse,            0xB9030000);
    internal static readonly S390Op Lcr        = Row("lcr",     RrDefUse,          0x1300);
    internal static readonly S390Op Lrvgr      = Row("lrvgr",   DefUse,            0xB90F0000);
    internal static readonly S390Op Lrvr       = Row("lrvr",    DefUse,            0xB91F0000);
    internal static readonly S390Op Flogr      = Row("flogr",   DefUse,            0xB9830000);

    internal static readonly S390Op Cgr        = Row("cgr",     Uses,              0xB9200000);
    internal static readonly S390Op Clgr       = Row("clgr",    Uses,              0xB9210000);
    internal static readonly S390Op Dsgr       = Row("dsgr",    TiedUse,           0xB90D0000);
    internal static readonly S390Op Dsgfr      = Row("dsgfr",   TiedUse,           0xB91D0000);
    internal static readonly S390Op Dlgr       = Row("dlgr",    TiedUse,           0xB9870000);
    internal static readonly S390Op Dlr        = Row("dlr",     TiedUse,           0xB9970000);
    internal static readonly S390Op Mlgr       = Row("mlgr",    TiedUse,           0xB9860000);

    internal static readonly S390Op Ark        = Row("ark",     DefUseUse,         0xB9F80000);
    internal static readonly S390Op Agrk       = Row("agrk",    DefUseUse,         0xB9E80000);
    internal static readonly S390Op Srk        = Row("srk",     DefUseUse,         0xB9F90000);
    internal static readonly S390Op Sgrk       = Row("sgrk",    DefUseUse,         0xB9E90000);
    internal static readonly S390Op Nrk        = Row("nrk",     DefUseUse,         0xB9F40000);
    internal static readonly S390Op Ngrk       = Row("ngrk",    DefUseUse,         0xB9E40000);
    internal static readonly S390Op Ork        = Row("ork",     DefUseUse,         0xB9F60000);
    internal static readonly S390Op Ogrk       = Row("ogrk",    DefUseUse,         0xB9E60000);
    internal static readonly S390Op Xrk        = Row("xrk",     DefUseUse,         0xB9F70000);
    internal static readonly S390Op Xgrk       = Row("xgrk",    DefUseUse,         0xB9E70000);
    internal static readonly S390Op Msrkc      = Row("msrkc",   DefUseUse,         0xB9FD0000);
    internal static readonly S390Op Msgrkc     = Row("msgrkc",  DefUseUse,         0xB9ED0000);
    internal static readonly S390Op Mgrk       = Row("mgrk",    DefUseUse,         0xB9EC0000);

    // The second miscellaneous facility has the complements.
    internal static readonly S390Op Ncrk       = Row("ncrk",    DefUseUse,         0xB9F50000);
    internal static readonly S390Op Ncgrk      = Row("ncgrk",   DefUseUse,         0xB9E50000);
    internal static readonly S390Op Ocrk       = Row("ocrk",    DefUseUse,         0xB9750000);
    internal static readonly S390Op Ocgrk      = Row("ocgrk",   DefUseUse,         0xB9650000);
    internal static readonly S390Op Nxrk       = Row("nxrk",    DefUseUse,         0xB9770000);
    internal static readonly S390Op Nxgrk      = Row("nxgrk",   DefUseUse,         0xB9670000);

    internal static readonly S390Op Locgr      = Row("locgr",   TiedUseCond,       0xB9E20000);
    internal static readonly S390Op Selgr      = Row("selgr",   DefUseUseCond,     0xB9E30000);

    internal static readonly S390Op Lghi       = Row("lghi",    DefSigned16,       0xA7090000);
    internal static readonly S390Op Llill      = Row("llill",   DefUnsigned16,     0xA50F0000);
    internal static readonly S390Op Llilh      = Row("llilh",   DefUnsigned16,     0xA50E0000);
    internal static readonly S390Op Llihl      = Row("llihl",   DefUnsigned16,     0xA50D0000);
    internal static readonly S390Op Llihh      = Row("llihh",   DefUnsigned16,     0xA50C0000);
    internal static readonly S390Op Mhi        = Row("mhi",     TiedSigned16,      0xA70C0000);
    internal static readonly S390Op Mghi       = Row("mghi",    TiedSigned16,      0xA70D0000);
    internal static readonly S390Op Chi        = Row("chi",     UseSigned16,       0xA70E0000);
    internal static readonly S390Op Cghi       = Row("cghi",    UseSigned16,       0xA70F0000);
    internal static readonly S390Op Tmll       = Row("tmll",    UseUnsigned16,     0xA7010000);
    internal static readonly S390Op Tmlh       = Row("tmlh",    UseUnsigned16,     0xA7000000);
    internal static readonly S390Op Tmhl       = Row("tmhl",    UseUnsigned16,     0xA7030000);
    internal static readonly S390Op Tmhh       = Row("tmhh",    UseUnsigned16,     0xA7020000);

    internal static readonly S390Op Lgfi       = Row("lgfi",    DefSigned32,       0xC00100000000);
    internal static readonly S390Op Llilf      = Row("llilf",   DefUnsigned32,     0xC00F00000000);
    internal static readonly S390Op Llihf      = Row("llihf",   DefUnsigned32,     0xC00E00000000);
    internal static readonly S390Op Nilf       = Row("nilf",    TiedUnsigned32,    0xC00B00000000);
    internal static readonly S390Op Nihf       = Row("nihf",    TiedUnsigned32,    0xC00A00000000);
    internal static readonly S390Op Oilf       = Row("oilf",    TiedUnsigned32,    0xC00D00000000);
    internal static readonly S390Op Oihf       = Row("oihf",    TiedUnsigned32,    0xC00C00000000);
    internal static readonly S390Op Xilf       = Row("xilf",    TiedUnsigned32,    0xC00700000000);
    internal static readonly S390Op Xihf       = Row("xihf",    TiedUnsigned32,    0xC00600000000);
    internal static readonly S390Op Afi        = Row("afi",     TiedSigned32,      0xC20900000000);
    internal static readonly S390Op Agfi       = Row("agfi",    TiedSigned32,      0xC20800000000);
    internal static readonly S390Op Msfi       = Row("msfi",    TiedSigned32,      0xC20100000000);
    internal static readonly S390Op Msgfi      = Row("msgfi",   TiedSigned32,      0xC20000000000);
    internal static readonly S390Op Cfi        = Row("cfi",     UseSigned32,       0xC20D00000000);
    internal static readonly S390Op Cgfi       = Row("cgfi",    UseSigned32,       0xC20C00000000);
    internal static readonly S390Op Clfi       = Row("clfi",    UseUnsigned32,     0xC20F00000000);
    internal static readonly S390Op Clgfi      = Row("clgfi",   UseUnsigned32,     0xC20E00000000);

    internal static readonly S390Op Ahik       = Row("ahik",    DefUseSigned16,    0xEC00000000D8);
    internal static readonly S390Op Aghik      = Row("aghik",   DefUseSigned16,    0xEC00000000D9);
    internal static readonly S390Op Locghi     = Row("locghi",  TiedSigned16Cond,  0xEC0000000046);

    // A run of bits, from one register into zeros or into another register.
    internal static readonly S390Op Risbgnz    = Row("risbgnz", DefUseRun,         0xEC0000800059);
    internal static readonly S390Op Risbgn     = Row("risbgn",  TiedUseRun,        0xEC0000000059);
    internal static readonly S390Op Rosbg      = Row("rosbg",   TiedUseRun,        0xEC0000000056);
    internal static readonly S390Op Rxsbg      = Row("rxsbg",   TiedUseRun,        0xEC0000000057);

    internal static readonly S390Op Sllk       = Row("sllk",    DefUseAmount,      0xEB00000000DF);
    internal static readonly S390Op Srlk       = Row("srlk",    DefUseAmount,      0xEB00000000DE);
    internal static readonly S390Op Srak       = Row("srak",    DefUseAmount,      0xEB00000000DC);
    internal static readonly S390Op Sllg       = Row("sllg",    DefUseAmount,      0xEB000000000D);
    internal static readonly S390Op Srlg       = Row("srlg",    DefUseAmount,      0xEB000000000C);
    internal static readonly S390Op Srag       = Row("srag",    DefUseAmount,      0xEB000000000A);
    internal static readonly S390Op Rll        = Row("rll",     DefUseAmount,      0xEB000000001D);
    internal static readonly S390Op Rllg       = Row("rllg",    DefUseAmount,      0xEB000000001C);

    internal static IReadOnlyList<S390Op> Rows => List.Rows;

    private static S390Op Row(string name, S390Arg[] args, ulong bits) => List.Add(name, args, bits, S390Encoder.BytesOf(bits));
}
