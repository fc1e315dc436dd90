// Rules for vectors: constants of splats, logic with zeros and ones, selections of lanes in one canonical form (one operand: both are the
// same; lowering compares masks with the patterns of the machine's instructions).
using System;
using System.Buffers.Binary;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

internal static partial class Simplifier
{
    private static Value Vector(Function f, in Node n) => n.Op switch
    {
        Opcode.Select => Select(f, n),
        Opcode.Vsplat => Splat(f, n),
        Opcode.VextractS or Opcode.VextractU => Extract(f, n),
        Opcode.Iand or Opcode.Ior or Opcode.Ixor => VectorLogic(f, n),

        // a & ~constant
        Opcode.VandNot when f.TryV128Const(n.B, out UInt128 bits) => VectorBinary(f, Opcode.Iand, n.A, f.V128Const(~bits).Id),
        Opcode.Vbitselect => BitSelect(f, n),
        Opcode.Vshuffle => Shuffle(f, n),
        _ => Value.None,
    };

    private static Value Splat(Function f, in Node n)
    {
        Node a = f.Nodes[n.A];
        return a.Op is Opcode.Iconst or Opcode.F32const or Opcode.F64const
            ? f.V128Const(LaneShapes.Repeat(n.Lanes, (ulong)a.Imm))
            : Value.None;
    }

    private static Value Extract(Function f, in Node n)
    {
        int bits = n.Lanes.Bytes * 8;
        if (f.TryV128Const(n.A, out UInt128 vector))
        {
            ulong lane = (ulong)(vector >> ((int)n.Imm * bits));
            return n.Type.IsFloat
                ? new Value(FloatConst(f, n.Type, bits == 32 ? (uint)lane : (long)lane))
                : f.Iconst(n.Type, n.Op == Opcode.VextractS ? (long)(lane << (64 - bits)) >> (64 - bits) : (long)(lane << (64 - bits) >> (64 - bits)));
        }

        // A lane that was put in as it comes out: narrow ones lose bits on the way.
        Node a = f.Nodes[n.A];
        bool isWhole = a.Lanes == n.Lanes && n.Lanes.Scalar.Size == n.Lanes.Bytes;
        return a switch
        {
            { Op: Opcode.Vsplat, A: int scalar } when isWhole => new Value(scalar),
            { Op: Opcode.Vinsert, B: int scalar } when isWhole && a.Imm == n.Imm => new Value(scalar),
            { Op: Opcode.Vinsert } when a.Lanes == n.Lanes && a.Imm != n.Imm => f.Pure(n with { A = a.A }),
            _ => Value.None,
        };
    }

    private static Value VectorLogic(Function f, in Node n)
    {
        if (n.A == n.B)
        {
            return n.Op == Opcode.Ixor ? f.V128Const(UInt128.Zero) : new Value(n.A);
        }

        if (f.TryV128Const(n.B, out UInt128 b))
        {
            if (f.TryV128Const(n.A, out UInt128 a))
            {
                return f.V128Const(n.Op switch { Opcode.Iand => a & b, Opcode.Ior => a | b, _ => a ^ b });
            }

            return (n.Op, b) switch
            {
                (Opcode.Iand, { } bits) when bits == 0 => new Value(n.B),
                (Opcode.Iand, { } bits) when bits == UInt128.MaxValue => new Value(n.A),
                (Opcode.Ior, { } bits) when bits == UInt128.MaxValue => new Value(n.B),
                (Opcode.Ior or Opcode.Ixor, { } bits) when bits == 0 => new Value(n.A),

                // (x ^ c1) ^ c2
                (Opcode.Ixor, _) when f.Nodes[n.A] is { Op: Opcode.Ixor, A: int x, B: int k } && f.TryV128Const(k, out UInt128 inner) =>
                    VectorBinary(f, Opcode.Ixor, x, f.V128Const(inner ^ b).Id),
                _ => Value.None,
            };
        }

        // a & ~b, on either side
        return n.Op != Opcode.Iand ? Value.None
            : IsComplement(f, n.B, out int right) ? VectorBinary(f, Opcode.VandNot, n.A, right)
            : IsComplement(f, n.A, out int left) ? VectorBinary(f, Opcode.VandNot, n.B, left)
            : Value.None;
    }

    private static bool IsComplement(Function f, int id, out int of)
    {
        Node node = f.Nodes[id];
        of = node.A;
        return node.Op == Opcode.Ixor && f.TryV128Const(node.B, out UInt128 bits) && bits == UInt128.MaxValue;
    }

    private static Value BitSelect(Function f, in Node n)
    {
        if (n.A == n.B)
        {
            return new Value(n.A);
        }

        return !f.TryV128Const(n.C, out UInt128 mask) ? Value.None
            : mask == 0 ? new Value(n.B)
            : mask == UInt128.MaxValue ? new Value(n.A)
            : Value.None;
    }

    private static Value Shuffle(Function f, in Node n)
    {
        Span<byte> lanes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(lanes, f.Vectors[(int)n.Imm]);
        bool usesA = false, usesB = false, isIdentity = true;
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = n.A == n.B ? (byte)(lanes[i] & 15) : lanes[i];
            usesA |= lanes[i] < 16;
            usesB |= lanes[i] >= 16;
            isIdentity &= (lanes[i] & 15) == i;
        }

        if (usesA && usesB)
        {
            return Value.None;
        }

        int source = usesA ? n.A : n.B;
        if (isIdentity)
        {
            return new Value(source);
        }

        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] &= 15;
        }

        int selection = f.AddVector(BinaryPrimitives.ReadUInt128LittleEndian(lanes));
        return source == n.A && source == n.B && selection == n.Imm
            ? Value.None
            : f.Pure(n with { A = source, B = source, Imm = selection });
    }

    private static Value VectorBinary(Function f, Opcode op, int a, int b) =>
        f.Pure(new Node { Op = op, Type = IrType.V128, A = a, B = b });
}
