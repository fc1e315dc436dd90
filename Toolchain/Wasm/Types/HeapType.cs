// Heap types: twelve abstract ones, or a type of the module. One int: a type index as it is, an abstract type as a
// negative number.
using System.Globalization;

namespace Wasmtime.Min.Toolchain.Wasm.Types;

/// <summary>What a reference points to: an abstract heap type or a type index.</summary>
/// <param name="Value">A type index (never negative), or the number of an abstract type (negative).</param>
internal readonly record struct HeapType(int Value)
{
    /// <summary>
    /// Indices above this are kept as this; no module can define so many types, so they stay unknown.
    /// </summary>
    internal const int MaxIndex = (1 << 25) - 1;

    internal static readonly HeapType Func = new(-1);
    internal static readonly HeapType Extern = new(-2);
    internal static readonly HeapType Any = new(-3);
    internal static readonly HeapType Eq = new(-4);
    internal static readonly HeapType I31 = new(-5);
    internal static readonly HeapType Struct = new(-6);
    internal static readonly HeapType Array = new(-7);
    internal static readonly HeapType Exn = new(-8);
    internal static readonly HeapType NoFunc = new(-9);
    internal static readonly HeapType NoExtern = new(-10);
    internal static readonly HeapType None = new(-11);
    internal static readonly HeapType NoExn = new(-12);

    /// <summary>Below every heap type; only the validator makes it, in unreachable code.</summary>
    internal static readonly HeapType Bottom = new(-13);

    private static readonly string[] Names =
        ["func", "extern", "any", "eq", "i31", "struct", "array", "exn", "nofunc", "noextern", "none", "noexn", "bot"];

    // First byte of the binary form, in the order of Names; Bottom has none.
    private static readonly byte[] Codes = [0x70, 0x6F, 0x6E, 0x6D, 0x6C, 0x6B, 0x6A, 0x69, 0x73, 0x72, 0x71, 0x74];

    internal bool IsIndex => Value >= 0;

    /// <summary>The type index; only where <see cref="IsIndex"/>.</summary>
    internal int Index => Value;

    /// <summary>The one-byte code of an abstract type.</summary>
    internal byte Code => Codes[-Value - 1];

    internal static HeapType OfIndex(uint index) => new(index > MaxIndex ? MaxIndex : (int)index);

    internal static bool TryFromCode(byte code, out HeapType type)
    {
        int at = System.Array.IndexOf(Codes, code);
        type = new HeapType(-at - 1);
        return at >= 0;
    }

    /// <summary>Finds an abstract type by its name in the text format ("func", "none", ...).</summary>
    internal static bool TryFromName(string name, out HeapType type)
    {
        int at = System.Array.IndexOf(Names, name, 0, Names.Length - 1);
        type = new HeapType(-at - 1);
        return at >= 0;
    }

    public override string ToString() => IsIndex ? Value.ToString(CultureInfo.InvariantCulture) : Names[-Value - 1];
}
