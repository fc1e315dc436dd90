// Branches, traps, barriers.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

using static A64Args;

/// <summary>Branches, traps, barriers.</summary>
internal static class A64Control
{
    private static readonly A64RowList List = new(1);

    internal static readonly A64Op B          = Row("b",         Branch,              0x14000000);
    internal static readonly A64Op Bl         = Row("bl",        Branch,              0x94000000);
    internal static readonly A64Op BCond      = Row("b.",        ConditionalBranch,   0x54000000);
    internal static readonly A64Op Cbz        = Row("cbz",       RtLabel,             0x34000000, A64Width.Sf);
    internal static readonly A64Op Cbnz       = Row("cbnz",      RtLabel,             0x35000000, A64Width.Sf);
    internal static readonly A64Op Tbz        = Row("tbz",       RtBitLabel,          0x36000000);
    internal static readonly A64Op Tbnz       = Row("tbnz",      RtBitLabel,          0x37000000);
    internal static readonly A64Op Br         = Row("br",        BranchRegister,      0xD61F0000);
    internal static readonly A64Op Blr        = Row("blr",       BranchRegister,      0xD63F0000);
    internal static readonly A64Op Ret        = Row("ret",       BranchRegister,      0xD65F0000);
    internal static readonly A64Op Adr        = Row("adr",       XdLabel,             0x10000000);
    internal static readonly A64Op Brk        = Row("brk",       Code16,              0xD4200000);
    internal static readonly A64Op Udf        = Row("udf",       Code16Low,           0x00000000);
    internal static readonly A64Op Svc        = Row("svc",       Code16,              0xD4000001);
    internal static readonly A64Op Nop        = Row("nop",       None,                0xD503201F);
    internal static readonly A64Op DmbIsh     = Row("dmb",       None,                0xD5033BBF);
    internal static readonly A64Op IsbSy      = Row("isb",       None,                0xD5033FDF);

    internal static IReadOnlyList<A64Op> Rows => List.Rows;

    private static A64Op Row(string name, A64Arg[] args, uint bits, A64Width width = A64Width.None) => List.Add(name, args, bits, width);
}
