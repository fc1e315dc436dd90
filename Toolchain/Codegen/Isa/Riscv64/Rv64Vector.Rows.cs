// The vector extension: control, memory, integers, masks, lanes. None is masked, but merges choose by v0.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

using static Rv64Args;

/// <summary>Vector instructions over integers, bits and memory: one line each.</summary>
internal static class Rv64Vector
{
    private static readonly Rv64RowList List = new(Rv64Table.FirstVectorFamily);

    internal static readonly Rv64Op Vsetivli     = Row("vsetivli",      LengthAndType, 0xC0007057);
    internal static readonly Rv64Op Csrrwi       = Row("csrrwi",        RdControl,     0x00005073);
    internal static readonly Rv64Op Vle8V        = Row("vle8.v",        VdBase,        0x02000007);
    internal static readonly Rv64Op Vle16V       = Row("vle16.v",       VdBase,        0x02005007);
    internal static readonly Rv64Op Vle32V       = Row("vle32.v",       VdBase,        0x02006007);
    internal static readonly Rv64Op Vle64V       = Row("vle64.v",       VdBase,        0x02007007);
    internal static readonly Rv64Op Vse8V        = Row("vse8.v",        VsBase,        0x02000027);
    internal static readonly Rv64Op Vse16V       = Row("vse16.v",       VsBase,        0x02005027);
    internal static readonly Rv64Op Vse32V       = Row("vse32.v",       VsBase,        0x02006027);
    internal static readonly Rv64Op Vse64V       = Row("vse64.v",       VsBase,        0x02007027);
    internal static readonly Rv64Op Vmv1rV       = Row("vmv1r.v",       VdVa,          0x9E003057);
    internal static readonly Rv64Op VaddVv       = Row("vadd.vv",       VdVaVb,        0x02000057);
    internal static readonly Rv64Op VaddVx       = Row("vadd.vx",       VdVaXb,        0x02004057);
    internal static readonly Rv64Op VaddVi       = Row("vadd.vi",       VdVaImm,       0x02003057);
    internal static readonly Rv64Op VandVv       = Row("vand.vv",       VdVaVb,        0x26000057);
    internal static readonly Rv64Op VandVx       = Row("vand.vx",       VdVaXb,        0x26004057);
    internal static readonly Rv64Op VandVi       = Row("vand.vi",       VdVaImm,       0x26003057);
    internal static readonly Rv64Op VorVv        = Row("vor.vv",        VdVaVb,        0x2A000057);
    internal static readonly Rv64Op VorVx        = Row("vor.vx",        VdVaXb,        0x2A004057);
    internal static readonly Rv64Op VorVi        = Row("vor.vi",        VdVaImm,       0x2A003057);
    internal static readonly Rv64Op VxorVv       = Row("vxor.vv",       VdVaVb,        0x2E000057);
    internal static readonly Rv64Op VxorVx       = Row("vxor.vx",       VdVaXb,        0x2E004057);
    internal static readonly Rv64Op VxorVi       = Row("vxor.vi",       VdVaImm,       0x2E003057);
    internal static readonly Rv64Op VsubVv       = Row("vsub.vv",       VdVaVb,        0x0A000057);
    internal static readonly Rv64Op VsubVx       = Row("vsub.vx",       VdVaXb,        0x0A004057);
    internal static readonly Rv64Op VrsubVx      = Row("vrsub.vx",      VdVaXb,        0x0E004057);
    internal static readonly Rv64Op VrsubVi      = Row("vrsub.vi",      VdVaImm,       0x0E003057);
    internal static readonly Rv64Op VmulVv       = Row("vmul.vv",       VdVaVb,        0x96002057);
    internal static readonly Rv64Op VmulVx       = Row("vmul.vx",       VdVaXb,        0x96006057);
    internal static readonly Rv64Op VminuVv      = Row("vminu.vv",      VdVaVb,        0x12000057);
    internal static readonly Rv64Op VminuVx      = Row("vminu.vx",      VdVaXb,        0x12004057);
    internal static readonly Rv64Op VminVv       = Row("vmin.vv",       VdVaVb,        0x16000057);
    internal static readonly Rv64Op VminVx       = Row("vmin.vx",       VdVaXb,        0x16004057);
    internal static readonly Rv64Op VmaxuVv      = Row("vmaxu.vv",      VdVaVb,        0x1A000057);
    internal static readonly Rv64Op VmaxuVx      = Row("vmaxu.vx",      VdVaXb,        0x1A004057);
    internal static readonly Rv64Op VmaxVv       = Row("vmax.vv",       VdVaVb,        0x1E000057);
    internal static readonly Rv64Op VmaxVx       = Row("vmax.vx",       VdVaXb,        0x1E004057);
    internal static readonly Rv64Op VsadduVv     = Row("vsaddu.vv",     VdVaVb,        0x82000057);
    internal static readonly Rv64Op VsadduVx     = Row("vsaddu.vx",     VdVaXb,        0x82004057);
    internal static readonly Rv64Op VsaddVv      = Row("vsadd.vv",      VdVaVb,        0x86000057);
    internal static readonly Rv64Op VsaddVx      = Row("vsadd.vx",      VdVaXb,        0x86004057);
    internal static readonly Rv64Op VssubuVv     = Row("vssubu.vv",     VdVaVb,        0x8A000057);
    internal static readonly Rv64Op VssubuVx     = Row("vssubu.vx",     VdVaXb,        0x8A004057);
    internal static readonly Rv64Op VssubVv      = Row("vssub.vv",      VdVaVb,        0x8E000057);
    internal static readonly Rv64Op VssubVx      = Row("vssub.vx",      VdVaXb,        0x8E004057);
    internal static readonly Rv64Op VaadduVv     = Row("vaaddu.vv",     VdVaVb,        0x22002057);
    internal static readonly Rv64Op VsmulVv      = Row("vsmul.vv",      VdVaVb,        0x9E000057);
    internal static readonly Rv64Op VsllVx       = Row("vsll.vx",       VdVaXb,        0x96004057);
    internal static readonly Rv64Op VsllVi       = Row("vsll.vi",       VdVaUimm,      0x96003057);
    internal static readonly Rv64Op VsrlVx       = Row("vsrl.vx",       VdVaXb,        0xA2004057);
    internal static readonly Rv64Op VsrlVi       = Row("vsrl.vi",       VdVaUimm,      0xA2003057);
    internal static readonly Rv64Op VsraVx       = Row("vsra.vx",       VdVaXb,        0xA6004057);
    internal static readonly Rv64Op VsraVi       = Row("vsra.vi",       VdVaUimm,      0xA6003057);
    internal static readonly Rv64Op VwmulVv      = Row("vwmul.vv",      VdVaVbLate,    0xEE002057);
    internal static readonly Rv64Op VwmuluVv     = Row("vwmulu.vv",     VdVaVbLate,    0xE2002057);
    internal static readonly Rv64Op VnclipWi     = Row("vnclip.wi",     VdVaUimm,      0xBE003057);
    internal static readonly Rv64Op VnclipuWi    = Row("vnclipu.wi",    VdVaUimm,      0xBA003057);
    internal static readonly Rv64Op VsextVf2     = Row("vsext.vf2",     VdVaLate,      0x4A03A057);
    internal static readonly Rv64Op VzextVf2     = Row("vzext.vf2",     VdVaLate,      0x4A032057);
    internal static readonly Rv64Op VmseqVv      = Row("vmseq.vv",      VdVaVb,        0x62000057);
    internal static readonly Rv64Op VmseqVx      = Row("vmseq.vx",      VdVaXb,        0x62004057);
    internal static readonly Rv64Op VmseqVi      = Row("vmseq.vi",      VdVaImm,       0x62003057);
    internal static readonly Rv64Op VmsneVv      = Row("vmsne.vv",      VdVaVb,        0x66000057);
    internal static readonly Rv64Op VmsneVx      = Row("vmsne.vx",      VdVaXb,        0x66004057);
    internal static readonly Rv64Op VmsneVi      = Row("vmsne.vi",      VdVaImm,       0x66003057);
    internal static readonly Rv64Op VmsltuVv     = Row("vmsltu.vv",     VdVaVb,        0x6A000057);
    internal static readonly Rv64Op VmsltuVx     = Row("vmsltu.vx",     VdVaXb,        0x6A004057);
    internal static readonly Rv64Op VmsltVv      = Row("vmslt.vv",      VdVaVb,        0x6E000057);
    internal static readonly Rv64Op VmsltVx      = Row("vmslt.vx",      VdVaXb,        0x6E004057);
    internal static readonly Rv64Op VmsleuVv     = Row("vmsleu.vv",     VdVaVb,        0x72000057);
    internal static readonly Rv64Op VmsleuVx     = Row("vmsleu.vx",     VdVaXb,        0x72004057);
    internal static readonly Rv64Op VmsleuVi     = Row("vmsleu.vi",     VdVaImm,       0x72003057);
    internal static readonly Rv64Op VmsleVv      = Row("vmsle.vv",      VdVaVb,        0x76000057);
    internal static readonly Rv64Op VmsleVx      = Row("vmsle.vx",      VdVaXb,        0x76004057);
    internal static readonly Rv64Op VmsleVi      = Row("vmsle.vi",      VdVaImm,       0x76003057);
    internal static readonly Rv64Op VmsgtuVx     = Row("vmsgtu.vx",     VdVaXb,        0x7A004057);
    internal static readonly Rv64Op VmsgtuVi     = Row("vmsgtu.vi",     VdVaImm,       0x7A003057);
    internal static readonly Rv64Op VmsgtVx      = Row("vmsgt.vx",      VdVaXb,        0x7E004057);
    internal static readonly Rv64Op VmsgtVi      = Row("vmsgt.vi",      VdVaImm,       0x7E003057);
    internal static readonly Rv64Op VmergeVvm    = Row("vmerge.vvm",    VdVaVbMask,    0x5C000057);
    internal static readonly Rv64Op VmergeVxm    = Row("vmerge.vxm",    VdVaXbMask,    0x5C004057);
    internal static readonly Rv64Op VmergeVim    = Row("vmerge.vim",    VdVaImmMask,   0x5C003057);
    internal static readonly Rv64Op VcpopM       = Row("vcpop.m",       RdVa,          0x42082057);
    internal static readonly Rv64Op VmvVX        = Row("vmv.v.x",       VdXb,          0x5E004057);
    internal static readonly Rv64Op VmvVI        = Row("vmv.v.i",       VdImm,         0x5E003057);
    internal static readonly Rv64Op VmvXS        = Row("vmv.x.s",       RdVa,          0x42002057);
    internal static readonly Rv64Op VmvSX        = Row("vmv.s.x",       VdXb,          0x42006057);
    internal static readonly Rv64Op VrgatherVv   = Row("vrgather.vv",   VdVaVbLate,    0x32000057);
    internal static readonly Rv64Op VrgatherVi   = Row("vrgather.vi",   VdVaUimmLate,  0x32003057);
    internal static readonly Rv64Op VslideupVi   = Row("vslideup.vi",   VdVaUimmLate,  0x3A003057);
    internal static readonly Rv64Op VslidedownVi = Row("vslidedown.vi", VdVaUimm,      0x3E003057);
    internal static readonly Rv64Op Vslide1upVx  = Row("vslide1up.vx",  VdVaXbLate,    0x3A006057);

    /// <summary>Loads by the logarithm of a lane's bytes; the address is a multiple of that.</summary>
    internal static readonly Rv64Op[] AlignedLoads = [Vle8V, Vle16V, Vle32V, Vle64V];

    /// <summary>Stores, the same.</summary>
    internal static readonly Rv64Op[] AlignedStores = [Vse8V, Vse16V, Vse32V, Vse64V];

    internal static IReadOnlyList<Rv64Op> Rows => List.Rows;

    private static Rv64Op Row(string name, Rv64Arg[] args, uint bits) => List.Add(name, args, bits);
}
