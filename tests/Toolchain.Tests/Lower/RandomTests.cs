// Random programs over integers and memory, compared with their own step-by-step evaluation: what folding of loads, addresses, immediates and
// read-modify-write stores must not change, and what many live values ask of register allocation.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Tests.Toolchain.Lower;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

[TestClass]
public sealed class RandomTests
{
    private const int MemoryBytes = 256;
    private static readonly string[] Operations = ["iadd", "isub", "imul", "iand", "ior", "ixor", "ishl", "ushr", "sshr", "rotl", "rotr", "udiv", "srem"];

    [TestMethod]
    [DataRow(X64Features.All, OptLevel.Speed)]
    [DataRow(X64Features.None, OptLevel.Speed)]
    [DataRow(X64Features.All, OptLevel.None)]
    public void Straight_line_programs(X64Features features, OptLevel level)
    {
        if (!NativeCode.IsSupported)
        {
            Assert.Inconclusive("needs x86_64 Linux");
        }

        var runner = new NativeRunner(features, level);
        for (int seed = 0; seed < 400; seed++)
        {
            RunOne(runner, seed);
        }
    }

    private static void RunOne(NativeRunner runner, int seed)
    {
        var random = new Random(seed);
        var f = new FunctionBuilder(new Function());
        f.Begin("random" + seed, new Signature([IrType.I64, IrType.I64, IrType.I32, IrType.I32], [IrType.I64, IrType.I32]));
        var steps = new List<Action<State>>();
        var values = new List<(Value Value, bool Wide)> { (f.EntryParam(1), true), (f.EntryParam(2), false), (f.EntryParam(3), false) };
        Value memory = f.EntryParam(0);
        int length = random.Next(5, 80);
        for (int i = 0; i < length; i++)
        {
            AddStep(random, f, memory, values, steps);
        }

        int wideResult = Pick(random, values, true);
        int narrowResult = Pick(random, values, false);
        f.Return([values[wideResult].Value, values[narrowResult].Value]);
        f.Finish();
        CompiledFunction compiled = runner.Compile(f.Function);
        using NativeRunner.Loaded loaded = NativeRunner.Load(compiled);
        nint block = Marshal.AllocHGlobal(MemoryBytes);
        for (int run = 0; run < 3; run++)
        {
            var state = new State();
            random.NextBytes(state.Memory);
            Marshal.Copy(state.Memory, 0, block, MemoryBytes);
            ulong a = Semantics.Ints[random.Next(Semantics.Ints.Length)];
            ulong b = (uint)random.Next();
            ulong c = (uint)Semantics.Ints[random.Next(Semantics.Ints.Length)];
            state.Values.AddRange([a, b, c]);
            foreach (Action<State> step in steps)
            {
                if (!state.Trapped)
                {
                    step(state);
                }
            }

            (ulong[] Ints, ulong[] Floats)? got = loaded.Call([(ulong)block, a, b | 0xabcd_0000_0000_0000, c | 0x1_0000_0000], []);
            var after = new byte[MemoryBytes];
            Marshal.Copy(block, after, 0, MemoryBytes);
            bool same = got is null == state.Trapped && after.AsSpan().SequenceEqual(state.Memory)
                && (got is null || (got.Value.Ints[0] == state.Values[wideResult] && (uint)got.Value.Ints[1] == (uint)state.Values[narrowResult]));
            if (!same)
            {
                Assert.Fail($"seed {seed}, run {run}: expected {(state.Trapped ? "trap" : state.Values[wideResult].ToString("x"))}, got {got?.Ints[0]:x}\n{string.Join("\n", runner.Dumps)}");
            }
        }

        Marshal.FreeHGlobal(block);
    }

    private static void AddStep(Random random, FunctionBuilder f, Value memory, List<(Value Value, bool Wide)> values, List<Action<State>> steps)
    {
        bool wide = random.Next(2) == 0;
        IrType type = wide ? IrType.I64 : IrType.I32;
        int a = Pick(random, values, wide);
        int b = Pick(random, values, wide);
        switch (random.Next(12))
        {
            case 0:
                {
                    ulong k = Semantics.Ints[random.Next(Semantics.Ints.Length)];
                    k = wide ? k : (uint)k;
                    values.Add((f.Iconst(type, wide ? (long)k : (int)k), wide));
                    steps.Add(s => s.Values.Add(k));
                    break;
                }

            case 1 or 2 or 3:
                {
                    // A load, its address with or without an index.
                    (Value address, Func<State, int> index) = Address(random, f, memory, values);
                    int bytes = (wide ? (int[])[1, 2, 4, 8] : [1, 2, 4])[random.Next(wide ? 4 : 3)];
                    bool signed = random.Next(2) == 0;
                    int offset = random.Next(MemoryBytes - 64 - 8);
                    values.Add((f.Load(type, bytes, signed, default, address, offset), wide));
                    steps.Add(s => s.Values.Add(s.Load(index(s) + offset, bytes, signed, wide)));
                    break;
                }

            case 4 or 5:
                {
                    (Value address, Func<State, int> index) = Address(random, f, memory, values);
                    int bytes = (wide ? (int[])[1, 2, 4, 8] : [1, 2, 4])[random.Next(wide ? 4 : 3)];
                    int offset = random.Next(MemoryBytes - 64 - 8);
                    f.Store(bytes, default, values[a].Value, address, offset);
                    steps.Add(s => s.Store(index(s) + offset, bytes, s.Values[a]));
                    break;
                }

            case 6:
                {
                    // Read, modify, write.
                    (Value address, Func<State, int> index) = Address(random, f, memory, values);
                    int bytes = wide ? 8 : 4;
                    int offset = random.Next(MemoryBytes - 64 - 8);
                    string name = Operations[random.Next(6)];
                    Value old = f.Load(type, bytes, false, default, address, offset);
                    f.Store(bytes, default, Binary(f, name, old, values[a].Value), address, offset);
                    steps.Add(s => s.Store(index(s) + offset, bytes, Semantics.Int(name, wide, s.Load(index(s) + offset, bytes, false, wide), s.Values[a])!.Value));
                    break;
                }

            case 7:
                {
                    int c = Pick(random, values, random.Next(2) == 0);
                    int d = Pick(random, values, values[c].Wide);
                    var cc = (IntCc)random.Next(10);
                    values.Add((f.Select(f.Icmp(cc, values[c].Value, values[d].Value), values[a].Value, values[b].Value), wide));
                    steps.Add(s => s.Values.Add(Semantics.Compare(cc.Name, values[c].Wide, s.Values[c], s.Values[d]) ? s.Values[a] : s.Values[b]));
                    break;
                }

            case 8:
                {
                    int source = Pick(random, values, !wide);
                    bool signed = random.Next(2) == 0;
                    values.Add((wide ? signed ? f.Sextend(values[source].Value) : f.Uextend(values[source].Value) : f.Ireduce(values[source].Value), wide));
                    steps.Add(s => s.Values.Add(wide ? signed ? (ulong)(int)s.Values[source] : (uint)s.Values[source] : (uint)s.Values[source]));
                    break;
                }

            default:
                {
                    string name = Operations[random.Next(Operations.Length)];
                    values.Add((Binary(f, name, values[a].Value, values[b].Value), wide));
                    steps.Add(s =>
                    {
                        ulong? result = Semantics.Int(name, wide, s.Values[a], s.Values[b]);
                        s.Trapped = result is null;
                        s.Values.Add(result ?? 0);
                    });
                    break;
                }
        }
    }

    private static (Value Address, Func<State, int> Index) Address(Random random, FunctionBuilder f, Value memory, List<(Value Value, bool Wide)> values)
    {
        if (random.Next(2) == 0)
        {
            return (memory, _ => 0);
        }

        int narrow = Pick(random, values, false);
        Value index = f.Uextend(f.Iand(values[narrow].Value, f.Iconst(IrType.I32, 7)));
        int shift = random.Next(4);
        return (f.Iadd(memory, f.Ishl(index, f.Iconst(IrType.I64, shift))), s => (int)((s.Values[narrow] & 7) << shift));
    }

    private static int Pick(Random random, List<(Value Value, bool Wide)> values, bool wide)
    {
        while (true)
        {
            // Mostly recent values, so that chains get long.
            int index = random.Next(3) == 0 ? random.Next(values.Count) : values.Count - 1 - random.Next(Math.Min(6, values.Count));
            if (values[index].Wide == wide)
            {
                return index;
            }

            if (random.Next(20) == 0)
            {
                index = values.FindIndex(v => v.Wide == wide);
                return index;
            }
        }
    }

    private static Value Binary(FunctionBuilder f, string name, Value a, Value b) => name switch
    {
        "iadd" => f.Iadd(a, b),
        "isub" => f.Isub(a, b),
        "imul" => f.Imul(a, b),
        "iand" => f.Iand(a, b),
        "ior" => f.Ior(a, b),
        "ixor" => f.Ixor(a, b),
        "ishl" => f.Ishl(a, b),
        "ushr" => f.Ushr(a, b),
        "sshr" => f.Sshr(a, b),
        "rotl" => f.Rotl(a, b),
        "rotr" => f.Rotr(a, b),
        "udiv" => f.Udiv(a, b),
        _ => f.Srem(a, b),
    };

    private sealed class State
    {
        internal byte[] Memory { get; } = new byte[MemoryBytes];

        internal List<ulong> Values { get; } = [];

        internal bool Trapped { get; set; }

        internal ulong Load(int at, int bytes, bool signed, bool wide)
        {
            ulong value = 0;
            for (int i = bytes - 1; i >= 0; i--)
            {
                value = (value << 8) | Memory[at + i];
            }

            if (signed && bytes < 8)
            {
                int shift = 64 - (bytes * 8);
                value = (ulong)((long)(value << shift) >> shift);
            }

            return wide ? value : (uint)value;
        }

        internal void Store(int at, int bytes, ulong value)
        {
            for (int i = 0; i < bytes; i++)
            {
                Memory[at + i] = (byte)(value >> (8 * i));
            }
        }
    }
}
