using System;
using System.IO;

using Wasmtime.Min.Toolchain.Cli;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

/// <summary>One run of wasmtime-aot inside this process, with a folder of its own for files.</summary>
internal sealed class CommandRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmtime-min-cli-").FullName;

    internal string Output { get; private set; } = "";

    internal string Error { get; private set; } = "";

    /// <summary>What was written to standard output without being text.</summary>
    internal byte[] Bytes { get; private set; } = [];

    /// <summary>Writes a file and returns its path.</summary>
    internal string Write(string name, string text)
    {
        string path = PathOf(name);
        File.WriteAllText(path, text);
        return path;
    }

    internal string Write(string name, byte[] bytes)
    {
        string path = PathOf(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Gives a file a second name.</summary>
    internal void HardLink(string name, string second)
    {
        using var link = System.Diagnostics.Process.Start("ln", [PathOf(name), PathOf(second)]);
        link.WaitForExit();
    }

    internal string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Runs a command; the folder's name is cut out of what it prints.</summary>
    internal int Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var bytes = new MemoryStream();
        int code = CommandTable.Run(arguments, new CommandContext(output, error, bytes));
        Bytes = bytes.ToArray();
        Output = Shorten(output);
        Error = Shorten(error);
        return code;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Shorten(StringWriter text) =>
        text.ToString().Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
