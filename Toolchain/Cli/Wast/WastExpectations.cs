// The list of scripts that need what is not built yet: one script and its missing features a line. It only ever shrinks:
// a feature that is listed but no longer missing is an error, like one that is missing without being listed.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Scripts with the features that they lack.</summary>
internal sealed class WastExpectations
{
    private static readonly char[] Separators = [' ', '\t', ','];

    private readonly Dictionary<string, SortedSet<string>> _features = new(StringComparer.Ordinal);

    /// <summary>Reads a list: path, then features, separated by blanks or commas; <c>#</c> begins a comment.</summary>
    /// <param name="text">The list.</param>
    /// <param name="name">Its file name, for messages.</param>
    /// <exception cref="CommandException">A line is malformed.</exception>
    internal static WastExpectations Parse(string text, string name)
    {
        var expectations = new WastExpectations();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            int comment = lines[i].IndexOf('#', StringComparison.Ordinal);
            string line = comment < 0 ? lines[i] : lines[i][..comment];
            string[] words = line.TrimEnd('\r').Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (words.Length == 1)
            {
                throw new CommandException($"{name}:{i + 1}:1: '{words[0]}' needs the features that it lacks");
            }

            if (!expectations._features.TryAdd(words[0], new SortedSet<string>(words[1..], StringComparer.Ordinal)))
            {
                throw new CommandException($"{name}:{i + 1}:1: '{words[0]}' is listed twice");
            }
        }

        return expectations;
    }

    /// <summary>What the outcome of a script says against the list; empty if they agree.</summary>
    internal IEnumerable<string> Check(WastReport report)
    {
        SortedSet<string> listed = FeaturesOf(report.Path);
        foreach (WastProblem problem in report.Problems)
        {
            if (problem.Feature is null)
            {
                yield return $"{report.Path}:{problem.Line}: {problem.Keyword}: {problem.Text}";
            }
        }

        foreach (string feature in report.Features)
        {
            if (!listed.Contains(feature))
            {
                yield return $"{report.Path}: lacks '{feature}', which the list of expectations does not say";
            }
        }

        foreach (string feature in listed)
        {
            if (!report.Features.Contains(feature))
            {
                yield return $"{report.Path}: does not lack '{feature}' any more: remove it from the list of expectations";
            }
        }
    }

    /// <summary>A line of such a list.</summary>
    internal static string Line(string path, IEnumerable<string> features) => $"{path} {string.Join(", ", features)}";

    // A listed path matches by its last parts, so that the suite may stand anywhere.
    private SortedSet<string> FeaturesOf(string path)
    {
        string place = System.IO.Path.GetFullPath(path).Replace('\\', '/');
        for (int slash = place.IndexOf('/', StringComparison.Ordinal); slash >= 0;
            slash = place.IndexOf('/', slash + 1))
        {
            if (_features.TryGetValue(place[(slash + 1)..], out SortedSet<string>? features))
            {
                return features;
            }
        }

        return [];
    }
}
