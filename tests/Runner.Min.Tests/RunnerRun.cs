using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runner;

/// <summary>Runs of wasmtime-min as a process, in a folder of its own.</summary>
internal sealed class RunnerRun : IDisposable
{
    private static readonly string Program = FindProgram();

    internal string Folder { get; } = Directory.CreateTempSubdirectory("wasmtime-min-run-").FullName;

    internal string Output { get; private set; } = "";

    internal string Error { get; private set; } = "";

    /// <summary>Compiles text into an artifact of the folder.</summary>
    /// <param name="name">File name.</param>
    /// <param name="wat">The module.</param>
    /// <param name="options">How; null: as by default.</param>
    /// <param name="patch">Changes the finished bytes.</param>
    internal void Compile(string name, string wat, CompileOptions? options = null, Action<byte[]>? patch = null) =>
        Compile(name, Encoding.UTF8.GetBytes(wat), options, patch);

    /// <summary>Compiles a module, text or binary, into an artifact of the folder.</summary>
    internal void Compile(string name, byte[] module, CompileOptions? options = null, Action<byte[]>? patch = null)
    {
        byte[] artifact = ArtifactCompiler.Compile(module, options ?? new CompileOptions());
        patch?.Invoke(artifact);
        File.WriteAllBytes(Path.Combine(Folder, name), artifact);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>Its exit code.</returns>
    internal int Run(params string[] arguments) => Finish(Start(arguments));

    /// <summary>Runs a command of the shell, in which <c>$RUN</c> is the program.</summary>
    /// <returns>Its exit code.</returns>
    internal int Shell(string command) => Finish(StartProcess("bash", ["-c", $"RUN=\"dotnet {Program}\"; {command}"]));

    /// <summary>Starts the program, for who does something while it runs.</summary>
    internal Process Start(params string[] arguments) => StartProcess("dotnet", [Program, .. arguments]);

    private int Finish(Process process)
    {
        using (process)
        {
            System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
            Output = process.StandardOutput.ReadToEnd();
            Error = error.Result;
            process.WaitForExit();
            return process.ExitCode;
        }
    }

    private Process StartProcess(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A file of tests/Examples.</summary>
    internal static string ExampleOf(string name, [CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "Examples", name);

    // .../tests/Runner.Min.Tests/bin/CONFIGURATION/FRAMEWORK/ -> .../Runner.Min/bin/CONFIGURATION/FRAMEWORK/
    private static string FindProgram([CallerFilePath] string path = "")
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
        string framework = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string configuration = Path.GetDirectoryName(framework)!;
        return Path.Combine(
            root, "Runner.Min", "bin", Path.GetFileName(configuration), Path.GetFileName(framework), "wasmtime-min.dll");
    }
}
