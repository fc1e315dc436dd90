// The text form of a function, for dumps and golden tests (FunctionParser reads it): one line per node, pure nodes right before their first user in a block that
// has not seen them yet.
using System;
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
        text.Append("function ").Append(IrText.Quote(f.Name)).Append(' ');
        PrintSignature(f.Signature, text);
        text.Append(" {\n");
        for (int i = 0; i < f.Signatures.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    sig{i} = ");
            PrintSignature(f.Signatures[i], text);
            text.Append('\n');
        }

        for (int i = 0; i < f.StackSlots.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    slot{i} = {f.StackSlots[i]}\n");
        }

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

    private static void PrintSignature(Signature signature, StringBuilder text)
    {
        PrintTypes(signature.Params, text);
        text.Append(" -> ");
        PrintTypes(signature.Results, text);
    }

    private static void PrintTypes(ReadOnlySpan<IrType> types, StringBuilder text)
    {
        text.Append('(');
        for (int i = 0; i < types.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(types[i].Name);
        }

        text.Append(')');
    }

    // An effect that stands further down (blocks need not be numbered in the order of control flow) is printed in its own place.
    private static void PrintOperand(Function f, int id, StringBuilder text, bool[] isPrinted)
    {
        if (OpcodeTable.Of(f.Nodes[id].Op).Kind != OpKind.Effect)
        {
            PrintWithOperands(f, id, text, isPrinted);
        }
    }

    private static void PrintWithOperands(Function f, int id, StringBuilder text, bool[] isPrinted)
    {
        if (isPrinted[id] || f.Nodes[id].Op == Opcode.BlockParam)
        {
            return;
        }

        isPrinted[id] = true;
        Node node = f.Nodes[id];
        Span<int> operands = f.OperandsOf(new Value(id));
        foreach (int operand in operands)
        {
            PrintOperand(f, operand, text, isPrinted);
        }

        foreach (Edge edge in f.EdgesOf(new Value(id)))
        {
            foreach (int argument in f.ArgumentsOf(edge))
            {
                PrintOperand(f, argument, text, isPrinted);
            }
        }

        PrintNode(f, new Value(id), node, operands, text);
    }

    private static void PrintNode(Function f, Value value, in Node node, ReadOnlySpan<int> operands, StringBuilder text)
    {
        OpcodeRow row = OpcodeTable.Of(node.Op);
        text.Append("    ");
        if (node.Type != IrType.None || row.Result == TypeRule.Results)
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
                text.Append(CultureInfo.InvariantCulture, $" +{node.Imm} class {node.MemFlags.AliasClass} trap {node.MemFlags.TrapCode}{(node.MemFlags.IsWhole ? " whole" : "")}");
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
            case AuxKind.Shuffle or AuxKind.Vector:
                text.Append(CultureInfo.InvariantCulture, $" 0x{f.Vectors[(int)node.Imm]:x32}");
                break;
            case AuxKind.Number or AuxKind.TrapCode:
                text.Append(CultureInfo.InvariantCulture, $" {node.Imm}");
                break;
            case AuxKind.None:
            default:
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
