// Which virtual registers are live at the start and at the end of each block. Only registers that are used outside of the block that
// defines them take part ("globals").
//
// For each of them, from each block that uses it: walk back over incoming edges until the block that defines it, and note the register in
// each block on the way (Boissinot and others, "Computing Liveness Sets for SSA-Form Programs", by use). The work is proportional to
// the result. Bit sets would need blocks x registers words, which is too much for functions of many thousand blocks.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Live sets of one problem; keeps its arrays for the next.</summary>
internal sealed class Liveness
{
    private const int None = -1;

    private int[] _definingBlock = [];
    private int[] _globalOf = [];
    private int[] _vregOf = [];
    private int _globals;

    // Blocks that use a global, a linked list for each.
    private int[] _useHead = [];
    private Link[] _uses = new Link[128];
    private int _useCount;

    // Blocks before a block: the run from _predecessorStart[block] to that of block + 1.
    private int[] _predecessorStart = [];
    private int[] _predecessors = new int[64];

    // Live sets, linked lists of registers. Registers are treated last to first and each is put in front, so lists ascend, and a
    // register that is in a list already stands first.
    private int[] _liveIn = [];
    private int[] _liveOut = [];
    private Link[] _links = new Link[256];
    private int _linkCount;
    private int[] _pending = [];

    private record struct Link(int Item, int Next);

    internal void Compute(AllocationProblem problem)
    {
        NumberGlobals(problem);
        FindPredecessors(problem);
        if (_liveIn.Length < problem.BlockCount)
        {
            int size = problem.BlockCount * 2;
            _liveIn = new int[size];
            _liveOut = new int[size];
            _pending = new int[size];
        }

        Array.Fill(_liveIn, None, 0, problem.BlockCount);
        Array.Fill(_liveOut, None, 0, problem.BlockCount);
        _linkCount = 0;
        for (int global = _globals - 1; global >= 0; global--)
        {
            int vreg = _vregOf[global];
            for (int use = _useHead[global]; use != None; use = _uses[use].Next)
            {
                MarkUpwards(vreg, _uses[use].Item);
            }
        }
    }

    /// <summary>Registers live at the start of a block, parameters not included.</summary>
    internal Enumerator LiveIn(int block) => new(this, _liveIn[block]);

    /// <summary>Registers live at the end of a block, what it passes to parameters not included.</summary>
    internal Enumerator LiveOut(int block) => new(this, _liveOut[block]);

    private void MarkUpwards(int vreg, int useBlock)
    {
        int depth = 0;
        if (TryAdd(ref _liveIn[useBlock], vreg))
        {
            _pending[depth++] = useBlock;
        }

        while (depth > 0)
        {
            int block = _pending[--depth];
            foreach (int predecessor in _predecessors.AsSpan(_predecessorStart[block].._predecessorStart[block + 1]))
            {
                TryAdd(ref _liveOut[predecessor], vreg);
                if (_definingBlock[vreg] != predecessor && TryAdd(ref _liveIn[predecessor], vreg))
                {
                    _pending[depth++] = predecessor;
                }
            }
        }
    }

    private bool TryAdd(ref int list, int vreg)
    {
        if (list != None && _links[list].Item == vreg)
        {
            return false;
        }

        if (_linkCount == _links.Length)
        {
            Array.Resize(ref _links, _linkCount * 2);
        }

        _links[_linkCount] = new Link(vreg, list);
        list = _linkCount++;
        return true;
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
        _globals = 0;
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
            global = _globals++;
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

    /// <summary>Walks a live set.</summary>
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
}
