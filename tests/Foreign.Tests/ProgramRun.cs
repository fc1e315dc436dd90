using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>What a program did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output; lines ended by LF.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    // Files, not pipes: wine's server inherits a pipe from the program that started it and holds it for three seconds after that has ended.
    private const string ToFiles = "out=$1 err=$2; shift 2; exec \"$@\" >\"$out\" 2>\"$err\"";

    // The longest takes a minute on two busy cores. A program under wine that fails has been seen to hang at its end.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>Runs a program to its end; one that has none is killed, and the test fails.</summary>
    internal static ProgramRun Of(string program, IEnumerable<string> arguments, string folder, Action<IDictionary<string, string?>>? prepare = null)
    {
        string output = Path.GetTempFileName();
        string error = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", ToFiles, "sh", output, error, program, .. arguments]) { WorkingDirectory = folder };
            prepare?.Invoke(start.Environment);
            using Process process = Process.Start(start)!;
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException(
                    $"{program} {string.Join(' ', arguments)}: has not ended after {Limit}; it said:\n{File.ReadAllText(output)}\n{File.ReadAllText(error)}");
            }

            return new ProgramRun(
                process.ExitCode, File.ReadAllText(output).Replace("\r\n", "\n", StringComparison.Ordinal), File.ReadAllText(error));
        }
        finally
        {
            File.Delete(output);
            File.Delete(error);
        }
    }
}
