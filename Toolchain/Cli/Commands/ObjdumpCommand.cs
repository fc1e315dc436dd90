using System;
using System.Collections.Generic;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Objdump;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Settings of <c>objdump</c>.</summary>
internal sealed class ObjdumpSettings
{
    /// <summary>The parts that were chosen.</summary>
    internal HashSet<DumpPart> Parts { get; } = [];

    internal bool Annotates { get; set; }

    internal string? Function { get; set; }
}

/// <summary><c>objdump</c>: what is inside of an artifact.</summary>
internal sealed class ObjdumpCommand()
    : Command<ObjdumpSettings>("objdump", "[OPTIONS] FILE.cwasm", "shows header, tables and code of an artifact")
{
    private protected override Option<ObjdumpSettings>[] Options { get; } =
    [
        new("--all", null, "show every part", static (s, _) => s.Parts.UnionWith(DumpPart.All)),
        .. Array.ConvertAll(
            DumpPart.All,
            part => new Option<ObjdumpSettings>("--" + part.Name, null, part.Help + (part.IsDefault ? " (default)" : ""), (s, _) => s.Parts.Add(part))),
        new("--annotate", null, "add wasm offsets, traps, handlers and stack maps to the code as comments", static (s, _) => s.Annotates = true),
        new("--func", "NAME|INDEX", "show this function or stub only; its code, unless other parts are chosen", static (s, v) => s.Function = v),
    ];

    private protected override int Run(ObjdumpSettings settings, string[] operands, CommandContext context)
    {
        string path = Single(operands, "an artifact");
        using ArtifactImage image = ArtifactImage.Open(path);
        var listing = new ArtifactListing(image, path, context.Output, settings.Function) { Annotates = settings.Annotates };
        foreach (DumpPart part in DumpPart.All)
        {
            bool isWanted = settings.Parts.Count > 0 ? settings.Parts.Contains(part)
                : settings.Function is null ? part.IsDefault : part.Name == DumpPart.CodeName;
            if (isWanted)
            {
                part.Print(listing);
            }
        }

        return ExitCode.Success;
    }
}
