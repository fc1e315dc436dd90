// Loops that are tested at their top end in a jump back to it: two branches each time around. Here the blocks of such a loop change places, so that
// a block which may leave the loop comes last: its branch goes back to the block that stood behind it, and the jump back becomes a fall.
//
//     head:  test; leave if done      ->             jump head
//            body                            again:  body
//            jump head                        head:  test; again unless done
//
// Nothing is copied, so that loops of any size are treated; entering the loop costs the jump that each round saves. Blocks that hold only moves on
// the way out of the loop go behind it first. Loops with other loops inside stay as they are: what counts happens inside.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Puts the blocks of inner loops into the better order. Keeps its memory.</summary>
internal sealed class LoopRotation
{
    /// <summary>Name in <see cref="CodegenOptions.DisabledPasses"/>.</summary>
    internal const string Name = "rotate-loops";

    private readonly List<int> _inside = [];
    private readonly List<int> _ways = [];

    /// <summary>Reorders the blocks.</summary>
    /// <param name="order">Blocks that are emitted, in the order of the code.</param>
    /// <param name="graph">All blocks.</param>
    /// <param name="layout">Which loop a block belongs to.</param>
    /// <param name="forward">For each block, where a jump to it ends up.</param>
    internal void Run(List<int> order, BlockGraph graph, BlockLayout layout, ReadOnlySpan<int> forward)
    {
        // Entry stays first.
        for (int start = 1; start < order.Count; start++)
        {
            int header = order[start];
            if (!layout.IsLoopHeader(header))
            {
                continue;
            }

            _inside.Clear();
            _ways.Clear();
            int end = start;
            bool isInnermost = true;
            for (; end < order.Count; end++)
            {
                int block = order[end];
                if (layout.LoopOf(block) == header)
                {
                    _inside.Add(block);
                }
                else if (graph.IsEdge(block) && layout.LoopOf(graph.IndexOf(graph.BlockOf(block))) == header)
                {
                    _ways.Add(block);
                }
                else
                {
                    isInnermost = !layout.IsInside(block, header);
                    break;
                }
            }

            if (isInnermost)
            {
                Rotate(order, start, header, graph, layout, forward);
                start = end - 1;
            }
        }
    }

    private void Rotate(List<int> order, int start, int header, BlockGraph graph, BlockLayout layout, ReadOnlySpan<int> forward)
    {
        int count = _inside.Count;
        int first = 0;
        ReadOnlySpan<int> last = graph.Targets(_inside[^1]);
        if (last.Length == 1 && forward[last[0]] == header)
        {
            for (int i = count - 2; i >= 0 && first == 0; i--)
            {
                first = MayComeLast(_inside[i], _inside[i + 1], header, graph, layout, forward) ? i + 1 : 0;
            }
        }

        for (int i = 0; i < count; i++)
        {
            order[start + i] = _inside[(first + i) % count];
        }

        for (int i = 0; i < _ways.Count; i++)
        {
            order[start + count + i] = _ways[i];
        }
    }

    // One way to the next block, the other out of the loop.
    private static bool MayComeLast(int block, int next, int header, BlockGraph graph, BlockLayout layout, ReadOnlySpan<int> forward)
    {
        ReadOnlySpan<int> targets = graph.Targets(block);
        if (targets.Length != 2 || (forward[targets[0]] != next && forward[targets[1]] != next))
        {
            return false;
        }

        int other = forward[targets[0]] == next ? targets[1] : targets[0];
        return layout.LoopOf(other) != header && layout.LoopOf(forward[other]) != header;
    }
}
