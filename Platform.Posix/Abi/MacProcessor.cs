// What is to be known of a Mac's processor.
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Processors of macOS.</summary>
internal static class MacProcessor
{
    /// <summary>That of this process.</summary>
    internal static Isa Isa => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Isa.Arm64 : Isa.X64;

    /// <summary>The bits of <see cref="IPlatform.CpuFeatures"/>.</summary>
    internal static ulong DetectFeatures() => Isa == Isa.X64
        ? X64CpuFeatures.Detect()
        : Has("hw.optional.arm.FEAT_LSE") | (Has("hw.optional.arm.FEAT_DotProd") << 1);

    private static unsafe ulong Has(string feature)
    {
        int value = 0;
        nuint length = sizeof(int);

        // SAFETY: the buffer is as long as is said. An unknown name is an error, and the value stays 0.
        return Libc.SystemControl(feature, (nint)(&value), (nint)(&length), 0, 0) == 0 && value != 0 ? 1u : 0u;
    }
}
