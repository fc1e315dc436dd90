// A view of an artifact as what it also is: an ELF file. Tools look at it this way; the runtime never does. Every offset is
// checked against the file before it is used, since the file may be damaged.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace Wasmtime.Min.Toolchain.Cli.Objdump;

/// <summary>A section: its name, its place in the file and its flags.</summary>
/// <param name="Name">With its dot.</param>
/// <param name="Type">ELF's <c>sh_type</c>.</param>
/// <param name="Flags">ELF's <c>sh_flags</c>.</param>
/// <param name="Offset">Of its first byte in the file.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Link">The number of the section that it refers to.</param>
internal sealed record ElfSection(string Name, uint Type, ulong Flags, int Offset, int Length, int Link)
{
    private const ulong Execute = 4;

    /// <summary>Whether it holds machine code.</summary>
    internal bool IsCode => (Flags & Execute) != 0;
}

/// <summary>A named range of a section.</summary>
/// <param name="Name">The symbol's name.</param>
/// <param name="Section">The section's number in the file.</param>
/// <param name="Offset">From the start of the section.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct ElfSymbol(string Name, int Section, long Offset, long Length);

/// <summary>Reads the section table and the symbols of an ELF64 file of either byte order.</summary>
internal sealed class ElfFile
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const uint TypeSymbols = 2;
    private const uint TypeNoBits = 8;

    private readonly byte[] _bytes;
    private readonly string _path;
    private readonly bool _bigEndian;

    private ElfFile(string path, byte[] bytes)
    {
        _path = path;
        _bytes = bytes;
        if (bytes.Length < HeaderSize || !bytes.AsSpan().StartsWith("\u007fELF"u8) || bytes[4] != 2)
        {
            throw Bad("is no ELF64 file, so no artifact");
        }

        _bigEndian = bytes[5] == 2;
        ReadSections();
        ReadSymbols();
    }

    /// <summary>All sections; number 0 is ELF's empty one.</summary>
    internal List<ElfSection> Sections { get; } = [];

    /// <summary>All symbols that have a name, by section and offset.</summary>
    internal List<ElfSymbol> Symbols { get; } = [];

    /// <summary>Reads the tables of a file's bytes.</summary>
    /// <exception cref="CommandException">They are damaged.</exception>
    internal static ElfFile Read(string path, byte[] bytes) => new(path, bytes);

    /// <summary>The bytes of a section.</summary>
    internal ReadOnlySpan<byte> Content(ElfSection section) => _bytes.AsSpan(section.Offset, section.Length);

    private void ReadSections()
    {
        ulong table = UInt64(40);
        int count = UInt16(60);
        int names = UInt16(62);
        if (UInt16(58) != SectionHeaderSize || names >= count || table > (ulong)_bytes.Length
            || (ulong)count * SectionHeaderSize > (ulong)_bytes.Length - table)
        {
            throw Bad($"its section table of {count} entries at offset 0x{table:x} is not inside of the file");
        }

        for (int i = 0; i < count; i++)
        {
            int at = (int)table + (i * SectionHeaderSize);
            uint type = UInt32(at + 4);
            ulong offset = UInt64(at + 24);
            ulong length = type is 0 or TypeNoBits ? 0 : UInt64(at + 32);
            if (offset > (ulong)_bytes.Length || length > (ulong)_bytes.Length - offset)
            {
                throw Bad($"section {i} of {length} bytes at offset 0x{offset:x} is not inside of the file");
            }

            int link = (int)Math.Min(UInt32(at + 40), (uint)count);
            Sections.Add(new ElfSection("", type, UInt64(at + 8), (int)offset, (int)length, link));
        }

        for (int i = 0; i < count; i++)
        {
            Sections[i] = Sections[i] with { Name = Text(Sections[names], UInt32((int)table + (i * SectionHeaderSize))) };
        }
    }

    private void ReadSymbols()
    {
        foreach (ElfSection section in Sections)
        {
            if (section.Type != TypeSymbols || section.Link >= Sections.Count)
            {
                continue;
            }

            for (int at = section.Offset; at + SymbolSize <= section.Offset + section.Length; at += SymbolSize)
            {
                string name = Text(Sections[section.Link], UInt32(at));
                if (name.Length > 0)
                {
                    Symbols.Add(new ElfSymbol(name, UInt16(at + 6), (long)UInt64(at + 8), (long)UInt64(at + 16)));
                }
            }
        }

        Symbols.Sort(static (a, b) => (a.Section, a.Offset).CompareTo((b.Section, b.Offset)));
    }

    private string Text(ElfSection table, uint offset)
    {
        if (offset >= (uint)table.Length)
        {
            return "";
        }

        ReadOnlySpan<byte> rest = Content(table)[(int)offset..];
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private ushort UInt16(int at) => _bigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(at))
        : BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at));

    private uint UInt32(int at) => _bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(at))
        : BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(at));

    private ulong UInt64(int at) => _bigEndian
        ? BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(at))
        : BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(at));

    private CommandException Bad(string problem) => new($"{_path}: {problem}");
}
