using System;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>An instruction set with a choice of CPU features: the seam between the shared pipeline and one <c>Isa</c> folder.</summary>
public abstract class TargetIsa
{
    /// <summary>Name as on the command line, such as <c>x86_64</c>.</summary>
    public abstract string Name { get; }

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
    internal abstract bool HasFixedOperands(in MachInst inst);

    /// <summary>Whether the instruction makes a constant or address in R0 that can be made again anywhere.</summary>
    internal abstract bool IsRepeatable(in MachInst inst);

    /// <summary>Lists the operands in the fields of an instruction, uses first; returns how many.</summary>
    internal abstract int CollectOperands(in MachInst inst, Span<Operand> operands);

    /// <summary>Text of an instruction for dumps; virtual registers by number.</summary>
    internal abstract string Print(in MachInst inst);

    /// <summary>Text of finished code for dumps, one instruction a line.</summary>
    internal abstract string Disassemble(CompiledFunction function);
}
