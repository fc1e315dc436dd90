// Names of files and words of a command line are bytes on POSIX systems and text everywhere else, and .NET hands them around as text. So a name that
// is no UTF-8 needs a form as text from which its bytes come back: each byte that is no part of a character is a lone low surrogate, U+DC80 to U+DCFF
// for 0x80 to 0xFF, which no UTF-8 decodes to.
using System;
using System.Buffers;
using System.Text;

namespace Wasmtime.Min.Platform;

/// <summary>Names as text and as bytes, without loss in either direction.</summary>
public static class NameText
{
    private const char EscapeBase = '\uDC00';
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';

    /// <summary>The text of a name: UTF-8, each byte that is none as a lone surrogate.</summary>
    /// <param name="name">The bytes.</param>
    public static string FromBytes(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length);
        Span<char> units = stackalloc char[2];
        while (name.Length > 0)
        {
            if (Rune.DecodeFromUtf8(name, out Rune rune, out int consumed) == OperationStatus.Done)
            {
                text.Append(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                foreach (byte stray in name[..consumed])
                {
                    text.Append((char)(EscapeBase + stray));
                }
            }

            name = name[consumed..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a name: what <see cref="FromBytes"/> read, or the UTF-8 of any other text. Other lone surrogates become U+FFFD.</summary>
    /// <param name="text">The text.</param>
    public static byte[] ToBytes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsEscaped(text))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        byte[] name = new byte[text.Length * 3];
        int length = 0;
        for (int i = 0; i < text.Length;)
        {
            if (text[i] is >= FirstEscape and <= LastEscape)
            {
                name[length++] = (byte)(text[i++] - EscapeBase);
                continue;
            }

            _ = Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int consumed); // U+FFFD where there is none
            length += rune.EncodeToUtf8(name.AsSpan(length));
            i += consumed;
        }

        return name.AsSpan(0, length).ToArray(); // not name[..length]: a trimmed program would hold the means to make types of arrays
    }

    /// <summary>Whether a text holds bytes that are no characters, so that no API for text can find what it names.</summary>
    /// <param name="text">The text.</param>
    public static bool IsEscaped(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is >= FirstEscape and <= LastEscape && (i == 0 || !char.IsHighSurrogate(text[i - 1])))
            {
                return true;
            }
        }

        return false;
    }
}
