// Calls and returns. Arguments go from wherever they are to their places at once: first those for the stack, then register to register in an
// order that overwrites nothing still needed, then what comes from memory or is a constant.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Baseline;

internal abstract partial class MacroAssembler
{
    private BaselineValue[] _arguments = new BaselineValue[16];
    private (Reg To, BaselineValue From)[] _moves = new (Reg, BaselineValue)[32];
    private int _moveCount;
    private int[] _references = new int[16];

    /// <summary>Calls with the topmost values as arguments, and pushes the results.</summary>
    internal void Call(in CallTarget target, ReadOnlySpan<IrType> parameters, ReadOnlySpan<IrType> results)
    {
        PopArguments(parameters.Length);
        CallWithArguments(target, parameters, results);
    }

    /// <summary>Calls with the given arguments, which were popped.</summary>
    internal void Call(in CallTarget target, ReadOnlySpan<BaselineValue> arguments, ReadOnlySpan<IrType> parameters, ReadOnlySpan<IrType> results)
    {
        arguments.CopyTo(_arguments);
        CallWithArguments(target, parameters, results);
    }

    /// <summary>Leaves the function through a call of another; neither has stack arguments, results travel alike.</summary>
    internal void TailCall(in CallTarget target, ReadOnlySpan<IrType> parameters)
    {
        PopArguments(parameters.Length);
        AssignCall(parameters, _signature.Results);
        _moveCount = 0;
        MoveCallee(target);
        for (int i = 0; i < parameters.Length; i++)
        {
            AddMove(Argument(i).Register, _arguments[i]);
        }

        if (ReturnAreaBytes != 0)
        {
            AddMove(ReturnAreaRegister, BaselineValue.At(IrType.I64, FramePointer, _returnAreaSlot));
        }

        MakeMoves();
        Buffer.SetSource(Source);
        EmitTailCall(target);
    }

    /// <summary>Returns with the topmost values.</summary>
    internal void Return()
    {
        PopArguments(_signature.Results.Length);
        AssignCall(_signature.Params, _signature.Results);
        _moveCount = 0;
        bool hasArea = ReturnAreaBytes != 0;
        if (hasArea)
        {
            LoadAt(IrType.I64, AddressScratch, FramePointer, _returnAreaSlot);
        }

        for (int i = 0; i < _signature.Results.Length; i++)
        {
            CallPlace place = Result(i);
            if (place.Register.IsValid)
            {
                AddMove(place.Register, _arguments[i]);
            }
            else
            {
                StoreValue(AddressScratch, place.Offset, _arguments[i]);
            }
        }

        MakeMoves();
        EmitEpilogue();
    }

    /// <summary>Returns with the topmost values on one of two ways: on the other they are still on the stack.</summary>
    internal void ReturnHere()
    {
        (int top, int settled) = (_top, _settled);
        Return();
        (_top, _settled) = (top, settled);
    }

    /// <summary>Whether arguments of the signature are passed on the stack.</summary>
    internal bool HasStackArguments(Signature signature)
    {
        AssignCall(signature.Params, signature.Results);
        return StackArgumentBytes != 0;
    }

    private void CallWithArguments(in CallTarget target, ReadOnlySpan<IrType> parameters, ReadOnlySpan<IrType> results)
    {
        AssignCall(parameters, results);
        SpillTemporaries();
        SaveResidents();
        int outgoing = StackArgumentBytes;
        _largestOutgoing = Math.Max(_largestOutgoing, outgoing);
        _largestReturnArea = Math.Max(_largestReturnArea, ReturnAreaBytes);
        if (outgoing != 0)
        {
            OpenArguments(outgoing);
        }

        _moveCount = 0;
        MoveCallee(target);
        for (int i = 0; i < parameters.Length; i++)
        {
            CallPlace place = Argument(i);
            if (place.Register.IsValid)
            {
                AddMove(place.Register, _arguments[i]);
            }
            else
            {
                StoreValue(StackPointer, place.Offset, _arguments[i]);
            }
        }

        MakeMoves();
        if (ReturnAreaBytes != 0)
        {
            AddressOf(ReturnAreaRegister, StackPointer, outgoing);
        }

        Buffer.SetSource(Source);
        EmitCall(target);
        NoteReferences(References());
        if (target.LeavesInstance)
        {
            ReloadVmctx();
        }

        _busy = 0;
        TakeResults(results);
        ReloadResidents();
    }

    private void TakeResults(ReadOnlySpan<IrType> results)
    {
        for (int i = 0; i < results.Length; i++)
        {
            MarkBusy(Result(i).Register);
        }

        for (int i = 0; i < results.Length; i++)
        {
            CallPlace place = Result(i);
            if (place.Register.IsValid)
            {
                if (results[i] == IrType.I32)
                {
                    ClearUpperHalf(place.Register);
                }

                Push(BaselineValue.In(results[i], place.Register));
            }
            else
            {
                Reg register = Take(ClassOf(results[i]));
                LoadAt(results[i], register, StackPointer, place.Offset);
                Push(BaselineValue.In(results[i], register));
            }
        }
    }

    private void PopArguments(int count)
    {
        if (_arguments.Length < count)
        {
            _arguments = new BaselineValue[count * 2];
        }

        for (int i = count - 1; i >= 0; i--)
        {
            _arguments[i] = Pop();
        }
    }

    private void MoveCallee(in CallTarget target)
    {
        if (!target.IsSymbol)
        {
            AddMove(CalleeRegister, BaselineValue.In(IrType.I64, target.Callee));
        }
    }

    // The slots that hold references now: of locals, and homes of operands.
    private int[]? References()
    {
        int count = 0;
        for (int i = 0; _hasReferences && i < _localCount; i++)
        {
            if (_locals[i].Type == IrType.Ref)
            {
                AddReference(ref count, _locals[i].Slot);
            }
        }

        for (int i = 0; i < _top; i++)
        {
            if (_stack[i] is { Type: IrType.Ref, IsMemory: true })
            {
                AddReference(ref count, _stack[i].Offset);
            }
        }

        return count == 0 ? null : _references.AsSpan(0, count).ToArray();
    }

    private void NoteReferences(int[]? references)
    {
        if (references is not null)
        {
            Buffer.AddSafepoint(references);
        }
    }

    private void AddReference(ref int count, int offset)
    {
        if (count == _references.Length)
        {
            Array.Resize(ref _references, count * 2);
        }

        _references[count++] = offset;
    }

    private void AddMove(Reg to, BaselineValue from)
    {
        if (_moveCount == _moves.Length)
        {
            Array.Resize(ref _moves, _moveCount * 2);
        }

        _moves[_moveCount++] = (to, from);
    }

    // All at once: register moves whose target nobody still reads first; a cycle is opened with a scratch register.
    private void MakeMoves()
    {
        Span<(Reg To, BaselineValue From)> moves = _moves.AsSpan(0, _moveCount);
        while (true)
        {
            int pending = -1;
            bool moved = false;
            for (int i = 0; i < moves.Length; i++)
            {
                if (!moves[i].From.IsRegister)
                {
                    continue;
                }

                if (moves[i].To == moves[i].From.Register || !IsRead(moves, i))
                {
                    Load(moves[i].To, moves[i].From);
                    moves[i] = (moves[i].To, BaselineValue.At(IrType.None, Reg.None, 0));
                    moved = true;
                }
                else
                {
                    pending = i;
                }
            }

            if (pending < 0)
            {
                break;
            }

            if (!moved)
            {
                OpenCycle(moves, moves[pending].From);
            }
        }

        foreach ((Reg to, BaselineValue from) in moves)
        {
            if (from.Type != IrType.None)
            {
                Load(to, from);
            }
        }
    }

    // Whether another move still reads the register that this one writes.
    private static bool IsRead(ReadOnlySpan<(Reg To, BaselineValue From)> moves, int index)
    {
        for (int i = 0; i < moves.Length; i++)
        {
            if (i != index && moves[i].From.IsRegister && moves[i].From.Register == moves[index].To)
            {
                return true;
            }
        }

        return false;
    }

    private void OpenCycle(Span<(Reg To, BaselineValue From)> moves, BaselineValue value)
    {
        Reg scratch = ClassOf(value.Type) == RegClass.Int ? AddressScratch : Scratch(RegClass.Float);
        Move(ClassOf(value.Type) == RegClass.Int ? IrType.I64 : IrType.F64, scratch, value.Register);
        for (int i = 0; i < moves.Length; i++)
        {
            if (moves[i].From.IsRegister && moves[i].From.Register == value.Register)
            {
                moves[i].From = moves[i].From with { Register = scratch };
            }
        }
    }
}
