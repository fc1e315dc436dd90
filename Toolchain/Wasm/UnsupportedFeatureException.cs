using System;

namespace Wasmtime.Min.Toolchain.Wasm;

/// <summary>The module uses something that this toolchain knows of and does not have: a proposal that is not built, or a target without code.</summary>
public sealed class UnsupportedFeatureException : Exception
{
    /// <summary>Refuses a feature.</summary>
    /// <param name="feature">Its name: of a proposal, as on the command line.</param>
    /// <param name="use">What needs it, or what there is instead; null: nothing to say.</param>
    public UnsupportedFeatureException(string feature, string? use = null)
        : base(use is null ? $"unsupported feature: {feature}" : $"unsupported feature: {feature} ({use})") => Feature = feature;

    /// <summary>Name of the proposal, as on the command line.</summary>
    public string Feature { get; }
}
