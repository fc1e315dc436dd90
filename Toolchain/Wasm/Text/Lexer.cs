// Turns a text into one array of tokens. The whole source is lexed at once: the parser walks the tokens twice (names
// first, then contents), skips parenthesised forms in one step because each '(' knows its ')', and looks ahead freely.
//
// Annotations may stand between any two tokens, so they never enter the token array: those that mean something are
// kept aside with the index of the token that follows, all others are checked for their form and dropped.
//
// Source: WebAssembly core specification, "Lexical Format".

using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Unicode;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>The tokens of a source.</summary>
internal sealed class TokenList(TextSource source)
{
    /// <summary>The text.</summary>
    internal readonly TextSource Source = source;

    /// <summary>The identifiers.</summary>
    internal readonly SymbolTable Symbols = new();

    /// <summary>The annotations with a meaning, in source order.</summary>
    internal readonly List<Annotation> Annotations = [];

    /// <summary>The tokens of those annotations.</summary>
    internal readonly List<Token> AnnotationTokens = [];

    /// <summary>The tokens; the last one is <see cref="TokenKind.End"/>.</summary>
    internal Token[] Tokens = new Token[Math.Max(16, source.Bytes.Length / 5)];

    /// <summary>How many there are, the end included.</summary>
    internal int Count;

    /// <summary>The bytes of a token.</summary>
    internal ReadOnlySpan<byte> Text(in Token token) => Source.Bytes.AsSpan(token.Start, token.Length);

    /// <summary>
    /// Appends the end, and behind it as many more as the parser looks ahead: whatever a text breaks off in, the next tokens are ends, and an error
    /// there has a place.
    /// </summary>
    internal void Seal(int length)
    {
        const int LookAhead = 4;
        Add(TokenKind.End, length, 0, 0);
        for (int i = 0; i < LookAhead; i++)
        {
            Add(TokenKind.End, length, 0, 0);
        }

        Count -= LookAhead;
    }

    /// <summary>Appends a token.</summary>
    internal void Add(TokenKind kind, int start, int length, int value)
    {
        if (Count == Tokens.Length)
        {
            Array.Resize(ref Tokens, Count * 2);
        }

        Tokens[Count++] = new Token(kind, start, length, value);
    }
}

/// <summary>The lexer of the text format.</summary>
internal sealed class Lexer
{
    // No honest text nests deeper. What the parser can take depends on the stack and is checked there.
    private const int MaxDepth = 1_000_000;

    private readonly TextSource _source;
    private readonly byte[] _bytes;
    private readonly TokenList _list;
    private int _at;
    private int[] _open = new int[64]; // indices of the parentheses that are open
    private int _depth;

    private Lexer(TextSource source)
    {
        _source = source;
        _bytes = source.Bytes;
        _list = new TokenList(source);
    }

    /// <summary>Reads all tokens.</summary>
    /// <exception cref="WasmMalformedException">The text is not lexically well-formed.</exception>
    internal static TokenList Run(TextSource source)
    {
        var lexer = new Lexer(source);
        lexer.CheckUtf8();
        lexer.Tokens();
        return lexer._list;
    }

    /// <summary>Whether a byte may stand in an identifier.</summary>
    internal static bool IsIdChar(byte b) => b switch
    {
        >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'0' and <= (byte)'9' => true,
        (byte)'(' or (byte)')' or (byte)'"' or (byte)',' or (byte)';' => false,
        (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' => false,
        _ => b is > 0x20 and < 0x7f,
    };

    private void CheckUtf8()
    {
        if (Utf8.IsValid(_bytes))
        {
            return;
        }

        // Find the first byte that cannot be part of the valid prefix.
        ReadOnlySpan<byte> rest = _bytes;
        while (System.Text.Rune.DecodeFromUtf8(rest, out _, out int used) == OperationStatus.Done)
        {
            rest = rest[used..];
        }

        throw _source.Malformed(_bytes.Length - rest.Length, "malformed UTF-8 encoding");
    }

    private void Tokens()
    {
        while (SkipBlank())
        {
            byte b = _bytes[_at];
            if (b == (byte)'(')
            {
                if (Peek(1) == (byte)'@')
                {
                    OuterAnnotation();
                }
                else
                {
                    Open();
                }
            }
            else if (b == (byte)')')
            {
                Close();
            }
            else
            {
                Other(inAnnotation: false);
            }
        }

        for (int i = 0; i < _depth; i++)
        {
            SetMatch(_open[i], _list.Count);
        }

        _list.Seal(_bytes.Length);
    }

    private void Open()
    {
        if (_depth == _open.Length)
        {
            if (_depth >= MaxDepth)
            {
                throw _source.Malformed(_at, "nesting too deep");
            }

            Array.Resize(ref _open, _depth * 2);
        }

        _open[_depth++] = _list.Count;
        _list.Add(TokenKind.Open, _at++, 1, 0);
    }

    private void Close()
    {
        if (_depth > 0)
        {
            SetMatch(_open[--_depth], _list.Count);
        }

        _list.Add(TokenKind.Close, _at++, 1, 0);
    }

    private void SetMatch(int open, int close)
    {
        Token token = _list.Tokens[open];
        _list.Tokens[open] = new Token(TokenKind.Open, token.Start, 1, close);
    }

    private byte Peek(int distance) => _at + distance < _bytes.Length ? _bytes[_at + distance] : (byte)0;

    // White space and comments. False at the end of the text.
    private bool SkipBlank()
    {
        while (_at < _bytes.Length)
        {
            byte b = _bytes[_at];
            if (b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                _at++;
            }
            else if (b == (byte)';' && Peek(1) == (byte)';')
            {
                int length = _bytes.AsSpan(_at).IndexOfAny((byte)'\n', (byte)'\r');
                _at = length < 0 ? _bytes.Length : _at + length;
            }
            else if (b == (byte)'(' && Peek(1) == (byte)';')
            {
                BlockComment();
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void BlockComment()
    {
        int start = _at;
        int depth = 0;
        while (_at + 1 < _bytes.Length)
        {
            if (_bytes[_at] == (byte)'(' && _bytes[_at + 1] == (byte)';')
            {
                depth++;
                _at += 2;
            }
            else if (_bytes[_at] == (byte)';' && _bytes[_at + 1] == (byte)')')
            {
                _at += 2;
                if (--depth == 0)
                {
                    return;
                }
            }
            else
            {
                _at++;
            }
        }

        throw _source.Malformed(start, "unclosed comment");
    }

    // Words, numbers, identifiers, strings: the longest run of identifier characters and strings is one token.
    private void Other(bool inAnnotation)
    {
        int start = _at;
        byte first = _bytes[start];
        int strings = 0;
        bool escapes = false;
        while (_at < _bytes.Length)
        {
            if (_bytes[_at] == (byte)'"')
            {
                strings++;
                bool has;
                _at = first == (byte)'$' && _at == start + 1
                    ? ScanIdentifier(start, out has)
                    : TextStrings.Scan(_source, _at, out has);
                escapes |= has;
            }
            else if (IsIdChar(_bytes[_at]))
            {
                _at++;
            }
            else
            {
                break;
            }
        }

        int length = _at - start;
        if (length == 0)
        {
            Symbol(inAnnotation);
        }
        else if (first == (byte)'$' && (strings == 0 || IsOneString(start + 1, strings)))
        {
            Add(TokenKind.Id, start, length, Identifier(start, length, strings > 0), inAnnotation);
        }
        else if (strings == 0)
        {
            ReadOnlySpan<byte> word = _bytes.AsSpan(start, length);
            if (IsNumber(word))
            {
                Add(TokenKind.Number, start, length, 0, inAnnotation);
            }
            else
            {
                Add(TokenKind.Word, start, length, KeywordTable.Find(word), inAnnotation);
            }
        }
        else if (IsOneString(start, strings))
        {
            Add(TokenKind.String, start, length, escapes ? 1 : 0, inAnnotation);
        }
        else
        {
            Reserved(start, length, inAnnotation);
        }
    }

    // Whether what was scanned from 'start' on is a single string and nothing else.
    private bool IsOneString(int start, int strings) =>
        strings == 1 && _bytes[start] == (byte)'"' && _bytes[_at - 1] == (byte)'"';

    // A string that is none leaves the identifier empty.
    private int ScanIdentifier(int start, out bool hasEscapes)
    {
        try
        {
            return TextStrings.Scan(_source, start + 1, out hasEscapes);
        }
        catch (WasmMalformedException error)
        {
            throw _source.Malformed(start, $"empty identifier: {error.Message}");
        }
    }

    private static bool IsNumber(ReadOnlySpan<byte> word)
    {
        byte first = word[0];
        if (first is (byte)'+' or (byte)'-' && word.Length > 1)
        {
            first = word[1];
            return first is >= (byte)'0' and <= (byte)'9' or (byte)'i' or (byte)'n';
        }

        return first switch
        {
            >= (byte)'0' and <= (byte)'9' => true,
            (byte)'i' => word.SequenceEqual("inf"u8),
            (byte)'n' => word.SequenceEqual("nan"u8) || word.StartsWith("nan:0x"u8),
            _ => false,
        };
    }

    private void Symbol(bool inAnnotation)
    {
        byte b = _bytes[_at];
        if (b is (byte)',' or (byte)';' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}')
        {
            _at++;
            Reserved(_at - 1, 1, inAnnotation);
            return;
        }

        throw _source.Malformed(_at, "illegal character");
    }

    private void Reserved(int start, int length, bool inAnnotation)
    {
        if (!inAnnotation)
        {
            throw _source.Malformed(start, $"unknown operator {_source.Slice(start, length)}");
        }

        Add(TokenKind.Reserved, start, length, 0, inAnnotation);
    }

    private int Identifier(int start, int length, bool quoted)
    {
        if (!quoted)
        {
            return length > 1
                ? _list.Symbols.Intern(_bytes.AsSpan(start + 1, length - 1))
                : throw _source.Malformed(start, "empty identifier");
        }

        ArrayBufferWriter<byte> name = DecodeName(start + 1, length - 1);
        return name.WrittenCount > 0
            ? _list.Symbols.Intern(name.WrittenSpan)
            : throw _source.Malformed(start, "empty identifier");
    }

    private ArrayBufferWriter<byte> DecodeName(int start, int length)
    {
        var name = new ArrayBufferWriter<byte>(length);
        TextStrings.Decode(_bytes.AsSpan(start, length), name);
        return Utf8.IsValid(name.WrittenSpan) ? name : throw _source.Malformed(start, "malformed UTF-8 encoding");
    }

    private void Add(TokenKind kind, int start, int length, int value, bool inAnnotation)
    {
        if (!inAnnotation)
        {
            _list.Add(kind, start, length, value);
        }
        else if (_keep)
        {
            _list.AnnotationTokens.Add(new Token(kind, start, length, value));
        }
    }

    private bool _keep; // whether the tokens of the annotation that is being read are kept

    private void OuterAnnotation()
    {
        int start = _at;
        AnnotationKind? kind = AnnotationName() switch
        {
            var name when name.SequenceEqual("custom"u8) => AnnotationKind.Custom,
            var name when name.SequenceEqual("name"u8) => AnnotationKind.Name,
            var name when name.SequenceEqual("metadata.code.branch_hint"u8) => AnnotationKind.BranchHint,
            var name when name.SequenceEqual("producers"u8) => AnnotationKind.Producers,
            _ => null,
        };

        _keep = kind is not null;
        int first = _list.AnnotationTokens.Count;
        AnnotationBody(start);
        if (kind is { } known)
        {
            int count = _list.AnnotationTokens.Count - first - 1; // without the last parenthesis
            _list.Annotations.Add(new Annotation(known, start, _list.Count, first, count));
        }
    }

    private ReadOnlySpan<byte> AnnotationName()
    {
        int start = _at;
        _at += 2;
        int name = _at;
        if (Peek(0) == (byte)'"')
        {
            // A string that is none leaves the annotation without a name.
            int end = _bytes.AsSpan(name + 1).IndexOfAny("\"\n\r"u8);
            if (end <= 0 || _bytes[name + 1 + end] != (byte)'"')
            {
                throw _source.Malformed(start, "empty annotation id");
            }

            _at = TextStrings.Scan(_source, name, out _);
            return DecodeName(name, _at - name).WrittenSpan;
        }

        while (_at < _bytes.Length && IsIdChar(_bytes[_at]))
        {
            _at++;
        }

        return _at > name ? _bytes.AsSpan(name, _at - name) : throw _source.Malformed(start, "empty annotation id");
    }

    // Everything up to the parenthesis that closes the annotation at 'start'.
    private void AnnotationBody(int start)
    {
        int depth = 1;
        while (SkipBlank())
        {
            byte b = _bytes[_at];
            if (b == (byte)'(')
            {
                depth++;
                Add(TokenKind.Open, _at++, 1, 0, inAnnotation: true);
            }
            else if (b == (byte)')')
            {
                Add(TokenKind.Close, _at, 1, 0, inAnnotation: true);
                _at++;
                if (--depth == 0)
                {
                    return;
                }
            }
            else
            {
                Other(inAnnotation: true);
            }
        }

        throw _source.Malformed(start, "unclosed annotation");
    }
}
