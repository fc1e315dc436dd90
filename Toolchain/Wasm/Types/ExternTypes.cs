// Types of what modules import and export.
namespace Wasmtime.Min.Toolchain.Wasm.Types;

/// <summary>The kinds of imports and exports, numbered as in the binary format.</summary>
internal enum ExternKind : byte
{
    Func = 0,
    Table = 1,
    Memory = 2,
    Global = 3,
    Tag = 4,
}

/// <summary>Bounds of a table (in elements) or a memory (in its pages).</summary>
/// <param name="Min">Initial size.</param>
/// <param name="Max">Largest size; only where <paramref name="HasMax"/>.</param>
/// <param name="HasMax">Whether there is an upper bound.</param>
/// <param name="Is64">Whether indices are i64.</param>
internal readonly record struct Limits(ulong Min, ulong Max, bool HasMax, bool Is64)
{
    /// <summary>i32 or i64.</summary>
    internal ValType AddressType => Is64 ? ValType.I64 : ValType.I32;

    public override string ToString() =>
        (Is64 ? "i64 " : "") + Min.ToString(System.Globalization.CultureInfo.InvariantCulture)
        + (HasMax ? " " + Max.ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
}

/// <summary>A table: element type and bounds.</summary>
internal readonly record struct TableType(ValType Element, Limits Limits);

/// <summary>A memory.</summary>
/// <param name="Limits">Bounds in pages.</param>
/// <param name="IsShared">Whether threads may share it.</param>
/// <param name="PageSizeLog2">16 unless the module says otherwise; 0 for pages of one byte.</param>
internal readonly record struct MemoryType(Limits Limits, bool IsShared,
    byte PageSizeLog2 = MemoryType.DefaultPageSizeLog2)
{
    internal const byte DefaultPageSizeLog2 = 16;
}

/// <summary>A global: its type and whether it may be set.</summary>
internal readonly record struct GlobalType(ValType Type, bool IsMutable)
{
    public override string ToString() => IsMutable ? $"(mut {Type})" : Type.ToString();
}
