// Changes of modules in the text format, by tokens: words, numbers, strings and whole groups in parentheses.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Wasmtime.Min.Tests.Fuzz;

/// <summary>Changes text.</summary>
/// <param name="random">Decides.</param>
/// <param name="corpus">Where other words come from.</param>
internal sealed class TextMutations(Random random, Corpus corpus)
{
    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "7", "32", "63", "64", "255", "256", "1000", "1001", "65535", "65536", "65537", "1_000_000", "2147483647", "2147483648", "-2147483648", "-2147483649",
        "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "0x", "0xffffffffffffffff", "1e400", "nan", "nan:0x0", "inf", "-0.0",
        "0x1p-1074", "1__0", "\"\\ff\"", "\"\\u{110000}\"", "\"", "(;", ";;", "(@", "$x", "$", "offset=4294967295", "align=3", "align=4294967296",
    ];

    private static readonly string[] Groups =
    [
        "(memory 1)", "(table 1 funcref)", "(func)", "(type (func))", "(rec)", "(global i32 (i32.const 0))", "(import \"a\" \"b\" (func))", "(export \"a\" (func 0))", "(start 0)",
        "(elem declare func 0)", "(data \"a\")", "(tag)", "(param i32)", "(result i64)", "(local v128)", "(then)", "(else)", "(block)", "(loop)", "(try_table (catch_all 0))", "(ref null 0)",
        "(struct (field i8))", "(array (mut i16))", "(sub 0 (func))", "(@custom \"c\" \"d\")",
    ];

    /// <summary>A text with some changes.</summary>
    internal byte[] Mutate(byte[] text)
    {
        List<string> tokens = Split(Encoding.Latin1.GetString(text));
        for (int changes = random.Next(4) == 0 ? 3 : 1; changes > 0; changes--)
        {
            Change(tokens);
        }

        byte[] result = Encoding.Latin1.GetBytes(string.Concat(tokens));
        if (random.Next(8) == 0 && result.Length > 0)
        {
            result = random.Next(2) == 0 ? result[..random.Next(result.Length)] : result;
            if (result.Length > 0)
            {
                result[random.Next(result.Length)] = (byte)random.Next(256);
            }
        }

        return result;
    }

    private void Change(List<string> tokens)
    {
        if (tokens.Count == 0)
        {
            tokens.Add("(");
            return;
        }

        int at = random.Next(tokens.Count);
        int end = EndOf(tokens, at);
        switch (random.Next(10))
        {
            case 0:
                tokens.RemoveRange(at, end - at);
                break;
            case 1:
                tokens.RemoveAt(at);
                break;
            case 2:
                tokens.InsertRange(end, tokens.GetRange(at, end - at));
                break;
            case 3:
                tokens.InsertRange(random.Next(tokens.Count), tokens.GetRange(at, end - at));
                break;
            case 4:
                tokens.Insert(at, " " + Numbers[random.Next(Numbers.Length)] + " ");
                break;
            case 5:
                tokens[at] = Numbers[random.Next(Numbers.Length)];
                break;
            case 6:
                tokens.Insert(at, Groups[random.Next(Groups.Length)]);
                break;
            case 7:
                // Words of the same module or of another one.
                List<string> donor = random.Next(2) == 0 ? tokens : Split(Encoding.Latin1.GetString(corpus.Texts[random.Next(corpus.Texts.Count)]));
                tokens[at] = donor.Count == 0 ? "" : donor[random.Next(donor.Count)];
                break;
            case 8:
                // Deep nesting or long lists.
                int times = 1 << random.Next(12);
                List<string> group = tokens.GetRange(at, Math.Min(end - at, 8));
                var repeated = new List<string>(times * group.Count);
                for (int i = 0; i < times; i++)
                {
                    repeated.AddRange(group);
                }

                tokens.InsertRange(at, repeated);
                break;
            default:
                tokens[at] = int.TryParse(tokens[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                    ? (number + random.Next(-2, 3)).ToString(CultureInfo.InvariantCulture)
                    : tokens[random.Next(tokens.Count)];
                break;
        }
    }

    // Behind a token, or behind the group that it opens.
    private static int EndOf(List<string> tokens, int at)
    {
        int depth = 0;
        for (int i = at; i < tokens.Count; i++)
        {
            depth += tokens[i] == "(" ? 1 : tokens[i] == ")" ? -1 : 0;
            if (depth <= 0)
            {
                return i + 1;
            }
        }

        return tokens.Count;
    }

    // Parentheses, strings, runs of white space, and whatever stands between them; all of the text.
    private static List<string> Split(string text)
    {
        List<string> tokens = [];
        for (int at = 0; at < text.Length;)
        {
            int start = at++;
            char first = text[start];
            if (first == '"')
            {
                while (at < text.Length && text[at] != '"')
                {
                    at += text[at] == '\\' ? 2 : 1;
                }

                at = Math.Min(text.Length, at + 1);
            }
            else if (first is not ('(' or ')'))
            {
                bool isSpace = char.IsWhiteSpace(first);
                while (at < text.Length && text[at] is not ('(' or ')' or '"') && char.IsWhiteSpace(text[at]) == isSpace)
                {
                    at++;
                }
            }

            tokens.Add(text[start..at]);
        }

        return tokens;
    }
}
