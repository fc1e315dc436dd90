using System.IO;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Prints reports as they come, then the total, and decides whether the whole run is good.</summary>
/// <param name="context">Where to print.</param>
/// <param name="verbose">Whether to list all that did not pass.</param>
/// <param name="digest">Whether to print what stands for the results.</param>
/// <param name="expectations">The scripts that may lack features; null: every lack is a failure, and not worth a line of its own.</param>
internal sealed class WastPrinter(CommandContext context, bool verbose, bool digest, WastExpectations? expectations)
{
    private readonly TextWriter _output = context.Output;
    private readonly WastDigest _digest = new();
    private int _passed;
    private int _failed;
    private int _unsupported;
    private int _refusals;
    private int _refusalsInSuiteWords;
    private int _surprises;

    /// <summary>Prints one script's line.</summary>
    internal void Add(WastReport report)
    {
        _passed += report.Passed;
        _failed += report.Failed;
        _unsupported += report.Unsupported;
        _refusals += report.Refusals;
        _refusalsInSuiteWords += report.RefusalsInSuiteWords;
        _digest.Add(report.Digest.Value);
        _output.Write($"{report.Path}: {Counts(report.Passed, report.Failed, report.Unsupported)}{Digest(report.Digest)}\n");
        if (verbose)
        {
            foreach (WastProblem problem in report.Problems)
            {
                string outcome = problem.Feature is null ? "failed: " : "";
                _output.Write($"  {report.Path}:{problem.Line}: {problem.Keyword}: {outcome}{problem.Text}\n");
            }
        }

        _output.Flush();
        if (expectations is null)
        {
            _surprises += report.Unsupported;
            return;
        }

        foreach (string surprise in expectations.Check(report))
        {
            _surprises++;
            context.Error.Write($"{CommandTable.ProgramName}: {surprise}\n");
        }
    }

    /// <summary>Prints the last lines; false if anything failed or came unexpectedly.</summary>
    internal bool Finish()
    {
        if (_refusals > 0)
        {
            double share = 100.0 * _refusalsInSuiteWords / _refusals;
            _output.Write($"{_refusals} modules refused, {share:F1} % of them in the words of the suite\n");
        }

        _output.Write($"total: {Counts(_passed, _failed, _unsupported)}{Digest(_digest)}\n");
        return _failed == 0 && _surprises == 0;
    }

    private string Digest(WastDigest value) => digest ? $", digest {value.Value:x16}" : "";

    private static string Counts(int passed, int failed, int unsupported) =>
        $"{passed + failed + unsupported} directives, {passed} passed, {failed} failed, {unsupported} unsupported";
}
