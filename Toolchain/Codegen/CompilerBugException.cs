using System;

namespace Wasmtime.Min.Toolchain.Codegen;

/// <summary>The compiler contradicts itself; never the fault of the input.</summary>
/// <param name="pass">Where it was noticed.</param>
/// <param name="problem">What does not hold.</param>
/// <param name="function">What was compiled, in words; null while that is not known.</param>
/// <param name="index">Index of the function in its module; -1 while that is not known.</param>
public sealed class CompilerBugException(string pass, string problem, string? function = null, int index = -1)
    : Exception(function is null ? $"compiler bug in pass '{pass}': {problem}" : $"compiler bug in pass '{pass}', {function}: {problem}")
{
    /// <summary>Where it was noticed.</summary>
    public string Pass { get; } = pass;

    /// <summary>Index of the function in its module; -1 if that is not known.</summary>
    public int FunctionIndex { get; } = index;

    /// <summary>The same, with what was compiled.</summary>
    /// <param name="function">In words.</param>
    /// <param name="index">Its index in the module.</param>
    public CompilerBugException In(string function, int index) => new(Pass, problem, function, index);
}
