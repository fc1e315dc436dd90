// Checks what every pass must keep: reachable blocks end in one terminator, edges pass one argument of the right type for each parameter,
// operands exist, are no aliases and are defined on every way to their use, and each node that is reachable takes and gives the types of its row.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Checks a function.</summary>
public static class Verifier
{
    /// <summary>The first thing that is wrong with a function, or null.</summary>
    public static string? FindProblem(Function f, ControlFlow flow)
    {
        // Deepest block among the definitions a value depends on; -1: not seen, -2: being looked at, -3: not available anywhere.
        var home = new int[f.NodeCount];
        var place = new int[f.NodeCount];
        Array.Fill(home, -1);
        foreach (int id in flow.Order)
        {
            var block = new Block(id);
            foreach (int param in f.ParamsOf(block))
            {
                home[param] = id;
            }

            int number = 1;
            Value last = Value.None;
            for (Value effect = f.FirstOf(block); !effect.IsNone; last = effect, effect = f.NextOf(effect))
            {
                OpKind kind = OpcodeTable.Of(f[effect].Op).Kind;
                if (kind is not (OpKind.Effect or OpKind.Terminator))
                {
                    return $"{effect} in {block} has no position";
                }

                if ((kind == OpKind.Terminator) != f.NextOf(effect).IsNone)
                {
                    return $"{effect} in {block}: a terminator stands at the end and nowhere else";
                }

                home[effect.Id] = id;
                place[effect.Id] = number++;
            }

            if (last.IsNone)
            {
                return $"{block} has no terminator";
            }
        }

        foreach (int id in flow.Order)
        {
            var block = new Block(id);
            for (Value effect = f.FirstOf(block); !effect.IsNone; effect = f.NextOf(effect))
            {
                if (FindOperandProblem(f, flow, effect, home, place) is string problem)
                {
                    return $"{effect} in {block}: {problem}";
                }
            }
        }

        return FindTypeProblem(f, flow);
    }

    // Runs last, so that all that is looked at exists.
    private static string? FindTypeProblem(Function f, ControlFlow flow)
    {
        var isSeen = new bool[f.NodeCount];
        var open = new Stack<int>();
        foreach (int id in flow.Order)
        {
            for (Value effect = f.FirstOf(new Block(id)); !effect.IsNone; effect = f.NextOf(effect))
            {
                Reach(effect.Id, isSeen, open);
                foreach (Edge edge in f.EdgesOf(effect))
                {
                    foreach (int argument in f.ArgumentsOf(edge))
                    {
                        Reach(argument, isSeen, open);
                    }
                }
            }
        }

        while (open.TryPop(out int id))
        {
            if (TypeCheck.FindProblem(f, f.Nodes[id]) is string problem)
            {
                return $"{new Value(id)}: {problem}";
            }

            foreach (int operand in f.OperandsOf(new Value(id)))
            {
                Reach(operand, isSeen, open);
            }
        }

        return null;
    }

    private static void Reach(int id, bool[] isSeen, Stack<int> open)
    {
        if (!isSeen[id])
        {
            isSeen[id] = true;
            open.Push(id);
        }
    }

    private static string? FindOperandProblem(Function f, ControlFlow flow, Value effect, int[] home, int[] place)
    {
        int block = home[effect.Id];
        int at = place[effect.Id];
        foreach (int operand in f.OperandsOf(effect))
        {
            if (FindUseProblem(f, flow, operand, block, at, home, place) is string problem)
            {
                return problem;
            }
        }

        foreach (Edge edge in f.EdgesOf(effect))
        {
            ReadOnlySpan<int> parameters = f.ParamsOf(f.TargetOf(edge));
            Span<int> arguments = f.ArgumentsOf(edge);
            if (f.SourceOf(edge).Id != block)
            {
                return "an edge names another block as its source";
            }

            if (parameters.Length != arguments.Length)
            {
                return $"{arguments.Length} arguments for the {parameters.Length} parameters of {f.TargetOf(edge)}";
            }

            for (int i = 0; i < arguments.Length; i++)
            {
                if (f.TypeOf(new Value(arguments[i])) != f.TypeOf(new Value(parameters[i])))
                {
                    return $"argument {i} for {f.TargetOf(edge)} has another type than the parameter";
                }

                if (FindUseProblem(f, flow, arguments[i], block, at, home, place) is string problem)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    private static string? FindUseProblem(Function f, ControlFlow flow, int id, int block, int at, int[] home, int[] place)
    {
        int problem = FindUndefined(f, flow, id, block, at, home, place, depth: 0);
        return problem < 0 ? null : $"uses {new Value(problem)} before it is defined";
    }

    // Looks through pure nodes; a value that was seen to be available in a block is available in all that it dominates.
    private static int FindUndefined(
        Function f, ControlFlow flow, int id, int block, int at, int[] home, int[] place, int depth)
    {
        if ((uint)id >= (uint)f.NodeCount || f.Nodes[id].Op == Opcode.Alias)
        {
            return id < 0 ? int.MaxValue : id;
        }

        ref readonly OpcodeRow row = ref OpcodeTable.Of(f.Nodes[id].Op);
        if (row.Kind != OpKind.Pure && row.Op != Opcode.Result)
        {
            bool isDefined = home[id] >= 0
                && (home[id] == block ? place[id] < at : flow.Dominates(new Block(home[id]), new Block(block)));
            return isDefined ? -1 : id;
        }

        // Operands of pure nodes are older in general; the depth guards the stack, not the answer.
        if (depth > 200 || (home[id] >= 0 && flow.Dominates(new Block(home[id]), new Block(block))))
        {
            return -1;
        }

        foreach (int operand in f.OperandsOf(new Value(id)))
        {
            int problem = FindUndefined(f, flow, operand, block, at, home, place, depth + 1);
            if (problem >= 0)
            {
                return problem;
            }
        }

        home[id] = block;
        return -1;
    }
}
