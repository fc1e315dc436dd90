// From scheduled IR to x86_64 instructions. One method per operation, in the file of its family; this file holds the dispatch.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Lowers functions for x86_64 with a choice of CPU features. One per compiling thread.</summary>
internal sealed partial class X64Lower(X64Features features, CodeBuffer buffer) : TargetLowering(X64Abi.Registers, X64Isa.AllClobbers)
{
    private bool HasAvx => (features & X64Features.Avx) != 0;

    private bool HasBmi1 => (features & X64Features.Bmi1) != 0;

    private bool HasBmi2 => (features & X64Features.Bmi2) != 0;

    private bool HasLzcnt => (features & X64Features.Lzcnt) != 0;

    private bool HasPopcnt => (features & X64Features.Popcnt) != 0;

    protected override Reg Materialize(NodeView node)
    {
        switch (node.Op)
        {
            case Opcode.Iconst:
                return LoadImmediate(node.Type.Size, node.Imm);
            case Opcode.F32const or Opcode.F64const:
                return LoadFloatConstant(node.Type, (ulong)node.Imm);
            case Opcode.V128const:
                return LoadVectorConstant(Ir.Vectors[(int)node.Imm]);
            case Opcode.Vmctx:
                return MoveReg(IrType.I64, NewReg(RegClass.Int), X64Abi.Vmctx);
            case Opcode.StackAddr:
                return EmitSlotAddress(SlotOffset(node));
            case Opcode.FuncAddr:
                {
                    // lea r, [rip + symbol]
                    Reg dst = NewReg(RegClass.Int);
                    Emit(X64Inst.Lea(8, dst, X64Rm.AtSymbol(node.Symbol)));
                    return dst;
                }

            default:
                return Reg.None;
        }
    }

    /// <summary>32-bit instructions clear the upper half; what comes from elsewhere (callers, callees, truncations) may not have.</summary>
    protected override bool ClearsUpperHalf(NodeView node) =>
        !ComesFromElsewhere(node.Op) && node.Op is not (Opcode.Ireduce or Opcode.AtomicCas);

    protected override void LowerNode(NodeView node) => _ = node.Op switch
    {
        Opcode.Iadd => Iadd(node),
        Opcode.Isub => Isub(node),
        Opcode.Imul => Imul(node),
        Opcode.Iand => node.Type == IrType.V128 ? LowerVector(node) : Iand(node),
        Opcode.Ior => node.Type == IrType.V128 ? LowerVector(node) : Ior(node),
        Opcode.Ixor => node.Type == IrType.V128 ? LowerVector(node) : Ixor(node),
        Opcode.Ishl => Shift(X64Shift.Shl, node),
        Opcode.Ushr => Shift(X64Shift.Shr, node),
        Opcode.Sshr => Shift(X64Shift.Sar, node),
        Opcode.Rotl => Rotate(X64Shift.Rol, node),
        Opcode.Rotr => Rotate(X64Shift.Ror, node),
        Opcode.Umulhi => EmitMultiplyHigh(false, node.Type.Size, DefReg(node.Id), UseReg(node.A), UseReg(node.B)),
        Opcode.Smulhi => EmitMultiplyHigh(true, node.Type.Size, DefReg(node.Id), UseReg(node.A), UseReg(node.B)),
        Opcode.Clz => Clz(node),
        Opcode.Ctz => Ctz(node),
        Opcode.Popcnt => Popcnt(node),
        Opcode.Bswap => Unary(X64Unary.Bswap, node, node.A),
        Opcode.Icmp or Opcode.Fcmp => SetValue(node),
        Opcode.Select => Select(node),
        Opcode.Uextend => Extend(X64Extend.Zero32, node, node.A),
        Opcode.Sextend or Opcode.Sextend32 => Extend(X64Extend.Sign32, node, node.A),
        Opcode.Sextend8 => Extend(X64Extend.Sign8, node, node.A),
        Opcode.Sextend16 => Extend(X64Extend.Sign16, node, node.A),
        Opcode.Bitcast => Bitcast(node),
        Opcode.Fadd => FloatBinary(X64FloatOp.Add, node, commutes: true),
        Opcode.Fsub => FloatBinary(X64FloatOp.Sub, node, commutes: false),
        Opcode.Fmul => FloatBinary(X64FloatOp.Mul, node, commutes: true),
        Opcode.Fdiv => FloatBinary(X64FloatOp.Div, node, commutes: false),
        Opcode.Fmin => FloatPseudo(X64Pseudo.FloatMin, node.Type, DefReg(node.Id), UseReg(node.A), UseReg(node.B)),
        Opcode.Fmax => FloatPseudo(X64Pseudo.FloatMax, node.Type, DefReg(node.Id), UseReg(node.A), UseReg(node.B)),
        Opcode.Fcopysign => Fcopysign(node),
        Opcode.Fsqrt => Float1(X64FloatOp.Sqrt, node.Type, DefReg(node.Id), FloatOperand(node.A)),
        Opcode.Fabs => FloatLogic(X64FloatLogic.And, DefReg(node.Id), UseReg(node.A), MagnitudeMask(node.Type)),
        Opcode.Fneg => FloatLogic(X64FloatLogic.Xor, DefReg(node.Id), UseReg(node.A), SignMask(node.Type)),
        Opcode.Fnearest => Round(node, 0),
        Opcode.Ffloor => Round(node, 1),
        Opcode.Fceil => Round(node, 2),
        Opcode.Ftrunc => Round(node, 3),
        Opcode.Fpromote => ConvertFloat(IrType.F32, DefReg(node.Id), UseReg(node.A)),
        Opcode.Fdemote => ConvertFloat(IrType.F64, DefReg(node.Id), UseReg(node.A)),
        Opcode.FcvtFromSint => FcvtFromSint(node),
        Opcode.FcvtFromUint => FcvtFromUint(node),
        Opcode.FcvtToSint => FcvtToInt(node, signed: true, saturating: false),
        Opcode.FcvtToUint => FcvtToInt(node, signed: false, saturating: false),
        Opcode.FcvtToSintSat => FcvtToInt(node, signed: true, saturating: true),
        Opcode.FcvtToUintSat => FcvtToInt(node, signed: false, saturating: true),
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
        Opcode.RefAddr => RefAddr(node),
        Opcode.Store => Store(node),
        Opcode.TrapIf => TrapIf(node, whenTrue: true),
        Opcode.TrapIfNot => TrapIf(node, whenTrue: false),
        Opcode.Call => Call(node, indirect: false),
        Opcode.CallIndirect => Call(node, indirect: true),
        Opcode.AtomicLoad => Load(node),
        Opcode.AtomicStore or Opcode.AtomicXchg => AtomicExchange(node),
        Opcode.AtomicAdd => AtomicAdd(node, negate: false),
        Opcode.AtomicSub => AtomicAdd(node, negate: true),
        Opcode.AtomicAnd => AtomicLogic(X64Alu.And, node),
        Opcode.AtomicOr => AtomicLogic(X64Alu.Or, node),
        Opcode.AtomicXor => AtomicLogic(X64Alu.Xor, node),
        Opcode.AtomicCas => AtomicCompareExchange(node),
        Opcode.Fence => Fence(),
        Opcode.LandingPad => LandingPad(),

        // Made at each use (Materialize), seen through (UseReg), or ends of blocks: none of them comes here.
        Opcode.Iconst or Opcode.F32const or Opcode.F64const or Opcode.V128const or Opcode.Vmctx or Opcode.FuncAddr or Opcode.StackAddr
            or Opcode.Ireduce or Opcode.Alias or Opcode.BlockParam or Opcode.Result or Opcode.Jump or Opcode.BrIf or Opcode.BrTable
            or Opcode.Return or Opcode.ReturnCall or Opcode.ReturnCallIndirect or Opcode.Trap or Opcode.TryCall or Opcode.TryCallIndirect => Misplaced(node),
    };

    protected override void EmitBranch(Value condition)
    {
        X64Test test = EmitTest(condition);
        Emit(new MachInst { Op = (ushort)SharedPseudo.Branch, Cond = (byte)test.Cond, Imm = (long)test.Kind });
    }

    protected override void EmitJumpTable(Reg index) =>
        Emit(new MachInst { Op = (ushort)SharedPseudo.JumpTable, R0 = NewReg(RegClass.Int), R1 = index, R4 = NewReg(RegClass.Int) });


    private int Constant(int bytes, ulong bits)
    {
        Span<byte> data = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(data, bits);
        return buffer.AddConstant(data[..bytes]).Index;
    }

    private int Constant16(UInt128 bits)
    {
        Span<byte> data = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(data, bits);
        return buffer.AddConstant(data).Index;
    }
}
