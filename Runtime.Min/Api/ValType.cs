using System;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>
/// A type of values: as precise as the guest's own, while <see cref="ValueKind"/> says only what kind it is. <c>default</c> is none.
/// </summary>
public readonly struct ValType : IEquatable<ValType>
{
    // Of types that an engine has defined.
    private readonly Engine? _engine;

    internal ValType(WasmType type, Engine? engine)
    {
        Wasm = type;
        _engine = type.IsConcrete ? engine : null;
    }

    /// <summary><c>i32</c>.</summary>
    public static ValType Int32 => Of(WasmType.I32);

    /// <summary><c>i64</c>.</summary>
    public static ValType Int64 => Of(WasmType.I64);

    /// <summary><c>f32</c>.</summary>
    public static ValType Float32 => Of(WasmType.F32);

    /// <summary><c>f64</c>.</summary>
    public static ValType Float64 => Of(WasmType.F64);

    /// <summary><c>v128</c>.</summary>
    public static ValType V128 => Of(WasmType.V128);

    /// <summary><c>funcref</c>.</summary>
    public static ValType FuncRef => Of(WasmType.FuncRef);

    /// <summary><c>externref</c>.</summary>
    public static ValType ExternRef => Of(WasmType.ExternRef);

    /// <summary><c>anyref</c>.</summary>
    public static ValType AnyRef => Of(WasmType.AnyRef);

    /// <summary><c>eqref</c>.</summary>
    public static ValType EqRef => Nullable(WasmType.HeapEq);

    /// <summary><c>i31ref</c>.</summary>
    public static ValType I31Ref => Nullable(WasmType.HeapI31);

    /// <summary><c>structref</c>.</summary>
    public static ValType StructRef => Nullable(WasmType.HeapStruct);

    /// <summary><c>arrayref</c>.</summary>
    public static ValType ArrayRef => Nullable(WasmType.HeapArray);

    /// <summary><c>exnref</c>.</summary>
    public static ValType ExnRef => Of(WasmType.ExnRef);

    /// <summary><c>nullref</c>: null of the hierarchy of <c>anyref</c>.</summary>
    public static ValType NullRef => Nullable(WasmType.HeapNone);

    /// <summary><c>nullfuncref</c>.</summary>
    public static ValType NullFuncRef => Nullable(WasmType.HeapNoFunc);

    /// <summary><c>nullexternref</c>.</summary>
    public static ValType NullExternRef => Nullable(WasmType.HeapNoExtern);

    /// <summary><c>nullexnref</c>.</summary>
    public static ValType NullExnRef => Nullable(WasmType.HeapNoExn);

    /// <summary>What kind it is.</summary>
    public ValueKind Kind => TypeRegistry.KindOf(Wasm);

    /// <summary>Whether it is a type of references.</summary>
    public bool IsReference => Wasm.IsReference;

    /// <summary>Whether it is a type of references and null is one of them.</summary>
    public bool IsNullable => Wasm.IsNullable;

    /// <summary>The structure type that its references refer to; null where they refer to something else.</summary>
    public StructType? StructType => _engine is not null ? GcType.Of(_engine, Wasm.Heap) as StructType : null;

    /// <summary>The array type that its references refer to; null where they refer to something else.</summary>
    public ArrayType? ArrayType => _engine is not null ? GcType.Of(_engine, Wasm.Heap) as ArrayType : null;

    internal WasmType Wasm { get; }

    /// <summary>The engine whose type it names; null where it names none.</summary>
    internal Engine? Engine => _engine;

    /// <summary>The widest type of a kind.</summary>
    public static implicit operator ValType(ValueKind kind) => Of(WasmType.Of(kind));

    /// <summary>Whether both are the same type.</summary>
    public static bool operator ==(ValType left, ValType right) => left.Equals(right);

    /// <summary>Whether they are different types.</summary>
    public static bool operator !=(ValType left, ValType right) => !left.Equals(right);

    /// <summary>References to the objects of a type: <c>(ref $type)</c>, <c>(ref null $type)</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isNullable">Whether null is one of them.</param>
    public static ValType Ref(GcType type, bool isNullable = false)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new ValType(WasmTypeOf(type.Id, isNullable), type.Engine);
    }

    /// <summary>A field that holds values of this type.</summary>
    /// <param name="isMutable">Whether it may be set.</param>
    public FieldType Field(bool isMutable = false) => new(this, isMutable);

    /// <summary>The same references without null.</summary>
    /// <exception cref="InvalidOperationException">It is not a type of references.</exception>
    public ValType AsNonNull() => Wasm.IsReference
        ? new ValType(WasmTypeOf(Wasm.Heap, isNullable: false), _engine)
        : throw new InvalidOperationException($"{this} is not a type of references");

    /// <summary>Whether every value of this type is one of the other, too: subtyping.</summary>
    public bool Matches(ValType other)
    {
        bool isForeign = _engine is not null && other._engine is not null && _engine != other._engine;
        Engine? engine = _engine ?? other._engine;
        return Wasm == other.Wasm || engine is null ? !isForeign && TypeRegistry.IsSubtypeOfAbstract(Wasm, other.Wasm)
            : !isForeign && engine.Types.IsSubtype(Wasm, other.Wasm);
    }

    /// <exception cref="ArgumentException">It is none, or names a type of another engine.</exception>
    internal void CheckEngine(Engine engine)
    {
        if (this == default || (_engine is not null && _engine != engine))
        {
            throw new ArgumentException(this == default ? "no type" : "the type belongs to another engine");
        }
    }

    /// <inheritdoc/>
    public bool Equals(ValType other) => Wasm == other.Wasm && _engine == other._engine;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Wasm.Bits;

    /// <summary>In the notation of the text format.</summary>
    public override string ToString() => TypeRegistry.Describe(Wasm);

    private static ValType Of(WasmType type) => new(type, null);

    private static ValType Nullable(uint heap) => new(WasmTypeOf(heap, isNullable: true), null);

    private static WasmType WasmTypeOf(uint heap, bool isNullable) => new(ValueTypeRecord.Reference(isNullable, heap).Bits);
}
