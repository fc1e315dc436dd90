// Algebraic rules, applied to every pure node before it is shared. A rule may return an existing or simpler value, or change the node in
// place; the first match wins. Constants stand on the right of commutative operations already.
using System.Numerics;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>The algebraic rules.</summary>
internal static class Simplifier
{
    /// <summary>A value equal to the node, or none; the node may have been rewritten.</summary>
    internal static Value Simplify(Function f, ref Node n)
    {
        if (OpcodeTable.Of(n.Op).Operands == Operands.Two && n.Type is IrType.I32 or IrType.I64
            && f.TryIconst(n.A, out long a) && f.TryIconst(n.B, out long b) && TryFold(f, n, a, b, out long folded))
        {
            return f.Iconst(n.Type, folded);
        }

        return Value.None;
    }

    /// <summary>A value equal to a division or remainder that cannot trap, or none.</summary>
    internal static Value SimplifyDivision(Function f, in Node n)
    {
        _ = f;
        _ = n;
        return Value.None;
    }

    private static bool TryFold(Function f, in Node n, long a, long b, out long result)
    {
        bool wide = f.Nodes[n.A].Type == IrType.I64;
        int count = (int)b & (wide ? 63 : 31);
        (ulong ua, ulong ub) = wide ? ((ulong)a, (ulong)b) : ((uint)a, (uint)b);
        long? folded = n.Op switch
        {
            Opcode.Iadd => a + b,
            Opcode.Isub => a - b,
            Opcode.Imul => a * b,
            Opcode.Iand => a & b,
            Opcode.Ior => a | b,
            Opcode.Ixor => a ^ b,
            Opcode.Ishl => a << count,
            Opcode.Ushr => (long)(ua >> count),
            Opcode.Sshr => a >> count,
            Opcode.Rotl => wide ? (long)BitOperations.RotateLeft(ua, count) : BitOperations.RotateLeft((uint)ua, count),
            Opcode.Rotr => wide ? (long)BitOperations.RotateRight(ua, count) : BitOperations.RotateRight((uint)ua, count),
            Opcode.Icmp => Compare((IntCc)n.Aux, a, b, ua, ub) ? 1 : 0,
            _ => null,
        };
        result = folded.GetValueOrDefault();
        return folded.HasValue;
    }

    private static bool Compare(IntCc cc, long a, long b, ulong ua, ulong ub) => cc switch
    {
        IntCc.Equal => a == b,
        IntCc.NotEqual => a != b,
        IntCc.SignedLessThan => a < b,
        IntCc.SignedGreaterThanOrEqual => a >= b,
        IntCc.SignedGreaterThan => a > b,
        IntCc.SignedLessThanOrEqual => a <= b,
        IntCc.UnsignedLessThan => ua < ub,
        IntCc.UnsignedGreaterThanOrEqual => ua >= ub,
        IntCc.UnsignedGreaterThan => ua > ub,
        IntCc.UnsignedLessThanOrEqual => ua <= ub,
    };
}
