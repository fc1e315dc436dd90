using System.Collections.Generic;
using System.Linq;
using System.Text;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;

namespace Wasmtime.Min.Tests.Toolchain.Text;

[TestClass]
public sealed class ScriptTests
{
    [TestMethod]
    public void Knows_every_directive()
    {
        IReadOnlyList<WastDirective> directives = Parse("""
            (module $m (func (export "f")))
            (module definition $d (func))
            (module instance $i $d)
            (register "m" $m)
            (invoke $m "f" (i32.const -1) (ref.null extern) (ref.extern 7))
            (get "g")
            (assert_return (invoke "f") (f32.const nan:canonical) (either (i32.const 1) (i32.const 2)))
            (assert_trap (invoke "f") "unreachable")
            (assert_trap (module (start 0)) "unreachable")
            (assert_malformed (module quote "(" ) "unexpected token")
            (assert_invalid (module binary "\00asm" "\01\00\00\00") "x")
            (thread $t (shared (module $m)) (invoke "f") (register "x"))
            (wait $t)
            (component $c (core module))
            (component definition binary "\00")
            (frobnicate (x) "y")
            """);
        string[] kinds = directives.Select(d => d.GetType().Name).ToArray();
        string[] expected =
        [
            nameof(ModuleDirective), nameof(ModuleDirective), nameof(InstanceDirective), nameof(RegisterDirective),
            nameof(ActionDirective), nameof(ActionDirective), nameof(AssertReturnDirective), nameof(AssertFailureDirective),
            nameof(AssertFailureDirective), nameof(AssertModuleDirective), nameof(AssertModuleDirective), nameof(ThreadDirective),
            nameof(WaitDirective), nameof(ModuleDirective), nameof(ModuleDirective), nameof(UnknownDirective),
        ];
        CollectionAssert.AreEqual(expected, kinds);
        Assert.AreEqual(10, directives[9].Line);
        Assert.IsTrue(((ModuleDirective)directives[13]).Module.IsComponent);
        Assert.AreEqual("c", ((ModuleDirective)directives[13]).Module.Name);
        Assert.AreEqual(8, ((AssertModuleDirective)directives[10]).Module.Binary.Length);
        Assert.HasCount(2, ((ThreadDirective)directives[11]).Directives);
    }

    [TestMethod]
    public void Vectors_are_little_endian_lanes()
    {
        WastValue value = Result("(v128.const i16x8 1 2 3 4 5 6 7 -1)");
        Assert.AreEqual(0x0004_0003_0002_0001ul, value.Bits);
        Assert.AreEqual(0xffff_0007_0006_0005ul, value.HighBits);
    }

    [TestMethod]
    public void Patterns_match_bits()
    {
        Assert.IsTrue(Result("(f32.const nan:canonical)").MatchesBits(0xffc00000));
        Assert.IsFalse(Result("(f32.const nan:canonical)").MatchesBits(0x7fc00001));
        Assert.IsTrue(Result("(f64.const nan:arithmetic)").MatchesBits(0x7ff8000000000001));
        Assert.IsFalse(Result("(f64.const nan:arithmetic)").MatchesBits(0x7ff0000000000001));
        Assert.IsTrue(Result("(v128.const f32x4 1 nan:canonical 0 0)").MatchesBits(0xffc00000_3f800000));
        Assert.IsTrue(Result("(either (i32.const 1) (i32.const 2))").MatchesBits(2));
        Assert.IsFalse(Result("(either (i32.const 1) (i32.const 2))").MatchesBits(3));
    }

    [TestMethod]
    public void Bare_fields_are_one_module()
    {
        IReadOnlyList<WastDirective> directives = Parse("(func) (memory 0) (func (export \"f\"))");
        Assert.HasCount(1, directives);
        Assert.IsInstanceOfType<ModuleDirective>(directives[0]);
    }

    [TestMethod]
    public void A_malformed_quoted_module_does_not_break_the_script() =>
        Assert.HasCount(1, Parse("(assert_malformed (module quote \"(@ \\\"\") \"x\")"));

    [TestMethod]
    public void A_structural_error_costs_its_directive_and_carries_line_and_column()
    {
        IReadOnlyList<WastDirective> directives = Parse("(module)\n  (register 5) (module)");
        Assert.HasCount(3, directives);
        string problem = ((UnknownDirective)directives[1]).Problem!;
        StringAssert.StartsWith(problem, "unexpected token");
        StringAssert.Contains(problem, "2:13");
    }

    [TestMethod]
    public void A_directive_without_end_is_an_error_with_line_and_column()
    {
        WasmMalformedException error = Assert.ThrowsExactly<WasmMalformedException>(() => Parse("(module)\n  (register"));
        StringAssert.StartsWith(error.Message, "unexpected token end of text");
        StringAssert.Contains(error.Message, "2:12");
    }

    private static WastValue Result(string text) =>
        ((AssertReturnDirective)Parse($"(assert_return (invoke \"f\") {text})")[0]).Results[0];

    private static IReadOnlyList<WastDirective> Parse(string text) => WastScript.Parse(Encoding.UTF8.GetBytes(text)).Directives;
}
