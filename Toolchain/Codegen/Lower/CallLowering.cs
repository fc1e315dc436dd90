// Lowering of calls, returns and the function's entry, for all instruction sets. Register arguments are fixed uses of the call, results fixed
// definitions. Stack arguments are stored into an area opened just before the call; the callee pops it. Results without a register come back in
// a stack slot of the caller.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>What lowering shares between instruction sets around calls; an instruction set derives from it.</summary>
/// <param name="registers">The calling convention.</param>
/// <param name="allRegisters">What a call of an unknown function changes.</param>
internal abstract class CallLowering(AbiRegisters registers, RegisterSet allRegisters) : FunctionLowering
{
    private readonly List<int> _slotOffsets = [];
    private readonly CallAbi _ownAbi = new(registers);
    private readonly CallAbi _callAbi = new(registers);
    private FixedOperand[] _operands = new FixedOperand[32];
    private readonly Dictionary<int, int> _returnAreas = []; // of calls with handlers, by node
    private Reg[] _argumentRegs = new Reg[16];
    private int _operandCount;
    private readonly List<(Reg Register, Reg Raw)> _toClear = []; // results of the call being lowered
    private Reg _returnArea; // hidden argument of this function, once a return asked for it

    /// <summary>The calling convention.</summary>
    protected AbiRegisters Registers => registers;

    /// <summary>Loads a value of any type; references and 32-bit integers arrive zero-extended.</summary>
    protected abstract void EmitLoad(IrType type, Reg to, Reg @base, int offset);

    /// <summary>Stores a value of any type.</summary>
    protected abstract void EmitStore(IrType type, Reg @base, int offset, Reg from);

    /// <summary>Loads a value from a stack slot of the function.</summary>
    protected abstract void EmitLoadSlot(IrType type, Reg to, int slot, int offset);

    /// <summary>The address of a stack slot.</summary>
    protected abstract Reg EmitSlotAddress(int slot);

    /// <summary>Copies 32 bits and clears the upper half.</summary>
    protected abstract void EmitClearUpperHalf(Reg to, Reg from);

    /// <summary>Offset in the slot area of a stack slot of the IR.</summary>
    protected int SlotOffset(NodeView address) => _slotOffsets[(int)address.Imm];

    protected override bool ClearsCallResults => true;

    protected override void BeginFunction()
    {
        _returnArea = Reg.None;
        _ownAbi.Assign(Ir.Signature.Params, Ir.Signature.Results);
        Code.IncomingBytes = _ownAbi.StackArgumentBytes;
        _slotOffsets.Clear();
        _returnAreas.Clear();
        foreach (int bytes in Ir.StackSlots)
        {
            _slotOffsets.Add(Code.AddSlot(bytes));
        }
    }

    protected override void LowerJump() => Emit(new MachInst { Op = (ushort)SharedPseudo.Jump });

    /// <summary>Defines the parameters from their registers and the caller's argument area.</summary>
    protected override void LowerEntry(ReadOnlySpan<int> parameters)
    {
        _operandCount = 0;
        EnsureArguments(parameters.Length);
        if (_returnArea.IsValid)
        {
            AddFixed(_returnArea, registers.ReturnArea, isDef: true);
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            if (_ownAbi.Argument(i) is { IsRegister: true } place && TryGetDemanded(new Value(parameters[i]), out Reg register))
            {
                _argumentRegs[i] = IsCleared(new Value(parameters[i])) ? NewReg(RegClass.Int) : register;
                AddFixed(_argumentRegs[i], place.Register, isDef: true);
            }
        }

        EmitFixed(SharedPseudo.Entry, default, isCall: false);
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!TryGetDemanded(new Value(parameters[i]), out Reg register))
            {
                continue;
            }

            if (_ownAbi.Argument(i) is not { IsRegister: false } place)
            {
                if (_argumentRegs[i] != register)
                {
                    EmitClearUpperHalf(register, _argumentRegs[i]);
                }
            }
            else
            {
                // Above the saved frame pointer and the return address.
                EmitLoad(TypeOf(new Value(parameters[i])), register, registers.FramePointer, FrameLayout.IncomingArguments + place.Offset);
            }
        }
    }

    protected Reg Call(NodeView n, bool indirect, bool hasHandler = false)
    {
        Signature signature = Ir.SignatureOf(n.Id);
        ReadOnlySpan<int> arguments = Ir.ListOf(n.Id)[(indirect ? 2 : 0)..];
        _callAbi.Assign(signature.Params, signature.Results);
        int slot = !_callAbi.HasReturnArea ? 0 : hasHandler ? _returnAreas[n.Id.Id] : Code.AddSlot(_callAbi.ReturnAreaBytes);

        // Everything that needs a register first, so that nothing comes between the argument area and the call.
        FetchArguments(arguments);
        Reg area = _callAbi.HasReturnArea ? EmitSlotAddress(slot) : Reg.None;
        (Reg code, Reg vmctx) = indirect ? IndirectTarget(n.Id) : (Reg.None, Reg.None);
        if (_callAbi.StackArgumentBytes != 0)
        {
            Emit(new MachInst { Op = (ushort)SharedPseudo.PushArguments, Imm = _callAbi.StackArgumentBytes });
            StoreStackArguments(arguments, registers.StackPointer, 0);
        }

        BeginCallOperands(arguments, area, code, vmctx);
        for (int i = 0; i < signature.Results.Length; i++)
        {
            if (_callAbi.Result(i) is { IsRegister: true } place)
            {
                AddFixed(NewResult(n.Id, i, signature.Results[i], hasHandler), place.Register, isDef: true);
            }
        }

        bool reloads = vmctx.IsValid || (n.CallFlags & CallFlags.ReloadVmctx) != 0;
        uint symbol = indirect ? 0 : n.Symbol;
        CallInfo info = new()
        {
            Clobbers = indirect || hasHandler ? allRegisters : Options.CalleeClobbers?.Invoke(symbol) ?? allRegisters,
            Symbol = symbol,
            StackBytes = _callAbi.StackArgumentBytes,
            SwitchesVmctx = vmctx.IsValid,
            ReloadsVmctx = reloads,
            HasHandler = hasHandler,
        };
        EmitFixed(indirect ? SharedPseudo.CallIndirect : SharedPseudo.Call, info, isCall: true);
        if (!hasHandler)
        {
            ClearResults();
            LoadStackResults(n.Id, signature, slot);
        }

        return Reg.None;
    }

    // The register that a call leaves a result in; the value's own unless it has to be cleared first.
    private Reg NewResult(Value call, int index, IrType type, bool hasHandler)
    {
        if (hasHandler || !TryGetResult(call, index, out Reg register) || !IsResultCleared(call, index))
        {
            return ResultReg(call, index, type);
        }

        Reg raw = NewReg(RegClass.Int);
        _toClear.Add((register, raw));
        return raw;
    }

    private void ClearResults()
    {
        foreach ((Reg register, Reg raw) in _toClear)
        {
            EmitClearUpperHalf(register, raw);
        }

        _toClear.Clear();
    }

    /// <summary>A call that ends its block leaves these to the next one, which is lowered first.</summary>
    protected override void LowerResultsOf(Value call)
    {
        Signature signature = Ir.SignatureOf(call);
        _callAbi.Assign(signature.Params, signature.Results);
        if (_callAbi.HasReturnArea)
        {
            int slot = Code.AddSlot(_callAbi.ReturnAreaBytes);
            _returnAreas[call.Id] = slot;
            LoadStackResults(call, signature, slot);
        }
    }

    private void LoadStackResults(Value call, Signature signature, int slot)
    {
        for (int i = 0; i < signature.Results.Length; i++)
        {
            if (_callAbi.Result(i) is { IsRegister: false } place && TryGetResult(call, i, out Reg register))
            {
                EmitLoadSlot(signature.Results[i], register, slot, place.Offset);
            }
        }
    }

    protected Reg LandingPad()
    {
        Emit(new MachInst { Op = (ushort)SharedPseudo.LandingPad });
        return Reg.None;
    }

    protected void Return(ReadOnlySpan<int> results)
    {
        ReadOnlySpan<IrType> types = Ir.Signature.Results;
        FetchArguments(results);
        for (int i = 0; i < results.Length; i++)
        {
            if (_ownAbi.Result(i) is { IsRegister: false } place)
            {
                EmitStore(types[i], OwnReturnArea(), place.Offset, _argumentRegs[i]);
            }
        }

        _operandCount = 0;
        for (int i = 0; i < results.Length; i++)
        {
            if (_ownAbi.Result(i) is { IsRegister: true } place)
            {
                AddFixed(_argumentRegs[i], place.Register, isDef: false);
            }
        }

        EmitFixed(SharedPseudo.Return, default, isCall: false);
    }

    /// <summary>
    /// A tail call pops this function's argument area and leaves the callee's instead. Areas of one size are the same memory, so the
    /// arguments go straight there; others are collected below the frame and moved by the expansion, when the frame is no longer needed.
    /// </summary>
    protected void TailCall(NodeView n, bool indirect)
    {
        Signature signature = Ir.SignatureOf(n.Id);
        ReadOnlySpan<int> arguments = Ir.ListOf(n.Id)[(indirect ? 2 : 0)..];
        _callAbi.Assign(signature.Params, signature.Results);
        FetchArguments(arguments);
        Reg area = _callAbi.HasReturnArea ? OwnReturnArea() : Reg.None;
        (Reg code, Reg vmctx) = indirect ? IndirectTarget(n.Id) : (Reg.None, Reg.None);
        if (_callAbi.StackArgumentBytes == _ownAbi.StackArgumentBytes)
        {
            StoreStackArguments(arguments, registers.FramePointer, FrameLayout.IncomingArguments);
        }
        else if (_callAbi.StackArgumentBytes != 0)
        {
            Emit(new MachInst { Op = (ushort)SharedPseudo.PushArguments, Imm = _callAbi.StackArgumentBytes });
            StoreStackArguments(arguments, registers.StackPointer, 0);
        }

        BeginCallOperands(arguments, area, code, vmctx);
        CallInfo info = new() { Symbol = indirect ? 0 : n.Symbol, StackBytes = _callAbi.StackArgumentBytes, SwitchesVmctx = vmctx.IsValid };
        EmitFixed(indirect ? SharedPseudo.TailCallIndirect : SharedPseudo.TailCall, info, isCall: false);
    }

    // No vmctx: the callee runs in the caller's instance and returns in it.
    private (Reg Code, Reg Vmctx) IndirectTarget(Value call)
    {
        ReadOnlySpan<int> list = Ir.ListOf(call);
        var vmctx = new Value(list[1]);
        return (HandOn(new Value(list[0])), View(vmctx).Op == Opcode.Vmctx ? Reg.None : HandOn(vmctx));
    }

    private Reg OwnReturnArea() => _returnArea = _returnArea.IsValid ? _returnArea : NewReg(RegClass.Int);

    private void FetchArguments(ReadOnlySpan<int> values)
    {
        EnsureArguments(values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            _argumentRegs[i] = HandOn(new Value(values[i]));
        }
    }

    private void EnsureArguments(int count)
    {
        if (_argumentRegs.Length < count)
        {
            Array.Resize(ref _argumentRegs, count * 2);
        }
    }

    private void StoreStackArguments(ReadOnlySpan<int> arguments, Reg @base, int offset)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (_callAbi.Argument(i) is { IsRegister: false } place)
            {
                EmitStore(TypeOf(new Value(arguments[i])), @base, offset + place.Offset, _argumentRegs[i]);
            }
        }
    }

    private void BeginCallOperands(ReadOnlySpan<int> arguments, Reg area, Reg code, Reg vmctx)
    {
        _operandCount = 0;
        if (area.IsValid)
        {
            AddFixed(area, registers.ReturnArea, isDef: false);
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (_callAbi.Argument(i) is { IsRegister: true } place)
            {
                AddFixed(_argumentRegs[i], place.Register, isDef: false);
            }
        }

        if (code.IsValid)
        {
            AddFixed(code, registers.IndirectCode, isDef: false);
        }

        if (vmctx.IsValid)
        {
            AddFixed(vmctx, registers.IndirectVmctx, isDef: false);
        }
    }

    private void AddFixed(Reg register, Reg physical, bool isDef)
    {
        if (_operandCount == _operands.Length)
        {
            Array.Resize(ref _operands, _operandCount * 2);
        }

        _operands[_operandCount++] = new FixedOperand(register, physical, isDef);
    }

    private void EmitFixed(SharedPseudo op, CallInfo info, bool isCall) =>
        Emit(new MachInst { Op = (ushort)op, Target = Code.AddCall(info, _operands.AsSpan(0, _operandCount), isCall) });
}
