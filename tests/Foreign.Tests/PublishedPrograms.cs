// Our programs as another system or processor sees them: published for it, and run by what stands for it on this machine.
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>Published programs and what runs them; gone afterwards.</summary>
/// <param name="runtime">Name of the system for .NET.</param>
/// <param name="emulator">What runs its programs: a program and its first arguments.</param>
internal abstract class PublishedPrograms(string runtime, params string[] emulator) : IDisposable
{
    private readonly Lock _publishing = new();
    private readonly Dictionary<string, string> _published = [];

    /// <summary>Where programs and files of the tests are.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory($"wasmtime-min-{runtime}-").FullName;

    /// <summary>The target of artifacts for it.</summary>
    protected abstract string Target { get; }

    /// <summary>What executable files are called at the end.</summary>
    protected abstract string Suffix { get; }

    /// <summary>Folder of the repository.</summary>
    internal static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));

    /// <summary>The compiler, as it was built for this machine beside this assembly: in the same configuration, for the same framework.</summary>
    internal static string HostCompiler { get; } = FindHostCompiler();

    /// <summary>Publishes a project with the .NET runtime beside it, once; the path of its program.</summary>
    internal string Publish(string project, string program) => Publish(project, program, ["--self-contained", "-p:PublishAot=false"]);

    /// <summary>Publishes a project with options for that, once; the path of its program.</summary>
    protected string Publish(string project, string program, IReadOnlyList<string> options)
    {
        lock (_publishing)
        {
            string output = Path.Combine(Folder, $"{program}-{_published.Count}");
            string key = project + ' ' + string.Join(' ', options);
            if (_published.TryGetValue(key, out string? published))
            {
                return published;
            }

            ProgramRun run = Start("dotnet",
            [
                "publish", Path.Combine(Root(), project), "-c", "Release", "-r", runtime, .. options,
                "-p:RunAnalyzers=false", "--artifacts-path", Path.Combine(Folder, "artifacts"), "-o", output, "-v", "q",
            ]);
            if (run.ExitCode != 0 && run.Output.Contains("NU1101", StringComparison.Ordinal))
            {
                Assert.Inconclusive($"the .NET runtime for {runtime} cannot be restored here: " + run.Output);
            }

            Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
            return _published[key] = Path.Combine(output, program + Suffix);
        }
    }

    /// <summary>Runs a published program to its end.</summary>
    internal ProgramRun Run(string program, params IReadOnlyList<string> arguments) => Start(emulator[0], [.. emulator[1..], program, .. arguments]);

    /// <summary>Compiles a module on this machine; the artifact's name in <see cref="Folder"/>.</summary>
    internal string Compile(string name, byte[] module, bool signals = true)
    {
        var options = new CompileOptions { Target = Target, SignalsBasedTraps = signals };
        File.WriteAllBytes(Path.Combine(Folder, name + ".cwasm"), ArtifactCompiler.Compile(module, options));
        return name + ".cwasm";
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Adds what the programs need in their environment.</summary>
    protected virtual void Prepare(IDictionary<string, string?> environment) => environment["DOTNET_NOLOGO"] = "1";

    /// <summary>Runs a program of this machine to its end, in the folder.</summary>
    internal ProgramRun Start(string program, IEnumerable<string> arguments) => ProgramRun.Of(program, arguments, Folder, Prepare);

    // .../tests/Foreign.Tests/bin/CONFIGURATION/FRAMEWORK/ -> .../Toolchain/Cli/bin/CONFIGURATION/FRAMEWORK/
    private static string FindHostCompiler()
    {
        string framework = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string configuration = Path.GetDirectoryName(framework)!;
        return Path.Combine(
            Root(), "Toolchain", "Cli", "bin", Path.GetFileName(configuration), Path.GetFileName(framework), "wasmtime-aot.dll");
    }
}
