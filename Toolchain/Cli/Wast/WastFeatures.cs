// Which proposals a script may use. Scripts of a proposal's folder extend some version of the standard; others may say
// what they need in lines ";;! name = true" at their head.
using System;
using System.Text;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>Chooses the features of a script.</summary>
internal static class WastFeatures
{
    /// <summary>The features for the script at <paramref name="path"/>.</summary>
    /// <param name="path">Its path; the name of a proposal's folder counts.</param>
    /// <param name="text">Its text.</param>
    internal static WasmFeatures Of(string path, ReadOnlySpan<byte> text)
    {
        string place = path.Replace('\\', '/');
        if (place.Contains("proposals/threads/", StringComparison.Ordinal))
        {
            // Written against 1.0: it expects a second memory or table to be refused.
            return WasmFeatures.Threads | WasmFeatures.SignExtension | WasmFeatures.SaturatingFloatToInt
                | WasmFeatures.BulkMemory;
        }

        WasmFeatures features = WasmFeatures.Wasm3;
        if (place.Contains("proposals/wide-arithmetic/", StringComparison.Ordinal))
        {
            features |= WasmFeatures.WideArithmetic;
        }
        else if (place.Contains("proposals/custom-page-sizes/", StringComparison.Ordinal))
        {
            features |= WasmFeatures.CustomPageSizes;
        }

        return features | Header(text);
    }

    private static WasmFeatures Header(ReadOnlySpan<byte> text)
    {
        WasmFeatures features = WasmFeatures.None;
        while (text.StartsWith(";;"u8))
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            int equals = line.IndexOf((byte)'=');
            if (line.StartsWith(";;!"u8) && equals > 0 && line[(equals + 1)..].Trim((byte)' ').StartsWith("true"u8))
            {
                string name = Encoding.UTF8.GetString(line[3..equals]).Trim().Replace('_', '-');
                features |= WasmFeatureNames.TryParse(name, out WasmFeatures feature) ? feature : WasmFeatures.None;
            }
        }

        return features;
    }
}
