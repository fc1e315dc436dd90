// The calling convention inside generated code and what the ELF ABI of s390x adds at its borders, in one place for lowering and stubs. Every
// register but r15, the frame pointer r11 and the vmctx r10 belongs to the callee; r0 and r1 are scratch of single instructions, r0 because no
// address can have it; the callee pops stack arguments. A call leaves the return address in r14, which values may use in between.
//
// Integer arguments begin with r3, so that builtins, whose C form takes the vmctx in r2 first, find theirs in place.
//
// The ELF ABI wants 160 bytes above the stack pointer at a call, in which the callee may save registers, and behind them what finds no place in
// r2 to r6 (S390Assembler.CallHost).
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Registers of the internal calling convention.</summary>
internal static class S390Abi
{
    /// <summary>Bytes that a caller keeps free for a function of the host, and what lies above them: arguments six and seven.</summary>
    internal const int SaveArea = 160;

    /// <summary>The convention, for what all instruction sets share.</summary>
    internal static readonly AbiRegisters Registers = new()
    {
        IntArguments = Ints(3, 4, 5, 6, 7, 2),
        FloatArguments = AbiRegisters.List(RegClass.Float, 0xff),
        IntResults = Ints(2, 3, 4, 5, 6, 7),
        FloatResults = AbiRegisters.List(RegClass.Float, 0x3f),
        Vmctx = S390Regs.R(10),
        CallerVmctx = S390Regs.Scratch0,
        IndirectCode = S390Regs.R(13),
        IndirectVmctx = S390Regs.R(12),
        FramePointer = S390Regs.Fp,
        StackPointer = S390Regs.Sp,
    };

    /// <summary>The instance whose code runs; reserved everywhere.</summary>
    internal static Reg Vmctx => Registers.Vmctx;

    private static Reg[] Ints(params int[] numbers) => System.Array.ConvertAll(numbers, S390Regs.R);
}
