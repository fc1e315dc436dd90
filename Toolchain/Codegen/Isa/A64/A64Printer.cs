// Text of instructions, as objdump -M no-aliases writes it: one name for each row, so that listings show what is encoded.
using System;
using System.Globalization;
using System.Text;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Prints instructions.</summary>
internal static class A64Printer
{
    private static readonly string[] ShiftNames = ["lsl", "lsr", "asr", "ror"];
    private static readonly string[] ExtendNames = ["uxtb", "uxth", "uxtw", "uxtx", "sxtb", "sxth", "sxtw", "sxtx"];
    private static readonly string[] Full = ["16b", "8h", "4s", "2d", "1q"];
    private static readonly string[] Half = ["8b", "4h", "2s", "1d"];
    private const string LaneLetters = "bhsd";

    internal static string Print(in MachInst inst)
    {
        StringBuilder text = new();
        Append(text, inst, null, static _ => null);
        return text.ToString();
    }

    /// <summary>Appends an instruction that lies at <paramref name="address"/>; null: unknown, distances are shown as such.</summary>
    internal static void Append(StringBuilder text, in MachInst inst, ulong? address, Func<ulong, string?> symbolizer)
    {
        A64Op op = A64Table.Of(inst);
        text.Append(op.Name);
        if (op.Width == A64Width.Access)
        {
            text.Append(inst.Size switch { 1 => "b", 2 => "h", _ => "" });
        }

        if (op == A64Control.BCond)
        {
            text.Append(A64Regs.Name((A64Cond)inst.Cond));
        }
        else if (op == A64Control.DmbIsh)
        {
            text.Append(" ish");
        }

        string separator = " ";
        foreach (A64Arg arg in op.Args)
        {
            int before = text.Length;
            text.Append(separator);
            int start = text.Length;
            if (op == A64Control.Ret && inst.R1 == A64Regs.Lr)
            {
                text.Length = before;
                return;
            }

            AppendArg(text, op, arg, inst, address, symbolizer);
            if (text.Length == start)
            {
                text.Length = before;
            }
            else
            {
                separator = ", ";
            }
        }
    }

    private static void AppendArg(StringBuilder text, A64Op op, A64Arg arg, in MachInst inst, ulong? address, Func<ulong, string?> symbolizer)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        switch (arg.Kind)
        {
            case A64ArgKind.Def or A64ArgKind.Use or A64ArgKind.EarlyDef:
                text.Append(RegisterName(op, arg, inst[arg.Field], inst));
                break;
            case A64ArgKind.Tied:
                text.Append(RegisterName(op, arg, inst.R0, inst));
                if (inst.R1 != inst.R0)
                {
                    text.Append('=').Append(RegisterName(op, arg, inst.R1, inst));
                }

                break;
            case A64ArgKind.Shift when inst.Imm == 0 && inst.Cond == 0:
                break;
            case A64ArgKind.Shift:
                text.Append(c, $"{ShiftNames[inst.Cond]} #{inst.Imm}");
                break;
            case A64ArgKind.Extended:
                AppendExtended(text, op, inst);
                break;
            case A64ArgKind.Imm12 when inst.Imm > 0xfff:
                text.Append(c, $"#0x{inst.Imm >> 12:x}, lsl #12");
                break;
            case A64ArgKind.Imm12 or A64ArgKind.Imm5 or A64ArgKind.Imm16:
                text.Append(c, $"#0x{inst.Imm:x}");
                break;
            case A64ArgKind.BitPattern:
                text.Append(c, $"#0x{(inst.Size == 4 ? (uint)inst.Imm : inst.Imm):x}");
                break;
            case A64ArgKind.Imm16Step:
                text.Append(c, $"#0x{inst.Imm:x}");
                if (inst.Scale != 0)
                {
                    text.Append(c, $", lsl #{inst.Scale * 16}");
                }

                break;
            case A64ArgKind.ImmR or A64ArgKind.Index4 or A64ArgKind.Bit or A64ArgKind.LaneShl or A64ArgKind.LaneShr or A64ArgKind.Imm16Low:
                text.Append(c, $"#{inst.Imm}");
                break;
            case A64ArgKind.ImmS:
                text.Append(c, $"#{inst.Disp}");
                break;
            case A64ArgKind.Cond:
                text.Append(A64Regs.Name((A64Cond)inst.Cond));
                break;
            case A64ArgKind.Flags:
                text.Append(c, $"#0x{inst.Disp:x}");
                break;
            case A64ArgKind.FloatImm8:
                text.Append('#').Append(A64Immediates.DecodeFloat((uint)inst.Imm).ToString("0.000000000000000000e+00", c));
                break;
            case A64ArgKind.FloatZero:
                text.Append("#0.0");
                break;
            case A64ArgKind.IntZero:
                text.Append("#0");
                break;
            case A64ArgKind.Imm8:
                text.Append(c, $"#0x{inst.Imm:x}");
                break;
            case A64ArgKind.ByteMask:
                text.Append(c, $"#0x{ExpandMask(inst.Imm):x}");
                break;
            case A64ArgKind.Label26 or A64ArgKind.Label19 or A64ArgKind.CondLabel19 or A64ArgKind.Label14 or A64ArgKind.Label21:
                AppendTarget(text, inst, address, symbolizer);
                break;
            default:
                AppendMemory(text, arg, inst);
                break;
        }
    }

    private static void AppendExtended(StringBuilder text, A64Op op, in MachInst inst)
    {
        bool wide = inst.Size == 8 && (inst.Cond & 3) == 3;
        text.Append(A64Regs.IntName(inst.R2, wide));

        // Where the stack pointer stands, the plain form is called lsl.
        bool usesSp = inst.R1 == A64Regs.Sp || (inst.R0 == A64Regs.Sp && op.Args[0].View == A64View.RSp);
        bool isPlain = usesSp && inst.Cond == (int)(inst.Size == 8 ? A64Extend.Uxtx : A64Extend.Uxtw);
        if (isPlain && inst.Imm == 0)
        {
            return;
        }

        text.Append(", ").Append(isPlain ? "lsl" : ExtendNames[inst.Cond]);
        if (inst.Imm != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" #{inst.Imm}");
        }
    }

    private static void AppendMemory(StringBuilder text, A64Arg arg, in MachInst inst)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        if (inst.Mem == MemKind.FrameSlot)
        {
            text.Append(c, $"[slot + {inst.Disp}]");
            return;
        }

        text.Append('[').Append(A64Regs.IntName(inst.R2, isWide: true, "sp"));
        if (inst.Mem == MemKind.BaseIndex)
        {
            bool isPlain = inst.Cond == (int)A64Extend.Uxtx;
            text.Append(", ").Append(A64Regs.IntName(inst.R3, (inst.Cond & 1) != 0));
            if (!isPlain || inst.Scale != 0)
            {
                text.Append(", ").Append(isPlain ? "lsl" : ExtendNames[inst.Cond]);
                if (inst.Scale != 0)
                {
                    text.Append(c, $" #{inst.Scale}");
                }
            }

            text.Append(']');
            return;
        }

        switch (arg.Kind)
        {
            case A64ArgKind.MemPairPost:
                text.Append(c, $"], #{inst.Disp}");
                break;
            case A64ArgKind.MemPairPre:
                text.Append(c, $", #{inst.Disp}]!");
                break;
            default:
                text.Append(inst.Disp == 0 ? "" : string.Create(c, $", #{inst.Disp}")).Append(']');
                break;
        }
    }

    private static void AppendTarget(StringBuilder text, in MachInst inst, ulong? address, Func<ulong, string?> symbolizer)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        switch (inst.Mem)
        {
            case MemKind.PcRelative when address is { } from:
                ulong target = from + (ulong)(long)inst.Disp;
                text.Append(c, $"0x{target:x}");
                if (symbolizer(target) is { } name)
                {
                    text.Append(" <").Append(name).Append('>');
                }

                break;
            case MemKind.PcRelative:
                text.Append(c, $".{inst.Disp:+0;-0;+0}");
                break;
            default:
                text.Append(c, $"{inst.Mem}{inst.Target}");
                break;
        }
    }

    private static string RegisterName(A64Op op, A64Arg arg, Reg register, in MachInst inst)
    {
        bool isWide = inst.Size == 8;
        string full = A64Regs.FloatName(register, 'v');
        CultureInfo c = CultureInfo.InvariantCulture;
        return arg.View switch
        {
            A64View.R when op.Width == A64Width.None => A64Regs.IntName(register, isWide: inst.Imm >= 32), // bit tests
            A64View.R => A64Regs.IntName(register, isWide),
            A64View.RSp => A64Regs.IntName(register, isWide, "sp"),
            A64View.W => A64Regs.IntName(register, isWide: false),
            A64View.X => A64Regs.IntName(register, isWide: true),
            A64View.RLane => A64Regs.IntName(register, isWide: inst.Scale == 3),
            A64View.F => A64Regs.FloatName(register, isWide ? 'd' : 's'),
            A64View.FScale or A64View.Lane => A64Regs.FloatName(register, LaneLetters[inst.Scale]),
            A64View.B => A64Regs.FloatName(register, 'b'),
            A64View.H => A64Regs.FloatName(register, 'h'),
            A64View.S => A64Regs.FloatName(register, 's'),
            A64View.D => A64Regs.FloatName(register, 'd'),
            A64View.Q => A64Regs.FloatName(register, 'q'),
            A64View.V => $"{full}.{(op.Is16Bytes ? Full : Half)[inst.Scale]}",
            A64View.VWide => $"{full}.{Full[inst.Scale + 1]}",
            A64View.V16B => full + ".16b",
            A64View.V2S => full + ".2s",
            A64View.V4S => full + ".4s",
            A64View.V2D => full + ".2d",
            A64View.Table => $"{{{full}.16b}}",
            A64View.VList => $"{{{full}.{Full[inst.Scale]}}}",
            A64View.Element => string.Create(c, $"{full}.{LaneLetters[inst.Scale]}[{inst.Imm}]"),
            A64View.Element2 => string.Create(c, $"{full}.{LaneLetters[inst.Scale]}[{inst.Disp}]"),
        };
    }

    private static ulong ExpandMask(long bits)
    {
        ulong value = 0;
        for (int i = 0; i < 8; i++)
        {
            value |= (bits >> i & 1) != 0 ? 0xffUL << (i * 8) : 0;
        }

        return value;
    }
}
