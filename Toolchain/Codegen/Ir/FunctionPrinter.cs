// The text form of a function, for dumps and golden tests: one line per node, pure nodes right before their first user in a block that
// has not seen them yet.
using System.Globalization;
using System.Text;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Prints functions.</summary>
public static class FunctionPrinter
{
    /// <summary>The text of a function whose aliases are resolved, lines ended by LF.</summary>
    public static string Print(Function f)
    {
        var text = new StringBuilder();
        var isPrinted = new bool[f.NodeCount];
        text.Append("function ").Append(f.Name).Append(" {\n");
        for (int i = 0; i < f.BlockCount; i++)
        {
            var block = new Block(i);
            if (f.FirstOf(block).IsNone)
            {
                continue;
            }

            text.Append(block).Append('(');
            string separator = "";
            foreach (int param in f.ParamsOf(block))
            {
                text.Append(separator).Append(new Value(param)).Append(": ").Append(f.TypeOf(new Value(param)).Name);
                separator = ", ";
            }

            text.Append(f.IsCold(block) ? ") cold:\n" : "):\n");
            for (Value effect = f.FirstOf(block); !effect.IsNone; effect = f.NextOf(effect))
            {
                PrintWithOperands(f, effect.Id, text, isPrinted);
            }
        }

        return text.Append("}\n").ToString();
    }

    private static void PrintWithOperands(Function f, int id, StringBuilder text, bool[] isPrinted)
    {
        if (isPrinted[id] || f.Nodes[id].Op == Opcode.BlockParam)
        {
            return;
        }

        isPrinted[id] = true;
        Node node = f.Nodes[id];
        int[] operands = OpcodeTable.Of(node.Op).Operands switch
        {
            Operands.Zero => [],
            Operands.One => [node.A],
            Operands.Two => [node.A, node.B],
            Operands.Three => [node.A, node.B, node.C],
            Operands.List => f.ListOf(new Value(id)).ToArray(),
        };
        foreach (int operand in operands)
        {
            PrintWithOperands(f, operand, text, isPrinted);
        }

        foreach (Edge edge in f.EdgesOf(new Value(id)))
        {
            foreach (int argument in f.ArgumentsOf(edge).ToArray())
            {
                PrintWithOperands(f, argument, text, isPrinted);
            }
        }

        PrintNode(f, new Value(id), node, operands, text);
    }

    private static void PrintNode(Function f, Value value, in Node node, int[] operands, StringBuilder text)
    {
        OpcodeRow row = OpcodeTable.Of(node.Op);
        text.Append("    ");
        if (node.Type != IrType.None || node.Op is Opcode.Call or Opcode.CallIndirect)
        {
            text.Append(value).Append(" = ").Append(row.Name).Append('.').Append(node.Type.Name);
        }
        else
        {
            text.Append(row.Name);
        }

        switch (row.Aux)
        {
            case AuxKind.IntCc:
                text.Append(' ').Append(((IntCc)node.Aux).Name);
                break;
            case AuxKind.FloatCc:
                text.Append(' ').Append(((FloatCc)node.Aux).Name);
                break;
            case AuxKind.Access:
                text.Append(CultureInfo.InvariantCulture, $" {node.AccessBytes * 8}{(node.SignExtends ? "s" : "")}");
                text.Append(CultureInfo.InvariantCulture, $" +{node.Imm} class {node.MemFlags.AliasClass} trap {node.MemFlags.TrapCode}");
                break;
            case AuxKind.CallFlags:
                text.Append(CultureInfo.InvariantCulture, $" sym{node.Imm} sig{node.C} flags {node.Aux}");
                break;
            case AuxKind.Lanes:
                text.Append(' ').Append(node.Lanes.Name);
                break;
            case AuxKind.LanesImm:
                text.Append(CultureInfo.InvariantCulture, $" {node.Lanes.Name} {node.Imm}");
                break;
            case AuxKind.LanesIntCc:
                text.Append(CultureInfo.InvariantCulture, $" {node.Lanes.Name} {((IntCc)node.LaneCondition).Name}");
                break;
            case AuxKind.LanesFloatCc:
                text.Append(CultureInfo.InvariantCulture, $" {node.Lanes.Name} {((FloatCc)node.LaneCondition).Name}");
                break;
            case AuxKind.Shuffle:
                text.Append(CultureInfo.InvariantCulture, $" 0x{f.Vectors[(int)node.Imm]:x32}");
                break;
            case AuxKind.None:
            default:
                if (row.Operands == Operands.Zero || node.Op is Opcode.TrapIf or Opcode.TrapIfNot or Opcode.Result)
                {
                    text.Append(node.Op is Opcode.Jump or Opcode.Vmctx or Opcode.Fence ? "" : " " + node.Imm.ToString(CultureInfo.InvariantCulture));
                }

                break;
        }

        foreach (int operand in operands)
        {
            text.Append(' ').Append(new Value(operand));
        }

        foreach (Edge edge in f.EdgesOf(value))
        {
            text.Append(' ').Append(f.TargetOf(edge)).Append('(');
            string separator = "";
            foreach (int argument in f.ArgumentsOf(edge))
            {
                text.Append(separator).Append(new Value(argument));
                separator = ", ";
            }

            text.Append(')');
        }

        text.Append('\n');
    }
}
