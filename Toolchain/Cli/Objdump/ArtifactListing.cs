// The text of objdump: one fact a line, no column that depends on other lines' length, nothing of the machine it runs on. So two listings
// can be compared line by line.
using System;
using System.Globalization;
using System.IO;
using System.Text;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Toolchain.Cli.Objdump;

/// <summary>Prints the parts of an artifact.</summary>
internal sealed partial class ArtifactListing
{
    private readonly ArtifactFile _file;
    private readonly ElfFile _elf;
    private readonly string _path;
    private readonly TextWriter _output;
    private readonly int _importedFunctions;
    private readonly CodeRanges _ranges;

    /// <summary>Prepares the listing of an artifact.</summary>
    /// <param name="image">The artifact.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="output">Where to print.</param>
    /// <param name="only">Name or index of the only function or stub to show, or null.</param>
    /// <exception cref="CommandException">There is no such function.</exception>
    internal ArtifactListing(ArtifactImage image, string path, TextWriter output, string? only)
    {
        _file = image.File;
        _elf = image.Elf;
        _path = path;
        _output = output;
        _importedFunctions = _file.ImportedFunctionCount();
        _ranges = CodeRanges.Of(image, only)
            ?? throw new CommandException($"{path}: has no function or stub '{only}' with code");
    }

    /// <summary>Whether instructions get their traps, wasm offsets, handlers and stack maps as comments.</summary>
    internal bool Annotates { get; init; }

    /// <summary>What the artifact is for and what it relies on.</summary>
    internal void Header()
    {
        ArtifactHeader header = _file.Header;
        bool isReserved = (header.Flags & ArtifactFlags.ReservedMemories) != 0;
        bool hasBase = isReserved || (header.Flags & ArtifactFlags.FixedMemoryBase) != 0;
        Heading("header");
        Line($"format {header.MajorVersion}.{header.MinorVersion}, stubs {header.StubAbiVersion}");
        Line($"instruction set {PlatformFit.NameOf(header.Isa)}");
        Line($"calling convention {PlatformFit.NameOf(header.HostAbi)}");
        Line($"page size {1u << (int)header.PageSizeLog2}");
        Line($"cpu features {OrNone(PlatformFit.Features(header.Isa, header.CpuFeatures))}");
        Line($"tunables {OrNone(Describe(header.Flags))}");
        if (hasBase)
        {
            Line($"memory reservation 0x{header.MemoryReservation:x}");
        }

        if (isReserved)
        {
            Line($"memory guard 0x{header.MemoryGuard:x}");
        }

        Line($"wasm features {OrNone(WasmFeatureNames.Describe((WasmFeatures)header.WasmFeatures))}");
        Line($"module name {Name(header.ModuleName)}");
        Line($"producer {Name(header.Producer)}");
        Line($"func refs {header.FuncRefCount}");
        string initializer = header.InitFunction == ArtifactFormat.None ? "none" : $"{Hex(header.InitFunction)}, entry stub {Hex(header.InitEntryStub)}";
        Line($"initializer {initializer}");
        string handler = header.TrapHandler.Offset == ArtifactFormat.None ? "none" : $"{Hex(header.TrapHandler.Offset)} size {header.TrapHandler.Length}";
        Line($"trap handler {handler}");
    }

    /// <summary>What tells this file from others.</summary>
    internal void Identity()
    {
        ArtifactHeader header = _file.Header;
        Heading("identity");
        Line($"size {header.FileSize}");
        Line($"crc-32c {header.Crc32C:x8}");
        Line($"sha-256 {Convert.ToHexStringLower(header.Sha256)}{(_file.HasStatedIdentity() ? "" : " (WRONG: the file has another)")}");
        Line($"code contract {header.CodeContract:x8}");
    }

    /// <summary>The sections that the runtime knows, with their names in the ELF view.</summary>
    internal void Sections()
    {
        Heading("sections");
        for (int i = 0; i < ArtifactFormat.SectionCapacity; i++)
        {
            SectionEntry entry = _file.Header[(SectionId)i];
            if (entry.Size != 0)
            {
                ElfSection? elf = _elf.Sections.Find(section => (ulong)section.Offset == entry.Offset && (ulong)section.Length == entry.Size);
                Line($"{i} {elf?.Name ?? "(not in the ELF table)"} offset 0x{entry.Offset:x} size {entry.Size}");
            }
        }
    }

    /// <summary>Custom sections by name and size.</summary>
    internal void CustomSections()
    {
        Heading("custom");
        ArtifactTable<CustomSectionRecord> sections = _file.Table<CustomSectionRecord>(TableId.CustomSections);
        for (int i = 0; i < sections.Count; i++)
        {
            Line($"{i} {Name(sections[i].Name)} offset 0x{sections[i].Offset:x} size {sections[i].Length}");
        }
    }

    private void Heading(string name) => _output.Write($"{name}:\n");

    private void Line(FormattableString text) => _output.Write($"  {text.ToString(CultureInfo.InvariantCulture)}\n");

    private string Name(BlobRef blob) => blob.Length == 0 ? "\"\"" : WatPrinter.Quote(_file.Text(blob));

    private static string Hex(uint offset) => string.Create(CultureInfo.InvariantCulture, $"0x{offset:x}");

    private static string OrNone(string text) => text.Length == 0 ? "none" : text;

    // 'function 3 "name"', or the symbol of what else has code.
    private string FunctionAt(uint offset) => _file.TryFindFunction(offset, out int defined)
        ? FunctionName(_importedFunctions + defined)
        : _ranges.PieceAt(offset);

    private string FunctionName(int index)
    {
        string? name = _file.NameOf((uint)index);
        return string.Create(CultureInfo.InvariantCulture, $"function {index}") + (name is null ? "" : " " + WatPrinter.Quote(name));
    }

    private static string Describe(ArtifactFlags flags)
    {
        var text = new StringBuilder();
        foreach ((ArtifactFlags flag, string name) in FlagNames)
        {
            if ((flags & flag) != 0)
            {
                text.Append(text.Length == 0 ? "" : ", ").Append(name);
            }
        }

        return text.ToString();
    }

    private static (ArtifactFlags Flag, string Name)[] FlagNames { get; } =
    [
        (ArtifactFlags.SignalsBasedTraps, "signals-based-traps"),
        (ArtifactFlags.FuelChecks, "fuel-checks"),
        (ArtifactFlags.EpochChecks, "epoch-checks"),
        (ArtifactFlags.Deterministic, "deterministic"),
        (ArtifactFlags.ReservedMemories, "reserved-memories"),
        (ArtifactFlags.FixedMemoryBase, "fixed-memory-base"),
        (ArtifactFlags.FaultingNull, "faulting-null"),
    ];
}
