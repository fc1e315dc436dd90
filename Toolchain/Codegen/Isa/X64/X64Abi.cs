// The calling convention inside generated code: register lists and roles, in one place for lowering and stubs. CallAbi turns
// them into the places of one signature. Every register but rsp, rbp and r14 belongs to the callee; the callee pops stack arguments.
//
// Integer arguments begin with rsi, rdx, rcx, r8, r9 so that builtins, whose System V form takes the vmctx in rdi first, find theirs in place.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Registers of the internal calling convention.</summary>
internal static class X64Abi
{
    private static readonly Reg[] IntArgumentRegisters =
        [X64Regs.Rsi, X64Regs.Rdx, X64Regs.Rcx, X64Regs.R8, X64Regs.R9, X64Regs.Rdi, X64Regs.Rax, X64Regs.Rbx];

    private static readonly Reg[] IntResultRegisters =
        [X64Regs.Rax, X64Regs.Rcx, X64Regs.Rdx, X64Regs.Rsi, X64Regs.Rdi, X64Regs.R8];

    private static readonly Reg[] FloatArgumentRegisters =
    [
        X64Regs.Xmm(0), X64Regs.Xmm(1), X64Regs.Xmm(2), X64Regs.Xmm(3), X64Regs.Xmm(4), X64Regs.Xmm(5), X64Regs.Xmm(6), X64Regs.Xmm(7),
    ];

    /// <summary>The convention, for what all instruction sets share.</summary>
    internal static readonly AbiRegisters Registers = new()
    {
        IntArguments = IntArgumentRegisters,
        FloatArguments = FloatArgumentRegisters,
        IntResults = IntResultRegisters,
        FloatResults = FloatArgumentRegisters[..6],
        Vmctx = X64Regs.R14,
        CallerVmctx = X64Regs.R10,
        IndirectCode = X64Regs.R12,
        IndirectVmctx = X64Regs.R11,
        FramePointer = X64Regs.Rbp,
        StackPointer = X64Regs.Rsp,
    };

    /// <summary>The instance whose code runs; reserved everywhere.</summary>
    internal static Reg Vmctx => Registers.Vmctx;

    /// <summary>At a call that switches instance: the caller's vmctx, for host functions.</summary>
    internal static Reg CallerVmctx => Registers.CallerVmctx;

    /// <summary>Integer arguments in order.</summary>
    internal static ReadOnlySpan<Reg> IntArguments => IntArgumentRegisters;

    /// <summary>Float and vector arguments in order.</summary>
    internal static ReadOnlySpan<Reg> FloatArguments => FloatArgumentRegisters;

    /// <summary>Integer results in order.</summary>
    internal static ReadOnlySpan<Reg> IntResults => IntResultRegisters;

    /// <summary>Float and vector results in order.</summary>
    internal static ReadOnlySpan<Reg> FloatResults => Registers.FloatResults;

    /// <summary>The most integer arguments a builtin takes besides the vmctx: those that need no move.</summary>
    internal const int MaxBuiltinArguments = 5;
}
