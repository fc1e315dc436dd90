using System;
using System.IO;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>What a command may write to; tests give it strings instead of the process's streams.</summary>
/// <param name="Output">Standard output; buffered, flushed when the command ends.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">Whether <paramref name="Error"/> is a terminal, so that progress may be shown on it.</param>
internal sealed record CommandContext(TextWriter Output, TextWriter Error, bool IsInteractive = false);

/// <summary>Exit codes of both programs.</summary>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int Failure = 1;
    internal const int WrongUse = 2;
    internal const int Trap = 134;
}

/// <summary>A failure that is not ours: its message is the whole line to print, and the program exits with 1.</summary>
/// <param name="message">File and place first, then what is wrong.</param>
internal sealed class CommandException(string message) : Exception(message);
