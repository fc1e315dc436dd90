// Text of instructions, as objdump -M no-aliases writes it, but with a space for the tabulator and without what is not written for
// the rounding mode that the control register says.
using System;
using System.Globalization;
using System.Text;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Prints instructions.</summary>
internal static class Rv64Printer
{
    private static readonly string[] RoundingNames = ["rne", "rtz", "rdn", "rup", "rmm", "?", "?", "dyn"];

    internal static string Print(in MachInst inst)
    {
        StringBuilder text = new();
        Append(text, inst, null, static _ => null);
        return text.ToString();
    }

    /// <summary>Appends an instruction that lies at <paramref name="address"/>; null: unknown, distances are shown as such.</summary>
    internal static void Append(StringBuilder text, in MachInst inst, ulong? address, Func<ulong, string?> symbolizer)
    {
        Rv64Op op = Rv64Table.Of(inst);
        text.Append(op.Name);
        char separator = ' ';
        foreach (Rv64Arg arg in op.Args)
        {
            if (arg.Kind == Rv64ArgKind.Rounding && !IsWritten(op, inst))
            {
                continue;
            }

            text.Append(separator);
            separator = ',';
            AppendArg(text, arg, inst, address, symbolizer);
        }
    }

    // Conversions that are exact have no rounding mode in the assembler's eyes, whatever the field holds; ours is then 0.
    private static bool IsWritten(Rv64Op op, in MachInst inst) => inst.Cond != (byte)Rv64Rounding.Dynamic && !(IsExact(op) && inst.Cond == 0);

    private static bool IsExact(Rv64Op op) => op == Rv64Float.FcvtDW || op == Rv64Float.FcvtDWu || op == Rv64Float.FcvtDS;

    private static void AppendArg(StringBuilder text, Rv64Arg arg, in MachInst inst, ulong? address, Func<ulong, string?> symbolizer)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        switch (arg.Kind)
        {
            case Rv64ArgKind.Def or Rv64ArgKind.Use:
                text.Append(Rv64Regs.Name(inst[arg.Field], arg.File));
                break;
            case Rv64ArgKind.Imm12 or Rv64ArgKind.Imm5 or Rv64ArgKind.Uimm5:
                text.Append(c, $"{inst.Imm}");
                break;
            case Rv64ArgKind.Upper20 or Rv64ArgKind.Shift6 or Rv64ArgKind.Shift5:
                text.Append(c, $"0x{inst.Imm:x}");
                break;
            case Rv64ArgKind.MemLoad or Rv64ArgKind.MemStore or Rv64ArgKind.MemJump:
                text.Append(c, $"{inst.Disp}({Rv64Regs.Name(inst.R2)})");
                break;
            case Rv64ArgKind.MemBase:
                text.Append(c, $"({Rv64Regs.Name(inst.R2)})");
                break;
            case Rv64ArgKind.Label13 or Rv64ArgKind.Label21:
                AppendTarget(text, inst, address, symbolizer);
                break;
            case Rv64ArgKind.Rounding:
                text.Append(RoundingNames[inst.Cond]);
                break;
            case Rv64ArgKind.Small5:
                text.Append(c, $"{inst.Scale}");
                break;
            case Rv64ArgKind.VectorType:
                text.Append(Rv64VectorTypes.TextOf((int)inst.Imm));
                break;
            case Rv64ArgKind.Control:
                text.Append(Rv64Regs.ControlName((int)inst.Imm));
                break;
            case Rv64ArgKind.Mask:
                text.Append("v0");
                break;
            default:
                AppendSets(text, (int)inst.Imm >> 4);
                text.Append(',');
                AppendSets(text, (int)inst.Imm & 0xf);
                break;
        }
    }

    private static void AppendTarget(StringBuilder text, in MachInst inst, ulong? address, Func<ulong, string?> symbolizer)
    {
        if (inst.Mem == MemKind.Label)
        {
            text.Append(CultureInfo.InvariantCulture, $"L{inst.Target}");
            return;
        }

        if (address is not { } from)
        {
            text.Append(CultureInfo.InvariantCulture, $".{inst.Disp:+0;-0}");
            return;
        }

        ulong target = from + (ulong)(long)inst.Disp;
        text.Append(CultureInfo.InvariantCulture, $"0x{target:x}");
        if (symbolizer(target) is { } name)
        {
            text.Append(" <").Append(name).Append('>');
        }
    }

    private static void AppendSets(StringBuilder text, int sets)
    {
        const string Letters = "iorw";
        for (int i = 0; i < Letters.Length; i++)
        {
            if ((sets >> (Letters.Length - 1 - i) & 1) != 0)
            {
                text.Append(Letters[i]);
            }
        }
    }
}
