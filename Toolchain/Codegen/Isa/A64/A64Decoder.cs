// From words to MachInst: the inverse of the encoder, operand by operand. Rows are found by their fixed bits; a table over the bits that tell
// the major groups apart keeps the candidates few.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Decodes instructions.</summary>
internal static class A64Decoder
{
    private const int GroupShift = 21;

    private static readonly List<A64Op>[] Groups = BuildGroups();

    /// <summary>Decodes a word; false if no row of ours means it.</summary>
    internal static bool TryDecode(uint word, out MachInst inst)
    {
        foreach (A64Op op in Groups[word >> GroupShift])
        {
            if (TryDecode(op, word, out inst))
            {
                return true;
            }
        }

        inst = default;
        return false;
    }

    /// <summary>All rows that a word can mean: one, or the table is wrong.</summary>
    internal static List<A64Op> MatchesOf(uint word)
    {
        List<A64Op> matches = [];
        foreach (A64Op op in A64Table.All)
        {
            if (TryDecode(op, word, out _))
            {
                matches.Add(op);
            }
        }

        return matches;
    }

    private static List<A64Op>[] BuildGroups()
    {
        var groups = new List<A64Op>[1 << (32 - GroupShift)];
        for (uint i = 0; i < groups.Length; i++)
        {
            groups[i] = [];
            foreach (A64Op op in A64Table.All)
            {
                uint mask = op.Mask >> GroupShift;
                if ((i & mask) == (op.Bits >> GroupShift & mask))
                {
                    groups[i].Add(op);
                }
            }
        }

        return groups;
    }

    private static bool TryDecode(A64Op op, uint word, out MachInst inst)
    {
        inst = new MachInst { Op = op.Id, Source = CodeBuffer.NoSource };
        if ((word & op.Mask) != op.Bits || !DecodeWidth(op, word, ref inst))
        {
            return false;
        }

        foreach (A64Arg arg in op.Args)
        {
            if (!DecodeField(op, arg, word, ref inst))
            {
                return false;
            }
        }

        return true;
    }

    private static bool DecodeWidth(A64Op op, uint word, ref MachInst inst)
    {
        byte sf = (byte)(word >> 31 != 0 ? 8 : 4);
        byte floatScale = (byte)(2 + (word >> 22 & 1));
        switch (op.Width)
        {
            case A64Width.None:
                return true;
            case A64Width.Sf:
                inst.Size = sf;
                return true;
            case A64Width.SfN:
                inst.Size = sf;
                return word >> 31 == (word >> 22 & 1);
            case A64Width.Float:
                inst.Size = (byte)(1 << floatScale);
                return true;
            case A64Width.SfFloat:
                (inst.Size, inst.Scale) = (sf, floatScale);
                return true;
            case A64Width.Lanes:
                return SetLanes(op, word >> 22 & 3, ref inst);
            case A64Width.FloatLanes:
                inst.Scale = floatScale;
                return true;
            case A64Width.LoadLanes:
                return SetLanes(op, word >> 10 & 3, ref inst);
            case A64Width.CopyLanes:
                uint bits = word >> 16 & 0x1f;
                return uint.PopCount(bits) == 1 && bits < 16 && SetLanes(op, uint.TrailingZeroCount(bits), ref inst);
            default:
                inst.Size = (byte)(1 << (int)(word >> 30));
                return true;
        }
    }

    private static bool SetLanes(A64Op op, uint scale, ref MachInst inst)
    {
        inst.Scale = (byte)scale;
        return (op.LaneSizes >> (int)scale & 1) != 0;
    }

    private static bool DecodeField(A64Op op, A64Arg arg, uint word, ref MachInst inst)
    {
        switch (arg.Kind)
        {
            case A64ArgKind.Def or A64ArgKind.Use or A64ArgKind.EarlyDef:
                inst.SetReg(arg.Field, RegisterAt(arg, word));
                return DecodeElement(op, arg, word, ref inst);
            case A64ArgKind.Tied:
                inst.R0 = inst.R1 = RegisterAt(arg, word);
                return DecodeElement(op, arg, word, ref inst);
            case A64ArgKind.Shift:
                inst.Cond = (byte)(word >> 22 & 3);
                inst.Imm = word >> 10 & 0x3f;
                bool isLogical = (op.Bits & 0x0100_0000) == 0;
                return (inst.Size == 8 || inst.Imm < 32) && (isLogical || inst.Cond != 3);
            case A64ArgKind.Extended:
                inst.R2 = Reg.Int((int)(word >> arg.At & 0x1f));
                inst.Cond = (byte)(word >> 13 & 7);
                inst.Imm = word >> 10 & 7;
                return inst.Imm <= 4;
            case A64ArgKind.Imm12:
                inst.Imm = (long)(word >> 10 & 0xfff) << ((word >> 22 & 1) != 0 ? 12 : 0);
                return (word >> 22 & 1) == 0 || inst.Imm != 0;
            case A64ArgKind.BitPattern:
                bool known = A64Immediates.TryDecodePattern(word >> 10 & 0x1fff, inst.Size, out ulong pattern);
                inst.Imm = (long)pattern;
                return known;
            case A64ArgKind.Imm16Step:
                inst.Imm = word >> 5 & 0xffff;
                inst.Scale = (byte)(word >> 21 & 3);
                return inst.Size == 8 || inst.Scale < 2;
            case A64ArgKind.ImmR:
                inst.Imm = word >> 16 & 0x3f;
                return inst.Size == 8 || inst.Imm < 32;
            case A64ArgKind.ImmS:
                inst.Disp = (int)(word >> 10 & 0x3f);
                return inst.Size == 8 || inst.Disp < 32;
            case A64ArgKind.Cond:
                inst.Cond = (byte)(word >> 12 & 0xf);
                return true;
            case A64ArgKind.Imm5:
                inst.Imm = word >> 16 & 0x1f;
                return true;
            case A64ArgKind.Flags:
                inst.Disp = (int)(word & 0xf);
                return true;
            case A64ArgKind.Imm16:
                inst.Imm = word >> 5 & 0xffff;
                return true;
            case A64ArgKind.Imm16Low:
                inst.Imm = word & 0xffff;
                return true;
            case A64ArgKind.Bit:
                inst.Imm = (word >> 31 << 5) | (word >> 19 & 0x1f);
                return true;
            case A64ArgKind.FloatImm8:
                inst.Imm = word >> 13 & 0xff;
                return true;
            case A64ArgKind.FloatZero or A64ArgKind.IntZero:
                return true;
            case A64ArgKind.LaneShl or A64ArgKind.LaneShr:
                return DecodeLaneShift(op, arg, word, ref inst);
            case A64ArgKind.Index4:
                inst.Imm = word >> 11 & 0xf;
                return true;
            case A64ArgKind.Imm8 or A64ArgKind.ByteMask:
                inst.Imm = (word >> 16 & 7) << 5 | (word >> 5 & 0x1f);
                return true;
            case A64ArgKind.Label26 or A64ArgKind.Label19 or A64ArgKind.CondLabel19 or A64ArgKind.Label14 or A64ArgKind.Label21:
                inst.Mem = MemKind.PcRelative;
                inst.Disp = Distance(arg.Kind, word);
                inst.Cond = arg.Kind == A64ArgKind.CondLabel19 ? (byte)(word & 0xf) : inst.Cond;
                return true;
            default:
                return DecodeMemory(op, arg, word, ref inst);
        }
    }

    private static bool DecodeMemory(A64Op op, A64Arg arg, uint word, ref MachInst inst)
    {
        inst.Mem = MemKind.Base;
        inst.R2 = Reg.Int((int)(word >> 5 & 0x1f));
        switch (arg.Kind)
        {
            case A64ArgKind.MemScaled:
                inst.Disp = (int)(word >> 10 & 0xfff) << op.AccessLog2;
                return true;
            case A64ArgKind.MemUnscaled:
                inst.Disp = SignExtend(word >> 12, 9);
                return true;
            case A64ArgKind.MemIndexed:
                inst.Mem = MemKind.BaseIndex;
                inst.R3 = Reg.Int((int)(word >> 16 & 0x1f));
                inst.Cond = (byte)(word >> 13 & 7);
                inst.Scale = (byte)((word >> 12 & 1) != 0 ? op.AccessLog2 : 0);

                // A byte's shift by nothing has two encodings; ours is the one without the bit.
                return (inst.Cond & 2) != 0 && !(op.AccessLog2 == 0 && (word >> 12 & 1) != 0);
            case A64ArgKind.MemBase:
                return true;
            default:
                inst.Disp = SignExtend(word >> 15, 7) << op.AccessLog2;
                return true;
        }
    }

    private static bool DecodeLaneShift(A64Op op, A64Arg arg, uint word, ref MachInst inst)
    {
        uint field = word >> 16 & 0x7f;
        if (field < 8)
        {
            return false;
        }

        int scale = 28 - (int)uint.LeadingZeroCount(field);
        int bits = 8 << scale;
        inst.Imm = arg.Kind == A64ArgKind.LaneShl ? field - bits : (2 * bits) - field;
        return SetLanes(op, (uint)scale, ref inst);
    }

    private static bool DecodeElement(A64Op op, A64Arg arg, uint word, ref MachInst inst)
    {
        switch (arg.View)
        {
            case A64View.Element:
                uint field = word >> 16 & 0x1f;
                if ((field & 0xf) == 0)
                {
                    return false;
                }

                uint scale = uint.TrailingZeroCount(field);
                inst.Imm = field >> ((int)scale + 1);
                return SetLanes(op, scale, ref inst);
            case A64View.Element2:
                inst.Disp = (int)(word >> 11 & 0xf) >> inst.Scale;
                return (word >> 11 & 0xf & ((1u << inst.Scale) - 1)) == 0;
            default:
                return true;
        }
    }

    private static Reg RegisterAt(A64Arg arg, uint word)
    {
        int number = (int)(word >> arg.At & 0x1f);
        return arg.IsInt ? Reg.Int(number) : Reg.Float(number);
    }

    private static int Distance(A64ArgKind kind, uint word) => kind switch
    {
        A64ArgKind.Label26 => SignExtend(word, 26) << 2,
        A64ArgKind.Label14 => SignExtend(word >> 5, 14) << 2,
        A64ArgKind.Label21 => (SignExtend(word >> 5, 19) << 2) | (int)(word >> 29 & 3),
        _ => SignExtend(word >> 5, 19) << 2,
    };

    private static int SignExtend(uint value, int bits) => (int)(value << (32 - bits)) >> (32 - bits);
}
