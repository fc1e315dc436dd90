using System;

namespace Wasmtime.Min.Platform;

/// <summary>
/// Hardware faults as traps. The handler is machine code that the runtime brings along; the platform supplies numbers that tell it where
/// the system keeps the registers of the interrupted thread, and one call to install it. <c>wasmtime_init_traps</c>.
/// </summary>
public interface ITrapHandling
{
    /// <summary>Where the handler finds things. Constant for the process.</summary>
    TrapNumbers Numbers { get; }

    /// <summary>
    /// Installs the handler for the process, in front of those that are installed already, and keeps their flags and masks; where
    /// <see cref="TrapNumbers.FloatState"/> is given, no signal may be blocked while the handler runs. Called once.
    /// </summary>
    /// <param name="handler">Address of the handler: <c>void handler(int signal, siginfo_t *info, void *context)</c>.</param>
    /// <param name="previous">
    /// Receives, by signal number, the address of the handler before (0: default action, 1: ignored). Written before the new
    /// handler can run. At least 64 entries; in native memory that the handler reads.
    /// </param>
    /// <exception cref="PlatformException">The system refused.</exception>
    void Install(nuint handler, Span<nuint> previous);

    /// <summary>Installs what was there before. No guest code may be running.</summary>
    void Uninstall();

    /// <summary>
    /// Called on each thread before it runs guest code for the first time: gives it what handling a fault needs (an alternate signal
    /// stack, say). Calling it again does nothing.
    /// </summary>
    /// <exception cref="PlatformException">The system refused.</exception>
    void PrepareThread();
}

/// <summary>Offsets in bytes within what the system hands to a signal handler.</summary>
/// <param name="ProgramCounter">In the context.</param>
/// <param name="StackPointer">In the context.</param>
/// <param name="FramePointer">In the context.</param>
/// <param name="VmctxRegister">In the context: the register that generated code reserves (r14 on AMD64).</param>
/// <param name="FaultAddress">In the signal information.</param>
/// <param name="Flags">In the context: the flags register, or <see cref="None"/>.</param>
/// <param name="RestoreDefault">Address of a C function <c>(int signal, 0)</c> that restores the default action.</param>
/// <param name="FloatState">
/// In the context: the pointer to the saved floating-point state (AMD64: in the form of FXSAVE). Where it is given, the handler takes the
/// control words from there and resumes guest code by a jump, never returning to the system: on Linux that is a third of what a fault costs. The
/// system must have nothing to undo then. <see cref="None"/>: the handler changes the context and returns.
/// </param>
public readonly record struct TrapNumbers(
    uint ProgramCounter,
    uint StackPointer,
    uint FramePointer,
    uint VmctxRegister,
    uint FaultAddress,
    uint Flags,
    nuint RestoreDefault,
    uint FloatState)
{
    /// <summary>The system has no such place.</summary>
    public const uint None = uint.MaxValue;
}
