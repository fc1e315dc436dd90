// The parts of a module. Each knows where it came from: a byte offset, or the position id of a text source.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm;

/// <summary>An import; <paramref name="Index"/> is its place in the index space of its kind.</summary>
internal readonly record struct WasmImport(string Module, string Name, ExternKind Kind, int Index, uint Offset);

/// <summary>An export.</summary>
internal readonly record struct WasmExport(string Name, ExternKind Kind, int Index, uint Offset);

/// <summary>What imported and defined items have in common.</summary>
internal abstract class WasmItem(uint offset)
{
    internal uint Offset { get; } = offset;

    /// <summary>Index in <see cref="WasmModule.Imports"/>, or -1 for a definition of this module.</summary>
    internal int ImportIndex { get; set; } = -1;

    internal bool IsImported => ImportIndex >= 0;
}

/// <summary>
/// A branch hint of the section <c>metadata.code.branch_hint</c>; the offset counts from the locals of the function.
/// </summary>
internal readonly record struct BranchHintEntry(uint Offset, BranchHint Hint);

/// <summary>A run of locals of one type.</summary>
internal readonly record struct LocalRun(uint Count, ValType Type);

/// <summary>A function: its type, and for definitions locals and body.</summary>
internal sealed class WasmFunction(int typeIndex, uint offset) : WasmItem(offset)
{
    internal int TypeIndex { get; } = typeIndex;

    /// <summary>Index in <see cref="WasmModule.Functions"/>; set by the binary reader.</summary>
    internal int Index { get; set; }

    /// <summary>Declared locals without the parameters, in runs. Empty until a binary body is decoded.</summary>
    internal LocalRun[] Locals { get; set; } = [];

    /// <summary>
    /// The body; null for imports, and for a binary body that was not decoded (see <see cref="Binary.BodyDecoder"/>).
    /// </summary>
    internal WasmBody? Body { get; set; }

    /// <summary>Binary modules: first byte of the code entry behind its size (where the locals start).</summary>
    internal int CodeOffset { get; set; }

    /// <summary>Binary modules: bytes of the code entry.</summary>
    internal int CodeLength { get; set; }
}

/// <summary>A table; <paramref name="init"/> is null where elements start as null.</summary>
internal sealed class WasmTable(TableType type, WasmBody? init, uint offset) : WasmItem(offset)
{
    internal TableType Type { get; } = type;

    internal WasmBody? Init { get; } = init;
}

internal sealed class WasmMemory(MemoryType type, uint offset) : WasmItem(offset)
{
    internal MemoryType Type { get; } = type;

    /// <summary>Whether the source says how large pages are.</summary>
    internal bool StatesPageSize { get; init; }
}

/// <summary>A global; <paramref name="init"/> is null for imports only.</summary>
internal sealed class WasmGlobal(GlobalType type, WasmBody? init, uint offset) : WasmItem(offset)
{
    internal GlobalType Type { get; } = type;

    internal WasmBody? Init { get; } = init;
}

/// <summary>An exception tag with a function type.</summary>
internal sealed class WasmTag(int typeIndex, uint offset) : WasmItem(offset)
{
    internal int TypeIndex { get; } = typeIndex;
}

internal enum SegmentMode : byte
{
    Active,
    Passive,

    /// <summary>Element segments only: declares functions for ref.func.</summary>
    Declarative,
}

/// <summary>An element segment: functions by index, or constant expressions (exactly one of both).</summary>
internal sealed class WasmElementSegment(uint offset)
{
    internal uint Offset { get; } = offset;

    internal SegmentMode Mode { get; init; }

    /// <summary>Active segments: the table.</summary>
    internal int TableIndex { get; init; }

    /// <summary>Active segments: where in the table.</summary>
    internal WasmBody? TableOffset { get; init; }

    /// <summary>Type of the elements: (ref func) for plain function indices.</summary>
    internal ValType Type { get; init; } = ValType.Ref(HeapType.Func, nullable: false);

    internal int[]? Functions { get; init; }

    internal WasmBody[]? Expressions { get; init; }

    internal int Count => Functions?.Length ?? Expressions?.Length ?? 0;
}

internal sealed class WasmDataSegment(uint offset)
{
    internal uint Offset { get; } = offset;

    internal SegmentMode Mode { get; init; }

    internal int MemoryIndex { get; init; }

    /// <summary>Active segments: where in the memory.</summary>
    internal WasmBody? MemoryOffset { get; init; }

    internal ReadOnlyMemory<byte> Bytes { get; init; }
}

/// <summary>A custom section.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What stands behind the name.</param>
/// <param name="AfterSection">Id of the section before it that is not custom, or 0: its place for the writer.</param>
/// <param name="Offset">Byte offset of the section.</param>
internal sealed record WasmCustomSection(string Name, ReadOnlyMemory<byte> Content, byte AfterSection, uint Offset);

/// <summary>Names from the name section or from identifiers of the text format.</summary>
internal sealed class WasmNames
{
    internal string? Module { get; set; }

    internal SortedDictionary<int, string> Functions { get; } = [];

    /// <summary>Names of locals by function index.</summary>
    internal SortedDictionary<int, SortedDictionary<int, string>> Locals { get; } = [];

    /// <summary>Names of labels by function index; labels count in source order.</summary>
    internal SortedDictionary<int, SortedDictionary<int, string>> Labels { get; } = [];

    internal SortedDictionary<int, string> Types { get; } = [];

    /// <summary>Names of fields by type index.</summary>
    internal SortedDictionary<int, SortedDictionary<int, string>> Fields { get; } = [];

    internal SortedDictionary<int, string> Tables { get; } = [];

    internal SortedDictionary<int, string> Memories { get; } = [];

    internal SortedDictionary<int, string> Globals { get; } = [];

    internal SortedDictionary<int, string> Elements { get; } = [];

    internal SortedDictionary<int, string> Data { get; } = [];

    internal SortedDictionary<int, string> Tags { get; } = [];
}
