// Integer instructions: one line each. Bits is the form for 4 bytes; the encoder adds the size.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

using static A64Args;

/// <summary>Integer instructions: one line each. Bits is the form for 4 bytes; the encoder adds the size.</summary>
internal static class A64Int
{
    private static readonly A64RowList List = new(0);

    internal static readonly A64Op Add        = Row("add",       RdRnRmShift,         0x0B000000, A64Width.Sf);
    internal static readonly A64Op Adds       = Row("adds",      RdRnRmShift,         0x2B000000, A64Width.Sf);
    internal static readonly A64Op Sub        = Row("sub",       RdRnRmShift,         0x4B000000, A64Width.Sf);
    internal static readonly A64Op Subs       = Row("subs",      RdRnRmShift,         0x6B000000, A64Width.Sf);
    internal static readonly A64Op And        = Row("and",       RdRnRmShift,         0x0A000000, A64Width.Sf);
    internal static readonly A64Op Bic        = Row("bic",       RdRnRmShift,         0x0A200000, A64Width.Sf);
    internal static readonly A64Op Orr        = Row("orr",       RdRnRmShift,         0x2A000000, A64Width.Sf);
    internal static readonly A64Op Orn        = Row("orn",       RdRnRmShift,         0x2A200000, A64Width.Sf);
    internal static readonly A64Op Eor        = Row("eor",       RdRnRmShift,         0x4A000000, A64Width.Sf);
    internal static readonly A64Op Eon        = Row("eon",       RdRnRmShift,         0x4A200000, A64Width.Sf);
    internal static readonly A64Op Ands       = Row("ands",      RdRnRmShift,         0x6A000000, A64Width.Sf);
    internal static readonly A64Op Bics       = Row("bics",      RdRnRmShift,         0x6A200000, A64Width.Sf);
    internal static readonly A64Op AddExt     = Row("add",       RdRnRmExtended,      0x0B200000, A64Width.Sf);
    internal static readonly A64Op SubExt     = Row("sub",       RdRnRmExtended,      0x4B200000, A64Width.Sf);
    internal static readonly A64Op AddsExt    = Row("adds",      RzRnRmExtended,      0x2B200000, A64Width.Sf);
    internal static readonly A64Op SubsExt    = Row("subs",      RzRnRmExtended,      0x6B200000, A64Width.Sf);
    internal static readonly A64Op AddImm     = Row("add",       RdRnImm12,           0x11000000, A64Width.Sf);
    internal static readonly A64Op SubImm     = Row("sub",       RdRnImm12,           0x51000000, A64Width.Sf);
    internal static readonly A64Op AddsImm    = Row("adds",      RzRnImm12,           0x31000000, A64Width.Sf);
    internal static readonly A64Op SubsImm    = Row("subs",      RzRnImm12,           0x71000000, A64Width.Sf);
    internal static readonly A64Op AndImm     = Row("and",       RdRnPattern,         0x12000000, A64Width.Sf);
    internal static readonly A64Op OrrImm     = Row("orr",       RdRnPattern,         0x32000000, A64Width.Sf);
    internal static readonly A64Op EorImm     = Row("eor",       RdRnPattern,         0x52000000, A64Width.Sf);
    internal static readonly A64Op AndsImm    = Row("ands",      RzRnPattern,         0x72000000, A64Width.Sf);
    internal static readonly A64Op Movn       = Row("movn",      RdImm16,             0x12800000, A64Width.Sf);
    internal static readonly A64Op Movz       = Row("movz",      RdImm16,             0x52800000, A64Width.Sf);
    internal static readonly A64Op Movk       = Row("movk",      RdTiedImm16,         0x72800000, A64Width.Sf);
    internal static readonly A64Op Sbfm       = Row("sbfm",      RdRnField,           0x13000000, A64Width.SfN);
    internal static readonly A64Op Ubfm       = Row("ubfm",      RdRnField,           0x53000000, A64Width.SfN);
    internal static readonly A64Op Bfm        = Row("bfm",       RdTiedRnField,       0x33000000, A64Width.SfN);
    internal static readonly A64Op Extr       = Row("extr",      RdRnRmImm,           0x13800000, A64Width.SfN);
    internal static readonly A64Op Lslv       = Row("lslv",      RdRnRm,              0x1AC02000, A64Width.Sf);
    internal static readonly A64Op Lsrv       = Row("lsrv",      RdRnRm,              0x1AC02400, A64Width.Sf);
    internal static readonly A64Op Asrv       = Row("asrv",      RdRnRm,              0x1AC02800, A64Width.Sf);
    internal static readonly A64Op Rorv       = Row("rorv",      RdRnRm,              0x1AC02C00, A64Width.Sf);
    internal static readonly A64Op Udiv       = Row("udiv",      RdRnRm,              0x1AC00800, A64Width.Sf);
    internal static readonly A64Op Sdiv       = Row("sdiv",      RdRnRm,              0x1AC00C00, A64Width.Sf);
    internal static readonly A64Op Madd       = Row("madd",      RdRnRmRa,            0x1B000000, A64Width.Sf);
    internal static readonly A64Op Msub       = Row("msub",      RdRnRmRa,            0x1B008000, A64Width.Sf);
    internal static readonly A64Op Smaddl     = Row("smaddl",    XdWnWmXa,            0x9B200000);
    internal static readonly A64Op Umaddl     = Row("umaddl",    XdWnWmXa,            0x9BA00000);
    internal static readonly A64Op Smulh      = Row("smulh",     XdXnXm,              0x9B407C00);
    internal static readonly A64Op Umulh      = Row("umulh",     XdXnXm,              0x9BC07C00);
    internal static readonly A64Op Rbit       = Row("rbit",      RdRn,                0x5AC00000, A64Width.Sf);
    internal static readonly A64Op Clz        = Row("clz",       RdRn,                0x5AC01000, A64Width.Sf);
    internal static readonly A64Op Rev16      = Row("rev16",     RdRn,                0x5AC00400, A64Width.Sf);
    internal static readonly A64Op RevW       = Row("rev",       WdWn,                0x5AC00800);
    internal static readonly A64Op RevX       = Row("rev",       XdXn,                0xDAC00C00);
    internal static readonly A64Op Csel       = Row("csel",      RdRnRmCond,          0x1A800000, A64Width.Sf);
    internal static readonly A64Op Csinc      = Row("csinc",     RdRnRmCond,          0x1A800400, A64Width.Sf);
    internal static readonly A64Op Csinv      = Row("csinv",     RdRnRmCond,          0x5A800000, A64Width.Sf);
    internal static readonly A64Op Csneg      = Row("csneg",     RdRnRmCond,          0x5A800400, A64Width.Sf);
    internal static readonly A64Op Ccmp       = Row("ccmp",      RnRmFlagsCond,       0x7A400000, A64Width.Sf);
    internal static readonly A64Op CcmpImm    = Row("ccmp",      RnImmFlagsCond,      0x7A400800, A64Width.Sf);

    internal static IReadOnlyList<A64Op> Rows => List.Rows;

    private static A64Op Row(string name, A64Arg[] args, uint bits, A64Width width = A64Width.None) => List.Add(name, args, bits, width);
}
