// The vector extension: floats.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

using static Rv64Args;

/// <summary>Vector instructions over floats: one line each.</summary>
internal static class Rv64VectorFloat
{
    private static readonly Rv64RowList List = new(Rv64Table.FirstVectorFamily + 1);

    internal static readonly Rv64Op VfaddVv    = Row("vfadd.vv",      VdVaVb,     0x02001057);
    internal static readonly Rv64Op VfsubVv    = Row("vfsub.vv",      VdVaVb,     0x0A001057);
    internal static readonly Rv64Op VfmulVv    = Row("vfmul.vv",      VdVaVb,     0x92001057);
    internal static readonly Rv64Op VfdivVv    = Row("vfdiv.vv",      VdVaVb,     0x82001057);
    internal static readonly Rv64Op VfminVv    = Row("vfmin.vv",      VdVaVb,     0x12001057);
    internal static readonly Rv64Op VfmaxVv    = Row("vfmax.vv",      VdVaVb,     0x1A001057);
    internal static readonly Rv64Op VfsgnjVv   = Row("vfsgnj.vv",     VdVaVb,     0x22001057);
    internal static readonly Rv64Op VfsgnjnVv  = Row("vfsgnjn.vv",    VdVaVb,     0x26001057);
    internal static readonly Rv64Op VfsgnjxVv  = Row("vfsgnjx.vv",    VdVaVb,     0x2A001057);
    internal static readonly Rv64Op VmfeqVv    = Row("vmfeq.vv",      VdVaVb,     0x62001057);
    internal static readonly Rv64Op VmfneVv    = Row("vmfne.vv",      VdVaVb,     0x72001057);
    internal static readonly Rv64Op VmfltVv    = Row("vmflt.vv",      VdVaVb,     0x6E001057);
    internal static readonly Rv64Op VmfleVv    = Row("vmfle.vv",      VdVaVb,     0x66001057);
    internal static readonly Rv64Op VfmaccVv   = Row("vfmacc.vv",     VdVbVa,     0xB2001057);
    internal static readonly Rv64Op VfnmsacVv  = Row("vfnmsac.vv",    VdVbVa,     0xBE001057);
    internal static readonly Rv64Op VfsqrtV    = Row("vfsqrt.v",      VdVa,       0x4E001057);
    internal static readonly Rv64Op VfmergeVfm = Row("vfmerge.vfm",   VdVaFbMask, 0x5C005057);
    internal static readonly Rv64Op VfmvVF     = Row("vfmv.v.f",      VdFb,       0x5E005057);
    internal static readonly Rv64Op VfmvFS     = Row("vfmv.f.s",      FdVa,       0x42001057);
    internal static readonly Rv64Op VfcvtXFV   = Row("vfcvt.x.f.v",   VdVa,       0x4A009057);
    internal static readonly Rv64Op VfcvtFXV   = Row("vfcvt.f.x.v",   VdVa,       0x4A019057);
    internal static readonly Rv64Op VfcvtFXuV  = Row("vfcvt.f.xu.v",  VdVa,       0x4A011057);
    internal static readonly Rv64Op VfcvtXuFV  = Row("vfcvt.xu.f.v",  VdVa,       0x4A001057);
    internal static readonly Rv64Op VfwcvtFXV  = Row("vfwcvt.f.x.v",  VdVaLate,   0x4A059057);
    internal static readonly Rv64Op VfwcvtFXuV = Row("vfwcvt.f.xu.v", VdVaLate,   0x4A051057);
    internal static readonly Rv64Op VfwcvtFFV  = Row("vfwcvt.f.f.v",  VdVaLate,   0x4A061057);
    internal static readonly Rv64Op VfncvtXFW  = Row("vfncvt.x.f.w",  VdVa,       0x4A089057);
    internal static readonly Rv64Op VfncvtXuFW = Row("vfncvt.xu.f.w", VdVa,       0x4A081057);
    internal static readonly Rv64Op VfncvtFFW  = Row("vfncvt.f.f.w",  VdVa,       0x4A0A1057);

    internal static IReadOnlyList<Rv64Op> Rows => List.Rows;

    private static Rv64Op Row(string name, Rv64Arg[] args, uint bits) => List.Add(name, args, bits);
}
