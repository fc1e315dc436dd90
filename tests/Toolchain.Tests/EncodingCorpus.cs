// Encoder and decoder of an instruction set against binutils: encodings.txt in its folder holds codes and text made by GNU as and objdump.
using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Tests.Toolchain;

/// <summary>The corpus of one instruction set.</summary>
/// <param name="isa">Name of its folder.</param>
internal sealed class EncodingCorpus(string isa)
{
    private readonly string _path = Find(isa);

    /// <summary>What decoding a line's code gives: its text, and the code that encoding it again gives.</summary>
    /// <param name="code">The code, hexadecimal.</param>
    /// <param name="encode">Encodes again.</param>
    /// <returns>The text; null if it is no instruction.</returns>
    internal delegate string? Decoder(string code, out Func<string> encode);

    /// <summary>Codes and texts.</summary>
    internal IEnumerable<(string Code, string Text)> Lines
    {
        get
        {
            foreach (string line in File.ReadLines(_path))
            {
                if (line.Length != 0 && line[0] != '#')
                {
                    string[] columns = line.Split(" | ");
                    yield return (columns[0], columns[1]);
                }
            }
        }
    }

    /// <summary>Every line decodes to its text and encodes to its code.</summary>
    internal void CheckLines(Decoder decode)
    {
        List<string> wrong = [];
        foreach ((string code, string text) in Lines)
        {
            string? printed = decode(code, out Func<string> encode);
            string encoded;
            try
            {
                encoded = printed is null ? "nothing" : encode();
            }
            catch (EncodingException e)
            {
                encoded = e.Message;
            }

            if (printed != text || encoded != code)
            {
                wrong.Add($"{code} | {text}: printed {printed ?? "nothing"}, encoded {encoded}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    /// <summary>Every row has a line and no line has two rows.</summary>
    /// <param name="rows">The rows that need a line.</param>
    /// <param name="matches">All rows that a code can mean.</param>
    /// <param name="name">Text for messages.</param>
    internal void CheckRows<T>(IEnumerable<T> rows, Func<string, List<T>> matches, Func<T, string> name)
        where T : notnull
    {
        HashSet<T> missing = [.. rows];
        foreach ((string code, string text) in Lines)
        {
            List<T> found = matches(code);
            Assert.HasCount(1, found, $"{code} | {text}");
            missing.Remove(found[0]);
        }

        List<string> names = [];
        foreach (T row in missing)
        {
            names.Add(name(row));
        }

        Assert.IsEmpty(names, string.Join('\n', names));
    }

    // The test runs from bin/; the corpus stays in the source tree.
    private static string Find(string isa)
    {
        for (string? at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            string file = Path.Combine(at, "tests", "Toolchain.Tests", isa, "encodings.txt");
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new FileNotFoundException($"tests/Toolchain.Tests/{isa}/encodings.txt above " + AppContext.BaseDirectory);
    }
}
