// Float arithmetic and conversions. Minimum, maximum and saturating conversions mean on aarch64 what they mean in wasm.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

internal sealed partial class A64Lower
{
    private Reg Float2(A64Op op, NodeView n)
    {
        Emit(A64Inst.Reg3(op, n.Type.Size, DefReg(n.Id), UseReg(n.A), UseReg(n.B)));
        return DefReg(n.Id);
    }

    private Reg Float1(A64Op op, NodeView n)
    {
        Emit(A64Inst.Reg2(op, n.Type.Size, DefReg(n.Id), UseReg(n.A)));
        return DefReg(n.Id);
    }

    private Reg Fcopysign(NodeView n)
    {
        // movi v, #0; fneg v: only signs are set; bit d, b, v
        Lanes lanes = n.Type == IrType.F32 ? Lanes.F32x4 : Lanes.F64x2;
        Reg signs = NewReg(IrType.V128);
        Emit(A64Inst.Vector(A64Vector.Fneg, lanes, signs, LoadVector(0)));
        Emit(A64Inst.VectorTied(A64Vector.Bit, Lanes.I8x16, DefReg(n.Id), UseReg(n.A), UseReg(n.B), signs));
        return DefReg(n.Id);
    }

    private Reg FloatFromInt(A64Op op, NodeView n)
    {
        Emit(A64Inst.Reg2(op, TypeOf(n.A).Size, DefReg(n.Id), UseReg(n.A)) with { Scale = Log2(n.Type) });
        return DefReg(n.Id);
    }

    private Reg FloatToIntSaturating(A64Op op, NodeView n)
    {
        Emit(A64Inst.Reg2(op, n.Type.Size, DefReg(n.Id), UseReg(n.A)) with { Scale = Log2(TypeOf(n.A)) });
        return DefReg(n.Id);
    }

    private Reg FloatToInt(NodeView n, bool signed)
    {
        Emit(new MachInst
        {
            Op = (ushort)A64Pseudo.FloatToInt,
            R0 = DefReg(n.Id),
            R1 = UseReg(n.A),
            Size = (byte)n.Type.Size,
            Scale = Log2(TypeOf(n.A)),
            Cond = (byte)(signed ? 1 : 0),
            Source = Location(n.Id),
        });
        return DefReg(n.Id);
    }

    private static byte Log2(IrType type) => (byte)(type == IrType.F32 ? 2 : 3);

    private Reg Bitcast(NodeView n)
    {
        IrType from = TypeOf(n.A);
        Reg source = UseReg(n.A);
        Reg result = DefReg(n.Id);
        Emit((from.IsFloat, n.Type.IsFloat) switch
        {
            (true, false) => A64Inst.Reg2(n.Type.Size == 8 ? A64Float.FmovXD : A64Float.FmovWS, 0, result, source),
            (false, true) => A64Inst.Reg2(n.Type.Size == 8 ? A64Float.FmovDX : A64Float.FmovSW, 0, result, source),
            (true, true) => A64Inst.Move(result, source),
            (false, false) when n.Type == IrType.Ref => A64Inst.Shifted(A64Int.Orr, 4, result, A64Regs.Zero, source, A64Shift.Lsl, 0),
            (false, false) => A64Inst.Move(result, source),
        });
        return result;
    }
}
