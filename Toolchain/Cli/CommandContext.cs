using System;
using System.IO;
using Wasmtime.Min.Running;
using Wasmtime.Min.Toolchain.Cli.Files;

namespace Wasmtime.Min.Toolchain.Cli;

/// <summary>What a command may write to; tests give it strings instead of the process's streams.</summary>
/// <param name="Output">Standard output; buffered, flushed when the command ends.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Bytes">Standard output for what is no text, behind <paramref name="Output"/>; null: there is none.</param>
/// <param name="IsInteractive">Whether <paramref name="Error"/> is a terminal, so that progress may be shown on it.</param>
internal sealed record CommandContext(TextWriter Output, TextWriter Error, Stream? Bytes = null, bool IsInteractive = false) : IRunConsole
{
    /// <summary>Writes what is no text to standard output.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    internal void WriteBytes(Action<Stream> write)
    {
        Output.Flush();
        try
        {
            write(Bytes ?? throw new IOException("it takes text only"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(error);
        }
    }

    void IRunConsole.Write(string text) => Output.Write(text);

    void IRunConsole.WriteError(string text) => Error.Write(text);
}

/// <summary>A failure that is not ours: its message is the whole line to print, and the program exits with 1.</summary>
/// <param name="message">File and place first, then what is wrong.</param>
internal sealed class CommandException(string message) : Exception(message);

/// <summary>Standard output cannot be written.</summary>
/// <param name="error">What the system says.</param>
internal sealed class OutputException(Exception error)
    : Exception($"standard output: cannot be written: {HostFiles.Words(error, "")}")
{
    /// <summary>Whether nobody reads any more, which is no failure: <c>head</c> has what it wants.</summary>
    internal bool IsBrokenPipe { get; } = error is IOException failure && DescriptorStream.IsBrokenPipe(failure);
}
