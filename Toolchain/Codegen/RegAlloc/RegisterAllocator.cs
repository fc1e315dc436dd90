// Register allocation: liveness, intervals, linear scan, then resolution: spill slots, operand locations, and the moves that make the
// locations true. Moves are collected with the gap and phase they belong to, sorted, and each group is turned into a sequence that
// behaves as if all its moves happened at once (ParallelMoves).
//
// Phases of a gap, in order: results of the last instruction of the block before (a call that ends its block; the block that alone it returns to comes
// next); values that arrive over the edge into a block; results of the instruction before it, parts of split
// intervals, stores to spill slots; copies for fixed and tied operands; values that leave over the edge out of a block.
//
// A value is defined once, so its spill slot is written once, at the definition, and is valid from then on: a split into memory costs
// nothing. Where the definition is executed much more often than the places that need the slot, those write it instead.
//
// The result depends on nothing but the problem.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>The allocator; serves one thread and keeps its memory between functions.</summary>
public sealed partial class RegisterAllocator
{
    private const int PhaseResults = 0, PhaseEnter = 1, PhaseSplit = 2, PhaseOperands = 3, PhaseLeave = 4, Phases = 5;

    private readonly Liveness _liveness = new();
    private readonly IntervalSet _intervals = new();
    private readonly RegisterBlocks _blocks = new();
    private readonly IntervalBuilder _builder = new();
    private readonly LinearScan _scan = new();
    private readonly SpillSlots _slots = new();
    private readonly ParallelMoves _parallel = new();
    private readonly IdleRegisters _idle = new();
    private readonly AllocationResult _result = new();
    private readonly Safepoints _safepoints = new();
    private AllocationProblem _problem = null!;
    private PendingMove[] _moves = new PendingMove[256];
    private long[] _moveKeys = new long[256];
    private int _moveCount;
    private bool[] _storesAtUse = [];
    private int[] _sweep = [];

    /// <summary>How many values of the last problem have a life that was rounded up, because there are too many in too many blocks.</summary>
    public int RoundedCount => _liveness.RoundedCount;

    /// <summary>See <see cref="Liveness.Allowance"/>.</summary>
    internal long? LivenessAllowance
    {
        get => _liveness.Allowance;
        set => _liveness.Allowance = value;
    }

    /// <summary>See <see cref="Liveness.AllowanceOfRegister"/>.</summary>
    internal int AllowanceOfRegister
    {
        get => _liveness.AllowanceOfRegister;
        set => _liveness.AllowanceOfRegister = value;
    }

    /// <summary>Allocates registers for a problem.</summary>
    /// <param name="problem">The function; its list of virtual registers may grow.</param>
    /// <param name="environment">What may be allocated.</param>
    /// <returns>Valid until the next call.</returns>
    /// <exception cref="CompilerBugException">An instruction needs more registers than there are.</exception>
    public AllocationResult Run(AllocationProblem problem, MachineEnvironment environment)
    {
        _problem = problem;
        _liveness.Compute(problem);
        _builder.Build(problem, _liveness, _intervals, _blocks);
        _scan.Run(problem, _intervals, _blocks, environment);
        _slots.Assign(problem, _intervals, _result);
        ChooseStores();
        _moveCount = 0;
        _result.EditCount = 0;
        PlaceOperands();
        AddSplitMoves();
        AddConstraintCopies();
        AddEdgeMoves();
        EmitMoves(environment);
        _result.SlotCount = _slots.Count;
        _result.ClearSafepoints();
        if (problem.NeedsStackMaps)
        {
            _safepoints.Find(problem, _liveness, vreg => _slots.SlotOf(vreg).Slot, _result);
        }

        return _result;
    }

    private Allocation LocationOf(int part)
    {
        ref IntervalSet.Interval item = ref _intervals.Items[part];
        return item.Location >= 0 ? Allocation.OfRegister(item.Location) : _slots.SlotOf(item.VReg);
    }

    // Where a live value is at a position. Positions never fall between two calls of StartSweep, so parts are walked once.
    private Allocation LocationAt(int vreg, int position)
    {
        int part = _sweep[vreg];
        for (int next = _intervals.Items[part].Next; next != IntervalSet.None; next = _intervals.Items[part].Next)
        {
            if (_intervals.StartOf(next) > position)
            {
                break;
            }

            part = next;
        }

        _sweep[vreg] = part;
        return LocationOf(part);
    }

    private void StartSweep()
    {
        if (_sweep.Length < _problem.VRegCount)
        {
            _sweep = new int[_problem.VRegCount * 2];
        }

        for (int i = 0; i < _problem.VRegCount; i++)
        {
            _sweep[i] = i;
        }
    }

    // A store at the definition is paid once per definition; stores where the value leaves its register once per such place.
    private void ChooseStores()
    {
        if (_storesAtUse.Length < _problem.VRegCount)
        {
            _storesAtUse = new bool[_problem.VRegCount * 2];
        }

        for (int vreg = 0; vreg < _problem.VRegCount; vreg++)
        {
            _storesAtUse[vreg] = false;
            if (!_slots.HasSlot(vreg) || _intervals.Items[vreg].Location < 0)
            {
                continue;
            }

            long definition = _scan.WeightAt(_intervals.StartOf(vreg));
            long leaving = 0;
            for (int part = _intervals.Items[vreg].Next; part != IntervalSet.None; part = _intervals.Items[part].Next)
            {
                leaving += _intervals.Items[part].Location >= 0 ? 0 : _scan.WeightAt(_intervals.StartOf(part));
            }

            _storesAtUse[vreg] = leaving < definition;
        }
    }

    private void PlaceOperands()
    {
        if (_result.OperandAllocations.Length < _problem.OperandCount)
        {
            _result.OperandAllocations = new Allocation[_problem.OperandCount * 2];
        }

        for (int part = 0; part < _intervals.Count; part++)
        {
            if (_intervals.Items[part].IsEmpty)
            {
                continue;
            }

            Allocation location = LocationOf(part);
            for (int use = _intervals.Items[part].FirstUse; use != IntervalSet.None; use = _intervals.Uses[use].Next)
            {
                int target = _intervals.Uses[use].Target;
                if (target >= 0)
                {
                    _result.OperandAllocations[target] = location;
                }
                else
                {
                    _builder.Copies[~target].Value = location;
                }
            }
        }

        for (int inst = 0; inst < _problem.InstCount; inst++)
        {
            int first = _problem.FirstOperandOf(inst);
            ReadOnlySpan<AllocationOperand> operands = _problem.OperandsOf(inst);
            for (int i = 0; i < operands.Length; i++)
            {
                if (operands[i].Constraint == OperandConstraint.Fixed)
                {
                    _result.OperandAllocations[first + i] = Allocation.OfRegister(operands[i].Detail);
                }
                else if (operands[i].Constraint == OperandConstraint.Reuse)
                {
                    _result.OperandAllocations[first + operands[i].Detail] = _result.OperandAllocations[first + i];
                }
            }
        }
    }

    private void AddSplitMoves()
    {
        for (int vreg = 0; vreg < _problem.VRegCount; vreg++)
        {
            if (_intervals.Items[vreg].IsEmpty)
            {
                continue;
            }

            AddDefinitionStore(vreg);
            int part = vreg;
            for (int next = _intervals.Items[part].Next; next != IntervalSet.None; next = _intervals.Items[next].Next)
            {
                int position = _intervals.StartOf(next);
                bool isContinuous = _intervals.Items[part].End == position && !_scan.IsBlockStart(position);
                if (isContinuous)
                {
                    AddMove(position / 4, PhaseSplit, LocationOf(part), LocationOf(next), vreg);
                }

                part = next;
            }
        }
    }

    private void AddDefinitionStore(int vreg)
    {
        ref IntervalSet.Interval item = ref _intervals.Items[vreg];
        bool isStored = _slots.HasSlot(vreg) && item.Location >= 0 && !_storesAtUse[vreg];
        if (isStored && !_problem.VRegs[vreg].IsRematerializable)
        {
            // A fixed definition is copied to its register in the same gap: its store reads the fixed register (see below).
            int start = _intervals.StartOf(vreg);
            bool isInGap = (start & 3) == 0;
            if (!isInGap || _scan.IsBlockStart(start))
            {
                int gap = (start + 3) / 4;
                AddRaw(gap, isInGap ? PhaseSplit : PhaseOfResults(gap), LocationOf(vreg), _slots.SlotOf(vreg), vreg);
            }
        }
    }

    private int PhaseOfResults(int gap) => _scan.IsBlockStart(gap * 4) ? PhaseResults : PhaseSplit;

    private void AddConstraintCopies()
    {
        foreach (ref ConstraintCopy copy in _builder.Copies.AsSpan(0, _builder.CopyCount))
        {
            if (copy.IsDefinition)
            {
                AddRaw(copy.Inst, PhaseOfResults(copy.Inst), copy.Fixed, copy.Value, copy.VReg);
                bool isStored = _slots.HasSlot(copy.VReg) && copy.Value.IsRegister && !_storesAtUse[copy.VReg];
                if (isStored && !_problem.VRegs[copy.VReg].IsRematerializable)
                {
                    AddRaw(copy.Inst, PhaseOfResults(copy.Inst), copy.Fixed, _slots.SlotOf(copy.VReg), copy.VReg);
                }
            }
            else
            {
                Allocation target = copy.Fixed.IsValid ? copy.Fixed : _result.OperandAllocations[copy.TiedOperand];
                AddRaw(copy.Inst, PhaseOperands, copy.Value, target, copy.VReg);
            }
        }
    }

    // A value changes its place: nothing to do where its slot is valid already.
    private void AddMove(int inst, int phase, Allocation from, Allocation to, int vreg)
    {
        bool isValidAlready = to.IsSlot && (!_storesAtUse[vreg] || _problem.VRegs[vreg].IsRematerializable);
        if (!isValidAlready)
        {
            AddRaw(inst, phase, from, to, vreg);
        }
    }

    private void AddRaw(int inst, int phase, Allocation from, Allocation to, int vreg)
    {
        if (from == to)
        {
            return;
        }

        if (_moveCount == _moves.Length)
        {
            Array.Resize(ref _moves, _moveCount * 2);
            Array.Resize(ref _moveKeys, _moveCount * 2);
        }

        _moves[_moveCount] = new PendingMove(from, to, vreg);
        _moveKeys[_moveCount] = (((long)inst * Phases) + phase) << 32 | (uint)_moveCount;
        _moveCount++;
    }

    private void EmitMoves(MachineEnvironment environment)
    {
        Array.Sort(_moveKeys, 0, _moveCount);
        _idle.Begin(_intervals, _blocks, environment);
        _parallel.Begin(_problem, _result, _slots, environment, _idle);
        for (int i = 0; i < _moveCount;)
        {
            long group = _moveKeys[i] >> 32;
            int inst = (int)(group / Phases);
            for (; i < _moveCount && _moveKeys[i] >> 32 == group; i++)
            {
                _parallel.Add(_moves[(int)_moveKeys[i]]);
            }

            _parallel.Emit(inst);
        }

        ulong written = _parallel.Written.Bits;
        for (int i = 0; i < _problem.OperandCount; i++)
        {
            if (_problem.Operands[i].Role == OperandRole.Def && _result.OperandAllocations[i].IsRegister)
            {
                written |= 1UL << _result.OperandAllocations[i].Code;
            }
        }

        _result.Written = new RegisterMask(written);
    }
}
