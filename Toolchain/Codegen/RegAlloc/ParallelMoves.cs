// Moves that happen at once, as a sequence. A move whose destination nobody still reads can go; what is left are cycles. A cycle is
// broken by saving one value in an idle register; where none is idle, integer registers are exchanged and others saved in a slot. A copy
// from slot to slot goes through an idle register too, or through one that is saved until another move needs it.
//
// Groups are small, and looking through one again and again is quick; the few large ones are in ParallelMoves.Large.cs.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>One of several simultaneous moves.</summary>
internal readonly record struct PendingMove(Allocation From, Allocation To, int VReg);

/// <summary>Turns groups of simultaneous moves into edits.</summary>
internal sealed partial class ParallelMoves
{
    private const int WidestBytes = 16;

    private PendingMove[] _group = new PendingMove[64];
    private int[] _readers = new int[RegisterBlocks.Registers + 64];
    private readonly int[] _widest = new int[2]; // by class: a virtual register as wide as any, once that is known
    private int _count;
    private AllocationProblem _problem = null!;
    private AllocationResult _result = null!;
    private SpillSlots _slots = null!;
    private MachineEnvironment _environment = null!;
    private IdleRegisters _idle = null!;
    private RegisterMask _taken;
    private Allocation _cycleSlot;
    private Allocation _helperSlot;
    private Allocation _savedHelper; // the register whose value is in the helper slot now
    private int _savedValue; // a virtual register as wide as any that may be in it

    /// <summary>Registers that edits write.</summary>
    internal RegisterMask Written { get; private set; }

    internal void Begin(AllocationProblem problem, AllocationResult result, SpillSlots slots, MachineEnvironment environment, IdleRegisters idle)
    {
        (_problem, _result, _slots, _environment, _idle) = (problem, result, slots, environment, idle);
        _cycleSlot = _helperSlot = _savedHelper = Allocation.None;
        _count = 0;
        Array.Fill(_widest, -1);
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
        if (_count > MostInSmallGroup)
        {
            EmitLarge(inst);
            return;
        }

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

        RestoreHelper(inst);
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

        _taken = RegisterMask.None;
        for (int i = 0; i < _count; i++)
        {
            Take(_group[i].From);
            Take(_group[i].To);
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
        Allocation idle = move.To.IsRegister ? FindIdle(move.To.Register.Class, inst) : Allocation.None;
        if (idle.IsValid)
        {
            Save(inst, move.To, idle);
            return;
        }

        bool canExchange = move.From.IsRegister && move.To.IsRegister && move.From.Register.Class == RegClass.Int;
        if (canExchange)
        {
            FreeHelper(inst, move.From, move.To);

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

        _cycleSlot = _cycleSlot.IsValid ? _cycleSlot : _slots.Reserve(2);
        if (_cycleSlot.Code >= _readers.Length)
        {
            Array.Resize(ref _readers, _cycleSlot.Code * 2);
        }

        Save(inst, move.To, _cycleSlot);
    }

    // What a move is about to overwrite goes elsewhere; its one reader takes it from there.
    private void Save(int inst, Allocation overwritten, Allocation elsewhere)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_group[i].From == overwritten)
            {
                EmitMove(inst, overwritten, elsewhere, _group[i].VReg);
                _group[i] = _group[i] with { From = elsewhere };
                _readers[elsewhere.Code] = 1;
                _readers[overwritten.Code]--;
                return;
            }
        }
    }

    private Allocation FindIdle(RegClass registerClass, int inst)
    {
        Allocation idle = _idle.Find(registerClass, inst, _taken);
        if (idle.IsValid)
        {
            Take(idle);
        }

        return idle;
    }

    private void Take(Allocation location) => _taken = location.IsRegister ? _taken.With(location.Register) : _taken;

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
        FreeHelper(inst, from, to);
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
    }

    // A register of the value's class: an idle one, or one that is saved now.
    private Allocation Borrow(int inst, int vreg)
    {
        RegClass registerClass = _problem.VRegs[vreg].Class;
        Allocation helper = _idle.Find(registerClass, inst, _taken);
        if (!helper.IsValid)
        {
            helper = Allocation.OfRegister(_environment.RegistersOf(registerClass)[0].Code);
            if (_savedHelper != helper)
            {
                RestoreHelper(inst);
                _helperSlot = _helperSlot.IsValid ? _helperSlot : _slots.Reserve(2);
                (_savedHelper, _savedValue) = (helper, WidestLike(vreg));
                _result.Add(new Edit(inst, EditKind.Move, helper, _helperSlot, _savedValue));
            }
        }

        Write(helper);
        return helper;
    }

    // Nobody knows whose value is saved: it may be as wide as any of the class.
    private int WidestLike(int vreg)
    {
        ref int widest = ref _widest[(int)_problem.VRegs[vreg].Class];
        for (int i = 0; widest < 0 && i < _problem.VRegCount; i++)
        {
            bool isWidest = _problem.VRegs[i].Class == _problem.VRegs[vreg].Class && _problem.VRegs[i].Bytes == WidestBytes;
            widest = isWidest ? i : widest;
        }

        widest = widest < 0 ? vreg : widest;
        return widest;
    }

    // A move is about to read or write these.
    private void FreeHelper(int inst, Allocation from, Allocation to)
    {
        if (_savedHelper.IsValid && (from == _savedHelper || to == _savedHelper))
        {
            RestoreHelper(inst);
        }
    }

    private void RestoreHelper(int inst)
    {
        if (_savedHelper.IsValid)
        {
            _result.Add(new Edit(inst, EditKind.Move, _helperSlot, _savedHelper, _savedValue));
            _savedHelper = Allocation.None;
        }
    }

    private void Write(Allocation to)
    {
        if (to.IsRegister)
        {
            Written = Written.With(to.Register);
        }
    }
}
