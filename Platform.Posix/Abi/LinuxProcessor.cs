// What differs between the processors that Linux runs on, a row for each. Where a row says so the system has no such place or call.
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Platform.Posix.Abi;

/// <summary>Numbers of Linux on one processor.</summary>
/// <param name="Isa">The instruction set.</param>
/// <param name="Context">Where a signal's context has the registers.</param>
/// <param name="Flags">Offset in ucontext_t of the flags that a resumed guest needs clear, or <see cref="TrapNumbers.None"/>.</param>
/// <param name="FloatState">As <see cref="TrapNumbers.FloatState"/>, in ucontext_t.</param>
/// <param name="Futex">Number of the system call futex.</param>
internal sealed record LinuxProcessor(Isa Isa, LinuxContext Context, uint Flags, uint FloatState, nint Futex)
{
    /// <summary>riscv64: <c>int riscv_hwprobe(struct riscv_hwprobe *pairs, size_t count, size_t cpus_size, unsigned long *cpus, unsigned flags)</c>.</summary>
    internal const nint Riscv64HardwareProbe = 258;

    /// <summary>riscv64: <c>int riscv_flush_icache(void *start, void *end, unsigned long flags)</c>.</summary>
    internal const nint Riscv64FlushCache = 259;

    private static readonly LinuxProcessor X64 = new(Isa.X64, LinuxContext.X64, Flags: 176, FloatState: 224, Futex: 202);

    private static readonly LinuxProcessor Arm64 = new(Isa.Arm64, LinuxContext.Arm64, TrapNumbers.None, TrapNumbers.None, Futex: 98);

    private static readonly LinuxProcessor Riscv64 = new(Isa.Riscv64, LinuxContext.Riscv64, TrapNumbers.None, TrapNumbers.None, Futex: 98);

    /// <summary>That of this process; null where nothing is known about it. (A big-endian one needs a runtime that turns bytes: there is no row.)</summary>
    internal static LinuxProcessor? Current => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        Architecture.RiscV64 => Riscv64,
        _ => null,
    };
}
