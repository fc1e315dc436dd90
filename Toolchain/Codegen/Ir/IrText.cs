// Words of the text form of a function, shared by printer and parser: a line is a row of words, each a name or number (letters, digits and
// signs), a quoted string, or one of the marks ( ) , : =.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>The text of a function is not in the form that <see cref="FunctionPrinter"/> writes.</summary>
/// <param name="line">Number of the line, from 1.</param>
/// <param name="problem">What is wrong.</param>
public sealed class IrTextException(int line, string problem)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"line {line}: {problem}"))
{
    /// <summary>Number of the line, from 1.</summary>
    public int Line => line;
}

/// <summary>Quoting and splitting.</summary>
internal static class IrText
{
    private const string Marks = "(),:=";

    /// <summary>A name between quotes, with everything but plain ASCII as \u and four hexadecimal digits.</summary>
    internal static string Quote(string name)
    {
        var text = new StringBuilder("\"");
        foreach (char c in name)
        {
            if (c is >= ' ' and <= '~' and not ('"' or '\\'))
            {
                text.Append(c);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>Splits a line; a quoted string is one word, without its first quote's partner and with the first, unescaped.</summary>
    internal static List<string> Split(string line, int number)
    {
        List<string> words = [];
        for (int at = 0; at < line.Length;)
        {
            char c = line[at];
            if (c == ' ')
            {
                at++;
            }
            else if (c == '"')
            {
                words.Add(Unquote(line, ref at, number));
            }
            else if (Marks.Contains(c, StringComparison.Ordinal))
            {
                words.Add(line[at++].ToString());
            }
            else
            {
                int start = at;
                while (at < line.Length && line[at] is not (' ' or '"') && !Marks.Contains(line[at], StringComparison.Ordinal))
                {
                    at++;
                }

                words.Add(line[start..at]);
            }
        }

        return words;
    }

    private static string Unquote(string line, ref int at, int number)
    {
        var text = new StringBuilder("\"");
        for (at++; at < line.Length && line[at] != '"'; at++)
        {
            if (line[at] != '\\')
            {
                text.Append(line[at]);
                continue;
            }

            bool isEscape = at + 5 < line.Length && line[at + 1] == 'u'
                && ushort.TryParse(line.AsSpan(at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _);
            if (!isEscape)
            {
                throw new IrTextException(number, "a backslash must begin \\u and four hexadecimal digits");
            }

            text.Append((char)ushort.Parse(line.AsSpan(at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            at += 5;
        }

        if (at >= line.Length)
        {
            throw new IrTextException(number, "a string without an end");
        }

        at++;
        return text.ToString();
    }
}
