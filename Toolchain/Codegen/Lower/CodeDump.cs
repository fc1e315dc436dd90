// Text of the machine-code stages for --dump and golden files.
using System.Globalization;
using System.Text;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Prints machine code before and after register allocation.</summary>
internal static class CodeDump
{
    /// <summary>Instructions over virtual registers.</summary>
    internal static string Lowered(string name, VCode code, BlockGraph graph, TargetIsa isa) => Print(name, code, graph, isa, null, null);

    /// <summary>Instructions with the places of their operands, and the moves between them.</summary>
    internal static string Allocated(string name, VCode code, BlockGraph graph, AllocationInput input, AllocationResult allocated, TargetIsa isa) =>
        Print(name, code, graph, isa, input, allocated);

    private static string Print(string name, VCode code, BlockGraph graph, TargetIsa isa, AllocationInput? input, AllocationResult? allocated)
    {
        StringBuilder text = new();
        text.Append("function ").Append(name).Append('\n');
        int edit = 0;
        for (int block = 0; block < code.BlockCount; block++)
        {
            text.Append(CultureInfo.InvariantCulture, $"mblock{block}(");
            AppendRegs(text, code.Params(block));
            text.Append(graph.IsEdge(block) ? "): ; edge\n" : "):\n");
            CodeBlock range = code.Blocks[block];
            for (int i = range.Start; i < range.End; i++)
            {
                edit = AppendEdits(text, allocated, edit, i);
                MachInst inst = code.Insts[i];
                text.Append("  ").Append(isa.Print(inst));
                if (TargetIsa.HasFixedOperands(inst))
                {
                    AppendFixed(text, code, inst.Target);
                }

                if (input is not null && allocated is not null)
                {
                    AppendPlaces(text, input, allocated, i);
                }

                text.Append('\n');
            }

            AppendTargets(text, code, graph, block);
        }

        return text.ToString();
    }

    private static void AppendFixed(StringBuilder text, VCode code, int call)
    {
        foreach (FixedOperand operand in code.OperandsOf(code.Call(call)))
        {
            text.Append(CultureInfo.InvariantCulture, $" {operand.Register}{(operand.IsDef ? "<-" : "->")}{operand.Physical}");
        }
    }

    private static void AppendPlaces(StringBuilder text, AllocationInput input, AllocationResult allocated, int inst)
    {
        text.Append(" ;");
        for (int k = input.Problem.FirstOperandOf(inst); k < input.Problem.FirstOperandOf(inst + 1); k++)
        {
            text.Append(CultureInfo.InvariantCulture, $" v{input.Problem.Operands[k].VReg}={allocated.Operands[k]}");
        }
    }

    private static int AppendEdits(StringBuilder text, AllocationResult? allocated, int edit, int inst)
    {
        for (; allocated is not null && edit < allocated.Edits.Length && allocated.Edits[edit].Inst <= inst; edit++)
        {
            Edit move = allocated.Edits[edit];
            text.Append(CultureInfo.InvariantCulture, $"    {EditName(move.Kind)} v{move.VReg} {move.From} -> {move.To}\n");
        }

        return edit;
    }

    private static string EditName(EditKind kind) => kind switch
    {
        EditKind.Move => "move",
        EditKind.Exchange => "exchange",
        EditKind.Rematerialize => "repeat",
    };

    private static void AppendTargets(StringBuilder text, VCode code, BlockGraph graph, int block)
    {
        if (graph.Targets(block).Length == 0)
        {
            return;
        }

        text.Append("  ->");
        foreach (int target in graph.Targets(block))
        {
            text.Append(CultureInfo.InvariantCulture, $" mblock{target}");
        }

        text.Append('(');
        AppendRegs(text, code.Arguments(block));
        text.Append(")\n");
    }

    private static void AppendRegs(StringBuilder text, System.ReadOnlySpan<Reg> registers)
    {
        for (int i = 0; i < registers.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(registers[i]);
        }
    }
}
