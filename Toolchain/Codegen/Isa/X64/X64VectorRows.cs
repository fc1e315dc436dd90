// Vector operations that are one instruction for some lanes: which one. Null where x86 has none; lowering then builds a sequence.
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>From vector operations and lanes to rows in legacy encoding.</summary>
internal static class X64VectorRows
{
    /// <summary>R0 = op(R1, rm).</summary>
    internal static X64Op? Binary(Opcode op, Lanes lanes) => op switch
    {
        Opcode.Iand => X64Vector.Pand,
        Opcode.Ior => X64Vector.Por,
        Opcode.Ixor => X64Sse.Pxor,
        Opcode.Vadd => Of(lanes, X64Vector.Paddb, X64Vector.Paddw, X64Vector.Paddd, X64Vector.Paddq, X64Sse.Addps, X64Sse.Addpd),
        Opcode.Vsub => Of(lanes, X64Vector.Psubb, X64Vector.Psubw, X64Vector.Psubd, X64Vector.Psubq, X64Sse.Subps, X64Sse.Subpd),
        Opcode.Vmul => Of(lanes, null, X64Vector.Pmullw, X64Vector.Pmulld, null, X64Sse.Mulps, X64Sse.Mulpd),
        Opcode.Vdiv => Of(lanes, null, null, null, null, X64Sse.Divps, X64Sse.Divpd),
        Opcode.VaddSatS => Of(lanes, X64Vector.Paddsb, X64Vector.Paddsw),
        Opcode.VaddSatU => Of(lanes, X64Vector.Paddusb, X64Vector.Paddusw),
        Opcode.VsubSatS => Of(lanes, X64Vector.Psubsb, X64Vector.Psubsw),
        Opcode.VsubSatU => Of(lanes, X64Vector.Psubusb, X64Vector.Psubusw),
        Opcode.VminS => Of(lanes, X64Vector.Pminsb, X64Vector.Pminsw, X64Vector.Pminsd),
        Opcode.VminU => Of(lanes, X64Vector.Pminub, X64Vector.Pminuw, X64Vector.Pminud),
        Opcode.VmaxS => Of(lanes, X64Vector.Pmaxsb, X64Vector.Pmaxsw, X64Vector.Pmaxsd),
        Opcode.VmaxU => Of(lanes, X64Vector.Pmaxub, X64Vector.Pmaxuw, X64Vector.Pmaxud),
        Opcode.Vavgr => Of(lanes, X64Vector.Pavgb, X64Vector.Pavgw),
        Opcode.VnarrowS => Of(lanes, null, X64Vector.Packsswb, X64Vector.Packssdw),
        Opcode.VnarrowU => Of(lanes, null, X64Vector.Packuswb, X64Vector.Packusdw),
        Opcode.Vdot => X64Vector.Pmaddwd,
        Opcode.Vq15mulrRelaxed => X64Vector.Pmulhrsw,
        Opcode.VswizzleRelaxed => X64Vector.Pshufb,
        _ => null,
    };

    /// <summary>R0 = op(rm).</summary>
    internal static X64Op? Unary(Opcode op, Lanes lanes) => op switch
    {
        Opcode.Vabs => Of(lanes, X64Vector.Pabsb, X64Vector.Pabsw, X64Vector.Pabsd),
        Opcode.Vsqrt => Of(lanes, null, null, null, null, X64Vector.Sqrtps, X64Vector.Sqrtpd),
        Opcode.VextendLowS => Of(lanes, X64Vector.Pmovsxbw, X64Vector.Pmovsxwd, X64Vector.Pmovsxdq),
        Opcode.VextendLowU => Of(lanes, X64Vector.Pmovzxbw, X64Vector.Pmovzxwd, X64Vector.Pmovzxdq),
        Opcode.VconvertS => Of(lanes, null, null, null, null, X64Vector.Cvtdq2ps, X64Vector.Cvtdq2pd),
        Opcode.VtruncRelaxedS => Of(lanes, null, null, null, null, X64Vector.Cvttps2dq, X64Vector.Cvttpd2dq),
        Opcode.Vpromote => X64Vector.Cvtps2pd,
        Opcode.Vdemote => X64Vector.Cvtpd2ps,
        _ => null,
    };

    internal static X64Op Equal(Lanes lanes) => Some(lanes, X64Vector.Pcmpeqb, X64Vector.Pcmpeqw, X64Vector.Pcmpeqd, X64Vector.Pcmpeqq);

    internal static X64Op Greater(Lanes lanes) => Some(lanes, X64Vector.Pcmpgtb, X64Vector.Pcmpgtw, X64Vector.Pcmpgtd, X64Vector.Pcmpgtq);

    /// <summary>The lower (or upper) halves of two vectors, lane by lane in turn.</summary>
    internal static X64Op Interleave(Lanes lanes, bool high) => high
        ? Some(lanes, X64Vector.Punpckhbw, X64Vector.Punpckhwd, X64Vector.Punpckhdq, X64Vector.Punpckhqdq)
        : Some(lanes, X64Vector.Punpcklbw, X64Vector.Punpcklwd, X64Sse.Punpckldq, X64Vector.Punpcklqdq);

    /// <summary>Shift by an immediate, or by the count in a vector register; bytes have none and use that of words.</summary>
    internal static X64Op Shift(Opcode op, Lanes lanes, bool immediate) => (op, immediate) switch
    {
        (Opcode.Vshl, true) => Some(lanes, X64Vector.PsllwImm, X64Vector.PsllwImm, X64Vector.PslldImm, X64Vector.PsllqImm),
        (Opcode.Vshl, false) => Some(lanes, X64Vector.Psllw, X64Vector.Psllw, X64Vector.Pslld, X64Vector.Psllq),
        (Opcode.VshrU, true) => Some(lanes, X64Vector.PsrlwImm, X64Vector.PsrlwImm, X64Vector.PsrldImm, X64Vector.PsrlqImm),
        (Opcode.VshrU, false) => Some(lanes, X64Vector.Psrlw, X64Vector.Psrlw, X64Vector.Psrld, X64Vector.Psrlq),
        (_, true) => Some(lanes, X64Vector.PsrawImm, X64Vector.PsrawImm, X64Vector.PsradImm, X64Vector.PsradImm),
        (_, false) => Some(lanes, X64Vector.Psraw, X64Vector.Psraw, X64Vector.Psrad, X64Vector.Psrad),
    };

    private static X64Op? Of(Lanes lanes, X64Op? b, X64Op? w, X64Op? d = null, X64Op? q = null, X64Op? singles = null, X64Op? doubles = null) =>
        lanes switch
        {
            Lanes.I8x16 => b,
            Lanes.I16x8 => w,
            Lanes.I32x4 => d,
            Lanes.I64x2 => q,
            Lanes.F32x4 => singles,
            Lanes.F64x2 => doubles,
        };

    // Moving and comparing bits: floats count as integers of their size.
    private static X64Op Some(Lanes lanes, X64Op b, X64Op w, X64Op d, X64Op q) => lanes.BytesLog2 switch { 0 => b, 1 => w, 2 => d, _ => q };
}
