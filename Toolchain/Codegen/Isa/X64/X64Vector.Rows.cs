// Vector instructions over 16 bytes, SSE2 to SSE4.2. Columns: mnemonic, format, opcode, width in bytes of the rm operand, then files, width, effects, feature.
// Each line makes two rows: the legacy encoding (two addresses, a memory operand aligned to 16) and its VEX twin (three addresses, any alignment, found through
// X64Op.Vex). At the end the rows that exist as VEX only.
using System.Collections.Generic;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Codes;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Effects;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Files;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Format;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Width;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Rows of the vector instructions in both encodings.</summary>
internal static class X64Vector
{
    private static readonly X64RowList List = new(4);
    private static readonly X64RowList VexList = new(5);

    // Integer arithmetic, lane by lane.
    internal static readonly X64Op Paddb        = Row("paddb",      RegRegRm,    P66_0F(0xFC),         16);
    internal static readonly X64Op Paddw        = Row("paddw",      RegRegRm,    P66_0F(0xFD),         16);
    internal static readonly X64Op Paddd        = Row("paddd",      RegRegRm,    P66_0F(0xFE),         16);
    internal static readonly X64Op Paddq        = Row("paddq",      RegRegRm,    P66_0F(0xD4),         16);
    internal static readonly X64Op Psubb        = Row("psubb",      RegRegRm,    P66_0F(0xF8),         16);
    internal static readonly X64Op Psubw        = Row("psubw",      RegRegRm,    P66_0F(0xF9),         16);
    internal static readonly X64Op Psubd        = Row("psubd",      RegRegRm,    P66_0F(0xFA),         16);
    internal static readonly X64Op Psubq        = Row("psubq",      RegRegRm,    P66_0F(0xFB),         16);
    internal static readonly X64Op Paddsb       = Row("paddsb",     RegRegRm,    P66_0F(0xEC),         16);
    internal static readonly X64Op Paddsw       = Row("paddsw",     RegRegRm,    P66_0F(0xED),         16);
    internal static readonly X64Op Paddusb      = Row("paddusb",    RegRegRm,    P66_0F(0xDC),         16);
    internal static readonly X64Op Paddusw      = Row("paddusw",    RegRegRm,    P66_0F(0xDD),         16);
    internal static readonly X64Op Psubsb       = Row("psubsb",     RegRegRm,    P66_0F(0xE8),         16);
    internal static readonly X64Op Psubsw       = Row("psubsw",     RegRegRm,    P66_0F(0xE9),         16);
    internal static readonly X64Op Psubusb      = Row("psubusb",    RegRegRm,    P66_0F(0xD8),         16);
    internal static readonly X64Op Psubusw      = Row("psubusw",    RegRegRm,    P66_0F(0xD9),         16);
    internal static readonly X64Op Pavgb        = Row("pavgb",      RegRegRm,    P66_0F(0xE0),         16);
    internal static readonly X64Op Pavgw        = Row("pavgw",      RegRegRm,    P66_0F(0xE3),         16);
    internal static readonly X64Op Pminub       = Row("pminub",     RegRegRm,    P66_0F(0xDA),         16);
    internal static readonly X64Op Pminsw       = Row("pminsw",     RegRegRm,    P66_0F(0xEA),         16);
    internal static readonly X64Op Pmaxub       = Row("pmaxub",     RegRegRm,    P66_0F(0xDE),         16);
    internal static readonly X64Op Pmaxsw       = Row("pmaxsw",     RegRegRm,    P66_0F(0xEE),         16);
    internal static readonly X64Op Pminsb       = Row("pminsb",     RegRegRm,    P66_0F38(0x38),       16);
    internal static readonly X64Op Pminsd       = Row("pminsd",     RegRegRm,    P66_0F38(0x39),       16);
    internal static readonly X64Op Pminuw       = Row("pminuw",     RegRegRm,    P66_0F38(0x3A),       16);
    internal static readonly X64Op Pminud       = Row("pminud",     RegRegRm,    P66_0F38(0x3B),       16);
    internal static readonly X64Op Pmaxsb       = Row("pmaxsb",     RegRegRm,    P66_0F38(0x3C),       16);
    internal static readonly X64Op Pmaxsd       = Row("pmaxsd",     RegRegRm,    P66_0F38(0x3D),       16);
    internal static readonly X64Op Pmaxuw       = Row("pmaxuw",     RegRegRm,    P66_0F38(0x3E),       16);
    internal static readonly X64Op Pmaxud       = Row("pmaxud",     RegRegRm,    P66_0F38(0x3F),       16);
    internal static readonly X64Op Pmullw       = Row("pmullw",     RegRegRm,    P66_0F(0xD5),         16);
    internal static readonly X64Op Pmulhw       = Row("pmulhw",     RegRegRm,    P66_0F(0xE5),         16);
    internal static readonly X64Op Pmulhuw      = Row("pmulhuw",    RegRegRm,    P66_0F(0xE4),         16);
    internal static readonly X64Op Pmuludq      = Row("pmuludq",    RegRegRm,    P66_0F(0xF4),         16);
    internal static readonly X64Op Pmaddwd      = Row("pmaddwd",    RegRegRm,    P66_0F(0xF5),         16);
    internal static readonly X64Op Psadbw       = Row("psadbw",     RegRegRm,    P66_0F(0xF6),         16);
    internal static readonly X64Op Pmulld       = Row("pmulld",     RegRegRm,    P66_0F38(0x40),       16);
    internal static readonly X64Op Pmuldq       = Row("pmuldq",     RegRegRm,    P66_0F38(0x28),       16);
    internal static readonly X64Op Pmaddubsw    = Row("pmaddubsw",  RegRegRm,    P66_0F38(0x04),       16);
    internal static readonly X64Op Pmulhrsw     = Row("pmulhrsw",   RegRegRm,    P66_0F38(0x0B),       16);
    internal static readonly X64Op Pabsb        = Row("pabsb",      RegRm,       P66_0F38(0x1C),       16);
    internal static readonly X64Op Pabsw        = Row("pabsw",      RegRm,       P66_0F38(0x1D),       16);
    internal static readonly X64Op Pabsd        = Row("pabsd",      RegRm,       P66_0F38(0x1E),       16);

    // Comparisons and tests.
    internal static readonly X64Op Pcmpeqb      = Row("pcmpeqb",    RegRegRm,    P66_0F(0x74),         16);
    internal static readonly X64Op Pcmpeqw      = Row("pcmpeqw",    RegRegRm,    P66_0F(0x75),         16);
    internal static readonly X64Op Pcmpeqd      = Row("pcmpeqd",    RegRegRm,    P66_0F(0x76),         16);
    internal static readonly X64Op Pcmpgtb      = Row("pcmpgtb",    RegRegRm,    P66_0F(0x64),         16);
    internal static readonly X64Op Pcmpgtw      = Row("pcmpgtw",    RegRegRm,    P66_0F(0x65),         16);
    internal static readonly X64Op Pcmpgtd      = Row("pcmpgtd",    RegRegRm,    P66_0F(0x66),         16);
    internal static readonly X64Op Pcmpeqq      = Row("pcmpeqq",    RegRegRm,    P66_0F38(0x29),       16);
    internal static readonly X64Op Pcmpgtq      = Row("pcmpgtq",    RegRegRm,    P66_0F38(0x37),       16, feature: X64Features.Sse42);
    internal static readonly X64Op Cmpps        = Row("cmpps",      RegRegRmImm, NP_0F(0xC2),          16);
    internal static readonly X64Op Cmppd        = Row("cmppd",      RegRegRmImm, P66_0F(0xC2),         16);
    internal static readonly X64Op Ptest        = Row("ptest",      CmpRegRm,    P66_0F38(0x17),       16, effects: WritesFlags);
    internal static readonly X64Op Pmovmskb     = Row("pmovmskb",   RegRm,       P66_0F(0xD7),         16, IF, effects: RegOnly);

    // Logic and shifts.
    internal static readonly X64Op Pand         = Row("pand",       RegRegRm,    P66_0F(0xDB),         16);
    internal static readonly X64Op Pandn        = Row("pandn",      RegRegRm,    P66_0F(0xDF),         16);
    internal static readonly X64Op Por          = Row("por",        RegRegRm,    P66_0F(0xEB),         16);
    internal static readonly X64Op Psrlw        = Row("psrlw",      RegRegRm,    P66_0F(0xD1),         16);
    internal static readonly X64Op Psrld        = Row("psrld",      RegRegRm,    P66_0F(0xD2),         16);
    internal static readonly X64Op Psrlq        = Row("psrlq",      RegRegRm,    P66_0F(0xD3),         16);
    internal static readonly X64Op Psraw        = Row("psraw",      RegRegRm,    P66_0F(0xE1),         16);
    internal static readonly X64Op Psrad        = Row("psrad",      RegRegRm,    P66_0F(0xE2),         16);
    internal static readonly X64Op Psllw        = Row("psllw",      RegRegRm,    P66_0F(0xF1),         16);
    internal static readonly X64Op Pslld        = Row("pslld",      RegRegRm,    P66_0F(0xF2),         16);
    internal static readonly X64Op Psllq        = Row("psllq",      RegRegRm,    P66_0F(0xF3),         16);
    internal static readonly X64Op PsrlwImm     = Row("psrlw",      RegRegImm,   P66_0F(0x71).Ext(2),  16);
    internal static readonly X64Op PsrawImm     = Row("psraw",      RegRegImm,   P66_0F(0x71).Ext(4),  16);
    internal static readonly X64Op PsllwImm     = Row("psllw",      RegRegImm,   P66_0F(0x71).Ext(6),  16);
    internal static readonly X64Op PsrldImm     = Row("psrld",      RegRegImm,   P66_0F(0x72).Ext(2),  16);
    internal static readonly X64Op PsradImm     = Row("psrad",      RegRegImm,   P66_0F(0x72).Ext(4),  16);
    internal static readonly X64Op PslldImm     = Row("pslld",      RegRegImm,   P66_0F(0x72).Ext(6),  16);
    internal static readonly X64Op PsrlqImm     = Row("psrlq",      RegRegImm,   P66_0F(0x73).Ext(2),  16);
    internal static readonly X64Op PsllqImm     = Row("psllq",      RegRegImm,   P66_0F(0x73).Ext(6),  16);
    internal static readonly X64Op PsrldqImm    = Row("psrldq",     RegRegImm,   P66_0F(0x73).Ext(3),  16);
    internal static readonly X64Op PslldqImm    = Row("pslldq",     RegRegImm,   P66_0F(0x73).Ext(7),  16);

    // Moving lanes. The memory operand of movhps is one half; the other comes from R1.
    internal static readonly X64Op Punpcklbw    = Row("punpcklbw",  RegRegRm,    P66_0F(0x60),         16);
    internal static readonly X64Op Punpcklwd    = Row("punpcklwd",  RegRegRm,    P66_0F(0x61),         16);
    internal static readonly X64Op Punpcklqdq   = Row("punpcklqdq", RegRegRm,    P66_0F(0x6C),         16);
    internal static readonly X64Op Punpckhbw    = Row("punpckhbw",  RegRegRm,    P66_0F(0x68),         16);
    internal static readonly X64Op Punpckhwd    = Row("punpckhwd",  RegRegRm,    P66_0F(0x69),         16);
    internal static readonly X64Op Punpckhdq    = Row("punpckhdq",  RegRegRm,    P66_0F(0x6A),         16);
    internal static readonly X64Op Punpckhqdq   = Row("punpckhqdq", RegRegRm,    P66_0F(0x6D),         16);
    internal static readonly X64Op Packsswb     = Row("packsswb",   RegRegRm,    P66_0F(0x63),         16);
    internal static readonly X64Op Packuswb     = Row("packuswb",   RegRegRm,    P66_0F(0x67),         16);
    internal static readonly X64Op Packssdw     = Row("packssdw",   RegRegRm,    P66_0F(0x6B),         16);
    internal static readonly X64Op Packusdw     = Row("packusdw",   RegRegRm,    P66_0F38(0x2B),       16);
    internal static readonly X64Op Pshufb       = Row("pshufb",     RegRegRm,    P66_0F38(0x00),       16);
    internal static readonly X64Op Palignr      = Row("palignr",    RegRegRmImm, P66_0F3A(0x0F),       16);
    internal static readonly X64Op Pblendw      = Row("pblendw",    RegRegRmImm, P66_0F3A(0x0E),       16);
    internal static readonly X64Op Pshufd       = Row("pshufd",     RegRmImm,    P66_0F(0x70),         16);
    internal static readonly X64Op Pshufhw      = Row("pshufhw",    RegRmImm,    F3_0F(0x70),          16);
    internal static readonly X64Op Pshuflw      = Row("pshuflw",    RegRmImm,    F2_0F(0x70),          16);
    internal static readonly X64Op Shufps       = Row("shufps",     RegRegRmImm, NP_0F(0xC6),          16);
    internal static readonly X64Op Insertps     = Row("insertps",   RegRegRmImm, P66_0F3A(0x21),       4);
    internal static readonly X64Op Movlhps      = Row("movlhps",    RegRegRm,    NP_0F(0x16),          16, effects: RegOnly);
    internal static readonly X64Op Movhps       = Row("movhps",     RegRegRm,    NP_0F(0x16),          8, effects: MemOnly);
    internal static readonly X64Op Movlps       = Row("movlps",     RegRegRm,    NP_0F(0x12),          8, effects: MemOnly);
    internal static readonly X64Op MovhpsStore  = Row("movhps",     MemReg,      NP_0F(0x17),          8, effects: WritesMemory);
    internal static readonly X64Op Movddup      = Row("movddup",    RegRm,       F2_0F(0x12),          8);
    internal static readonly X64Op PinsrbLoad   = Row("pinsrb",     RegRegRmImm, P66_0F3A(0x20),       1, FI, effects: MemOnly);
    internal static readonly X64Op Pinsrb       = Row("pinsrb",     RegRegRmImm, P66_0F3A(0x20),       4, FI, effects: RegOnly);
    internal static readonly X64Op PinsrwLoad   = Row("pinsrw",     RegRegRmImm, P66_0F(0xC4),         2, FI, effects: MemOnly);
    internal static readonly X64Op Pinsrw       = Row("pinsrw",     RegRegRmImm, P66_0F(0xC4),         4, FI, effects: RegOnly);
    internal static readonly X64Op Pinsrd       = Row("pinsrd",     RegRegRmImm, P66_0F3A(0x22),       4, FI);
    internal static readonly X64Op Pinsrq       = Row("pinsrq",     RegRegRmImm, P66_0F3A(0x22),       8, FI, W1);
    internal static readonly X64Op Pextrb       = Row("pextrb",     RegRegMrImm, P66_0F3A(0x14),       4, FI);
    internal static readonly X64Op Pextrw       = Row("pextrw",     RegRmImm,    P66_0F(0xC5),         16, IF, effects: RegOnly);
    internal static readonly X64Op Pextrd       = Row("pextrd",     RegRegMrImm, P66_0F3A(0x16),       4, FI);
    internal static readonly X64Op Pextrq       = Row("pextrq",     RegRegMrImm, P66_0F3A(0x16),       8, FI, W1);
    internal static readonly X64Op PextrbStore  = Row("pextrb",     MemRegImm,   P66_0F3A(0x14),       1, effects: WritesMemory);
    internal static readonly X64Op PextrwStore  = Row("pextrw",     MemRegImm,   P66_0F3A(0x15),       2, effects: WritesMemory);
    internal static readonly X64Op PextrdStore  = Row("pextrd",     MemRegImm,   P66_0F3A(0x16),       4, effects: WritesMemory);
    internal static readonly X64Op PextrqStore  = Row("pextrq",     MemRegImm,   P66_0F3A(0x16),       8, width: W1, effects: WritesMemory);

    // Widening: the source is one half.
    internal static readonly X64Op Pmovsxbw     = Row("pmovsxbw",   RegRm,       P66_0F38(0x20),       8);
    internal static readonly X64Op Pmovsxwd     = Row("pmovsxwd",   RegRm,       P66_0F38(0x23),       8);
    internal static readonly X64Op Pmovsxdq     = Row("pmovsxdq",   RegRm,       P66_0F38(0x25),       8);
    internal static readonly X64Op Pmovzxbw     = Row("pmovzxbw",   RegRm,       P66_0F38(0x30),       8);
    internal static readonly X64Op Pmovzxwd     = Row("pmovzxwd",   RegRm,       P66_0F38(0x33),       8);
    internal static readonly X64Op Pmovzxdq     = Row("pmovzxdq",   RegRm,       P66_0F38(0x35),       8);

    // Floats.
    internal static readonly X64Op Sqrtps       = Row("sqrtps",     RegRm,       NP_0F(0x51),          16);
    internal static readonly X64Op Sqrtpd       = Row("sqrtpd",     RegRm,       P66_0F(0x51),         16);
    internal static readonly X64Op Roundps      = Row("roundps",    RegRmImm,    P66_0F3A(0x08),       16);
    internal static readonly X64Op Roundpd      = Row("roundpd",    RegRmImm,    P66_0F3A(0x09),       16);
    internal static readonly X64Op Cvtdq2ps     = Row("cvtdq2ps",   RegRm,       NP_0F(0x5B),          16);
    internal static readonly X64Op Cvttps2dq    = Row("cvttps2dq",  RegRm,       F3_0F(0x5B),          16);
    internal static readonly X64Op Cvtdq2pd     = Row("cvtdq2pd",   RegRm,       F3_0F(0xE6),          8);
    internal static readonly X64Op Cvttpd2dq    = Row("cvttpd2dq",  RegRm,       P66_0F(0xE6),         16);
    internal static readonly X64Op Cvtps2pd     = Row("cvtps2pd",   RegRm,       NP_0F(0x5A),          8);
    internal static readonly X64Op Cvtpd2ps     = Row("cvtpd2ps",   RegRm,       P66_0F(0x5A),         16);

    // AVX, AVX2 and FMA only.
    internal static readonly X64Op Vbroadcastss = Avx("vbroadcastss", RegRm,    P66_0F38(0x18), 4, X64Features.Avx, MemOnly);
    internal static readonly X64Op Vpbroadcastb = Avx("vpbroadcastb", RegRm,    P66_0F38(0x78), 1, X64Features.Avx2);
    internal static readonly X64Op Vpbroadcastw = Avx("vpbroadcastw", RegRm,    P66_0F38(0x79), 2, X64Features.Avx2);
    internal static readonly X64Op Vpbroadcastd = Avx("vpbroadcastd", RegRm,    P66_0F38(0x58), 4, X64Features.Avx2);
    internal static readonly X64Op Vpbroadcastq = Avx("vpbroadcastq", RegRm,    P66_0F38(0x59), 8, X64Features.Avx2);
    internal static readonly X64Op Vfmadd231ps  = Avx("vfmadd231ps",  RegAccRegRm, P66_0F38(0xB8), 16, X64Features.Fma);
    internal static readonly X64Op Vfmadd231pd  = Avx("vfmadd231pd",  RegAccRegRm, P66_0F38(0xB8), 16, X64Features.Fma, width: W1);
    internal static readonly X64Op Vfnmadd231ps = Avx("vfnmadd231ps", RegAccRegRm, P66_0F38(0xBC), 16, X64Features.Fma);
    internal static readonly X64Op Vfnmadd231pd = Avx("vfnmadd231pd", RegAccRegRm, P66_0F38(0xBC), 16, X64Features.Fma, width: W1);

    /// <summary>The rows of this file in legacy encoding.</summary>
    internal static IReadOnlyList<X64Op> Rows => List.Rows;

    /// <summary>The rows of this file in VEX encoding.</summary>
    internal static IReadOnlyList<X64Op> VexRows => VexList.Rows;

    private static X64Op Row(
        string name, X64Format format, X64Code code, int rm, X64Files files = FF, X64Width width = W0, X64Effects effects = X64Effects.None, X64Features feature = X64Features.None)
    {
        int reg = files == IF ? 4 : 0;
        X64Op legacy = List.Add(name, format, code, files, width, effects, feature, rm, reg);
        VexList.Add("v" + name, format, Vex(code), files, width, effects, X64Features.Avx, rm, reg, legacy: legacy);
        return legacy;
    }

    private static X64Op Avx(
        string name, X64Format format, X64Code code, int rm, X64Features feature, X64Effects effects = X64Effects.None, X64Width width = W0) =>
        VexList.Add(name, format, Vex(code), FF, width, effects, feature, rm, reg: 0);
}
