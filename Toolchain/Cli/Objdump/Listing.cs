using System;
using System.Collections.Generic;
using System.IO;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;

namespace Wasmtime.Min.Toolchain.Cli.Objdump;

/// <summary>Prints an artifact: its sections, then its code with the names of functions and stubs.</summary>
/// <param name="file">The artifact.</param>
/// <param name="output">Where to print.</param>
internal sealed class Listing(ElfFile file, TextWriter output)
{
    private const int X64Machine = 62;

    /// <summary>The section table.</summary>
    internal void Sections(string path)
    {
        output.Write($"{path}: {file.MachineName}, {file.Sections.Count - 1} sections, {file.Symbols.Count} symbols\n\n");
        output.Write("  section                offset      size  flags\n");
        for (int i = 1; i < file.Sections.Count; i++)
        {
            ElfSection section = file.Sections[i];
            string flags = section.IsCode ? "code" : section.Flags != 0 ? "data" : "";
            output.Write($"  {section.Name,-20} {$"0x{section.Offset:x}",8}  {section.Length,8}  {flags}".TrimEnd() + "\n");
        }
    }

    /// <summary>All code, or that of the symbols that <paramref name="wanted"/> accepts. False if there was none.</summary>
    internal bool Code(Func<ElfSymbol, bool>? wanted)
    {
        bool any = false;
        for (int number = 1; number < file.Sections.Count; number++)
        {
            ElfSection section = file.Sections[number];
            if (section.IsCode)
            {
                any |= Code(section, number, wanted);
            }
        }

        return any;
    }

    private bool Code(ElfSection section, int number, Func<ElfSymbol, bool>? wanted)
    {
        Dictionary<ulong, string> names = [];
        List<(int Start, int End)> ranges = [];
        foreach (ElfSymbol symbol in file.Symbols)
        {
            if (symbol.Section != number || symbol.Offset < 0 || symbol.Offset >= section.Length)
            {
                continue;
            }

            names.TryAdd((ulong)symbol.Offset, symbol.Name);
            if (wanted is null || wanted(symbol))
            {
                int end = (int)Math.Min(section.Length, symbol.Offset + Math.Max(0, symbol.Length));
                ranges.Add(((int)symbol.Offset, end));
            }
        }

        if (wanted is null && ranges.Count == 0)
        {
            ranges.Add((0, section.Length)); // stripped
        }

        foreach ((int start, int end) in ranges)
        {
            output.Write('\n');
            Disassemble(file.Content(section)[start..end], (ulong)start, names);
        }

        return ranges.Count > 0;
    }

    private void Disassemble(ReadOnlySpan<byte> code, ulong address, Dictionary<ulong, string> names)
    {
        if (file.Machine != X64Machine)
        {
            throw new CommandException($"code for {file.MachineName} cannot be shown yet: unsupported feature: {file.MachineName}");
        }

        X64Disassembler.Disassemble(code, address, at => names.GetValueOrDefault(at), output);
    }
}
