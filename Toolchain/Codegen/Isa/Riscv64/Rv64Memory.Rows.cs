// Loads, stores, atomics.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

using static Rv64Args;

/// <summary>Loads, stores, atomics: one line each. Atomics acquire and release.</summary>
internal static class Rv64Memory
{
    private static readonly Rv64RowList List = new(1);

    internal static readonly Rv64Op Lb       = Row("lb",             RdLoad,    0x00000003);
    internal static readonly Rv64Op Lh       = Row("lh",             RdLoad,    0x00001003);
    internal static readonly Rv64Op Lw       = Row("lw",             RdLoad,    0x00002003);
    internal static readonly Rv64Op Ld       = Row("ld",             RdLoad,    0x00003003);
    internal static readonly Rv64Op Lbu      = Row("lbu",            RdLoad,    0x00004003);
    internal static readonly Rv64Op Lhu      = Row("lhu",            RdLoad,    0x00005003);
    internal static readonly Rv64Op Lwu      = Row("lwu",            RdLoad,    0x00006003);
    internal static readonly Rv64Op Sb       = Row("sb",             Rs2Store,  0x00000023);
    internal static readonly Rv64Op Sh       = Row("sh",             Rs2Store,  0x00001023);
    internal static readonly Rv64Op Sw       = Row("sw",             Rs2Store,  0x00002023);
    internal static readonly Rv64Op Sd       = Row("sd",             Rs2Store,  0x00003023);
    internal static readonly Rv64Op Flw      = Row("flw",            FdLoad,    0x00002007);
    internal static readonly Rv64Op Fld      = Row("fld",            FdLoad,    0x00003007);
    internal static readonly Rv64Op Fsw      = Row("fsw",            Fs2Store,  0x00002027);
    internal static readonly Rv64Op Fsd      = Row("fsd",            Fs2Store,  0x00003027);
    internal static readonly Rv64Op LrW      = Row("lr.w.aqrl",      RdBase,    0x1600202F);
    internal static readonly Rv64Op ScW      = Row("sc.w.aqrl",      RdRs2Base, 0x1E00202F);
    internal static readonly Rv64Op AmoSwapW = Row("amoswap.w.aqrl", RdRs2Base, 0x0E00202F);
    internal static readonly Rv64Op AmoAddW  = Row("amoadd.w.aqrl",  RdRs2Base, 0x0600202F);
    internal static readonly Rv64Op AmoXorW  = Row("amoxor.w.aqrl",  RdRs2Base, 0x2600202F);
    internal static readonly Rv64Op AmoAndW  = Row("amoand.w.aqrl",  RdRs2Base, 0x6600202F);
    internal static readonly Rv64Op AmoOrW   = Row("amoor.w.aqrl",   RdRs2Base, 0x4600202F);
    internal static readonly Rv64Op LrD      = Row("lr.d.aqrl",      RdBase,    0x1600302F);
    internal static readonly Rv64Op ScD      = Row("sc.d.aqrl",      RdRs2Base, 0x1E00302F);
    internal static readonly Rv64Op AmoSwapD = Row("amoswap.d.aqrl", RdRs2Base, 0x0E00302F);
    internal static readonly Rv64Op AmoAddD  = Row("amoadd.d.aqrl",  RdRs2Base, 0x0600302F);
    internal static readonly Rv64Op AmoXorD  = Row("amoxor.d.aqrl",  RdRs2Base, 0x2600302F);
    internal static readonly Rv64Op AmoAndD  = Row("amoand.d.aqrl",  RdRs2Base, 0x6600302F);
    internal static readonly Rv64Op AmoOrD   = Row("amoor.d.aqrl",   RdRs2Base, 0x4600302F);

    internal static IReadOnlyList<Rv64Op> Rows => List.Rows;

    private static Rv64Op Row(string name, Rv64Arg[] args, uint bits) => List.Add(name, args, bits);
}
