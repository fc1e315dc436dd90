// Scalar floats. Bits is the form for 4 bytes.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

using static A64Args;

/// <summary>Scalar floats. Bits is the form for 4 bytes.</summary>
internal static class A64Float
{
    private static readonly A64RowList List = new(3);

    internal static readonly A64Op Fmul       = Row("fmul",      FdFnFm,              0x1E200800, A64Width.Float);
    internal static readonly A64Op Fdiv       = Row("fdiv",      FdFnFm,              0x1E201800, A64Width.Float);
    internal static readonly A64Op Fadd       = Row("fadd",      FdFnFm,              0x1E202800, A64Width.Float);
    internal static readonly A64Op Fsub       = Row("fsub",      FdFnFm,              0x1E203800, A64Width.Float);
    internal static readonly A64Op Fmax       = Row("fmax",      FdFnFm,              0x1E204800, A64Width.Float);
    internal static readonly A64Op Fmin       = Row("fmin",      FdFnFm,              0x1E205800, A64Width.Float);
    internal static readonly A64Op Fnmul      = Row("fnmul",     FdFnFm,              0x1E208800, A64Width.Float);
    internal static readonly A64Op Fmadd      = Row("fmadd",     FdFnFmFa,            0x1F000000, A64Width.Float);
    internal static readonly A64Op Fmsub      = Row("fmsub",     FdFnFmFa,            0x1F008000, A64Width.Float);
    internal static readonly A64Op Fmov       = Row("fmov",      FdFn,                0x1E204000, A64Width.Float);
    internal static readonly A64Op Fabs       = Row("fabs",      FdFn,                0x1E20C000, A64Width.Float);
    internal static readonly A64Op Fneg       = Row("fneg",      FdFn,                0x1E214000, A64Width.Float);
    internal static readonly A64Op Fsqrt      = Row("fsqrt",     FdFn,                0x1E21C000, A64Width.Float);
    internal static readonly A64Op Frintn     = Row("frintn",    FdFn,                0x1E244000, A64Width.Float);
    internal static readonly A64Op Frintp     = Row("frintp",    FdFn,                0x1E24C000, A64Width.Float);
    internal static readonly A64Op Frintm     = Row("frintm",    FdFn,                0x1E254000, A64Width.Float);
    internal static readonly A64Op Frintz     = Row("frintz",    FdFn,                0x1E25C000, A64Width.Float);
    internal static readonly A64Op FcvtDS     = Row("fcvt",      DdSn,                0x1E22C000);
    internal static readonly A64Op FcvtSD     = Row("fcvt",      SdDn,                0x1E624000);
    internal static readonly A64Op Fcmp       = Row("fcmp",      FnFm,                0x1E202000, A64Width.Float);
    internal static readonly A64Op FcmpZero   = Row("fcmp",      FnZero,              0x1E202008, A64Width.Float);
    internal static readonly A64Op Fcsel      = Row("fcsel",     FdFnFmCond,          0x1E200C00, A64Width.Float);
    internal static readonly A64Op FmovImm    = Row("fmov",      FdImm8,              0x1E201000, A64Width.Float);
    internal static readonly A64Op Scvtf      = Row("scvtf",     FdRn,                0x1E220000, A64Width.SfFloat);
    internal static readonly A64Op Ucvtf      = Row("ucvtf",     FdRn,                0x1E230000, A64Width.SfFloat);
    internal static readonly A64Op Fcvtzs     = Row("fcvtzs",    RdFn,                0x1E380000, A64Width.SfFloat);
    internal static readonly A64Op Fcvtzu     = Row("fcvtzu",    RdFn,                0x1E390000, A64Width.SfFloat);
    internal static readonly A64Op FmovSW     = Row("fmov",      SdWn,                0x1E270000);
    internal static readonly A64Op FmovDX     = Row("fmov",      DdXn,                0x9E670000);
    internal static readonly A64Op FmovWS     = Row("fmov",      WdSn,                0x1E260000);
    internal static readonly A64Op FmovXD     = Row("fmov",      XdDn,                0x9E660000);

    internal static IReadOnlyList<A64Op> Rows => List.Rows;

    private static A64Op Row(string name, A64Arg[] args, uint bits, A64Width width = A64Width.None) => List.Add(name, args, bits, width);
}
