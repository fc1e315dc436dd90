// Comparisons. A comparison is emitted where its flags are used (branch, select, trap) and again where its value is wanted: cmp is
// cheaper than keeping a boolean. Float comparisons set ZF, PF and CF all three when unordered, so equality needs the parity flag too;
// "less than" is asked with swapped operands, so that one unsigned condition is false for NaNs by itself.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Which flags say that a condition holds.</summary>
internal enum X64TestKind : byte
{
    /// <summary>The condition code alone.</summary>
    Simple,

    /// <summary>ZF set and PF clear: floats are equal.</summary>
    EqualOrdered,

    /// <summary>ZF clear or PF set: floats are unequal or unordered.</summary>
    UnequalOrUnordered,
}

/// <summary>A condition over the flags of the instruction just emitted.</summary>
/// <param name="Kind">How to read the flags.</param>
/// <param name="Cond">The condition code of a simple test.</param>
internal readonly record struct X64Test(X64TestKind Kind, X64Cond Cond)
{
    internal static X64Test Of(X64Cond cond) => new(X64TestKind.Simple, cond);

    internal X64Test Inverted => Kind switch
    {
        X64TestKind.Simple => Of(X64Regs.Invert(Cond)),
        X64TestKind.EqualOrdered => new X64Test(X64TestKind.UnequalOrUnordered, X64Cond.NE),
        X64TestKind.UnequalOrUnordered => new X64Test(X64TestKind.EqualOrdered, X64Cond.E),
    };
}

internal sealed partial class X64Lower
{
    /// <summary>Emits what sets the flags for <paramref name="condition"/> being non-zero.</summary>
    private X64Test EmitTest(Value condition) => View(condition) switch
    {
        { Op: Opcode.Icmp } c => EmitIntCompare(c),
        { Op: Opcode.Fcmp } c => EmitFloatCompare(c),
        { Op: Opcode.VanyTrue or Opcode.VallTrue } c => EmitVectorTest(c),

        // test a, b / test a, imm
        { Op: Opcode.Iand, IsSingleUse: true } and => EmitTestBits(and, X64Cond.NE),

        // cmp [mem], 0
        var c when CanSink(c, c.Type.Size) => AfterCompare(CompareImm(c.Type.Size, Sink(c), 0), X64Cond.NE),

        // test r, r
        var c => TestSelf(c.Type.Size, UseReg(c.Id), X64Cond.NE),
    };

    private X64Test EmitIntCompare(NodeView c)
    {
        int size = TypeOf(c.A).Size;
        return (View(c.A), View(c.B)) switch
        {
            // test a, b: the comparison of an and with zero
            ({ Op: Opcode.Iand, IsSingleUse: true } and, { Op: Opcode.Iconst, Imm: 0 }) when TestsAgainstZero(c.IntCc) => EmitTestBits(and, Cond(c.IntCc)),

            // cmp byte [mem], imm8
            (var a, { Op: Opcode.Iconst, Imm: var k }) when CanSinkNarrow(a, c.IntCc, k) => AfterCompare(CompareImm(a.AccessBytes, Sink(a), (int)k), Cond(c.IntCc)),

            // cmp [mem], imm
            (var a, var b) when TryImm32(b, out int k) && CanSink(a, size) => AfterCompare(CompareImm(size, Sink(a), k), Cond(c.IntCc)),

            // test a, a
            (var a, { Op: Opcode.Iconst, Imm: 0 }) when TestsAgainstZero(c.IntCc) => TestSelf(size, UseReg(a.Id), Cond(c.IntCc)),

            // cmp a, imm
            (var a, var b) when TryImm32(b, out int k) => AfterCompare(CompareImm(size, UseReg(a.Id), k), Cond(c.IntCc)),
            (var a, var b) when TryImm32(a, out int k) => AfterCompare(CompareImm(size, UseReg(b.Id), k), X64Regs.Swap(Cond(c.IntCc))),

            // cmp a, [mem] / cmp [mem], b
            (var a, var b) when CanSink(b, size) => AfterCompare(Compare(size, UseReg(a.Id), Sink(b)), Cond(c.IntCc)),
            (var a, var b) when CanSink(a, size) => AfterCompare(Compare(size, UseReg(b.Id), Sink(a)), X64Regs.Swap(Cond(c.IntCc))),

            // cmp a, b
            (var a, var b) => AfterCompare(Compare(size, UseReg(a.Id), UseReg(b.Id)), Cond(c.IntCc)),
        };
    }

    private static X64Test AfterCompare(Reg _, X64Cond cond) => X64Test.Of(cond);

    private X64Test TestSelf(int size, Reg a, X64Cond cond)
    {
        TestRegs(size, a, a);
        return X64Test.Of(cond);
    }

    private X64Test EmitTestBits(NodeView and, X64Cond cond)
    {
        int size = and.Type.Size;
        switch (View(and.A), View(and.B))
        {
            // test [mem], imm
            case (var a, { Op: Opcode.Iconst } k) when TryImm32(k, out int imm) && CanSink(a, size):
                TestImm(size, Sink(a), imm);
                break;

            // test r32, imm32: enough for a 64-bit value too when the mask has no sign to extend
            case (var a, { Op: Opcode.Iconst, Imm: >= 0 and <= int.MaxValue and var k }):
                TestImm(4, UseReg(a.Id), (int)k);
                break;

            case (var a, { Op: Opcode.Iconst } k) when TryImm32(k, out int imm):
                TestImm(size, UseReg(a.Id), imm);
                break;

            // bt r, k
            case (var a, { Op: Opcode.Iconst, Imm: var k }) when cond is X64Cond.E or X64Cond.NE && long.PopCount(k) == 1:
                BitTest(size, UseReg(a.Id), (int)long.TrailingZeroCount(k));
                return X64Test.Of(cond == X64Cond.NE ? X64Cond.B : X64Cond.AE);

            // test [mem], r
            case (var a, var b) when CanSink(a, size):
                TestRegs(size, UseReg(b.Id), Sink(a));
                break;
            case (var a, var b):
                TestRegs(size, UseReg(a.Id), UseReg(b.Id));
                break;
        }

        return X64Test.Of(cond);
    }

    /// <summary>Whether the flags of <c>test</c> answer this comparison with zero (CF and OF are zero after it).</summary>
    private static bool TestsAgainstZero(IntCc cc) => cc switch
    {
        IntCc.Equal or IntCc.NotEqual => true,
        IntCc.SignedLessThan or IntCc.SignedGreaterThanOrEqual or IntCc.SignedGreaterThan or IntCc.SignedLessThanOrEqual => true,
        IntCc.UnsignedLessThan or IntCc.UnsignedGreaterThanOrEqual or IntCc.UnsignedGreaterThan or IntCc.UnsignedLessThanOrEqual => true,
    };

    /// <summary>Whether an 8 or 16-bit zero-extending load can be compared in its own width: both sides non-negative and in range.</summary>
    private bool CanSinkNarrow(NodeView load, IntCc cc, long imm) =>
        load is { Op: Opcode.Load, SignExtends: false, AccessBytes: 1 or 2 } && imm >= 0 && imm < (load.AccessBytes == 1 ? 0x80 : 0x8000)
        && IsUnsignedOrEquality(cc) && CanSinkAnyWidth(load);

    private static bool IsUnsignedOrEquality(IntCc cc) => cc switch
    {
        IntCc.Equal or IntCc.NotEqual => true,
        IntCc.UnsignedLessThan or IntCc.UnsignedGreaterThanOrEqual or IntCc.UnsignedGreaterThan or IntCc.UnsignedLessThanOrEqual => true,
        IntCc.SignedLessThan or IntCc.SignedGreaterThanOrEqual or IntCc.SignedGreaterThan or IntCc.SignedLessThanOrEqual => false,
    };

    internal static X64Cond Cond(IntCc cc) => cc switch
    {
        IntCc.Equal => X64Cond.E,
        IntCc.NotEqual => X64Cond.NE,
        IntCc.SignedLessThan => X64Cond.L,
        IntCc.SignedGreaterThanOrEqual => X64Cond.GE,
        IntCc.SignedGreaterThan => X64Cond.G,
        IntCc.SignedLessThanOrEqual => X64Cond.LE,
        IntCc.UnsignedLessThan => X64Cond.B,
        IntCc.UnsignedGreaterThanOrEqual => X64Cond.AE,
        IntCc.UnsignedGreaterThan => X64Cond.A,
        IntCc.UnsignedLessThanOrEqual => X64Cond.BE,
    };

    private X64Test EmitFloatCompare(NodeView c) => c.FloatCc switch
    {
        // ucomis a, b; ZF without PF
        FloatCc.Equal => FloatCompare(c, swapped: false, new X64Test(X64TestKind.EqualOrdered, X64Cond.E)),
        FloatCc.NotEqual => FloatCompare(c, swapped: false, new X64Test(X64TestKind.UnequalOrUnordered, X64Cond.NE)),

        // ucomis b, a; above: CF and ZF clear, so ordered
        FloatCc.LessThan => FloatCompare(c, swapped: true, X64Test.Of(X64Cond.A)),
        FloatCc.LessThanOrEqual => FloatCompare(c, swapped: true, X64Test.Of(X64Cond.AE)),
        FloatCc.GreaterThan => FloatCompare(c, swapped: false, X64Test.Of(X64Cond.A)),
        FloatCc.GreaterThanOrEqual => FloatCompare(c, swapped: false, X64Test.Of(X64Cond.AE)),
    };

    private X64Test FloatCompare(NodeView c, bool swapped, X64Test test)
    {
        (Value a, Value b) = swapped ? (c.B, c.A) : (c.A, c.B);
        Ucomis(TypeOf(a), UseReg(a), FloatOperand(b));
        return test;
    }

    /// <summary>0 or 1 in a register: xor first, so that setcc needs no widening afterwards.</summary>
    private Reg SetValue(NodeView n)
    {
        Reg zero = LoadZero();
        X64Test test = EmitTest(n.Id);
        switch (test.Kind)
        {
            case X64TestKind.Simple:
                return Setcc(DefReg(n.Id), zero, test.Cond);
            case X64TestKind.EqualOrdered:
                {
                    // setnp a; sete b; and
                    Reg ordered = Setcc(NewReg(IrType.I32), zero, X64Cond.NP);
                    Reg equal = Setcc(NewReg(IrType.I32), zero, X64Cond.E);
                    return AluRaw(X64Alu.And, 4, DefReg(n.Id), equal, ordered);
                }

            default:
                {
                    // setp a; setne b; or
                    Reg unordered = Setcc(NewReg(IrType.I32), zero, X64Cond.P);
                    Reg unequal = Setcc(NewReg(IrType.I32), zero, X64Cond.NE);
                    return AluRaw(X64Alu.Or, 4, DefReg(n.Id), unequal, unordered);
                }
        }
    }

    private Reg Select(NodeView n)
    {
        // The values are fetched before the comparison: loading a constant may change the flags.
        Reg whenTrue = UseReg(n.B);
        Reg whenFalse = UseReg(n.C);
        X64Test test = EmitTest(n.A);
        if (n.Type.IsFloat)
        {
            return FloatSelect(n, test, whenTrue, whenFalse);
        }

        int size = n.Type.Size;
        switch (test.Kind)
        {
            case X64TestKind.Simple:
                return Cmov(size, DefReg(n.Id), test.Cond, whenFalse, whenTrue);
            case X64TestKind.EqualOrdered:
                {
                    // cmovne t, f; cmovp t, f
                    Reg step = Cmov(size, NewReg(n.Type), X64Cond.NE, whenTrue, whenFalse);
                    return Cmov(size, DefReg(n.Id), X64Cond.P, step, whenFalse);
                }

            default:
                {
                    // cmovne f, t; cmovp f, t
                    Reg step = Cmov(size, NewReg(n.Type), X64Cond.NE, whenFalse, whenTrue);
                    return Cmov(size, DefReg(n.Id), X64Cond.P, step, whenTrue);
                }
        }
    }

    private Reg TrapIf(NodeView n, bool whenTrue)
    {
        X64Test test = EmitTest(n.A);
        return EmitTrapIf(whenTrue ? test : test.Inverted, n.TrapCode, Location(n.Id));
    }
}
