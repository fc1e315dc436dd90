// The parts of an artifact that objdump can show, in the order in which it shows them: one row makes the option, its help and the call.
using System;

namespace Wasmtime.Min.Toolchain.Cli.Objdump;

/// <summary>A part of an artifact.</summary>
/// <param name="Name">Its option without dashes, and its heading.</param>
/// <param name="Help">One line for <c>--help</c>.</param>
/// <param name="IsDefault">Whether it is shown where nothing was chosen.</param>
/// <param name="Print">Prints it, heading included.</param>
internal sealed record DumpPart(string Name, string Help, bool IsDefault, Action<ArtifactListing> Print)
{
    /// <summary>The part that <c>--func</c> alone shows.</summary>
    internal const string CodeName = "code";

    /// <summary>All parts.</summary>
    internal static DumpPart[] All { get; } =
    [
        new("header", "show what the artifact is for and what it relies on", true, static l => l.Header()),
        new("identity", "show size, checksum and SHA-256", true, static l => l.Identity()),
        new("sections", "show the sections", true, static l => l.Sections()),
        new("types", "show the types, with the stubs of function types", false, static l => l.Types()),
        new("imports", "show the imports", false, static l => l.Imports()),
        new("exports", "show the exports", false, static l => l.Exports()),
        new("functions", "show the functions: code offset, size, frame, type, name", false, static l => l.Functions()),
        new("items", "show memories, tables, globals and tags", false, static l => l.Items()),
        new("segments", "show data and element segments and the images of memories", false, static l => l.Segments()),
        new("stubs", "show the stubs: code offset, size, name", false, static l => l.Stubs()),
        new("traps", "show which instructions may trap, and why", false, static l => l.Traps()),
        new("addrmap", "show the map from code to wasm offsets", false, static l => l.AddressMap()),
        new("stackmaps", "show where references lie in frames, by return address", false, static l => l.StackMaps()),
        new("exceptions", "show the handlers of calls, by return address", false, static l => l.Exceptions()),
        new("custom", "show the custom sections of the module", false, static l => l.CustomSections()),
        new(CodeName, "show the machine code", true, static l => l.Code()),
    ];
}
