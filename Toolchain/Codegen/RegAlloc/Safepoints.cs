// Stack maps: for every safepoint the slots of the references that are read behind it. No register survives a safepoint that holds a
// reference, so the allocator has put each of them into its slot by then, and the collector updates the slot in place.
//
// One backward walk per block from what is live at its end; problems without references or safepoints cost nothing.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Finds the references that live across safepoints; keeps its arrays for the next problem.</summary>
internal sealed class Safepoints
{
    private bool[] _isLive = [];
    private int[] _live = new int[16];
    private int _liveCount;
    private int[] _slots = new int[16];
    private int[] _insts = new int[16];
    private int[] _starts = new int[16];
    private int[] _pending = new int[64];
    private int _pendingCount;

    /// <summary>Fills the stack maps of a result.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="liveness">Its live sets.</param>
    /// <param name="slotOf">Slot of a virtual register that lives across a safepoint.</param>
    /// <param name="result">Receives the maps.</param>
    internal void Find(AllocationProblem problem, Liveness liveness, Func<int, int> slotOf, AllocationResult result)
    {
        if (_isLive.Length < problem.VRegCount)
        {
            _isLive = new bool[problem.VRegCount * 2];
        }

        for (int block = 0; block < problem.BlockCount; block++)
        {
            StartAtEnd(problem, liveness, block);
            int count = 0;
            _pendingCount = 0;
            ref AllocationProblem.BlockData data = ref problem.Blocks[block];
            for (int inst = data.EndInst - 1; inst >= data.FirstInst; inst--)
            {
                ReadOnlySpan<AllocationOperand> operands = problem.OperandsOf(inst);
                foreach (AllocationOperand operand in operands)
                {
                    if (operand.Role == OperandRole.Def)
                    {
                        Remove(operand.VReg);
                    }
                }

                if (problem.Insts[inst].IsSafepoint && _liveCount != 0)
                {
                    Grow(ref _insts, count + 1);
                    Grow(ref _starts, count + 1);
                    _insts[count] = inst;
                    _starts[count++] = _pendingCount;
                    Note(slotOf);
                }

                foreach (AllocationOperand operand in operands)
                {
                    if (operand.Role == OperandRole.Use)
                    {
                        Add(problem, operand.VReg);
                    }
                }
            }

            for (int i = count - 1, end = count; i >= 0; i--, end--)
            {
                int last = end == count ? _pendingCount : _starts[end];
                result.AddSafepoint(_insts[i], _pending.AsSpan(_starts[i]..last));
            }

            while (_liveCount > 0)
            {
                _isLive[_live[--_liveCount]] = false;
            }
        }
    }

    private void StartAtEnd(AllocationProblem problem, Liveness liveness, int block)
    {
        foreach (int vreg in liveness.ReferencesOut(block))
        {
            Add(problem, vreg);
        }

        foreach (int vreg in problem.ArgumentsOf(block))
        {
            Add(problem, vreg);
        }
    }

    private void Add(AllocationProblem problem, int vreg)
    {
        ref AllocationProblem.VRegData data = ref problem.VRegs[vreg];
        if (data.Traced == TracedKind.Reference && !data.IsRematerializable && !_isLive[vreg])
        {
            Grow(ref _live, _liveCount + 1);
            _live[_liveCount++] = vreg;
            _isLive[vreg] = true;
        }
    }

    private void Remove(int vreg)
    {
        if (!_isLive[vreg])
        {
            return;
        }

        _isLive[vreg] = false;
        int at = Array.IndexOf(_live, vreg, 0, _liveCount);
        _live[at] = _live[--_liveCount];
    }

    private void Note(Func<int, int> slotOf)
    {
        Grow(ref _slots, _liveCount);
        for (int i = 0; i < _liveCount; i++)
        {
            _slots[i] = slotOf(_live[i]);
        }

        Array.Sort(_slots, 0, _liveCount);
        Grow(ref _pending, _pendingCount + _liveCount);
        Array.Copy(_slots, 0, _pending, _pendingCount, _liveCount);
        _pendingCount += _liveCount;
    }

    private static void Grow(ref int[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, array.Length * 2));
        }
    }
}
