// The parser's way of walking over tokens. All errors of the text parsers are made here, so that they share wording
// and always carry a place.

using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>A position in a token list, and the small grammar that scripts and modules share.</summary>
internal class TokenReader
{
    /// <summary>The tokens that are read.</summary>
    protected readonly TokenList List;

    /// <summary>The token that comes next.</summary>
    protected int At;

    private readonly Token[] _tokens;
    private ArrayBufferWriter<byte>? _buffer;

    /// <summary>Starts at the token <paramref name="first"/>.</summary>
    internal TokenReader(TokenList list, int first)
    {
        List = list;
        _tokens = list.Tokens;
        At = first;
    }

    /// <summary>The next token.</summary>
    protected ref readonly Token Next
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _tokens[At];
    }

    /// <summary>The class of the next token.</summary>
    protected TokenKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _tokens[At].Kind;
    }

    /// <summary>The byte offset of the next token.</summary>
    protected int Offset => _tokens[At].Start;

    /// <summary>The token at an index.</summary>
    protected ref readonly Token TokenAt(int index) => ref _tokens[index];

    /// <summary>Whether <c>( keyword</c> comes next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected bool AtForm(Keyword keyword) =>
        _tokens[At].Kind == TokenKind.Open && _tokens[At + 1].Kind == TokenKind.Word && _tokens[At + 1].Value == (int)keyword;

    /// <summary>Takes <c>( keyword</c> if it comes next.</summary>
    protected bool TryOpen(Keyword keyword)
    {
        if (!AtForm(keyword))
        {
            return false;
        }

        At += 2;
        return true;
    }

    /// <summary>Whether the word comes next.</summary>
    protected bool AtWord(Keyword keyword) => _tokens[At].Kind == TokenKind.Word && _tokens[At].Value == (int)keyword;

    /// <summary>Takes the word if it comes next.</summary>
    protected bool TryWord(Keyword keyword)
    {
        if (!AtWord(keyword))
        {
            return false;
        }

        At++;
        return true;
    }

    /// <summary>Takes an opening parenthesis.</summary>
    protected void Open() => Take(TokenKind.Open);

    /// <summary>Takes a closing parenthesis.</summary>
    protected void Close() => Take(TokenKind.Close);

    /// <summary>Takes a word.</summary>
    protected void Word(Keyword keyword)
    {
        if (!TryWord(keyword))
        {
            throw Unexpected();
        }
    }

    /// <summary>Takes an identifier if one comes next; else -1.</summary>
    protected int OptionalId() => Kind == TokenKind.Id ? _tokens[At++].Value : -1;

    /// <summary>Whether the next token's text is <paramref name="text"/>.</summary>
    protected bool IsText(ReadOnlySpan<byte> text) => List.Text(Next).SequenceEqual(text);

    /// <summary>Takes a string as bytes; the span is valid until the next string is read.</summary>
    protected ReadOnlySpan<byte> String()
    {
        if (Kind != TokenKind.String)
        {
            throw Unexpected();
        }

        ref readonly Token token = ref _tokens[At++];
        ReadOnlySpan<byte> text = List.Text(token);
        if (token.Value == 0)
        {
            return text[1..^1];
        }

        ArrayBufferWriter<byte> buffer = _buffer ??= new ArrayBufferWriter<byte>();
        buffer.ResetWrittenCount();
        TextStrings.Decode(text, buffer);
        return buffer.WrittenSpan;
    }

    /// <summary>Takes a string that must be a name.</summary>
    protected string Name()
    {
        int start = Offset;
        ReadOnlySpan<byte> bytes = String();
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw ErrorAt(start, "malformed UTF-8 encoding");
    }

    /// <summary>Takes any number of strings and joins their bytes.</summary>
    protected byte[] Strings(byte? separator = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bool first = true;
        while (Kind == TokenKind.String)
        {
            if (!first && separator is { } between)
            {
                bytes.Write([between]);
            }

            first = false;
            TextStrings.Decode(List.Text(Next), bytes);
            At++;
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Takes an unsigned number of 32 bits.</summary>
    protected uint U32() => (uint)Unsigned(uint.MaxValue);

    /// <summary>Takes an unsigned number up to <paramref name="maximum"/>.</summary>
    /// <param name="maximum">The largest value.</param>
    /// <param name="type">The type that the message about larger ones names, if any.</param>
    protected ulong Unsigned(ulong maximum, string? type = null)
    {
        if (Kind != TokenKind.Number)
        {
            throw Unexpected();
        }

        ulong value = Checked(Numbers.Unsigned(List.Text(Next), out ulong number), number, maximum, type);
        At++;
        return value;
    }

    /// <summary>Takes the number after <c>offset=</c> or <c>align=</c>.</summary>
    protected ulong EqualsNumber(int prefixLength)
    {
        ulong value = Checked(Numbers.Unsigned(List.Text(Next)[prefixLength..], out ulong number), number, ulong.MaxValue);
        At++;
        return value;
    }

    /// <summary>Takes an integer literal of so many bits.</summary>
    protected long Integer(int bits)
    {
        RequireNumber();
        Accept(Numbers.Integer(List.Text(Next), bits, out long value));
        At++;
        return value;
    }

    /// <summary>Takes a 32-bit float literal; gives its bits.</summary>
    protected uint Float32()
    {
        RequireNumber();
        Accept(Numbers.Float32(List.Text(Next), out uint value));
        At++;
        return value;
    }

    /// <summary>Takes a 64-bit float literal; gives its bits.</summary>
    protected ulong Float64()
    {
        RequireNumber();
        Accept(Numbers.Float64(List.Text(Next), out ulong value));
        At++;
        return value;
    }

    /// <summary>The error that the next token is not what the grammar wants.</summary>
    /// <exception cref="UnsupportedFeatureException">It belongs to a proposal that is not built.</exception>
    protected WasmMalformedException Unexpected()
    {
        ref readonly Token token = ref Next;
        ref readonly Token word = ref token.Kind == TokenKind.Open ? ref _tokens[At + 1] : ref token;
        if (word.Kind == TokenKind.Word)
        {
            UnbuiltProposals.Refuse(UnbuiltProposals.OfWord(List.Source.Slice(word.Start, word.Length)));
        }

        string text = token.Kind == TokenKind.End ? "end of text" : $"'{Shorten(token)}'";
        bool unknown = token.Kind == TokenKind.Word && token.Value < 0;
        return ErrorAt(token.Start, unknown ? $"unknown operator {Shorten(token)}" : $"unexpected token {text}");
    }

    /// <summary>An error at the next token.</summary>
    protected WasmMalformedException Error(string problem) => ErrorAt(Offset, problem);

    /// <summary>An error at a byte offset.</summary>
    protected WasmMalformedException ErrorAt(int offset, string problem) => List.Source.Malformed(offset, problem);

    private string Shorten(in Token token)
    {
        const int Enough = 40;
        return token.Length <= Enough
            ? List.Source.Slice(token.Start, token.Length)
            : List.Source.Slice(token.Start, Enough) + "...";
    }

    /// <summary>Takes a token of a kind.</summary>
    protected void Take(TokenKind kind)
    {
        if (_tokens[At].Kind != kind)
        {
            throw Unexpected();
        }

        At++;
    }

    private void RequireNumber()
    {
        if (Kind != TokenKind.Number)
        {
            throw Unexpected();
        }
    }

    private void Accept(NumberStatus status, string? type = null)
    {
        switch (status)
        {
            case NumberStatus.Ok:
                return;
            case NumberStatus.Malformed:
                throw Error($"unknown operator {Shorten(Next)}");
            case NumberStatus.OutOfRange:
                string what = type is null ? "constant out of range" : $"{type} constant out of range";
                throw Error($"{what}: {Shorten(Next)}");
        }
    }

    private ulong Checked(NumberStatus status, ulong value, ulong maximum, string? type = null)
    {
        // A well-formed number with a sign or a fraction is a token of another class, not an unknown one.
        if (status == NumberStatus.Malformed && Numbers.Float64(List.Text(Next), out _) != NumberStatus.Malformed)
        {
            throw Unexpected();
        }

        Accept(status, type);
        return value <= maximum ? value : throw Error($"constant out of range: {Shorten(Next)}");
    }
}
