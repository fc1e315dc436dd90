// A module as its source wrote it, binary or text: nothing is checked here beyond form. Index spaces are whole lists,
// imports first, as the specification counts them. (The class `Module` is the runtime's.)
using System;
using System.Collections.Generic;
using System.Threading;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm;

/// <summary>A core module.</summary>
internal sealed class WasmModule
{
    // Results of blocks by kind, so that the usual block signatures cost nothing.
    private static readonly ValType[][] SingleTypes =
        [[], [ValType.I32], [ValType.I64], [ValType.F32], [ValType.F64], [ValType.V128]];

    private static readonly ValType[] FuncRefOnly = [ValType.FuncRef];
    private static readonly ValType[] ExternRefOnly = [ValType.ExternRef];

    private int _usedFeatures;

    /// <summary>Proposals that types, limits, segments and constant expressions belong to; complete after validation.</summary>
    internal WasmFeatures UsedFeatures => (WasmFeatures)Volatile.Read(ref _usedFeatures);

    /// <summary>All type definitions in index order.</summary>
    internal List<SubType> Types { get; } = [];

    /// <summary>How <see cref="Types"/> is grouped; covers it without gaps.</summary>
    internal List<RecGroup> RecGroups { get; } = [];

    /// <summary>Imports in source order; each has its item in the list of its kind as well.</summary>
    internal List<WasmImport> Imports { get; } = [];

    /// <summary>Index space of functions, imports first.</summary>
    internal List<WasmFunction> Functions { get; } = [];

    /// <summary>Index space of tables, imports first.</summary>
    internal List<WasmTable> Tables { get; } = [];

    /// <summary>Index space of memories, imports first.</summary>
    internal List<WasmMemory> Memories { get; } = [];

    /// <summary>Index space of globals, imports first.</summary>
    internal List<WasmGlobal> Globals { get; } = [];

    /// <summary>Index space of exception tags, imports first.</summary>
    internal List<WasmTag> Tags { get; } = [];

    internal List<WasmExport> Exports { get; } = [];

    /// <summary>The start function.</summary>
    internal int? Start { get; set; }

    /// <summary>Where the start section stands.</summary>
    internal uint StartOffset { get; set; }

    internal List<WasmElementSegment> Elements { get; } = [];

    internal List<WasmDataSegment> Data { get; } = [];

    /// <summary>Whether the binary has a data count section (text: whether the writer must emit one).</summary>
    internal bool HasDataCount { get; set; }

    /// <summary>Where the data count section stands; null: there is none, or this is text.</summary>
    internal uint? DataCountOffset { get; set; }

    /// <summary>Whether the binary has a section of tags, which may be empty.</summary>
    internal bool HasTagSection { get; set; }

    internal List<WasmCustomSection> CustomSections { get; } = [];

    /// <summary>
    /// Hints by function index, as far as the binary has them; text modules keep hints in the instructions only.
    /// </summary>
    internal Dictionary<int, BranchHintEntry[]> BranchHints { get; } = [];

    /// <summary>Names for people; never needed for the meaning.</summary>
    internal WasmNames Names { get; } = new();

    /// <summary>The binary file, while function bodies are still to be decoded; empty for text modules.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>What was switched on when the binary was read, for its bodies.</summary>
    internal WasmFeatures Features { get; init; } = WasmFeatures.All;

    /// <summary>Name of the source for messages (a path), or null.</summary>
    internal string? SourceName { get; set; }

    /// <summary>For text modules: turns a position id into "line:column". Null for binary modules.</summary>
    internal Func<uint, string>? DescribePosition { get; set; }

    internal int ImportedFunctionCount { get; private set; }

    internal int ImportedTableCount { get; private set; }

    internal int ImportedMemoryCount { get; private set; }

    internal int ImportedGlobalCount { get; private set; }

    internal int ImportedTagCount { get; private set; }

    /// <summary>Notes that the module uses proposals. Thread-safe.</summary>
    internal void Use(WasmFeatures features)
    {
        features &= ~WasmFeatures.Ancient;
        if ((_usedFeatures & (int)features) != (int)features)
        {
            Interlocked.Or(ref _usedFeatures, (int)features);
        }
    }

    /// <summary>Adds an import together with its item; imports must precede all definitions of their kind.</summary>
    internal void AddImport(string module, string name, uint offset, WasmFunction function)
    {
        function.ImportIndex = Imports.Count;
        ImportedFunctionCount++;
        Imports.Add(new WasmImport(module, name, ExternKind.Func, Functions.Count, offset));
        Functions.Add(function);
    }

    /// <inheritdoc cref="AddImport(string, string, uint, WasmFunction)"/>
    internal void AddImport(string module, string name, uint offset, WasmTable table)
    {
        table.ImportIndex = Imports.Count;
        ImportedTableCount++;
        Imports.Add(new WasmImport(module, name, ExternKind.Table, Tables.Count, offset));
        Tables.Add(table);
    }

    /// <inheritdoc cref="AddImport(string, string, uint, WasmFunction)"/>
    internal void AddImport(string module, string name, uint offset, WasmMemory memory)
    {
        memory.ImportIndex = Imports.Count;
        ImportedMemoryCount++;
        Imports.Add(new WasmImport(module, name, ExternKind.Memory, Memories.Count, offset));
        Memories.Add(memory);
    }

    /// <inheritdoc cref="AddImport(string, string, uint, WasmFunction)"/>
    internal void AddImport(string module, string name, uint offset, WasmGlobal global)
    {
        global.ImportIndex = Imports.Count;
        ImportedGlobalCount++;
        Imports.Add(new WasmImport(module, name, ExternKind.Global, Globals.Count, offset));
        Globals.Add(global);
    }

    /// <inheritdoc cref="AddImport(string, string, uint, WasmFunction)"/>
    internal void AddImport(string module, string name, uint offset, WasmTag tag)
    {
        tag.ImportIndex = Imports.Count;
        ImportedTagCount++;
        Imports.Add(new WasmImport(module, name, ExternKind.Tag, Tags.Count, offset));
        Tags.Add(tag);
    }

    /// <summary>The function type with this index, or null where there is none.</summary>
    internal FuncType? FuncTypeAt(int typeIndex) =>
        (uint)typeIndex < (uint)Types.Count ? Types[typeIndex].Composite as FuncType : null;

    /// <summary>The type of a function of a valid module.</summary>
    internal FuncType TypeOf(WasmFunction function) => (FuncType)Types[function.TypeIndex].Composite;

    /// <summary>Parameters and results of a block; a type index must be that of a function type.</summary>
    internal (ValType[] Params, ValType[] Results) SignatureOf(BlockType block)
    {
        if (block.IsIndex)
        {
            var function = (FuncType)Types[block.TypeIndex].Composite;
            return (function.Params, function.Results);
        }

        if (block.IsEmpty)
        {
            return ([], []);
        }

        ValType result = block.Result;
        return ([], !result.IsRef ? SingleTypes[(int)result.Kind]
            : result == ValType.FuncRef ? FuncRefOnly
            : result == ValType.ExternRef ? ExternRefOnly
            : [result]);
    }

    /// <summary>A place for messages: line and column of a text module, else the byte offset.</summary>
    internal string Describe(uint offset) =>
        DescribePosition is null ? $"offset 0x{offset:x}" : DescribePosition(offset);
}
