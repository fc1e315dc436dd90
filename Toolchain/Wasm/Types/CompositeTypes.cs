// Type definitions as a module writes them. Indices inside are module type indices; Validation/TypeContext.cs gives
// them their canonical meaning.
using System;
using System.Text;

namespace Wasmtime.Min.Toolchain.Wasm.Types;

internal enum CompositeKind : byte
{
    Func,
    Struct,
    Array,
}

/// <summary>A function, structure or array type.</summary>
internal abstract class CompositeType(CompositeKind kind)
{
    internal CompositeKind Kind { get; } = kind;
}

/// <summary>Parameters and results.</summary>
internal sealed class FuncType(ValType[] parameters, ValType[] results) : CompositeType(CompositeKind.Func)
{
    /// <summary>No parameters, no results.</summary>
    internal static readonly FuncType Empty = new([], []);

    internal ValType[] Params { get; } = parameters;

    internal ValType[] Results { get; } = results;

    /// <summary>Same parameters and results, letter by letter (type indices are compared as numbers).</summary>
    internal bool HasSameTypes(FuncType other) =>
        Params.AsSpan().SequenceEqual(other.Params) && Results.AsSpan().SequenceEqual(other.Results);

    public override string ToString()
    {
        StringBuilder text = new StringBuilder().Append('[').AppendJoin(' ', Params).Append("] -> [");
        return text.AppendJoin(' ', Results).Append(']').ToString();
    }
}

/// <summary>A field of a structure, or the element of an array.</summary>
/// <param name="Type">A value type or a packed type.</param>
/// <param name="IsMutable">Whether it may be set.</param>
internal readonly record struct FieldType(ValType Type, bool IsMutable)
{
    public override string ToString() => IsMutable ? $"(mut {Type})" : Type.ToString();
}

internal sealed class StructType(FieldType[] fields) : CompositeType(CompositeKind.Struct)
{
    internal FieldType[] Fields { get; } = fields;
}

internal sealed class ArrayType(FieldType element) : CompositeType(CompositeKind.Array)
{
    internal FieldType Element { get; } = element;
}

/// <summary>
/// One definition of a recursive group: a composite type, its declared supertypes, whether it may have subtypes.
/// </summary>
internal sealed class SubType(CompositeType composite, bool isFinal, int[] supertypes, uint offset)
{
    internal CompositeType Composite { get; } = composite;

    internal bool IsFinal { get; } = isFinal;

    /// <summary>Module type indices; validation allows at most one.</summary>
    internal int[] Supertypes { get; } = supertypes;

    /// <summary>Byte offset in the binary module, or the text parser's position id.</summary>
    internal uint Offset { get; } = offset;

    /// <summary>Whether the source says that it is final or not: <c>(sub ...)</c>.</summary>
    internal bool IsSpelledOut { get; private init; } = true;

    /// <summary>A final type without supertypes, as a module without GC defines it.</summary>
    internal static SubType Plain(CompositeType composite, uint offset) =>
        new(composite, isFinal: true, [], offset) { IsSpelledOut = false };
}

/// <summary>A recursive group: <paramref name="Count"/> consecutive types from <paramref name="Start"/>.</summary>
/// <param name="Start">The first type.</param>
/// <param name="Count">How many there are.</param>
/// <param name="IsSpelledOut">Whether the source says that it is a group, which a type alone need not.</param>
internal readonly record struct RecGroup(int Start, int Count, bool IsSpelledOut = false);
