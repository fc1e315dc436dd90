// Loop variables of 32 bits that index a memory, on machines where an address takes an instruction or two to extend them. A variable that grows by no
// more than what was accessed at it does not wrap in a memory of less than 4 GiB (OffsetFolding), so one of 64 bits runs beside it that is its extension.
// Where a comparison with a value from outside of the loop ends it, the wide one is compared, and mostly nobody needs the narrow one any more.
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Gives loops wide variables.</summary>
internal static class IndexWidening
{
    private const int DeepestLook = 3; // operands of operands of what a variable is compared with

    /// <summary>Runs; control flow stays as it is.</summary>
    internal static bool Run(Optimizer optimizer)
    {
        (Function f, ControlFlow flow) = (optimizer.Function, optimizer.Flow);
        if (!optimizer.Options.Target.ExtendsIndices || !optimizer.Offsets.HasAny)
        {
            return false;
        }

        bool isAny = false;
        foreach (int id in flow.Order)
        {
            var header = new Block(id);
            if (flow.LoopHeaderOf(header) != header)
            {
                continue;
            }

            int count = f.ParamsOf(header).Length;
            for (int i = 0; i < count; i++)
            {
                int variable = f.ParamsOf(header)[i];
                if (f.Nodes[variable].Type == IrType.I32 && GrowsWithin(optimizer, header, i, variable))
                {
                    Widen(f, flow, header, i, variable);
                    isAny = true;
                }
            }
        }

        if (isAny)
        {
            f.ResolveAliases();
        }

        return false;
    }

    private static bool IsBack(Function f, ControlFlow flow, Block header, Edge edge) => flow.Dominates(header, f.SourceOf(edge));

    // Whether every way back adds a number, and behind an access that reaches so far.
    private static bool GrowsWithin(Optimizer optimizer, Block header, int place, int variable)
    {
        (Function f, ControlFlow flow) = (optimizer.Function, optimizer.Flow);
        bool isLoop = false;
        foreach (Edge edge in flow.IncomingOf(header))
        {
            if (!IsBack(f, flow, header, edge))
            {
                continue;
            }

            isLoop = true;
            Node next = f.Nodes[f.ArgumentsOf(edge)[place]];
            bool isStep = next.Op == Opcode.Iadd && next.A == variable && f.TryIconst(next.B, out long step) && (int)step > 0
                && optimizer.Offsets.Reaches(variable, (int)step, f.SourceOf(edge));
            if (!isStep)
            {
                return false;
            }
        }

        return isLoop;
    }

    private static void Widen(Function f, ControlFlow flow, Block header, int place, int variable)
    {
        Value wide = f.AddParam(header, IrType.I64);
        foreach (Edge edge in flow.IncomingOf(header))
        {
            int argument = f.ArgumentsOf(edge)[place];
            if (!IsBack(f, flow, header, edge))
            {
                f.AddArgument(edge, Extended(f, argument));
                continue;
            }

            f.TryIconst(f.Nodes[argument].B, out long step);
            Value next = f.Pure(new Node { Op = Opcode.Iadd, Type = IrType.I64, A = wide.Id, B = Number(f, (int)step).Id });
            f.AddArgument(edge, next);
            CompareWide(f, flow, header, f.SourceOf(edge), (variable, wide), (argument, next));
        }

        f.Replace(Extended(f, variable), wide);
    }

    private static void CompareWide(Function f, ControlFlow flow, Block header, Block source, (int Narrow, Value Wide) variable, (int Narrow, Value Wide) next)
    {
        Value branch = f.TerminatorOf(source);
        Node condition = f[branch].Op == Opcode.BrIf ? f.Nodes[f[branch].A] : default;
        if (condition.Op != Opcode.Icmp || (IntCc)condition.Aux is not (IntCc.Equal or IntCc.NotEqual))
        {
            return;
        }

        bool isSecond = condition.B == variable.Narrow || condition.B == next.Narrow;
        (int compared, int other) = isSecond ? (condition.B, condition.A) : (condition.A, condition.B);
        if ((compared == variable.Narrow || compared == next.Narrow) && IsFromOutside(f, flow, header, other, DeepestLook))
        {
            Value wide = compared == variable.Narrow ? variable.Wide : next.Wide;
            Value comparison = f.Pure(condition with { A = wide.Id, B = Extended(f, other).Id });
            f[branch].A = comparison.Id;
        }
    }

    private static bool IsFromOutside(Function f, ControlFlow flow, Block header, int value, int depth)
    {
        Node node = f.Nodes[value];
        return node.Op switch
        {
            Opcode.Iconst => true,
            Opcode.BlockParam => node.A != header.Id && flow.Dominates(new Block(node.A), header),
            Opcode.Iadd or Opcode.Isub or Opcode.Ishl or Opcode.Iand => depth > 0
                && IsFromOutside(f, flow, header, node.A, depth - 1) && IsFromOutside(f, flow, header, node.B, depth - 1),
            _ => false,
        };
    }

    private static Value Extended(Function f, int narrow) => f.Pure(new Node { Op = Opcode.Uextend, Type = IrType.I64, A = narrow });

    private static Value Number(Function f, long number) => f.Pure(new Node { Op = Opcode.Iconst, Type = IrType.I64, Imm = number });
}
