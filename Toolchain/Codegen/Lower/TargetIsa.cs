using System;
using System.Globalization;
using System.IO;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Opt;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Direct calls and jumps with a short reach, and what takes them farther.</summary>
/// <param name="Kind">Their relocation.</param>
/// <param name="Reach">How far they reach in bytes, forward and backward.</param>
/// <param name="Way">A piece of code that goes on to a symbol, whose relocation stands at its start.</param>
/// <param name="WayKind">That relocation.</param>
public sealed record NearCalls(RelocationKind Kind, int Reach, ReadOnlyMemory<byte> Way, RelocationKind WayKind);

/// <summary>An instruction set with a choice of CPU features: the seam between the shared pipeline and one <c>Isa</c> folder.</summary>
public abstract class TargetIsa
{
    /// <summary>Name as on the command line, such as <c>x86_64</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What fills gaps between functions: traps when executed.</summary>
    public abstract byte Padding { get; }

    /// <summary>Fills in the distance to a symbol.</summary>
    /// <param name="kind">Field and formula.</param>
    /// <param name="at">The code from the relocation's offset on.</param>
    /// <param name="distance">From the relocation's offset to the symbol, plus the addend, in bytes.</param>
    public abstract void Relocate(RelocationKind kind, Span<byte> at, int distance);

    /// <summary>Calls and jumps that do not reach everything in a large text section; null: all do.</summary>
    public virtual NearCalls? NearCalls => null;

    /// <summary>The stubs of this instruction set.</summary>
    /// <param name="layout">Offsets of the runtime's structures.</param>
    /// <param name="host">The convention of the host's functions; one that the instruction set lacks raises <see cref="NotSupportedException"/>.</param>
    public abstract StubSet CreateStubs(StubLayout layout, HostConvention host);

    /// <summary>The program of a process that runs this instruction set's code under emulation; null if there is none.</summary>
    public virtual GuestProgram? CreateGuestProgram() => null;

    /// <summary>Code in such a process that calls a function of the process which commands it.</summary>
    /// <param name="function">Address of the function there.</param>
    /// <param name="hostCall">Address of the program's part for that.</param>
    public virtual byte[] CreateGuestTrampoline(ulong function, ulong hostCall) => throw new NotSupportedException(Name);

    /// <summary>Writes a listing of machine code, one instruction a line.</summary>
    /// <param name="code">The code.</param>
    /// <param name="address">Address of its first byte.</param>
    /// <param name="symbolizer">Gives the name of an address, or null where it has none.</param>
    /// <param name="output">Receives the listing, lines ended by LF.</param>
    /// <param name="comment">What follows an instruction, given the addresses of its first byte and of the byte behind it; or null.</param>
    public abstract void Disassemble(
        ReadOnlySpan<byte> code, ulong address, Func<ulong, string?> symbolizer, TextWriter output, Func<ulong, ulong, string?>? comment = null);

    /// <summary>Bytes that the prologue at the start of a function takes for its frame.</summary>
    /// <param name="code">Machine code of the function.</param>
    public abstract int FrameBytes(ReadOnlySpan<byte> code);

    /// <summary>Whether there are vectors; if not, they are taken apart before lowering, and in signatures.</summary>
    internal virtual bool HasVectors => true;

    /// <summary>Registers that values may live in.</summary>
    internal abstract MachineEnvironment Environment { get; }

    /// <summary>Registers that a call of an unknown function changes.</summary>
    internal abstract RegisterSet AllRegisters { get; }

    /// <summary>Registers that a function changes, given those that its values and calls do.</summary>
    internal abstract RegisterSet ClobbersOf(RegisterSet values);

    /// <summary>A buffer for this instruction set's code.</summary>
    internal abstract CodeBuffer CreateBuffer();

    /// <summary>A lowering that keeps constants in <paramref name="buffer"/>.</summary>
    internal abstract FunctionLowering CreateLowering(CodeBuffer buffer);

    /// <summary>An emitter that writes into <paramref name="buffer"/>.</summary>
    internal abstract FunctionEmitter CreateEmitter(CodeBuffer buffer);

    /// <summary>The baseline compiler's machine, which writes into <paramref name="buffer"/>; null: there is none, and the pipeline serves.</summary>
    internal virtual MacroAssembler? CreateMacroAssembler(CodeBuffer buffer, CodegenOptions options) => null;

    /// <summary>Whether the operands of an instruction stand in its call info (<see cref="MachInst.Target"/>) instead of its fields.</summary>
    internal static bool HasFixedOperands(in MachInst inst) =>
        SharedPseudos.IsShared(inst) && SharedPseudos.HasFixedOperands((SharedPseudo)inst.Op);

    /// <summary>Which constants take several instructions or a load; null: all are made where they are used, for next to nothing.</summary>
    internal virtual CostlyConstant? CostlyConstant => null;

    /// <summary>Whether addresses take an instruction to extend an index of 32 bits.</summary>
    internal virtual bool ExtendsIndices => false;

    /// <summary>Whether a store that reaches into a page where it faults may have written the bytes in front of that page.</summary>
    internal virtual bool TearsStores => false;

    /// <summary>Whether the instruction makes a constant or address in R0 that can be made again anywhere.</summary>
    internal abstract bool IsRepeatable(in MachInst inst);

    /// <summary>Lists the operands in the fields of an instruction, uses first; returns how many.</summary>
    internal abstract int CollectOperands(in MachInst inst, Span<Operand> operands);

    /// <summary>Text of an instruction for dumps; virtual registers by number.</summary>
    internal abstract string Print(in MachInst inst);

    /// <summary>Text of finished code for dumps, one instruction a line.</summary>
    internal string Disassemble(CompiledFunction function)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        Disassemble(function.Code, 0, static _ => null, text);
        return text.ToString();
    }
}
