// Labels of riscv64 code: conditional branches reach 4 KiB, jumps 1 MiB, pairs everything. Every branch is followed to where it really goes.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Tests.Toolchain.Riscv64;

[TestClass]
public sealed class CodeBufferTests
{
    [TestMethod]
    [DataRow(100)]
    [DataRow(2_000)] // 8 KB: out of reach for conditional branches
    [DataRow(600_000)] // 2.4 MB: for jumps
    public void Branches_forward_and_back_arrive(int nops)
    {
        CodeBuffer code = Rv64Encoder.NewBuffer();
        Label end = code.NewLabel();
        Label start = code.NewLabel();
        code.Bind(start);
        List<int> forward = EmitBranches(code, end);
        for (int i = 0; i < nops; i++)
        {
            Rv64Encoder.Emit(code, Rv64Inst.RegImm(Rv64Int.Addi, Rv64Regs.Zero, Rv64Regs.Zero, 0));
        }

        List<int> backward = EmitBranches(code, start);
        code.MakeRoom();
        code.Bind(end);
        Rv64Encoder.Emit(code, Rv64Inst.Make(Rv64Int.Ebreak));
        byte[] bytes = code.Finish().Code;
        int target = code.FinalOffset(end);
        foreach (int at in forward)
        {
            Assert.AreEqual(target, Follow(bytes, at), $"from {at:x}");
        }

        foreach (int at in backward)
        {
            Assert.AreEqual(0, Follow(bytes, at), $"from {at:x}");
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(600)] // the distance has its twelfth bit set
    [DataRow(600_000)]
    public void Constants_and_addresses_are_found_by_pairs(int nops)
    {
        CodeBuffer code = Rv64Encoder.NewBuffer();
        byte[] constant = [1, 2, 3, 4, 5, 6, 7, 8];
        PoolEntry entry = code.AddConstant(constant);
        Label label = code.NewLabel();
        Rv64Encoder.EmitPair(code, Rv64Regs.X(5), Rv64Inst.Load(Rv64Memory.Ld, Rv64Regs.X(5), Rv64Regs.X(5), 0), entry);
        Rv64Encoder.EmitPair(code, Rv64Regs.X(6), Rv64Inst.RegImm(Rv64Int.Addi, Rv64Regs.X(6), Rv64Regs.X(6), 0), label);
        for (int i = 0; i < nops; i++)
        {
            Rv64Encoder.Emit(code, Rv64Inst.RegImm(Rv64Int.Addi, Rv64Regs.Zero, Rv64Regs.Zero, 0));
        }

        code.Bind(label);
        Rv64Encoder.Emit(code, Rv64Inst.Make(Rv64Int.Ebreak));
        byte[] bytes = code.Finish().Code;
        Assert.IsTrue(Rv64Decoder.TryDecode(Word(bytes, 4), out MachInst load));
        int place = Upper(bytes, 0) + load.Disp;
        CollectionAssert.AreEqual(constant, bytes[place..(place + constant.Length)]);
        Assert.IsTrue(Rv64Decoder.TryDecode(Word(bytes, 12), out MachInst add));
        Assert.AreEqual(code.FinalOffset(label), 8 + Upper(bytes, 8) + (int)add.Imm);
    }

    [TestMethod]
    public void Traps_are_calls_on_the_way_to_the_stub()
    {
        CodeBuffer code = Rv64Encoder.NewBuffer();
        code.SetSource(7);
        Rv64Encoder.Emit(code, Rv64Inst.JumpIf(Rv64Cond.Eq, Rv64Regs.X(5), Rv64Regs.Zero, code.DeferTrap(3, 7)));
        Rv64Encoder.Emit(code, Rv64Inst.JumpIf(Rv64Cond.Ne, Rv64Regs.X(5), Rv64Regs.Zero, code.DeferTrap(4, 7)));
        Rv64Encoder.EmitDeferredTraps(code, trapStub: 43);
        CompiledFunction result = code.Finish();
        CollectionAssert.AreEqual(new TrapSite[] { new(8, 3), new(12, 4) }, result.TrapSites);
        Assert.AreEqual(new Relocation(16, RelocationKind.Rv64Jump, 43, 0), result.Relocations[0]);
        Assert.AreEqual(8, TargetOf(result.Code, 0));
        Assert.AreEqual(12, TargetOf(result.Code, 4));
        Assert.AreEqual(16, TargetOf(result.Code, 8));
        Assert.AreEqual(16, TargetOf(result.Code, 12));
    }

    // The linker's ways stand in front of a function, where its end would not reach them.
    [TestMethod]
    public void Calls_are_near_ones_at_the_start_of_a_function_only()
    {
        CodeBuffer code = Rv64Encoder.NewBuffer();
        Rv64Encoder.EmitJump(code, Rv64Regs.Ra, symbol: 5);
        for (int i = 0; i < Rv64Encoder.JumpReach / sizeof(uint); i++)
        {
            Rv64Encoder.Emit(code, Rv64Inst.RegImm(Rv64Int.Addi, Rv64Regs.X(5), Rv64Regs.X(5), 1));
        }

        Rv64Encoder.EmitJump(code, Rv64Regs.Ra, symbol: 6);
        CompiledFunction result = code.Finish();
        CollectionAssert.AreEqual(
            new Relocation[] { new(0, RelocationKind.Rv64Jump, 5, 0), new(sizeof(uint) + Rv64Encoder.JumpReach, RelocationKind.Rv64Pair, 6, 0) }, result.Relocations);
    }

    private static List<int> EmitBranches(CodeBuffer code, Label target)
    {
        List<int> places = [];
        MachInst[] branches =
        [
            Rv64Inst.Jump(target),
            Rv64Inst.JumpIf(Rv64Cond.Eq, Rv64Regs.X(5), Rv64Regs.X(6), target),
            Rv64Inst.JumpIf(Rv64Cond.Geu, Rv64Regs.X(5), Rv64Regs.Zero, target),
        ];
        foreach (MachInst branch in branches)
        {
            code.MakeRoom();
            places.Add(code.Length);
            Rv64Encoder.Emit(code, branch);
        }

        return places;
    }

    private static int TargetOf(byte[] code, int at)
    {
        Assert.IsTrue(Rv64Decoder.TryDecode(Word(code, at), out MachInst inst));
        return at + inst.Disp;
    }

    // Where a branch goes, past veneers and the jump over an island.
    private static int Follow(byte[] code, int at)
    {
        int target = TargetOf(code, at);
        while (target != 0 && Rv64Decoder.TryDecode(Word(code, target), out MachInst veneer))
        {
            if (veneer.Op == Rv64Int.Jal.Id && veneer.R0 == Rv64Regs.Zero)
            {
                target += veneer.Disp;
            }
            else if (veneer.Op == Rv64Int.Auipc.Id && veneer.R0 == Rv64Regs.Ra)
            {
                Assert.IsTrue(Rv64Decoder.TryDecode(Word(code, target + 4), out MachInst jump));
                target += Upper(code, target) + jump.Disp;
            }
            else
            {
                break;
            }
        }

        return target;
    }

    private static int Upper(byte[] code, int at)
    {
        Assert.IsTrue(Rv64Decoder.TryDecode(Word(code, at), out MachInst upper));
        Assert.AreEqual(Rv64Int.Auipc.Id, upper.Op);
        return (int)(upper.Imm << 12);
    }

    private static uint Word(byte[] code, int at) => BinaryPrimitives.ReadUInt32LittleEndian(code.AsSpan(at));
}
