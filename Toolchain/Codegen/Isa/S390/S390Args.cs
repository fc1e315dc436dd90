// Operand lists that rows share, named by what they hold in the assembler's order. The comments name the formats of the manual.
namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

using static S390ArgKind;
using static S390View;

/// <summary>Operand lists.</summary>
internal static class S390Args
{
    internal static readonly S390Arg[] None = [];

    // RR
    internal static readonly S390Arg[] RrDefUse = [Def(8), Use(1, 12)];
    internal static readonly S390Arg[] RrUses = [Use(1, 8), Use(2, 12)];
    internal static readonly S390Arg[] RrLink = [Def(8), Use(1, 12)];
    internal static readonly S390Arg[] RrTarget = [Use(1, 12)];
    internal static readonly S390Arg[] Code8 = [Number(Unsigned, S390Number.Imm, 8, 8)];

    // RRE, RRF: the first operand stands at bit 24, the second at 28.
    internal static readonly S390Arg[] DefUse = [Def(24), Use(1, 28)];
    internal static readonly S390Arg[] TiedUse = [Tied(24), Use(2, 28)];
    internal static readonly S390Arg[] Uses = [Use(1, 24), Use(2, 28)];
    internal static readonly S390Arg[] DefUseUse = [Def(24), Use(1, 28), Use(2, 16)];
    internal static readonly S390Arg[] TiedUseCond = [Tied(24), Use(2, 28), new(Cond, 0, 16)];
    internal static readonly S390Arg[] DefUseUseCond = [Def(24), Use(1, 28), Use(2, 16), new(Cond, 0, 20)];
    internal static readonly S390Arg[] FloatInt = [Def(24, F), Use(1, 28)];
    internal static readonly S390Arg[] FloatMaskIntMask =
        [Def(24, F), Number(Unsigned, S390Number.Imm, 16, 4), Use(1, 28), Number(Unsigned, S390Number.Disp, 20, 4)];
    internal static readonly S390Arg[] IntMaskFloat = [Def(24), Number(Unsigned, S390Number.Imm, 16, 4), Use(1, 28, F)];
    internal static readonly S390Arg[] IntMaskFloatMask =
        [Def(24), Number(Unsigned, S390Number.Imm, 16, 4), Use(1, 28, F), Number(Unsigned, S390Number.Disp, 20, 4)];

    // RI, RIL
    internal static readonly S390Arg[] DefSigned16 = [Def(8), Number(Signed, S390Number.Imm, 16, 16)];
    internal static readonly S390Arg[] DefUnsigned16 = [Def(8), Number(Unsigned, S390Number.Imm, 16, 16)];
    internal static readonly S390Arg[] TiedSigned16 = [Tied(8), Number(Signed, S390Number.Imm, 16, 16)];
    internal static readonly S390Arg[] UseSigned16 = [Use(1, 8), Number(Signed, S390Number.Imm, 16, 16)];
    internal static readonly S390Arg[] UseUnsigned16 = [Use(1, 8), Number(Unsigned, S390Number.Imm, 16, 16)];
    internal static readonly S390Arg[] DefSigned32 = [Def(8), Number(Signed, S390Number.Imm, 16, 32)];
    internal static readonly S390Arg[] DefUnsigned32 = [Def(8), Number(Unsigned, S390Number.Imm, 16, 32)];
    internal static readonly S390Arg[] TiedSigned32 = [Tied(8), Number(Signed, S390Number.Imm, 16, 32)];
    internal static readonly S390Arg[] TiedUnsigned32 = [Tied(8), Number(Unsigned, S390Number.Imm, 16, 32)];
    internal static readonly S390Arg[] UseSigned32 = [Use(1, 8), Number(Signed, S390Number.Imm, 16, 32)];
    internal static readonly S390Arg[] UseUnsigned32 = [Use(1, 8), Number(Unsigned, S390Number.Imm, 16, 32)];
    internal static readonly S390Arg[] CondLabel16 = [new(Cond, 0, 8), new(Label16, 0, 16)];
    internal static readonly S390Arg[] CondLabel32 = [new(Cond, 0, 8), new(Label32, 0, 16)];
    internal static readonly S390Arg[] TiedLabel16 = [Tied(8), new(Label16, 0, 16)];
    internal static readonly S390Arg[] DefLabel32 = [Def(8), new(Label32, 0, 16)];

    // RIE
    internal static readonly S390Arg[] DefUseSigned16 = [Def(8), Use(1, 12), Number(Signed, S390Number.Imm, 16, 16)];
    internal static readonly S390Arg[] TiedSigned16Cond = [Tied(8), Number(Signed, S390Number.Imm, 16, 16), new(Cond, 0, 12)];
    internal static readonly S390Arg[] UsesCondLabel = [Use(1, 8), Use(2, 12), new(Cond, 0, 32), new(Label16, 0, 16)];
    internal static readonly S390Arg[] SignedCondLabel = [Use(1, 8), Number(Signed, S390Number.Imm, 32, 8), new(Cond, 0, 12), new(Label16, 0, 16)];
    internal static readonly S390Arg[] UnsignedCondLabel =
        [Use(1, 8), Number(Unsigned, S390Number.Imm, 32, 8), new(Cond, 0, 12), new(Label16, 0, 16)];

    // Rotate, then a run of bits: first bit, last bit, rotation.
    internal static readonly S390Arg[] DefUseRun =
    [
        Def(8), Use(1, 12), Number(Unsigned, S390Number.Imm, 18, 6), Number(Unsigned, S390Number.Disp, 26, 6), Number(Unsigned, S390Number.Scale, 34, 6),
    ];
    internal static readonly S390Arg[] TiedUseRun =
    [
        Tied(8), Use(2, 12), Number(Unsigned, S390Number.Imm, 18, 6), Number(Unsigned, S390Number.Disp, 26, 6), Number(Unsigned, S390Number.Scale, 34, 6),
    ];

    // RS, RSY, RX, RXY
    internal static readonly S390Arg[] DefUseAmount = [Def(8), Use(1, 12), new(Amount, 2, 16)];
    internal static readonly S390Arg[] DefMem12 = [Def(8), new(MemX12, 0, 12)];
    internal static readonly S390Arg[] DefMem = [Def(8), new(MemX20, 0, 12)];
    internal static readonly S390Arg[] TiedMem = [Tied(8), new(MemX20, 0, 12)];
    internal static readonly S390Arg[] UseMem = [Use(1, 8), new(MemX20, 0, 12)];
    internal static readonly S390Arg[] FloatDefMem = [Def(8, F), new(MemX20, 0, 12)];
    internal static readonly S390Arg[] FloatUseMem = [Use(1, 8, F), new(MemX20, 0, 12)];
    internal static readonly S390Arg[] RunStore = [Use(1, 8), Use(4, 12), new(MemB20, 0, 16)];
    internal static readonly S390Arg[] SwapMem12 = [Tied(8), Use(4, 12), new(MemB12, 0, 16)];
    internal static readonly S390Arg[] SwapMem = [Tied(8), Use(4, 12), new(MemB20, 0, 16)];
    internal static readonly S390Arg[] FetchMem = [Def(8), Use(1, 12), new(MemB20, 0, 16)];

    // VRX, VRS, VRI, VRR
    internal static readonly S390Arg[] VectorMem = [Def(8, V), new(MemX12, 0, 12)];
    internal static readonly S390Arg[] VectorMemUse = [Use(1, 8, V), new(MemX12, 0, 12)];
    internal static readonly S390Arg[] UseMemLane = [Use(1, 8, V), new(MemX12, 0, 12), Number(Unsigned, S390Number.Imm, 32, 4)];
    internal static readonly S390Arg[] DefIntInt = [Def(8, V), Use(1, 12), Use(2, 16)];
    internal static readonly S390Arg[] TiedIntLane = [Tied(8, V), Use(2, 12), Number(Unsigned, S390Number.Imm, 20, 12)];
    internal static readonly S390Arg[] IntVectorLane = [Def(8), Use(1, 12, V), Number(Unsigned, S390Number.Imm, 20, 12)];
    internal static readonly S390Arg[] VVAmount = [Def(8, V), Use(1, 12, V), new(Amount12, 2, 16)];
    internal static readonly S390Arg[] VUnsigned16 = [Def(8, V), Number(Unsigned, S390Number.Imm, 16, 16)];
    internal static readonly S390Arg[] VSigned16 = [Def(8, V), Number(Signed, S390Number.Imm, 16, 16)];
    internal static readonly S390Arg[] VFirstLast = [Def(8, V), Number(Unsigned, S390Number.Imm, 16, 8), Number(Unsigned, S390Number.Disp, 24, 8)];
    internal static readonly S390Arg[] VVLane = [Def(8, V), Use(1, 12, V), Number(Unsigned, S390Number.Imm, 16, 16)];
    internal static readonly S390Arg[] VV = [Def(8, V), Use(1, 12, V)];
    internal static readonly S390Arg[] VVUses = [Use(1, 8, V), Use(2, 12, V)];
    internal static readonly S390Arg[] VVRound = [Def(8, V), Use(1, 12, V), Number(Unsigned, S390Number.Disp, 29, 3), Number(Unsigned, S390Number.Imm, 24, 4)];
    internal static readonly S390Arg[] VVV = [Def(8, V), Use(1, 12, V), Use(2, 16, V)];
    internal static readonly S390Arg[] VVVMask = [Def(8, V), Use(1, 12, V), Use(2, 16, V), Number(Unsigned, S390Number.Imm, 24, 4)];
    internal static readonly S390Arg[] VVVShift = [Def(8, V), Use(1, 12, V), Use(2, 16, V), Number(Unsigned, S390Number.Imm, 24, 8)];
    internal static readonly S390Arg[] VVVV = [Def(8, V), Use(1, 12, V), Use(2, 16, V), Use(3, 32, V)];

    private static S390Arg Def(byte at, S390View view = R) => new(S390ArgKind.Def, 0, at, view);

    private static S390Arg Use(byte field, byte at, S390View view = R) => new(S390ArgKind.Use, field, at, view);

    private static S390Arg Tied(byte at, S390View view = R) => new(S390ArgKind.Tied, 0, at, view);

    private static S390Arg Number(S390ArgKind kind, S390Number field, byte at, byte width) => new(kind, (byte)field, at, R, width);
}
