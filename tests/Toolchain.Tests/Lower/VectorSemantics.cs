// What each vector operation must compute, lane by lane in plain C#: the specification of wasm written down a second time.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Tests.Toolchain.Lower;

/// <summary>An operation with everything but its operands.</summary>
/// <param name="Op">The operation.</param>
/// <param name="Lanes">Its lanes.</param>
/// <param name="Number">Lane, rounding mode or condition.</param>
internal sealed record VectorOperation(Opcode Op, Lanes Lanes, int Number = 0)
{
    public override string ToString() => $"{Op} {Lanes} {Number}";
}

internal static class VectorSemantics
{
    private static readonly Lanes[] Ints = [Lanes.I8x16, Lanes.I16x8, Lanes.I32x4, Lanes.I64x2];
    private static readonly Lanes[] Floats = [Lanes.F32x4, Lanes.F64x2];

    /// <summary>Operations of vectors to vectors, with a shift count where Op is a shift.</summary>
    internal static IEnumerable<VectorOperation> All()
    {
        foreach (Opcode op in (Opcode[])[Opcode.Iand, Opcode.Ior, Opcode.Ixor, Opcode.VandNot, Opcode.Vbitselect, Opcode.Vswizzle, Opcode.Vpopcnt])
        {
            yield return new(op, Lanes.I8x16);
        }

        foreach (Lanes lanes in Ints)
        {
            foreach (Opcode op in (Opcode[])[Opcode.Vadd, Opcode.Vsub, Opcode.Vabs, Opcode.Vneg, Opcode.Vshl, Opcode.VshrS, Opcode.VshrU])
            {
                yield return new(op, lanes);
            }

            foreach (IntCc cc in Enum.GetValues<IntCc>())
            {
                if (lanes != Lanes.I64x2 || cc < IntCc.UnsignedLessThan)
                {
                    yield return new(Opcode.Vicmp, lanes, (int)cc);
                }
            }
        }

        foreach (Lanes lanes in (Lanes[])[Lanes.I16x8, Lanes.I32x4, Lanes.I64x2])
        {
            yield return new(Opcode.Vmul, lanes);
        }

        foreach (Lanes lanes in (Lanes[])[Lanes.I8x16, Lanes.I16x8, Lanes.I32x4])
        {
            foreach (Opcode op in (Opcode[])[Opcode.VminS, Opcode.VminU, Opcode.VmaxS, Opcode.VmaxU])
            {
                yield return new(op, lanes);
            }

            foreach (Opcode op in (Opcode[])
            [
                Opcode.VextendLowS, Opcode.VextendHighS, Opcode.VextendLowU, Opcode.VextendHighU,
                Opcode.VextmulLowS, Opcode.VextmulHighS, Opcode.VextmulLowU, Opcode.VextmulHighU,
            ])
            {
                yield return new(op, lanes);
            }
        }

        foreach (Lanes lanes in (Lanes[])[Lanes.I8x16, Lanes.I16x8])
        {
            foreach (Opcode op in (Opcode[])[Opcode.VaddSatS, Opcode.VaddSatU, Opcode.VsubSatS, Opcode.VsubSatU])
            {
                yield return new(op, lanes);
            }

            yield return new(Opcode.Vavgr, lanes);
            yield return new(Opcode.VextaddS, lanes);
            yield return new(Opcode.VextaddU, lanes);
        }

        foreach (Lanes lanes in (Lanes[])[Lanes.I16x8, Lanes.I32x4])
        {
            yield return new(Opcode.VnarrowS, lanes);
            yield return new(Opcode.VnarrowU, lanes);
        }

        yield return new(Opcode.Vdot, Lanes.I16x8);
        yield return new(Opcode.Vq15mulr, Lanes.I16x8);
    }

    /// <summary>Operations whose results may be NaNs, or whose operands are floats.</summary>
    internal static IEnumerable<VectorOperation> AllFloat()
    {
        foreach (Lanes lanes in Floats)
        {
            foreach (Opcode op in (Opcode[])[
                Opcode.Vadd, Opcode.Vsub, Opcode.Vmul, Opcode.Vdiv, Opcode.Vfmin, Opcode.Vfmax, Opcode.Vpmin, Opcode.Vpmax, Opcode.Vabs, Opcode.Vneg,
                Opcode.Vsqrt, Opcode.VconvertS, Opcode.VconvertU, Opcode.VtruncSatS, Opcode.VtruncSatU])
            {
                yield return new(op, lanes);
            }

            foreach (RoundingMode mode in Enum.GetValues<RoundingMode>())
            {
                yield return new(Opcode.Vround, lanes, (int)mode);
            }

            foreach (FloatCc cc in Enum.GetValues<FloatCc>())
            {
                yield return new(Opcode.Vfcmp, lanes, (int)cc);
            }
        }

        yield return new(Opcode.Vdemote, Lanes.F32x4);
        yield return new(Opcode.Vpromote, Lanes.F64x2);
    }

    internal static ulong Lane(UInt128 v, Lanes lanes, int i)
    {
        int bits = lanes.Bytes * 8;
        return (ulong)(v >> (i * bits)) & Mask(bits);
    }

    internal static UInt128 Build(Lanes lanes, Func<int, ulong> lane)
    {
        int bits = lanes.Bytes * 8;
        UInt128 result = 0;
        for (int i = 0; i < lanes.Count; i++)
        {
            result |= (UInt128)(lane(i) & Mask(bits)) << (i * bits);
        }

        return result;
    }

    internal static UInt128 Evaluate(VectorOperation o, UInt128 a, UInt128 b, UInt128 c, uint count)
    {
        Lanes lanes = o.Lanes;
        int bits = lanes.Bytes * 8;
        int shift = (int)count & (bits - 1);
        ulong A(int i) => Lane(a, lanes, i);
        ulong B(int i) => Lane(b, lanes, i);
        long SA(int i) => Signed(Lane(a, lanes, i), bits);
        long SB(int i) => Signed(Lane(b, lanes, i), bits);
        Lanes wide = lanes + 1;
        int half = lanes.Count / 2;
        if (lanes.AreFloats)
        {
            return EvaluateFloat(o, a, b);
        }

        return o.Op switch
        {
            Opcode.Iand => a & b,
            Opcode.Ior => a | b,
            Opcode.Ixor => a ^ b,
            Opcode.VandNot => a & ~b,
            Opcode.Vbitselect => (a & c) | (b & ~c),
            Opcode.Vswizzle => Build(lanes, i => B(i) < 16 ? A((int)B(i)) : 0),
            Opcode.Vpopcnt => Build(lanes, i => ulong.PopCount(A(i))),
            Opcode.Vadd => Build(lanes, i => A(i) + B(i)),
            Opcode.Vsub => Build(lanes, i => A(i) - B(i)),
            Opcode.Vmul => Build(lanes, i => A(i) * B(i)),
            Opcode.Vabs => Build(lanes, i => (ulong)(SA(i) < 0 ? -SA(i) : SA(i))),
            Opcode.Vneg => Build(lanes, i => 0 - A(i)),
            Opcode.Vshl => Build(lanes, i => A(i) << shift),
            Opcode.VshrS => Build(lanes, i => (ulong)(SA(i) >> shift)),
            Opcode.VshrU => Build(lanes, i => A(i) >> shift),
            Opcode.Vicmp => Build(lanes, i => Holds((IntCc)o.Number, SA(i), SB(i), A(i), B(i)) ? ulong.MaxValue : 0),
            Opcode.VminS => Build(lanes, i => (ulong)Math.Min(SA(i), SB(i))),
            Opcode.VminU => Build(lanes, i => Math.Min(A(i), B(i))),
            Opcode.VmaxS => Build(lanes, i => (ulong)Math.Max(SA(i), SB(i))),
            Opcode.VmaxU => Build(lanes, i => Math.Max(A(i), B(i))),
            Opcode.VaddSatS => Build(lanes, i => (ulong)Saturate(SA(i) + SB(i), bits, true)),
            Opcode.VaddSatU => Build(lanes, i => (ulong)Saturate((long)(A(i) + B(i)), bits, false)),
            Opcode.VsubSatS => Build(lanes, i => (ulong)Saturate(SA(i) - SB(i), bits, true)),
            Opcode.VsubSatU => Build(lanes, i => (ulong)Saturate((long)A(i) - (long)B(i), bits, false)),
            Opcode.Vavgr => Build(lanes, i => (A(i) + B(i) + 1) >> 1),
            Opcode.VextaddS => Build(wide, i => (ulong)(SA(2 * i) + SA((2 * i) + 1))),
            Opcode.VextaddU => Build(wide, i => A(2 * i) + A((2 * i) + 1)),
            Opcode.VextendLowS => Build(wide, i => (ulong)SA(i)),
            Opcode.VextendHighS => Build(wide, i => (ulong)SA(i + half)),
            Opcode.VextendLowU => Build(wide, A),
            Opcode.VextendHighU => Build(wide, i => A(i + half)),
            Opcode.VextmulLowS => Build(wide, i => (ulong)(SA(i) * SB(i))),
            Opcode.VextmulHighS => Build(wide, i => (ulong)(SA(i + half) * SB(i + half))),
            Opcode.VextmulLowU => Build(wide, i => A(i) * B(i)),
            Opcode.VextmulHighU => Build(wide, i => A(i + half) * B(i + half)),
            Opcode.VnarrowS or Opcode.VnarrowU => Build(
                lanes - 1, i => (ulong)Saturate(i < lanes.Count ? SA(i) : SB(i - lanes.Count), bits / 2, o.Op == Opcode.VnarrowS)),
            Opcode.Vdot => Build(wide, i => (ulong)((SA(2 * i) * SB(2 * i)) + (SA((2 * i) + 1) * SB((2 * i) + 1)))),
            Opcode.Vq15mulr => Build(lanes, i => (ulong)Saturate(((SA(i) * SB(i)) + 0x4000) >> 15, 16, true)),
            _ => throw new ArgumentException(o.ToString()),
        };
    }

    /// <summary>Whether results agree; a NaN agrees with any quiet one.</summary>
    internal static bool Agree(VectorOperation o, UInt128 expected, UInt128 actual)
    {
        Lanes result = o.Op switch
        {
            Opcode.Vfcmp or Opcode.Vabs or Opcode.Vneg or Opcode.VtruncSatS or Opcode.VtruncSatU or Opcode.Vpmin or Opcode.Vpmax => Lanes.I64x2,
            _ => o.Lanes,
        };
        if (!result.AreFloats)
        {
            return expected == actual;
        }

        for (int i = 0; i < result.Count; i++)
        {
            (ulong e, ulong a) = (Lane(expected, result, i), Lane(actual, result, i));
            ulong quiet = result == Lanes.F32x4 ? 0x7fc0_0000UL : 0x7ff8_0000_0000_0000;
            if (e != a && !(double.IsNaN(ToDouble(result, e)) && (a & quiet) == quiet))
            {
                return false;
            }
        }

        return true;
    }

    private static UInt128 EvaluateFloat(VectorOperation o, UInt128 a, UInt128 b)
    {
        Lanes lanes = o.Lanes;
        bool wide = lanes == Lanes.F64x2;
        double A(int i) => ToDouble(lanes, Lane(a, lanes, i));
        double B(int i) => ToDouble(lanes, Lane(b, lanes, i));
        ulong sign = 1UL << ((lanes.Bytes * 8) - 1);
        UInt128 Each(Func<double, double, double> f) => Build(lanes, i => ToBits(lanes, f(A(i), B(i))));
        return o.Op switch
        {
            // A double holds sums and products of singles closely enough that rounding twice is rounding once.
            Opcode.Vadd => Each((x, y) => x + y),
            Opcode.Vsub => Each((x, y) => x - y),
            Opcode.Vmul => Each((x, y) => x * y),
            Opcode.Vdiv => Each((x, y) => x / y),
            Opcode.Vsqrt => Each((x, _) => Math.Sqrt(x)),
            Opcode.Vfmin => Each(Math.Min),
            Opcode.Vfmax => Each(Math.Max),
            Opcode.Vpmin => Build(lanes, i => B(i) < A(i) ? Lane(b, lanes, i) : Lane(a, lanes, i)),
            Opcode.Vpmax => Build(lanes, i => A(i) < B(i) ? Lane(b, lanes, i) : Lane(a, lanes, i)),
            Opcode.Vabs => Build(lanes, i => Lane(a, lanes, i) & ~sign),
            Opcode.Vneg => Build(lanes, i => Lane(a, lanes, i) ^ sign),
            Opcode.Vround => Each((x, _) => (RoundingMode)o.Number switch
            {
                RoundingMode.Nearest => Math.Round(x, MidpointRounding.ToEven),
                RoundingMode.Floor => Math.Floor(x),
                RoundingMode.Ceiling => Math.Ceiling(x),
                RoundingMode.Truncate => Math.Truncate(x),
            }),
            Opcode.Vfcmp => Build(lanes, i => Semantics.CompareFloat(((FloatCc)o.Number).Name, wide, Lane(a, lanes, i), Lane(b, lanes, i)) ? ulong.MaxValue : 0),
            Opcode.VconvertS => Build(lanes, i => ToBits(lanes, (int)Lane(a, Lanes.I32x4, i))),
            Opcode.VconvertU => Build(lanes, i => ToBits(lanes, (uint)Lane(a, Lanes.I32x4, i))),
            Opcode.VtruncSatS => Build(Lanes.I32x4, i => i < lanes.Count ? (ulong)(uint)(int)Clamp(A(i), int.MinValue, int.MaxValue) : 0),
            Opcode.VtruncSatU => Build(Lanes.I32x4, i => i < lanes.Count ? (uint)Clamp(A(i), 0, uint.MaxValue) : 0),
            Opcode.Vdemote => Build(Lanes.F32x4, i => i < 2 ? ToBits(Lanes.F32x4, ToDouble(Lanes.F64x2, Lane(a, Lanes.F64x2, i))) : 0),
            Opcode.Vpromote => Build(Lanes.F64x2, i => ToBits(Lanes.F64x2, ToDouble(Lanes.F32x4, Lane(a, Lanes.F32x4, i)))),
            _ => throw new ArgumentException(o.ToString()),
        };
    }

    private static double Clamp(double x, double low, double high) => double.IsNaN(x) ? 0 : Math.Truncate(Math.Clamp(x, low, high));

    private static double ToDouble(Lanes lanes, ulong bits) =>
        lanes == Lanes.F32x4 ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble(bits);

    private static ulong ToBits(Lanes lanes, double x) =>
        lanes == Lanes.F32x4 ? BitConverter.SingleToUInt32Bits((float)x) : BitConverter.DoubleToUInt64Bits(x);

    private static bool Holds(IntCc cc, long sa, long sb, ulong a, ulong b) => cc switch
    {
        IntCc.Equal => a == b,
        IntCc.NotEqual => a != b,
        IntCc.SignedLessThan => sa < sb,
        IntCc.SignedGreaterThanOrEqual => sa >= sb,
        IntCc.SignedGreaterThan => sa > sb,
        IntCc.SignedLessThanOrEqual => sa <= sb,
        IntCc.UnsignedLessThan => a < b,
        IntCc.UnsignedGreaterThanOrEqual => a >= b,
        IntCc.UnsignedGreaterThan => a > b,
        IntCc.UnsignedLessThanOrEqual => a <= b,
    };

    private static long Saturate(long x, int bits, bool signed) => signed
        ? Math.Clamp(x, -(1L << (bits - 1)), (1L << (bits - 1)) - 1)
        : Math.Clamp(x, 0, (1L << bits) - 1);

    private static long Signed(ulong lane, int bits) => (long)(lane << (64 - bits)) >> (64 - bits);

    private static ulong Mask(int bits) => bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
}
