// Every operation, with operands that break things, in registers and as constants on either side, compiled with all CPU features and with
// none, against Semantics.
using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Isa.X64;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Tests.Toolchain.Lower;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

[TestClass]
public sealed class OperationTests
{
    private delegate Value Build(FunctionBuilder builder, Value a, Value b);

    private static readonly X64Features[] FeatureSets = [X64Features.All, X64Features.None];

    private static readonly (string Name, Build Build)[] IntBinary =
    [
        ("iadd", (f, a, b) => f.Iadd(a, b)), ("isub", (f, a, b) => f.Isub(a, b)), ("imul", (f, a, b) => f.Imul(a, b)),
        ("iand", (f, a, b) => f.Iand(a, b)), ("ior", (f, a, b) => f.Ior(a, b)), ("ixor", (f, a, b) => f.Ixor(a, b)),
        ("ishl", (f, a, b) => f.Ishl(a, b)), ("ushr", (f, a, b) => f.Ushr(a, b)), ("sshr", (f, a, b) => f.Sshr(a, b)),
        ("rotl", (f, a, b) => f.Rotl(a, b)), ("rotr", (f, a, b) => f.Rotr(a, b)), ("umulhi", (f, a, b) => f.Umulhi(a, b)),
        ("smulhi", (f, a, b) => f.Smulhi(a, b)), ("udiv", (f, a, b) => f.Udiv(a, b)), ("sdiv", (f, a, b) => f.Sdiv(a, b)),
        ("urem", (f, a, b) => f.Urem(a, b)), ("srem", (f, a, b) => f.Srem(a, b)),
    ];

    private static readonly (string Name, Build Build)[] FloatBinary =
    [
        ("fadd", (f, a, b) => f.Fadd(a, b)), ("fsub", (f, a, b) => f.Fsub(a, b)), ("fmul", (f, a, b) => f.Fmul(a, b)),
        ("fdiv", (f, a, b) => f.Fdiv(a, b)), ("fmin", (f, a, b) => f.Fmin(a, b)), ("fmax", (f, a, b) => f.Fmax(a, b)),
        ("fcopysign", (f, a, b) => f.Fcopysign(a, b)),
    ];

    [TestMethod]
    public void Integer_operations_with_operands_in_registers()
    {
        Each((features, wide) =>
        {
            foreach ((string name, Build build) in IntBinary)
            {
                Check(features, name, [Int(wide), Int(wide)], Int(wide), (f, p) => build(f, p[0], p[1]), Pairs(wide), a => Semantics.Int(name, wide, a[0], a[1]));
            }
        });
    }

    [TestMethod]
    public void Integer_operations_with_a_constant_on_either_side()
    {
        Each((features, wide) =>
        {
            foreach (ulong raw in Semantics.Ints)
            {
                ulong k = Cut(wide, raw);
                foreach ((string name, Build build) in IntBinary)
                {
                    Check(features, $"{name} _, {k:x}", [Int(wide)], Int(wide), (f, p) => build(f, p[0], Constant(f, wide, k)), Singles(wide), a => Semantics.Int(name, wide, a[0], k));
                    Check(features, $"{name} {k:x}, _", [Int(wide)], Int(wide), (f, p) => build(f, Constant(f, wide, k), p[0]), Singles(wide), a => Semantics.Int(name, wide, k, a[0]));
                }
            }
        });
    }

    [TestMethod]
    public void Integer_operations_of_one_operand()
    {
        Each((features, wide) =>
        {
            (string, Func<FunctionBuilder, Value, Value>)[] all =
            [
                ("clz", (f, a) => f.Clz(a)), ("ctz", (f, a) => f.Ctz(a)), ("popcnt", (f, a) => f.Popcnt(a)), ("bswap", (f, a) => f.Bswap(a)),
                ("sextend8", (f, a) => f.Sextend(a, 8)), ("sextend16", (f, a) => f.Sextend(a, 16)),
            ];
            foreach ((string name, Func<FunctionBuilder, Value, Value> build) in all)
            {
                Check(features, name, [Int(wide)], Int(wide), (f, p) => build(f, p[0]), Singles(wide), a => Semantics.IntUnary(name, wide, a[0]));
            }
        });
        foreach (X64Features features in FeatureSets)
        {
            Check(features, "uextend", [IrType.I32], IrType.I64, (f, p) => f.Uextend(p[0]), Singles(true), a => (uint)a[0]);
            Check(features, "sextend", [IrType.I32], IrType.I64, (f, p) => f.Sextend(p[0]), Singles(true), a => (ulong)(int)a[0]);
            Check(features, "sextend32", [IrType.I64], IrType.I64, (f, p) => f.Sextend(p[0], 32), Singles(true), a => (ulong)(int)a[0]);
            Check(features, "ireduce", [IrType.I64], IrType.I32, (f, p) => f.Ireduce(p[0]), Singles(true), a => (uint)a[0]);
            Check(features, "uextend ireduce", [IrType.I64], IrType.I64, (f, p) => f.Uextend(f.Ireduce(p[0])), Singles(true), a => (uint)a[0]);
            Check(features, "uextend iadd", [IrType.I32], IrType.I64, (f, p) => f.Uextend(f.Iadd(p[0], p[0])), Singles(true), a => (uint)(a[0] + a[0]));
        }
    }

    [TestMethod]
    public void Integer_comparisons_as_value_branch_and_select()
    {
        Each((features, wide) =>
        {
            foreach (IntCc cc in Enum.GetValues<IntCc>())
            {
                Func<ulong[], bool> expected = a => Semantics.Compare(cc.Name, wide, a[0], a[1]);
                Conditions(features, "icmp " + cc.Name, [Int(wide), Int(wide)], (f, p) => f.Icmp(cc, p[0], p[1]), Pairs(wide), expected);
                foreach (ulong raw in (ulong[])[0, 1, 0x7f, 0x80, 0xffff_ffff_ffff_ffff, 0x8000_0000, 0x1_0000_0000])
                {
                    ulong k = Cut(wide, raw);
                    Conditions(features, $"icmp {cc.Name} _, {k:x}", [Int(wide)], (f, p) => f.Icmp(cc, p[0], Constant(f, wide, k)), Singles(wide), a => Semantics.Compare(cc.Name, wide, a[0], k));
                    Conditions(features, $"icmp {cc.Name} and {k:x}, 0", [Int(wide)], (f, p) => f.Icmp(cc, f.Iand(p[0], Constant(f, wide, k)), Constant(f, wide, 0)), Singles(wide), a => Semantics.Compare(cc.Name, wide, a[0] & k, 0));
                }
            }

            Conditions(features, "and", [Int(wide), Int(wide)], (f, p) => f.Icmp(IntCc.NotEqual, f.Iand(p[0], p[1]), Constant(f, wide, 0)), Pairs(wide), a => (a[0] & a[1]) != 0);
        });
    }

    [TestMethod]
    public void Float_operations()
    {
        Each((features, wide) =>
        {
            foreach ((string name, Build build) in FloatBinary)
            {
                CheckFloat(features, name, wide, 2, (f, p) => build(f, p[0], p[1]), FloatPairs(wide), a => Semantics.Float(name, wide, a[0], a[1]));
                foreach (double d in (double[])[0, -0.0, 1.5, double.NaN, double.PositiveInfinity])
                {
                    ulong k = FloatBits(wide, d);
                    CheckFloat(features, name + " const", wide, 1, (f, p) => build(f, p[0], FloatConstant(f, wide, k)), FloatSingles(wide), a => Semantics.Float(name, wide, a[0], k));
                }
            }

            (string, Func<FunctionBuilder, Value, Value>)[] all =
            [
                ("fsqrt", (f, a) => f.Fsqrt(a)), ("fabs", (f, a) => f.Fabs(a)), ("fneg", (f, a) => f.Fneg(a)), ("fceil", (f, a) => f.Fceil(a)),
                ("ffloor", (f, a) => f.Ffloor(a)), ("ftrunc", (f, a) => f.Ftrunc(a)), ("fnearest", (f, a) => f.Fnearest(a)),
            ];
            foreach ((string name, Func<FunctionBuilder, Value, Value> build) in all)
            {
                CheckFloat(features, name, wide, 1, (f, p) => build(f, p[0]), FloatSingles(wide), a => Semantics.FloatUnary(name, wide, a[0]));
            }

            CheckFloat(features, wide ? "fdemote" : "fpromote", wide, 1, (f, p) => wide ? f.Fdemote(p[0]) : f.Fpromote(p[0]), FloatSingles(wide), a => Semantics.FloatUnary(wide ? "fdemote" : "fpromote", wide, a[0]), !wide);
        });
    }

    [TestMethod]
    public void Float_comparisons_as_value_branch_and_select()
    {
        Each((features, wide) =>
        {
            foreach (FloatCc cc in Enum.GetValues<FloatCc>())
            {
                Conditions(features, "fcmp " + cc.Name, [Float(wide), Float(wide)], (f, p) => f.Fcmp(cc, p[0], p[1]), FloatPairs(wide), a => Semantics.CompareFloat(cc.Name, wide, a[0], a[1]));
            }
        });
    }

    [TestMethod]
    public void Conversions()
    {
        foreach (X64Features features in FeatureSets)
        {
            foreach (bool wideInt in (bool[])[true, false])
            {
                foreach (bool wideFloat in (bool[])[true, false])
                {
                    foreach (bool signed in (bool[])[true, false])
                    {
                        string name = $"{(signed ? "s" : "u")}{(wideInt ? 64 : 32)} f{(wideFloat ? 64 : 32)}";
                        Check(features, "from " + name, [Int(wideInt)], Float(wideFloat), (f, p) => signed ? f.FcvtFromSint(Float(wideFloat), p[0]) : f.FcvtFromUint(Float(wideFloat), p[0]), Singles(wideInt), a => Semantics.FromInt(signed, wideInt, wideFloat, a[0]));
                        Check(features, "to " + name, [Float(wideFloat)], Int(wideInt), (f, p) => signed ? f.FcvtToSint(Int(wideInt), p[0]) : f.FcvtToUint(Int(wideInt), p[0]), FloatSingles(wideFloat), a => Semantics.ToInt(signed, false, wideInt, wideFloat, a[0]));
                        Check(features, "sat " + name, [Float(wideFloat)], Int(wideInt), (f, p) => signed ? f.FcvtToSintSat(Int(wideInt), p[0]) : f.FcvtToUintSat(Int(wideInt), p[0]), FloatSingles(wideFloat), a => Semantics.ToInt(signed, true, wideInt, wideFloat, a[0]));
                    }

                    if (wideInt == wideFloat)
                    {
                        Check(features, "bitcast to float", [Int(wideInt)], Float(wideFloat), (f, p) => f.Bitcast(Float(wideFloat), p[0]), Singles(wideInt), a => a[0]);
                        Check(features, "bitcast to int", [Float(wideFloat)], Int(wideInt), (f, p) => f.Bitcast(Int(wideInt), p[0]), FloatSingles(wideFloat), a => a[0]);
                    }
                }
            }
        }
    }

    private static void Each(Action<X64Features, bool> body)
    {
        foreach (X64Features features in FeatureSets)
        {
            body(features, true);
            body(features, false);
        }
    }

    // A condition three ways: 0 or 1; a branch; selects of integers and floats.
    private static void Conditions(X64Features features, string name, IrType[] types, Func<FunctionBuilder, Value[], Value> build, IEnumerable<ulong[]> inputs, Func<ulong[], bool> expected)
    {
        Check(features, name, types, IrType.I32, build, inputs, a => expected(a) ? 1UL : 0);
        Check(features, name + " select", types, IrType.I64, (f, p) => f.Select(build(f, p), Constant(f, true, 77), Constant(f, true, 0)), inputs, a => expected(a) ? 77UL : 0);
        Check(features, name + " fselect", types, IrType.F64, (f, p) => f.Select(build(f, p), f.F64Const(77), f.F64Const(0)), inputs, a => expected(a) ? 77UL : 0);
        Check(features, name + " brif", types, IrType.I64, (f, p) =>
        {
            Block yes = f.CreateBlock();
            Block no = f.CreateBlock();
            Block join = f.CreateBlock();
            Value result = f.AddParam(join, IrType.I64);
            f.BrIf(build(f, p), yes, [], no, []);
            f.SealBlock(yes);
            f.SealBlock(no);
            f.SwitchToBlock(yes);
            f.Jump(join, [Constant(f, true, 5)]);
            f.SwitchToBlock(no);
            f.Jump(join, [Constant(f, true, 6)]);
            f.SealBlock(join);
            f.SwitchToBlock(join);
            return result;
        }, inputs, a => expected(a) ? 5UL : 6);
        Check(features, name + " trapif", types, IrType.I64, (f, p) =>
        {
            f.TrapIf(build(f, p), 99);
            return Constant(f, true, 6);
        }, inputs, a => expected(a) ? null : 6);
    }

    private static void CheckFloat(X64Features features, string name, bool wide, int count, Func<FunctionBuilder, Value[], Value> build, IEnumerable<ulong[]> inputs, Func<ulong[], ulong?> expected, bool? wideResult = null)
    {
        IrType[] types = new IrType[count];
        Array.Fill(types, Float(wide));
        Check(features, name, types, Float(wideResult ?? wide), build, inputs, expected);
    }

    private static void Check(X64Features features, string name, IrType[] types, IrType result, Func<FunctionBuilder, Value[], Value> build, IEnumerable<ulong[]> inputs, Func<ulong[], ulong?> expected)
    {
        if (!NativeCode.IsSupported)
        {
            Assert.Inconclusive("needs x86_64 Linux");
        }

        var runner = Runner(features);
        var builder = new FunctionBuilder(new Function());
        builder.Begin("test", new Signature(types, [result]));
        var parameters = new Value[types.Length];
        for (int i = 0; i < types.Length; i++)
        {
            parameters[i] = builder.EntryParam(i);
        }

        builder.Return([build(builder, parameters)]);
        builder.Finish();
        CompiledFunction compiled = runner.Compile(builder.Function);
        using NativeRunner.Loaded loaded = NativeRunner.Load(compiled);
        foreach (ulong[] input in inputs)
        {
            ulong[] ints = types[0].IsFloat ? [] : Dirty(types, input);
            ulong[] floats = types[0].IsFloat ? input : [];
            ulong? want = expected(input);
            (ulong[] Ints, ulong[] Floats)? got = loaded.Call(ints, floats);
            ulong? bits = got is null ? null : Cut(result.Size == 8, result.IsFloat ? got.Value.Floats[0] : got.Value.Ints[0]);
            bool same = want == bits || (result.IsFloat && want is { } w && bits is { } b && Semantics.IsNaN(result.Size == 8, w) && Semantics.IsNaN(result.Size == 8, b));
            if (!same)
            {
                Assert.Fail($"{name} {features} {types[0].Name}({string.Join(", ", Array.ConvertAll(input, i => i.ToString("x")))}): expected {want:x}, got {bits:x} (trap {loaded.TrapCode})\n{string.Join("\n", runner.Dumps)}");
            }
        }
    }

    // Upper halves of 32-bit arguments hold garbage.
    private static ulong[] Dirty(IrType[] types, ulong[] input)
    {
        var dirty = new ulong[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            dirty[i] = types[i].Size == 4 ? (uint)input[i] | 0xdead_beef_0000_0000 : input[i];
        }

        return dirty;
    }

    private static readonly Dictionary<X64Features, NativeRunner> Runners = [];

    private static NativeRunner Runner(X64Features features)
    {
        lock (Runners)
        {
            if (!Runners.TryGetValue(features, out NativeRunner? runner))
            {
                runner = new NativeRunner(features);
                Runners.Add(features, runner);
            }

            return runner;
        }
    }

    private static IrType Int(bool wide) => wide ? IrType.I64 : IrType.I32;

    private static IrType Float(bool wide) => wide ? IrType.F64 : IrType.F32;

    private static ulong Cut(bool wide, ulong value) => wide ? value : (uint)value;

    private static Value Constant(FunctionBuilder f, bool wide, ulong value) => f.Iconst(Int(wide), wide ? (long)value : (int)value);

    private static Value FloatConstant(FunctionBuilder f, bool wide, ulong bits) => wide ? f.F64Const(bits) : f.F32Const((uint)bits);

    private static ulong FloatBits(bool wide, double value) => wide ? BitConverter.DoubleToUInt64Bits(value) : BitConverter.SingleToUInt32Bits((float)value);

    private static IEnumerable<ulong[]> Singles(bool wide)
    {
        foreach (ulong a in Semantics.Ints)
        {
            yield return [Cut(wide, a)];
        }
    }

    private static IEnumerable<ulong[]> Pairs(bool wide)
    {
        foreach (ulong a in Semantics.Ints)
        {
            foreach (ulong b in Semantics.Ints)
            {
                yield return [Cut(wide, a), Cut(wide, b)];
            }
        }
    }

    private static IEnumerable<ulong[]> FloatSingles(bool wide)
    {
        foreach (double a in Semantics.Doubles)
        {
            yield return [FloatBits(wide, a)];
        }
    }

    private static IEnumerable<ulong[]> FloatPairs(bool wide)
    {
        foreach (double a in Semantics.Doubles)
        {
            foreach (double b in Semantics.Doubles)
            {
                yield return [FloatBits(wide, a), FloatBits(wide, b)];
            }
        }
    }
}
