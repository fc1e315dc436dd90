// The inverse of X64Encoder, from the same rows: which rows may begin with an opcode byte is computed from the rows once, then a
// candidate matches when prefixes, W, opcode extension and the kind of its rm operand agree. It reads what our encoder writes
// (and the short branch forms), no more: it serves tests, dumps and objdump.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Decodes instructions.</summary>
internal static class X64Decoder
{
    private const int MapCount = 4;

    private static readonly List<Candidate>?[] Candidates = Build();

    // How an opcode byte stands for its row.
    private enum Form : byte
    {
        Plain,

        /// <summary>Bit 0 clear: byte operands.</summary>
        Byte,

        /// <summary>Bit 1 set: sign-extended byte immediate.</summary>
        ByteImmediate,

        /// <summary>Shift by one.</summary>
        One,

        /// <summary>Shift of a byte by one.</summary>
        ByteOne,

        /// <summary>Two-byte branch.</summary>
        Short,

        /// <summary>mov r64, sign-extended imm32.</summary>
        MovSigned,
    }

    /// <summary>Decodes the instruction at the start of <paramref name="code"/>.</summary>
    /// <param name="code">Bytes; more may follow.</param>
    /// <param name="inst">The instruction; branches and pc-relative operands hold finished distances.</param>
    /// <returns>Length in bytes; 0 when no row matches.</returns>
    internal static int Decode(ReadOnlySpan<byte> code, out MachInst inst)
    {
        inst = default;
        return TryReadHead(code, out Head head) ? Match(code, head, ref inst) : 0;
    }

    /// <summary>Rows that decode the same bytes as another row does; a test expects none.</summary>
    internal static List<X64Op> MatchesOf(ReadOnlySpan<byte> code)
    {
        List<X64Op> found = [];
        if (TryReadHead(code, out Head head))
        {
            foreach (Candidate candidate in Candidates[Key(head.Vex, head.Map, head.Opcode)] ?? [])
            {
                MachInst inst = default;
                if (TryMatch(code, head, candidate, ref inst) != 0)
                {
                    found.Add(candidate.Op);
                }
            }
        }

        return found;
    }

    private static int Match(ReadOnlySpan<byte> code, in Head head, ref MachInst inst)
    {
        foreach (Candidate candidate in Candidates[Key(head.Vex, head.Map, head.Opcode)] ?? [])
        {
            int length = TryMatch(code, head, candidate, ref inst);
            if (length != 0)
            {
                return length;
            }
        }

        return 0;
    }

    private static bool TryReadHead(ReadOnlySpan<byte> code, out Head head)
    {
        head = default;
        int at = 0;
        while (at < code.Length && code[at] is 0xF0 or 0x66 or 0xF2 or 0xF3)
        {
            switch (code[at++])
            {
                case 0xF0: head.Lock = true; break;
                case 0x66: head.Size16 = true; break;
                case 0xF2: head.Prefix = X64Prefix.F2; break;
                default: head.Prefix = X64Prefix.F3; break;
            }
        }

        if (at + 1 < code.Length && (code[at] & 0xF0) == 0x40)
        {
            int rex = code[at++];
            (head.W, head.R, head.X, head.B) = ((rex & 8) != 0, (rex & 4) << 1, (rex & 2) << 2, (rex & 1) << 3);
        }

        if (at + 3 < code.Length && code[at] is 0xC4 or 0xC5)
        {
            bool three = code[at++] == 0xC4;
            int first = ~code[at];
            int last = code[at + (three ? 1 : 0)];
            head.Vex = true;
            head.R = (first & 0x80) >> 4;
            (head.X, head.B) = three ? ((first & 0x40) >> 3, (first & 0x20) >> 2) : (0, 0);
            int map = three ? code[at] & 31 : (int)X64Map.Map0F;
            head.W = three && (last & 0x80) != 0;
            head.Vvvv = (~last >> 3) & 15;
            head.L = (last & 4) != 0;
            head.Prefix = (X64Prefix)(last & 3);
            head.Map = (X64Map)map;
            at += three ? 2 : 1;
            if (map is 0 or >= MapCount)
            {
                return false;
            }
        }
        else if (at < code.Length && code[at] == 0x0F)
        {
            at++;
            head.Map = X64Map.Map0F;
            if (at < code.Length && code[at] is 0x38 or 0x3A)
            {
                head.Map = code[at++] == 0x38 ? X64Map.Map0F38 : X64Map.Map0F3A;
            }
        }

        if (at >= code.Length)
        {
            return false;
        }

        head.Opcode = code[at++];
        head.Length = at;
        return true;
    }

    private static int TryMatch(ReadOnlySpan<byte> code, in Head head, Candidate candidate, ref MachInst inst)
    {
        X64Op op = candidate.Op;
        inst = new MachInst { Op = op.Id, Source = CodeBuffer.NoSource };
        if (!MatchesPrefixes(head, candidate, ref inst))
        {
            return 0;
        }

        int at = head.Length;
        X64Slots slots = X64Slots.Of(op);
        if (slots.Rm != X64Field.None || candidate.Form == Form.MovSigned)
        {
            if (at >= code.Length)
            {
                return 0;
            }

            int modrm = code[at];
            bool memory = modrm < 0xC0;
            bool kind = slots.Rm switch
            {
                X64Field.Memory => memory,
                X64Field.Rm => memory ? !op.Has(X64Effects.RegOnly) : !op.Has(X64Effects.MemOnly),
                _ => !memory,
            };
            int digit = candidate.Form == Form.MovSigned ? 0 : op.Code.Digit;
            if (!kind || (digit >= 0 && ((modrm >> 3) & 7) != digit))
            {
                return 0;
            }

            at = ReadModRm(code, at, head, op, slots, ref inst);
            if (at == 0)
            {
                return 0;
            }

            if (candidate.Form == Form.MovSigned)
            {
                inst.R0 = Reg.Int((modrm & 7) | head.B);
            }
        }
        else
        {
            ReadOpcodeRegister(head, op, ref inst);
        }

        if (slots.Vvvv != X64Field.None)
        {
            inst.SetReg((int)slots.Vvvv, Register(head.Vvvv, op.RegFile));
        }
        else if (head.Vex && head.Vvvv != 0)
        {
            return 0;
        }

        if (op.Format is X64Format.Setcc or X64Format.Cmovcc or X64Format.Jcc)
        {
            inst.Cond = (byte)(head.Opcode & 15);
        }

        SetImplied(op, ref inst);
        if (!code[at..].StartsWith(op.Tail))
        {
            return 0;
        }

        return ReadTail(code, at + op.Tail.Length, candidate, ref inst);
    }

    private static bool MatchesPrefixes(in Head head, Candidate candidate, ref MachInst inst)
    {
        X64Op op = candidate.Op;
        bool size16 = head.Size16;
        X64Prefix prefix = head.Prefix;
        if (!head.Vex && op.Code.Prefix == X64Prefix.P66 && prefix == X64Prefix.None)
        {
            prefix = size16 ? X64Prefix.P66 : X64Prefix.None;
            size16 = false;
        }

        bool byteForm = candidate.Form is Form.Byte or Form.ByteOne;
        bool width = op.Width switch
        {
            X64Width.BySize => !byteForm || !size16,
            X64Width.By248 => true,
            X64Width.By48 => !size16,
            X64Width.W0 => !head.W && !size16,
            X64Width.W1 => head.W && !size16,
        };
        if (!width || prefix != op.Code.Prefix || head.Lock != op.Has(X64Effects.Lock) || head.L != op.Code.VexL)
        {
            return false;
        }

        inst.Size = (byte)(!op.IsSized ? 0 : byteForm ? 1 : size16 ? 2 : head.W ? 8 : 4);
        return op.Format != X64Format.MovImm || head.W == (candidate.Form == Form.MovSigned);
    }

    private static int ReadModRm(ReadOnlySpan<byte> code, int at, in Head head, X64Op op, X64Slots slots, ref MachInst inst)
    {
        int modrm = code[at++];
        int mod = modrm >> 6;
        if (slots.Reg != X64Field.None)
        {
            inst.SetReg((int)slots.Reg, Register(((modrm >> 3) & 7) | head.R, op.RegFile));
        }

        if (mod == 3)
        {
            int number = (modrm & 7) | head.B;
            bool isRm = slots.Rm is X64Field.Rm or X64Field.R2 || op.Format is X64Format.RegRegMr or X64Format.RegRegMrImm;
            if (slots.Rm != X64Field.None)
            {
                inst.SetReg((int)(slots.Rm == X64Field.Rm ? X64Field.R2 : slots.Rm), Register(number, isRm ? op.RmFile : op.RegFile));
            }

            return at;
        }

        int baseNumber = modrm & 7;
        inst.Mem = MemKind.Base;
        if (baseNumber == 4)
        {
            if (at >= code.Length)
            {
                return 0;
            }

            int sib = code[at++];
            baseNumber = sib & 7;
            int index = ((sib >> 3) & 7) | head.X;
            if (index != 4)
            {
                inst.Mem = MemKind.BaseIndex;
                inst.R3 = Reg.Int(index);
                inst.Scale = (byte)(sib >> 6);
            }

            if (mod == 0 && baseNumber == 5)
            {
                return inst.Mem == MemKind.BaseIndex ? ReadDisp32(code, at, ref inst) : 0;
            }
        }
        else if (mod == 0 && baseNumber == 5)
        {
            inst.Mem = MemKind.PcRelative;
            return ReadDisp32(code, at, ref inst);
        }

        inst.R2 = Reg.Int(baseNumber | head.B);
        if (mod == 1)
        {
            if (at >= code.Length)
            {
                return 0;
            }

            inst.Disp = (sbyte)code[at];
            return at + 1;
        }

        return mod == 2 ? ReadDisp32(code, at, ref inst) : at;
    }

    private static int ReadDisp32(ReadOnlySpan<byte> code, int at, ref MachInst inst)
    {
        if (code.Length - at < sizeof(int))
        {
            return 0;
        }

        inst.Disp = BinaryPrimitives.ReadInt32LittleEndian(code[at..]);
        return at + sizeof(int);
    }

    private static void ReadOpcodeRegister(in Head head, X64Op op, ref MachInst inst)
    {
        Reg register = Reg.Int((head.Opcode & 7) | head.B);
        switch (op.Format)
        {
            case X64Format.OpcodeReg or X64Format.MovImm or X64Format.MovImm64 or X64Format.Pop:
                inst.R0 = register;
                break;
            case X64Format.Push:
                inst.R1 = register;
                break;
            default:
                break;
        }
    }

    // Registers that the format implies, and the tied source.
    private static void SetImplied(X64Op op, ref MachInst inst)
    {
        if (X64Slots.IsTied(op))
        {
            if (op.Format == X64Format.XchgMem)
            {
                inst.R0 = inst.R1;
            }
            else
            {
                inst.R1 = inst.R0;
            }
        }

        switch (op.Format)
        {
            case X64Format.RegAccRegRm:
                inst.R4 = inst.R0;
                break;
            case X64Format.ShiftCl:
                inst.R2 = X64Regs.Rcx;
                break;
            case X64Format.Mul:
                (inst.R0, inst.R1, inst.R4) = (X64Regs.Rax, X64Regs.Rax, X64Regs.Rdx);
                break;
            case X64Format.Div:
                (inst.R0, inst.R1, inst.R4) = (X64Regs.Rax, X64Regs.Rax, X64Regs.Rdx);
                if (inst.Mem != MemKind.BaseIndex)
                {
                    inst.R3 = X64Regs.Rdx;
                }

                break;
            case X64Format.SignOfAcc:
                (inst.R0, inst.R1) = (X64Regs.Rdx, X64Regs.Rax);
                break;
            case X64Format.Mulx:
                inst.R1 = X64Regs.Rdx;
                break;
            case X64Format.CmpxchgMem:
                (inst.R0, inst.R1) = (X64Regs.Rax, X64Regs.Rax);
                break;
            default:
                break;
        }
    }

    private static int ReadTail(ReadOnlySpan<byte> code, int at, Candidate candidate, ref MachInst inst)
    {
        X64Op op = candidate.Op;
        int bytes = op.Format switch
        {
            X64Format.Jcc or X64Format.Branch => candidate.Form == Form.Short ? 1 : 4,
            X64Format.MovImm => 4,
            X64Format.MovImm64 => 8,
            X64Format.RetImm => 2,
            _ => op.Imm switch
            {
                X64Imm.None => 0,
                X64Imm.Byte => candidate.Form is Form.One or Form.ByteOne ? 0 : 1,
                X64Imm.Sized or X64Imm.SizedOrByte => candidate.Form == Form.ByteImmediate ? 1 : Math.Min(inst.Size, (byte)4),
            },
        };
        if (code.Length - at < bytes)
        {
            return 0;
        }

        ReadOnlySpan<byte> field = code.Slice(at, bytes);
        long value = bytes switch
        {
            1 => op.Imm == X64Imm.Byte ? field[0] : (sbyte)field[0],
            2 => op.Format == X64Format.RetImm
                ? BinaryPrimitives.ReadUInt16LittleEndian(field)
                : BinaryPrimitives.ReadInt16LittleEndian(field),
            4 => BinaryPrimitives.ReadInt32LittleEndian(field),
            8 => BinaryPrimitives.ReadInt64LittleEndian(field),
            _ => candidate.Form is Form.One or Form.ByteOne ? 1 : 0,
        };
        if (op.Format is X64Format.Jcc or X64Format.Branch)
        {
            inst.Mem = MemKind.PcRelative;
            inst.Disp = (int)value;
        }
        else
        {
            inst.Imm = value;
        }

        return at + bytes;
    }

    private static Reg Register(int number, RegClass file) => file == RegClass.Int ? Reg.Int(number) : Reg.Float(number);

    private static int Key(bool vex, X64Map map, byte opcode) => ((((vex ? MapCount : 0) + (int)map) << 8) | opcode) & 0x7FF;

    private static List<Candidate>?[] Build()
    {
        List<Candidate>?[] table = new List<Candidate>?[2 * MapCount << 8];
        foreach (X64Op op in X64Table.All)
        {
            byte opcode = op.Code.Opcode;
            int span = op.Format switch
            {
                X64Format.OpcodeReg or X64Format.Push or X64Format.Pop or X64Format.MovImm or X64Format.MovImm64 => 8,
                X64Format.Setcc or X64Format.Cmovcc or X64Format.Jcc => 16,
                _ => 1,
            };
            for (int i = 0; i < span; i++)
            {
                Add(table, op, op.Code.Map, (byte)(opcode + i), Form.Plain);
                if (op.Format == X64Format.Jcc)
                {
                    Add(table, op, X64Map.OneByte, (byte)(0x70 + i), Form.Short);
                }
            }

            if (op.Width == X64Width.BySize)
            {
                Add(table, op, op.Code.Map, (byte)(opcode & 0xFE), Form.Byte);
            }

            if (op.Imm == X64Imm.SizedOrByte)
            {
                Add(table, op, op.Code.Map, (byte)(opcode | 2), Form.ByteImmediate);
            }

            if (X64Encoder.IsShiftByOne(op, 1))
            {
                Add(table, op, op.Code.Map, 0xD1, Form.One);
                Add(table, op, op.Code.Map, 0xD0, Form.ByteOne);
            }

            if (op.Format == X64Format.MovImm)
            {
                Add(table, op, X64Map.OneByte, 0xC7, Form.MovSigned);
            }

            if (op.Format == X64Format.Branch && !op.Has(X64Effects.Call))
            {
                Add(table, op, X64Map.OneByte, 0xEB, Form.Short);
            }
        }

        return table;
    }

    private static void Add(List<Candidate>?[] table, X64Op op, X64Map map, byte opcode, Form form) =>
        (table[Key(op.Code.Vex, map, opcode)] ??= []).Add(new Candidate(op, form));

    private readonly record struct Candidate(X64Op Op, Form Form);

    private struct Head
    {
        internal bool Lock;
        internal bool Size16;
        internal bool Vex;
        internal bool W;
        internal bool L;
        internal int R;
        internal int X;
        internal int B;
        internal int Vvvv;
        internal X64Prefix Prefix;
        internal X64Map Map;
        internal byte Opcode;
        internal int Length;
    }
}
