using Wasmtime.Min.Layout;
using Wasmtime.Min.Vm;

namespace Wasmtime.Min.Gc;

/// <summary>A field of a structure, or the element of an array.</summary>
/// <param name="Type">Its type, without packing and mutability; i32 for packed ones.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Offset">Of a field: from the start of the object.</param>
/// <param name="IsMutable">Whether it may be set.</param>
internal readonly record struct GcField(WasmType Type, int Size, int Offset, bool IsMutable)
{
    /// <summary>Whether the collector has to follow it.</summary>
    internal bool IsTraced => Type.IsReference && TypeRegistry.KindOf(Type) != ValueKind.FuncRef;
}

/// <summary>How the objects of a type are laid out.</summary>
internal sealed class GcShape
{
    /// <summary>The shape of a structure, an array, or the exceptions of a tag.</summary>
    /// <param name="kind">Which of them.</param>
    /// <param name="fields">Fields, the one element, or values.</param>
    /// <param name="size">Bytes of a structure or exception.</param>
    internal GcShape(GcKind kind, GcField[] fields, int size)
    {
        Kind = kind;
        Fields = fields;
        Size = size;
        int count = 0;
        foreach (GcField field in fields)
        {
            count += field.IsTraced ? 1 : 0;
        }

        TracedOffsets = new int[count];
        foreach (GcField field in fields)
        {
            if (field.IsTraced)
            {
                TracedOffsets[^count--] = field.Offset;
            }
        }
    }

    internal GcKind Kind { get; }

    /// <summary>Fields or values in order; of an array, the element.</summary>
    internal GcField[] Fields { get; }

    /// <summary>Bytes of a structure or exception, rounded up.</summary>
    internal int Size { get; }

    /// <summary>Offsets of the references of a structure or exception; an array has one entry if its elements are references.</summary>
    internal int[] TracedOffsets { get; }

    /// <summary>Bytes of an element.</summary>
    internal int ElementSize => Fields[0].Size;
}
