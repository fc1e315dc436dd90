// Presents machine code to register allocation: the operands of each instruction as its collector lists them, the fixed operands of calls,
// clobbers, blocks. Remembers which field of its instruction each operand came from, so that emission can put the answer back.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Opt;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>The allocation problem of one function, and the way back; refilled for each function.</summary>
internal sealed class AllocationInput
{
    /// <summary>Field number of operands that stand in no field.</summary>
    internal const byte NoField = 0xff;

    private const int MaxFields = 8;

    private byte[] _fields = new byte[512];
    private int[] _definitions = new int[256];
    private int[] _numbers = new int[16];
    private readonly int[] _operandOfField = new int[8];

    /// <summary>The problem.</summary>
    internal AllocationProblem Problem { get; } = new();

    /// <summary>Field of its instruction that an operand stands in.</summary>
    internal byte FieldOf(int operand) => _fields[operand];

    /// <summary>Instruction that defines a rematerializable register.</summary>
    internal int DefinitionOf(int vreg) => _definitions[vreg];

    internal void Build(VCode code, BlockGraph graph, ControlFlow flow, BlockLayout layout, TargetIsa isa)
    {
        Problem.Clear();
        AddRegisters(code, isa);
        Span<Operand> fields = stackalloc Operand[MaxFields];
        for (int block = 0; block < code.BlockCount; block++)
        {
            Problem.BeginBlock(Numbers(code.Params(block)), flow.LoopDepthOf(graph.BlockOf(block)), layout.IsCold(block));
            foreach (int successor in graph.Successors(block))
            {
                Problem.AddSuccessor(successor);
            }

            CodeBlock range = code.Blocks[block];
            for (int i = range.Start; i < range.End; i++)
            {
                ref MachInst inst = ref code.Insts[i];
                if (TargetIsa.HasFixedOperands(inst))
                {
                    AddFixed(code, inst.Target, isa);
                }
                else
                {
                    _ = Problem.BeginInst(RegisterMask.None);
                    AddFields(inst, fields[..isa.CollectOperands(inst, fields)]);
                }
            }

            Problem.SetBranchArguments(Numbers(code.Arguments(block)));
        }
    }

    private void AddRegisters(VCode code, TargetIsa isa)
    {
        int count = code.VirtualRegisterCount;
        if (_definitions.Length < count)
        {
            _definitions = new int[count * 2];
        }

        Array.Fill(_definitions, -1, 0, count);
        Span<MachInst> insts = code.Insts;
        for (int i = 0; i < insts.Length; i++)
        {
            if (insts[i].R0.IsVirtual && isa.IsRepeatable(insts[i]))
            {
                _definitions[insts[i].R0.VirtualIndex] = i;
            }
        }

        for (int i = 0; i < count; i++)
        {
            _ = Problem.AddVReg(code.ClassOf(i), code.IsVector(i) ? 16 : 8, _definitions[i] >= 0, code.TracedOf(i));
        }
    }

    private void AddFixed(VCode code, int call, TargetIsa isa)
    {
        ref readonly CallInfo info = ref code.Call(call);

        // Only slots are in stack maps, so references never stay in a register across a call, whatever its callee leaves alone.
        RegisterSet clobbers = info.IsCall && code.HasReferences ? isa.AllRegisters : info.Clobbers;
        _ = Problem.BeginInst(new RegisterMask(clobbers.Int | ((ulong)clobbers.Float << 32)), info.IsCall);
        foreach (FixedOperand operand in code.OperandsOf(info))
        {
            Add(NoField, new AllocationOperand(
                operand.Register.VirtualIndex,
                operand.IsDef ? OperandRole.Def : OperandRole.Use,
                OperandConstraint.Fixed,
                operand.IsDef ? OperandPosition.Late : OperandPosition.Early,
                (byte)operand.Physical.Code));
        }
    }

    // Reserved registers stand in the fields already and are nobody's business here.
    private void AddFields(in MachInst inst, ReadOnlySpan<Operand> fields)
    {
        int index = 0;
        foreach (Operand field in fields)
        {
            Reg register = inst[field.Field];
            if (!register.IsVirtual)
            {
                continue;
            }

            _operandOfField[field.Field] = index++;
            byte detail = field.Constraint switch
            {
                OperandConstraint.Fixed => (byte)field.Fixed.Code,
                OperandConstraint.Reuse => (byte)_operandOfField[field.ReuseField],
                OperandConstraint.Register or OperandConstraint.RegisterOrSlot => 0,
            };
            Add(field.Field, new AllocationOperand(register.VirtualIndex, field.Role, field.Constraint, field.Position, detail));
        }
    }

    private void Add(byte field, in AllocationOperand operand)
    {
        int number = Problem.AddOperand(operand);
        if (number == _fields.Length)
        {
            Array.Resize(ref _fields, number * 2);
        }

        _fields[number] = field;
    }

    private ReadOnlySpan<int> Numbers(ReadOnlySpan<Reg> registers)
    {
        if (_numbers.Length < registers.Length)
        {
            _numbers = new int[registers.Length * 2];
        }

        for (int i = 0; i < registers.Length; i++)
        {
            _numbers[i] = registers[i].VirtualIndex;
        }

        return _numbers.AsSpan(0, registers.Length);
    }
}
