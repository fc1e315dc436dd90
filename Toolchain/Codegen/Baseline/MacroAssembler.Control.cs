// Labels and branches. Every way to a label leaves what the label takes in the homes at the label's depth.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Baseline;

/// <summary>A place that branches go to.</summary>
/// <param name="Label">The place.</param>
/// <param name="Depth">Depth of the stack below the values that it takes.</param>
/// <param name="Arity">How many values it takes.</param>
internal readonly record struct BranchTarget(Label Label, int Depth, int Arity);

internal abstract partial class MacroAssembler
{
    private readonly List<ColdCall> _coldCalls = [];

    // A call that is rarely made, emitted behind the function.
    private readonly record struct ColdCall(Label Entry, Label Done, uint Symbol, uint Source, int[]? References);

    internal Label NewLabel() => buffer.NewLabel();

    internal void Bind(Label label) => buffer.Bind(label);

    internal void Jump(Label label) => EmitJump(label);

    /// <summary>Goes to a label with the topmost values.</summary>
    internal void Jump(BranchTarget target)
    {
        StoreForLabel(target);
        EmitJump(target.Label);
    }

    /// <summary>Puts the values that a label takes where it looks for them; the stack is not changed.</summary>
    internal void StoreForLabel(BranchTarget target)
    {
        // Upwards: a value never moves to a deeper place, so nothing is overwritten before it was read.
        for (int i = 0; i < target.Arity; i++)
        {
            BaselineValue value = _stack[_top - target.Arity + i];
            StoreValue(FramePointer, HomeOf(target.Depth + i), value.Place == ValuePlace.Local ? ReadLocal((int)value.Bits) : value);
        }
    }

    /// <summary>Whether the values that the label takes are at its depth already, so that storing them harms nothing.</summary>
    internal bool IsInPlace(BranchTarget target) => target.Arity == 0 || _top - target.Arity == target.Depth;

    /// <summary>Branches if a comparison has an outcome. The stack is as it was on the way that goes on.</summary>
    internal void BranchIf(in Comparison comparison, bool whenTrue, BranchTarget target)
    {
        if (IsInPlace(target))
        {
            StoreForLabel(target);
            EmitBranch(comparison, whenTrue, target.Label);
        }
        else
        {
            Label skip = NewLabel();
            EmitBranch(comparison, !whenTrue, skip);
            Jump(target);
            Bind(skip);
        }
    }

    /// <summary>Branches without values.</summary>
    internal void BranchIf(in Comparison comparison, bool whenTrue, Label label) => EmitBranch(comparison, whenTrue, label);

    /// <summary>Goes to the label with the popped number, or to the last.</summary>
    internal void JumpTable(BaselineValue index, ReadOnlySpan<Label> labels)
    {
        Reg register = ToTemporary(index);
        EmitJumpTable(register, labels);
        Release(register);
    }

    /// <summary>Traps if the comparison is true.</summary>
    internal void TrapIf(in Comparison comparison, byte code) => EmitBranch(comparison, whenTrue: true, buffer.DeferTrap(code, Source));

    internal void Trap(byte code)
    {
        Buffer.SetSource(Source);
        EmitTrap(code);
    }

    /// <summary>Calls a symbol without arguments and results if the comparison is true, out of line.</summary>
    internal void CallIf(in Comparison comparison, uint symbol)
    {
        var cold = new ColdCall(NewLabel(), NewLabel(), symbol, Source, References());
        _coldCalls.Add(cold);
        EmitBranch(comparison, whenTrue: true, cold.Entry);
        Bind(cold.Done);
    }

    /// <summary>Everything on the stack, which is settled, and <paramref name="taken"/> values above it that came by a label.</summary>
    /// <param name="depth">Depth below the values.</param>
    /// <param name="taken">Their types.</param>
    internal void ArriveAt(int depth, ReadOnlySpan<IrType> taken)
    {
        _top = depth;
        _busy = 0;
        foreach (IrType type in taken)
        {
            Push(AtHome(_top, type));
        }

        _settled = _top;
    }

    /// <summary>Settles the stack and stores the topmost values even if they are constants: a label is about to be bound that takes them.</summary>
    internal void SettleFor(int taken)
    {
        Settle();
        for (int i = _top - taken; i < _top; i++)
        {
            if (_stack[i].IsConstant)
            {
                StoreValue(FramePointer, HomeOf(i), _stack[i]);
                _stack[i] = AtHome(i, _stack[i].Type);
            }
        }
    }

    // The stack is settled where these stand, so only locals in registers have to be saved.
    private void EmitColdChecks()
    {
        foreach (ColdCall cold in _coldCalls)
        {
            Bind(cold.Entry);
            SaveResidents();
            Buffer.SetSource(cold.Source);
            EmitCall(CallTarget.Direct(cold.Symbol, leavesInstance: false));
            NoteReferences(cold.References);
            ReloadResidents();
            EmitJump(cold.Done);
        }

        _coldCalls.Clear();
    }
}
