// Variables to SSA values, after "Simple and Efficient Construction of Static Single Assignment Form" (Braun and others, 2013): a use looks
// for the last definition backwards; where control flow merges it becomes a block parameter. A block is sealed when all its
// predecessors are known; a parameter of a block that is not sealed gets its arguments later.
//
// Two departures keep it linear and flat. First, nothing recurses: a merge gets its parameter at once and is put on a work list, and its
// arguments are looked up from there. Second, a loop header knows beforehand which variables its loop assigns, so a variable
// that the loop only reads needs no parameter that would have to be removed again.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

public sealed partial class FunctionBuilder
{
    private const int Empty = -1;
    private const int SmallestDefinitions = 1024;

    private IrType[] _variableTypes = new IrType[64];
    private int _variableCount;

    // Open addressed: block and variable to value. It grows with the function, and becomes smaller again step by step after a huge one.
    private Definition[] _definitions = NewDefinitions();
    private Definition[] _spareDefinitions = [];
    private int _definitionMask = SmallestDefinitions - 1;
    private int _definitionCount;
    private int[] _path = new int[32];
    private Merge[] _merges = new Merge[32];
    private int _mergeCount;
    private int[] _assignedAt = new int[64]; // by variable: list of the places where it is assigned, ascending
    private int _mergeWork;
    private int _mergeLimit;

    private record struct Definition(long Key, int Value);

    // A parameter whose arguments are still to be found.
    private readonly record struct Merge(int Block, int Variable, int Param);

    /// <summary>Number of variables; ids run from 0.</summary>
    public int VariableCount => _variableCount;

    /// <summary>A new variable without a value.</summary>
    public Variable DeclareVariable(IrType type)
    {
        if (_variableCount == _variableTypes.Length)
        {
            Array.Resize(ref _variableTypes, _variableCount * 2);
            Array.Resize(ref _assignedAt, _variableCount * 2);
            Array.Resize(ref _homes, _variableCount * 2);
        }

        _variableTypes[_variableCount] = type;
        _assignedAt[_variableCount] = 0;
        _homes[_variableCount] = HomeFor(type);
        return new Variable(_variableCount++);
    }

    /// <summary>Assigns a variable in the current block.</summary>
    public void DefineVariable(Variable variable, Value value)
    {
        if (_homes[variable.Id] == NoHome)
        {
            SetDefinition(CurrentBlock.Id, variable.Id, value.Id);
        }
        else
        {
            StoreToFrame(variable, value);
        }
    }

    /// <summary>The value of a variable at the end of the current block as it stands.</summary>
    /// <exception cref="TooManyMergesException">There are more block parameters and arguments now than <see cref="LimitMerges"/> allows.</exception>
    public Value UseVariable(Variable variable)
    {
        if (_homes[variable.Id] != NoHome)
        {
            return LoadFromFrame(variable);
        }

        Value value = Find(CurrentBlock.Id, variable.Id);
        FillMerges();
        return Function.Resolve(value);
    }

    /// <summary>Says how many block parameters and arguments the function's variables may become; without this call, any number.</summary>
    public void LimitMerges(int limit) => _mergeLimit = limit;

    /// <summary>
    /// Notes that a variable is assigned at a place; the places of one variable ascend. One place is enough of those that lie in the same loops.
    /// </summary>
    public void NoteAssignment(Variable variable, int place) => Function.Lists.Add(ref _assignedAt[variable.Id], place);

    /// <summary>The last place noted for a variable; -1 if there is none.</summary>
    public int LastAssignment(Variable variable)
    {
        ReadOnlySpan<int> places = Function.Lists[_assignedAt[variable.Id]];
        return places.IsEmpty ? -1 : places[^1];
    }

    /// <summary>
    /// Says where the loop of a header lies that has its entry edge and is not sealed: all assignments in it have been noted. Without this
    /// call every variable counts as assigned.
    /// </summary>
    /// <param name="header">The loop header.</param>
    /// <param name="from">The loop's first place.</param>
    /// <param name="to">Its last.</param>
    public void SetLoopPlaces(Block header, int from, int to)
    {
        _building[header.Id].LoopFrom = from;
        _building[header.Id].LoopTo = to;
        _building[header.Id].HasPlaces = true;
    }

    /// <summary>Says that a block gets no further predecessors.</summary>
    public void SealBlock(Block block)
    {
        ref BuildBlock state = ref _building[block.Id];
        state.IsSealed = true;
        Span<int> incomplete = Function.Lists[state.Incomplete];
        for (int i = 0; i < incomplete.Length; i += 2)
        {
            AddMerge(new Merge(block.Id, incomplete[i], incomplete[i + 1]));
        }

        state.Incomplete = 0;
        FillMerges();
    }

    // The value of a variable at the end of a block. Merges on the way are put on the work list.
    private Value Find(int block, int variable)
    {
        int steps = 0;
        int value;
        while (!TryGetDefinition(block, variable, out value))
        {
            if (steps == _path.Length)
            {
                Array.Resize(ref _path, steps * 2);
            }

            _path[steps++] = block;
            ReadOnlySpan<int> incoming = Function.Lists[_building[block].Incoming];
            bool isPassedThrough = IsReadOnlyInLoop(block, variable) || (_building[block].IsSealed && incoming.Length == 1);
            if (isPassedThrough)
            {
                block = Function.SourceOf(new Edge(incoming[0])).Id;
                continue;
            }

            value = incoming.Length == 0 && _building[block].IsSealed
                ? Undefined(_variableTypes[variable]).Id
                : CreateMerge(block, variable).Id;
            break;
        }

        for (int i = 0; i < steps; i++)
        {
            SetDefinition(_path[i], variable, value);
        }

        return new Value(value);
    }

    private bool IsReadOnlyInLoop(int header, int variable)
    {
        ref BuildBlock state = ref _building[header];
        if (!state.HasPlaces)
        {
            return false;
        }

        ReadOnlySpan<int> places = Function.Lists[_assignedAt[variable]];
        int first = places.BinarySearch(state.LoopFrom);
        first = first < 0 ? ~first : first;
        return first == places.Length || places[first] > state.LoopTo;
    }

    private Value CreateMerge(int block, int variable)
    {
        CountMergeWork(1);
        Value param = Function.AddParam(new Block(block), _variableTypes[variable]);
        if (_building[block].IsSealed)
        {
            AddMerge(new Merge(block, variable, param.Id));
        }
        else
        {
            Function.Lists.Add(ref _building[block].Incomplete, variable);
            Function.Lists.Add(ref _building[block].Incomplete, param.Id);
        }

        return param;
    }

    private void CountMergeWork(int count)
    {
        _mergeWork += count;
        if (_mergeWork > _mergeLimit)
        {
            throw new TooManyMergesException();
        }
    }

    private void AddMerge(Merge merge)
    {
        if (_mergeCount == _merges.Length)
        {
            Array.Resize(ref _merges, _mergeCount * 2);
        }

        _merges[_mergeCount++] = merge;
    }

    // Gives every parameter on the work list its arguments, then takes out those that turned out to be one and the same value.
    private void FillMerges()
    {
        int filled = 0;
        while (filled < _mergeCount)
        {
            Merge merge = _merges[filled++];
            int count = Function.Lists.Count(_building[merge.Block].Incoming);
            CountMergeWork(count);
            for (int i = 0; i < count; i++)
            {
                var edge = new Edge(Function.Lists[_building[merge.Block].Incoming][i]);
                Value argument = Find(Function.SourceOf(edge).Id, merge.Variable);
                Function.AddArgument(edge, argument);
            }
        }

        bool changed = _mergeCount > 0;
        while (changed)
        {
            changed = false;
            for (int i = _mergeCount - 1; i >= 0; i--)
            {
                if (TryRemoveTrivial(_merges[i]))
                {
                    _merges[i] = _merges[--_mergeCount];
                    changed = _mergeCount > 0;
                }
            }
        }

        _mergeCount = 0;
    }

    private bool TryRemoveTrivial(Merge merge)
    {
        var param = new Value(merge.Param);
        if (Function[param].Op != Opcode.BlockParam)
        {
            return true;
        }

        int index = (int)Function[param].Imm;
        Value only = Value.None;
        ReadOnlySpan<int> incoming = Function.Lists[_building[merge.Block].Incoming];
        foreach (int edge in incoming)
        {
            Value argument = Function.Resolve(new Value(Function.ArgumentsOf(new Edge(edge))[index]));
            if (argument == param || argument == only)
            {
                continue;
            }

            if (!only.IsNone)
            {
                return false;
            }

            only = argument;
        }

        if (only.IsNone)
        {
            only = Undefined(Function.TypeOf(param));
        }

        Function.RemoveParam(new Block(merge.Block), index, System.Runtime.InteropServices.MemoryMarshal.Cast<int, Edge>(incoming));
        Function.Replace(param, only);
        return true;
    }

    // Only unreachable code uses a variable before its definition.
    private Value Undefined(IrType type) => type switch
    {
        IrType.F32 => F32Const(0),
        IrType.F64 => F64Const(0),
        IrType.V128 => V128Const(UInt128.Zero),
        IrType.I32 or IrType.I64 or IrType.Ref or IrType.None => Iconst(type, 0),
    };

    private void ClearVariables()
    {
        _variableCount = 0;
        _mergeCount = 0;
        _mergeWork = 0;
        _mergeLimit = int.MaxValue;
        _areInFrame = false;
        if (_definitionCount > 0)
        {
            if (_definitionCount * 8 <= _definitionMask && _definitionMask >= SmallestDefinitions)
            {
                _definitionMask >>= 1;
            }

            _definitions.AsSpan(0, _definitionMask + 1).Fill(new Definition(Empty, Empty));
            _definitionCount = 0;
        }
    }

    private bool TryGetDefinition(int block, int variable, out int value)
    {
        long key = ((long)block << 32) | (uint)variable;
        int slot = FindSlot(key);
        bool isFound = _definitions[slot].Key != Empty;
        value = isFound ? Function.Resolve(new Value(_definitions[slot].Value)).Id : Empty;
        return isFound;
    }

    private void SetDefinition(int block, int variable, int value)
    {
        long key = ((long)block << 32) | (uint)variable;
        ref Definition definition = ref _definitions[FindSlot(key)];
        bool isNew = definition.Key == Empty;
        definition = new Definition(key, value);
        if (isNew && ++_definitionCount * 2 > _definitionMask)
        {
            GrowDefinitions();
        }
    }

    // Where the key is or should be.
    private int FindSlot(long key)
    {
        Definition[] definitions = _definitions;
        int mask = _definitionMask;
        int slot = (int)((ulong)(key * unchecked((long)0x9E37_79B9_7F4A_7C15)) >> 32) & mask;
        while (definitions[slot].Key != Empty && definitions[slot].Key != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void GrowDefinitions()
    {
        ReadOnlySpan<Definition> old = _definitions.AsSpan(0, _definitionMask + 1);
        int size = old.Length * 2;
        if (_spareDefinitions.Length < size)
        {
            _spareDefinitions = new Definition[size];
        }

        (_definitions, _spareDefinitions) = (_spareDefinitions, _definitions);
        _definitionMask = size - 1;
        _definitions.AsSpan(0, size).Fill(new Definition(Empty, Empty));
        foreach (Definition definition in old)
        {
            if (definition.Key != Empty)
            {
                _definitions[FindSlot(definition.Key)] = definition;
            }
        }
    }

    private static Definition[] NewDefinitions()
    {
        var definitions = new Definition[SmallestDefinitions];
        Array.Fill(definitions, new Definition(Empty, Empty));
        return definitions;
    }
}
