using System.Runtime.InteropServices;

namespace Wasmtime.Min.Layout;

/// <summary>A linear memory as generated code sees it.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMMemory
{
    internal const int BaseOffset = 0;
    internal const int LengthInBytesOffset = BaseOffset + 8;
    internal const int SizeInBytes = LengthInBytesOffset + 8;

    /// <summary>
    /// To so many pages of 64 KiB a memory of 32 bits grows that declares no maximum. Generated code relies on it: where an access ends inside a
    /// memory of less than 4 GiB, its end as a number of 32 bits has not wrapped.
    /// </summary>
    internal const ulong MostUndeclaredPages = (1 << 16) - 1;

    /// <summary>Address of byte 0. Moves when a memory without a reservation grows.</summary>
    [FieldOffset(BaseOffset)] internal nuint Base;

    /// <summary>Accessible bytes.</summary>
    [FieldOffset(LengthInBytesOffset)] internal ulong LengthInBytes;
}

/// <summary>A table as generated code sees it.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMTable
{
    internal const int BaseOffset = 0;
    internal const int LengthOffset = BaseOffset + 8;
    internal const int SizeInBytes = LengthOffset + 8;

    /// <summary>Bytes of an element that refers to a function: the address of a <see cref="VMFuncRef"/>, 0 for null.</summary>
    internal const int FuncElementSize = 8;

    /// <summary>Bytes of any other element, 0 for null.</summary>
    internal const int RefElementSize = 4;

    /// <summary>Address of element 0.</summary>
    [FieldOffset(BaseOffset)] internal nuint Base;

    /// <summary>Elements.</summary>
    [FieldOffset(LengthOffset)] internal ulong Length;
}

/// <summary>A data or element segment: what memory.init and table.init copy from.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal struct VMSegment
{
    internal const int BaseOffset = 0;
    internal const int LengthOffset = BaseOffset + 8;
    internal const int SizeInBytes = LengthOffset + 8;

    /// <summary>Address of the first byte or element.</summary>
    [FieldOffset(BaseOffset)] internal nuint Base;

    /// <summary>Bytes of a data segment, elements of an element segment; 0 once dropped.</summary>
    [FieldOffset(LengthOffset)] internal ulong Length;
}
