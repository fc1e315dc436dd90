// Spill slots: one for each virtual register that is ever in memory and cannot be made again. Two registers whose lives do not
// overlap (first start to last end, holes ignored) share a slot. Unit: 8 bytes; 16-byte values take two, aligned. Values that can be
// made again all have one slot that nobody writes: it only says that they are in no register.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Assigns slots to registers.</summary>
internal sealed class SpillSlots
{
    private int[] _slotOf = [];
    private long[] _byStart = new long[64];

    // Slots that are in use by when they will be free; and slots that are free by number, single and double ones apart.
    private readonly PriorityQueue<Slot, int> _busy = new();
    private readonly PriorityQueue<Slot, int>[] _free = [new(), new()];
    private int _slotCount;

    private readonly record struct Slot(int Number, int Offset, int Units);

    /// <summary>Units of 8 bytes in use.</summary>
    internal int Count { get; private set; }

    internal bool HasSlot(int vreg) => _slotOf[vreg] >= 0;

    internal Allocation SlotOf(int vreg) => Allocation.OfSlot(_slotOf[vreg]);

    /// <summary>A new slot for itself, for code that must save something on the way.</summary>
    internal Allocation Reserve(int units) => Allocation.OfSlot(NewSlot(units).Offset);

    internal void Assign(AllocationProblem problem, IntervalSet intervals, AllocationResult result)
    {
        Count = _slotCount = 0;
        result.ClearTraced();
        _busy.Clear();
        Array.ForEach(_free, slots => slots.Clear());
        if (_slotOf.Length < problem.VRegCount)
        {
            _slotOf = new int[problem.VRegCount * 2];
        }

        int spilled = CollectSpilled(problem, intervals);
        Array.Sort(_byStart, 0, spilled);
        int unwritten = -1;
        for (int i = 0; i < spilled; i++)
        {
            int vreg = (int)_byStart[i];
            if (problem.VRegs[vreg].IsRematerializable)
            {
                unwritten = unwritten < 0 ? NewSlot(1).Offset : unwritten;
                _slotOf[vreg] = unwritten;
                continue;
            }

            int start = (int)(_byStart[i] >> 32);
            int last = vreg;
            while (intervals.Items[last].Next != IntervalSet.None)
            {
                last = intervals.Items[last].Next;
            }

            _slotOf[vreg] = Take(problem.VRegs[vreg].Bytes / 8, start, intervals.Items[last].End);
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

    // The first slot of that size that is free; starts do not fall from call to call.
    private int Take(int units, int start, int end)
    {
        while (_busy.TryPeek(out Slot next, out int freeAt) && freeAt <= start)
        {
            _busy.Dequeue();
            _free[next.Units - 1].Enqueue(next, next.Number);
        }

        Slot slot = _free[units - 1].Count > 0 ? _free[units - 1].Dequeue() : NewSlot(units);
        _busy.Enqueue(slot, end);
        return slot.Offset;
    }

    private Slot NewSlot(int units)
    {
        int offset = (Count + units - 1) / units * units;
        Count = offset + units;
        return new Slot(_slotCount++, offset, units);
    }
}
