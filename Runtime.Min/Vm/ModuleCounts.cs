using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min.Vm;

/// <summary>Sizes of a module's index spaces, imports first.</summary>
internal sealed class ModuleCounts
{
    private readonly int _types, _funcRefs, _dataSegments, _elementSegments;

    internal ModuleCounts(ArtifactFile file)
    {
        ArtifactTable<ImportRecord> imports = file.Table<ImportRecord>(TableId.Imports);
        var functionTypes = new uint[imports.Count];
        for (int i = 0; i < imports.Count; i++)
        {
            ImportRecord import = imports[i];
            switch (import.Kind)
            {
                case ArtifactExternKind.Function:
                    functionTypes[ImportedFunctions++] = import.Index;
                    break;
                case ArtifactExternKind.Table:
                    ImportedTables++;
                    break;
                case ArtifactExternKind.Memory:
                    ImportedMemories++;
                    break;
                case ArtifactExternKind.Global:
                    ImportedGlobals++;
                    break;
                case ArtifactExternKind.Tag:
                    ImportedTags++;
                    break;
                default:
                    throw new ArtifactException("info", i, $"an import of unknown kind {(uint)import.Kind}");
            }
        }

        ImportedFunctionTypes = functionTypes;
        Functions = ImportedFunctions + file.Table<FunctionRecord>(TableId.Functions).Count;
        Tables = file.Table<TableRecord>(TableId.Tables).Count;
        Memories = file.Table<MemoryRecord>(TableId.Memories).Count;
        Globals = file.Table<GlobalRecord>(TableId.Globals).Count;
        Tags = file.Table<TagRecord>(TableId.Tags).Count;
        _types = file.Table<TypeRecord>(TableId.Types).Count;
        _funcRefs = file.Table<WordRecord>(TableId.FuncRefs).Count;
        _dataSegments = file.Table<DataSegmentRecord>(TableId.DataSegments).Count;
        _elementSegments = file.Table<ElementSegmentRecord>(TableId.ElementSegments).Count;
    }

    internal int ImportedFunctions { get; }

    internal int ImportedTables { get; }

    internal int ImportedMemories { get; }

    internal int ImportedGlobals { get; }

    internal int ImportedTags { get; }

    /// <summary>Imported and defined.</summary>
    internal int Functions { get; }

    /// <summary>Imported and defined.</summary>
    internal int Tables { get; }

    /// <summary>Imported and defined.</summary>
    internal int Memories { get; }

    /// <summary>Imported and defined.</summary>
    internal int Globals { get; }

    /// <summary>Imported and defined.</summary>
    internal int Tags { get; }

    /// <summary>Type index of each imported function; longer than their number.</summary>
    internal uint[] ImportedFunctionTypes { get; }

    /// <summary>Where things lie in an instance of the module.</summary>
    internal VmLayout CreateLayout() => new(
        definedMemories: Memories - ImportedMemories,
        definedTables: Tables - ImportedTables,
        importedMemories: ImportedMemories,
        importedTables: ImportedTables,
        importedGlobals: ImportedGlobals,
        importedFunctions: ImportedFunctions,
        types: _types,
        definedGlobals: Globals - ImportedGlobals,
        funcRefs: _funcRefs,
        dataSegments: _dataSegments,
        elementSegments: _elementSegments,
        tags: Tags);
}
