using System;

namespace Wasmtime.Min.Toolchain.Codegen;

/// <summary>The compiler contradicts itself; never the fault of the input.</summary>
/// <param name="pass">Where it was noticed.</param>
/// <param name="problem">What does not hold.</param>
public sealed class CompilerBugException(string pass, string problem)
    : Exception($"compiler bug in pass '{pass}': {problem}")
{
    /// <summary>Where it was noticed.</summary>
    public string Pass { get; } = pass;
}
