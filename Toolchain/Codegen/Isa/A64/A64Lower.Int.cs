// Integer arithmetic and logic. The second operand of most instructions may be shifted or extended for nothing; that is used where nobody else
// wants the shifted value.
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

internal sealed partial class A64Lower
{
    private const int MaxExtendShift = 4;

    private Reg Iadd(NodeView n) => (View(n.A), View(n.B)) switch
    {
        // add r, a, #k; sub r, a, #-k
        (var a, { Op: Opcode.Iconst, Imm: var k }) when IsImm12(k) || IsImm12(-k) => AddImm(n, a.Id, k),
        ({ Op: Opcode.Iconst, Imm: var k }, var b) when IsImm12(k) || IsImm12(-k) => AddImm(n, b.Id, k),

        // madd r, x, y, a
        (var a, { Op: Opcode.Imul, IsSingleUse: true } mul) => MultiplyAdd(A64Int.Madd, n, mul, a.Id),
        ({ Op: Opcode.Imul, IsSingleUse: true } mul, var b) => MultiplyAdd(A64Int.Madd, n, mul, b.Id),

        (var a, var b) when IsFoldable(a, n.Type.Size, forLogic: false) && !IsFoldable(b, n.Type.Size, forLogic: false) => AddOrSub(n, A64Int.Add, A64Int.AddExt, b.Id, a),
        (var a, var b) => AddOrSub(n, A64Int.Add, A64Int.AddExt, a.Id, b),
    };

    private Reg Isub(NodeView n) => (View(n.A), View(n.B)) switch
    {
        (var a, { Op: Opcode.Iconst, Imm: var k }) when k != long.MinValue && (IsImm12(k) || IsImm12(-k)) => AddImm(n, a.Id, -k),

        // msub r, x, y, a
        (var a, { Op: Opcode.Imul, IsSingleUse: true } mul) => MultiplyAdd(A64Int.Msub, n, mul, a.Id),

        // sub r, a, b, shift; neg r, b is sub from the zero register
        (var a, var b) => AddOrSub(n, A64Int.Sub, A64Int.SubExt, a.Id, b),
    };

    private static bool IsImm12(long value) => value is >= 0 and <= 0xfff || (value is > 0 and <= 0xfff000 && (value & 0xfff) == 0);

    private Reg AddImm(NodeView n, Value a, long k)
    {
        Emit(A64Inst.RegImm(IsImm12(k) ? A64Int.AddImm : A64Int.SubImm, n.Type.Size, DefReg(n.Id), UseReg(a), IsImm12(k) ? k : -k));
        return DefReg(n.Id);
    }

    private Reg MultiplyAdd(A64Op op, NodeView n, NodeView mul, Value addend)
    {
        Emit(A64Inst.Reg4(op, n.Type.Size, DefReg(n.Id), UseReg(mul.A), UseReg(mul.B), UseReg(addend)));
        return DefReg(n.Id);
    }

    private Reg AddOrSub(NodeView n, A64Op shifted, A64Op extended, Value a, NodeView b)
    {
        int size = n.Type.Size;
        if (TryExtended(b, size, out Value source, out A64Extend extend, out int left))
        {
            Emit(A64Inst.Extended(extended, size, DefReg(n.Id), UseReg(a), UseReg(source), extend, left));
            return DefReg(n.Id);
        }

        (Reg second, A64Shift shift, int amount) = ShiftedOperand(b, size, forLogic: false);
        Emit(A64Inst.Shifted(shifted, size, DefReg(n.Id), UseOrZero(a), second, shift, amount));
        return DefReg(n.Id);
    }

    private bool IsFoldable(NodeView node, int size, bool forLogic) =>
        IsShift(node, forLogic) || (!forLogic && TryExtended(node, size, out _, out _, out _));

    private bool IsShift(NodeView node, bool forLogic) =>
        node.IsSingleUse && (node.Op is Opcode.Ishl or Opcode.Ushr or Opcode.Sshr || (forLogic && node.Op is Opcode.Rotr or Opcode.Rotl))
        && View(node.B).Op == Opcode.Iconst;

    /// <summary>A value as second operand: shifted by a constant if only this instruction wants it.</summary>
    private (Reg Register, A64Shift Shift, int Amount) ShiftedOperand(NodeView node, int size, bool forLogic)
    {
        if (!IsShift(node, forLogic))
        {
            return (UseReg(node.Id), A64Shift.Lsl, 0);
        }

        int bits = size * 8;
        int amount = (int)View(node.B).Imm & (bits - 1);
        return node.Op switch
        {
            Opcode.Ishl => (UseReg(node.A), A64Shift.Lsl, amount),
            Opcode.Ushr => (UseReg(node.A), A64Shift.Lsr, amount),
            Opcode.Sshr => (UseReg(node.A), A64Shift.Asr, amount),
            Opcode.Rotr => (UseReg(node.A), A64Shift.Ror, amount),
            _ => (UseReg(node.A), A64Shift.Ror, -amount & (bits - 1)),
        };
    }

    /// <summary>A sign- or zero-extended 32-bit value, perhaps shifted left by up to 4.</summary>
    private bool TryExtended(NodeView node, int size, out Value source, out A64Extend extend, out int left)
    {
        (source, extend, left) = (Value.None, A64Extend.Uxtw, 0);
        if (size != 8)
        {
            return false;
        }

        if (node is { Op: Opcode.Ishl, IsSingleUse: true } && View(node.B) is { Op: Opcode.Iconst, Imm: >= 0 and <= MaxExtendShift and var k })
        {
            (node, left) = (View(node.A), (int)k);
        }

        if (node.Op is not (Opcode.Uextend or Opcode.Sextend) || !node.IsSingleUse)
        {
            return false;
        }

        (source, extend) = (node.A, node.Op == Opcode.Uextend ? A64Extend.Uxtw : A64Extend.Sxtw);
        return true;
    }

    private Reg Imul(NodeView n)
    {
        // umull, smull r, a, b: both operands are extended
        if (n.Type.Size == 8 && View(n.A) is { IsSingleUse: true } a && View(n.B) is { IsSingleUse: true } b && a.Op == b.Op && a.Op is Opcode.Uextend or Opcode.Sextend)
        {
            Emit(A64Inst.Reg4(a.Op == Opcode.Uextend ? A64Int.Umaddl : A64Int.Smaddl, 0, DefReg(n.Id), UseReg(a.A), UseReg(b.A), A64Regs.Zero));
            return DefReg(n.Id);
        }

        // add r, a, a, lsl #k: times 3, 5, 9, ...
        if (View(n.B) is { Op: Opcode.Iconst, Imm: > 2 and var k } && BitOperations.IsPow2(k - 1))
        {
            Reg factor = UseReg(n.A);
            Emit(A64Inst.Shifted(A64Int.Add, n.Type.Size, DefReg(n.Id), factor, factor, A64Shift.Lsl, BitOperations.Log2((ulong)k - 1)));
            return DefReg(n.Id);
        }

        Emit(A64Inst.Reg4(A64Int.Madd, n.Type.Size, DefReg(n.Id), UseReg(n.A), UseReg(n.B), A64Regs.Zero));
        return DefReg(n.Id);
    }

    private Reg MultiplyHigh(NodeView n)
    {
        bool signed = n.Op == Opcode.Smulhi;
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        if (n.Type.Size == 8)
        {
            return Int3(signed ? A64Int.Smulh : A64Int.Umulh, 0, DefReg(n.Id), a, b);
        }

        Reg product = NewReg(RegClass.Int);
        Emit(A64Inst.Reg4(signed ? A64Int.Smaddl : A64Int.Umaddl, 0, product, a, b, A64Regs.Zero));
        return Bitfield(A64Int.Ubfm, 8, DefReg(n.Id), product, 32, 63);
    }

    private Reg Logic(NodeView n)
    {
        int size = n.Type.Size;
        (NodeView a, NodeView b) = (View(n.A), View(n.B));
        if (b is { Op: Opcode.Iconst, Imm: var k })
        {
            // ubfx r, a, #lsb, #width: a mask of low bits after a shift
            if (n.Op == Opcode.Iand && a is { Op: Opcode.Ushr, IsSingleUse: true } && View(a.B) is { Op: Opcode.Iconst, Imm: var s } && k > 0 && BitOperations.IsPow2(k + 1))
            {
                int lsb = (int)s & ((size * 8) - 1);
                int last = lsb + BitOperations.PopCount((ulong)k) - 1;
                if (last < size * 8)
                {
                    return Bitfield(A64Int.Ubfm, size, DefReg(n.Id), UseReg(a.A), lsb, last);
                }
            }

            // and, orr, eor r, a, #pattern
            if (A64Immediates.TryEncodePattern((ulong)k, size, out _))
            {
                A64Op immediate = n.Op switch { Opcode.Iand => A64Int.AndImm, Opcode.Ior => A64Int.OrrImm, _ => A64Int.EorImm };
                Emit(A64Inst.RegImm(immediate, size, DefReg(n.Id), UseReg(a.Id), k));
                return DefReg(n.Id);
            }

            // mvn r, a
            if (n.Op == Opcode.Ixor && k == -1)
            {
                (Reg inverted, A64Shift by, int count) = ShiftedOperand(a, size, forLogic: true);
                Emit(A64Inst.Shifted(A64Int.Orn, size, DefReg(n.Id), A64Regs.Zero, inverted, by, count));
                return DefReg(n.Id);
            }
        }

        // bic, orn, eon r, a, b
        bool invertsB = IsInversion(b);
        if (invertsB || IsInversion(a))
        {
            (Value plain, Value inverse) = invertsB ? (a.Id, b.A) : (b.Id, a.A);
            A64Op not = n.Op switch { Opcode.Iand => A64Int.Bic, Opcode.Ior => A64Int.Orn, _ => A64Int.Eon };
            Emit(A64Inst.Shifted(not, size, DefReg(n.Id), UseReg(plain), UseReg(inverse), A64Shift.Lsl, 0));
            return DefReg(n.Id);
        }

        if (IsFoldable(a, size, forLogic: true) && !IsFoldable(b, size, forLogic: true))
        {
            (a, b) = (b, a);
        }

        A64Op op = n.Op switch { Opcode.Iand => A64Int.And, Opcode.Ior => A64Int.Orr, _ => A64Int.Eor };
        (Reg second, A64Shift shift, int amount) = ShiftedOperand(b, size, forLogic: true);
        Emit(A64Inst.Shifted(op, size, DefReg(n.Id), UseReg(a.Id), second, shift, amount));
        return DefReg(n.Id);
    }

    private bool IsInversion(NodeView node) => node is { Op: Opcode.Ixor, IsSingleUse: true } && View(node.B) is { Op: Opcode.Iconst, Imm: -1 };

    private Reg Shift(NodeView n)
    {
        int size = n.Type.Size;
        int bits = size * 8;
        if (View(n.B) is not { Op: Opcode.Iconst } count)
        {
            A64Op op = n.Op switch { Opcode.Ishl => A64Int.Lslv, Opcode.Ushr => A64Int.Lsrv, _ => A64Int.Asrv };
            return Int3(op, size, DefReg(n.Id), UseReg(n.A), UseReg(ShiftCount(n.B, size)));
        }

        int amount = (int)count.Imm & (bits - 1);
        switch (n.Op)
        {
            case Opcode.Ishl:
                // ubfiz, sbfiz: shifts an extended value
                if (size == 8 && amount < 32 && View(n.A) is { IsSingleUse: true, Op: Opcode.Uextend or Opcode.Sextend } extended)
                {
                    return Bitfield(extended.Op == Opcode.Uextend ? A64Int.Ubfm : A64Int.Sbfm, 8, DefReg(n.Id), UseReg(extended.A), -amount & 63, 31);
                }

                // ubfiz: shifts low bits
                if (View(n.A) is { Op: Opcode.Iand, IsSingleUse: true } low && View(low.B) is { Op: Opcode.Iconst, Imm: > 0 and var mask } && BitOperations.IsPow2(mask + 1)
                    && BitOperations.PopCount((ulong)mask) + amount <= bits)
                {
                    return Bitfield(A64Int.Ubfm, size, DefReg(n.Id), UseReg(low.A), -amount & (bits - 1), BitOperations.PopCount((ulong)mask) - 1);
                }

                return Bitfield(A64Int.Ubfm, size, DefReg(n.Id), UseReg(n.A), -amount & (bits - 1), bits - 1 - amount);
            case Opcode.Ushr:
                return Bitfield(A64Int.Ubfm, size, DefReg(n.Id), UseReg(n.A), amount, bits - 1);
            default:
                // sbfx: a field whose sign is its last bit
                if (View(n.A) is { Op: Opcode.Ishl, IsSingleUse: true } left && View(left.B) is { Op: Opcode.Iconst, Imm: var l } && ((int)l & (bits - 1)) <= amount)
                {
                    int up = (int)l & (bits - 1);
                    return Bitfield(A64Int.Sbfm, size, DefReg(n.Id), UseReg(left.A), amount - up, bits - 1 - up);
                }

                return Bitfield(A64Int.Sbfm, size, DefReg(n.Id), UseReg(n.A), amount, bits - 1);
        }
    }

    private Reg Rotate(NodeView n)
    {
        int size = n.Type.Size;
        int bits = size * 8;
        Reg a = UseReg(n.A);
        if (View(n.B) is { Op: Opcode.Iconst } count)
        {
            int amount = (n.Op == Opcode.Rotr ? (int)count.Imm : -(int)count.Imm) & (bits - 1);
            Emit(A64Inst.Reg3(A64Int.Extr, size, DefReg(n.Id), a, a) with { Disp = amount });
            return DefReg(n.Id);
        }

        Reg by = UseReg(ShiftCount(n.B, size));
        if (n.Op == Opcode.Rotl)
        {
            by = Int3(A64Int.Sub, 4, NewReg(RegClass.Int), A64Regs.Zero, by);
        }

        return Int3(A64Int.Rorv, size, DefReg(n.Id), a, by);
    }

    private Reg Ctz(NodeView n)
    {
        Reg reversed = NewReg(RegClass.Int);
        Emit(A64Inst.Reg2(A64Int.Rbit, n.Type.Size, reversed, UseReg(n.A)));
        Emit(A64Inst.Reg2(A64Int.Clz, n.Type.Size, DefReg(n.Id), reversed));
        return DefReg(n.Id);
    }

    private Reg Popcnt(NodeView n)
    {
        // fmov d, x; cnt v.16b (the upper half is zero); addv b; fmov w, s
        (Reg bits, Reg counts, Reg sum) = (NewReg(IrType.V128), NewReg(IrType.V128), NewReg(IrType.V128));
        Emit(A64Inst.Reg2(n.Type.Size == 8 ? A64Float.FmovDX : A64Float.FmovSW, 0, bits, UseReg(n.A)));
        Emit(A64Inst.Vector(A64Vector.Cnt, Lanes.I8x16, counts, bits));
        Emit(A64Inst.Vector(A64Vector.Addv, Lanes.I8x16, sum, counts));
        Emit(A64Inst.Reg2(A64Float.FmovWS, 0, DefReg(n.Id), sum));
        return DefReg(n.Id);
    }

    private Reg Divide(NodeView n, bool signed, bool remainder)
    {
        int size = n.Type.Size;
        NodeView divisor = View(n.B);
        Reg a = UseReg(n.A);
        Reg b = UseReg(n.B);
        bool constant = divisor.Op == Opcode.Iconst;
        uint location = Location(n.Id);
        if (!constant || divisor.Imm == 0)
        {
            TrapIf(new A64Test(A64TestKind.Zero, A64Cond.Eq, b, (byte)size), Options.TrapCodes.IntegerDivideByZero, location);
        }

        // The smallest integer by -1: cmn b, #1; if equal, a - 1 overflows for the smallest integer only.
        if (signed && !remainder && (!constant || divisor.Imm == -1))
        {
            Emit(A64Inst.CompareImm(A64Int.AddsImm, size, b, 1));
            Emit(A64Inst.ConditionalCompareImm(size, a, 1, 0, A64Cond.Eq));
            TrapIf(A64Test.Flags(A64Cond.Vs), Options.TrapCodes.IntegerOverflow, location);
        }

        A64Op op = signed ? A64Int.Sdiv : A64Int.Udiv;
        if (!remainder)
        {
            return Int3(op, size, DefReg(n.Id), a, b);
        }

        Reg quotient = Int3(op, size, NewReg(RegClass.Int), a, b);
        Emit(A64Inst.Reg4(A64Int.Msub, size, DefReg(n.Id), quotient, b, a));
        return DefReg(n.Id);
    }
}
