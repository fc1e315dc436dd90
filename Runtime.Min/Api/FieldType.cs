using System;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>What a field of a structure or the elements of an array hold, and whether they may be set.</summary>
public readonly struct FieldType : IEquatable<FieldType>
{
    private readonly uint _packed;

    /// <summary>A field of values.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="isMutable">Whether it may be set.</param>
    public FieldType(ValType type, bool isMutable = false)
    {
        Type = type;
        IsMutable = isMutable;
    }

    private FieldType(uint packed, bool isMutable)
        : this(ValType.Int32, isMutable) => _packed = packed;

    /// <summary>The type of its values; <c>i32</c> of packed ones.</summary>
    public ValType Type { get; }

    /// <summary>Whether it may be set.</summary>
    public bool IsMutable { get; }

    /// <summary>Whether it holds the lower 8 or 16 bits of an i32.</summary>
    public bool IsPacked => _packed != 0;

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(FieldType left, FieldType right) => left.Equals(right);

    /// <summary>Whether they are different.</summary>
    public static bool operator !=(FieldType left, FieldType right) => !left.Equals(right);

    /// <summary>A field that holds the lower 8 bits of an i32: <c>i8</c>.</summary>
    public static FieldType I8(bool isMutable = false) => new(ValueTypeRecord.I8, isMutable);

    /// <summary>A field that holds the lower 16 bits of an i32: <c>i16</c>.</summary>
    public static FieldType I16(bool isMutable = false) => new(ValueTypeRecord.I16, isMutable);

    /// <summary>Whether a field of this type may stand where a supertype has the other.</summary>
    public bool Matches(FieldType other) => IsMutable == other.IsMutable && _packed == other._packed
        && (IsMutable ? Type == other.Type : Type.Matches(other.Type));

    /// <inheritdoc/>
    public bool Equals(FieldType other) => Type == other.Type && IsMutable == other.IsMutable && _packed == other._packed;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FieldType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Word;

    /// <summary>In the notation of the text format.</summary>
    public override string ToString()
    {
        string type = _packed switch { ValueTypeRecord.I8 => "i8", ValueTypeRecord.I16 => "i16", _ => Type.ToString() };
        return IsMutable ? $"(mut {type})" : type;
    }

    /// <summary>As a registry has it: a <see cref="ValueTypeRecord"/> with an engine-wide id in the place of a type index.</summary>
    internal uint Word => (_packed != 0 ? _packed : Type.Wasm.Bits) | (IsMutable ? ValueTypeRecord.Mutable : 0);

    internal static FieldType Of(uint word, Engine engine)
    {
        var record = new ValueTypeRecord(word);
        return record.Kind is ValueTypeRecord.I8 or ValueTypeRecord.I16
            ? new FieldType(record.Kind, record.IsMutable)
            : new FieldType(new ValType(new WasmType(word & ~ValueTypeRecord.Mutable), engine), record.IsMutable);
    }
}
