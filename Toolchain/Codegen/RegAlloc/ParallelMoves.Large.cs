// Large groups: the moves of functions with hundreds of values that all change their place on one edge. Each move is looked at a few times only:
// one that nobody waits for any more goes at once, and what is left are cycles, which are broken one by one.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

internal sealed partial class ParallelMoves
{
    private const int MostInSmallGroup = 64;
    private const int NoMove = -1;

    private int[] _moveInto = []; // by location: the move that overwrites it
    private int[] _moveFrom = []; // by location that is overwritten in a cycle: the move that reads it
    private int[] _ready = [];
    private int _readyCount;
    private bool[] _isDone = [];

    private void EmitLarge(int inst)
    {
        PrepareLarge();
        for (int i = _count - 1; i >= 0; i--)
        {
            if (_readers[_group[i].To.Code] == 0)
            {
                _ready[_readyCount++] = i;
            }
        }

        EmitReady(inst);
        for (int i = 0; i < _count; i++)
        {
            if (!_isDone[i])
            {
                _moveFrom[_group[i].From.Code] = i;
            }
        }

        for (int i = 0; i < _count; i++)
        {
            if (!_isDone[i])
            {
                SaveOverwritten(inst, _group[i].To);
                _ready[_readyCount++] = i;
                EmitReady(inst);
            }
        }

        RestoreHelper(inst);
        _count = 0;
    }

    private void PrepareLarge()
    {
        if (_moveInto.Length < _readers.Length)
        {
            _moveInto = new int[_readers.Length];
            _moveFrom = new int[_readers.Length];
        }

        if (_ready.Length < _count)
        {
            _ready = new int[_group.Length];
            _isDone = new bool[_group.Length];
        }

        Array.Clear(_isDone, 0, _count);
        _readyCount = 0;
        for (int i = 0; i < _count; i++)
        {
            _moveInto[_group[i].From.Code] = NoMove;
        }

        for (int i = 0; i < _count; i++)
        {
            _moveInto[_group[i].To.Code] = i;
        }
    }

    private void EmitReady(int inst)
    {
        while (_readyCount > 0)
        {
            int ready = _ready[--_readyCount];
            PendingMove move = _group[ready];
            _isDone[ready] = true;
            EmitMove(inst, move.From, move.To, move.VReg);

            // What was saved elsewhere is nobody's destination.
            bool isFreed = !IsRemade(move) && move.From.Code < _moveInto.Length && --_readers[move.From.Code] == 0;
            if (isFreed && _moveInto[move.From.Code] is int next and not NoMove && !_isDone[next])
            {
                _ready[_readyCount++] = next;
            }
        }
    }

    // The one reader of what is about to be overwritten takes it from elsewhere.
    private void SaveOverwritten(int inst, Allocation overwritten)
    {
        int reader = _moveFrom[overwritten.Code];
        Allocation idle = FindIdle(_problem.VRegs[_group[reader].VReg].Class, inst);
        if (!idle.IsValid)
        {
            _cycleSlot = _cycleSlot.IsValid ? _cycleSlot : _slots.Reserve(2);
            idle = _cycleSlot;
        }

        EmitMove(inst, overwritten, idle, _group[reader].VReg);
        _group[reader] = _group[reader] with { From = idle };
        _readers[overwritten.Code] = 0;
        if (idle.Code < _moveInto.Length)
        {
            (_readers[idle.Code], _moveInto[idle.Code]) = (1, NoMove);
        }
    }
}
