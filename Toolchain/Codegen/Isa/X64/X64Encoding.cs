// What the encoder needs of a row at every instruction, worked out once: opcode bytes in the order of the file, places of the operands, sizes
// that are allowed. X64Encoder reads nothing else of a row on its common way.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>The encoding of a row's instructions, but for their operands.</summary>
internal readonly struct X64Encoding
{
    private const int AnySize = -1;

    private static readonly X64Encoding[] ByRow = Build();

    private X64Encoding(X64Op op)
    {
        Op = op;
        Slots = X64Slots.Of(op);
        IsTied = X64Slots.IsTied(op);
        RegFile = op.RegFile;
        RmFile = op.RmFile;
        Sizes = op.Width switch
        {
            X64Width.BySize => (1 << 1) | (1 << 2) | (1 << 4) | (1 << 8),
            X64Width.By248 => (1 << 2) | (1 << 4) | (1 << 8),
            X64Width.By48 => (1 << 4) | (1 << 8),
            X64Width.W0 or X64Width.W1 => AnySize,
        };
        WideSize = op.Width == X64Width.W1 ? AnySize : op.IsSized ? 1 << 8 : 0;
        ShortSize = op.IsSized ? 1 << 2 : 0;
        ByteSize = op.Width == X64Width.BySize ? 1 << 1 : 0;
        foreach (byte prefix in Prefixes(op))
        {
            Prefix |= (uint)prefix << PrefixBits;
            PrefixBits += 8;
        }

        foreach (byte part in op.Code.Vex ? [op.Code.Opcode] : Opcodes(op.Code))
        {
            Opcode |= (uint)part << OpcodeBits;
            OpcodeBits += 8;
        }
    }

    /// <summary>The row.</summary>
    internal X64Op Op { get; }

    /// <summary>Places of the operands.</summary>
    internal X64Slots Slots { get; }

    /// <summary>Whether R1 is R0.</summary>
    internal bool IsTied { get; }

    internal RegClass RegFile { get; }

    internal RegClass RmFile { get; }

    /// <summary>Operand sizes that the row has, a bit for each number of bytes; so are the next three.</summary>
    internal int Sizes { get; }

    /// <summary>Sizes that set W.</summary>
    internal int WideSize { get; }

    /// <summary>Sizes that take the prefix 66.</summary>
    internal int ShortSize { get; }

    /// <summary>Sizes that clear bit 0 of the opcode.</summary>
    internal int ByteSize { get; }

    /// <summary>Lock and mandatory prefixes of a legacy encoding, first byte lowest.</summary>
    internal uint Prefix { get; }

    internal int PrefixBits { get; }

    /// <summary>Escape bytes and opcode, first byte lowest; with VEX the opcode alone.</summary>
    internal uint Opcode { get; }

    internal int OpcodeBits { get; }

    /// <summary>The bit of an operand size in the fields above.</summary>
    internal static int BitOf(int size) => 1 << Math.Min(size, 16);

    /// <summary>The encoding of an instruction's row.</summary>
    internal static ref readonly X64Encoding Of(in MachInst inst)
    {
        ref readonly X64Encoding encoding = ref ByRow[inst.Op];
        if (encoding.Op is null)
        {
            throw new EncodingException($"row {inst.Op} does not exist");
        }

        return ref encoding;
    }

    private static X64Encoding[] Build()
    {
        var encodings = new X64Encoding[X64Table.Size];
        foreach (X64Op op in X64Table.All)
        {
            encodings[op.Id] = new X64Encoding(op);
        }

        return encodings;
    }

    private static ReadOnlySpan<byte> Prefixes(X64Op op) => (op.Code.Vex ? X64Prefix.None : op.Code.Prefix, op.Has(X64Effects.Lock)) switch
    {
        (X64Prefix.None, false) => [],
        (X64Prefix.P66, false) => [0x66],
        (X64Prefix.F3, false) => [0xF3],
        (X64Prefix.F2, false) => [0xF2],
        (X64Prefix.None, true) => [0xF0],
        (X64Prefix.P66, true) => [0xF0, 0x66],
        (X64Prefix.F3, true) => [0xF0, 0xF3],
        (X64Prefix.F2, true) => [0xF0, 0xF2],
    };

    private static ReadOnlySpan<byte> Opcodes(X64Code code) => code.Map switch
    {
        X64Map.OneByte => new byte[] { code.Opcode },
        X64Map.Map0F => new byte[] { 0x0F, code.Opcode },
        X64Map.Map0F38 => new byte[] { 0x0F, 0x38, code.Opcode },
        X64Map.Map0F3A => new byte[] { 0x0F, 0x3A, code.Opcode },
    };
}
