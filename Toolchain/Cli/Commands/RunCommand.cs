using System;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Files;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Settings of <c>run</c>.</summary>
internal sealed class RunCommandSettings
{
    internal CompileSettings Compile { get; } = new();

    internal RunSettings Run { get; } = new();

    /// <summary>Instruction set to run on; null: this machine's.</summary>
    internal string? Isa { get; set; }

    /// <summary>An option of the compilation that was given; null: none.</summary>
    internal string? CompileOption { get; private set; }

    /// <summary>The settings of the compilation, for an option of it.</summary>
    internal CompileSettings CompileWith(string option)
    {
        CompileOption = option;
        return Compile;
    }
}

/// <summary><c>run</c>: compiles a module and runs it in this process; runs an artifact as it is.</summary>
internal sealed class RunCommand()
    : Command<RunCommandSettings>("run", "[OPTIONS] FILE [ARGS...]", "compiles a module and runs it; runs an artifact as it is")
{
    private protected override Option<RunCommandSettings>[] Options { get; } =
    [
        .. OptionRows.Within<RunCommandSettings, RunSettings>(RunSettings.Options, static (s, _) => s.Run),
        .. OptionRows.Within<RunCommandSettings, CompileSettings>(CompileSettings.Rows, static (s, option) => s.CompileWith(option)),
        Processor.Row<RunCommandSettings>(static (s, v) => s.Isa = v),
    ];

    private protected override bool StopsAtFirstOperand => true;

    private protected override int Run(RunCommandSettings settings, string[] operands, CommandContext context)
    {
        if (operands.Length == 0)
        {
            throw new UsageException("needs a module or an artifact");
        }

        RunSettings run = settings.Run;
        using Processor processor = Processor.For(settings.Isa, settings.Compile);
        InputFile? input = IsArtifactFile(operands[0]) ? null : InputFile.Read(operands[0]);
        bool isArtifact = input is null || ModuleFile.IsElf(input.Bytes);
        if (isArtifact && settings.CompileOption is { } option)
        {
            throw new UsageException($"{option} is for modules, but {operands[0]} is compiled already");
        }

        if (!isArtifact && run.TrustArtifact)
        {
            throw new UsageException($"--trust is for artifacts, but {operands[0]} is none");
        }

        CompileOptions options = settings.Compile.Finish();
        options = options with
        {
            FuelChecks = options.FuelChecks || run.Fuel is not null,
            EpochChecks = options.EpochChecks || run.TimeoutSeconds is not null,
        };
        return new GuestRun(run, context) { CreateEngine = () => processor.CreateEngine(null) }.Run(Load, operands);

        Module Load(Engine engine)
        {
            ModuleTrust trust = run.TrustArtifact ? ModuleTrust.Vouched : ModuleTrust.Check;
            if (input is null)
            {
                return Module.Load(engine, operands[0], trust);
            }

            if (isArtifact)
            {
                return Module.Load(engine, input.Bytes, trust);
            }

            CompiledModule compiled = Compilation.Compile(ModuleFile.Of(input), options, dumps: null, context);
            return Module.Load(engine, Compilation.Artifact(compiled));
        }
    }
    // Artifacts are mapped where they lie; what has no place (a pipe, standard input) and all modules are read.
    private static bool IsArtifactFile(string name)
    {
        if (name == InputFile.Standard)
        {
            return false;
        }

        try
        {
            if (HostFiles.System.Status(name) is not { IsRegular: true })
            {
                return false;
            }

            using HostFile file = HostFiles.System.Open(name);
            Span<byte> start = stackalloc byte[4];
            return file.Stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && ModuleFile.IsElf(start);
        }
        catch (Exception error) when (HostFiles.IsFailure(error))
        {
            return false; // reading it says why
        }
    }
}
