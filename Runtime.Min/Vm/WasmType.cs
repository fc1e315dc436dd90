using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Vm;

/// <summary>
/// A value type that means the same in all modules of an engine: encoded as <see cref="ValueTypeRecord"/>, but with engine-wide type ids
/// in the place of type indices.
/// </summary>
/// <param name="Bits">The encoding.</param>
internal readonly record struct WasmType(uint Bits)
{
    internal const uint HeapFunc = 0xffff70, HeapExtern = 0xffff6f, HeapAny = 0xffff6e, HeapEq = 0xffff6d, HeapI31 = 0xffff6c;
    internal const uint HeapStruct = 0xffff6b, HeapArray = 0xffff6a, HeapExn = 0xffff69;
    internal const uint HeapNone = 0xffff71, HeapNoExtern = 0xffff72, HeapNoFunc = 0xffff73, HeapNoExn = 0xffff74;

    /// <summary>No type: equal to that of no value.</summary>
    internal static WasmType None => default;

    internal static WasmType I32 => new(ValueTypeRecord.I32);

    internal static WasmType I64 => new(ValueTypeRecord.I64);

    internal static WasmType F32 => new(ValueTypeRecord.F32);

    internal static WasmType F64 => new(ValueTypeRecord.F64);

    internal static WasmType V128 => new(ValueTypeRecord.V128);

    internal static WasmType FuncRef => new(ValueTypeRecord.RefNull | (HeapFunc << 8));

    internal static WasmType ExternRef => new(ValueTypeRecord.RefNull | (HeapExtern << 8));

    internal static WasmType AnyRef => new(ValueTypeRecord.RefNull | (HeapAny << 8));

    internal static WasmType ExnRef => new(ValueTypeRecord.RefNull | (HeapExn << 8));

    internal bool IsReference => (Bits & 0xff) is ValueTypeRecord.Ref or ValueTypeRecord.RefNull;

    internal bool IsNullable => (Bits & 0xff) == ValueTypeRecord.RefNull;

    /// <summary>Of a reference: an abstract heap type, or an engine-wide type id.</summary>
    internal uint Heap => Bits >> 8;

    /// <summary>Whether <see cref="Heap"/> is an engine-wide type id.</summary>
    internal bool IsConcrete => IsReference && Heap < ValueTypeRecord.AbstractHeap;

    /// <summary>8-byte slots of a value array that a value takes.</summary>
    internal int SlotCount => Bits == ValueTypeRecord.V128 ? 2 : 1;

    /// <summary>The widest type of a kind.</summary>
    internal static WasmType Of(ValueKind kind) => kind switch
    {
        ValueKind.Int32 => I32,
        ValueKind.Int64 => I64,
        ValueKind.Float32 => F32,
        ValueKind.Float64 => F64,
        ValueKind.V128 => V128,
        ValueKind.FuncRef => FuncRef,
        ValueKind.ExternRef => ExternRef,
        ValueKind.AnyRef => AnyRef,
        ValueKind.ExnRef => ExnRef,
    };
}
