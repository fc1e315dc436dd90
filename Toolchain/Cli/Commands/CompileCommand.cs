using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Files;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>What <c>compile</c> writes.</summary>
internal enum EmitKind : byte
{
    /// <summary>The artifact, which is an ELF object.</summary>
    Artifact,

    /// <summary>The disassembly of every function.</summary>
    Assembly,

    /// <summary>The optimized intermediate representation of every function.</summary>
    Ir,
}

/// <summary>Settings of <c>compile</c>.</summary>
internal sealed class CompileCommandSettings
{
    internal CompileSettings Compile { get; } = new();

    internal DumpSettings Dump { get; } = new();

    internal EmitKind Emit { get; set; }

    internal string? Output { get; set; }

    internal StageTimes? Times { get; set; }
}

/// <summary><c>compile</c>: a module to an artifact.</summary>
internal sealed class CompileCommand()
    : Command<CompileCommandSettings>("compile", "[OPTIONS] [-o OUT] INPUT", "turns a module, binary or text, into an artifact")
{
    private protected override Option<CompileCommandSettings>[] Options { get; } =
    [
        new("-o", "FILE", "result file, - for standard output (default: INPUT with suffix .cwasm; text: -)",
            static (s, v) => s.Output = v),
        new("--emit", "KIND", "cwasm (default), obj (the same: an artifact is an ELF object), asm or ir",
            static (s, v) => s.Emit = Kind(v!)),
        new("--time-passes", null, "print what each stage of the compiler took", static (s, _) => s.Times = new StageTimes()),
        .. OptionRows.Within<CompileCommandSettings, CompileSettings>(CompileSettings.Rows, static (s, _) => s.Compile),
        .. OptionRows.Within<CompileCommandSettings, DumpSettings>(DumpSettings.Rows, static (s, _) => s.Dump),
    ];

    private protected override int Run(CompileCommandSettings settings, string[] operands, CommandContext context)
    {
        string input = Single(operands, "a module");
        CompileOptions options = settings.Compile.Finish();
        string? stage = settings.Emit switch
        {
            EmitKind.Artifact => null,
            EmitKind.Assembly => "asm",
            EmitKind.Ir => "opt",
        };
        settings.Dump.RequireUse(hasStage: stage is not null);
        string? output = settings.Output ?? (stage is null ? OutputFile.NameFor(input, ".cwasm") : null);
        if (output == InputFile.Standard && settings.Dump.UsesStandardOutput)
        {
            throw new UsageException("-o - and --dump STAGES both use standard output; --dump-dir writes the stages elsewhere");
        }

        DumpCollector dumps = new(stage is null ? settings.Dump : settings.Dump.With(stage));
        ModuleFile file = ModuleFile.Open(input);
        CompiledModule compiled;
        try
        {
            compiled = Compilation.Compile(file, options, dumps, context, settings.Times);
        }
        catch
        {
            // What came before the stage that failed is what one wants to see.
            dumps.WriteOut(file.Input, context);
            throw;
        }

        dumps.RequireFunction(input);
        if (stage is not null)
        {
            OutputFile.WriteText(output, dumps.Text(stage), file.Input, context);
            dumps.Remove(stage);
        }
        else
        {
            settings.Times?.Begin();
            Compilation.WriteArtifact(compiled, output!, file.Input, context);
            settings.Times?.End("write");
        }

        dumps.WriteOut(file.Input, context);
        if (settings.Times is not null)
        {
            context.Error.Write(settings.Times.Format());
        }

        return ExitCode.Success;
    }

    private static EmitKind Kind(string value) => value switch
    {
        "cwasm" or "obj" => EmitKind.Artifact,
        "asm" => EmitKind.Assembly,
        "ir" => EmitKind.Ir,
        _ => throw new UsageException($"--emit takes cwasm, obj, asm or ir, not '{value}'"),
    };
}
