// The records of the tables in section Info. A record is a fixed number of little-endian fields in the order of its parameters,
// without padding; Read and Write are each other's inverse.
using System;
using System.Buffers.Binary;

namespace Wasmtime.Min.Artifacts;

/// <summary>A record of fixed size.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
internal interface IArtifactRecord<TSelf>
    where TSelf : struct, IArtifactRecord<TSelf>
{
    /// <summary>Size in bytes.</summary>
    static abstract int SizeInBytes { get; }

    /// <summary>Reads a record from its bytes.</summary>
    static abstract TSelf Read(ReadOnlySpan<byte> bytes);

    /// <summary>Writes the record to its bytes.</summary>
    void Write(Span<byte> bytes);
}

/// <summary>What a type of the module is.</summary>
internal enum ArtifactTypeKind : uint
{
    /// <summary>A function type.</summary>
    Function = 0,

    /// <summary>A struct type: no parameters, results and stubs.</summary>
    Struct = 1,

    /// <summary>An array type: no parameters, results and stubs.</summary>
    Array = 2,
}

/// <summary>Properties of a type.</summary>
[Flags]
internal enum TypeFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>
    /// A final function type without supertype, alone in its recursion group, whose parameters and results name no type index.
    /// </summary>
    Plain = 1,

    /// <summary>It may have no subtypes.</summary>
    Final = 2,

    /// <summary>All bits.</summary>
    All = Plain | Final,
}

/// <summary>A type of the module.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Flags">Properties.</param>
/// <param name="Supertype">Type index of the declared supertype, smaller than its own; None.</param>
/// <param name="FirstValueType">Index of the first parameter in table ValueTypes; the results follow the parameters.</param>
/// <param name="ParamCount">Number of parameters.</param>
/// <param name="ResultCount">Number of results.</param>
/// <param name="EntryStub">Code offset of the entry stub of this signature, or None. Types of equal signature share one.</param>
/// <param name="ExitStub">Code offset of the exit stub, or None.</param>
internal readonly record struct TypeRecord(
    ArtifactTypeKind Kind,
    TypeFlags Flags,
    uint Supertype,
    uint FirstValueType,
    uint ParamCount,
    uint ResultCount,
    uint EntryStub,
    uint ExitStub)
    : IArtifactRecord<TypeRecord>
{
    // Kind and flags share a word, and so do the two numbers: there are no more than 10,000 of either.
    private const int UpperHalf = 16;

    public static int SizeInBytes => 24;

    public static TypeRecord Read(ReadOnlySpan<byte> b) => new(
        (ArtifactTypeKind)(ushort)Field.U32(b, 0), (TypeFlags)(Field.U32(b, 0) >> UpperHalf), Field.U32(b, 4), Field.U32(b, 8),
        (ushort)Field.U32(b, 12), Field.U32(b, 12) >> UpperHalf, Field.U32(b, 16), Field.U32(b, 20));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, (uint)Kind | ((uint)Flags << UpperHalf));
        Field.Put(b, 4, Supertype);
        Field.Put(b, 8, FirstValueType);
        Field.Put(b, 12, ParamCount | (ResultCount << UpperHalf));
        Field.Put(b, 16, EntryStub);
        Field.Put(b, 20, ExitStub);
    }
}

/// <summary>
/// A value type. Bits 0-7: 0x7f i32, 0x7e i64, 0x7d f32, 0x7c f64, 0x7b v128, 0x64 non-null reference, 0x63 nullable reference.
/// Bits 8-31, of references only: a type index of the module, or <see cref="AbstractHeap"/> plus the one-byte code of an abstract
/// heap type in the binary format (0x70 func, 0x6f extern, 0x6e any, 0x6d eq, 0x6c i31, 0x6b struct, 0x6a array, 0x69 exn,
/// 0x71 none, 0x72 noextern, 0x73 nofunc, 0x74 noexn).
/// </summary>
/// <param name="Bits">The encoding.</param>
internal readonly record struct ValueTypeRecord(uint Bits) : IArtifactRecord<ValueTypeRecord>
{
    internal const uint I32 = 0x7f, I64 = 0x7e, F32 = 0x7d, F64 = 0x7c, V128 = 0x7b, Ref = 0x64, RefNull = 0x63;

    /// <summary>Packed types of fields and elements.</summary>
    internal const uint I8 = 0x78, I16 = 0x77;

    /// <summary>Beside the kind of a field or element that may be set.</summary>
    internal const uint Mutable = 0x80;

    /// <summary>Heap types from here on are abstract.</summary>
    internal const uint AbstractHeap = 0xffff00;

    /// <summary>A reference type.</summary>
    internal static ValueTypeRecord Reference(bool isNullable, uint heap) => new((isNullable ? RefNull : Ref) | (heap << 8));

    internal uint Kind => Bits & 0x7f;

    internal uint Heap => Bits >> 8;

    internal bool IsReference => Kind is Ref or RefNull;

    /// <summary>Of a field or element: whether it may be set.</summary>
    internal bool IsMutable => (Bits & Mutable) != 0;

    internal bool IsHeapIndex => Heap < AbstractHeap;

    public static int SizeInBytes => 4;

    public static ValueTypeRecord Read(ReadOnlySpan<byte> b) => new(Field.U32(b, 0));

    public void Write(Span<byte> b) => Field.Put(b, 0, Bits);
}

/// <summary>
/// 32 bytes that are equal for equal types, of any modules, and only for those (<see cref="TypeKeys"/>). Types that are
/// <see cref="TypeFlags.Plain"/> are compared by their parameters and results instead, because host functions have such types too.
/// </summary>
internal readonly record struct TypeKeyRecord(ulong A, ulong B, ulong C, ulong D) : IArtifactRecord<TypeKeyRecord>
{
    public static int SizeInBytes => 32;

    public static TypeKeyRecord Read(ReadOnlySpan<byte> b) => new(Field.U64(b, 0), Field.U64(b, 8), Field.U64(b, 16), Field.U64(b, 24));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, A);
        Field.Put(b, 8, B);
        Field.Put(b, 16, C);
        Field.Put(b, 24, D);
    }
}

/// <summary>A plain u32.</summary>
/// <param name="Value">The number.</param>
internal readonly record struct WordRecord(uint Value) : IArtifactRecord<WordRecord>
{
    public static int SizeInBytes => 4;

    public static WordRecord Read(ReadOnlySpan<byte> b) => new(Field.U32(b, 0));

    public void Write(Span<byte> b) => Field.Put(b, 0, Value);
}

/// <summary>An import.</summary>
/// <param name="Module">Module name.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">What is imported.</param>
/// <param name="Index">A function's or tag's type index; of others their index in their table (Memories, Tables, Globals).</param>
internal readonly record struct ImportRecord(BlobRef Module, BlobRef Name, ArtifactExternKind Kind, uint Index)
    : IArtifactRecord<ImportRecord>
{
    public static int SizeInBytes => 24;

    public static ImportRecord Read(ReadOnlySpan<byte> b) => new(
        Field.Blob(b, 0), Field.Blob(b, 8), (ArtifactExternKind)Field.U32(b, 16), Field.U32(b, 20));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, Module);
        Field.Put(b, 8, Name);
        Field.Put(b, 16, (uint)Kind);
        Field.Put(b, 20, Index);
    }
}

/// <summary>An export.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">What is exported.</param>
/// <param name="Index">Index in the module's index space of that kind, imports included.</param>
internal readonly record struct ExportRecord(BlobRef Name, ArtifactExternKind Kind, uint Index) : IArtifactRecord<ExportRecord>
{
    public static int SizeInBytes => 16;

    public static ExportRecord Read(ReadOnlySpan<byte> b) =>
        new(Field.Blob(b, 0), (ArtifactExternKind)Field.U32(b, 8), Field.U32(b, 12));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, Name);
        Field.Put(b, 8, (uint)Kind);
        Field.Put(b, 12, Index);
    }
}

/// <summary>A defined function.</summary>
/// <param name="CodeOffset">First byte in section Text.</param>
/// <param name="CodeLength">Length in bytes.</param>
/// <param name="TypeIndex">Its type.</param>
/// <param name="FuncRefSlot">Slot of its VMFuncRef in the vmctx, or None.</param>
internal readonly record struct FunctionRecord(uint CodeOffset, uint CodeLength, uint TypeIndex, uint FuncRefSlot)
    : IArtifactRecord<FunctionRecord>
{
    public static int SizeInBytes => 16;

    public static FunctionRecord Read(ReadOnlySpan<byte> b) =>
        new(Field.U32(b, 0), Field.U32(b, 4), Field.U32(b, 8), Field.U32(b, 12));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, CodeOffset);
        Field.Put(b, 4, CodeLength);
        Field.Put(b, 8, TypeIndex);
        Field.Put(b, 12, FuncRefSlot);
    }
}

/// <summary>Properties of a memory or table.</summary>
[Flags]
internal enum LimitFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>There is a maximum.</summary>
    HasMax = 1,

    /// <summary>Shared between threads; memories only.</summary>
    Shared = 2,

    /// <summary>Indices have 64 bits.</summary>
    Is64 = 4,

    /// <summary>All bits.</summary>
    All = HasMax | Shared | Is64,
}

/// <summary>A memory.</summary>
/// <param name="Flags">Properties.</param>
/// <param name="PageSizeLog2">16, or 0 for pages of one byte.</param>
/// <param name="Min">Initial size in pages.</param>
/// <param name="Max">Largest size in pages, where there is a maximum.</param>
internal readonly record struct MemoryRecord(LimitFlags Flags, uint PageSizeLog2, ulong Min, ulong Max)
    : IArtifactRecord<MemoryRecord>
{
    public static int SizeInBytes => 24;

    public static MemoryRecord Read(ReadOnlySpan<byte> b) =>
        new((LimitFlags)Field.U32(b, 0), Field.U32(b, 4), Field.U64(b, 8), Field.U64(b, 16));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, (uint)Flags);
        Field.Put(b, 4, PageSizeLog2);
        Field.Put(b, 8, Min);
        Field.Put(b, 16, Max);
    }
}

/// <summary>A table.</summary>
/// <param name="Flags">Properties.</param>
/// <param name="Element">Type of the elements.</param>
/// <param name="Min">Initial size.</param>
/// <param name="Max">Largest size, where there is a maximum.</param>
internal readonly record struct TableRecord(LimitFlags Flags, ValueTypeRecord Element, ulong Min, ulong Max)
    : IArtifactRecord<TableRecord>
{
    public static int SizeInBytes => 24;

    public static TableRecord Read(ReadOnlySpan<byte> b) =>
        new((LimitFlags)Field.U32(b, 0), new ValueTypeRecord(Field.U32(b, 4)), Field.U64(b, 8), Field.U64(b, 16));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, (uint)Flags);
        Field.Put(b, 4, Element.Bits);
        Field.Put(b, 8, Min);
        Field.Put(b, 16, Max);
    }
}

/// <summary>A global. Initial values are set by the initialiser.</summary>
/// <param name="Type">Type of the value.</param>
/// <param name="IsMutable">1 or 0.</param>
internal readonly record struct GlobalRecord(ValueTypeRecord Type, uint IsMutable) : IArtifactRecord<GlobalRecord>
{
    public static int SizeInBytes => 8;

    public static GlobalRecord Read(ReadOnlySpan<byte> b) => new(new ValueTypeRecord(Field.U32(b, 0)), Field.U32(b, 4));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, Type.Bits);
        Field.Put(b, 4, IsMutable);
    }
}

/// <summary>An exception tag.</summary>
/// <param name="TypeIndex">Its type, a function type without results.</param>
internal readonly record struct TagRecord(uint TypeIndex) : IArtifactRecord<TagRecord>
{
    public static int SizeInBytes => 4;

    public static TagRecord Read(ReadOnlySpan<byte> b) => new(Field.U32(b, 0));

    public void Write(Span<byte> b) => Field.Put(b, 0, TypeIndex);
}

/// <summary>A data segment. The VMSegment of an instance starts as it says; one that is part of an image has length 0.</summary>
/// <param name="Offset">Offset in bytes in section Rodata.</param>
/// <param name="Length">Length in bytes; 0: dropped from the start.</param>
internal readonly record struct DataSegmentRecord(ulong Offset, ulong Length) : IArtifactRecord<DataSegmentRecord>
{
    public static int SizeInBytes => 16;

    public static DataSegmentRecord Read(ReadOnlySpan<byte> b) => new(Field.U64(b, 0), Field.U64(b, 8));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, Offset);
        Field.Put(b, 8, Length);
    }
}

/// <summary>
/// An element segment. The runtime gives each instance storage for its elements; those named by function index it fills in, those
/// of expressions the initialiser stores. A declarative segment has count 0.
/// </summary>
/// <param name="Element">Type of the elements.</param>
/// <param name="Count">Number of elements.</param>
/// <param name="FirstFunction">Index in table ElementFunctions, or None: the initialiser stores them.</param>
internal readonly record struct ElementSegmentRecord(ValueTypeRecord Element, uint Count, uint FirstFunction)
    : IArtifactRecord<ElementSegmentRecord>
{
    public static int SizeInBytes => 12;

    public static ElementSegmentRecord Read(ReadOnlySpan<byte> b) =>
        new(new ValueTypeRecord(Field.U32(b, 0)), Field.U32(b, 4), Field.U32(b, 8));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, Element.Bits);
        Field.Put(b, 4, Count);
        Field.Put(b, 8, FirstFunction);
    }
}

/// <summary>Initial contents of a defined memory, for copy-on-write mapping.</summary>
/// <param name="Memory">Index of the memory in the module.</param>
/// <param name="Reserved">Zero.</param>
/// <param name="MemoryOffset">Offset in bytes in the memory; a multiple of the artifact's page size.</param>
/// <param name="ImageOffset">Offset in bytes in section Images; a multiple of the artifact's page size.</param>
/// <param name="Length">Length in bytes, a multiple of the artifact's page size; inside the memory's initial size.</param>
internal readonly record struct MemoryImageRecord(uint Memory, uint Reserved, ulong MemoryOffset, ulong ImageOffset, ulong Length)
    : IArtifactRecord<MemoryImageRecord>
{
    public static int SizeInBytes => 32;

    public static MemoryImageRecord Read(ReadOnlySpan<byte> b) =>
        new(Field.U32(b, 0), Field.U32(b, 4), Field.U64(b, 8), Field.U64(b, 16), Field.U64(b, 24));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, Memory);
        Field.Put(b, 4, Reserved);
        Field.Put(b, 8, MemoryOffset);
        Field.Put(b, 16, ImageOffset);
        Field.Put(b, 24, Length);
    }
}

/// <summary>A name from the name section.</summary>
/// <param name="Function">Index in the module, imports included.</param>
/// <param name="Name">The name.</param>
internal readonly record struct FunctionNameRecord(uint Function, BlobRef Name) : IArtifactRecord<FunctionNameRecord>
{
    public static int SizeInBytes => 12;

    public static FunctionNameRecord Read(ReadOnlySpan<byte> b) => new(Field.U32(b, 0), Field.Blob(b, 4));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, Function);
        Field.Put(b, 4, Name);
    }
}

/// <summary>An instruction of a function that was inlined into another one.</summary>
/// <param name="WasmOffset">Its byte offset in the wasm file.</param>
/// <param name="Function">The function it belongs to; index in the module.</param>
/// <param name="Caller">The call that it stands for: a wasm offset or, marked, the index of an earlier record, as in section SourceMap.</param>
internal readonly record struct InlinedPlaceRecord(uint WasmOffset, uint Function, uint Caller) : IArtifactRecord<InlinedPlaceRecord>
{
    public static int SizeInBytes => 12;

    public static InlinedPlaceRecord Read(ReadOnlySpan<byte> b) => new(Field.U32(b, 0), Field.U32(b, 4), Field.U32(b, 8));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, WasmOffset);
        Field.Put(b, 4, Function);
        Field.Put(b, 8, Caller);
    }
}

/// <summary>A custom section of the module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Offset in bytes in section Custom.</param>
/// <param name="Length">Length in bytes.</param>
internal readonly record struct CustomSectionRecord(BlobRef Name, ulong Offset, ulong Length) : IArtifactRecord<CustomSectionRecord>
{
    public static int SizeInBytes => 24;

    public static CustomSectionRecord Read(ReadOnlySpan<byte> b) => new(Field.Blob(b, 0), Field.U64(b, 8), Field.U64(b, 16));

    public void Write(Span<byte> b)
    {
        Field.Put(b, 0, Name);
        Field.Put(b, 8, Offset);
        Field.Put(b, 16, Length);
    }
}

/// <summary>Little-endian fields.</summary>
internal static class Field
{
    internal static uint U32(ReadOnlySpan<byte> b, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(b[offset..]);

    internal static ulong U64(ReadOnlySpan<byte> b, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(b[offset..]);

    internal static BlobRef Blob(ReadOnlySpan<byte> b, int offset) => new(U32(b, offset), U32(b, offset + 4));

    internal static void Put(Span<byte> b, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(b[offset..], value);

    internal static void Put(Span<byte> b, int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(b[offset..], value);

    internal static void Put(Span<byte> b, int offset, BlobRef value)
    {
        Put(b, offset, value.Offset);
        Put(b, offset + 4, value.Length);
    }
}
