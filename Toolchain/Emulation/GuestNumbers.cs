using System.Buffers.Binary;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Toolchain.Emulation;

/// <summary>Linux of an instruction set in numbers: names, system calls, places in the context of a signal.</summary>
/// <param name="Isa">The instruction set.</param>
/// <param name="Name">Its name for the emulator.</param>
/// <param name="ElfMachine">Its number in ELF files.</param>
/// <param name="CpuFeatures">What the emulator's processor has, as <see cref="IPlatform.CpuFeatures"/> says it.</param>
/// <param name="Processor">The emulator's processor, as QEMU_CPU takes it; null: the one that it has by itself.</param>
/// <param name="Map">System call mmap.</param>
/// <param name="Unmap">munmap.</param>
/// <param name="Protect">mprotect.</param>
/// <param name="SignalAction">rt_sigaction.</param>
/// <param name="SignalStack">sigaltstack.</param>
/// <param name="ActionFlags">Offset in bytes of the flags in the kernel's sigaction; the handler stands at 0.</param>
/// <param name="ProgramCounter">Offset in bytes in ucontext_t.</param>
/// <param name="StackPointer">Offset in bytes in ucontext_t.</param>
/// <param name="FramePointer">Offset in bytes in ucontext_t.</param>
/// <param name="Vmctx">Offset in bytes in ucontext_t of the register that generated code reserves.</param>
/// <param name="IsBigEndian">Byte order of the machine: of its files and of what its kernel reads.</param>
internal sealed record GuestNumbers(
    Isa Isa,
    string Name,
    ushort ElfMachine,
    ulong CpuFeatures,
    string? Processor,
    int Map,
    int Unmap,
    int Protect,
    int SignalAction,
    int SignalStack,
    int ActionFlags,
    uint ProgramCounter,
    uint StackPointer,
    uint FramePointer,
    uint Vmctx,
    bool IsBigEndian = false)
{
    /// <summary>Offset in bytes of the fault address in siginfo_t, the same everywhere.</summary>
    internal const uint FaultAddress = 16;

    private const uint S390xRegisters = 56; // ucontext_t: uc_mcontext.regs.gprs[0]
    private const uint Arm64Registers = 184; // ucontext_t: uc_mcontext.regs[0]
    private const uint Riscv64Registers = 176; // ucontext_t: uc_mcontext.__gregs, the program counter in place of the zero register

    /// <summary>aarch64.</summary>
    internal static readonly GuestNumbers Arm64 = new(
        Isa.Arm64,
        "aarch64",
        183,
        CpuFeatures: 3, // LSE, dot products
        Processor: null,
        Map: 222,
        Unmap: 215,
        Protect: 226,
        SignalAction: 134,
        SignalStack: 132,
        ActionFlags: 8,
        ProgramCounter: 440,
        StackPointer: 432,
        FramePointer: Arm64Registers + (29 * 8),
        Vmctx: Arm64Registers + (28 * 8));

    /// <summary>riscv64.</summary>
    internal static readonly GuestNumbers Riscv64 = new(
        Isa.Riscv64,
        "riscv64",
        243,
        CpuFeatures: 15, // Zba, Zbb, Zbs, V
        Processor: "rv64,v=true,vext_spec=v1.0,vlen=128",
        Map: 222,
        Unmap: 215,
        Protect: 226,
        SignalAction: 134,
        SignalStack: 132,
        ActionFlags: 8,
        ProgramCounter: Riscv64Registers,
        StackPointer: Riscv64Registers + (2 * 8),
        FramePointer: Riscv64Registers + (8 * 8),
        Vmctx: Riscv64Registers + (27 * 8));

    /// <summary>s390x.</summary>
    internal static readonly GuestNumbers S390x = new(
        Isa.S390x,
        "s390x",
        22,
        CpuFeatures: 3, // second vector enhancements, third miscellaneous instructions
        Processor: null,
        Map: 90,
        Unmap: 91,
        Protect: 125,
        SignalAction: 174,
        SignalStack: 186,
        ActionFlags: 8,
        ProgramCounter: 48,
        StackPointer: S390xRegisters + (15 * 8),
        FramePointer: S390xRegisters + (11 * 8),
        Vmctx: S390xRegisters + (10 * 8),
        IsBigEndian: true);

    /// <summary>All that can be emulated.</summary>
    internal static readonly GuestNumbers[] All = [Arm64, Riscv64, S390x];

    /// <summary>A number as the guest's kernel reads it.</summary>
    internal ulong Native(ulong value) => IsBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}
