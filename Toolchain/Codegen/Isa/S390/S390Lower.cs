// From scheduled IR to s390x instructions. One method per operation, in the file of its family; this file holds the dispatch and the short
// constructors. Instructions over 32 bits leave the upper half of their register alone, so few operations promise that it is clear.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Lowers functions for s390x with a choice of CPU features. One per compiling thread.</summary>
internal sealed partial class S390Lower(S390Features features, CodeBuffer buffer) : TargetLowering(S390Abi.Registers, S390Isa.AllClobbers)
{
    private const int DeepestLook = 4; // operands of operands, so that shared ones are not looked at again and again

    private bool ReversesVectors => (features & S390Features.VectorEnhancements2) != 0;

    private bool HasMiscellaneous3 => (features & S390Features.Miscellaneous3) != 0;

    protected override Reg Materialize(NodeView node)
    {
        switch (node.Op)
        {
            case Opcode.Iconst or Opcode.F32const or Opcode.F64const or Opcode.V128const:
                Reg constant = NewReg(node.Type);
                LowerConstant(node, constant);
                return constant;
            case Opcode.Vmctx:
                Reg copy = NewReg(RegClass.Int);
                Emit(S390Inst.Move(copy, S390Abi.Vmctx));
                return copy;
            case Opcode.StackAddr:
                return EmitSlotAddress(SlotOffset(node));
            case Opcode.FuncAddr:
                Reg address = NewReg(RegClass.Int);
                Emit(new MachInst { Op = (ushort)S390Pseudo.SymbolAddress, R0 = address, Target = (int)node.Symbol });
                return address;
            default:
                return Reg.None;
        }
    }

    protected override void LowerConstant(NodeView node, Reg register)
    {
        switch (node.Op)
        {
            case Opcode.Iconst:
                Emit(new MachInst { Op = (ushort)S390Pseudo.Constant, R0 = register, Size = (byte)node.Type.Size, Imm = node.Imm });
                break;
            case Opcode.V128const:
                LoadVector(register, Ir.Vectors[(int)node.Imm]);
                break;
            default:
                Emit(new MachInst { Op = (ushort)S390Pseudo.FloatConstant, R0 = register, Size = (byte)node.Type.Size, Imm = node.Imm });
                break;
        }
    }

    private static bool AlwaysClearsUpperHalf(Opcode op) => op is Opcode.Iconst or Opcode.Icmp or Opcode.Fcmp or Opcode.VanyTrue or Opcode.VallTrue
        or Opcode.Clz or Opcode.Ctz or Opcode.Popcnt or Opcode.Bitcast or Opcode.VextractU or Opcode.Vbitmask;

    protected override bool ClearsUpperHalf(NodeView node) => ClearsUpperHalf(node, DeepestLook);

    // Runs of bits come with zeros, short loads too; logic works on 64 bits always. Each method that lowers these has to agree.
    private bool ClearsUpperHalf(NodeView n, int depth) => n.Op switch
    {
        Opcode.Load or Opcode.LoadInvariant or Opcode.AtomicLoad => n.AccessBytes < 4 && !n.SignExtends,
        Opcode.Ishl or Opcode.Ushr => View(n.B) is { Op: Opcode.Iconst, Imm: var k } && (k & 31) != 0,
        Opcode.Iand when View(n.B) is { Op: Opcode.Iconst, Imm: var k } => TryRun((uint)k, isWide: false, out _, out _) || IsClear(n.A, depth),
        Opcode.Ior or Opcode.Ixor when View(n.B).Op == Opcode.Iconst => IsClear(n.A, depth),
        Opcode.Iand or Opcode.Ior or Opcode.Ixor when HasMiscellaneous3 && (IsInversion(View(n.A)) || IsInversion(View(n.B))) => false,
        Opcode.Iand => IsClear(n.A, depth) || IsClear(n.B, depth),
        Opcode.Ior or Opcode.Ixor => IsClear(n.A, depth) && IsClear(n.B, depth),
        Opcode.Select => IsClear(n.B, depth) && IsClear(n.C, depth),
        _ => AlwaysClearsUpperHalf(n.Op),
    };

    private bool IsClear(Value value, int depth)
    {
        NodeView node = View(value);
        bool isDeep = node.Op is Opcode.Iand or Opcode.Ior or Opcode.Ixor or Opcode.Select && node.Type != IrType.Ref;
        return !isDeep ? HasZeroUpperHalf(value) : depth > 0 && ClearsUpperHalf(node, depth - 1);
    }

    protected override void LowerNode(NodeView node) => _ = node.Op switch
    {
        Opcode.Iadd => Iadd(node),
        Opcode.Isub => Isub(node),
        Opcode.Imul => Imul(node),
        Opcode.Iand or Opcode.Ior or Opcode.Ixor => node.Type == IrType.V128 ? LowerVector(node) : Logic(node),
        Opcode.Ishl or Opcode.Ushr or Opcode.Sshr => Shift(node),
        Opcode.Rotl or Opcode.Rotr => Rotate(node),
        Opcode.Umulhi or Opcode.Smulhi => MultiplyHigh(node),
        Opcode.Clz => Clz(node),
        Opcode.Ctz => CountLanes(S390Vector.Vctz, node),
        Opcode.Popcnt => CountLanes(S390Vector.Vpopct, node),
        Opcode.Bswap => Int1(node.Type.Size == 8 ? S390Int.Lrvgr : S390Int.Lrvr, node),
        Opcode.Icmp or Opcode.Fcmp => SetValue(node),
        Opcode.Select => Select(node),
        Opcode.Uextend => Int1(S390Int.Llgfr, node),
        Opcode.Sextend or Opcode.Sextend32 => Int1(S390Int.Lgfr, node),
        Opcode.Sextend8 => Int1(node.Type.Size == 8 ? S390Int.Lgbr : S390Int.Lbr, node),
        Opcode.Sextend16 => Int1(node.Type.Size == 8 ? S390Int.Lghr : S390Int.Lhr, node),
        Opcode.Bitcast => Bitcast(node),
        Opcode.Fadd => Float2(S390VectorFloat.Add, node),
        Opcode.Fsub => Float2(S390VectorFloat.Sub, node),
        Opcode.Fmul => Float2(S390VectorFloat.Mul, node),
        Opcode.Fdiv => Float2(S390VectorFloat.Div, node),
        Opcode.Fmin => Float2(S390VectorFloat.Min, node, LikeMath),
        Opcode.Fmax => Float2(S390VectorFloat.Max, node, LikeMath),
        Opcode.Fcopysign => Fcopysign(node),
        Opcode.Fsqrt => Float1(S390VectorFloat.Sqrt, node),
        Opcode.Fabs => Float1(S390VectorFloat.Abs, node),
        Opcode.Fneg => Float1(S390VectorFloat.Neg, node),
        Opcode.Fnearest => Round(S390VectorFloat.Round.One(node.Type), node, ToNearest),
        Opcode.Ffloor => Round(S390VectorFloat.Round.One(node.Type), node, Down),
        Opcode.Fceil => Round(S390VectorFloat.Round.One(node.Type), node, Up),
        Opcode.Ftrunc => Round(S390VectorFloat.Round.One(node.Type), node, TowardZero),
        Opcode.Fpromote => Vector1(S390VectorFloat.LengthenOne, node),
        Opcode.Fdemote => Round(S390VectorFloat.ShortenOne, node, ToNearest, inexact: 0),
        Opcode.FcvtFromSint => FloatFromInt(node, signed: true),
        Opcode.FcvtFromUint => FloatFromInt(node, signed: false),
        Opcode.FcvtToSint => FloatToInt(node, signed: true),
        Opcode.FcvtToUint => FloatToInt(node, signed: false),
        Opcode.FcvtToSintSat => FloatToIntSaturating(node, signed: true),
        Opcode.FcvtToUintSat => FloatToIntSaturating(node, signed: false),
        Opcode.VanyTrue or Opcode.VallTrue => SetValue(node),
        Opcode.Vsplat or Opcode.VextractS or Opcode.VextractU or Opcode.Vinsert or Opcode.Vshuffle or Opcode.Vswizzle
            or Opcode.VswizzleRelaxed or Opcode.Vadd or Opcode.Vsub or Opcode.Vmul or Opcode.Vdiv or Opcode.Vmadd or Opcode.Vnmadd
            or Opcode.VaddSatS or Opcode.VaddSatU or Opcode.VsubSatS or Opcode.VsubSatU or Opcode.VminS or Opcode.VminU or Opcode.VmaxS
            or Opcode.VmaxU or Opcode.Vavgr or Opcode.Vfmin or Opcode.Vfmax or Opcode.Vpmin or Opcode.Vpmax or Opcode.Vabs or Opcode.Vneg
            or Opcode.Vsqrt or Opcode.Vround or Opcode.Vpopcnt or Opcode.Vshl or Opcode.VshrS or Opcode.VshrU or Opcode.Vicmp
            or Opcode.Vfcmp or Opcode.VandNot or Opcode.Vbitselect or Opcode.Vbitmask or Opcode.VnarrowS or Opcode.VnarrowU
            or Opcode.VextendLowS or Opcode.VextendHighS or Opcode.VextendLowU or Opcode.VextendHighU or Opcode.VextmulLowS
            or Opcode.VextmulHighS or Opcode.VextmulLowU or Opcode.VextmulHighU or Opcode.VextaddS or Opcode.VextaddU or Opcode.Vdot
            or Opcode.VdotRelaxed or Opcode.Vq15mulr or Opcode.Vq15mulrRelaxed or Opcode.VconvertS or Opcode.VconvertU or Opcode.VtruncSatS
            or Opcode.VtruncSatU or Opcode.VtruncRelaxedS or Opcode.VtruncRelaxedU or Opcode.Vpromote or Opcode.Vdemote => LowerVector(node),
        Opcode.Udiv => Divide(node, signed: false, remainder: false),
        Opcode.Sdiv => Divide(node, signed: true, remainder: false),
        Opcode.Urem => Divide(node, signed: false, remainder: true),
        Opcode.Srem => Divide(node, signed: true, remainder: true),
        Opcode.Load or Opcode.LoadInvariant => Load(node),
        Opcode.RefAddr => Sum(node),
        Opcode.Store => Store(node),
        Opcode.TrapIf => TrapIf(EmitTest(node.A), node.TrapCode, Location(node.Id)),
        Opcode.TrapIfNot => TrapIf(EmitTest(node.A).Inverted, node.TrapCode, Location(node.Id)),
        Opcode.Call => Call(node, indirect: false),
        Opcode.CallIndirect => Call(node, indirect: true),
        Opcode.AtomicLoad => Load(node),
        Opcode.AtomicStore => AtomicStore(node),
        Opcode.AtomicXchg => AtomicUpdate(node, AtomicOp.Exchange),
        Opcode.AtomicAdd => AtomicUpdate(node, AtomicOp.Add),
        Opcode.AtomicSub => AtomicUpdate(node, AtomicOp.Sub),
        Opcode.AtomicAnd => AtomicUpdate(node, AtomicOp.And),
        Opcode.AtomicOr => AtomicUpdate(node, AtomicOp.Or),
        Opcode.AtomicXor => AtomicUpdate(node, AtomicOp.Xor),
        Opcode.AtomicCas => AtomicCompareExchange(node),
        Opcode.Fence => Fence(),
        Opcode.LandingPad => LandingPad(),

        // Made at each use (Materialize), seen through (UseReg), or ends of blocks: none of them comes here.
        Opcode.Iconst or Opcode.F32const or Opcode.F64const or Opcode.V128const or Opcode.Vmctx or Opcode.FuncAddr or Opcode.StackAddr
            or Opcode.Ireduce or Opcode.Alias or Opcode.BlockParam or Opcode.Result or Opcode.Jump or Opcode.BrIf or Opcode.BrTable
            or Opcode.Return or Opcode.ReturnCall or Opcode.ReturnCallIndirect or Opcode.Trap or Opcode.TryCall or Opcode.TryCallIndirect => Misplaced(node),
    };

    protected override void EmitBranch(Value condition) => Emit(EmitTest(condition).In(SharedPseudo.Branch));

    protected override void EmitJumpTable(Reg index) => Emit(new MachInst
    {
        Op = (ushort)SharedPseudo.JumpTable,
        R0 = NewReg(RegClass.Int),
        R1 = index,
        R4 = NewReg(RegClass.Int),
    });

    protected override Reg EmitSlotAddress(int slot)
    {
        Reg address = NewReg(RegClass.Int);
        Emit(new MachInst { Op = (ushort)S390Pseudo.SlotAddress, R0 = address, Disp = slot });
        return address;
    }

    protected override void EmitClearUpperHalf(Reg to, Reg from) => Emit(S390Inst.Reg2(S390Int.Llgfr, to, from));

    private Reg LoadImmediate(int size, long value)
    {
        Reg register = NewReg(RegClass.Int);
        Emit(new MachInst { Op = (ushort)S390Pseudo.Constant, R0 = register, Size = (byte)size, Imm = value });
        return register;
    }

    /// <summary>Whether an instruction makes a vector out of nothing but its own bits.</summary>
    internal static bool IsVectorPattern(in MachInst inst) => inst.Op == S390Vector.Vgbm.Id || (inst.Op >= S390Vector.Vrepi[3].Id && inst.Op <= S390Vector.Vrepi[0].Id);

    /// <summary>Whether each byte of a vector has all its bits set or none, and which have.</summary>
    internal static bool IsByteMask(UInt128 bits, out int mask)
    {
        mask = 0;
        for (int i = 0; i < 16; i++)
        {
            byte part = (byte)(bits >> (i * 8));
            mask |= part == 0xff ? 1 << i : 0;
            if (part is not (0 or 0xff))
            {
                return false;
            }
        }

        return true;
    }

    private Reg LoadVector(UInt128 bits)
    {
        Reg register = NewReg(IrType.V128);
        LoadVector(register, bits);
        return register;
    }

    private void LoadVector(Reg register, UInt128 bits)
    {
        if (IsByteMask(bits, out int mask))
        {
            Emit(S390Inst.RegImm(S390Vector.Vgbm, register, Reg.None, mask));
            return;
        }

        Span<byte> data = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(data, bits);
        Emit(new MachInst { Op = (ushort)S390Pseudo.VectorConstant, R0 = register, Target = buffer.AddConstant(data).Index });
    }

    private Reg Int1(S390Op op, NodeView n)
    {
        Emit(S390Inst.Reg2(op, DefReg(n.Id), UseReg(n.A)));
        return DefReg(n.Id);
    }

    private Reg Int2(S390Op op, Reg d, Reg a, Reg b)
    {
        Emit(S390Inst.Reg3(op, d, a, b));
        return d;
    }

    private Reg IntImm(S390Op op, Reg d, Reg a, long imm)
    {
        Emit(S390Inst.RegImm(op, d, a, imm));
        return d;
    }
}
