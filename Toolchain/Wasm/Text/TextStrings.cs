// String literals: finding their end while checking every escape (the lexer), and turning them into bytes (the parser).

using System;
using System.Buffers;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>Scanning and decoding of string literals.</summary>
internal static class TextStrings
{
    /// <summary>Finds the end of the literal whose quote is at <paramref name="start"/>.</summary>
    /// <param name="source">The text.</param>
    /// <param name="start">The opening quote.</param>
    /// <param name="hasEscapes">Whether it must be decoded.</param>
    /// <returns>The offset after the closing quote.</returns>
    internal static int Scan(TextSource source, int start, out bool hasEscapes)
    {
        byte[] bytes = source.Bytes;
        hasEscapes = false;
        int at = start + 1;
        while (at < bytes.Length)
        {
            byte b = bytes[at];
            switch (b)
            {
                case (byte)'"':
                    return at + 1;
                case (byte)'\\':
                    hasEscapes = true;
                    at = ScanEscape(source, at);
                    break;
                case (byte)'\n' or (byte)'\r':
                    throw source.Malformed(start, "unclosed string");
                case < 0x20 or 0x7f:
                    throw source.Malformed(at, "illegal character in string literal");
                default:
                    at++;
                    break;
            }
        }

        throw source.Malformed(start, "unclosed string");
    }

    /// <summary>Appends the bytes that a literal (with its quotes) stands for.</summary>
    internal static void Decode(ReadOnlySpan<byte> literal, ArrayBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> body = literal[1..^1];
        while (true)
        {
            int escape = body.IndexOf((byte)'\\');
            if (escape < 0)
            {
                output.Write(body);
                return;
            }

            output.Write(body[..escape]);
            body = body[(escape + 1)..];
            body = body[DecodeEscape(body, output)..];
        }
    }

    private static int ScanEscape(TextSource source, int at)
    {
        byte[] bytes = source.Bytes;
        byte kind = at + 1 < bytes.Length ? bytes[at + 1] : (byte)0;
        switch (kind)
        {
            case (byte)'n' or (byte)'r' or (byte)'t' or (byte)'\\' or (byte)'\'' or (byte)'"':
                return at + 2;
            case (byte)'u':
                return ScanCodePoint(source, at);
            default:
                return HexDigit(kind) >= 0 && at + 2 < bytes.Length && HexDigit(bytes[at + 2]) >= 0
                    ? at + 3
                    : throw source.Malformed(at, "illegal escape");
        }
    }

    private static int ScanCodePoint(TextSource source, int escape)
    {
        byte[] bytes = source.Bytes;
        int at = escape + 2;
        if (at >= bytes.Length || bytes[at] != (byte)'{')
        {
            throw source.Malformed(escape, "illegal escape");
        }

        at++;
        uint value = 0;
        bool digit = false; // an underscore must stand between digits
        while (at < bytes.Length && bytes[at] != (byte)'}')
        {
            if (bytes[at] == (byte)'_' && digit)
            {
                digit = false;
            }
            else if (HexDigit(bytes[at]) >= 0)
            {
                digit = true;
                value = Math.Min((value << 4) | (uint)HexDigit(bytes[at]), 0xffffff);
            }
            else
            {
                throw source.Malformed(escape, "illegal escape");
            }

            at++;
        }

        return digit && at < bytes.Length && value is < 0xd800 or (>= 0xe000 and < 0x110000)
            ? at + 1
            : throw source.Malformed(escape, "illegal escape");
    }

    // The escape after the backslash; gives its length. The lexer has checked it.
    private static int DecodeEscape(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        Span<byte> buffer = output.GetSpan(4);
        switch (text[0])
        {
            case (byte)'n':
                return One(buffer, (byte)'\n', output);
            case (byte)'r':
                return One(buffer, (byte)'\r', output);
            case (byte)'t':
                return One(buffer, (byte)'\t', output);
            case (byte)'\\' or (byte)'\'' or (byte)'"':
                return One(buffer, text[0], output);
            case (byte)'u':
                int end = text.IndexOf((byte)'}');
                int value = 0;
                foreach (byte b in text[2..end])
                {
                    value = b == (byte)'_' ? value : (value << 4) | HexDigit(b);
                }

                output.Advance(new System.Text.Rune(value).EncodeToUtf8(buffer));
                return end + 1;
            default:
                One(buffer, (byte)((HexDigit(text[0]) << 4) | HexDigit(text[1])), output);
                return 2;
        }
    }

    private static int One(Span<byte> buffer, byte value, ArrayBufferWriter<byte> output)
    {
        buffer[0] = value;
        output.Advance(1);
        return 1;
    }

    /// <summary>The value of a hexadecimal digit, or -1.</summary>
    internal static int HexDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
