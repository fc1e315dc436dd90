// Integer arithmetic and logic. What reads 32 bits only takes them from wherever they come; what it leaves is sign-extended.
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

internal sealed partial class Rv64Lower
{
    private static bool IsWord(NodeView n) => n.Type.Size == 4;

    private Reg Word2(NodeView n, Rv64Op word, Rv64Op wide) => IsWord(n)
        ? Int3(word, DefReg(n.Id), UseWord(n.A), UseWord(n.B))
        : Int3(wide, DefReg(n.Id), UseReg(n.A), UseReg(n.B));

    private Reg Iadd(NodeView n)
    {
        // addi, addiw r, a, #k
        if (View(n.B) is { Op: Opcode.Iconst, Imm: var k } && Rv64Constants.FitsImm12(k))
        {
            return AddImm(n, n.A, k);
        }

        if (View(n.A) is { Op: Opcode.Iconst, Imm: var j } && Rv64Constants.FitsImm12(j))
        {
            return AddImm(n, n.B, j);
        }

        if (!IsWord(n) && HasZba)
        {
            // sh1add, add.uw, sh1add.uw r, index, base
            if (TryIndex(n.B, out Reg index, out Rv64Op op))
            {
                return Int3(op, DefReg(n.Id), index, AddressReg(n.A));
            }

            if (TryIndex(n.A, out index, out op))
            {
                return Int3(op, DefReg(n.Id), index, AddressReg(n.B));
            }
        }

        return IsWord(n) ? Word2(n, Rv64Int.Addw, Rv64Int.Add) : Int3(Rv64Int.Add, DefReg(n.Id), AddressReg(n.A), AddressReg(n.B));
    }

    /// <summary>A zero-extended or shifted value that an addition of Zba takes as it is, if nobody else wants the result.</summary>
    private bool TryIndex(Value value, out Reg index, out Rv64Op op)
    {
        NodeView node = View(value);
        (index, op) = (Reg.None, Rv64Bits.AddUw);
        int shift = 0;
        if (node is { Op: Opcode.Ishl, IsSingleUse: true } && View(node.B) is { Op: Opcode.Iconst, Imm: >= 1 and <= 3 and var k })
        {
            (node, shift) = (View(node.A), (int)k);
        }

        bool isExtended = node.Op == Opcode.Uextend && (shift == 0 || node.IsSingleUse) && !HasZeroUpperHalf(node.A);
        if (!isExtended && shift == 0)
        {
            return false;
        }

        index = isExtended ? UseWord(node.A) : UseReg(node.Id);
        op = (shift, isExtended) switch
        {
            (0, _) => Rv64Bits.AddUw,
            (1, true) => Rv64Bits.Sh1addUw,
            (1, false) => Rv64Bits.Sh1add,
            (2, true) => Rv64Bits.Sh2addUw,
            (2, false) => Rv64Bits.Sh2add,
            (_, true) => Rv64Bits.Sh3addUw,
            (_, false) => Rv64Bits.Sh3add,
        };
        return true;
    }

    private Reg AddImm(NodeView n, Value a, long k) =>
        IsWord(n) ? RegImm(Rv64Int.Addiw, DefReg(n.Id), UseWord(a), k) : RegImm(Rv64Int.Addi, DefReg(n.Id), AddressReg(a), k);

    private Reg Isub(NodeView n)
    {
        if (View(n.B) is { Op: Opcode.Iconst, Imm: var k } && k != long.MinValue && Rv64Constants.FitsImm12(-k))
        {
            return AddImm(n, n.A, -k);
        }

        return IsWord(n)
            ? Int3(Rv64Int.Subw, DefReg(n.Id), UseWord(n.A), UseWord(n.B))
            : Int3(Rv64Int.Sub, DefReg(n.Id), UseOrZero(n.A), UseReg(n.B));
    }

    private Reg Logic(NodeView n)
    {
        (NodeView a, NodeView b) = (View(n.A), View(n.B));
        if (b is { Op: Opcode.Iconst, Imm: var k })
        {
            // andi, ori, xori r, a, #k
            if (Rv64Constants.FitsImm12(k))
            {
                Rv64Op immediate = n.Op switch { Opcode.Iand => Rv64Int.Andi, Opcode.Ior => Rv64Int.Ori, _ => Rv64Int.Xori };
                return RegImm(immediate, DefReg(n.Id), UseReg(a.Id), k);
            }

            // slli, srli: a mask of low bits that is longer than an immediate; of a word at most 31, so that the sign stays clear
            if (n.Op == Opcode.Iand && k > 0 && BitOperations.IsPow2(unchecked((ulong)k + 1)))
            {
                int unwanted = BitOperations.LeadingZeroCount((ulong)k);
                return k == 0xffff && HasZbb
                    ? Int2(Rv64Bits.ZextH, DefReg(n.Id), UseReg(a.Id))
                    : RegImm(Rv64Int.Srli, DefReg(n.Id), RegImm(Rv64Int.Slli, UseReg(a.Id), unwanted), unwanted);
            }

            // bclri, bseti, binvi: one bit, but not the sign of a word, which has 32 copies
            ulong bit = (ulong)(n.Op == Opcode.Iand ? ~k : k);
            if (HasZbs && BitOperations.IsPow2(bit) && !(IsWord(n) && bit >= 1u << 31))
            {
                Rv64Op single = n.Op switch { Opcode.Iand => Rv64Bits.Bclri, Opcode.Ior => Rv64Bits.Bseti, _ => Rv64Bits.Binvi };
                return RegImm(single, DefReg(n.Id), UseReg(a.Id), BitOperations.Log2(bit));
            }
        }

        // andn, orn, xnor
        if (HasZbb && (IsInversion(b) || IsInversion(a)))
        {
            (Value plain, Value inverse) = IsInversion(b) ? (a.Id, b.A) : (b.Id, a.A);
            Rv64Op not = n.Op switch { Opcode.Iand => Rv64Bits.Andn, Opcode.Ior => Rv64Bits.Orn, _ => Rv64Bits.Xnor };
            return Int3(not, DefReg(n.Id), UseReg(plain), UseReg(inverse));
        }

        Rv64Op op = n.Op switch { Opcode.Iand => Rv64Int.And, Opcode.Ior => Rv64Int.Or, _ => Rv64Int.Xor };
        return Int3(op, DefReg(n.Id), UseReg(a.Id), UseReg(b.Id));
    }

    private bool IsInversion(NodeView node) => node is { Op: Opcode.Ixor, IsSingleUse: true } && View(node.B) is { Op: Opcode.Iconst, Imm: -1 };

    private Reg Shift(NodeView n)
    {
        bool isWord = IsWord(n);
        if (View(n.B) is not { Op: Opcode.Iconst } count)
        {
            Rv64Op op = n.Op switch
            {
                Opcode.Ishl => isWord ? Rv64Int.Sllw : Rv64Int.Sll,
                Opcode.Ushr => isWord ? Rv64Int.Srlw : Rv64Int.Srl,
                _ => isWord ? Rv64Int.Sraw : Rv64Int.Sra,
            };
            return Int3(op, DefReg(n.Id), isWord ? UseWord(n.A) : UseReg(n.A), UseReg(ShiftCount(n.B, n.Type.Size)));
        }

        int amount = (int)count.Imm & ((n.Type.Size * 8) - 1);
        NodeView a = View(n.A);
        bool isExtension = !isWord && a is { Op: Opcode.Uextend, IsSingleUse: true } && !HasZeroUpperHalf(a.A);
        if (n.Op == Opcode.Ishl && isExtension)
        {
            // slli.uw r, a, #k; or out at the top and back to where it belongs
            return HasZba ? RegImm(Rv64Bits.SlliUw, DefReg(n.Id), UseWord(a.A), amount)
                : amount < 32 ? RegImm(Rv64Int.Srli, DefReg(n.Id), RegImm(Rv64Int.Slli, UseWord(a.A), 32), 32 - amount)
                : RegImm(Rv64Int.Slli, DefReg(n.Id), UseWord(a.A), amount);
        }

        Rv64Op immediate = n.Op switch
        {
            Opcode.Ishl => isWord ? Rv64Int.Slliw : Rv64Int.Slli,
            Opcode.Ushr => isWord ? Rv64Int.Srliw : Rv64Int.Srli,
            _ => isWord ? Rv64Int.Sraiw : Rv64Int.Srai,
        };
        return RegImm(immediate, DefReg(n.Id), isWord ? UseWord(n.A) : UseReg(n.A), amount);
    }

    private Reg Rotate(NodeView n)
    {
        bool isWord = IsWord(n);
        bool isRight = n.Op == Opcode.Rotr;
        int bits = n.Type.Size * 8;
        Reg a = isWord ? UseWord(n.A) : UseReg(n.A);
        (Rv64Op left, Rv64Op right) = isWord ? (Rv64Int.Sllw, Rv64Int.Srlw) : (Rv64Int.Sll, Rv64Int.Srl);
        if (View(n.B) is { Op: Opcode.Iconst } count)
        {
            int amount = (isRight ? (int)count.Imm : -(int)count.Imm) & (bits - 1);
            if (HasZbb)
            {
                return RegImm(isWord ? Rv64Bits.Roriw : Rv64Bits.Rori, DefReg(n.Id), a, amount);
            }

            (Rv64Op leftImm, Rv64Op rightImm) = isWord ? (Rv64Int.Slliw, Rv64Int.Srliw) : (Rv64Int.Slli, Rv64Int.Srli);
            return Int3(Rv64Int.Or, DefReg(n.Id), RegImm(rightImm, a, amount), RegImm(leftImm, a, -amount & (bits - 1)));
        }

        Reg by = UseReg(ShiftCount(n.B, n.Type.Size));
        if (HasZbb)
        {
            return Int3(
                isRight ? (isWord ? Rv64Bits.Rorw : Rv64Bits.Ror) : isWord ? Rv64Bits.Rolw : Rv64Bits.Rol, DefReg(n.Id), a, by);
        }

        // Counts are taken modulo the width, so that of the other way is the negative one.
        Reg back = Int3(Rv64Int.Sub, Rv64Regs.Zero, by);
        return Int3(Rv64Int.Or, DefReg(n.Id), Int3(isRight ? right : left, a, by), Int3(isRight ? left : right, a, back));
    }

    private Reg MultiplyHigh(NodeView n)
    {
        bool signed = n.Op == Opcode.Smulhi;
        if (!IsWord(n))
        {
            return Int3(signed ? Rv64Int.Mulh : Rv64Int.Mulhu, DefReg(n.Id), UseReg(n.A), UseReg(n.B));
        }

        // Unsigned: the upper half of the product of both, shifted left by 32, is their product.
        Reg product = signed
            ? Int3(Rv64Int.Mul, UseReg(n.A), UseReg(n.B))
            : Int3(Rv64Int.Mulhu, RegImm(Rv64Int.Slli, UseWord(n.A), 32), RegImm(Rv64Int.Slli, UseWord(n.B), 32));
        return RegImm(Rv64Int.Srai, DefReg(n.Id), product, 32);
    }

    /// <summary>d = the low 32 bits of a value, without a sign.</summary>
    private Reg ZeroExtend(Reg d, Value value)
    {
        // A reference behind a cast has no sign to begin with.
        NodeView node = View(value);
        if (node.Op == Opcode.Bitcast && TypeOf(node.A) == IrType.Ref)
        {
            Emit(Rv64Inst.Move(d, UseReg(node.A)));
            return d;
        }

        // lwu r, address
        if (CanSink(node, 4))
        {
            MarkSunk(node.Id);
            Emit(WithAddress(Rv64Inst.Make(Rv64Memory.Lwu) with { R0 = d }, node.A, node.Offset, node));
            return d;
        }

        // slli r, a, 32 + k; srli r, r, 32
        if (!HasZba && node is { Op: Opcode.Ishl, IsSingleUse: true } && View(node.B) is { Op: Opcode.Iconst, Imm: var k })
        {
            return RegImm(Rv64Int.Srli, d, RegImm(Rv64Int.Slli, UseWord(node.A), 32 + ((int)k & 31)), 32);
        }

        return ZeroExtend(d, UseWord(value));
    }

    private Reg ZeroExtend(Reg d, Reg a) =>
        HasZba ? Int3(Rv64Bits.AddUw, d, a, Rv64Regs.Zero) : RegImm(Rv64Int.Srli, d, RegImm(Rv64Int.Slli, a, 32), 32);

    private Reg SignExtend(Reg d, Reg a, int bits) => HasZbb
        ? Int2(bits == 8 ? Rv64Bits.SextB : Rv64Bits.SextH, d, a)
        : RegImm(Rv64Int.Srai, d, RegImm(Rv64Int.Slli, a, 64 - bits), 64 - bits);

    private Reg Clz(NodeView n)
    {
        if (HasZbb)
        {
            return Int2(IsWord(n) ? Rv64Bits.Clzw : Rv64Bits.Clz, DefReg(n.Id), IsWord(n) ? UseWord(n.A) : UseReg(n.A));
        }

        // All bits below the highest one are set; what is left above them is counted.
        Reg x = IsWord(n) ? ZeroExtend(NewReg(RegClass.Int), UseWord(n.A)) : UseReg(n.A);
        for (int distance = 1; distance < n.Type.Size * 8; distance *= 2)
        {
            x = Int3(Rv64Int.Or, x, RegImm(Rv64Int.Srli, x, distance));
        }

        Reg count = CountOnes(NewReg(RegClass.Int), x);
        return Int3(Rv64Int.Sub, DefReg(n.Id), LoadImmediate(n.Type.Size * 8), count);
    }

    private Reg Ctz(NodeView n)
    {
        if (HasZbb)
        {
            return Int2(IsWord(n) ? Rv64Bits.Ctzw : Rv64Bits.Ctz, DefReg(n.Id), IsWord(n) ? UseWord(n.A) : UseReg(n.A));
        }

        // The bits below the lowest one: (x & -x) - 1. A word has a bit behind its last.
        Reg x = IsWord(n) ? Int3(Rv64Int.Or, UseReg(n.A), LoadImmediate(1L << 32)) : UseReg(n.A);
        Reg lowest = Int3(Rv64Int.And, x, Int3(Rv64Int.Sub, Rv64Regs.Zero, x));
        return CountOnes(DefReg(n.Id), RegImm(Rv64Int.Addi, lowest, -1));
    }

    private Reg Popcnt(NodeView n)
    {
        if (HasZbb)
        {
            return Int2(IsWord(n) ? Rv64Bits.Cpopw : Rv64Bits.Cpop, DefReg(n.Id), IsWord(n) ? UseWord(n.A) : UseReg(n.A));
        }

        return CountOnes(DefReg(n.Id), IsWord(n) ? ZeroExtend(NewReg(RegClass.Int), UseWord(n.A)) : UseReg(n.A));
    }

    /// <summary>The usual sums of 2, 4 and 8 bits; the multiplication adds the bytes up in the top one.</summary>
    private Reg CountOnes(Reg d, Reg x)
    {
        Reg half = Int3(Rv64Int.And, RegImm(Rv64Int.Srli, x, 1), LoadImmediate(0x5555_5555_5555_5555));
        Reg pairs = Int3(Rv64Int.Sub, x, half);
        Reg twos = LoadImmediate(0x3333_3333_3333_3333);
        Reg low = Int3(Rv64Int.And, pairs, twos);
        Reg high = Int3(Rv64Int.And, RegImm(Rv64Int.Srli, pairs, 2), twos);
        Reg nibbles = Int3(Rv64Int.Add, low, high);
        Reg bytes = Int3(Rv64Int.Add, nibbles, RegImm(Rv64Int.Srli, nibbles, 4));
        bytes = Int3(Rv64Int.And, bytes, LoadImmediate(0x0f0f_0f0f_0f0f_0f0f));
        Reg sum = Int3(Rv64Int.Mul, bytes, LoadImmediate(0x0101_0101_0101_0101));
        return RegImm(Rv64Int.Srli, d, sum, 56);
    }

    private Reg Bswap(NodeView n)
    {
        Reg x = IsWord(n) ? UseWord(n.A) : UseReg(n.A);
        Reg swapped = IsWord(n) ? NewReg(RegClass.Int) : DefReg(n.Id);
        if (HasZbb)
        {
            Int2(Rv64Bits.Rev8, swapped, x);
        }
        else
        {
            x = Exchange(NewReg(RegClass.Int), x, 8, 0x00ff_00ff_00ff_00ff);
            x = Exchange(NewReg(RegClass.Int), x, 16, 0x0000_ffff_0000_ffff);
            Int3(Rv64Int.Or, swapped, RegImm(Rv64Int.Slli, x, 32), RegImm(Rv64Int.Srli, x, 32));
        }

        return IsWord(n) ? RegImm(Rv64Int.Srai, DefReg(n.Id), swapped, 32) : swapped;
    }

    // Exchanges neighbouring groups of bits; the mask selects the lower ones.
    private Reg Exchange(Reg d, Reg x, int bits, long mask)
    {
        Reg lower = LoadImmediate(mask);
        Reg up = RegImm(Rv64Int.Slli, Int3(Rv64Int.And, x, lower), bits);
        Reg down = Int3(Rv64Int.And, RegImm(Rv64Int.Srli, x, bits), lower);
        return Int3(Rv64Int.Or, d, up, down);
    }

    private Reg Divide(NodeView n, Rv64Op word, Rv64Op wide)
    {
        NodeView divisor = View(n.B);
        bool isConstant = divisor.Op == Opcode.Iconst;
        uint location = Location(n.Id);
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        if (!isConstant || divisor.Imm == 0)
        {
            TrapIf(Rv64Test.IsZero(b), Options.TrapCodes.IntegerDivideByZero, location);
        }

        if (n.Op == Opcode.Sdiv && (!isConstant || divisor.Imm == -1))
        {
            Emit(new MachInst
            {
                Op = (ushort)Rv64Pseudo.DivideCheck,
                R1 = a,
                R2 = b,
                Size = (byte)n.Type.Size,
                TrapCode = Options.TrapCodes.IntegerOverflow,
                Source = location,
            });
        }

        return Int3(IsWord(n) ? word : wide, DefReg(n.Id), a, b);
    }
}
