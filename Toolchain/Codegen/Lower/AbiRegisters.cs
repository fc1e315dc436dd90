using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>The registers of an instruction set's calling convention inside generated code.</summary>
internal sealed class AbiRegisters
{
    /// <summary>Integer arguments in order.</summary>
    internal required Reg[] IntArguments { get; init; }

    /// <summary>Float and vector arguments in order.</summary>
    internal required Reg[] FloatArguments { get; init; }

    /// <summary>Integer results in order.</summary>
    internal required Reg[] IntResults { get; init; }

    /// <summary>Float and vector results in order.</summary>
    internal required Reg[] FloatResults { get; init; }

    /// <summary>The instance whose code runs; reserved everywhere.</summary>
    internal required Reg Vmctx { get; init; }

    /// <summary>At a call that switches instance: the caller's vmctx, for host functions.</summary>
    internal required Reg CallerVmctx { get; init; }

    /// <summary>Code address of an indirect call: no argument register, so that nothing has to move.</summary>
    internal required Reg IndirectCode { get; init; }

    /// <summary>Vmctx of the callee of an indirect call.</summary>
    internal required Reg IndirectVmctx { get; init; }

    /// <summary>The frame pointer.</summary>
    internal required Reg FramePointer { get; init; }

    /// <summary>The stack pointer.</summary>
    internal required Reg StackPointer { get; init; }

    /// <summary>The hidden pointer to the return area.</summary>
    internal Reg ReturnArea => IntArguments[0];

    /// <summary>The registers of a class whose bits are set, from the lowest number.</summary>
    internal static Reg[] List(RegClass registers, uint numbers)
    {
        List<Reg> list = [];
        for (int i = 0; i < 32; i++)
        {
            if ((numbers >> i & 1) != 0)
            {
                list.Add(registers == RegClass.Int ? Reg.Int(i) : Reg.Float(i));
            }
        }

        return [.. list];
    }
}
