using System;
using System.IO;
using System.Text;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Toolchain.Cli.Files;

/// <summary>
/// A standard stream for text: UTF-8, and names come out as the bytes that they are.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="capacity">Characters that are kept before they are written.</param>
/// <param name="isLast">Whether nobody can be told of failures to write, as there is no other stream; else they are an <see cref="OutputException"/>.</param>
internal sealed class StandardWriter(Stream stream, int capacity, bool isLast) : TextWriter
{
    private const int SliceLength = 1 << 16;

    private readonly StringBuilder _kept = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (value is null)
        {
            return;
        }

        if (value.Length > SliceLength)
        {
            Flush();
            WriteSlices(value);
            return;
        }

        _kept.Append(value);
        if (_kept.Length >= capacity && !char.IsHighSurrogate(_kept[^1]))
        {
            Flush();
        }
    }

    public override void Flush()
    {
        // Forgotten also if it cannot be written: it will not be possible later either.
        string text = _kept.ToString();
        _kept.Clear();
        if (text.Length > 0)
        {
            Send(text);
        }
    }

    private void Send(string text)
    {
        try
        {
            stream.Write(NameText.ToBytes(text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Of the last stream only the exit code can tell.
            if (!isLast)
            {
                throw new OutputException(error);
            }
        }
    }

    private void WriteSlices(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int length = Math.Min(SliceLength, text.Length - start);
            length -= length > 1 && char.IsHighSurrogate(text[start + length - 1]) ? 1 : 0;
            Send(text.Substring(start, length));
            start += length;
        }
    }
}
