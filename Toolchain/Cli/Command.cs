using System;
using System.Text;
using Wasmtime.Min.CommandLine;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>One command of wasmtime-aot.</summary>
/// <param name="name">The word that selects it.</param>
/// <param name="usage">What follows the name in its usage line.</param>
/// <param name="summary">One line for the list of commands.</param>
internal abstract class Command(string name, string usage, string summary)
{
    /// <summary>The word that selects it.</summary>
    internal string Name { get; } = name;

    /// <summary>One line for the list of commands.</summary>
    internal string Summary { get; } = summary;

    /// <summary>The first line of its help.</summary>
    internal string UsageLine => $"usage: {CommandTable.ProgramName} {Name} {usage}";

    /// <summary>Runs it and returns the exit code.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    /// <exception cref="CommandException">Something outside of this program is wrong.</exception>
    internal abstract int Run(ReadOnlySpan<string> arguments, CommandContext context);

    /// <summary>All of its options, one a line.</summary>
    internal abstract void AppendOptions(StringBuilder help);

    /// <summary>The text of <c>--help</c>.</summary>
    internal string Help()
    {
        var help = new StringBuilder();
        help.Append(UsageLine).Append('\n').Append(Summary).Append("\n\noptions:\n");
        AppendOptions(help);
        return help.ToString();
    }
}

/// <summary>A command whose options are rows over <typeparamref name="T"/>.</summary>
/// <param name="name">The word that selects it.</param>
/// <param name="usage">What follows the name in its usage line.</param>
/// <param name="summary">One line for the list of commands.</param>
internal abstract class Command<T>(string name, string usage, string summary) : Command(name, usage, summary)
    where T : new()
{
    /// <summary>The rows of its options.</summary>
    private protected abstract Option<T>[] Options { get; }

    /// <summary>Whether what follows the first operand belongs to a guest program.</summary>
    private protected virtual bool StopsAtFirstOperand => false;

    internal override int Run(ReadOnlySpan<string> arguments, CommandContext context)
    {
        var settings = new T();
        string[] operands = [.. OptionParser.Parse(arguments, Options, settings, StopsAtFirstOperand)];
        return Run(settings, operands, context);
    }

    internal override void AppendOptions(StringBuilder help) => OptionParser.AppendHelp<T>(help, Options);

    private protected abstract int Run(T settings, string[] operands, CommandContext context);

    /// <summary>The only operand of a command that takes one.</summary>
    private protected static string Single(string[] operands, string what) => operands.Length switch
    {
        0 => throw new UsageException($"needs {what}"),
        1 => operands[0],
        _ => throw new UsageException($"takes one file, but '{operands[1]}' follows '{operands[0]}'"),
    };
}
