using System;
using Wasmtime.Min.Gc;

namespace Wasmtime.Min;

/// <summary>A <c>structref</c>.</summary>
public sealed class StructRef : AnyRef
{
    internal StructRef(Store store, uint reference)
        : base(store) => Root(reference);

    /// <summary>Its type.</summary>
    public StructType Type => new(Store.Engine, Store.Heap.TypeIdOf(Reference));

    /// <summary>Number of fields.</summary>
    public int FieldCount => Store.Heap.ShapeOf(Reference).Fields.Length;

    /// <summary>Makes a structure: <c>struct.new</c>. May collect.</summary>
    /// <param name="store">Whose guest.</param>
    /// <param name="type">Its type, of the store's engine.</param>
    /// <param name="values">One for each field.</param>
    /// <exception cref="ArgumentException">The values do not fit the fields, or something belongs to another store or engine.</exception>
    /// <exception cref="ResourceLimitException">The heap is full. Giving references up and trying again may help.</exception>
    public static StructRef New(Store store, StructType type, params ReadOnlySpan<Value> values)
    {
        CheckType(store, type);
        GcHeap heap = store.Heap;
        GcShape shape = store.Engine.Types.ShapeOf(type.Id);
        if (values.Length != shape.Fields.Length)
        {
            throw new ArgumentException($"a structure with {shape.Fields.Length} fields was given {values.Length} values");
        }

        uint reference = heap.Allocate(store.Engine.Types.TypeWordOf(type.Id), (uint)shape.Size);

        // Should a value not fit, the object is garbage that nobody has seen.
        for (int i = 0; i < values.Length; i++)
        {
            WriteNew(store, shape.Fields[i], reference, (uint)shape.Fields[i].Offset, values[i]);
        }

        return new StructRef(store, reference);
    }

    /// <summary>Reads a field; packed ones without sign.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that index.</exception>
    public Value GetField(int index)
    {
        uint reference = Reference;
        GcField field = FieldAt(reference, index);
        return Read(field, Store.Heap.AddressOf(reference) + (nuint)field.Offset);
    }

    /// <summary>Writes a field; of packed ones the lower bits.</summary>
    /// <exception cref="InvalidOperationException">The field is not mutable.</exception>
    /// <exception cref="ArgumentException">The value has another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that index.</exception>
    public void SetField(int index, Value value)
    {
        GcField field = FieldAt(Reference, index);
        Write(field, (uint)field.Offset, value);
    }

    private GcField FieldAt(uint reference, int index)
    {
        GcField[] fields = Store.Heap.ShapeOf(reference).Fields;
        return (uint)index < (uint)fields.Length
            ? fields[index]
            : throw new ArgumentOutOfRangeException(nameof(index), $"field {index} of a structure with {fields.Length}");
    }
}
