// Operand lists that rows share, named by what they hold in the assembler's order.
namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

using static A64ArgKind;
using static A64View;

/// <summary>Operand lists.</summary>
internal static class A64Args
{
    private const byte RdAt = 0;
    private const byte RnAt = 5;
    private const byte RaAt = 10;
    private const byte RmAt = 16;

    internal static readonly A64Arg[] None = [];
    internal static readonly A64Arg[] RdRnRmShift = [Rd(), Rn(), Rm(), new(Shift)];
    internal static readonly A64Arg[] RdRnRmExtended = [Rd(RSp), Rn(RSp), new(Extended, 2, RmAt)];
    internal static readonly A64Arg[] RzRnRmExtended = [Rd(), Rn(RSp), new(Extended, 2, RmAt)];
    internal static readonly A64Arg[] RdRnImm12 = [Rd(RSp), Rn(RSp), new(Imm12)];
    internal static readonly A64Arg[] RzRnImm12 = [Rd(), Rn(RSp), new(Imm12)];
    internal static readonly A64Arg[] RdRnPattern = [Rd(RSp), Rn(), new(BitPattern)];
    internal static readonly A64Arg[] RzRnPattern = [Rd(), Rn(), new(BitPattern)];
    internal static readonly A64Arg[] RdImm16 = [Rd(), new(Imm16Step)];
    internal static readonly A64Arg[] RdTiedImm16 = [new(Tied), new(Imm16Step)];
    internal static readonly A64Arg[] RdRnField = [Rd(), Rn(), new(ImmR), new(ImmS)];
    internal static readonly A64Arg[] RdTiedRnField = [new(Tied), new(Use, 2, RnAt), new(ImmR), new(ImmS)];
    internal static readonly A64Arg[] RdRnRmImm = [Rd(), Rn(), Rm(), new(ImmS)];
    internal static readonly A64Arg[] RdRnRm = [Rd(), Rn(), Rm()];
    internal static readonly A64Arg[] RdRn = [Rd(), Rn()];
    internal static readonly A64Arg[] XdXnXm = [Rd(X), Rn(X), Rm(X)];
    internal static readonly A64Arg[] XdXn = [Rd(X), Rn(X)];
    internal static readonly A64Arg[] WdWn = [Rd(W), Rn(W)];
    internal static readonly A64Arg[] RdRnRmRa = [Rd(), Rn(), Rm(), new(Use, 3, RaAt)];
    internal static readonly A64Arg[] XdWnWmXa = [Rd(X), Rn(W), Rm(W), new(Use, 3, RaAt, X)];
    internal static readonly A64Arg[] RdRnRmCond = [Rd(), Rn(), Rm(), new(Cond)];
    internal static readonly A64Arg[] RnRmFlagsCond = [Rn(), Rm(), new(Flags), new(Cond)];
    internal static readonly A64Arg[] RnImmFlagsCond = [Rn(), new(Imm5), new(Flags), new(Cond)];

    internal static readonly A64Arg[] Branch = [new(Label26)];
    internal static readonly A64Arg[] ConditionalBranch = [new(CondLabel19)];
    internal static readonly A64Arg[] RtLabel = [new(Use, 1, RdAt), new(Label19)];
    internal static readonly A64Arg[] RtBitLabel = [new(Use, 1, RdAt), new(Bit), new(Label14)];
    internal static readonly A64Arg[] BranchRegister = [Rn(X)];
    internal static readonly A64Arg[] XdLabel = [Rd(X), new(Label21)];
    internal static readonly A64Arg[] Code16 = [new(Imm16)];
    internal static readonly A64Arg[] Code16Low = [new(Imm16Low)];

    internal static readonly A64Arg[] RsRtBase = [new(Use, 1, RmAt), Rd(), new(MemBase)];
    internal static readonly A64Arg[] RtBase = [Rd(), new(MemBase)];
    internal static readonly A64Arg[] RtStoreBase = [new(Use, 1, RdAt), new(MemBase)];
    internal static readonly A64Arg[] StatusRtBase = [new(EarlyDef, 0, RmAt, W), new(Use, 1, RdAt), new(MemBase)];
    internal static readonly A64Arg[] TiedRtBase = [new(Tied, 0, RmAt), new(Use, 4, RdAt), new(MemBase)];

    internal static readonly A64Arg[] FdFnFm = [Rd(F), Rn(F), Rm(F)];
    internal static readonly A64Arg[] FdFnFmFa = [Rd(F), Rn(F), Rm(F), new(Use, 3, RaAt, F)];
    internal static readonly A64Arg[] FdFn = [Rd(F), Rn(F)];
    internal static readonly A64Arg[] DdSn = [Rd(D), Rn(S)];
    internal static readonly A64Arg[] SdDn = [Rd(S), Rn(D)];
    internal static readonly A64Arg[] FnFm = [Rn(F), Rm(F)];
    internal static readonly A64Arg[] FnZero = [Rn(F), new(FloatZero)];
    internal static readonly A64Arg[] FdFnFmCond = [Rd(F), Rn(F), Rm(F), new(Cond)];
    internal static readonly A64Arg[] FdImm8 = [Rd(F), new(FloatImm8)];
    internal static readonly A64Arg[] FdRn = [Rd(FScale), Rn()];
    internal static readonly A64Arg[] RdFn = [Rd(), Rn(FScale)];
    internal static readonly A64Arg[] SdWn = [Rd(S), Rn(W)];
    internal static readonly A64Arg[] DdXn = [Rd(D), Rn(X)];
    internal static readonly A64Arg[] WdSn = [Rd(W), Rn(S)];
    internal static readonly A64Arg[] XdDn = [Rd(X), Rn(D)];

    internal static readonly A64Arg[] VdVnVm = [Rd(V), Rn(V), Rm(V)];
    internal static readonly A64Arg[] VdTiedVnVm = [new(Tied, 0, RdAt, V), new(Use, 2, RnAt, V), new(Use, 3, RmAt, V)];
    internal static readonly A64Arg[] VdVn = [Rd(V), Rn(V)];
    internal static readonly A64Arg[] VdVnZero = [Rd(V), Rn(V), new(IntZero)];
    internal static readonly A64Arg[] BytesDNM = [Rd(V16B), Rn(V16B), Rm(V16B)];
    internal static readonly A64Arg[] BytesTiedNM = [new(Tied, 0, RdAt, V16B), new(Use, 2, RnAt, V16B), new(Use, 3, RmAt, V16B)];
    internal static readonly A64Arg[] BytesDN = [Rd(V16B), Rn(V16B)];
    internal static readonly A64Arg[] WideVn = [Rd(VWide), Rn(V)];
    internal static readonly A64Arg[] NarrowVn = [Rd(V), Rn(VWide)];
    internal static readonly A64Arg[] NarrowTiedVn = [new(Tied, 0, RdAt, V), new(Use, 2, RnAt, VWide)];
    internal static readonly A64Arg[] WideVnVm = [Rd(VWide), Rn(V), Rm(V)];
    internal static readonly A64Arg[] WideTiedVnVm = [new(Tied, 0, RdAt, VWide), new(Use, 2, RnAt, V), new(Use, 3, RmAt, V)];
    internal static readonly A64Arg[] LaneVn = [Rd(Lane), Rn(V)];
    internal static readonly A64Arg[] DoubleVn = [Rd(D), Rn(V2D)];
    internal static readonly A64Arg[] DoublesSingles = [Rd(V2D), Rn(V2S)];
    internal static readonly A64Arg[] SinglesDoubles = [Rd(V2S), Rn(V2D)];
    internal static readonly A64Arg[] VdVnShl = [Rd(V), Rn(V), new(LaneShl)];
    internal static readonly A64Arg[] VdVnShr = [Rd(V), Rn(V), new(LaneShr)];
    internal static readonly A64Arg[] WideVnShl = [Rd(VWide), Rn(V), new(LaneShl)];
    internal static readonly A64Arg[] VdElement = [Rd(V), Rn(Element)];
    internal static readonly A64Arg[] LaneElement = [Rd(Lane), Rn(Element)];
    internal static readonly A64Arg[] VdRn = [Rd(V), Rn(RLane)];
    internal static readonly A64Arg[] WdElement = [Rd(W), Rn(Element)];
    internal static readonly A64Arg[] XdElement = [Rd(X), Rn(Element)];
    internal static readonly A64Arg[] ElementTiedRn = [new(Tied, 0, RdAt, Element), new(Use, 2, RnAt, RLane)];
    internal static readonly A64Arg[] ElementTiedElement = [new(Tied, 0, RdAt, Element), new(Use, 2, RnAt, Element2)];
    internal static readonly A64Arg[] TableDNM = [Rd(V16B), Rn(Table), Rm(V16B)];
    internal static readonly A64Arg[] TableTiedNM = [new(Tied, 0, RdAt, V16B), new(Use, 2, RnAt, Table), new(Use, 3, RmAt, V16B)];
    internal static readonly A64Arg[] VtBase = [Rd(VList), new(MemBase)];
    internal static readonly A64Arg[] BytesDNMIndex = [Rd(V16B), Rn(V16B), Rm(V16B), new(Index4)];
    internal static readonly A64Arg[] BytesImm8 = [Rd(V16B), new(Imm8)];
    internal static readonly A64Arg[] DoublesMask = [Rd(V2D), new(ByteMask)];
    internal static readonly A64Arg[] DotTiedNM = [new(Tied, 0, RdAt, V4S), new(Use, 2, RnAt, V16B), new(Use, 3, RmAt, V16B)];

    internal static A64Arg Rd(A64View view = R) => new(Def, 0, RdAt, view);

    internal static A64Arg Rn(A64View view = R) => new(Use, 1, RnAt, view);

    internal static A64Arg Rm(A64View view = R) => new(Use, 2, RmAt, view);
}
