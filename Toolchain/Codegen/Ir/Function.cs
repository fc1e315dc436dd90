// A function in SSA form: dense arrays of nodes, edges and blocks. A value is the number of its node. Pure nodes are hash-consed
// and belong to no block; effects and the terminator are a linked list per block; block parameters stand in for phis, and each
// edge of a terminator carries the arguments.
//
// A replaced value becomes an alias of its replacement. Readers go through Resolve, or call ResolveAliases once, after which no
// operand is an alias.
//
// One object serves many functions, one after the other (Clear), so that its arrays are grown only once per thread.
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>The intermediate representation of one function. Not thread-safe.</summary>
public sealed partial class Function
{
    private const int NoNode = -1;

    private readonly List<Signature> _signatures = [];
    private readonly List<int> _stackSlots = [];
    private readonly List<UInt128> _vectors = [];
    private readonly Dictionary<UInt128, int> _vectorIndexes = [];
    private Node[] _nodes = new Node[256];
    private uint[] _locations = new uint[256];
    private int[] _next = new int[256];
    private int[] _previous = new int[256];
    private int _nodeCount;
    private BlockData[] _blocks = new BlockData[64];
    private int _blockCount;
    private EdgeData[] _edges = new EdgeData[64];
    private int _edgeCount;

    private struct BlockData
    {
        internal int Params;
        internal int First;
        internal int Last;
        internal bool IsCold;
    }

    private struct EdgeData
    {
        internal int Target;
        internal int Arguments;
        internal int Source;
    }

    /// <summary>Name for dumps and messages.</summary>
    public string Name { get; set; } = "";

    /// <summary>Parameters and results.</summary>
    public Signature Signature { get; private set; } = new([], []);

    /// <summary>Number of nodes; ids run from 0.</summary>
    public int NodeCount => _nodeCount;

    /// <summary>Number of blocks; ids run from 0, the entry.</summary>
    public int BlockCount => _blockCount;

    /// <summary>Number of edges, those of removed terminators included.</summary>
    public int EdgeCount => _edgeCount;

    /// <summary>Signatures that calls use.</summary>
    public IReadOnlyList<Signature> Signatures => _signatures;

    /// <summary>Sizes in bytes of the stack slots; each is aligned to 16.</summary>
    public IReadOnlyList<int> StackSlots => _stackSlots;

    /// <summary>Bits of the vector constants, by the immediate of V128const.</summary>
    public IReadOnlyList<UInt128> Vectors => _vectors;

    internal IntListPool Lists { get; } = new();

    /// <summary>Empties the function, keeps its memory, and gives it the entry block with one parameter per parameter.</summary>
    public void Clear(string name, Signature signature)
    {
        Name = name;
        Signature = signature;
        _nodeCount = _blockCount = _edgeCount = 0;
        _signatures.Clear();
        _stackSlots.Clear();
        _vectors.Clear();
        _vectorIndexes.Clear();
        Lists.Clear();
        ClearPure();
        CreateBlock();
        foreach (IrType type in signature.Params)
        {
            AddParam(Block.Entry, type);
        }
    }

    /// <summary>The node of a value; valid until a node is added.</summary>
    public ref Node this[Value value] => ref _nodes[value.Id];

    /// <summary>All nodes by id; valid until a node is added.</summary>
    public Span<Node> Nodes => _nodes.AsSpan(0, _nodeCount);

    /// <summary>Type of a value.</summary>
    public IrType TypeOf(Value value) => _nodes[value.Id].Type;

    /// <summary>Byte offset in the wasm file that an effect or terminator comes from.</summary>
    public uint LocationOf(Value value) => _locations[value.Id];

    /// <summary>Follows aliases to the value that is meant.</summary>
    public Value Resolve(Value value)
    {
        while (!value.IsNone && _nodes[value.Id].Op == Opcode.Alias)
        {
            value = new Value(_nodes[value.Id].A);
        }

        return value;
    }

    /// <summary>Makes every use of <paramref name="old"/> mean <paramref name="replacement"/>.</summary>
    /// <remarks>An effect must be removed from its block first.</remarks>
    public void Replace(Value old, Value replacement)
    {
        ref Node node = ref _nodes[old.Id];
        node = new Node { Op = Opcode.Alias, Type = node.Type, A = Resolve(replacement).Id };
    }

    /// <summary>Adds an empty block.</summary>
    public Block CreateBlock()
    {
        if (_blockCount == _blocks.Length)
        {
            Array.Resize(ref _blocks, _blockCount * 2);
        }

        _blocks[_blockCount] = new BlockData { First = NoNode, Last = NoNode };
        return new Block(_blockCount++);
    }

    /// <summary>Appends a parameter to a block. Edges into the block must get an argument for it.</summary>
    public Value AddParam(Block block, IrType type)
    {
        ref BlockData data = ref _blocks[block.Id];
        int index = Lists.Count(data.Params);
        Value param = AddNode(new Node { Op = Opcode.BlockParam, Type = type, A = block.Id, Imm = index });
        Lists.Add(ref data.Params, param.Id);
        return param;
    }

    /// <summary>Ids of a block's parameters; valid until a list grows.</summary>
    public ReadOnlySpan<int> ParamsOf(Block block) => Lists[_blocks[block.Id].Params];

    /// <summary>Removes a parameter and the argument of every given edge for it. The node must be replaced by the caller.</summary>
    public void RemoveParam(Block block, int index, ReadOnlySpan<Edge> incoming)
    {
        Lists.RemoveAt(_blocks[block.Id].Params, index);
        foreach (Edge edge in incoming)
        {
            Lists.RemoveAt(_edges[edge.Id].Arguments, index);
        }

        ReadOnlySpan<int> rest = ParamsOf(block);
        for (int i = index; i < rest.Length; i++)
        {
            _nodes[rest[i]].Imm = i;
        }
    }

    /// <summary>Says that a block is rarely executed.</summary>
    public void MarkCold(Block block) => _blocks[block.Id].IsCold = true;

    /// <summary>Whether a block is rarely executed.</summary>
    public bool IsCold(Block block) => _blocks[block.Id].IsCold;

    /// <summary>First effect of a block (its terminator, if there is no other), or none in an empty block.</summary>
    public Value FirstOf(Block block) => new(_blocks[block.Id].First);

    /// <summary>The terminator, once the block has one.</summary>
    public Value TerminatorOf(Block block) => new(_blocks[block.Id].Last);

    /// <summary>The effect behind this one in its block, or none.</summary>
    public Value NextOf(Value effect) => new(_next[effect.Id]);

    /// <summary>The effect before this one in its block, or none.</summary>
    public Value PreviousOf(Value effect) => new(_previous[effect.Id]);

    /// <summary>Appends an effect or terminator to a block.</summary>
    public Value Append(Block block, in Node node, uint location)
    {
        Value added = AddNode(node);
        _locations[added.Id] = location;
        LinkBefore(block, added.Id, NoNode);
        return added;
    }

    /// <summary>Inserts an effect before another one of the block.</summary>
    public Value InsertBefore(Block block, Value position, in Node node, uint location)
    {
        Value added = AddNode(node);
        _locations[added.Id] = location;
        LinkBefore(block, added.Id, position.Id);
        return added;
    }

    /// <summary>Takes an effect or terminator out of its block; its edges no longer count.</summary>
    public void Remove(Block block, Value effect)
    {
        int next = _next[effect.Id], previous = _previous[effect.Id];
        ref BlockData data = ref _blocks[block.Id];
        if (previous == NoNode)
        {
            data.First = next;
        }
        else
        {
            _next[previous] = next;
        }

        if (next == NoNode)
        {
            data.Last = previous;
        }
        else
        {
            _previous[next] = previous;
        }
    }

    /// <summary>Removes everything from a block that nothing reaches.</summary>
    public void Empty(Block block) => _blocks[block.Id].First = _blocks[block.Id].Last = NoNode;

    /// <summary>Moves all that stands behind <paramref name="position"/> in a block to the end of another block.</summary>
    public void MoveTail(Block block, Value position, Block target)
    {
        int from = position.IsNone ? _blocks[block.Id].First : _next[position.Id];
        while (from != NoNode)
        {
            int next = _next[from];
            Remove(block, new Value(from));
            LinkBefore(target, from, NoNode);
            foreach (Edge edge in EdgesOf(new Value(from)))
            {
                _edges[edge.Id].Source = target.Id;
            }

            from = next;
        }
    }

    /// <summary>Adds an edge for the terminator of <paramref name="source"/>; edges of one terminator must be added in a row.</summary>
    public Edge AddEdge(Block source, Block target, ReadOnlySpan<Value> arguments)
    {
        if (_edgeCount == _edges.Length)
        {
            Array.Resize(ref _edges, _edgeCount * 2);
        }

        _edges[_edgeCount] = new EdgeData { Source = source.Id, Target = target.Id, Arguments = CreateList(arguments) };
        return new Edge(_edgeCount++);
    }

    /// <summary>The edges of a node; none unless it is a branch. The last edge of a br_table is its default.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // nearly all effects have none
    public EdgeRange EdgesOf(Value terminator)
    {
        ref Node node = ref _nodes[terminator.Id];
        Edges edges = OpcodeTable.Of(node.Op).Edges;
        return edges == Edges.None ? default : EdgesOf(edges, node);
    }

    private static EdgeRange EdgesOf(Edges edges, in Node node) => edges switch
    {
        Edges.None => default,
        Edges.Branch => new EdgeRange(node.B, node.C),
        Edges.Handler => new EdgeRange(node.A, 2),
    };

    /// <summary>Where an edge goes.</summary>
    public Block TargetOf(Edge edge) => new(_edges[edge.Id].Target);

    /// <summary>The block whose terminator an edge belongs to.</summary>
    public Block SourceOf(Edge edge) => new(_edges[edge.Id].Source);

    /// <summary>Ids of an edge's arguments; may be changed in place; valid until a list grows.</summary>
    public Span<int> ArgumentsOf(Edge edge) => Lists[_edges[edge.Id].Arguments];

    /// <summary>Appends an argument for a parameter that the target just got.</summary>
    public void AddArgument(Edge edge, Value argument) => Lists.Add(ref _edges[edge.Id].Arguments, argument.Id);

    /// <summary>Gives the arguments of one edge to another, which has none.</summary>
    internal void MoveArguments(Edge from, Edge to) =>
        (_edges[from.Id].Arguments, _edges[to.Id].Arguments) = (_edges[to.Id].Arguments, _edges[from.Id].Arguments);

    /// <summary>Lets an edge go elsewhere, with other arguments.</summary>
    public void Redirect(Edge edge, Block target, ReadOnlySpan<Value> arguments)
    {
        _edges[edge.Id].Target = target.Id;
        _edges[edge.Id].Arguments = CreateList(arguments);
    }

    /// <summary>Exchanges where two edges of one branch go.</summary>
    internal void SwapEdges(Edge a, Edge b) => (_edges[a.Id], _edges[b.Id]) = (_edges[b.Id], _edges[a.Id]);

    /// <summary>Ids of a node's operands, wherever they stand; may be changed in place; valid until a node is added or a list grows.</summary>
    public Span<int> OperandsOf(Value value) => OperandsOf(ref _nodes[value.Id]);

    /// <summary>The same of a node that need not be one of the function's yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<int> OperandsOf(ref Node node)
    {
        Operands operands = OpcodeTable.Of(node.Op).Operands;
        return operands == Operands.List ? Lists[node.B] : Node.Fields(ref node, (int)operands);
    }

    /// <summary>Operands of a node that stand in a list (calls, returns); may be changed in place.</summary>
    public Span<int> ListOf(Value value) => Lists[_nodes[value.Id].B];

    /// <summary>A list of operands for a new node.</summary>
    public int CreateList(ReadOnlySpan<Value> values) =>
        Lists.Create(System.Runtime.InteropServices.MemoryMarshal.Cast<Value, int>(values));

    /// <summary>The number of a signature in this function; equal ones are kept once.</summary>
    public SignatureId ImportSignature(ReadOnlySpan<IrType> parameters, ReadOnlySpan<IrType> results)
    {
        for (int i = 0; i < _signatures.Count; i++)
        {
            if (_signatures[i].Has(parameters, results))
            {
                return new SignatureId(i);
            }
        }

        _signatures.Add(new Signature(parameters.ToArray(), results.ToArray()));
        return new SignatureId(_signatures.Count - 1);
    }

    /// <summary>Signature of a call node.</summary>
    public Signature SignatureOf(Value call) => _signatures[_nodes[call.Id].C];

    /// <summary>Reserves bytes in the frame, aligned to 16.</summary>
    public StackSlot AddStackSlot(int sizeInBytes)
    {
        _stackSlots.Add(sizeInBytes);
        return new StackSlot(_stackSlots.Count - 1);
    }

    /// <summary>Keeps the bits of a vector constant; equal ones are kept once.</summary>
    public int AddVector(UInt128 bits)
    {
        if (!_vectorIndexes.TryGetValue(bits, out int index))
        {
            index = _vectors.Count;
            _vectors.Add(bits);
            _vectorIndexes.Add(bits, index);
        }

        return index;
    }

    /// <summary>Replaces every operand that is an alias by what it means.</summary>
    public void ResolveAliases()
    {
        for (int i = 0; i < _nodeCount; i++)
        {
            Resolve(OperandsOf(ref _nodes[i]));
        }

        for (int i = 0; i < _edgeCount; i++)
        {
            Resolve(Lists[_edges[i].Arguments]);
        }
    }

    private void Resolve(Span<int> operands)
    {
        foreach (ref int operand in operands)
        {
            // Hardly any is one.
            if (operand >= 0 && _nodes[operand].Op == Opcode.Alias)
            {
                operand = Resolve(new Value(operand)).Id;
            }
        }
    }

    private Value AddNode(in Node node)
    {
        if (_nodeCount == _nodes.Length)
        {
            int size = _nodeCount * 2;
            Array.Resize(ref _nodes, size);
            Array.Resize(ref _locations, size);
            Array.Resize(ref _next, size);
            Array.Resize(ref _previous, size);
        }

        _nodes[_nodeCount] = node;
        _locations[_nodeCount] = uint.MaxValue;
        _next[_nodeCount] = _previous[_nodeCount] = NoNode;
        return new Value(_nodeCount++);
    }

    private void LinkBefore(Block block, int added, int position)
    {
        ref BlockData data = ref _blocks[block.Id];
        int previous = position == NoNode ? data.Last : _previous[position];
        _previous[added] = previous;
        _next[added] = position;
        if (previous == NoNode)
        {
            data.First = added;
        }
        else
        {
            _next[previous] = added;
        }

        if (position == NoNode)
        {
            data.Last = added;
        }
        else
        {
            _previous[position] = added;
        }
    }
}
