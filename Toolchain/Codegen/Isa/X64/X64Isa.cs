using System;
using System.Buffers.Binary;
using System.IO;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>x86_64 with a choice of CPU features.</summary>
/// <param name="features">What generated code may use beyond SSE4.1.</param>
public sealed class X64Isa(X64Features features) : TargetIsa
{
    // All but rsp, rbp and the reserved r14.
    private const uint AllocatableInts = 0xffff & ~((1 << 4) | (1 << 5) | (1 << 14));

    /// <inheritdoc/>
    public override string Name => "x86_64";

    /// <inheritdoc/>
    public override byte Padding => 0xcc;

    /// <summary>What generated code may use.</summary>
    public X64Features Features => features;

    // Registers without REX prefix and without a role first.
    private static readonly MachineEnvironment Registers = new(
        [
            X64Regs.Rax, X64Regs.Rcx, X64Regs.Rdx, X64Regs.Rsi, X64Regs.Rdi, X64Regs.Rbx, X64Regs.R8, X64Regs.R9, X64Regs.R10, X64Regs.R11,
            X64Regs.R12, X64Regs.R13, X64Regs.R15,
        ],
        [
            X64Regs.Xmm(0), X64Regs.Xmm(1), X64Regs.Xmm(2), X64Regs.Xmm(3), X64Regs.Xmm(4), X64Regs.Xmm(5), X64Regs.Xmm(6), X64Regs.Xmm(7),
            X64Regs.Xmm(8), X64Regs.Xmm(9), X64Regs.Xmm(10), X64Regs.Xmm(11), X64Regs.Xmm(12), X64Regs.Xmm(13), X64Regs.Xmm(14), X64Regs.Xmm(15),
        ]);

    /// <summary>What an unknown callee changes: everything.</summary>
    internal override RegisterSet AllRegisters => AllClobbers;

    internal static RegisterSet AllClobbers => new(AllocatableInts, 0xffff);

    internal override MachineEnvironment Environment => Registers;

    // The prologue and indirect calls use r10 and r11, tail calls r12, r13 and r15: rarely, so they count as changed always.
    internal override RegisterSet ClobbersOf(RegisterSet values) => values with { Int = values.Int | (1u << 10) | (1u << 11) | (1u << 12) | (1u << 13) | (1u << 15) };

    internal override CodeBuffer CreateBuffer() => X64Encoder.NewBuffer();

    internal override FunctionLowering CreateLowering(CodeBuffer buffer) => new X64Lower(features, buffer);

    internal override FunctionEmitter CreateEmitter(CodeBuffer buffer) => new X64Emit(features, buffer);

    internal override MacroAssembler? CreateMacroAssembler(CodeBuffer buffer, CodegenOptions options) => new X64MacroAssembler(features, buffer, options);


    internal override bool IsRepeatable(in MachInst inst) =>
        inst.Op is (ushort)X64Pseudo.Zero or (ushort)X64Pseudo.Ones || inst.Op == X64Int.MovImm.Id || inst.Op == X64Int.MovImm64.Id
        || (inst.Op == X64Int.Lea.Id && inst.Mem is MemKind.FrameSlot or MemKind.Symbol)
        || (inst.Mem == MemKind.Pool && IsLoad(inst.Op));

    private static bool IsLoad(ushort op) =>
        op == X64Sse.MovssLoad.Id || op == X64Sse.MovsdLoad.Id || op == X64Sse.Movups.Id
        || op == X64Avx.VmovssLoad.Id || op == X64Avx.VmovsdLoad.Id || op == X64Avx.Vmovups.Id;

    internal override int CollectOperands(in MachInst inst, Span<Operand> operands) =>
        SharedPseudos.IsPseudo(inst) ? X64Pseudos.Operands(inst, operands) : X64Operands.Collect(inst, operands);

    internal override string Print(in MachInst inst)
    {
        if (!SharedPseudos.IsPseudo(inst))
        {
            return X64Printer.Print(inst);
        }

        bool tests = inst.Op is (ushort)SharedPseudo.Branch or (ushort)SharedPseudo.TrapIf or (ushort)X64Pseudo.SetCondition or (ushort)X64Pseudo.FloatSelect;
        byte size = inst.Size;
        return SharedPseudos.Print(
            inst, X64Pseudos.Name(inst), tests ? X64Regs.Name((X64Cond)inst.Cond) : null, register => X64Regs.Name(register, size)).ToString();
    }

    /// <inheritdoc/>
    public override void Disassemble(
        ReadOnlySpan<byte> code, ulong address, Func<ulong, string?> symbolizer, TextWriter output, Func<ulong, ulong, string?>? comment = null) =>
        X64Disassembler.Disassemble(code, address, symbolizer, output, comment);

    /// <inheritdoc/>
    public override int FrameBytes(ReadOnlySpan<byte> code) => X64Disassembler.FrameBytes(code);

    /// <inheritdoc/>
    public override StubSet CreateStubs(StubLayout layout, HostConvention host) =>
        new X64StubSet(layout, host == HostConvention.Windows ? X64HostAbi.Windows : X64HostAbi.SystemV);

    /// <inheritdoc/>
    public override void Relocate(RelocationKind kind, Span<byte> at, int distance)
    {
        if (kind != RelocationKind.X64PcRel32)
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "not x86_64's");
        }

        // The processor counts from the end of the field.
        BinaryPrimitives.WriteInt32LittleEndian(at, checked(distance - sizeof(int)));
    }
}
