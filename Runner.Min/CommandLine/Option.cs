using System;
using System.Globalization;

namespace Wasmtime.Min.CommandLine;

/// <summary>
/// One command-line option: its row says everything that parsing and <c>--help</c> need. <typeparamref name="T"/> is the
/// object that collects the settings of a command.
/// </summary>
/// <param name="name">With its dashes: <c>--fuel</c>, <c>-O</c>.</param>
/// <param name="value">What stands for the value in the help text (<c>N</c>, <c>FILE</c>), or null for a switch without one.</param>
/// <param name="help">One line for <c>--help</c>.</param>
/// <param name="apply">Stores the value; gets null for a switch; throws <see cref="UsageException"/> for a bad value.</param>
internal sealed class Option<T>(string name, string? value, string help, Action<T, string?> apply)
{
    internal string Name { get; } = name;

    internal string? Value { get; } = value;

    internal string Help { get; } = help;

    internal Action<T, string?> Apply { get; } = apply;
}

/// <summary>Readers for option values, so that every option words its complaint in the same way.</summary>
internal static class OptionValue
{
    /// <summary>An unsigned number, decimal or <c>0x</c> hexadecimal, with an optional suffix K, M, G (powers of 1024).</summary>
    internal static ulong Number(string option, string? text)
    {
        ReadOnlySpan<char> digits = text;
        int shift = 0;
        if (digits.Length > 1)
        {
            shift = digits[^1] switch { 'K' or 'k' => 10, 'M' or 'm' => 20, 'G' or 'g' => 30, _ => 0 };
            digits = shift == 0 ? digits : digits[..^1];
        }

        bool good = digits is ['0', 'x' or 'X', ..]
            ? ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        return good && value <= ulong.MaxValue >> shift
            ? value << shift
            : throw new UsageException($"{option} takes a whole number (suffix K, M or G allowed), not '{text}'");
    }

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    internal static int Int(string option, string? text, int least, int most = int.MaxValue)
    {
        ulong value = Number(option, text);
        return value > (ulong)most ? throw new UsageException($"{option} takes a number of at most {most}, not '{text}'")
            : (int)value >= least ? (int)value
            : throw new UsageException($"{option} takes a number of at least {least}, not '{text}'");
    }

    /// <summary><c>yes</c> or <c>no</c> (also y, n).</summary>
    internal static bool YesNo(string option, string? text) => text switch
    {
        "yes" or "y" => true,
        "no" or "n" => false,
        _ => throw new UsageException($"{option} takes yes or no, not '{text}'"),
    };
}
