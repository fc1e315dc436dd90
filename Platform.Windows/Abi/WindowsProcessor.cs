// What differs between the processors that Windows runs on, a row for each.
using System.Runtime.InteropServices;
using Wasmtime.Min.Platform.Portable;
using Wasmtime.Min.Platform.Windows.Interop;

namespace Wasmtime.Min.Platform.Windows.Abi;

/// <summary>Windows on one processor.</summary>
/// <param name="Isa">The instruction set.</param>
/// <param name="Context">Offsets in bytes in CONTEXT and EXCEPTION_RECORD (winnt.h).</param>
internal sealed record WindowsProcessor(Isa Isa, TrapNumbers Context)
{
    /// <summary>EXCEPTION_RECORD.ExceptionInformation[1]: the address of an access violation.</summary>
    private const uint RecordFaultAddress = 40;

    // CONTEXT of AMD64: Rip, Rsp, Rbp, R14, EFlags.
    private static readonly WindowsProcessor X64 = new(Isa.X64, new TrapNumbers(
        ProgramCounter: 0xf8, StackPointer: 0x98, FramePointer: 0xa0, VmctxRegister: 0xe8, RecordFaultAddress, Flags: 0x44, 0, TrapNumbers.None));

    // CONTEXT of Arm64: Pc, Sp, Fp, X28.
    private static readonly WindowsProcessor Arm64 = new(Isa.Arm64, new TrapNumbers(
        ProgramCounter: 0x108, StackPointer: 0x100, FramePointer: 0xf0, VmctxRegister: 0xe8, RecordFaultAddress, TrapNumbers.None, 0, TrapNumbers.None));

    /// <summary>That of this process; null where nothing is known about it.</summary>
    internal static WindowsProcessor? Current => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        _ => null,
    };

    /// <summary>The bits of <see cref="IPlatform.CpuFeatures"/>.</summary>
    internal ulong DetectFeatures() => Isa == Isa.X64
        ? X64CpuFeatures.Detect()
        : Bit(Kernel32.ArmAtomics) | (Bit(Kernel32.ArmDotProducts) << 1);

    private static ulong Bit(uint feature) => Kernel32.IsProcessorFeaturePresent(feature) != 0 ? 1u : 0u;
}
