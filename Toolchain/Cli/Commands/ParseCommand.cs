using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Files;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Settings of <c>parse</c>.</summary>
internal sealed class ParseSettings
{
    internal string? Output { get; set; }

    internal bool Strip { get; set; }
}

/// <summary><c>parse</c>: text to the binary format. The module need not be valid.</summary>
internal sealed class ParseCommand() : Command<ParseSettings>("parse", "[OPTIONS] FILE.wat", "turns the text format into a binary module")
{
    private protected override Option<ParseSettings>[] Options { get; } =
    [
        new("-o", "FILE", "where the module goes, - for standard output (default: the input with suffix .wasm)", static (s, v) => s.Output = v),
        new("--strip", null, "leave out the names", static (s, _) => s.Strip = true),
    ];

    private protected override int Run(ParseSettings settings, string[] operands, CommandContext context)
    {
        string input = Single(operands, "a module in the text format");
        ModuleFile file = ModuleFile.Open(input);
        if (!file.IsText && settings.Output is null)
        {
            throw new UsageException($"'{input}' is a binary module already; -o FILE says where to write it again");
        }

        string output = settings.Output ?? OutputFile.NameFor(input, ".wasm");
        WasmModule module = file.Parse(WasmFeatures.All);
        OutputFile.Write(output, file.Input, context, stream => stream.Write(WasmBinaryWriter.Write(module, withNames: !settings.Strip)));
        return ExitCode.Success;
    }
}
