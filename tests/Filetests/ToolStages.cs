// Golden tests of what the command line prints. ';;! stage = artifact, compile = OPTIONS, show = OPTIONS' compiles the file and lists the
// artifact; ';;! stage = validate, options = OPTIONS' prints what 'validate' says about the file, ';;! stage = validate-binary' about its
// binary form, so that the place is an offset. The last two fail if the module is valid.
using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Cli;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Filetests;

/// <summary>Stages that commands of wasmtime-aot run.</summary>
internal static class ToolStages
{
    private const string Artifact = "artifact";
    private const string Validate = "validate";
    private const string ValidateBinary = "validate-binary";

    internal static bool Has(string stage) => stage is Artifact or Validate or ValidateBinary;

    /// <summary>What the stage prints for a file, whose own name stands for its path.</summary>
    internal static string Run(string stage, string path)
    {
        string header = File.ReadAllText(path).Split('\n')[0];
        string folder = Directory.CreateTempSubdirectory("wasmtime-min-filetests-").FullName;
        try
        {
            return stage == Artifact ? List(header, path, folder) : Refusal(header, stage == Validate ? path : Binary(path, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string List(string header, string path, string folder)
    {
        string artifact = Path.Combine(folder, Path.ChangeExtension(Path.GetFileName(path), ".cwasm"));
        (int code, string output) = Command(["compile", .. Options(header, "compile"), "-o", artifact, path]);
        Assert.AreEqual(0, code, output);
        (code, output) = Command(["objdump", .. Options(header, "show"), artifact]);
        Assert.AreEqual(0, code, output);
        return output;
    }

    private static string Refusal(string header, string path)
    {
        (int code, string output) = Command(["validate", .. Options(header, "options"), path]);
        Assert.AreEqual(1, code, $"{path} is valid");
        return output;
    }

    private static string Binary(string path, string folder)
    {
        string binary = Path.Combine(folder, Path.ChangeExtension(Path.GetFileName(path), ".wasm"));
        File.WriteAllBytes(binary, WasmBinaryWriter.Write(WatParser.Parse(File.ReadAllBytes(path), path)));
        return binary;
    }

    private static (int Code, string Text) Command(string[] arguments)
    {
        using var text = new StringWriter();
        int code = CommandTable.Run(arguments, new CommandContext(text, text));
        return (code, text.ToString().Replace(Path.GetDirectoryName(arguments[^1]) + "/", "", StringComparison.Ordinal));
    }

    private static string[] Options(string header, string key)
    {
        string mark = $", {key} = ";
        int at = header.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return [];
        }

        string rest = header[(at + mark.Length)..];
        int end = rest.IndexOf(", ", StringComparison.Ordinal);
        return (end < 0 ? rest : rest[..end]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
