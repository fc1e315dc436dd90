using System;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>A value of the guest, of any type.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly ulong _low;
    private readonly ulong _high;
    private readonly object? _reference;

    private Value(ValueKind kind, ulong low, ulong high = 0, object? reference = null)
    {
        Kind = kind;
        _low = low;
        _high = high;
        _reference = reference;
    }

    /// <summary>What it is.</summary>
    public ValueKind Kind { get; }

    /// <summary>Whether it is a null reference.</summary>
    public bool IsNull => Kind >= ValueKind.FuncRef && _reference is null && _low == 0;

    /// <summary>A number by its bits.</summary>
    /// <param name="kind">Kind of number.</param>
    /// <param name="low">The bits, or the low half of a vector.</param>
    /// <param name="high">The high half of a vector.</param>
    public static Value FromBits(ValueKind kind, ulong low, ulong high = 0) => kind switch
    {
        ValueKind.Int32 or ValueKind.Float32 => new Value(kind, (uint)low),
        ValueKind.Int64 or ValueKind.Float64 => new Value(kind, low),
        ValueKind.V128 => new Value(kind, low, high),
        ValueKind.FuncRef or ValueKind.ExternRef or ValueKind.AnyRef or ValueKind.ExnRef =>
            throw new ArgumentOutOfRangeException(nameof(kind), "a reference has no bits"),
    };

    /// <summary>A reference to a function; null gives the null reference.</summary>
    public static Value FromFunction(Function? function) => new(ValueKind.FuncRef, 0, 0, function);

    /// <summary>A reference to an object of the host; null gives the null reference.</summary>
    public static Value FromExternal(object? value) => new(ValueKind.ExternRef, 0, 0, value);

    /// <summary>A reference to an i31, a structure, an array, or an object of the host as <c>anyref</c>; null for null.</summary>
    public static Value FromReference(AnyRef? value) => new(ValueKind.AnyRef, 0, 0, value);

    /// <summary>A reference to an exception; null for null.</summary>
    public static Value FromException(ExnRef? value) => new(ValueKind.ExnRef, 0, 0, value);

    /// <summary>The null reference of a kind.</summary>
    public static Value Null(ValueKind kind) => kind >= ValueKind.FuncRef
        ? new Value(kind, 0)
        : throw new ArgumentOutOfRangeException(nameof(kind), "a number cannot be null");

    /// <summary>An i32.</summary>
    public static implicit operator Value(int value) => new(ValueKind.Int32, (uint)value);

    /// <summary>An i64.</summary>
    public static implicit operator Value(long value) => new(ValueKind.Int64, (ulong)value);

    /// <summary>An f32.</summary>
    public static implicit operator Value(float value) => new(ValueKind.Float32, BitConverter.SingleToUInt32Bits(value));

    /// <summary>An f64.</summary>
    public static implicit operator Value(double value) => new(ValueKind.Float64, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>A v128.</summary>
    public static implicit operator Value(UInt128 value) => new(ValueKind.V128, (ulong)value, (ulong)(value >> 64));

    /// <summary>A reference to a function.</summary>
    public static implicit operator Value(Function? function) => FromFunction(function);

    /// <summary>Equality of kind and bits; references by identity.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The i32.</summary>
    public int AsInt32() => (int)Bits(ValueKind.Int32);

    /// <summary>The i64.</summary>
    public long AsInt64() => (long)Bits(ValueKind.Int64);

    /// <summary>The f32.</summary>
    public float AsSingle() => BitConverter.UInt32BitsToSingle((uint)Bits(ValueKind.Float32));

    /// <summary>The f64.</summary>
    public double AsDouble() => BitConverter.UInt64BitsToDouble(Bits(ValueKind.Float64));

    /// <summary>The v128.</summary>
    public UInt128 AsV128() => new(_high, Bits(ValueKind.V128));

    /// <summary>The function, or null.</summary>
    public Function? AsFunction() => Kind == ValueKind.FuncRef ? (Function?)_reference : throw Wrong(ValueKind.FuncRef);

    /// <summary>The reference; null for null.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    public AnyRef? AsReference() => Kind == ValueKind.AnyRef ? (AnyRef?)_reference : throw Wrong(ValueKind.AnyRef);

    /// <summary>The exception that was caught by reference; null for null.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    public ExnRef? AsException() => Kind == ValueKind.ExnRef ? (ExnRef?)_reference : throw Wrong(ValueKind.ExnRef);

    /// <summary>The object of the host, or null.</summary>
    public object? AsExternal() => Kind == ValueKind.ExternRef ? _reference : throw Wrong(ValueKind.ExternRef);

    /// <summary>The bits of a number; the low half of a vector.</summary>
    public ulong ToBits() => _low;

    /// <summary>The high half of a vector.</summary>
    public ulong ToHighBits() => _high;

    /// <inheritdoc/>
    public bool Equals(Value other) =>
        Kind == other.Kind && _low == other._low && _high == other._high && Equals(_reference, other._reference);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine((byte)Kind, _low, _high, _reference);

    /// <summary>The value as text, without its type.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Int32 => $"{AsInt32()}",
        ValueKind.Int64 => $"{AsInt64()}",
        ValueKind.Float32 => $"{AsSingle()}",
        ValueKind.Float64 => $"{AsDouble()}",
        ValueKind.V128 => $"0x{_high:x16}{_low:x16}",
        ValueKind.FuncRef or ValueKind.ExternRef or ValueKind.AnyRef or ValueKind.ExnRef =>
            _reference?.ToString() ?? (_low == 0 ? "null" : $"ref 0x{_low:x}"),
    };

    /// <summary>Reads a value of a type from a value array.</summary>
    internal static Value Read(Store store, WasmType type, ReadOnlySpan<ulong> slots)
    {
        ValueKind kind = TypeRegistry.KindOf(type);
        return kind switch
        {
            ValueKind.Int32 or ValueKind.Float32 => new Value(kind, (uint)slots[0]),
            ValueKind.Int64 or ValueKind.Float64 => new Value(kind, slots[0]),
            ValueKind.V128 => new Value(kind, slots[0], slots[1]),
            ValueKind.FuncRef => FromFunction(store.FunctionAt((nuint)slots[0])),
            ValueKind.ExternRef => FromExternal(AnyRef.ToExternal(store, (uint)slots[0])),
            ValueKind.AnyRef => FromReference(AnyRef.Of(store, (uint)slots[0])),
            ValueKind.ExnRef => FromException(ExnRef.Of(store, (uint)slots[0])),
        };
    }

    /// <summary>Writes the value to a value array.</summary>
    /// <exception cref="ArgumentException">It is not of the type.</exception>
    internal void Write(Store store, WasmType type, Span<ulong> slots)
    {
        ValueKind kind = TypeRegistry.KindOf(type);
        if (kind != Kind)
        {
            throw Wrong(kind);
        }

        if (type.IsReference && !type.IsNullable && IsNull)
        {
            throw new ArgumentException($"type mismatch: expected {TypeRegistry.Describe(type)}, found null");
        }

        switch (kind)
        {
            case ValueKind.FuncRef:
                slots[0] = store.AddressOf((Function?)_reference, type);
                break;
            case ValueKind.ExternRef:
                slots[0] = AnyRef.FromExternal(store, _reference, type);
                break;
            case ValueKind.AnyRef:
                slots[0] = AnyRef.Checked(store, (AnyRef?)_reference, type);
                break;
            case ValueKind.ExnRef:
                slots[0] = ExnRef.Checked(store, (ExnRef?)_reference, type);
                break;
            case ValueKind.V128:
                slots[0] = _low;
                slots[1] = _high;
                break;
            default:
                slots[0] = _low;
                break;
        }
    }

    private ulong Bits(ValueKind kind) => Kind == kind ? _low : throw Wrong(kind);

    private ArgumentException Wrong(ValueKind wanted) =>
        new($"type mismatch: expected {TypeRegistry.Describe(WasmType.Of(wanted))}, found {TypeRegistry.Describe(WasmType.Of(Kind))}");
}
