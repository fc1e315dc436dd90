// The executable around CommandTable: it owns the process's streams and its exit code, nothing else.
using System;
using System.IO;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain.Cli.Files;

namespace Wasmtime.Min.Toolchain.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        Stream bytes = OperatingSystem.IsLinux() ? new DescriptorStream(DescriptorStream.Output) : Console.OpenStandardOutput();
        using var output = new StandardWriter(bytes, capacity: 1 << 14, isLast: false);
        Stream errors = OperatingSystem.IsLinux() ? new DescriptorStream(DescriptorStream.Error) : Console.OpenStandardError();
        using var error = new StandardWriter(errors, capacity: 0, isLast: true);
        var context = new CommandContext(output, error, bytes, IsInteractive: !Console.IsErrorRedirected);
        return CommandTable.Run(ProcessArguments.Exact(arguments), context);
    }
}
