// The operand collector: what register allocation needs to know about an instruction, read off its row. Call arguments, results and clobbers
// belong to the call in VCode, not to the instruction.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Lists the register operands of instructions.</summary>
internal static class A64Operands
{
    /// <summary>Writes the operands of <paramref name="inst"/>, uses before definitions; returns how many.</summary>
    /// <remarks>Where an instruction writes a register before it has read all others, its uses are late, so that none shares that register.</remarks>
    internal static int Collect(in MachInst inst, Span<Operand> into)
    {
        A64Op op = A64Table.Of(inst);
        int count = 0;
        OperandPosition position = OperandPosition.Early;
        foreach (A64Arg arg in op.Args)
        {
            if (arg.Kind == A64ArgKind.EarlyDef)
            {
                position = OperandPosition.Late;
            }
        }

        foreach (A64Arg arg in op.Args)
        {
            switch (arg.Kind)
            {
                case A64ArgKind.Use:
                    into[count++] = Use(arg.Field, ClassOf(arg), position);
                    break;
                case A64ArgKind.Tied:
                    into[count++] = Use(1, ClassOf(arg), OperandPosition.Early);
                    break;
                case A64ArgKind.Extended:
                    into[count++] = Use(2, RegClass.Int, position);
                    break;
                case A64ArgKind.MemScaled or A64ArgKind.MemUnscaled or A64ArgKind.MemBase or A64ArgKind.MemIndexed
                    or A64ArgKind.MemPair or A64ArgKind.MemPairPre or A64ArgKind.MemPairPost when inst.Mem is MemKind.Base or MemKind.BaseIndex:
                    into[count++] = Use(2, RegClass.Int, position);
                    if (inst.Mem == MemKind.BaseIndex)
                    {
                        into[count++] = Use(3, RegClass.Int, position);
                    }

                    break;
                default:
                    break;
            }
        }

        foreach (A64Arg arg in op.Args)
        {
            if (arg.Kind is A64ArgKind.Def or A64ArgKind.EarlyDef)
            {
                into[count++] = new Operand(arg.Field, ClassOf(arg), OperandRole.Def, OperandConstraint.Register, OperandPosition.Late, Reg.None, 0);
            }
            else if (arg.Kind == A64ArgKind.Tied)
            {
                into[count++] = new Operand(0, ClassOf(arg), OperandRole.Def, OperandConstraint.Reuse, OperandPosition.Late, Reg.None, 1);
            }
        }

        return count;
    }

    private static RegClass ClassOf(A64Arg arg) => arg.IsInt ? RegClass.Int : RegClass.Float;

    private static Operand Use(byte field, RegClass registerClass, OperandPosition position) =>
        new(field, registerClass, OperandRole.Use, OperandConstraint.Register, position, Reg.None, 0);
}
