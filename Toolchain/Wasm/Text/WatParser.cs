// The parser of text modules. It walks over the tokens of a module three times: first it counts and names everything
// (so that a use may precede its definition), then it reads type definitions (so that a signature finds its type), then
// the rest in source order. Function types that only uses mention are appended after the defined ones, in the order of
// the uses, as the specification says. The result is the same WasmModule that the binary reader makes.
//
// This file has the entry points, the three walks, imports and exports; the others have types, items (tables, memories,
// globals, tags, segments), code, immediates and annotations.
// Source: WebAssembly core specification, "Text Format".

using System;
using System.Collections.Generic;
using System.Globalization;

using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>Parses one text module into a <see cref="WasmModule"/>.</summary>
internal sealed partial class WatParser : TokenReader
{
    private readonly WasmModule _module = new();
    private readonly IndexSpace _types = new("type");
    private readonly IndexSpace _functions = new("func");
    private readonly IndexSpace _tables = new("table");
    private readonly IndexSpace _memories = new("memory");
    private readonly IndexSpace _globals = new("global");
    private readonly IndexSpace _tags = new("tag");
    private readonly IndexSpace _elements = new("elem");
    private readonly IndexSpace _data = new("data");

    private string? _definedFirst; // the first definition that no import may follow

    private WatParser(TokenList list, int first)
        : base(list, first)
    {
    }

    /// <summary>Parses a file: <c>(module ...)</c>, or its fields alone.</summary>
    /// <exception cref="WasmMalformedException">The text is malformed; the message begins with the specification's wording.</exception>
    /// <exception cref="UnsupportedFeatureException">It uses a proposal that this toolchain does not know.</exception>
    internal static WasmModule Parse(TextSource source)
    {
        TokenList list = Lexer.Run(source);
        var parser = new WatParser(list, 0);
        if (parser.Kind == TokenKind.Open && list.Text(parser.TokenAt(1)).SequenceEqual("component"u8))
        {
            throw new UnsupportedFeatureException(UnbuiltProposals.Components);
        }

        bool wrapped = parser.TryOpen(Keyword.Module);
        WasmModule module = parser.Module();
        if (wrapped)
        {
            parser.Close();
        }

        parser.Take(TokenKind.End);
        return module;
    }

    /// <summary>Parses a file.</summary>
    /// <param name="utf8">The text; not copied.</param>
    /// <param name="fileName">A name for messages, or null.</param>
    /// <exception cref="WasmMalformedException">The text is malformed.</exception>
    internal static WasmModule Parse(byte[] utf8, string? fileName = null) => Parse(new TextSource(utf8, fileName));

    /// <summary>Parses the module whose tokens (after <c>(module</c>) begin at <paramref name="first"/>.</summary>
    internal static WasmModule Parse(TokenList list, int first)
    {
        var parser = new WatParser(list, first);
        WasmModule module = parser.Module();
        return parser.Kind is TokenKind.Close or TokenKind.End ? module : throw parser.Unexpected();
    }

    // From the module's optional name up to the token that closes it.
    private WasmModule Module()
    {
        SkipAnnotationsBefore(At);
        int symbol = OptionalId();
        if (symbol >= 0)
        {
            _module.Names.Module = List.Symbols.Name(symbol);
        }

        ModuleNameAnnotation();
        if (AtWord(Keyword.Binary))
        {
            At++;
            byte[] bytes = Strings();
            return WasmBinaryReader.Read(bytes);
        }

        int first = At;
        ScanFields();
        At = first;
        TypeFields();
        At = first;
        Fields();
        FinishNames();
        _module.Types.AddRange(_typeDefinitions);
        _module.RecGroups.AddRange(_recGroups);
        TextSource source = List.Source;
        _module.SourceName = source.Name;
        _module.DescribePosition = offset =>
        {
            (int line, int column) = source.Locate((int)offset);
            return string.Create(CultureInfo.InvariantCulture, $"{line}:{column}");
        };
        return _module;
    }

    // ---- the first walk: names and counts ----
    private void ScanFields()
    {
        while (Kind == TokenKind.Open)
        {
            int open = At;
            At++;
            if (Kind != TokenKind.Word)
            {
                throw Unexpected();
            }

            int word = Next.Value;
            At++;
            switch (word)
            {
                case (int)Keyword.Type:
                    Bind(_types);
                    break;
                case (int)Keyword.Rec:
                    ScanGroup();
                    break;
                case (int)Keyword.Import:
                    ScanImport(open);
                    break;
                case (int)Keyword.Func:
                    ScanDefinition(_functions, open);
                    break;
                case (int)Keyword.Table:
                    ScanDefinition(_tables, open);
                    break;
                case (int)Keyword.Memory:
                    ScanDefinition(_memories, open);
                    break;
                case (int)Keyword.Global:
                    ScanDefinition(_globals, open);
                    break;
                case (int)Keyword.Tag:
                    ScanDefinition(_tags, open);
                    break;
                case (int)Keyword.Elem:
                    Bind(_elements);
                    break;
                case (int)Keyword.Data:
                    Bind(_data);
                    break;
                case (int)Keyword.Export or (int)Keyword.Start:
                    break;
                default:
                    At--;
                    throw Unexpected();
            }

            At = TokenAt(open).Value;
            Close();
        }
    }

    private void ScanGroup()
    {
        while (Kind == TokenKind.Open)
        {
            int close = Next.Value;
            if (!TryOpen(Keyword.Type))
            {
                At++;
                throw Unexpected();
            }

            Bind(_types);
            At = close;
            Close();
        }
    }

    private void ScanImport(int open)
    {
        Name();
        UnbuiltProposals.Refuse(AtForm(Keyword.Item) ? UnbuiltProposals.CompactImports : null);
        Name();
        Open();
        IndexSpace space = Next.Value switch
        {
            _ when Kind != TokenKind.Word => throw Unexpected(),
            (int)Keyword.Func => _functions,
            (int)Keyword.Table => _tables,
            (int)Keyword.Memory => _memories,
            (int)Keyword.Global => _globals,
            (int)Keyword.Tag => _tags,
            _ => throw Unexpected(),
        };
        At++;
        CheckImportOrder(open);
        Bind(space);
    }

    private void ScanDefinition(IndexSpace space, int open)
    {
        Bind(space);
        int close = TokenAt(open).Value;
        while (AtForm(Keyword.Export))
        {
            At = Next.Value + 1;
        }

        if (AtForm(Keyword.Import))
        {
            CheckImportOrder(open);
            return;
        }

        _definedFirst ??= space == _functions ? "function" : space.Kind;
        if (space != _tables && space != _memories)
        {
            return;
        }

        // An inline segment counts where it stands.
        IndexSpace segments = space == _tables ? _elements : _data;
        Keyword segment = space == _tables ? Keyword.Elem : Keyword.Data;
        while (At < close)
        {
            if (AtForm(segment))
            {
                segments.Add(-1);
                return;
            }

            At = Kind == TokenKind.Open ? Next.Value + 1 : At + 1;
        }
    }

    private void CheckImportOrder(int open)
    {
        if (_definedFirst is not null)
        {
            throw ErrorAt(TokenAt(open).Start, $"import after {_definedFirst}");
        }
    }

    private void Bind(IndexSpace space)
    {
        int start = Offset;
        int symbol = OptionalId();
        if (!space.Add(symbol))
        {
            throw ErrorAt(start, $"duplicate {space.Kind} ${List.Symbols.Name(symbol)}");
        }
    }

    // ---- the second walk: type definitions ----
    private void TypeFields()
    {
        while (Kind == TokenKind.Open)
        {
            int close = Next.Value;
            if (TryOpen(Keyword.Type))
            {
                TypeField();
            }
            else if (TryOpen(Keyword.Rec))
            {
                RecField();
            }
            else
            {
                At = close;
            }

            Close();
        }
    }

    // ---- the third walk: everything else ----
    private void Fields()
    {
        CustomAnnotations();
        while (Kind == TokenKind.Open)
        {
            int start = Offset;
            int close = Next.Value;
            int word = TokenAt(At + 1).Value;
            At += 2;
            switch (word)
            {
                case (int)Keyword.Import:
                    ImportField((uint)start);
                    break;
                case (int)Keyword.Func:
                    FunctionField((uint)start);
                    break;
                case (int)Keyword.Table:
                    TableField((uint)start);
                    break;
                case (int)Keyword.Memory:
                    MemoryField((uint)start);
                    break;
                case (int)Keyword.Global:
                    GlobalField((uint)start);
                    break;
                case (int)Keyword.Tag:
                    TagField((uint)start);
                    break;
                case (int)Keyword.Export:
                    ExportField((uint)start);
                    break;
                case (int)Keyword.Start:
                    StartField(start);
                    break;
                case (int)Keyword.Elem:
                    ElementField((uint)start);
                    break;
                case (int)Keyword.Data:
                    DataField((uint)start);
                    break;
                default:
                    At = close; // types were read before
                    break;
            }

            Close();
            CustomAnnotations();
        }
    }

    private void ImportField(uint start)
    {
        string module = Name();
        string name = Name();
        Open();
        int word = Next.Value;
        At++;
        OptionalId();
        switch (word)
        {
            case (int)Keyword.Func:
                NameAnnotation(_module.Names.Functions, _module.Functions.Count);
                _module.AddImport(module, name, start, new WasmFunction(TypeUse(allowIds: true), start));
                break;
            case (int)Keyword.Table:
                NameAnnotation(_module.Names.Tables, _module.Tables.Count);
                _module.AddImport(module, name, start, new WasmTable(TableTypeOperand(), init: null, start));
                break;
            case (int)Keyword.Memory:
                NameAnnotation(_module.Names.Memories, _module.Memories.Count);
                _module.AddImport(module, name, start, MemoryTypeOperand(start));
                break;
            case (int)Keyword.Global:
                NameAnnotation(_module.Names.Globals, _module.Globals.Count);
                _module.AddImport(module, name, start, new WasmGlobal(GlobalTypeOperand(), init: null, start));
                break;
            default: // a tag, the first walk has seen to it
                NameAnnotation(_module.Names.Tags, _module.Tags.Count);
                _module.AddImport(module, name, start, new WasmTag(TypeUse(allowIds: true), start));
                break;
        }

        Close();
    }

    // (export "name")* before a definition's contents.
    private void InlineExports(ExternKind kind, int index)
    {
        while (AtForm(Keyword.Export))
        {
            uint start = (uint)Offset;
            At += 2;
            _module.Exports.Add(new WasmExport(Name(), kind, index, start));
            Close();
        }
    }

    // (import "module" "name") before a definition's type.
    private bool InlineImport(out string module, out string name)
    {
        module = name = "";
        if (!TryOpen(Keyword.Import))
        {
            return false;
        }

        module = Name();
        name = Name();
        Close();
        return true;
    }

    private void ExportField(uint start)
    {
        string name = Name();
        Open();
        (ExternKind kind, IndexSpace space) = Next.Value switch
        {
            _ when Kind != TokenKind.Word => throw Unexpected(),
            (int)Keyword.Func => (ExternKind.Func, _functions),
            (int)Keyword.Table => (ExternKind.Table, _tables),
            (int)Keyword.Memory => (ExternKind.Memory, _memories),
            (int)Keyword.Global => (ExternKind.Global, _globals),
            (int)Keyword.Tag => (ExternKind.Tag, _tags),
            _ => throw Unexpected(),
        };
        At++;
        _module.Exports.Add(new WasmExport(name, kind, Index(space), start));
        Close();
    }

    private void StartField(int start)
    {
        if (_module.Start is not null)
        {
            throw ErrorAt(start, "multiple start sections");
        }

        _module.Start = Index(_functions);
        _module.StartOffset = (uint)start;
    }

    // An index by number or by name.
    private int Index(IndexSpace space)
    {
        if (Kind != TokenKind.Id)
        {
            return unchecked((int)U32());
        }

        int index = space.Find(Next.Value);
        if (index < 0)
        {
            throw Error($"unknown {space.Kind} ${List.Symbols.Name(Next.Value)}");
        }

        At++;
        return index;
    }

    private bool AtIndex => Kind is TokenKind.Id or TokenKind.Number;

    private int OptionalIndex(IndexSpace space) => AtIndex ? Index(space) : 0;

    private void FinishNames()
    {
        WasmNames names = _module.Names;
        AddNames(names.Types, _types);
        AddNames(names.Functions, _functions);
        AddNames(names.Tables, _tables);
        AddNames(names.Memories, _memories);
        AddNames(names.Globals, _globals);
        AddNames(names.Tags, _tags);
        AddNames(names.Elements, _elements);
        AddNames(names.Data, _data);
        foreach ((int type, int field, int symbol) in _fieldSymbols)
        {
            AddName(names.Fields, type, field, symbol);
        }
    }

    private void AddNames(SortedDictionary<int, string> names, IndexSpace space)
    {
        if (!space.HasNames)
        {
            return;
        }

        for (int i = 0; i < space.Count; i++)
        {
            if (space.Symbol(i) is >= 0 and var symbol)
            {
                names.TryAdd(i, List.Symbols.Name(symbol)); // an annotation comes first
            }
        }
    }

    private void AddName(SortedDictionary<int, SortedDictionary<int, string>> names, int outer, int inner, int symbol)
    {
        if (!names.TryGetValue(outer, out SortedDictionary<int, string>? map))
        {
            names.Add(outer, map = []);
        }

        map.TryAdd(inner, List.Symbols.Name(symbol));
    }
}
