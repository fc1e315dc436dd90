// What stubs are written in: a few operations over 64-bit registers that every instruction set with a link register has. One instruction each, or
// a short sequence with the instruction set's own scratch registers.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Registers that stubs use besides those of the calling convention.</summary>
internal sealed class StubRegisters
{
    /// <summary>The integer arguments of the host ABI, four at least; the first is the result too.</summary>
    internal required Reg[] HostArguments { get; init; }

    /// <summary>Registers besides the frame pointer that a function of the host ABI must preserve.</summary>
    internal required Reg[] HostSaved { get; init; }

    /// <summary>Registers that carry no argument or result of either convention, nor an indirect call's target.</summary>
    internal required Reg[] Free { get; init; }

    /// <summary>Two registers that single operations of the assembler, and expansions, may use.</summary>
    internal required Reg[] Scratch { get; init; }

    /// <summary>Whether vectors are taken apart (<see cref="Opt.VectorExpansion"/>).</summary>
    internal bool ExpandsVectors { get; init; }

    /// <summary>A float or vector register that holds no value, argument or result.</summary>
    internal required Reg FreeVector { get; init; }

    /// <summary>Registers besides the first three arguments of the host ABI, for the trap handler: caller-saved, or saved by <see cref="StubAssembler.BeginHandler"/>.</summary>
    internal required Reg[] Handler { get; init; }
}

/// <summary>Assembles stubs for one instruction set.</summary>
/// <param name="code">Where the code goes.</param>
internal abstract class StubAssembler(CodeBuffer code)
{
    /// <summary>Where the code goes.</summary>
    protected CodeBuffer Code => code;

    /// <summary>A label, not bound yet.</summary>
    internal Label NewLabel() => code.NewLabel();

    /// <summary>Binds a label here.</summary>
    internal void Bind(Label label) => code.Bind(label);

    /// <summary>to = from.</summary>
    internal abstract void Move(Reg to, Reg from);

    /// <summary>to = from, where registers of a class are not the same for all types.</summary>
    internal virtual void MoveValue(IrType type, Reg to, Reg from) => Move(to, from);

    /// <summary>to = value.</summary>
    internal abstract void Constant(Reg to, int value);

    /// <summary>to = from + value.</summary>
    internal abstract void Add(Reg to, Reg from, int value);

    /// <summary>to = a + b.</summary>
    internal abstract void Add(Reg to, Reg a, Reg b);

    /// <summary>to = a shifted left.</summary>
    internal abstract void ShiftLeft(Reg to, Reg a, int amount);

    /// <summary>to = the low 32 bits of from.</summary>
    internal abstract void ZeroExtend(Reg to, Reg from);

    /// <summary>to = [from + offset], 8 bytes; a float or vector register: all its 8 or 16 bytes.</summary>
    internal abstract void Load(Reg to, Reg from, int offset);

    /// <summary>to = [from + offset], 4 bytes, zero-extended.</summary>
    internal abstract void Load32(Reg to, Reg from, int offset);

    /// <summary>[to + offset] = from, 8 bytes.</summary>
    internal abstract void Store(Reg to, int offset, Reg from);

    /// <summary>As <see cref="Load"/>, but in the machine's byte order: structures of the kernel.</summary>
    internal virtual void LoadNative(Reg to, Reg from, int offset) => Load(to, from, offset);

    /// <summary>As <see cref="Store"/>, but in the machine's byte order.</summary>
    internal virtual void StoreNative(Reg to, int offset, Reg from) => Store(to, offset, from);

    /// <summary>Loads a value of a type from its slot; 32-bit integers arrive zero-extended.</summary>
    internal abstract void LoadValue(IrType type, Reg to, Reg from, int offset);

    /// <summary>Stores a value into slots of 8 bytes (two for a vector); unused upper bits become zero.</summary>
    internal abstract void StoreValue(IrType type, Reg to, int offset, Reg from);

    /// <summary>to = address of a label.</summary>
    internal abstract void AddressOf(Reg to, Label label);

    /// <summary>Jumps.</summary>
    internal abstract void Jump(Label target);

    /// <summary>Jumps if all 64 bits are zero.</summary>
    internal abstract void JumpIfZero(Reg register, Label target);

    /// <summary>Jumps if any of the low 32 bits is set.</summary>
    internal abstract void JumpIfNotZero32(Reg register, Label target);

    /// <summary>Jumps if the register, 64 bits, is <paramref name="value"/>.</summary>
    internal abstract void JumpIfEqual(Reg register, int value, Label target);

    /// <summary>Jumps if the register, signed, is less than <paramref name="value"/>.</summary>
    internal abstract void JumpIfLess(Reg register, int value, Label target);

    /// <summary>Jumps if a is below b, unsigned.</summary>
    internal abstract void JumpIfBelow(Reg a, Reg b, Label target);

    /// <summary>Jumps to an address.</summary>
    internal abstract void JumpTo(Reg register);

    /// <summary>Calls an address.</summary>
    internal abstract void Call(Reg register);

    /// <summary>Calls a function of the host with the arguments in its registers.</summary>
    internal virtual void CallHost(Reg function) => Call(function);

    /// <summary>Saves what a signal handler has to preserve of <see cref="StubRegisters.Handler"/>.</summary>
    internal virtual void BeginHandler()
    {
    }

    /// <summary>Gives it back.</summary>
    internal virtual void EndHandler()
    {
    }

    /// <summary>Calls a symbol.</summary>
    internal abstract void CallSymbol(uint symbol);

    /// <summary>Jumps to a symbol.</summary>
    internal abstract void JumpSymbol(uint symbol);

    /// <summary>Loads the saved frame pointer into <paramref name="callerFp"/>, and the return address, from the frame at <paramref name="fp"/>.</summary>
    internal abstract void LoadFrame(Reg callerFp, Reg fp);

    /// <summary>Saves frame pointer and return address; the frame pointer still is the caller's.</summary>
    internal abstract void PushFrame();

    /// <summary>Loads the two again, from where the stack pointer is then.</summary>
    internal abstract void PopFrame();

    /// <summary>Calls the kernel.</summary>
    internal abstract void SystemCall();

    /// <summary>Returns to the return address.</summary>
    internal abstract void Return();
}
