// Control flow and calls, run natively: loops, tables, arguments and results beyond the registers, tail calls between argument areas of
// different size, indirect calls that switch the vmctx.
using System;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Tests.Toolchain.Lower;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

[TestClass]
public sealed class ControlTests
{
    private readonly NativeRunner _runner = new(X64Features.All);

    [TestMethod]
    public void Loop_with_parameters_that_exchange()
    {
        // fib: (a, b) = (b, a + b), n times
        CompiledFunction fib = Compile([IrType.I64], [IrType.I64], f =>
        {
            Block head = f.CreateBlock();
            Block body = f.CreateBlock();
            Block exit = f.CreateBlock();
            Value a = f.AddParam(head, IrType.I64);
            Value b = f.AddParam(head, IrType.I64);
            Value n = f.AddParam(head, IrType.I64);
            f.Jump(head, [f.Iconst(IrType.I64, 0), f.Iconst(IrType.I64, 1), f.EntryParam(0)]);
            f.SwitchToBlock(head);
            f.BrIf(n, body, [], exit, []);
            f.SealBlock(body);
            f.SealBlock(exit);
            f.SwitchToBlock(body);
            f.Jump(head, [b, f.Iadd(a, b), f.Isub(n, f.Iconst(IrType.I64, 1))]);
            f.SealBlock(head);
            f.SwitchToBlock(exit);
            f.Return([a]);
        });
        using NativeRunner.Loaded loaded = NativeRunner.Load(fib);
        Assert.AreEqual(0UL, loaded.Call([0], [])!.Value.Ints[0]);
        Assert.AreEqual(55UL, loaded.Call([10], [])!.Value.Ints[0]);
        Assert.AreEqual(12200160415121876738UL, loaded.Call([93], [])!.Value.Ints[0]);
    }

    [TestMethod]
    public void Conditional_back_edge_with_arguments()
    {
        // do { sum += n; } while (--n); the back edge belongs to a branch
        CompiledFunction sum = Compile([IrType.I32], [IrType.I32], f =>
        {
            Block loop = f.CreateBlock();
            Block exit = f.CreateBlock();
            Value total = f.AddParam(loop, IrType.I32);
            Value n = f.AddParam(loop, IrType.I32);
            Value result = f.AddParam(exit, IrType.I32);
            f.Jump(loop, [f.Iconst(IrType.I32, 0), f.EntryParam(0)]);
            f.SwitchToBlock(loop);
            Value next = f.Iadd(total, n);
            Value left = f.Isub(n, f.Iconst(IrType.I32, 1));
            f.BrIf(left, loop, [next, left], exit, [next]);
            f.SealBlock(loop);
            f.SealBlock(exit);
            f.SwitchToBlock(exit);
            f.Return([result]);
        });
        using NativeRunner.Loaded loaded = NativeRunner.Load(sum);
        Assert.AreEqual(5050U, (uint)loaded.Call([100], [])!.Value.Ints[0]);
    }

    [TestMethod]
    public void Branch_table_with_shared_targets_and_arguments()
    {
        CompiledFunction table = Compile([IrType.I32, IrType.I64], [IrType.I64], f =>
        {
            var blocks = new Block[4];
            Value[] parameters = new Value[4];
            for (int i = 0; i < 4; i++)
            {
                blocks[i] = f.CreateBlock();
                parameters[i] = f.AddParam(blocks[i], IrType.I64);
            }

            f.BrTable(f.EntryParam(0), [blocks[0], blocks[1], blocks[0], blocks[2]], blocks[3], [f.EntryParam(1)]);
            for (int i = 0; i < 4; i++)
            {
                f.SealBlock(blocks[i]);
                f.SwitchToBlock(blocks[i]);
                f.Return([f.Iadd(f.Imul(parameters[i], f.Iconst(IrType.I64, 10)), f.Iconst(IrType.I64, i))]);
            }
        });
        using NativeRunner.Loaded loaded = NativeRunner.Load(table);
        ulong[] expected = [0, 1, 0, 2, 3, 3];
        for (ulong i = 0; i < 6; i++)
        {
            Assert.AreEqual(70 + expected[i], loaded.Call([i | 0xffff_ffff_0000_0000, 7], [])!.Value.Ints[0], $"index {i}");
        }

        Assert.AreEqual(73UL, loaded.Call([0xffff_ffff, 7], [])!.Value.Ints[0]);
    }

    [TestMethod]
    public void Arguments_and_results_beyond_the_registers()
    {
        // callee(14 integers, 10 floats) returns them rotated; 14 + 10 results use the return area
        IrType[] types = new IrType[24];
        Array.Fill(types, IrType.I64, 0, 14);
        Array.Fill(types, IrType.F64, 14, 10);
        CompiledFunction callee = Compile(types, types, f =>
        {
            var results = new Value[24];
            for (int i = 0; i < 14; i++)
            {
                results[i] = f.EntryParam((i + 1) % 14);
            }

            for (int i = 0; i < 10; i++)
            {
                results[14 + i] = f.EntryParam(14 + ((i + 3) % 10));
            }

            f.Return(results);
        });
        CompiledFunction caller = Compile([IrType.I64], [IrType.I64, IrType.F64], f =>
        {
            SignatureId signature = f.ImportSignature(types, types);
            var arguments = new Value[24];
            for (int i = 0; i < 24; i++)
            {
                arguments[i] = i < 14
                    ? f.Iadd(f.EntryParam(0), f.Iconst(IrType.I64, i * i))
                    : f.FcvtFromSint(IrType.F64, f.Iadd(f.EntryParam(0), f.Iconst(IrType.I64, i)));
            }

            for (int round = 0; round < 3; round++)
            {
                Value call = f.Call(new SymbolId(NativeRunner.FirstFunction + 1), signature, arguments, CallFlags.None);
                for (int i = 0; i < 24; i++)
                {
                    arguments[i] = f.Result(call, i);
                }
            }

            Value ints = f.Iconst(IrType.I64, 0);
            Value floats = f.F64Const(0);
            for (int i = 0; i < 14; i++)
            {
                ints = f.Iadd(f.Imul(ints, f.Iconst(IrType.I64, 7)), arguments[i]);
            }

            for (int i = 14; i < 24; i++)
            {
                floats = f.Fadd(f.Fmul(floats, f.F64Const(BitConverter.DoubleToUInt64Bits(3))), arguments[i]);
            }

            f.Return([ints, floats]);
        });
        ulong x = 1000;
        ulong expected = 0;
        for (ulong i = 0; i < 14; i++)
        {
            ulong k = (i + 3) % 14;
            expected = (expected * 7) + x + (k * k);
        }

        double expectedFloat = 0;
        for (int i = 0; i < 10; i++)
        {
            expectedFloat = (expectedFloat * 3) + x + 14 + ((i + 9) % 10);
        }

        using NativeRunner.Loaded loaded = NativeRunner.Load(caller, callee);
        (ulong[] Ints, ulong[] Floats) got = loaded.Call([x], [])!.Value;
        Assert.AreEqual(expected, got.Ints[0], string.Join("\n", _runner.Dumps));
        Assert.AreEqual(expectedFloat, BitConverter.UInt64BitsToDouble(got.Floats[0]));
    }

    [TestMethod]
    [DataRow(9, 9)]
    [DataRow(2, 12)]
    [DataRow(12, 2)]
    [DataRow(9, 14)]
    [DataRow(14, 9)]
    [DataRow(10, 17)]
    [DataRow(3, 4)]
    public void Tail_calls_between_argument_areas(int small, int large)
    {
        // count(n, a1..ak): n == 0 ? a1 + 2*a2 + ... : tail call of the other, with the arguments that it has (missing ones repeat)
        CompiledFunction even = Compile(Types(small), [IrType.I64], f => Body(f, small, large, 2));
        CompiledFunction odd = Compile(Types(large), [IrType.I64], f => Body(f, large, small, 1));

        // The entry passes register arguments only, so a first function calls with all of them.
        CompiledFunction start = Compile([IrType.I64], [IrType.I64], f =>
        {
            var arguments = new Value[small];
            arguments[0] = f.EntryParam(0);
            for (int i = 1; i < small; i++)
            {
                arguments[i] = f.Iconst(IrType.I64, 100 + i);
            }

            Value before = f.Imul(f.EntryParam(0), f.EntryParam(0));
            Value result = f.Call(new SymbolId(NativeRunner.FirstFunction + 1), f.ImportSignature(Types(small), [IrType.I64]), arguments, CallFlags.None);
            f.Return([f.Isub(result, before)]);
        });
        using NativeRunner.Loaded right = NativeRunner.Load(start, even, odd);
        for (int n = 0; n < 9; n++)
        {
            Assert.AreEqual((ulong)(Expected(n, small, large) - (n * n)), right.Call([(ulong)n], [])!.Value.Ints[0], $"n = {n}");
        }

        // Deep: the stack must not grow.
        Assert.AreEqual(unchecked((ulong)(Expected(1_000_000, small, large) - 1_000_000_000_000)), right.Call([1_000_000], [])!.Value.Ints[0]);

        void Body(FunctionBuilder f, int count, int other, uint next)
        {
            Block done = f.CreateBlock();
            Block again = f.CreateBlock();
            f.BrIf(f.EntryParam(0), again, [], done, []);
            f.SealBlock(done);
            f.SealBlock(again);
            f.SwitchToBlock(done);
            Value sum = f.Iconst(IrType.I64, count);
            for (int i = 1; i < count; i++)
            {
                sum = f.Iadd(sum, f.Imul(f.EntryParam(i), f.Iconst(IrType.I64, i)));
            }

            f.Return([sum]);
            f.SwitchToBlock(again);
            var arguments = new Value[other];
            arguments[0] = f.Isub(f.EntryParam(0), f.Iconst(IrType.I64, 1));
            for (int i = 1; i < other; i++)
            {
                arguments[i] = f.Iadd(f.EntryParam(1 + (i % (count - 1))), f.Iconst(IrType.I64, i));
            }

            f.ReturnCall(new SymbolId(NativeRunner.FirstFunction + next), f.ImportSignature(Types(other), [IrType.I64]), arguments);
        }

        static IrType[] Types(int count)
        {
            var types = new IrType[count];
            Array.Fill(types, IrType.I64);
            return types;
        }

        static long Expected(int n, int first, int second)
        {
            var values = new long[first];
            for (int i = 1; i < first; i++)
            {
                values[i] = 100 + i;
            }

            for (int turn = 0; turn < n; turn++)
            {
                var next = new long[turn % 2 == 0 ? second : first];
                for (int i = 1; i < next.Length; i++)
                {
                    next[i] = values[1 + (i % (values.Length - 1))] + i;
                }

                values = next;
            }

            long sum = values.Length;
            for (int i = 1; i < values.Length; i++)
            {
                sum += values[i] * i;
            }

            return sum;
        }
    }

    [TestMethod]
    public void Indirect_call_switches_the_vmctx_and_back()
    {
        // callee(x) = [vmctx + 64] + x; the caller calls it with another vmctx, then reads its own again
        CompiledFunction callee = Compile([IrType.I64], [IrType.I64], f =>
            f.Return([f.Iadd(f.Load(IrType.I64, 8, false, default, f.Vmctx(), 64), f.EntryParam(0))]));
        CompiledFunction caller = Compile([IrType.I64, IrType.I64], [IrType.I64, IrType.I64], f =>
        {
            Value result = f.CallIndirect(f.ImportSignature([IrType.I64], [IrType.I64]), f.FuncAddr(new SymbolId(NativeRunner.FirstFunction + 1)), f.EntryParam(0), [f.EntryParam(1)]);
            f.Return([result, f.Load(IrType.I64, 8, false, default, f.Vmctx(), 64)]);
        });
        CompiledFunction tail = Compile([IrType.I64, IrType.I64], [IrType.I64], f =>
            f.ReturnCallIndirect(f.ImportSignature([IrType.I64], [IrType.I64]), f.FuncAddr(new SymbolId(NativeRunner.FirstFunction + 1)), f.EntryParam(0), [f.EntryParam(1)]));
        nint other = Marshal.AllocHGlobal(256);
        Marshal.WriteInt64(other, 64, 1000);
        using (NativeRunner.Loaded loaded = NativeRunner.Load(caller, callee))
        {
            Marshal.WriteInt64(loaded.Vmctx, 64, 5);
            ulong[] got = loaded.Call([(ulong)other, 7], [])!.Value.Ints;
            Assert.AreEqual(1007UL, got[0]);
            Assert.AreEqual(5UL, got[1]);
        }

        using (NativeRunner.Loaded loaded = NativeRunner.Load(tail, callee))
        {
            Assert.AreEqual(1007UL, loaded.Call([(ulong)other, 7], [])!.Value.Ints[0]);
        }

        Marshal.FreeHGlobal(other);
    }

    [TestMethod]
    public void Endless_recursion_traps()
    {
        CompiledFunction recursive = Compile([IrType.I64], [IrType.I64], f =>
        {
            Value result = f.Call(new SymbolId(NativeRunner.FirstFunction), f.ImportSignature([IrType.I64], [IrType.I64]), [f.EntryParam(0)], CallFlags.None);
            f.Return([f.Iadd(result, f.EntryParam(0))]);
        });
        using NativeRunner.Loaded loaded = NativeRunner.Load(recursive);
        Marshal.WriteInt64(loaded.Vmctx, 2048, StackPointer() - 100_000);
        Assert.IsNull(loaded.Call([1], []));
        Assert.AreEqual(NativeRunner.Overflow, (byte)loaded.TrapCode);
    }

    // Near enough: the address that generated code sees as its frame pointer.
    private nint StackPointer()
    {
        CompiledFunction frame = Compile([], [IrType.I64], f => f.Return([f.StackAddr(f.Function.AddStackSlot(16))]));
        using NativeRunner.Loaded loaded = NativeRunner.Load(frame);
        return (nint)loaded.Call([], [])!.Value.Ints[0];
    }

    private CompiledFunction Compile(IrType[] parameters, IrType[] results, Action<FunctionBuilder> build)
    {
        if (!NativeCode.IsSupported)
        {
            Assert.Inconclusive("needs x86_64 Linux");
        }

        var builder = new FunctionBuilder(new Function());
        builder.Begin("test", new Signature(parameters, results));
        build(builder);
        builder.Finish();
        return _runner.Compile(builder.Function);
    }
}
