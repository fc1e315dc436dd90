// Moves that happen at once, as a sequence. A move whose destination nobody still reads can go; what is left are cycles. A cycle of
// integer registers is broken by exchanges, any other one by saving one value in a slot of its own. A copy from slot to slot goes through
// a register that is saved around it: this is rare, and cheaper than keeping a register free everywhere.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>One of several simultaneous moves.</summary>
internal readonly record struct PendingMove(Allocation From, Allocation To, int VReg);

/// <summary>Turns groups of simultaneous moves into edits.</summary>
internal sealed class ParallelMoves
{
    private PendingMove[] _group = new PendingMove[64];
    private int[] _readers = new int[RegisterBlocks.Registers + 64];
    private int _count;
    private AllocationProblem _problem = null!;
    private AllocationResult _result = null!;
    private SpillSlots _slots = null!;
    private MachineEnvironment _environment = null!;
    private Allocation _cycleSlot;
    private Allocation _helperSlot;

    /// <summary>Registers that edits write.</summary>
    internal RegisterMask Written { get; private set; }

    internal void Begin(AllocationProblem problem, AllocationResult result, SpillSlots slots, MachineEnvironment environment)
    {
        (_problem, _result, _slots, _environment) = (problem, result, slots, environment);
        _cycleSlot = _helperSlot = Allocation.None;
        _count = 0;
        Written = RegisterMask.None;
    }

    internal void Add(in PendingMove move)
    {
        if (_count == _group.Length)
        {
            Array.Resize(ref _group, _count * 2);
        }

        _group[_count++] = move;
    }

    /// <summary>Emits the group in front of an instruction, and empties it.</summary>
    internal void Emit(int inst)
    {
        CountReaders();
        while (_count > 0)
        {
            bool progress = false;
            for (int i = 0; i < _count;)
            {
                PendingMove move = _group[i];
                if (_readers[move.To.Code] == 0)
                {
                    _readers[move.From.Code] -= IsRemade(move) ? 0 : 1;
                    EmitMove(inst, move.From, move.To, move.VReg);
                    _group[i] = _group[--_count];
                    progress = true;
                }
                else
                {
                    i++;
                }
            }

            if (!progress)
            {
                BreakCycle(inst);
            }
        }
    }

    // A value that is made again instead of being loaded has no source.
    private bool IsRemade(in PendingMove move) => move.From.IsSlot && _problem.VRegs[move.VReg].IsRematerializable;

    private void CountReaders()
    {
        for (int i = 0; i < _count; i++)
        {
            int highest = Math.Max(_group[i].From.Code, _group[i].To.Code);
            if (highest >= _readers.Length)
            {
                Array.Resize(ref _readers, highest * 2);
            }
        }

        for (int i = 0; i < _count; i++)
        {
            _readers[_group[i].From.Code] = _readers[_group[i].To.Code] = 0;
        }

        for (int i = 0; i < _count; i++)
        {
            if (!IsRemade(_group[i]))
            {
                _readers[_group[i].From.Code]++;
            }
        }
    }

    // Every destination left is read by exactly one other move: the group consists of cycles.
    private void BreakCycle(int inst)
    {
        PendingMove move = _group[0];
        bool canExchange = move.From.IsRegister && move.To.IsRegister && move.From.Register.Class == RegClass.Int;
        if (canExchange)
        {
            // After the exchange `To` is right, and what was in `To` is found in `From`.
            Write(move.From);
            Write(move.To);
            _result.Add(new Edit(inst, EditKind.Exchange, move.From, move.To, move.VReg));
            _group[0] = _group[--_count];
            _readers[move.From.Code]--;
            for (int i = 0; i < _count; i++)
            {
                if (_group[i].From == move.To)
                {
                    _readers[move.To.Code]--;
                    _group[i] = _group[i] with { From = move.From };
                    _readers[move.From.Code]++;
                }
            }

            DropFinished();
            return;
        }

        // What stands in `To` is saved; its reader takes it from there.
        _cycleSlot = _cycleSlot.IsValid ? _cycleSlot : _slots.Reserve(2);
        if (_cycleSlot.Code >= _readers.Length)
        {
            Array.Resize(ref _readers, _cycleSlot.Code * 2);
        }

        for (int i = 0; i < _count; i++)
        {
            if (_group[i].From == move.To)
            {
                EmitMove(inst, move.To, _cycleSlot, _group[i].VReg);
                _group[i] = _group[i] with { From = _cycleSlot };
                _readers[_cycleSlot.Code] = 1;
                _readers[move.To.Code]--;
                return;
            }
        }
    }

    private void DropFinished()
    {
        for (int i = 0; i < _count;)
        {
            if (_group[i].From == _group[i].To)
            {
                _readers[_group[i].From.Code]--;
                _group[i] = _group[--_count];
            }
            else
            {
                i++;
            }
        }
    }

    private void EmitMove(int inst, Allocation from, Allocation to, int vreg)
    {
        if (from.IsSlot && from != _cycleSlot && _problem.VRegs[vreg].IsRematerializable)
        {
            EmitRemade(inst, to, vreg);
            return;
        }

        if (!from.IsSlot || !to.IsSlot)
        {
            Write(to);
            _result.Add(new Edit(inst, EditKind.Move, from, to, vreg));
            return;
        }

        Allocation helper = Borrow(inst, vreg);
        _result.Add(new Edit(inst, EditKind.Move, from, helper, vreg));
        _result.Add(new Edit(inst, EditKind.Move, helper, to, vreg));
        GiveBack(inst, helper, vreg);
    }

    private void EmitRemade(int inst, Allocation to, int vreg)
    {
        if (to.IsRegister)
        {
            Write(to);
            _result.Add(new Edit(inst, EditKind.Rematerialize, Allocation.None, to, vreg));
            return;
        }

        Allocation helper = Borrow(inst, vreg);
        _result.Add(new Edit(inst, EditKind.Rematerialize, Allocation.None, helper, vreg));
        _result.Add(new Edit(inst, EditKind.Move, helper, to, vreg));
        GiveBack(inst, helper, vreg);
    }

    private Allocation Borrow(int inst, int vreg)
    {
        _helperSlot = _helperSlot.IsValid ? _helperSlot : _slots.Reserve(2);
        Allocation helper = Allocation.OfRegister(_environment.RegistersOf(_problem.VRegs[vreg].Class)[0].Code);
        Write(helper);
        _result.Add(new Edit(inst, EditKind.Move, helper, _helperSlot, vreg));
        return helper;
    }

    private void GiveBack(int inst, Allocation helper, int vreg) =>
        _result.Add(new Edit(inst, EditKind.Move, _helperSlot, helper, vreg));

    private void Write(Allocation to)
    {
        if (to.IsRegister)
        {
            Written = Written.With(to.Register);
        }
    }
}
