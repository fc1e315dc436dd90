// Writes a compiled module as an artifact: fills the header, the tables of section Info and the other sections with the runtime's own record
// types, and wraps everything into ELF for tools. The same module gives the same bytes: tables follow the module's order, and nothing
// of the machine, the time or the options that do not matter goes in.
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Artifacts;

using ExternKind = Wasmtime.Min.Toolchain.Wasm.Types.ExternKind;
using Limits = Wasmtime.Min.Toolchain.Wasm.Types.Limits;

/// <summary>Writer of artifacts.</summary>
internal sealed partial class ArtifactWriter
{
    private const string Producer = "Wasmtime.Min";

    private readonly CompiledModule _module;
    private readonly WasmModule _wasm;
    private readonly CompileOptions _options;
    private readonly Target _target;
    private readonly ArtifactHeader _header = new();
    private readonly InfoBuilder _info;
    private readonly ElfImage _elf;
    private readonly ArrayBufferWriter<byte> _rodata = new();
    private readonly ArrayBufferWriter<byte> _images = new();
    private readonly ArrayBufferWriter<byte> _custom = new();
    private byte[] _stackMaps = [];
    private byte[] _handlers = [];

    private ArtifactWriter(CompiledModule module)
    {
        _module = module;
        _wasm = module.Environment.Wasm;
        _options = module.Environment.Options;
        _target = Targets.Find(_options.Target);
        _info = new InfoBuilder(_header, FunctionRecord.SizeInBytes * _module.Functions.Length);
        _elf = new ElfImage(_target.Set.ElfMachine, _target.Set.IsBigEndian, elfFlags: 0);
    }

    /// <summary>The file's bytes.</summary>
    internal static byte[] Write(CompiledModule module)
    {
        ArtifactWriter writer = new(module);
        writer.Prepare();
        byte[] file = GC.AllocateUninitializedArray<byte>(checked((int)writer._header.FileSize));
        writer.WriteFile(new MemoryStream(file));
        return file;
    }

    /// <summary>Writes the file to a stream that can seek.</summary>
    internal static void Write(CompiledModule module, Stream stream)
    {
        ArtifactWriter writer = new(module);
        writer.Prepare();
        writer.WriteFile(stream);
    }

    private void Prepare()
    {
        // What loading reads comes first and lies together, tables that grow with the code behind it: each place that is touched in a
        // mapped file costs a page fault.
        AddHeader();
        AddTypes();
        AddImportsAndExports();
        AddItems();
        AddImages();
        AddSegments();
        AddCustomSections();
        AddInlinedPlaces();
        AddFunctions();
        AddNames();
        AddSections();
    }

    private void AddHeader()
    {
        bool isReserved = false, isFixed = false;
        foreach (MemoryPlan plan in _module.Environment.Memories)
        {
            isReserved |= plan.IsReserved;
            isFixed |= plan.IsBaseFixed && plan.FixedLength is null && !plan.IsShared; // shared ones never move anywhere
        }

        _header.Isa = _target.Set.Isa;
        _header.PageSizeLog2 = (uint)_target.Set.PageLog2;
        _header.HostAbi = _target.Abi;
        _header.Flags = (_options.SignalsBasedTraps ? ArtifactFlags.SignalsBasedTraps : 0)
            | (_options.FuelChecks ? ArtifactFlags.FuelChecks : 0)
            | (_options.EpochChecks ? ArtifactFlags.EpochChecks : 0)
            | (_options.Deterministic ? ArtifactFlags.Deterministic : 0)
            | (isReserved ? ArtifactFlags.ReservedMemories : 0)
            | (isFixed ? ArtifactFlags.FixedMemoryBase : 0)
            | (_options.SignalsBasedTraps && (_module.UsedFeatures & WasmFeatures.Gc) != 0 ? ArtifactFlags.FaultingNull : 0);
        _header.CpuFeatures = Targets.CpuFeatureBits(_options);
        _header.WasmFeatures = (ulong)(_module.UsedFeatures | _wasm.UsedFeatures);
        _header.MemoryReservation = isReserved || isFixed ? _options.MemoryReservation : 0;
        _header.MemoryGuard = isReserved ? _options.MemoryGuard : 0;
        _header.InitFunction = (uint)_module.Text.FunctionOffsets[^1];
        _header.InitEntryStub = StubOffset(_module.Stubs.InitializerEntry);
        int handler = _module.Stubs.TrapHandler;
        _header.TrapHandler = new CodeRange(StubOffset(handler), (uint)_module.Stubs.All[handler].Code.Length);
        _header.ModuleName = _options.Strip || _wasm.Names.Module is null ? default : _info.Text(_wasm.Names.Module);
        _header.FuncRefCount = (uint)_module.Environment.EscapingFunctions.Length;
        _header.Producer = _info.Text(Producer);
    }

    private int DefinedCount => _wasm.Functions.Count - _wasm.ImportedFunctionCount;

    private uint StubOffset(int stub) => stub < 0 ? ArtifactFormat.None : (uint)_module.Text.StubOffsets[stub];

    private void AddImportsAndExports()
    {
        List<ImportRecord> imports = [];
        foreach (WasmImport import in _wasm.Imports)
        {
            uint index = import.Kind switch
            {
                ExternKind.Func => (uint)_wasm.Functions[import.Index].TypeIndex,
                ExternKind.Tag => (uint)_wasm.Tags[import.Index].TypeIndex,
                ExternKind.Table or ExternKind.Memory or ExternKind.Global => (uint)import.Index,
            };
            imports.Add(new ImportRecord(_info.Text(import.Module), _info.Text(import.Name), KindOf(import.Kind), index));
        }

        List<ExportRecord> exports = [];
        foreach (WasmExport export in _wasm.Exports)
        {
            exports.Add(new ExportRecord(_info.Text(export.Name), KindOf(export.Kind), (uint)export.Index));
        }

        _info.Table<ImportRecord>(TableId.Imports, imports);
        _info.Table<ExportRecord>(TableId.Exports, exports);
    }

    private static ArtifactExternKind KindOf(ExternKind kind) => kind switch
    {
        ExternKind.Func => ArtifactExternKind.Function,
        ExternKind.Table => ArtifactExternKind.Table,
        ExternKind.Memory => ArtifactExternKind.Memory,
        ExternKind.Global => ArtifactExternKind.Global,
        ExternKind.Tag => ArtifactExternKind.Tag,
    };

    private void AddFunctions()
    {
        List<FunctionRecord> functions = new(DefinedCount);
        for (int i = 0; i < DefinedCount; i++)
        {
            int index = _wasm.ImportedFunctionCount + i;
            functions.Add(new FunctionRecord(
                (uint)_module.Text.FunctionOffsets[i],
                (uint)_module.Functions[i].Code.Length,
                (uint)_wasm.Functions[index].TypeIndex,
                _module.Environment.HasFuncRef(index) ? (uint)_module.Environment.FuncRefSlot(index) : ArtifactFormat.None));
        }

        List<WordRecord> bySlot = [];
        foreach (int function in _module.Environment.EscapingFunctions)
        {
            bySlot.Add(new WordRecord((uint)function));
        }

        _info.Table<FunctionRecord>(TableId.Functions, functions);
        _info.Table<WordRecord>(TableId.FuncRefs, bySlot);
    }

    private void AddItems()
    {
        List<TagRecord> tags = [];
        foreach (WasmTag tag in _wasm.Tags)
        {
            tags.Add(new TagRecord((uint)tag.TypeIndex));
        }

        _info.Table<TagRecord>(TableId.Tags, tags);
        List<MemoryRecord> memories = [];
        foreach (WasmMemory memory in _wasm.Memories)
        {
            LimitFlags flags = FlagsOf(memory.Type.Limits) | (memory.Type.IsShared ? LimitFlags.Shared : 0);
            memories.Add(new MemoryRecord(flags, memory.Type.PageSizeLog2, memory.Type.Limits.Min, memory.Type.Limits.Max));
        }

        List<TableRecord> tables = [];
        foreach (WasmTable table in _wasm.Tables)
        {
            Limits limits = table.Type.Limits;
            tables.Add(new TableRecord(FlagsOf(limits), RecordOf(table.Type.Element), limits.Min, limits.Max));
        }

        List<GlobalRecord> globals = [];
        foreach (WasmGlobal global in _wasm.Globals)
        {
            globals.Add(new GlobalRecord(RecordOf(global.Type.Type), global.Type.IsMutable ? 1u : 0u));
        }

        _info.Table<MemoryRecord>(TableId.Memories, memories);
        _info.Table<TableRecord>(TableId.Tables, tables);
        _info.Table<GlobalRecord>(TableId.Globals, globals);
    }

    private static LimitFlags FlagsOf(Limits limits) =>
        (limits.HasMax ? LimitFlags.HasMax : 0) | (limits.Is64 ? LimitFlags.Is64 : 0);

    private void AddSegments()
    {
        _rodata.Write(_module.GlobalValues.Span);
        List<DataSegmentRecord> data = [];
        for (int i = 0; i < _wasm.Data.Count; i++)
        {
            ReadOnlyMemory<byte> bytes = _module.Images.IsInImage[i] ? default : _wasm.Data[i].Bytes;
            data.Add(new DataSegmentRecord((ulong)_rodata.WrittenCount, (ulong)bytes.Length));
            _rodata.Write(bytes.Span);
        }

        List<ElementSegmentRecord> elements = [];
        List<WordRecord> functions = [];
        foreach (WasmElementSegment segment in _wasm.Elements)
        {
            bool isDeclarative = segment.Mode == SegmentMode.Declarative;
            int[]? plain = InitializerPlan.FunctionsOf(segment);
            uint first = plain is null ? ArtifactFormat.None : (uint)functions.Count;
            elements.Add(new ElementSegmentRecord(RecordOf(segment.Type), isDeclarative ? 0 : (uint)segment.Count, first));
            foreach (int function in isDeclarative ? [] : plain ?? [])
            {
                functions.Add(new WordRecord((uint)function));
            }
        }

        _info.Table<DataSegmentRecord>(TableId.DataSegments, data);
        _info.Table<ElementSegmentRecord>(TableId.ElementSegments, elements);
        _info.Table<WordRecord>(TableId.ElementFunctions, functions);
    }

    private void AddImages()
    {
        List<MemoryImageRecord> images = [];
        for (int i = 0; i < _module.Images.Contents.Length; i++)
        {
            if (_module.Images.Contents[i] is { } contents)
            {
                uint memory = (uint)(_wasm.ImportedMemoryCount + i);
                images.Add(new MemoryImageRecord(
                    memory, 0, (ulong)_module.Images.Offsets[i], (ulong)_images.WrittenCount, (ulong)contents.Length));
                _images.Write(contents);
            }
        }

        _info.Table<MemoryImageRecord>(TableId.MemoryImages, images);
    }

    private void AddNames()
    {
        List<FunctionNameRecord> names = [];
        if (!_options.Strip)
        {
            foreach ((int function, string name) in _wasm.Names.Functions)
            {
                names.Add(new FunctionNameRecord((uint)function, _info.Text(name)));
            }
        }

        _info.Table<FunctionNameRecord>(TableId.FunctionNames, names);
    }

    private void AddInlinedPlaces() =>
        _info.Table<InlinedPlaceRecord>(TableId.InlinedPlaces, _options.Strip ? [] : _module.Text.InlinedPlaces);

    private void AddCustomSections()
    {
        List<CustomSectionRecord> sections = [];
        if (!_options.Strip)
        {
            foreach (WasmCustomSection section in _wasm.CustomSections)
            {
                sections.Add(new CustomSectionRecord(_info.Text(section.Name), (ulong)_custom.WrittenCount, (ulong)section.Content.Length));
                _custom.Write(section.Content.Span);
            }
        }

        _info.Table<CustomSectionRecord>(TableId.CustomSections, sections);
    }

    private void AddSections()
    {
        int page = 1 << _target.Set.PageLog2;
        int info = _elf.AddSection(".wasmtime.info", ElfSectionKind.Metadata, 8, _info.Bytes);
        int text = _elf.AddSection(".text", ElfSectionKind.Code, page, _module.Text.Size, _module.Text.WriteTo);
        AddSymbols(text);
        (SectionId Id, int Section)[] sections =
        [
            (SectionId.Text, text),
            (SectionId.Images, _elf.AddSection(".wasmtime.images", ElfSectionKind.ReadOnlyData, page, _images.WrittenMemory)),
            (SectionId.Info, info),
            (SectionId.Rodata, _elf.AddSection(".rodata.wasm", ElfSectionKind.ReadOnlyData, 16, _rodata.WrittenMemory)),
            (SectionId.Traps, AddTable(".wasmtime.traps", EncodeTraps())),
            (SectionId.SourceMap, AddTable(".wasmtime.addrmap", EncodeSourceMap())),
            (SectionId.Exceptions, _elf.AddSection(".wasmtime.exceptions", ElfSectionKind.Metadata, 8, _handlers = EncodeHandlers())),
            (SectionId.StackMaps, _elf.AddSection(".wasmtime.stackmaps", ElfSectionKind.Metadata, 8, _stackMaps = EncodeStackMaps())),
            (SectionId.Custom, _elf.AddSection(".wasmtime.custom", ElfSectionKind.Metadata, 8, _custom.WrittenMemory)),
        ];
        _header.FileSize = (ulong)_elf.Layout(ArtifactHeader.SizeInBytes);
        foreach ((SectionId id, int section) in sections)
        {
            _header[id] = new SectionEntry((ulong)_elf.FileOffset(section), (ulong)_elf.Size(section));
        }
    }

    private void WriteFile(Stream stream)
    {
        _header.CodeContract = CodeContract.Of(_header, _info.Bytes.Span, _stackMaps, _handlers);
        byte[] start = new byte[ElfImage.HeaderSize + ArtifactHeader.SizeInBytes];
        _elf.WriteHeader(start);
        _header.Write(start.AsSpan(ArtifactFormat.HeaderOffset));
        ArtifactOutput output = new(stream, start);
        _elf.WriteSections(output);
        output.Seal();
    }

    private void AddSymbols(int text)
    {
        _elf.ExpectFunctions(_module.Functions.Length + _module.Stubs.All.Count);
        for (int i = 0; i < _module.Functions.Length; i++)
        {
            int index = _wasm.ImportedFunctionCount + i;
            string name = i == _module.Functions.Length - 1 ? "wasm.init"
                : i >= DefinedCount ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"wasm.init.{i - DefinedCount}")
                : !_options.Strip && _wasm.Names.Functions.TryGetValue(index, out string? known) ? known
                : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"wasm.func{index}");
            _elf.AddFunction(name, text, _module.Text.FunctionOffsets[i], _module.Functions[i].InstructionBytes, isGlobal: true);
        }

        for (int i = 0; i < _module.Stubs.All.Count; i++)
        {
            _elf.AddFunction(
                "stub." + _module.Stubs.All[i].Name, text, _module.Text.StubOffsets[i], _module.Stubs.All[i].Code.Length, isGlobal: false);
        }
    }

    private int AddTable(string name, DeltaTableWriter? table) => table is null
        ? _elf.AddSection(name, ElfSectionKind.Metadata, 8, ReadOnlyMemory<byte>.Empty)
        : _elf.AddSection(name, ElfSectionKind.Metadata, 8, table.Size, output =>
        {
            output.Write(table.Index());
            output.Write(table.Stream);
        });

    private byte[] EncodeStackMaps()
    {
        List<(uint, int[])> entries = [];
        for (int i = 0; i < _module.Functions.Length; i++)
        {
            foreach (Safepoint safepoint in _module.Functions[i].Safepoints)
            {
                entries.Add(((uint)(_module.Text.FunctionOffsets[i] + safepoint.Offset), safepoint.FrameOffsets));
            }
        }

        return StackMapTable.Encode(entries);
    }

    private DeltaTableWriter EncodeTraps()
    {
        DeltaTableWriter table = new(DeltaValues.Bytes, Count(function => function.TrapSites.Length));
        for (int i = 0; i < _module.Functions.Length; i++)
        {
            int start = _module.Text.FunctionOffsets[i];
            foreach (TrapSite site in _module.Functions[i].TrapSites)
            {
                table.Add((uint)(start + site.Offset), site.Code);
            }
        }

        return table;
    }

    private byte[] EncodeHandlers()
    {
        int count = Count(function => function.Handlers.Length);
        if (count == 0)
        {
            return [];
        }

        DeltaTableWriter table = new(DeltaValues.Differences, count);
        for (int i = 0; i < _module.Functions.Length; i++)
        {
            int start = _module.Text.FunctionOffsets[i];
            foreach (HandlerSite site in _module.Functions[i].Handlers)
            {
                table.Add((uint)(start + site.Offset), (uint)(start + site.Handler));
            }
        }

        return [.. table.Index(), .. table.Stream];
    }

    private DeltaTableWriter? EncodeSourceMap()
    {
        if (_options.Strip)
        {
            return null;
        }

        DeltaTableWriter table = new(DeltaValues.Differences, Count(function => function.SourceMap.Length));
        for (int i = 0; i < _module.Functions.Length; i++)
        {
            int start = _module.Text.FunctionOffsets[i];
            ReadOnlySpan<SourceMapEntry> map = _module.Functions[i].SourceMap;
            for (int k = 0; k < map.Length; k++)
            {
                // Of entries at one place the last counts.
                if (k + 1 == map.Length || map[k + 1].Offset != map[k].Offset)
                {
                    table.Add((uint)(start + map[k].Offset), map[k].WasmOffset);
                }
            }
        }

        return table;
    }

    private int Count(Func<CompiledFunction, int> entries)
    {
        int count = 0;
        foreach (CompiledFunction function in _module.Functions)
        {
            count = checked(count + entries(function));
        }

        return count;
    }

    // Section Info: tables and text as they come, each table aligned to 8. Equal text is kept once.
    private sealed class InfoBuilder(ArtifactHeader header, int expected)
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(4096 + expected);
        private readonly Dictionary<string, BlobRef> _texts = new(StringComparer.Ordinal);

        internal ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

        internal BlobRef Text(string text)
        {
            if (!_texts.TryGetValue(text, out BlobRef blob))
            {
                int start = _bytes.WrittenCount;
                long length = Encoding.UTF8.GetBytes(text, _bytes);
                blob = new BlobRef((uint)start, (uint)length);
                _texts.Add(text, blob);
            }

            return blob;
        }

        internal void Table<T>(TableId id, List<T> records)
            where T : struct, IArtifactRecord<T>
        {
            ReadOnlySpan<byte> zeros = [0, 0, 0, 0, 0, 0, 0];
            _bytes.Write(zeros[..(-_bytes.WrittenCount & 7)]);
            header[id] = new TableEntry((uint)_bytes.WrittenCount, (uint)records.Count);
            foreach (T record in records)
            {
                record.Write(_bytes.GetSpan(T.SizeInBytes)[..T.SizeInBytes]);
                _bytes.Advance(T.SizeInBytes);
            }
        }
    }
}
