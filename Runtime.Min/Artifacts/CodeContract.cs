// What compiled code takes for granted about the rest of its artifact: how many of everything there is (so where things lie in the vmctx), the
// limits of memories and tables that it does not check itself, signatures, where functions and stubs begin. A table that says something else
// would make sound code touch memory that is not its own, and no look at a single record can tell. So the writer seals all of it with one
// number, and the reader compares, after the structural checks and unless the caller vouches for the file.
using System;
using System.Numerics;

namespace Wasmtime.Min.Artifacts;

/// <summary>The number over everything that code relies on.</summary>
internal static class CodeContract
{
    /// <summary>Computes it from tables that lie inside the file.</summary>
    internal static uint Of(ArtifactFile file)
    {
        ArtifactHeader header = file.Header;
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
        crc = Add<TypeRecord>(crc, file, TableId.Types);
        crc = Add<ValueTypeRecord>(crc, file, TableId.ValueTypes);
        crc = Add<WordRecord>(crc, file, TableId.FuncRefs);
        crc = Add<ImportRecord>(crc, file, TableId.Imports);
        crc = Add<FunctionRecord>(crc, file, TableId.Functions);
        crc = Add<MemoryRecord>(crc, file, TableId.Memories);
        crc = Add<TableRecord>(crc, file, TableId.Tables);
        crc = Add<GlobalRecord>(crc, file, TableId.Globals);
        crc = Add<TagRecord>(crc, file, TableId.Tags);
        crc = Add<DataSegmentRecord>(crc, file, TableId.DataSegments);
        crc = Add<ElementSegmentRecord>(crc, file, TableId.ElementSegments);
        crc = Add<WordRecord>(crc, file, TableId.ElementFunctions);
        crc = Add<MemoryImageRecord>(crc, file, TableId.MemoryImages);
        ReadOnlySpan<byte> stackMaps = file.Section(SectionId.StackMaps);
        return Checksum.Update(BitOperations.Crc32C(crc, (uint)stackMaps.Length), stackMaps);
    }

    private static uint Add<T>(uint crc, ArtifactFile file, TableId id)
        where T : struct, IArtifactRecord<T>
    {
        ReadOnlySpan<byte> bytes = file.Table<T>(id).Bytes;
        return Checksum.Update(BitOperations.Crc32C(crc, (uint)bytes.Length), bytes);
    }
}
