// The verifier holds every node to the types of its row: for each rule at least one function that it refuses, beside one that it does not.
using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Opt;

namespace Wasmtime.Min.Tests.Toolchain.Ir;

using Function = Wasmtime.Min.Toolchain.Codegen.Ir.Function;

[TestClass]
public sealed class TypeTests
{
    // v0 to v5 are an i32, an i64, an f32, an f64, a v128 and a ref.
    private const string Parameters = "(i32, i64, f32, f64, v128, ref)";
    private const string Entry = "block0(v0: i32, v1: i64, v2: f32, v3: f64, v4: v128, v5: ref):";

    private static readonly (TypeRule Rule, string Right, string Wrong, string Problem)[] Cases =
    [
        (TypeRule.None, "store 32 +0 class 0 trap 0 v1 v0", "v6 = store.i32 32 +0 class 0 trap 0 v1 v0", "the result of store is i32"),
        (TypeRule.I32, "v6 = uextend.i64 v0", "v6 = uextend.i64 v1", "operand 0 of uextend is i64, not i32"),
        (TypeRule.I32, "v6 = icmp.i32 eq v1 v1", "v6 = icmp.i64 eq v1 v1", "the result of icmp is i64"),
        (TypeRule.I64, "v6 = load.i32 32 +0 class 0 trap 0 v1", "v6 = load.i32 32 +0 class 0 trap 0 v0", "operand 0 of load is i32, not i64"),
        (TypeRule.F32, "v6 = fpromote.f64 v2", "v6 = fpromote.f64 v3", "operand 0 of fpromote is f64, not f32"),
        (TypeRule.F64, "v6 = fdemote.f32 v3", "v6 = fdemote.f32 v2", "operand 0 of fdemote is f32, not f64"),
        (TypeRule.V128, "v6 = vadd.v128 i8x16 v4 v4", "v6 = vadd.v128 i8x16 v4 v1", "operand 1 of vadd is i64, not v128"),
        (TypeRule.Ref, "v6 = ref_addr.i64 v1 v5", "v6 = ref_addr.i64 v1 v0", "operand 1 of ref_addr is i32, not ref"),
        (TypeRule.Int, "v6 = clz.i64 v1", "v6 = clz.f64 v3", "the result of clz is f64, not i32 or i64"),
        (TypeRule.Int, "v6 = fcvt_from_sint.f64 v0", "v6 = fcvt_from_sint.f64 v2", "operand 0 of fcvt_from_sint is f32"),
        (TypeRule.IntOrRef, "v6 = icmp.i32 eq v5 v5", "v6 = icmp.i32 eq v2 v2", "operand 0 of icmp is f32"),
        (TypeRule.IntOrVector, "v6 = iand.v128 v4 v4", "v6 = iand.f64 v3 v3", "the result of iand is f64"),
        (TypeRule.Float, "v6 = fadd.f32 v2 v2", "v6 = fadd.i32 v0 v0", "the result of fadd is i32"),
        (TypeRule.Any, "v6 = select.ref v0 v5 v5", "v6 = select.none v0 v5 v5", "operand 1 of select is ref, not none"),
        (TypeRule.Same, "v6 = iadd.i32 v0 v0", "v6 = iadd.i32 v0 v1", "operand 1 of iadd is i64, not i32, as the result"),
        (TypeRule.Same, "v6 = iadd.i64 v1 v1", "v6 = iadd.i64 v0 v1", "operand 0 of iadd is i32, not i64, as the result"),
        (TypeRule.First, "v6 = fcmp.i32 lt v2 v2", "v6 = fcmp.i32 lt v2 v3", "operand 1 of fcmp is f64, not f32, as the first"),
        (TypeRule.SameSize, "v6 = bitcast.i64 v3", "v6 = bitcast.i64 v2", "operand 0 of bitcast is f32"),
        (TypeRule.Lane, "v6 = vsplat.v128 f32x4 v2", "v6 = vsplat.v128 f32x4 v3", "operand 0 of vsplat is f64, not f32, a lane"),
        (TypeRule.Lane, "v6 = vextract_u.i64 i64x2 1 v4", "v6 = vextract_u.i32 i64x2 1 v4", "the result of vextract_u is i32"),
        (TypeRule.Access, "v6 = load.i64 8s +0 class 0 trap 0 v1", "v6 = load.i32 64 +0 class 0 trap 0 v1", "the result of load is i32"),
        (TypeRule.Access, "store 8 +0 class 0 trap 0 v1 v0", "store 8 +0 class 0 trap 0 v1 v2", "operand 1 of store is f32"),
        (TypeRule.Call, "v6 = call.none sym0 sig1 flags 0|v7 = result.i64 1 v6|store 64 +0 class 0 trap 0 v1 v7",
            "v7 = result.i64 1 v0|store 64 +0 class 0 trap 0 v1 v7", "operand 0 of result is i32, not a call"),
        (TypeRule.CallResult, "v6 = call.none sym0 sig1 flags 0|v7 = result.i32 0 v6|store 32 +0 class 0 trap 0 v1 v7",
            "v6 = call.none sym0 sig1 flags 0|v7 = result.i64 0 v6|store 64 +0 class 0 trap 0 v1 v7", "the result of result is i64"),
        (TypeRule.Params, "v6 = call.ref sym0 sig0 flags 0 v0 v3", "v6 = call.ref sym0 sig0 flags 0 v0 v2",
            "operand 1 of call is f32, not f64, one of the signature's parameters"),
        (TypeRule.Params, "v6 = call_indirect.ref sym0 sig0 flags 0 v1 v1 v0 v3", "v6 = call_indirect.ref sym0 sig0 flags 0 v1 v1 v0",
            "call_indirect has 3 operands and needs 4"),
        (TypeRule.Results, "v6 = call.none sym0 sig2 flags 0", "v6 = call.i32 sym0 sig2 flags 0", "the result of call is i32"),
        (TypeRule.Returns, "return v0", "return v1", "operand 0 of return is i64, not i32, one of the function's results"),
        (TypeRule.Returns, "return v0", "return", "return has 0 operands and needs 1"),
        (TypeRule.Handed, "return_call sym0 sig3 flags 0", "return_call sym0 sig0 flags 0 v0 v3", "the result of return_call"),
        (TypeRule.IntOrRef, "trapif 1 v5", "trapif 1 v2", "operand 0 of trapif is f32"),
        (TypeRule.I32, "br_table v0 block1() block1()", "br_table v1 block1() block1()", "operand 0 of br_table is i64"),
        (TypeRule.Same, "v6 = atomic_cas.i64 64 +0 class 0 trap 0 v1 v1 v1", "v6 = atomic_cas.i64 64 +0 class 0 trap 0 v1 v0 v1",
            "operand 1 of atomic_cas is i32"),
    ];

    [TestMethod]
    public void Ill_typed_functions_are_refused()
    {
        foreach ((TypeRule rule, string right, string wrong, string problem) in Cases)
        {
            Assert.IsNull(Problem(right), $"{rule}: {right}");
            StringAssert.Contains(Problem(wrong) ?? "nothing", problem, StringComparison.Ordinal, $"{rule}: {wrong}");
        }
    }

    [TestMethod]
    public void Every_rule_has_a_case()
    {
        var tested = new HashSet<TypeRule>();
        foreach ((TypeRule rule, _, _, _) in Cases)
        {
            tested.Add(rule);
        }

        foreach (TypeRule rule in Enum.GetValues<TypeRule>())
        {
            Assert.Contains(rule, tested);
        }
    }

    [TestMethod]
    public void Pure_nodes_are_looked_through()
    {
        StringAssert.Contains(
            Problem("v6 = iadd.i32 v0 v1|v7 = uextend.i64 v6|v8 = ireduce.i32 v7|store 32 +0 class 0 trap 0 v1 v8") ?? "nothing",
            "v6: operand 1 of iadd", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Builder_refuses_operands_of_different_types()
    {
        var builder = new FunctionBuilder(new Function());
        builder.Begin("f", new Signature([IrType.I32, IrType.I64], []));
        CompilerBugException error = Assert.ThrowsExactly<CompilerBugException>(() => builder.Iadd(builder.EntryParam(0), builder.EntryParam(1)));
        StringAssert.Contains(error.Message, "iadd of i32 and i64", StringComparison.Ordinal);
    }

    // What is computed last is used by the end of the function, so that all of it is reachable.
    private static string? Problem(string lines)
    {
        string[] operations = lines.Split('|');
        string last = operations[^1];
        bool isEnd = last.StartsWith("return", StringComparison.Ordinal) || last.StartsWith("br_", StringComparison.Ordinal);
        bool hasValue = last.StartsWith('v');
        string type = hasValue ? last[(last.IndexOf('.', StringComparison.Ordinal) + 1)..].Split(' ')[0] : "";
        string use = isEnd ? "" : hasValue ? $"    jump block2({last.Split(' ')[0]})\n" : "    return v0\n";
        string body = string.Join("\n    ", operations);
        string text = $"""
            function "f" {Parameters} -> (i32) {"{"}
                sig0 = (i32, f64) -> (ref)
                sig1 = () -> (i32, i64)
                sig2 = () -> ()
                sig3 = () -> (i32)
            {Entry}
                {body}
            {use}block1():
                return v0
            block2(v100: {(hasValue ? type : "i32")}):
                return v0
            {"}"}
            """;
        Function f = FunctionParser.Parse(text);
        var flow = new ControlFlow();
        flow.Compute(f);
        return Verifier.FindProblem(f, flow);
    }
}
