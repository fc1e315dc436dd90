// Where virtual registers live across blocks. Only registers that are used outside of the block that defines them take part ("globals").
//
// For each of them, from each block that uses it: walk back over incoming edges until the block that defines it (Boissinot and others,
// "Computing Liveness Sets for SSA-Form Programs", by use). What is kept are runs of blocks of the layout at whose ends the register lives, so
// that memory is proportional to the intervals that come of them, not to blocks times registers. Sets of live registers by block are kept
// for references only, which stack maps list one by one.
//
// The walks of all registers together can visit as many blocks as there are blocks times registers: thousands of loops in each other with a
// value for each. So they have an allowance in the size of the function. When it is used up, a register may visit a few blocks more, and
// if those are not enough, its life is rounded up: from its definition to its last use in the layout, or to the end of the loop around that.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Liveness of one problem; keeps its arrays for the next.</summary>
internal sealed class Liveness
{
    private const int None = -1;

    // Blocks that may be visited: this many, and so many for each instruction.
    private const int LeastAllowance = 1 << 19;
    private const int AllowanceOfInst = 64;

    private int[] _definingBlock = [];
    private int[] _globalOf = [];
    private int[] _vregOf = [];

    // Blocks that use a global, a linked list for each.
    private int[] _useHead = [];
    private Link[] _uses = new Link[128];
    private int _useCount;

    // Blocks before a block: the run from _predecessorStart[block] to that of block + 1.
    private int[] _predecessorStart = [];
    private int[] _predecessors = new int[64];

    // Runs, a linked list for each last block.
    private int[] _runHead = [];
    private Run[] _runs = new Run[128];
    private int _runCount;

    // The walk of one register. A block was visited if it bears the register's stamp.
    private int[] _inStamp = [];
    private int[] _outStamp = [];
    private int[] _out = new int[64];
    private int _outCount;
    private int[] _pending = new int[64];
    private long _allowance;

    // References live at the end of each block, linked lists.
    private int[] _liveOut = [];
    private Link[] _links = [];
    private int _linkCount;

    private readonly LoopExtents _extents = new();
    private bool _hasExtents;

    private record struct Link(int Item, int Next);

    private record struct Run(int VReg, int First, int Next);

    /// <summary>Number of globals, in the order in which their uses were found.</summary>
    internal int GlobalCount { get; private set; }

    /// <summary>How many registers have a life that was rounded up.</summary>
    internal int RoundedCount { get; private set; }

    /// <summary>Blocks that the walks of all registers may visit together; tests set it, else it depends on the problem.</summary>
    internal long? Allowance { get; set; }

    /// <summary>Blocks that the walk of each register may visit when that is used up.</summary>
    internal int AllowanceOfRegister { get; set; } = 64;

    internal void Compute(AllocationProblem problem)
    {
        NumberGlobals(problem);
        FindPredecessors(problem);
        Prepare(problem.BlockCount);
        _allowance = Allowance ?? (LeastAllowance + ((long)AllowanceOfInst * problem.InstCount));
        bool needsSets = problem.NeedsStackMaps;

        // Last to first, and each reference is put in front of the lists: those ascend.
        for (int global = GlobalCount - 1; global >= 0; global--)
        {
            int vreg = _vregOf[global];
            bool isTraced = needsSets && problem.VRegs[vreg].Traced == TracedKind.Reference;
            bool isWhole = Walk(global, isTraced);
            if (isWhole)
            {
                AddRuns(vreg);
            }
            else
            {
                RoundUp(problem, global);
            }

            if (isTraced)
            {
                AddToSets(vreg);
            }
        }
    }

    /// <summary>The virtual register of a global.</summary>
    internal int VRegOf(int global) => _vregOf[global];

    /// <summary>Blocks before a block.</summary>
    internal ReadOnlySpan<int> PredecessorsOf(int block) => _predecessors.AsSpan(_predecessorStart[block].._predecessorStart[block + 1]);

    /// <summary>Runs of blocks with a register that is live at the end of each; those whose last block this is.</summary>
    internal RunEnumerator RunsUpTo(int block) => new(this, _runHead[block]);

    /// <summary>References live at the end of a block, what it passes to parameters not included, if there are safepoints.</summary>
    internal Enumerator ReferencesOut(int block) => new(this, _liveOut[block]);

    private void Prepare(int blocks)
    {
        if (_runHead.Length < blocks)
        {
            int size = blocks * 2;
            _runHead = new int[size];
            _liveOut = new int[size];
            _inStamp = new int[size];
            _outStamp = new int[size];
        }

        Array.Fill(_runHead, None, 0, blocks);
        Array.Fill(_liveOut, None, 0, blocks);
        Array.Fill(_inStamp, None, 0, blocks);
        Array.Fill(_outStamp, None, 0, blocks);
        _runCount = _linkCount = 0;
        _hasExtents = false;
        RoundedCount = 0;
    }

    // Finds the blocks at whose ends the register lives. False: there are too many.
    private bool Walk(int global, bool isTraced)
    {
        int definition = _definingBlock[_vregOf[global]];
        _outCount = 0;
        int depth = 0;
        int visits = 0;
        for (int use = _useHead[global]; use != None; use = _uses[use].Next)
        {
            Visit(_uses[use].Item, global, ref depth);
        }

        while (depth > 0)
        {
            int block = _pending[--depth];
            ReadOnlySpan<int> predecessors = PredecessorsOf(block);
            visits += predecessors.Length;
            if (visits > _allowance && visits > AllowanceOfRegister && !isTraced)
            {
                _allowance -= AllowanceOfRegister;
                return false;
            }

            foreach (int predecessor in predecessors)
            {
                if (_outStamp[predecessor] == global)
                {
                    continue;
                }

                _outStamp[predecessor] = global;
                if (_outCount == _out.Length)
                {
                    Array.Resize(ref _out, _outCount * 2);
                }

                _out[_outCount++] = predecessor;
                if (predecessor != definition)
                {
                    Visit(predecessor, global, ref depth);
                }
            }
        }

        _allowance -= visits;
        return true;
    }

    private void Visit(int block, int global, ref int depth)
    {
        if (_inStamp[block] == global)
        {
            return;
        }

        _inStamp[block] = global;
        if (depth == _pending.Length)
        {
            Array.Resize(ref _pending, depth * 2);
        }

        _pending[depth++] = block;
    }

    private void AddRuns(int vreg)
    {
        Array.Sort(_out, 0, _outCount);
        for (int i = 0; i < _outCount;)
        {
            int first = i++;
            while (i < _outCount && _out[i] == _out[i - 1] + 1)
            {
                i++;
            }

            AddRun(vreg, _out[first], _out[i - 1]);
        }
    }

    private void AddRun(int vreg, int first, int last)
    {
        if (_runCount == _runs.Length)
        {
            Array.Resize(ref _runs, _runCount * 2);
        }

        _runs[_runCount] = new Run(vreg, first, _runHead[last]);
        _runHead[last] = _runCount++;
    }

    // Definitions stand before all places where the value lives, so a loop that holds a use begins before the definition or holds it whole.
    private void RoundUp(AllocationProblem problem, int global)
    {
        if (!_hasExtents)
        {
            _extents.Find(problem);
            _hasExtents = true;
        }

        int definition = _definingBlock[_vregOf[global]];
        int lastUse = 0;
        for (int use = _useHead[global]; use != None; use = _uses[use].Next)
        {
            lastUse = Math.Max(lastUse, _uses[use].Item);
        }

        int end = _extents.EndAround(definition, lastUse);
        AddRun(_vregOf[global], definition, end == lastUse ? lastUse - 1 : end);
        RoundedCount++;
    }

    private void AddToSets(int vreg)
    {
        for (int i = 0; i < _outCount; i++)
        {
            if (_linkCount == _links.Length)
            {
                Array.Resize(ref _links, Math.Max(256, _linkCount * 2));
            }

            _links[_linkCount] = new Link(vreg, _liveOut[_out[i]]);
            _liveOut[_out[i]] = _linkCount++;
        }
    }

    private void NumberGlobals(AllocationProblem problem)
    {
        int vregs = problem.VRegCount;
        if (_definingBlock.Length < vregs)
        {
            _definingBlock = new int[vregs * 2];
            _globalOf = new int[vregs * 2];
            _vregOf = new int[vregs * 2];
            _useHead = new int[vregs * 2];
        }

        Array.Fill(_definingBlock, None, 0, vregs);
        Array.Fill(_globalOf, None, 0, vregs);
        GlobalCount = 0;
        _useCount = 0;
        for (int block = 0; block < problem.BlockCount; block++)
        {
            foreach (int param in problem.ParamsOf(block))
            {
                _definingBlock[param] = block;
            }

            ref AllocationProblem.BlockData data = ref problem.Blocks[block];
            foreach (ref readonly AllocationOperand operand in problem.OperandsOf(data.FirstInst, data.EndInst))
            {
                if (operand.Role == OperandRole.Def)
                {
                    _definingBlock[operand.VReg] = block;
                }
            }
        }

        for (int block = 0; block < problem.BlockCount; block++)
        {
            ref AllocationProblem.BlockData data = ref problem.Blocks[block];
            foreach (ref readonly AllocationOperand operand in problem.OperandsOf(data.FirstInst, data.EndInst))
            {
                NoteUse(operand.VReg, block);
            }

            foreach (int argument in problem.ArgumentsOf(block))
            {
                NoteUse(argument, block);
            }
        }
    }

    private void NoteUse(int vreg, int block)
    {
        if (_definingBlock[vreg] == block)
        {
            return;
        }

        int global = _globalOf[vreg];
        if (global < 0)
        {
            global = GlobalCount++;
            _globalOf[vreg] = global;
            _vregOf[global] = vreg;
            _useHead[global] = None;
        }
        else if (_uses[_useHead[global]].Item == block)
        {
            return;
        }

        if (_useCount == _uses.Length)
        {
            Array.Resize(ref _uses, _useCount * 2);
        }

        _uses[_useCount] = new Link(block, _useHead[global]);
        _useHead[global] = _useCount++;
    }

    private void FindPredecessors(AllocationProblem problem)
    {
        int blocks = problem.BlockCount;
        if (_predecessorStart.Length < blocks + 2)
        {
            _predecessorStart = new int[(blocks + 2) * 2];
        }

        Array.Clear(_predecessorStart, 0, blocks + 2);
        int edges = 0;
        for (int block = 0; block < blocks; block++)
        {
            foreach (int successor in problem.SuccessorsOf(block))
            {
                _predecessorStart[successor + 2]++;
                edges++;
            }
        }

        if (_predecessors.Length < edges)
        {
            _predecessors = new int[edges * 2];
        }

        for (int i = 2; i < blocks + 2; i++)
        {
            _predecessorStart[i] += _predecessorStart[i - 1];
        }

        // Filling advances each start to its end, which is the next block's start: hence the shift by one.
        for (int block = 0; block < blocks; block++)
        {
            foreach (int successor in problem.SuccessorsOf(block))
            {
                _predecessors[_predecessorStart[successor + 1]++] = block;
            }
        }
    }

    /// <summary>Walks a set of references.</summary>
    internal ref struct Enumerator(Liveness liveness, int first)
    {
        private readonly Link[] _links = liveness._links;
        private int _next = first;

        public int Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next == None)
            {
                return false;
            }

            (Current, _next) = _links[_next];
            return true;
        }
    }

    /// <summary>Walks runs: their registers and first blocks.</summary>
    internal ref struct RunEnumerator(Liveness liveness, int first)
    {
        private readonly Run[] _runs = liveness._runs;
        private int _next = first;

        public (int VReg, int First) Current { get; private set; }

        public readonly RunEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next == None)
            {
                return false;
            }

            Run run = _runs[_next];
            (Current, _next) = ((run.VReg, run.First), run.Next);
            return true;
        }
    }
}
