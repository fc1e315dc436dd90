// Spill slots: one for each virtual register that is ever in memory and cannot be made again. Two registers whose lives do not
// overlap (first start to last end, holes ignored) share a slot. Unit: 8 bytes; 16-byte values take two, aligned. Values that can be
// made again all have one slot that nobody writes: it only says that they are in no register.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Assigns slots to registers.</summary>
internal sealed class SpillSlots
{
    private const int FlowSteps = 4;

    private int[] _slotOf = [];
    private int[] _numberOf = []; // of the slot, by virtual register; or the number that a block parameter had better get
    private long[] _byStart = new long[64];

    // Slots that are in use by when they will be free; and slots that are free by number, single and double ones apart. One that was taken
    // out of turn is found there again, and is not free.
    private readonly List<Slot> _all = [];
    private readonly PriorityQueue<int, int> _busy = new();
    private readonly PriorityQueue<int, int>[] _free = [new(), new()];

    private record struct Slot(int Offset, int Units, bool IsFree);

    /// <summary>Units of 8 bytes in use.</summary>
    internal int Count { get; private set; }

    internal bool HasSlot(int vreg) => _slotOf[vreg] >= 0;

    internal Allocation SlotOf(int vreg) => Allocation.OfSlot(_slotOf[vreg]);

    /// <summary>A new slot for itself, for code that must save something on the way.</summary>
    internal Allocation Reserve(int units) => Allocation.OfSlot(_all[NewSlot(units)].Offset);

    internal void Assign(AllocationProblem problem, IntervalSet intervals, AllocationResult result)
    {
        Count = 0;
        _all.Clear();
        result.ClearTraced();
        _busy.Clear();
        Array.ForEach(_free, slots => slots.Clear());
        if (_slotOf.Length < problem.VRegCount)
        {
            _slotOf = new int[problem.VRegCount * 2];
            _numberOf = new int[problem.VRegCount * 2];
        }

        Array.Fill(_numberOf, -1, 0, problem.VRegCount);
        int spilled = CollectSpilled(problem, intervals);
        Array.Sort(_byStart, 0, spilled);
        int unwritten = -1;
        for (int i = 0; i < spilled; i++)
        {
            int vreg = (int)_byStart[i];
            if (problem.VRegs[vreg].IsRematerializable)
            {
                unwritten = unwritten < 0 ? _all[NewSlot(1)].Offset : unwritten;
                _slotOf[vreg] = unwritten;
                continue;
            }

            int start = (int)(_byStart[i] >> 32);
            int last = vreg;
            while (intervals.Items[last].Next != IntervalSet.None)
            {
                last = intervals.Items[last].Next;
            }

            int number = Take(problem.VRegs[vreg].Bytes / 8, start, intervals.Items[last].End, WishOf(problem, vreg));
            _slotOf[vreg] = _all[number].Offset;
            _numberOf[vreg] = number;
            int target = problem.VRegs[vreg].FlowTo;
            if (target >= 0 && _numberOf[target] < 0)
            {
                _numberOf[target] = number;
            }

            if (problem.VRegs[vreg].Traced != TracedKind.None)
            {
                result.NoteTraced(_slotOf[vreg]);
            }
        }
    }

    private int CollectSpilled(AllocationProblem problem, IntervalSet intervals)
    {
        int spilled = 0;
        for (int vreg = 0; vreg < problem.VRegCount; vreg++)
        {
            _slotOf[vreg] = -1;
            bool isSpilled = false;
            for (int part = vreg; part != IntervalSet.None && !intervals.Items[vreg].IsEmpty; part = intervals.Items[part].Next)
            {
                isSpilled |= intervals.Items[part].Location == IntervalSet.InSlot;
            }

            if (isSpilled)
            {
                if (spilled == _byStart.Length)
                {
                    Array.Resize(ref _byStart, spilled * 2);
                }

                _byStart[spilled++] = ((long)intervals.StartOf(vreg) << 32) | (uint)vreg;
            }
        }

        return spilled;
    }

    private int WishOf(AllocationProblem problem, int vreg)
    {
        int steps = 0;
        for (int along = vreg; along >= 0 && steps < FlowSteps; along = problem.VRegs[along].FlowTo, steps++)
        {
            if (_numberOf[along] >= 0)
            {
                return _numberOf[along];
            }
        }

        return -1;
    }

    // The slot that is wished for, else the first of that size that is free; starts do not fall from call to call.
    private int Take(int units, int start, int end, int wish)
    {
        while (_busy.TryPeek(out int next, out int freeAt) && freeAt <= start)
        {
            _busy.Dequeue();
            _all[next] = _all[next] with { IsFree = true };
            _free[_all[next].Units - 1].Enqueue(next, next);
        }

        int slot = wish >= 0 && _all[wish].IsFree && _all[wish].Units == units ? wish : -1;
        while (slot < 0 && _free[units - 1].TryDequeue(out int first, out _))
        {
            slot = _all[first].IsFree ? first : -1;
        }

        slot = slot < 0 ? NewSlot(units) : slot;
        _all[slot] = _all[slot] with { IsFree = false };
        _busy.Enqueue(slot, end);
        return slot;
    }

    private int NewSlot(int units)
    {
        int offset = (Count + units - 1) / units * units;
        Count = offset + units;
        _all.Add(new Slot(offset, units, IsFree: false));
        return _all.Count - 1;
    }
}
