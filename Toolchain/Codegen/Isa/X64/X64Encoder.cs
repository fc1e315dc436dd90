// From MachInst to bytes. Everything a format implies is in X64Slots; what is here is the packing common to all: prefixes, REX
// or VEX, opcode, ModRM with SIB and displacement, immediate. Source: AMD64 and Intel manuals, "instruction format".
//
// Nothing is truncated: a register, displacement or immediate that does not fit raises EncodingException.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Encodes instructions into a <see cref="CodeBuffer"/>.</summary>
internal static class X64Encoder
{
    private const int SibEscape = 4; // modrm.rm: a SIB byte follows; also rsp's number
    private const int NoIndex = 4;
    private const int NoBase = 5; // with mod 0: disp32 alone; also rbp's number

    // Instructions that do nothing, of 1 to 9 bytes (the forms both vendors recommend).
    private static readonly byte[][] Nops =
    [
        [0x90],
        [0x66, 0x90],
        [0x0F, 0x1F, 0x00],
        [0x0F, 0x1F, 0x40, 0x00],
        [0x0F, 0x1F, 0x44, 0x00, 0x00],
        [0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00],
        [0x0F, 0x1F, 0x80, 0x00, 0x00, 0x00, 0x00],
        [0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
        [0x66, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    ];

    /// <summary>A buffer for x86_64 code.</summary>
    internal static CodeBuffer NewBuffer() => new(FillNops);

    /// <summary>Fills a gap with long nops.</summary>
    internal static void FillNops(Span<byte> gap)
    {
        while (gap.Length > 0)
        {
            byte[] nop = Nops[Math.Min(gap.Length, Nops.Length) - 1];
            nop.CopyTo(gap);
            gap = gap[nop.Length..];
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

        code.BeginInstruction();
        ref readonly X64Encoding row = ref X64Encoding.Of(inst);
        switch (row.Op.Format)
        {
            case X64Format.Jcc or X64Format.Branch:
                EmitBranch(code, row.Op, inst);
                break;
            case X64Format.MovImm:
                EmitMovImm(code, inst);
                break;
            default:
                EmitCommon(code, row, inst);
                break;
        }
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
    internal static void EmitTrap(CodeBuffer code, byte trapCode, uint trapStub)
    {
        code.AddTrapSite(trapCode);
        Emit(code, X64Inst.CallSymbol(trapStub));
    }

    private static void EmitBranch(CodeBuffer code, X64Op op, in MachInst inst)
    {
        byte cond = op.Format == X64Format.Jcc ? inst.Cond : (byte)0;
        ReadOnlySpan<byte> opcode = op.Code.Map == X64Map.OneByte ? [op.Code.Opcode] : [0x0F, (byte)(op.Code.Opcode | cond)];
        switch (inst.Mem)
        {
            case MemKind.Label when !op.Has(X64Effects.Call):
                code.EmitBranch(opcode, op.Format == X64Format.Jcc ? (byte)(0x70 | cond) : (byte)0xEB, new Label(inst.Target));
                break;
            case MemKind.Label:
                code.Emit(opcode);
                code.EmitLabelDistance(new Label(inst.Target), inst.Disp, trailing: 0);
                break;
            case MemKind.Symbol:
                code.Emit(opcode);
                code.EmitSymbolDistance((uint)inst.Target, inst.Disp, trailing: 0);
                break;
            case MemKind.PcRelative:
                code.Emit(opcode);
                code.EmitInt32(inst.Disp);
                break;
            default:
                throw Bad(op, "a branch goes to a label, a symbol or a finished distance");
        }
    }

    // b8+r id clears the upper half; c7 /0 id sign-extends.
    private static void EmitMovImm(CodeBuffer code, in MachInst inst)
    {
        int register = Number(inst.R0, RegClass.Int, X64Int.MovImm);
        if (inst.Imm != (int)inst.Imm)
        {
            throw Bad(X64Int.MovImm, $"immediate {inst.Imm} does not fit 32 bits");
        }

        uint low = (uint)register & 7;
        uint high = (uint)register >> 3;
        (uint head, int length) = inst.Size == 8 ? (0x48 | high | (0xC7 << 8) | ((0xC0 | low) << 16), 3)
            : high != 0 ? (0x41 | ((0xB8 | low) << 8), 2)
            : (0xB8 | low, 1);
        code.EmitWord(head | ((ulong)(uint)inst.Imm << (length * 8)), length + sizeof(int));
    }

    // The bytes up to SIB are collected in one word, which is never longer than that: prefixes, REX or VEX, opcode, ModRM, SIB.
    private static void EmitCommon(CodeBuffer code, in X64Encoding row, in MachInst inst)
    {
        X64Op op = row.Op;
        int size = X64Encoding.BitOf(inst.Size);
        CheckForm(row, inst, size);
        X64Slots slots = row.Slots;
        bool memory = slots.Rm == X64Field.Memory || (slots.Rm == X64Field.Rm && inst.Mem != MemKind.None);
        if (memory ? op.Has(X64Effects.RegOnly) || inst.Mem == MemKind.None : op.Has(X64Effects.MemOnly))
        {
            throw Bad(op, memory ? "needs a register operand" : "needs a memory operand");
        }

        int reg = 0;
        int rm = 0;
        int index = 0;
        bool needsRex = false;
        if (slots.Reg != X64Field.None)
        {
            reg = Number(inst[(int)slots.Reg], row.RegFile, op);
            needsRex = reg is >= 4 and < 8 && row.RegFile == RegClass.Int && op.RegWidth(inst) == 1;
        }
        else if (op.Code.Digit >= 0)
        {
            reg = op.Code.Digit;
        }

        if (memory)
        {
            rm = inst.Mem is MemKind.Base || (inst.Mem == MemKind.BaseIndex && inst.R2.IsValid) ? Number(inst.R2, RegClass.Int, op) : 0;
            index = inst.Mem == MemKind.BaseIndex ? IndexNumber(inst, op) : 0;
        }
        else if (slots.Rm != X64Field.None)
        {
            X64Field field = slots.Rm == X64Field.Rm ? X64Field.R2 : slots.Rm;
            bool isRm = field == X64Field.R2 || op.Format is X64Format.RegRegMr or X64Format.RegRegMrImm;
            RegClass file = isRm ? row.RmFile : row.RegFile;
            rm = Number(inst[(int)field], file, op);
            needsRex |= rm is >= 4 and < 8 && file == RegClass.Int && (isRm ? op.RmWidth(inst) : op.RegWidth(inst)) == 1;
        }

        int change = 0; // of the opcode byte
        bool shortImm = false;
        switch (op.Format)
        {
            case X64Format.OpcodeReg or X64Format.MovImm64 or X64Format.Pop:
                rm = Number(inst.R0, RegClass.Int, op);
                change = rm & 7;
                break;
            case X64Format.Push:
                rm = Number(inst.R1, RegClass.Int, op);
                change = rm & 7;
                break;
            case X64Format.Setcc or X64Format.Cmovcc:
                change = inst.Cond;
                break;
            default:
                if (op.Imm != X64Imm.None)
                {
                    change = ChooseImmediate(op, inst, out shortImm);
                }

                break;
        }

        // Changes set bits that the row leaves clear; the byte form clears one that it sets.
        uint opcode = row.Opcode;
        opcode |= (uint)change << (row.OpcodeBits - 8);
        opcode &= ~((row.ByteSize & size) != 0 ? 1u << (row.OpcodeBits - 8) : 0);
        bool w = (row.WideSize & size) != 0;
        ulong bits = 0;
        int count = 0;
        if (op.Code.Vex)
        {
            int vvvv = slots.Vvvv == X64Field.None ? 0 : Number(inst[(int)slots.Vvvv], row.RegFile, op);
            (bits, count) = Vex(op.Code, w, reg, index, rm, vvvv);
        }
        else
        {
            if ((row.ShortSize & size) != 0)
            {
                Put(ref bits, ref count, 0x66, 8);
            }

            Put(ref bits, ref count, row.Prefix, row.PrefixBits);
            int rex = (w ? 8 : 0) | ((reg >> 3) << 2) | ((index >> 3) << 1) | (rm >> 3);
            if (rex != 0 || needsRex)
            {
                Put(ref bits, ref count, 0x40 | (uint)rex, 8);
            }
        }

        Put(ref bits, ref count, opcode, row.OpcodeBits);
        int trailing = ImmediateBytes(op, inst, shortImm);
        if (memory)
        {
            EmitMemory(code, op, inst, bits, count, reg & 7, trailing);
        }
        else
        {
            if (slots.Rm != X64Field.None)
            {
                Put(ref bits, ref count, 0xC0 | ((uint)(reg & 7) << 3) | (uint)(rm & 7), 8);
            }

            code.EmitWord(bits, count >> 3);
        }

        if (op.Tail.Length != 0)
        {
            code.Emit(op.Tail);
        }

        if (trailing != 0)
        {
            EmitImmediate(code, op, inst, trailing);
        }
    }

    private static void Put(ref ulong bits, ref int count, uint value, int length)
    {
        bits |= (ulong)value << count;
        count += length;
    }

    private static void CheckForm(in X64Encoding row, in MachInst inst, int size)
    {
        if ((row.Sizes & size) == 0)
        {
            throw Bad(row.Op, $"operand size {inst.Size}");
        }

        if (row.IsTied && inst.R0 != inst.R1)
        {
            throw Bad(row.Op, $"two-address form with result {inst.R0} and source {inst.R1}");
        }

        if (row.Op.Format == X64Format.RegAccRegRm && inst.R0 != inst.R4)
        {
            throw Bad(row.Op, $"accumulator {inst.R4} and result {inst.R0} differ");
        }
    }

    // Bits that the immediate sets in the opcode byte. The immediate may take one byte although the operand is larger; shifts by one have an
    // opcode of their own.
    private static int ChooseImmediate(X64Op op, in MachInst inst, out bool isShort)
    {
        isShort = op.Imm == X64Imm.SizedOrByte && inst.Size != 1 && inst.Imm == (sbyte)inst.Imm;
        return isShort ? 2 : IsShiftByOne(op, inst.Imm) ? 0x10 : 0;
    }

    /// <summary>Whether this is a shift whose count 1 is in the opcode (c1 becomes d1).</summary>
    internal static bool IsShiftByOne(X64Op op, long imm) =>
        op.Format == X64Format.RegRegImm && op.Code is { Map: X64Map.OneByte, Vex: false, Opcode: 0xC1 } && imm == 1;

    private static int ImmediateBytes(X64Op op, in MachInst inst, bool shortImm) => op.Format switch
    {
        X64Format.MovImm64 => 8,
        X64Format.RetImm => 2,
        _ => op.Imm switch
        {
            X64Imm.None => 0,
            X64Imm.Byte => IsShiftByOne(op, inst.Imm) ? 0 : 1,
            X64Imm.Sized or X64Imm.SizedOrByte => shortImm ? 1 : Math.Min(inst.Size, (byte)4),
        },
    };

    private static void EmitImmediate(CodeBuffer code, X64Op op, in MachInst inst, int bytes)
    {
        long imm = inst.Imm;
        bool fits = bytes switch
        {
            1 => op.Imm == X64Imm.Byte ? imm is >= 0 and <= byte.MaxValue : imm == (sbyte)imm,
            2 => op.Format == X64Format.RetImm ? imm is >= 0 and <= ushort.MaxValue : imm == (short)imm,
            4 => imm == (int)imm,
            _ => true,
        };
        if (!fits)
        {
            throw Bad(op, $"immediate {imm} does not fit {bytes} bytes; lowering must check before it emits");
        }

        switch (bytes)
        {
            case 1: code.EmitByte((byte)imm); break;
            case 2: code.EmitInt16((short)imm); break;
            case 4: code.EmitInt32((int)imm); break;
            case 8: code.EmitInt64(imm); break;
            default: break;
        }
    }

    // c5 [R vvvv L pp] when nothing but R is extended, else c4 [RXB mmmmm] [W vvvv L pp]; R, X, B and vvvv are stored inverted.
    private static (ulong Bits, int Count) Vex(X64Code code, bool w, int reg, int index, int rm, int vvvv)
    {
        int low = ((~vvvv & 15) << 3) | (code.VexL ? 4 : 0) | (int)code.Prefix;
        int r = reg < 8 ? 0x80 : 0;
        if (code.Map == X64Map.Map0F && !w && index < 8 && rm < 8)
        {
            return (0xC5 | ((ulong)(r | low) << 8), 16);
        }

        int extensions = r | (index < 8 ? 0x40 : 0) | (rm < 8 ? 0x20 : 0) | (int)code.Map;
        return (0xC4 | ((ulong)extensions << 8) | ((ulong)((w ? 0x80 : 0) | low) << 16), 24);
    }

    // ModRM, SIB and displacement, behind the bytes that were collected already.
    private static void EmitMemory(CodeBuffer code, X64Op op, in MachInst inst, ulong bits, int count, int reg, int trailing)
    {
        switch (inst.Mem)
        {
            case MemKind.Base:
                EmitBased(code, inst, bits, count, reg, inst.R2.Number & 7, index: -1);
                return;
            case MemKind.BaseIndex when inst.R2.IsValid:
                EmitBased(code, inst, bits, count, reg, inst.R2.Number & 7, inst.R3.Number & 7);
                return;
            case MemKind.BaseIndex:
                // mod 0, SIB without base: disp32 always
                Put(ref bits, ref count, ((uint)reg << 3) | SibEscape, 8);
                Put(ref bits, ref count, ((uint)inst.Scale << 6) | ((uint)(inst.R3.Number & 7) << 3) | NoBase, 8);
                code.EmitWord(bits, count >> 3);
                code.EmitInt32(inst.Disp);
                return;
            default:
                break;
        }

        Put(ref bits, ref count, ((uint)reg << 3) | NoBase, 8);
        code.EmitWord(bits, count >> 3);
        switch (inst.Mem)
        {
            case MemKind.PcRelative:
                code.EmitInt32(inst.Disp);
                break;
            case MemKind.Label:
                code.EmitLabelDistance(new Label(inst.Target), inst.Disp, trailing);
                break;
            case MemKind.Symbol:
                code.EmitSymbolDistance((uint)inst.Target, inst.Disp, trailing);
                break;
            case MemKind.Pool:
                code.EmitPoolDistance(new PoolEntry(inst.Target), inst.Disp, trailing);
                break;
            case MemKind.FrameSlot:
                throw Bad(op, "frame slot that lowering has not placed");
            default:
                throw Bad(op, "no memory operand");
        }
    }

    // rbp and r13 as base have no form without displacement; rsp and r12 need a SIB byte.
    private static void EmitBased(CodeBuffer code, in MachInst inst, ulong bits, int count, int reg, int baseNumber, int index)
    {
        int disp = inst.Disp;
        uint mod = disp == 0 && baseNumber != NoBase ? 0u : disp == (sbyte)disp ? 1u : 2u;
        bool sib = index >= 0 || baseNumber == SibEscape;
        Put(ref bits, ref count, (mod << 6) | ((uint)reg << 3) | (uint)(sib ? SibEscape : baseNumber), 8);
        if (sib)
        {
            Put(ref bits, ref count, ((uint)inst.Scale << 6) | ((uint)(index >= 0 ? index : NoIndex) << 3) | (uint)baseNumber, 8);
        }

        if (mod == 1 && count < 64)
        {
            Put(ref bits, ref count, (byte)disp, 8);
            code.EmitWord(bits, count >> 3);
            return;
        }

        code.EmitWord(bits, count >> 3);
        if (mod == 1)
        {
            code.EmitByte((byte)disp);
        }
        else if (mod == 2)
        {
            code.EmitInt32(disp);
        }
    }

    private static int IndexNumber(in MachInst inst, X64Op op)
    {
        int index = Number(inst.R3, RegClass.Int, op);
        return index != NoIndex && inst.Scale <= 3
            ? index
            : throw Bad(op, $"index {inst.R3} with scale {inst.Scale}: rsp cannot be an index, factors are 1, 2, 4 and 8");
    }

    private static int Number(Reg register, RegClass file, X64Op op) =>
        register.Code >> 5 == (int)file && register.Number < 16 // a physical one of the file: see Reg
            ? register.Number
            : throw Bad(op, $"register {register} where a physical {(file == RegClass.Int ? "integer" : "vector")} register belongs");

    private static EncodingException Bad(X64Op op, string problem) => new($"{op.Name}: {problem}");
}
