// Windows: programs with the .NET runtime beside them (CoreCLR; NativeAOT cannot be linked for Windows here), run by wine with a prefix of its own.
using System;
using System.Collections.Generic;
using System.IO;

namespace Wasmtime.Min.Tests.Foreign;

/// <summary>A wine prefix with published programs.</summary>
internal sealed class Wine : PublishedPrograms
{
    // Debian keeps the program off the path.
    private static readonly string[] Places = ["/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/local/bin/wine64"];

    private readonly string _program;

    private Wine(string program)
        : base("win-x64", program) => _program = program;

    /// <inheritdoc/>
    protected override string Target => "x86_64-windows";

    /// <inheritdoc/>
    protected override string Suffix => ".exe";

    /// <summary>A new prefix, or null and why there is none.</summary>
    internal static Wine? TryCreate(out string reason)
    {
        string? program = Array.Find(Places, File.Exists);
        reason = program is null ? "wine64 is not installed (Debian's package of that name)" : "";
        if (program is null)
        {
            return null;
        }

        // Of two programs that begin in a prefix that nobody has made yet, one may not find its server.
        var wine = new Wine(program);
        _ = wine.Start(program, ["wineboot", "--init"]);
        return wine;
    }

    /// <summary>A path of this machine as Windows programs name it.</summary>
    internal static string PathOf(string path) => "Z:" + path.Replace('/', '\\');

    /// <inheritdoc/>
    public override void Dispose()
    {
        string server = Path.Combine(Path.GetDirectoryName(_program)!, "wineserver64");
        if (File.Exists(server))
        {
            Start(server, ["-k", "-w"]);
        }

        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Prepare(IDictionary<string, string?> environment)
    {
        base.Prepare(environment);
        environment["WINEPREFIX"] = Path.Combine(Folder, "prefix");
        environment["WINEDEBUG"] = "-all";

        // wine does not keep up with CoreCLR mapping its own code twice ("Internal CLR error" in finalizers of dynamic methods).
        environment["DOTNET_EnableWriteXorExecute"] = "0";
    }
}
