// Variables in the frame, for functions whose variables would become too many block parameters: a use is a load, an assignment a store, so there
// is one operation for each of them and nothing where control flow merges. References stay values: the collector knows no such places.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>A function's variables became more block parameters and arguments than was allowed; what is built of it is of no use.</summary>
public sealed class TooManyMergesException : Exception;

public sealed partial class FunctionBuilder
{
    private const int NoHome = -1;
    private const int FrameChunk = 4096;

    // Nothing else than variables is accessed with this class.
    private static readonly MemFlags FrameFlags = new(TrapCode: 0, AliasClass: ushort.MaxValue);

    private int[] _homes = new int[64]; // by variable: number of its stack slot times FrameChunk, plus its offset in the slot
    private bool _areInFrame;
    private int _nextHome;

    /// <summary>Keeps the variables that are declared from now on, references apart, in the frame.</summary>
    public void KeepVariablesInFrame()
    {
        _areInFrame = true;
        _nextHome = NoHome;
    }

    private int HomeFor(IrType type)
    {
        if (!_areInFrame || type == IrType.Ref)
        {
            return NoHome;
        }

        int size = Math.Max(8, type.Size);
        if (_nextHome >= 0)
        {
            _nextHome = (_nextHome + size - 1) / size * size;
        }

        if (_nextHome < 0 || _nextHome % FrameChunk == 0)
        {
            _nextHome = Function.AddStackSlot(FrameChunk).Id * FrameChunk;
        }

        int home = _nextHome;
        _nextHome += size;
        return home;
    }

    private Value LoadFromFrame(Variable variable)
    {
        IrType type = _variableTypes[variable.Id];
        int home = _homes[variable.Id];
        return Load(type, type.Size, isSigned: false, FrameFlags, StackAddr(new StackSlot(home / FrameChunk)), home % FrameChunk);
    }

    private void StoreToFrame(Variable variable, Value value)
    {
        int home = _homes[variable.Id];
        Store(_variableTypes[variable.Id].Size, FrameFlags, value, StackAddr(new StackSlot(home / FrameChunk)), home % FrameChunk);
    }
}
