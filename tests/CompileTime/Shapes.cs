// Modules that are unlike real programs on purpose: each is one thing in excess, so that an algorithm that is quadratic in that thing shows.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Binary;

namespace Wasmtime.Min.Tests.CompileTime;

/// <summary>The generated modules by name.</summary>
internal static class Shapes
{
    private const byte Block = 0x02, Loop = 0x03, If = 0x04, End = 0x0B, Br = 0x0C, BrIf = 0x0D, BrTable = 0x0E, Call = 0x10;
    private const byte LocalGet = 0x20, LocalSet = 0x21, LocalTee = 0x22, I32Load = 0x28, I32Store = 0x36, I32Const = 0x41, I32Add = 0x6A, I32Xor = 0x73;
    private const byte Void = 0x40;

    // The first local behind the parameters of a function of type 0.
    private const int First = 2;

    /// <summary>Name, what the number <c>n</c> counts, and the generator.</summary>
    internal static readonly IReadOnlyList<(string Name, string Unit, Func<int, byte[]> Generate)> All =
    [
        ("mixed", "bytes of module, functions like those of C programs", n => MixedModule.Generate(n, seed: 1)),
        ("one-function", "bytes of the only function", n => MixedModule.GenerateOneFunction(n, seed: 2)),
        ("tiny-functions", "functions that add two numbers", TinyFunctions),
        ("one-large", "tiny functions behind one that is as long as half of them together", OneLarge),
        ("br-table", "targets of one br_table, a block each", n => One(0, n, SwitchOfBlocks)),
        ("br-table-same", "entries of one br_table with two targets", n => One(0, n, SwitchOfTwo)),
        ("nested-blocks", "blocks inside of each other, each left from the innermost", n => One(0, n, NestedBlocks)),
        ("nested-loops", "loops inside of each other", n => One(0, n, NestedLoops)),
        ("carried-locals", "loops inside of each other, each with a local of its own", CarriedLocals),
        ("carried-values", "loops inside of each other, each with a parameter", n => One(3, n, CarriedValues)),
        ("cases", "cases of one switch that each assign a local of their own", Cases),
        ("rotated-locals", "locals that each get the value of the next one in a loop", n => Moved(n, swap: false)),
        ("swapped-locals", "locals of which each two change their values in a loop", n => Moved(n * 2, swap: true)),
        ("block-params", "blocks behind each other that pass 20 values on", BlockParams),
        ("switch-in-loop", "cases of a switch in a loop, each with a way out of its own", n => One(0, n, SwitchInLoop)),
        ("nested-ifs", "ifs inside of each other", n => One(0, n, NestedIfs)),
        ("if-chain", "ifs one after the other that each change a local", n => One(0, n, IfChain)),
        ("loop-chain", "loops one after the other", n => One(0, n, LoopChain)),
        ("locals", "locals, all set before a loop and used in it", n => Locals(n, inLoop: true)),
        ("locals-used-once", "locals, each set and used at once", n => Locals(n, inLoop: false)),
        ("live-values", "values that are all live at once", n => One(0, n, LiveValues)),
        ("long-block", "loads and stores in one block", n => One(0, n, LongBlock)),
        ("calls", "calls in one block, each result used at the end", n => One(0, n, Calls)),
        ("chain", "additions, each of the result before", n => One(0, n, Chain)),
        ("constants", "different float constants", n => One(2, n, Constants)),
        ("vector-constants", "different vector constants", n => One(0, n, VectorConstants)),
        .. ModuleShapes.All,
    ];

    private static byte[] One(int type, int n, Action<ByteWriter, int> write)
    {
        var body = new ByteWriter();
        write(body, n);
        body.Byte(End);
        var module = new ModuleBytes();
        module.Add(type, [(4, Types.I32)], body);
        return module.ToArray();
    }

    private static byte[] TinyFunctions(int n)
    {
        var module = new ModuleBytes();
        var body = new ByteWriter();
        for (int i = 0; i < n; i++)
        {
            body.Clear();
            body.Bytes([LocalGet, 0, LocalGet, 1, I32Add, I32Const]);
            body.Signed(i);
            body.Bytes([I32Add, End]);
            module.Add(0, [], body);
        }

        return module.ToArray();
    }

    private static byte[] OneLarge(int n)
    {
        var module = new ModuleBytes();
        var body = new ByteWriter();
        Chain(body, n / 2);
        Calls(body, n / 8);
        body.Bytes([I32Add, End]);
        module.Add(0, [], body);
        for (int i = 0; i < n; i++)
        {
            body.Clear();
            body.Bytes([LocalGet, 0, LocalGet, 1, I32Add, End]);
            module.Add(0, [], body);
        }

        return module.ToArray();
    }

    private static void SwitchOfBlocks(ByteWriter body, int n)
    {
        for (int i = 0; i <= n; i++)
        {
            body.Bytes([Block, Void]);
        }

        body.Bytes([LocalGet, 0, BrTable]);
        body.Count(n - 1);
        for (int i = 0; i < n; i++)
        {
            body.Index(i);
        }

        for (int i = n; i > 0; i--)
        {
            body.Bytes([End, LocalGet, 0, I32Const]);
            body.Signed(i);
            body.Bytes([I32Xor, LocalSet, 2, Br]);
            body.Index(i - 1);
        }

        body.Bytes([End, LocalGet, 2]);
    }

    private static void SwitchOfTwo(ByteWriter body, int n)
    {
        body.Bytes([Block, Void, Block, Void, LocalGet, 0, BrTable]);
        body.Count(n);
        for (int i = 0; i <= n; i++)
        {
            body.Index((i / 3) & 1);
        }

        body.Bytes([End, I32Const, 7, LocalSet, 2, End, LocalGet, 2]);
    }

    private static void NestedBlocks(ByteWriter body, int n)
    {
        for (int i = 0; i < n; i++)
        {
            body.Bytes([Block, Void]);
        }

        for (int i = 0; i < n; i++)
        {
            body.Bytes([LocalGet, 1, I32Const, 1, I32Add, LocalSet, 1]);
            body.Bytes([LocalGet, 0, LocalGet, 1, I32Xor, BrIf]);
            body.Index(i);
        }

        for (int i = 0; i < n; i++)
        {
            body.Bytes([LocalGet, 0, LocalGet, 1, I32Add, LocalSet, 0, End]);
        }

        body.Bytes([LocalGet, 0]);
    }

    private static void NestedLoops(ByteWriter body, int n)
    {
        for (int i = 0; i < n; i++)
        {
            body.Bytes([Loop, Void, LocalGet, 2, LocalGet, 0, I32Add, LocalSet, 2]);
        }

        for (int i = 0; i < n; i++)
        {
            body.Bytes([LocalGet, 1, I32Const, 0x7F, I32Add, LocalSet, 1, LocalGet, 1, BrIf, 0, End]);
        }

        body.Bytes([LocalGet, 2]);
    }

    private static byte[] CarriedLocals(int n)
    {
        var body = new ByteWriter();
        for (int i = 0; i < n; i++)
        {
            body.Bytes([Loop, Void]);
        }

        for (int i = 0; i < n; i++)
        {
            body.Byte(LocalGet);
            body.Index(i + 1);
            body.Bytes([I32Const, 1, I32Add, LocalTee]);
            body.Index(i + 1);
            body.Bytes([BrIf, 0, End]);
        }

        body.Bytes([LocalGet, 1, End]);
        var module = new ModuleBytes();
        module.Add(3, [(n, Types.I32)], body);
        return module.ToArray();
    }

    // Every loop counts the value that it is given and leaves the sum of it and what the loops inside give.
    private static void CarriedValues(ByteWriter body, int n)
    {
        const byte Type = 3;
        body.Bytes([LocalGet, 0]);
        for (int i = 0; i < n; i++)
        {
            body.Bytes([Loop, Type, I32Const, 1, I32Add]);
            if (i < n - 1)
            {
                body.Bytes([LocalTee, 1, LocalGet, 1]);
            }
        }

        for (int i = 0; i < n; i++)
        {
            if (i > 0)
            {
                body.Byte(I32Add);
            }

            body.Bytes([LocalTee, 1, LocalGet, 1, BrIf, 0, End]);
        }
    }

    private static byte[] Cases(int n)
    {
        var body = new ByteWriter();
        for (int i = 0; i <= n; i++)
        {
            body.Bytes([Block, Void]);
        }

        body.Bytes([LocalGet, 0, BrTable]);
        body.Count(n - 1);
        for (int i = 0; i < n; i++)
        {
            body.Index(i);
        }

        for (int i = n; i > 0; i--)
        {
            body.Bytes([End, LocalGet, 0, LocalSet]);
            body.Index(i);
            body.Byte(Br);
            body.Index(i - 1);
        }

        body.Bytes([End, LocalGet, 0]);
        for (int i = 1; i <= n; i++)
        {
            body.Byte(LocalGet);
            body.Index(i);
            body.Byte(I32Xor);
        }

        body.Byte(End);
        var module = new ModuleBytes();
        module.Add(3, [(n, Types.I32)], body);
        return module.ToArray();
    }

    private static byte[] Moved(int n, bool swap)
    {
        var body = new ByteWriter();
        for (int i = 0; i < n; i++)
        {
            Load(body, i);
            body.Byte(LocalSet);
            body.Index(First + i);
        }

        body.Bytes([Loop, Void]);
        for (int i = 0; i < n; i++)
        {
            body.Byte(LocalGet);
            body.Index(First + (swap ? i ^ 1 : (i + 1) % n));
        }

        for (int i = n - 1; i >= 0; i--)
        {
            body.Byte(LocalSet);
            body.Index(First + i);
        }

        body.Bytes([LocalGet, 1, BrIf, 0, End]);
        for (int i = 0; i < n; i++)
        {
            AddTo(body, i);
        }

        body.Bytes([LocalGet, 0, End]);
        var module = new ModuleBytes();
        module.Add(0, [(n, Types.I32)], body);
        return module.ToArray();
    }

    // Each block may be skipped, and whether or not it is, all the values go on.
    private static byte[] BlockParams(int n)
    {
        const int Values = 20;
        var body = new ByteWriter();
        for (int i = 0; i < Values; i++)
        {
            Load(body, i);
            body.Byte(LocalSet);
            body.Index(First + i);
        }

        for (int i = 0; i < n; i++)
        {
            body.Bytes([Block, Void, LocalGet]);
            body.Index(First + (i % Values));
            body.Bytes([BrIf, 0]);
            for (int j = 0; j < Values; j++)
            {
                body.Byte(LocalGet);
                body.Index(First + j);
                body.Bytes([I32Const, 1, I32Add, LocalSet]);
                body.Index(First + ((j + 1) % Values));
            }

            body.Byte(End);
        }

        for (int i = 0; i < Values; i++)
        {
            AddTo(body, i);
        }

        body.Bytes([LocalGet, 0, End]);
        var module = new ModuleBytes();
        module.Add(0, [(Values, Types.I32)], body);
        return module.ToArray();
    }

    private static void SwitchInLoop(ByteWriter body, int n)
    {
        body.Bytes([Loop, Void]);
        for (int i = 0; i <= n; i++)
        {
            body.Bytes([Block, Void]);
        }

        body.Bytes([LocalGet, 0, BrTable]);
        body.Count(n - 1);
        for (int i = 0; i < n; i++)
        {
            body.Index(i);
        }

        // Inside of case i there are i blocks and the loop around.
        for (int i = n; i > 0; i--)
        {
            byte local = (byte)(2 + (i & 3));
            body.Bytes([End, LocalGet, local, I32Const]);
            body.Signed(i);
            body.Bytes([I32Add, LocalTee, local, LocalGet, 1, I32Xor, LocalSet, 0, LocalGet, 0, BrIf]);
            body.Index(i);
            body.Bytes([LocalGet, local, LocalSet, 1, Br]);
            body.Index(i - 1);
        }

        body.Bytes([End, End, LocalGet, 2]);
    }

    private static void NestedIfs(ByteWriter body, int n)
    {
        for (int i = 0; i < n; i++)
        {
            body.Bytes([LocalGet, (byte)(i & 1), If, Void, LocalGet, 0, LocalGet, 1, I32Add, LocalSet, (byte)(i & 1)]);
        }

        for (int i = 0; i < n; i++)
        {
            body.Byte(End);
        }

        body.Bytes([LocalGet, 0]);
    }

    private static void IfChain(ByteWriter body, int n)
    {
        for (int i = 0; i < n; i++)
        {
            body.Bytes([LocalGet, 0, I32Const]);
            body.Signed(i);
            body.Bytes([I32Xor, If, Void, LocalGet, (byte)(i & 3), LocalGet, 1, I32Add, LocalSet, (byte)((i + 1) & 3), End]);
        }

        body.Bytes([LocalGet, 3]);
    }

    private static void LoopChain(ByteWriter body, int n)
    {
        for (int i = 0; i < n; i++)
        {
            body.Bytes([Loop, Void, LocalGet, 2, LocalGet, 1, I32Add, LocalSet, 2]);
            body.Bytes([LocalGet, 0, I32Const, 0x7F, I32Add, LocalSet, 0, LocalGet, 0, BrIf, 0, End]);
        }

        body.Bytes([LocalGet, 2]);
    }

    private static byte[] Locals(int n, bool inLoop)
    {
        var body = new ByteWriter();
        for (int i = 0; i < n; i++)
        {
            Load(body, i);
            body.Byte(LocalSet);
            body.Index(First + i);
            if (!inLoop)
            {
                AddTo(body, i);
            }
        }

        if (inLoop)
        {
            body.Bytes([Loop, Void]);
            for (int i = 0; i < n; i++)
            {
                AddTo(body, i);
            }

            body.Bytes([LocalGet, 1, BrIf, 0, End]);
        }

        body.Bytes([LocalGet, 0, End]);
        var module = new ModuleBytes();
        module.Add(0, [(n, Types.I32)], body);
        return module.ToArray();
    }

    // Adds a local behind the parameters to the first parameter.
    private static void AddTo(ByteWriter body, int local)
    {
        body.Bytes([LocalGet, 0, LocalGet]);
        body.Index(First + local);
        body.Bytes([I32Add, LocalSet, 0]);
    }

    private static void LiveValues(ByteWriter body, int n)
    {
        for (int i = 0; i < n; i++)
        {
            Load(body, i);
        }

        for (int i = 1; i < n; i++)
        {
            body.Byte(I32Xor);
        }
    }

    private static void LongBlock(ByteWriter body, int n)
    {
        for (int i = 0; i < n; i++)
        {
            body.Bytes([LocalGet, (byte)(i & 1)]);
            Load(body, i * 7 % 1021);
            body.Bytes([I32Store, 2]);
            body.Count(i % 511 * 4);
        }

        body.Bytes([LocalGet, 0]);
    }

    private static void Calls(ByteWriter body, int n)
    {
        for (int i = 0; i < n; i++)
        {
            body.Bytes([LocalGet, 0, I32Const]);
            body.Signed(i);
            body.Bytes([Call, 0]);
        }

        for (int i = 1; i < n; i++)
        {
            body.Byte(I32Add);
        }
    }

    private static void Chain(ByteWriter body, int n)
    {
        body.Bytes([LocalGet, 0]);
        for (int i = 0; i < n; i++)
        {
            body.Bytes([LocalGet, 1, (i & 1) == 0 ? I32Add : I32Xor]);
        }
    }

    private static void Constants(ByteWriter body, int n)
    {
        body.Bytes([LocalGet, 0]);
        for (int i = 0; i < n; i++)
        {
            body.Byte(0x44); // f64.const, f64.mul
            body.Fixed64(BitConverter.DoubleToUInt64Bits(i + 0.25));
            body.Byte(0xA2);
        }
    }

    private static void VectorConstants(ByteWriter body, int n)
    {
        body.Bytes([LocalGet, 0]);
        for (int i = 0; i < n; i++)
        {
            body.Bytes([0xFD, 0x0C]); // v128.const, i8x16.popcnt so that it is not folded, i32x4.extract_lane 0
            body.Fixed64((ulong)i);
            body.Fixed64((ulong)i * 3);
            body.Bytes([0xFD, 0x62, 0xFD, 0x1B, 0x00, I32Add]);
        }
    }

    private static void Load(ByteWriter body, int word)
    {
        body.Bytes([LocalGet, 1, I32Load, 2]);
        body.Count(word * 4);
    }
}
