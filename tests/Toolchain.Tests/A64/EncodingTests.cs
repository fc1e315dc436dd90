// Encoder and decoder against binutils: encodings.txt holds words and text made by GNU as and objdump.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.A64;

namespace Wasmtime.Min.Tests.Toolchain.A64;

[TestClass]
public sealed class EncodingTests
{
    private static readonly EncodingCorpus Corpus = new("A64");

    [TestMethod]
    public void Every_line_decodes_to_its_text_and_encodes_to_its_word() => Corpus.CheckLines(static (string code, out Func<string> encode) =>
    {
        bool known = A64Decoder.TryDecode(Word(code), out MachInst inst);
        encode = () => A64Encoder.Encode(A64Table.Of(inst), inst).ToString("x8", CultureInfo.InvariantCulture);
        return known ? A64Printer.Print(inst) : null;
    });

    [TestMethod]
    public void Every_row_has_a_line_and_no_line_has_two_rows() =>
        Corpus.CheckRows(A64Table.All.Where(static op => !HasLabel(op)), static code => A64Decoder.MatchesOf(Word(code)), static op => $"{op.Name} 0x{op.Bits:x8}");

    // Distances have no fixed text; words made by GNU as for a target 8 bytes ahead, or behind for those that end in -8.
    [TestMethod]
    [DataRow("b", 0x14000002u, 8)]
    [DataRow("bl", 0x97fffffeu, -8)]
    [DataRow("b.", 0x54000041u, 8)]
    [DataRow("b.", 0x54ffffcdu, -8)]
    [DataRow("cbz", 0xb4000043u, 8)]
    [DataRow("cbz", 0x34ffffc3u, -8)]
    [DataRow("cbnz", 0x35000043u, 8)]
    [DataRow("tbz", 0xb6f80045u, 8)]
    [DataRow("tbnz", 0x3707ffc5u, -8)]
    [DataRow("adr", 0x10000050u, 8)]
    [DataRow("adr", 0x10ffffd0u, -8)]
    [DataRow("ldr", 0x18000047u, 8)]
    [DataRow("ldr", 0x58ffffc7u, -8)]
    [DataRow("ldr", 0x1c000047u, 8)]
    [DataRow("ldr", 0x5c000047u, 8)]
    [DataRow("ldr", 0x9cffffc7u, -8)]
    public void Distances_are_in_their_fields(string name, uint word, int distance)
    {
        List<A64Op> rows = A64Decoder.MatchesOf(word);
        Assert.HasCount(1, rows);
        Assert.IsTrue(A64Decoder.TryDecode(word, out MachInst inst));
        Assert.AreEqual(name, rows[0].Name);
        Assert.AreEqual(distance, inst.Disp);
        Assert.AreEqual(word, A64Encoder.Encode(rows[0], inst));
    }

    [TestMethod]
    public void Every_row_with_a_distance_is_among_those_tested()
    {
        int count = 0;
        foreach (A64Op op in A64Table.All)
        {
            count += HasLabel(op) ? 1 : 0;
        }

        Assert.AreEqual(13, count, "a row was added: give Distances_are_in_their_fields a line for it");
    }

    [TestMethod]
    public void Fields_that_do_not_fit_are_refused()
    {
        Reg x = A64Regs.X(1);
        MachInst[] wrong =
        [
            A64Inst.RegImm(A64Int.AddImm, 8, x, x, 4097),
            A64Inst.RegImm(A64Int.AddImm, 8, x, x, -1),
            A64Inst.RegImm(A64Int.AddImm, 2, x, x, 1),
            A64Inst.RegImm(A64Int.AndImm, 8, x, x, 0),
            A64Inst.RegImm(A64Int.AndImm, 8, x, x, -1),
            A64Inst.RegImm(A64Int.AndImm, 4, x, x, 0x1234),
            A64Inst.Shifted(A64Int.Add, 4, x, x, x, A64Shift.Lsl, 32),
            A64Inst.Reg3(A64Int.Udiv, 8, x, x, A64Regs.V(1)),
            A64Inst.Reg3(A64Int.Udiv, 8, x, x, Reg.Virtual(3, RegClass.Int)),
            A64Inst.Load(A64Memory.LdrX, x, x, 4),
            A64Inst.Load(A64Memory.LdrX, x, x, 32768),
            A64Inst.Load(A64Memory.LdrX.Unscaled!, x, x, 256),
            A64Inst.LoadPair(A64Memory.LdpX, x, x, x, 512),
            A64Inst.Vector(A64Vector.Mul, Wasmtime.Min.Toolchain.Codegen.Ir.Lanes.I64x2, A64Regs.V(0), A64Regs.V(1), A64Regs.V(2)),
            A64Inst.MoveWide(A64Int.Movz, 4, x, 1, 2),
        ];
        foreach (MachInst inst in wrong)
        {
            Assert.ThrowsExactly<EncodingException>(() => A64Encoder.Encode(A64Table.Of(inst), inst));
        }
    }

    [TestMethod]
    public void Bit_patterns_are_found_exactly_where_they_exist()
    {
        HashSet<ulong> patterns = [];
        foreach (int bytes in (ReadOnlySpan<int>)[4, 8])
        {
            for (uint field = 0; field < 1 << 13; field++)
            {
                if (A64Immediates.TryDecodePattern(field, bytes, out ulong value))
                {
                    Assert.IsTrue(A64Immediates.TryEncodePattern(value, bytes, out uint encoded), $"{value:x}");
                    Assert.IsTrue(A64Immediates.TryDecodePattern(encoded, bytes, out ulong again));
                    Assert.AreEqual(value, again);
                    _ = bytes == 8 && patterns.Add(value);
                }
            }
        }

        Assert.HasCount(5334, patterns);
        foreach (ulong value in (ReadOnlySpan<ulong>)[0, ulong.MaxValue, 5, 0x1234, 0x8000_0000_0000_0003, 0x0101_0101_0101_0100])
        {
            Assert.AreEqual(patterns.Contains(value), A64Immediates.TryEncodePattern(value, 8, out _), $"{value:x}");
        }
    }

    private static bool HasLabel(A64Op op) =>
        Array.Exists(op.Args, static a => a.Kind is A64ArgKind.Label26 or A64ArgKind.Label19 or A64ArgKind.CondLabel19 or A64ArgKind.Label14 or A64ArgKind.Label21);

    private static uint Word(string code) => uint.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
