// Every vector operation for every choice of CPU features, with operands in registers, in misaligned memory and as constants, and random
// programs of them with more live values than registers, against VectorSemantics.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;

namespace Wasmtime.Min.Tests.Toolchain.Lower;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

[TestClass]
public sealed class VectorTests
{
    // Places in the block of memory that the compiled function gets; it begins at an odd address.
    private const int First = 0, Second = 16, Third = 32, Count = 48, Result = 64, Copies = 80, BlockBytes = 512;

    private static readonly ulong[] SpecialLanes =
    [
        0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x1_0000_0000, long.MaxValue, 1UL << 63, ulong.MaxValue,
        0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0x7fa0_0001, 0xffc1_2345, 0x4f00_0000, 0x4eff_ffff, 0x4f80_0000, 0xcf00_0000, 0xcf00_0001, 0x3f00_0000, 0xbfc0_0000, 0x4b80_0001,
        0x7ff0_0000_0000_0000, 0xfff8_0000_0000_0001, 0x7ff4_0000_0000_0000, 0x41e0_0000_0000_0000, 0x41ef_ffff_ffe0_0000, 0x41f0_0000_0000_0000, 0xc1e0_0000_0000_0000,
        0xc1e0_0000_0020_0000, 0x3fe0_0000_0000_0000, 0xbff8_0000_0000_0000, 0x3ff0_0000_0000_0001,
    ];

    private enum Form
    {
        Registers,
        Memory,
        ConstantRight,
        ConstantLeft,
    }

    [TestMethod]
    [DataRow(X64Features.None)]
    [DataRow(X64Features.Sse42)]
    [DataRow(X64Features.Sse42 | X64Features.Avx)]
    [DataRow(X64Features.All)]
    public void Operations(X64Features features)
    {
        RequireNative();
        var runner = new NativeRunner(features);
        var random = new Random(7);
        foreach (VectorOperation operation in VectorSemantics.All().Concat(VectorSemantics.AllFloat()))
        {
            foreach (Form form in Enum.GetValues<Form>())
            {
                CheckOperation(runner, random, operation, form);
            }
        }
    }

    [TestMethod]
    [DataRow(X64Features.None)]
    [DataRow(X64Features.Sse42 | X64Features.Avx)]
    [DataRow(X64Features.All)]
    public void Lanes_in_and_out(X64Features features)
    {
        RequireNative();
        var runner = new NativeRunner(features);
        var random = new Random(11);
        foreach (Lanes lanes in Enum.GetValues<Lanes>())
        {
            for (int lane = 0; lane < lanes.Count; lane++)
            {
                foreach (bool folds in (bool[])[true, false])
                {
                    int at = lane;
                    UInt128 a = RandomVector(random), b = RandomVector(random);
                    ulong scalar = VectorSemantics.Lane(b, lanes, 0);
                    Value Scalar(FunctionBuilder f, Value p)
                    {
                        Value loaded = f.Load(lanes.Scalar, lanes.Bytes, false, default, p, Second);
                        if (!folds)
                        {
                            f.Store(lanes.Bytes, default, loaded, p, Copies);
                        }

                        return loaded;
                    }

                    Run(runner, $"splat {lanes}", (f, p) => f.Vsplat(lanes, Scalar(f, p)), a, b, 0, 0, VectorSemantics.Build(lanes, _ => scalar));
                    Run(runner, $"insert {lanes} {lane}", (f, p) => f.Vinsert(lanes, at, LoadVector(f, p, First), Scalar(f, p)), a, b, 0, 0,
                        VectorSemantics.Build(lanes, i => i == at ? scalar : VectorSemantics.Lane(a, lanes, i)));

                    // Extract, to memory at once or through a register.
                    Run(runner, $"extract {lanes} {lane}", (f, p) =>
                    {
                        Value extracted = f.Vextract(lanes, at, false, LoadVector(f, p, First));
                        f.Store(lanes.Bytes, default, extracted, p, Second);
                        if (!folds)
                        {
                            f.Store(lanes.Bytes, default, extracted, p, Copies);
                        }

                        return LoadVector(f, p, Second);
                    }, a, b, 0, 0, VectorSemantics.Build(lanes, i => i == 0 ? VectorSemantics.Lane(a, lanes, at) : VectorSemantics.Lane(b, lanes, i)));
                    if (lanes.Bytes <= 2)
                    {
                        long expected = (long)(VectorSemantics.Lane(a, lanes, at) << (64 - (lanes.Bytes * 8))) >> (64 - (lanes.Bytes * 8));
                        Run(runner, $"extract signed {lanes} {lane}", (f, p) => f.Vsplat(Lanes.I32x4, f.Vextract(lanes, at, true, LoadVector(f, p, First))), a, b, 0, 0,
                            LaneShapes.Repeat(Lanes.I32x4, (ulong)expected));
                    }
                }
            }
        }
    }

    [TestMethod]
    [DataRow(X64Features.None)]
    [DataRow(X64Features.All)]
    public void Tests_as_values_and_branches(X64Features features)
    {
        RequireNative();
        var runner = new NativeRunner(features);
        var random = new Random(13);
        for (int round = 0; round < 30; round++)
        {
            UInt128 a = round < 4 ? (UInt128[])[0, UInt128.MaxValue, UInt128.One << 127, 1] is var all ? all[round] : 0 : RandomVector(random);
            foreach (Lanes lanes in (Lanes[])[Lanes.I8x16, Lanes.I16x8, Lanes.I32x4, Lanes.I64x2])
            {
                bool every = true;
                uint mask = 0;
                for (int i = 0; i < lanes.Count; i++)
                {
                    ulong lane = VectorSemantics.Lane(a, lanes, i);
                    every &= lane != 0;
                    mask |= (uint)(lane >> ((lanes.Bytes * 8) - 1)) << i;
                }

                foreach ((Opcode op, ulong expected) in ((Opcode, ulong)[])[(Opcode.VanyTrue, a != 0 ? 1UL : 0), (Opcode.VallTrue, every ? 1UL : 0), (Opcode.Vbitmask, mask)])
                {
                    Run(runner, $"{op} {lanes}", (f, p) => f.Vsplat(Lanes.I64x2, f.Uextend(f.VectorTest(op, lanes, LoadVector(f, p, First)))), a, 0, 0, 0,
                        new UInt128(expected, expected));
                    if (op == Opcode.VallTrue)
                    {
                        // Of a comparison: lanes that differ from 0.
                        Run(runner, $"{op} {lanes} of a comparison", (f, p) => f.Vsplat(Lanes.I64x2, f.Uextend(f.VectorTest(op, Lanes.I8x16, f.Vicmp(lanes, IntCc.NotEqual, LoadVector(f, p, First), LoadVector(f, p, Second))))), a, 0, 0, 0,
                            new UInt128(expected, expected));
                    }

                    Run(runner, $"{op} {lanes} of an and", (f, p) => f.Vsplat(Lanes.I64x2, f.Uextend(f.VectorTest(Opcode.VanyTrue, lanes, f.Iand(LoadVector(f, p, First), LoadVector(f, p, Second))))), a, a << 1, 0, 0,
                        new UInt128((a & (a << 1)) != 0 ? 1UL : 0, (a & (a << 1)) != 0 ? 1UL : 0));
                    Run(runner, $"{op} {lanes} select", (f, p) => f.Select(f.VectorTest(op, lanes, LoadVector(f, p, First)), LoadVector(f, p, Second), f.V128Const(5)), a, 99, 0, 0,
                        expected != 0 ? 99UL : 5UL);
                }
            }
        }
    }

    [TestMethod]
    [DataRow(X64Features.None)]
    [DataRow(X64Features.All)]
    public void Shuffles(X64Features features)
    {
        RequireNative();
        var runner = new NativeRunner(features);
        var random = new Random(17);
        for (int round = 0; round < 600; round++)
        {
            byte[] lanes = Selection(random, round);
            UInt128 selection = VectorSemantics.Build(Lanes.I8x16, i => lanes[i]);
            (UInt128 a, UInt128 b) = (RandomVector(random), round % 7 == 0 ? UInt128.Zero : RandomVector(random));
            bool isOne = round % 5 == 0;
            UInt128 other = isOne ? a : b;
            UInt128 expected = VectorSemantics.Build(
                Lanes.I8x16, i => lanes[i] < 16 ? VectorSemantics.Lane(a, Lanes.I8x16, lanes[i]) : VectorSemantics.Lane(other, Lanes.I8x16, lanes[i] - 16));
            Run(runner, $"shuffle {string.Join(' ', lanes)}", (f, p) =>
            {
                Value first = LoadVector(f, p, First);
                Value second = isOne ? first : b == 0 ? f.V128Const(0) : LoadVector(f, p, Second);
                return f.Vshuffle(first, second, selection);
            }, a, b, 0, 0, expected);
        }
    }

    [TestMethod]
    [DataRow(X64Features.All, OptLevel.Speed)]
    [DataRow(X64Features.None, OptLevel.Speed)]
    [DataRow(X64Features.All, OptLevel.None)]
    [DataRow(X64Features.None, OptLevel.None)]
    public void Random_programs(X64Features features, OptLevel level)
    {
        RequireNative();
        var runner = new NativeRunner(features, level);
        VectorOperation[] operations = [.. VectorSemantics.All()];
        for (int seed = 0; seed < 150; seed++)
        {
            RunProgram(runner, new Random(seed), operations, seed);
        }
    }

    private static void RunProgram(NativeRunner runner, Random random, VectorOperation[] operations, int seed)
    {
        var f = new FunctionBuilder(new Function());
        f.Begin("program" + seed, new Signature([IrType.I64], []));
        Value p = f.EntryParam(0);
        var memory = new byte[BlockBytes];
        random.NextBytes(memory);
        byte[] initial = [.. memory];
        List<(Value Value, UInt128 Bits)> values = [];
        uint count = BitConverter.ToUInt32(memory, Count);
        Value countValue = f.Load(IrType.I32, 4, false, default, p, Count);
        (Value Value, UInt128 Bits) Pick() => values[random.Next(values.Count)];
        for (int i = 0; i < 4; i++)
        {
            AddLoad();
        }

        void AddLoad()
        {
            int at = random.Next(BlockBytes - 16);
            values.Add((LoadVector(f, p, at), BitConverter.ToUInt128(memory, at)));
        }

        for (int step = random.Next(10, 60); step > 0; step--)
        {
            switch (random.Next(8))
            {
                case 0:
                    AddLoad();
                    break;
                case 1:
                    {
                        int at = random.Next(Count + 4, BlockBytes - 16);
                        (Value value, UInt128 bits) = Pick();
                        f.Store(16, default, value, p, at);
                        BitConverter.TryWriteBytes(memory.AsSpan(at), bits);
                        break;
                    }

                case 2:
                    {
                        UInt128 bits = random.Next(3) switch { 0 => 0, 1 => UInt128.MaxValue, _ => RandomVector(random) };
                        values.Add((f.V128Const(bits), bits));
                        break;
                    }

                default:
                    {
                        VectorOperation o = operations[random.Next(operations.Length)];
                        (Value Value, UInt128 Bits) a = Pick(), b = Pick(), c = Pick();
                        bool isConstant = random.Next(2) == 0;
                        uint by = isConstant ? (uint)random.Next(80) : count;
                        values.Add((Emit(f, o, a.Value, b.Value, c.Value, isConstant ? f.Iconst(IrType.I32, by) : countValue), VectorSemantics.Evaluate(o, a.Bits, b.Bits, c.Bits, by)));
                        break;
                    }
            }
        }

        for (int i = 0; i < 6; i++)
        {
            (Value value, UInt128 bits) = i == 0 ? values[^1] : Pick();
            f.Store(16, default, value, p, Result + (16 * i));
            BitConverter.TryWriteBytes(memory.AsSpan(Result + (16 * i)), bits);
        }

        f.Return([]);
        f.Finish();
        using NativeRunner.Loaded loaded = NativeRunner.Load(runner.Compile(f.Function));
        byte[] after = Call(loaded, initial);
        Assert.IsTrue(after.AsSpan().SequenceEqual(memory), $"seed {seed}\n{string.Join('\n', runner.Dumps)}");
    }

    private static void CheckOperation(NativeRunner runner, Random random, VectorOperation o, Form form)
    {
        UInt128 constant = RandomVector(random);
        bool isConstantCount = form != Form.Registers;
        uint by = (uint)random.Next(200);
        var f = new FunctionBuilder(new Function());
        f.Begin(o.ToString(), new Signature([IrType.I64], []));
        Value p = f.EntryParam(0);
        Value a = form == Form.ConstantLeft ? f.V128Const(constant) : LoadVector(f, p, First);
        Value b = form == Form.ConstantRight ? f.V128Const(constant) : LoadVector(f, p, Second);
        Value c = LoadVector(f, p, Third);
        Value count = isConstantCount ? f.Iconst(IrType.I32, by) : f.Load(IrType.I32, 4, false, default, p, Count);
        Value result = Emit(f, o, a, b, c, count);
        f.Store(16, default, result, p, Result);
        if (form == Form.Registers)
        {
            // A second use keeps the loads apart.
            f.Store(16, default, a, p, Copies);
            f.Store(16, default, b, p, Copies + 16);
        }

        f.Return([]);
        f.Finish();
        using NativeRunner.Loaded loaded = NativeRunner.Load(runner.Compile(f.Function));
        for (int run = 0; run < 24; run++)
        {
            (UInt128 x, UInt128 y, UInt128 z) = (RandomVector(random), RandomVector(random), RandomVector(random));
            uint n = isConstantCount ? by : (uint)random.Next();
            UInt128 actual = BitConverter.ToUInt128(Call(loaded, Block(x, y, z, n)), Result);
            UInt128 left = form == Form.ConstantLeft ? constant : x, right = form == Form.ConstantRight ? constant : y;
            UInt128 expected = VectorSemantics.Evaluate(o, left, right, z, n);
            if (!VectorSemantics.Agree(o, expected, actual))
            {
                Assert.Fail($"{o} {form}: {left:x32} {right:x32} {z:x32} {n}: expected {expected:x32}, got {actual:x32}\n{string.Join('\n', runner.Dumps)}");
            }
        }
    }

    private static Value Emit(FunctionBuilder f, VectorOperation o, Value a, Value b, Value c, Value count) => o.Op switch
    {
        Opcode.Vicmp => f.Vicmp(o.Lanes, (IntCc)o.Number, a, b),
        Opcode.Vfcmp => f.Vfcmp(o.Lanes, (FloatCc)o.Number, a, b),
        Opcode.Vround => f.Vround(o.Lanes, (RoundingMode)o.Number, a),
        Opcode.Vshl or Opcode.VshrS or Opcode.VshrU => f.Vector(o.Op, o.Lanes, a, count),
        _ => OpcodeTable.Of(o.Op).Operands switch
        {
            Operands.One => f.Vector(o.Op, o.Lanes, a),
            Operands.Two => f.Vector(o.Op, o.Lanes, a, b),
            _ => f.Vector(o.Op, o.Lanes, a, b, c),
        },
    };

    private static void Run(NativeRunner runner, string name, Func<FunctionBuilder, Value, Value> build, UInt128 a, UInt128 b, UInt128 c, uint count, UInt128 expected)
    {
        var f = new FunctionBuilder(new Function());
        f.Begin(name, new Signature([IrType.I64], []));
        f.Store(16, default, build(f, f.EntryParam(0)), f.EntryParam(0), Result);
        f.Return([]);
        f.Finish();
        using NativeRunner.Loaded loaded = NativeRunner.Load(runner.Compile(f.Function));
        UInt128 actual = BitConverter.ToUInt128(Call(loaded, Block(a, b, c, count)), Result);
        if (actual != expected)
        {
            Assert.Fail($"{name}: {a:x32} {b:x32}: expected {expected:x32}, got {actual:x32}\n{string.Join('\n', runner.Dumps)}");
        }
    }

    private static Value LoadVector(FunctionBuilder f, Value p, int at) => f.Load(IrType.V128, 16, false, default, p, at);

    private static byte[] Block(UInt128 a, UInt128 b, UInt128 c, uint count)
    {
        var block = new byte[BlockBytes];
        BitConverter.TryWriteBytes(block.AsSpan(First), a);
        BitConverter.TryWriteBytes(block.AsSpan(Second), b);
        BitConverter.TryWriteBytes(block.AsSpan(Third), c);
        BitConverter.TryWriteBytes(block.AsSpan(Count), count);
        return block;
    }

    private static byte[] Call(NativeRunner.Loaded loaded, byte[] block)
    {
        nint memory = Marshal.AllocHGlobal(BlockBytes + 1);
        Marshal.Copy(block, 0, memory + 1, BlockBytes);
        Assert.IsNotNull(loaded.Call([(ulong)(memory + 1)], []));
        var after = new byte[BlockBytes];
        Marshal.Copy(memory + 1, after, 0, BlockBytes);
        Marshal.FreeHGlobal(memory);
        return after;
    }

    private static UInt128 RandomVector(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        switch (random.Next(4))
        {
            case 0:
                random.NextBytes(bytes);
                break;
            case 1:
                for (int i = 0; i < 16; i += 8)
                {
                    BitConverter.TryWriteBytes(bytes[i..], SpecialLanes[random.Next(SpecialLanes.Length)]);
                }

                break;
            case 2:
                for (int i = 0; i < 16; i += 4)
                {
                    BitConverter.TryWriteBytes(bytes[i..], (uint)SpecialLanes[random.Next(SpecialLanes.Length)]);
                }

                break;
            default:
                for (int i = 0; i < 16; i++)
                {
                    bytes[i] = (byte)SpecialLanes[random.Next(SpecialLanes.Length)];
                }

                break;
        }

        return BitConverter.ToUInt128(bytes);
    }

    // Selections near what instructions do, and others.
    private static byte[] Selection(Random random, int round)
    {
        var lanes = new byte[16];
        int log2 = random.Next(4);
        int start = random.Next(32);
        for (int i = 0; i < 16; i++)
        {
            int lane = i >> log2;
            int inner = i & ((1 << log2) - 1);
            lanes[i] = (byte)(((round / 2) % 6) switch
            {
                // In a row; interleaved; blended; whole lanes; within halves; anything.
                0 => (start + i) & 31,
                1 => ((((lane >> 1) << log2) | inner) + (start & 8) + ((lane & 1) != 0 ^ (start & 16) != 0 ? 16 : 0)) & 31,
                2 => i + (((start * 77) >> (lane & 7) & 1) * 16),
                3 => i % 4 == 0 ? random.Next(8) * 4 : lanes[i - 1] + 1,
                4 => i % 2 != 0 ? lanes[i - 1] + 1 : (i < 8) == (start < 16) ? (i & 8) + (random.Next(4) * 2) : i,
                _ => random.Next(32),
            });
        }

        return lanes;
    }

    private static void RequireNative()
    {
        if (!NativeCode.IsSupported)
        {
            Assert.Inconclusive("needs x86_64 Linux");
        }
    }
}
