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

    internal string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Runs a command; the folder's name is cut out of what it prints.</summary>
    internal int Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = CommandTable.Run(arguments, new CommandContext(output, error));
        Output = Shorten(output);
        Error = Shorten(error);
        return code;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Shorten(StringWriter text) =>
        text.ToString().Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
