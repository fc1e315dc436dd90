// The shape of a function: reachable blocks in reverse post-order, incoming edges, dominators, loops.
//
// Dominators: in a reducible graph (wasm has no others) one pass in reverse post-order finds them, because what the source of a back edge
// adds is dominated by the target anyway. The pass checks that; should a graph not be reducible, the iteration of Cooper, Harvey, Kennedy,
// "A Simple, Fast Dominance Algorithm", goes on from there. Dominator trees of generated code can be as deep as the function is long, so
// each block also has a jump to an ancestor farther up (Myers, "An Applicative Random-Access Stack"): questions about ancestors take
// logarithmic time.
//
// Loops are natural loops of back edges; a block's loop is the innermost one that holds it. All arrays are kept and reused for the next function.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Control-flow facts of one function, valid until its blocks or edges change. Not thread-safe.</summary>
public sealed class ControlFlow
{
    private const int None = -1;

    private int[] _order = [];
    private int[] _position = [];
    private int[] _incomingStart = [];
    private Edge[] _incoming = [];
    private int[] _idom = [];
    private int[] _domDepth = [];
    private int[] _domJump = [];
    private int[] _shallower = [];
    private int[] _loopHeader = [];
    private int[] _loopDepth = [];
    private int[] _stack = [];
    private int[] _cursor = [];
    private int[] _firstInside = []; // by header: the first block of its loop behind it
    private int[] _lastInside = [];
    private int[] _nextInList = [];
    private int _count;

    /// <summary>Reachable blocks in a reverse post-order in which the blocks of each loop stand together, the entry first.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, _count);

    /// <summary>Place of a block in <see cref="Order"/>; -1 when nothing reaches it.</summary>
    public int PositionOf(Block block) => _position[block.Id];

    /// <summary>Whether control can reach a block.</summary>
    public bool IsReachable(Block block) => _position[block.Id] >= 0;

    /// <summary>Edges into a block from reachable blocks.</summary>
    public ReadOnlySpan<Edge> IncomingOf(Block block) =>
        _incoming.AsSpan(_incomingStart[block.Id].._incomingStart[block.Id + 1]);

    /// <summary>The immediate dominator; none for the entry.</summary>
    public Block IdomOf(Block block) => new(block.Id == 0 ? None : _idom[block.Id]);

    /// <summary>Steps from the entry in the dominator tree.</summary>
    public int DomDepthOf(Block block) => _domDepth[block.Id];

    /// <summary>The nearest dominator that is in fewer loops than the block, or none.</summary>
    public Block ShallowerDominatorOf(Block block) => new(_shallower[block.Id]);

    /// <summary>How many loops hold the block.</summary>
    public int LoopDepthOf(Block block) => _loopDepth[block.Id];

    /// <summary>Header of the innermost loop that holds the block (the block itself if it is one), or none.</summary>
    public Block LoopHeaderOf(Block block) => new(_loopHeader[block.Id]);

    /// <summary>Header of the loop around the loop of a header, or none.</summary>
    public Block LoopParentOf(Block header) => new(_cursor[header.Id]);

    /// <summary>Whether every way to <paramref name="below"/> leads through <paramref name="above"/>.</summary>
    public bool Dominates(Block above, Block below)
    {
        int depth = _domDepth[above.Id];
        return _domDepth[below.Id] >= depth && AncestorAt(below.Id, depth) == above.Id;
    }

    /// <summary>The deepest block that dominates both.</summary>
    public Block CommonDominator(Block a, Block b) => new(CommonAncestor(a.Id, b.Id));

    /// <summary>Computes everything for a function whose reachable blocks have terminators.</summary>
    public void Compute(Function function)
    {
        int blocks = function.BlockCount;
        EnsureBlocks(blocks);
        ComputeOrder(function);
        ComputeIncoming(function, blocks);
        ComputeDominators(function);
        ComputeLoops(function);
        FindShallowerDominators();
        GatherLoops();
    }

    private int AncestorAt(int block, int depth)
    {
        while (_domDepth[block] > depth)
        {
            block = _domDepth[_domJump[block]] >= depth ? _domJump[block] : _idom[block];
        }

        return block;
    }

    private int CommonAncestor(int a, int b)
    {
        if (_domDepth[a] > _domDepth[b])
        {
            (a, b) = (b, a);
        }

        b = AncestorAt(b, _domDepth[a]);
        while (a != b)
        {
            // Blocks of equal depth have jumps of equal length.
            (a, b) = _domJump[a] != _domJump[b] ? (_domJump[a], _domJump[b]) : (_idom[a], _idom[b]);
        }

        return a;
    }

    private void ComputeOrder(Function function)
    {
        Array.Fill(_position, None, 0, function.BlockCount);
        Array.Fill(_cursor, None, 0, function.BlockCount);
        int depth = 0;
        int next = function.BlockCount;
        _stack[depth++] = 0;
        _cursor[0] = 0;
        while (depth > 0)
        {
            int block = _stack[depth - 1];
            EdgeRange edges = function.EdgesOf(function.TerminatorOf(new Block(block)));

            // Successors are visited last to first, so that the first one comes right behind the block in the result.
            if (_cursor[block] < edges.Count)
            {
                int target = function.TargetOf(edges[edges.Count - 1 - _cursor[block]++]).Id;
                if (_cursor[target] == None)
                {
                    _cursor[target] = 0;
                    _stack[depth++] = target;
                }
            }
            else
            {
                _order[--next] = block;
                depth--;
            }
        }

        _count = function.BlockCount - next;
        Array.Copy(_order, next, _order, 0, _count);
        for (int i = 0; i < _count; i++)
        {
            _position[_order[i]] = i;
        }
    }

    private void ComputeIncoming(Function function, int blocks)
    {
        Array.Clear(_incomingStart, 0, blocks + 2);
        int total = 0;
        foreach (int block in Order)
        {
            foreach (Edge edge in function.EdgesOf(function.TerminatorOf(new Block(block))))
            {
                _incomingStart[function.TargetOf(edge).Id + 2]++;
                total++;
            }
        }

        for (int i = 2; i < blocks + 2; i++)
        {
            _incomingStart[i] += _incomingStart[i - 1];
        }

        if (total > _incoming.Length)
        {
            _incoming = new Edge[total * 2];
        }

        // Filling advances each start to its end, which is the next block's start: hence the shift by one.
        foreach (int block in Order)
        {
            foreach (Edge edge in function.EdgesOf(function.TerminatorOf(new Block(block))))
            {
                _incoming[_incomingStart[function.TargetOf(edge).Id + 1]++] = edge;
            }
        }
    }

    private void ComputeDominators(Function function)
    {
        _idom[0] = _domDepth[0] = _domJump[0] = 0;
        for (int i = 1; i < _count; i++)
        {
            int block = _order[i];
            int idom = None;
            foreach (Edge edge in IncomingOf(new Block(block)))
            {
                int source = function.SourceOf(edge).Id;
                if (_position[source] < i)
                {
                    idom = idom == None ? source : CommonAncestor(idom, source);
                }
            }

            SetDominator(block, idom);
        }

        if (IsReducible(function))
        {
            return;
        }

        Iterate(function);
        foreach (int block in Order[1..])
        {
            SetDominator(block, _idom[block]);
        }
    }

    private void SetDominator(int block, int idom)
    {
        _idom[block] = idom;
        _domDepth[block] = _domDepth[idom] + 1;
        int jump = _domJump[idom];
        _domJump[block] = _domDepth[idom] - _domDepth[jump] == _domDepth[jump] - _domDepth[_domJump[jump]] ? _domJump[jump] : idom;
    }

    // Whether the target of every edge that leads back dominates its source.
    private bool IsReducible(Function function)
    {
        for (int i = 0; i < _count; i++)
        {
            var block = new Block(_order[i]);
            foreach (Edge edge in IncomingOf(block))
            {
                Block source = function.SourceOf(edge);
                if (_position[source.Id] >= i && !Dominates(block, source))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void Iterate(Function function)
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (int block in Order[1..])
            {
                int idom = None;
                foreach (Edge edge in IncomingOf(new Block(block)))
                {
                    int source = function.SourceOf(edge).Id;
                    idom = idom == None ? source : Intersect(idom, source);
                }

                changed |= _idom[block] != idom;
                _idom[block] = idom;
            }
        }
    }

    private int Intersect(int a, int b)
    {
        while (a != b)
        {
            while (_position[a] > _position[b])
            {
                a = _idom[a];
            }

            while (_position[b] > _position[a])
            {
                b = _idom[b];
            }
        }

        return a;
    }

    // Headers are visited innermost first (later in the order). A block that already has a loop is skipped by jumping to the header of
    // the outermost loop found so far, whose parent is then the loop at hand.
    private void ComputeLoops(Function function)
    {
        ReadOnlySpan<int> order = Order;
        foreach (int block in order)
        {
            _loopHeader[block] = None;
            _loopDepth[block] = 0;
            _cursor[block] = None; // parent loop of a header
            _shallower[block] = None; // borrowed: a loop around that of a header, shortens the way to the outermost one
        }

        for (int i = order.Length - 1; i >= 0; i--)
        {
            int header = order[i];
            int depth = 0;
            foreach (Edge edge in IncomingOf(new Block(header)))
            {
                int source = function.SourceOf(edge).Id;
                if (_position[source] >= i && Dominates(new Block(header), new Block(source)))
                {
                    _stack[depth++] = source;
                    _loopHeader[header] = header;
                    depth = CollectLoop(function, header, depth);
                }
            }
        }

        foreach (int block in order)
        {
            int header = _loopHeader[block];
            _loopDepth[block] = header == None ? 0
                : header == block ? 1 + (_cursor[block] == None ? 0 : _loopDepth[_cursor[block]])
                : _loopDepth[header];
        }
    }

    private void FindShallowerDominators()
    {
        _shallower[0] = None;
        foreach (int block in Order[1..])
        {
            int dominator = _idom[block];
            while (dominator != None && _loopDepth[dominator] >= _loopDepth[block])
            {
                dominator = _shallower[dominator];
            }

            _shallower[block] = dominator;
        }
    }

    private int CollectLoop(Function function, int header, int depth)
    {
        while (depth > 0)
        {
            int block = OutermostOf(_stack[--depth], header);
            if (block == header)
            {
                continue;
            }

            if (_loopHeader[block] == None)
            {
                _loopHeader[block] = header;
            }
            else
            {
                _cursor[block] = header;
                _shallower[block] = header;
            }

            foreach (Edge edge in IncomingOf(new Block(block)))
            {
                int source = function.SourceOf(edge).Id;
                int outermost = OutermostOf(source, header);
                bool isKnown = outermost == header || _loopHeader[source] == header;
                if (!isKnown)
                {
                    if (depth == _stack.Length)
                    {
                        Array.Resize(ref _stack, depth * 2);
                    }

                    _stack[depth++] = source;
                }
            }
        }

        return depth;
    }

    // The header of the outermost loop known so far around a block, the block itself if there is none.
    private int OutermostOf(int block, int current)
    {
        int header = _loopHeader[block];
        if (header == None)
        {
            return block;
        }

        while (header != current && _shallower[header] != None)
        {
            int around = _shallower[header];
            if (around != current && _shallower[around] != None)
            {
                _shallower[header] = _shallower[around];
            }

            header = around;
        }

        return header;
    }

    // Blocks that a loop is left to may stand between its blocks; they go behind it. Nothing in the loop is reached from them but through
    // the header, so the order stays a reverse post-order. A loop is the list of what stands in it, blocks and headers of inner loops.
    private void GatherLoops()
    {
        int last = None;
        for (int i = 0; i < _count; i++)
        {
            int block = _order[i];
            _nextInList[block] = None;
            _lastInside[block] = block;
            int list = _loopHeader[block] == block ? _cursor[block] : _loopHeader[block];
            ref int end = ref list == None ? ref last : ref _lastInside[list];
            _firstInside[block] = None;
            if (end != None)
            {
                if (end == list)
                {
                    _firstInside[list] = block;
                }
                else
                {
                    _nextInList[end] = block;
                }
            }

            end = block;
        }

        int depth = 0, count = 0;
        int next = 0;
        while (next != None)
        {
            _order[count++] = next;
            if (_firstInside[next] != None)
            {
                _stack[depth++] = next;
                next = _firstInside[next];
                continue;
            }

            next = _nextInList[next];
            while (next == None && depth > 0)
            {
                next = _nextInList[_stack[--depth]];
            }
        }

        for (int i = 0; i < _count; i++)
        {
            _position[_order[i]] = i;
        }
    }

    private void EnsureBlocks(int blocks)
    {
        if (_order.Length >= blocks + 2)
        {
            return;
        }

        int size = Math.Max(64, (blocks + 2) * 2);
        _order = new int[size];
        _position = new int[size];
        _incomingStart = new int[size];
        _idom = new int[size];
        _domDepth = new int[size];
        _domJump = new int[size];
        _shallower = new int[size];
        _loopHeader = new int[size];
        _loopDepth = new int[size];
        _stack = new int[size];
        _cursor = new int[size];
        _firstInside = new int[size];
        _lastInside = new int[size];
        _nextInList = new int[size];
    }
}
