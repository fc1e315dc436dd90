// Comparisons and selects: toward comparisons with zero, narrow operands, and no comparison of a comparison.
using System.Numerics;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

internal static partial class Simplifier
{
    private static Node InverseOf(Node icmp)
    {
        icmp.Aux = (byte)((IntCc)icmp.Aux).Inverse;
        return icmp;
    }

    private static Value Compare(Function f, IntCc cc, int a, int b) =>
        f.Pure(new Node { Op = Opcode.Icmp, Type = IrType.I32, Aux = (byte)cc, A = a, B = b });

    private static Value Truth(Function f, bool isTrue) => f.Iconst(IrType.I32, isTrue ? 1 : 0);

    private static Value Icmp(Function f, in Node n)
    {
        var cc = (IntCc)n.Aux;
        if (n.A == n.B)
        {
            return Truth(f, Holds(cc, 0, 0, 0, 0));
        }

        (Node a, Node b) = (f.Nodes[n.A], f.Nodes[n.B]);
        if (a.Op == Opcode.Iconst && b.Op != Opcode.Iconst)
        {
            return Compare(f, cc.Swapped, n.B, n.A);
        }

        if (b.Op == Opcode.Iconst)
        {
            return IcmpConstant(f, n, cc, a, b.Imm);
        }

        return (a.Op, b.Op) switch
        {
            (Opcode.Uextend, Opcode.Uextend) => Compare(f, UnsignedOf(cc), a.A, b.A),
            (Opcode.Sextend, Opcode.Sextend) => Compare(f, cc, a.A, b.A),
            _ => Value.None,
        };
    }

    private static Value IcmpConstant(Function f, in Node n, IntCc cc, in Node a, long c)
    {
        ulong all = AllBits(a.Type);
        ulong possible = PossibleBits(f, n.A);
        ulong unsigned = (ulong)c & all;
        bool isEquality = cc is IntCc.Equal or IntCc.NotEqual;
        switch (cc)
        {
            case IntCc.UnsignedLessThan or IntCc.UnsignedGreaterThanOrEqual when possible < unsigned:
                return Truth(f, cc == IntCc.UnsignedLessThan);
            case IntCc.UnsignedGreaterThan or IntCc.UnsignedLessThanOrEqual when possible <= unsigned:
                return Truth(f, cc == IntCc.UnsignedLessThanOrEqual);
            case IntCc.Equal or IntCc.NotEqual when (unsigned & ~possible) != 0:
                return Truth(f, cc == IntCc.NotEqual);
            case IntCc.UnsignedLessThan when unsigned == 0:
                return Truth(f, false);
            case IntCc.UnsignedGreaterThanOrEqual when unsigned == 0:
                return Truth(f, true);
            case IntCc.UnsignedLessThan when unsigned == 1:
                return Compare(f, IntCc.Equal, n.A, Const(f, a.Type, 0));
            case IntCc.UnsignedGreaterThanOrEqual when unsigned == 1:
                return Compare(f, IntCc.NotEqual, n.A, Const(f, a.Type, 0));
            case IntCc.UnsignedLessThanOrEqual when unsigned == 0:
                return Compare(f, IntCc.Equal, n.A, n.B);
            case IntCc.UnsignedGreaterThan when unsigned == 0:
                return Compare(f, IntCc.NotEqual, n.A, n.B);
            case IntCc.SignedLessThan when c == 1:
                return Compare(f, IntCc.SignedLessThanOrEqual, n.A, Const(f, a.Type, 0));
            case IntCc.SignedGreaterThanOrEqual when c == 1:
                return Compare(f, IntCc.SignedGreaterThan, n.A, Const(f, a.Type, 0));
            case IntCc.SignedGreaterThan when c == -1:
                return Compare(f, IntCc.SignedGreaterThanOrEqual, n.A, Const(f, a.Type, 0));
            case IntCc.SignedLessThanOrEqual when c == -1:
                return Compare(f, IntCc.SignedLessThan, n.A, Const(f, a.Type, 0));
            default:
                break;
        }

        switch (a.Op)
        {
            // A comparison compared with 0 or 1 is itself or its opposite.
            case Opcode.Icmp or Opcode.Fcmp when isEquality && c is 0 or 1:
                bool isItself = (cc == IntCc.NotEqual) == (c == 0);
                return isItself ? new Value(n.A)
                    : a.Op == Opcode.Icmp || (FloatCc)a.Aux is FloatCc.Equal or FloatCc.NotEqual ? f.Pure(InverseOf(a))
                    : Value.None;

            // A zero-extended value fits, and so does the constant (else the cases above have decided); signs vanish.
            case Opcode.Uextend when c is >= 0 and <= uint.MaxValue:
                return Compare(f, UnsignedOf(cc), a.A, Const(f, IrType.I32, c));
            case Opcode.Sextend when c == (int)c:
                return Compare(f, cc, a.A, Const(f, IrType.I32, c));

            case Opcode.Ixor or Opcode.Isub when isEquality && c == 0:
                return Compare(f, cc, a.A, a.B);
            case Opcode.Iadd when isEquality && f.TryIconst(a.B, out long added):
                return Compare(f, cc, a.A, Const(f, a.Type, c - added));
            case Opcode.Ixor when isEquality && f.TryIconst(a.B, out long mixed):
                return Compare(f, cc, a.A, Const(f, a.Type, c ^ mixed));

            // One bit is set: it is not clear.
            case Opcode.Iand when isEquality && c != 0 && f.TryIconst(a.B, out long bit) && bit == c && BitOperations.IsPow2(unsigned):
                return Compare(f, cc.Inverse, n.A, Const(f, a.Type, 0));
            default:
                return Value.None;
        }
    }

    private static IntCc UnsignedOf(IntCc cc) => cc switch
    {
        IntCc.Equal => IntCc.Equal,
        IntCc.NotEqual => IntCc.NotEqual,
        IntCc.SignedLessThan or IntCc.UnsignedLessThan => IntCc.UnsignedLessThan,
        IntCc.SignedGreaterThanOrEqual or IntCc.UnsignedGreaterThanOrEqual => IntCc.UnsignedGreaterThanOrEqual,
        IntCc.SignedGreaterThan or IntCc.UnsignedGreaterThan => IntCc.UnsignedGreaterThan,
        IntCc.SignedLessThanOrEqual or IntCc.UnsignedLessThanOrEqual => IntCc.UnsignedLessThanOrEqual,
    };

    private static Value Select(Function f, in Node n)
    {
        if (n.B == n.C)
        {
            return new Value(n.B);
        }

        Node condition = f.Nodes[n.A];
        if (condition.Op == Opcode.Iconst)
        {
            return new Value(condition.Imm != 0 ? n.B : n.C);
        }

        // The condition is compared with zero anyway.
        int tested = ConditionOf(f, n.A, out bool isInverted);
        if (tested != n.A)
        {
            (int first, int second) = isInverted ? (n.C, n.B) : (n.B, n.C);
            return f.Pure(new Node { Op = Opcode.Select, Type = n.Type, A = tested, B = first, C = second });
        }

        if (n.Type is not (IrType.I32 or IrType.I64)
            || !f.TryIconst(n.B, out long b) || !f.TryIconst(n.C, out long c) || (b, c) is not ((0, 1) or (1, 0)))
        {
            return Value.None;
        }

        // select(c, 1, 0) is the truth of c.
        Value truth = Compare(f, b == 1 ? IntCc.NotEqual : IntCc.Equal, n.A, Const(f, condition.Type, 0));
        return n.Type == IrType.I64 ? Unary(f, Opcode.Uextend, IrType.I64, truth.Id) : truth;
    }

    /// <summary>
    /// The simplest 32-bit value that is zero exactly when the condition is (or exactly when it is not, if inverted): looks through
    /// comparisons with zero.
    /// </summary>
    internal static int ConditionOf(Function f, int condition, out bool isInverted)
    {
        isInverted = false;
        while (f.Nodes[condition] is { Op: Opcode.Icmp } icmp && (IntCc)icmp.Aux is IntCc.Equal or IntCc.NotEqual
            && f.Nodes[icmp.A].Type == IrType.I32 && IsConst(f, icmp.B, 0))
        {
            isInverted ^= (IntCc)icmp.Aux == IntCc.Equal;
            condition = icmp.A;
        }

        return condition;
    }
}
