// The executable around CommandTable: it owns the process's streams and its exit code, nothing else.
using System;
using System.IO;
using System.Text;
using Wasmtime.Min.Platform.Posix;

namespace Wasmtime.Min.Toolchain.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var output = new StreamWriter(Console.OpenStandardOutput(), utf8, bufferSize: 1 << 14);
        using var error = new StreamWriter(Console.OpenStandardError(), utf8, bufferSize: 256) { AutoFlush = true };
        var context = new CommandContext(output, error, IsInteractive: !Console.IsErrorRedirected);
        return CommandTable.Run(ProcessArguments.Exact(arguments), context);
    }
}
