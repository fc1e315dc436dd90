// Float arithmetic, comparisons and conversions.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

using static Rv64Args;

/// <summary>Float arithmetic, comparisons and conversions: one line each.</summary>
internal static class Rv64Float
{
    private static readonly Rv64RowList List = new(2);

    internal static readonly Rv64Op FaddS   = Row("fadd.s",    FdFs1Fs2Rm,    0x00000053);
    internal static readonly Rv64Op FsubS   = Row("fsub.s",    FdFs1Fs2Rm,    0x08000053);
    internal static readonly Rv64Op FmulS   = Row("fmul.s",    FdFs1Fs2Rm,    0x10000053);
    internal static readonly Rv64Op FdivS   = Row("fdiv.s",    FdFs1Fs2Rm,    0x18000053);
    internal static readonly Rv64Op FsqrtS  = Row("fsqrt.s",   FdFs1Rm,       0x58000053);
    internal static readonly Rv64Op FsgnjS  = Row("fsgnj.s",   FdFs1Fs2,      0x20000053);
    internal static readonly Rv64Op FsgnjnS = Row("fsgnjn.s",  FdFs1Fs2,      0x20001053);
    internal static readonly Rv64Op FsgnjxS = Row("fsgnjx.s",  FdFs1Fs2,      0x20002053);
    internal static readonly Rv64Op FminS   = Row("fmin.s",    FdFs1Fs2,      0x28000053);
    internal static readonly Rv64Op FmaxS   = Row("fmax.s",    FdFs1Fs2,      0x28001053);
    internal static readonly Rv64Op FleS    = Row("fle.s",     RdFs1Fs2,      0xA0000053);
    internal static readonly Rv64Op FltS    = Row("flt.s",     RdFs1Fs2,      0xA0001053);
    internal static readonly Rv64Op FeqS    = Row("feq.s",     RdFs1Fs2,      0xA0002053);
    internal static readonly Rv64Op FcvtWS  = Row("fcvt.w.s",  RdFs1Rm,       0xC0000053);
    internal static readonly Rv64Op FcvtSW  = Row("fcvt.s.w",  FdRs1Rm,       0xD0000053);
    internal static readonly Rv64Op FcvtWuS = Row("fcvt.wu.s", RdFs1Rm,       0xC0100053);
    internal static readonly Rv64Op FcvtSWu = Row("fcvt.s.wu", FdRs1Rm,       0xD0100053);
    internal static readonly Rv64Op FcvtLS  = Row("fcvt.l.s",  RdFs1Rm,       0xC0200053);
    internal static readonly Rv64Op FcvtSL  = Row("fcvt.s.l",  FdRs1Rm,       0xD0200053);
    internal static readonly Rv64Op FcvtLuS = Row("fcvt.lu.s", RdFs1Rm,       0xC0300053);
    internal static readonly Rv64Op FcvtSLu = Row("fcvt.s.lu", FdRs1Rm,       0xD0300053);
    internal static readonly Rv64Op FmaddS  = Row("fmadd.s",   FdFs1Fs2Fs3Rm, 0x00000043);
    internal static readonly Rv64Op FnmsubS = Row("fnmsub.s",  FdFs1Fs2Fs3Rm, 0x0000004B);
    internal static readonly Rv64Op FaddD   = Row("fadd.d",    FdFs1Fs2Rm,    0x02000053);
    internal static readonly Rv64Op FsubD   = Row("fsub.d",    FdFs1Fs2Rm,    0x0A000053);
    internal static readonly Rv64Op FmulD   = Row("fmul.d",    FdFs1Fs2Rm,    0x12000053);
    internal static readonly Rv64Op FdivD   = Row("fdiv.d",    FdFs1Fs2Rm,    0x1A000053);
    internal static readonly Rv64Op FsqrtD  = Row("fsqrt.d",   FdFs1Rm,       0x5A000053);
    internal static readonly Rv64Op FsgnjD  = Row("fsgnj.d",   FdFs1Fs2,      0x22000053);
    internal static readonly Rv64Op FsgnjnD = Row("fsgnjn.d",  FdFs1Fs2,      0x22001053);
    internal static readonly Rv64Op FsgnjxD = Row("fsgnjx.d",  FdFs1Fs2,      0x22002053);
    internal static readonly Rv64Op FminD   = Row("fmin.d",    FdFs1Fs2,      0x2A000053);
    internal static readonly Rv64Op FmaxD   = Row("fmax.d",    FdFs1Fs2,      0x2A001053);
    internal static readonly Rv64Op FleD    = Row("fle.d",     RdFs1Fs2,      0xA2000053);
    internal static readonly Rv64Op FltD    = Row("flt.d",     RdFs1Fs2,      0xA2001053);
    internal static readonly Rv64Op FeqD    = Row("feq.d",     RdFs1Fs2,      0xA2002053);
    internal static readonly Rv64Op FcvtWD  = Row("fcvt.w.d",  RdFs1Rm,       0xC2000053);
    internal static readonly Rv64Op FcvtDW  = Row("fcvt.d.w",  FdRs1Rm,       0xD2000053);
    internal static readonly Rv64Op FcvtWuD = Row("fcvt.wu.d", RdFs1Rm,       0xC2100053);
    internal static readonly Rv64Op FcvtDWu = Row("fcvt.d.wu", FdRs1Rm,       0xD2100053);
    internal static readonly Rv64Op FcvtLD  = Row("fcvt.l.d",  RdFs1Rm,       0xC2200053);
    internal static readonly Rv64Op FcvtDL  = Row("fcvt.d.l",  FdRs1Rm,       0xD2200053);
    internal static readonly Rv64Op FcvtLuD = Row("fcvt.lu.d", RdFs1Rm,       0xC2300053);
    internal static readonly Rv64Op FcvtDLu = Row("fcvt.d.lu", FdRs1Rm,       0xD2300053);
    internal static readonly Rv64Op FmaddD  = Row("fmadd.d",   FdFs1Fs2Fs3Rm, 0x02000043);
    internal static readonly Rv64Op FnmsubD = Row("fnmsub.d",  FdFs1Fs2Fs3Rm, 0x0200004B);
    internal static readonly Rv64Op FcvtSD  = Row("fcvt.s.d",  FdFs1Rm,       0x40100053);
    internal static readonly Rv64Op FcvtDS  = Row("fcvt.d.s",  FdFs1Rm,       0x42000053);
    internal static readonly Rv64Op FmvXW   = Row("fmv.x.w",   RdFs1,         0xE0000053);
    internal static readonly Rv64Op FmvWX   = Row("fmv.w.x",   FdRs1,         0xF0000053);
    internal static readonly Rv64Op FmvXD   = Row("fmv.x.d",   RdFs1,         0xE2000053);
    internal static readonly Rv64Op FmvDX   = Row("fmv.d.x",   FdRs1,         0xF2000053);

    internal static IReadOnlyList<Rv64Op> Rows => List.Rows;

    private static Rv64Op Row(string name, Rv64Arg[] args, uint bits) => List.Add(name, args, bits);
}
