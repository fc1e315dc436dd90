using System;
using System.Runtime.Intrinsics.X86;

namespace Wasmtime.Min.Platform.Portable;

/// <summary>What an AMD64 processor can do, in the numbering of artifacts. Every platform for it compiles this file.</summary>
internal static class X64CpuFeatures
{
    /// <summary>
    /// The bits of <see cref="IPlatform.CpuFeatures"/>. Asked of the processor: in a NativeAOT program the IsSupported properties answer for the
    /// machine it was compiled for. A kernel that saves no AVX state does not set OSXSAVE. 0 on other processors.
    /// </summary>
    internal static ulong Detect()
    {
        if (!X86Base.IsSupported)
        {
            return 0;
        }

        (_, _, int basic, _) = X86Base.CpuId(1, 0);
        (_, int structured, _, _) = X86Base.CpuId(7, 0);
        (_, _, int extended, _) = X86Base.CpuId(unchecked((int)0x8000_0001), 0);
        bool savesAvx = Has(basic, 27) && Has(basic, 28);
        ReadOnlySpan<bool> found =
        [
            Has(basic, 20), Has(basic, 23), Has(extended, 5), Has(structured, 3), Has(structured, 8),
            savesAvx, savesAvx && Has(structured, 5), savesAvx && Has(basic, 12),
        ];
        ulong features = 0;
        for (int i = 0; i < found.Length; i++)
        {
            features |= found[i] ? 1ul << i : 0;
        }

        return features;

        static bool Has(int register, int bit) => (register >> bit & 1) != 0;
    }
}
