// What compiled code takes for granted about the rest of its artifact: how many of everything there is (so where things lie in the vmctx), the
// limits of memories and tables that it does not check itself, signatures, where functions, stubs and handlers begin, which types of other modules
// are the same. A table that says something else would make sound code touch memory that is not its own, and no look at a single record can tell. So the writer seals all of it with one
// number, and the reader compares, after the structural checks and unless the caller vouches for the file.
using System;
using System.Numerics;

namespace Wasmtime.Min.Artifacts;

/// <summary>The number over everything that code relies on.</summary>
internal static class CodeContract
{
    /// <summary>Computes it from tables that lie inside the file.</summary>
    internal static uint Of(ArtifactFile file) =>
        Of(file.Header, file.Section(SectionId.Info), file.Section(SectionId.StackMaps), file.Section(SectionId.Exceptions));

    /// <summary>Computes it from a header whose directories are right, and from the three sections.</summary>
    internal static uint Of(ArtifactHeader header, ReadOnlySpan<byte> info, ReadOnlySpan<byte> stackMaps, ReadOnlySpan<byte> handlers)
    {
        uint crc = BitOperations.Crc32C(uint.MaxValue, (ushort)header.Flags);
        crc = BitOperations.Crc32C(crc, header.CpuFeatures);
        crc = BitOperations.Crc32C(crc, header.MemoryReservation);
        crc = BitOperations.Crc32C(crc, header.MemoryGuard);
        crc = BitOperations.Crc32C(crc, header[SectionId.Text].Offset);
        crc = BitOperations.Crc32C(crc, header[SectionId.Text].Size);
        crc = BitOperations.Crc32C(crc, header[SectionId.Rodata].Size);
        crc = BitOperations.Crc32C(crc, header.InitFunction);
        crc = BitOperations.Crc32C(crc, header.InitEntryStub);
        crc = BitOperations.Crc32C(crc, header.TrapHandler.Offset);
        crc = BitOperations.Crc32C(crc, header.TrapHandler.Length);
        crc = Add<TypeRecord>(crc, info, header[TableId.Types]);
        crc = Add<ValueTypeRecord>(crc, info, header[TableId.ValueTypes]);
        crc = Add<TypeKeyRecord>(crc, info, header[TableId.TypeKeys]);
        crc = Add<WordRecord>(crc, info, header[TableId.FuncRefs]);
        crc = Add<ImportRecord>(crc, info, header[TableId.Imports]);
        crc = Add<FunctionRecord>(crc, info, header[TableId.Functions]);
        crc = Add<MemoryRecord>(crc, info, header[TableId.Memories]);
        crc = Add<TableRecord>(crc, info, header[TableId.Tables]);
        crc = Add<GlobalRecord>(crc, info, header[TableId.Globals]);
        crc = Add<TagRecord>(crc, info, header[TableId.Tags]);
        crc = Add<DataSegmentRecord>(crc, info, header[TableId.DataSegments]);
        crc = Add<ElementSegmentRecord>(crc, info, header[TableId.ElementSegments]);
        crc = Add<WordRecord>(crc, info, header[TableId.ElementFunctions]);
        crc = Add<MemoryImageRecord>(crc, info, header[TableId.MemoryImages]);
        return Add(Add(crc, stackMaps), handlers);
    }

    private static uint Add<T>(uint crc, ReadOnlySpan<byte> info, TableEntry table)
        where T : struct, IArtifactRecord<T> => Add(crc, info.Slice((int)table.Offset, (int)table.Count * T.SizeInBytes));

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes) => Checksum.Update(BitOperations.Crc32C(crc, (uint)bytes.Length), bytes);
}
