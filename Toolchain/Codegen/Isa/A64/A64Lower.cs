// From scheduled IR to aarch64 instructions. One method per operation, in the file of its family; this file holds the dispatch and the short
// constructors. What an instruction does for nothing (shifted and extended operands, addressing modes, multiply-add) is matched as a tree.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Lowers functions for aarch64 with a choice of CPU features. One per compiling thread.</summary>
internal sealed partial class A64Lower(A64Features features, CodeBuffer buffer) : TargetLowering(A64Abi.Registers, A64Isa.AllClobbers)
{
    private bool HasLse => (features & A64Features.Lse) != 0;

    private bool HasDotProduct => (features & A64Features.DotProduct) != 0;

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
                Emit(A64Inst.Move(copy, A64Abi.Vmctx));
                return copy;
            case Opcode.StackAddr:
                return EmitSlotAddress(SlotOffset(node));
            case Opcode.FuncAddr:
                Reg address = NewReg(RegClass.Int);
                Emit(new MachInst { Op = (ushort)A64Pseudo.SymbolAddress, R0 = address, Target = (int)node.Symbol });
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
                Emit(new MachInst { Op = (ushort)A64Pseudo.Constant, R0 = register, Size = (byte)node.Type.Size, Imm = node.Imm });
                break;
            case Opcode.V128const:
                LoadVector(register, Ir.Vectors[(int)node.Imm]);
                break;
            default:
                Emit(new MachInst { Op = (ushort)A64Pseudo.FloatConstant, R0 = register, Size = (byte)node.Type.Size, Imm = node.Imm });
                break;
        }
    }

    /// <summary>Instructions with w registers clear the upper half; what comes from elsewhere (callers, callees, truncations) may not have.</summary>
    protected override bool ClearsUpperHalf(NodeView node) =>
        !ComesFromElsewhere(node.Op) && node.Op != Opcode.Ireduce;

    protected override void LowerNode(NodeView node) => _ = node.Op switch
    {
        Opcode.Iadd => Iadd(node),
        Opcode.Isub => Isub(node),
        Opcode.Imul => Imul(node),
        Opcode.Iand or Opcode.Ior or Opcode.Ixor => node.Type == IrType.V128 ? LowerVector(node) : Logic(node),
        Opcode.Ishl or Opcode.Ushr or Opcode.Sshr => Shift(node),
        Opcode.Rotl or Opcode.Rotr => Rotate(node),
        Opcode.Umulhi or Opcode.Smulhi => MultiplyHigh(node),
        Opcode.Clz => Int1(A64Int.Clz, node),
        Opcode.Ctz => Ctz(node),
        Opcode.Popcnt => Popcnt(node),
        Opcode.Bswap => Int1(node.Type.Size == 8 ? A64Int.RevX : A64Int.RevW, node),
        Opcode.Icmp or Opcode.Fcmp => SetValue(node),
        Opcode.Select => Select(node),
        Opcode.Uextend => ZeroExtend(DefReg(node.Id), UseReg(node.A)),
        Opcode.Sextend or Opcode.Sextend32 => Bitfield(A64Int.Sbfm, 8, DefReg(node.Id), UseReg(node.A), 0, 31),
        Opcode.Sextend8 => Bitfield(A64Int.Sbfm, node.Type.Size, DefReg(node.Id), UseReg(node.A), 0, 7),
        Opcode.Sextend16 => Bitfield(A64Int.Sbfm, node.Type.Size, DefReg(node.Id), UseReg(node.A), 0, 15),
        Opcode.Bitcast => Bitcast(node),
        Opcode.Fadd => Float2(A64Float.Fadd, node),
        Opcode.Fsub => Float2(A64Float.Fsub, node),
        Opcode.Fmul => Float2(A64Float.Fmul, node),
        Opcode.Fdiv => Float2(A64Float.Fdiv, node),
        Opcode.Fmin => Float2(A64Float.Fmin, node),
        Opcode.Fmax => Float2(A64Float.Fmax, node),
        Opcode.Fcopysign => Fcopysign(node),
        Opcode.Fsqrt => Float1(A64Float.Fsqrt, node),
        Opcode.Fabs => Float1(A64Float.Fabs, node),
        Opcode.Fneg => Float1(A64Float.Fneg, node),
        Opcode.Fnearest => Float1(A64Float.Frintn, node),
        Opcode.Ffloor => Float1(A64Float.Frintm, node),
        Opcode.Fceil => Float1(A64Float.Frintp, node),
        Opcode.Ftrunc => Float1(A64Float.Frintz, node),
        Opcode.Fpromote => Float1(A64Float.FcvtDS, node),
        Opcode.Fdemote => Float1(A64Float.FcvtSD, node),
        Opcode.FcvtFromSint => FloatFromInt(A64Float.Scvtf, node),
        Opcode.FcvtFromUint => FloatFromInt(A64Float.Ucvtf, node),
        Opcode.FcvtToSint => FloatToInt(node, signed: true),
        Opcode.FcvtToUint => FloatToInt(node, signed: false),
        Opcode.FcvtToSintSat => FloatToIntSaturating(A64Float.Fcvtzs, node),
        Opcode.FcvtToUintSat => FloatToIntSaturating(A64Float.Fcvtzu, node),
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
        Opcode.RefAddr => AddExtended(DefReg(node.Id), AddressReg(node.A), UseReg(node.B), A64Extend.Uxtw, 0),
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
        Opcode.Fence => Fence(),
        Opcode.LandingPad => LandingPad(),

        // Made at each use (Materialize), seen through (UseReg), or ends of blocks: none of them comes here.
        Opcode.Iconst or Opcode.F32const or Opcode.F64const or Opcode.V128const or Opcode.Vmctx or Opcode.FuncAddr or Opcode.StackAddr
            or Opcode.Ireduce or Opcode.Alias or Opcode.BlockParam or Opcode.Result or Opcode.Jump or Opcode.BrIf or Opcode.BrTable
            or Opcode.Return or Opcode.ReturnCall or Opcode.ReturnCallIndirect or Opcode.Trap or Opcode.TryCall or Opcode.TryCallIndirect => Misplaced(node),
    };

    protected override void EmitBranch(Value condition) => Emit(EmitTest(condition).In(SharedPseudo.Branch));

    protected override void EmitLoad(IrType type, Reg to, Reg @base, int offset) => Emit(A64Inst.Load(LoadRow(type), to, @base, offset));

    protected override void EmitStore(IrType type, Reg @base, int offset, Reg from) => Emit(A64Inst.Store(StoreRow(type), from, @base, offset));

    protected override void EmitLoadSlot(IrType type, Reg to, int slot, int offset) =>
        Emit(A64Inst.Load(LoadRow(type), to, Reg.None, slot + offset) with { Mem = MemKind.FrameSlot });

    protected override Reg EmitSlotAddress(int slot)
    {
        Reg address = NewReg(RegClass.Int);
        Emit(new MachInst { Op = (ushort)A64Pseudo.SlotAddress, R0 = address, Disp = slot });
        return address;
    }

    protected override void EmitClearUpperHalf(Reg to, Reg from) => _ = ZeroExtend(to, from);

    internal static A64Op LoadRow(IrType type) => type switch
    {
        IrType.I32 or IrType.Ref => A64Memory.LdrW,
        IrType.F32 => A64Memory.LdrS,
        IrType.F64 => A64Memory.LdrD,
        IrType.V128 => A64Memory.LdrQ,
        IrType.I64 or IrType.None => A64Memory.LdrX,
    };

    internal static A64Op StoreRow(IrType type) => type switch
    {
        IrType.I32 or IrType.Ref => A64Memory.StrW,
        IrType.F32 => A64Memory.StrS,
        IrType.F64 => A64Memory.StrD,
        IrType.V128 => A64Memory.StrQ,
        IrType.I64 or IrType.None => A64Memory.StrX,
    };

    /// <summary>The register of a value where number 31 means zero.</summary>
    private Reg UseOrZero(Value value) => View(value) is { Op: Opcode.Iconst, Imm: 0 } ? A64Regs.Zero : UseReg(value);

    private Reg LoadImmediate(int size, long value)
    {
        Reg register = NewReg(RegClass.Int);
        Emit(new MachInst { Op = (ushort)A64Pseudo.Constant, R0 = register, Size = (byte)size, Imm = value });
        return register;
    }

    /// <summary>Whether one instruction makes a vector.</summary>
    internal static bool IsPattern(UInt128 bits) => bits == 0 || bits == UInt128.MaxValue;

    private Reg LoadVector(UInt128 bits)
    {
        Reg register = NewReg(IrType.V128);
        LoadVector(register, bits);
        return register;
    }

    private void LoadVector(Reg register, UInt128 bits)
    {
        MachInst inst = new() { Op = (ushort)A64Pseudo.VectorConstant, R0 = register, Imm = bits == 0 ? 1 : bits == UInt128.MaxValue ? 2 : 0 };
        if (inst.Imm == 0)
        {
            Span<byte> data = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128LittleEndian(data, bits);
            inst.Target = buffer.AddConstant(data).Index;
        }

        Emit(inst);
    }

    // mov w, w
    private Reg ZeroExtend(Reg to, Reg from) => Int3(A64Int.Orr, 4, to, A64Regs.Zero, from);

    private Reg Int3(A64Op op, int size, Reg d, Reg n, Reg m)
    {
        Emit(A64Inst.Reg3(op, size, d, n, m));
        return d;
    }

    private Reg Int1(A64Op op, NodeView n)
    {
        Emit(A64Inst.Reg2(op, n.Type.Size, DefReg(n.Id), UseReg(n.A)));
        return DefReg(n.Id);
    }

    private Reg Bitfield(A64Op op, int size, Reg d, Reg n, int immr, int imms)
    {
        Emit(A64Inst.Bitfield(op, size, d, n, immr, imms));
        return d;
    }

    private Reg AddExtended(Reg d, Reg n, Reg m, A64Extend extend, int amount)
    {
        Emit(A64Inst.Extended(A64Int.AddExt, 8, d, n, m, extend, amount));
        return d;
    }

}
