// The VEX forms of the float instructions, used when the CPU has AVX: three operands instead of a copy, no alignment faults. Each line names its legacy row, so lowering finds one from the other through X64Op.Vex.
// A unary scalar row becomes RegRegRm: R1 gives the upper bits (pass the source itself, or the result's register after xorps, so that no false dependency arises).
using System.Collections.Generic;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Format;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Rows of the float instructions in VEX encoding.</summary>
internal static class X64Avx
{
    private static readonly X64RowList List = new(3);

    internal static readonly X64Op Vmovaps    = Same("vmovaps",     X64Sse.Movaps);
    internal static readonly X64Op Vmovups    = Same("vmovups",     X64Sse.Movups);
    internal static readonly X64Op Vmovdqa    = Same("vmovdqa",     X64Sse.Movdqa);
    internal static readonly X64Op Vmovdqu    = Same("vmovdqu",     X64Sse.Movdqu);
    internal static readonly X64Op VmovssLoad = Same("vmovss",      X64Sse.MovssLoad);
    internal static readonly X64Op VmovsdLoad = Same("vmovsd",      X64Sse.MovsdLoad);
    internal static readonly X64Op Vmovss     = Same("vmovss",      X64Sse.Movss);
    internal static readonly X64Op Vmovsd     = Same("vmovsd",      X64Sse.Movsd);
    internal static readonly X64Op VmovapsStore = Same("vmovaps",   X64Sse.MovapsStore);
    internal static readonly X64Op VmovupsStore = Same("vmovups",   X64Sse.MovupsStore);
    internal static readonly X64Op VmovssStore = Same("vmovss",     X64Sse.MovssStore);
    internal static readonly X64Op VmovsdStore = Same("vmovsd",     X64Sse.MovsdStore);
    internal static readonly X64Op VmovdToXmm = Same("vmovd",       X64Sse.MovdToXmm);
    internal static readonly X64Op VmovqToXmm = Same("vmovq",       X64Sse.MovqToXmm);
    internal static readonly X64Op VmovdFromXmm = Same("vmovd",     X64Sse.MovdFromXmm);
    internal static readonly X64Op VmovqFromXmm = Same("vmovq",     X64Sse.MovqFromXmm);
    internal static readonly X64Op Vmovq      = Same("vmovq",       X64Sse.Movq);
    internal static readonly X64Op Vmovmskps  = Same("vmovmskps",   X64Sse.Movmskps);
    internal static readonly X64Op Vmovmskpd  = Same("vmovmskpd",   X64Sse.Movmskpd);

    internal static readonly X64Op Vaddss     = Same("vaddss",      X64Sse.Addss);
    internal static readonly X64Op Vaddsd     = Same("vaddsd",      X64Sse.Addsd);
    internal static readonly X64Op Vsubss     = Same("vsubss",      X64Sse.Subss);
    internal static readonly X64Op Vsubsd     = Same("vsubsd",      X64Sse.Subsd);
    internal static readonly X64Op Vmulss     = Same("vmulss",      X64Sse.Mulss);
    internal static readonly X64Op Vmulsd     = Same("vmulsd",      X64Sse.Mulsd);
    internal static readonly X64Op Vdivss     = Same("vdivss",      X64Sse.Divss);
    internal static readonly X64Op Vdivsd     = Same("vdivsd",      X64Sse.Divsd);
    internal static readonly X64Op Vminss     = Same("vminss",      X64Sse.Minss);
    internal static readonly X64Op Vminsd     = Same("vminsd",      X64Sse.Minsd);
    internal static readonly X64Op Vmaxss     = Same("vmaxss",      X64Sse.Maxss);
    internal static readonly X64Op Vmaxsd     = Same("vmaxsd",      X64Sse.Maxsd);
    internal static readonly X64Op Vsqrtss    = Three("vsqrtss",    X64Sse.Sqrtss, RegRegRm);
    internal static readonly X64Op Vsqrtsd    = Three("vsqrtsd",    X64Sse.Sqrtsd, RegRegRm);
    internal static readonly X64Op Vroundss   = Three("vroundss",   X64Sse.Roundss, RegRegRmImm);
    internal static readonly X64Op Vroundsd   = Three("vroundsd",   X64Sse.Roundsd, RegRegRmImm);
    internal static readonly X64Op Vucomiss   = Same("vucomiss",    X64Sse.Ucomiss);
    internal static readonly X64Op Vucomisd   = Same("vucomisd",    X64Sse.Ucomisd);
    internal static readonly X64Op Vcmpss     = Same("vcmpss",      X64Sse.Cmpss);
    internal static readonly X64Op Vcmpsd     = Same("vcmpsd",      X64Sse.Cmpsd);

    internal static readonly X64Op Vaddps     = Same("vaddps",      X64Sse.Addps);
    internal static readonly X64Op Vaddpd     = Same("vaddpd",      X64Sse.Addpd);
    internal static readonly X64Op Vsubps     = Same("vsubps",      X64Sse.Subps);
    internal static readonly X64Op Vsubpd     = Same("vsubpd",      X64Sse.Subpd);
    internal static readonly X64Op Vmulps     = Same("vmulps",      X64Sse.Mulps);
    internal static readonly X64Op Vmulpd     = Same("vmulpd",      X64Sse.Mulpd);
    internal static readonly X64Op Vdivps     = Same("vdivps",      X64Sse.Divps);
    internal static readonly X64Op Vdivpd     = Same("vdivpd",      X64Sse.Divpd);
    internal static readonly X64Op Vminps     = Same("vminps",      X64Sse.Minps);
    internal static readonly X64Op Vminpd     = Same("vminpd",      X64Sse.Minpd);
    internal static readonly X64Op Vmaxps     = Same("vmaxps",      X64Sse.Maxps);
    internal static readonly X64Op Vmaxpd     = Same("vmaxpd",      X64Sse.Maxpd);
    internal static readonly X64Op Vandps     = Same("vandps",      X64Sse.Andps);
    internal static readonly X64Op Vandpd     = Same("vandpd",      X64Sse.Andpd);
    internal static readonly X64Op Vandnps    = Same("vandnps",     X64Sse.Andnps);
    internal static readonly X64Op Vandnpd    = Same("vandnpd",     X64Sse.Andnpd);
    internal static readonly X64Op Vorps      = Same("vorps",       X64Sse.Orps);
    internal static readonly X64Op Vorpd      = Same("vorpd",       X64Sse.Orpd);
    internal static readonly X64Op Vxorps     = Same("vxorps",      X64Sse.Xorps);
    internal static readonly X64Op Vxorpd     = Same("vxorpd",      X64Sse.Xorpd);
    internal static readonly X64Op Vpxor      = Same("vpxor",       X64Sse.Pxor);
    internal static readonly X64Op Vunpcklps  = Same("vunpcklps",   X64Sse.Unpcklps);
    internal static readonly X64Op Vpunpckldq = Same("vpunpckldq",  X64Sse.Punpckldq);

    internal static readonly X64Op Vcvtsi2ss  = Same("vcvtsi2ss",   X64Sse.Cvtsi2ss);
    internal static readonly X64Op Vcvtsi2sd  = Same("vcvtsi2sd",   X64Sse.Cvtsi2sd);
    internal static readonly X64Op Vcvttss2si = Same("vcvttss2si",  X64Sse.Cvttss2si);
    internal static readonly X64Op Vcvttsd2si = Same("vcvttsd2si",  X64Sse.Cvttsd2si);
    internal static readonly X64Op Vcvtss2sd  = Three("vcvtss2sd",  X64Sse.Cvtss2sd, RegRegRm);
    internal static readonly X64Op Vcvtsd2ss  = Three("vcvtsd2ss",  X64Sse.Cvtsd2ss, RegRegRm);

    /// <summary>The rows of this file.</summary>
    internal static IReadOnlyList<X64Op> Rows => List.Rows;

    // The same operands as the legacy row, its tie undone where it had one.
    private static X64Op Same(string name, X64Op sse) => Three(name, sse, sse.Format);

    private static X64Op Three(string name, X64Op sse, X64Format format) =>
        List.Add(name, format, X64Codes.Vex(sse.Code), sse.Files, sse.Width, sse.Effects, X64Features.Avx, sse.RmBytes, sse.RegBytes, legacy: sse);
}
