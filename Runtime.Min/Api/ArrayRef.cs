// Arrays of numbers can be read and written as spans. A span does not follow an object that moves, so nothing collects while one is out: the heap
// takes more room instead, and is full if there is none.
using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using Wasmtime.Min.Gc;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min;

/// <summary>An <c>arrayref</c>.</summary>
public sealed class ArrayRef : AnyRef
{
    internal ArrayRef(Store store, uint reference)
        : base(store) => Root(reference);

    /// <summary>Its type.</summary>
    public ArrayType Type => new(Store.Engine, Store.Heap.TypeIdOf(Reference));

    /// <summary>Number of elements.</summary>
    public uint Length => LengthOf(Store, Reference);

    /// <summary>Makes an array of equal elements: <c>array.new</c>. May collect.</summary>
    /// <param name="store">Whose guest.</param>
    /// <param name="type">Its type, of the store's engine.</param>
    /// <param name="value">What all elements are.</param>
    /// <param name="length">Number of elements.</param>
    /// <exception cref="ArgumentException">The value does not fit, or something belongs to another store or engine.</exception>
    /// <exception cref="ResourceLimitException">The heap is full. Giving references up and trying again may help.</exception>
    public static ArrayRef New(Store store, ArrayType type, Value value, uint length)
    {
        uint reference = Allocate(store, type, length, out GcField element);
        for (uint i = 0; i < length; i++)
        {
            WriteNew(store, element, reference, OffsetOf(element, i), value);
        }

        return new ArrayRef(store, reference);
    }

    /// <summary>Makes an array: <c>array.new_fixed</c>. May collect.</summary>
    /// <param name="store">Whose guest.</param>
    /// <param name="type">Its type, of the store's engine.</param>
    /// <param name="values">Its elements.</param>
    /// <exception cref="ArgumentException">A value does not fit, or something belongs to another store or engine.</exception>
    /// <exception cref="ResourceLimitException">The heap is full. Giving references up and trying again may help.</exception>
    public static ArrayRef NewFixed(Store store, ArrayType type, params ReadOnlySpan<Value> values)
    {
        uint reference = Allocate(store, type, (uint)values.Length, out GcField element);
        for (int i = 0; i < values.Length; i++)
        {
            WriteNew(store, element, reference, OffsetOf(element, (uint)i), values[i]);
        }

        return new ArrayRef(store, reference);
    }

    /// <summary>Makes an array of numbers from their bytes. May collect.</summary>
    /// <typeparam name="T">A number as large as the elements: <c>byte</c> for <c>i8</c>, <c>UInt128</c> for <c>v128</c>, and so on.</typeparam>
    /// <param name="store">Whose guest.</param>
    /// <param name="type">Its type, of the store's engine.</param>
    /// <param name="elements">Its elements.</param>
    /// <exception cref="ArgumentException">Elements are no numbers or of another size, or the type belongs to another engine.</exception>
    /// <exception cref="ResourceLimitException">The heap is full. Giving references up and trying again may help.</exception>
    public static ArrayRef NewFromSpan<T>(Store store, ArrayType type, ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        CheckType(store, type);
        CheckElement<T>(store.Engine.Types.ShapeOf(type.Id).Fields[0]);
        uint reference = Allocate(store, type, (uint)elements.Length, out _);
        elements.CopyTo(SpanOf<T>(store, reference));
        return new ArrayRef(store, reference);
    }

    /// <summary>Reads an element; packed ones without sign.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that index.</exception>
    public Value GetElement(uint index)
    {
        uint reference = Reference;
        GcField element = ElementAt(reference, index);
        return Read(element, Store.Heap.AddressOf(reference) + OffsetOf(element, index));
    }

    /// <summary>Writes an element; of packed ones the lower bits.</summary>
    /// <exception cref="InvalidOperationException">Elements are not mutable.</exception>
    /// <exception cref="ArgumentException">The value has another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that index.</exception>
    public void SetElement(uint index, Value value)
    {
        GcField element = ElementAt(Reference, index);
        Write(element, OffsetOf(element, index), value);
    }

    /// <summary>Copies elements that are numbers.</summary>
    /// <typeparam name="T">A number as large as the elements.</typeparam>
    /// <param name="start">First element.</param>
    /// <param name="target">Receives as many as it has room for.</param>
    /// <exception cref="ArgumentException">Elements are no numbers, or of another size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public void CopyTo<T>(uint start, Span<T> target)
        where T : unmanaged => Elements<T>(start, target.Length).CopyTo(target);

    /// <summary>Sets elements that are numbers.</summary>
    /// <typeparam name="T">A number as large as the elements.</typeparam>
    /// <param name="start">First element.</param>
    /// <param name="source">The new elements.</param>
    /// <exception cref="ArgumentException">Elements are no numbers, or of another size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    /// <exception cref="InvalidOperationException">Elements are not mutable.</exception>
    public void CopyFrom<T>(uint start, ReadOnlySpan<T> source)
        where T : unmanaged
    {
        Span<T> target = Elements<T>(start, source.Length);
        CheckMutable();
        source.CopyTo(target);
    }

    /// <summary>Gives an action the elements in place. Nothing is collected until it returns: what is allocated meanwhile needs more room.</summary>
    /// <typeparam name="T">A number as large as the elements.</typeparam>
    /// <typeparam name="TState">What else the action gets.</typeparam>
    /// <param name="state">Passed to the action.</param>
    /// <param name="action">Must not keep the span.</param>
    /// <exception cref="ArgumentException">Elements are no numbers, or of another size.</exception>
    public void Read<T, TState>(TState state, ReadOnlySpanAction<T, TState> action)
        where T : unmanaged
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(action);
        Span<T> elements = Elements<T>(0, checked((int)Length));
        Store.Heap.ForbidCollection();
        try
        {
            action(elements, state);
        }
        finally
        {
            Store.Heap.AllowCollection();
        }
    }

    /// <summary>Gives an action the elements in place, to be changed. Nothing is collected until it returns: what is allocated meanwhile needs more room.</summary>
    /// <typeparam name="T">A number as large as the elements.</typeparam>
    /// <typeparam name="TState">What else the action gets.</typeparam>
    /// <param name="state">Passed to the action.</param>
    /// <param name="action">Must not keep the span.</param>
    /// <exception cref="ArgumentException">Elements are no numbers, or of another size.</exception>
    /// <exception cref="InvalidOperationException">Elements are not mutable.</exception>
    public void Change<T, TState>(TState state, SpanAction<T, TState> action)
        where T : unmanaged
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(action);
        Span<T> elements = Elements<T>(0, checked((int)Length));
        CheckMutable();
        Store.Heap.ForbidCollection();
        try
        {
            action(elements, state);
        }
        finally
        {
            Store.Heap.AllowCollection();
        }
    }

    private static uint Allocate(Store store, ArrayType type, uint length, out GcField element)
    {
        CheckType(store, type);
        element = store.Engine.Types.ShapeOf(type.Id).Fields[0];
        return store.Heap.TryAllocateArray(store.Engine.Types.TypeWordOf(type.Id), length, out uint reference) ? reference : throw GcHeap.Full(store);
    }

    private static uint OffsetOf(in GcField element, uint index) => GcLayout.HeaderSize + (index * (uint)element.Size);

    private static uint LengthOf(Store store, uint reference) => Native.At<uint>(store.Heap.AddressOf(reference) + GcLayout.LengthOffset);

    private static Span<T> SpanOf<T>(Store store, uint reference)
        where T : unmanaged =>
        Native.Span<T>(store.Heap.AddressOf(reference) + GcLayout.HeaderSize, checked((int)LengthOf(store, reference)));

    private static void CheckElement<T>(in GcField element)
        where T : unmanaged
    {
        if (element.Type.IsReference || element.Size != Unsafe.SizeOf<T>())
        {
            throw new ArgumentException(
                element.Type.IsReference
                    ? "elements that are references have no span"
                    : $"elements of {element.Size} bytes are not items of {Unsafe.SizeOf<T>()} bytes");
        }
    }

    private Span<T> Elements<T>(uint start, int count)
        where T : unmanaged
    {
        uint reference = Reference;
        CheckElement<T>(Store.Heap.ShapeOf(reference).Fields[0]);
        uint length = LengthOf(Store, reference);
        return start <= length && (uint)count <= length - start
            ? SpanOf<T>(Store, reference).Slice((int)start, count)
            : throw new ArgumentOutOfRangeException(nameof(start), $"{count} elements from {start} of an array with {length}");
    }

    private void CheckMutable()
    {
        if (!Store.Heap.ShapeOf(Reference).Fields[0].IsMutable)
        {
            throw new InvalidOperationException("the elements are not mutable");
        }
    }

    private GcField ElementAt(uint reference, uint index) => index < LengthOf(Store, reference)
        ? Store.Heap.ShapeOf(reference).Fields[0]
        : throw new ArgumentOutOfRangeException(nameof(index), $"element {index} of an array with {LengthOf(Store, reference)}");
}
