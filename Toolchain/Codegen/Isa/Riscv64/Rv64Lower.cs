// From scheduled IR to riscv64 instructions. One method per operation, in the file of its family; this file holds the dispatch and the short
// constructors.
//
// Integers of 32 bits stand sign-extended in their registers, always: that is what the instructions for words leave, comparisons of 64 bits then
// serve both widths, signed and unsigned, and extending with the sign costs nothing. Extending without it costs something, unless the sign is known
// to be clear; references, which are 32 bits wide too, stand zero-extended.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Lowers functions for riscv64 with a choice of CPU features. One per compiling thread.</summary>
/// <param name="features">What may be used.</param>
/// <param name="buffer">Keeps constants.</param>
internal sealed partial class Rv64Lower(Rv64Features features, CodeBuffer buffer) : TargetLowering(Rv64Abi.Registers, Rv64Isa.AllClobbers)
{
    private bool HasZba => (features & Rv64Features.Zba) != 0;

    private bool HasZbb => (features & Rv64Features.Zbb) != 0;

    private bool HasZbs => (features & Rv64Features.Zbs) != 0;

    protected override bool KeepsSign => true;

    protected override bool ClearsCallResults => false;

    protected override Reg Materialize(NodeView node)
    {
        switch (node.Op)
        {
            case Opcode.Iconst or Opcode.F32const or Opcode.F64const:
                Reg constant = NewReg(node.Type);
                LowerConstant(node, constant);
                return constant;
            case Opcode.V128const:
                return LoadVector(Ir.Vectors[(int)node.Imm]);
            case Opcode.Vmctx:
                Reg copy = NewReg(RegClass.Int);
                Emit(Rv64Inst.Move(copy, Rv64Abi.Vmctx));
                return copy;
            case Opcode.StackAddr:
                return EmitSlotAddress(SlotOffset(node));
            case Opcode.FuncAddr:
                Reg address = NewReg(RegClass.Int);
                Emit(new MachInst { Op = (ushort)Rv64Pseudo.SymbolAddress, R0 = address, Target = (int)node.Symbol });
                return address;
            default:
                return Reg.None;
        }
    }

    protected override void LowerConstant(NodeView node, Reg register)
    {
        Emit(node.Op == Opcode.Iconst
            ? new MachInst { Op = (ushort)Rv64Pseudo.Constant, R0 = register, Imm = node.Type == IrType.Ref ? (uint)node.Imm : node.Imm }
            : new MachInst { Op = (ushort)Rv64Pseudo.FloatConstant, R0 = register, Size = (byte)node.Type.Size, Imm = node.Imm });
    }

    /// <summary>Results that are never negative.</summary>
    protected override bool ClearsUpperHalf(NodeView node) => node.Op switch
    {
        Opcode.Icmp or Opcode.Fcmp or Opcode.Clz or Opcode.Ctz or Opcode.Popcnt => true,
        Opcode.VanyTrue or Opcode.VallTrue or Opcode.Vbitmask => true,
        Opcode.VextractU => node.Lanes is Lanes.I8x16 or Lanes.I16x8,
        Opcode.Iconst => node.Imm >= 0,
        Opcode.Load or Opcode.LoadInvariant => node.AccessBytes < 4 && !node.SignExtends,
        Opcode.Iand => (View(node.A) is { Op: Opcode.Iconst, Imm: >= 0 }) || (View(node.B) is { Op: Opcode.Iconst, Imm: >= 0 }),
        Opcode.Ushr => View(node.B) is { Op: Opcode.Iconst, Imm: var k } && (k & 31) != 0,
        _ => false,
    };

    protected override void LowerNode(NodeView node) => _ = node.Op switch
    {
        Opcode.Iadd => Iadd(node),
        Opcode.Isub => Isub(node),
        Opcode.Imul => Word2(node, Rv64Int.Mulw, Rv64Int.Mul),
        Opcode.Iand or Opcode.Ior or Opcode.Ixor => node.Type == IrType.V128 ? LowerVector(node) : Logic(node),
        Opcode.Ishl or Opcode.Ushr or Opcode.Sshr => Shift(node),
        Opcode.Rotl or Opcode.Rotr => Rotate(node),
        Opcode.Umulhi or Opcode.Smulhi => MultiplyHigh(node),
        Opcode.Clz => Clz(node),
        Opcode.Ctz => Ctz(node),
        Opcode.Popcnt => Popcnt(node),
        Opcode.Bswap => Bswap(node),
        Opcode.Icmp or Opcode.Fcmp => SetValue(node),
        Opcode.Select => Select(node),
        Opcode.Uextend => ZeroExtend(DefReg(node.Id), node.A),
        Opcode.Sextend or Opcode.Sextend32 or Opcode.Ireduce => RegImm(Rv64Int.Addiw, DefReg(node.Id), UseReg(node.A), 0),
        Opcode.Sextend8 => SignExtend(DefReg(node.Id), UseReg(node.A), 8),
        Opcode.Sextend16 => SignExtend(DefReg(node.Id), UseReg(node.A), 16),
        Opcode.Bitcast => Bitcast(node),
        Opcode.Fadd => Float2(node, Rv64Float.FaddS, Rv64Float.FaddD),
        Opcode.Fsub => Float2(node, Rv64Float.FsubS, Rv64Float.FsubD),
        Opcode.Fmul => Float2(node, Rv64Float.FmulS, Rv64Float.FmulD),
        Opcode.Fdiv => Float2(node, Rv64Float.FdivS, Rv64Float.FdivD),
        Opcode.Fmin => MinOrMax(node, Rv64Pseudo.FloatMin),
        Opcode.Fmax => MinOrMax(node, Rv64Pseudo.FloatMax),
        Opcode.Fcopysign => Sign(node, node.B, Rv64Float.FsgnjS, Rv64Float.FsgnjD),
        Opcode.Fsqrt => Fsqrt(node),
        Opcode.Fabs => Sign(node, node.A, Rv64Float.FsgnjxS, Rv64Float.FsgnjxD),
        Opcode.Fneg => Sign(node, node.A, Rv64Float.FsgnjnS, Rv64Float.FsgnjnD),
        Opcode.Fnearest => Round(node, Rv64Rounding.NearestEven),
        Opcode.Ffloor => Round(node, Rv64Rounding.Down),
        Opcode.Fceil => Round(node, Rv64Rounding.Up),
        Opcode.Ftrunc => Round(node, Rv64Rounding.Zero),
        Opcode.Fpromote => Convert(node, Rv64Float.FcvtDS, Rv64Rounding.NearestEven),
        Opcode.Fdemote => Convert(node, Rv64Float.FcvtSD, Rv64Rounding.Dynamic),
        Opcode.FcvtFromSint => FloatFromInt(node, signed: true),
        Opcode.FcvtFromUint => FloatFromInt(node, signed: false),
        Opcode.FcvtToSint => FloatToInt(node, Rv64Pseudo.FloatToInt, signed: true),
        Opcode.FcvtToUint => FloatToInt(node, Rv64Pseudo.FloatToInt, signed: false),
        Opcode.FcvtToSintSat => FloatToInt(node, Rv64Pseudo.FloatToIntSaturating, signed: true),
        Opcode.FcvtToUintSat => FloatToInt(node, Rv64Pseudo.FloatToIntSaturating, signed: false),
        Opcode.Udiv => Divide(node, Rv64Int.Divuw, Rv64Int.Divu),
        Opcode.Sdiv => Divide(node, Rv64Int.Divw, Rv64Int.Div),
        Opcode.Urem => Divide(node, Rv64Int.Remuw, Rv64Int.Remu),
        Opcode.Srem => Divide(node, Rv64Int.Remw, Rv64Int.Rem),
        Opcode.Load or Opcode.LoadInvariant => Load(node),
        Opcode.RefAddr => Int3(Rv64Int.Add, DefReg(node.Id), AddressReg(node.A), UseReg(node.B)),
        Opcode.Store => Store(node),
        Opcode.TrapIf => TrapIf(EmitTest(node.A), node.TrapCode, Location(node.Id)),
        Opcode.TrapIfNot => TrapIf(EmitTest(node.A).Inverted, node.TrapCode, Location(node.Id)),
        Opcode.Call => Call(node, indirect: false),
        Opcode.CallIndirect => Call(node, indirect: true),
        Opcode.AtomicLoad => AtomicLoad(node),
        Opcode.AtomicStore => AtomicStore(node),
        Opcode.AtomicXchg => AtomicUpdate(node, AtomicOp.Exchange),
        Opcode.AtomicAdd => AtomicUpdate(node, AtomicOp.Add),
        Opcode.AtomicSub => AtomicUpdate(node, AtomicOp.Sub),
        Opcode.AtomicAnd => AtomicUpdate(node, AtomicOp.And),
        Opcode.AtomicOr => AtomicUpdate(node, AtomicOp.Or),
        Opcode.AtomicXor => AtomicUpdate(node, AtomicOp.Xor),
        Opcode.AtomicCas => AtomicCompareExchange(node),
        Opcode.Fence => Fence(FullFence),
        Opcode.LandingPad => LandingPad(),

        // Without the extension, vectors have been taken apart before.
        Opcode.VanyTrue or Opcode.VallTrue
            or Opcode.Vsplat or Opcode.VextractS or Opcode.VextractU or Opcode.Vinsert or Opcode.Vshuffle or Opcode.Vswizzle
            or Opcode.VswizzleRelaxed or Opcode.Vadd or Opcode.Vsub or Opcode.Vmul or Opcode.Vdiv or Opcode.Vmadd or Opcode.Vnmadd
            or Opcode.VaddSatS or Opcode.VaddSatU or Opcode.VsubSatS or Opcode.VsubSatU or Opcode.VminS or Opcode.VminU or Opcode.VmaxS
            or Opcode.VmaxU or Opcode.Vavgr or Opcode.Vfmin or Opcode.Vfmax or Opcode.Vpmin or Opcode.Vpmax or Opcode.Vabs or Opcode.Vneg
            or Opcode.Vsqrt or Opcode.Vround or Opcode.Vpopcnt or Opcode.Vshl or Opcode.VshrS or Opcode.VshrU or Opcode.Vicmp
            or Opcode.Vfcmp or Opcode.VandNot or Opcode.Vbitselect or Opcode.Vbitmask or Opcode.VnarrowS or Opcode.VnarrowU
            or Opcode.VextendLowS or Opcode.VextendHighS or Opcode.VextendLowU or Opcode.VextendHighU or Opcode.VextmulLowS
            or Opcode.VextmulHighS or Opcode.VextmulLowU or Opcode.VextmulHighU or Opcode.VextaddS or Opcode.VextaddU or Opcode.Vdot
            or Opcode.VdotRelaxed or Opcode.Vq15mulr or Opcode.Vq15mulrRelaxed or Opcode.VconvertS or Opcode.VconvertU or Opcode.VtruncSatS
            or Opcode.VtruncSatU or Opcode.VtruncRelaxedS or Opcode.VtruncRelaxedU or Opcode.Vpromote or Opcode.Vdemote => LowerVector(node),

        // Made at each use (Materialize), seen through (UseReg), or ends of blocks: none of them comes here.
        Opcode.Iconst or Opcode.F32const or Opcode.F64const or Opcode.V128const or Opcode.Vmctx or Opcode.FuncAddr or Opcode.StackAddr
            or Opcode.Alias or Opcode.BlockParam or Opcode.Result or Opcode.Jump or Opcode.BrIf or Opcode.BrTable
            or Opcode.Return or Opcode.ReturnCall or Opcode.ReturnCallIndirect or Opcode.Trap or Opcode.TryCall or Opcode.TryCallIndirect => Misplaced(node),
    };

    protected override void EmitBranch(Value condition) => Emit(EmitTest(condition).In(SharedPseudo.Branch));

    protected override void EmitLoad(IrType type, Reg to, Reg @base, int offset) => Emit(LoadInst(type, to, @base, offset));

    protected override void EmitStore(IrType type, Reg @base, int offset, Reg from) => Emit(StoreInst(type, from, @base, offset));

    protected override void EmitLoadSlot(IrType type, Reg to, int slot, int offset) =>
        Emit(LoadInst(type, to, Reg.None, slot + offset) with { Mem = MemKind.FrameSlot });

    protected override Reg EmitSlotAddress(int slot)
    {
        Reg address = NewReg(RegClass.Int);
        Emit(new MachInst { Op = (ushort)Rv64Pseudo.SlotAddress, R0 = address, Disp = slot });
        return address;
    }

    protected override void EmitClearUpperHalf(Reg to, Reg from) =>
        throw new InvalidOperationException("upper halves are not cleared on riscv64");

    private static byte VectorTypeOf(IrType type) => (byte)(type == IrType.V128 ? Rv64VectorType.E8 : Rv64VectorType.None);

    private static MachInst LoadInst(IrType type, Reg to, Reg @base, int offset) =>
        Rv64Inst.Load(LoadRow(type), to, @base, offset) with { Size = VectorTypeOf(type) };

    private static MachInst StoreInst(IrType type, Reg from, Reg @base, int offset) =>
        Rv64Inst.Store(StoreRow(type), from, @base, offset) with { Size = VectorTypeOf(type) };

    internal static Rv64Op LoadRow(IrType type) => type switch
    {
        IrType.I32 => Rv64Memory.Lw,
        IrType.Ref => Rv64Memory.Lwu,
        IrType.F32 => Rv64Memory.Flw,
        IrType.F64 => Rv64Memory.Fld,
        IrType.V128 => Rv64Vector.Vle8V,
        IrType.I64 or IrType.None => Rv64Memory.Ld,
    };

    internal static Rv64Op StoreRow(IrType type) => type switch
    {
        IrType.I32 or IrType.Ref => Rv64Memory.Sw,
        IrType.F32 => Rv64Memory.Fsw,
        IrType.F64 => Rv64Memory.Fsd,
        IrType.V128 => Rv64Vector.Vse8V,
        IrType.I64 or IrType.None => Rv64Memory.Sd,
    };

    /// <summary>The register of a value, where the zero register serves for 0.</summary>
    private Reg UseOrZero(Value value) => View(value) is { Op: Opcode.Iconst, Imm: 0 } ? Rv64Regs.Zero : UseReg(value);

    /// <summary>The value whose low 32 bits an instruction for words reads: without what only changes the upper ones.</summary>
    private Reg UseWord(Value value) => UseOrZero(StoredBits(value, 4));

    private Reg LoadImmediate(long value)
    {
        Reg register = NewReg(RegClass.Int);
        Emit(new MachInst { Op = (ushort)Rv64Pseudo.Constant, R0 = register, Imm = value });
        return register;
    }

    private Reg Int3(Rv64Op op, Reg d, Reg a, Reg b)
    {
        Emit(Rv64Inst.Reg3(op, d, a, b));
        return d;
    }

    private Reg Int3(Rv64Op op, Reg a, Reg b) => Int3(op, NewReg(RegClass.Int), a, b);

    private Reg Int2(Rv64Op op, Reg d, Reg a)
    {
        Emit(Rv64Inst.Reg2(op, d, a));
        return d;
    }

    private Reg RegImm(Rv64Op op, Reg d, Reg a, long imm)
    {
        Emit(Rv64Inst.RegImm(op, d, a, imm));
        return d;
    }

    private Reg RegImm(Rv64Op op, Reg a, long imm) => RegImm(op, NewReg(RegClass.Int), a, imm);
}
