using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Codegen.Opt;
using Wasmtime.Min.Toolchain.Codegen.RegAlloc;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>aarch64 with a choice of CPU features.</summary>
/// <param name="features">What generated code may use beyond the baseline.</param>
public sealed class A64Isa(A64Features features) : TargetIsa
{
    // All but scratch (x16, x17), the platform's x18, vmctx (x28), frame (x29), return address (x30) and stack pointer; all vectors but the scratch.
    private const uint AllocatableInts = 0x0ff8_ffff;
    private const uint AllocatableFloats = 0x7fff_ffff;

    // stp; mov fp, sp; at most six instructions that compare with the limit of the stack; two that take the frame.
    private const int LongestPrologue = 10;

    // Around indirect calls and in front of stubs.
    private const uint AlwaysChanged = (1u << 10) | (1u << 11) | (1u << 12);

    private static readonly MachineEnvironment Registers = new(AbiRegisters.List(RegClass.Int, AllocatableInts), AbiRegisters.List(RegClass.Float, AllocatableFloats));

    /// <inheritdoc/>
    public override string Name => "aarch64";

    /// <summary>What generated code may use.</summary>
    public A64Features Features => features;

    /// <inheritdoc/>
    public override byte Padding => 0; // udf

    internal static RegisterSet AllClobbers => new(AllocatableInts, AllocatableFloats);

    internal override RegisterSet AllRegisters => AllClobbers;

    internal override MachineEnvironment Environment => Registers;

    /// <inheritdoc/>
    public override void Relocate(RelocationKind kind, Span<byte> at, int distance)
    {
        switch (kind)
        {
            case RelocationKind.A64Branch26:
                Patch(at, A64Fields.Branch26, distance);
                break;
            case RelocationKind.A64Distance32:
                Patch(at, A64Fields.MoveWide16, distance & 0xffff);
                Patch(at[sizeof(uint)..], A64Fields.MoveWide16, distance >>> 16);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "not aarch64's");
        }
    }

    /// <inheritdoc/>
    public override StubSet CreateStubs(StubLayout layout, HostConvention host) => A64Assembler.NewStubs(layout, host);

    /// <inheritdoc/>
    public override GuestProgram? CreateGuestProgram() => A64Assembler.NewGuest().Program();

    /// <inheritdoc/>
    public override byte[] CreateGuestTrampoline(ulong function, ulong hostCall) => A64Assembler.NewGuest().Trampoline(function, hostCall);

    /// <inheritdoc/>
    public override void Disassemble(
        ReadOnlySpan<byte> code, ulong address, Func<ulong, string?> symbolizer, TextWriter output, Func<ulong, ulong, string?>? comment = null) =>
        WordListing.Write(code, address, symbolizer, output, comment, static (line, word, here, names) =>
        {
            bool known = A64Decoder.TryDecode(word, out MachInst inst);
            if (known)
            {
                A64Printer.Append(line, inst, here, names);
            }

            return known;
        });

    /// <inheritdoc/>
    public override int FrameBytes(ReadOnlySpan<byte> code)
    {
        int bytes = 0;
        int left = LongestPrologue;
        for (int at = 0; left > 0 && at + sizeof(uint) <= code.Length; at += sizeof(uint))
        {
            _ = A64Decoder.TryDecode(BinaryPrimitives.ReadUInt32LittleEndian(code[at..]), out MachInst inst);
            if (inst.Op == A64Int.SubImm.Id && inst.R0 == A64Regs.Sp)
            {
                bytes += (int)inst.Imm;
            }

            bool isProbe = inst.R0 == A64Regs.Scratch1;
            left -= isProbe ? 0 : 1;
        }

        return bytes;
    }

    internal override RegisterSet ClobbersOf(RegisterSet values) => values with { Int = values.Int | AlwaysChanged };

    internal override CodeBuffer CreateBuffer() => A64Encoder.NewBuffer();

    internal override FunctionLowering CreateLowering(CodeBuffer buffer) => new A64Lower(features, buffer);

    internal override FunctionEmitter CreateEmitter(CodeBuffer buffer) => new A64Emit(buffer, new A64Assembler(buffer));

    internal override CostlyConstant? CostlyConstant => IsCostly;

    // Arm leaves it open for accesses that are not aligned, and some processors, as well as qemu, do write the first page.
    internal override bool TearsStores => true;

    internal override bool IsRepeatable(in MachInst inst) =>
        inst.Op is >= (ushort)A64Pseudo.Constant and <= (ushort)A64Pseudo.SymbolAddress;

    internal override int CollectOperands(in MachInst inst, Span<Operand> operands) =>
        SharedPseudos.IsPseudo(inst) ? A64Pseudos.Operands(inst, operands) : A64Operands.Collect(inst, operands);

    internal override string Print(in MachInst inst)
    {
        if (!SharedPseudos.IsPseudo(inst))
        {
            return A64Printer.Print(inst);
        }

        string? test = inst.Op is (ushort)SharedPseudo.Branch or (ushort)SharedPseudo.TrapIf ? A64Test.Of(inst).ToString() : null;
        StringBuilder text = SharedPseudos.Print(inst, A64Pseudos.Name(inst), test, static register => register.ToString());
        if (inst.Op is (ushort)A64Pseudo.Constant or (ushort)A64Pseudo.FloatConstant)
        {
            text.Append(CultureInfo.InvariantCulture, $", #0x{inst.Imm:x}");
        }

        return text.ToString();
    }

    private static bool IsCostly(Function function, in Node constant) => constant.Op switch
    {
        Opcode.Iconst => A64Immediates.MovesOf(constant.Type.Size, constant.Imm) > 1,
        Opcode.V128const => !A64Lower.IsPattern(function.Vectors[(int)constant.Imm]),
        _ => constant.Imm != 0 && !A64Immediates.TryEncodeFloat((ulong)constant.Imm, constant.Type.Size, out _),
    };

    private static void Patch(Span<byte> at, FieldFormat field, int value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(at, field.Insert(BinaryPrimitives.ReadUInt32LittleEndian(at), value));
}
