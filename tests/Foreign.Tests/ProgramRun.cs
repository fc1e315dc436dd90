using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>What a program did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output; lines ended by LF.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program to its end.</summary>
    internal static ProgramRun Of(string program, IEnumerable<string> arguments, string folder, Action<IDictionary<string, string?>>? prepare = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        prepare?.Invoke(start.Environment);
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
        process.WaitForExit();
        return new ProgramRun(process.ExitCode, output, error.Result);
    }
}
