// Branches: constant conditions, conditions compared with zero, edges into blocks that only jump on, both edges to one block (a select),
// blocks with one predecessor that has one successor. Repeated while something changes; each change removes an edge or a block.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Folds branches, threads jumps and merges blocks.</summary>
internal sealed class BranchFolding
{
    private const int MaxRounds = 8;
    private const int MaxSelects = 2;

    private Value[] _arguments = new Value[16];

    /// <summary>Runs; returns whether control flow changed (the optimizer's flow is then to be computed again).</summary>
    internal bool Run(Optimizer optimizer)
    {
        (Function f, ControlFlow flow) = (optimizer.Function, optimizer.Flow);
        bool isAnyChanged = false;
        for (int round = 0; round < MaxRounds; round++)
        {
            bool isChanged = false;
            foreach (int id in flow.Order)
            {
                var block = new Block(id);
                FoldTraps(f, block);
                isChanged |= FoldTerminator(f, block);
                isChanged |= ThreadEdges(f, block);
            }

            if (isChanged)
            {
                flow.Compute(f);
            }

            bool isMerged = MergeBlocks(f, flow);
            if (isMerged)
            {
                f.ResolveAliases();
                flow.Compute(f);
            }

            isAnyChanged |= isChanged | isMerged;
            if (!isChanged && !isMerged)
            {
                break;
            }
        }

        return isAnyChanged;
    }

    private static void FoldTraps(Function f, Block block)
    {
        for (Value effect = f.FirstOf(block); !effect.IsNone;)
        {
            Value next = f.NextOf(effect);
            Node node = f[effect];
            if (node.Op is Opcode.TrapIf or Opcode.TrapIfNot)
            {
                int condition = Simplifier.ConditionOf(f, node.A, out bool isInverted);
                Opcode op = isInverted == (node.Op == Opcode.TrapIf) ? Opcode.TrapIfNot : Opcode.TrapIf;
                bool isNever = f.TryIconst(condition, out long c) && (c != 0) != (op == Opcode.TrapIf);
                if (isNever)
                {
                    f.Remove(block, effect);
                }
                else
                {
                    f[effect].A = condition;
                    f[effect].Op = op;
                }
            }

            effect = next;
        }
    }

    private static bool FoldTerminator(Function f, Block block)
    {
        Value terminator = f.TerminatorOf(block);
        Node node = f[terminator];
        switch (node.Op)
        {
            case Opcode.BrIf:
                int condition = Simplifier.ConditionOf(f, node.A, out bool isInverted);
                f[terminator].A = condition;
                if (isInverted)
                {
                    f.SwapEdges(new Edge(node.B), new Edge(node.B + 1));
                }

                // Exchanged edges are a change: lists of incoming edges name them by number.
                bool isFolded = f.TryIconst(condition, out long c)
                    ? MakeJump(f, terminator, new Edge(c != 0 ? node.B : node.B + 1))
                    : TrySelect(f, terminator, condition);
                return isFolded || isInverted;

            case Opcode.BrTable when f.TryIconst(node.A, out long index):
                return MakeJump(f, terminator, new Edge(node.B + (int)uint.Min((uint)index, (uint)node.C - 1)));

            case Opcode.BrTable when node.C == 1:
                return MakeJump(f, terminator, new Edge(node.B));

            case Opcode.BrTable when node.C == 2:
                Value isFirst = f.Pure(new Node
                {
                    Op = Opcode.Icmp,
                    Type = IrType.I32,
                    Aux = (byte)IntCc.Equal,
                    A = node.A,
                    B = f.Iconst(IrType.I32, 0).Id,
                });
                f[terminator].Op = Opcode.BrIf;
                f[terminator].A = isFirst.Id;
                return true;

            default:
                return false;
        }
    }

    private static bool MakeJump(Function f, Value terminator, Edge edge)
    {
        ref Node node = ref f[terminator];
        node.Op = Opcode.Jump;
        (node.A, node.B, node.C) = (0, edge.Id, 1);
        return true;
    }

    // Both edges lead to one block: a jump, with a select for each argument that differs.
    private static bool TrySelect(Function f, Value terminator, int condition)
    {
        int first = f[terminator].B;
        (Edge then, Edge otherwise) = (new Edge(first), new Edge(first + 1));
        if (f.TargetOf(then) != f.TargetOf(otherwise))
        {
            return false;
        }

        int count = f.ArgumentsOf(then).Length;
        int selects = 0;
        for (int i = 0; i < count; i++)
        {
            if (f.ArgumentsOf(then)[i] != f.ArgumentsOf(otherwise)[i])
            {
                bool isCheap = f.TypeOf(new Value(f.ArgumentsOf(then)[i])) is IrType.I32 or IrType.I64 or IrType.Ref;
                if (!isCheap || ++selects > MaxSelects)
                {
                    return false;
                }
            }
        }

        for (int i = 0; i < count; i++)
        {
            (int a, int b) = (f.ArgumentsOf(then)[i], f.ArgumentsOf(otherwise)[i]);
            if (a != b)
            {
                Value select = f.Pure(new Node { Op = Opcode.Select, Type = f.TypeOf(new Value(a)), A = condition, B = a, C = b });
                f.ArgumentsOf(then)[i] = select.Id;
            }
        }

        return MakeJump(f, terminator, then);
    }

    // An edge into a block without parameters that holds nothing but a jump goes where the jump goes. What the jump passes on is
    // defined above the skipped block, so it is known at the edge's source, too.
    private bool ThreadEdges(Function f, Block block)
    {
        bool isChanged = false;

        // The block behind a call with a handler stays: the results exist from there on, not where the edge begins.
        if (OpcodeTable.Of(f[f.TerminatorOf(block)].Op).Edges == Edges.Handler)
        {
            return false;
        }

        foreach (Edge edge in f.EdgesOf(f.TerminatorOf(block)))
        {
            Block over = f.TargetOf(edge);
            Value first = f.FirstOf(over);
            if (over == Block.Entry || first.IsNone || f[first].Op != Opcode.Jump || f.ParamsOf(over).Length != 0)
            {
                continue;
            }

            var onward = new Edge(f[first].B);
            if (f.TargetOf(onward) != over)
            {
                f.Redirect(edge, f.TargetOf(onward), CopyArguments(f, onward));
                isChanged = true;
            }
        }

        return isChanged;
    }

    private ReadOnlySpan<Value> CopyArguments(Function f, Edge edge)
    {
        ReadOnlySpan<int> arguments = f.ArgumentsOf(edge);
        if (arguments.Length > _arguments.Length)
        {
            _arguments = new Value[arguments.Length * 2];
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            _arguments[i] = new Value(arguments[i]);
        }

        return _arguments.AsSpan(0, arguments.Length);
    }

    // Within one round a block may swallow a whole chain; a swallowed block is left without terminator and skipped.
    private static bool MergeBlocks(Function f, ControlFlow flow)
    {
        bool isChanged = false;
        foreach (int id in flow.Order)
        {
            var block = new Block(id);
            while (!f.TerminatorOf(block).IsNone && f[f.TerminatorOf(block)].Op == Opcode.Jump)
            {
                Value jump = f.TerminatorOf(block);
                var edge = new Edge(f[jump].B);
                Block target = f.TargetOf(edge);
                if (target == block || target == Block.Entry || flow.IncomingOf(target).Length != 1)
                {
                    break;
                }

                ReadOnlySpan<int> parameters = f.ParamsOf(target);
                for (int i = 0; i < parameters.Length; i++)
                {
                    f.Replace(new Value(parameters[i]), new Value(f.ArgumentsOf(edge)[i]));
                }

                f.Remove(block, jump);
                f.MoveTail(target, Value.None, block);
                isChanged = true;
            }
        }

        return isChanged;
    }
}
