// The operand collector: what register allocation needs to know about an instruction, read off its row. Call arguments, results and clobbers
// belong to the call in VCode, not to the instruction.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

using static Lower.SharedPseudos;

/// <summary>Lists the register operands of instructions.</summary>
internal static class Rv64Operands
{
    /// <summary>Writes the operands of <paramref name="inst"/>, uses before definitions; returns how many.</summary>
    /// <remarks>A conditional store writes its status after it has read everything; the loop around it reads again, but that is in an expansion.</remarks>
    internal static int Collect(in MachInst inst, Span<Operand> into)
    {
        Rv64Op op = Rv64Table.Of(inst);
        int count = 0;
        foreach (Rv64Arg arg in op.Args)
        {
            if (arg.Kind == Rv64ArgKind.Use)
            {
                into[count++] = arg.IsLate ? LateUse(arg.Field, arg.Class) : Use(arg.Field, arg.Class);
            }
            else if (arg.IsMemory && inst.Mem == MemKind.Base)
            {
                into[count++] = Use(2, RegClass.Int);
            }
        }

        // What a result was before, where some of it stays.
        bool isTied = inst.R4.IsValid;
        if (isTied)
        {
            into[count++] = Use(Rv64VectorTypes.OldField, RegClass.Float);
        }

        foreach (Rv64Arg arg in op.Args)
        {
            if (arg.Kind == Rv64ArgKind.Def)
            {
                Operand result = Def(arg.Field, arg.Class);
                into[count++] = isTied ? result with { Constraint = OperandConstraint.Reuse, ReuseField = Rv64VectorTypes.OldField } : result;
            }
        }

        return count;
    }
}
