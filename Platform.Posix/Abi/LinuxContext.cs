// What Linux hands to a signal handler, by processor: offsets in ucontext_t and siginfo_t as glibc and musl lay them out (sys/ucontext.h). The
// emulation of foreign processors compiles this file, too. The reserved register is the one that generated code keeps the vmctx in.
namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Places of an interrupted thread's registers in its context.</summary>
/// <param name="ProgramCounter">Offset in bytes.</param>
/// <param name="StackPointer">Offset in bytes.</param>
/// <param name="FramePointer">Offset in bytes.</param>
/// <param name="VmctxRegister">Offset in bytes.</param>
internal readonly record struct LinuxContext(uint ProgramCounter, uint StackPointer, uint FramePointer, uint VmctxRegister)
{
    /// <summary>Offset of the fault's address in siginfo_t, the same everywhere.</summary>
    internal const uint FaultAddress = 16;

    private const uint Arm64Registers = 184; // x0
    private const uint Riscv64Registers = 176; // pc in the place of x0
    private const uint S390xRegisters = 56; // r0, behind the program status word

    /// <summary>rip, rsp, rbp, r14.</summary>
    internal static LinuxContext X64 => new(168, 160, 120, 88);

    /// <summary>pc, sp, x29, x28.</summary>
    internal static LinuxContext Arm64 => new(440, 432, Arm64Registers + (29 * 8), Arm64Registers + (28 * 8));

    /// <summary>pc, sp (x2), s0 (x8), s11 (x27).</summary>
    internal static LinuxContext Riscv64 => new(Riscv64Registers, Riscv64Registers + (2 * 8), Riscv64Registers + (8 * 8), Riscv64Registers + (27 * 8));

    /// <summary>psw.addr, r15, r11, r10.</summary>
    internal static LinuxContext S390x => new(48, S390xRegisters + (15 * 8), S390xRegisters + (11 * 8), S390xRegisters + (10 * 8));
}
