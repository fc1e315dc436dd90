// Labels of fixed-width code: fields, veneers, constants in islands. Every branch and load is followed to where it really goes.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Isa.A64;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Tests.Toolchain.A64;

[TestClass]
public sealed class CodeBufferTests
{
    [TestMethod]
    [DataRow(100)]
    [DataRow(20_000)] // 80 KB: bit tests reach 32 KB
    [DataRow(300_000)] // 1.2 MB: conditional branches reach 1 MB
    public void Branches_forward_and_back_arrive(int nops)
    {
        CodeBuffer code = A64Encoder.NewBuffer();
        Label end = code.NewLabel();
        Label start = code.NewLabel();
        code.Bind(start);
        List<int> forward = EmitBranches(code, end);
        for (int i = 0; i < nops; i++)
        {
            A64Encoder.Emit(code, A64Inst.Make(A64Control.Nop, 0));
        }

        List<int> backward = EmitBranches(code, start);
        code.MakeRoom();
        code.Bind(end);
        A64Encoder.Emit(code, A64Inst.Trap());
        byte[] bytes = code.Finish().Code;

        int target = code.FinalOffset(end);
        Assert.AreEqual(0u, Word(bytes, target), "udf");
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
    [DataRow(100)]
    [DataRow(300_000)]
    public void Constants_are_found_from_both_ends_of_the_code(int nops)
    {
        CodeBuffer code = A64Encoder.NewBuffer();
        byte[] constant = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
        PoolEntry entry = code.AddConstant(constant);
        PoolEntry small = code.AddConstant(constant.AsSpan(0, 8));
        List<(int At, int Length)> loads = [];
        for (int i = 0; i < 3; i++)
        {
            loads.Add((code.Length, 16));
            A64Encoder.Emit(code, A64Inst.FromPool(A64Memory.LitQ, A64Regs.V(0), entry));
            loads.Add((code.Length, 8));
            A64Encoder.Emit(code, A64Inst.FromPool(A64Memory.LitD, A64Regs.V(0), small));
            for (int k = 0; k < nops; k++)
            {
                A64Encoder.Emit(code, A64Inst.Make(A64Control.Nop, 0));
            }
        }

        byte[] bytes = code.Finish().Code;
        foreach ((int at, int length) in loads)
        {
            Assert.IsTrue(A64Decoder.TryDecode(Word(bytes, at), out MachInst load));
            int place = at + load.Disp;
            Assert.AreEqual(0, place % length, "alignment");
            CollectionAssert.AreEqual(constant[..length], bytes[place..(place + length)]);
        }
    }

    [TestMethod]
    public void Jump_tables_in_an_island_hold_distances_from_themselves()
    {
        CodeBuffer code = A64Encoder.NewBuffer();
        Label[] targets = [code.NewLabel(), code.NewLabel(), code.NewLabel()];
        A64Encoder.Emit(code, A64Inst.FromPool(A64Control.Adr, A64Regs.X(0), code.AddJumpTable(targets)));
        for (int i = 0; i < 400_000; i++)
        {
            if (i % 150_000 == 10)
            {
                code.MakeRoom();
                code.Bind(targets[i / 150_000]);
            }

            A64Encoder.Emit(code, A64Inst.Make(A64Control.Nop, 0));
        }

        byte[] bytes = code.Finish().Code;
        Assert.IsTrue(A64Decoder.TryDecode(Word(bytes, 0), out MachInst address));
        Assert.IsLessThan(1 << 20, address.Disp);
        for (int i = 0; i < targets.Length; i++)
        {
            int distance = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(address.Disp + (i * 4)));
            Assert.AreEqual(code.FinalOffset(targets[i]), address.Disp + distance);
        }
    }

    [TestMethod]
    public void Deferred_traps_and_calls_keep_their_sites()
    {
        CodeBuffer code = A64Encoder.NewBuffer();
        code.SetSource(7);
        A64Encoder.Emit(code, A64Inst.JumpIf(A64Cond.Vs, code.DeferTrap(3, 7)));
        A64Encoder.Emit(code, A64Inst.Call(42));
        A64Encoder.EmitDeferredTraps(code, trapStub: 43);
        CompiledFunction result = code.Finish();
        Assert.HasCount(1, result.TrapSites);
        Assert.AreEqual(new TrapSite(8, 3), result.TrapSites[0]);
        Assert.AreEqual(new Relocation(4, RelocationKind.A64Branch26, 42, 0), result.Relocations[0]);
        Assert.AreEqual(8, Follow(result.Code, 0));
    }

    private static List<int> EmitBranches(CodeBuffer code, Label target)
    {
        List<int> places = [];
        MachInst[] branches =
        [
            A64Inst.Jump(target),
            A64Inst.JumpIf(A64Cond.Hi, target),
            A64Inst.JumpZero(A64Control.Cbz, 8, A64Regs.X(3), target),
            A64Inst.JumpZero(A64Control.Cbnz, 4, A64Regs.X(3), target),
            A64Inst.JumpBit(A64Control.Tbz, A64Regs.X(3), 63, target),
            A64Inst.JumpBit(A64Control.Tbnz, A64Regs.X(3), 0, target),
        ];
        foreach (MachInst branch in branches)
        {
            code.MakeRoom();
            places.Add(code.Length);
            A64Encoder.Emit(code, branch);
        }

        return places;
    }

    // Where a branch goes, past veneers and the jump over an island.
    private static int Follow(byte[] code, int at)
    {
        Assert.IsTrue(A64Decoder.TryDecode(Word(code, at), out MachInst inst));
        int target = at + inst.Disp;
        while (A64Decoder.TryDecode(Word(code, target), out MachInst veneer) && veneer.Op == A64Control.B.Id && veneer.Disp != 0 && target != 0)
        {
            target += veneer.Disp;
        }

        return target;
    }

    private static uint Word(byte[] code, int at) => BinaryPrimitives.ReadUInt32LittleEndian(code.AsSpan(at));
}
