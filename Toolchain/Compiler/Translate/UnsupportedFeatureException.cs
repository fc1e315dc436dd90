using System;

namespace Wasmtime.Min.Toolchain;

/// <summary>The module is valid, but the back end does not compile one of the features it uses.</summary>
/// <param name="feature">Name of the proposal, as on the command line.</param>
/// <param name="use">What in the module needs it.</param>
public sealed class UnsupportedFeatureException(string feature, string use)
    : Exception($"unsupported feature: {feature} ({use})")
{
    /// <summary>Name of the proposal, as on the command line.</summary>
    public string Feature { get; } = feature;
}
