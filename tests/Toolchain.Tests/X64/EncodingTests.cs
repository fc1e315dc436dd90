// Encoder and decoder against binutils: encodings.txt holds bytes and text made by GNU as and objdump.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;

namespace Wasmtime.Min.Tests.Toolchain.X64;

[TestClass]
public sealed class EncodingTests
{
    private static readonly EncodingCorpus Corpus = new("X64");

    [TestMethod]
    public void Every_line_decodes_to_its_text_and_encodes_to_its_bytes() => Corpus.CheckLines(static (string code, out Func<string> encode) =>
    {
        byte[] bytes = Convert.FromHexString(code);
        bool known = X64Decoder.Decode(bytes, out MachInst inst) == bytes.Length;
        encode = () => Encode(inst);
        return known ? X64Printer.Print(inst) : null;
    });

    // Branches to labels have no fixed text; they are tested in CodeBufferTests.
    [TestMethod]
    public void Every_row_has_a_line_and_no_line_has_two_rows() => Corpus.CheckRows(
        X64Table.All.Where(static op => op.Format is not (X64Format.Jcc or X64Format.Branch)),
        static code => X64Decoder.MatchesOf(Convert.FromHexString(code)),
        static op => $"{op.Name} {op.Format}");

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
}
