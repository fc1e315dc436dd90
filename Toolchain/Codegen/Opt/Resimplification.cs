// Applies the algebraic rules and the sharing of pure nodes again after passes replaced operands. Nodes are treated operands first;
// the graph of pure nodes has no cycles, because every cycle of values goes through a block parameter.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Simplifies all pure nodes that are used.</summary>
internal sealed class Resimplification
{
    private bool[] _isDone = [];
    private int[] _stack = new int[64];

    /// <summary>Runs; control flow stays as it is.</summary>
    internal bool Run(Optimizer optimizer)
    {
        Function f = optimizer.Function;
        int count = f.NodeCount;
        if (_isDone.Length < count)
        {
            _isDone = new bool[count * 2];
        }

        Array.Clear(_isDone, 0, count);
        f.ForgetPure();
        for (int id = 0; id < count; id++)
        {
            if (IsOpen(f, id, count))
            {
                Treat(f, id, count);
            }
        }

        f.ResolveAliases();
        return false;
    }

    // Nodes made on the way are canonical already.
    private bool IsOpen(Function f, int id, int count) =>
        id < count && !_isDone[id] && (OpcodeTable.Of(f.Nodes[id].Op).Kind == OpKind.Pure || f.Nodes[id].Op == Opcode.Result);

    private void Treat(Function f, int root, int count)
    {
        int depth = 0;
        _stack[depth++] = root;
        while (depth > 0)
        {
            int id = _stack[depth - 1];
            int before = depth;
            foreach (int operand in f.OperandsOf(new Value(id)))
            {
                int meant = f.Resolve(new Value(operand)).Id;
                if (IsOpen(f, meant, count))
                {
                    if (depth == _stack.Length)
                    {
                        Array.Resize(ref _stack, depth * 2);
                    }

                    _stack[depth++] = meant;
                }
            }

            if (depth == before)
            {
                depth--;
                if (!_isDone[id])
                {
                    _isDone[id] = true;
                    f.Reintern(new Value(id));
                }
            }
        }
    }
}
