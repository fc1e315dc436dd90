// The baseline compiler's machine: one pass over a function, code as it comes, no intermediate form. It knows an operand stack, locals,
// labels and calls, and nothing of WebAssembly. This file is what an instruction set has to supply; the others are what all share:
//
//   MacroAssembler.Stack.cs    the operand stack and the temporary registers behind it
//   MacroAssembler.Frame.cs    locals, their homes, the frame, prologue and epilogue
//   MacroAssembler.Calls.cs    arguments, results, stack maps
//   MacroAssembler.Control.cs  labels and the state that every way to a label agrees on
//
// Rules that the parts rely on:
//   - an operand's home is the frame slot of its depth; where ways meet, everything is at home or a constant
//   - a 32-bit integer in a register has a clear upper half
//   - a local has a register for the whole function or lives in its slot; the ones in registers are put away around calls
//   - references are in slots at every call, and the stack map names those slots
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Baseline;

/// <summary>Emits a function operation by operation. One per compiling thread, used for many functions.</summary>
internal abstract partial class MacroAssembler(CodeBuffer buffer, CodegenOptions options)
{
    /// <summary>Where the bytes go.</summary>
    protected CodeBuffer Buffer => buffer;

    /// <summary>Options of the compilation.</summary>
    protected CodegenOptions Options => options;

    /// <summary>Wasm byte offset of the instruction that is being translated.</summary>
    internal uint Source { get; set; }

    /// <summary>Temporary registers of a class, as bits of <see cref="Reg.Code"/>.</summary>
    protected abstract ulong Temporaries { get; }

    /// <summary>Registers that may be the home of a local, best first.</summary>
    protected abstract ReadOnlySpan<Reg> HomeRegisters(RegClass registerClass);

    /// <summary>A register of each class that holds nothing between operations.</summary>
    protected abstract Reg Scratch(RegClass registerClass);

    /// <summary>A second integer scratch register, for addresses.</summary>
    internal abstract Reg AddressScratch { get; }

    internal abstract Reg Vmctx { get; }

    protected abstract Reg FramePointer { get; }

    protected abstract Reg StackPointer { get; }

    // Data movement. None of these touches the flags, if the machine has any.
    protected abstract void Move(IrType type, Reg to, Reg from);

    protected abstract void LoadConstant(IrType type, Reg to, long bits);

    internal abstract void LoadAt(IrType type, Reg to, Reg address, int offset);

    protected abstract void StoreAt(IrType type, Reg address, int offset, Reg from);

    protected abstract void StoreConstantAt(IrType type, Reg address, int offset, long bits);

    /// <summary>Clears the 8-byte slots from one frame offset up to, not including, another. May change temporaries, not home registers.</summary>
    protected abstract void ClearFrame(int from, int to);

    /// <summary>Clears the upper half of a 32-bit integer that comes from outside.</summary>
    protected abstract void ClearUpperHalf(Reg register);

    // Frame and calls.

    /// <summary>Sets up the frame, and unless it is a small one of a function without calls, checks the stack first.</summary>
    protected abstract void EmitPrologue(bool isLarge, bool calls);

    /// <summary>Fills in the frame's size; false if the prologue that was emitted cannot check so large a frame.</summary>
    protected abstract bool PatchPrologue(int frameBytes, int outgoingBytes);

    protected abstract void EmitEpilogue();

    /// <summary>Assigns places for arguments and results of the signature; the last assignment is the one that counts.</summary>
    protected abstract void AssignCall(ReadOnlySpan<IrType> parameters, ReadOnlySpan<IrType> results);

    protected abstract CallPlace Argument(int index);

    protected abstract CallPlace Result(int index);

    protected abstract int StackArgumentBytes { get; }

    protected abstract int ReturnAreaBytes { get; }

    /// <summary>The hidden argument that points to the return area.</summary>
    protected abstract Reg ReturnAreaRegister { get; }

    /// <summary>Offset from the frame pointer of this function's stack arguments.</summary>
    protected abstract int IncomingOffset { get; }

    /// <summary>Offset from the frame pointer of the first slot; slots lie below one another.</summary>
    protected abstract int FirstSlotOffset { get; }

    protected abstract void OpenArguments(int bytes);

    /// <summary>Where a callee's record has to be when <see cref="EmitCall"/> is reached.</summary>
    protected abstract Reg CalleeRegister { get; }

    protected abstract void EmitCall(in CallTarget target);

    protected abstract void EmitTailCall(in CallTarget target);

    protected abstract void ReloadVmctx();

    /// <summary>register = register + offset, or a plain address.</summary>
    protected abstract void AddressOf(Reg to, Reg address, int offset);

    // Control.
    protected abstract void EmitJump(Label label);

    protected abstract void EmitBranch(in Comparison comparison, bool whenTrue, Label label);

    /// <summary>Jumps to the label of the index's number; the last label is for all others. The index is a register it may change.</summary>
    protected abstract void EmitJumpTable(Reg index, ReadOnlySpan<Label> labels);

    protected abstract void EmitTrap(byte code);

    /// <summary>Emits what was put off, the last thing in a function.</summary>
    protected abstract void EmitColdCode();

    // Operations. Operands are popped; they are released by the caller unless the result took their register.
    protected abstract BaselineValue EmitBinary(Opcode op, IrType type, BaselineValue left, BaselineValue right);

    protected abstract BaselineValue EmitUnary(Opcode op, IrType type, BaselineValue operand);

    protected abstract BaselineValue EmitSet(in Comparison comparison);

    protected abstract BaselineValue EmitSelect(in Comparison comparison, BaselineValue ifTrue, BaselineValue ifFalse);

    protected abstract BaselineValue EmitLoad(IrType type, int bytes, bool signed, in BaselineAddress address);

    protected abstract void EmitStore(int bytes, in BaselineAddress address, BaselineValue value);

    /// <summary>Adds a constant to an index; traps on overflow if asked.</summary>
    internal abstract void AddConstant(Reg to, BaselineValue index, ulong addend, byte overflowTrap);

    /// <summary>Subtracts a constant from an 8-byte number in memory.</summary>
    internal abstract void SubtractAt(Reg address, int offset, long amount);

    /// <summary>A float that arithmetic made, in a temporary: any NaN becomes the canonical one.</summary>
    protected abstract void MakeNanCanonical(IrType type, Reg register);
}
