// Loads and stores, pairs, atomics.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

using static A64Args;

/// <summary>Loads and stores, pairs, atomics.</summary>
internal static class A64Memory
{
    private static readonly A64RowList List = new(2);

    // One line is three rows: scaled unsigned offset, signed byte offset, index register.
    internal static readonly A64Op StrB     = Access("strb",  "sturb",  RtStore(A64View.W), 0x39000000, 0);
    internal static readonly A64Op LdrB     = Access("ldrb",  "ldurb",  Rt(A64View.W), 0x39400000, 0);
    internal static readonly A64Op LdrsbX   = Access("ldrsb", "ldursb", Rt(A64View.X), 0x39800000, 0);
    internal static readonly A64Op LdrsbW   = Access("ldrsb", "ldursb", Rt(A64View.W), 0x39C00000, 0);
    internal static readonly A64Op StrH     = Access("strh",  "sturh",  RtStore(A64View.W), 0x79000000, 1);
    internal static readonly A64Op LdrH     = Access("ldrh",  "ldurh",  Rt(A64View.W), 0x79400000, 1);
    internal static readonly A64Op LdrshX   = Access("ldrsh", "ldursh", Rt(A64View.X), 0x79800000, 1);
    internal static readonly A64Op LdrshW   = Access("ldrsh", "ldursh", Rt(A64View.W), 0x79C00000, 1);
    internal static readonly A64Op StrW     = Access("str",   "stur",   RtStore(A64View.W), 0xB9000000, 2);
    internal static readonly A64Op LdrW     = Access("ldr",   "ldur",   Rt(A64View.W), 0xB9400000, 2);
    internal static readonly A64Op Ldrsw    = Access("ldrsw", "ldursw", Rt(A64View.X), 0xB9800000, 2);
    internal static readonly A64Op StrX     = Access("str",   "stur",   RtStore(A64View.X), 0xF9000000, 3);
    internal static readonly A64Op LdrX     = Access("ldr",   "ldur",   Rt(A64View.X), 0xF9400000, 3);
    internal static readonly A64Op StrFb    = Access("str",   "stur",   RtStore(A64View.B), 0x3D000000, 0);
    internal static readonly A64Op LdrFb    = Access("ldr",   "ldur",   Rt(A64View.B), 0x3D400000, 0);
    internal static readonly A64Op StrFh    = Access("str",   "stur",   RtStore(A64View.H), 0x7D000000, 1);
    internal static readonly A64Op LdrFh    = Access("ldr",   "ldur",   Rt(A64View.H), 0x7D400000, 1);
    internal static readonly A64Op StrS     = Access("str",   "stur",   RtStore(A64View.S), 0xBD000000, 2);
    internal static readonly A64Op LdrS     = Access("ldr",   "ldur",   Rt(A64View.S), 0xBD400000, 2);
    internal static readonly A64Op StrD     = Access("str",   "stur",   RtStore(A64View.D), 0xFD000000, 3);
    internal static readonly A64Op LdrD     = Access("ldr",   "ldur",   Rt(A64View.D), 0xFD400000, 3);
    internal static readonly A64Op StrQ     = Access("str",   "stur",   RtStore(A64View.Q), 0x3D800000, 4);
    internal static readonly A64Op LdrQ     = Access("ldr",   "ldur",   Rt(A64View.Q), 0x3DC00000, 4);

    // From the code itself.
    internal static readonly A64Op LitW     = Row("ldr", [Rt(A64View.W), new(A64ArgKind.Label19)], 0x18000000);
    internal static readonly A64Op LitX     = Row("ldr", [Rt(A64View.X), new(A64ArgKind.Label19)], 0x58000000);
    internal static readonly A64Op LitS     = Row("ldr", [Rt(A64View.S), new(A64ArgKind.Label19)], 0x1C000000);
    internal static readonly A64Op LitD     = Row("ldr", [Rt(A64View.D), new(A64ArgKind.Label19)], 0x5C000000);
    internal static readonly A64Op LitQ     = Row("ldr", [Rt(A64View.Q), new(A64ArgKind.Label19)], 0x9C000000);

    // Pairs.
    internal static readonly A64Op StpX     = Row("stp", [new(A64ArgKind.Use, 1, 0, A64View.X), new(A64ArgKind.Use, 4, 10, A64View.X), new(A64ArgKind.MemPair)], 0xA9000000, access: 3);
    internal static readonly A64Op LdpX     = Row("ldp", [Rt(A64View.X), new(A64ArgKind.Def, 4, 10, A64View.X), new(A64ArgKind.MemPair)], 0xA9400000, access: 3);
    internal static readonly A64Op StpXPre  = Row("stp", [new(A64ArgKind.Use, 1, 0, A64View.X), new(A64ArgKind.Use, 4, 10, A64View.X), new(A64ArgKind.MemPairPre)], 0xA9800000, access: 3);
    internal static readonly A64Op LdpXPost = Row("ldp", [Rt(A64View.X), new(A64ArgKind.Def, 4, 10, A64View.X), new(A64ArgKind.MemPairPost)], 0xA8C00000, access: 3);
    internal static readonly A64Op StpD     = Row("stp", [new(A64ArgKind.Use, 1, 0, A64View.D), new(A64ArgKind.Use, 4, 10, A64View.D), new(A64ArgKind.MemPair)], 0x6D000000, access: 3);
    internal static readonly A64Op LdpD     = Row("ldp", [Rt(A64View.D), new(A64ArgKind.Def, 4, 10, A64View.D), new(A64ArgKind.MemPair)], 0x6D400000, access: 3);

    // Atomics: ordered, then those of LSE.
    internal static readonly A64Op Ldaxr      = Row("ldaxr",     RtBase,              0x085FFC00, A64Width.Access);
    internal static readonly A64Op Stlxr      = Row("stlxr",     StatusRtBase,        0x0800FC00, A64Width.Access);
    internal static readonly A64Op Ldar       = Row("ldar",      RtBase,              0x08DFFC00, A64Width.Access);
    internal static readonly A64Op Stlr       = Row("stlr",      RtStoreBase,         0x089FFC00, A64Width.Access);
    internal static readonly A64Op Ldaddal    = Row("ldaddal",   RsRtBase,            0x38E00000, A64Width.Access);
    internal static readonly A64Op Ldclral    = Row("ldclral",   RsRtBase,            0x38E01000, A64Width.Access);
    internal static readonly A64Op Ldeoral    = Row("ldeoral",   RsRtBase,            0x38E02000, A64Width.Access);
    internal static readonly A64Op Ldsetal    = Row("ldsetal",   RsRtBase,            0x38E03000, A64Width.Access);
    internal static readonly A64Op Swpal      = Row("swpal",     RsRtBase,            0x38E08000, A64Width.Access);
    internal static readonly A64Op Casal      = Row("casal",     TiedRtBase,          0x08E0FC00, A64Width.Access);

    internal static IReadOnlyList<A64Op> Rows => List.Rows;

    private static A64Arg Rt(A64View view) => Rd(view);

    private static A64Arg RtStore(A64View view) => new(A64ArgKind.Use, 1, 0, view);

    private static A64Op Row(string name, A64Arg[] args, uint bits, A64Width width = A64Width.None, int access = 0) =>
        List.Add(name, args, bits, width, access: access);

    private static A64Op Access(string name, string unscaledName, A64Arg register, uint bits, int access)
    {
        const uint ScaledBit = 1u << 24;
        const uint IndexBits = 0x0020_0800;
        A64Op scaled = List.Add(name, [register, new(A64ArgKind.MemScaled)], bits, access: access);
        scaled.Unscaled = List.Add(unscaledName, [register, new(A64ArgKind.MemUnscaled)], bits & ~ScaledBit, access: access);
        scaled.Indexed = List.Add(name, [register, new(A64ArgKind.MemIndexed)], (bits & ~ScaledBit) | IndexBits, access: access);
        return scaled;
    }
}
