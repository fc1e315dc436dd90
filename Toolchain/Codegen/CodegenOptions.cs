// Everything that decides what code comes out for a function, in one immutable object: no pass, lowering or emitter reads a
// global. Two compilations with equal options and equal IR give equal bytes.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen;

/// <summary>How much work the compiler spends on a function.</summary>
public enum OptLevel : byte
{
    /// <summary>Quick tier: no optimization pass runs.</summary>
    None,

    /// <summary>Fast code; the default.</summary>
    Speed,

    /// <summary>Small code: no alignment of loops, no duplication.</summary>
    Size,
}

/// <summary>The trap codes that code generation itself raises; the numbers are the runtime's.</summary>
/// <param name="StackOverflow">The prologue found too little stack.</param>
/// <param name="IntegerDivideByZero">Division or remainder by zero.</param>
/// <param name="IntegerOverflow">Quotient or conversion result does not fit.</param>
/// <param name="BadConversionToInteger">A NaN was converted to an integer.</param>
public readonly record struct TrapCodes(byte StackOverflow, byte IntegerDivideByZero, byte IntegerOverflow, byte BadConversionToInteger);

/// <summary>Where generated code finds the stack limit: <c>[[vmctx + StoreContext] + StackLimit]</c>.</summary>
/// <param name="StoreContext">Offset in bytes of the store-context pointer in a vmctx.</param>
/// <param name="StackLimit">Offset in bytes of the limit in the store context.</param>
public readonly record struct StackLimitOffsets(int StoreContext, int StackLimit);

/// <summary>A set of physical registers of both classes, one bit per hardware number.</summary>
/// <param name="Int">General-purpose registers.</param>
/// <param name="Float">Float and vector registers.</param>
public readonly record struct RegisterSet(uint Int, uint Float);

/// <summary>Receives the text of a compilation stage of one function.</summary>
/// <param name="stage">Stage name: <c>ir</c>, <c>opt</c>, <c>lower</c>, <c>regalloc</c> or <c>asm</c>.</param>
/// <param name="text">The dump, lines ended by LF.</param>
public delegate void DumpSink(string stage, string text);

/// <summary>What to generate code for and how; immutable and shared by all compiling threads.</summary>
public sealed class CodegenOptions
{
    /// <summary>Instruction set and CPU features.</summary>
    public required TargetIsa Target { get; init; }

    /// <summary>Effort; <see cref="OptLevel.Speed"/> unless set.</summary>
    public OptLevel OptLevel { get; init; } = OptLevel.Speed;

    /// <summary>Numbers of the traps that code generation raises itself.</summary>
    public required TrapCodes TrapCodes { get; init; }

    /// <summary>Where the stack limit lies; null leaves the prologue check out.</summary>
    public StackLimitOffsets? StackLimit { get; init; }

    /// <summary>Symbol of the stub that every trap but those of memory accesses calls; the call's trap site holds the code.</summary>
    public required uint TrapStubSymbol { get; init; }

    /// <summary>
    /// Whether a frame of more than a page must be touched page by page: the system commits a thread's stack at faults on a guard page, which
    /// a larger step would miss (Windows).
    /// </summary>
    public bool ProbesStack { get; init; }

    /// <summary>Whether NaN results are made canonical.</summary>
    public bool DeterministicNans { get; init; }

    /// <summary>Verify the IR before and after each pass.</summary>
    public bool VerifyIr { get; init; }

    /// <summary>Run the symbolic checker over every register allocation.</summary>
    public bool VerifyAllocation { get; init; }

    /// <summary>Names of optimization passes to leave out; optional passes only.</summary>
    public IReadOnlySet<string> DisabledPasses { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Alias classes of memories whose length is always below 4 GiB: an access that does not trap has not wrapped around 32 bits where it ends.
    /// </summary>
    public IReadOnlySet<ushort> NarrowMemories { get; init; } = new HashSet<ushort>();

    /// <summary>An access of one of those may end so many bytes behind an index of 32 bits and still faults where it is out of bounds.</summary>
    public long MemoryGuard { get; init; }

    /// <summary>Known clobber set of a direct callee by symbol; null where unknown. Null delegate: every register is clobbered.</summary>
    public Func<uint, RegisterSet?>? CalleeClobbers { get; init; }
}
