// Linear scan with lifetime holes and interval splitting, after Wimmer and Franz, "Linear Scan Register Allocation on SSA Form" (2010):
// intervals are taken in the order of their start; each gets a free register, for as long as one is free, or takes one from the
// interval that loses least, or waits in its spill slot until its next use. Splits move to the block boundary with the least
// weight, so that spills and reloads land outside of loops where that is possible.
//
// What is lost when a register is taken: the weight of the owner's next use, then the distance to it. So a value that is
// only used after a loop gives way to one that is used inside.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Gives every interval a register or its spill slot, splitting where needed. Keeps its arrays for the next run.</summary>
internal sealed class LinearScan
{
    private const int Free = int.MaxValue;
    private const int FlowSteps = 4;

    // Every interval is compared with all that wait in a hole. Real functions have few; thousands of nested ifs would take quadratic
    // time. So when that many wait, the next one is cut at the end of its hole, and the rest is allocated for itself.
    private const int MostInactive = 256;

    private readonly int[] _until = new int[RegisterBlocks.Registers];
    private readonly int[] _blockedAt = new int[RegisterBlocks.Registers];
    private readonly int[] _loss = new int[RegisterBlocks.Registers];
    private readonly int[] _nextUse = new int[RegisterBlocks.Registers];
    private readonly Group[] _groups = [new(), new()];
    private long[] _heap = new long[256];
    private int _heapCount;
    private readonly int[] _claims = new int[RegisterBlocks.Registers]; // the value that a loop brings back to the register
    private int[] _lastRegister = [];
    private int[] _wish = []; // by block parameter without a register yet: the one that an argument got
    private int[] _blockStarts = [];
    private readonly BlockWeights _weights = new();
    private int _blockCount;
    private AllocationProblem _problem = null!;
    private IntervalSet _intervals = null!;
    private RegisterBlocks _blocks = null!;
    private MachineEnvironment _environment = null!;

    // Intervals of one class that hold a register at the current position, or will again after a hole.
    private sealed class Group
    {
        internal int[] Active = new int[32];
        internal int ActiveCount;
        internal Waiting[] Inactive = new Waiting[64];
        internal int InactiveCount;

        internal void AddActive(int interval) => Append(ref Active, ref ActiveCount, interval);

        internal void AddInactive(in Waiting waiting) => Append(ref Inactive, ref InactiveCount, waiting);

        private static void Append<T>(ref T[] items, ref int count, in T item)
        {
            if (count == items.Length)
            {
                Array.Resize(ref items, count * 2);
            }

            items[count++] = item;
        }
    }

    // An interval in a hole, with what most questions are about: where the hole ends, and the register.
    private readonly record struct Waiting(int Interval, int Until, int Register);

    /// <summary>Decides all locations.</summary>
    internal void Run(AllocationProblem problem, IntervalSet intervals, RegisterBlocks blocks, MachineEnvironment environment)
    {
        (_problem, _intervals, _blocks, _environment) = (problem, intervals, blocks, environment);
        PrepareBlocks();
        if (_lastRegister.Length < problem.VRegCount)
        {
            _lastRegister = new int[problem.VRegCount * 2];
            _wish = new int[problem.VRegCount * 2];
        }

        Array.Fill(_lastRegister, -1, 0, problem.VRegCount);
        Array.Fill(_wish, -1, 0, problem.VRegCount);
        Array.Fill(_claims, -1);
        blocks.StartScan();
        _heapCount = 0;
        foreach (Group group in _groups)
        {
            group.ActiveCount = group.InactiveCount = 0;
        }

        for (int i = 0; i < intervals.Count; i++)
        {
            if (!intervals.Items[i].IsEmpty)
            {
                Push(i);
            }
        }

        while (_heapCount > 0)
        {
            int current = Pop();
            int position = intervals.StartOf(current);
            Group group = GroupOf(current);
            Expire(group, position);
            if (!TryAllocateFree(group, current))
            {
                AllocateBlocked(group, current, position);
            }
        }
    }

    /// <summary>Weight of the block around a position.</summary>
    internal int WeightAt(int position) => _weights[BlockAt(position)];

    /// <summary>Whether a block begins at a position.</summary>
    internal bool IsBlockStart(int position) => Array.BinarySearch(_blockStarts, 0, _blockCount, position) >= 0;

    private Group GroupOf(int interval) => _groups[(int)_problem.VRegs[_intervals.Items[interval].VReg].Class];

    private ReadOnlySpan<Reg> RegistersFor(int interval) =>
        _environment.RegistersOf(_problem.VRegs[_intervals.Items[interval].VReg].Class);

    private void Expire(Group group, int position)
    {
        int kept = 0;
        for (int i = 0; i < group.ActiveCount; i++)
        {
            int interval = group.Active[i];
            if (!Advance(interval, position))
            {
                continue;
            }

            int next = _intervals.Ranges[_intervals.Items[interval].Cursor].From;
            if (next > position && group.InactiveCount >= MostInactive)
            {
                Push(_intervals.Split(interval, next));
            }
            else if (next > position)
            {
                group.AddInactive(new Waiting(interval, next, _intervals.Items[interval].Location));
            }
            else
            {
                group.Active[kept++] = interval;
            }
        }

        group.ActiveCount = kept;
        kept = 0;
        for (int i = 0; i < group.InactiveCount; i++)
        {
            Waiting waiting = group.Inactive[i];
            if (waiting.Until > position)
            {
                group.Inactive[kept++] = waiting;
            }
            else if (Advance(waiting.Interval, position))
            {
                int next = _intervals.Ranges[_intervals.Items[waiting.Interval].Cursor].From;
                if (next <= position)
                {
                    group.AddActive(waiting.Interval);
                }
                else
                {
                    group.Inactive[kept++] = waiting with { Until = next };
                }
            }
        }

        group.InactiveCount = kept;
    }

    // Skips ranges that lie behind the position; false when none is left.
    private bool Advance(int interval, int position)
    {
        ref IntervalSet.Interval item = ref _intervals.Items[interval];
        while (item.Cursor != IntervalSet.None && _intervals.Ranges[item.Cursor].To <= position)
        {
            item.PassedRange = item.Cursor;
            item.Cursor = _intervals.Ranges[item.Cursor].Next;
        }

        return item.Cursor != IntervalSet.None;
    }

    private bool TryAllocateFree(Group group, int current)
    {
        ReadOnlySpan<Reg> registers = RegistersFor(current);
        int start = _intervals.StartOf(current);
        int end = _intervals.Items[current].End;
        foreach (Reg register in registers)
        {
            _until[register.Code] = _blocks.FirstConflict(register.Code, _intervals, current);
        }

        for (int i = 0; i < group.ActiveCount; i++)
        {
            _until[_intervals.Items[group.Active[i]].Location] = 0;
        }

        for (int i = 0; i < group.InactiveCount; i++)
        {
            Waiting waiting = group.Inactive[i];
            if (waiting.Until < Math.Min(end, _until[waiting.Register]))
            {
                _until[waiting.Register] = Math.Min(_until[waiting.Register], _intervals.FirstIntersection(waiting.Interval, current));
            }
        }

        int chosen = ChooseFree(current, registers);
        if (_until[chosen] < end)
        {
            int split = SplitPosition(start, _until[chosen]);
            if (split <= start || split <= NextGap(start) - 4)
            {
                return false;
            }

            // A register for a stretch without any use is worth nothing.
            int use = _intervals.UseFrom(current, start);
            if (use == IntervalSet.None || _intervals.Uses[use].Position >= split)
            {
                return false;
            }

            Push(_intervals.Split(current, split));
        }

        Assign(group, current, chosen);
        return true;
    }

    // A hinted register if it is free long enough, else the first that is and that no loop wants back, else the one that is free longest.
    private int ChooseFree(int current, ReadOnlySpan<Reg> registers)
    {
        ref IntervalSet.Interval item = ref _intervals.Items[current];
        ref AllocationProblem.VRegData data = ref _problem.VRegs[item.VReg];
        int end = item.End;
        int flow = FlowHint(item.VReg);
        bool isFlowHotter = data.FlowWeight > data.HintWeight;
        Span<int> hints =
        [
            _lastRegister[item.VReg],
            isFlowHotter ? flow : data.Hint,
            isFlowHotter ? data.Hint : flow,
            _wish[item.VReg],
            data.Partner >= 0 ? _lastRegister[data.Partner] : -1,
        ];
        foreach (int hint in hints)
        {
            if (hint >= 0 && IsAllocatable(registers, hint) && _until[hint] >= end)
            {
                return hint;
            }
        }

        int best = registers[0].Code;
        int claimed = -1;
        foreach (Reg register in registers)
        {
            if (_until[register.Code] >= end)
            {
                if (!IsClaimed(register.Code, current))
                {
                    return register.Code;
                }

                claimed = claimed < 0 ? register.Code : claimed;
            }

            if (_until[register.Code] > _until[best])
            {
                best = register.Code;
            }
        }

        return claimed >= 0 ? claimed : best;
    }

    // Whether a loop would need a move because the interval takes the register from the value that the edge back brings to it.
    private bool IsClaimed(int register, int current)
    {
        int claim = _claims[register];
        return claim >= 0 && claim != current && _intervals.Items[claim].Location == IntervalSet.None
            && _intervals.StartOf(claim) < _intervals.Items[current].End
            && _intervals.FirstIntersection(claim, current) != Free;
    }

    // Where the block parameter is that takes this value, or would like to be; or the one that takes that one.
    private int FlowHint(int vreg)
    {
        int target = _problem.VRegs[vreg].FlowTo;
        for (int steps = 0; target >= 0 && steps < FlowSteps; steps++)
        {
            int register = _lastRegister[target] >= 0 ? _lastRegister[target] : _wish[target];
            if (register >= 0)
            {
                return register;
            }

            target = _problem.VRegs[target].FlowTo;
        }

        return -1;
    }

    private static bool IsAllocatable(ReadOnlySpan<Reg> registers, int code)
    {
        foreach (Reg register in registers)
        {
            if (register.Code == code)
            {
                return true;
            }
        }

        return false;
    }

    private void Assign(Group group, int interval, int register)
    {
        _intervals.Items[interval].Location = register;
        int vreg = _intervals.Items[interval].VReg;
        _lastRegister[vreg] = register;
        int target = _problem.VRegs[vreg].FlowTo;
        if (target >= 0 && _wish[target] < 0)
        {
            _wish[target] = register;
        }

        if (_problem.VRegs[vreg].FlowBack >= 0 && interval == vreg)
        {
            _claims[register] = _problem.VRegs[vreg].FlowBack;
        }

        group.AddActive(interval);
    }

    private void AllocateBlocked(Group group, int current, int position)
    {
        int use = _intervals.RegisterUseFrom(current, position);
        if (use == IntervalSet.None)
        {
            Spill(current);
            return;
        }

        int usePosition = _intervals.Uses[use].Position;
        int end = _intervals.Items[current].End;
        bool mustHave = usePosition < NextGap(position);
        ReadOnlySpan<Reg> registers = RegistersFor(current);
        FindLosses(group, current, position, registers);
        int best = -1;
        foreach (Reg register in registers)
        {
            int code = register.Code;
            // Free to the end, or at least up to a gap behind the use, where the interval can be split.
            bool isUsable = _loss[code] < Free && (_blockedAt[code] >= end || (_blockedAt[code] & ~3) > usePosition);
            if (isUsable && (best < 0 || _loss[code] < _loss[best] || (_loss[code] == _loss[best] && _nextUse[code] > _nextUse[best])))
            {
                best = code;
            }
        }

        int weight = _intervals.Uses[use].Weight;
        bool isWorthIt = best >= 0 && (mustHave || _loss[best] < weight || (_loss[best] == weight && _nextUse[best] > usePosition));
        if (!isWorthIt)
        {
            if (mustHave)
            {
                throw new CompilerBugException(
                    "regalloc", $"no register for v{_intervals.Items[current].VReg} at instruction {position / 4}");
            }

            Spill(current);
            return;
        }

        Evict(group, current, position, best);
        if (_blockedAt[best] < end)
        {
            Push(_intervals.Split(current, SplitPosition(Math.Max(position, usePosition), _blockedAt[best])));
        }

        Assign(group, current, best);
    }

    // For each register: what its owners lose if it is taken now, and where it is blocked for good.
    private void FindLosses(Group group, int current, int position, ReadOnlySpan<Reg> registers)
    {
        foreach (Reg register in registers)
        {
            _loss[register.Code] = 0;
            _nextUse[register.Code] = Free;
            _blockedAt[register.Code] = _blocks.FirstConflict(register.Code, _intervals, current);
        }

        for (int i = 0; i < group.ActiveCount; i++)
        {
            AddLoss(group.Active[i], position);
        }

        for (int i = 0; i < group.InactiveCount; i++)
        {
            if (Conflicts(group.Inactive[i], current))
            {
                AddLoss(group.Inactive[i].Interval, position);
            }
        }
    }

    private bool Conflicts(in Waiting waiting, int current) =>
        waiting.Until < _intervals.Items[current].End && _intervals.FirstIntersection(waiting.Interval, current) != Free;

    private void AddLoss(int owner, int position)
    {
        int register = _intervals.Items[owner].Location;
        int use = _intervals.PassUses(owner, position & ~3);
        if (use == IntervalSet.None)
        {
            return;
        }

        // An owner that this very instruction uses cannot leave.
        int at = _intervals.Uses[use].Position;
        _loss[register] = at < NextGap(position) ? Free : Math.Max(_loss[register], _intervals.Uses[use].Weight);
        _nextUse[register] = Math.Min(_nextUse[register], at);
    }

    private void Evict(Group group, int current, int position, int register)
    {
        int kept = 0;
        for (int i = 0; i < group.ActiveCount; i++)
        {
            int owner = group.Active[i];
            if (_intervals.Items[owner].Location == register)
            {
                EvictActive(owner, position);
            }
            else
            {
                group.Active[kept++] = owner;
            }
        }

        group.ActiveCount = kept;
        kept = 0;
        for (int i = 0; i < group.InactiveCount; i++)
        {
            Waiting waiting = group.Inactive[i];
            if (waiting.Register == register && Conflicts(waiting, current))
            {
                // It holds the register again at the end of its hole, which is the start of a block: from there on it waits, unless
                // the first instruction uses it, before which there is no place for a reload.
                int end = waiting.Until;
                int tail = _intervals.Split(waiting.Interval, end);
                int use = _intervals.RegisterUseFrom(tail, end);
                if (use != IntervalSet.None && _intervals.Uses[use].Position < NextGap(end))
                {
                    Push(tail);
                }
                else
                {
                    Spill(tail);
                }
            }
            else
            {
                group.Inactive[kept++] = waiting;
            }
        }

        group.InactiveCount = kept;
    }

    // The owner keeps the register up to its last use, or to a cheaper place between that and here.
    private void EvictActive(int owner, int position)
    {
        int gap = position & ~3;
        int start = _intervals.StartOf(owner);
        if (start >= gap)
        {
            Spill(owner);
            return;
        }

        _intervals.PassUses(owner, gap);
        int passed = _intervals.Items[owner].PassedUse;
        int lastUse = passed == IntervalSet.None ? start : _intervals.Uses[passed].Position;
        int split = SplitPosition(Math.Max(start, lastUse), gap);
        if (!_intervals.Covers(owner, split))
        {
            split = gap;
        }

        Spill(_intervals.Split(owner, split <= start ? gap : split), NextGap(position));
    }

    private void Spill(int interval) => Spill(interval, NextGap(_intervals.StartOf(interval)));

    // The interval waits in its slot; from a good place before its next use that needs a register, the rest is a new interval.
    private void Spill(int interval, int earliestReload)
    {
        _intervals.Items[interval].Location = IntervalSet.InSlot;
        int use = _intervals.RegisterUseFrom(interval, earliestReload);
        if (use == IntervalSet.None)
        {
            return;
        }

        int gap = _intervals.Uses[use].Position & ~3;
        int split = Math.Max(SplitPosition(earliestReload - 1, gap), earliestReload);
        if (!_intervals.Covers(interval, split) || split > gap)
        {
            split = gap;
        }

        Push(_intervals.Split(interval, split));
    }

    // The gap in (from, to] with the least weight; the latest of several. `to` need not be a gap.
    private int SplitPosition(int from, int to)
    {
        int last = to & ~3;
        if (last <= from)
        {
            return last;
        }

        // Splitting at the start of a block means that the block before it pays on its edge.
        int block = BlockAt(last == to ? last - 1 : last);
        int earliest = Math.Max(FirstBlockFrom(from + 1), 1);
        if (earliest > block)
        {
            return last;
        }

        int lightest = _weights.LastLightest(earliest - 1, block - 1);
        return _weights[lightest] < _weights[block] ? _blockStarts[lightest + 1] : last;
    }

    private static int NextGap(int position) => (position & ~3) + 4;

    /// <summary>The block around a position.</summary>
    internal int BlockAt(int position)
    {
        int index = Array.BinarySearch(_blockStarts, 0, _blockCount, position);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>The first block that starts at a position or behind it; their number if there is none.</summary>
    internal int FirstBlockFrom(int position)
    {
        int index = Array.BinarySearch(_blockStarts, 0, _blockCount, position);
        return index >= 0 ? index : ~index;
    }

    private void PrepareBlocks()
    {
        _blockCount = _problem.BlockCount;
        if (_blockStarts.Length < _blockCount)
        {
            _blockStarts = new int[_blockCount * 2];
        }

        _weights.Set(_problem);
        for (int i = 0; i < _blockCount; i++)
        {
            _blockStarts[i] = _problem.Blocks[i].FirstInst * 4;
        }
    }

    // A binary heap of (start, number): splits add intervals behind the current position.
    private void Push(int interval)
    {
        if (_heapCount == _heap.Length)
        {
            Array.Resize(ref _heap, _heapCount * 2);
        }

        long key = ((long)_intervals.StartOf(interval) << 32) | (uint)interval;
        int at = _heapCount++;
        while (at > 0 && _heap[(at - 1) >> 1] > key)
        {
            _heap[at] = _heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }

        _heap[at] = key;
    }

    private int Pop()
    {
        long top = _heap[0];
        long last = _heap[--_heapCount];
        int at = 0;
        while (true)
        {
            int child = (at * 2) + 1;
            if (child >= _heapCount)
            {
                break;
            }

            child += child + 1 < _heapCount && _heap[child + 1] < _heap[child] ? 1 : 0;
            if (_heap[child] >= last)
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = last;
        return (int)top;
    }
}
