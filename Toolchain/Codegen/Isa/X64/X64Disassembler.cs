// Listing of machine code for dumps and objdump: address, bytes, text.
using System;
using System.Globalization;
using System.IO;
using System.Text;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Writes listings of x86_64 code.</summary>
public static class X64Disassembler
{
    private const int BytesColumn = 11 * 3;

    // push rbp; mov rbp,rsp; at most five instructions that compare with the limit of the stack; sub rsp.
    private const int LongestPrologue = 8;

    /// <summary>Writes one line per instruction; bytes that are no instruction of ours appear as <c>.byte</c>.</summary>
    /// <param name="code">Machine code.</param>
    /// <param name="address">Address of its first byte.</param>
    /// <param name="symbolizer">Gives the name of an address, or null where it has none; a named address also gets a heading.</param>
    /// <param name="output">Receives the listing, lines ended by LF.</param>
    /// <param name="comment">What follows an instruction, given the addresses of its first byte and of the byte behind it; or null.</param>
    public static void Disassemble(
        ReadOnlySpan<byte> code, ulong address, Func<ulong, string?> symbolizer, TextWriter output, Func<ulong, ulong, string?>? comment = null)
    {
        StringBuilder line = new();
        int at = 0;
        while (at < code.Length)
        {
            ulong here = address + (ulong)at;
            if (symbolizer(here) is { } name)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{here:x8} <{name}>:\n"));
            }

            int length = X64Decoder.Decode(code[at..], out MachInst inst);
            int shown = Math.Max(length, 1);
            line.Clear();
            line.Append(CultureInfo.InvariantCulture, $"{here,8:x}:  ");
            int textColumn = line.Length + BytesColumn;
            foreach (byte value in code.Slice(at, shown))
            {
                line.Append(CultureInfo.InvariantCulture, $"{value:x2} ");
            }

            line.Append(' ', Math.Max(1, textColumn - line.Length));
            if (length == 0)
            {
                line.Append(CultureInfo.InvariantCulture, $".byte 0x{code[at]:x2}");
            }
            else
            {
                X64Printer.Append(line, inst, here + (ulong)length, symbolizer);
            }

            if (comment?.Invoke(here, here + (ulong)shown) is { } text)
            {
                line.Append("  ; ").Append(text);
            }

            output.Write(line.Append('\n').ToString());
            at += shown;
        }
    }

    /// <summary>Bytes that a function's prologue takes from the stack below the saved rbp.</summary>
    /// <param name="code">The function from its first byte.</param>
    public static int FrameBytes(ReadOnlySpan<byte> code)
    {
        int at = 0;
        for (int i = 0; i < LongestPrologue && at < code.Length; i++)
        {
            int length = X64Decoder.Decode(code[at..], out MachInst inst);
            if (length == 0)
            {
                break;
            }

            if (inst.Op == X64Int.SubImm.Id && inst.R0 == X64Regs.Rsp)
            {
                return (int)inst.Imm;
            }

            at += length;
        }

        return 0;
    }
}
