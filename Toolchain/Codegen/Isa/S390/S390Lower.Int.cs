// Integer arithmetic and logic.
using System;
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

internal sealed partial class S390Lower
{
    private Reg Iadd(NodeView n) => (View(n.A), View(n.B)) switch
    {
        (var a, { Op: Opcode.Iconst, Imm: var k }) when FitsInt32(k) => AddImm(n, a.Id, k),
        ({ Op: Opcode.Iconst, Imm: var k }, var b) when FitsInt32(k) => AddImm(n, b.Id, k),
        (var a, var b) => Int2(n.Type.Size == 8 ? S390Int.Agrk : S390Int.Ark, DefReg(n.Id), UseReg(a.Id), UseReg(b.Id)),
    };

    private Reg Isub(NodeView n) => (View(n.A), View(n.B)) switch
    {
        (var a, { Op: Opcode.Iconst, Imm: var k }) when FitsInt32(k) && FitsInt32(-k) => AddImm(n, a.Id, -k),

        // lc[g]r r, b
        ({ Op: Opcode.Iconst, Imm: 0 }, var b) => Negate(n, b.Id),
        (var a, var b) => Int2(n.Type.Size == 8 ? S390Int.Sgrk : S390Int.Srk, DefReg(n.Id), UseReg(a.Id), UseReg(b.Id)),
    };

    private Reg AddImm(NodeView n, Value a, long k)
    {
        bool isWide = n.Type.Size == 8;
        S390Op op = (k is >= short.MinValue and <= short.MaxValue, isWide) switch
        {
            (true, true) => S390Int.Aghik,
            (true, false) => S390Int.Ahik,
            (false, true) => S390Int.Agfi,
            _ => S390Int.Afi,
        };
        return IntImm(op, DefReg(n.Id), UseReg(a), k);
    }

    private Reg Negate(NodeView n, Value value)
    {
        Emit(S390Inst.Reg2(n.Type.Size == 8 ? S390Int.Lcgr : S390Int.Lcr, DefReg(n.Id), UseReg(value)));
        return DefReg(n.Id);
    }

    // An address inside an object; the reference has a clear upper half.
    private Reg Sum(NodeView n) => Int2(S390Int.Agrk, DefReg(n.Id), AddressReg(n.A), UseReg(n.B));

    private Reg Imul(NodeView n)
    {
        bool isWide = n.Type.Size == 8;
        if (View(n.B) is { Op: Opcode.Iconst, Imm: var k } && FitsInt32(k))
        {
            S390Op op = (k is >= short.MinValue and <= short.MaxValue, isWide) switch
            {
                (true, true) => S390Int.Mghi,
                (true, false) => S390Int.Mhi,
                (false, true) => S390Int.Msgfi,
                _ => S390Int.Msfi,
            };
            return IntImm(op, DefReg(n.Id), UseReg(n.A), k);
        }

        return Int2(isWide ? S390Int.Msgrkc : S390Int.Msrkc, DefReg(n.Id), UseReg(n.A), UseReg(n.B));
    }

    private Reg MultiplyHigh(NodeView n)
    {
        bool signed = n.Op == Opcode.Smulhi;
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        if (n.Type.Size == 8)
        {
            Emit(new MachInst
            {
                Op = (ushort)(signed ? S390Pseudo.MultiplySigned : S390Pseudo.MultiplyUnsigned),
                R0 = DefReg(n.Id),
                R1 = a,
                R2 = b,
                R4 = NewReg(RegClass.Int),
            });
            return DefReg(n.Id);
        }

        S390Op extend = signed ? S390Int.Lgfr : S390Int.Llgfr;
        (Reg wideA, Reg wideB, Reg product) = (NewReg(RegClass.Int), NewReg(RegClass.Int), NewReg(RegClass.Int));
        Emit(S390Inst.Reg2(extend, wideA, a));
        Emit(S390Inst.Reg2(extend, wideB, b));
        _ = Int2(S390Int.Msgrkc, product, wideA, wideB);
        Emit(S390Inst.Shift(S390Int.Srlg, DefReg(n.Id), product, 32));
        return DefReg(n.Id);
    }

    private Reg Logic(NodeView n)
    {
        bool isWide = n.Type.Size == 8;
        (NodeView a, NodeView b) = (View(n.A), View(n.B));
        if (b is { Op: Opcode.Iconst, Imm: var k })
        {
            ulong bits = isWide ? (ulong)k : (uint)k;
            if (n.Op == Opcode.Iand && TryRun(bits, isWide, out int first, out int last))
            {
                return MaskRun(n, a, first, last, isWide);
            }

            // One half is changed, or both.
            ulong neutral = n.Op == Opcode.Iand ? ulong.MaxValue : 0;
            bool low = (uint)bits != (uint)neutral;
            bool high = isWide && bits >> 32 != neutral >> 32;
            (S390Op lowRow, S390Op highRow) = n.Op switch
            {
                Opcode.Iand => (S390Int.Nilf, S390Int.Nihf),
                Opcode.Ior => (S390Int.Oilf, S390Int.Oihf),
                _ => (S390Int.Xilf, S390Int.Xihf),
            };
            if (!(low && high) || n.Op == Opcode.Ixor)
            {
                Reg source = UseReg(a.Id);
                source = high ? IntImm(highRow, low ? NewReg(RegClass.Int) : DefReg(n.Id), source, (long)(bits >> 32)) : source;
                return low || !high ? IntImm(lowRow, DefReg(n.Id), source, (uint)bits) : source;
            }
        }

        // nc, oc, nx r, a, b
        bool invertsB = IsInversion(b);
        if (HasMiscellaneous3 && (invertsB || IsInversion(a)))
        {
            (Value plain, Value inverse) = invertsB ? (a.Id, b.A) : (b.Id, a.A);
            S390Op not = (n.Op, isWide) switch
            {
                (Opcode.Iand, true) => S390Int.Ncgrk,
                (Opcode.Iand, false) => S390Int.Ncrk,
                (Opcode.Ior, true) => S390Int.Ocgrk,
                (Opcode.Ior, false) => S390Int.Ocrk,
                (_, true) => S390Int.Nxgrk,
                _ => S390Int.Nxrk,
            };
            return Int2(not, DefReg(n.Id), UseReg(plain), UseReg(inverse));
        }

        // rosbg, rxsbg r, b, first, last, rotation: r is the other value
        if (n.Op != Opcode.Iand && (TryWithRun(n, a.Id, b) || TryWithRun(n, b.Id, a)))
        {
            return DefReg(n.Id);
        }

        S390Op op = n.Op switch { Opcode.Iand => S390Int.Ngrk, Opcode.Ior => S390Int.Ogrk, _ => S390Int.Xgrk };
        return Int2(op, DefReg(n.Id), UseReg(a.Id), UseReg(b.Id));
    }

    // A shift by a number, or a mask, of the second operand.
    private bool TryWithRun(NodeView n, Value kept, NodeView part)
    {
        bool isWide = n.Type.Size == 8;
        int top = isWide ? 0 : 32;
        if (part is not { Op: Opcode.Ishl or Opcode.Ushr or Opcode.Iand, IsSingleUse: true } || View(part.B) is not { Op: Opcode.Iconst, Imm: var k })
        {
            return false;
        }

        int amount = (int)k & (isWide ? 63 : 31);
        (int first, int last, int rotation) = part.Op == Opcode.Ishl ? (top, 63 - amount, amount) : (top + amount, 63, -amount & 63);
        if (part.Op == Opcode.Iand)
        {
            rotation = 0;
            if (!TryRun(isWide ? (ulong)k : (uint)k, isWide, out first, out last))
            {
                return false;
            }
        }

        Emit(S390Inst.WithRun(n.Op == Opcode.Ior ? S390Int.Rosbg : S390Int.Rxsbg, DefReg(n.Id), UseReg(kept), UseReg(part.A), first, last, rotation));
        return true;
    }

    private bool IsInversion(NodeView node) => node is { Op: Opcode.Ixor, IsSingleUse: true } && View(node.B) is { Op: Opcode.Iconst, Imm: -1 };

    /// <summary>Whether the set bits are one run, counted from the left and perhaps around the end.</summary>
    private static bool TryRun(ulong bits, bool isWide, out int first, out int last)
    {
        (first, last) = (0, 0);
        if (bits is 0 or ulong.MaxValue)
        {
            return false;
        }

        first = BitOperations.LeadingZeroCount(bits);
        last = 63 - BitOperations.TrailingZeroCount(bits);
        if (BitOperations.PopCount(bits) == last - first + 1)
        {
            return true;
        }

        // Around the end of 64 bits: the clear ones are a run.
        int firstClear = BitOperations.LeadingZeroCount(~bits);
        int lastClear = 63 - BitOperations.TrailingZeroCount(~bits);
        (first, last) = (lastClear + 1, firstClear - 1);
        return isWide && firstClear > 0 && lastClear < 63 && BitOperations.PopCount(~bits) == lastClear - firstClear + 1;
    }

    // risbgnz r, a, first, last, rotation: a shift in front of the mask is for nothing
    private Reg MaskRun(NodeView n, NodeView a, int first, int last, bool isWide)
    {
        int rotation = 0;
        Value source = a.Id;
        if (a is { Op: Opcode.Ushr or Opcode.Ishl, IsSingleUse: true } && View(a.B) is { Op: Opcode.Iconst, Imm: var s })
        {
            int amount = (int)s & (isWide ? 63 : 31);
            int zerosFrom = a.Op == Opcode.Ushr ? (isWide ? 0 : 32) + amount : 0; // bits in front of it are clear after the shift
            int zerosAfter = a.Op == Opcode.Ishl ? 63 - amount : 63;
            if (first >= zerosFrom && last <= zerosAfter && first <= last)
            {
                rotation = a.Op == Opcode.Ishl ? amount : -amount & 63;
                source = a.A;
            }
        }

        Emit(S390Inst.Run(DefReg(n.Id), UseReg(source), first, last, rotation));
        return DefReg(n.Id);
    }

    private Reg Shift(NodeView n)
    {
        bool isWide = n.Type.Size == 8;
        S390Op op = (n.Op, isWide) switch
        {
            (Opcode.Ishl, true) => S390Int.Sllg,
            (Opcode.Ishl, false) => S390Int.Sllk,
            (Opcode.Ushr, true) => S390Int.Srlg,
            (Opcode.Ushr, false) => S390Int.Srlk,
            (_, true) => S390Int.Srag,
            _ => S390Int.Srak,
        };
        if (View(n.B) is { Op: Opcode.Iconst, Imm: var count })
        {
            return ShiftByNumber(n, op, (int)count & (isWide ? 63 : 31), isWide);
        }

        Reg source = UseReg(n.A);
        // The machine looks at six bits, wasm at five or six.
        Reg amount = UseReg(ShiftCount(n.B, n.Type.Size));
        if (!isWide)
        {
            Reg masked = NewReg(RegClass.Int);
            Emit(S390Inst.Run(masked, amount, 59, 63, 0));
            amount = masked;
        }

        Emit(S390Inst.Shift(op, DefReg(n.Id), source, 0, amount));
        return DefReg(n.Id);
    }

    // risbgnz r, a, first, last, rotation: a mask in front of the shift is for nothing, and 32 bits come with zeros above
    private Reg ShiftByNumber(NodeView n, S390Op op, int amount, bool isWide)
    {
        bool left = n.Op == Opcode.Ishl;
        NodeView a = View(n.A);
        int top = isWide ? 0 : 32;
        if (n.Op != Opcode.Sshr && amount != 0)
        {
            (int first, int last) = left ? (top, 63 - amount) : (top + amount, 63);
            if (a is { Op: Opcode.Iand, IsSingleUse: true } && View(a.B) is { Op: Opcode.Iconst, Imm: var k }
                && TryRun(isWide ? (ulong)k : (uint)k, isWide, out int maskFirst, out int maskLast) && maskFirst <= maskLast)
            {
                int moved = left ? -amount : amount;
                (int runFirst, int runLast) = (Math.Max(first, maskFirst + moved), Math.Min(last, maskLast + moved));
                if (runFirst <= runLast)
                {
                    Emit(S390Inst.Run(DefReg(n.Id), UseReg(a.A), runFirst, runLast, left ? amount : 64 - amount));
                    return DefReg(n.Id);
                }
            }

            // An index that is extended first: its 32 bits are the run.
            bool isExtended = isWide && left && a.Op == Opcode.Uextend && !HasZeroUpperHalf(a.A);
            if (!isWide || isExtended)
            {
                first = isExtended ? Math.Max(32 - amount, 0) : first;
                Emit(S390Inst.Run(DefReg(n.Id), UseReg(isExtended ? a.A : a.Id), first, last, left ? amount : 64 - amount));
                return DefReg(n.Id);
            }
        }

        Emit(S390Inst.Shift(op, DefReg(n.Id), UseReg(a.Id), amount));
        return DefReg(n.Id);
    }

    private Reg Rotate(NodeView n)
    {
        S390Op op = n.Type.Size == 8 ? S390Int.Rllg : S390Int.Rll;
        int mask = (n.Type.Size * 8) - 1;
        Reg source = UseReg(n.A);
        if (View(n.B) is { Op: Opcode.Iconst, Imm: var count })
        {
            Emit(S390Inst.Shift(op, DefReg(n.Id), source, (int)(n.Op == Opcode.Rotl ? count : -count) & mask));
            return DefReg(n.Id);
        }

        Reg amount = UseReg(ShiftCount(n.B, n.Type.Size));
        if (n.Op == Opcode.Rotr)
        {
            Reg back = NewReg(RegClass.Int);
            Emit(S390Inst.Reg2(S390Int.Lcgr, back, amount));
            amount = back;
        }

        Emit(S390Inst.Shift(op, DefReg(n.Id), source, 0, amount));
        return DefReg(n.Id);
    }

    private Reg Clz(NodeView n)
    {
        if (n.Type.Size == 4)
        {
            return CountLanes(S390Vector.Vclz, n);
        }

        Emit(new MachInst { Op = (ushort)S390Pseudo.LeadingZeros, R0 = DefReg(n.Id), R1 = UseReg(n.A), R4 = NewReg(RegClass.Int) });
        return DefReg(n.Id);
    }

    // vlvg v, a, 0; count v; vlgv r, v, 0
    private Reg CountLanes(S390Op[] count, NodeView n)
    {
        int width = n.Type.Size == 8 ? 3 : 2;
        (Reg bits, Reg counts) = (NewReg(IrType.F64), NewReg(IrType.F64));
        Emit(S390Inst.RegImm(S390Vector.Vlvg[width], bits, Undefined(IrType.F64), 0) with { R2 = UseReg(n.A) });
        Emit(S390Inst.Reg2(count[width], counts, bits));
        Emit(S390Inst.RegImm(S390Vector.Vlgv[width], DefReg(n.Id), counts, 0));
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
            TrapIf(S390Test.NotZero(b, size).Inverted, Options.TrapCodes.IntegerDivideByZero, location);
        }

        if (signed && !remainder && (!constant || divisor.Imm == -1))
        {
            Emit(new MachInst
            {
                Op = (ushort)S390Pseudo.TrapIfQuotientOverflows,
                R1 = a,
                R2 = b,
                Size = (byte)size,
                TrapCode = Options.TrapCodes.IntegerOverflow,
                Source = location,
            });
        }

        // The remainder of a division by -1 is that by 1, and the smallest integer has a quotient then. 32 bits are divided as 64.
        if (signed && remainder && size == 8 && (!constant || divisor.Imm == -1))
        {
            Reg safe = NewReg(RegClass.Int);
            Emit(S390Inst.CompareImm(S390Int.Cghi, b, -1));
            Emit(S390Inst.RegImm(S390Int.Locghi, safe, b, 1) with { Cond = (byte)S390Cond.Equal });
            b = safe;
        }

        // The dividend's register becomes the quotient's, so the divisor has one of its own.
        if (a == b)
        {
            b = NewReg(RegClass.Int);
            Emit(S390Inst.Move(b, a));
        }

        (Reg quotient, Reg rest) = remainder ? (NewReg(RegClass.Int), DefReg(n.Id)) : (DefReg(n.Id), NewReg(RegClass.Int));
        Emit(new MachInst
        {
            Op = (ushort)S390Pseudo.Divide,
            R0 = quotient,
            R1 = a,
            R2 = b,
            R4 = rest,
            Size = (byte)size,
            Cond = (byte)(signed ? 1 : 0),
        });
        return DefReg(n.Id);
    }
}
