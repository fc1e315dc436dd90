// A source text and the way back from a byte offset to a line and a column. Instructions made from text carry byte
// offsets into the source; whoever reports an error turns one into a place only then.

using System;
using System.Collections.Generic;
using System.Text;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>The bytes of a text module or script, and what maps an offset in them to line and column.</summary>
internal sealed class TextSource
{
    private int[]? _lineStarts;

    /// <summary>Wraps a text.</summary>
    /// <param name="bytes">UTF-8; not copied, so the caller leaves it alone.</param>
    /// <param name="name">A file name for messages, or null.</param>
    /// <param name="firstLine">The number of its first line (a quoted module begins further down in its script).</param>
    public TextSource(byte[] bytes, string? name = null, int firstLine = 1)
    {
        Bytes = bytes;
        Name = name;
        FirstLine = firstLine;
    }

    /// <summary>The text, UTF-8.</summary>
    public byte[] Bytes { get; }

    /// <summary>The file's name, if there is one.</summary>
    public string? Name { get; }

    /// <summary>The number of the first line, counted from 1.</summary>
    public int FirstLine { get; }

    /// <summary>The line and the column of a byte offset, both counted from 1; columns count bytes.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        _lineStarts ??= FindLines(Bytes);
        int line = Array.BinarySearch(_lineStarts, offset);
        line = line < 0 ? ~line - 1 : line;
        return (line + FirstLine, offset - _lineStarts[line] + 1);
    }

    /// <summary>The bytes of a range as a string, for messages and names.</summary>
    public string Slice(int start, int length) => Encoding.UTF8.GetString(Bytes, start, length);

    /// <summary>The error "<paramref name="problem"/>" at a byte offset.</summary>
    internal WasmMalformedException Malformed(int offset, string problem)
    {
        (int line, int column) = Locate(Math.Clamp(offset, 0, Bytes.Length));
        string place = Name is null ? $"{line}:{column}" : $"{Name}:{line}:{column}";
        return new WasmMalformedException($"{problem} (at {place})");
    }

    private static int[] FindLines(byte[] bytes)
    {
        var starts = new List<int> { 0 };
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'\n' || (bytes[i] == (byte)'\r' && (i + 1 == bytes.Length || bytes[i + 1] != (byte)'\n')))
            {
                starts.Add(i + 1);
            }
        }

        return starts.ToArray();
    }
}
