// Bit manipulation: Zba, Zbb, Zbs.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

using static Rv64Args;

/// <summary>Bit manipulation (Zba, Zbb, Zbs): one line each.</summary>
internal static class Rv64Bits
{
    private static readonly Rv64RowList List = new(3);

    internal static readonly Rv64Op AddUw    = Row("add.uw",    RdRs1Rs2,    0x0800003B);
    internal static readonly Rv64Op Sh1add   = Row("sh1add",    RdRs1Rs2,    0x20002033);
    internal static readonly Rv64Op Sh1addUw = Row("sh1add.uw", RdRs1Rs2,    0x2000203B);
    internal static readonly Rv64Op Sh2add   = Row("sh2add",    RdRs1Rs2,    0x20004033);
    internal static readonly Rv64Op Sh2addUw = Row("sh2add.uw", RdRs1Rs2,    0x2000403B);
    internal static readonly Rv64Op Sh3add   = Row("sh3add",    RdRs1Rs2,    0x20006033);
    internal static readonly Rv64Op Sh3addUw = Row("sh3add.uw", RdRs1Rs2,    0x2000603B);
    internal static readonly Rv64Op SlliUw   = Row("slli.uw",   RdRs1Shift6, 0x0800101B);
    internal static readonly Rv64Op Andn     = Row("andn",      RdRs1Rs2,    0x40007033);
    internal static readonly Rv64Op Orn      = Row("orn",       RdRs1Rs2,    0x40006033);
    internal static readonly Rv64Op Xnor     = Row("xnor",      RdRs1Rs2,    0x40004033);
    internal static readonly Rv64Op Clz      = Row("clz",       RdRs1,       0x60001013);
    internal static readonly Rv64Op Clzw     = Row("clzw",      RdRs1,       0x6000101B);
    internal static readonly Rv64Op Ctz      = Row("ctz",       RdRs1,       0x60101013);
    internal static readonly Rv64Op Ctzw     = Row("ctzw",      RdRs1,       0x6010101B);
    internal static readonly Rv64Op Cpop     = Row("cpop",      RdRs1,       0x60201013);
    internal static readonly Rv64Op Cpopw    = Row("cpopw",     RdRs1,       0x6020101B);
    internal static readonly Rv64Op Min      = Row("min",       RdRs1Rs2,    0x0A004033);
    internal static readonly Rv64Op Minu     = Row("minu",      RdRs1Rs2,    0x0A005033);
    internal static readonly Rv64Op Max      = Row("max",       RdRs1Rs2,    0x0A006033);
    internal static readonly Rv64Op Maxu     = Row("maxu",      RdRs1Rs2,    0x0A007033);
    internal static readonly Rv64Op SextB    = Row("sext.b",    RdRs1,       0x60401013);
    internal static readonly Rv64Op SextH    = Row("sext.h",    RdRs1,       0x60501013);
    internal static readonly Rv64Op ZextH    = Row("zext.h",    RdRs1,       0x0800403B);
    internal static readonly Rv64Op Rol      = Row("rol",       RdRs1Rs2,    0x60001033);
    internal static readonly Rv64Op Ror      = Row("ror",       RdRs1Rs2,    0x60005033);
    internal static readonly Rv64Op Rolw     = Row("rolw",      RdRs1Rs2,    0x6000103B);
    internal static readonly Rv64Op Rorw     = Row("rorw",      RdRs1Rs2,    0x6000503B);
    internal static readonly Rv64Op Rori     = Row("rori",      RdRs1Shift6, 0x60005013);
    internal static readonly Rv64Op Roriw    = Row("roriw",     RdRs1Shift5, 0x6000501B);
    internal static readonly Rv64Op Rev8     = Row("rev8",      RdRs1,       0x6B805013);
    internal static readonly Rv64Op Bclr     = Row("bclr",      RdRs1Rs2,    0x48001033);
    internal static readonly Rv64Op Bclri    = Row("bclri",     RdRs1Shift6, 0x48001013);
    internal static readonly Rv64Op Bext     = Row("bext",      RdRs1Rs2,    0x48005033);
    internal static readonly Rv64Op Bexti    = Row("bexti",     RdRs1Shift6, 0x48005013);
    internal static readonly Rv64Op Binv     = Row("binv",      RdRs1Rs2,    0x68001033);
    internal static readonly Rv64Op Binvi    = Row("binvi",     RdRs1Shift6, 0x68001013);
    internal static readonly Rv64Op Bset     = Row("bset",      RdRs1Rs2,    0x28001033);
    internal static readonly Rv64Op Bseti    = Row("bseti",     RdRs1Shift6, 0x28001013);

    internal static IReadOnlyList<Rv64Op> Rows => List.Rows;

    private static Rv64Op Row(string name, Rv64Arg[] args, uint bits) => List.Add(name, args, bits);
}
