// Control transfer, traps, instructions without operands, and the two that load control words.
using System.Collections.Generic;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Codes;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Effects;
using static Wasmtime.Min.Toolchain.Codegen.Isa.X64.X64Format;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Rows of control transfer and of instructions without operands.</summary>
internal static class X64Control
{
    private static readonly X64RowList List = new(1);

    internal static readonly X64Op Jcc        = Row("j",       X64Format.Jcc, NP_0F(0x80), ReadsFlags | EndsBlock);
    internal static readonly X64Op Jmp        = Row("jmp",     Branch,    Op1(0xE9), EndsBlock);
    internal static readonly X64Op JmpRm      = Row("jmp",     BranchRm,  Op1(0xFF).Ext(4), EndsBlock);
    internal static readonly X64Op Call       = Row("call",    Branch,    Op1(0xE8), X64Effects.Call);
    internal static readonly X64Op CallRm     = Row("call",    BranchRm,  Op1(0xFF).Ext(2), X64Effects.Call);
    internal static readonly X64Op Ret        = Row("ret",     Fixed,     Op1(0xC3), EndsBlock);
    internal static readonly X64Op RetPop     = Row("ret",     RetImm,    Op1(0xC2), EndsBlock);
    internal static readonly X64Op Hlt        = Row("hlt",     Fixed,     Op1(0xF4), EndsBlock);
    internal static readonly X64Op Ud2        = Row("ud2",     Fixed,     NP_0F(0x0B), EndsBlock);
    internal static readonly X64Op Int3       = Row("int3",    Fixed,     Op1(0xCC), None);
    internal static readonly X64Op Nop        = Row("nop",     Fixed,     Op1(0x90), None);
    internal static readonly X64Op Nop2       = Row("xchg ax,ax", Fixed,  Op1(0x90) with { Prefix = X64Prefix.P66 }, None);
    internal static readonly X64Op NopMem     = List.Add("nop", Mem, NP_0F(0x1F).Ext(0), X64Files.II, X64Width.By248, None, X64Features.None, rm: 0, reg: 0);
    internal static readonly X64Op Fldcw      = List.Add("fldcw", Mem, Op1(0xD9).Ext(5), X64Files.II, X64Width.W0, None, X64Features.None, rm: 2, reg: 0);
    internal static readonly X64Op Ldmxcsr    = List.Add("ldmxcsr", Mem, NP_0F(0xAE).Ext(2), X64Files.II, X64Width.W0, None, X64Features.None, rm: 4, reg: 0);
    internal static readonly X64Op Cld        = Row("cld",     Fixed,     Op1(0xFC), None);
    internal static readonly X64Op Pause      = Row("pause",   Fixed,     F3_1(0x90), None);
    internal static readonly X64Op RepMovsb   = Row("rep movs BYTE PTR es:[rdi],BYTE PTR ds:[rsi]", Fixed, F3_1(0xA4), ReadsMemory | WritesMemory);
    internal static readonly X64Op RepStosb   = Row("rep stos BYTE PTR es:[rdi],al", Fixed, F3_1(0xAA), WritesMemory);
    internal static readonly X64Op Mfence     = Row("mfence",  Fixed,     NP_0F(0xAE), None, [0xF0]);

    /// <summary>The rows of this file.</summary>
    internal static IReadOnlyList<X64Op> Rows => List.Rows;

    private static X64Op Row(string name, X64Format format, X64Code code, X64Effects effects, byte[]? tail = null) =>
        List.Add(name, format, code, X64Files.II, X64Width.W0, effects, X64Features.None, rm: format == BranchRm ? 8 : 0, reg: 8, tail);
}
