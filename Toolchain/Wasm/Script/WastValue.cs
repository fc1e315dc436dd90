// Arguments and expected results of script actions. Numbers are kept as bits; an expected result may also be a class
// of values (a NaN of some kind, a reference of some kind).

using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Wasm.Script;

/// <summary>What a value or pattern of a script is about.</summary>
internal enum WastValueKind : byte
{
    /// <summary><c>i32.const</c>.</summary>
    I32,

    /// <summary><c>i64.const</c>.</summary>
    I64,

    /// <summary><c>f32.const</c>.</summary>
    F32,

    /// <summary><c>f64.const</c>.</summary>
    F64,

    /// <summary><c>v128.const</c>.</summary>
    V128,

    /// <summary><c>ref.null</c>, with or without a heap type.</summary>
    RefNull,

    /// <summary><c>ref.extern</c>: an external reference, with or without a number.</summary>
    RefExtern,

    /// <summary><c>ref.host</c>: an external reference brought into the <c>any</c> hierarchy.</summary>
    RefHost,

    /// <summary><c>ref.func</c>: any function.</summary>
    RefFunc,

    /// <summary><c>ref.i31</c>: any unboxed integer.</summary>
    RefI31,

    /// <summary><c>ref.struct</c>: any structure.</summary>
    RefStruct,

    /// <summary><c>ref.array</c>: any array.</summary>
    RefArray,

    /// <summary><c>ref.any</c>: any reference but null.</summary>
    RefAny,

    /// <summary><c>ref.eq</c>: any comparable reference.</summary>
    RefEq,

    /// <summary><c>ref.exn</c>: any exception.</summary>
    RefExn,

    /// <summary><c>(either ...)</c>: one of several patterns.</summary>
    Either,

    /// <summary>A value of the component model; its text is in <see cref="WastValue.Text"/>.</summary>
    Component,
}

/// <summary>The class of NaNs that an expected float stands for.</summary>
internal enum NanPattern : byte
{
    /// <summary>The exact bits.</summary>
    None,

    /// <summary><c>nan:canonical</c>: quiet, no other payload bit, either sign.</summary>
    Canonical,

    /// <summary><c>nan:arithmetic</c>: quiet, any payload, either sign.</summary>
    Arithmetic,
}

/// <summary>How the lanes of a <c>v128.const</c> were written.</summary>
internal enum LaneShape : byte
{
    /// <summary>16 lanes of 8 bits.</summary>
    I8X16,

    /// <summary>8 lanes of 16 bits.</summary>
    I16X8,

    /// <summary>4 lanes of 32 bits.</summary>
    I32X4,

    /// <summary>2 lanes of 64 bits.</summary>
    I64X2,

    /// <summary>4 floats of 32 bits.</summary>
    F32X4,

    /// <summary>2 floats of 64 bits.</summary>
    F64X2,
}

/// <summary>A value or, among expected results, a pattern.</summary>
internal sealed class WastValue
{
    /// <summary>What it is about.</summary>
    public required WastValueKind Kind { get; init; }

    /// <summary>The bits of a number (zero-extended), the low half of a vector, the number of an external reference.</summary>
    public ulong Bits { get; init; }

    /// <summary>The high half of a vector.</summary>
    public ulong HighBits { get; init; }

    /// <summary>The class of NaNs that is expected instead of <see cref="Bits"/>.</summary>
    public NanPattern Nan { get; init; }

    /// <summary>How a vector was written.</summary>
    public LaneShape Shape { get; init; }

    /// <summary>For a vector of floats, the pattern of each lane; null if every lane is exact.</summary>
    public IReadOnlyList<NanPattern>? LaneNans { get; init; }

    /// <summary>Whether <c>ref.extern</c>, <c>ref.host</c> carry a number.</summary>
    public bool HasNumber { get; init; }

    /// <summary>The heap type of <c>ref.null</c> as written, or null; the whole text of a component value.</summary>
    public string? Text { get; init; }

    /// <summary>The choices of <c>either</c>.</summary>
    public IReadOnlyList<WastValue> Alternatives { get; init; } = [];

    /// <summary>Whether a number or vector fits this pattern.</summary>
    /// <param name="low">The value's bits, or a vector's low half.</param>
    /// <param name="high">A vector's high half.</param>
    /// <returns>False for patterns of references, which only a runtime can judge.</returns>
    public bool MatchesBits(ulong low, ulong high = 0) => Kind switch
    {
        WastValueKind.I32 => (uint)low == (uint)Bits,
        WastValueKind.I64 => low == Bits,
        WastValueKind.F32 => MatchesFloat32((uint)low, (uint)Bits, Nan),
        WastValueKind.F64 => MatchesFloat64(low, Bits, Nan),
        WastValueKind.V128 => MatchesVector(low, high),
        WastValueKind.Either => MatchesAny(low, high),
        WastValueKind.RefNull or WastValueKind.RefExtern or WastValueKind.RefHost or WastValueKind.RefFunc
            or WastValueKind.RefI31 or WastValueKind.RefStruct or WastValueKind.RefArray or WastValueKind.RefAny
            or WastValueKind.RefEq or WastValueKind.RefExn or WastValueKind.Component => false,
    };

    private static bool MatchesFloat32(uint actual, uint expected, NanPattern nan) => nan switch
    {
        NanPattern.None => actual == expected,
        NanPattern.Canonical => (actual & 0x7fffffff) == 0x7fc00000,
        NanPattern.Arithmetic => (actual & 0x7fc00000) == 0x7fc00000,
    };

    private static bool MatchesFloat64(ulong actual, ulong expected, NanPattern nan) => nan switch
    {
        NanPattern.None => actual == expected,
        NanPattern.Canonical => (actual & 0x7fffffffffffffff) == 0x7ff8000000000000,
        NanPattern.Arithmetic => (actual & 0x7ff8000000000000) == 0x7ff8000000000000,
    };

    private bool MatchesVector(ulong low, ulong high)
    {
        if (LaneNans is null)
        {
            return low == Bits && high == HighBits;
        }

        if (Shape == LaneShape.F64X2)
        {
            return MatchesFloat64(low, Bits, LaneNans[0]) && MatchesFloat64(high, HighBits, LaneNans[1]);
        }

        return MatchesFloat32((uint)low, (uint)Bits, LaneNans[0])
            && MatchesFloat32((uint)(low >> 32), (uint)(Bits >> 32), LaneNans[1])
            && MatchesFloat32((uint)high, (uint)HighBits, LaneNans[2])
            && MatchesFloat32((uint)(high >> 32), (uint)(HighBits >> 32), LaneNans[3]);
    }

    private bool MatchesAny(ulong low, ulong high)
    {
        foreach (WastValue alternative in Alternatives)
        {
            if (alternative.MatchesBits(low, high))
            {
                return true;
            }
        }

        return false;
    }
}
