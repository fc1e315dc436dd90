// Machine code before register allocation: instructions over virtual registers, in blocks with parameters. Everything lies in flat arrays
// that are reused from function to function. Lowering works backward, so instructions arrive in reverse and Finish turns them round once.
using System;
using System.Runtime.CompilerServices;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>A use or definition that calls, returns and entries have beyond the fields of their instruction.</summary>
/// <param name="Register">Virtual register.</param>
/// <param name="Physical">The physical register it must be in at this point.</param>
/// <param name="IsDef">Definition rather than use.</param>
internal readonly record struct FixedOperand(Reg Register, Reg Physical, bool IsDef);

/// <summary>What an instruction with fixed operands (call, return, entry) carries besides its fields.</summary>
internal struct CallInfo
{
    /// <summary>First of its operands in <see cref="VCode.FixedOperands"/>.</summary>
    internal int FirstOperand;

    /// <summary>How many operands.</summary>
    internal int OperandCount;

    /// <summary>Registers that do not survive; definitions of the same instruction excepted.</summary>
    internal RegisterSet Clobbers;

    /// <summary>Callee, for direct calls.</summary>
    internal uint Symbol;

    /// <summary>Bytes of stack arguments.</summary>
    internal int StackBytes;

    /// <summary>Whether this is a call that returns: a safepoint.</summary>
    internal bool IsCall;

    /// <summary>Whether the callee's vmctx is another than the caller's.</summary>
    internal bool SwitchesVmctx;

    /// <summary>Whether the callee may come back with another reserved register.</summary>
    internal bool ReloadsVmctx;

    /// <summary>Whether it ends its block: the first successor is where it returns to, the second its handler.</summary>
    internal bool HasHandler;
}

/// <summary>A block of machine code.</summary>
internal struct CodeBlock
{
    /// <summary>First instruction.</summary>
    internal int Start;

    /// <summary>One past the last instruction.</summary>
    internal int End;

    /// <summary>First parameter in the pool of registers.</summary>
    internal int FirstParam;

    /// <summary>Number of parameters.</summary>
    internal int ParamCount;

    /// <summary>First argument of the jump that ends this block, in the pool of registers; blocks with several successors pass none.</summary>
    internal int FirstArgument;

    /// <summary>Number of arguments.</summary>
    internal int ArgumentCount;
}

/// <summary>Machine code of one function over virtual registers.</summary>
internal sealed class VCode
{
    private MachInst[] _insts = new MachInst[256];
    private FixedOperand[] _fixed = new FixedOperand[64];
    private CallInfo[] _calls = new CallInfo[16];
    private CodeBlock[] _blocks = new CodeBlock[32];
    private Reg[] _regs = new Reg[64];
    private int _regCount;
    private int _fixedCount;
    private int _callCount;
    private int _instCount;
    private int _vectorCount;
    private bool[] _isVector = new bool[64];
    private TracedKind[] _traced = new TracedKind[64];
    private RegClass[] _classes = new RegClass[64];

    /// <summary>Instructions in block order.</summary>
    internal Span<MachInst> Insts => _insts.AsSpan(0, _instCount);

    /// <summary>Where in the wasm file the function's code begins: what its prologue is blamed for.</summary>
    internal uint FirstSource
    {
        get
        {
            foreach (ref readonly MachInst inst in Insts)
            {
                if (inst.Source != CodeBuffer.NoSource)
                {
                    return inst.Source;
                }
            }

            return CodeBuffer.NoSource;
        }
    }

    /// <summary>Blocks in lowering order: a block comes after the blocks that dominate it.</summary>
    internal ReadOnlySpan<CodeBlock> Blocks => _blocks.AsSpan(0, BlockCount);

    /// <summary>Fixed operands of all calls.</summary>
    internal ReadOnlySpan<FixedOperand> FixedOperands => _fixed.AsSpan(0, _fixedCount);

    internal int BlockCount { get; private set; }

    internal int CallCount => _callCount;

    internal int VirtualRegisterCount { get; private set; }

    /// <summary>Bytes of the function's own stack slots, a multiple of 16.</summary>
    internal int SlotBytes { get; set; }

    /// <summary>Bytes of stack arguments that the function receives and pops.</summary>
    internal int IncomingBytes { get; set; }

    /// <summary>Largest argument area pushed for a call.</summary>
    internal int LargestOutgoing { get; private set; }

    /// <summary>Whether anything is called, so that the stack limit has to be checked.</summary>
    internal bool HasCalls { get; private set; }

    /// <summary>Whether the own vmctx has to lie in the frame, to be reloaded after calls.</summary>
    internal bool SavesVmctx { get; private set; }

    /// <summary>Whether any virtual register holds a reference into the GC heap.</summary>
    internal bool HasReferences { get; private set; }

    /// <summary>Whether any virtual register holds a vector.</summary>
    internal bool HasVectors => _vectorCount != 0;

    internal void Reset(int blockCount)
    {
        (_instCount, _fixedCount, _callCount, _regCount, _vectorCount, VirtualRegisterCount) = (0, 0, 0, 0, 0, 0);
        (SlotBytes, IncomingBytes, LargestOutgoing, HasCalls, SavesVmctx, HasReferences) = (0, 0, 0, false, false, false);
        BlockCount = blockCount;
        Ensure(ref _blocks, blockCount);
        Array.Clear(_blocks, 0, blockCount);
    }

    internal Reg NewRegister(RegClass registerClass, bool isVector, TracedKind traced = TracedKind.None)
    {
        int index = VirtualRegisterCount++;
        Ensure(ref _isVector, VirtualRegisterCount);
        Ensure(ref _classes, VirtualRegisterCount);
        Ensure(ref _traced, VirtualRegisterCount);
        _traced[index] = traced;
        HasReferences |= traced == TracedKind.Reference;
        _classes[index] = registerClass;
        _isVector[index] = isVector;
        _vectorCount += isVector ? 1 : 0;
        return Reg.Virtual(index, registerClass);
    }

    /// <summary>Register file of a virtual register.</summary>
    internal RegClass ClassOf(int virtualIndex) => _classes[virtualIndex];

    internal TracedKind TracedOf(int virtualIndex) => _traced[virtualIndex];

    internal bool IsVector(int virtualIndex) => _isVector[virtualIndex];

    internal ref readonly CallInfo Call(int index) => ref _calls[index];

    internal ReadOnlySpan<FixedOperand> OperandsOf(in CallInfo call) => _fixed.AsSpan(call.FirstOperand, call.OperandCount);

    internal int AddCall(CallInfo info, ReadOnlySpan<FixedOperand> operands, bool isCall)
    {
        Ensure(ref _fixed, _fixedCount + operands.Length);
        operands.CopyTo(_fixed.AsSpan(_fixedCount));
        (info.FirstOperand, info.OperandCount, info.IsCall) = (_fixedCount, operands.Length, isCall);
        _fixedCount += operands.Length;
        Ensure(ref _calls, _callCount + 1);
        _calls[_callCount] = info;
        LargestOutgoing = Math.Max(LargestOutgoing, isCall ? info.StackBytes : 0);
        HasCalls |= isCall;
        SavesVmctx |= info.ReloadsVmctx || info.HasHandler;
        return _callCount++;
    }

    /// <summary>Appends one instruction; the list is in reverse until <see cref="Finish"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AppendReversed(in MachInst inst)
    {
        if (_instCount == _insts.Length)
        {
            Array.Resize(ref _insts, _instCount * 2);
        }

        _insts[_instCount++] = inst;
    }

    /// <summary>Adds a stack slot; returns its offset in the slot area.</summary>
    internal int AddSlot(int bytes)
    {
        int offset = SlotBytes;
        SlotBytes += (bytes + 15) & -16;
        return offset;
    }

    internal void BeginBlock(int block) => _blocks[block].Start = _instCount;

    internal void EndBlock(int block) => _blocks[block].End = _instCount;

    internal void SetParams(int block, ReadOnlySpan<Reg> registers) =>
        (_blocks[block].FirstParam, _blocks[block].ParamCount) = (AddRegs(registers), registers.Length);

    internal void SetArguments(int block, ReadOnlySpan<Reg> registers) =>
        (_blocks[block].FirstArgument, _blocks[block].ArgumentCount) = (AddRegs(registers), registers.Length);

    internal ReadOnlySpan<Reg> Params(int block) => _regs.AsSpan(_blocks[block].FirstParam, _blocks[block].ParamCount);

    internal ReadOnlySpan<Reg> Arguments(int block) => _regs.AsSpan(_blocks[block].FirstArgument, _blocks[block].ArgumentCount);

    /// <summary>Brings instructions into forward order.</summary>
    internal void Finish()
    {
        MemoryExtensions.Reverse(Insts);
        for (int i = 0; i < BlockCount; i++)
        {
            ref CodeBlock block = ref _blocks[i];
            (block.Start, block.End) = (_instCount - block.End, _instCount - block.Start);
        }
    }

    private int AddRegs(ReadOnlySpan<Reg> registers)
    {
        Ensure(ref _regs, _regCount + registers.Length);
        registers.CopyTo(_regs.AsSpan(_regCount));
        _regCount += registers.Length;
        return _regCount - registers.Length;
    }

    private static void Ensure<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, array.Length * 2));
        }
    }
}
