// Integer arithmetic and logic. Additions become lea: it has three operands, so the allocator needs no copy, and the emitter turns it
// back into add where the destination happens to be one of the sources. Everything else is x86's two-operand form with a tied first source.
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Lower
{
    private Reg Iadd(NodeView n) => (View(n.A), View(n.B)) switch
    {
        // add r, [mem]
        (var a, var b) when CanSink(b, n.Type.Size) => Alu(X64Alu.Add, n, a.Id, Sink(b)),
        (var a, var b) when CanSink(a, n.Type.Size) => Alu(X64Alu.Add, n, b.Id, Sink(a)),

        // lea r, [a + k]
        (var a, var b) when TryImm32(b, out int k) => Lea(n, X64Mem.At(UseReg(a.Id), k)),
        (var a, var b) when TryImm32(a, out int k) => Lea(n, X64Mem.At(UseReg(b.Id), k)),

        // lea r, [a + b*2^k]: the shift is free only if nobody else wants its result
        (var a, var b) when TryScaledIndex(b, out Value index, out byte shift) => Lea(n, X64Mem.At(UseReg(a.Id), UseReg(index), shift, 0)),
        (var a, var b) when TryScaledIndex(a, out Value index, out byte shift) => Lea(n, X64Mem.At(UseReg(b.Id), UseReg(index), shift, 0)),

        // lea r, [a + b]
        (var a, var b) => Lea(n, X64Mem.At(UseReg(a.Id), UseReg(b.Id), 0, 0)),
    };

    private Reg Isub(NodeView n) => (View(n.A), View(n.B)) switch
    {
        // neg r
        ({ Op: Opcode.Iconst, Imm: 0 }, var b) => Unary(X64Unary.Neg, n, b.Id),

        // sub r, [mem]
        (var a, var b) when CanSink(b, n.Type.Size) => Alu(X64Alu.Sub, n, a.Id, Sink(b)),

        // lea r, [a - k]
        (var a, var b) when TryImm32(b, out int k) && k != int.MinValue => Lea(n, X64Mem.At(UseReg(a.Id), -k)),

        (var a, var b) => Alu(X64Alu.Sub, n, a.Id, UseReg(b.Id)),
    };

    private Reg Imul(NodeView n) => (View(n.A), View(n.B)) switch
    {
        // lea r, [a + a*{2,4,8}]
        (var a, { Op: Opcode.Iconst, Imm: 3 or 5 or 9 } k) => LeaMultiple(n, UseReg(a.Id), (byte)BitOperations.Log2((ulong)k.Imm - 1)),

        // imul r, [mem], imm / imul r, a, imm
        (var a, var b) when TryImm32(b, out int k) && CanSink(a, n.Type.Size) => ImulImm(n, Sink(a), k),
        (var a, var b) when TryImm32(b, out int k) => ImulImm(n, UseReg(a.Id), k),
        (var a, var b) when TryImm32(a, out int k) => ImulImm(n, UseReg(b.Id), k),

        // imul r, [mem]
        (var a, var b) when CanSink(b, n.Type.Size) => ImulRm(n, a.Id, Sink(b)),
        (var a, var b) when CanSink(a, n.Type.Size) => ImulRm(n, b.Id, Sink(a)),

        (var a, var b) => ImulRm(n, a.Id, UseReg(b.Id)),
    };

    private Reg LeaMultiple(NodeView n, Reg a, byte shift) => Lea(n, X64Mem.At(a, a, shift, 0));

    private Reg Iand(NodeView n) => (View(n.A), View(n.B)) switch
    {
        // movzx r, r8 / r16; mov r32, r32
        (var a, { Op: Opcode.Iconst, Imm: 0xff }) => Extend(X64Extend.Zero8, n, a.Id),
        (var a, { Op: Opcode.Iconst, Imm: 0xffff }) => Extend(X64Extend.Zero16, n, a.Id),
        (var a, { Op: Opcode.Iconst, Imm: 0xffff_ffff }) when n.Type.Size == 8 => Extend(X64Extend.Zero32, n, a.Id),

        // and r32, imm32: the 32-bit form also clears the upper half
        (var a, { Op: Opcode.Iconst, Imm: >= 0 and <= uint.MaxValue and var k }) => AluSized(X64Alu.And, 4, n, a.Id, X64Operand.Immediate((int)k)),

        // andn r, b, a
        (var a, { Op: Opcode.Ixor, IsSingleUse: true } x) when HasBmi1 && IsAllOnes(x.B) => Andn(n, x.A, a.Id),
        ({ Op: Opcode.Ixor, IsSingleUse: true } x, var b) when HasBmi1 && IsAllOnes(x.B) => Andn(n, x.A, b.Id),

        _ => Commutative(X64Alu.And, n),
    };

    private Reg Ior(NodeView n) => Commutative(X64Alu.Or, n);

    private Reg Ixor(NodeView n) => IsAllOnes(n.B) ? Unary(X64Unary.Not, n, n.A) : Commutative(X64Alu.Xor, n);

    private Reg Commutative(X64Alu op, NodeView n) => (View(n.A), View(n.B)) switch
    {
        // op r, [mem]
        (var a, var b) when CanSink(b, n.Type.Size) => Alu(op, n, a.Id, Sink(b)),
        (var a, var b) when CanSink(a, n.Type.Size) => Alu(op, n, b.Id, Sink(a)),

        // op r, imm
        (var a, var b) when TryImm32(b, out int k) => Alu(op, n, a.Id, X64Operand.Immediate(k)),
        (var a, var b) when TryImm32(a, out int k) => Alu(op, n, b.Id, X64Operand.Immediate(k)),

        // the operand that dies here is the one to overwrite
        (var a, { IsSingleUse: true } b) when !a.IsSingleUse => Alu(op, n, b.Id, UseReg(a.Id)),
        (var a, var b) => Alu(op, n, a.Id, UseReg(b.Id)),
    };

    private Reg Shift(X64Shift op, NodeView n) => View(n.B) switch
    {
        // shl r, imm8
        { Op: Opcode.Iconst, Imm: var k } => ShiftImm(op, n, n.A, (int)k & ((n.Type.Size * 8) - 1)),

        // shlx r, a, count
        _ when HasBmi2 => ShiftX(op, n, n.A, UseReg(ShiftCount(n.B, n.Type.Size))),

        // shl r, cl
        _ => ShiftCl(op, n, n.A, UseReg(ShiftCount(n.B, n.Type.Size))),
    };

    private Reg Rotate(X64Shift op, NodeView n) => View(n.B) switch
    {
        // rorx r, a, imm8
        { Op: Opcode.Iconst, Imm: var k } when HasBmi2 => Rorx(n, n.A, RotateRightBy(op, (int)k, n.Type.Size * 8)),

        // rol r, imm8
        { Op: Opcode.Iconst, Imm: var k } => ShiftImm(op, n, n.A, (int)k & ((n.Type.Size * 8) - 1)),

        // rol r, cl
        _ => ShiftCl(op, n, n.A, UseReg(ShiftCount(n.B, n.Type.Size))),
    };

    private static int RotateRightBy(X64Shift op, int amount, int bits) => (op == X64Shift.Ror ? amount : -amount) & (bits - 1);

    private Reg Clz(NodeView n)
    {
        int size = n.Type.Size;
        if (HasLzcnt)
        {
            // lzcnt r, a
            return BitCount(X64BitOp.Lzcnt, size, DefReg(n.Id), UseReg(n.A));
        }

        // mov c, 2*bits-1; bsr t, a; cmovz t, c; xor t, bits-1: a zero source leaves (2*bits-1) ^ (bits-1) = bits
        int bits = size * 8;
        Reg none = LoadImmediate(4, (2 * bits) - 1);
        Reg found = BitCount(X64BitOp.Bsr, size, NewReg(RegClass.Int), UseReg(n.A));
        Reg index = Cmov(size, NewReg(RegClass.Int), X64Cond.E, found, none);
        return AluRaw(X64Alu.Xor, size, DefReg(n.Id), index, X64Operand.Immediate(bits - 1));
    }

    private Reg Ctz(NodeView n)
    {
        int size = n.Type.Size;
        if (HasBmi1)
        {
            // tzcnt r, a
            return BitCount(X64BitOp.Tzcnt, size, DefReg(n.Id), UseReg(n.A));
        }

        // mov c, bits; bsf t, a; cmovz t, c
        Reg none = LoadImmediate(4, size * 8);
        Reg found = BitCount(X64BitOp.Bsf, size, NewReg(RegClass.Int), UseReg(n.A));
        return Cmov(size, DefReg(n.Id), X64Cond.E, found, none);
    }

    private Reg Popcnt(NodeView n)
    {
        int size = n.Type.Size;
        if (HasPopcnt)
        {
            // popcnt r, a
            return BitCount(X64BitOp.Popcnt, size, DefReg(n.Id), UseReg(n.A));
        }

        // The usual sums of 2, 4 and 8 bits; the multiplication adds the bytes up in the top one.
        Reg a = UseReg(n.A);
        Reg ones = Repeated(0x5555_5555_5555_5555, size);
        Reg half = ShiftRaw(X64Shift.Shr, size, NewReg(RegClass.Int), a, 1);
        half = AluRaw(X64Alu.And, size, NewReg(RegClass.Int), half, ones);
        Reg pairs = AluRaw(X64Alu.Sub, size, NewReg(RegClass.Int), a, half);

        Reg twos = Repeated(0x3333_3333_3333_3333, size);
        Reg low = AluRaw(X64Alu.And, size, NewReg(RegClass.Int), pairs, twos);
        Reg high = ShiftRaw(X64Shift.Shr, size, NewReg(RegClass.Int), pairs, 2);
        high = AluRaw(X64Alu.And, size, NewReg(RegClass.Int), high, twos);
        Reg nibbles = AluRaw(X64Alu.Add, size, NewReg(RegClass.Int), low, high);

        Reg upper = ShiftRaw(X64Shift.Shr, size, NewReg(RegClass.Int), nibbles, 4);
        Reg bytes = AluRaw(X64Alu.Add, size, NewReg(RegClass.Int), upper, nibbles);
        bytes = AluRaw(X64Alu.And, size, NewReg(RegClass.Int), bytes, Repeated(0x0f0f_0f0f_0f0f_0f0f, size));
        Reg sum = ImulRaw(size, NewReg(RegClass.Int), bytes, Repeated(0x0101_0101_0101_0101, size));
        return ShiftRaw(X64Shift.Shr, size, DefReg(n.Id), sum, (size * 8) - 8);
    }

    private Reg Repeated(ulong pattern, int size) => LoadImmediate(size, size == 4 ? (long)(uint)pattern : (long)pattern);

    private bool IsAllOnes(Value value) => View(value) is { Op: Opcode.Iconst, Imm: -1 };

    /// <summary>Whether a shift by 1, 2 or 3 fits an address.</summary>
    private bool TryScaledIndex(NodeView node, out Value index, out byte shift)
    {
        if (node is { Op: Opcode.Ishl, IsSingleUse: true } && View(node.B) is { Op: Opcode.Iconst, Imm: >= 1 and <= 3 and var k })
        {
            (index, shift) = (node.A, (byte)k);
            return true;
        }

        (index, shift) = (Value.None, 0);
        return false;
    }

    /// <summary>Whether a value is a constant that fits a sign-extended 32-bit immediate.</summary>
    private static bool TryImm32(NodeView node, out int imm)
    {
        imm = (int)node.Imm;
        return node.Op == Opcode.Iconst && node.Imm == imm;
    }

    /// <summary>Folds a load: its memory operand.</summary>
    private X64Mem Sink(NodeView load)
    {
        MarkSunk(load.Id);
        return MemoryOf(load);
    }
}
