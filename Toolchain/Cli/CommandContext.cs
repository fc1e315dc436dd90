using System;
using System.IO;
using Wasmtime.Min.Running;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>What a command may write to; tests give it strings instead of the process's streams.</summary>
/// <param name="Output">Standard output; buffered, flushed when the command ends.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">Whether <paramref name="Error"/> is a terminal, so that progress may be shown on it.</param>
internal sealed record CommandContext(TextWriter Output, TextWriter Error, bool IsInteractive = false) : IRunConsole
{
    void IRunConsole.Write(string text) => Output.Write(text);

    void IRunConsole.WriteError(string text) => Error.Write(text);
}

/// <summary>A failure that is not ours: its message is the whole line to print, and the program exits with 1.</summary>
/// <param name="message">File and place first, then what is wrong.</param>
internal sealed class CommandException(string message) : Exception(message);
