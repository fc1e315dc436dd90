// From MachInst to words: the fixed bits of the row and each operand at its place. Nothing is truncated: what does not fit raises
// EncodingException. Source: The RISC-V Instruction Set Manual, volume I.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Encodes instructions into a <see cref="CodeBuffer"/>.</summary>
internal static class Rv64Encoder
{
    private const int WordBytes = 4;
    private const int BaseAt = 15;
    private const int SmallAt = 15;

    /// <summary>How far jal reaches in both directions, in bytes.</summary>
    internal const int JumpReach = (1 << 20) - WordBytes;

    // Of a function: where its calls are near ones.
    private const int NearBytes = JumpReach / 4;

    /// <summary>A buffer for riscv64 code.</summary>
    internal static CodeBuffer NewBuffer() => new(FillNops, Rv64Fields.Width);

    /// <summary>Fills a gap with instructions that do nothing.</summary>
    internal static void FillNops(Span<byte> gap)
    {
        for (; gap.Length >= WordBytes; gap = gap[WordBytes..])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(gap, Rv64Int.Addi.Bits);
        }
    }

    /// <summary>Appends one instruction; records its source and, if it has a trap code, its trap site.</summary>
    internal static void Emit(CodeBuffer code, in MachInst inst)
    {
        code.MakeRoom();
        if (inst.Source != CodeBuffer.NoSource)
        {
            code.SetSource(inst.Source);
        }

        if (inst.TrapCode != 0)
        {
            code.AddTrapSite(inst.TrapCode);
        }

        Rv64Op op = Rv64Table.Of(inst);
        uint word = Encode(op, inst);
        if (inst.Mem == MemKind.Label)
        {
            code.EmitField(word, Rv64Fields.Of(op.Args[^1].Kind), new Label(inst.Target));
            return;
        }

        code.EmitInt32((int)word);
    }

    /// <summary>Appends auipc and a second instruction whose base is its result, which together refer to a label.</summary>
    internal static void EmitPair(CodeBuffer code, Reg upper, in MachInst second, Label label)
    {
        code.MakeRoom();
        code.EmitField(Encode(Rv64Int.Auipc, Rv64Inst.Upper(Rv64Int.Auipc, upper, 0)), Rv64Fields.Upper, label);
        code.EmitField(Encode(Rv64Table.Of(second), second), Rv64Fields.Lower, label);
    }

    /// <summary>The same, to a constant or jump table.</summary>
    internal static void EmitPair(CodeBuffer code, Reg upper, in MachInst second, PoolEntry entry)
    {
        code.MakeRoom();
        code.EmitPoolField(Encode(Rv64Int.Auipc, Rv64Inst.Upper(Rv64Int.Auipc, upper, 0)), Rv64Fields.Upper, entry);
        code.EmitPoolField(Encode(Rv64Table.Of(second), second), Rv64Fields.Lower, entry);
    }

    /// <summary>The same, to a symbol.</summary>
    internal static void EmitPair(CodeBuffer code, Reg upper, in MachInst second, uint symbol)
    {
        code.MakeRoom();
        code.AddRelocation(RelocationKind.Rv64Pair, symbol, 0);
        code.EmitInt32((int)Encode(Rv64Int.Auipc, Rv64Inst.Upper(Rv64Int.Auipc, upper, 0)));
        code.EmitInt32((int)Encode(Rv64Table.Of(second), second));
    }

    /// <summary>Appends a call of a symbol, or a jump to it.</summary>
    /// <param name="code">The buffer.</param>
    /// <param name="link">The return address, or the zero register.</param>
    /// <param name="symbol">The symbol.</param>
    internal static void EmitJump(CodeBuffer code, Reg link, uint symbol)
    {
        // What the linker puts in front of a function for those that do not reach their targets is in reach of its first part.
        if (code.Length >= NearBytes)
        {
            Reg upper = link == Rv64Regs.Zero ? Rv64Regs.Scratch0 : link;
            EmitPair(code, upper, Rv64Inst.JumpRegister(link, upper), symbol);
            return;
        }

        code.MakeRoom();
        code.AddRelocation(RelocationKind.Rv64Jump, symbol, 0);
        code.EmitInt32((int)Encode(Rv64Int.Jal, Rv64Inst.JumpAndLink(default) with { R0 = link }));
    }

    /// <summary>A piece of code that goes on to a symbol anywhere.</summary>
    internal static byte[] NewWay()
    {
        byte[] way = new byte[2 * WordBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(way, Encode(Rv64Int.Auipc, Rv64Inst.Upper(Rv64Int.Auipc, Rv64Regs.Scratch0, 0)));
        BinaryPrimitives.WriteUInt32LittleEndian(way.AsSpan(WordBytes), Encode(Rv64Int.Jalr, Rv64Inst.JumpRegister(Rv64Regs.Zero, Rv64Regs.Scratch0)));
        return way;
    }

    /// <summary>
    /// Emits the traps put off by <see cref="CodeBuffer.DeferTrap"/>: call once, behind the last block. Each is a call, whose return address tells
    /// which one, of the way to the stub that raises traps; the stub never returns.
    /// </summary>
    /// <param name="code">The buffer.</param>
    /// <param name="trapStub">Symbol of the stub.</param>
    internal static void EmitDeferredTraps(CodeBuffer code, uint trapStub)
    {
        const int MostOnOneWay = 100_000; // calls reach 1 MiB
        int count = 0;
        Label way = default;
        foreach (DeferredTrap trap in code.DeferredTraps)
        {
            code.MakeRoom();
            if (count % MostOnOneWay == 0)
            {
                EmitWay(code, count == 0 ? null : way, trapStub);
                way = code.NewLabel();
            }

            count++;
            code.Bind(trap.Label);
            code.SetSource(trap.Source);
            code.AddTrapSite(trap.Code);
            code.EmitField(Encode(Rv64Int.Jal, Rv64Inst.JumpAndLink(default)), Rv64Fields.Call21, way);
        }

        EmitWay(code, count == 0 ? null : way, trapStub);
    }

    private static void EmitWay(CodeBuffer code, Label? way, uint trapStub)
    {
        if (way is { } label)
        {
            code.Bind(label);
            EmitJump(code, Rv64Regs.Zero, trapStub);
        }
    }

    /// <summary>The word of an instruction; distances to labels and symbols are left out.</summary>
    internal static uint Encode(Rv64Op op, in MachInst inst)
    {
        uint word = op.Bits;
        foreach (Rv64Arg arg in op.Args)
        {
            word |= Field(op, arg, inst);
        }

        return word;
    }

    /// <summary>Bits that an operand fills.</summary>
    internal static uint MaskOf(Rv64Arg arg) => arg.Kind switch
    {
        Rv64ArgKind.Def or Rv64ArgKind.Use => 0x1fu << arg.At,
        Rv64ArgKind.Imm12 => 0xfffu << 20,
        Rv64ArgKind.Upper20 or Rv64ArgKind.Label21 => 0xf_ffffu << 12,
        Rv64ArgKind.Shift6 => 0x3fu << 20,
        Rv64ArgKind.Shift5 => 0x1fu << 20,
        Rv64ArgKind.MemLoad or Rv64ArgKind.MemJump => (0xfffu << 20) | (0x1fu << BaseAt),
        Rv64ArgKind.MemStore => (0x7fu << 25) | (0x1fu << BaseAt) | (0x1fu << 7),
        Rv64ArgKind.MemBase => 0x1fu << BaseAt,
        Rv64ArgKind.Label13 => (0x7fu << 25) | (0x1fu << 7),
        Rv64ArgKind.Rounding => 7u << 12,
        Rv64ArgKind.FenceSets => 0xffu << 20,
        Rv64ArgKind.Imm5 or Rv64ArgKind.Uimm5 or Rv64ArgKind.Small5 => 0x1fu << SmallAt,
        Rv64ArgKind.VectorType => 0x3ffu << 20,
        Rv64ArgKind.Control => 0xfffu << 20,
        Rv64ArgKind.Mask => 0,
    };

    private static uint Field(Rv64Op op, Rv64Arg arg, in MachInst inst) => arg.Kind switch
    {
        Rv64ArgKind.Def or Rv64ArgKind.Use => Number(op, inst[arg.Field], arg.Class) << arg.At,
        Rv64ArgKind.Imm12 => Signed12(op, inst.Imm) << 20,
        Rv64ArgKind.Upper20 => Unsigned(op, inst.Imm, 20) << 12,
        Rv64ArgKind.Shift6 => Unsigned(op, inst.Imm, 6) << 20,
        Rv64ArgKind.Shift5 => Unsigned(op, inst.Imm, 5) << 20,
        Rv64ArgKind.MemLoad or Rv64ArgKind.MemJump => Base(op, inst) | (Signed12(op, inst.Disp) << 20),
        Rv64ArgKind.MemStore => Base(op, inst) | (Signed12(op, inst.Disp) >> 5 << 25) | ((Signed12(op, inst.Disp) & 0x1f) << 7),
        Rv64ArgKind.MemBase => inst.Disp == 0 ? Base(op, inst) : throw Wrong(op, $"displacement {inst.Disp}"),
        Rv64ArgKind.Label13 or Rv64ArgKind.Label21 => inst.Mem == MemKind.PcRelative ? Rv64Fields.Of(arg.Kind).Insert(0, inst.Disp) : 0,
        Rv64ArgKind.Rounding => Unsigned(op, inst.Cond, 3) << 12,
        Rv64ArgKind.FenceSets => Unsigned(op, inst.Imm, 8) << 20,
        Rv64ArgKind.Imm5 => inst.Imm is >= -16 and < 16 ? ((uint)inst.Imm & 0x1f) << SmallAt : throw Wrong(op, $"{inst.Imm} in 5 signed bits"),
        Rv64ArgKind.Uimm5 => Unsigned(op, inst.Imm, 5) << SmallAt,
        Rv64ArgKind.Small5 => Unsigned(op, inst.Scale, 5) << SmallAt,
        Rv64ArgKind.VectorType => Unsigned(op, inst.Imm, 10) << 20,
        Rv64ArgKind.Control => Unsigned(op, inst.Imm, 12) << 20,
        Rv64ArgKind.Mask => 0,
    };

    private static uint Base(Rv64Op op, in MachInst inst) =>
        inst.Mem == MemKind.Base ? Number(op, inst.R2, RegClass.Int) << BaseAt : throw Wrong(op, $"memory operand {inst.Mem}");

    private static uint Number(Rv64Op op, Reg register, RegClass expected) =>
        register.IsPhysical && register.Class == expected ? (uint)register.Number : throw Wrong(op, $"register {register}");

    private static uint Unsigned(Rv64Op op, long value, int width) =>
        value >= 0 && value >> width == 0 ? (uint)value : throw Wrong(op, $"{value} in {width} bits");

    private static uint Signed12(Rv64Op op, long value) =>
        value is >= -2048 and < 2048 ? (uint)value & 0xfff : throw Wrong(op, $"{value} in 12 signed bits");

    private static EncodingException Wrong(Rv64Op op, string what) => new($"{op.Name}: {what} cannot be encoded; lowering must check before it emits");
}
