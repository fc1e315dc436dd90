// Integer instructions, multiplication and division, control flow, fences.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

using static Rv64Args;

/// <summary>Integer instructions, control flow, fences: one line each.</summary>
internal static class Rv64Int
{
    private static readonly Rv64RowList List = new(0);

    internal static readonly Rv64Op Lui    = Row("lui",    RdUpper,     0x00000037);
    internal static readonly Rv64Op Auipc  = Row("auipc",  RdUpper,     0x00000017);
    internal static readonly Rv64Op Jal    = Row("jal",    RdLabel,     0x0000006F);
    internal static readonly Rv64Op Jalr   = Row("jalr",   RdJump,      0x00000067);
    internal static readonly Rv64Op Beq    = Row("beq",    Rs1Rs2Label, 0x00000063);
    internal static readonly Rv64Op Bne    = Row("bne",    Rs1Rs2Label, 0x00001063);
    internal static readonly Rv64Op Blt    = Row("blt",    Rs1Rs2Label, 0x00004063);
    internal static readonly Rv64Op Bge    = Row("bge",    Rs1Rs2Label, 0x00005063);
    internal static readonly Rv64Op Bltu   = Row("bltu",   Rs1Rs2Label, 0x00006063);
    internal static readonly Rv64Op Bgeu   = Row("bgeu",   Rs1Rs2Label, 0x00007063);
    internal static readonly Rv64Op Addi   = Row("addi",   RdRs1Imm12,  0x00000013);
    internal static readonly Rv64Op Slti   = Row("slti",   RdRs1Imm12,  0x00002013);
    internal static readonly Rv64Op Sltiu  = Row("sltiu",  RdRs1Imm12,  0x00003013);
    internal static readonly Rv64Op Xori   = Row("xori",   RdRs1Imm12,  0x00004013);
    internal static readonly Rv64Op Ori    = Row("ori",    RdRs1Imm12,  0x00006013);
    internal static readonly Rv64Op Andi   = Row("andi",   RdRs1Imm12,  0x00007013);
    internal static readonly Rv64Op Addiw  = Row("addiw",  RdRs1Imm12,  0x0000001B);
    internal static readonly Rv64Op Slli   = Row("slli",   RdRs1Shift6, 0x00001013);
    internal static readonly Rv64Op Srli   = Row("srli",   RdRs1Shift6, 0x00005013);
    internal static readonly Rv64Op Srai   = Row("srai",   RdRs1Shift6, 0x40005013);
    internal static readonly Rv64Op Slliw  = Row("slliw",  RdRs1Shift5, 0x0000101B);
    internal static readonly Rv64Op Srliw  = Row("srliw",  RdRs1Shift5, 0x0000501B);
    internal static readonly Rv64Op Sraiw  = Row("sraiw",  RdRs1Shift5, 0x4000501B);
    internal static readonly Rv64Op Add    = Row("add",    RdRs1Rs2,    0x00000033);
    internal static readonly Rv64Op Sub    = Row("sub",    RdRs1Rs2,    0x40000033);
    internal static readonly Rv64Op Sll    = Row("sll",    RdRs1Rs2,    0x00001033);
    internal static readonly Rv64Op Slt    = Row("slt",    RdRs1Rs2,    0x00002033);
    internal static readonly Rv64Op Sltu   = Row("sltu",   RdRs1Rs2,    0x00003033);
    internal static readonly Rv64Op Xor    = Row("xor",    RdRs1Rs2,    0x00004033);
    internal static readonly Rv64Op Srl    = Row("srl",    RdRs1Rs2,    0x00005033);
    internal static readonly Rv64Op Sra    = Row("sra",    RdRs1Rs2,    0x40005033);
    internal static readonly Rv64Op Or     = Row("or",     RdRs1Rs2,    0x00006033);
    internal static readonly Rv64Op And    = Row("and",    RdRs1Rs2,    0x00007033);
    internal static readonly Rv64Op Mul    = Row("mul",    RdRs1Rs2,    0x02000033);
    internal static readonly Rv64Op Mulh   = Row("mulh",   RdRs1Rs2,    0x02001033);
    internal static readonly Rv64Op Mulhsu = Row("mulhsu", RdRs1Rs2,    0x02002033);
    internal static readonly Rv64Op Mulhu  = Row("mulhu",  RdRs1Rs2,    0x02003033);
    internal static readonly Rv64Op Div    = Row("div",    RdRs1Rs2,    0x02004033);
    internal static readonly Rv64Op Divu   = Row("divu",   RdRs1Rs2,    0x02005033);
    internal static readonly Rv64Op Rem    = Row("rem",    RdRs1Rs2,    0x02006033);
    internal static readonly Rv64Op Remu   = Row("remu",   RdRs1Rs2,    0x02007033);
    internal static readonly Rv64Op Addw   = Row("addw",   RdRs1Rs2,    0x0000003B);
    internal static readonly Rv64Op Subw   = Row("subw",   RdRs1Rs2,    0x4000003B);
    internal static readonly Rv64Op Sllw   = Row("sllw",   RdRs1Rs2,    0x0000103B);
    internal static readonly Rv64Op Srlw   = Row("srlw",   RdRs1Rs2,    0x0000503B);
    internal static readonly Rv64Op Sraw   = Row("sraw",   RdRs1Rs2,    0x4000503B);
    internal static readonly Rv64Op Mulw   = Row("mulw",   RdRs1Rs2,    0x0200003B);
    internal static readonly Rv64Op Divw   = Row("divw",   RdRs1Rs2,    0x0200403B);
    internal static readonly Rv64Op Divuw  = Row("divuw",  RdRs1Rs2,    0x0200503B);
    internal static readonly Rv64Op Remw   = Row("remw",   RdRs1Rs2,    0x0200603B);
    internal static readonly Rv64Op Remuw  = Row("remuw",  RdRs1Rs2,    0x0200703B);
    internal static readonly Rv64Op Fence  = Row("fence",  Ordering,       0x0000000F);
    internal static readonly Rv64Op Ecall  = Row("ecall",  None,        0x00000073);
    internal static readonly Rv64Op Ebreak = Row("ebreak", None,        0x00100073);

    internal static IReadOnlyList<Rv64Op> Rows => List.Rows;

    private static Rv64Op Row(string name, Rv64Arg[] args, uint bits) => List.Add(name, args, bits);
}
