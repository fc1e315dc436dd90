using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>
/// Where every node of a function stands: blocks in layout order, and for each block its nodes in order, the terminator last.
/// Block parameters, projections of calls, and nodes that are made again at each use (see <see cref="IsAtUse"/>) are not listed.
/// </summary>
public sealed class Schedule
{
    internal int[] Blocks = [];
    internal int BlockCount;
    internal int[] Starts = [];
    internal int[] NodeIds = [];
    internal int[] UseCounts = [];
    internal bool[] Shared = [];

    /// <summary>Ids of the reachable blocks in the order of the code, cold ones last.</summary>
    public ReadOnlySpan<int> Layout => Blocks.AsSpan(0, BlockCount);

    /// <summary>Ids of a block's nodes, by its place in <see cref="Layout"/>.</summary>
    public ReadOnlySpan<int> NodesAt(int place) => NodeIds.AsSpan(Starts[place]..Starts[place + 1]);

    /// <summary>How many operands of live nodes and arguments of edges are this value.</summary>
    public int UsesOf(Value value) => UseCounts[value.Id];

    /// <summary>Whether a constant is a node like others: made once, in the place that it has in its block.</summary>
    internal bool IsShared(Value constant) => Shared[constant.Id];

    /// <summary>
    /// Whether lowering makes the node again wherever it is used: constants and addresses that cost nothing to make. Those constants that cost
    /// several instructions or a load on a target are the exception (<see cref="Scheduler"/>).
    /// </summary>
    public static bool IsAtUse(Opcode op) => OpcodeTable.Of(op).Reuse is Reuse.Constant or Reuse.Address;
}
