// Comparisons. There are no flags: a branch compares two registers itself, and anything else asks for the 0 or 1 of a comparison.
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

internal sealed partial class Rv64Lower
{
    /// <summary>What says, for a branch, trap or selection, that <paramref name="condition"/> is not zero.</summary>
    private Rv64Test EmitTest(Value condition)
    {
        NodeView c = View(condition);
        switch (c.Op)
        {
            // One bit above the reach of an immediate: to the sign.
            case Opcode.Icmp when c.IntCc is IntCc.Equal or IntCc.NotEqual && View(c.B) is { Op: Opcode.Iconst, Imm: 0 } && TryBit(View(c.A), out Value tested, out int bit):
                return new Rv64Test(c.IntCc == IntCc.Equal ? Rv64Cond.Ge : Rv64Cond.Lt, RegImm(Rv64Int.Slli, UseReg(tested), 63 - bit), Rv64Regs.Zero);
            case Opcode.Icmp:
                (Rv64Cond cond, bool swapped) = Cond(c.IntCc);
                (Reg a, Reg b) = (UseOrZero(c.A), UseOrZero(c.B));
                return swapped ? new Rv64Test(cond, b, a) : new Rv64Test(cond, a, b);
            case Opcode.Fcmp when c.FloatCc == FloatCc.NotEqual:
                return Rv64Test.IsZero(FloatCompare(c, NewReg(RegClass.Int), FloatCc.Equal));
            case Opcode.Fcmp:
                return Rv64Test.NotZero(FloatCompare(c, NewReg(RegClass.Int), c.FloatCc));
            default:
                return Rv64Test.NotZero(UseReg(condition));
        }
    }

    private bool TryBit(NodeView node, out Value tested, out int bit)
    {
        if (node is { Op: Opcode.Iand, IsSingleUse: true } && View(node.B) is { Op: Opcode.Iconst, Imm: var k })
        {
            ulong mask = node.Type.Size == 4 ? (uint)k : (ulong)k;
            if (BitOperations.PopCount(mask) == 1 && !Rv64Constants.FitsImm12((long)mask))
            {
                (tested, bit) = (node.A, BitOperations.TrailingZeroCount(mask));
                return true;
            }
        }

        (tested, bit) = (Value.None, 0);
        return false;
    }

    private static (Rv64Cond Cond, bool Swapped) Cond(IntCc cc) => cc switch
    {
        IntCc.Equal => (Rv64Cond.Eq, false),
        IntCc.NotEqual => (Rv64Cond.Ne, false),
        IntCc.SignedLessThan => (Rv64Cond.Lt, false),
        IntCc.SignedGreaterThanOrEqual => (Rv64Cond.Ge, false),
        IntCc.SignedGreaterThan => (Rv64Cond.Lt, true),
        IntCc.SignedLessThanOrEqual => (Rv64Cond.Ge, true),
        IntCc.UnsignedLessThan => (Rv64Cond.Ltu, false),
        IntCc.UnsignedGreaterThanOrEqual => (Rv64Cond.Geu, false),
        IntCc.UnsignedGreaterThan => (Rv64Cond.Ltu, true),
        IntCc.UnsignedLessThanOrEqual => (Rv64Cond.Geu, true),
    };

    /// <summary>d = whether the floats compare so.</summary>
    private Reg FloatCompare(NodeView c, Reg d, FloatCc cc)
    {
        bool single = TypeOf(c.A) == IrType.F32;
        (Reg a, Reg b) = (UseReg(c.A), UseReg(c.B));
        return cc switch
        {
            FloatCc.Equal => Int3(single ? Rv64Float.FeqS : Rv64Float.FeqD, d, a, b),
            FloatCc.LessThan => Int3(single ? Rv64Float.FltS : Rv64Float.FltD, d, a, b),
            FloatCc.LessThanOrEqual => Int3(single ? Rv64Float.FleS : Rv64Float.FleD, d, a, b),
            FloatCc.GreaterThan => Int3(single ? Rv64Float.FltS : Rv64Float.FltD, d, b, a),
            FloatCc.GreaterThanOrEqual => Int3(single ? Rv64Float.FleS : Rv64Float.FleD, d, b, a),
            FloatCc.NotEqual => RegImm(Rv64Int.Xori, d, FloatCompare(c, NewReg(RegClass.Int), FloatCc.Equal), 1),
        };
    }

    /// <summary>0 or 1 in a register.</summary>
    private Reg SetValue(NodeView n)
    {
        Reg d = DefReg(n.Id);
        if (n.Op == Opcode.Fcmp)
        {
            return FloatCompare(n, d, n.FloatCc);
        }

        NodeView b = View(n.B);
        bool isConstant = b.Op == Opcode.Iconst && TypeOf(n.A) != IrType.Ref;
        switch (n.IntCc)
        {
            case IntCc.Equal:
                return RegImm(Rv64Int.Sltiu, d, Difference(n), 1);
            case IntCc.NotEqual:
                return Int3(Rv64Int.Sltu, d, Rv64Regs.Zero, Difference(n));

            // slti, sltiu r, a, #k
            case IntCc.SignedLessThan or IntCc.UnsignedLessThan when isConstant && Rv64Constants.FitsImm12(b.Imm):
                return RegImm(n.IntCc == IntCc.SignedLessThan ? Rv64Int.Slti : Rv64Int.Sltiu, d, UseReg(n.A), b.Imm);
            case IntCc.SignedGreaterThanOrEqual or IntCc.UnsignedGreaterThanOrEqual when isConstant && Rv64Constants.FitsImm12(b.Imm):
                Reg below = RegImm(n.IntCc == IntCc.SignedGreaterThanOrEqual ? Rv64Int.Slti : Rv64Int.Sltiu, UseReg(n.A), b.Imm);
                return RegImm(Rv64Int.Xori, d, below, 1);
            default:
                (Rv64Cond cond, bool swapped) = Cond(n.IntCc);
                (Reg x, Reg y) = swapped ? (UseOrZero(n.B), UseOrZero(n.A)) : (UseOrZero(n.A), UseOrZero(n.B));
                Rv64Op op = cond is Rv64Cond.Lt or Rv64Cond.Ge ? Rv64Int.Slt : Rv64Int.Sltu;
                return cond is Rv64Cond.Lt or Rv64Cond.Ltu ? Int3(op, d, x, y) : RegImm(Rv64Int.Xori, d, Int3(op, x, y), 1);
        }
    }

    /// <summary>A register that is zero if the operands of a comparison are equal.</summary>
    private Reg Difference(NodeView n) => View(n.B) switch
    {
        { Op: Opcode.Iconst, Imm: 0 } => UseReg(n.A),
        { Op: Opcode.Iconst, Imm: var k } when Rv64Constants.FitsImm12(k) && TypeOf(n.A) != IrType.Ref => RegImm(Rv64Int.Xori, UseReg(n.A), k),
        _ => Int3(Rv64Int.Xor, UseReg(n.A), UseReg(n.B)),
    };

    private Reg Select(NodeView n)
    {
        (Reg whenTrue, Reg whenFalse) = (UseReg(n.B), UseReg(n.C));
        Emit(EmitTest(n.A).In((ushort)Rv64Pseudo.Select) with { R0 = DefReg(n.Id), R3 = whenTrue, R4 = whenFalse, Size = (byte)n.Type.Size });
        return DefReg(n.Id);
    }

    private Reg TrapIf(Rv64Test test, byte code, uint location)
    {
        Emit(test.In(SharedPseudo.TrapIf) with { TrapCode = code, Source = location });
        return Reg.None;
    }
}
