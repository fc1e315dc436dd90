// Our programs as Windows sees them: published for win-x64 with the .NET runtime beside them (CoreCLR; NativeAOT cannot be linked for Windows here),
// and run by wine with a prefix of its own, which is gone afterwards.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wasmtime.Min.Tests.Windows;

/// <summary>What a Windows program did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output; lines ended by LF.</param>
/// <param name="Error">Standard error.</param>
internal sealed record WineRun(int ExitCode, string Output, string Error);

/// <summary>A wine prefix with published programs.</summary>
internal sealed class Wine : IDisposable
{
    // Debian keeps the program off the path.
    private static readonly string[] Places = ["/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/local/bin/wine64"];

    private readonly string _program;
    private readonly Dictionary<string, string> _published = [];

    private Wine(string program) => _program = program;

    /// <summary>Where programs, prefix and files of the tests are.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("wasmtime-min-windows-").FullName;

    /// <summary>A new prefix, or null and why there is none.</summary>
    internal static Wine? TryCreate(out string reason)
    {
        string? program = Array.Find(Places, File.Exists);
        reason = program is null ? "wine64 is not installed (Debian's package of that name)" : "";
        return program is null ? null : new Wine(program);
    }

    /// <summary>A path of this machine as Windows programs name it.</summary>
    internal static string PathOf(string path) => "Z:" + path.Replace('/', '\\');

    /// <summary>Publishes a project for Windows, once; the path of its program.</summary>
    internal string Publish(string project, string program)
    {
        if (_published.TryGetValue(project, out string? published))
        {
            return published;
        }

        string output = Path.Combine(Folder, program);
        WineRun run = Start("dotnet",
        [
            "publish", Path.Combine(Root(), project), "-c", "Release", "-r", "win-x64", "--self-contained", "-p:PublishAot=false",
            "-p:RunAnalyzers=false", "--artifacts-path", Path.Combine(Folder, "artifacts"), "-o", output, "-v", "q",
        ]);
        if (run.ExitCode != 0 && run.Output.Contains("NU1101", StringComparison.Ordinal))
        {
            Assert.Inconclusive("the .NET runtime for win-x64 cannot be restored here: " + run.Output);
        }

        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
        return _published[project] = Path.Combine(output, program + ".exe");
    }

    /// <summary>Runs a published program to its end.</summary>
    internal WineRun Run(string program, params string[] arguments) => Start(_program, [program, .. arguments]);

    public void Dispose()
    {
        string server = Path.Combine(Path.GetDirectoryName(_program)!, "wineserver64");
        if (File.Exists(server))
        {
            Start(server, ["-k", "-w"]);
        }

        Directory.Delete(Folder, recursive: true);
    }

    internal static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));

    private WineRun Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WINEPREFIX"] = Path.Combine(Folder, "prefix");
        start.Environment["WINEDEBUG"] = "-all";

        // wine does not keep up with CoreCLR mapping its own code twice ("Internal CLR error" in finalizers of dynamic methods).
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
        process.WaitForExit();
        return new WineRun(process.ExitCode, output, error.Result);
    }
}
