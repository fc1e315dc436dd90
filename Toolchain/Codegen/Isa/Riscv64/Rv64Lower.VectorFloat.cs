// Lanes that are floats. The machine gives the same not-a-number for every result that is none, as for floats by themselves.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

internal sealed partial class Rv64Lower
{
    private Reg LowerVectorFloat(NodeView n, Rv64VectorType type) => n.Op switch
    {
        Opcode.Vabs => SignOfItself(Rv64VectorFloat.VfsgnjxVv, n, type),
        Opcode.Vneg => SignOfItself(Rv64VectorFloat.VfsgnjnVv, n, type),
        Opcode.Vsqrt => Vector1(Rv64VectorFloat.VfsqrtV, type, DefReg(n.Id), UseReg(n.A)),
        Opcode.Vfmin => VectorMinOrMax(Rv64VectorFloat.VfminVv, n, type),
        Opcode.Vfmax => VectorMinOrMax(Rv64VectorFloat.VfmaxVv, n, type),
        Opcode.Vpmin => PseudoMinimum(n, type, UseReg(n.B), UseReg(n.A)),
        Opcode.Vpmax => PseudoMinimum(n, type, UseReg(n.A), UseReg(n.B)),
        Opcode.Vmadd => MultiplyAdd(Rv64VectorFloat.VfmaccVv, n, type),
        Opcode.Vnmadd => MultiplyAdd(Rv64VectorFloat.VfnmsacVv, n, type),
        Opcode.Vround => RoundLanes(n, type),
        Opcode.VconvertS => n.Lanes == Lanes.F32x4
            ? Vector1(Rv64VectorFloat.VfcvtFXV, type, DefReg(n.Id), UseReg(n.A))
            : Vector1(Rv64VectorFloat.VfwcvtFXV, Rv64VectorType.HalfE32, DefReg(n.Id), UseReg(n.A)),
        Opcode.VconvertU => n.Lanes == Lanes.F32x4
            ? Vector1(Rv64VectorFloat.VfcvtFXuV, type, DefReg(n.Id), UseReg(n.A))
            : Vector1(Rv64VectorFloat.VfwcvtFXuV, Rv64VectorType.HalfE32, DefReg(n.Id), UseReg(n.A)),
        Opcode.VtruncSatS or Opcode.VtruncRelaxedS => Truncate(n, type, Rv64VectorFloat.VfcvtXFV, Rv64VectorFloat.VfncvtXFW),
        Opcode.VtruncSatU or Opcode.VtruncRelaxedU => Truncate(n, type, Rv64VectorFloat.VfcvtXuFV, Rv64VectorFloat.VfncvtXuFW),
        Opcode.Vpromote => Vector1(Rv64VectorFloat.VfwcvtFFV, Rv64VectorType.HalfE32, DefReg(n.Id), UseReg(n.A)),
        Opcode.Vdemote => Demote(n),
        _ => Misplaced(n),
    };

    private Reg SignOfItself(Rv64Op op, NodeView n, Rv64VectorType type)
    {
        Reg a = UseReg(n.A);
        return Vector2(op, type, DefReg(n.Id), a, a);
    }

    // The instruction gives the other operand for one that is not a number: so that one takes the other's place before.
    private Reg VectorMinOrMax(Rv64Op op, NodeView n, Rv64VectorType type)
    {
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        _ = Vector2(Rv64VectorFloat.VmfeqVv, type, Rv64Regs.MaskVector, a, a);
        Reg right = Merge(type, NewVector(), a, b);
        _ = Vector2(Rv64VectorFloat.VmfeqVv, type, Rv64Regs.MaskVector, b, b);
        Reg left = Merge(type, NewVector(), b, a);
        return Vector2(op, type, DefReg(n.Id), left, right);
    }

    // The second operand if so, else the first.
    private Reg PseudoMinimum(NodeView n, Rv64VectorType type, Reg less, Reg greater)
    {
        _ = Vector2(Rv64VectorFloat.VmfltVv, type, Rv64Regs.MaskVector, less, greater);
        return Merge(type, DefReg(n.Id), UseReg(n.A), UseReg(n.B));
    }

    private Reg MultiplyAdd(Rv64Op op, NodeView n, Rv64VectorType type) =>
        EmitVector(op, type, DefReg(n.Id), UseReg(n.A), UseReg(n.B), 0, UseReg(n.C));

    /// <summary>
    /// Through integers and back, with the sign that was there, in the lanes whose exponent says that there may be a fraction. The others pass a
    /// minimum with themselves, which makes a quiet not-a-number of any.
    /// </summary>
    private Reg RoundLanes(NodeView n, Rv64VectorType type)
    {
        const long SingleWhole = 0x4b00_0000; // 2^23
        const long DoubleWhole = 0x4330_0000_0000_0000; // 2^52
        Reg a = UseReg(n.A);
        SetRounding((RoundingMode)n.Imm);
        Reg integers = Vector1(Rv64VectorFloat.VfcvtXFV, type, a);
        ResetRounding((RoundingMode)n.Imm);
        Reg rounded = Vector2(Rv64VectorFloat.VfsgnjVv, type, Vector1(Rv64VectorFloat.VfcvtFXV, type, integers), a);
        Reg quiet = Vector2(Rv64VectorFloat.VfminVv, type, a, a);
        Reg magnitude = Vector2(Rv64VectorFloat.VfsgnjxVv, type, a, a);
        Reg whole = LoadImmediate(n.Lanes == Lanes.F32x4 ? SingleWhole : DoubleWhole);
        _ = Vector2(Rv64Vector.VmsltVx, type, Rv64Regs.MaskVector, magnitude, whole);
        return Merge(type, DefReg(n.Id), quiet, rounded);
    }

    // There are forms that truncate by themselves, but qemu dies of them before its version 8.
    private void SetRounding(RoundingMode mode)
    {
        if (mode != RoundingMode.Nearest)
        {
            Rv64Rounding rounding = mode switch
            {
                RoundingMode.Nearest => Rv64Rounding.NearestEven,
                RoundingMode.Floor => Rv64Rounding.Down,
                RoundingMode.Ceiling => Rv64Rounding.Up,
                RoundingMode.Truncate => Rv64Rounding.Zero,
            };
            Emit(Rv64Inst.SetControl(Rv64Regs.FloatRounding, (byte)rounding));
        }
    }

    private void ResetRounding(RoundingMode mode)
    {
        if (mode != RoundingMode.Nearest)
        {
            Emit(Rv64Inst.SetControl(Rv64Regs.FloatRounding, (byte)Rv64Rounding.NearestEven));
        }
    }

    // The instruction saturates, but takes what is not a number for a large one.
    private Reg Truncate(NodeView n, Rv64VectorType type, Rv64Op convert, Rv64Op narrow)
    {
        Reg a = UseReg(n.A);
        bool isSingle = n.Lanes == Lanes.F32x4;
        Reg zero = isSingle ? Reg.None : VectorImm(Rv64Vector.VmvVI, Rv64VectorType.Any, Reg.None, 0);
        SetRounding(RoundingMode.Truncate);
        Reg integers = EmitVector(isSingle ? convert : narrow, isSingle ? type : Rv64VectorType.HalfE32, NewVector(), a, Reg.None, 0, zero);
        ResetRounding(RoundingMode.Truncate);
        _ = Vector2(Rv64VectorFloat.VmfneVv, type, Rv64Regs.MaskVector, a, a);
        return VectorImm(Rv64Vector.VmergeVim, Rv64VectorType.E32, DefReg(n.Id), integers, 0);
    }

    // Two lanes of half the width, and zeros behind them.
    private Reg Demote(NodeView n)
    {
        Reg zero = VectorImm(Rv64Vector.VmvVI, Rv64VectorType.Any, Reg.None, 0);
        return EmitVector(Rv64VectorFloat.VfncvtFFW, Rv64VectorType.HalfE32, DefReg(n.Id), UseReg(n.A), Reg.None, 0, zero);
    }
}
