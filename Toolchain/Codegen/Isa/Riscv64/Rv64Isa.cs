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

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>riscv64 with a choice of CPU features.</summary>
/// <param name="features">What generated code may use beyond the baseline.</param>
public sealed class Rv64Isa(Rv64Features features) : TargetIsa
{
    // All but zero, ra, sp, gp, tp, the frame pointer (s0), vmctx (s11) and scratch (t5, t6); all floats but the scratch.
    private const uint AllocatableInts = 0x37ff_fee0;
    private const uint AllocatableFloats = 0x7fff_ffff;

    // A float and the vector of the same number never hold values at the same time; v0 is the mask.
    private const uint VectorMask = 1;

    // Around indirect calls and in front of stubs.
    private const uint AlwaysChanged = (1u << 6) | (1u << 28) | (1u << 29);

    // Two for the frame, at most six that compare with the limit of the stack, three that take a large frame.
    private const int LongestPrologue = 14;

    private static readonly MachineEnvironment Registers = new(
        AbiRegisters.List(RegClass.Int, AllocatableInts), AbiRegisters.List(RegClass.Float, AllocatableFloats));

    private static readonly MachineEnvironment RegistersWithVectors = new(
        AbiRegisters.List(RegClass.Int, AllocatableInts), AbiRegisters.List(RegClass.Float, AllocatableFloats & ~VectorMask));

    private static readonly NearCalls Near = new(RelocationKind.Rv64Jump, Rv64Encoder.JumpReach, Rv64Encoder.NewWay(), RelocationKind.Rv64Pair);

    /// <inheritdoc/>
    public override string Name => "riscv64";

    /// <summary>What generated code may use.</summary>
    public Rv64Features Features => features;

    /// <inheritdoc/>
    public override byte Padding => 0; // illegal

    internal override bool HasVectors => (features & Rv64Features.V) != 0;

    internal static RegisterSet AllClobbers => new(AllocatableInts, AllocatableFloats);

    internal override RegisterSet AllRegisters => AllClobbers;

    internal override MachineEnvironment Environment => HasVectors ? RegistersWithVectors : Registers;

    /// <inheritdoc/>
    public override void Relocate(RelocationKind kind, Span<byte> at, int distance)
    {
        switch (kind)
        {
            case RelocationKind.Rv64Pair:
                Add(at, Rv64Fields.UpperBits(distance));
                Add(at[sizeof(uint)..], Rv64Fields.LowerBits(distance));
                break;
            case RelocationKind.Rv64Jump when Math.Abs(distance) <= Rv64Encoder.JumpReach:
                Add(at, Rv64Fields.JumpBits(distance));
                break;
            case RelocationKind.Rv64Jump:
                throw new EncodingException($"jal: a distance of {distance} bytes; the linker must have put a way in between");
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "not riscv64's");
        }
    }

    /// <inheritdoc/>
    public override NearCalls? NearCalls => Near;

    /// <inheritdoc/>
    public override StubSet CreateStubs(StubLayout layout, HostConvention host) => host == HostConvention.Posix
        ? Rv64Assembler.NewStubs(layout, features)
        : throw new NotSupportedException("riscv64 for Windows");

    /// <inheritdoc/>
    public override GuestProgram? CreateGuestProgram() => Rv64Assembler.NewGuest().Program();

    /// <inheritdoc/>
    public override byte[] CreateGuestTrampoline(ulong function, ulong hostCall) => Rv64Assembler.NewGuest().Trampoline(function, hostCall);

    /// <inheritdoc/>
    public override void Disassemble(
        ReadOnlySpan<byte> code, ulong address, Func<ulong, string?> symbolizer, TextWriter output, Func<ulong, ulong, string?>? comment = null) =>
        WordListing.Write(code, address, symbolizer, output, comment, static (line, word, here, names) =>
        {
            bool known = Rv64Decoder.TryDecode(word, out MachInst inst);
            if (known)
            {
                Rv64Printer.Append(line, inst, here, names);
            }

            return known;
        });

    /// <inheritdoc/>
    public override int FrameBytes(ReadOnlySpan<byte> code)
    {
        // The first one pushes the return address; a large frame is a constant in scratch, added.
        int pushed = 0;
        int scratch = 0;
        for (int at = 0; at < LongestPrologue * sizeof(uint) && at + sizeof(uint) <= code.Length; at += sizeof(uint))
        {
            if (!Rv64Decoder.TryDecode(BinaryPrimitives.ReadUInt32LittleEndian(code[at..]), out MachInst inst))
            {
                break;
            }

            bool isScratch = inst.R0 == Rv64Regs.Scratch0;
            if (inst.Op == Rv64Int.Addi.Id && inst.R0 == Rv64Regs.Sp && inst.R1 == Rv64Regs.Sp)
            {
                pushed -= (int)inst.Imm;
            }
            else if (inst.Op == Rv64Int.Lui.Id && isScratch)
            {
                scratch = (int)(inst.Imm << 12);
            }
            else if (inst.Op == Rv64Int.Addiw.Id && isScratch)
            {
                scratch += (int)inst.Imm;
            }
            else if (inst.Op == Rv64Int.Add.Id && inst.R0 == Rv64Regs.Sp)
            {
                pushed -= scratch;
            }
        }

        return Math.Max(pushed - FrameLayout.IncomingArguments, 0);
    }

    internal override RegisterSet ClobbersOf(RegisterSet values) => values with { Int = values.Int | AlwaysChanged };

    internal override CodeBuffer CreateBuffer() => Rv64Encoder.NewBuffer();

    internal override FunctionLowering CreateLowering(CodeBuffer buffer) => new Rv64Lower(features, buffer);

    internal override FunctionEmitter CreateEmitter(CodeBuffer buffer) => new Rv64Emit(buffer, new Rv64Assembler(buffer) { TracksVectorType = true });

    // What is not aligned may be done byte by byte, by the processor or by the firmware that emulates it.
    internal override bool TearsStores => true;

    internal override bool ExtendsIndices => (features & Rv64Features.Zba) == 0;

    internal override CostlyConstant? CostlyConstant => IsCostly;

    internal override bool IsRepeatable(in MachInst inst) =>
        inst.Op is >= (ushort)Rv64Pseudo.Constant and <= (ushort)Rv64Pseudo.SymbolAddress;

    internal override int CollectOperands(in MachInst inst, Span<Operand> operands) =>
        SharedPseudos.IsPseudo(inst) ? Rv64Pseudos.Operands(inst, operands) : Rv64Operands.Collect(inst, operands);

    internal override string Print(in MachInst inst)
    {
        if (!SharedPseudos.IsPseudo(inst))
        {
            return Rv64Printer.Print(inst);
        }

        bool tests = inst.Op is (ushort)SharedPseudo.Branch or (ushort)SharedPseudo.TrapIf or (ushort)Rv64Pseudo.Select;
        StringBuilder text = SharedPseudos.Print(inst, Rv64Pseudos.Name(inst), tests ? Rv64Regs.Name((Rv64Cond)inst.Cond) : null, Rv64Regs.Name);
        if (inst.Op is (ushort)Rv64Pseudo.Constant or (ushort)Rv64Pseudo.FloatConstant)
        {
            text.Append(CultureInfo.InvariantCulture, $", 0x{inst.Imm:x}");
        }

        return text.ToString();
    }

    // Comparisons and stores take registers only, so that even a small number is worth one; zero has its own.
    private static bool IsCostly(Function function, in Node constant) => constant.Op != Opcode.V128const && constant.Imm != 0;

    private static void Add(Span<byte> at, uint bits) =>
        BinaryPrimitives.WriteUInt32LittleEndian(at, BinaryPrimitives.ReadUInt32LittleEndian(at) | bits);
}
