// Value types in 32 bits, compared with one instruction: the validator's operand stack is an array of these.
// Bits 0-3 kind, bit 4 nullable, bits 5-31 heap type (signed, so an arithmetic shift restores it).
namespace Wasmtime.Min.Toolchain.Wasm.Types;

/// <summary>The kinds of <see cref="ValType"/>. The numbers 1 to 5 are those of <c>OpSignature</c> operands.</summary>
internal enum ValKind : byte
{
    /// <summary>No type; also the unknown operand of unreachable code, below every type.</summary>
    Bottom = 0,
    I32 = 1,
    I64 = 2,
    F32 = 3,
    F64 = 4,
    V128 = 5,
    Ref = 6,

    /// <summary>Storage only: fields of structures and arrays.</summary>
    I8 = 7,

    /// <summary>Storage only: fields of structures and arrays.</summary>
    I16 = 8,
}

/// <summary>A value type, or (in fields) a packed storage type.</summary>
internal readonly record struct ValType
{
    private const int NullableBit = 1 << 4;
    private const int HeapShift = 5;

    private ValType(int raw) => Raw = raw;

    internal static ValType Bottom => new((int)ValKind.Bottom);

    internal static ValType I32 => new((int)ValKind.I32);

    internal static ValType I64 => new((int)ValKind.I64);

    internal static ValType F32 => new((int)ValKind.F32);

    internal static ValType F64 => new((int)ValKind.F64);

    internal static ValType V128 => new((int)ValKind.V128);

    internal static ValType I8 => new((int)ValKind.I8);

    internal static ValType I16 => new((int)ValKind.I16);

    internal static ValType FuncRef => Ref(HeapType.Func, nullable: true);

    internal static ValType ExternRef => Ref(HeapType.Extern, nullable: true);

    internal static ValType ExnRef => Ref(HeapType.Exn, nullable: true);

    internal static ValType AnyRef => Ref(HeapType.Any, nullable: true);

    internal static ValType EqRef => Ref(HeapType.Eq, nullable: true);

    internal static ValType I31Ref => Ref(HeapType.I31, nullable: true);

    internal static ValType StructRef => Ref(HeapType.Struct, nullable: true);

    internal static ValType ArrayRef => Ref(HeapType.Array, nullable: true);

    /// <summary>All of the type; <see cref="FromRaw"/> restores it.</summary>
    internal int Raw { get; }

    internal ValKind Kind => (ValKind)(Raw & 15);

    internal bool IsRef => Kind == ValKind.Ref;

    internal bool IsNumeric => Kind is >= ValKind.I32 and <= ValKind.F64;

    internal bool IsPacked => Kind is ValKind.I8 or ValKind.I16;

    /// <summary>True where a local of this type has an initial value: everything but non-null references.</summary>
    internal bool IsDefaultable => Kind != ValKind.Ref || IsNullable;

    /// <summary>Of a reference type: whether null is among its values.</summary>
    internal bool IsNullable => (Raw & NullableBit) != 0;

    /// <summary>Of a reference type: what it points to.</summary>
    internal HeapType Heap => new(Raw >> HeapShift);

    /// <summary>The type a packed field has on the operand stack.</summary>
    internal ValType Unpacked => IsPacked ? I32 : this;

    internal static ValType Ref(HeapType heap, bool nullable) =>
        new((heap.Value << HeapShift) | (nullable ? NullableBit : 0) | (int)ValKind.Ref);

    internal static ValType OfKind(ValKind kind) => new((int)kind);

    internal static ValType FromRaw(int raw) => new(raw);

    /// <summary>This reference type without null.</summary>
    internal ValType AsNonNull() => new(Raw & ~NullableBit);

    /// <summary>This reference type with null.</summary>
    internal ValType AsNullable() => new(Raw | NullableBit);

    public override string ToString() => Kind switch
    {
        ValKind.Bottom => "bot",
        ValKind.I32 => "i32",
        ValKind.I64 => "i64",
        ValKind.F32 => "f32",
        ValKind.F64 => "f64",
        ValKind.V128 => "v128",
        ValKind.I8 => "i8",
        ValKind.I16 => "i16",
        ValKind.Ref => IsNullable ? $"(ref null {Heap})" : $"(ref {Heap})",
    };
}
