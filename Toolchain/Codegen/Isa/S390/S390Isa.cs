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

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>s390x (z/Architecture) from z14 on, with a choice of CPU features.</summary>
/// <param name="features">What generated code may use beyond the baseline.</param>
public sealed class S390Isa(S390Features features) : TargetIsa
{
    // All but scratch (r0, r1), vmctx (r10), frame (r11) and stack pointer; all vectors but the scratch.
    private const uint AllocatableInts = 0x0000_73fc;
    private const uint AllocatableFloats = 0xffff_7fff;

    // What a call itself or a stub changes: the registers of an indirect call, the return address.
    private const uint AlwaysChanged = (1u << 12) | (1u << 13) | (1u << 14);

    // Frame, comparison with the limit of the stack, room for the frame.
    private const int LongestPrologue = 16;

    private static readonly MachineEnvironment Registers = new(AbiRegisters.List(RegClass.Int, AllocatableInts), AbiRegisters.List(RegClass.Float, AllocatableFloats));

    /// <inheritdoc/>
    public override string Name => "s390x";

    /// <summary>What generated code may use.</summary>
    public S390Features Features => features;

    /// <inheritdoc/>
    public override byte Padding => 0; // no instruction

    internal static RegisterSet AllClobbers => new(AllocatableInts, AllocatableFloats);

    internal override RegisterSet AllRegisters => AllClobbers;

    internal override MachineEnvironment Environment => Registers;

    /// <inheritdoc/>
    public override void Relocate(RelocationKind kind, Span<byte> at, int distance)
    {
        if (kind != RelocationKind.S390Distance32)
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "not s390x's");
        }

        if ((distance & 1) != 0)
        {
            throw new EncodingException($"a distance of {distance} bytes is no number of halfwords");
        }

        BinaryPrimitives.WriteInt32BigEndian(at[2..], distance / 2);
    }

    /// <inheritdoc/>
    public override StubSet CreateStubs(StubLayout layout, HostConvention host) => host == HostConvention.Posix
        ? S390Assembler.NewStubs(layout)
        : throw new NotSupportedException("s390x for Windows");

    /// <inheritdoc/>
    public override GuestProgram? CreateGuestProgram() => S390Assembler.NewGuest().Program();

    /// <inheritdoc/>
    public override byte[] CreateGuestTrampoline(ulong function, ulong hostCall) => S390Assembler.NewGuest().Trampoline(function, hostCall);

    /// <inheritdoc/>
    public override void Disassemble(
        ReadOnlySpan<byte> code, ulong address, Func<ulong, string?> symbolizer, TextWriter output, Func<ulong, ulong, string?>? comment = null)
    {
        StringBuilder line = new();
        int bytes;
        for (int at = 0; at < code.Length; at += bytes)
        {
            ulong here = address + (ulong)at;
            if (symbolizer(here) is { } name)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{here:x8} <{name}>:\n"));
            }

            bytes = Math.Min(S390Encoder.LengthOf(code[at]), code.Length - at);
            ReadOnlySpan<byte> bits = code.Slice(at, bytes);
            line.Clear().Append(CultureInfo.InvariantCulture, $"{here,8:x}:  {Convert.ToHexStringLower(bits),-12}  ");
            if (S390Decoder.TryDecode(bits, out MachInst inst))
            {
                S390Printer.Append(line, inst, here, symbolizer);
            }
            else
            {
                line.Append(".byte 0x").AppendJoin(",0x", Array.ConvertAll(bits.ToArray(), static b => b.ToString("x2", CultureInfo.InvariantCulture)));
            }

            if (comment?.Invoke(here, here + (ulong)bytes) is { } text)
            {
                line.Append("  ; ").Append(text);
            }

            output.Write(line.Append('\n').ToString());
        }
    }

    /// <inheritdoc/>
    public override int FrameBytes(ReadOnlySpan<byte> code)
    {
        int bytes = -FrameLayout.IncomingArguments;
        int count = 0;
        while (count++ < LongestPrologue && S390Decoder.TryDecode(code, out MachInst inst))
        {
            bytes -= inst.Op == S390Memory.Lay.Id && inst.R0 == S390Regs.Sp && inst.R2 == S390Regs.Sp && inst.Disp < 0 ? inst.Disp : 0;
            code = code[S390Table.Of(inst).Bytes..];
        }

        return Math.Max(bytes, 0);
    }

    internal override RegisterSet ClobbersOf(RegisterSet values) => values with { Int = values.Int | AlwaysChanged };

    internal override CodeBuffer CreateBuffer() => S390Encoder.NewBuffer();

    internal override FunctionLowering CreateLowering(CodeBuffer buffer) => new S390Lower(features, buffer);

    internal override FunctionEmitter CreateEmitter(CodeBuffer buffer) => new S390Emit(buffer, new S390Assembler(buffer));

    internal override bool ExtendsIndices => true;

    internal override CostlyConstant? CostlyConstant => IsCostly;

    internal override bool IsRepeatable(in MachInst inst) =>
        inst.Op is >= (ushort)S390Pseudo.Constant and <= (ushort)S390Pseudo.SymbolAddress || S390Lower.IsVectorPattern(inst);

    internal override int CollectOperands(in MachInst inst, Span<Operand> operands) =>
        SharedPseudos.IsPseudo(inst) ? S390Pseudos.Operands(inst, operands) : S390Operands.Collect(inst, operands);

    internal override string Print(in MachInst inst)
    {
        if (!SharedPseudos.IsPseudo(inst))
        {
            return S390Printer.Print(inst);
        }

        string? test = inst.Op is (ushort)SharedPseudo.Branch or (ushort)SharedPseudo.TrapIf ? S390Test.Of(inst).ToString() : null;
        StringBuilder text = SharedPseudos.Print(inst, S390Pseudos.Name(inst), test, static register => register.ToString());
        if (inst.Op is (ushort)S390Pseudo.Constant or (ushort)S390Pseudo.FloatConstant)
        {
            text.Append(CultureInfo.InvariantCulture, $", #0x{inst.Imm:x}");
        }

        return text.ToString();
    }

    // Branches compare with bytes by themselves; other numbers are worth a register where it spares a comparison in a loop.
    private static bool IsCostly(Function function, in Node constant) => constant.Op switch
    {
        Opcode.Iconst => (constant.Type.Size == 4 ? (int)constant.Imm : constant.Imm) is < sbyte.MinValue or > byte.MaxValue,
        Opcode.V128const => !S390Lower.IsByteMask(function.Vectors[(int)constant.Imm], out _),
        _ => constant.Imm != 0,
    };
}
