// What the processor can do and the kernel allows, in the numbering of artifacts (IPlatform.CpuFeatures). AMD64 is asked directly, the
// others through the kernel.
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Posix.Interop;

namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>CPU features on Linux.</summary>
internal static class LinuxCpuFeatures
{
    private const int AuxiliaryHardware = 16; // AT_HWCAP

    // Bits of AT_HWCAP (asm/hwcap.h).
    private const int Arm64Atomics = 8, Arm64DotProduct = 20;

    // asm/hwprobe.h; Linux before 6.5 does not have the call and tells extensions of one letter in AT_HWCAP.
    private const ulong Riscv64ImaExtensions = 4;
    private const int Riscv64ProbedVector = 2, Riscv64ProbedBits = 3; // Zba, Zbb, Zbs
    private const int Riscv64Vector = 'V' - 'A', Riscv64VectorFeature = 3;

    /// <summary>The bits of <see cref="IPlatform.CpuFeatures"/>.</summary>
    internal static ulong Detect(Isa isa)
    {
        ulong hardware = Libc.GetAuxiliaryValue(AuxiliaryHardware);
        return isa switch
        {
            Isa.X64 => X64CpuFeatures.Detect(),
            Isa.Arm64 => Bit(hardware, Arm64Atomics) | (Bit(hardware, Arm64DotProduct) << 1),
            Isa.Riscv64 when Riscv64Extensions() is { } probed => (probed >> Riscv64ProbedBits & 7) | (Bit(probed, Riscv64ProbedVector) << Riscv64VectorFeature),
            Isa.Riscv64 => Bit(hardware, Riscv64Vector) << Riscv64VectorFeature,
            _ => 0,
        };
    }

    private static unsafe ulong? Riscv64Extensions()
    {
        // SAFETY: one pair of key and value, which the kernel fills.
        ulong* pair = stackalloc ulong[] { Riscv64ImaExtensions, 0 };
        bool isKnown = Libc.SystemCall(LinuxProcessor.Riscv64HardwareProbe, (nint)pair, 1, 0, 0, 0, 0) == 0 && pair[0] == Riscv64ImaExtensions;
        return isKnown ? pair[1] : null;
    }

    private static ulong Bit(ulong bits, int number) => bits >> number & 1;
}
