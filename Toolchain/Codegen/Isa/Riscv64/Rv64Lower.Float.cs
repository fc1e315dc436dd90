// Float arithmetic and conversions.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

internal sealed partial class Rv64Lower
{
    private Reg Float2(NodeView n, Rv64Op single, Rv64Op wide)
    {
        Emit(Rv64Inst.Rounded(n.Type == IrType.F32 ? single : wide, Rv64Rounding.Dynamic, DefReg(n.Id), UseReg(n.A), UseReg(n.B)));
        return DefReg(n.Id);
    }

    private Reg Sign(NodeView n, Value sign, Rv64Op single, Rv64Op wide) =>
        Int3(n.Type == IrType.F32 ? single : wide, DefReg(n.Id), UseReg(n.A), UseReg(sign));

    private Reg Fsqrt(NodeView n) => Convert(n, n.Type == IrType.F32 ? Rv64Float.FsqrtS : Rv64Float.FsqrtD, Rv64Rounding.Dynamic);

    private Reg Convert(NodeView n, Rv64Op op, Rv64Rounding rounding)
    {
        Emit(Rv64Inst.Rounded(op, rounding, DefReg(n.Id), UseReg(n.A)));
        return DefReg(n.Id);
    }

    private Reg MinOrMax(NodeView n, Rv64Pseudo op)
    {
        Emit(new MachInst { Op = (ushort)op, R0 = DefReg(n.Id), R1 = UseReg(n.A), R2 = UseReg(n.B), Size = (byte)n.Type.Size });
        return DefReg(n.Id);
    }

    private Reg Round(NodeView n, Rv64Rounding rounding)
    {
        Emit(new MachInst { Op = (ushort)Rv64Pseudo.Round, R0 = DefReg(n.Id), R1 = UseReg(n.A), Size = (byte)n.Type.Size, Cond = (byte)rounding });
        return DefReg(n.Id);
    }

    private Reg FloatFromInt(NodeView n, bool signed)
    {
        bool isWord = TypeOf(n.A).Size == 4;
        (Rv64Op op, bool isExact) = (n.Type, isWord, signed) switch
        {
            (IrType.F32, true, true) => (Rv64Float.FcvtSW, false),
            (IrType.F32, true, false) => (Rv64Float.FcvtSWu, false),
            (IrType.F32, false, true) => (Rv64Float.FcvtSL, false),
            (IrType.F32, false, false) => (Rv64Float.FcvtSLu, false),
            (_, true, true) => (Rv64Float.FcvtDW, true),
            (_, true, false) => (Rv64Float.FcvtDWu, true),
            (_, false, true) => (Rv64Float.FcvtDL, false),
            (_, false, false) => (Rv64Float.FcvtDLu, false),
        };
        Reg source = isWord ? UseWord(n.A) : UseReg(n.A);
        Emit(Rv64Inst.Rounded(op, isExact ? Rv64Rounding.NearestEven : Rv64Rounding.Dynamic, DefReg(n.Id), source));
        return DefReg(n.Id);
    }

    private Reg FloatToInt(NodeView n, Rv64Pseudo op, bool signed)
    {
        Emit(new MachInst
        {
            Op = (ushort)op,
            R0 = DefReg(n.Id),
            R1 = UseReg(n.A),
            Size = (byte)n.Type.Size,
            Scale = (byte)TypeOf(n.A).Size,
            Cond = (byte)(signed ? 1 : 0),
            Source = Location(n.Id),
        });
        return DefReg(n.Id);
    }

    private Reg Bitcast(NodeView n)
    {
        IrType from = TypeOf(n.A);
        Reg source = UseReg(n.A);
        Reg result = DefReg(n.Id);
        switch (from.IsFloat, n.Type.IsFloat)
        {
            case (true, false):
                return Int2(n.Type.Size == 8 ? Rv64Float.FmvXD : Rv64Float.FmvXW, result, source);
            case (false, true):
                return Int2(n.Type.Size == 8 ? Rv64Float.FmvDX : Rv64Float.FmvWX, result, source);

            // References have no sign, words have one.
            case (false, false) when n.Type == IrType.Ref && from != IrType.Ref:
                return ZeroExtend(result, source);
            case (false, false) when n.Type == IrType.I32 && from == IrType.Ref:
                return RegImm(Rv64Int.Addiw, result, source, 0);
            default:
                Emit(n.Type == IrType.V128 ? Rv64Inst.MoveVector(result, source) : Rv64Inst.Move(result, source));
                return result;
        }
    }
}
