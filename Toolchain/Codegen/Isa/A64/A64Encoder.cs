// From MachInst to words: the fixed bits of the row, the size bits, and each operand at its place. Nothing is truncated: what does not fit
// raises EncodingException. Source: Arm Architecture Reference Manual, A64 instruction set encoding.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Encodes instructions into a <see cref="CodeBuffer"/>.</summary>
internal static class A64Encoder
{
    private const int WordBytes = 4;

    /// <summary>A buffer for aarch64 code.</summary>
    internal static CodeBuffer NewBuffer() => new(FillNops, A64Fields.Width);

    /// <summary>Fills a gap with instructions that do nothing.</summary>
    internal static void FillNops(Span<byte> gap)
    {
        for (; gap.Length >= WordBytes; gap = gap[WordBytes..])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(gap, A64Control.Nop.Bits);
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

        A64Op op = A64Table.Of(inst);
        uint word = Encode(op, inst);
        if (inst.Mem is MemKind.Label or MemKind.Pool or MemKind.Symbol)
        {
            FieldFormat field = FieldOf(op);
            switch (inst.Mem)
            {
                case MemKind.Label:
                    code.EmitField(word, field, new Label(inst.Target));
                    return;
                case MemKind.Pool:
                    code.EmitPoolField(word, field, new PoolEntry(inst.Target));
                    return;
                default:
                    code.AddRelocation(RelocationKindOf(op), (uint)inst.Target, inst.Disp);
                    break;
            }
        }

        code.EmitInt32((int)word);
    }

    /// <summary>Emits the traps put off by <see cref="CodeBuffer.DeferTrap"/>: call once, behind the last block.</summary>
    /// <param name="code">The buffer.</param>
    /// <param name="trapStub">Symbol of the stub that raises traps.</param>
    internal static void EmitDeferredTraps(CodeBuffer code, uint trapStub)
    {
        foreach (DeferredTrap trap in code.DeferredTraps)
        {
            code.MakeRoom();
            code.Bind(trap.Label);
            code.SetSource(trap.Source);
            EmitTrap(code, trap.Code, trapStub);
        }
    }

    /// <summary>
    /// Emits a trap: a call of the trap stub, which finds the last trap site before its return address. The call never returns, so nothing
    /// has to follow it.
    /// </summary>
    internal static void EmitTrap(CodeBuffer code, byte trapCode, uint trapStub) => Emit(code, A64Inst.Call(trapStub) with { TrapCode = trapCode });

    /// <summary>The word of an instruction; distances to labels and symbols are left out.</summary>
    internal static uint Encode(A64Op op, in MachInst inst)
    {
        uint word = op.Bits | WidthBits(op, inst);
        foreach (A64Arg arg in op.Args)
        {
            word |= Field(op, arg, inst);
        }

        return word;
    }

    /// <summary>Bits that an operand's width chooses.</summary>
    internal static uint WidthMask(A64Width width) => width switch
    {
        A64Width.None => 0,
        A64Width.Sf => 1u << 31,
        A64Width.SfN => (1u << 31) | (1u << 22),
        A64Width.Float => 1u << 22,
        A64Width.SfFloat => (1u << 31) | (1u << 22),
        A64Width.Lanes => 3u << 22,
        A64Width.FloatLanes => 1u << 22,
        A64Width.LoadLanes => 3u << 10,
        A64Width.CopyLanes => 0x1fu << 16,
        A64Width.Access => 3u << 30,
    };

    /// <summary>Bits that an operand fills.</summary>
    internal static uint MaskOf(A64Arg arg) => arg.Kind switch
    {
        A64ArgKind.Def or A64ArgKind.Use or A64ArgKind.EarlyDef or A64ArgKind.Tied => (0x1fu << arg.At) | arg.View switch
        {
            A64View.Element => 0x1fu << 16,
            A64View.Element2 => 0xfu << 11,
            _ => 0,
        },
        A64ArgKind.Shift => (3u << 22) | (0x3fu << 10),
        A64ArgKind.Extended => (0x1fu << arg.At) | (0x3fu << 10),
        A64ArgKind.Imm12 => 0x1fffu << 10,
        A64ArgKind.BitPattern => 0x1fffu << 10,
        A64ArgKind.Imm16Step => 0x3_ffffu << 5,
        A64ArgKind.ImmR => 0x3fu << 16,
        A64ArgKind.ImmS => 0x3fu << 10,
        A64ArgKind.Cond => 0xfu << 12,
        A64ArgKind.Imm5 => 0x1fu << 16,
        A64ArgKind.Flags => 0xfu,
        A64ArgKind.Imm16 => 0xffffu << 5,
        A64ArgKind.Imm16Low => 0xffffu,
        A64ArgKind.MemScaled => (0xfffu << 10) | (0x1fu << 5),
        A64ArgKind.MemUnscaled => (0x1ffu << 12) | (0x1fu << 5),
        A64ArgKind.MemIndexed => (0x1fu << 16) | (0xfu << 12) | (0x1fu << 5),
        A64ArgKind.MemBase => 0x1fu << 5,
        A64ArgKind.MemPair or A64ArgKind.MemPairPre or A64ArgKind.MemPairPost => (0x7fu << 15) | (0x1fu << 5),
        A64ArgKind.Label26 => 0x3ff_ffffu,
        A64ArgKind.Label19 or A64ArgKind.CondLabel19 => (0x7_ffffu << 5) | (arg.Kind == A64ArgKind.CondLabel19 ? 0xfu : 0),
        A64ArgKind.Label14 => 0x3fffu << 5,
        A64ArgKind.Label21 => (3u << 29) | (0x7_ffffu << 5),
        A64ArgKind.Bit => (1u << 31) | (0x1fu << 19),
        A64ArgKind.FloatImm8 => 0xffu << 13,
        A64ArgKind.FloatZero or A64ArgKind.IntZero => 0,
        A64ArgKind.LaneShl or A64ArgKind.LaneShr => 0x7fu << 16,
        A64ArgKind.Index4 => 0xfu << 11,
        A64ArgKind.Imm8 or A64ArgKind.ByteMask => (7u << 16) | (0x1fu << 5),
    };

    private static RelocationKind RelocationKindOf(A64Op op) =>
        op == A64Control.Bl || op == A64Control.B ? RelocationKind.A64Branch26 : throw new EncodingException($"{op.Name} refers to no symbol");

    private static FieldFormat FieldOf(A64Op op)
    {
        foreach (A64Arg arg in op.Args)
        {
            if (arg.Kind is A64ArgKind.Label26 or A64ArgKind.Label19 or A64ArgKind.CondLabel19 or A64ArgKind.Label14 or A64ArgKind.Label21)
            {
                return A64Fields.Of(arg.Kind, isBranch: op.Id >> A64Table.FamilyShift == A64Control.B.Id >> A64Table.FamilyShift);
            }
        }

        throw new EncodingException($"{op.Name} has no distance to a label");
    }

    private static uint WidthBits(A64Op op, in MachInst inst) => op.Width switch
    {
        A64Width.None => 0,
        A64Width.Sf => Is8(op, inst.Size) << 31,
        A64Width.SfN => (Is8(op, inst.Size) << 31) | (Is8(op, inst.Size) << 22),
        A64Width.Float => Is8(op, inst.Size) << 22,
        A64Width.SfFloat => (Is8(op, inst.Size) << 31) | (FloatScale(op, inst.Scale) << 22),
        A64Width.Lanes => LaneScale(op, inst.Scale) << 22,
        A64Width.FloatLanes => FloatScale(op, inst.Scale) << 22,
        A64Width.LoadLanes => LaneScale(op, inst.Scale) << 10,
        A64Width.CopyLanes => 1u << ((int)LaneScale(op, inst.Scale) + 16),
        A64Width.Access => (inst.Size switch { 1 => 0u, 2 => 1u, 4 => 2u, 8 => 3u, _ => throw Wrong(op, $"size {inst.Size}") }) << 30,
    };

    private static uint Is8(A64Op op, byte size) => size switch { 4 => 0, 8 => 1, _ => throw Wrong(op, $"size {size}") };

    private static uint FloatScale(A64Op op, byte scale) => scale switch { 2 => 0, 3 => 1, _ => throw Wrong(op, $"float lanes {scale}") };

    private static uint LaneScale(A64Op op, byte scale) =>
        scale < 4 && (op.LaneSizes >> scale & 1) != 0 ? scale : throw Wrong(op, $"lanes {scale}");

    private static uint Field(A64Op op, A64Arg arg, in MachInst inst)
    {
        switch (arg.Kind)
        {
            case A64ArgKind.Def or A64ArgKind.Use or A64ArgKind.EarlyDef:
                return Register(op, arg, inst[arg.Field], inst);
            case A64ArgKind.Tied:
                return inst.R0 == inst.R1 ? Register(op, arg, inst.R0, inst) : throw Wrong(op, $"{inst.R1} is tied to {inst.R0}");
            case A64ArgKind.Shift:
                return ((uint)inst.Cond << 22) | Unsigned(op, inst.Imm, inst.Size == 8 ? 6 : 5, 10);
            case A64ArgKind.Extended:
                return (Number(op, inst.R2, RegClass.Int) << arg.At) | ((uint)inst.Cond << 13) | Unsigned(op, inst.Imm, 3, 10);
            case A64ArgKind.Imm12:
                return (inst.Imm & 0xfff) == 0 && inst.Imm != 0 ? Unsigned(op, inst.Imm >> 12, 12, 10) | (1u << 22) : Unsigned(op, inst.Imm, 12, 10);
            case A64ArgKind.BitPattern:
                return A64Immediates.TryEncodePattern((ulong)inst.Imm, inst.Size, out uint pattern) ? pattern << 10 : throw Wrong(op, $"pattern 0x{inst.Imm:x}");
            case A64ArgKind.Imm16Step:
                return Unsigned(op, inst.Imm, 16, 5) | Unsigned(op, inst.Scale, inst.Size == 8 ? 2 : 1, 21);
            case A64ArgKind.ImmR:
                return Unsigned(op, inst.Imm, inst.Size == 8 ? 6 : 5, 16);
            case A64ArgKind.ImmS:
                return Unsigned(op, inst.Disp, inst.Size == 8 ? 6 : 5, 10);
            case A64ArgKind.Cond:
                return Unsigned(op, inst.Cond, 4, 12);
            case A64ArgKind.Imm5:
                return Unsigned(op, inst.Imm, 5, 16);
            case A64ArgKind.Flags:
                return Unsigned(op, inst.Disp, 4, 0);
            case A64ArgKind.Imm16:
                return Unsigned(op, inst.Imm, 16, 5);
            case A64ArgKind.Imm16Low:
                return Unsigned(op, inst.Imm, 16, 0);
            case A64ArgKind.MemScaled or A64ArgKind.MemUnscaled or A64ArgKind.MemIndexed or A64ArgKind.MemBase
                or A64ArgKind.MemPair or A64ArgKind.MemPairPre or A64ArgKind.MemPairPost:
                return Memory(op, arg, inst);
            case A64ArgKind.Label26 or A64ArgKind.Label19 or A64ArgKind.CondLabel19 or A64ArgKind.Label14 or A64ArgKind.Label21:
                uint cond = arg.Kind == A64ArgKind.CondLabel19 ? Unsigned(op, inst.Cond, 4, 0) : 0;
                return inst.Mem == MemKind.PcRelative ? A64Fields.Of(arg.Kind, isBranch: true).Insert(cond, inst.Disp) : cond;
            case A64ArgKind.Bit:
                return Unsigned(op, inst.Imm >> 5, 1, 31) | Unsigned(op, inst.Imm & 31, 5, 19);
            case A64ArgKind.FloatImm8:
                return Unsigned(op, inst.Imm, 8, 13);
            case A64ArgKind.FloatZero or A64ArgKind.IntZero:
                return 0;
            case A64ArgKind.LaneShl:
                return Unsigned(op, inst.Imm, (int)LaneScale(op, inst.Scale) + 3, 16) | (8u << (int)LaneScale(op, inst.Scale) << 16);
            case A64ArgKind.LaneShr:
                int bits = 8 << (int)LaneScale(op, inst.Scale);
                return inst.Imm >= 1 && inst.Imm <= bits ? (uint)((2 * bits) - inst.Imm) << 16 : throw Wrong(op, $"shift by {inst.Imm}");
            case A64ArgKind.Index4:
                return Unsigned(op, inst.Imm, 4, 11);
            default:
                return (Unsigned(op, inst.Imm, 8, 0) >> 5 << 16) | ((uint)(inst.Imm & 31) << 5);
        }
    }

    private static uint Memory(A64Op op, A64Arg arg, in MachInst inst)
    {
        uint @base = Number(op, inst.R2, RegClass.Int) << 5;
        if (inst.Mem != (arg.Kind == A64ArgKind.MemIndexed ? MemKind.BaseIndex : MemKind.Base))
        {
            throw Wrong(op, $"memory operand {inst.Mem}");
        }

        switch (arg.Kind)
        {
            case A64ArgKind.MemScaled:
                return @base | Unsigned(op, Scaled(op, inst.Disp, op.AccessLog2), 12, 10);
            case A64ArgKind.MemUnscaled:
                return @base | Signed(op, inst.Disp, 9, 12);
            case A64ArgKind.MemIndexed:
                uint shift = inst.Scale == 0 ? 0 : inst.Scale == op.AccessLog2 ? 1u << 12 : throw Wrong(op, $"index shift {inst.Scale}");
                return @base | (Number(op, inst.R3, RegClass.Int) << 16) | ((uint)inst.Cond << 13) | shift;
            case A64ArgKind.MemBase:
                return inst.Disp == 0 ? @base : throw Wrong(op, $"displacement {inst.Disp}");
            default:
                return @base | Signed(op, Scaled(op, inst.Disp, op.AccessLog2), 7, 15);
        }
    }

    private static uint Register(A64Op op, A64Arg arg, Reg register, in MachInst inst)
    {
        uint number = Number(op, register, arg.IsInt ? RegClass.Int : RegClass.Float) << arg.At;
        int scale = inst.Scale;
        return arg.View switch
        {
            A64View.Element => number | (LaneIndex(op, inst.Imm, scale) << (scale + 1) << 16) | (1u << (int)LaneScale(op, (byte)scale) << 16),
            A64View.Element2 => number | (LaneIndex(op, inst.Disp, scale) << scale << 11),
            _ => number,
        };
    }

    private static uint LaneIndex(A64Op op, long index, int scale) => Unsigned(op, index, 4 - scale, 0);

    private static uint Number(A64Op op, Reg register, RegClass expected) =>
        register.IsPhysical && register.Class == expected ? (uint)register.Number : throw Wrong(op, $"register {register}");

    private static long Scaled(A64Op op, int value, int log2) =>
        (value & ((1 << log2) - 1)) == 0 ? value >> log2 : throw Wrong(op, $"displacement {value} is no multiple of {1 << log2}");

    private static uint Unsigned(A64Op op, long value, int width, int at) =>
        value >= 0 && value >> width == 0 ? (uint)value << at : throw Wrong(op, $"{value} in {width} bits");

    private static uint Signed(A64Op op, long value, int width, int at) =>
        value >= -(1L << (width - 1)) && value < 1L << (width - 1)
            ? ((uint)value & ((1u << width) - 1)) << at
            : throw Wrong(op, $"{value} in {width} signed bits");

    private static EncodingException Wrong(A64Op op, string what) => new($"{op.Name}: {what} cannot be encoded; lowering must check before it emits");
}
