using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Tests.Toolchain.X64;

[TestClass]
public sealed class CodeBufferTests
{
    [TestMethod]
    [DataRow(125, 2)]
    [DataRow(126, 2)]
    [DataRow(127, 2)]
    [DataRow(128, 6)]
    public void Branches_are_short_exactly_while_they_reach(int gap, int expected)
    {
        CodeBuffer code = X64Encoder.NewBuffer();
        Label end = code.NewLabel();
        X64Encoder.Emit(code, X64Inst.Jcc(X64Cond.NE, end));
        Nops(code, gap);
        code.Bind(end);
        CompiledFunction result = code.Finish();
        Assert.HasCount(gap + expected, result.Code);
        Assert.AreEqual(expected, X64Decoder.Decode(result.Code, out MachInst jump));
        Assert.AreEqual(gap, jump.Disp);
    }

    // Code in front of the loop, bytes of the loop before the comparison that closes it, and where the loop has to begin.
    [TestMethod]
    [DataRow(20, 56, 64)] // fits into a line
    [DataRow(50, 61, 80)] // at 64 the comparison would begin in one line and its branch end in the next
    [DataRow(3, 13, 32)] // at 16 the branch would lie across the half of the line
    [DataRow(3, 8, 16)]
    [DataRow(3, 600, 16)] // too long for its place to matter
    public void Loops_are_placed_by_the_branch_that_closes_them(int before, int body, int expected)
    {
        CodeBuffer code = X64Encoder.NewBuffer();
        Label loop = code.NewLabel();
        Nops(code, before);
        code.AlignLoop(loop, 16);
        code.Bind(loop);
        Nops(code, body);
        X64Encoder.Emit(code, X64Inst.CmpRegRm(X64Int.Cmp, 4, X64Regs.Rax, X64Regs.Rcx));
        X64Encoder.Emit(code, X64Inst.Jcc(X64Cond.NE, loop));
        CompiledFunction result = code.Finish();
        Assert.AreEqual(expected, code.FinalOffset(loop));
        Assert.AreEqual(64, result.Alignment);
    }

    [TestMethod]
    public void Tables_follow_when_branches_shrink()
    {
        CodeBuffer code = X64Encoder.NewBuffer();
        Label start = code.NewLabel();
        Label end = code.NewLabel();
        X64Encoder.Emit(code, X64Inst.Jmp(end));
        code.Align(16);
        code.Bind(start);
        MachInst load = X64Inst.RegRm(X64Int.Mov, 4, X64Regs.Rax, X64Rm.At(X64Regs.Rdi));
        load.TrapCode = 7;
        load.Source = 0x33;
        X64Encoder.Emit(code, load);
        X64Encoder.Emit(code, X64Inst.Jmp(start));
        code.Bind(end);
        X64Encoder.Emit(code, X64Inst.CallSymbol(5));
        PoolEntry table = code.AddJumpTable([start, end]);
        PoolEntry constant = code.AddConstant(BitConverter.GetBytes(1.5));
        Assert.AreEqual(constant, code.AddConstant(BitConverter.GetBytes(1.5)));
        X64Encoder.Emit(code, X64Inst.Lea(8, X64Regs.Rcx, X64Rm.AtPool(table)));
        X64Encoder.Emit(code, X64Inst.RegRegRm(X64Sse.Addsd, 0, X64Regs.Xmm(0), X64Regs.Xmm(0), X64Rm.AtPool(constant)));
        X64Encoder.Emit(code, X64Inst.CmpRmImm(X64Int.CmpImm, 4, X64Rm.AtLabel(start), 0x12345));
        Label trap = code.DeferTrap(9, 0x44);
        Assert.AreEqual(trap, code.DeferTrap(9, 0x44));
        X64Encoder.Emit(code, X64Inst.Jcc(X64Cond.E, trap));
        X64Encoder.EmitDeferredTraps(code, trapStub: 6);
        CompiledFunction result = code.Finish();

        Assert.AreEqual(new Relocation(21, RelocationKind.X64PcRel32, 5, 0), result.Relocations[0]);
        Assert.AreEqual(new TrapSite(16, 7), result.TrapSites[0]);
        Assert.AreEqual(new SourceMapEntry(16, 0x33), result.SourceMap[0]);
        const int trapCall = 0x34, trapCallEnd = trapCall + 5;
        Assert.AreEqual(new TrapSite(trapCall, 9), result.TrapSites[1]);
        Assert.AreEqual(new Relocation(trapCall + 1, RelocationKind.X64PcRel32, 6, 0), result.Relocations[1]);
        Assert.AreEqual(new SourceMapEntry(trapCall, 0x44), result.SourceMap[1]);
        StringWriter text = new(CultureInfo.InvariantCulture);
        X64Disassembler.Disassemble(result.Code.AsSpan(0, trapCallEnd), 0, _ => null, text);
        List<string> lines = [];
        foreach (string line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            lines.Add(line[44..].Trim());
        }

        CollectionAssert.AreEqual(
            new[]
            {
                "jmp 0x14", "nop WORD PTR [rax+rax*1]", "nop DWORD PTR [rax+rax*1]", "mov eax,DWORD PTR [rdi]", "jmp 0x10", "call 0x19",
                "lea rcx,[rip+0x28]", "addsd xmm0,QWORD PTR [rip+0x18]", "cmp DWORD PTR [rip-0x22],0x12345", "je 0x34", "call 0x39",
            },
            lines,
            text.ToString());
        Assert.AreEqual(1.5, BitConverter.ToDouble(result.Code, 0x40));
        Assert.AreEqual(16 - 0x48, BitConverter.ToInt32(result.Code, 0x48));
        Assert.AreEqual(20 - 0x48, BitConverter.ToInt32(result.Code, 0x4c));
    }

    [TestMethod]
    public void Random_branches_reach_their_labels()
    {
        Random random = new(20261123);
        for (int round = 0; round < 200; round++)
        {
            CodeBuffer code = X64Encoder.NewBuffer();
            Label[] labels = new Label[20];
            for (int i = 0; i < labels.Length; i++)
            {
                labels[i] = code.NewLabel();
            }

            // Each label is followed by a mark: mov eax, <its number>.
            List<int> targets = [];
            for (int i = 0; i < labels.Length; i++)
            {
                if (random.Next(4) == 0)
                {
                    if (random.Next(2) == 0)
                    {
                        code.Align(1 << random.Next(1, 6));
                    }
                    else
                    {
                        code.AlignLoop(labels[i], 16);
                    }
                }

                code.Bind(labels[i]);
                X64Encoder.Emit(code, X64Inst.MovImm(4, X64Regs.Rax, i));
                Nops(code, random.Next(60));
                int target = random.Next(labels.Length);
                targets.Add(target);
                X64Encoder.Emit(code, random.Next(2) == 0 ? X64Inst.Jmp(labels[target]) : X64Inst.Jcc(X64Cond.L, labels[target]));
            }

            byte[] bytes = code.Finish().Code;
            int seen = 0;
            for (int at = 0; at < bytes.Length;)
            {
                int length = X64Decoder.Decode(bytes.AsSpan(at), out MachInst inst);
                Assert.AreNotEqual(0, length);
                at += length;
                if (inst.Mem == MemKind.PcRelative)
                {
                    X64Decoder.Decode(bytes.AsSpan(at + inst.Disp), out MachInst mark);
                    Assert.AreEqual(targets[seen++], mark.Imm, $"round {round}");
                }
            }

            Assert.AreEqual(labels.Length, seen);
        }
    }

    private static void Nops(CodeBuffer code, int count)
    {
        for (int i = 0; i < count; i++)
        {
            code.EmitByte(0x90);
        }
    }
}
