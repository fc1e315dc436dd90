// One backward pass over the instructions builds intervals, register blocks and the list of copies that constraints need.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>A copy that a fixed or tied operand needs in a gap.</summary>
internal struct ConstraintCopy
{
    /// <summary>The gap: in front of this instruction.</summary>
    internal int Inst;

    /// <summary>Before the instruction (uses), or behind the one before it (fixed definitions).</summary>
    internal bool IsDefinition;

    /// <summary>Uses: where the value comes from. Definitions: where it goes. Filled when everything has its place.</summary>
    internal Allocation Value;

    /// <summary>The fixed register, or none for a tied definition.</summary>
    internal Allocation Fixed;

    /// <summary>Operand number of a tied definition.</summary>
    internal int TiedOperand;

    /// <summary>The value.</summary>
    internal int VReg;
}

/// <summary>Builds the intervals of a problem.</summary>
internal sealed class IntervalBuilder
{
    internal ConstraintCopy[] Copies = new ConstraintCopy[128];
    internal int CopyCount;

    /// <summary>Executions per run of the function, roughly: the weight of a use in a block.</summary>
    internal static int WeightOf(in AllocationProblem.BlockData block) =>
        block.IsCold ? 1 : 1 << (3 * Math.Min(block.LoopDepth + 1, 7));

    internal void Build(AllocationProblem problem, Liveness liveness, IntervalSet intervals, RegisterBlocks blocks)
    {
        CopyCount = 0;
        intervals.Begin(problem);
        blocks.Clear();
        for (int index = problem.BlockCount - 1; index >= 0; index--)
        {
            ref AllocationProblem.BlockData block = ref problem.Blocks[index];
            int start = block.FirstInst * 4, end = block.EndInst * 4;
            foreach ((int vreg, int first) in liveness.RunsUpTo(index))
            {
                intervals.AddRange(vreg, problem.Blocks[first].FirstInst * 4, end);
            }

            int weight = WeightOf(block);
            ReadOnlySpan<int> arguments = problem.ArgumentsOf(index);
            for (int i = 0; i < arguments.Length; i++)
            {
                intervals.AddRange(arguments[i], start, end);
                int successor = problem.SuccessorsOf(index)[0];
                problem.SuggestFlow(arguments[i], problem.ParamsOf(successor)[i], weight, isBack: successor <= index);
            }

            for (int inst = block.EndInst - 1; inst >= block.FirstInst; inst--)
            {
                AddInstruction(problem, intervals, blocks, inst, start, weight);
            }

            foreach (int param in problem.ParamsOf(index))
            {
                Define(intervals, param, start);
            }
        }

        for (int i = 0; i < intervals.Count; i++)
        {
            intervals.Items[i].Cursor = intervals.Items[i].FirstRange;
        }
    }

    private void AddInstruction(
        AllocationProblem problem, IntervalSet intervals, RegisterBlocks blocks, int inst, int blockStart, int weight)
    {
        int gap = inst * 4;
        int first = problem.FirstOperandOf(inst);
        ReadOnlySpan<AllocationOperand> operands = problem.OperandsOf(inst);
        for (ulong clobbers = problem.Insts[inst].Clobbers; clobbers != 0; clobbers &= clobbers - 1)
        {
            blocks.Add(System.Numerics.BitOperations.TrailingZeroCount(clobbers), gap + 2, gap + 4);
        }

        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Role == OperandRole.Def)
            {
                AddDefinition(problem, intervals, blocks, operands[i], inst, first + i, weight);
            }
        }

        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Role == OperandRole.Use)
            {
                AddUse(problem, intervals, blocks, operands, i, inst, first + i, blockStart, weight);
            }
        }
    }

    private void AddDefinition(
        AllocationProblem problem, IntervalSet intervals, RegisterBlocks blocks, in AllocationOperand operand, int inst, int number, int weight)
    {
        int gap = inst * 4;
        int vreg = operand.VReg;
        switch (operand.Constraint)
        {
            case OperandConstraint.Fixed:
                bool isRead = !intervals.Items[vreg].IsEmpty;
                blocks.Add(operand.Detail, gap + 2, gap + 4);
                if (isRead)
                {
                    Define(intervals, vreg, gap + 4);
                    int copy = AddCopy(inst + 1, true, Allocation.OfRegister(operand.Detail), -1, vreg);
                    intervals.AddUse(vreg, gap + 4, ~copy, false, weight);
                    SuggestRegister(problem, vreg, operand.Detail, weight);
                }

                break;
            case OperandConstraint.Reuse:
                Define(intervals, vreg, gap + 1, gap + 4);
                intervals.AddUse(vreg, gap + 1, number, true, weight);
                break;
            default:
                int position = operand.Position == OperandPosition.Early ? gap + 1 : gap + 2;
                Define(intervals, vreg, position, gap + 4);
                intervals.AddUse(vreg, position, number, true, weight);
                break;
        }
    }

    private void AddUse(
        AllocationProblem problem,
        IntervalSet intervals,
        RegisterBlocks blocks,
        ReadOnlySpan<AllocationOperand> operands,
        int index,
        int inst,
        int number,
        int blockStart,
        int weight)
    {
        int gap = inst * 4;
        ref readonly AllocationOperand operand = ref operands[index];
        int tied = TiedDefinition(operands, index);
        if (operand.Constraint == OperandConstraint.Fixed)
        {
            // Blocked while it is read; a late use as long as the instruction runs.
            blocks.Add(operand.Detail, gap + 1, operand.Position == OperandPosition.Late ? gap + 4 : gap + 2);
            SuggestRegister(problem, operand.VReg, operand.Detail, weight);
            UseInGap(intervals, operand.VReg, AddCopy(inst, false, Allocation.OfRegister(operand.Detail), -1, operand.VReg), gap, blockStart, weight);
        }
        else if (tied >= 0)
        {
            int definition = number - index + tied;
            problem.Suggest(operands[tied].VReg, operand.VReg);
            UseInGap(intervals, operand.VReg, AddCopy(inst, false, Allocation.None, definition, operand.VReg), gap, blockStart, weight);
        }
        else if (operand.Constraint == OperandConstraint.Register && problem.Insts[inst].Clobbers != 0
            && intervals.IsLiveFrom(operand.VReg, gap))
        {
            // The value lives on, but no register survives the instruction: it reads a copy that ends here.
            int copy = problem.AddVReg(problem.VRegs[operand.VReg].Class, problem.VRegs[operand.VReg].Bytes);
            intervals.AddInterval(copy);
            intervals.AddRange(copy, gap + 1, gap + 2);
            intervals.AddUse(copy, gap + 1, number, true, weight);
            UseInGap(intervals, operand.VReg, AddCopy(inst, false, Allocation.None, number, operand.VReg), gap, blockStart, weight);
        }
        else
        {
            intervals.AddRange(operand.VReg, blockStart, operand.Position == OperandPosition.Late ? gap + 4 : gap + 2);

            // The slot of a value that can be made again is never written.
            bool mayReadSlot = operand.Constraint == OperandConstraint.RegisterOrSlot && !problem.VRegs[operand.VReg].IsRematerializable;
            intervals.AddUse(operand.VReg, gap + 1, number, !mayReadSlot, weight);
        }
    }

    private static int TiedDefinition(ReadOnlySpan<AllocationOperand> operands, int use)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Constraint == OperandConstraint.Reuse && operands[i].Detail == use)
            {
                return i;
            }
        }

        return -1;
    }

    private static void UseInGap(IntervalSet intervals, int vreg, int copy, int gap, int blockStart, int weight)
    {
        intervals.AddRange(vreg, blockStart, gap + 1);
        intervals.AddUse(vreg, gap, ~copy, false, weight);
    }

    // The interval begins here; a value that nobody reads still occupies its place until `until`.
    private static void Define(IntervalSet intervals, int vreg, int position, int until = 0)
    {
        if (intervals.Items[vreg].IsEmpty)
        {
            intervals.AddRange(vreg, position, Math.Max(until, position + 1));
        }
        else
        {
            intervals.StartAt(vreg, position);
        }
    }

    // Of several, the hottest; of equals, the first in the code.
    private static void SuggestRegister(AllocationProblem problem, int vreg, int register, int weight)
    {
        ref AllocationProblem.VRegData data = ref problem.VRegs[vreg];
        if (weight >= data.HintWeight)
        {
            (data.Hint, data.HintWeight) = ((short)register, weight);
        }
    }

    private int AddCopy(int inst, bool isDefinition, Allocation fixedRegister, int tiedOperand, int vreg)
    {
        if (CopyCount == Copies.Length)
        {
            Array.Resize(ref Copies, CopyCount * 2);
        }

        Copies[CopyCount] = new ConstraintCopy
        {
            Inst = inst,
            IsDefinition = isDefinition,
            Fixed = fixedRegister,
            TiedOperand = tiedOperand,
            VReg = vreg,
        };
        return CopyCount++;
    }
}
