// Dumps of compilation stages: which are wanted, and how they come out in a fixed order although functions are compiled by
// several threads in any order.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Toolchain.Cli.Files;
using Wasmtime.Min.Toolchain.Codegen;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Which stages of which function are to be shown.</summary>
internal sealed class DumpSettings
{
    private static readonly string[] AllStages = ["ir", "opt", "lower", "regalloc", "asm"];

    /// <summary>The stages that are wanted.</summary>
    internal SortedSet<string> Stages { get; } = new(StringComparer.Ordinal);

    /// <summary>The only function to show, or null: all of them.</summary>
    internal int? Function { get; private set; }

    /// <summary>Where a file for each function and stage goes, or null: standard output.</summary>
    internal string? Folder { get; private set; }

    /// <summary>Whether stages are printed on standard output.</summary>
    internal bool UsesStandardOutput => Stages.Count > 0 && Folder is null;

    /// <summary>All rows.</summary>
    internal static Option<DumpSettings>[] Rows { get; } =
    [
        new("--dump", "STAGES", "show stages of the compiler: ir, opt, lower, regalloc, asm or all, comma separated",
            static (s, v) => s.AddStages(v!)),
        new("--func", "N", "dump the function with this index only", static (s, v) => s.Function = OptionValue.Int("--func", v, 0)),
        new("--dump-dir", "DIR", "write a file for each function and stage", static (s, v) => s.Folder = v),
    ];

    /// <summary>The place of a stage in the pipeline.</summary>
    internal static int Place(string stage) => Array.IndexOf(AllStages, stage);

    /// <summary>The same settings and one more stage.</summary>
    internal DumpSettings With(string stage)
    {
        var settings = new DumpSettings { Function = Function, Folder = Folder };
        settings.Stages.UnionWith(Stages);
        settings.Stages.Add(stage);
        return settings;
    }

    /// <summary>Refuses options that would change nothing.</summary>
    /// <param name="hasStage">Whether the command shows a stage of its own accord.</param>
    /// <exception cref="UsageException">One was given.</exception>
    internal void RequireUse(bool hasStage)
    {
        if (Stages.Count == 0 && Folder is not null)
        {
            throw new UsageException("--dump-dir is for what --dump STAGES shows");
        }

        if (Stages.Count == 0 && Function is not null && !hasStage)
        {
            throw new UsageException("--func is for what --dump STAGES, --emit asm or --emit ir shows");
        }
    }

    private void AddStages(string value)
    {
        foreach (string stage in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (stage == "all")
            {
                Stages.UnionWith(AllStages);
            }
            else if (Place(stage) >= 0)
            {
                Stages.Add(stage);
            }
            else
            {
                throw new UsageException($"--dump knows no stage '{stage}'; stages: {string.Join(", ", AllStages)}, all");
            }
        }
    }
}

/// <summary>Collects the text of stages from compiling threads.</summary>
/// <param name="settings">What is wanted.</param>
internal sealed class DumpCollector(DumpSettings settings)
{
    private readonly SortedDictionary<(int Function, int Place), (string Stage, string Text)> _texts = [];

    /// <summary>The receiver for a function; -1 is the module's initialiser. Null if nothing of it is wanted.</summary>
    internal DumpSink? For(int function)
    {
        if (settings.Stages.Count == 0 || (settings.Function is { } only && only != function))
        {
            return null;
        }

        // The initialiser comes behind all functions, as it does in the code.
        return SinkFor(function < 0 ? int.MaxValue : function);
    }

    private DumpSink SinkFor(int place) =>
        (stage, text) =>
        {
            if (settings.Stages.Contains(stage))
            {
                lock (_texts)
                {
                    _texts[(place, DumpSettings.Place(stage))] = (stage, text);
                }
            }
        };

    /// <summary>Makes sure that the function that was asked for is there.</summary>
    /// <exception cref="CommandException">It has no code.</exception>
    internal void RequireFunction(string path)
    {
        if (settings.Function is { } only && settings.Stages.Count > 0 && _texts.Count == 0)
        {
            throw new CommandException($"{path}: has no function {only} with code");
        }
    }

    /// <summary>One stage of all functions.</summary>
    internal string Text(string stage)
    {
        var text = new StringBuilder();
        foreach (((int function, int _), (string Stage, string Text) dump) in _texts)
        {
            if (dump.Stage == stage)
            {
                text.Append(";; ").Append(NameOf(function)).Append('\n').Append(dump.Text).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Forgets one stage.</summary>
    internal void Remove(string stage)
    {
        List<(int, int)> keys = [];
        foreach (((int, int) key, (string Stage, string Text) dump) in _texts)
        {
            if (dump.Stage == stage)
            {
                keys.Add(key);
            }
        }

        foreach ((int, int) key in keys)
        {
            _texts.Remove(key);
        }
    }

    /// <summary>Prints everything, or writes the files.</summary>
    internal void WriteOut(InputFile input, CommandContext context)
    {
        foreach (((int function, int _), (string stage, string text)) in _texts)
        {
            string name = NameOf(function);
            if (settings.Folder is null)
            {
                context.Output.Write($";; {name}: {stage}\n{text}\n");
            }
            else
            {
                HostFiles.MakeFolder(settings.Folder);
                OutputFile.WriteText(Path.Combine(settings.Folder, $"{name}.{stage}"), text, input, context);
            }
        }
    }

    private static string NameOf(int place) => place == int.MaxValue ? "init" : $"func{place}";
}
