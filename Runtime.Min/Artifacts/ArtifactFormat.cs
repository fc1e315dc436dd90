// THE SPECIFICATION of the artifact format (.cwasm). The writer in Toolchain and the reader here use these definitions and no others.
//
//   file offset 0    ELF64 header: for readelf, objdump and gdb only. The runtime never looks at it.
//   file offset 64   artifact header, ArtifactHeader.SizeInBytes long, little-endian whatever the target's byte order is
//   then, in any order and each at the alignment that SectionId documents, the sections; then ELF's own tables.
//
// The header holds a directory of sections (file offset, size) and a directory of tables (offset inside section Info, record
// count). All tables are flat arrays of fixed-size little-endian records, which the reader uses in place. Text lies in section
// Info too, as UTF-8, referred to by offset and length (BlobRef). Delta-encoded tables (traps, source map): DeltaTable.cs.
//
// Rules for readers: nothing in the file is believed. Every section lies inside the file, every table inside Info, every offset
// and index that is used later is checked when the module is loaded. Machine code itself cannot be checked: running it means
// trusting who compiled it.
//
// Versions: a file whose MajorVersion differs is refused. A file with a larger MinorVersion loads: minor versions add sections,
// tables and flags in places that older readers skip. Flags that a reader does not know make it refuse.
//
// Checksum: CRC-32C (polynomial 0x1EDC6F41, reflected, initial value and final xor 0xffffffff) of the whole file with the CRC
// field taken as zero. Identity: SHA-256 of the whole file with the fields CRC and SHA-256 taken as zero; computed before the CRC.
using System;

namespace Wasmtime.Min.Artifacts;

/// <summary>Constants of the format.</summary>
internal static class ArtifactFormat
{
    /// <summary>File offset of <see cref="ArtifactHeader"/>.</summary>
    internal const int HeaderOffset = 64;

    /// <summary>The header's first eight bytes, as a little-endian number: "cwasmMin".</summary>
    internal const ulong Magic = 0x6e694d6d73617763;

    /// <summary>Version of the format that this build writes, and the only major version that it reads.</summary>
    internal const ushort MajorVersion = 2;

    /// <summary>Additions since the major version.</summary>
    internal const ushort MinorVersion = 0;

    /// <summary>
    /// Version of all that stubs, trap handler and builtins rely on: the structs of Layout, the rows of Builtins, the C signatures.
    /// </summary>
    internal const uint StubAbiVersion = 5;

    /// <summary>An index or offset that is not there.</summary>
    internal const uint None = 0xffffffff;

    /// <summary>In values of section SourceMap: an index in table InlinedPlaces, not a wasm offset.</summary>
    internal const uint InlinedMark = 0x80000000;

    /// <summary>Alignment in the file of section Text and section Images where the target's pages have 4 KiB.</summary>
    internal const int SmallPageLog2 = 12;

    /// <summary>Alignment where the target may have pages of 64 KiB (aarch64).</summary>
    internal const int LargePageLog2 = 16;

    /// <summary>Most bytes of address space that an artifact may ask for its memories' reservation or guard.</summary>
    internal const ulong LargestReservation = 1UL << 48;

    /// <summary>Most fields of a structure; larger ones are not valid.</summary>
    internal const int MostFields = 10_000;

    /// <summary>Number of entries in the directory of sections.</summary>
    internal const int SectionCapacity = 16;

    /// <summary>Number of entries in the directory of tables.</summary>
    internal const int TableCapacity = 32;
}

/// <summary>What the code relies on and holds. Unknown bits make a reader refuse the file.</summary>
[Flags]
internal enum ArtifactFlags : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Traps arrive as hardware faults: the platform must handle traps.</summary>
    SignalsBasedTraps = 1,

    /// <summary>The code counts fuel.</summary>
    FuelChecks = 2,

    /// <summary>The code looks at the epoch.</summary>
    EpochChecks = 4,

    /// <summary>NaNs are canonical, relaxed operations fixed.</summary>
    Deterministic = 8,

    /// <summary>Some memory relies on reservation and guard as the header states them.</summary>
    ReservedMemories = 16,

    /// <summary>Code never reloads a memory's base: memories must not move when they grow.</summary>
    FixedMemoryBase = 32,

    /// <summary>Fields of objects are read without a check for null: what lies at null has to fault.</summary>
    FaultingNull = 64,

    /// <summary>All that this reader knows.</summary>
    All = SignalsBasedTraps | FuelChecks | EpochChecks | Deterministic | ReservedMemories | FixedMemoryBase | FaultingNull,
}

/// <summary>Sections by their place in the header's directory; the ELF name stands in brackets.</summary>
internal enum SectionId
{
    /// <summary>[.text] Functions, then stubs. Page-aligned in the file; mapped as it is.</summary>
    Text = 0,

    /// <summary>[.wasmtime.info] Tables and text. Aligned to 8.</summary>
    Info = 1,

    /// <summary>[.rodata.wasm] Bytes of the data segments that are not in an image. Aligned to 16.</summary>
    Rodata = 2,

    /// <summary>[.wasmtime.images] Initial images of memories; each image starts and ends at a page. Page-aligned.</summary>
    Images = 3,

    /// <summary>[.wasmtime.traps] Code offset to trap code, a DeltaTable with values of one byte.</summary>
    Traps = 4,

    /// <summary>
    /// [.wasmtime.addrmap] Code offset to wasm offset, a DeltaTable with signed differences; absent when stripped. A value with the highest bit (but
    /// not <see cref="ArtifactFormat.None"/>) is code of a function that was inlined: the other bits are an index in <see cref="TableId.InlinedPlaces"/>.
    /// </summary>
    SourceMap = 5,

    /// <summary>[.wasmtime.stackmaps] Where references lie in frames that wait for a call: what the collector scans.</summary>
    StackMaps = 6,

    /// <summary>[.wasmtime.exceptions] Return address of a call with a handler to that handler, both code offsets; a DeltaTable with signed differences.</summary>
    Exceptions = 7,

    /// <summary>[.wasmtime.custom] Contents of the module's custom sections.</summary>
    Custom = 8,
}

/// <summary>Tables by their place in the header's directory.</summary>
internal enum TableId
{
    /// <summary><see cref="TypeRecord"/> by type index of the module.</summary>
    Types = 0,

    /// <summary><see cref="ValueTypeRecord"/>: parameters and results of all function types.</summary>
    ValueTypes = 1,

    /// <summary><see cref="TypeKeyRecord"/>, one for each type of the module that is not plain, in their order.</summary>
    TypeKeys = 2,

    /// <summary>
    /// <see cref="WordRecord"/> by slot of the vmctx's func refs: the function's index in the module. As many as the header's
    /// FuncRefCount; the inverse of <see cref="FunctionRecord.FuncRefSlot"/>, so that instances fill slots without a search.
    /// </summary>
    FuncRefs = 3,

    /// <summary><see cref="ImportRecord"/> in the order of the module.</summary>
    Imports = 4,

    /// <summary><see cref="ExportRecord"/> in the order of the module.</summary>
    Exports = 5,

    /// <summary><see cref="FunctionRecord"/> by index among the defined functions; ascending, disjoint code ranges.</summary>
    Functions = 6,

    /// <summary><see cref="MemoryRecord"/>, imported ones first.</summary>
    Memories = 7,

    /// <summary><see cref="TableRecord"/>, imported ones first.</summary>
    Tables = 8,

    /// <summary><see cref="GlobalRecord"/>, imported ones first.</summary>
    Globals = 9,

    /// <summary><see cref="TagRecord"/>, imported ones first.</summary>
    Tags = 10,

    /// <summary><see cref="DataSegmentRecord"/> by data index.</summary>
    DataSegments = 11,

    /// <summary><see cref="ElementSegmentRecord"/> by element index.</summary>
    ElementSegments = 12,

    /// <summary><see cref="WordRecord"/>: function indices of element segments.</summary>
    ElementFunctions = 13,

    /// <summary><see cref="MemoryImageRecord"/>, ascending memory indices, at most one for each memory.</summary>
    MemoryImages = 14,

    /// <summary><see cref="FunctionNameRecord"/>, ascending function indices; absent when stripped.</summary>
    FunctionNames = 15,

    /// <summary><see cref="CustomSectionRecord"/>.</summary>
    CustomSections = 16,

    /// <summary><see cref="InlinedPlaceRecord"/>; absent when stripped.</summary>
    InlinedPlaces = 17,
}

/// <summary>What an import or export is.</summary>
internal enum ArtifactExternKind : uint
{
    /// <summary>A function.</summary>
    Function = 0,

    /// <summary>A table.</summary>
    Table = 1,

    /// <summary>A linear memory.</summary>
    Memory = 2,

    /// <summary>A global.</summary>
    Global = 3,

    /// <summary>An exception tag.</summary>
    Tag = 4,
}
