// Marks what effects, branches and traps need, then removes loads that cannot trap and block parameters that nothing needs. A parameter
// needs its arguments only if it is needed itself, so cycles of unused loop variables go away. Pure nodes need no removal: the
// scheduler places used ones only.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Removes unused loads and block parameters.</summary>
internal sealed class DeadCode
{
    private bool[] _isNeeded = [];
    private int[] _stack = new int[64];
    private int _depth;

    /// <summary>Runs; control flow stays as it is.</summary>
    internal bool Run(Optimizer optimizer)
    {
        (Function f, ControlFlow flow) = (optimizer.Function, optimizer.Flow);
        if (_isNeeded.Length < f.NodeCount)
        {
            _isNeeded = new bool[f.NodeCount * 2];
        }

        Array.Clear(_isNeeded, 0, f.NodeCount);
        _depth = 0;
        foreach (int id in flow.Order)
        {
            for (Value effect = f.FirstOf(new Block(id)); !effect.IsNone; effect = f.NextOf(effect))
            {
                if (!IsRemovable(f[effect]))
                {
                    Need(effect.Id);
                }
            }
        }

        while (_depth > 0)
        {
            NeedOperands(f, flow, _stack[--_depth]);
        }

        Sweep(f, flow);
        return false;
    }

    private static bool IsRemovable(in Node node) =>
        OpcodeTable.Of(node.Op).Kind == OpKind.Effect && (OpcodeTable.EffectsOf(node) & ~Effects.Reads) == Effects.None;

    private void Need(int id)
    {
        if (_isNeeded[id])
        {
            return;
        }

        _isNeeded[id] = true;
        if (_depth == _stack.Length)
        {
            Array.Resize(ref _stack, _depth * 2);
        }

        _stack[_depth++] = id;
    }

    private void NeedOperands(Function f, ControlFlow flow, int id)
    {
        ref Node node = ref f.Nodes[id];
        if (node.Op == Opcode.BlockParam)
        {
            foreach (Edge edge in flow.IncomingOf(new Block(node.A)))
            {
                Need(f.ArgumentsOf(edge)[(int)node.Imm]);
            }

            return;
        }

        foreach (int operand in f.OperandsOf(ref node))
        {
            Need(operand);
        }
    }

    private void Sweep(Function f, ControlFlow flow)
    {
        foreach (int id in flow.Order)
        {
            var block = new Block(id);
            for (Value effect = f.FirstOf(block); !effect.IsNone;)
            {
                Value next = f.NextOf(effect);
                if (!_isNeeded[effect.Id])
                {
                    f.Remove(block, effect);
                }

                effect = next;
            }

            if (id == Block.Entry.Id)
            {
                continue;
            }

            for (int i = f.ParamsOf(block).Length - 1; i >= 0; i--)
            {
                if (!_isNeeded[f.ParamsOf(block)[i]])
                {
                    f.RemoveParam(block, i, flow.IncomingOf(block));
                }
            }
        }
    }
}
