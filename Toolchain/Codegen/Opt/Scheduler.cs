// Gives every live pure node a block and a place in it (Click, "Global Code Motion, Global Value Numbering", the second half):
//   1. walk from the effects and terminators to find live nodes, count uses, and list pure nodes operands first;
//   2. earliest block of a node: the deepest one, in the dominator tree, among the blocks of its operands;
//   3. latest block: the common dominator of all uses; from there up to the earliest one, take the first block of the least loop
//      depth: as late as possible, but not inside a loop that the node does not depend on;
//      A cheap node that only some of the ways out of that block need is made again on each of them (Scheduler.Duplication.cs);
//   4. within a block a node stands right before the first node that needs it.
// Constants that are not made in one instruction are placed like other nodes, as far as arithmetic, loads and stores use them: what hands them on,
// to a block or to a call, makes its own copy in the register that it has to be in.
// Conditions stay next to the branch that consumes them by rule 4, which lowering relies on to fuse them.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Opt;

/// <summary>Whether a constant takes more than one instruction, or a load.</summary>
/// <param name="function">Its function.</param>
/// <param name="constant">An integer, float or vector.</param>
internal delegate bool CostlyConstant(Function function, in Node constant);

/// <summary>Computes schedules. Not thread-safe; keeps its arrays for the next function.</summary>
public sealed partial class Scheduler
{
    private const int Unplaced = -1;

    private readonly Schedule _schedule = new();
    private readonly CostlyConstant? _isCostly;
    private Function _function = null!;
    private ControlFlow _flow = null!;
    private int[] _block = [];
    private byte[] _state = [];
    private int[] _pending = new int[64];
    private int[] _pureOrder = [];
    private int _pureCount;
    private int[] _rest = [];
    private int[] _restStart = [];
    private int _emitted;
    private int _place;

    // Steps a node goes through; AtUse: it has no place.
    private const byte Unseen = 0, Open = 1, Live = 2, Emitted = 3, AtUse = 4;

    /// <summary>A scheduler for a target where no constant costs anything.</summary>
    public Scheduler()
    {
    }

    /// <summary>A scheduler for a target where some constants are worth keeping.</summary>
    internal Scheduler(CostlyConstant? isCostly) => _isCostly = isCostly;

    /// <summary>Schedules a function whose aliases are resolved.</summary>
    /// <param name="function">The function.</param>
    /// <param name="flow">Its control flow, up to date.</param>
    /// <returns>Valid until the next call.</returns>
    public Schedule Run(Function function, ControlFlow flow)
    {
        _function = function;
        _flow = flow;
        Prepare();
        FindLive();
        PlaceLate();
        LayOutBlocks();
        GroupPureNodes();
        OrderNodes();
        return _schedule;
    }

    private void Prepare()
    {
        int nodes = _function.NodeCount, blocks = _function.BlockCount;
        if (_block.Length < nodes)
        {
            int size = Math.Max(256, nodes * 2);
            _block = new int[size];
            _state = new byte[size];
            _pureOrder = new int[size];
            _rest = new int[size];
            _firstUse = new int[size];
            _schedule.UseCounts = new int[size];
            _schedule.NodeIds = new int[size];
            _schedule.Shared = new bool[size];
        }

        if (_schedule.Blocks.Length < blocks + 2)
        {
            int size = Math.Max(64, (blocks + 2) * 2);
            _schedule.Blocks = new int[size];
            _schedule.Starts = new int[size];
            _restStart = new int[size];
            _wanted = new int[size];
            _copies = new int[size];
        }

        Array.Clear(_wanted, 0, blocks);
        _stamp = _useCount = 0;

        Array.Fill(_block, Unplaced, 0, nodes);
        Array.Clear(_state, 0, nodes);
        Array.Clear(_schedule.UseCounts, 0, nodes);
        Array.Clear(_schedule.Shared, 0, nodes);
        _pureCount = 0;
    }

    // Every effect is live; a pure node is live when something live uses it. Positions of effects, parameters and projections are known.
    private void FindLive()
    {
        foreach (int blockId in _flow.Order)
        {
            var block = new Block(blockId);
            foreach (int param in _function.ParamsOf(block))
            {
                _block[param] = blockId;
                _state[param] = Live;
            }

            for (Value effect = _function.FirstOf(block); !effect.IsNone; effect = _function.NextOf(effect))
            {
                _block[effect.Id] = blockId;
                _state[effect.Id] = Live;
            }
        }

        foreach (int blockId in _flow.Order)
        {
            var block = new Block(blockId);
            for (Value effect = _function.FirstOf(block); !effect.IsNone; effect = _function.NextOf(effect))
            {
                UseOperands(effect.Id);
                foreach (Edge edge in _function.EdgesOf(effect))
                {
                    foreach (int argument in _function.ArgumentsOf(edge))
                    {
                        Use(argument);
                    }
                }
            }
        }
    }

    private void UseOperands(int id)
    {
        foreach (int operand in _function.OperandsOf(new Value(id)))
        {
            Use(operand);
        }
    }

    // Counts a use and lists what becomes live by it, operands first, with an explicit stack: expressions may be very deep.
    private void Use(int id)
    {
        _schedule.UseCounts[id]++;
        if (_state[id] != Unseen)
        {
            return;
        }

        int depth = 0;
        _pending[depth++] = id;
        while (depth > 0)
        {
            int top = _pending[depth - 1];
            if (_state[top] == Unseen)
            {
                _state[top] = Open;
                depth = PushUnseenOperands(top, depth);
                continue;
            }

            depth--;
            if (_state[top] == Open)
            {
                _state[top] = Live;
                PlaceEarly(top);
            }
        }
    }

    private int PushUnseenOperands(int id, int depth)
    {
        foreach (int operand in _function.OperandsOf(new Value(id)))
        {
            _schedule.UseCounts[operand]++;
            if (_state[operand] != Unseen)
            {
                continue;
            }

            if (depth == _pending.Length)
            {
                Array.Resize(ref _pending, depth * 2);
            }

            _pending[depth++] = operand;
        }

        return depth;
    }

    private void PlaceEarly(int id)
    {
        ref Node node = ref _function.Nodes[id];
        if (node.Op == Opcode.Result)
        {
            _block[id] = _block[node.A];
            return;
        }

        int earliest = Block.Entry.Id;
        foreach (int operand in _function.OperandsOf(new Value(id)))
        {
            if (_flow.DomDepthOf(new Block(_block[operand])) > _flow.DomDepthOf(new Block(earliest)))
            {
                earliest = _block[operand];
            }
        }

        _block[id] = earliest;
        if (!Schedule.IsAtUse(node.Op))
        {
            _pureOrder[_pureCount++] = id;
        }
        else if (_isCostly is not null && OpcodeTable.IsConstant(node.Op) && _isCostly(_function, node))
        {
            _pureOrder[_pureCount++] = id;
            _schedule.Shared[id] = true;
        }
        else
        {
            _state[id] = AtUse;
        }
    }

    // Users come behind their operands in the list, so walking it backwards knows all uses of a node when it gets there.
    private void PlaceLate()
    {
        int[] latest = _rest; // borrowed until GroupPureNodes
        for (int i = 0; i < _pureCount; i++)
        {
            latest[_pureOrder[i]] = Unplaced;
            _firstUse[_pureOrder[i]] = Unplaced;
        }

        foreach (int blockId in _flow.Order)
        {
            for (Value effect = _function.FirstOf(new Block(blockId)); !effect.IsNone; effect = _function.NextOf(effect))
            {
                NoteUses(effect.Id, blockId, latest);
            }
        }

        for (int i = _pureCount - 1; i >= 0; i--)
        {
            int id = _pureOrder[i];
            if (latest[id] == Unplaced)
            {
                // A constant that is only handed on.
                _state[id] = AtUse;
                _schedule.Shared[id] = false;
                continue;
            }

            if (TryDuplicate(id, latest[id], latest))
            {
                continue;
            }

            int best = OutsideOfLoops(latest[id], _block[id]);
            _block[id] = best;
            NoteOperandUses(id, best, latest);
        }
    }

    // The first block of the least loop depth on the way up the dominator tree.
    private int OutsideOfLoops(int block, int earliest)
    {
        int best = block;
        int top = _flow.DomDepthOf(new Block(earliest));
        bool isRare = _function.IsCold(new Block(best)); // what only a rare block needs is not computed on the way past it
        for (Block above = _flow.ShallowerDominatorOf(new Block(best));
            !above.IsNone && _flow.DomDepthOf(above) >= top && (!isRare || _function.IsCold(above));
            above = _flow.ShallowerDominatorOf(above))
        {
            best = above.Id;
        }

        return best;
    }

    private void NoteUses(int effect, int blockId, int[] latest)
    {
        ReadOnlySpan<int> operands = _function.OperandsOf(new Value(effect));
        bool handsOn = OpcodeTable.Of(_function.Nodes[effect].Op).HandsOn;
        for (int i = 0; i < operands.Length; i++)
        {
            if (!handsOn || !_schedule.Shared[operands[i]])
            {
                NoteUse(operands[i], blockId, latest, effect, i);
            }
        }

        foreach (Edge edge in _function.EdgesOf(new Value(effect)))
        {
            ReadOnlySpan<int> arguments = _function.ArgumentsOf(edge);
            for (int i = 0; i < arguments.Length; i++)
            {
                if (!_schedule.Shared[arguments[i]])
                {
                    NoteUse(arguments[i], blockId, latest, ~edge.Id, i);
                }
            }
        }
    }

    private void NoteOperandUses(int id, int blockId, int[] latest)
    {
        ReadOnlySpan<int> operands = _function.OperandsOf(new Value(id));
        for (int i = 0; i < operands.Length; i++)
        {
            NoteUse(operands[i], blockId, latest, id, i);
        }
    }

    private void NoteUse(int id, int blockId, int[] latest, int user, int place)
    {
        Opcode op = _function.Nodes[id].Op;
        if (OpcodeTable.Of(op).Kind == OpKind.Pure && _state[id] != AtUse)
        {
            latest[id] = latest[id] == Unplaced
                ? blockId
                : _flow.CommonDominator(new Block(latest[id]), new Block(blockId)).Id;
            if (IsCheap(op))
            {
                RememberUse(id, user, place);
            }
        }
    }

    // Reverse post-order keeps loops together; blocks that are rarely executed, or end in a trap, go behind everything else.
    private void LayOutBlocks()
    {
        int count = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (int block in _flow.Order)
            {
                if (IsCold(block) == (pass == 1))
                {
                    _schedule.Blocks[count++] = block;
                }
            }
        }

        _schedule.BlockCount = count;
    }

    private bool IsCold(int block) => block != 0
        && (_function.IsCold(new Block(block)) || _function[_function.TerminatorOf(new Block(block))].Op == Opcode.Trap);

    // A counting sort by block: the pure nodes of a block become a run of _rest, operands still first.
    private void GroupPureNodes()
    {
        Array.Clear(_restStart, 0, _function.BlockCount + 2);
        for (int i = 0; i < _pureCount; i++)
        {
            _restStart[_block[_pureOrder[i]] + 2]++;
        }

        for (int i = 2; i < _function.BlockCount + 2; i++)
        {
            _restStart[i] += _restStart[i - 1];
        }

        for (int i = 0; i < _pureCount; i++)
        {
            int id = _pureOrder[i];
            _rest[_restStart[_block[id] + 1]++] = id;
        }
    }

    private void OrderNodes()
    {
        _emitted = 0;
        for (_place = 0; _place < _schedule.BlockCount; _place++)
        {
            int blockId = _schedule.Blocks[_place];
            _schedule.Starts[_place] = _emitted;
            Value terminator = _function.TerminatorOf(new Block(blockId));
            for (Value effect = _function.FirstOf(new Block(blockId)); effect != terminator; effect = _function.NextOf(effect))
            {
                EmitOperandsOf(effect.Id, blockId);
                Emit(effect.Id);
            }

            // What only other blocks or the edges use comes before what the terminator itself uses.
            bool hasOwnOperand = OpcodeTable.Of(_function[terminator].Op).Operands == Operands.One;
            int condition = hasOwnOperand ? _function[terminator].A : Unplaced;
            foreach (int id in _rest.AsSpan(_restStart[blockId].._restStart[blockId + 1]))
            {
                if (id != condition)
                {
                    EmitWithOperands(id, blockId);
                }
            }

            EmitOperandsOf(terminator.Id, blockId);
            Emit(terminator.Id);
        }

        _schedule.Starts[_schedule.BlockCount] = _emitted;
    }

    private void EmitOperandsOf(int id, int blockId)
    {
        foreach (int operand in _function.OperandsOf(new Value(id)))
        {
            EmitWithOperands(operand, blockId);
        }
    }

    private void EmitWithOperands(int id, int blockId)
    {
        if (!NeedsEmission(id, blockId))
        {
            return;
        }

        int depth = 0;
        _pending[depth++] = id;
        while (depth > 0)
        {
            int top = _pending[depth - 1];
            int before = depth;
            ReadOnlySpan<int> inputs = _function.OperandsOf(new Value(top));
            for (int i = inputs.Length - 1; i >= 0; i--)
            {
                if (NeedsEmission(inputs[i], blockId))
                {
                    if (depth == _pending.Length)
                    {
                        Array.Resize(ref _pending, depth * 2);
                    }

                    _pending[depth++] = inputs[i];
                }
            }

            if (depth == before)
            {
                depth--;
                if (_state[top] != Emitted)
                {
                    Emit(top);
                }
            }
        }
    }

    private bool NeedsEmission(int id, int blockId)
    {
        Opcode op = _function.Nodes[id].Op;
        return _block[id] == blockId && _state[id] is not (Emitted or AtUse) && OpcodeTable.Of(op).Kind == OpKind.Pure;
    }

    private void Emit(int id)
    {
        _state[id] = Emitted;
        _schedule.NodeIds[_emitted++] = id;
    }
}
