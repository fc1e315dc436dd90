// Loads and stores, atomics. The machine is big-endian; everything that wasm or the runtime sees is not, so most accesses reverse bytes.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

using static S390Args;

/// <summary>Loads, stores, atomics.</summary>
internal static class S390Memory
{
    private static readonly S390RowList List = new(2);

    internal static readonly S390Op La         = Row("la",      DefMem12,          0x41000000);
    internal static readonly S390Op Lay        = Row("lay",     DefMem,            0xE30000000071);

    // Bytes reversed; the short ones change the low end of the register only.
    internal static readonly S390Op Lrvg       = Row("lrvg",    DefMem,            0xE3000000000F);
    internal static readonly S390Op Lrv        = Row("lrv",     DefMem,            0xE3000000001E);
    internal static readonly S390Op Lrvh       = Row("lrvh",    DefMem,            0xE3000000001F);
    internal static readonly S390Op Strvg      = Row("strvg",   UseMem,            0xE3000000002F);
    internal static readonly S390Op Strv       = Row("strv",    UseMem,            0xE3000000003E);
    internal static readonly S390Op Strvh      = Row("strvh",   UseMem,            0xE3000000003F);

    // In the machine's order.
    internal static readonly S390Op Llgc       = Row("llgc",    DefMem,            0xE30000000090);
    internal static readonly S390Op Lb         = Row("lb",      DefMem,            0xE30000000076);
    internal static readonly S390Op Lgb        = Row("lgb",     DefMem,            0xE30000000077);
    internal static readonly S390Op Lg         = Row("lg",      DefMem,            0xE30000000004);
    internal static readonly S390Op Agf        = Row("agf",     TiedMem,           0xE30000000018);
    internal static readonly S390Op Ly         = Row("ly",      DefMem,            0xE30000000058);
    internal static readonly S390Op Stcy       = Row("stcy",    UseMem,            0xE30000000072);
    internal static readonly S390Op Stg        = Row("stg",     UseMem,            0xE30000000024);
    internal static readonly S390Op Ldy        = Row("ldy",     FloatDefMem,       0xED0000000065);
    internal static readonly S390Op Stdy       = Row("stdy",    FloatUseMem,       0xED0000000067);
    internal static readonly S390Op Lmg        = Row("lmg",     RunStore,          0xEB0000000004);
    internal static readonly S390Op Stmg       = Row("stmg",    RunStore,          0xEB0000000024);

    internal static readonly S390Op Cs         = Row("cs",      SwapMem12,         0xBA000000);
    internal static readonly S390Op Csg        = Row("csg",     SwapMem,           0xEB0000000030);
    internal static readonly S390Op Lan        = Row("lan",     FetchMem,          0xEB00000000F4);
    internal static readonly S390Op Lang       = Row("lang",    FetchMem,          0xEB00000000E4);
    internal static readonly S390Op Lao        = Row("lao",     FetchMem,          0xEB00000000F6);
    internal static readonly S390Op Laog       = Row("laog",    FetchMem,          0xEB00000000E6);
    internal static readonly S390Op Lax        = Row("lax",     FetchMem,          0xEB00000000F7);
    internal static readonly S390Op Laxg       = Row("laxg",    FetchMem,          0xEB00000000E7);

    internal static IReadOnlyList<S390Op> Rows => List.Rows;

    private static S390Op Row(string name, S390Arg[] args, ulong bits) => List.Add(name, args, bits, S390Encoder.BytesOf(bits));
}
