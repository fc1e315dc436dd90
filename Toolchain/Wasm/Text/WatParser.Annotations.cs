// Annotations with a meaning. The lexer keeps them aside; each place that may carry one asks whether the next one
// stands right before the next token. One that no place asked for is misplaced.

using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using System.Text.Unicode;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

internal sealed partial class WatParser
{
    // Sections in the order of the binary format: the words of the placement, the section's id.
    private static readonly (string Word, byte Id)[] SectionOrder =
    [
        ("first", 0), ("type", 1), ("import", 2), ("func", 3), ("table", 4), ("memory", 5), ("tag", 13), ("global", 6), ("export", 7),
        ("start", 8), ("elem", 9), ("datacount", 12), ("code", 10), ("data", 11), ("last", 11),
    ];

    private const string CustomPrefix = "@custom annotation: ";

    private int _annotation; // the next one in List.Annotations

    // The first token that has an annotation before it.
    private int NextAnnotated => _annotation < List.Annotations.Count ? List.Annotations[_annotation].Before : int.MaxValue;

    // Positions at the module's own annotations: those after the token 'first' - 1.
    private void SkipAnnotationsBefore(int first)
    {
        while (NextAnnotated < first)
        {
            _annotation++;
        }
    }

    // Takes the next annotation if it is of this kind and stands here.
    private bool TryAnnotation(AnnotationKind kind, out Annotation annotation)
    {
        annotation = default;
        if (NextAnnotated > At)
        {
            return false;
        }

        annotation = List.Annotations[_annotation];
        if (annotation.Before < At)
        {
            throw Misplaced(annotation);
        }

        if (annotation.Kind != kind)
        {
            return false;
        }

        _annotation++;
        return true;
    }

    private WasmMalformedException Misplaced(in Annotation annotation) => ErrorAt(annotation.Start, annotation.Kind switch
    {
        AnnotationKind.Custom => "misplaced @custom annotation",
        AnnotationKind.Name => "misplaced @name annotation",
        AnnotationKind.BranchHint => "@metadata.code.branch_hint annotation: not in a function",
        AnnotationKind.Producers => "misplaced @producers annotation",
    });

    private void ModuleNameAnnotation()
    {
        if (!TryAnnotation(AnnotationKind.Name, out Annotation annotation))
        {
            return;
        }

        _module.Names.Module = AnnotationName(annotation);
        if (TryAnnotation(AnnotationKind.Name, out Annotation second))
        {
            throw ErrorAt(second.Start, "@name annotation: multiple module");
        }
    }

    private void NameAnnotation(SortedDictionary<int, string> names, int index)
    {
        if (TryAnnotation(AnnotationKind.Name, out Annotation annotation))
        {
            names[index] = AnnotationName(annotation);
        }
    }

    // The name of a parameter or local; other signatures have no place for one.
    private void LocalNameAnnotation(int local)
    {
        if (_function >= 0 && TryAnnotation(AnnotationKind.Name, out Annotation annotation))
        {
            if (!_module.Names.Locals.TryGetValue(_function, out SortedDictionary<int, string>? names))
            {
                _module.Names.Locals.Add(_function, names = []);
            }

            names[local] = AnnotationName(annotation);
        }
    }

    private string AnnotationName(in Annotation annotation)
    {
        Token token = annotation.Count == 1 ? List.AnnotationTokens[annotation.First] : default;
        return token.Kind == TokenKind.String
            ? AnnotationText(token, "@name annotation: ")
            : throw ErrorAt(annotation.Start, "@name annotation: unexpected token");
    }

    private string AnnotationText(in Token token, string prefix)
    {
        var bytes = new ArrayBufferWriter<byte>();
        TextStrings.Decode(List.Text(token), bytes);
        return Utf8.IsValid(bytes.WrittenSpan)
            ? Encoding.UTF8.GetString(bytes.WrittenSpan)
            : throw ErrorAt(token.Start, prefix + "malformed UTF-8 encoding");
    }

    // All custom sections between two fields; nothing else may stand there.
    private void CustomAnnotations()
    {
        while (true)
        {
            if (TryAnnotation(AnnotationKind.Custom, out Annotation annotation))
            {
                _module.CustomSections.Add(CustomSection(annotation));
            }
            else if (TryAnnotation(AnnotationKind.Producers, out annotation))
            {
                _module.CustomSections.Add(ProducersSection(annotation));
            }
            else
            {
                break;
            }
        }

        if (NextAnnotated == At)
        {
            throw Misplaced(List.Annotations[_annotation]);
        }
    }

    // (@custom "name" placement? "bytes"*)
    private WasmCustomSection CustomSection(in Annotation annotation)
    {
        ReadOnlySpan<Token> tokens = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(List.AnnotationTokens)
            .Slice(annotation.First, annotation.Count);
        if (tokens.IsEmpty || tokens[0].Kind != TokenKind.String)
        {
            throw ErrorAt(annotation.Start, CustomPrefix + "missing section name");
        }

        string name = AnnotationText(tokens[0], CustomPrefix);
        tokens = tokens[1..];
        byte after = SectionOrder[^1].Id;
        if (!tokens.IsEmpty && tokens[0].Kind == TokenKind.Open)
        {
            after = Placement(tokens);
            tokens = tokens[4..];
        }

        var bytes = new ArrayBufferWriter<byte>();
        foreach (ref readonly Token token in tokens)
        {
            if (token.Kind != TokenKind.String)
            {
                throw ErrorAt(token.Start, CustomPrefix + "unexpected token");
            }

            TextStrings.Decode(List.Text(token), bytes);
        }

        return new WasmCustomSection(name, bytes.WrittenSpan.ToArray(), after, (uint)annotation.Start);
    }

    // Values of one field stand together, in the order in which the fields appear first.
    private WasmCustomSection ProducersSection(in Annotation annotation)
    {
        const string Prefix = "@producers annotation: ";
        var fields = new List<(string Name, List<(string Name, string Version)> Values)>();
        ReadOnlySpan<Token> tokens = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(List.AnnotationTokens)
            .Slice(annotation.First, annotation.Count);
        while (!tokens.IsEmpty)
        {
            bool isField = tokens.Length >= 5 && tokens[0].Kind == TokenKind.Open && tokens[1].Kind == TokenKind.Word
                && tokens[2].Kind == TokenKind.String && tokens[3].Kind == TokenKind.String && tokens[4].Kind == TokenKind.Close;
            string field = isField ? List.Source.Slice(tokens[1].Start, tokens[1].Length) : "";
            if (field is not ("language" or "processed-by" or "sdk"))
            {
                throw ErrorAt(tokens[0].Start, Prefix + "needs (language|processed-by|sdk \"name\" \"version\")");
            }

            int index = fields.FindIndex(other => other.Name == field);
            if (index < 0)
            {
                index = fields.Count;
                fields.Add((field, []));
            }

            fields[index].Values.Add((AnnotationText(tokens[2], Prefix), AnnotationText(tokens[3], Prefix)));
            tokens = tokens[5..];
        }

        var bytes = new Binary.ByteWriter();
        bytes.Count(fields.Count);
        foreach ((string name, List<(string Name, string Version)> values) in fields)
        {
            bytes.Name(name);
            bytes.Count(values.Count);
            foreach ((string value, string version) in values)
            {
                bytes.Name(value);
                bytes.Name(version);
            }
        }

        return new WasmCustomSection("producers", bytes.ToArray(), SectionOrder[^1].Id, (uint)annotation.Start);
    }

    // ( before|after section ): the id of the section that the custom one follows.
    private byte Placement(ReadOnlySpan<Token> tokens)
    {
        // Every parenthesis is closed, so two tokens are sure; with a word there is a third.
        ReadOnlySpan<byte> relation = List.Text(tokens[1]);
        bool before = relation.SequenceEqual("before"u8);
        if (!before && !relation.SequenceEqual("after"u8))
        {
            throw ErrorAt(tokens[0].Start, CustomPrefix + "malformed placement");
        }

        string word = tokens[2].Kind == TokenKind.Word ? List.Source.Slice(tokens[2].Start, tokens[2].Length) : "";
        int index = Array.FindIndex(SectionOrder, row => row.Word == word);
        if (index < 0 || tokens[3].Kind != TokenKind.Close)
        {
            throw ErrorAt(tokens[0].Start, CustomPrefix + "malformed section kind");
        }

        // Only the end of the module comes after 'last', only its start before 'first'.
        return SectionOrder[before && word != "last" ? Math.Max(0, index - 1) : index].Id;
    }

    /// <summary>The placement (with a space before it) of a custom section behind a section.</summary>
    internal static string PlacementAfter(byte section)
    {
        if (section == SectionOrder[^1].Id)
        {
            return "";
        }

        (string word, _) = Array.Find(SectionOrder, row => row.Id == section);
        return section == 0 ? " (before first)" : $" (after {word})";
    }

    // The branch hint before the instruction that comes next.
    private BranchHint BranchHintHere()
    {
        if (!TryAnnotation(AnnotationKind.BranchHint, out Annotation annotation))
        {
            throw Misplaced(List.Annotations[_annotation]);
        }

        if (TryAnnotation(AnnotationKind.BranchHint, out Annotation second))
        {
            throw ErrorAt(second.Start, "@metadata.code.branch_hint annotation: duplicate annotation");
        }

        Token token = annotation.Count == 1 ? List.AnnotationTokens[annotation.First] : default;
        var bytes = new ArrayBufferWriter<byte>();
        if (token.Kind == TokenKind.String)
        {
            TextStrings.Decode(List.Text(token), bytes);
        }

        return bytes.WrittenCount == 1 && bytes.WrittenSpan[0] <= 1
            ? bytes.WrittenSpan[0] == 0 ? BranchHint.Unlikely : BranchHint.Likely
            : throw ErrorAt(annotation.Start, "@metadata.code.branch_hint annotation: invalid value");
    }
}
