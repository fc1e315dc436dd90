// An ELF64 file whose only readers are tools: readelf, objdump, gdb. The runtime finds everything through its own header, which
// stands at a fixed offset behind the ELF header and is never described by it. So this is the smallest image those tools accept:
// ELF header, room for that header, section contents, symbol table, section headers. No program headers: nothing executes it.
// Layout rules: System V ABI, "Object Files" (ELF-64); the section headers come last. Contents are written one after the other, wherever they are.
using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Wasmtime.Min.Toolchain.Artifacts;

/// <summary>What a section is for; decides its ELF type and flags.</summary>
internal enum ElfSectionKind
{
    /// <summary>Machine code: allocated, executable.</summary>
    Code,

    /// <summary>Constant data: allocated, read-only.</summary>
    ReadOnlyData,

    /// <summary>Data that only the runtime's reader and tools look at.</summary>
    Metadata,
}

/// <summary>Collects sections and symbols, fixes their place in the file, and writes them.</summary>
internal sealed class ElfImage(ushort machine, bool bigEndian, uint elfFlags)
{
    /// <summary>Size of the ELF header; the runtime's own header follows at this offset.</summary>
    internal const int HeaderSize = 64;

    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const uint TypeProgBits = 1, TypeSymTab = 2, TypeStrTab = 3;
    private const ulong FlagAlloc = 2, FlagExecute = 4;
    private const byte GlobalFunction = (1 << 4) | 2, LocalFunction = 2;

    private readonly List<Section> _sections = [];
    private readonly List<Symbol> _symbols = [];
    private readonly List<byte> _names = [0];

    private sealed class Section
    {
        internal required uint Name;
        internal required uint Type;
        internal required ulong Flags;
        internal required int Alignment;
        internal required long Size;
        internal required Action<ArtifactOutput> Write;
        internal uint Link, Info;
        internal int EntrySize;
        internal long FileOffset;
    }

    private readonly record struct Symbol(string Name, int Section, long Offset, long Size, bool IsGlobal);

    /// <summary>Adds a section and returns its number, counted from 1 as ELF does.</summary>
    /// <param name="name">With its dot.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="alignment">Of its offset in the file, in bytes; a power of two.</param>
    /// <param name="content">Its bytes.</param>
    internal int AddSection(string name, ElfSectionKind kind, int alignment, ReadOnlyMemory<byte> content) =>
        AddSection(name, kind, alignment, content.Length, output => output.Write(content.Span));

    /// <summary>As <see cref="AddSection(string, ElfSectionKind, int, ReadOnlyMemory{byte})"/>, for bytes that are not in one place.</summary>
    /// <param name="name">With its dot.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="alignment">Of its offset in the file, in bytes; a power of two.</param>
    /// <param name="size">How many bytes there are.</param>
    /// <param name="write">Writes them.</param>
    internal int AddSection(string name, ElfSectionKind kind, int alignment, long size, Action<ArtifactOutput> write)
    {
        ulong flags = kind switch
        {
            ElfSectionKind.Code => FlagAlloc | FlagExecute,
            ElfSectionKind.ReadOnlyData => FlagAlloc,
            ElfSectionKind.Metadata => 0,
        };
        return Add(name, TypeProgBits, flags, alignment, size, write);
    }

    /// <summary>Makes room for so many functions.</summary>
    internal void ExpectFunctions(int count) => _symbols.EnsureCapacity(count);

    /// <summary>Names a range of a section as a function, for disassemblers and debuggers.</summary>
    internal void AddFunction(string name, int section, long offset, long size, bool isGlobal) =>
        _symbols.Add(new Symbol(name, section, offset, size, isGlobal));

    /// <summary>Places all sections behind <paramref name="reserved"/> bytes that follow the ELF header. Call once.</summary>
    /// <returns>The size of the file in bytes.</returns>
    internal long Layout(int reserved)
    {
        AddSymbolTable();
        int sectionNames = Add(".shstrtab", TypeStrTab, 0, 1, 0, output => output.Write(CollectionsMarshal.AsSpan(_names)));
        _sections[sectionNames - 1].Size = _names.Count;
        long offset = HeaderSize + reserved;
        foreach (Section section in _sections)
        {
            offset = AlignUp(offset, section.Alignment);
            section.FileOffset = offset;
            offset = checked(offset + section.Size);
        }

        _sectionHeaders = AlignUp(offset, 8);
        return checked(_sectionHeaders + ((_sections.Count + 1L) * SectionHeaderSize));
    }

    private long _sectionHeaders;

    /// <summary>Offset of a section in the file; valid after <see cref="Layout"/>.</summary>
    internal long FileOffset(int section) => _sections[section - 1].FileOffset;

    /// <summary>Size of a section in bytes.</summary>
    internal long Size(int section) => _sections[section - 1].Size;

    /// <summary>Writes everything behind the reserved bytes.</summary>
    internal void WriteSections(ArtifactOutput output)
    {
        Span<byte> header = stackalloc byte[SectionHeaderSize];
        foreach (Section section in _sections)
        {
            output.FillTo(section.FileOffset, 0);
            section.Write(output);
        }

        output.FillTo(_sectionHeaders, 0);
        header.Clear();
        output.Write(header);
        foreach (Section section in _sections)
        {
            WriteSectionHeader(header, section);
            output.Write(header);
        }
    }

    private int Add(string name, uint type, ulong flags, int alignment, long size, Action<ArtifactOutput> write)
    {
        uint at = (uint)_names.Count;
        _names.AddRange(Encoding.ASCII.GetBytes(name));
        _names.Add(0);
        _sections.Add(new Section { Name = at, Type = type, Flags = flags, Alignment = alignment, Size = size, Write = write });
        return _sections.Count;
    }

    // Local symbols must come before global ones, and the section header says where the global ones start.
    private void AddSymbolTable()
    {
        var strings = new ArrayBufferWriter<byte>(1 + (_symbols.Count * 16));
        strings.Write<byte>([0]);
        byte[] table = new byte[(_symbols.Count + 1) * SymbolSize];
        int next = 1, firstGlobal = 1;
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (Symbol symbol in _symbols)
            {
                if (symbol.IsGlobal != (pass == 1))
                {
                    continue;
                }

                Span<byte> entry = table.AsSpan(next++ * SymbolSize, SymbolSize);
                PutUInt32(entry, 0, (uint)strings.WrittenCount);
                entry[4] = symbol.IsGlobal ? GlobalFunction : LocalFunction;
                PutUInt16(entry, 6, (ushort)symbol.Section);
                PutUInt64(entry, 8, (ulong)symbol.Offset);
                PutUInt64(entry, 16, (ulong)symbol.Size);
                Encoding.UTF8.GetBytes(symbol.Name.Replace('\0', '.'), strings);
                strings.Write<byte>([0]);
            }

            firstGlobal = pass == 0 ? next : firstGlobal;
        }

        int symbols = Add(".symtab", TypeSymTab, 0, 8, table.Length, output => output.Write(table));
        int names = Add(".strtab", TypeStrTab, 0, 1, strings.WrittenCount, output => output.Write(strings.WrittenSpan));
        Section section = _sections[symbols - 1];
        section.Link = (uint)names;
        section.Info = (uint)firstGlobal;
        section.EntrySize = SymbolSize;
    }

    /// <summary>Writes the ELF header; valid after <see cref="Layout"/>.</summary>
    internal void WriteHeader(Span<byte> file)
    {
        ReadOnlySpan<byte> magic = [0x7f, (byte)'E', (byte)'L', (byte)'F'];
        magic.CopyTo(file);
        file[4] = 2; // 64-bit
        file[5] = bigEndian ? (byte)2 : (byte)1;
        file[6] = 1; // version
        PutUInt16(file, 16, 1); // relocatable: sections, no segments
        PutUInt16(file, 18, machine);
        PutUInt32(file, 20, 1);
        PutUInt64(file, 40, (ulong)_sectionHeaders);
        PutUInt32(file, 48, elfFlags);
        PutUInt16(file, 52, HeaderSize);
        PutUInt16(file, 58, SectionHeaderSize);
        PutUInt16(file, 60, checked((ushort)(_sections.Count + 1)));
        PutUInt16(file, 62, (ushort)_sections.Count); // the last section holds the section names
    }

    private void WriteSectionHeader(Span<byte> header, Section section)
    {
        PutUInt32(header, 0, section.Name);
        PutUInt32(header, 4, section.Type);
        PutUInt64(header, 8, section.Flags);
        PutUInt64(header, 24, (ulong)section.FileOffset);
        PutUInt64(header, 32, (ulong)section.Size);
        PutUInt32(header, 40, section.Link);
        PutUInt32(header, 44, section.Info);
        PutUInt64(header, 48, (ulong)section.Alignment);
        PutUInt64(header, 56, (ulong)section.EntrySize);
    }

    private static long AlignUp(long value, int alignment) => checked(value + alignment - 1) & -(long)alignment;

    private void PutUInt16(Span<byte> target, int offset, ushort value)
    {
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target[offset..], value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target[offset..], value);
        }
    }

    private void PutUInt32(Span<byte> target, int offset, uint value)
    {
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target[offset..], value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target[offset..], value);
        }
    }

    private void PutUInt64(Span<byte> target, int offset, ulong value)
    {
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt64BigEndian(target[offset..], value);
        }
        else
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target[offset..], value);
        }
    }
}
