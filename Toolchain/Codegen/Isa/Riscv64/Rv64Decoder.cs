// From words to MachInst: the inverse of the encoder, operand by operand. Rows are found by their fixed bits; a table over the bits that tell
// the major groups apart keeps the candidates few.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Decodes instructions.</summary>
internal static class Rv64Decoder
{
    private const uint OpcodeMask = 0x7f;

    private static readonly List<Rv64Op>[] Groups = BuildGroups();

    /// <summary>Decodes a word; false if no row of ours means it.</summary>
    internal static bool TryDecode(uint word, out MachInst inst)
    {
        foreach (Rv64Op op in Groups[word & OpcodeMask])
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
    internal static List<Rv64Op> MatchesOf(uint word)
    {
        List<Rv64Op> matches = [];
        foreach (Rv64Op op in Rv64Table.All)
        {
            if (TryDecode(op, word, out _))
            {
                matches.Add(op);
            }
        }

        return matches;
    }

    private static List<Rv64Op>[] BuildGroups()
    {
        var groups = new List<Rv64Op>[OpcodeMask + 1];
        for (uint i = 0; i < groups.Length; i++)
        {
            groups[i] = [];
        }

        foreach (Rv64Op op in Rv64Table.All)
        {
            groups[op.Bits & OpcodeMask].Add(op);
        }

        return groups;
    }

    private static bool TryDecode(Rv64Op op, uint word, out MachInst inst)
    {
        inst = new MachInst { Op = op.Id, Source = CodeBuffer.NoSource };
        if ((word & op.Mask) != op.Bits)
        {
            return false;
        }

        foreach (Rv64Arg arg in op.Args)
        {
            if (!DecodeField(arg, word, ref inst))
            {
                return false;
            }
        }

        return true;
    }

    private static bool DecodeField(Rv64Arg arg, uint word, ref MachInst inst)
    {
        switch (arg.Kind)
        {
            case Rv64ArgKind.Def or Rv64ArgKind.Use:
                int number = (int)(word >> arg.At & 0x1f);
                inst.SetReg(arg.Field, arg.Class == RegClass.Float ? Reg.Float(number) : Reg.Int(number));
                return true;
            case Rv64ArgKind.Imm12:
                inst.Imm = (int)word >> 20;
                return true;
            case Rv64ArgKind.Upper20:
                inst.Imm = word >> 12;
                return true;
            case Rv64ArgKind.Shift6:
                inst.Imm = word >> 20 & 0x3f;
                return true;
            case Rv64ArgKind.Shift5:
                inst.Imm = word >> 20 & 0x1f;
                return true;
            case Rv64ArgKind.MemLoad or Rv64ArgKind.MemJump:
                return DecodeMemory(word, (int)word >> 20, ref inst);
            case Rv64ArgKind.MemStore:
                return DecodeMemory(word, ((int)word >> 25 << 5) | (int)(word >> 7 & 0x1f), ref inst);
            case Rv64ArgKind.MemBase:
                return DecodeMemory(word, 0, ref inst);
            case Rv64ArgKind.Label13:
                inst.Mem = MemKind.PcRelative;
                inst.Disp = ((int)word >> 31 << 12) | (int)((word >> 7 & 1) << 11) | (int)((word >> 25 & 0x3f) << 5) | (int)((word >> 8 & 0xf) << 1);
                return true;
            case Rv64ArgKind.Label21:
                inst.Mem = MemKind.PcRelative;
                inst.Disp = ((int)word >> 31 << 20) | (int)((word >> 12 & 0xff) << 12) | (int)((word >> 20 & 1) << 11) | (int)((word >> 21 & 0x3ff) << 1);
                return true;
            case Rv64ArgKind.Rounding:
                inst.Cond = (byte)(word >> 12 & 7);
                return inst.Cond is not (5 or 6);
            case Rv64ArgKind.Imm5:
                inst.Imm = (int)(word << 12) >> 27;
                return true;
            case Rv64ArgKind.Uimm5:
                inst.Imm = word >> 15 & 0x1f;
                return true;
            case Rv64ArgKind.Small5:
                inst.Scale = (byte)(word >> 15 & 0x1f);
                return true;
            case Rv64ArgKind.VectorType:
                inst.Imm = word >> 20 & 0x3ff;
                return Rv64VectorTypes.TextOf((int)inst.Imm) is not null;
            case Rv64ArgKind.Control:
                inst.Imm = word >> 20;
                return Rv64Regs.ControlName((int)inst.Imm) is not null;
            case Rv64ArgKind.Mask:
                return true;
            default:
                inst.Imm = word >> 20 & 0xff;
                return true;
        }
    }

    private static bool DecodeMemory(uint word, int displacement, ref MachInst inst)
    {
        (inst.Mem, inst.R2, inst.Disp) = (MemKind.Base, Reg.Int((int)(word >> 15 & 0x1f)), displacement);
        return true;
    }
}
