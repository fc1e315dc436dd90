// Instantiation: one block for the vmctx, filled from the module's tables; memories and tables; then the compiled initialiser runs, which
// does everything that needs evaluation. What fails before the initialiser leaves no instance; what it did before it trapped stays done.
using System;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min.Vm;

/// <summary>Fills the block of a new instance.</summary>
internal readonly ref struct InstanceBuilder
{
    private readonly Store _store;
    private readonly Module _module;
    private readonly Instance _instance;
    private readonly VmLayout _layout;
    private readonly ModuleCounts _counts;
    private readonly nuint _vmctx;

    private InstanceBuilder(Store store, Module module)
    {
        _store = store;
        _module = module;
        _layout = module.Layout;
        _counts = module.Counts;
        _instance = new Instance(store, module);
        _vmctx = _instance.Vmctx;
    }

    /// <summary>Makes an instance and runs its initialiser.</summary>
    /// <param name="store">Where.</param>
    /// <param name="module">Of what.</param>
    /// <param name="imports">One for each import: function, memory, table, or global of the store.</param>
    /// <exception cref="LinkException">An import has another type.</exception>
    /// <exception cref="TrapException">The initialiser or the start function trapped.</exception>
    internal static Instance Create(Store store, Module module, ReadOnlySpan<External> imports)
    {
        if (module.Engine != store.Engine)
        {
            throw new ArgumentException("the module was loaded for another engine");
        }

        store.Use(module);
        var builder = new InstanceBuilder(store, module);
        try
        {
            store.AddInstance(builder._instance);
        }
        catch
        {
            builder._instance.Free();
            throw;
        }

        builder.Fill(imports);
        builder.Start();
        return builder._instance;
    }

    private void Fill(ReadOnlySpan<External> imports)
    {
        ref VMContext header = ref Native.At<VMContext>(_vmctx);
        header.Magic = VMContext.MagicValue;
        header.StoreContext = _store.Runtime.ContextAddress;
        header.BuiltinTable = _store.Engine.Builtins.Address;
        header.InstanceHandle = _instance.Handle;
        header.TextBase = _module.Code.TextBase;
        header.RodataBase = _module.Code.RodataBase;
        header.DisplayTable = _store.Engine.Types.DisplayTable;
        Span<uint> typeWords = Native.Span<uint>(_vmctx + (nuint)_layout.TypeId(0), _module.TypeIds.Length);
        for (int i = 0; i < typeWords.Length; i++)
        {
            typeWords[i] = _store.Engine.Types.TypeWordOf(_module.TypeIds[i]);
        }

        Import(imports);
        FillFuncRefs();
        DefineMemories();
        DefineTables();
        DefineGlobals();
        DefineTags();
        FillSegments();
    }

    private void Import(ReadOnlySpan<External> imports)
    {
        int functions = 0, memories = 0, tables = 0, globals = 0, tags = 0;
        for (int i = 0; i < imports.Length; i++)
        {
            ImportChecks.Check(_module, i, imports[i]);
            switch (imports[i])
            {
                case Function function:
                    ref VMFunctionImport import = ref Native.At<VMFunctionImport>(_vmctx + (nuint)_layout.ImportedFunction(functions++));
                    ref VMFuncRef reference = ref Native.At<VMFuncRef>(function.FuncRef);
                    import.WasmCall = reference.WasmCall;
                    import.Vmctx = reference.Vmctx;
                    import.FuncRef = function.FuncRef;
                    break;
                case Memory memory:
                    Native.At<nuint>(_vmctx + (nuint)_layout.ImportedMemory(memories)) = memory.Inner.DefinitionAddress;
                    _instance.Memories[memories++] = memory.Inner;
                    break;
                case Table table:
                    Native.At<nuint>(_vmctx + (nuint)_layout.ImportedTable(tables)) = table.Inner.DefinitionAddress;
                    _instance.Tables[tables++] = table.Inner;
                    break;
                case Global global:
                    Native.At<nuint>(_vmctx + (nuint)_layout.ImportedGlobal(globals)) = global.Address;
                    _instance.Globals[globals++] = global;
                    break;
                case Tag tag:
                    Native.At<nuint>(_vmctx + (nuint)_layout.Tag(tags++)) = tag.Address;
                    break;
                default:
                    throw new InvalidOperationException("an import of a kind that nothing can be");
            }
        }
    }

    private void FillFuncRefs()
    {
        ArtifactTable<WordRecord> slots = _module.File.Table<WordRecord>(TableId.FuncRefs);
        ArtifactTable<FunctionRecord> functions = _module.File.Table<FunctionRecord>(TableId.Functions);
        for (int slot = 0; slot < slots.Count; slot++)
        {
            FunctionRecord function = functions[(int)slots[slot].Value - _counts.ImportedFunctions];
            ref VMFuncRef reference = ref Native.At<VMFuncRef>(_vmctx + (nuint)_layout.FuncRef(slot));
            reference.WasmCall = _module.AddressOf(function.CodeOffset);
            reference.TypeId = _module.TypeIds[function.TypeIndex];
            reference.Vmctx = _vmctx;
        }
    }

    private void DefineMemories()
    {
        ArtifactTable<MemoryImageRecord> images = _module.File.Table<MemoryImageRecord>(TableId.MemoryImages);
        MemoryTunables wanted = MemoryTunables.Of(_module);
        MemoryTunables needed = MemoryTunables.NeededBy(_module);
        int nextImage = 0;
        for (int i = _counts.ImportedMemories; i < _counts.Memories; i++)
        {
            var type = (MemoryExternType)_module.TypeOf(ArtifactExternKind.Memory, (uint)i);
            nuint definition = _vmctx + (nuint)_layout.DefinedMemory(i - _counts.ImportedMemories);
            InitialImage? image = nextImage < images.Count && images[nextImage].Memory == (uint)i
                ? new InitialImage(_module, nextImage++)
                : null;
            if (type.IsShared)
            {
                _instance.Memories[i] = _store.AddSharedMemory(type, wanted, needed, image);
                Native.At<nuint>(definition) = _instance.Memories[i].DefinitionAddress;
                continue;
            }

            _instance.Memories[i] = _store.AddMemory(type, wanted, needed, definition, image);
        }
    }

    private void DefineTables()
    {
        for (int i = _counts.ImportedTables; i < _counts.Tables; i++)
        {
            var type = (TableExternType)_module.TypeOf(ArtifactExternKind.Table, (uint)i);
            _instance.Tables[i] = _store.AddTable(type, _vmctx + (nuint)_layout.DefinedTable(i - _counts.ImportedTables));
        }
    }

    private void DefineGlobals()
    {
        _instance.FirstDefinedGlobal = _vmctx + (nuint)_layout.DefinedGlobal(0);
    }

    private void DefineTags()
    {
        ArtifactTable<TagRecord> tags = _module.File.Table<TagRecord>(TableId.Tags);
        for (int i = _counts.ImportedTags; i < tags.Count; i++)
        {
            Native.At<nuint>(_vmctx + (nuint)_layout.Tag(i)) = new Tag(_store, _module.TypeIds[tags[i].TypeIndex]).Address;
        }
    }

    private void FillSegments()
    {
        ArtifactTable<DataSegmentRecord> data = _module.File.Table<DataSegmentRecord>(TableId.DataSegments);
        nuint rodata = _module.Code.RodataBase;
        for (int i = 0; i < data.Count; i++)
        {
            ref VMSegment segment = ref Native.At<VMSegment>(_vmctx + (nuint)_layout.DataSegment(i));
            segment.Base = rodata + (nuint)data[i].Offset;
            segment.Length = data[i].Length;
        }

        ArtifactTable<ElementSegmentRecord> elements = _module.File.Table<ElementSegmentRecord>(TableId.ElementSegments);
        nuint next = _instance.AllocateElements(StorageOf(elements));
        for (int i = 0; i < elements.Count; i++)
        {
            ElementSegmentRecord record = elements[i];
            ref VMSegment segment = ref Native.At<VMSegment>(_vmctx + (nuint)_layout.ElementSegment(i));
            segment.Base = next;
            segment.Length = record.Count;
            if (record.FirstFunction != ArtifactFormat.None)
            {
                FillFunctions(next, (int)record.FirstFunction, (int)record.Count);
            }

            next += StorageOf(record);
        }
    }

    private void FillFunctions(nuint storage, int first, int count)
    {
        ArtifactTable<WordRecord> listed = _module.File.Table<WordRecord>(TableId.ElementFunctions);
        Span<ulong> elements = Native.Span<ulong>(storage, count);
        for (int i = 0; i < count; i++)
        {
            elements[i] = _instance.FuncRefOf((int)listed[first + i].Value);
        }
    }

    private nuint StorageOf(ArtifactTable<ElementSegmentRecord> elements)
    {
        nuint total = 0;
        for (int i = 0; i < elements.Count; i++)
        {
            total += StorageOf(elements[i]);
        }

        return total;
    }

    private nuint StorageOf(in ElementSegmentRecord record)
    {
        bool isFunction = TypeRegistry.KindOf(_module.TypeOf(record.Element)) == ValueKind.FuncRef;
        nuint size = record.Count * (nuint)(isFunction ? VMTable.FuncElementSize : VMTable.RefElementSize);
        return (size + 7) & ~(nuint)7;
    }

    private void Start()
    {
        ArtifactHeader header = _module.File.Header;
        if (header.InitFunction != ArtifactFormat.None)
        {
            Calls.GuestCall.CallInitializer(
                _store.Runtime, _module.AddressOf(header.InitEntryStub), _vmctx, _module.AddressOf(header.InitFunction));
        }
    }
}
