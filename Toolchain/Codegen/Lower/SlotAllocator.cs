// The quick allocator: every virtual register lives in a spill slot of its own; each instruction loads what it reads and stores what it
// writes. One pass, no tables, liveness only where references need stack maps: compile time is linear and small, the code is slow. It serves -O none.
using System;
using System.Numerics;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Allocates registers for one instruction at a time. Keeps its memory for the next function.</summary>
internal sealed class SlotAllocator
{
    private readonly AllocationResult _result = new();
    private readonly Liveness _liveness = new();
    private readonly Safepoints _safepoints = new();
    private AllocationProblem _problem = null!;
    private int[] _homes = [];
    private ulong _allocatable;
    private int _temporaries;

    /// <summary>Allocates registers; the result is valid until the next call.</summary>
    internal AllocationResult Run(AllocationProblem problem, MachineEnvironment environment)
    {
        _problem = problem;
        _result.EditCount = 0;
        if (_result.OperandAllocations.Length < problem.OperandCount)
        {
            _result.OperandAllocations = new Allocation[problem.OperandCount * 2];
        }

        _allocatable = 0;
        foreach (RegClass registerClass in (ReadOnlySpan<RegClass>)[RegClass.Int, RegClass.Float])
        {
            foreach (Reg register in environment.RegistersOf(registerClass))
            {
                _allocatable |= 1UL << register.Code;
            }
        }

        AssignHomes();
        for (int block = 0; block < problem.BlockCount; block++)
        {
            ref AllocationProblem.BlockData data = ref problem.Blocks[block];
            for (int inst = data.FirstInst; inst < data.EndInst; inst++)
            {
                if (inst == data.EndInst - 1 && data.ArgumentCount != 0)
                {
                    PassArguments(problem.ArgumentsOf(block), problem.ParamsOf(problem.SuccessorsOf(block)[0]), inst);
                }

                AllocateInst(problem.OperandsOf(inst), _result.OperandAllocations.AsSpan(problem.FirstOperandOf(inst)), inst);
            }
        }

        _result.ClearSafepoints();
        if (problem.NeedsStackMaps)
        {
            _liveness.Compute(problem);
            _safepoints.Find(problem, _liveness, vreg => _homes[vreg], _result);
        }

        _result.Written = new RegisterMask(_allocatable);
        return _result;
    }

    private void AssignHomes()
    {
        if (_homes.Length < _problem.VRegCount)
        {
            _homes = new int[_problem.VRegCount * 2];
        }

        _result.ClearTraced();

        // Wide slots first, so that they are aligned.
        int next = 0;
        for (int units = 2; units >= 1; units--)
        {
            for (int i = 0; i < _problem.VRegCount; i++)
            {
                if (_problem.VRegs[i].Bytes == units * 8)
                {
                    _homes[i] = next;
                    next += units;
                    if (_problem.VRegs[i].Traced != TracedKind.None)
                    {
                        _result.NoteTraced(_homes[i]);
                    }
                }
            }
        }

        _temporaries = (next + 1) & ~1;
        _result.SlotCount = _temporaries;
    }

    private void AllocateInst(ReadOnlySpan<AllocationOperand> operands, Span<Allocation> places, int inst)
    {
        ulong free = _allocatable;
        foreach (AllocationOperand operand in operands)
        {
            if (operand.Constraint == OperandConstraint.Fixed)
            {
                free &= ~(1UL << operand.Detail);
            }
        }

        for (int i = 0; i < operands.Length; i++)
        {
            AllocationOperand operand = operands[i];
            places[i] = operand.Constraint switch
            {
                OperandConstraint.Fixed => Allocation.OfRegister(operand.Detail),
                OperandConstraint.Reuse => places[operand.Detail],
                OperandConstraint.Register or OperandConstraint.RegisterOrSlot => Take(ref free, _problem.VRegs[operand.VReg].Class),
            };
            if (operand.Role == OperandRole.Use)
            {
                Move(inst, Home(operand.VReg), places[i], operand.VReg);
            }
        }

        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Role == OperandRole.Def)
            {
                Move(inst + 1, places[i], Home(operands[i].VReg), operands[i].VReg);
            }
        }
    }

    // All arguments are read before the first parameter is written, so they pass through slots of their own.
    private void PassArguments(ReadOnlySpan<int> arguments, ReadOnlySpan<int> parameters, int inst)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            int temporary = _temporaries;
            for (int i = 0; i < arguments.Length; i++)
            {
                ulong free = _allocatable;
                Allocation scratch = Take(ref free, _problem.VRegs[arguments[i]].Class);
                Allocation between = Allocation.OfSlot(temporary);
                Move(inst, pass == 0 ? Home(arguments[i]) : between, scratch, arguments[i]);
                Move(inst, scratch, pass == 0 ? between : Home(parameters[i]), arguments[i]);
                temporary += 2;
            }

            _result.SlotCount = Math.Max(_result.SlotCount, temporary);
        }
    }

    private Allocation Home(int vreg) => Allocation.OfSlot(_homes[vreg]);

    private void Move(int inst, Allocation from, Allocation to, int vreg) => _result.Add(new Edit(inst, EditKind.Move, from, to, vreg));

    private static Allocation Take(ref ulong free, RegClass registerClass)
    {
        ulong candidates = registerClass == RegClass.Int ? (uint)free : free >> 32 << 32;
        if (candidates == 0)
        {
            throw new InvalidOperationException("an instruction has more register operands than the machine has registers");
        }

        int code = BitOperations.TrailingZeroCount(candidates);
        free &= ~(1UL << code);
        return Allocation.OfRegister(code);
    }
}
