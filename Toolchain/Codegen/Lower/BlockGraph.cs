// The blocks of machine code: those of the IR in an order in which definitions come before uses, plus one for every edge that needs a place
// of its own. An edge needs one when it leaves a branch with several targets and either carries arguments or enters a block with several
// predecessors: only there can the moves of that edge alone be put. Blocks that stay empty cost nothing, emission jumps past them.
//
// A call with a handler ends its block, but what register allocation puts behind it belongs to the way on which it returned: the block it returns to
// has the next number, and its edge to the handler stands behind all of a chain of such blocks.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Block structure of the machine code of one function; refilled for each function.</summary>
internal sealed class BlockGraph
{
    private const int NotAdded = -1;

    private Entry[] _entries = new Entry[32];
    private int[] _byBlock = [];
    private int[] _predecessorEdges = [];
    private int[] _shared = []; // by IR block: the edge block of the current br_table that goes there, plus 1
    private int[] _targets = new int[64];
    private int[] _unique = new int[64];
    private int[] _predecessors = new int[64];
    private readonly List<(int Target, Block Block, Edge Edge)> _handlerEdges = [];
    private int _targetCount;
    private int _uniqueCount;

    private struct Entry
    {
        internal Block Block;
        internal Edge Edge;
        internal bool IsEdge;
        internal int Place;
        internal int FirstTarget;
        internal int TargetCount;
        internal int FirstUnique;
        internal int UniqueCount;
        internal int FirstPredecessor;
        internal int PredecessorCount;
        internal int LastSeenBy; // last block, plus one, that has it as target; while successors are collected
    }

    /// <summary>Number of blocks.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether this block stands for an edge.</summary>
    internal bool IsEdge(int index) => _entries[index].IsEdge;

    /// <summary>The edge of an edge block.</summary>
    internal Edge EdgeOf(int index) => _entries[index].Edge;

    /// <summary>The IR block; of an edge block, the one it leaves.</summary>
    internal Block BlockOf(int index) => _entries[index].Block;

    /// <summary>The machine block of an IR block.</summary>
    internal int IndexOf(Block block) => _byBlock[block.Id];

    /// <summary>Place of the IR block in the schedule's layout.</summary>
    internal int PlaceOf(int index) => _entries[index].Place;

    /// <summary>Targets by edge of the terminator; repeated where edges share one.</summary>
    internal ReadOnlySpan<int> Targets(int index) => _targets.AsSpan(_entries[index].FirstTarget, _entries[index].TargetCount);

    /// <summary>Successors without repetition.</summary>
    internal ReadOnlySpan<int> Successors(int index) => _unique.AsSpan(_entries[index].FirstUnique, _entries[index].UniqueCount);

    /// <summary>Predecessors without repetition.</summary>
    internal ReadOnlySpan<int> Predecessors(int index) => _predecessors.AsSpan(_entries[index].FirstPredecessor, _entries[index].PredecessorCount);

    /// <summary>Builds the graph over <paramref name="order"/>, the reachable blocks with dominators first, and their layout in the code.</summary>
    internal void Build(Function function, ReadOnlySpan<int> order, ReadOnlySpan<int> layout)
    {
        Count = _targetCount = _uniqueCount = 0;
        Ensure(ref _byBlock, function.BlockCount);
        Ensure(ref _predecessorEdges, function.BlockCount);
        Ensure(ref _shared, function.BlockCount);
        Array.Fill(_byBlock, NotAdded, 0, function.BlockCount);
        Array.Clear(_predecessorEdges, 0, function.BlockCount);
        Array.Clear(_shared, 0, function.BlockCount);
        foreach (int id in order)
        {
            foreach (Edge edge in function.EdgesOf(function.TerminatorOf(new Block(id))))
            {
                _predecessorEdges[function.TargetOf(edge).Id]++;
            }
        }

        foreach (int id in order)
        {
            if (_byBlock[id] == NotAdded)
            {
                AddChain(function, new Block(id));
            }
        }

        for (int place = 0; place < layout.Length; place++)
        {
            _entries[_byBlock[layout[place]]].Place = place;
        }

        LinkTargets();
        LinkPredecessors();
    }

    private void AddChain(Function function, Block block)
    {
        _handlerEdges.Clear();
        while (true)
        {
            AddBlock(function, block);
            Value terminator = function.TerminatorOf(block);
            if (!IsTryCall(function, terminator))
            {
                break;
            }

            block = function.TargetOf(function.EdgesOf(terminator)[0]);
        }

        foreach ((int target, Block source, Edge edge) in _handlerEdges)
        {
            _targets[target] = AddEntry(new Entry { Block = source, Edge = edge, IsEdge = true });
            AddEdgeTarget(function, Count - 1);
        }
    }

    private static bool IsTryCall(Function function, Value terminator) =>
        OpcodeTable.Of(function[terminator].Op).Edges == Edges.Handler;

    private void AddBlock(Function function, Block block)
    {
        int index = AddEntry(new Entry { Block = block });
        _byBlock[block.Id] = index;
        EdgeRange edges = function.EdgesOf(function.TerminatorOf(block));
        _entries[index].FirstTarget = _targetCount;
        _entries[index].TargetCount = edges.Count;
        Ensure(ref _targets, _targetCount + edges.Count);
        foreach (Edge edge in edges)
        {
            Block target = function.TargetOf(edge);
            ReadOnlySpan<int> arguments = function.ArgumentsOf(edge);
            bool split = edges.Count > 1 && (arguments.Length > 0 || _predecessorEdges[target.Id] > 1);
            if (!split)
            {
                // The index of the target is not known yet: remember the IR block.
                _targets[_targetCount++] = -1 - target.Id;
                continue;
            }

            if (IsTryCall(function, function.TerminatorOf(block)))
            {
                _handlerEdges.Add((_targetCount++, block, edge));
                continue;
            }

            int shared = _shared[target.Id] - 1;
            if (shared < index || !function.ArgumentsOf(_entries[shared].Edge).SequenceEqual(arguments))
            {
                shared = AddEntry(new Entry { Block = block, Edge = edge, IsEdge = true });
                _shared[target.Id] = shared + 1;
            }

            _targets[_targetCount++] = shared;
        }

        // The edge blocks follow; each has one target.
        for (int i = index + 1; i < Count; i++)
        {
            AddEdgeTarget(function, i);
        }
    }

    private void AddEdgeTarget(Function function, int index)
    {
        Ensure(ref _targets, _targetCount + 1);
        _entries[index].FirstTarget = _targetCount;
        _entries[index].TargetCount = 1;
        _targets[_targetCount++] = -1 - function.TargetOf(_entries[index].Edge).Id;
    }

    private void LinkTargets()
    {
        Ensure(ref _unique, _targetCount);
        for (int i = 0; i < Count; i++)
        {
            ref Entry entry = ref _entries[i];
            entry.FirstUnique = _uniqueCount;
            entry.PredecessorCount = 0;
            foreach (ref int target in _targets.AsSpan(entry.FirstTarget, entry.TargetCount))
            {
                target = target < 0 ? _byBlock[-1 - target] : target;
                ref int lastSeenBy = ref _entries[target].LastSeenBy;
                if (lastSeenBy != i + 1)
                {
                    lastSeenBy = i + 1;
                    _unique[_uniqueCount++] = target;
                }
            }

            entry.UniqueCount = _uniqueCount - entry.FirstUnique;
        }
    }

    private void LinkPredecessors()
    {
        foreach (int target in _unique.AsSpan(0, _uniqueCount))
        {
            _entries[target].PredecessorCount++;
        }

        int next = 0;
        for (int i = 0; i < Count; i++)
        {
            _entries[i].FirstPredecessor = next;
            next += _entries[i].PredecessorCount;
            _entries[i].PredecessorCount = 0;
        }

        Ensure(ref _predecessors, next);
        for (int i = 0; i < Count; i++)
        {
            foreach (int target in Successors(i))
            {
                ref Entry entry = ref _entries[target];
                _predecessors[entry.FirstPredecessor + entry.PredecessorCount++] = i;
            }
        }
    }

    private int AddEntry(in Entry entry)
    {
        Ensure(ref _entries, Count + 1);
        _entries[Count] = entry;
        return Count++;
    }

    private static void Ensure<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, array.Length * 2));
        }
    }
}
