// Edges forward out of a branch that hand over a computed value get a block of their own. The computation then can be placed there
// (by the scheduler), where only that way pays for it, and needs no register of its own: it writes the parameter's. A block that stays
// empty costs nothing. Edges back to a loop's header are left alone: their blocks would put a second jump into the loop.
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Splits critical edges with computed arguments.</summary>
internal static class EdgeSplitting
{
    /// <summary>Runs; true if blocks were added.</summary>
    internal static bool Run(Optimizer optimizer)
    {
        (Function f, ControlFlow flow) = (optimizer.Function, optimizer.Flow);
        bool isChanged = false;
        foreach (int id in flow.Order)
        {
            var source = new Block(id);
            EdgeRange edges = f.EdgesOf(f.TerminatorOf(source));
            for (int i = 0; edges.Count > 1 && i < edges.Count; i++)
            {
                Block target = f.TargetOf(edges[i]);
                if (HasComputedArgument(f, edges[i]) && !flow.Dominates(target, source))
                {
                    Split(f, source, edges[i], target);
                    isChanged = true;
                }
            }
        }

        return isChanged;
    }

    private static bool HasComputedArgument(Function f, Edge edge)
    {
        foreach (int argument in f.ArgumentsOf(edge))
        {
            Opcode op = f.Nodes[argument].Op;
            if (OpcodeTable.Of(op).Kind == OpKind.Pure && !Schedule.IsAtUse(op))
            {
                return true;
            }
        }

        return false;
    }

    private static void Split(Function f, Block source, Edge edge, Block target)
    {
        Block between = f.CreateBlock();
        if (f.IsCold(target))
        {
            f.MarkCold(between);
        }

        uint location = f.LocationOf(f.TerminatorOf(source));
        Edge onward = f.AddEdge(between, target, []);
        f.MoveArguments(edge, onward);
        f.Append(between, new Node { Op = Opcode.Jump, B = onward.Id, C = 1 }, location);
        f.Redirect(edge, between, []);
    }
}
