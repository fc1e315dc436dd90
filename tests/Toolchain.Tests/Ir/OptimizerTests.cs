// Random functions, built twice: plainly (Intern, no rule) and through the simplifying builder and all passes. Both must give the same
// results, traps and memory.
using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Codegen.Opt;

namespace Wasmtime.Min.Tests.Toolchain.Ir;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

[TestClass]
public sealed class OptimizerTests
{
    private static readonly long[] Interesting =
    [
        0, 1, 2, 3, 5, 7, 8, 10, 16, 24, 31, 32, 33, 63, 64, 100, 127, 128, 255, 256, 641, 1000, 65535, 65536, int.MaxValue, int.MinValue,
        uint.MaxValue, 1L << 32, 1L << 33, long.MaxValue, long.MinValue, -1, -2, -3, -7, -8, -128, -1000, 0x5555_5555_5555_5555,
    ];

    private static readonly Opcode[] Binary =
    [
        Opcode.Iadd, Opcode.Isub, Opcode.Imul, Opcode.Iand, Opcode.Ior, Opcode.Ixor, Opcode.Ishl, Opcode.Ushr, Opcode.Sshr,
        Opcode.Rotl, Opcode.Rotr, Opcode.Umulhi, Opcode.Smulhi, Opcode.Icmp,
    ];

    private static readonly Opcode[] Unary =
    [
        Opcode.Clz, Opcode.Ctz, Opcode.Popcnt, Opcode.Uextend, Opcode.Sextend, Opcode.Ireduce, Opcode.Sextend8, Opcode.Sextend16,
    ];

    [TestMethod]
    public void Random_functions_keep_their_meaning()
    {
        var optimizer = new Optimizer();
        CodegenOptions options = Options();
        DateTime end = DateTime.UtcNow.AddSeconds(6);
        int seed = 0;
        for (; seed < 20_000 && DateTime.UtcNow < end; seed++)
        {
            Function plain = Generate(seed, isPlain: true);
            Function built = Generate(seed, isPlain: false);
            string before = FunctionPrinter.Print(built);
            Assert.AreEqual(before, FunctionPrinter.Print(FunctionParser.Parse(before)));
            optimizer.Run(built, options);
            var random = new Random(seed);
            for (int run = 0; run < 6; run++)
            {
                long[] arguments = [Pick(random), Pick(random), Pick(random), Pick(random)];
                string expected = Outcome(plain, arguments);
                string actual = Outcome(built, arguments);
                if (expected.StartsWith("trap -1", StringComparison.Ordinal))
                {
                    continue;
                }

                Assert.AreEqual(expected, actual, $"seed {seed}\n{before}\n{FunctionPrinter.Print(built)}\n{string.Join(',', arguments)}");
            }
        }

        Assert.IsGreaterThan(100, seed);
        Console.WriteLine($"{seed} functions");
    }

    [TestMethod]
    public void Division_by_every_interesting_constant_is_exact()
    {
        Opcode[] ops = [Opcode.Udiv, Opcode.Sdiv, Opcode.Urem, Opcode.Srem];
        long[] around = [.. Interesting.SelectMany(x => new[] { x - 1, x, x + 1, -x }).Distinct()];
        foreach (IrType type in new[] { IrType.I32, IrType.I64 })
        {
            foreach (Opcode op in ops)
            {
                foreach (long d in around.Select(d => type == IrType.I32 ? (int)d : d).Distinct().Where(d => d != 0 && d != -1))
                {
                    var f = new Function();
                    var b = new FunctionBuilder(f);
                    b.Begin("d", new Signature([type], [type]));
                    Value x = b.EntryParam(0), c = b.Iconst(type, d);
                    b.Return([Divide(b, op, x, c)]);
                    b.Finish();
                    foreach (long raw in around.Concat(around.Select(a => a * d)))
                    {
                        long value = type == IrType.I32 ? (int)raw : raw;
                        long expected = IrInterpreter.Divide(op, type, value, d);
                        expected = type == IrType.I32 ? (int)expected : expected;
                        Assert.AreEqual(expected, new IrInterpreter(f, []).Run(value)[0], $"{op} {type} {value} / {d}");
                    }
                }
            }
        }
    }

    private static CodegenOptions Options() => new()
    {
        Target = new X64Isa(default),
        TrapStubSymbol = 5,
        TrapCodes = new global::Wasmtime.Min.Toolchain.Codegen.TrapCodes(1, 2, 3, 4),
        VerifyIr = true,
    };

    private static Value Divide(FunctionBuilder b, Opcode op, Value x, Value y) => op switch
    {
        Opcode.Udiv => b.Udiv(x, y),
        Opcode.Sdiv => b.Sdiv(x, y),
        Opcode.Urem => b.Urem(x, y),
        _ => b.Srem(x, y),
    };

    private static long Pick(Random random) => random.Next(4) == 0 ? random.NextInt64() : Interesting[random.Next(Interesting.Length)];

    private static string Outcome(Function f, long[] arguments)
    {
        var memory = new byte[64];
        try
        {
            long[] results = new IrInterpreter(f, memory).Run(arguments);
            return string.Join(' ', results) + " " + Convert.ToHexString(memory);
        }
        catch (IrTrapException trap)
        {
            return $"trap {trap.Code} {Convert.ToHexString(memory)}";
        }
    }

    private static Function Generate(int seed, bool isPlain)
    {
        var f = new Function();
        new Generator(new Random(seed), new FunctionBuilder(f), isPlain).Run();
        return f;
    }

    private sealed class Generator(Random random, FunctionBuilder b, bool isPlain)
    {
        private readonly List<Variable> _variables = [];

        internal void Run()
        {
            b.Begin("random", new Signature([IrType.I32, IrType.I64, IrType.I32, IrType.I64], [IrType.I32, IrType.I64]));
            for (int i = 0; i < 6; i++)
            {
                Variable variable = b.DeclareVariable(i % 2 == 0 ? IrType.I32 : IrType.I64);
                _variables.Add(variable);
                b.DefineVariable(variable, i < 4 ? b.EntryParam(i) : b.Iconst(i % 2 == 0 ? IrType.I32 : IrType.I64, 0));
            }

            Statements(3);
            b.Return([b.UseVariable(_variables[0]), b.UseVariable(_variables[1])]);
            b.Finish();
        }

        private void Statements(int depth)
        {
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                switch (depth == 0 ? random.Next(6) : random.Next(9))
                {
                    case 0:
                        var flags = new MemFlags((byte)random.Next(2), (ushort)random.Next(3));
                        Store(flags);
                        break;
                    case 1:
                        Variable variable = _variables[random.Next(6)];
                        IrType type = b.TypeOf(b.UseVariable(variable));
                        (int bytes, int place, int aliasClass) = Access(type);
                        b.DefineVariable(variable, b.Load(type, bytes, random.Next(2) == 0, new MemFlags(0, (ushort)aliasClass), Zero(), place));
                        break;
                    case 2 when random.Next(3) == 0:
                        b.TrapIf(Operand(IrType.I32, 2), (byte)random.Next(1, 4));
                        break;
                    case 6:
                        If(depth);
                        break;
                    case 7:
                        Loop(depth);
                        break;
                    default:
                        Variable target = _variables[random.Next(6)];
                        b.DefineVariable(target, Operand(b.TypeOf(b.UseVariable(target)), 4));
                        break;
                }
            }
        }

        private Value Zero() => b.Iconst(IrType.I64, 0);

        // Class 1 lies in the first 32 bytes, class 2 in the others, class 0 anywhere.
        private (int Bytes, int Place, int Class) Access(IrType type)
        {
            int bytes = 1 << random.Next(type == IrType.I64 ? 4 : 3);
            int aliasClass = random.Next(3);
            int place = aliasClass == 0 ? random.Next(64 - bytes + 1) : (random.Next(8) * 4) % (32 - bytes + 1);
            return (bytes, place + (aliasClass == 2 ? 32 : 0), aliasClass);
        }

        private void Store(MemFlags flags)
        {
            IrType type = random.Next(2) == 0 ? IrType.I32 : IrType.I64;
            (int bytes, int place, int aliasClass) = Access(type);
            b.Store(bytes, new MemFlags(flags.TrapCode, (ushort)aliasClass), Operand(type, 2), Zero(), place);
        }

        private void If(int depth)
        {
            (Block then, Block otherwise, Block join) = (b.CreateBlock(), b.CreateBlock(), b.CreateBlock());
            b.BrIf(Operand(IrType.I32, 3), then, [], otherwise, []);
            foreach (Block arm in new[] { then, otherwise })
            {
                b.SealBlock(arm);
                b.SwitchToBlock(arm);
                if (random.Next(3) != 0)
                {
                    Statements(depth - 1);
                }

                b.Jump(join, []);
            }

            b.SealBlock(join);
            b.SwitchToBlock(join);
        }

        private void Loop(int depth)
        {
            (Block header, Block exit) = (b.CreateBlock(), b.CreateBlock());
            Value counter = b.AddParam(header, IrType.I32);
            b.Jump(header, [b.Iconst(IrType.I32, random.Next(1, 5))]);
            b.SwitchToBlock(header);
            Statements(depth - 1);
            Value less = Plain(new Node { Op = Opcode.Isub, Type = IrType.I32, A = counter.Id, B = b.Iconst(IrType.I32, 1).Id });
            b.BrIf(less, header, [less], exit, []);
            b.SealBlock(header);
            b.SealBlock(exit);
            b.SwitchToBlock(exit);
        }

        private Value Plain(Node node) => isPlain ? b.Function.Intern(node) : b.Function.Pure(node);

        private Value Operand(IrType type, int depth)
        {
            if (depth == 0 || random.Next(5) == 0)
            {
                return random.Next(2) == 0
                    ? b.Iconst(type, Pick(random))
                    : b.UseVariable(_variables[(random.Next(3) * 2) + (type == IrType.I64 ? 1 : 0)]);
            }

            if (random.Next(8) == 0)
            {
                Value condition = Operand(IrType.I32, depth - 1);
                Value first = Operand(type, depth - 1);
                return Plain(new Node { Op = Opcode.Select, Type = type, A = condition.Id, B = first.Id, C = Operand(type, depth - 1).Id });
            }

            if (random.Next(10) == 0)
            {
                Opcode division = (Opcode)((int)Opcode.Udiv + random.Next(4));
                Value x = Operand(type, depth - 1);
                Value y = b.Iconst(type, Pick(random) | 2);
                return isPlain
                    ? b.Function.Append(b.CurrentBlock, new Node { Op = division, Type = type, A = x.Id, B = y.Id }, 0)
                    : Divide(b, division, x, y);
            }

            if (random.Next(4) == 0)
            {
                Opcode op = Unary[random.Next(Unary.Length)];
                IrType from = op is Opcode.Uextend or Opcode.Sextend ? IrType.I32 : op == Opcode.Ireduce ? IrType.I64 : type;
                bool fits = op is Opcode.Uextend or Opcode.Sextend ? type == IrType.I64 : op != Opcode.Ireduce || type == IrType.I32;
                return fits ? Plain(new Node { Op = op, Type = type, A = Operand(from, depth - 1).Id }) : Operand(type, depth - 1);
            }

            Opcode binary = Binary[random.Next(Binary.Length)];
            if (binary == Opcode.Icmp && type != IrType.I32)
            {
                binary = Opcode.Iadd;
            }

            IrType operands = binary == Opcode.Icmp && random.Next(2) == 0 ? IrType.I64 : type;
            byte aux = binary == Opcode.Icmp ? (byte)random.Next(10) : (byte)0;
            Value a = Operand(operands, depth - 1);
            return Plain(new Node { Op = binary, Type = type, Aux = aux, A = a.Id, B = Operand(operands, depth - 1).Id });
        }
    }
}
