// From vector operations to rows, where one instruction does it; and the permutations that have instructions of their own.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>The row for a vector operation.</summary>
internal static class A64VectorRows
{
    private static readonly A64Op[] Permutations =
        [A64Vector.Zip1, A64Vector.Zip2, A64Vector.Uzp1, A64Vector.Uzp2, A64Vector.Trn1, A64Vector.Trn2];

    internal static A64Op? Binary(Opcode op, Lanes lanes) => op switch
    {
        Opcode.Iand => A64Vector.And,
        Opcode.Ior => A64Vector.Orr,
        Opcode.Ixor => A64Vector.Eor,
        Opcode.VandNot => A64Vector.Bic,
        Opcode.Vadd => lanes.AreFloats ? A64Vector.Fadd : A64Vector.Add,
        Opcode.Vsub => lanes.AreFloats ? A64Vector.Fsub : A64Vector.Sub,
        Opcode.Vmul when lanes.AreFloats => A64Vector.Fmul,
        Opcode.Vmul when lanes != Lanes.I64x2 => A64Vector.Mul,
        Opcode.Vdiv => A64Vector.Fdiv,
        Opcode.Vfmin => A64Vector.Fmin,
        Opcode.Vfmax => A64Vector.Fmax,
        Opcode.VaddSatS => A64Vector.Sqadd,
        Opcode.VaddSatU => A64Vector.Uqadd,
        Opcode.VsubSatS => A64Vector.Sqsub,
        Opcode.VsubSatU => A64Vector.Uqsub,
        Opcode.VminS => A64Vector.Smin,
        Opcode.VminU => A64Vector.Umin,
        Opcode.VmaxS => A64Vector.Smax,
        Opcode.VmaxU => A64Vector.Umax,
        Opcode.Vavgr => A64Vector.Urhadd,
        Opcode.Vswizzle or Opcode.VswizzleRelaxed => A64Vector.Tbl,
        Opcode.VextmulLowS => A64Vector.Smull,
        Opcode.VextmulHighS => A64Vector.Smull2,
        Opcode.VextmulLowU => A64Vector.Umull,
        Opcode.VextmulHighU => A64Vector.Umull2,
        Opcode.Vq15mulr or Opcode.Vq15mulrRelaxed => A64Vector.Sqrdmulh,
        _ => null,
    };

    internal static A64Op? Unary(Opcode op, Lanes lanes) => op switch
    {
        Opcode.Vabs => lanes.AreFloats ? A64Vector.Fabs : A64Vector.Abs,
        Opcode.Vneg => lanes.AreFloats ? A64Vector.Fneg : A64Vector.Neg,
        Opcode.Vsqrt => A64Vector.Fsqrt,
        Opcode.Vpopcnt => A64Vector.Cnt,
        Opcode.VextendLowS => A64Vector.Sshll,
        Opcode.VextendHighS => A64Vector.Sshll2,
        Opcode.VextendLowU => A64Vector.Ushll,
        Opcode.VextendHighU => A64Vector.Ushll2,
        Opcode.VextaddS => A64Vector.Saddlp,
        Opcode.VextaddU => A64Vector.Uaddlp,
        Opcode.Vpromote => A64Vector.Fcvtl,
        Opcode.Vdemote => A64Vector.Fcvtn,
        _ => null,
    };

    internal static (A64Op Op, bool Swapped, bool Inverted) Compare(IntCc cc) => cc switch
    {
        IntCc.Equal => (A64Vector.Cmeq, false, false),
        IntCc.NotEqual => (A64Vector.Cmeq, false, true),
        IntCc.SignedLessThan => (A64Vector.Cmgt, true, false),
        IntCc.SignedGreaterThanOrEqual => (A64Vector.Cmge, false, false),
        IntCc.SignedGreaterThan => (A64Vector.Cmgt, false, false),
        IntCc.SignedLessThanOrEqual => (A64Vector.Cmge, true, false),
        IntCc.UnsignedLessThan => (A64Vector.Cmhi, true, false),
        IntCc.UnsignedGreaterThanOrEqual => (A64Vector.Cmhs, false, false),
        IntCc.UnsignedGreaterThan => (A64Vector.Cmhi, false, false),
        IntCc.UnsignedLessThanOrEqual => (A64Vector.Cmhs, true, false),
    };

    internal static (A64Op Op, bool Swapped, bool Inverted) Compare(FloatCc cc) => cc switch
    {
        FloatCc.Equal => (A64Vector.Fcmeq, false, false),
        FloatCc.NotEqual => (A64Vector.Fcmeq, false, true),
        FloatCc.LessThan => (A64Vector.Fcmgt, true, false),
        FloatCc.GreaterThan => (A64Vector.Fcmgt, false, false),
        FloatCc.LessThanOrEqual => (A64Vector.Fcmge, true, false),
        FloatCc.GreaterThanOrEqual => (A64Vector.Fcmge, false, false),
    };

    /// <summary>zip, uzp or trn of any width, in either order of the operands.</summary>
    internal static bool TryPermute(ReadOnlySpan<byte> lanes, bool isOne, out A64Op? op, out Lanes width, out bool swapped)
    {
        int mask = isOne ? 15 : 31;
        for (int log2 = 0; log2 < 4; log2++)
        {
            for (int form = 0; form < Permutations.Length * 2; form++)
            {
                (op, width, swapped) = (Permutations[form / 2], (Lanes)log2, (form & 1) != 0);
                bool matches = true;
                for (int i = 0; i < lanes.Length && matches; i++)
                {
                    int source = PermutedLane(form / 2, i >> log2, 16 >> log2);
                    int index = ((source << log2) | (i & ((1 << log2) - 1))) ^ (swapped ? 16 : 0);
                    matches = (lanes[i] & mask) == (index & mask);
                }

                if (matches)
                {
                    return true;
                }
            }
        }

        (op, width, swapped) = (null, default, false);
        return false;
    }

    // Number of the lane, counted through both operands, that lane `i` of `count` comes from.
    private static int PermutedLane(int form, int i, int count) => form switch
    {
        0 => (i >> 1) + ((i & 1) * count),
        1 => (i >> 1) + (count / 2) + ((i & 1) * count),
        2 => i * 2,
        3 => (i * 2) + 1,
        4 => (i & ~1) + ((i & 1) * count),
        _ => (i | 1) + ((i & 1) * count),
    };
}
