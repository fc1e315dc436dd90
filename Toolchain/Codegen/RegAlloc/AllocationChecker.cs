// Replays an allocation symbolically. For every place of the machine (register or slot) it keeps which virtual register's value stands
// there; at the start of a block that is what all predecessors agree on. Each operand must find its value where the allocation says,
// results and clobbers overwrite, edits copy. Parameters get the identity of the block's parameter at the end of the predecessor: the
// argument's place must hold the argument, and from then on it counts as the parameter.
//
// At safepoints it checks the stack maps as well: see PassSafepoint.
//
// What it does not check: that a rematerialised definition gives the same value again (the lowering's promise).
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Verifies an allocation against its problem.</summary>
public sealed class AllocationChecker
{
    // Contents of a place: sets of registers are needed because a parameter and its argument share a place on the edge.
    private readonly AllocationProblem _problem;
    private readonly AllocationResult _result;
    private readonly HashSet<(int Place, int VReg)>?[] _atStart;

    private AllocationChecker(AllocationProblem problem, AllocationResult result)
    {
        _problem = problem;
        _result = result;
        _atStart = new HashSet<(int, int)>?[problem.BlockCount];
    }

    /// <summary>Checks the answer of an allocator.</summary>
    /// <exception cref="CompilerBugException">An operand does not find its value; the message says which and where.</exception>
    public static void Check(AllocationProblem problem, AllocationResult result)
    {
        var checker = new AllocationChecker(problem, result);
        checker.FindFixpoint();
        for (int block = 0; block < problem.BlockCount; block++)
        {
            if (checker._atStart[block] is { } start)
            {
                checker.Replay(block, new HashSet<(int, int)>(start), report: true);
            }
        }
    }

    private void FindFixpoint()
    {
        if (_problem.BlockCount == 0)
        {
            return;
        }

        _atStart[0] = [];
        var work = new Queue<int>();
        work.Enqueue(0);
        while (work.Count > 0)
        {
            int block = work.Dequeue();
            HashSet<(int, int)> end = Replay(block, new HashSet<(int, int)>(_atStart[block]!), report: false);
            foreach (int successor in _problem.SuccessorsOf(block))
            {
                HashSet<(int Place, int VReg)> incoming = AcrossEdge(block, successor, end);
                if (_atStart[successor] is not { } known)
                {
                    _atStart[successor] = incoming;
                    work.Enqueue(successor);
                }
                else if (known.RemoveWhere(fact => !incoming.Contains(fact)) > 0)
                {
                    work.Enqueue(successor);
                }
            }
        }
    }

    // Parameters are renamed: where the argument stood, the parameter stands now. Old values of the parameters are forgotten.
    private HashSet<(int Place, int VReg)> AcrossEdge(int block, int successor, HashSet<(int Place, int VReg)> end)
    {
        ReadOnlySpan<int> parameters = _problem.ParamsOf(successor);
        ReadOnlySpan<int> arguments = _problem.ArgumentsOf(block);
        var incoming = new HashSet<(int Place, int VReg)>(end);
        if (parameters.IsEmpty)
        {
            return incoming;
        }

        var renamed = new HashSet<int>(parameters.ToArray());
        incoming.RemoveWhere(fact => renamed.Contains(fact.VReg));
        for (int i = 0; i < parameters.Length; i++)
        {
            foreach ((int place, int vreg) in end)
            {
                if (vreg == arguments[i])
                {
                    incoming.Add((place, parameters[i]));
                }
            }
        }

        return incoming;
    }

    private HashSet<(int Place, int VReg)> Replay(int block, HashSet<(int Place, int VReg)> state, bool report)
    {
        ref AllocationProblem.BlockData data = ref _problem.Blocks[block];
        int edit = FirstEditOf(data.FirstInst);
        for (int inst = data.FirstInst; inst < data.EndInst; inst++)
        {
            for (; edit < _result.Edits.Length && _result.Edits[edit].Inst == inst; edit++)
            {
                Apply(_result.Edits[edit], state);
            }

            Execute(inst, state, report);
        }

        return state;
    }

    private int FirstEditOf(int inst)
    {
        int low = 0, high = _result.Edits.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _result.Edits[middle].Inst < inst ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static void Apply(in Edit edit, HashSet<(int Place, int VReg)> state)
    {
        switch (edit.Kind)
        {
            case EditKind.Move:
                List<int> moved = ContentsOf(edit.From.Code, state);
                Overwrite(edit.To.Code, state);
                foreach (int vreg in moved)
                {
                    state.Add((edit.To.Code, vreg));
                }

                break;
            case EditKind.Exchange:
                List<int> first = ContentsOf(edit.From.Code, state);
                List<int> second = ContentsOf(edit.To.Code, state);
                Overwrite(edit.From.Code, state);
                Overwrite(edit.To.Code, state);
                foreach (int vreg in first)
                {
                    state.Add((edit.To.Code, vreg));
                }

                foreach (int vreg in second)
                {
                    state.Add((edit.From.Code, vreg));
                }

                break;
            case EditKind.Rematerialize:
            default:
                Overwrite(edit.To.Code, state);
                state.Add((edit.To.Code, edit.VReg));
                break;
        }
    }

    private void Execute(int inst, HashSet<(int Place, int VReg)> state, bool report)
    {
        ReadOnlySpan<AllocationOperand> operands = _problem.OperandsOf(inst);
        int first = _problem.FirstOperandOf(inst);
        for (int i = 0; i < operands.Length && report; i++)
        {
            CheckOperand(inst, operands, i, _result.Operands[first + i], state);
        }

        for (ulong clobbers = _problem.Insts[inst].Clobbers; clobbers != 0; clobbers &= clobbers - 1)
        {
            Overwrite(System.Numerics.BitOperations.TrailingZeroCount(clobbers), state);
        }

        if (_problem.Insts[inst].IsSafepoint)
        {
            PassSafepoint(inst, state, report);
        }

        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Role == OperandRole.Def)
            {
                int vreg = operands[i].VReg;
                state.RemoveWhere(fact => fact.VReg == vreg);
                Overwrite(_result.Operands[first + i].Code, state);
                state.Add((_result.Operands[first + i].Code, vreg));
            }
        }
    }

    // Objects move: a reference is known afterwards only where the stack map lists its slot, an address inside an object nowhere. A listed
    // slot must hold a reference, because the collector follows it.
    private void PassSafepoint(int inst, HashSet<(int Place, int VReg)> state, bool report)
    {
        var listed = new HashSet<int>();
        foreach (int slot in _result.SafepointSlots(inst))
        {
            int place = Allocation.OfSlot(slot).Code;
            listed.Add(place);
            bool holdsReference = ContentsOf(place, state).Exists(vreg => _problem.VRegs[vreg].Traced == TracedKind.Reference);
            if (report && !holdsReference)
            {
                throw new CompilerBugException("regalloc", $"the stack map of instruction {inst} lists slot{slot}, which holds no reference");
            }
        }

        state.RemoveWhere(fact => _problem.VRegs[fact.VReg] is { IsRematerializable: false, Traced: not TracedKind.None } data
            && (data.Traced == TracedKind.Derived || !listed.Contains(fact.Place)));
    }

    private void CheckOperand(
        int inst, ReadOnlySpan<AllocationOperand> operands, int index, Allocation place, HashSet<(int Place, int VReg)> state)
    {
        ref readonly AllocationOperand operand = ref operands[index];
        string name = $"operand {index} (v{operand.VReg}) of instruction {inst}";
        bool isAllowed = operand.Constraint switch
        {
            OperandConstraint.Register => place.IsRegister,
            OperandConstraint.RegisterOrSlot => place.IsValid,
            OperandConstraint.Fixed => place.IsRegister && place.Code == operand.Detail,
            OperandConstraint.Reuse => place.IsRegister && place == _result.Operands[_problem.FirstOperandOf(inst) + operand.Detail],
        };
        if (!isAllowed || (place.IsRegister && operand.Constraint != OperandConstraint.Fixed && place.Register.Class != _problem.VRegs[operand.VReg].Class))
        {
            throw new CompilerBugException("regalloc", $"{name} may not live in {place}");
        }

        if (operand.Role == OperandRole.Use && !state.Contains((place.Code, operand.VReg)))
        {
            throw new CompilerBugException("regalloc", $"{name} is expected in {place}, which holds something else");
        }

        for (int other = 0; other < operands.Length; other++)
        {
            bool clash = other != index && operand.Role == OperandRole.Def && operands[other].Role == OperandRole.Def
                && _result.Operands[_problem.FirstOperandOf(inst) + other] == place;
            bool isLateUse = operand.Role == OperandRole.Def && operands[other] is { Role: OperandRole.Use, Position: OperandPosition.Late }
                && _result.Operands[_problem.FirstOperandOf(inst) + other] == place;
            if (clash || isLateUse)
            {
                throw new CompilerBugException("regalloc", $"{name} shares {place} with operand {other}");
            }
        }
    }

    private static List<int> ContentsOf(int place, HashSet<(int Place, int VReg)> state)
    {
        List<int> contents = [];
        foreach ((int candidate, int vreg) in state)
        {
            if (candidate == place)
            {
                contents.Add(vreg);
            }
        }

        return contents;
    }

    private static void Overwrite(int place, HashSet<(int Place, int VReg)> state) => state.RemoveWhere(fact => fact.Place == place);
}
