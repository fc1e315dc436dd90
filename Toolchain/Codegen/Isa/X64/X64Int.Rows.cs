// Integer instructions. Columns: mnemonic, format, opcode, then effects, width, access widths and CPU feature where they differ from the default (II, sized 1/2/4/8).
using System.Collections.Generic;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Codes;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Effects;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Format;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Width;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Rows of the integer instructions.</summary>
internal static class X64Int
{
    private const X64Effects Flags = WritesFlags;
    private const X64Effects Rmw = WritesFlags | ReadsMemory | WritesMemory;
    private const X64Effects Locked = Rmw | Lock;

    private static readonly X64RowList List = new(0);

    // Moves.
    internal static readonly X64Op Mov        = Row("mov",     RegRm,     Op1(0x8B), None, By248);
    internal static readonly X64Op MovImm     = Row("mov",     X64Format.MovImm,   Op1(0xB8), None, By48);
    internal static readonly X64Op MovImm64   = Row("movabs",  X64Format.MovImm64, Op1(0xB8), None, W1, reg: 8);
    internal static readonly X64Op MovStore   = Row("mov",     MemReg,    Op1(0x89), WritesMemory, BySize);
    internal static readonly X64Op MovStoreImm = Row("mov",    MemImm,    Op1(0xC7).Ext(0), WritesMemory, BySize);
    internal static readonly X64Op Movzx8     = Row("movzx",   RegRm,     NP_0F(0xB6), None, By48, rm: 1);
    internal static readonly X64Op Movzx16    = Row("movzx",   RegRm,     NP_0F(0xB7), None, By48, rm: 2);
    internal static readonly X64Op Movsx8     = Row("movsx",   RegRm,     NP_0F(0xBE), None, By48, rm: 1);
    internal static readonly X64Op Movsx16    = Row("movsx",   RegRm,     NP_0F(0xBF), None, By48, rm: 2);
    internal static readonly X64Op Movsxd     = Row("movsxd",  RegRm,     Op1(0x63), None, W1, rm: 4, reg: 8);
    internal static readonly X64Op Lea        = Row("lea",     X64Format.Lea, Op1(0x8D), None, By48);
    internal static readonly X64Op Xchg       = Row("xchg",    XchgReg,   Op1(0x87), None, By48);
    internal static readonly X64Op Push       = Row("push",    X64Format.Push, Op1(0x50), WritesMemory, W0, reg: 8);
    internal static readonly X64Op Pop        = Row("pop",     X64Format.Pop,  Op1(0x58), ReadsMemory, W0, reg: 8);

    // Arithmetic and logic: register result.
    internal static readonly X64Op Add        = Row("add",     RegRegRm,  Op1(0x03), Flags);
    internal static readonly X64Op Or         = Row("or",      RegRegRm,  Op1(0x0B), Flags);
    internal static readonly X64Op Adc        = Row("adc",     RegRegRm,  Op1(0x13), Flags | ReadsFlags);
    internal static readonly X64Op Sbb        = Row("sbb",     RegRegRm,  Op1(0x1B), Flags | ReadsFlags);
    internal static readonly X64Op And        = Row("and",     RegRegRm,  Op1(0x23), Flags);
    internal static readonly X64Op Sub        = Row("sub",     RegRegRm,  Op1(0x2B), Flags);
    internal static readonly X64Op Xor        = Row("xor",     RegRegRm,  Op1(0x33), Flags);
    internal static readonly X64Op AddImm     = Row("add",     RegRegImm, Op1(0x81).Ext(0), Flags);
    internal static readonly X64Op OrImm      = Row("or",      RegRegImm, Op1(0x81).Ext(1), Flags);
    internal static readonly X64Op AdcImm     = Row("adc",     RegRegImm, Op1(0x81).Ext(2), Flags | ReadsFlags);
    internal static readonly X64Op SbbImm     = Row("sbb",     RegRegImm, Op1(0x81).Ext(3), Flags | ReadsFlags);
    internal static readonly X64Op AndImm     = Row("and",     RegRegImm, Op1(0x81).Ext(4), Flags);
    internal static readonly X64Op SubImm     = Row("sub",     RegRegImm, Op1(0x81).Ext(5), Flags);
    internal static readonly X64Op XorImm     = Row("xor",     RegRegImm, Op1(0x81).Ext(6), Flags);

    // Arithmetic and logic in memory.
    internal static readonly X64Op AddStore   = Row("add",     MemReg,    Op1(0x01), Rmw);
    internal static readonly X64Op OrStore    = Row("or",      MemReg,    Op1(0x09), Rmw);
    internal static readonly X64Op AndStore   = Row("and",     MemReg,    Op1(0x21), Rmw);
    internal static readonly X64Op SubStore   = Row("sub",     MemReg,    Op1(0x29), Rmw);
    internal static readonly X64Op XorStore   = Row("xor",     MemReg,    Op1(0x31), Rmw);
    internal static readonly X64Op AddStoreImm = Row("add",    MemImm,    Op1(0x81).Ext(0), Rmw);
    internal static readonly X64Op OrStoreImm  = Row("or",     MemImm,    Op1(0x81).Ext(1), Rmw);
    internal static readonly X64Op AndStoreImm = Row("and",    MemImm,    Op1(0x81).Ext(4), Rmw);
    internal static readonly X64Op SubStoreImm = Row("sub",    MemImm,    Op1(0x81).Ext(5), Rmw);
    internal static readonly X64Op XorStoreImm = Row("xor",    MemImm,    Op1(0x81).Ext(6), Rmw);
    internal static readonly X64Op IncStore   = Row("inc",     Mem,       Op1(0xFF).Ext(0), Rmw);
    internal static readonly X64Op DecStore   = Row("dec",     Mem,       Op1(0xFF).Ext(1), Rmw);
    internal static readonly X64Op NotStore   = Row("not",     Mem,       Op1(0xF7).Ext(2), ReadsMemory | WritesMemory);
    internal static readonly X64Op NegStore   = Row("neg",     Mem,       Op1(0xF7).Ext(3), Rmw);

    // Comparisons.
    internal static readonly X64Op Cmp        = Row("cmp",     CmpRegRm,  Op1(0x3B), Flags);
    internal static readonly X64Op CmpMem     = Row("cmp",     CmpRmReg,  Op1(0x39), Flags);
    internal static readonly X64Op CmpImm     = Row("cmp",     CmpRmImm,  Op1(0x81).Ext(7), Flags);
    internal static readonly X64Op Test       = Row("test",    CmpRmReg,  Op1(0x85), Flags);
    internal static readonly X64Op TestImm    = Row("test",    CmpRmImm,  Op1(0xF7).Ext(0), Flags);
    internal static readonly X64Op Bt         = Row("bt",      CmpRmReg,  NP_0F(0xA3), Flags, By248);
    internal static readonly X64Op BtImm      = Row("bt",      CmpRmImm,  NP_0F(0xBA).Ext(4), Flags, By248);

    // One operand.
    internal static readonly X64Op Not        = Row("not",     RegReg,    Op1(0xF7).Ext(2), None);
    internal static readonly X64Op Neg        = Row("neg",     RegReg,    Op1(0xF7).Ext(3), Flags);
    internal static readonly X64Op Inc        = Row("inc",     RegReg,    Op1(0xFF).Ext(0), Flags);
    internal static readonly X64Op Dec        = Row("dec",     RegReg,    Op1(0xFF).Ext(1), Flags);
    internal static readonly X64Op Bswap      = Row("bswap",   OpcodeReg, NP_0F(0xC8), None, By48);

    // Shifts and rotations.
    internal static readonly X64Op RolImm     = Row("rol",     RegRegImm, Op1(0xC1).Ext(0), Flags);
    internal static readonly X64Op RorImm     = Row("ror",     RegRegImm, Op1(0xC1).Ext(1), Flags);
    internal static readonly X64Op ShlImm     = Row("shl",     RegRegImm, Op1(0xC1).Ext(4), Flags);
    internal static readonly X64Op ShrImm     = Row("shr",     RegRegImm, Op1(0xC1).Ext(5), Flags);
    internal static readonly X64Op SarImm     = Row("sar",     RegRegImm, Op1(0xC1).Ext(7), Flags);
    internal static readonly X64Op RolCl      = Row("rol",     ShiftCl,   Op1(0xD3).Ext(0), Flags);
    internal static readonly X64Op RorCl      = Row("ror",     ShiftCl,   Op1(0xD3).Ext(1), Flags);
    internal static readonly X64Op ShlCl      = Row("shl",     ShiftCl,   Op1(0xD3).Ext(4), Flags);
    internal static readonly X64Op ShrCl      = Row("shr",     ShiftCl,   Op1(0xD3).Ext(5), Flags);
    internal static readonly X64Op SarCl      = Row("sar",     ShiftCl,   Op1(0xD3).Ext(7), Flags);
    internal static readonly X64Op Rorx       = Row("rorx",    RegRmImm,  Vex(F2_0F3A(0xF0)), None, By48, feature: X64Features.Bmi2);
    internal static readonly X64Op Shlx       = Row("shlx",    RegRmVvvv, Vex(P66_0F38(0xF7)), None, By48, feature: X64Features.Bmi2);
    internal static readonly X64Op Shrx       = Row("shrx",    RegRmVvvv, Vex(F2_0F38(0xF7)), None, By48, feature: X64Features.Bmi2);
    internal static readonly X64Op Sarx       = Row("sarx",    RegRmVvvv, Vex(F3_0F38(0xF7)), None, By48, feature: X64Features.Bmi2);

    // Multiplication and division.
    internal static readonly X64Op Imul       = Row("imul",    RegRegRm,  NP_0F(0xAF), Flags, By248);
    internal static readonly X64Op ImulImm    = Row("imul",    RegRmImm,  Op1(0x69), Flags, By248);
    internal static readonly X64Op MulWide    = Row("mul",     Mul,       Op1(0xF7).Ext(4), Flags, By48);
    internal static readonly X64Op ImulWide   = Row("imul",    Mul,       Op1(0xF7).Ext(5), Flags, By48);
    internal static readonly X64Op Mulx       = Row("mulx",    X64Format.Mulx, Vex(F2_0F38(0xF6)), None, By48, feature: X64Features.Bmi2);
    internal static readonly X64Op Div        = Row("div",     X64Format.Div, Op1(0xF7).Ext(6), Flags, By48);
    internal static readonly X64Op Idiv       = Row("idiv",    X64Format.Div, Op1(0xF7).Ext(7), Flags, By48);
    internal static readonly X64Op Cdq        = Row("cdq",     SignOfAcc, Op1(0x99), None, W0, reg: 4);
    internal static readonly X64Op Cqo        = Row("cqo",     SignOfAcc, Op1(0x99), None, W1, reg: 8);

    // Bits.
    internal static readonly X64Op Bsf        = Row("bsf",     RegRm,     NP_0F(0xBC), Flags, By248);
    internal static readonly X64Op Bsr        = Row("bsr",     RegRm,     NP_0F(0xBD), Flags, By248);
    internal static readonly X64Op Popcnt     = Row("popcnt",  RegRm,     F3_0F(0xB8), Flags, By48, feature: X64Features.Popcnt);
    internal static readonly X64Op Tzcnt      = Row("tzcnt",   RegRm,     F3_0F(0xBC), Flags, By48, feature: X64Features.Bmi1);
    internal static readonly X64Op Lzcnt      = Row("lzcnt",   RegRm,     F3_0F(0xBD), Flags, By48, feature: X64Features.Lzcnt);
    internal static readonly X64Op Andn       = Row("andn",    RegRegRm,  Vex(NP_0F38(0xF2)), Flags, By48, feature: X64Features.Bmi1);
    internal static readonly X64Op Blsr       = Row("blsr",    VvvvRm,    Vex(NP_0F38(0xF3)).Ext(1), Flags, By48, feature: X64Features.Bmi1);
    internal static readonly X64Op Blsmsk     = Row("blsmsk",  VvvvRm,    Vex(NP_0F38(0xF3)).Ext(2), Flags, By48, feature: X64Features.Bmi1);
    internal static readonly X64Op Blsi       = Row("blsi",    VvvvRm,    Vex(NP_0F38(0xF3)).Ext(3), Flags, By48, feature: X64Features.Bmi1);
    internal static readonly X64Op Bzhi       = Row("bzhi",    RegRmVvvv, Vex(NP_0F38(0xF5)), Flags, By48, feature: X64Features.Bmi2);

    // Conditions.
    internal static readonly X64Op Setcc      = Row("set",     X64Format.Setcc, NP_0F(0x90), ReadsFlags, W0, reg: 1);
    internal static readonly X64Op Cmovcc     = Row("cmov",    X64Format.Cmovcc, NP_0F(0x40), ReadsFlags, By248);

    // Atomic read-modify-write.
    internal static readonly X64Op XchgStore  = Row("xchg",    XchgMem,   Op1(0x87), ReadsMemory | WritesMemory);
    internal static readonly X64Op LockXadd   = Row("xadd",    XchgMem,   NP_0F(0xC1), Locked);
    internal static readonly X64Op LockCmpxchg = Row("cmpxchg", CmpxchgMem, NP_0F(0xB1), Locked);
    internal static readonly X64Op LockAdd    = Row("add",     MemReg,    Op1(0x01), Locked);
    internal static readonly X64Op LockOr     = Row("or",      MemReg,    Op1(0x09), Locked);
    internal static readonly X64Op LockAnd    = Row("and",     MemReg,    Op1(0x21), Locked);
    internal static readonly X64Op LockXor    = Row("xor",     MemReg,    Op1(0x31), Locked);
    internal static readonly X64Op LockSub    = Row("sub",     MemReg,    Op1(0x29), Locked);
    internal static readonly X64Op LockAddImm = Row("add",     MemImm,    Op1(0x81).Ext(0), Locked);
    internal static readonly X64Op LockOrImm  = Row("or",      MemImm,    Op1(0x81).Ext(1), Locked);
    internal static readonly X64Op LockAndImm = Row("and",     MemImm,    Op1(0x81).Ext(4), Locked);
    internal static readonly X64Op LockSubImm = Row("sub",     MemImm,    Op1(0x81).Ext(5), Locked);
    internal static readonly X64Op LockXorImm = Row("xor",     MemImm,    Op1(0x81).Ext(6), Locked);

    /// <summary>The rows of this file.</summary>
    internal static IReadOnlyList<X64Op> Rows => List.Rows;

    private static X64Op Row(string name, X64Format format, X64Code code, X64Effects effects, X64Width width = BySize, int rm = 0, int reg = 0, X64Features feature = X64Features.None) =>
        List.Add(name, format, code, X64Files.II, width, effects, feature, rm, reg);
}
