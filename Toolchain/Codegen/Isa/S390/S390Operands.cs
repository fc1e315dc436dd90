// The operand collector: what register allocation needs to know about an instruction, read off its row. Call arguments, results and clobbers
// belong to the call in VCode, not to the instruction.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Lists the register operands of instructions.</summary>
internal static class S390Operands
{
    /// <summary>Writes the operands of <paramref name="inst"/>, uses before definitions; returns how many.</summary>
    internal static int Collect(in MachInst inst, Span<Operand> into)
    {
        S390Op op = S390Table.Of(inst);
        int count = 0;
        foreach (S390Arg arg in op.Args)
        {
            switch (arg.Kind)
            {
                case S390ArgKind.Use:
                    into[count++] = Use(arg.Field, arg.Class);
                    break;
                case S390ArgKind.Tied:
                    into[count++] = Use(1, arg.Class);
                    break;
                case S390ArgKind.Amount or S390ArgKind.Amount12 when inst.R2.IsValid:
                    into[count++] = Use(2, RegClass.Int);
                    break;
                default:
                    if (arg.IsMemory && inst.Mem is MemKind.Base or MemKind.BaseIndex)
                    {
                        into[count++] = Use(2, RegClass.Int);
                        if (inst.Mem == MemKind.BaseIndex)
                        {
                            into[count++] = Use(3, RegClass.Int);
                        }
                    }

                    break;
            }
        }

        foreach (S390Arg arg in op.Args)
        {
            if (arg.Kind == S390ArgKind.Def)
            {
                into[count++] = new Operand(arg.Field, arg.Class, OperandRole.Def, OperandConstraint.Register, OperandPosition.Late, Reg.None, 0);
            }
            else if (arg.Kind == S390ArgKind.Tied)
            {
                into[count++] = new Operand(0, arg.Class, OperandRole.Def, OperandConstraint.Reuse, OperandPosition.Late, Reg.None, 1);
            }
        }

        return count;
    }

    private static Operand Use(byte field, RegClass registerClass) =>
        new(field, registerClass, OperandRole.Use, OperandConstraint.Register, OperandPosition.Early, Reg.None, 0);
}
