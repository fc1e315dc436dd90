// Where an artifact can be changed: everything but its code. Numbers are changed whole, by what they are; bytes of streams one by one.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Tests.ArtifactFuzz;

/// <summary>A number in an artifact.</summary>
/// <param name="Offset">In the file.</param>
/// <param name="Size">In bytes: 1, 2, 4 or 8.</param>
/// <param name="Stride">Distance to the same number of the next record; 0: there are no records.</param>
/// <param name="Count">Records.</param>
internal readonly record struct NumberField(int Offset, int Size, int Stride, int Count);

/// <summary>The places of one sample.</summary>
internal sealed class Fields
{
    private const int Start = ArtifactFormat.HeaderOffset;

    internal Fields(byte[] artifact)
    {
        Header = ArtifactHeader.Read(artifact.AsSpan(Start));
        AddHeader();
        AddTable<TypeRecord>(TableId.Types);
        AddTable<ValueTypeRecord>(TableId.ValueTypes);
        AddTable<TypeKeyRecord>(TableId.TypeKeys);
        AddTable<WordRecord>(TableId.FuncRefs);
        AddTable<ImportRecord>(TableId.Imports);
        AddTable<ExportRecord>(TableId.Exports);
        AddTable<FunctionRecord>(TableId.Functions);
        AddTable<MemoryRecord>(TableId.Memories);
        AddTable<TableRecord>(TableId.Tables);
        AddTable<GlobalRecord>(TableId.Globals);
        AddTable<TagRecord>(TableId.Tags);
        AddTable<DataSegmentRecord>(TableId.DataSegments);
        AddTable<ElementSegmentRecord>(TableId.ElementSegments);
        AddTable<WordRecord>(TableId.ElementFunctions);
        AddTable<MemoryImageRecord>(TableId.MemoryImages);
        AddTable<FunctionNameRecord>(TableId.FunctionNames);
        AddTable<CustomSectionRecord>(TableId.CustomSections);
        AddTable<InlinedPlaceRecord>(TableId.InlinedPlaces);
        foreach (SectionId id in Enum.GetValues<SectionId>())
        {
            if (id != SectionId.Text && Header[id].Size != 0)
            {
                Streams.Add(((int)Header[id].Offset, (int)Math.Min(Header[id].Size, 1 << 12)));
            }
        }
    }

    internal ArtifactHeader Header { get; }

    /// <summary>The header's numbers and directories.</summary>
    internal List<NumberField> HeaderNumbers { get; } = [];

    /// <summary>First records of tables, word by word.</summary>
    internal List<NumberField> TableNumbers { get; } = [];

    /// <summary>Sections without code.</summary>
    internal List<(int Offset, int Length)> Streams { get; } = [];

    private void AddHeader()
    {
        foreach ((int offset, int size) in ((int, int)[])
            [(0, 8), (8, 2), (10, 2), (12, 4), (16, 8), (24, 1), (25, 1), (26, 2), (28, 4), (32, 8), (40, 8), (48, 8), (56, 8), (64, 4)])
        {
            HeaderNumbers.Add(new NumberField(Start + offset, size, 0, 1));
        }

        for (int i = 0; i < ArtifactFormat.SectionCapacity; i++)
        {
            HeaderNumbers.Add(new NumberField(Start + ArtifactHeader.SectionsOffset + (i * 16), 8, 0, 1));
            HeaderNumbers.Add(new NumberField(Start + ArtifactHeader.SectionsOffset + (i * 16) + 8, 8, 0, 1));
        }

        for (int at = ArtifactHeader.TablesOffset; at < ArtifactHeader.CodeContractOffset; at += sizeof(uint))
        {
            HeaderNumbers.Add(new NumberField(Start + at, sizeof(uint), 0, 1));
        }
    }

    private void AddTable<T>(TableId id)
        where T : struct, IArtifactRecord<T>
    {
        TableEntry table = Header[id];
        int start = (int)Header[SectionId.Info].Offset + (int)table.Offset;
        for (int word = 0; table.Count != 0 && word < T.SizeInBytes; word += sizeof(uint))
        {
            TableNumbers.Add(new NumberField(start + word, sizeof(uint), T.SizeInBytes, (int)table.Count));
        }
    }
}
