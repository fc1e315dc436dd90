// Which proposals a script may use. Scripts of a proposal's folder extend some version of the standard; others may say
// what they need in lines ";;! name = true" at their head.
using System;
using System.Text;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Cli.Wast;

/// <summary>What a script asks for.</summary>
/// <param name="Features">The proposals that its modules may use.</param>
/// <param name="CanonicalNans">Whether it expects every NaN to be the canonical one.</param>
internal readonly record struct WastNeeds(WasmFeatures Features, bool CanonicalNans)
{
    private const string CanonicalNansName = "nan-canonicalization";

    /// <summary>The needs of the script at <paramref name="path"/>.</summary>
    /// <param name="path">Its path; the name of a proposal's folder counts.</param>
    /// <param name="text">Its text.</param>
    internal static WastNeeds Of(string path, ReadOnlySpan<byte> text)
    {
        string place = path.Replace('\\', '/');
        if (place.Contains("proposals/threads/", StringComparison.Ordinal))
        {
            // Written against 1.0: it expects a second memory or table to be refused.
            const WasmFeatures Threads = WasmFeatures.Wasm1 | WasmFeatures.Threads | WasmFeatures.SignExtension | WasmFeatures.SaturatingFloatToInt
                | WasmFeatures.BulkMemory;
            return new WastNeeds(Threads, CanonicalNans: false);
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

        return WithHeader(features, text);
    }

    private static WastNeeds WithHeader(WasmFeatures features, ReadOnlySpan<byte> text)
    {
        bool canonicalNans = false;
        while (text.StartsWith(";;"u8))
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            int equals = line.IndexOf((byte)'=');
            if (line.StartsWith(";;!"u8) && equals > 0 && line[(equals + 1)..].Trim((byte)' ').StartsWith("true"u8))
            {
                string name = Encoding.UTF8.GetString(line[3..equals]).Trim().Replace('_', '-');
                canonicalNans |= name == CanonicalNansName;
                features |= WasmFeatureNames.TryParse(name, out WasmFeatures feature) ? feature : WasmFeatures.None;
            }
        }

        return new WastNeeds(features, canonicalNans);
    }
}
