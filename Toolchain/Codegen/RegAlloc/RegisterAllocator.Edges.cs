// Moves on edges. A value whose interval is whole is in one place everywhere. Of one that was split, an edge needs a move only where one end
// of it lies in a part with a register, and there are never more of those at a time than registers: so the edges at the blocks of such parts
// are looked at, not all edges over which the value lives.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

public sealed partial class RegisterAllocator
{
    // Ranges of all parts of one value in their order, and the part of each.
    private int[] _rangeFrom = new int[16];
    private int[] _rangeTo = new int[16];
    private int[] _rangePart = new int[16];
    private int _rangeCount;

    // Moves of one edge stand in the order of the globals, then of the parameters.
    private void AddEdgeMoves()
    {
        for (int global = 0; global < _liveness.GlobalCount; global++)
        {
            int vreg = _liveness.VRegOf(global);
            if (_intervals.Items[vreg].Next != IntervalSet.None)
            {
                AddEdgeMovesOf(vreg);
            }
        }

        StartSweep();
        for (int block = 0; block < _problem.BlockCount; block++)
        {
            ReadOnlySpan<int> arguments = _problem.ArgumentsOf(block);
            if (arguments.Length != 0)
            {
                int successor = _problem.SuccessorsOf(block)[0];
                ReadOnlySpan<int> parameters = _problem.ParamsOf(successor);
                (int inst, int phase) = PlaceOfEdge(block, successor);
                for (int i = 0; i < parameters.Length; i++)
                {
                    AddRaw(inst, phase, LocationAt(arguments[i], EndOf(block)), LocationOf(parameters[i]), arguments[i]);
                }
            }
        }
    }

    private void AddEdgeMovesOf(int vreg)
    {
        CollectRanges(vreg);
        int definition = _intervals.StartOf(vreg);
        for (int range = 0; range < _rangeCount; range++)
        {
            int part = _rangePart[range];
            if (_intervals.Items[part].Location >= 0)
            {
                AddMovesInto(vreg, part, _rangeFrom[range], _rangeTo[range], definition);
                AddMovesOutOf(vreg, part, _rangeFrom[range], _rangeTo[range], definition);
            }
        }
    }

    // Over the edges into blocks that begin in a range of a part with a register.
    private void AddMovesInto(int vreg, int part, int from, int to, int definition)
    {
        Allocation location = LocationOf(part);
        for (int block = _scan.FirstBlockFrom(Math.Max(from, definition + 1)); block < _problem.BlockCount && StartOf(block) < to; block++)
        {
            foreach (int predecessor in _liveness.PredecessorsOf(block))
            {
                int source = PartAt(EndOf(predecessor));
                if (source != part && source != IntervalSet.None)
                {
                    (int inst, int phase) = PlaceOfEdge(predecessor, block);
                    AddMove(inst, phase, LocationOf(source), location, vreg);
                }
            }
        }
    }

    // Over the edges out of blocks that end in a range of a part with a register, to where the value waits in its slot.
    private void AddMovesOutOf(int vreg, int part, int from, int to, int definition)
    {
        Allocation location = LocationOf(part);
        for (int block = _scan.BlockAt(from); block < _problem.BlockCount && EndOf(block) < to; block++)
        {
            foreach (int successor in _problem.SuccessorsOf(block))
            {
                int start = StartOf(successor);
                int target = start > definition ? PartAt(start) : IntervalSet.None;
                if (target != IntervalSet.None && _intervals.Items[target].Location < 0)
                {
                    (int inst, int phase) = PlaceOfEdge(block, successor);
                    AddMove(inst, phase, location, LocationOf(target), vreg);
                }
            }
        }
    }

    private int StartOf(int block) => _problem.Blocks[block].FirstInst * 4;

    private int EndOf(int block) => (_problem.Blocks[block].EndInst * 4) - 1;

    // Critical edges are split: the code of an edge goes to the end of the block before it, or to the start of the one behind it.
    private (int Inst, int Phase) PlaceOfEdge(int block, int successor) => _problem.SuccessorsOf(block).Length == 1
        ? (_problem.Blocks[block].EndInst - 1, PhaseLeave)
        : (_problem.Blocks[successor].FirstInst, PhaseEnter);

    private void CollectRanges(int vreg)
    {
        _rangeCount = 0;
        for (int part = vreg; part != IntervalSet.None; part = _intervals.Items[part].Next)
        {
            for (int range = _intervals.Items[part].FirstRange; range != IntervalSet.None; range = _intervals.Ranges[range].Next)
            {
                if (_rangeCount == _rangeFrom.Length)
                {
                    Array.Resize(ref _rangeFrom, _rangeCount * 2);
                    Array.Resize(ref _rangeTo, _rangeCount * 2);
                    Array.Resize(ref _rangePart, _rangeCount * 2);
                }

                _rangeFrom[_rangeCount] = _intervals.Ranges[range].From;
                _rangeTo[_rangeCount] = _intervals.Ranges[range].To;
                _rangePart[_rangeCount++] = part;
            }
        }
    }

    // The part that holds the value at a position; none where it does not live.
    private int PartAt(int position)
    {
        int range = Array.BinarySearch(_rangeFrom, 0, _rangeCount, position);
        range = range < 0 ? ~range - 1 : range;
        return range >= 0 && position < _rangeTo[range] ? _rangePart[range] : IntervalSet.None;
    }
}
