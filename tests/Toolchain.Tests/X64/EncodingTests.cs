// Encoder and decoder against binutils: encodings.txt holds bytes and text made by GNU as and objdump.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;

namespace Wasmtime.Min.Tests.Toolchain.X64;

[TestClass]
public sealed class EncodingTests
{
    private static readonly string Folder = FindFolder();

    [TestMethod]
    public void Every_line_decodes_to_its_text_and_encodes_to_its_bytes()
    {
        List<string> wrong = [];
        foreach ((string hex, string text) in Lines())
        {
            byte[] bytes = Convert.FromHexString(hex);
            int length = X64Decoder.Decode(bytes, out MachInst inst);
            if (length != bytes.Length)
            {
                wrong.Add($"{hex} | {text}: decoded {length} bytes");
                continue;
            }

            string printed = X64Printer.Print(inst);
            string encoded;
            try
            {
                encoded = Encode(inst);
            }
            catch (EncodingException e)
            {
                encoded = e.Message;
            }

            if (printed != text || encoded != hex)
            {
                wrong.Add($"{hex} | {text}: printed {printed}, encoded {encoded}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void Every_row_has_a_line_and_no_line_has_two_rows()
    {
        // Branches to labels have no fixed text; they are tested in CodeBufferTests.
        HashSet<int> missing = [];
        foreach (X64Op op in X64Table.All)
        {
            if (op.Format is not (X64Format.Jcc or X64Format.Branch))
            {
                missing.Add(op.Id);
            }
        }

        foreach ((string hex, string text) in Lines())
        {
            List<X64Op> rows = X64Decoder.MatchesOf(Convert.FromHexString(hex));
            Assert.HasCount(1, rows, $"{hex} | {text}");
            missing.Remove(rows[0].Id);
        }

        List<string> names = [];
        foreach (X64Op op in X64Table.All)
        {
            if (missing.Contains(op.Id))
            {
                names.Add($"{op.Name} {op.Format}");
            }
        }

        Assert.IsEmpty(names, string.Join('\n', names));
    }

    [TestMethod]
    public void Fields_that_do_not_fit_are_refused()
    {
        Reg rax = X64Regs.Rax;
        MachInst[] wrong =
        [
            X64Inst.RegRegImm(X64Int.AddImm, 8, rax, rax, 0x1_0000_0000),
            X64Inst.RegRegImm(X64Int.AddImm, 1, rax, rax, 0x100),
            X64Inst.RegRegImm(X64Int.ShlImm, 8, rax, rax, 256),
            X64Inst.RegRegRm(X64Int.Add, 8, rax, X64Regs.Rcx, X64Regs.Rdx),
            X64Inst.RegRm(X64Int.Mov, 8, rax, Reg.Virtual(3, RegClass.Int)),
            X64Inst.RegRm(X64Int.Mov, 8, rax, X64Regs.Xmm(1)),
            X64Inst.RegRm(X64Int.Mov, 3, rax, X64Regs.Rcx),
            X64Inst.RegRm(X64Int.Mov, 8, rax, X64Rm.At(X64Regs.Rcx, X64Regs.Rsp, 0)),
            X64Inst.RegRm(X64Int.Mov, 8, rax, X64Rm.Slot(8)),
            X64Inst.RegRm(X64Sse.MovsdLoad, 0, X64Regs.Xmm(0), X64Regs.Xmm(1)),
            X64Inst.MemReg(X64Int.MovStore, 8, rax, rax),
            X64Inst.Ret(0x10000),
        ];
        foreach (MachInst inst in wrong)
        {
            Assert.ThrowsExactly<EncodingException>(() => Encode(inst), X64Printer.Print(inst));
        }
    }

    [TestMethod]
    public void Operands_follow_the_format()
    {
        Reg a = Reg.Virtual(0, RegClass.Int);
        Reg b = Reg.Virtual(1, RegClass.Int);
        Reg c = Reg.Virtual(2, RegClass.Int);
        Reg x = Reg.Virtual(3, RegClass.Float);
        Assert.AreEqual("use1 use2? def0=1", Operands(X64Inst.RegRegRm(X64Int.Add, 8, a, b, c)));
        Assert.AreEqual("use1 use2 use3 def0=1", Operands(X64Inst.RegRegRm(X64Int.Add, 8, a, b, X64Rm.At(c, b, 3))));
        Assert.AreEqual("use1:rax use3:rdx use2? def0:rax def4:rdx", Operands(X64Inst.Div(X64Int.Div, 8, a, b, a, b, c)));
        Assert.AreEqual("use1 use2:rcx def0=1", Operands(X64Inst.ShiftCl(X64Int.ShlCl, 8, a, b, c)));
        Assert.AreEqual("use1f use2f? def0f", Operands(X64Inst.RegRegRm(X64Avx.Vaddsd, 0, x, x, x)));
        Assert.AreEqual("use1f use2f def0f=1", Operands(X64Inst.RegRegRm(X64Sse.Andps, 0, x, x, x)));
        Assert.AreEqual("use2? def0f", Operands(X64Inst.RegRm(X64Sse.MovqToXmm, 0, x, a)));
        Assert.AreEqual("use1f def0", Operands(X64Inst.RegReg(X64Sse.MovqFromXmm, 0, a, x)));
        Assert.AreEqual("use1 use2", Operands(X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(a, 8), b)));
        Assert.AreEqual("", Operands(X64Inst.Jcc(X64Cond.E, new Label(0))));
        Assert.AreSame(X64Avx.Vaddsd, X64Sse.Addsd.Vex);
    }

    private static string Operands(MachInst inst)
    {
        Operand[] operands = new Operand[X64Operands.MaxOperands];
        int count = X64Operands.Collect(inst, operands);
        List<string> parts = [];
        foreach (Operand o in operands.AsSpan(0, count))
        {
            string place = o.Constraint switch
            {
                OperandConstraint.Register => "",
                OperandConstraint.RegisterOrSlot => "?",
                OperandConstraint.Fixed => ":" + X64Regs.Name(o.Fixed, 8),
                OperandConstraint.Reuse => string.Create(CultureInfo.InvariantCulture, $"={o.ReuseField}"),
            };
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{(o.Role == OperandRole.Use ? "use" : "def")}{o.Field}{(o.Class == RegClass.Float ? "f" : "")}{place}"));
        }

        return string.Join(' ', parts);
    }

    private static string Encode(MachInst inst)
    {
        CodeBuffer buffer = X64Encoder.NewBuffer();
        X64Encoder.Emit(buffer, inst);
        return Convert.ToHexStringLower(buffer.Finish().Code);
    }

    private static IEnumerable<(string Hex, string Text)> Lines()
    {
        foreach (string line in File.ReadLines(Path.Combine(Folder, "encodings.txt")))
        {
            if (line.Length != 0 && line[0] != '#')
            {
                string[] columns = line.Split(" | ");
                yield return (columns[0], columns[1]);
            }
        }
    }

    // The test runs from bin/; the corpus stays in the source tree.
    private static string FindFolder()
    {
        for (string? at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            string folder = Path.Combine(at, "tests", "Toolchain.Tests", "X64");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("tests/Toolchain.Tests/X64 above " + AppContext.BaseDirectory);
    }
}
