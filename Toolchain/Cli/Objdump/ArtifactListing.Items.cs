// What an artifact says about its module: types, imports, exports, functions, memories and the rest, in the words of the text format.
using System.Globalization;
using System.Text;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Cli.Objdump;

internal sealed partial class ArtifactListing
{
    /// <summary>Types by index.</summary>
    internal void Types()
    {
        Heading("types");
        ArtifactTable<TypeRecord> types = _file.Table<TypeRecord>(TableId.Types);
        for (int i = 0; i < types.Count; i++)
        {
            TypeRecord type = types[i];
            string super = type.Supertype == ArtifactFormat.None ? "" : string.Create(CultureInfo.InvariantCulture, $" sub {type.Supertype}");
            string stubs = (type.EntryStub == ArtifactFormat.None ? "" : ", entry stub " + Hex(type.EntryStub))
                + (type.ExitStub == ArtifactFormat.None ? "" : ", exit stub " + Hex(type.ExitStub));
            Line($"{i}{super} {Describe(type)}{stubs}");
        }
    }

    /// <summary>Imports in the order of the module.</summary>
    internal void Imports()
    {
        Heading("imports");
        ArtifactTable<ImportRecord> imports = _file.Table<ImportRecord>(TableId.Imports);
        for (int i = 0; i < imports.Count; i++)
        {
            ImportRecord import = imports[i];
            string what = import.Kind is ArtifactExternKind.Function or ArtifactExternKind.Tag ? "type " : "";
            Line($"{Name(import.Module)} {Name(import.Name)} {KindName(import.Kind)} {what}{import.Index}");
        }
    }

    /// <summary>Exports in the order of the module.</summary>
    internal void Exports()
    {
        Heading("exports");
        ArtifactTable<ExportRecord> exports = _file.Table<ExportRecord>(TableId.Exports);
        for (int i = 0; i < exports.Count; i++)
        {
            Line($"{Name(exports[i].Name)} {KindName(exports[i].Kind)} {exports[i].Index}");
        }
    }

    /// <summary>Defined functions by index; the frame is what the prologue takes.</summary>
    internal void Functions()
    {
        Heading("functions");
        ArtifactTable<FunctionRecord> functions = _file.Table<FunctionRecord>(TableId.Functions);
        for (int i = 0; i < functions.Count; i++)
        {
            FunctionRecord function = functions[i];
            if (!_ranges.Contains(function.CodeOffset))
            {
                continue;
            }

            int index = _importedFunctions + i;
            string slot = function.FuncRefSlot == ArtifactFormat.None
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $", func ref {function.FuncRefSlot}");
            Line($"{FunctionName(index)} {Hex(function.CodeOffset)} size {function.CodeLength}{Frame(function)} type {function.TypeIndex}{slot}");
        }
    }

    /// <summary>Memories, tables, globals and tags, imported ones first.</summary>
    internal void Items()
    {
        Heading("items");
        ArtifactTable<MemoryRecord> memories = _file.Table<MemoryRecord>(TableId.Memories);
        for (int i = 0; i < memories.Count; i++)
        {
            MemoryRecord memory = memories[i];
            string shared = (memory.Flags & LimitFlags.Shared) != 0 ? " shared" : "";
            string page = memory.PageSizeLog2 == 16
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $" (pagesize {1u << (int)memory.PageSizeLog2})");
            Line($"memory {i} {Limits(memory.Flags, memory.Min, memory.Max)}{shared}{page}");
        }

        ArtifactTable<TableRecord> tables = _file.Table<TableRecord>(TableId.Tables);
        for (int i = 0; i < tables.Count; i++)
        {
            Line($"table {i} {Limits(tables[i].Flags, tables[i].Min, tables[i].Max)} {Describe(tables[i].Element)}");
        }

        ArtifactTable<GlobalRecord> globals = _file.Table<GlobalRecord>(TableId.Globals);
        for (int i = 0; i < globals.Count; i++)
        {
            string type = Describe(globals[i].Type);
            Line($"global {i} {(globals[i].IsMutable != 0 ? $"(mut {type})" : type)}");
        }

        ArtifactTable<TagRecord> tags = _file.Table<TagRecord>(TableId.Tags);
        for (int i = 0; i < tags.Count; i++)
        {
            Line($"tag {i} type {tags[i].TypeIndex}");
        }
    }

    /// <summary>Data and element segments, and images of memories.</summary>
    internal void Segments()
    {
        Heading("segments");
        ArtifactTable<DataSegmentRecord> data = _file.Table<DataSegmentRecord>(TableId.DataSegments);
        for (int i = 0; i < data.Count; i++)
        {
            Line($"data {i} offset 0x{data[i].Offset:x} size {data[i].Length}");
        }

        ArtifactTable<ElementSegmentRecord> elements = _file.Table<ElementSegmentRecord>(TableId.ElementSegments);
        ArtifactTable<WordRecord> functions = _file.Table<WordRecord>(TableId.ElementFunctions);
        for (int i = 0; i < elements.Count; i++)
        {
            ElementSegmentRecord segment = elements[i];
            var text = new StringBuilder();
            for (uint j = 0; j < segment.Count && segment.FirstFunction != ArtifactFormat.None; j++)
            {
                text.Append(CultureInfo.InvariantCulture, $" {functions[segment.FirstFunction + j].Value}");
            }

            string content = segment.FirstFunction == ArtifactFormat.None ? " set by the initializer" : " functions" + text;
            Line($"elem {i} {Describe(segment.Element)} count {segment.Count}{(segment.Count == 0 ? "" : content)}");
        }

        ArtifactTable<MemoryImageRecord> images = _file.Table<MemoryImageRecord>(TableId.MemoryImages);
        for (int i = 0; i < images.Count; i++)
        {
            MemoryImageRecord image = images[i];
            Line($"image of memory {image.Memory} at 0x{image.MemoryOffset:x} offset 0x{image.ImageOffset:x} size {image.Length}");
        }
    }

    private string Frame(in FunctionRecord function) => Targets.ForIsa(_file.Header.Isa) is { } isa
        ? string.Create(CultureInfo.InvariantCulture, $" frame {isa.FrameBytes(CodeOf(function.CodeOffset, function.CodeLength))}")
        : "";

    private string Describe(in TypeRecord type)
    {
        ArtifactTable<ValueTypeRecord> values = _file.Table<ValueTypeRecord>(TableId.ValueTypes);
        var text = new StringBuilder();
        for (uint i = 0; i < type.ParamCount + type.ResultCount; i++)
        {
            ValueTypeRecord value = values[type.FirstValueType + i];
            string name = value.IsMutable ? $"(mut {Describe(value)})" : Describe(value);
            string before = type.Kind switch
            {
                ArtifactTypeKind.Function when i == 0 && type.ParamCount > 0 => " (param ",
                ArtifactTypeKind.Function when i == type.ParamCount => " (result ",
                ArtifactTypeKind.Function or ArtifactTypeKind.Array => " ",
                ArtifactTypeKind.Struct => " (field ",
            };
            bool closes = type.Kind == ArtifactTypeKind.Struct
                || (type.Kind == ArtifactTypeKind.Function && (i + 1 == type.ParamCount || i + 1 == type.ParamCount + type.ResultCount));
            text.Append(before).Append(name).Append(closes ? ")" : "");
        }

        string kind = type.Kind switch
        {
            ArtifactTypeKind.Function => "func",
            ArtifactTypeKind.Struct => "struct",
            ArtifactTypeKind.Array => "array",
        };
        return $"({kind}{text})";
    }

    // The checks of the reader have seen the type, so it is one of these.
    private static string Describe(ValueTypeRecord type) => type.Kind switch
    {
        ValueTypeRecord.I32 => "i32",
        ValueTypeRecord.I64 => "i64",
        ValueTypeRecord.F32 => "f32",
        ValueTypeRecord.F64 => "f64",
        ValueTypeRecord.V128 => "v128",
        ValueTypeRecord.I8 => "i8",
        ValueTypeRecord.I16 => "i16",
        ValueTypeRecord.RefNull => $"(ref null {HeapName(type)})",
        _ => $"(ref {HeapName(type)})",
    };

    private static string HeapName(ValueTypeRecord type) =>
        !type.IsHeapIndex && HeapType.TryFromCode((byte)(type.Heap - ValueTypeRecord.AbstractHeap), out HeapType heap)
            ? heap.ToString()
            : type.Heap.ToString(CultureInfo.InvariantCulture);

    private static string Limits(LimitFlags flags, ulong min, ulong max) =>
        ((flags & LimitFlags.Is64) != 0 ? "i64 " : "")
        + min.ToString(CultureInfo.InvariantCulture)
        + ((flags & LimitFlags.HasMax) != 0 ? " " + max.ToString(CultureInfo.InvariantCulture) : "");

    private static string KindName(ArtifactExternKind kind) => kind switch
    {
        ArtifactExternKind.Function => "func",
        ArtifactExternKind.Table => "table",
        ArtifactExternKind.Memory => "memory",
        ArtifactExternKind.Global => "global",
        ArtifactExternKind.Tag => "tag",
    };
}
