// Live intervals: for each virtual register the stretches of code where its value is needed, with holes, and the places that use it.
// Positions: instruction i owns 4i (the gap in front of it, where moves go), 4i+1 (early: uses are read), 4i+2 (late: results are
// written), 4i+3 (still occupied by results). An interval that is split leaves its tail as a new interval of the same register, linked
// to it; splits are at gaps only.
//
// Fixed operands are not intervals: the value is copied from or to the fixed register in the gap, and the register is blocked
// (RegisterBlocks) around the instruction. Tied definitions likewise begin with a copy in the gap.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>All intervals of one problem; keeps its arrays for the next.</summary>
internal sealed class IntervalSet
{
    internal const int None = -1;
    internal const int InSlot = -2;

    internal Interval[] Items = new Interval[256];
    internal Range[] Ranges = new Range[512];
    internal Use[] Uses = new Use[512];
    internal int Count;
    private int _rangeCount;
    private int _useCount;

    /// <summary>One interval; the first <c>VRegCount</c> ones belong to the registers with the same numbers.</summary>
    internal struct Interval
    {
        internal int VReg;
        internal int FirstRange;
        internal int FirstUse;
        internal int Next; // the following part of the same register
        internal int Location; // register code, InSlot, or None while undecided
        internal int Cursor; // first range that may still matter to the scan
        internal int PassedRange; // the range before Cursor, or None
        internal int PassedUse; // last use behind the scan, or None
        internal int End;

        internal readonly bool IsEmpty => FirstRange == None;
    }

    internal struct Range
    {
        internal int From;
        internal int To; // exclusive
        internal int Next;
    }

    internal struct Use
    {
        internal int Position;
        internal int Next;
        internal int Target; // operand number, or ~(copy number)
        internal bool NeedsRegister;
        internal int Weight;
    }

    internal void Begin(AllocationProblem problem)
    {
        Count = problem.VRegCount;
        _rangeCount = _useCount = 0;
        if (Items.Length < Count)
        {
            Array.Resize(ref Items, Count * 2);
        }

        for (int i = 0; i < Count; i++)
        {
            Items[i] = new Interval { VReg = i, FirstRange = None, FirstUse = None, Next = None, Location = None, Cursor = None, PassedRange = None, PassedUse = None };
        }
    }

    /// <summary>Adds an empty interval for a virtual register that was added to the problem just now.</summary>
    internal void AddInterval(int vreg)
    {
        if (Count == Items.Length)
        {
            Array.Resize(ref Items, Count * 2);
        }

        Items[Count++] = new Interval
        {
            VReg = vreg,
            FirstRange = None,
            FirstUse = None,
            Next = None,
            Location = None,
            Cursor = None,
            PassedRange = None,
            PassedUse = None,
        };
    }

    /// <summary>Whether, as built so far, the value is needed at a position and behind it.</summary>
    internal bool IsLiveFrom(int interval, int position) =>
        !Items[interval].IsEmpty && Ranges[Items[interval].FirstRange].From <= position;

    internal int StartOf(int interval) => Ranges[Items[interval].FirstRange].From;

    /// <summary>Adds a range in front of the others; touching ones are joined. Calls come with falling positions.</summary>
    internal void AddRange(int interval, int from, int to)
    {
        ref Interval item = ref Items[interval];
        if (item.FirstRange != None)
        {
            ref Range first = ref Ranges[item.FirstRange];
            if (to >= first.From)
            {
                first.From = Math.Min(first.From, from);
                first.To = Math.Max(first.To, to);
                return;
            }
        }
        else
        {
            item.End = to;
        }

        item.FirstRange = NewRange(from, to, item.FirstRange);
    }

    /// <summary>Lets the interval begin at its definition.</summary>
    internal void StartAt(int interval, int from) => Ranges[Items[interval].FirstRange].From = from;

    /// <summary>Adds a use; calls come with positions that fall from instruction to instruction.</summary>
    internal void AddUse(int interval, int position, int target, bool needsRegister, int weight)
    {
        if (_useCount == Uses.Length)
        {
            Array.Resize(ref Uses, _useCount * 2);
        }

        int previous = None;
        int next = Items[interval].FirstUse;
        while (next != None && Uses[next].Position < position)
        {
            previous = next;
            next = Uses[next].Next;
        }

        Uses[_useCount] = new Use
        {
            Position = position,
            Next = next,
            Target = target,
            NeedsRegister = needsRegister,
            Weight = weight,
        };
        if (previous == None)
        {
            Items[interval].FirstUse = _useCount++;
        }
        else
        {
            Uses[previous].Next = _useCount++;
        }
    }

    /// <summary>Cuts an interval at a gap inside it; returns the tail.</summary>
    internal int Split(int interval, int position)
    {
        if (Count == Items.Length)
        {
            Array.Resize(ref Items, Count * 2);
        }

        int tail = Count++;
        ref Interval head = ref Items[interval];
        Items[tail] = new Interval
        {
            VReg = head.VReg,
            FirstRange = None,
            FirstUse = None,
            Next = head.Next,
            Location = None,
            Cursor = None,
            PassedRange = None,
            PassedUse = None,
            End = head.End,
        };
        head.Next = tail;
        SplitRanges(ref head, ref Items[tail], position);
        SplitUses(ref head, ref Items[tail], position);
        return tail;
    }

    /// <summary>Whether the value is needed at a position.</summary>
    internal bool Covers(int interval, int position)
    {
        int first = Items[interval].PassedRange;
        bool isPassed = first != None && Ranges[first].From <= position;
        for (int range = isPassed ? first : Items[interval].FirstRange; range != None; range = Ranges[range].Next)
        {
            if (position < Ranges[range].From)
            {
                return false;
            }

            if (position < Ranges[range].To)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>First position that two intervals share, looking at ranges not yet passed; or <see cref="int.MaxValue"/>.</summary>
    internal int FirstIntersection(int a, int b)
    {
        int x = Items[a].Cursor, y = Items[b].Cursor;
        while (x != None && y != None)
        {
            ref Range first = ref Ranges[x];
            ref Range second = ref Ranges[y];
            int from = Math.Max(first.From, second.From);
            if (from < Math.Min(first.To, second.To))
            {
                return from;
            }

            if (first.To <= second.To)
            {
                x = first.Next;
            }
            else
            {
                y = second.Next;
            }
        }

        return int.MaxValue;
    }

    /// <summary>Moves the interval's memory of passed uses up to a position that never falls; returns the next use.</summary>
    internal int PassUses(int interval, int position)
    {
        ref Interval item = ref Items[interval];
        int use = item.PassedUse == None ? item.FirstUse : Uses[item.PassedUse].Next;
        while (use != None && Uses[use].Position < position)
        {
            item.PassedUse = use;
            use = Uses[use].Next;
        }

        return use;
    }

    /// <summary>First use from a position on; <see cref="None"/> if there is none.</summary>
    internal int UseFrom(int interval, int position)
    {
        int use = Items[interval].FirstUse;
        while (use != None && Uses[use].Position < position)
        {
            use = Uses[use].Next;
        }

        return use;
    }

    /// <summary>First use from a position on that must be in a register.</summary>
    internal int RegisterUseFrom(int interval, int position)
    {
        int use = UseFrom(interval, position);
        while (use != None && !Uses[use].NeedsRegister)
        {
            use = Uses[use].Next;
        }

        return use;
    }

    private void SplitRanges(ref Interval head, ref Interval tail, int position)
    {
        int previous = head.PassedRange != None && Ranges[head.PassedRange].To <= position ? head.PassedRange : None;
        int range = previous == None ? head.FirstRange : Ranges[previous].Next;
        while (Ranges[range].To <= position)
        {
            previous = range;
            range = Ranges[range].Next;
        }

        if (Ranges[range].From < position)
        {
            tail.FirstRange = NewRange(position, Ranges[range].To, Ranges[range].Next);
            Ranges[range].To = position;
            Ranges[range].Next = None;
            head.End = position;
        }
        else
        {
            tail.FirstRange = range;
            Ranges[previous].Next = None;
            head.End = Ranges[previous].To;
        }

        tail.Cursor = tail.FirstRange;
    }

    private void SplitUses(ref Interval head, ref Interval tail, int position)
    {
        int previous = head.PassedUse != None && Uses[head.PassedUse].Position < position ? head.PassedUse : None;
        int use = previous == None ? head.FirstUse : Uses[previous].Next;
        while (use != None && Uses[use].Position < position)
        {
            previous = use;
            use = Uses[use].Next;
        }

        tail.FirstUse = use;
        if (previous == None)
        {
            head.FirstUse = None;
        }
        else
        {
            Uses[previous].Next = None;
        }
    }

    private int NewRange(int from, int to, int next)
    {
        if (_rangeCount == Ranges.Length)
        {
            Array.Resize(ref Ranges, _rangeCount * 2);
        }

        Ranges[_rangeCount] = new Range { From = from, To = to, Next = next };
        return _rangeCount++;
    }
}
