// An artifact in memory, read in place. Opening checks the header, the checksum and the two directories, so that every section and table
// that is handed out afterwards lies inside the file. What stands in the tables is checked by ArtifactChecks.
using System;
using System.Text;

namespace Wasmtime.Min.Artifacts;

/// <summary>The bytes of an artifact, which must stay where they are while this object is used.</summary>
internal sealed unsafe partial class ArtifactFile
{
    /// <summary>Bytes at the start that <see cref="ReadHeader"/> needs.</summary>
    internal const int SmallestLength = ArtifactFormat.HeaderOffset + ArtifactHeader.SizeInBytes;

    private const int SmallestAlignment = 8;

    private readonly byte* _start;
    private readonly ulong _length;

    private ArtifactFile(byte* start, ulong length, ArtifactHeader header)
    {
        _start = start;
        _length = length;
        Header = header;
    }

    internal ArtifactHeader Header { get; }

    /// <summary>Looks at header and directories of an artifact.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="length">Length in bytes.</param>
    /// <param name="isVouchedFor">Whether the checksum needs no look.</param>
    /// <exception cref="ArtifactException">It is none, or damaged.</exception>
    internal static ArtifactFile Open(nuint address, nuint length, bool isVouchedFor)
    {
        CheckLength(length);

        // SAFETY: the caller owns 'length' bytes at 'address' and keeps them mapped for this object's life.
        var whole = new ReadOnlySpan<byte>((byte*)address, (int)length);
        ArtifactHeader header = ReadHeader(whole, length);
        if (!isVouchedFor)
        {
            CheckSum(header, Checksum.OfFile(whole));
        }

        return Open(address, header);
    }

    /// <summary>Looks at the directories of an artifact whose header and checksum are known to be right.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="header">From <see cref="ReadHeader"/>.</param>
    /// <exception cref="ArtifactException">It is damaged.</exception>
    internal static ArtifactFile Open(nuint address, ArtifactHeader header)
    {
        // SAFETY: the header states the file's length; the caller keeps so many bytes mapped for this object's life.
        var file = new ArtifactFile((byte*)address, header.FileSize, header);
        file.CheckSections();
        file.CheckTables();
        return file;
    }

    /// <summary>Looks at a file's length alone, before anything of it is read.</summary>
    /// <exception cref="ArtifactException">No artifact has this length.</exception>
    internal static void CheckLength(ulong length)
    {
        if (length is < SmallestLength or > int.MaxValue)
        {
            throw new ArtifactException(
                ArtifactProblem.Length,
                $"not an artifact: {length} bytes long, but artifacts have {SmallestLength} bytes to 2 GiB (was the file compiled with wasmtime-aot?)");
        }
    }

    /// <summary>Reads the header and compares what it says with the file's length.</summary>
    /// <param name="start">The first <see cref="SmallestLength"/> bytes of the file, or more.</param>
    /// <param name="length">Length of the file.</param>
    /// <exception cref="ArtifactException">It is none, or damaged.</exception>
    internal static ArtifactHeader ReadHeader(ReadOnlySpan<byte> start, ulong length)
    {
        ArtifactHeader header = ArtifactHeader.Read(start[ArtifactFormat.HeaderOffset..]);
        CheckHeader(header, length);
        return header;
    }

    /// <exception cref="ArtifactException">The file's checksum is not the one that its header states.</exception>
    internal static void CheckSum(ArtifactHeader header, uint actual)
    {
        if (actual != header.Crc32C)
        {
            throw Damaged(
                ArtifactProblem.Checksum,
                ArtifactHeader.CrcOffset,
                $"the checksum is 0x{actual:x8}, but 0x{header.Crc32C:x8} was stored: the file is damaged");
        }
    }

    /// <summary>A section; empty where there is none.</summary>
    internal ReadOnlySpan<byte> Section(SectionId id)
    {
        SectionEntry entry = Header[id];

        // SAFETY: CheckSections has compared the entry with the file's length, which fits an int.
        return new ReadOnlySpan<byte>(_start + entry.Offset, (int)entry.Size);
    }

    /// <summary>Address of a section's first byte.</summary>
    internal nuint AddressOf(SectionId id) => (nuint)(_start + Header[id].Offset);

    /// <summary>A table; empty where there is none.</summary>
    internal ArtifactTable<T> Table<T>(TableId id)
        where T : struct, IArtifactRecord<T>
    {
        TableEntry entry = Header[id];
        return new ArtifactTable<T>(Section(SectionId.Info).Slice((int)entry.Offset, (int)entry.Count * T.SizeInBytes));
    }

    /// <summary>Bytes in section Info; empty where they would not lie in it.</summary>
    internal ReadOnlySpan<byte> Bytes(BlobRef blob)
    {
        ReadOnlySpan<byte> info = Section(SectionId.Info);
        return Contains(blob) ? info.Slice((int)blob.Offset, (int)blob.Length) : default;
    }

    /// <summary>Whether bytes lie in section Info.</summary>
    internal bool Contains(BlobRef blob) => (ulong)blob.Offset + blob.Length <= Header[SectionId.Info].Size;

    /// <summary>Text in section Info.</summary>
    internal string Text(BlobRef blob) => Encoding.UTF8.GetString(Bytes(blob));

    /// <summary>Whether the SHA-256 that the header states is that of the file.</summary>
    internal bool HasStatedIdentity()
    {
        const int Fields = ArtifactFormat.HeaderOffset + ArtifactHeader.CrcOffset;
        const int FieldsSize = sizeof(uint) + ArtifactHeader.Sha256Size;

        // SAFETY: as in Open.
        var whole = new ReadOnlySpan<byte>(_start, (int)_length);
        Sha256 sha = new();
        sha.Append(whole[..Fields]);
        sha.Append(stackalloc byte[FieldsSize]); // CRC and SHA-256 count as zero
        sha.Append(whole[(Fields + FieldsSize)..]);
        Span<byte> actual = stackalloc byte[ArtifactHeader.Sha256Size];
        sha.Finish(actual);
        return actual.SequenceEqual(Header.Sha256);
    }

    private static void CheckHeader(ArtifactHeader header, ulong length)
    {
        if (header.Magic != ArtifactFormat.Magic)
        {
            throw Damaged(
                ArtifactProblem.Magic, 0, "not an artifact of this product: the magic number is missing (was the file compiled with wasmtime-aot?)");
        }

        if (header.MajorVersion != ArtifactFormat.MajorVersion || header.StubAbiVersion != ArtifactFormat.StubAbiVersion)
        {
            throw new ArtifactException(
                ArtifactProblem.Version,
                $"the artifact has format {header.MajorVersion}.{header.MinorVersion} (stubs {header.StubAbiVersion}), this runtime reads "
                + $"format {ArtifactFormat.MajorVersion} (stubs {ArtifactFormat.StubAbiVersion}): compile the module again with the matching toolchain");
        }

        if (header.FileSize != length)
        {
            throw Damaged(
                ArtifactProblem.FileSize,
                16,
                $"the file has {length} bytes, but {header.FileSize} were written: it is cut off or damaged");
        }

        if (header.HeaderSize < ArtifactHeader.SizeInBytes || header.HeaderSize > length - ArtifactFormat.HeaderOffset)
        {
            throw Damaged(ArtifactProblem.HeaderSize, 12, $"a header of {header.HeaderSize} bytes, expected {ArtifactHeader.SizeInBytes} or more");
        }

        if ((header.Flags & ~ArtifactFlags.All) != 0)
        {
            throw Damaged(
                ArtifactProblem.Flags, 26, $"flags 0x{(ushort)header.Flags:x4} are not all known: compile the module again with the matching toolchain");
        }

        if (!IsAddressable(header.MemoryReservation) || !IsAddressable(header.MemoryGuard))
        {
            throw Damaged(
                ArtifactProblem.MemoryTunables, 48, $"a reservation of {header.MemoryReservation} and a guard of {header.MemoryGuard} bytes for each memory");
        }

        if (header.PageSizeLog2 is < ArtifactFormat.SmallPageLog2 or > ArtifactFormat.LargePageLog2)
        {
            throw Damaged(ArtifactProblem.PageSize, 64, $"pages of 2^{header.PageSizeLog2} bytes, expected 2^12 to 2^16");
        }
    }

    private static bool IsAddressable(ulong length) => length <= ArtifactFormat.LargestReservation;

    private void CheckSections()
    {
        for (int i = 0; i < ArtifactFormat.SectionCapacity; i++)
        {
            SectionEntry entry = Header[(SectionId)i];
            uint place = (uint)(ArtifactHeader.SectionsOffset + (i * 16));
            if (entry.Size > _length || entry.Offset > _length - entry.Size)
            {
                throw Damaged(
                    ArtifactProblem.SectionBounds, place, $"section {i} has {entry.Size} bytes at 0x{entry.Offset:x}, but the file only {_length}");
            }

            ulong alignment = (SectionId)i switch
            {
                SectionId.Text or SectionId.Images => 1ul << (int)Header.PageSizeLog2,
                SectionId.Rodata => 16,
                _ => SmallestAlignment,
            };
            if (entry.Size != 0 && entry.Offset % alignment != 0)
            {
                throw Damaged(
                    ArtifactProblem.SectionAlignment, place, $"section {i} starts at 0x{entry.Offset:x}, which is no multiple of {alignment}");
            }
        }
    }

    private void CheckTables()
    {
        Check<TypeRecord>(TableId.Types);
        Check<ValueTypeRecord>(TableId.ValueTypes);
        Check<TypeKeyRecord>(TableId.TypeKeys);
        Check<WordRecord>(TableId.FuncRefs);
        Check<ImportRecord>(TableId.Imports);
        Check<ExportRecord>(TableId.Exports);
        Check<FunctionRecord>(TableId.Functions);
        Check<MemoryRecord>(TableId.Memories);
        Check<TableRecord>(TableId.Tables);
        Check<GlobalRecord>(TableId.Globals);
        Check<TagRecord>(TableId.Tags);
        Check<DataSegmentRecord>(TableId.DataSegments);
        Check<ElementSegmentRecord>(TableId.ElementSegments);
        Check<WordRecord>(TableId.ElementFunctions);
        Check<MemoryImageRecord>(TableId.MemoryImages);
        Check<FunctionNameRecord>(TableId.FunctionNames);
        Check<CustomSectionRecord>(TableId.CustomSections);
        Check<InlinedPlaceRecord>(TableId.InlinedPlaces);
    }

    private void Check<T>(TableId id)
        where T : struct, IArtifactRecord<T>
    {
        TableEntry entry = Header[id];
        ulong size = (ulong)entry.Count * (uint)T.SizeInBytes;
        ulong available = Header[SectionId.Info].Size;
        if (size > available || entry.Offset > available - size)
        {
            throw Damaged(
                ArtifactProblem.TableBounds,
                (uint)(ArtifactHeader.TablesOffset + ((int)id * 8)),
                $"table {(int)id}: {entry.Count} records of {T.SizeInBytes} bytes at 0x{entry.Offset:x} do not fit section 'info' of {available} bytes");
        }
    }

    private static ArtifactException Damaged(ArtifactProblem id, uint offset, string problem) => new(id, "header", offset, problem);
}
