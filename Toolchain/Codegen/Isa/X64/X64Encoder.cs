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
        X64Op op = X64Table.Of(inst);
        switch (op.Format)
        {
            case X64Format.Jcc or X64Format.Branch:
                EmitBranch(code, op, inst);
                break;
            case X64Format.MovImm:
                EmitMovImm(code, inst);
                break;
            default:
                EmitCommon(code, op, inst);
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

        if (inst.Size == 8)
        {
            code.EmitByte((byte)(0x48 | (register >> 3)));
            code.EmitByte(0xC7);
            code.EmitByte((byte)(0xC0 | (register & 7)));
        }
        else
        {
            if (register > 7)
            {
                code.EmitByte(0x41);
            }

            code.EmitByte((byte)(0xB8 | (register & 7)));
        }

        code.EmitInt32((int)inst.Imm);
    }

    private static void EmitCommon(CodeBuffer code, X64Op op, in MachInst inst)
    {
        CheckSize(op, inst);
        if (op.Format == X64Format.RegAccRegRm && inst.R0 != inst.R4)
        {
            throw Bad(op, $"accumulator {inst.R4} and result {inst.R0} differ");
        }

        if (X64Slots.IsTied(op) && inst.R0 != inst.R1)
        {
            throw Bad(op, $"two-address form with result {inst.R0} and source {inst.R1}");
        }

        X64Slots slots = X64Slots.Of(op);
        bool memory = slots.Rm == X64Field.Memory || (slots.Rm == X64Field.Rm && inst.Mem != MemKind.None);
        if (memory ? op.Has(X64Effects.RegOnly) || inst.Mem == MemKind.None : op.Has(X64Effects.MemOnly))
        {
            throw Bad(op, memory ? "needs a register operand" : "needs a memory operand");
        }

        int regWidth = op.RegWidth(inst);
        int rmWidth = op.RmWidth(inst);
        int reg = 0;
        int rm = 0;
        int index = 0;
        bool needsRex = false;
        if (slots.Reg != X64Field.None)
        {
            reg = Number(inst[(int)slots.Reg], op.RegFile, op);
            needsRex = op.RegFile == RegClass.Int && regWidth == 1 && reg is >= 4 and < 8;
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
            RegClass file = isRm ? op.RmFile : op.RegFile;
            rm = Number(inst[(int)field], file, op);
            needsRex |= file == RegClass.Int && (isRm ? rmWidth : regWidth) == 1 && rm is >= 4 and < 8;
        }

        byte opcode = op.Code.Opcode;
        if (op.Width == X64Width.BySize && inst.Size == 1)
        {
            opcode &= 0xFE;
        }

        rm = OpcodeRegister(op, inst, ref opcode, rm);
        bool shortImm = ChooseImmediate(op, inst, ref opcode);
        bool w = op.Width == X64Width.W1 || (op.IsSized && inst.Size == 8);
        if (op.Code.Vex)
        {
            int vvvv = slots.Vvvv == X64Field.None ? 0 : Number(inst[(int)slots.Vvvv], op.RegFile, op);
            EmitVex(code, op.Code, w, reg, index, rm, vvvv);
        }
        else
        {
            EmitLegacyPrefixes(code, op, op.IsSized && inst.Size == 2, w, reg, index, rm, needsRex);
        }

        code.EmitByte(opcode);
        int trailing = ImmediateBytes(op, inst, shortImm);
        if (memory)
        {
            EmitMemory(code, op, inst, reg & 7, trailing);
        }
        else if (slots.Rm != X64Field.None)
        {
            code.EmitByte((byte)(0xC0 | ((reg & 7) << 3) | (rm & 7)));
        }

        code.Emit(op.Tail);
        EmitImmediate(code, op, inst, trailing);
    }

    private static void CheckSize(X64Op op, in MachInst inst)
    {
        bool good = op.Width switch
        {
            X64Width.BySize => inst.Size is 1 or 2 or 4 or 8,
            X64Width.By248 => inst.Size is 2 or 4 or 8,
            X64Width.By48 => inst.Size is 4 or 8,
            X64Width.W0 or X64Width.W1 => true,
        };
        if (!good)
        {
            throw Bad(op, $"operand size {inst.Size}");
        }
    }

    // Formats with a register or a condition in the opcode byte.
    private static int OpcodeRegister(X64Op op, in MachInst inst, ref byte opcode, int rm)
    {
        switch (op.Format)
        {
            case X64Format.OpcodeReg or X64Format.MovImm64 or X64Format.Pop:
                rm = Number(inst.R0, RegClass.Int, op);
                opcode |= (byte)(rm & 7);
                break;
            case X64Format.Push:
                rm = Number(inst.R1, RegClass.Int, op);
                opcode |= (byte)(rm & 7);
                break;
            case X64Format.Setcc or X64Format.Cmovcc:
                opcode |= inst.Cond;
                break;
            default:
                break;
        }

        return rm;
    }

    // True when the immediate takes one byte although the operand is larger. Shifts by one have an opcode of their own.
    private static bool ChooseImmediate(X64Op op, in MachInst inst, ref byte opcode)
    {
        if (op.Imm == X64Imm.SizedOrByte && inst.Size != 1 && inst.Imm == (sbyte)inst.Imm)
        {
            opcode |= 2;
            return true;
        }

        if (IsShiftByOne(op, inst.Imm))
        {
            opcode |= 0x10;
        }

        return false;
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

    private static void EmitLegacyPrefixes(CodeBuffer code, X64Op op, bool size16, bool w, int reg, int index, int rm, bool needsRex)
    {
        if (size16)
        {
            code.EmitByte(0x66);
        }

        if (op.Has(X64Effects.Lock))
        {
            code.EmitByte(0xF0);
        }

        switch (op.Code.Prefix)
        {
            case X64Prefix.P66: code.EmitByte(0x66); break;
            case X64Prefix.F3: code.EmitByte(0xF3); break;
            case X64Prefix.F2: code.EmitByte(0xF2); break;
            default: break;
        }

        int rex = (w ? 8 : 0) | ((reg >> 3) << 2) | ((index >> 3) << 1) | (rm >> 3);
        if (rex != 0 || needsRex)
        {
            code.EmitByte((byte)(0x40 | rex));
        }

        switch (op.Code.Map)
        {
            case X64Map.Map0F: code.EmitByte(0x0F); break;
            case X64Map.Map0F38: code.EmitInt16(0x380F); break;
            case X64Map.Map0F3A: code.EmitInt16(0x3A0F); break;
            default: break;
        }
    }

    // c5 [R vvvv L pp] when nothing but R is extended, else c4 [RXB mmmmm] [W vvvv L pp]; R, X, B and vvvv are stored inverted.
    private static void EmitVex(CodeBuffer code, X64Code bits, bool w, int reg, int index, int rm, int vvvv)
    {
        int low = ((~vvvv & 15) << 3) | (bits.VexL ? 4 : 0) | (int)bits.Prefix;
        int r = reg < 8 ? 0x80 : 0;
        if (bits.Map == X64Map.Map0F && !w && index < 8 && rm < 8)
        {
            code.EmitByte(0xC5);
            code.EmitByte((byte)(r | low));
        }
        else
        {
            code.EmitByte(0xC4);
            code.EmitByte((byte)(r | (index < 8 ? 0x40 : 0) | (rm < 8 ? 0x20 : 0) | (int)bits.Map));
            code.EmitByte((byte)((w ? 0x80 : 0) | low));
        }
    }

    private static void EmitMemory(CodeBuffer code, X64Op op, in MachInst inst, int reg, int trailing)
    {
        switch (inst.Mem)
        {
            case MemKind.Base:
                EmitBased(code, inst, reg, inst.R2.Number & 7, index: -1);
                break;
            case MemKind.BaseIndex when !inst.R2.IsValid:
                // mod 0, SIB without base: disp32 always
                code.EmitByte((byte)((reg << 3) | SibEscape));
                code.EmitByte((byte)((inst.Scale << 6) | ((inst.R3.Number & 7) << 3) | NoBase));
                code.EmitInt32(inst.Disp);
                break;
            case MemKind.BaseIndex:
                EmitBased(code, inst, reg, inst.R2.Number & 7, inst.R3.Number & 7);
                break;
            case MemKind.PcRelative:
                code.EmitByte((byte)((reg << 3) | NoBase));
                code.EmitInt32(inst.Disp);
                break;
            case MemKind.Label:
                code.EmitByte((byte)((reg << 3) | NoBase));
                code.EmitLabelDistance(new Label(inst.Target), inst.Disp, trailing);
                break;
            case MemKind.Symbol:
                code.EmitByte((byte)((reg << 3) | NoBase));
                code.EmitSymbolDistance((uint)inst.Target, inst.Disp, trailing);
                break;
            case MemKind.Pool:
                code.EmitByte((byte)((reg << 3) | NoBase));
                code.EmitPoolDistance(new PoolEntry(inst.Target), inst.Disp, trailing);
                break;
            case MemKind.FrameSlot:
                throw Bad(op, "frame slot that lowering has not placed");
            default:
                throw Bad(op, "no memory operand");
        }
    }

    // rbp and r13 as base have no form without displacement; rsp and r12 need a SIB byte.
    private static void EmitBased(CodeBuffer code, in MachInst inst, int reg, int baseNumber, int index)
    {
        int mod = inst.Disp == 0 && baseNumber != NoBase ? 0 : inst.Disp == (sbyte)inst.Disp ? 1 : 2;
        bool sib = index >= 0 || baseNumber == SibEscape;
        code.EmitByte((byte)((mod << 6) | (reg << 3) | (sib ? SibEscape : baseNumber)));
        if (sib)
        {
            code.EmitByte((byte)((inst.Scale << 6) | ((index >= 0 ? index : NoIndex) << 3) | baseNumber));
        }

        if (mod == 1)
        {
            code.EmitByte((byte)(sbyte)inst.Disp);
        }
        else if (mod == 2)
        {
            code.EmitInt32(inst.Disp);
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
        register.IsPhysical && register.Class == file && register.Number < 16
            ? register.Number
            : throw Bad(op, $"register {register} where a physical {(file == RegClass.Int ? "integer" : "vector")} register belongs");

    private static EncodingException Bad(X64Op op, string problem) => new($"{op.Name}: {problem}");
}
