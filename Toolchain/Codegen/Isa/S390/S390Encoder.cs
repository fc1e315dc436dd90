// From MachInst to bytes: the fixed bits of the row and each operand at its place. Nothing is truncated: what does not fit raises
// EncodingException. Source: z/Architecture Principles of Operation, instruction formats.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Encodes instructions into a <see cref="CodeBuffer"/>.</summary>
internal static class S390Encoder
{
    private const int RxbAt = 36;

    /// <summary>A buffer for s390x code. No distance is ever out of reach (S390Emit sees to it), so there are no islands.</summary>
    internal static CodeBuffer NewBuffer() => new(FillNops, new FixedWidth(0, S390Fields.Long, 0));

    /// <summary>Length in bytes of the instruction with this first byte.</summary>
    internal static int LengthOf(byte first) => first < 0x40 ? 2 : first < 0xc0 ? 4 : 6;

    /// <summary>Length in bytes of an instruction given as a number, which its first two bits tell.</summary>
    internal static int BytesOf(ulong bits)
    {
        int bytes = bits < 1UL << 16 ? 2 : bits < 1UL << 32 ? 4 : 6;
        return LengthOf((byte)(bits >> ((bytes * 8) - 8))) == bytes ? bytes : throw new EncodingException($"0x{bits:x} has another length");
    }

    /// <summary>Fills a gap with instructions that do nothing.</summary>
    internal static void FillNops(Span<byte> gap)
    {
        while (gap.Length >= 2)
        {
            S390Op op = gap.Length >= 6 ? S390Control.Nop6 : gap.Length >= 4 ? S390Control.Nop4 : S390Control.Nop2;
            Write(gap, op.Bits, op.Bytes);
            gap = gap[op.Bytes..];
        }
    }

    /// <summary>Appends one instruction; records its source and, if it has a trap code, its trap site.</summary>
    internal static void Emit(CodeBuffer code, in MachInst inst)
    {
        if (inst.Source != CodeBuffer.NoSource)
        {
            code.SetSource(inst.Source);
        }

        if (inst.TrapCode != 0)
        {
            code.AddTrapSite(inst.TrapCode);
        }

        S390Op op = S390Table.Of(inst);
        Span<byte> bytes = stackalloc byte[6];
        Write(bytes, Encode(op, inst), op.Bytes);
        bool isLong = op.Args.Length != 0 && op.Args[^1].Kind == S390ArgKind.Label32;
        switch (inst.Mem)
        {
            case MemKind.Symbol:
                code.AddRelocation(isLong ? RelocationKind.S390Distance32 : throw Wrong(op, "symbol"), (uint)inst.Target, inst.Disp);
                break;
            case MemKind.Label when isLong:
                code.Emit(bytes[..2]);
                code.EmitField(0, S390Fields.Long, new Label(inst.Target));
                return;
            case MemKind.Pool:
                code.Emit(bytes[..2]);
                code.EmitPoolField(0, isLong ? S390Fields.Long : throw Wrong(op, "pool"), new PoolEntry(inst.Target));
                return;
            case MemKind.Label:
                code.EmitField(BinaryPrimitives.ReadUInt32LittleEndian(bytes), S390Fields.Short, new Label(inst.Target));
                code.Emit(bytes[4..op.Bytes]);
                return;
            default:
                break;
        }

        code.Emit(bytes[..op.Bytes]);
    }

    /// <summary>Emits the traps put off by <see cref="CodeBuffer.DeferTrap"/>: call once, behind the last block.</summary>
    /// <param name="code">The buffer.</param>
    /// <param name="trapStub">Symbol of the stub that raises traps.</param>
    internal static void EmitDeferredTraps(CodeBuffer code, uint trapStub)
    {
        foreach (DeferredTrap trap in code.DeferredTraps)
        {
            code.Bind(trap.Label);
            code.SetSource(trap.Source);
            EmitTrap(code, trap.Code, trapStub);
        }
    }

    /// <summary>
    /// Emits a trap: a call of the trap stub, which finds the last trap site before its return address. The call never returns, so nothing
    /// has to follow it.
    /// </summary>
    internal static void EmitTrap(CodeBuffer code, byte trapCode, uint trapStub) => Emit(code, S390Inst.Call(trapStub) with { TrapCode = trapCode });

    /// <summary>The instruction as a number; distances to labels and symbols are left out.</summary>
    internal static ulong Encode(S390Op op, in MachInst inst)
    {
        ulong word = op.Bits;
        foreach (S390Arg arg in op.Args)
        {
            word |= Field(op, arg, inst);
        }

        return word;
    }

    /// <summary>Bits that an operand fills.</summary>
    internal static ulong MaskOf(S390Arg arg, int bytes) => arg.Kind switch
    {
        S390ArgKind.Def or S390ArgKind.Use or S390ArgKind.Tied => At(0xf, arg.At, 4, bytes) | (arg.View == S390View.V ? Rxb(arg.At) : 0),
        S390ArgKind.Signed or S390ArgKind.Unsigned => At((1UL << arg.Width) - 1, arg.At, arg.Width, bytes),
        S390ArgKind.Cond => At(0xf, arg.At, 4, bytes),
        S390ArgKind.Amount => At(0xf, 16, 4, bytes) | At(0xfff, 20, 12, bytes) | At(0xff, 32, 8, bytes),
        S390ArgKind.Amount12 => At(0xffff, 16, 16, bytes),
        S390ArgKind.MemX12 => At(0xf_ffff, 12, 20, bytes),
        S390ArgKind.MemX20 => At(0xf_ffff, 12, 20, bytes) | At(0xff, 32, 8, bytes),
        S390ArgKind.MemB12 => At(0xffff, 16, 16, bytes),
        S390ArgKind.MemB20 => At(0xffff, 16, 16, bytes) | At(0xff, 32, 8, bytes),
        S390ArgKind.Label16 => At(0xffff, 16, 16, bytes),
        S390ArgKind.Label32 => At(0xffff_ffff, 16, 32, bytes),
    };

    /// <summary>The bit of the RXB field for the register field at a place.</summary>
    internal static ulong Rxb(int at) => At(1, RxbAt + (at switch { 8 => 0, 12 => 1, 16 => 2, _ => 3 }), 1, 6);

    /// <summary>Writes an instruction.</summary>
    internal static void Write(Span<byte> to, ulong word, int bytes)
    {
        for (int i = 0; i < bytes; i++)
        {
            to[i] = (byte)(word >> ((bytes - 1 - i) * 8));
        }
    }

    private static ulong At(ulong value, int at, int width, int bytes) => value << ((bytes * 8) - at - width);

    private static ulong Field(S390Op op, S390Arg arg, in MachInst inst)
    {
        switch (arg.Kind)
        {
            case S390ArgKind.Def or S390ArgKind.Use:
                return Register(op, arg, inst[arg.Field]);
            case S390ArgKind.Tied:
                return inst.R0 == inst.R1 ? Register(op, arg, inst.R0) : throw Wrong(op, $"{inst.R1} is tied to {inst.R0}");
            case S390ArgKind.Signed:
                return Signed(op, Number(arg, inst), arg.At, arg.Width);
            case S390ArgKind.Unsigned:
                return Unsigned(op, Number(arg, inst), arg.At, arg.Width);
            case S390ArgKind.Cond:
                return Unsigned(op, inst.Cond, arg.At, 4);
            case S390ArgKind.Amount:
                return Base(op, inst.R2, 16) | Displacement20(op, inst.Disp);
            case S390ArgKind.Amount12:
                return Base(op, inst.R2, 16) | Unsigned(op, inst.Disp, 20, 12);
            case S390ArgKind.Label16:
                return inst.Mem == MemKind.PcRelative ? Signed(op, Halfwords(op, inst.Disp), 16, 16) : 0;
            case S390ArgKind.Label32:
                return inst.Mem == MemKind.PcRelative ? Signed(op, Halfwords(op, inst.Disp), 16, 32) : 0;
            default:
                return Memory(op, arg, inst);
        }
    }

    private static ulong Memory(S390Op op, S390Arg arg, in MachInst inst)
    {
        bool hasIndex = arg.Kind is S390ArgKind.MemX12 or S390ArgKind.MemX20;
        if (inst.Mem != MemKind.Base && !(hasIndex && inst.Mem == MemKind.BaseIndex))
        {
            throw Wrong(op, $"memory operand {inst.Mem}");
        }

        ulong index = inst.Mem == MemKind.BaseIndex ? Base(op, inst.R3, 12) : 0;
        ulong displacement = arg.Kind is S390ArgKind.MemX12 or S390ArgKind.MemB12 ? Unsigned(op, inst.Disp, 20, 12) : Displacement20(op, inst.Disp);
        return index | Base(op, inst.R2, 16) | displacement;
    }

    private static ulong Displacement20(S390Op op, int value)
    {
        _ = Signed(op, value, 20, 20);
        return At((ulong)(value & 0xfff), 20, 12, op.Bytes) | At((ulong)(value >> 12 & 0xff), 32, 8, op.Bytes);
    }

    // Register 0 in an address means that there is none.
    private static ulong Base(S390Op op, Reg register, int at) => !register.IsValid ? 0
        : register.IsPhysical && register.Class == RegClass.Int && register.Number != 0 ? At((ulong)register.Number, at, 4, op.Bytes)
        : throw Wrong(op, $"register {register} in an address");

    private static ulong Register(S390Op op, S390Arg arg, Reg register)
    {
        if (!register.IsPhysical || register.Class != arg.Class || (arg.View != S390View.V && register.Number > 15))
        {
            throw Wrong(op, $"register {register}");
        }

        return At((ulong)register.Number & 15, arg.At, 4, op.Bytes) | (register.Number > 15 ? Rxb(arg.At) : 0);
    }

    private static long Number(S390Arg arg, in MachInst inst) => (S390Number)arg.Field switch
    {
        S390Number.Imm => inst.Imm,
        S390Number.Disp => inst.Disp,
        S390Number.Scale => inst.Scale,
    };

    private static long Halfwords(S390Op op, int distance) => (distance & 1) == 0 ? distance / 2 : throw Wrong(op, $"distance {distance}");

    private static ulong Unsigned(S390Op op, long value, int at, int width) =>
        value >= 0 && value >> width == 0 ? At((ulong)value, at, width, op.Bytes) : throw Wrong(op, $"{value} in {width} bits");

    private static ulong Signed(S390Op op, long value, int at, int width) =>
        value >= -(1L << (width - 1)) && value < 1L << (width - 1)
            ? At((ulong)value & ((1UL << width) - 1), at, width, op.Bytes)
            : throw Wrong(op, $"{value} in {width} signed bits");

    private static EncodingException Wrong(S390Op op, string what) => new($"{op.Name}: {what} cannot be encoded; lowering must check before it emits");
}
