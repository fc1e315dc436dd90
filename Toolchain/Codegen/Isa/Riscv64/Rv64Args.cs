// Operand lists that rows share, named by what they hold in the assembler's order.
namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

using static Rv64ArgKind;

/// <summary>Operand lists.</summary>
internal static class Rv64Args
{
    private const byte RdAt = 7;
    private const byte Rs1At = 15;
    private const byte Rs2At = 20;
    private const byte Rs3At = 27;

    internal static readonly Rv64Arg[] None = [];
    internal static readonly Rv64Arg[] RdRs1Rs2 = [Rd(), Rs1(), Rs2()];
    internal static readonly Rv64Arg[] RdRs1 = [Rd(), Rs1()];
    internal static readonly Rv64Arg[] RdRs1Imm12 = [Rd(), Rs1(), new(Imm12)];
    internal static readonly Rv64Arg[] RdRs1Shift6 = [Rd(), Rs1(), new(Shift6)];
    internal static readonly Rv64Arg[] RdRs1Shift5 = [Rd(), Rs1(), new(Shift5)];
    internal static readonly Rv64Arg[] RdUpper = [Rd(), new(Upper20)];
    internal static readonly Rv64Arg[] RdLabel = [Rd(), new(Label21)];
    internal static readonly Rv64Arg[] RdJump = [Rd(), new(MemJump)];
    internal static readonly Rv64Arg[] Rs1Rs2Label = [Rs1(), Rs2(), new(Label13)];
    internal static readonly Rv64Arg[] Ordering = [new(FenceSets)];

    internal static readonly Rv64Arg[] RdLoad = [Rd(), new(MemLoad)];
    internal static readonly Rv64Arg[] Rs2Store = [new(Use, 1, Rs2At), new(MemStore)];
    internal static readonly Rv64Arg[] FdLoad = [Rd(true), new(MemLoad)];
    internal static readonly Rv64Arg[] Fs2Store = [new(Use, 1, Rs2At, Rv64File.Float), new(MemStore)];
    internal static readonly Rv64Arg[] RdBase = [Rd(), new(MemBase)];
    internal static readonly Rv64Arg[] RdRs2Base = [Rd(), new(Use, 1, Rs2At), new(MemBase)];

    internal static readonly Rv64Arg[] FdFs1Fs2 = [Rd(true), Rs1(true), Rs2(true)];
    internal static readonly Rv64Arg[] FdFs1Fs2Rm = [Rd(true), Rs1(true), Rs2(true), new(Rounding)];
    internal static readonly Rv64Arg[] FdFs1Fs2Fs3Rm = [Rd(true), Rs1(true), Rs2(true), new(Use, 3, Rs3At, Rv64File.Float), new(Rounding)];
    internal static readonly Rv64Arg[] FdFs1Rm = [Rd(true), Rs1(true), new(Rounding)];
    internal static readonly Rv64Arg[] RdFs1Fs2 = [Rd(), Rs1(true), Rs2(true)];
    internal static readonly Rv64Arg[] RdFs1 = [Rd(), Rs1(true)];
    internal static readonly Rv64Arg[] RdFs1Rm = [Rd(), Rs1(true), new(Rounding)];
    internal static readonly Rv64Arg[] FdRs1 = [Rd(true), Rs1()];
    internal static readonly Rv64Arg[] FdRs1Rm = [Rd(true), Rs1(), new(Rounding)];

    // Vectors: the first source stands where the second one of other instructions stands.
    internal static readonly Rv64Arg[] LengthAndType = [Rd(), new(Small5), new(VectorType)];
    internal static readonly Rv64Arg[] RdControl = [Rd(), new(Control), new(Small5)];
    internal static readonly Rv64Arg[] VdBase = [Vd(), new(MemBase)];
    internal static readonly Rv64Arg[] VsBase = [new(Use, 1, RdAt, Rv64File.Vector), new(MemBase)];
    internal static readonly Rv64Arg[] VdVa = [Vd(), Va()];
    internal static readonly Rv64Arg[] VdVaLate = [Vd(), Va(isLate: true)];
    internal static readonly Rv64Arg[] VdVaVb = [Vd(), Va(), Sb(Rv64File.Vector)];
    internal static readonly Rv64Arg[] VdVaVbLate = [Vd(), Va(isLate: true), Sb(Rv64File.Vector, isLate: true)];
    internal static readonly Rv64Arg[] VdVbVa = [Vd(), Sb(Rv64File.Vector), Va()];
    internal static readonly Rv64Arg[] VdVaXb = [Vd(), Va(), Sb(Rv64File.Int)];
    internal static readonly Rv64Arg[] VdVaXbLate = [Vd(), Va(isLate: true), Sb(Rv64File.Int)];
    internal static readonly Rv64Arg[] VdVaImm = [Vd(), Va(), new(Imm5)];
    internal static readonly Rv64Arg[] VdVaUimm = [Vd(), Va(), new(Uimm5)];
    internal static readonly Rv64Arg[] VdVaUimmLate = [Vd(), Va(isLate: true), new(Uimm5)];
    internal static readonly Rv64Arg[] VdVaVbMask = [Vd(), Va(), Sb(Rv64File.Vector), new(Mask)];
    internal static readonly Rv64Arg[] VdVaXbMask = [Vd(), Va(), Sb(Rv64File.Int), new(Mask)];
    internal static readonly Rv64Arg[] VdVaFbMask = [Vd(), Va(), Sb(Rv64File.Float), new(Mask)];
    internal static readonly Rv64Arg[] VdVaImmMask = [Vd(), Va(), new(Imm5), new(Mask)];
    internal static readonly Rv64Arg[] VdXb = [Vd(), Sb(Rv64File.Int)];
    internal static readonly Rv64Arg[] VdFb = [Vd(), Sb(Rv64File.Float)];
    internal static readonly Rv64Arg[] VdImm = [Vd(), new(Imm5)];
    internal static readonly Rv64Arg[] RdVa = [Rd(), Va()];
    internal static readonly Rv64Arg[] FdVa = [Rd(true), Va()];

    private static Rv64Arg Rd(bool isFloat = false) => new(Def, 0, RdAt, FileOf(isFloat));

    private static Rv64Arg Rs1(bool isFloat = false) => new(Use, 1, Rs1At, FileOf(isFloat));

    private static Rv64Arg Rs2(bool isFloat = false) => new(Use, 2, Rs2At, FileOf(isFloat));

    private static Rv64Arg Vd() => new(Def, 0, RdAt, Rv64File.Vector);

    private static Rv64Arg Va(bool isLate = false) => new(Use, 1, Rs2At, Rv64File.Vector, isLate);

    private static Rv64Arg Sb(Rv64File file, bool isLate = false) => new(Use, 2, Rs1At, file, isLate);

    private static Rv64File FileOf(bool isFloat) => isFloat ? Rv64File.Float : Rv64File.Int;
}
