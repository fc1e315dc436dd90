using System;
using System.Buffers.Binary;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Artifacts;

/// <summary>Where a section lies in the file.</summary>
/// <param name="Offset">File offset in bytes.</param>
/// <param name="Size">Size in bytes; 0: there is none.</param>
internal readonly record struct SectionEntry(ulong Offset, ulong Size);

/// <summary>Where a table lies in section Info.</summary>
/// <param name="Offset">Offset in bytes in the section.</param>
/// <param name="Count">Number of records.</param>
internal readonly record struct TableEntry(uint Offset, uint Count);

/// <summary>Bytes in section Info, mostly UTF-8 text.</summary>
/// <param name="Offset">Offset in bytes in the section.</param>
/// <param name="Length">Length in bytes.</param>
internal readonly record struct BlobRef(uint Offset, uint Length);

/// <summary>Bytes of a stub in section Text.</summary>
/// <param name="Offset">Offset in bytes in the section; <see cref="ArtifactFormat.None"/>: there is none.</param>
/// <param name="Length">Length in bytes.</param>
internal readonly record struct CodeRange(uint Offset, uint Length);

/// <summary>The header at <see cref="ArtifactFormat.HeaderOffset"/>. The offsets of its fields stand in <see cref="Write"/>.</summary>
internal sealed class ArtifactHeader
{
    internal const int CrcOffset = 68;
    internal const int Sha256Offset = 72;
    internal const int Sha256Size = 32;
    internal const int SectionsOffset = 128;
    internal const int TablesOffset = SectionsOffset + (ArtifactFormat.SectionCapacity * 16);
    internal const int ScalarsOffset = TablesOffset + (ArtifactFormat.TableCapacity * 8);
    internal const int CodeContractOffset = ScalarsOffset + 36;
    internal const int SizeInBytes = ScalarsOffset + 64;

    private readonly SectionEntry[] _sections = new SectionEntry[ArtifactFormat.SectionCapacity];
    private readonly TableEntry[] _tables = new TableEntry[ArtifactFormat.TableCapacity];

    internal ulong Magic { get; set; } = ArtifactFormat.Magic;

    internal ushort MajorVersion { get; set; } = ArtifactFormat.MajorVersion;

    internal ushort MinorVersion { get; set; } = ArtifactFormat.MinorVersion;

    /// <summary>Size of this header in bytes; a minor version may enlarge it.</summary>
    internal uint HeaderSize { get; set; } = SizeInBytes;

    /// <summary>Size of the whole file in bytes.</summary>
    internal ulong FileSize { get; set; }

    internal Isa Isa { get; set; }

    internal HostAbi HostAbi { get; set; }

    internal ArtifactFlags Flags { get; set; }

    internal uint StubAbiVersion { get; set; } = ArtifactFormat.StubAbiVersion;

    /// <summary>CPU features beyond the ISA's baseline that the code uses; bits as in the platform contract's CpuFeatures.</summary>
    internal ulong CpuFeatures { get; set; }

    /// <summary>Wasm proposals that the module uses; bits as in the toolchain's WasmFeatures. For tools: the runtime only prints it.</summary>
    internal ulong WasmFeatures { get; set; }

    /// <summary>Bytes of address space that each reserved memory must have; meaningful with ReservedMemories or FixedMemoryBase.</summary>
    internal ulong MemoryReservation { get; set; }

    /// <summary>Bytes behind the reservation that must fault; meaningful with ReservedMemories.</summary>
    internal ulong MemoryGuard { get; set; }

    /// <summary>Alignment of sections Text and Images in the file.</summary>
    internal uint PageSizeLog2 { get; set; } = ArtifactFormat.SmallPageLog2;

    internal uint Crc32C { get; set; }

    /// <summary>Identity of the file; 32 bytes.</summary>
    internal byte[] Sha256 { get; set; } = new byte[Sha256Size];

    /// <summary>Code offset of the compiled initialiser, of type () -> (); None where nothing is to do.</summary>
    internal uint InitFunction { get; set; } = ArtifactFormat.None;

    /// <summary>Code offset of the entry stub of type () -> (), for <see cref="InitFunction"/>.</summary>
    internal uint InitEntryStub { get; set; } = ArtifactFormat.None;

    /// <summary>The trap handler: position-independent, expects its data TrapPage.DistanceFromHandler behind its first byte.</summary>
    internal CodeRange TrapHandler { get; set; } = new(ArtifactFormat.None, 0);

    /// <summary>The module's name from its name section.</summary>
    internal BlobRef ModuleName { get; set; }

    /// <summary>Number of func-ref slots in the vmctx.</summary>
    internal uint FuncRefCount { get; set; }

    /// <summary><see cref="Artifacts.CodeContract"/> of the file; filled in when all else is known.</summary>
    internal uint CodeContract { get; set; }

    /// <summary>What made the file, for tools.</summary>
    internal BlobRef Producer { get; set; }

    /// <summary>Directory of sections.</summary>
    internal ref SectionEntry this[SectionId id] => ref _sections[(int)id];

    /// <summary>Directory of tables.</summary>
    internal ref TableEntry this[TableId id] => ref _tables[(int)id];

    /// <summary>Reads the fields; believes none of them.</summary>
    /// <param name="header">At least <see cref="SizeInBytes"/> bytes.</param>
    internal static ArtifactHeader Read(ReadOnlySpan<byte> header)
    {
        var result = new ArtifactHeader
        {
            Magic = U64(header, 0),
            MajorVersion = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
            MinorVersion = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
            HeaderSize = U32(header, 12),
            FileSize = U64(header, 16),
            Isa = (Isa)header[24],
            HostAbi = (HostAbi)header[25],
            Flags = (ArtifactFlags)BinaryPrimitives.ReadUInt16LittleEndian(header[26..]),
            StubAbiVersion = U32(header, 28),
            CpuFeatures = U64(header, 32),
            WasmFeatures = U64(header, 40),
            MemoryReservation = U64(header, 48),
            MemoryGuard = U64(header, 56),
            PageSizeLog2 = U32(header, 64),
            Crc32C = U32(header, CrcOffset),
            Sha256 = header.Slice(Sha256Offset, Sha256Size).ToArray(),
            InitFunction = U32(header, ScalarsOffset),
            InitEntryStub = U32(header, ScalarsOffset + 4),
            TrapHandler = new CodeRange(U32(header, ScalarsOffset + 8), U32(header, ScalarsOffset + 12)),
            ModuleName = new BlobRef(U32(header, ScalarsOffset + 16), U32(header, ScalarsOffset + 20)),
            FuncRefCount = U32(header, ScalarsOffset + 24),
            Producer = new BlobRef(U32(header, ScalarsOffset + 28), U32(header, ScalarsOffset + 32)),
            CodeContract = U32(header, CodeContractOffset),
        };
        for (int i = 0; i < result._sections.Length; i++)
        {
            int at = SectionsOffset + (i * 16);
            result._sections[i] = new SectionEntry(U64(header, at), U64(header, at + 8));
        }

        for (int i = 0; i < result._tables.Length; i++)
        {
            int at = TablesOffset + (i * 8);
            result._tables[i] = new TableEntry(U32(header, at), U32(header, at + 4));
        }

        return result;
    }

    /// <summary>Writes all fields.</summary>
    /// <param name="header">At least <see cref="SizeInBytes"/> bytes.</param>
    internal void Write(Span<byte> header)
    {
        header[..SizeInBytes].Clear();
        Put(header, 0, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], MajorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header[10..], MinorVersion);
        Put(header, 12, HeaderSize);
        Put(header, 16, FileSize);
        header[24] = (byte)Isa;
        header[25] = (byte)HostAbi;
        BinaryPrimitives.WriteUInt16LittleEndian(header[26..], (ushort)Flags);
        Put(header, 28, StubAbiVersion);
        Put(header, 32, CpuFeatures);
        Put(header, 40, WasmFeatures);
        Put(header, 48, MemoryReservation);
        Put(header, 56, MemoryGuard);
        Put(header, 64, PageSizeLog2);
        Put(header, CrcOffset, Crc32C);
        Sha256.CopyTo(header[Sha256Offset..]);
        Put(header, ScalarsOffset, InitFunction);
        Put(header, ScalarsOffset + 4, InitEntryStub);
        Put(header, ScalarsOffset + 8, TrapHandler.Offset);
        Put(header, ScalarsOffset + 12, TrapHandler.Length);
        Put(header, ScalarsOffset + 16, ModuleName.Offset);
        Put(header, ScalarsOffset + 20, ModuleName.Length);
        Put(header, ScalarsOffset + 24, FuncRefCount);
        Put(header, ScalarsOffset + 28, Producer.Offset);
        Put(header, ScalarsOffset + 32, Producer.Length);
        Put(header, CodeContractOffset, CodeContract);
        for (int i = 0; i < _sections.Length; i++)
        {
            int at = SectionsOffset + (i * 16);
            Put(header, at, _sections[i].Offset);
            Put(header, at + 8, _sections[i].Size);
        }

        for (int i = 0; i < _tables.Length; i++)
        {
            int at = TablesOffset + (i * 8);
            Put(header, at, _tables[i].Offset);
            Put(header, at + 4, _tables[i].Count);
        }
    }

    private static uint U32(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(header[offset..]);

    private static ulong U64(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(header[offset..]);

    private static void Put(Span<byte> header, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(header[offset..], value);

    private static void Put(Span<byte> header, int offset, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(header[offset..], value);
}
