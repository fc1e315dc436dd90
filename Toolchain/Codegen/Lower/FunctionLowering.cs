// Lowering, the part that no instruction set changes. Blocks are visited from last to first and each block from its end to its start, so
// that every use is seen before the definition: a pure node that nobody asked for was folded into its users and costs nothing.
//
// Three rules keep that sound.
//  - A value may be folded into a user only if nobody else will compute it again in a way that matters. Pure nodes may be recomputed freely;
//    loads may not, so use counts are "none, once, often", and "often" spreads to everything a shared pure node is made of, unless no user
//    looks into nodes of its kind (float and vector arithmetic): those are computed once however often they are used.
//  - A load may move down to its user only if no effect lies between. Each stretch of a block without effects has a number of its own
//    (its color); load and user must have the same.
//  - Constants and the like are never defined: each use makes its own copy, next to where it is needed. Those that the schedule lists are.
//
// Instructions of one node are collected forward, then appended in reverse; VCode turns the whole list round at the end.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Opt;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Turns a scheduled function into <see cref="VCode"/>; an instruction set derives from it. Reusable, one thread at a time.</summary>
internal abstract partial class FunctionLowering
{
    private const int NoColor = -1;
    private const byte UsedOnce = 1;
    private const byte UsedOften = 2;

    private readonly Dictionary<(int Call, int Index), int> _results = [];
    private Function _ir = null!;
    private Schedule _schedule = null!;
    private byte[] _uses = [];
    private Reg[] _registers = []; // virtual register of a value; none: nobody asked yet
    private bool[] _sunk = [];
    private int[] _colors = [];
    private int[] _worklist = new int[64];
    private int _worklistCount;
    private int[] _returning = []; // by block: the call with a handler that returns there, plus 1
    private Reg[] _regs = new Reg[16];
    private MachInst[] _node = new MachInst[64];
    private int _nodeCount;
    private int _color;
    private int _firstColor; // of the block
    private int _lastColor;
    private uint _location;

    /// <summary>The function being lowered.</summary>
    protected Function Ir => _ir;

    /// <summary>Where the machine code goes.</summary>
    protected VCode Code { get; private set; } = null!;

    /// <summary>Options of this compilation.</summary>
    protected CodegenOptions Options { get; private set; } = null!;

    /// <summary>Wasm offset of the effect being lowered.</summary>
    protected uint CurrentLocation => _location;

    /// <summary>Lowers <paramref name="function"/> into <paramref name="code"/>; <paramref name="graph"/> holds the blocks and split edges.</summary>
    internal void Run(Function function, Schedule schedule, BlockGraph graph, CodegenOptions options, VCode code)
    {
        (_ir, _schedule, Options, Code) = (function, schedule, options, code);
        code.Reset(graph.Count);
        Prepare(function.NodeCount);
        CountUses(graph);
        ColorEffects(graph);
        FindUpperHalves(graph);
        BeginFunction();
        for (int i = graph.Count - 1; i >= 0; i--)
        {
            code.BeginBlock(i);
            LowerBlock(graph, i);
            code.EndBlock(i);
        }

        code.Finish();
    }

    /// <summary>Called before the first block.</summary>
    protected abstract void BeginFunction();

    /// <summary>Emits the function's entry, in front of everything else.</summary>
    protected abstract void LowerEntry(ReadOnlySpan<int> parameters);

    /// <summary>Emits a pure node that somebody asked for, or an effect.</summary>
    protected abstract void LowerNode(NodeView node);

    /// <summary>Emits the terminator of a block.</summary>
    protected abstract void LowerTerminator(NodeView node);

    /// <summary>Emits, at the start of a block, what makes values of the results of the call with a handler that leads there.</summary>
    protected abstract void LowerResultsOf(Value call);

    /// <summary>Emits the jump at the end of an edge block.</summary>
    protected abstract void LowerJump();

    /// <summary>Copies a constant or address into a new register, or none if <paramref name="node"/> is something else.</summary>
    protected abstract Reg Materialize(NodeView node);

    /// <summary>Makes a constant in the register that it has for all its users; for targets that have <see cref="TargetIsa.CostlyConstant"/>.</summary>
    protected virtual void LowerConstant(NodeView node, Reg register) => throw new NotSupportedException();

    /// <summary>Whether the 32-bit instruction for this node leaves the upper half of its register zero.</summary>
    protected abstract bool ClearsUpperHalf(NodeView node);

    /// <summary>
    /// Whether 32-bit integers stand sign-extended in their registers, always and everywhere: extending them so costs nothing then, but reducing 64 bits
    /// does. Otherwise nothing is said of the upper half. References are zero-extended in any case.
    /// </summary>
    protected virtual bool KeepsSign => false;

    /// <summary>What the node computes, with its operands.</summary>
    protected NodeView View(Value value) => new(value, _ir[value], _uses[value.Id] == UsedOnce);

    /// <summary>Type of a value.</summary>
    protected IrType TypeOf(Value value) => _ir.TypeOf(value);

    /// <summary>Wasm offset of an effect.</summary>
    protected uint Location(Value value) => _ir.LocationOf(value);

    /// <summary>A new virtual register.</summary>
    protected Reg NewReg(RegClass registerClass) => Code.NewRegister(registerClass, isVector: false);

    /// <summary>A new virtual register for values of <paramref name="type"/>.</summary>
    protected Reg NewReg(IrType type) =>
        Code.NewRegister(
            type.IsFloat ? RegClass.Float : RegClass.Int,
            isVector: type == IrType.V128,
            type == IrType.Ref ? TracedKind.Reference : TracedKind.None);

    /// <summary>The register of a value that is about to be defined.</summary>
    protected Reg DefReg(Value value)
    {
        ref Reg register = ref _registers[value.Id];
        if (!register.IsValid)
        {
            register = _ir[value].Op == Opcode.RefAddr
                ? Code.NewRegister(RegClass.Int, isVector: false, TracedKind.Derived)
                : NewReg(_ir.TypeOf(value));
        }

        return register;
    }

    /// <summary>The same, for bits of a value that are wanted in a register of another class than its type's, before anybody else asks.</summary>
    protected Reg DefReg(Value value, RegClass registerClass)
    {
        ref Reg register = ref _registers[value.Id];
        register = register.IsValid ? register : NewReg(registerClass);
        return register;
    }

    /// <summary>Whether a constant stands in a register that another block fills, so that using it costs nothing here.</summary>
    protected bool IsMadeElsewhere(Value constant) => _schedule.IsShared(constant) && !(_colors[constant.Id] >= _firstColor && _colors[constant.Id] <= _lastColor);

    /// <summary>The register to read a value from; from now on the value has to be defined.</summary>
    protected Reg UseReg(Value value)
    {
        value = SameBits(value);
        Reg copy = _schedule.IsShared(value) ? Reg.None : Materialize(View(value));
        return copy.IsValid ? copy : DefReg(value);
    }

    /// <summary>The register of a value that is handed on, to a block or to a call: constants are copies even where others share one.</summary>
    protected Reg HandOn(Value value)
    {
        value = SameBits(value);
        Reg copy = Materialize(View(value));
        return copy.IsValid ? copy : DefReg(value);
    }

    /// <summary>Whether anything asked for the value, and its register.</summary>
    protected bool TryGetDemanded(Value value, out Reg register)
    {
        register = _registers[value.Id];
        return register.IsValid;
    }

    /// <summary>The register for a result of a call with several, or with one; a new one if nobody asked.</summary>
    protected Reg ResultReg(Value call, int index, IrType type) => TryGetResult(call, index, out Reg register) ? register : NewReg(type);

    /// <summary>Whether anything asked for a result of a call.</summary>
    protected bool TryGetResult(Value call, int index, out Reg register)
    {
        if (_ir.TypeOf(call) != IrType.None)
        {
            return TryGetDemanded(call, out register);
        }

        register = Reg.None;
        return _results.TryGetValue((call.Id, index), out int result) && TryGetDemanded(new Value(result), out register);
    }

    /// <summary>Whether a result of a call has to be cleared above its 32 bits behind the call.</summary>
    protected bool IsResultCleared(Value call, int index) =>
        _ir.TypeOf(call) != IrType.None ? IsCleared(call) : _results.TryGetValue((call.Id, index), out int result) && IsCleared(new Value(result));

    /// <summary>Whether the register of a 32-bit value has a zero upper half. References always have, wherever they come from.</summary>
    protected bool HasZeroUpperHalf(Value value)
    {
        Node node = _ir[value];
        if (node.Type == IrType.Ref)
        {
            return true;
        }

        return node.Op switch
        {
            Opcode.BlockParam => !_mayHaveUpper[value.Id],
            Opcode.Call or Opcode.CallIndirect or Opcode.Result => _isCleared[value.Id],
            Opcode.Bitcast when CopiesBits(node) => HasZeroUpperHalf(new Value(node.A)),
            _ => ClearsUpperHalf(View(value)),
        };
    }

    /// <summary>Whether a load of exactly <paramref name="size"/> bytes can become a memory operand here.</summary>
    protected bool CanSink(NodeView load, int size) =>
        load.AccessBytes == size && load.Type.Size == size && CanSinkAnyWidth(load);

    /// <summary>Whether a load of any width can become a memory operand of the instruction being emitted.</summary>
    protected bool CanSinkAnyWidth(NodeView load) =>
        load.Op is Opcode.Load or Opcode.LoadInvariant && load.IsSingleUse && !_sunk[load.Id.Id]
        && _colors[load.Id.Id] == _color && !_registers[load.Id.Id].IsValid;

    /// <summary>Records that a load has been folded.</summary>
    protected void MarkSunk(Value load) => _sunk[load.Id] = true;

    /// <summary>Adds an instruction of the node being lowered, after those before it.</summary>
    protected void Emit(MachInst inst)
    {
        if (inst.TrapCode == 0)
        {
            inst.Source = _location;
        }

        if (_nodeCount == _node.Length)
        {
            Array.Resize(ref _node, _nodeCount * 2);
        }

        _node[_nodeCount++] = inst;
    }

    /// <summary>A value with the same register contents that comes from further up: truncations and needless extensions vanish.</summary>
    private Value SameBits(Value value)
    {
        while (true)
        {
            Node node = _ir[value];
            Value source = new(node.A);
            bool same = node.Op switch
            {
                Opcode.Ireduce => !KeepsSign,
                Opcode.Sextend => KeepsSign,
                Opcode.Uextend => HasZeroUpperHalf(source),
                Opcode.Bitcast => CopiesBits(node) && (node.Type != IrType.Ref || HasZeroUpperHalf(source)),
                _ => false,
            };
            if (!same)
            {
                return value;
            }

            value = source;
        }
    }

    // Whether a cast stays within its kind of registers, and what it gives is what it takes: a reference is no sign-extended integer.
    private bool CopiesBits(in Node cast)
    {
        IrType source = _ir.TypeOf(new Value(cast.A));
        return cast.Type.IsFloat == source.IsFloat && !(KeepsSign && source == IrType.Ref && cast.Type == IrType.I32);
    }

    private void LowerBlock(BlockGraph graph, int index)
    {
        if (graph.IsEdge(index))
        {
            _location = uint.MaxValue;
            PassArguments(index, graph.EdgeOf(index));
            LowerJump();
            Flush();
            LowerStepsOnEdge(graph.EdgeOf(index));
            return;
        }

        Block block = graph.BlockOf(index);
        Value terminator = _ir.TerminatorOf(block);
        _location = _ir.LocationOf(terminator);
        _color = _lastColor = _colors[terminator.Id];
        _firstColor = _colors[_schedule.NodesAt(graph.PlaceOf(index))[0]];
        if (_ir.EdgesOf(terminator).Count == 1)
        {
            PassArguments(index, _ir.EdgesOf(terminator)[0]);
            LowerJump();
        }
        else
        {
            LowerTerminator(View(terminator));
        }

        Flush();
        ReadOnlySpan<int> nodes = _schedule.NodesAt(graph.PlaceOf(index))[..^1];
        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            var value = new Value(nodes[i]);
            OpKind kind = OpcodeTable.Of(_ir[value].Op).Kind;
            if (kind == OpKind.Effect ? !_sunk[value.Id] : kind == OpKind.Pure && _registers[value.Id].IsValid && !_sunk[value.Id])
            {
                _location = kind == OpKind.Effect ? _ir.LocationOf(value) : _location;
                _color = _colors[value.Id];
                if (kind == OpKind.Pure && _schedule.IsShared(value))
                {
                    LowerConstant(View(value), _registers[value.Id]);
                }
                else
                {
                    LowerNode(View(value));
                }

                Flush();
            }
        }

        ReadOnlySpan<int> parameters = _ir.ParamsOf(block);
        if (block == Block.Entry)
        {
            _location = uint.MaxValue;
            LowerEntry(parameters);
            Flush();
            return;
        }

        if (_returning[block.Id] != 0)
        {
            LowerResultsOf(new Value(_returning[block.Id] - 1));
            Flush();
        }

        int count = 0;
        EnsureRegs(parameters.Length);
        foreach (int parameter in parameters)
        {
            if (_uses[parameter] != 0)
            {
                _regs[count++] = DefReg(new Value(parameter));
            }
        }

        Code.SetParams(index, _regs.AsSpan(0, count));
    }

    private void PassArguments(int index, Edge edge)
    {
        ReadOnlySpan<int> parameters = _ir.ParamsOf(_ir.TargetOf(edge));
        ReadOnlySpan<int> arguments = _ir.ArgumentsOf(edge);
        EnsureRegs(arguments.Length);
        int count = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (_uses[parameters[i]] != 0)
            {
                _regs[count++] = HandOn(new Value(arguments[i]));
            }
        }

        Code.SetArguments(index, _regs.AsSpan(0, count));
    }

    // A loop's variable stepped by a constant, while its old value is still needed elsewhere (blocks behind this one are lowered already) or
    // by the branch itself: the step is made on the edge, in the register that the old value leaves, instead of a move.
    private void LowerStepsOnEdge(Edge edge)
    {
        Node branch = _ir[_ir.TerminatorOf(_ir.SourceOf(edge))];
        Node condition = branch.Op == Opcode.BrIf ? _ir[new Value(branch.A)] : default;
        ReadOnlySpan<int> parameters = _ir.ParamsOf(_ir.TargetOf(edge));
        for (int i = 0; i < parameters.Length; i++)
        {
            int id = _ir.ArgumentsOf(edge)[i];
            Node node = _ir.Nodes[id];
            bool isStep = node.Op == Opcode.Iadd && node.A == parameters[i] && _ir.Nodes[node.B].Op == Opcode.Iconst
                && _uses[id] == UsedOnce && _uses[parameters[i]] != 0 && !_sunk[id];
            bool isOldNeeded = isStep && (_registers[node.A].IsValid
                || (condition.Op == Opcode.Icmp && (condition.A == node.A || condition.B == node.A)));
            if (isOldNeeded)
            {
                _color = NoColor;
                LowerNode(View(new Value(id)));
                Flush();
                MarkSunk(new Value(id));
            }
        }
    }

    private void Flush()
    {
        for (int i = _nodeCount - 1; i >= 0; i--)
        {
            Code.AppendReversed(_node[i]);
        }

        _nodeCount = 0;
    }

    private void Prepare(int nodes)
    {
        if (_uses.Length < nodes)
        {
            int length = Math.Max(nodes, _uses.Length * 2);
            _uses = new byte[length];
            _registers = new Reg[length];
            _sunk = new bool[length];
            _colors = new int[length];
            _mayHaveUpper = new bool[length];
            _isCleared = new bool[length];
        }
        else
        {
            Array.Clear(_uses, 0, nodes);
            Array.Clear(_registers, 0, nodes);
            Array.Clear(_sunk, 0, nodes);
            Array.Clear(_colors, 0, nodes);
            Array.Clear(_mayHaveUpper, 0, nodes);
            Array.Clear(_isCleared, 0, nodes);
        }

        if (_returning.Length < _ir.BlockCount)
        {
            _returning = new int[_ir.BlockCount * 2];
        }
        else
        {
            Array.Clear(_returning, 0, _ir.BlockCount);
        }

        _results.Clear();
        _nodeCount = 0;
    }

    private void EnsureRegs(int length)
    {
        if (_regs.Length < length)
        {
            Array.Resize(ref _regs, length * 2);
        }
    }

    // Effects and terminators are the roots; a pure node counts its operands once when it is first wanted, and makes them shared when it
    // becomes shared itself.
    private void CountUses(BlockGraph graph)
    {
        for (int i = 0; i < graph.Count; i++)
        {
            if (graph.IsEdge(i))
            {
                continue;
            }

            Block block = graph.BlockOf(i);
            for (Value effect = _ir.FirstOf(block); !effect.IsNone; effect = _ir.NextOf(effect))
            {
                UseOperands(effect, UsedOnce);
            }

            Value terminator = _ir.TerminatorOf(block);
            foreach (Edge edge in _ir.EdgesOf(terminator))
            {
                foreach (int argument in _ir.ArgumentsOf(edge))
                {
                    Use(argument, UsedOnce);
                }
            }

            if (OpcodeTable.Of(_ir[terminator].Op).Edges == Edges.Handler)
            {
                _returning[_ir.TargetOf(_ir.EdgesOf(terminator)[0]).Id] = terminator.Id + 1;
            }

            Drain();
        }
    }

    private void Use(int value, byte times)
    {
        byte before = _uses[value];
        byte after = (byte)Math.Min(UsedOften, before + times);
        if (after != before)
        {
            _uses[value] = after;
            if (before == 0 || !OpcodeTable.IsComputedOnce(_ir[new Value(value)].Op))
            {
                Push(value);
            }
        }
    }

    private void Push(int value)
    {
        if (_worklistCount == _worklist.Length)
        {
            Array.Resize(ref _worklist, _worklistCount * 2);
        }

        _worklist[_worklistCount++] = value;
    }

    private void Drain()
    {
        while (_worklistCount > 0)
        {
            var value = new Value(_worklist[--_worklistCount]);
            Opcode op = _ir[value].Op;
            if (op == Opcode.Result)
            {
                _results[(_ir[value].A, (int)_ir[value].Imm)] = value.Id;
            }
            else if (OpcodeTable.Of(op).Kind == OpKind.Pure)
            {
                UseOperands(value, OpcodeTable.IsComputedOnce(op) ? UsedOnce : _uses[value.Id]);
            }
        }
    }

    private void UseOperands(Value value, byte times)
    {
        foreach (int operand in _ir.OperandsOf(value))
        {
            Use(operand, times);
        }
    }

    // What only reads does not order each other; everything else with an effect begins a new color. A pure node has the color of the place where the
    // scheduler put it, so an invariant load folds in its own stretch only and never moves back into a loop.
    private void ColorEffects(BlockGraph graph)
    {
        int color = 0;
        for (int i = 0; i < graph.Count; i++)
        {
            if (graph.IsEdge(i))
            {
                continue;
            }

            color++;
            foreach (int value in _schedule.NodesAt(graph.PlaceOf(i)))
            {
                ref readonly OpcodeRow row = ref OpcodeTable.Of(_ir[new Value(value)].Op);
                _colors[value] = color;
                if (row.Kind == OpKind.Effect && !row.OnlyReads)
                {
                    color++;
                }
            }
        }
    }
}
