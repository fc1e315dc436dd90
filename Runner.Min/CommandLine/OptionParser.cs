using System;
using System.Collections.Generic;
using System.Text;

namespace Wasmtime.Min.CommandLine;

/// <summary>
/// Parses a command's arguments by its rows. Options take their value after a space or <c>=</c>; <c>--</c> ends the options;
/// with <c>stopAtFirst</c> the first operand ends them too (what follows belongs to the guest program).
/// </summary>
internal static class OptionParser
{
    /// <summary>Applies all options to <paramref name="settings"/> and returns the operands in order.</summary>
    /// <exception cref="UsageException">An unknown option, a missing or a superfluous value.</exception>
    internal static List<string> Parse<T>(
        ReadOnlySpan<string> arguments, ReadOnlySpan<Option<T>> options, T settings, bool stopAtFirst = false)
    {
        List<string> operands = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
            {
                operands.AddRange(arguments[(i + 1)..]);
                break;
            }

            if (argument.Length < 2 || argument[0] != '-')
            {
                operands.Add(argument);
                if (stopAtFirst)
                {
                    operands.AddRange(arguments[(i + 1)..]);
                    break;
                }

                continue;
            }

            int equals = argument.AsSpan().IndexOf('=');
            string name = equals < 0 ? argument : argument[..equals];
            Option<T> option = Find(options, name)
                ?? throw new UsageException($"unknown option '{name}'; --help lists the options");
            string? value = equals < 0 ? null : argument[(equals + 1)..];
            if (option.Value is null && value is not null)
            {
                throw new UsageException($"{name} takes no value, but '{value}' was given");
            }

            if (option.Value is not null && value is null)
            {
                i++;
                value = i < arguments.Length
                    ? arguments[i]
                    : throw new UsageException($"{name} needs a value: {name} {option.Value}");
            }

            option.Apply(settings, value);
        }

        return operands;
    }

    /// <summary>Appends one line for each option, in the order of the rows, and one for <c>--help</c>.</summary>
    internal static void AppendHelp<T>(StringBuilder text, ReadOnlySpan<Option<T>> options)
    {
        foreach (Option<T> option in options)
        {
            string left = option.Value is null ? option.Name : $"{option.Name} {option.Value}";
            AppendRow(text, left, option.Help);
        }

        AppendRow(text, "--help", "show this text; before other arguments");
    }

    private static void AppendRow(StringBuilder text, string left, string help) =>
        text.Append("  ").Append(left.PadRight(30)).Append(' ').Append(help).Append('\n');

    private static Option<T>? Find<T>(ReadOnlySpan<Option<T>> options, string name)
    {
        foreach (Option<T> option in options)
        {
            if (option.Name == name)
            {
                return option;
            }
        }

        return null;
    }
}
