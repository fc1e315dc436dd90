// Vectors for instruction sets without them: a vector becomes two 64-bit integers, its lower and its upper half, in parameters, results, block
// arguments and memory alike; an operation becomes one over integers. What needs no carry between lanes is done on all lanes of a half at once,
// the rest lane by lane. The function is written anew, block by block in an order in which definitions come first.
//
// A store writes the upper half first: if the access reaches past the end of its memory, that is the half that faults, and nothing has been written.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Writes functions without vectors. Keeps its memory for the next function; not thread-safe.</summary>
internal sealed partial class VectorExpansion
{
    private const int HalfBytes = 8;
    private const int Unmapped = -1;

    private readonly Function _to = new();
    private readonly FunctionBuilder _b;
    private readonly List<Value> _list = [];
    private readonly Stack<int> _pending = new();
    private Function _from = null!;
    private int[] _low = [];
    private int[] _high = [];

    internal VectorExpansion() => _b = new FunctionBuilder(_to);

    /// <summary>Two halves of a vector.</summary>
    private readonly record struct Pair(Value Low, Value High);

    /// <summary>A signature with two integers for each vector, which travel in value slots just as the vector would.</summary>
    internal static Signature Expand(Signature signature) => new(Expand(signature.Params), Expand(signature.Results));

    /// <summary>Whether a function has anything to do with vectors.</summary>
    internal static bool IsNeeded(Function function)
    {
        foreach (ref readonly Node node in function.Nodes)
        {
            if (node.Type == IrType.V128)
            {
                return true;
            }
        }

        foreach (Signature signature in function.Signatures)
        {
            if (signature.Params.Contains(IrType.V128) || signature.Results.Contains(IrType.V128))
            {
                return true;
            }
        }

        return function.Signature.Results.Contains(IrType.V128);
    }

    /// <summary>The function without vectors; valid until the next call.</summary>
    /// <param name="function">The function; no operand is an alias.</param>
    /// <param name="flow">Its control flow.</param>
    internal Function Run(Function function, ControlFlow flow)
    {
        _from = function;
        _to.Clear(function.Name, Expand(function.Signature));
        if (_low.Length < function.NodeCount)
        {
            _low = new int[function.NodeCount * 2];
            _high = new int[function.NodeCount * 2];
        }

        Array.Fill(_low, Unmapped, 0, function.NodeCount);
        foreach (int bytes in function.StackSlots)
        {
            _to.AddStackSlot(bytes);
        }

        foreach (Signature signature in function.Signatures)
        {
            _to.AddSignature(Expand(signature));
        }

        CopyBlocks();
        foreach (int block in flow.Order)
        {
            for (Value effect = function.FirstOf(new Block(block)); !effect.IsNone; effect = function.NextOf(effect))
            {
                Copy(new Block(block), effect);
            }
        }

        _to.ResolveAliases();
        return _to;
    }

    private static IrType[] Expand(ReadOnlySpan<IrType> types)
    {
        List<IrType> expanded = [];
        foreach (IrType type in types)
        {
            expanded.Add(type == IrType.V128 ? IrType.I64 : type);
            if (type == IrType.V128)
            {
                expanded.Add(IrType.I64);
            }
        }

        return [.. expanded];
    }

    private void CopyBlocks()
    {
        for (int i = 0; i < _from.BlockCount; i++)
        {
            Block block = i == 0 ? Block.Entry : _to.CreateBlock();
            if (_from.IsCold(block))
            {
                _to.MarkCold(block);
            }

            int index = 0;
            foreach (int parameter in _from.ParamsOf(block))
            {
                IrType type = _from.TypeOf(new Value(parameter));
                _low[parameter] = Parameter(block, index++, type).Id;
                if (type == IrType.V128)
                {
                    _high[parameter] = Parameter(block, index++, type).Id;
                }
            }
        }
    }

    // The entry has its parameters already.
    private Value Parameter(Block block, int index, IrType type) => block == Block.Entry
        ? new Value(_to.ParamsOf(block)[index])
        : _to.AddParam(block, type == IrType.V128 ? IrType.I64 : type);

    private void Copy(Block block, Value effect)
    {
        Node node = _from[effect];
        uint location = _from.LocationOf(effect);
        switch (node.Op)
        {
            case Opcode.Load when node.Type == IrType.V128:
                CopyLoad(block, effect, node, location);
                return;
            case Opcode.Store when _from.TypeOf(new Value(node.B)) == IrType.V128:
                CopyStore(block, node, location);
                return;
            default:
                break;
        }

        ref readonly OpcodeRow row = ref OpcodeTable.Of(node.Op);
        if (row.Operands == Operands.List)
        {
            node.B = CopyList(_from.ListOf(effect));
        }
        else
        {
            Span<int> operands = Node.Fields(ref node, row.InlineOperands);
            for (int i = operands.Length - 1; i >= 0; i--)
            {
                operands[i] = Map(operands[i]).Id;
            }
        }

        int edge = CopyEdges(block, effect);
        switch (row.Edges)
        {
            case Edges.Branch:
                node.B = edge;
                break;
            case Edges.Handler:
                node.A = edge;
                break;
            case Edges.None:
            default:
                break;
        }

        bool hasVectorResult = node.Type == IrType.V128;
        node.Type = hasVectorResult ? IrType.None : node.Type;
        Value copy = _to.Append(block, node, location);
        _low[effect.Id] = copy.Id;
        if (hasVectorResult)
        {
            _low[effect.Id] = _b.Result(copy, 0).Id;
            _high[effect.Id] = _b.Result(copy, 1).Id;
        }
    }

    private int CopyEdges(Block block, Value terminator)
    {
        int first = _to.EdgeCount;
        foreach (Edge edge in _from.EdgesOf(terminator))
        {
            _list.Clear();
            foreach (int argument in _from.ArgumentsOf(edge))
            {
                AddMapped(argument);
            }

            _ = _to.AddEdge(block, _from.TargetOf(edge), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_list));
        }

        return first;
    }

    private int CopyList(ReadOnlySpan<int> values)
    {
        // Mapping one value leaves the list alone that is being made.
        foreach (int value in values)
        {
            _ = Map(value);
        }

        _list.Clear();
        foreach (int value in values)
        {
            AddMapped(value);
        }

        return _to.CreateList(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_list));
    }

    private void AddMapped(int value)
    {
        _list.Add(Map(value));
        if (_from.TypeOf(new Value(value)) == IrType.V128)
        {
            _list.Add(new Value(_high[value]));
        }
    }

    // A narrow access of a vector fills its lower bytes and clears the others.
    private void CopyLoad(Block block, Value load, Node node, uint location)
    {
        int bytes = node.AccessBytes;
        node.A = Map(node.A).Id;
        node.Type = IrType.I64;
        node.Aux = (byte)Math.Min(bytes, HalfBytes);
        _low[load.Id] = _to.Append(block, node, location).Id;
        if (bytes <= HalfBytes)
        {
            _high[load.Id] = Constant(0).Id;
            return;
        }

        node.Imm += HalfBytes;
        _high[load.Id] = _to.Append(block, node, location).Id;
    }

    private void CopyStore(Block block, Node node, uint location)
    {
        int bytes = node.AccessBytes;
        Pair value = Vector(node.B);
        node.A = Map(node.A).Id;
        node.Aux = (byte)Math.Min(bytes, HalfBytes);
        if (bytes > HalfBytes)
        {
            _ = _to.Append(block, node with { B = value.High.Id, Imm = node.Imm + HalfBytes }, location);
        }

        // Behind the upper half nothing is left of the lower one to fault.
        MemFlags flags = bytes > HalfBytes ? node.MemFlags with { IsWhole = true } : node.MemFlags;
        _ = _to.Append(block, node with { B = value.Low.Id, C = flags.Packed }, location);
    }

    /// <summary>What a value is in the new function; of a vector, its lower half.</summary>
    private Value Map(int value)
    {
        if (_low[value] == Unmapped)
        {
            MapPure(value);
        }

        return new Value(_low[value]);
    }

    private Pair Vector(int value) => new(Map(value), new Value(_high[value]));

    // Operands first, without recursion: trees of pure nodes can be deep.
    private void MapPure(int root)
    {
        _pending.Push(root);
        while (_pending.TryPeek(out int id))
        {
            bool isReady = true;
            foreach (int operand in _from.OperandsOf(new Value(id)))
            {
                if (_low[operand] == Unmapped)
                {
                    _pending.Push(operand);
                    isReady = false;
                }
            }

            if (isReady)
            {
                _ = _pending.Pop();
                if (_low[id] == Unmapped)
                {
                    Translate(id, _from[new Value(id)]);
                }
            }
        }
    }

    private void Translate(int id, Node node)
    {
        Span<int> operands = Node.Fields(ref node, OpcodeTable.Of(node.Op).InlineOperands);
        if (node.Type == IrType.V128)
        {
            Pair pair = node.Op == Opcode.Result ? ResultPair(node) : Expand(node);
            (_low[id], _high[id]) = (pair.Low.Id, pair.High.Id);
            return;
        }

        if (node.Op == Opcode.Result)
        {
            _low[id] = _b.Result(Map(node.A), NewIndex(node)).Id;
            return;
        }

        if (operands.Length != 0 && _from.TypeOf(new Value(node.A)) == IrType.V128)
        {
            _low[id] = Scalar(node).Id;
            return;
        }

        foreach (ref int operand in operands)
        {
            operand = _low[operand];
        }

        _low[id] = (operands.Length == 0 ? _to.Intern(node) : _to.Pure(node)).Id;
    }

    private Pair ResultPair(in Node result)
    {
        (Value call, int index) = (Map(result.A), NewIndex(result));
        return new Pair(_b.Result(call, index), _b.Result(call, index + 1));
    }

    private int NewIndex(in Node result)
    {
        int index = 0;
        foreach (IrType type in _from.SignatureOf(new Value(result.A)).Results[..(int)result.Imm])
        {
            index += type == IrType.V128 ? 2 : 1;
        }

        return index;
    }
}
