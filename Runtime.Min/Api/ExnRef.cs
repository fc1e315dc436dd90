using System;
using Wasmtime.Min.Gc;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>An <c>exnref</c> other than null: an exception that was caught by reference.</summary>
/// <remarks>Dispose it, or make it inside of a <see cref="RootScope"/>: it keeps its object alive.</remarks>
public sealed class ExnRef : GcRef
{
    private ExnRef(Store store, uint reference)
        : base(store) => Root(reference);

    /// <summary>Its tag.</summary>
    public Tag Tag => Store.TagAt(Store.Heap.TagOf(Reference));

    /// <summary>Number of values that it carries.</summary>
    public int FieldCount => Tag.FunctionType.Parameters.Count;

    /// <summary>Makes an exception that a guest can throw by reference.</summary>
    /// <param name="store">Whose guest.</param>
    /// <param name="tag">Its tag, of that store.</param>
    /// <param name="values">One for each parameter of the tag.</param>
    /// <exception cref="ArgumentException">The tag belongs to another store, or the values do not fit it.</exception>
    /// <exception cref="ResourceLimitException">The heap is full.</exception>
    public static ExnRef New(Store store, Tag tag, params ReadOnlySpan<Value> values)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(tag);
        store.ThrowIfDisposed();
        if (tag.Store != store)
        {
            throw new ArgumentException("the tag belongs to another store", nameof(tag));
        }

        WasmException.CheckCount(tag, values.Length);
        GcHeap heap = store.Heap;
        uint reference = heap.TryAllocateException(tag.Address, out uint made) ? made : throw GcHeap.Full(store);

        // Nothing below collects; and should a value not fit, the object is garbage that nobody has seen.
        WasmException.Write(tag, values, SlotsOf(tag, reference));
        return new ExnRef(store, reference);
    }

    /// <summary>One of its values.</summary>
    public Value GetField(int index)
    {
        uint reference = Reference;
        GcField[] fields = Store.Heap.ShapeOf(reference).Fields;
        return (uint)index < (uint)fields.Length
            ? Value.Read(
                Store,
                fields[index].Type,
                Native.Span<ulong>(Store.Heap.AddressOf(reference) + (nuint)fields[index].Offset, fields[index].Type.SlotCount))
            : throw new ArgumentOutOfRangeException(nameof(index), $"value {index} of an exception with {fields.Length}");
    }

    /// <summary>The exception as one that a function of the host can throw: <c>throw_ref</c>.</summary>
    public WasmException ToException()
    {
        Tag tag = Tag;
        return WasmException.Of(tag, SlotsOf(tag, Reference));
    }

    private static Span<ulong> SlotsOf(Tag tag, uint reference) =>
        Native.Span<ulong>(tag.Store.Heap.AddressOf(reference) + GcLayout.ExceptionHeaderSize, tag.SlotCount);

    /// <summary>A handle for a reference; null for null.</summary>
    internal static ExnRef? Of(Store store, uint reference) => reference == 0 ? null : new ExnRef(store, reference);

    /// <summary>The reference, if it belongs to the store and is one of the type.</summary>
    /// <exception cref="ArgumentException">It does not, or is not.</exception>
    internal static uint Checked(Store store, ExnRef? value, WasmType type)
    {
        if (value is null)
        {
            return 0;
        }

        if (value.Store != store)
        {
            throw new ArgumentException("the reference belongs to another store");
        }

        return type.Heap == WasmType.HeapExn
            ? value.Reference
            : throw new ArgumentException($"type mismatch: the reference is not a {TypeRegistry.Describe(type)}");
    }
}
