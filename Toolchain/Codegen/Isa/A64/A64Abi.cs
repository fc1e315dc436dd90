// The calling convention inside generated code and what AAPCS64 adds at its borders, in one place for lowering and stubs. Every register but
// sp, x29, x28 and the platform's x18 belongs to the callee; x16 and x17 are scratch of single instructions; the callee pops stack arguments.
//
// Integer arguments begin with x1, so that builtins, whose C form takes the vmctx in x0 first, find theirs in place.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Registers of the internal calling convention and of AAPCS64.</summary>
internal static class A64Abi
{
    /// <summary>The convention, for what all instruction sets share.</summary>
    internal static readonly AbiRegisters Registers = new()
    {
        IntArguments = Ints(1, 2, 3, 4, 5, 6, 7, 0),
        FloatArguments = AbiRegisters.List(RegClass.Float, 0xff),
        IntResults = Ints(0, 1, 2, 3, 4, 5),
        FloatResults = AbiRegisters.List(RegClass.Float, 0x3f),
        Vmctx = A64Regs.X(28),
        CallerVmctx = A64Regs.X(10),
        IndirectCode = A64Regs.X(12),
        IndirectVmctx = A64Regs.X(11),
        FramePointer = A64Regs.Fp,
        StackPointer = A64Regs.Sp,
    };

    /// <summary>The instance whose code runs; reserved everywhere.</summary>
    internal static Reg Vmctx => Registers.Vmctx;

    private static Reg[] Ints(params int[] numbers) => System.Array.ConvertAll(numbers, A64Regs.X);
}
