// The calling convention inside generated code and what the RISC-V psABI adds at its borders, in one place for lowering and stubs. Every register
// but sp, s0 (the frame pointer), s11, gp and tp belongs to the callee; t5, t6 and ft11 are scratch of single instructions; the callee pops stack
// arguments. Integers of 32 bits are passed sign-extended, as they stand everywhere.
//
// Integer arguments begin with a1, so that builtins, whose C form takes the vmctx in a0 first, find theirs in place.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Registers of the internal calling convention.</summary>
internal static class Rv64Abi
{
    /// <summary>The convention, for what all instruction sets share.</summary>
    internal static readonly AbiRegisters Registers = new()
    {
        IntArguments = System.Array.ConvertAll([11, 12, 13, 14, 15, 16, 17, 10], Rv64Regs.X),
        FloatArguments = AbiRegisters.List(RegClass.Float, 0xff << 10),
        IntResults = AbiRegisters.List(RegClass.Int, 0x3f << 10),
        FloatResults = AbiRegisters.List(RegClass.Float, 0x3f << 10),
        Vmctx = Rv64Regs.X(27),
        CallerVmctx = Rv64Regs.X(6),
        IndirectCode = Rv64Regs.X(28),
        IndirectVmctx = Rv64Regs.X(29),
        FramePointer = Rv64Regs.Fp,
        StackPointer = Rv64Regs.Sp,
    };

    /// <summary>The instance whose code runs; reserved everywhere.</summary>
    internal static Reg Vmctx => Registers.Vmctx;
}
