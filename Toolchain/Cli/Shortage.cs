using System;
using System.IO;
using System.Reflection;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>What the system does not give: it shows in many kinds of exceptions, and none of them is a fault of this program.</summary>
internal static class Shortage
{
    /// <summary>The line to print, or null for what is no shortage.</summary>
    internal static string? Describe(Exception error) => error switch
    {
        // Under CoreCLR each assembly is a file to open, and each thread needs descriptors.
        OutOfMemoryException => Line("memory, threads or file descriptors (ulimit -v, -u, -n)", error),
        FileNotFoundException { FileName: { } name } when IsAssembly(name) => Line("file descriptors (ulimit -n), or a part of this program is missing", error),
        FileLoadException { FileName: { } name } when IsAssembly(name) => Line("file descriptors (ulimit -n)", error),
        TypeInitializationException or AggregateException or TargetInvocationException when error.InnerException is { } inner => Describe(inner),
        _ => null,
    };

    private static bool IsAssembly(string name) => name.Contains(", Version=", StringComparison.Ordinal);

    private static string Line(string what, Exception error) => $"the system gives no more {what}: {error.Message.Split('\n')[0].TrimEnd()}";
}
