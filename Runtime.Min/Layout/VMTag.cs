using System.Runtime.InteropServices;

namespace Wasmtime.Min.Layout;

/// <summary>What the address of a tag points to: how an exception of the tag is kept in the GC heap. Only the runtime looks.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMTag
{
    internal const int TypeWordOffset = 0;
    internal const int ObjectSizeOffset = TypeWordOffset + 4;
    internal const int SizeInBytes = 16;

    /// <summary>First word of its exceptions as objects.</summary>
    [FieldOffset(TypeWordOffset)] internal uint TypeWord;

    /// <summary>Bytes of such an object: the values, as in a value array, behind the <see cref="GcLayout.ExceptionHeaderSize"/>.</summary>
    [FieldOffset(ObjectSizeOffset)] internal uint ObjectSize;
}
