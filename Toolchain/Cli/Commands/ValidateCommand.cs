using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Settings of <c>validate</c>.</summary>
internal sealed class ValidateSettings
{
    internal WasmFeatures Features { get; set; } = WasmFeatures.All;
}

/// <summary><c>validate</c>: silent for valid modules; else one line per module that is not.</summary>
internal sealed class ValidateCommand() : Command<ValidateSettings>("validate", "[OPTIONS] FILE...", "checks modules, binary or text")
{
    private protected override Option<ValidateSettings>[] Options { get; } =
    [
        new("-W", "FEATURE=y|n", "switch a WebAssembly feature on or off (default: all on)",
            static (s, v) => s.Features = FeatureSettings.Apply(s.Features, v!)),
    ];

    private protected override int Run(ValidateSettings settings, string[] operands, CommandContext context)
    {
        if (operands.Length == 0)
        {
            throw new UsageException("needs a module");
        }

        int code = ExitCode.Success;
        foreach (string path in operands)
        {
            try
            {
                ModuleFile.Open(path).ParseAndValidate(settings.Features);
            }
            catch (CommandException error)
            {
                context.Error.Write($"{CommandTable.ProgramName}: {error.Message}\n");
                code = ExitCode.Failure;
            }
        }

        return code;
    }
}
