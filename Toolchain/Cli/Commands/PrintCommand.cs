using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Files;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Settings of <c>print</c>.</summary>
internal sealed class PrintSettings
{
    internal bool Offsets { get; set; }

    internal string? Output { get; set; }
}

/// <summary><c>print</c>: a module as text that parses back. The module need not be valid.</summary>
internal sealed class PrintCommand() : Command<PrintSettings>("print", "[OPTIONS] FILE", "shows a module in the text format")
{
    private protected override Option<PrintSettings>[] Options { get; } =
    [
        new("--offsets", null, "begin each instruction with its byte offset, as a comment", static (s, _) => s.Offsets = true),
        new("-o", "FILE", "write to this file instead of standard output", static (s, v) => s.Output = v),
    ];

    private protected override int Run(PrintSettings settings, string[] operands, CommandContext context)
    {
        ModuleFile file = ModuleFile.Open(Single(operands, "a module"));
        WasmModule module = file.Parse(WasmFeatures.All);
        string text = file.Guard(() => WatPrinter.Print(module, new WatPrintOptions(settings.Offsets)));
        OutputFile.WriteText(settings.Output, text, file.Input, context);
        return ExitCode.Success;
    }
}
