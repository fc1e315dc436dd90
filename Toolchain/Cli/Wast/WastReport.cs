using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>What became of a directive that did not pass.</summary>
/// <param name="Line">Its line in the script.</param>
/// <param name="Keyword">Its first word.</param>
/// <param name="Feature">The missing feature, if it is unsupported; null if it failed.</param>
/// <param name="Text">Why it failed, or what is unsupported.</param>
internal sealed record WastProblem(int Line, string Keyword, string? Feature, string Text);

/// <summary>The outcome of one script.</summary>
/// <param name="path">The script's path, as it was given.</param>
internal sealed class WastReport(string path)
{
    /// <summary>The script's path, as it was given.</summary>
    internal string Path { get; } = path;

    /// <summary>Its directives: passed, failed and unsupported ones.</summary>
    internal int Directives => Passed + Failed + Unsupported;

    internal int Passed { get; set; }

    internal int Failed { get; private set; }

    internal int Unsupported { get; private set; }

    /// <summary>All that failed or is unsupported, in the order of the script.</summary>
    internal List<WastProblem> Problems { get; } = [];

    /// <summary>The missing features.</summary>
    internal SortedSet<string> Features { get; } = new(System.StringComparer.Ordinal);

    /// <summary>Of all that the guest's functions returned; of the traps.</summary>
    internal WastDigest Digest { get; } = new();

    /// <summary>Modules that were refused as they should.</summary>
    internal int Refusals { get; set; }

    /// <summary>Those of them whose message begins with the words of the suite.</summary>
    internal int RefusalsInSuiteWords { get; set; }

    internal void Fail(int line, string keyword, string text)
    {
        Failed++;
        Problems.Add(new WastProblem(line, keyword, null, text));
    }

    /// <summary>What is said of a directive that depends on all of these: the first of them that did not pass.</summary>
    internal void ThrowIfNotPassed()
    {
        if (Problems is [var problem, ..])
        {
            throw problem.Feature is { } feature
                ? new WastUnsupportedException(feature)
                : new WastFailureException($"line {problem.Line}: {problem.Keyword}: {problem.Text}");
        }
    }

    internal void LackOf(int line, string keyword, string feature)
    {
        Unsupported++;
        Features.Add(feature);
        Problems.Add(new WastProblem(line, keyword, feature, $"unsupported feature: {feature}"));
    }
}
