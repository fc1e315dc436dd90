using System;
using Wasmtime.Min.CommandLine;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Cli.Commands;

/// <summary>Values of <c>-W</c>.</summary>
internal static class FeatureSettings
{
    /// <summary>The features after one <c>-W NAME[=y|n]</c>; <c>all</c> stands for every one.</summary>
    /// <exception cref="UsageException">No such feature.</exception>
    internal static WasmFeatures Apply(WasmFeatures features, string value)
    {
        int equals = value.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? value : value[..equals];
        bool on = equals < 0 || OptionValue.YesNo("-W " + name, value[(equals + 1)..]);
        WasmFeatures feature = WasmFeatures.All;
        if (name != "all" && !WasmFeatureNames.TryParse(name, out feature))
        {
            throw new UsageException($"-W knows no feature '{name}'; features: all, {WasmFeatureNames.Describe(WasmFeatures.All)}");
        }

        return on ? features | feature : features & ~feature;
    }
}
