// Every offset, index and count in the tables that something uses later, checked once when the artifact is loaded. Four tables grow with the
// code (functions, func refs, names, functions of element segments): they are skipped where the caller vouches for the file, so that loading costs the
// same at any size. Delta tables need no check: their reader believes nothing.
namespace Wasmtime.Min.Artifacts;

/// <summary>Checks the tables of an artifact.</summary>
internal readonly ref struct ArtifactChecks
{
    private const ulong MaxPages32 = 1ul << 16;

    private readonly ArtifactFile _file;
    private readonly ArtifactTable<TypeRecord> _types;
    private readonly ulong _textSize;
    private readonly int _importedFunctions, _importedTables, _importedMemories, _importedGlobals, _importedTags;

    private ArtifactChecks(ArtifactFile file)
    {
        _file = file;
        _types = file.Table<TypeRecord>(TableId.Types);
        _textSize = file.Header[SectionId.Text].Size;
        ArtifactTable<ImportRecord> imports = file.Table<ImportRecord>(TableId.Imports);
        for (int i = 0; i < imports.Count; i++)
        {
            ImportRecord import = imports[i];
            bool isInOrder = import.Kind switch
            {
                ArtifactExternKind.Function => _importedFunctions++ >= 0,
                ArtifactExternKind.Table => import.Index == _importedTables++,
                ArtifactExternKind.Memory => import.Index == _importedMemories++,
                ArtifactExternKind.Global => import.Index == _importedGlobals++,
                ArtifactExternKind.Tag => _importedTags++ >= 0,
                _ => false,
            };
            Require(ArtifactProblem.ImportOrder, isInOrder, TableId.Imports, i, "an import of unknown kind or out of order");
        }
    }

    /// <exception cref="ArtifactException">Something does not fit.</exception>
    internal static void Check(ArtifactFile file, bool isVouchedFor)
    {
        var checks = new ArtifactChecks(file);
        checks.CheckHeader();
        checks.CheckTypes();
        checks.CheckImports();
        checks.CheckExports();
        checks.CheckMemories();
        checks.CheckTables();
        checks.CheckGlobalsAndTags();
        checks.CheckSegments();
        checks.CheckImages();
        checks.CheckCustomSections();
        if (!isVouchedFor)
        {
            checks.CheckFuncRefs();
            checks.CheckFunctions();
            checks.CheckElementFunctions();
            checks.CheckNames();
            RequireHeader(
                ArtifactProblem.CodeContract,
                CodeContract.Of(file) == file.Header.CodeContract,
                "the tables are not those that the code was compiled for");
        }
    }

    private int FunctionCount => _importedFunctions + _file.Table<FunctionRecord>(TableId.Functions).Count;

    private void CheckHeader()
    {
        ArtifactHeader header = _file.Header;
        RequireHeader(
            ArtifactProblem.InitializerPlace,
            header.InitFunction == ArtifactFormat.None || (header.InitFunction < _textSize && header.InitEntryStub < _textSize),
            "the initialiser or its entry stub lies outside section 'text'");
        CodeRange handler = header.TrapHandler;
        bool isNeeded = (header.Flags & ArtifactFlags.SignalsBasedTraps) != 0 && _textSize != 0;
        RequireHeader(
            ArtifactProblem.TrapHandlerPlace,
            (handler.Offset == ArtifactFormat.None && !isNeeded)
                || (handler.Length is > 0 and < Layout.TrapPage.DistanceFromHandler && (ulong)handler.Offset + handler.Length <= _textSize),
            "the trap handler lies outside section 'text'");
        RequireHeader(
            ArtifactProblem.HeaderName,
            _file.Contains(header.ModuleName) && _file.Contains(header.Producer),
            "a name lies outside section 'info'");
    }

    private void CheckTypes()
    {
        ArtifactTable<ValueTypeRecord> values = _file.Table<ValueTypeRecord>(TableId.ValueTypes);
        for (int i = 0; i < values.Count; i++)
        {
            Require(ArtifactProblem.ValueType, IsStorageType(values[i]), TableId.ValueTypes, i, "a value type that does not exist");
        }

        int keyed = 0;
        for (int i = 0; i < _types.Count; i++)
        {
            TypeRecord type = _types[i];
            Require(ArtifactProblem.TypeKind, type.Kind <= ArtifactTypeKind.Array, TableId.Types, i, "a type of unknown kind");
            Require(ArtifactProblem.TypeFlags, (type.Flags & ~TypeFlags.All) == 0, TableId.Types, i, "unknown flags");
            Require(
                ArtifactProblem.Supertype,
                type.Supertype == ArtifactFormat.None || (type.Supertype < (uint)i && MayBeSupertype(_types[type.Supertype], type.Kind)),
                TableId.Types,
                i,
                "a supertype that does not come earlier, is of another kind, or has no subtypes");
            Require(
                ArtifactProblem.TypeValues,
                (ulong)type.FirstValueType + type.ParamCount + type.ResultCount <= (uint)values.Count,
                TableId.Types,
                i,
                "parameters or results outside their table");
            Require(ArtifactProblem.TypeStubs, IsCode(type.EntryStub) && IsCode(type.ExitStub), TableId.Types, i, "a stub outside section 'text'");
            CheckShape(i, type, values);
            if ((type.Flags & TypeFlags.Plain) != 0)
            {
                Require(
                    ArtifactProblem.PlainType,
                    type.Kind == ArtifactTypeKind.Function && (type.Flags & TypeFlags.Final) != 0 && type.Supertype == ArtifactFormat.None
                    && IsPlain(type, values),
                    TableId.Types,
                    i,
                    "a type that is not plain");
            }
            else
            {
                keyed++;
            }
        }

        Require(
            ArtifactProblem.TypeKeyCount,
            _file.Table<TypeKeyRecord>(TableId.TypeKeys).Count == keyed, TableId.TypeKeys, 0, "as many keys as types that are not plain are needed");
    }

    private static bool MayBeSupertype(in TypeRecord type, ArtifactTypeKind kind) => type.Kind == kind && (type.Flags & TypeFlags.Final) == 0;

    private void CheckShape(int index, in TypeRecord type, ArtifactTable<ValueTypeRecord> values)
    {
        if (type.Kind != ArtifactTypeKind.Function)
        {
            Require(
                ArtifactProblem.TypeFields,
                type.ResultCount == 0 && (type.Kind == ArtifactTypeKind.Struct ? type.ParamCount <= ArtifactFormat.MostFields : type.ParamCount == 1),
                TableId.Types,
                index,
                "an impossible number of fields");
            return;
        }

        for (uint i = 0; i < type.ParamCount + type.ResultCount; i++)
        {
            Require(ArtifactProblem.TypeFieldInFunction, IsValueType(values[type.FirstValueType + i]), TableId.Types, index, "a parameter or result of a type for fields");
        }
    }

    private static bool IsPlain(in TypeRecord type, ArtifactTable<ValueTypeRecord> values)
    {
        for (uint i = 0; i < type.ParamCount + type.ResultCount; i++)
        {
            ValueTypeRecord value = values[type.FirstValueType + i];
            if (value.IsReference && value.IsHeapIndex)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsStorageType(ValueTypeRecord type) =>
        (type.Kind is ValueTypeRecord.I8 or ValueTypeRecord.I16 && type.Heap == 0) || IsValueType(new ValueTypeRecord(type.Bits & ~ValueTypeRecord.Mutable));

    private bool IsValueType(ValueTypeRecord type) => !type.IsMutable && type.Kind switch
    {
        ValueTypeRecord.I32 or ValueTypeRecord.I64 or ValueTypeRecord.F32 or ValueTypeRecord.F64 or ValueTypeRecord.V128 => type.Heap == 0,
        ValueTypeRecord.Ref or ValueTypeRecord.RefNull => type.IsHeapIndex
            ? type.Heap < (uint)_types.Count
            : type.Heap - ValueTypeRecord.AbstractHeap is >= 0x69 and <= 0x74,
        _ => false,
    };

    private bool IsFunctionType(uint index) => index < (uint)_types.Count && _types[index].Kind == ArtifactTypeKind.Function;

    private void CheckImports()
    {
        ArtifactTable<ImportRecord> imports = _file.Table<ImportRecord>(TableId.Imports);
        for (int i = 0; i < imports.Count; i++)
        {
            ImportRecord import = imports[i];
            Require(
                ArtifactProblem.ImportName,
                _file.Contains(import.Module) && _file.Contains(import.Name),
                TableId.Imports,
                i,
                "a name outside section 'info'");
            Require(
                ArtifactProblem.ImportType,
                import.Kind is not (ArtifactExternKind.Function or ArtifactExternKind.Tag) || IsFunctionType(import.Index),
                TableId.Imports,
                i,
                "a type that is not a function type");
        }

        Require(
            ArtifactProblem.ImportedTable,
            _importedTables <= _file.Table<TableRecord>(TableId.Tables).Count,
            TableId.Tables,
            0,
            "an imported table has no record");
        Require(
            ArtifactProblem.ImportedMemory,
            _importedMemories <= _file.Table<MemoryRecord>(TableId.Memories).Count, TableId.Memories, 0, "an imported memory has no record");
        Require(
            ArtifactProblem.ImportedGlobal,
            _importedGlobals <= _file.Table<GlobalRecord>(TableId.Globals).Count,
            TableId.Globals,
            0,
            "an imported global has no record");
        Require(
            ArtifactProblem.ImportedTag,
            _importedTags <= _file.Table<TagRecord>(TableId.Tags).Count,
            TableId.Tags,
            0,
            "an imported tag has no record");
    }

    private void CheckExports()
    {
        ArtifactTable<ExportRecord> exports = _file.Table<ExportRecord>(TableId.Exports);
        for (int i = 0; i < exports.Count; i++)
        {
            ExportRecord export = exports[i];
            int count = export.Kind switch
            {
                ArtifactExternKind.Function => FunctionCount,
                ArtifactExternKind.Table => _file.Table<TableRecord>(TableId.Tables).Count,
                ArtifactExternKind.Memory => _file.Table<MemoryRecord>(TableId.Memories).Count,
                ArtifactExternKind.Global => _file.Table<GlobalRecord>(TableId.Globals).Count,
                ArtifactExternKind.Tag => _file.Table<TagRecord>(TableId.Tags).Count,
                _ => 0,
            };
            Require(ArtifactProblem.ExportIndex, export.Index < (uint)count, TableId.Exports, i, "something exported that does not exist");
            Require(
                ArtifactProblem.ExportFuncRef,
                export.Kind != ArtifactExternKind.Function || HasFuncRef(export.Index),
                TableId.Exports,
                i,
                "an exported function without a func ref");
            Require(ArtifactProblem.ExportName, _file.Contains(export.Name), TableId.Exports, i, "a name outside section 'info'");
        }
    }

    private void CheckFuncRefs()
    {
        ArtifactTable<WordRecord> slots = _file.Table<WordRecord>(TableId.FuncRefs);
        RequireHeader(
            ArtifactProblem.FuncRefCount,
            slots.Count == _file.Header.FuncRefCount,
            "a count of func refs that is not that of their table");
        for (int i = 0; i < slots.Count; i++)
        {
            Require(
                ArtifactProblem.FuncRefFunction,
                slots[i].Value >= (uint)_importedFunctions && slots[i].Value < (uint)FunctionCount,
                TableId.FuncRefs,
                i,
                "a func ref of a function that the module does not define");
            FunctionRecord function = _file.Table<FunctionRecord>(TableId.Functions)[slots[i].Value - (uint)_importedFunctions];
            Require(
                ArtifactProblem.FuncRefInverse,
                function.FuncRefSlot == (uint)i,
                TableId.FuncRefs,
                i,
                "a func ref whose function names another slot");
            CheckFunction((int)slots[i].Value - _importedFunctions, function, slots.Count);
        }
    }

    private void CheckFunctions()
    {
        ArtifactTable<FunctionRecord> functions = _file.Table<FunctionRecord>(TableId.Functions);
        int slots = _file.Table<WordRecord>(TableId.FuncRefs).Count;
        ulong end = 0;
        for (int i = 0; i < functions.Count; i++)
        {
            FunctionRecord function = functions[i];
            Require(
                ArtifactProblem.FunctionOrder,
                function.CodeOffset >= end,
                TableId.Functions,
                i,
                "code that overlaps that of the function before");
            CheckFunction(i, function, slots);
            end = (ulong)function.CodeOffset + function.CodeLength;
        }
    }

    private void CheckFunction(int index, in FunctionRecord function, int slots)
    {
        Require(
            ArtifactProblem.FunctionCode,
            function.CodeLength != 0 && (ulong)function.CodeOffset + function.CodeLength <= _textSize,
            TableId.Functions,
            index,
            "code outside section 'text'");
        Require(ArtifactProblem.FunctionType, IsFunctionType(function.TypeIndex), TableId.Functions, index, "a type that is not a function type");
        Require(
            ArtifactProblem.FunctionSlot,
            function.FuncRefSlot == ArtifactFormat.None || function.FuncRefSlot < (uint)slots, TableId.Functions, index, "a slot that does not exist");
        Require(
            ArtifactProblem.FunctionStubs,
            function.FuncRefSlot == ArtifactFormat.None || _types[function.TypeIndex].EntryStub != ArtifactFormat.None,
            TableId.Functions,
            index,
            "a function that the host may call, of a type without stubs");
    }

    private void CheckMemories()
    {
        ArtifactTable<MemoryRecord> memories = _file.Table<MemoryRecord>(TableId.Memories);
        for (int i = 0; i < memories.Count; i++)
        {
            MemoryRecord memory = memories[i];
            Require(
                ArtifactProblem.MemoryProperties,
                (memory.Flags & ~LimitFlags.All) == 0 && memory.PageSizeLog2 is 0 or 16,
                TableId.Memories,
                i,
                "unknown properties");
            bool is64 = (memory.Flags & LimitFlags.Is64) != 0;
            ulong most = memory.PageSizeLog2 == 0 ? (is64 ? ulong.MaxValue : uint.MaxValue) : is64 ? 1ul << 48 : MaxPages32;
            bool hasMax = (memory.Flags & LimitFlags.HasMax) != 0;
            Require(
                ArtifactProblem.MemoryLimits,
                memory.Min <= most && (!hasMax || (memory.Max >= memory.Min && memory.Max <= most)), TableId.Memories, i, "impossible limits");
        }
    }

    private void CheckTables()
    {
        ArtifactTable<TableRecord> tables = _file.Table<TableRecord>(TableId.Tables);
        for (int i = 0; i < tables.Count; i++)
        {
            TableRecord table = tables[i];
            Require(
                ArtifactProblem.TableProperties,
                (table.Flags & ~(LimitFlags.HasMax | LimitFlags.Is64)) == 0,
                TableId.Tables,
                i,
                "unknown properties");
            Require(
                ArtifactProblem.TableElement,
                IsValueType(table.Element) && table.Element.IsReference,
                TableId.Tables,
                i,
                "elements that are not references");
            ulong most = (table.Flags & LimitFlags.Is64) != 0 ? ulong.MaxValue : uint.MaxValue;
            bool hasMax = (table.Flags & LimitFlags.HasMax) != 0;
            Require(
                ArtifactProblem.TableLimits,
                table.Min <= most && (!hasMax || (table.Max >= table.Min && table.Max <= most)),
                TableId.Tables,
                i,
                "impossible limits");
        }
    }

    private void CheckGlobalsAndTags()
    {
        ArtifactTable<GlobalRecord> globals = _file.Table<GlobalRecord>(TableId.Globals);
        for (int i = 0; i < globals.Count; i++)
        {
            Require(
                ArtifactProblem.GlobalType,
                IsValueType(globals[i].Type) && globals[i].IsMutable <= 1,
                TableId.Globals,
                i,
                "a type that does not exist");
        }

        ArtifactTable<TagRecord> tags = _file.Table<TagRecord>(TableId.Tags);
        for (int i = 0; i < tags.Count; i++)
        {
            Require(ArtifactProblem.TagType, IsFunctionType(tags[i].TypeIndex), TableId.Tags, i, "a type that is not a function type");
        }
    }

    private void CheckSegments()
    {
        ArtifactTable<DataSegmentRecord> data = _file.Table<DataSegmentRecord>(TableId.DataSegments);
        ulong available = _file.Header[SectionId.Rodata].Size;
        for (int i = 0; i < data.Count; i++)
        {
            DataSegmentRecord segment = data[i];
            Require(
                ArtifactProblem.DataSegment,
                segment.Length <= available && segment.Offset <= available - segment.Length, TableId.DataSegments, i, "bytes outside section 'rodata'");
        }

        ArtifactTable<ElementSegmentRecord> elements = _file.Table<ElementSegmentRecord>(TableId.ElementSegments);
        int functions = _file.Table<WordRecord>(TableId.ElementFunctions).Count;
        for (int i = 0; i < elements.Count; i++)
        {
            ElementSegmentRecord segment = elements[i];
            Require(
                ArtifactProblem.ElementType,
                IsValueType(segment.Element) && segment.Element.IsReference,
                TableId.ElementSegments,
                i,
                "elements that are not references");
            Require(
                ArtifactProblem.ElementCount,
                segment.FirstFunction != ArtifactFormat.None || segment.Count <= _textSize,
                TableId.ElementSegments,
                i,
                "more elements than there is code to store them");
            Require(
                ArtifactProblem.ElementRange,
                segment.FirstFunction == ArtifactFormat.None || (ulong)segment.FirstFunction + segment.Count <= (uint)functions,
                TableId.ElementSegments,
                i,
                "functions outside their table");
            Require(
                ArtifactProblem.ElementKind,
                segment.FirstFunction == ArtifactFormat.None || Vm.TypeRegistry.IsFunctionReference(_types, segment.Element),
                TableId.ElementSegments,
                i,
                "functions among elements that refer to none");
        }
    }

    private void CheckElementFunctions()
    {
        ArtifactTable<WordRecord> functions = _file.Table<WordRecord>(TableId.ElementFunctions);
        int count = FunctionCount;
        for (int i = 0; i < functions.Count; i++)
        {
            uint function = functions[i].Value;
            Require(ArtifactProblem.ElementFunction, function < (uint)count, TableId.ElementFunctions, i, "a function that does not exist");
            Require(
                ArtifactProblem.ElementFuncRef,
                HasFuncRef(function),
                TableId.ElementFunctions,
                i,
                "a function without a func ref");
        }
    }

    private void CheckImages()
    {
        ArtifactTable<MemoryImageRecord> images = _file.Table<MemoryImageRecord>(TableId.MemoryImages);
        ArtifactTable<MemoryRecord> memories = _file.Table<MemoryRecord>(TableId.Memories);
        ulong available = _file.Header[SectionId.Images].Size;
        ulong page = 1ul << (int)_file.Header.PageSizeLog2;
        long last = (long)_importedMemories - 1;
        for (int i = 0; i < images.Count; i++)
        {
            MemoryImageRecord image = images[i];
            Require(
                ArtifactProblem.ImageMemory,
                image.Memory > last && image.Memory < (uint)memories.Count,
                TableId.MemoryImages,
                i,
                "an image of a memory that is not there");
            last = image.Memory;
            MemoryRecord memory = memories[image.Memory];
            ulong initial = memory.Min > ulong.MaxValue >> (int)memory.PageSizeLog2 ? ulong.MaxValue : memory.Min << (int)memory.PageSizeLog2;
            Require(
                ArtifactProblem.ImagePages,
                (image.MemoryOffset | image.ImageOffset | image.Length) % page == 0, TableId.MemoryImages, i, "an image that is no run of pages");
            Require(
                ArtifactProblem.ImageBytes,
                image.Length <= available && image.ImageOffset <= available - image.Length, TableId.MemoryImages, i, "bytes outside section 'images'");
            Require(
                ArtifactProblem.ImagePlace,
                image.Length <= initial && image.MemoryOffset <= initial - image.Length, TableId.MemoryImages, i, "an image outside its memory");
        }
    }

    private void CheckNames()
    {
        ArtifactTable<FunctionNameRecord> names = _file.Table<FunctionNameRecord>(TableId.FunctionNames);
        for (int i = 0; i < names.Count; i++)
        {
            Require(ArtifactProblem.FunctionName, _file.Contains(names[i].Name), TableId.FunctionNames, i, "a name outside section 'info'");
        }
    }

    private void CheckCustomSections()
    {
        ArtifactTable<CustomSectionRecord> sections = _file.Table<CustomSectionRecord>(TableId.CustomSections);
        ulong available = _file.Header[SectionId.Custom].Size;
        for (int i = 0; i < sections.Count; i++)
        {
            CustomSectionRecord section = sections[i];
            Require(
                ArtifactProblem.CustomSection,
                _file.Contains(section.Name) && section.Length <= available && section.Offset <= available - section.Length,
                TableId.CustomSections,
                i,
                "bytes outside section 'custom'");
        }
    }

    // Imported functions have theirs elsewhere.
    private bool HasFuncRef(uint function) => function < (uint)_importedFunctions
        || _file.Table<FunctionRecord>(TableId.Functions)[function - (uint)_importedFunctions].FuncRefSlot != ArtifactFormat.None;

    private bool IsCode(uint offset) => offset == ArtifactFormat.None || offset < _textSize;

    private static void Require(ArtifactProblem id, bool condition, TableId table, int index, string problem)
    {
        if (!condition)
        {
            throw new ArtifactException(id, "info", index, $"record {index} of table {(int)table}: {problem}");
        }
    }

    private static void RequireHeader(ArtifactProblem id, bool condition, string problem)
    {
        if (!condition)
        {
            throw new ArtifactException(id, "header", ArtifactHeader.ScalarsOffset, problem);
        }
    }
}
