using System;
using System.Collections.Generic;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Files;
using Wasmtime.Min.Toolchain.Cli.Wast;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Settings of <c>wast</c>.</summary>
internal sealed class WastSettings
{
    internal string? Expectations { get; set; }

    internal bool Verbose { get; set; }

    internal bool Digest { get; set; }

    internal bool GcStress { get; set; }

    internal int Threads { get; set; } = Environment.ProcessorCount;

    internal CompileSettings Compile { get; } = new();

    /// <summary>Instruction set to run on; null: this machine's.</summary>
    internal string? Isa { get; set; }

    /// <summary>Values of <c>-W</c>, in order; they change what each script gets.</summary>
    internal List<string> Features { get; } = [];

    internal void AddFeature(string value)
    {
        FeatureSettings.Apply(WasmFeatures.None, value); // complains about a bad value before anything runs
        Features.Add(value);
    }
}

/// <summary><c>wast</c>: runs scripts of the specification's test language and counts their directives.</summary>
internal sealed class WastCommand() : Command<WastSettings>("wast", "[OPTIONS] PATH...", "runs test scripts; a folder stands for all *.wast below it")
{
    private protected override Option<WastSettings>[] Options { get; } =
    [
        .. OptionRows.Within<WastSettings, CompileSettings>(
            CompileSettings.RowsExcept("-W", "--threads", "--strip"), static (s, _) => s.Compile),
        new("--expectations", "FILE", "list of scripts with the features they lack; anything else unsupported fails",
            static (s, v) => s.Expectations = v),
        Processor.Row<WastSettings>(static (s, v) => s.Isa = v),
        new("-v", null, "list failures and unsupported directives with their lines", static (s, _) => s.Verbose = true),
        new("--digest", null, "add to each line a number that stands for all results, to compare runs", static (s, _) => s.Digest = true),
        new("--gc-stress", null, "collect the guest's garbage at every allocation", static (s, _) => s.GcStress = true),
        new("--threads", "N", "scripts that run at once (default: processors)",
            static (s, v) => s.Threads = OptionValue.Int("--threads", v, 1)),
        new("-W", "FEATURE=y|n", "switch a WebAssembly feature on or off (default: what the script asks for)",
            static (s, v) => s.AddFeature(v!)),
    ];

    private protected override int Run(WastSettings settings, string[] operands, CommandContext context)
    {
        if (operands.Length == 0)
        {
            throw new UsageException("needs a script or a folder");
        }

        WastExpectations? expectations = settings.Expectations is null
            ? null
            : WastExpectations.Parse(System.Text.Encoding.UTF8.GetString(InputFile.Read(settings.Expectations).Bytes), settings.Expectations);
        var printer = new WastPrinter(context, settings.Verbose, settings.Digest, expectations);
        List<string> files = WastSuite.Collect(operands);
        using Processor processor = Processor.For(settings.Isa, settings.Compile);
        using var engines = new RuntimeEngines(
            processor, settings.Compile.Finish(), new Config { CollectAtEveryAllocation = settings.GcStress });
        WastSuite.Run(files, settings.Threads, engines.Create, Adjust(settings.Features), printer.Add);
        return printer.Finish() ? ExitCode.Success : ExitCode.Failure;
    }

    private static Func<WasmFeatures, WasmFeatures>? Adjust(List<string> changes) => changes.Count == 0 ? null : features =>
    {
        foreach (string change in changes)
        {
            features = FeatureSettings.Apply(features, change);
        }

        return features;
    };
}
