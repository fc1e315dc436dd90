using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Writes listings of code whose instructions all have 4 bytes in little-endian order.</summary>
internal static class WordListing
{
    /// <summary>Appends the text of an instruction; false if the word is none.</summary>
    /// <param name="line">Receives it.</param>
    /// <param name="word">The instruction.</param>
    /// <param name="address">Where it stands.</param>
    /// <param name="symbolizer">Names of addresses.</param>
    internal delegate bool Printer(StringBuilder line, uint word, ulong address, Func<ulong, string?> symbolizer);

    /// <inheritdoc cref="TargetIsa.Disassemble(ReadOnlySpan{byte}, ulong, Func{ulong, string?}, TextWriter, Func{ulong, ulong, string?}?)"/>
    internal static void Write(
        ReadOnlySpan<byte> code, ulong address, Func<ulong, string?> symbolizer, TextWriter output, Func<ulong, ulong, string?>? comment, Printer print)
    {
        StringBuilder line = new();
        for (int at = 0; at < code.Length; at += sizeof(uint))
        {
            ulong here = address + (ulong)at;
            if (symbolizer(here) is { } name)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{here:x8} <{name}>:\n"));
            }

            uint word = code.Length - at >= sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(code[at..]) : code[at];
            line.Clear().Append(CultureInfo.InvariantCulture, $"{here,8:x}:  {word:x8}  ");
            if (!print(line, word, here, symbolizer))
            {
                line.Append(CultureInfo.InvariantCulture, $".word 0x{word:x8}");
            }

            if (comment?.Invoke(here, here + sizeof(uint)) is { } text)
            {
                line.Append("  ; ").Append(text);
            }

            output.Write(line.Append('\n').ToString());
        }
    }
}
