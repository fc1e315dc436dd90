// Encoder and decoder against binutils: encodings.txt holds codes and text made by GNU as and objdump.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.S390;

namespace Wasmtime.Min.Tests.Toolchain.S390;

[TestClass]
public sealed class EncodingTests
{
    private static readonly EncodingCorpus Corpus = new("S390");

    [TestMethod]
    public void Every_line_decodes_to_its_text_and_encodes_to_its_code() => Corpus.CheckLines(static (string code, out Func<string> encode) =>
    {
        bool known = S390Decoder.TryDecode(Word(code), code.Length / 2, out MachInst inst);
        encode = () => S390Encoder.Encode(S390Table.Of(inst), inst).ToString("x" + code.Length, CultureInfo.InvariantCulture);
        return known ? S390Printer.Print(inst) : null;
    });

    [TestMethod]
    public void Every_row_has_a_line_and_no_line_has_two_rows() => Corpus.CheckRows(
        S390Table.All.Where(static op => !op.HasLabel),
        static code => S390Decoder.MatchesOf(Word(code), code.Length / 2),
        static op => $"{op.Name} 0x{op.Bits:x}");

    // Distances have no fixed text; made by GNU as for a target 8 bytes ahead, or behind for those with -8.
    [TestMethod]
    [DataRow("j", "a7740004", 8)]
    [DataRow("j", "a784fffc", -8)]
    [DataRow("jg", "c07400000004", 8)]
    [DataRow("jg", "c0f4fffffffc", -8)]
    [DataRow("brasl", "c0e500000004", 8)]
    [DataRow("larl", "c01000000004", 8)]
    [DataRow("larl", "c010fffffffc", -8)]
    [DataRow("lgrl", "c41800000004", 8)]
    [DataRow("brct", "a7160004", 8)]
    [DataRow("brctg", "a767fffc", -8)]
    [DataRow("crj", "ec1200048076", 8)]
    [DataRow("cgrj", "ec12fffc6064", -8)]
    [DataRow("clrj", "ec1200042077", 8)]
    [DataRow("clgrj", "ec1200044065", 8)]
    [DataRow("cij", "ec1a0004fd7e", 8)]
    [DataRow("cgij", "ec1afffcfd7c", -8)]
    [DataRow("clij", "ec1a0004037f", 8)]
    [DataRow("clgij", "ec120004c87d", 8)]
    public void Distances_are_in_their_fields(string name, string code, int distance)
    {
        List<S390Op> rows = S390Decoder.MatchesOf(Word(code), code.Length / 2);
        Assert.HasCount(1, rows);
        Assert.IsTrue(S390Decoder.TryDecode(Word(code), code.Length / 2, out MachInst inst));
        Assert.AreEqual(name, rows[0].Name);
        Assert.AreEqual(distance, inst.Disp);
        Assert.AreEqual(Word(code), S390Encoder.Encode(rows[0], inst));
    }

    [TestMethod]
    public void Every_row_with_a_distance_is_among_those_tested() =>
        Assert.AreEqual(15, S390Table.All.Count(static op => op.HasLabel), "a row was added: give Distances_are_in_their_fields a line for it");

    [TestMethod]
    public void Fields_that_do_not_fit_are_refused()
    {
        Reg r = S390Regs.R(1);
        Reg zero = S390Regs.R(0);
        Reg v = S390Regs.V(16);
        MachInst[] wrong =
        [
            S390Inst.RegImm(S390Int.Lghi, r, Reg.None, 32768),
            S390Inst.RegImm(S390Int.Lgfi, r, Reg.None, 1L << 31),
            S390Inst.RegImm(S390Int.Llilf, r, Reg.None, -1),
            S390Inst.RegImm(S390Int.Mghi, r, S390Regs.R(2), 1),
            S390Inst.Reg3(S390Int.Agrk, r, r, v),
            S390Inst.Reg3(S390Int.Agrk, r, r, Reg.Virtual(3, RegClass.Int)),
            S390Inst.Load(S390Memory.Lg, r, r, 524288),
            S390Inst.Load(S390Memory.Lg, r, r, -524289),
            S390Inst.Load(S390Memory.La, r, r, 4096),
            S390Inst.Load(S390Memory.Lg, r, zero, 0),
            S390Inst.Load(S390Vector.Vl, v, r, -1),
            S390Inst.Reg2(S390Float.Cdgbr, v, r),
            S390Inst.Shift(S390Int.Sllg, r, r, 1, zero),
            S390Inst.Run(r, r, 64, 0, 0),
        ];
        foreach (MachInst inst in wrong)
        {
            Assert.ThrowsExactly<EncodingException>(() => S390Encoder.Encode(S390Table.Of(inst), inst), S390Printer.Print(inst));
        }
    }

    private static ulong Word(string code) => ulong.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
