// Labels of s390x code: short and long distances, constants, jump tables, relocations. Every branch is followed to where it really goes.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.S390;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Tests.Toolchain.S390;

[TestClass]
public sealed class CodeBufferTests
{
    [TestMethod]
    [DataRow(100, false)]
    [DataRow(16_000, false)] // 64,000 bytes: still in reach of the short ones
    [DataRow(300_000, true)]
    public void Branches_forward_and_back_arrive(int nops, bool isLong)
    {
        CodeBuffer code = S390Encoder.NewBuffer();
        Label end = code.NewLabel();
        Label start = code.NewLabel();
        code.Bind(start);
        List<int> forward = EmitBranches(code, end, isLong);
        EmitNops(code, nops);
        List<int> backward = EmitBranches(code, start, isLong);
        code.Bind(end);
        S390Encoder.Emit(code, S390Inst.JumpRegister(S390Regs.Lr));
        byte[] bytes = code.Finish().Code;
        foreach (int at in forward)
        {
            Assert.AreEqual(code.FinalOffset(end), Follow(bytes, at), $"from {at:x}");
        }

        foreach (int at in backward)
        {
            Assert.AreEqual(0, Follow(bytes, at), $"from {at:x}");
        }
    }

    [TestMethod]
    public void A_short_distance_that_does_not_reach_is_refused()
    {
        CodeBuffer code = S390Encoder.NewBuffer();
        Label end = code.NewLabel();
        _ = EmitBranches(code, end, isLong: false);
        EmitNops(code, 20_000);
        code.Bind(end);
        Assert.ThrowsExactly<EncodingException>(() => code.Finish());
    }

    [TestMethod]
    public void Constants_and_tables_are_found()
    {
        CodeBuffer code = S390Encoder.NewBuffer();
        byte[] constant = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
        Label target = code.NewLabel();
        S390Encoder.Emit(code, S390Inst.FromPool(S390Control.Larl, S390Regs.R(1), code.AddConstant(constant)));
        int second = code.Length;
        S390Encoder.Emit(code, S390Inst.FromPool(S390Control.Larl, S390Regs.R(1), code.AddJumpTable([target])));
        EmitNops(code, 30_000);
        code.Bind(target);
        byte[] bytes = code.Finish().Code;
        int place = Follow(bytes, 0);
        Assert.AreEqual(0, place % 16);
        CollectionAssert.AreEqual(constant, bytes[place..(place + 16)]);
        int table = Follow(bytes, second);
        Assert.AreEqual(code.FinalOffset(target), table + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(table)));
    }

    [TestMethod]
    public void Deferred_traps_and_calls_keep_their_sites()
    {
        CodeBuffer code = S390Encoder.NewBuffer();
        S390Encoder.Emit(code, S390Inst.JumpIf(S390Cond.Overflow, code.DeferTrap(3, 7), isLong: false));
        S390Encoder.Emit(code, S390Inst.Call(42));
        S390Encoder.EmitDeferredTraps(code, trapStub: 43);
        CompiledFunction result = code.Finish();
        Assert.HasCount(1, result.TrapSites);
        Assert.AreEqual(new TrapSite(10, 3), result.TrapSites[0]);
        Assert.AreEqual(new Relocation(4, RelocationKind.S390Distance32, 42, 0), result.Relocations[0]);
        Assert.AreEqual(new Relocation(10, RelocationKind.S390Distance32, 43, 0), result.Relocations[1]);

        new S390Isa(S390Features.None).Relocate(RelocationKind.S390Distance32, result.Code.AsSpan(4), -0x1000_0000);
        Assert.AreEqual(4 - 0x1000_0000, Follow(result.Code, 4));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    [DataRow(8)]
    [DataRow(14)]
    public void Gaps_are_filled_with_instructions(int bytes)
    {
        byte[] gap = new byte[bytes];
        S390Encoder.FillNops(gap);
        for (int at = 0; at < bytes;)
        {
            Assert.IsTrue(S390Decoder.TryDecode(gap.AsSpan(at), out MachInst inst));
            at += S390Table.Of(inst).Bytes;
            Assert.IsLessThanOrEqualTo(bytes, at);
        }
    }

    private static List<int> EmitBranches(CodeBuffer code, Label target, bool isLong)
    {
        List<int> places = [code.Length];
        S390Encoder.Emit(code, S390Inst.JumpIf(S390Cond.Low, target, isLong));
        if (!isLong)
        {
            Reg r = S390Regs.R(3);
            places.Add(code.Length);
            S390Encoder.Emit(code, new S390Test(S390TestKind.Registers, S390Cond.High, r, r, Size: 8).JumpTo(target, isLong));
            places.Add(code.Length);
            S390Encoder.Emit(code, new S390Test(S390TestKind.Number, S390Cond.Equal, r, Imm: -1, Size: 4).JumpTo(target, isLong));
        }

        return places;
    }

    private static void EmitNops(CodeBuffer code, int count)
    {
        for (int i = 0; i < count; i++)
        {
            S390Encoder.Emit(code, S390Inst.Make(S390Control.Nop4));
        }
    }

    private static int Follow(byte[] code, int at)
    {
        Assert.IsTrue(S390Decoder.TryDecode(code.AsSpan(at), out MachInst inst));
        Assert.AreEqual(MemKind.PcRelative, inst.Mem);
        return at + inst.Disp;
    }
}
