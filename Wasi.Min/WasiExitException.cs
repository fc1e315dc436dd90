using System;

namespace Wasmtime.Min.Wasi;

/// <summary>The program ended itself with <c>proc_exit</c>; passes through the guest to whoever called it.</summary>
/// <param name="exitCode">The code.</param>
public sealed class WasiExitException(int exitCode) : Exception("the program exited")
{
    /// <summary>What the program passed to <c>proc_exit</c>.</summary>
    public int ExitCode { get; } = exitCode;
}
