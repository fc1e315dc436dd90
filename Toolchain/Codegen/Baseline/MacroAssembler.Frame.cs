// Locals and the frame. Below what the instruction set keeps for itself lie the slots of the locals, then the homes of the operand stack by
// depth, then the area for results of calls that find no register. How deep the stack gets is known at the end, so the prologue is patched.
//
// The locals that are used most, loops weighing more, live in registers, if that pays for putting them away around calls. The base of the
// first memory takes part as a local that is never set.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Baseline;

/// <summary>Where a value that every call must renew comes from: <c>[[vmctx + Pointer] + Offset]</c>, or without a pointer <c>[vmctx + Offset]</c>.</summary>
/// <param name="Pointer">Offset of the pointer in the vmctx; <see cref="Direct"/>: none.</param>
/// <param name="Offset">Offset of the value.</param>
internal readonly record struct InstanceField(int Pointer, int Offset)
{
    /// <summary>No pointer: the field lies in the vmctx itself.</summary>
    internal const int Direct = -1;
}

/// <summary>What is known of a function before it is translated.</summary>
/// <param name="weights">How much each local is used, in order; the last number is that of <paramref name="base"/>.</param>
/// <param name="callWeight">What keeping a local in a register costs around the function's calls.</param>
/// <param name="calls">Whether anything is called at all.</param>
/// <param name="base">The field that may live in a register; null: none.</param>
internal readonly ref struct FunctionFacts(ReadOnlySpan<int> weights, int callWeight, bool calls, InstanceField? @base)
{
    internal ReadOnlySpan<int> Weights { get; } = weights;

    internal int CallWeight { get; } = callWeight;

    internal bool Calls { get; } = calls;

    internal InstanceField? Base { get; } = @base;
}

internal abstract partial class MacroAssembler
{
    protected const int SlotBytes = 8;

    private LocalPlace[] _locals = new LocalPlace[32];
    private int _localCount;
    private int _firstHome;
    private readonly int[] _residents = new int[32]; // locals in registers; -1: the base
    private int _residentCount;
    private int _returnAreaSlot;
    private int _largestReturnArea;
    private int _largestOutgoing;
    private InstanceField _baseField;
    private bool _isLarge;
    private bool _hasReferences;
    private int _incomingBytes;
    private Signature _signature = new([], []);

    private struct LocalPlace
    {
        internal IrType Type;
        internal Reg Home; // none: the slot
        internal int Slot;
        internal bool IsSet; // after the entry
    }

    /// <summary>The register that holds the base of the first memory; none: it has to be loaded.</summary>
    internal Reg BaseRegister { get; private set; }

    /// <summary>Bytes of stack arguments of the function itself.</summary>
    protected int IncomingBytes => _incomingBytes;

    /// <summary>Bytes of the whole frame; known once the function is finished.</summary>
    internal int FrameBytes { get; private set; }

    /// <summary>Begins a function: everything emitted before is forgotten.</summary>
    /// <param name="signature">Of the function.</param>
    /// <param name="isLarge">The frame may be of any size; else it may have to be begun again so.</param>
    internal void Begin(Signature signature, bool isLarge)
    {
        buffer.Reset();
        (_top, _settled, _deepest, _busy, _wanted) = (0, 0, 0, 0, -1);
        (_localCount, _residentCount, _largestReturnArea, _largestOutgoing) = (0, 0, 0, 0);
        BaseRegister = Reg.None;
        _hasReferences = false;
        _coldCalls.Clear();
        _isLarge = isLarge;
        _signature = signature;
        foreach (IrType parameter in signature.Params)
        {
            AddLocal(parameter);
        }
    }

    /// <summary>Adds a local, which begins as zero.</summary>
    internal void AddLocal(IrType type)
    {
        if (_localCount == _locals.Length)
        {
            Array.Resize(ref _locals, _localCount * 2);
        }

        _locals[_localCount] = new LocalPlace { Type = type, Slot = FirstSlotOffset - (_localCount * SlotBytes) };
        _hasReferences |= type == IrType.Ref;
        _localCount++;
    }

    /// <summary>Says that a local is set somewhere in the body; before <see cref="EnterFunction"/>.</summary>
    internal void MarkSet(int local) => _locals[local].IsSet = true;

    /// <summary>Chooses registers, emits the prologue and gives locals their first values.</summary>
    internal void EnterFunction(in FunctionFacts facts)
    {
        ChooseResidents(facts);
        AssignCall(_signature.Params, _signature.Results);
        _incomingBytes = StackArgumentBytes;
        int slots = _localCount;
        _returnAreaSlot = 0;
        if (ReturnAreaBytes != 0)
        {
            _returnAreaSlot = FirstSlotOffset - (slots++ * SlotBytes);
        }

        _firstHome = FirstSlotOffset - (slots * SlotBytes);
        EmitPrologue(_isLarge, facts.Calls);
        if (_returnAreaSlot != 0)
        {
            StoreAt(IrType.I64, FramePointer, _returnAreaSlot, ReturnAreaRegister);
        }

        ReceiveParameters(facts.Calls);
        ClearLocals(facts.Calls);
        if (facts.Base is { } field && BaseRegister.IsValid)
        {
            _baseField = field;
            LoadField(BaseRegister, field);
        }
    }

    /// <summary>Ends the function; false: its frame is large, and it must be begun again so.</summary>
    internal bool FinishFunction()
    {
        EmitColdChecks();
        EmitColdCode();
        int bytes = -_firstHome - SlotBytes + (_deepest * SlotBytes) + _largestReturnArea;
        FrameBytes = (bytes + 15) & -16;
        return PatchPrologue(FrameBytes, _largestOutgoing);
    }

    /// <summary>Loads a field of the instance.</summary>
    internal void LoadField(Reg to, InstanceField field)
    {
        Reg address = Vmctx;
        if (field.Pointer >= 0)
        {
            LoadAt(IrType.I64, to, Vmctx, field.Pointer);
            address = to;
        }

        LoadAt(IrType.I64, to, address, field.Offset);
    }

    /// <summary>The field as an operand; may take the second scratch register.</summary>
    internal BaselineValue FieldOperand(IrType type, InstanceField field)
    {
        if (field.Pointer < 0)
        {
            return BaselineValue.At(type, Vmctx, field.Offset);
        }

        LoadAt(IrType.I64, AddressScratch, Vmctx, field.Pointer);
        return BaselineValue.At(type, AddressScratch, field.Offset);
    }

    /// <summary>Pushes the value that a local has now.</summary>
    internal void GetLocal(int local) => Push(new BaselineValue(ValuePlace.Local, _locals[local].Type, Reg.None, local));

    /// <summary>Pops a value into a local.</summary>
    internal void SetLocal(int local)
    {
        BaselineValue value = Pop();
        PreserveLocal(local);
        Assign(local, value);
        Release(value);
    }

    /// <summary>Sets a local to the topmost value, which stays.</summary>
    internal void TeeLocal(int local)
    {
        BaselineValue value = Pop();
        PreserveLocal(local);
        Assign(local, value);
        if (value.IsConstant || (value.IsRegister && IsTemporary(value.Register) && !_locals[local].Home.IsValid))
        {
            Push(value);
            return;
        }

        Release(value);
        GetLocal(local);
    }

    private void Assign(int local, BaselineValue value)
    {
        ref LocalPlace place = ref _locals[local];
        if (place.Home.IsValid)
        {
            Load(place.Home, value);
        }
        else
        {
            StoreValue(FramePointer, place.Slot, value);
        }
    }

    private BaselineValue ReadLocal(int local)
    {
        ref LocalPlace place = ref _locals[local];
        return place.Home.IsValid ? BaselineValue.In(place.Type, place.Home) : BaselineValue.At(place.Type, FramePointer, place.Slot);
    }

    // Reads of the local that wait on the stack get the value that it has before it changes.
    private void PreserveLocal(int local)
    {
        for (int i = _settled; i < _top; i++)
        {
            if (_stack[i].Place == ValuePlace.Local && _stack[i].Bits == local)
            {
                Reg register = Take(ClassOf(_stack[i].Type));
                Load(register, ReadLocal(local));
                _stack[i] = BaselineValue.In(_stack[i].Type, register);
            }
        }
    }

    private void ChooseResidents(in FunctionFacts facts)
    {
        ChooseResidents(facts, RegClass.Int);
        ChooseResidents(facts, RegClass.Float);
    }

    // The best candidates of a class, by selection: there are few registers.
    private void ChooseResidents(in FunctionFacts facts, RegClass registerClass)
    {
        foreach (Reg register in HomeRegisters(registerClass))
        {
            int best = -1;
            int bestWeight = facts.CallWeight;
            for (int i = 0; i < facts.Weights.Length; i++)
            {
                if (facts.Weights[i] > bestWeight && IsCandidate(facts, i, registerClass))
                {
                    (best, bestWeight) = (i, facts.Weights[i]);
                }
            }

            if (best < 0)
            {
                return;
            }

            if (best == _localCount)
            {
                BaseRegister = register;
                _residents[_residentCount++] = -1;
            }
            else
            {
                _locals[best].Home = register;
                _residents[_residentCount++] = best;
            }
        }
    }

    private bool IsCandidate(in FunctionFacts facts, int index, RegClass registerClass) => index == _localCount
        ? registerClass == RegClass.Int && facts.Base is not null && !BaseRegister.IsValid
        : !_locals[index].Home.IsValid && _locals[index].Type != IrType.Ref && ClassOf(_locals[index].Type) == registerClass;

    private void ReceiveParameters(bool keeps)
    {
        _moveCount = 0;
        for (int i = 0; i < _signature.Params.Length; i++)
        {
            ref LocalPlace local = ref _locals[i];
            CallPlace place = Argument(i);
            if (!place.Register.IsValid)
            {
                ReceiveFromStack(ref local, place.Offset);
                continue;
            }

            if (!local.Home.IsValid || (keeps && !local.IsSet))
            {
                StoreAt(local.Type, FramePointer, local.Slot, place.Register);
            }

            if (local.Home == place.Register && local.Type == IrType.I32)
            {
                ClearUpperHalf(local.Home); // a move to another register would have done that
            }

            if (local.Home.IsValid)
            {
                AddMove(local.Home, BaselineValue.In(local.Type, place.Register));
            }
        }

        MakeMoves();
    }

    // What the caller stored is the local's slot from now on, but for references: stack maps reach down from the frame pointer only.
    private void ReceiveFromStack(ref LocalPlace local, int offset)
    {
        BaselineValue incoming = BaselineValue.At(local.Type, FramePointer, IncomingOffset + offset);
        if (local.Type == IrType.Ref)
        {
            StoreValue(FramePointer, local.Slot, incoming);
            return;
        }

        local.Slot = incoming.Offset;
        if (local.Home.IsValid)
        {
            AddMove(local.Home, incoming);
        }
    }

    private void ClearLocals(bool keeps)
    {
        int first = _signature.Params.Length;
        int end = _localCount;
        for (int i = first; i < end; i++)
        {
            if (_locals[i].Home.IsValid)
            {
                LoadConstant(_locals[i].Type, _locals[i].Home, 0);
                if (keeps && !_locals[i].IsSet)
                {
                    StoreConstantAt(_locals[i].Type, FramePointer, _locals[i].Slot, 0);
                }
            }
        }

        for (int i = first; i < end;)
        {
            if (_locals[i].Home.IsValid)
            {
                i++;
                continue;
            }

            int last = i;
            while (last + 1 < end && !_locals[last + 1].Home.IsValid)
            {
                last++;
            }

            ClearFrame(_locals[last].Slot, _locals[i].Slot + SlotBytes);
            i = last + 1;
        }
    }

    // Around a call: the callee may change every register.
    private void SaveResidents()
    {
        for (int i = 0; i < _residentCount; i++)
        {
            if (_residents[i] >= 0 && _locals[_residents[i]].IsSet)
            {
                ref LocalPlace local = ref _locals[_residents[i]];
                StoreAt(local.Type, FramePointer, local.Slot, local.Home);
            }
        }
    }

    private void ReloadResidents()
    {
        for (int i = 0; i < _residentCount; i++)
        {
            if (_residents[i] < 0)
            {
                LoadField(BaseRegister, _baseField);
                continue;
            }

            ref LocalPlace local = ref _locals[_residents[i]];
            LoadAt(local.Type, local.Home, FramePointer, local.Slot);
        }
    }
}
