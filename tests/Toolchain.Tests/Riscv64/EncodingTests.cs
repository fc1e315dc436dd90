// Encoder and decoder against binutils: encodings.txt holds words and text made by GNU as and objdump.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

namespace Wasmtime.Min.Tests.Toolchain.Riscv64;

[TestClass]
public sealed class EncodingTests
{
    private static readonly EncodingCorpus Corpus = new("Riscv64");

    [TestMethod]
    public void Every_line_decodes_to_its_text_and_encodes_to_its_word() => Corpus.CheckLines(static (string code, out Func<string> encode) =>
    {
        bool known = Rv64Decoder.TryDecode(Word(code), out MachInst inst);
        encode = () => Rv64Encoder.Encode(Rv64Table.Of(inst), inst).ToString("x8", CultureInfo.InvariantCulture);
        return known ? Rv64Printer.Print(inst) : null;
    });

    [TestMethod]
    public void Every_row_has_a_line_and_no_line_has_two_rows() =>
        Corpus.CheckRows(Rv64Table.All.Where(static op => !op.HasLabel), static code => Rv64Decoder.MatchesOf(Word(code)), static op => $"{op.Name} 0x{op.Bits:x8}");

    // Distances have no fixed text; words made by GNU as.
    [TestMethod]
    [DataRow("beq", 0x00b50463u, 8)]
    [DataRow("bne", 0xfe0f9ce3u, -8)]
    [DataRow("blt", 0x7eb54fe3u, 4094)]
    [DataRow("bge", 0x80b55063u, -4096)]
    [DataRow("bltu", 0x54b56a63u, 1364)]
    [DataRow("bgeu", 0xfeb57ce3u, -8)]
    [DataRow("jal", 0x7ff0f0efu, 0xfffe)]
    [DataRow("jal", 0xff9ff06fu, -8)]
    [DataRow("jal", 0x5545506fu, 0x55554)]
    public void Distances_are_in_their_fields(string name, uint word, int distance)
    {
        List<Rv64Op> rows = Rv64Decoder.MatchesOf(word);
        Assert.HasCount(1, rows);
        Assert.IsTrue(Rv64Decoder.TryDecode(word, out MachInst inst));
        Assert.AreEqual(name, rows[0].Name);
        Assert.AreEqual(distance, inst.Disp);
        Assert.AreEqual(word, Rv64Encoder.Encode(rows[0], inst));
    }

    [TestMethod]
    public void Every_row_with_a_distance_is_among_those_tested() =>
        Assert.AreEqual(7, Rv64Table.All.Count(static op => op.HasLabel), "a row was added: give Distances_are_in_their_fields a line for it");

    [TestMethod]
    public void Fields_that_do_not_fit_are_refused()
    {
        Reg x = Rv64Regs.X(10);
        MachInst[] wrong =
        [
            Rv64Inst.RegImm(Rv64Int.Addi, x, x, 2048),
            Rv64Inst.RegImm(Rv64Int.Addi, x, x, -2049),
            Rv64Inst.RegImm(Rv64Int.Slli, x, x, 64),
            Rv64Inst.RegImm(Rv64Int.Slliw, x, x, 32),
            Rv64Inst.Upper(Rv64Int.Lui, x, 1 << 20),
            Rv64Inst.Reg3(Rv64Int.Add, x, x, Rv64Regs.F(1)),
            Rv64Inst.Reg3(Rv64Int.Add, x, x, Reg.Virtual(3, RegClass.Int)),
            Rv64Inst.Load(Rv64Memory.Ld, x, x, 2048),
            Rv64Inst.Store(Rv64Memory.Sd, x, x, -2049),
            Rv64Inst.Store(Rv64Memory.AmoAddW, x, x, 4) with { R0 = x },
        ];
        foreach (MachInst inst in wrong)
        {
            Assert.ThrowsExactly<EncodingException>(() => Rv64Encoder.Encode(Rv64Table.Of(inst), inst));
        }
    }

    // The steps are followed in arithmetic.
    [TestMethod]
    public void Constants_come_out_as_they_were_meant()
    {
        List<long> values = [0, 1, -1, 2047, 2048, -2048, -2049, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 0x7fff_f800, 0x1234_5678_9abc_def0];
        for (int bit = 0; bit < 64; bit++)
        {
            values.AddRange([1L << bit, ~(1L << bit), (1L << bit) - 1, (1L << bit) + 1, 0x5555_5555_5555_5555 >> bit, 0x7ff8_0000_0000_0000 >> bit]);
        }

        Span<(Rv64ConstantStep Step, int Value)> steps = new (Rv64ConstantStep, int)[Rv64Constants.MostSteps];
        foreach (long value in values)
        {
            long made = 0;
            foreach ((Rv64ConstantStep step, int operand) in steps[..Rv64Constants.Steps(value, steps)])
            {
                made = step switch
                {
                    Rv64ConstantStep.Upper => operand << 12,
                    Rv64ConstantStep.Add => made + operand,
                    Rv64ConstantStep.AddWord => unchecked((int)(made + operand)),
                    Rv64ConstantStep.ShiftLeft => made << operand,
                };
                Assert.IsTrue(step is Rv64ConstantStep.Upper or Rv64ConstantStep.ShiftLeft || Rv64Constants.FitsImm12(operand), $"{value:x}");
            }

            Assert.AreEqual(value, made, $"{value:x}");
        }
    }

    private static uint Word(string code) => uint.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
