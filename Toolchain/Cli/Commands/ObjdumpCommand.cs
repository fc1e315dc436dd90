using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Objdump;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Settings of <c>objdump</c>.</summary>
internal sealed class ObjdumpSettings
{
    internal bool SectionsOnly { get; set; }

    internal string? Function { get; set; }
}

/// <summary><c>objdump</c>: what is inside of an artifact.</summary>
internal sealed class ObjdumpCommand()
    : Command<ObjdumpSettings>("objdump", "[OPTIONS] FILE.cwasm", "shows sections, tables and code of an artifact")
{
    private protected override Option<ObjdumpSettings>[] Options { get; } =
    [
        new("--sections", null, "show the sections only", static (s, _) => s.SectionsOnly = true),
        new("--func", "NAME", "show the code of this function or stub only", static (s, v) => s.Function = v),
    ];

    private protected override int Run(ObjdumpSettings settings, string[] operands, CommandContext context)
    {
        string path = Single(operands, "an artifact");
        ElfFile file = ElfFile.Open(path);
        var listing = new Listing(file, context.Output);
        if (settings.Function is { } name)
        {
            return listing.Code(symbol => symbol.Name == name)
                ? ExitCode.Success
                : throw new CommandException($"{path}: has no function or stub '{name}'");
        }

        listing.Sections(path);
        if (!settings.SectionsOnly)
        {
            listing.Code(wanted: null);
        }

        return ExitCode.Success;
    }
}
