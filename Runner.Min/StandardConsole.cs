using System;
using System.IO;
using System.Text;
using Wasmtime.Min.Running;

namespace Wasmtime.Min.Runner;

/// <summary>
/// The process's own streams, opened when first used: a program that runs well prints nothing itself, and should not pay for
/// the machinery of <see cref="Console"/>'s writers.
/// </summary>
internal sealed class StandardConsole : IRunConsole
{
    private Stream? _output;
    private Stream? _error;

    public void Write(string text) => (_output ??= Console.OpenStandardOutput()).Write(Encoding.UTF8.GetBytes(text));

    public void WriteError(string text) => (_error ??= Console.OpenStandardError()).Write(Encoding.UTF8.GetBytes(text));
}
