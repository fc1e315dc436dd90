// Float and vector instructions, SSE to SSE4.1 (legacy encoding: two addresses, R1 tied to R0). Columns: mnemonic, format, opcode, width in bytes of the rm operand, then files, width, effects.
// Packed instructions fault on a misaligned memory operand except the movu forms.
using System.Collections.Generic;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Codes;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Effects;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Files;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Format;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Width;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Rows of the float instructions in legacy encoding.</summary>
internal static class X64Sse
{
    private static readonly X64RowList List = new(2);

    // Moves. movss and movsd from memory clear the upper bits; the register forms (which merge) are RegRegRm rows of their own.
    internal static readonly X64Op Movaps     = Row("movaps",    RegRm,    NP_0F(0x28), 16);
    internal static readonly X64Op Movups     = Row("movups",    RegRm,    NP_0F(0x10), 16, effects: Unaligned);
    internal static readonly X64Op Movdqa     = Row("movdqa",    RegRm,    P66_0F(0x6F), 16);
    internal static readonly X64Op Movdqu     = Row("movdqu",    RegRm,    F3_0F(0x6F), 16, effects: Unaligned);
    internal static readonly X64Op MovssLoad  = Row("movss",     RegRm,    F3_0F(0x10), 4, effects: MemOnly);
    internal static readonly X64Op MovsdLoad  = Row("movsd",     RegRm,    F2_0F(0x10), 8, effects: MemOnly);
    internal static readonly X64Op Movss      = Row("movss",     RegRegRm, F3_0F(0x10), 4, effects: RegOnly);
    internal static readonly X64Op Movsd      = Row("movsd",     RegRegRm, F2_0F(0x10), 8, effects: RegOnly);
    internal static readonly X64Op MovapsStore = Row("movaps",   MemReg,   NP_0F(0x29), 16, effects: WritesMemory);
    internal static readonly X64Op MovupsStore = Row("movups",   MemReg,   NP_0F(0x11), 16, effects: WritesMemory | Unaligned);
    internal static readonly X64Op MovssStore = Row("movss",     MemReg,   F3_0F(0x11), 4, effects: WritesMemory);
    internal static readonly X64Op MovsdStore = Row("movsd",     MemReg,   F2_0F(0x11), 8, effects: WritesMemory);
    internal static readonly X64Op MovdToXmm  = Row("movd",      RegRm,    P66_0F(0x6E), 4, FI);
    internal static readonly X64Op MovqToXmm  = Row("movq",      RegRm,    P66_0F(0x6E), 8, FI, W1);
    internal static readonly X64Op MovdFromXmm = Row("movd",     RegRegMr, P66_0F(0x7E), 4, FI);
    internal static readonly X64Op MovqFromXmm = Row("movq",     RegRegMr, P66_0F(0x7E), 8, FI, W1);
    internal static readonly X64Op Movq       = Row("movq",      RegRm,    F3_0F(0x7E), 8);
    internal static readonly X64Op Movmskps   = Row("movmskps",  RegRm,    NP_0F(0x50), 16, IF, effects: RegOnly);
    internal static readonly X64Op Movmskpd   = Row("movmskpd",  RegRm,    P66_0F(0x50), 16, IF, effects: RegOnly);

    // Scalar arithmetic.
    internal static readonly X64Op Addss      = Row("addss",     RegRegRm, F3_0F(0x58), 4);
    internal static readonly X64Op Addsd      = Row("addsd",     RegRegRm, F2_0F(0x58), 8);
    internal static readonly X64Op Subss      = Row("subss",     RegRegRm, F3_0F(0x5C), 4);
    internal static readonly X64Op Subsd      = Row("subsd",     RegRegRm, F2_0F(0x5C), 8);
    internal static readonly X64Op Mulss      = Row("mulss",     RegRegRm, F3_0F(0x59), 4);
    internal static readonly X64Op Mulsd      = Row("mulsd",     RegRegRm, F2_0F(0x59), 8);
    internal static readonly X64Op Divss      = Row("divss",     RegRegRm, F3_0F(0x5E), 4);
    internal static readonly X64Op Divsd      = Row("divsd",     RegRegRm, F2_0F(0x5E), 8);
    internal static readonly X64Op Minss      = Row("minss",     RegRegRm, F3_0F(0x5D), 4);
    internal static readonly X64Op Minsd      = Row("minsd",     RegRegRm, F2_0F(0x5D), 8);
    internal static readonly X64Op Maxss      = Row("maxss",     RegRegRm, F3_0F(0x5F), 4);
    internal static readonly X64Op Maxsd      = Row("maxsd",     RegRegRm, F2_0F(0x5F), 8);
    internal static readonly X64Op Sqrtss     = Row("sqrtss",    RegRm,    F3_0F(0x51), 4);
    internal static readonly X64Op Sqrtsd     = Row("sqrtsd",    RegRm,    F2_0F(0x51), 8);
    internal static readonly X64Op Roundss    = Row("roundss",   RegRmImm, P66_0F3A(0x0A), 4);
    internal static readonly X64Op Roundsd    = Row("roundsd",   RegRmImm, P66_0F3A(0x0B), 8);
    internal static readonly X64Op Ucomiss    = Row("ucomiss",   CmpRegRm, NP_0F(0x2E), 4, effects: WritesFlags);
    internal static readonly X64Op Ucomisd    = Row("ucomisd",   CmpRegRm, P66_0F(0x2E), 8, effects: WritesFlags);
    internal static readonly X64Op Cmpss      = Row("cmpss",     RegRegRmImm, F3_0F(0xC2), 4);
    internal static readonly X64Op Cmpsd      = Row("cmpsd",     RegRegRmImm, F2_0F(0xC2), 8);

    // Packed arithmetic and logic.
    internal static readonly X64Op Addps      = Row("addps",     RegRegRm, NP_0F(0x58), 16);
    internal static readonly X64Op Addpd      = Row("addpd",     RegRegRm, P66_0F(0x58), 16);
    internal static readonly X64Op Subps      = Row("subps",     RegRegRm, NP_0F(0x5C), 16);
    internal static readonly X64Op Subpd      = Row("subpd",     RegRegRm, P66_0F(0x5C), 16);
    internal static readonly X64Op Mulps      = Row("mulps",     RegRegRm, NP_0F(0x59), 16);
    internal static readonly X64Op Mulpd      = Row("mulpd",     RegRegRm, P66_0F(0x59), 16);
    internal static readonly X64Op Divps      = Row("divps",     RegRegRm, NP_0F(0x5E), 16);
    internal static readonly X64Op Divpd      = Row("divpd",     RegRegRm, P66_0F(0x5E), 16);
    internal static readonly X64Op Minps      = Row("minps",     RegRegRm, NP_0F(0x5D), 16);
    internal static readonly X64Op Minpd      = Row("minpd",     RegRegRm, P66_0F(0x5D), 16);
    internal static readonly X64Op Maxps      = Row("maxps",     RegRegRm, NP_0F(0x5F), 16);
    internal static readonly X64Op Maxpd      = Row("maxpd",     RegRegRm, P66_0F(0x5F), 16);
    internal static readonly X64Op Andps      = Row("andps",     RegRegRm, NP_0F(0x54), 16);
    internal static readonly X64Op Andpd      = Row("andpd",     RegRegRm, P66_0F(0x54), 16);
    internal static readonly X64Op Andnps     = Row("andnps",    RegRegRm, NP_0F(0x55), 16);
    internal static readonly X64Op Andnpd     = Row("andnpd",    RegRegRm, P66_0F(0x55), 16);
    internal static readonly X64Op Orps       = Row("orps",      RegRegRm, NP_0F(0x56), 16);
    internal static readonly X64Op Orpd       = Row("orpd",      RegRegRm, P66_0F(0x56), 16);
    internal static readonly X64Op Xorps      = Row("xorps",     RegRegRm, NP_0F(0x57), 16);
    internal static readonly X64Op Xorpd      = Row("xorpd",     RegRegRm, P66_0F(0x57), 16);
    internal static readonly X64Op Pxor       = Row("pxor",      RegRegRm, P66_0F(0xEF), 16);
    internal static readonly X64Op Unpcklps   = Row("unpcklps",  RegRegRm, NP_0F(0x14), 16);
    internal static readonly X64Op Punpckldq  = Row("punpckldq", RegRegRm, P66_0F(0x62), 16);

    // Conversions.
    internal static readonly X64Op Cvtsi2ss   = Row("cvtsi2ss",  RegRegRm, F3_0F(0x2A), 0, FI, By48);
    internal static readonly X64Op Cvtsi2sd   = Row("cvtsi2sd",  RegRegRm, F2_0F(0x2A), 0, FI, By48);
    internal static readonly X64Op Cvttss2si  = Row("cvttss2si", RegRm,    F3_0F(0x2C), 4, IF, By48);
    internal static readonly X64Op Cvttsd2si  = Row("cvttsd2si", RegRm,    F2_0F(0x2C), 8, IF, By48);
    internal static readonly X64Op Cvtss2sd   = Row("cvtss2sd",  RegRm,    F3_0F(0x5A), 4);
    internal static readonly X64Op Cvtsd2ss   = Row("cvtsd2ss",  RegRm,    F2_0F(0x5A), 8);

    /// <summary>The rows of this file.</summary>
    internal static IReadOnlyList<X64Op> Rows => List.Rows;

    private static X64Op Row(string name, X64Format format, X64Code code, int rm, X64Files files = FF, X64Width width = W0, X64Effects effects = X64Effects.None) =>
        List.Add(name, format, code, files, width, effects, X64Features.None, rm, reg: files == IF && width == W0 ? 4 : 0);
}
