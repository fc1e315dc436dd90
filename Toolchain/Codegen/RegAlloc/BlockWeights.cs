// Weights of blocks, and which of a stretch of blocks is the lightest: short stretches are looked through, for long ones there is a tree that
// is built when the first of them is asked for.

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>Weights of the blocks of one problem; keeps its arrays for the next.</summary>
internal sealed class BlockWeights
{
    private const int LongStretch = 64;

    private int[] _weights = [];
    private int[] _tree = []; // numbers of blocks: leaves from _count on, the better one of i and i + 1 at i / 2
    private int _count;
    private bool _hasTree;

    /// <summary>Executions of a block per run of the function, roughly.</summary>
    internal int this[int block] => _weights[block];

    internal void Set(AllocationProblem problem)
    {
        _count = problem.BlockCount;
        _hasTree = false;
        if (_weights.Length < _count)
        {
            _weights = new int[_count * 2];
        }

        for (int i = 0; i < _count; i++)
        {
            _weights[i] = IntervalBuilder.WeightOf(problem.Blocks[i]);
        }
    }

    /// <summary>The lightest block of a stretch, of several the last one.</summary>
    internal int LastLightest(int first, int last)
    {
        if (last - first >= LongStretch)
        {
            return LastLightestByTree(first, last);
        }

        int best = last;
        for (int block = last - 1; block >= first; block--)
        {
            best = _weights[block] < _weights[best] ? block : best;
        }

        return best;
    }

    private int LastLightestByTree(int first, int last)
    {
        if (!_hasTree)
        {
            BuildTree();
        }

        int best = last;
        int from = first + _count, to = last + _count;
        while (from < to)
        {
            if ((from & 1) != 0)
            {
                best = Better(best, _tree[from++]);
            }

            if ((to & 1) != 0)
            {
                best = Better(best, _tree[--to]);
            }

            from >>= 1;
            to >>= 1;
        }

        return best;
    }

    private int Better(int a, int b) => _weights[a] < _weights[b] || (_weights[a] == _weights[b] && a > b) ? a : b;

    private void BuildTree()
    {
        _hasTree = true;
        if (_tree.Length < _count * 2)
        {
            _tree = new int[_count * 4];
        }

        for (int i = 0; i < _count; i++)
        {
            _tree[_count + i] = i;
        }

        for (int i = _count - 1; i > 0; i--)
        {
            _tree[i] = Better(_tree[i * 2], _tree[(i * 2) + 1]);
        }
    }
}
