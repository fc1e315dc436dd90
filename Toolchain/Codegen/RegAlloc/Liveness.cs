// Which virtual registers are live at the start of each block: backward data flow over bit sets. Only registers that are used outside
// of the block that defines them take part; they are numbered densely first, so the sets stay small.
using System;
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Live-in sets of one problem; keeps its arrays for the next.</summary>
internal sealed class Liveness
{
    private int[] _definingBlock = [];
    private int[] _globalOf = [];
    private int[] _vregOf = [];
    private ulong[] _liveIn = [];
    private ulong[] _defined = [];
    private ulong[] _scratch = [];
    private int _words;
    private int _globals;

    internal void Compute(AllocationProblem problem)
    {
        NumberGlobals(problem);
        _words = (_globals + 63) >> 6;
        int size = problem.BlockCount * _words;
        if (_liveIn.Length < size)
        {
            _liveIn = new ulong[size * 2];
            _defined = new ulong[size * 2];
        }

        if (_scratch.Length < _words)
        {
            _scratch = new ulong[_words * 2];
        }

        Array.Clear(_liveIn, 0, size);
        Array.Clear(_defined, 0, size);
        for (int block = 0; block < problem.BlockCount; block++)
        {
            CollectLocal(problem, block);
        }

        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int block = problem.BlockCount - 1; block >= 0; block--)
            {
                changed |= Update(problem, block);
            }
        }
    }

    /// <summary>Registers live at the start of a block, parameters not included; ascending.</summary>
    internal Enumerator LiveIn(int block) => new(this, block);

    /// <summary>Registers live at the end of a block.</summary>
    internal void LiveOut(AllocationProblem problem, int block, ref int[] into, out int count)
    {
        Span<ulong> live = _scratch.AsSpan(0, _words);
        live.Clear();
        foreach (int successor in problem.SuccessorsOf(block))
        {
            ReadOnlySpan<ulong> set = _liveIn.AsSpan(successor * _words, _words);
            for (int i = 0; i < set.Length; i++)
            {
                live[i] |= set[i];
            }
        }

        count = 0;
        for (int word = 0; word < live.Length; word++)
        {
            for (ulong bits = live[word]; bits != 0; bits &= bits - 1)
            {
                if (count == into.Length)
                {
                    Array.Resize(ref into, Math.Max(16, count * 2));
                }

                into[count++] = _vregOf[(word << 6) + BitOperations.TrailingZeroCount(bits)];
            }
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
        }

        Array.Fill(_definingBlock, -1, 0, vregs);
        Array.Fill(_globalOf, -1, 0, vregs);
        _globals = 0;
        for (int block = 0; block < problem.BlockCount; block++)
        {
            foreach (int param in problem.ParamsOf(block))
            {
                _definingBlock[param] = block;
            }

            ref AllocationProblem.BlockData data = ref problem.Blocks[block];
            for (int inst = data.FirstInst; inst < data.EndInst; inst++)
            {
                foreach (ref readonly AllocationOperand operand in problem.OperandsOf(inst))
                {
                    if (operand.Role == OperandRole.Def)
                    {
                        _definingBlock[operand.VReg] = block;
                    }
                }
            }
        }

        for (int block = 0; block < problem.BlockCount; block++)
        {
            ref AllocationProblem.BlockData data = ref problem.Blocks[block];
            for (int inst = data.FirstInst; inst < data.EndInst; inst++)
            {
                foreach (ref readonly AllocationOperand operand in problem.OperandsOf(inst))
                {
                    NoteUse(operand.VReg, block);
                }
            }

            foreach (int argument in problem.ArgumentsOf(block))
            {
                NoteUse(argument, block);
            }
        }
    }

    private void NoteUse(int vreg, int block)
    {
        if (_definingBlock[vreg] != block && _globalOf[vreg] < 0)
        {
            _vregOf[_globals] = vreg;
            _globalOf[vreg] = _globals++;
        }
    }

    // Live-in starts as what the block reads before it writes; in SSA form that is: reads and does not define.
    private void CollectLocal(AllocationProblem problem, int block)
    {
        Span<ulong> live = _liveIn.AsSpan(block * _words, _words);
        Span<ulong> defined = _defined.AsSpan(block * _words, _words);
        ref AllocationProblem.BlockData data = ref problem.Blocks[block];
        foreach (int param in problem.ParamsOf(block))
        {
            Set(defined, param);
        }

        for (int inst = data.FirstInst; inst < data.EndInst; inst++)
        {
            foreach (ref readonly AllocationOperand operand in problem.OperandsOf(inst))
            {
                Set(operand.Role == OperandRole.Def ? defined : live, operand.VReg);
            }
        }

        foreach (int argument in problem.ArgumentsOf(block))
        {
            Set(live, argument);
        }

        for (int i = 0; i < live.Length; i++)
        {
            live[i] &= ~defined[i];
        }
    }

    private void Set(Span<ulong> set, int vreg)
    {
        int global = _globalOf[vreg];
        if (global >= 0)
        {
            set[global >> 6] |= 1UL << (global & 63);
        }
    }

    private bool Update(AllocationProblem problem, int block)
    {
        Span<ulong> live = _liveIn.AsSpan(block * _words, _words);
        ReadOnlySpan<ulong> defined = _defined.AsSpan(block * _words, _words);
        bool changed = false;
        foreach (int successor in problem.SuccessorsOf(block))
        {
            ReadOnlySpan<ulong> set = _liveIn.AsSpan(successor * _words, _words);
            for (int i = 0; i < set.Length; i++)
            {
                ulong added = set[i] & ~defined[i] & ~live[i];
                live[i] |= added;
                changed |= added != 0;
            }
        }

        return changed;
    }

    /// <summary>Walks a live-in set.</summary>
    internal ref struct Enumerator(Liveness liveness, int block)
    {
        private readonly ReadOnlySpan<ulong> _set = liveness._liveIn.AsSpan(block * liveness._words, liveness._words);
        private readonly int[] _vregOf = liveness._vregOf;
        private ulong _bits;
        private int _word = -1;

        public int Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_bits == 0)
            {
                if (++_word >= _set.Length)
                {
                    return false;
                }

                _bits = _set[_word];
            }

            Current = _vregOf[(_word << 6) + BitOperations.TrailingZeroCount(_bits)];
            _bits &= _bits - 1;
            return true;
        }
    }
}
