using System;
using System.Runtime.InteropServices;
using Wasmtime.Min.Gc;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>A reference other than null into the guest's heap: an i31, a structure, an array, or an object of the host that the guest sees as <c>anyref</c>.</summary>
/// <remarks>Dispose it, or make it inside of a <see cref="RootScope"/>: it keeps its object alive.</remarks>
public class AnyRef : GcRef
{
    private protected AnyRef(Store store)
        : base(store)
    {
    }

    private AnyRef(Store store, uint reference)
        : this(store) => Root(reference);

    /// <summary>The guest's view of an object of the host: <c>any.convert_extern</c>.</summary>
    /// <param name="store">Whose guest.</param>
    /// <param name="value">The object; where it is an <see cref="AnyRef"/> itself, that one.</param>
    public static AnyRef FromExternal(Store store, object value)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(value);
        store.ThrowIfDisposed();
        return value as AnyRef ?? Of(store, store.Heap.HostObjects.ReferenceTo(store.Heap, value))!;
    }

    /// <summary>Whether it is of a type: <c>ref.test</c>.</summary>
    /// <exception cref="ArgumentException">The type belongs to another engine.</exception>
    public bool Matches(ValType type)
    {
        type.CheckEngine(Store.Engine);
        return type.IsReference && IsOf(Store, Reference, type.Wasm);
    }

    /// <summary>What the host sees of it as an <c>externref</c> (<c>extern.convert_any</c>): its own object, or this reference.</summary>
    public object AsExternal() => Store.Heap.HostObjectAt(Reference) ?? this;

    /// <summary>A handle for a reference; null for null.</summary>
    internal static AnyRef? Of(Store store, uint reference)
    {
        if (reference == 0)
        {
            return null;
        }

        if ((reference & GcLayout.I31Bit) != 0)
        {
            return new I31Ref(store, (int)reference >> 1);
        }

        return store.Heap.KindOf(reference) switch
        {
            GcKind.Struct => new StructRef(store, reference),
            GcKind.Array => new ArrayRef(store, reference),
            _ => new AnyRef(store, reference),
        };
    }

    /// <summary>What the host sees of an externref.</summary>
    internal static object? ToExternal(Store store, uint reference) =>
        reference == 0 ? null : store.Heap.HostObjectAt(reference) ?? Of(store, reference);

    /// <summary>The externref for what the host gave.</summary>
    internal static uint FromExternal(Store store, object? value, WasmType type) => value switch
    {
        null => 0,
        AnyRef reference => Checked(store, reference, type),
        _ when type.Heap == WasmType.HeapNoExtern => throw Mismatch(type),
        _ => store.Heap.HostObjects.ReferenceTo(store.Heap, value),
    };

    /// <summary>The reference, if it belongs to the store and is one of the type.</summary>
    /// <exception cref="ArgumentException">It does not, or is not.</exception>
    internal static uint Checked(Store store, AnyRef? value, WasmType type)
    {
        if (value is null)
        {
            return 0;
        }

        if (value.Store != store)
        {
            throw new ArgumentException("the reference belongs to another store");
        }

        uint reference = value.Reference;
        return IsOf(store, reference, type) ? reference : throw Mismatch(type);
    }

    private protected Value Read(in GcField field, nuint address)
    {
        Span<ulong> slots = stackalloc ulong[2];
        slots.Clear();
        Native.Span<byte>(address, field.Size).CopyTo(MemoryMarshal.AsBytes(slots));
        return Value.Read(Store, field.Type, slots);
    }

    private protected void Write(in GcField field, uint offset, Value value)
    {
        if (!field.IsMutable)
        {
            throw new InvalidOperationException("the field is not mutable");
        }

        WriteNew(Store, field, Reference, offset, value);
    }

    // Whether it is mutable does not matter yet. Nothing here collects: making a stand-in for an object of the host does not.
    private protected static void WriteNew(Store store, in GcField field, uint reference, uint offset, Value value)
    {
        Span<ulong> slots = stackalloc ulong[2];
        value.Write(store, field.Type, slots);
        MemoryMarshal.AsBytes(slots)[..field.Size].CopyTo(Native.Span<byte>(store.Heap.AddressOf(reference) + offset, field.Size));
    }

    // The type of a new object, which has to be one of the store's engine.
    private protected static void CheckType(Store store, GcType type)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(type);
        store.ThrowIfDisposed();
        if (type.Engine != store.Engine)
        {
            throw new ArgumentException("the type belongs to another engine", nameof(type));
        }
    }

    private static bool IsOf(Store store, uint reference, WasmType type)
    {
        GcKind kind = (reference & GcLayout.I31Bit) != 0 ? GcKind.None : store.Heap.KindOf(reference);
        return type.Heap switch
        {
            WasmType.HeapAny or WasmType.HeapExtern => true,
            WasmType.HeapEq => kind is GcKind.None or GcKind.Struct or GcKind.Array,
            WasmType.HeapI31 => kind == GcKind.None,
            WasmType.HeapStruct => kind == GcKind.Struct,
            WasmType.HeapArray => kind == GcKind.Array,
            _ => type.IsConcrete && kind is GcKind.Struct or GcKind.Array
                && store.Engine.Types.IsSubtype(Native.At<uint>(store.Heap.AddressOf(reference)) & GcLayout.TypeIdMask, type.Heap),
        };
    }

    private static ArgumentException Mismatch(WasmType type) => new($"type mismatch: the reference is not a {TypeRegistry.Describe(type)}");
}

/// <summary>An <c>i31ref</c>: a 31-bit integer without an object.</summary>
public sealed class I31Ref : AnyRef
{
    /// <summary>A reference of a store's guest.</summary>
    /// <param name="store">Whose guest.</param>
    /// <param name="value">The number; its highest bit is lost.</param>
    public I31Ref(Store store, int value)
        : base(store) => Value = value << 1 >> 1;

    /// <summary>The number with its sign: <c>i31.get_s</c>.</summary>
    public int Value { get; }

    internal override uint Reference => ((uint)Value << 1) | GcLayout.I31Bit;
}
