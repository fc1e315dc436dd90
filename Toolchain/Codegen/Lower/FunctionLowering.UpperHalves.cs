// Upper halves of registers that hold 32-bit values. Most instructions leave them zero, so an extension to 64 bits (every index of a memory
// access is one) costs nothing. What comes from a caller or a callee may have anything there. Such a value is cleared once, where it comes
// from, if it is extended itself or flows to a block parameter that is: that is cheaper than a move in a loop.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

internal abstract partial class FunctionLowering
{
    private bool[] _mayHaveUpper = []; // 32-bit block parameters whose upper half may be set
    private bool[] _isCleared = []; // parameters of the function and results of calls that are cleared where they are defined

    /// <summary>Whether this parameter of the function, or result of a call, has to be cleared above its 32 bits where it is defined.</summary>
    protected bool IsCleared(Value value) => _isCleared[value.Id];

    /// <summary>Whether calls are lowered so that results for which <see cref="IsCleared"/> holds are cleared.</summary>
    protected abstract bool ClearsCallResults { get; }

    // Who is extended, and who flows there; repeated until nothing changes, because parameters feed one another.
    private void FindCleared(BlockGraph graph)
    {
        if (KeepsSign)
        {
            return;
        }

        bool changed = false;
        for (int i = 0; i < graph.Count; i++)
        {
            if (graph.IsEdge(i))
            {
                continue;
            }

            foreach (int value in _schedule.NodesAt(graph.PlaceOf(i)))
            {
                Node node = _ir[new Value(value)];
                changed |= node.Op == Opcode.Uextend && MarkCleared(node.A);
            }
        }

        while (changed)
        {
            changed = false;
            for (int i = graph.Count - 1; i >= 0; i--)
            {
                if (graph.IsEdge(i))
                {
                    continue;
                }

                foreach (Edge edge in _ir.EdgesOf(_ir.TerminatorOf(graph.BlockOf(i))))
                {
                    ReadOnlySpan<int> parameters = _ir.ParamsOf(_ir.TargetOf(edge));
                    ReadOnlySpan<int> arguments = _ir.ArgumentsOf(edge);
                    for (int k = 0; k < arguments.Length; k++)
                    {
                        changed |= _isCleared[parameters[k]] && MarkCleared(arguments[k]);
                    }
                }
            }
        }
    }

    // Block parameters are marked only to pass it on.
    private bool MarkCleared(int value)
    {
        Node node = _ir[new Value(value)];
        bool isCandidate = node.Type == IrType.I32 && !_isCleared[value] && node.Op switch
        {
            Opcode.BlockParam => true,
            Opcode.Call or Opcode.CallIndirect => ClearsCallResults,

            // A call with a handler ends its block: nothing can stand behind it.
            Opcode.Result => ClearsCallResults && _ir[new Value(node.A)].Op is Opcode.Call or Opcode.CallIndirect,
            _ => false,
        };
        _isCleared[value] |= isCandidate;
        return isCandidate;
    }

    // Optimistic: a parameter is clean until an argument is not; repeated until nothing changes, because parameters feed one another.
    private void FindUpperHalves(BlockGraph graph)
    {
        FindCleared(graph);
        foreach (int parameter in _ir.ParamsOf(Block.Entry))
        {
            _mayHaveUpper[parameter] = !_isCleared[parameter];
        }

        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = 0; i < graph.Count; i++)
            {
                if (graph.IsEdge(i))
                {
                    continue;
                }

                foreach (Edge edge in _ir.EdgesOf(_ir.TerminatorOf(graph.BlockOf(i))))
                {
                    ReadOnlySpan<int> parameters = _ir.ParamsOf(_ir.TargetOf(edge));
                    ReadOnlySpan<int> arguments = _ir.ArgumentsOf(edge);
                    for (int k = 0; k < arguments.Length; k++)
                    {
                        if (_ir.TypeOf(new Value(arguments[k])) == IrType.I32 && !_mayHaveUpper[parameters[k]]
                            && !HasZeroUpperHalf(new Value(arguments[k])))
                        {
                            _mayHaveUpper[parameters[k]] = true;
                            changed = true;
                        }
                    }
                }
            }
        }
    }
}
