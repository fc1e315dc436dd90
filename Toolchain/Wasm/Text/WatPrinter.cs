// A module as text. Types are printed in full and referred to by index, so that reading the text again adds none; items
// come in the order of the binary format. What parses back is the same module: names that cannot be identifiers (a
// second item of the same name) become annotations, custom sections too.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>How a module is printed.</summary>
/// <param name="Offsets">Whether each instruction begins with its byte offset, as a comment.</param>
internal sealed record WatPrintOptions(bool Offsets = false)
{
    /// <summary>Without comments.</summary>
    internal static readonly WatPrintOptions Default = new();
}

/// <summary>Prints modules in the text format.</summary>
internal sealed partial class WatPrinter
{
    private readonly WasmModule _module;
    private readonly WatPrintOptions _options;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, Identifiers> _fields = []; // by type
    private readonly Identifiers _types;
    private readonly Identifiers _functions;
    private readonly Identifiers _tables;
    private readonly Identifiers _memories;
    private readonly Identifiers _globals;
    private readonly Identifiers _tags;
    private readonly Identifiers _elements;
    private readonly Identifiers _data;

    private WatPrinter(WasmModule module, WatPrintOptions options)
    {
        _module = module;
        _options = options;
        WasmNames names = module.Names;
        _types = new Identifiers(names.Types, module.Types.Count);
        _functions = new Identifiers(names.Functions, module.Functions.Count);
        _tables = new Identifiers(names.Tables, module.Tables.Count);
        _memories = new Identifiers(names.Memories, module.Memories.Count);
        _globals = new Identifiers(names.Globals, module.Globals.Count);
        _tags = new Identifiers(names.Tags, module.Tags.Count);
        _elements = new Identifiers(names.Elements, module.Elements.Count);
        _data = new Identifiers(names.Data, module.Data.Count);
    }

    /// <summary>The text of a module, all of whose bodies are decoded.</summary>
    internal static string Print(WasmModule module, WatPrintOptions? options = null)
    {
        var printer = new WatPrinter(module, options ?? WatPrintOptions.Default);
        printer.Module();
        return printer._text.ToString();
    }

    private void Module()
    {
        _text.Append("(module");
        if (_module.Names.Module is { } name)
        {
            bool plain = name.Length > 0;
            _text.Append(' ').Append(plain ? Identifiers.Format(name) : "(@name \"\")");
        }

        _text.Append('\n');
        TypeDefinitions();
        Imports();
        for (int i = _module.ImportedFunctionCount; i < _module.Functions.Count; i++)
        {
            Function(i);
        }

        for (int i = _module.ImportedTableCount; i < _module.Tables.Count; i++)
        {
            WasmTable table = _module.Tables[i];
            Begin("table", _tables, i);
            TableType(table.Type);
            Initial(table.Init);
            End();
        }

        for (int i = _module.ImportedMemoryCount; i < _module.Memories.Count; i++)
        {
            Begin("memory", _memories, i);
            MemoryType(_module.Memories[i].Type);
            End();
        }

        for (int i = _module.ImportedTagCount; i < _module.Tags.Count; i++)
        {
            Begin("tag", _tags, i);
            TypeUse(_module.Tags[i].TypeIndex);
            End();
        }

        for (int i = _module.ImportedGlobalCount; i < _module.Globals.Count; i++)
        {
            Begin("global", _globals, i);
            GlobalType(_module.Globals[i].Type);
            Initial(_module.Globals[i].Init);
            End();
        }

        Exports();
        Segments();
        CustomSections();
        _text.Append(")\n");
    }

    // '  (kind $name', the name as an annotation where it cannot be an identifier.
    private void Begin(string kind, Identifiers names, int index)
    {
        _text.Append("  (").Append(kind);
        Declare(names, index);
    }

    private void Declare(Identifiers names, int index)
    {
        _text.Append(' ');
        if (names.IsNamed(index))
        {
            _text.Append(names[index]);
        }
        else
        {
            _text.Append("(;").Append(index).Append(";)");
            if (names.Hidden(index) is { } name)
            {
                _text.Append(" (@name ").Append(Quote(name)).Append(')');
            }
        }
    }

    private void End() => _text.Append(")\n");

    private void Initial(WasmBody? body)
    {
        if (body is not null)
        {
            _text.Append(' ');
            Constant(body);
        }
    }

    private void TypeDefinitions()
    {
        foreach (RecGroup group in _module.RecGroups)
        {
            if (group.Count == 1)
            {
                TypeDefinition(group.Start, "  ");
                continue;
            }

            _text.Append("  (rec\n");
            for (int i = 0; i < group.Count; i++)
            {
                TypeDefinition(group.Start + i, "    ");
            }

            _text.Append("  )\n");
        }
    }

    private void TypeDefinition(int index, string indent)
    {
        SubType type = _module.Types[index];
        _text.Append(indent).Append("(type");
        Declare(_types, index);
        bool isPlain = type.IsFinal && type.Supertypes.Length == 0;
        _text.Append(isPlain ? " " : type.IsFinal ? " (sub final " : " (sub ");
        foreach (int supertype in type.Supertypes)
        {
            _text.Append(_types[supertype]).Append(' ');
        }

        switch (type.Composite)
        {
            case FuncType function:
                _text.Append("(func");
                ValueTypes(" (param", function.Params);
                ValueTypes(" (result", function.Results);
                break;
            case StructType structure:
                _text.Append("(struct");
                StructFields(index, structure);
                break;
            case ArrayType array:
                _text.Append("(array ");
                Field(array.Element);
                break;
            default:
                break;
        }

        _text.Append(isPlain ? "))\n" : ")))\n");
    }

    private void StructFields(int type, StructType structure)
    {
        Identifiers names = FieldNames(type, structure.Fields.Length);
        for (int i = 0; i < structure.Fields.Length; i++)
        {
            _text.Append(" (field ");
            if (names.IsNamed(i))
            {
                _text.Append(names[i]).Append(' ');
            }

            Field(structure.Fields[i]);
            _text.Append(')');
        }
    }

    private Identifiers FieldNames(int type, int count)
    {
        if (!_fields.TryGetValue(type, out Identifiers? names))
        {
            names = new Identifiers(_module.Names.Fields.GetValueOrDefault(type), count);
            _fields.Add(type, names);
        }

        return names;
    }

    private void Field(FieldType field)
    {
        _text.Append(field.IsMutable ? "(mut " : "");
        ValueType(field.Type);
        _text.Append(field.IsMutable ? ")" : "");
    }

    private void ValueTypes(string begin, ReadOnlySpan<ValType> types)
    {
        if (types.IsEmpty)
        {
            return;
        }

        _text.Append(begin);
        foreach (ValType type in types)
        {
            _text.Append(' ');
            ValueType(type);
        }

        _text.Append(')');
    }

    private void ValueType(ValType type)
    {
        if (!type.IsRef)
        {
            _text.Append(type.ToString());
        }
        else if (!type.Heap.IsIndex && type.IsNullable)
        {
            _text.Append(ShortName(type.Heap));
        }
        else
        {
            _text.Append(type.IsNullable ? "(ref null " : "(ref ");
            HeapType(type.Heap);
            _text.Append(')');
        }
    }

    // The one-word form of a nullable reference.
    private static string ShortName(HeapType heap)
    {
        string name = heap.ToString();
        return name switch
        {
            "none" => "nullref",
            "nofunc" => "nullfuncref",
            "noextern" => "nullexternref",
            "noexn" => "nullexnref",
            _ => name + "ref",
        };
    }

    private void HeapType(HeapType heap) => _text.Append(heap.IsIndex ? _types[heap.Index] : heap.ToString());

    private void Imports()
    {
        foreach (WasmImport import in _module.Imports)
        {
            _text.Append("  (import ").Append(Quote(import.Module)).Append(' ').Append(Quote(import.Name)).Append(" (");
            switch (import.Kind)
            {
                case ExternKind.Func:
                    _text.Append("func");
                    Declare(_functions, import.Index);
                    TypeUse(_module.Functions[import.Index].TypeIndex);
                    break;
                case ExternKind.Table:
                    _text.Append("table");
                    Declare(_tables, import.Index);
                    TableType(_module.Tables[import.Index].Type);
                    break;
                case ExternKind.Memory:
                    _text.Append("memory");
                    Declare(_memories, import.Index);
                    MemoryType(_module.Memories[import.Index].Type);
                    break;
                case ExternKind.Global:
                    _text.Append("global");
                    Declare(_globals, import.Index);
                    GlobalType(_module.Globals[import.Index].Type);
                    break;
                case ExternKind.Tag:
                    _text.Append("tag");
                    Declare(_tags, import.Index);
                    TypeUse(_module.Tags[import.Index].TypeIndex);
                    break;
            }

            _text.Append("))\n");
        }
    }

    private void TypeUse(int type) => _text.Append(" (type ").Append(_types[type]).Append(')');

    private void TableType(TableType type)
    {
        Limits(type.Limits);
        _text.Append(' ');
        ValueType(type.Element);
    }

    private void MemoryType(MemoryType type)
    {
        Limits(type.Limits);
        _text.Append(type.IsShared ? " shared" : "");
        if (type.PageSizeLog2 != Types.MemoryType.DefaultPageSizeLog2)
        {
            _text.Append(" (pagesize ").Append(1UL << type.PageSizeLog2).Append(')');
        }
    }

    private void GlobalType(GlobalType type)
    {
        _text.Append(type.IsMutable ? " (mut " : " ");
        ValueType(type.Type);
        _text.Append(type.IsMutable ? ")" : "");
    }

    private void Limits(Limits limits)
    {
        _text.Append(limits.Is64 ? " i64 " : " ").Append(limits.Min);
        if (limits.HasMax)
        {
            _text.Append(' ').Append(limits.Max);
        }
    }

    private void Exports()
    {
        foreach (WasmExport export in _module.Exports)
        {
            (string kind, Identifiers names) = export.Kind switch
            {
                ExternKind.Func => ("func", _functions),
                ExternKind.Table => ("table", _tables),
                ExternKind.Memory => ("memory", _memories),
                ExternKind.Global => ("global", _globals),
                ExternKind.Tag => ("tag", _tags),
            };
            _text.Append("  (export ").Append(Quote(export.Name)).Append(" (").Append(kind).Append(' ');
            _text.Append(names[export.Index]).Append("))\n");
        }

        if (_module.Start is { } start)
        {
            _text.Append("  (start ").Append(_functions[start]).Append(")\n");
        }
    }

    private void Segments()
    {
        for (int i = 0; i < _module.Elements.Count; i++)
        {
            WasmElementSegment segment = _module.Elements[i];
            Begin("elem", _elements, i);
            _text.Append(segment.Mode == SegmentMode.Declarative ? " declare" : "");
            Place(segment.TableOffset, " (table ", segment.TableIndex, _tables);
            Elements(segment);
            End();
        }

        for (int i = 0; i < _module.Data.Count; i++)
        {
            WasmDataSegment segment = _module.Data[i];
            Begin("data", _data, i);
            Place(segment.MemoryOffset, " (memory ", segment.MemoryIndex, _memories);
            _text.Append(' ');
            Bytes(segment.Bytes.Span);
            End();
        }
    }

    private void Place(WasmBody? offset, string container, int index, Identifiers names)
    {
        if (offset is null)
        {
            return;
        }

        if (index != 0)
        {
            _text.Append(container).Append(names[index]).Append(')');
        }

        _text.Append(" (offset ");
        Constant(offset);
        _text.Append(')');
    }

    private void Elements(WasmElementSegment segment)
    {
        if (segment.Functions is { } functions)
        {
            _text.Append(" func");
            foreach (int function in functions)
            {
                _text.Append(' ').Append(_functions[function]);
            }

            return;
        }

        _text.Append(' ');
        ValueType(segment.Type);
        foreach (WasmBody expression in segment.Expressions ?? [])
        {
            _text.Append(" (item ");
            Constant(expression);
            _text.Append(')');
        }
    }

    private void CustomSections()
    {
        foreach (WasmCustomSection section in _module.CustomSections)
        {
            if (section.Name is "name" or "metadata.code.branch_hint")
            {
                continue; // printed as identifiers and annotations
            }

            _text.Append("  (@custom ").Append(Quote(section.Name)).Append(WatParser.PlacementAfter(section.AfterSection)).Append(' ');
            Bytes(section.Content.Span);
            End();
        }
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        _text.Append('"');
        foreach (byte b in bytes)
        {
            if (b is >= 0x20 and < 0x7f and not ((byte)'"' or (byte)'\\'))
            {
                _text.Append((char)b);
            }
            else
            {
                _text.Append('\\').Append(b.ToString("x2", CultureInfo.InvariantCulture));
            }
        }

        _text.Append('"');
    }

    /// <summary>A string literal.</summary>
    internal static string Quote(string name)
    {
        StringBuilder text = new StringBuilder(name.Length + 2).Append('"');
        foreach (char c in name)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c is < ' ' or '\x7f')
            {
                text.Append('\\').Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>The identifiers of an index space: a name serves the first item that has it.</summary>
    private sealed class Identifiers
    {
        private readonly string?[] _ids;
        private readonly SortedDictionary<int, string>? _names;

        internal Identifiers(SortedDictionary<int, string>? names, int count)
        {
            _names = names;
            _ids = names is null || names.Count == 0 ? [] : new string?[count];
            var taken = new HashSet<string>(StringComparer.Ordinal);
            foreach ((int index, string name) in names ?? [])
            {
                if ((uint)index < (uint)_ids.Length && name.Length > 0 && taken.Add(name))
                {
                    _ids[index] = Format(name);
                }
            }
        }

        /// <summary>The identifier of an index, else its number.</summary>
        internal string this[int index] =>
            IsNamed(index) ? _ids[index]! : ((uint)index).ToString(CultureInfo.InvariantCulture);

        internal bool IsNamed(int index) => (uint)index < (uint)_ids.Length && _ids[index] is not null;

        /// <summary>A name that is no identifier.</summary>
        internal string? Hidden(int index) => IsNamed(index) ? null : _names?.GetValueOrDefault(index);

        /// <summary>The identifier for a name that is not empty.</summary>
        internal static string Format(string name)
        {
            foreach (char c in name)
            {
                if (c >= 0x7f || !Lexer.IsIdChar((byte)c))
                {
                    return "$" + Quote(name);
                }
            }

            return "$" + name;
        }
    }
}
