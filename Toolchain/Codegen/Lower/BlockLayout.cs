// The order of the blocks in the code: the schedule's order, edge blocks behind the block that they leave, everything cold at the end.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Opt;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Order and temperature of the machine blocks of one function; refilled for each.</summary>
internal sealed class BlockLayout
{
    private int[] _order = [];
    private bool[] _isCold = [];
    private bool[] _isHeader = [];
    private int[] _loop = [];
    private ControlFlow _flow = null!;
    private BlockGraph _graph = null!;
    private int _count;

    /// <summary>All blocks in the order of the code.</summary>
    internal ReadOnlySpan<int> Order => _order.AsSpan(0, _count);

    /// <summary>Whether a block is rarely executed.</summary>
    internal bool IsCold(int block) => _isCold[block];

    /// <summary>Whether a hot loop begins with the block.</summary>
    internal bool IsLoopHeader(int block) => _isHeader[block];

    /// <summary>The header of the innermost loop that a block, or both ends of an edge, belong to; -1 if there is none.</summary>
    internal int LoopOf(int block) => _loop[block];

    /// <summary>Whether the block, or where an edge comes from, is in the loop of a header or in a loop inside of that.</summary>
    internal bool IsInside(int block, int header)
    {
        Block loop = _flow.LoopHeaderOf(_graph.BlockOf(block));
        int depth = _flow.LoopDepthOf(_graph.BlockOf(header));
        while (!loop.IsNone && _flow.LoopDepthOf(loop) > depth)
        {
            loop = _flow.LoopParentOf(loop);
        }

        return loop == _graph.BlockOf(header);
    }

    internal void Build(Function function, ControlFlow flow, Schedule schedule, BlockGraph graph)
    {
        (_flow, _graph) = (flow, graph);
        if (_order.Length < graph.Count)
        {
            _order = new int[graph.Count * 2];
            _isCold = new bool[graph.Count * 2];
            _isHeader = new bool[graph.Count * 2];
            _loop = new int[graph.Count * 2];
        }

        for (int i = 0; i < graph.Count; i++)
        {
            Block block = graph.BlockOf(i);
            bool isCold = IsCold(function, block);
            _isCold[i] = isCold || (graph.IsEdge(i) && IsCold(function, function.TargetOf(graph.EdgeOf(i))));
            Block loop = flow.LoopHeaderOf(block);
            bool isWithin = !loop.IsNone && (!graph.IsEdge(i) || flow.LoopHeaderOf(function.TargetOf(graph.EdgeOf(i))) == loop);
            _loop[i] = isWithin ? graph.IndexOf(loop) : -1;
            _isHeader[i] = !graph.IsEdge(i) && !isCold && flow.LoopHeaderOf(block) == block;
        }

        _count = 0;
        for (int cold = 0; cold < 2; cold++)
        {
            foreach (int id in schedule.Layout)
            {
                int index = graph.IndexOf(new Block(id));
                for (int i = index; i < graph.Count && (i == index || graph.IsEdge(i)); i++)
                {
                    if (_isCold[i] == (cold == 1))
                    {
                        _order[_count++] = i;
                    }
                }
            }
        }
    }

    private static bool IsCold(Function function, Block block) =>
        block != Block.Entry && (function.IsCold(block) || function[function.TerminatorOf(block)].Op == Opcode.Trap);
}
