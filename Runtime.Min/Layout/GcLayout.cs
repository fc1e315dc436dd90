// What objects of the GC heap look like: generated code, the collector and the compiler's layout of fields use these definitions.
//
//   reference   32 bits: distance from GcHeapBase; 0 is null; bit 0 set is an i31, whose value is in the upper 31 bits
//   object      8-byte aligned; u32 type word, u32 length of an array (or number of a host object), then fields or elements
//   type word   engine-wide type id in the lower 24 bits, GcKind above
//   exception   an object whose type id is that of its tag's type: u64 address of the tag, then the values as in a value array
// The first bytes of the heap are never mapped where the platform can arrange that: access through null faults. Fields keep the order of
// their definition, so a structure begins like its supertypes. References to functions are addresses of VMFuncRef, also in objects.
using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Layout;

/// <summary>What an object is; the upper byte of its type word.</summary>
internal enum GcKind : byte
{
    /// <summary>Not an object.</summary>
    None = 0,

    /// <summary>A structure.</summary>
    Struct = 1,

    /// <summary>An array.</summary>
    Array = 2,

    /// <summary>Stands for an object of the host.</summary>
    Host = 3,

    /// <summary>An exception that was caught by reference.</summary>
    Exception = 4,

    /// <summary>Left behind by the collector: the object has moved to where its second word says.</summary>
    Moved = 0xff,
}

/// <summary>Offsets and sizes.</summary>
internal static class GcLayout
{
    internal const int TypeWordOffset = 0;
    internal const int LengthOffset = 4;

    /// <summary>Bytes in front of fields or elements.</summary>
    internal const int HeaderSize = 8;

    /// <summary>Where an exception has the address of its tag.</summary>
    internal const int ExceptionTagOffset = HeaderSize;

    /// <summary>Bytes in front of the values of an exception.</summary>
    internal const int ExceptionHeaderSize = ExceptionTagOffset + sizeof(ulong);

    /// <summary>Alignment of objects, and what their sizes are rounded up to.</summary>
    internal const int ObjectAlignment = 8;

    /// <summary>Bytes at the start of the heap that hold no object.</summary>
    internal const int NullGuard = 1 << 16;

    /// <summary>Bit of a reference that makes it an i31.</summary>
    internal const uint I31Bit = 1;

    internal const int KindShift = 24;

    /// <summary>Type id in a type word.</summary>
    internal const uint TypeIdMask = (1u << KindShift) - 1;

    /// <summary>Engine-wide ids of structures and arrays have it, those of functions do not.</summary>
    internal const uint GcTypeBit = 1;

    /// <summary>Entries of a type's display: its supertypes from the root down and itself, as type words.</summary>
    internal const int DisplayLength = 64;

    /// <summary>Bytes of the display of one type.</summary>
    internal const int DisplaySize = DisplayLength * sizeof(uint);

    /// <summary>Bytes of a field or element.</summary>
    internal static int SizeOf(ValueTypeRecord storage, bool isFunction) => storage.Kind switch
    {
        ValueTypeRecord.I8 => 1,
        ValueTypeRecord.I16 => 2,
        ValueTypeRecord.I32 or ValueTypeRecord.F32 => 4,
        ValueTypeRecord.I64 or ValueTypeRecord.F64 => 8,
        ValueTypeRecord.V128 => 16,
        _ => isFunction ? 8 : 4,
    };

    /// <summary>Offset of the next field of a structure; <paramref name="next"/> starts at <see cref="HeaderSize"/>.</summary>
    internal static int Place(ref int next, int size)
    {
        int alignment = size < ObjectAlignment ? size : ObjectAlignment;
        int offset = (next + alignment - 1) & -alignment;
        next = offset + size;
        return offset;
    }

    /// <summary>Bytes of an object with so many bytes in use.</summary>
    internal static ulong RoundUp(ulong bytes) => (bytes + (ObjectAlignment - 1)) & ~(ulong)(ObjectAlignment - 1);

    /// <summary>Bytes of an array.</summary>
    internal static ulong ArraySize(uint length, int elementSize) => RoundUp(HeaderSize + ((ulong)length * (ulong)elementSize));
}
