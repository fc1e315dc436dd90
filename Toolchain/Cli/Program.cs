// The executable around CommandTable: it owns the process's streams and its exit code, nothing else.
using System;
using System.IO;
using System.Runtime.CompilerServices;
using Wasmtime.Min.Platform.Posix;
using Wasmtime.Min.Toolchain.Cli.Files;

namespace Wasmtime.Min.Toolchain.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        try
        {
            return Run(arguments);
        }
        catch (Exception error) when (Shortage.Describe(error) is { } shortage)
        {
            return Complain(shortage);
        }
    }

    // Apart, so that Main starts even if the assemblies that this needs cannot be opened.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] arguments)
    {
        Stream bytes = OperatingSystem.IsLinux() ? new DescriptorStream(DescriptorStream.Output, isStandard: true) : Console.OpenStandardOutput();
        using var output = new StandardWriter(bytes, capacity: 1 << 14, isLast: false);
        Stream errors = OperatingSystem.IsLinux() ? new DescriptorStream(DescriptorStream.Error, isStandard: true) : Console.OpenStandardError();
        using var error = new StandardWriter(errors, capacity: 0, isLast: true);
        var context = new CommandContext(output, error, bytes, IsInteractive: !Console.IsErrorRedirected);
        return CommandTable.Run(ProcessArguments.Exact(arguments), context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Complain(string shortage)
    {
        try
        {
            Console.Error.WriteLine($"{CommandTable.ProgramName}: {shortage}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException || Shortage.Describe(error) is not null)
        {
            // There is nothing left to say it with.
        }

        return 1;
    }
}
