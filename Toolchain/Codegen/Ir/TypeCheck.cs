// Whether the types around one node are those of its row. The verifier asks for every node that is reachable, and builders for each node that they make,
// in debug builds.
using System;
using System.Diagnostics;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Checks the types of a node's operands and of its result.</summary>
internal static class TypeCheck
{
    /// <summary>What is wrong, or null. The node need not be one of the function's yet; its operands exist.</summary>
    internal static string? FindProblem(Function f, Node node)
    {
        ref readonly OpcodeRow row = ref OpcodeTable.Of(node.Op);
        if (row.Kind == OpKind.Meta && row.Op != Opcode.Result)
        {
            return null;
        }

        ReadOnlySpan<int> operands = f.OperandsOf(ref node);
        if (row.Aux == AuxKind.CallFlags && (uint)node.C >= (uint)f.Signatures.Count)
        {
            return $"{row.Name} has no signature";
        }

        if (CountOf(f, row, node) is var count && operands.Length != count)
        {
            return $"{row.Name} has {operands.Length} operands and needs {count}";
        }

        for (int i = 0; i < operands.Length; i++)
        {
            if (!IsOperandRight(f, row, node, i, operands[i]))
            {
                return $"operand {i} of {row.Name} is {f.TypeOf(new Value(operands[i])).Name}, not {TextAt(f, row, node, i)}";
            }
        }

        return IsResultRight(f, row.Result, node) ? null : $"the result of {row.Name} is {node.Type.Name}, not {row.Result.Text}";
    }

    /// <summary>Stops a debug build where an ill-typed node is made, not where it is found.</summary>
    [Conditional("DEBUG")]
    internal static void Require(Function f, in Node node)
    {
        if (FindProblem(f, node) is string problem)
        {
            throw new CompilerBugException("construction", problem, $"function '{f.Name}'");
        }
    }

    private static TypeRule RuleAt(in OpcodeRow row, int index) => index == 0 || row.A.IsForTheRest ? row.A : index == 1 || row.B.IsForTheRest ? row.B : row.C;

    // Operands in front of those that the signature or the function lists.
    private static int FixedOperands(in OpcodeRow row) => row.A.IsForTheRest ? 0 : row.B.IsForTheRest ? 1 : row.C.IsForTheRest ? 2 : 3;

    private static int CountOf(Function f, in OpcodeRow row, in Node node)
    {
        if (row.Operands != Operands.List)
        {
            return row.InlineOperands;
        }

        int count = FixedOperands(row);
        return count == 3 ? count : count + ListedTypes(f, RuleAt(row, count), node).Length;
    }

    private static ReadOnlySpan<IrType> ListedTypes(Function f, TypeRule rule, in Node node) =>
        rule == TypeRule.Returns ? f.Signature.Results : f.Signatures[node.C].Params;

    private static bool IsOperandRight(Function f, in OpcodeRow row, in Node node, int index, int operand)
    {
        TypeRule rule = RuleAt(row, index);
        IrType type = f.TypeOf(new Value(operand));
        return rule switch
        {
            TypeRule.Same => type == node.Type,
            TypeRule.First => type == f.TypeOf(new Value(node.A)),
            TypeRule.SameSize => type != IrType.None && type.Size == node.Type.Size,
            TypeRule.Call => (OpcodeTable.Of(f.Nodes[operand].Op).Effects & Effects.Calls) != Effects.None,
            TypeRule.Params or TypeRule.Returns => type == ListedTypes(f, rule, node)[index - FixedOperands(row)],
            TypeRule.None or TypeRule.I32 or TypeRule.I64 or TypeRule.F32 or TypeRule.F64 or TypeRule.V128 or TypeRule.Ref or TypeRule.Int
                or TypeRule.IntOrRef or TypeRule.IntOrVector or TypeRule.Float or TypeRule.Any or TypeRule.Lane or TypeRule.Access
                or TypeRule.CallResult or TypeRule.Results or TypeRule.Handed => IsOneOf(rule, type, node),
        };
    }

    private static bool IsResultRight(Function f, TypeRule rule, in Node node)
    {
        IrType type = node.Type;
        switch (rule)
        {
            case TypeRule.CallResult:
                ReadOnlySpan<IrType> several = f.SignatureOf(new Value(node.A)).Results;
                return several.Length > 1 && (ulong)node.Imm < (ulong)several.Length && type == several[(int)node.Imm];
            case TypeRule.Results:
                ReadOnlySpan<IrType> results = f.Signatures[node.C].Results;
                return type == (results.Length == 1 ? results[0] : IrType.None);
            case TypeRule.Handed:
                return type == IrType.None && f.Signatures[node.C].Results.SequenceEqual(f.Signature.Results);
            default:
                return IsOneOf(rule, type, node);
        }
    }

    // Rules that say all by themselves, or with the immediates.
    private static bool IsOneOf(TypeRule rule, IrType type, in Node node) => rule switch
    {
        TypeRule.None => type == IrType.None,
        TypeRule.I32 => type == IrType.I32,
        TypeRule.I64 => type == IrType.I64,
        TypeRule.F32 => type == IrType.F32,
        TypeRule.F64 => type == IrType.F64,
        TypeRule.V128 => type == IrType.V128,
        TypeRule.Ref => type == IrType.Ref,
        TypeRule.Int => type is IrType.I32 or IrType.I64,
        TypeRule.IntOrRef => type is IrType.I32 or IrType.I64 or IrType.Ref,
        TypeRule.IntOrVector => type is IrType.I32 or IrType.I64 or IrType.V128,
        TypeRule.Float => type is IrType.F32 or IrType.F64,
        TypeRule.Any => type != IrType.None,
        TypeRule.Lane => type == node.Lanes.Scalar,
        TypeRule.Access => type.Size == node.AccessBytes || (type is IrType.I32 or IrType.I64 or IrType.V128 && type.Size > node.AccessBytes),

        // They need more than that: no operand or no result has them.
        TypeRule.Same or TypeRule.First or TypeRule.SameSize or TypeRule.Call or TypeRule.CallResult or TypeRule.Params or TypeRule.Results
            or TypeRule.Returns or TypeRule.Handed => false,
    };

    private static string TextAt(Function f, in OpcodeRow row, in Node node, int index)
    {
        TypeRule rule = RuleAt(row, index);
        return rule switch
        {
            TypeRule.Same => $"{node.Type.Name}, {rule.Text}",
            TypeRule.First => $"{f.TypeOf(new Value(node.A)).Name}, {rule.Text}",
            TypeRule.Lane => $"{node.Lanes.Scalar.Name}, {rule.Text}",
            TypeRule.Params or TypeRule.Returns => $"{ListedTypes(f, rule, node)[index - FixedOperands(row)].Name}, one of {rule.Text}",
            _ => rule.Text,
        };
    }
}
