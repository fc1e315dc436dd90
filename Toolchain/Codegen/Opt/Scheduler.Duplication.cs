// Cheap nodes that several blocks use, but not their common dominator: computed there, they would be computed in vain on some ways, and
// hold a register on all. The arms of a switch are the typical case. So each way gets a copy of its own, unless both ways of a plain branch
// use the node at once: then one computation serves.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

public sealed partial class Scheduler
{
    private const int MaxSteps = 4096;

    private int[] _firstUse = []; // by node, for cheap ones: a list in _uses
    private UseEntry[] _uses = new UseEntry[256];
    private int _useCount;
    private int[] _wanted = []; // by block: the stamp of the node that has a use there
    private int[] _copies = []; // by block, while a node is treated: its copy there
    private int _stamp;

    // An operand of a node, or (User is the complement of an edge) an argument.
    private struct UseEntry
    {
        internal int User;
        internal int Place;
        internal int Next;
    }

    // One simple instruction, or part of one; or a constant that takes some.
    private static bool IsCheap(Opcode op) => OpcodeTable.Of(op).Reuse is Reuse.Cheap or Reuse.Constant;

    private void RememberUse(int id, int user, int place)
    {
        if (_useCount == _uses.Length)
        {
            Array.Resize(ref _uses, _useCount * 2);
        }

        _uses[_useCount] = new UseEntry { User = user, Place = place, Next = _firstUse[id] };
        _firstUse[id] = _useCount++;
    }

    private bool TryDuplicate(int id, int dominator, int[] latest)
    {
        if (!IsCheap(_function.Nodes[id].Op) || _uses[_firstUse[id]].Next == Unplaced)
        {
            return false;
        }

        int earliest = _block[id];
        if (!MarkWantedBlocks(id, dominator, earliest) || IsNeededOnBothWays(dominator))
        {
            return false;
        }

        bool isFirst = true;
        for (int use = _firstUse[id]; use != Unplaced; use = _uses[use].Next)
        {
            int place = TopmostWanted(OutsideOfLoops(BlockOfUse(_uses[use]), earliest), dominator);
            if (_copies[place] == Unplaced)
            {
                _copies[place] = isFirst ? id : Duplicate(id);
                _block[_copies[place]] = place;
                NoteOperandUses(_copies[place], place, latest);
                isFirst = false;
            }

            Redirect(_uses[use], id, _copies[place]);
        }

        return true;
    }

    // Marks the blocks where uses would like the node; false if the dominator is one of them, or a block above it.
    private bool MarkWantedBlocks(int id, int dominator, int earliest)
    {
        _stamp++;
        int steps = 0;
        for (int use = _firstUse[id]; use != Unplaced; use = _uses[use].Next)
        {
            int user = BlockOfUse(_uses[use]);
            int block = user == dominator ? dominator : OutsideOfLoops(user, earliest);
            int depth = _flow.DomDepthOf(new Block(block)) - _flow.DomDepthOf(new Block(dominator));
            steps += _flow.DomDepthOf(new Block(user)) - _flow.DomDepthOf(new Block(dominator)) + 1;
            if (depth <= 0 || steps > MaxSteps)
            {
                return false;
            }

            _wanted[block] = _stamp;
            _copies[block] = Unplaced;
        }

        return true;
    }

    private bool IsNeededOnBothWays(int dominator)
    {
        EdgeRange edges = _function.EdgesOf(_function.TerminatorOf(new Block(dominator)));
        if (edges.Count > 2)
        {
            return false;
        }

        foreach (Edge edge in edges)
        {
            // On the way out of a loop the computation is made once, not each time around.
            Block target = _function.TargetOf(edge);
            if (_wanted[target.Id] != _stamp || _flow.LoopDepthOf(target) != _flow.LoopDepthOf(new Block(dominator)))
            {
                return false;
            }
        }

        return true;
    }

    private int TopmostWanted(int block, int dominator)
    {
        int top = block;
        for (; block != dominator; block = _flow.IdomOf(new Block(block)).Id)
        {
            top = _wanted[block] == _stamp ? block : top;
        }

        return top;
    }

    private int BlockOfUse(in UseEntry use) => use.User >= 0 ? _block[use.User] : _function.SourceOf(new Edge(~use.User)).Id;

    private int Duplicate(int id)
    {
        int copy = _function.Duplicate(new Value(id)).Id;
        if (copy >= _block.Length)
        {
            GrowNodes();
        }

        _state[copy] = Live;
        _schedule.UseCounts[copy] = 0;
        _schedule.Shared[copy] = _schedule.Shared[id];
        _pureOrder[_pureCount++] = copy;
        foreach (int operand in _function.OperandsOf(new Value(copy)))
        {
            _schedule.UseCounts[operand]++;
        }

        return copy;
    }

    private void Redirect(in UseEntry use, int id, int copy)
    {
        if (copy == id)
        {
            return;
        }

        _schedule.UseCounts[id]--;
        _schedule.UseCounts[copy]++;
        if (use.User < 0)
        {
            _function.ArgumentsOf(new Edge(~use.User))[use.Place] = copy;
            return;
        }

        _function.OperandsOf(new Value(use.User))[use.Place] = copy;
    }

    private void GrowNodes()
    {
        int size = _block.Length * 2;
        Array.Resize(ref _block, size);
        Array.Resize(ref _state, size);
        Array.Resize(ref _pureOrder, size);
        Array.Resize(ref _rest, size);
        Array.Resize(ref _firstUse, size);
        Array.Resize(ref _schedule.UseCounts, size);
        Array.Resize(ref _schedule.NodeIds, size);
        Array.Resize(ref _schedule.Shared, size);
    }
}
