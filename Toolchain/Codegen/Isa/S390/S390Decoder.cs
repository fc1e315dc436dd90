// From bytes to MachInst: the inverse of the encoder, operand by operand. Rows are found by the first byte.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Decodes instructions.</summary>
internal static class S390Decoder
{
    private static readonly List<S390Op>[] ByFirstByte = Build();

    /// <summary>Decodes the instruction at the start of <paramref name="code"/>; false if no row of ours means it.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> code, out MachInst inst)
    {
        inst = default;
        return TryRead(code, out ulong word, out int bytes) && TryDecode(word, bytes, out inst);
    }

    /// <summary>Reads an instruction as a number; its first two bits tell the length.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> code, out ulong word, out int bytes)
    {
        (word, bytes) = (0, code.IsEmpty ? 2 : S390Encoder.LengthOf(code[0]));
        if (code.Length < bytes)
        {
            return false;
        }

        foreach (byte part in code[..bytes])
        {
            word = (word << 8) | part;
        }

        return true;
    }

    /// <summary>Decodes an instruction given as a number.</summary>
    internal static bool TryDecode(ulong word, int bytes, out MachInst inst)
    {
        foreach (S390Op op in ByFirstByte[(byte)(word >> ((bytes * 8) - 8))])
        {
            if (op.Bytes == bytes && TryDecode(op, word, out inst))
            {
                return true;
            }
        }

        inst = default;
        return false;
    }

    /// <summary>All rows that an instruction can mean: one, or the table is wrong.</summary>
    internal static List<S390Op> MatchesOf(ulong word, int bytes)
    {
        List<S390Op> matches = [];
        foreach (S390Op op in S390Table.All)
        {
            if (op.Bytes == bytes && TryDecode(op, word, out _))
            {
                matches.Add(op);
            }
        }

        return matches;
    }

    private static List<S390Op>[] Build()
    {
        var groups = new List<S390Op>[256];
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = [];
        }

        foreach (S390Op op in S390Table.All)
        {
            groups[(byte)(op.Bits >> ((op.Bytes * 8) - 8))].Add(op);
        }

        return groups;
    }

    private static bool TryDecode(S390Op op, ulong word, out MachInst inst)
    {
        inst = new MachInst { Op = op.Id, Source = CodeBuffer.NoSource };
        if ((word & op.Mask) != op.Bits)
        {
            return false;
        }

        foreach (S390Arg arg in op.Args)
        {
            if (!DecodeField(op, arg, word, ref inst))
            {
                return false;
            }
        }

        return true;
    }

    private static bool DecodeField(S390Op op, S390Arg arg, ulong word, ref MachInst inst)
    {
        switch (arg.Kind)
        {
            case S390ArgKind.Def or S390ArgKind.Use or S390ArgKind.Tied:
                int number = (int)Bits(op, word, arg.At, 4);
                number += arg.View == S390View.V && (word & S390Encoder.Rxb(arg.At)) != 0 ? 16 : 0;
                Reg register = arg.View == S390View.R ? S390Regs.R(number) : S390Regs.V(number);
                inst.SetReg(arg.Kind == S390ArgKind.Tied ? 0 : arg.Field, register);
                inst.R1 = arg.Kind == S390ArgKind.Tied ? register : inst.R1;
                return true;
            case S390ArgKind.Signed:
                SetNumber(arg, Signed(Bits(op, word, arg.At, arg.Width), arg.Width), ref inst);
                return true;
            case S390ArgKind.Unsigned:
                SetNumber(arg, (long)Bits(op, word, arg.At, arg.Width), ref inst);
                return true;
            case S390ArgKind.Cond:
                inst.Cond = (byte)Bits(op, word, arg.At, 4);
                return inst.Cond != 0; // never: that is another instruction
            case S390ArgKind.Amount or S390ArgKind.Amount12:
                inst.R2 = Base(op, word, 16);
                inst.Disp = arg.Kind == S390ArgKind.Amount ? Displacement20(op, word) : (int)Bits(op, word, 20, 12);
                return true;
            case S390ArgKind.Label16 or S390ArgKind.Label32:
                int width = arg.Kind == S390ArgKind.Label16 ? 16 : 32;
                inst.Mem = MemKind.PcRelative;
                inst.Disp = unchecked((int)(Signed(Bits(op, word, 16, width), width) * 2));
                return true;
            default:
                bool isShort = arg.Kind is S390ArgKind.MemX12 or S390ArgKind.MemB12;
                inst.R3 = arg.Kind is S390ArgKind.MemX12 or S390ArgKind.MemX20 ? Base(op, word, 12) : Reg.None;
                inst.R2 = Base(op, word, 16);
                inst.Mem = inst.R3.IsValid ? MemKind.BaseIndex : MemKind.Base;
                inst.Disp = isShort ? (int)Bits(op, word, 20, 12) : Displacement20(op, word);
                return true;
        }
    }

    private static void SetNumber(S390Arg arg, long value, ref MachInst inst)
    {
        switch ((S390Number)arg.Field)
        {
            case S390Number.Imm:
                inst.Imm = value;
                break;
            case S390Number.Disp:
                inst.Disp = (int)value;
                break;
            default:
                inst.Scale = (byte)value;
                break;
        }
    }

    private static Reg Base(S390Op op, ulong word, int at) => Bits(op, word, at, 4) is var number and not 0 ? S390Regs.R((int)number) : Reg.None;

    private static int Displacement20(S390Op op, ulong word) => (int)Signed(Bits(op, word, 20, 12) | (Bits(op, word, 32, 8) << 12), 20);

    private static ulong Bits(S390Op op, ulong word, int at, int width) => word >> ((op.Bytes * 8) - at - width) & ((1UL << width) - 1);

    private static long Signed(ulong value, int width) => (long)(value << (64 - width)) >> (64 - width);
}
