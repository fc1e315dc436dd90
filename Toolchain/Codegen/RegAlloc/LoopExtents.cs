// How far loops reach in the layout, by the edges that go back in it: for each block the last one from which an edge goes to it. A tree of
// maxima answers for any stretch of blocks.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Ends of loops of one problem; keeps its array for the next.</summary>
internal sealed class LoopExtents
{
    private int[] _tree = []; // leaves from _leaves on, parents of i and i + 1 at i / 2
    private int _leaves;

    internal void Find(AllocationProblem problem)
    {
        _leaves = problem.BlockCount;
        if (_tree.Length < _leaves * 2)
        {
            _tree = new int[_leaves * 4];
        }

        Array.Fill(_tree, -1, 0, _leaves * 2);
        for (int block = 0; block < _leaves; block++)
        {
            foreach (int successor in problem.SuccessorsOf(block))
            {
                if (successor <= block)
                {
                    _tree[_leaves + successor] = block;
                }
            }
        }

        for (int i = _leaves - 1; i > 0; i--)
        {
            _tree[i] = Math.Max(_tree[i * 2], _tree[(i * 2) + 1]);
        }
    }

    /// <summary>The last block of the loops that begin behind a block and hold, or lead to, a later one; that one itself if there are none.</summary>
    internal int EndAround(int definition, int use)
    {
        int end = use;
        for (int reach = Highest(definition + 1, end); reach > end; reach = Highest(definition + 1, end))
        {
            end = reach;
        }

        return end;
    }

    // The highest block that goes back to one of these.
    private int Highest(int first, int last)
    {
        int highest = -1;
        int from = first + _leaves, to = last + _leaves + 1;
        while (from < to)
        {
            if ((from & 1) != 0)
            {
                highest = Math.Max(highest, _tree[from++]);
            }

            if ((to & 1) != 0)
            {
                highest = Math.Max(highest, _tree[--to]);
            }

            from >>= 1;
            to >>= 1;
        }

        return highest;
    }
}
