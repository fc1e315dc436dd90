// Text of instructions, as objdump of binutils writes it. Virtual registers print by number, so that dumps before register allocation use it too.
using System;
using System.Globalization;
using System.Text;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Prints instructions.</summary>
internal static class S390Printer
{
    /// <summary>The text; distances as they are.</summary>
    internal static string Print(in MachInst inst)
    {
        StringBuilder text = new();
        Append(text, inst, null, static _ => null);
        return text.ToString();
    }

    /// <summary>Appends the text of an instruction.</summary>
    /// <param name="text">Receives it.</param>
    /// <param name="inst">The instruction.</param>
    /// <param name="address">Its address, so that targets can be told; null: distances are written.</param>
    /// <param name="symbolizer">Names of addresses.</param>
    internal static void Append(StringBuilder text, in MachInst inst, ulong? address, Func<ulong, string?> symbolizer)
    {
        S390Op op = S390Table.Of(inst);
        text.Append(op.Name);
        if (Array.Exists(op.Args, static a => a.Kind == S390ArgKind.Cond))
        {
            text.Append(S390Regs.Name((S390Cond)inst.Cond));
        }

        char separator = ' ';
        foreach (S390Arg arg in op.Args)
        {
            if (arg.Kind != S390ArgKind.Cond)
            {
                text.Append(separator);
                AppendOperand(text, arg, inst, address, symbolizer);
                separator = ',';
            }
        }
    }

    private static void AppendOperand(StringBuilder text, S390Arg arg, in MachInst inst, ulong? address, Func<ulong, string?> symbolizer)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        switch (arg.Kind)
        {
            case S390ArgKind.Def or S390ArgKind.Use:
                text.Append(S390Regs.Name(inst[arg.Field], arg.View));
                break;
            case S390ArgKind.Tied:
                text.Append(S390Regs.Name(inst.R0, arg.View));
                if (inst.R0 != inst.R1)
                {
                    text.Append('=').Append(S390Regs.Name(inst.R1, arg.View)); // not allocated yet
                }

                break;
            case S390ArgKind.Signed or S390ArgKind.Unsigned:
                long value = (S390Number)arg.Field switch { S390Number.Imm => inst.Imm, S390Number.Disp => inst.Disp, S390Number.Scale => inst.Scale };
                text.Append(c, $"{value}");
                break;
            case S390ArgKind.Amount or S390ArgKind.Amount12:
                text.Append(c, $"{inst.Disp}");
                if (inst.R2.IsValid)
                {
                    text.Append('(').Append(S390Regs.Name(inst.R2, S390View.R)).Append(')');
                }

                break;
            case S390ArgKind.Label16 or S390ArgKind.Label32:
                AppendTarget(text, inst, address, symbolizer);
                break;
            default:
                AppendMemory(text, inst);
                break;
        }
    }

    private static void AppendMemory(StringBuilder text, in MachInst inst)
    {
        text.Append(CultureInfo.InvariantCulture, $"{inst.Disp}");
        if (inst.Mem == MemKind.FrameSlot)
        {
            text.Append("(slot)");
            return;
        }

        if (inst.R3.IsValid || inst.R2.IsValid)
        {
            text.Append('(');
            if (inst.R3.IsValid)
            {
                text.Append(S390Regs.Name(inst.R3, S390View.R)).Append(',');
            }

            text.Append(inst.R2.IsValid ? S390Regs.Name(inst.R2, S390View.R) : "0").Append(')');
        }
    }

    private static void AppendTarget(StringBuilder text, in MachInst inst, ulong? address, Func<ulong, string?> symbolizer)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        if (inst.Mem != MemKind.PcRelative)
        {
            text.Append(c, $"{(inst.Mem == MemKind.Symbol ? "symbol" : inst.Mem == MemKind.Pool ? "pool" : "label")}{inst.Target}");
        }
        else if (address is not { } here)
        {
            text.Append(c, $".{(inst.Disp < 0 ? "" : "+")}{inst.Disp}");
        }
        else
        {
            ulong target = unchecked(here + (ulong)inst.Disp);
            text.Append(c, $"0x{target:x}");
            if (symbolizer(target) is { } name)
            {
                text.Append(" <").Append(name).Append('>');
            }
        }
    }
}
