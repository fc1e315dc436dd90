using System.Collections.Generic;
using System.Linq;
using System.Text;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Toolchain.Cli.Wast;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Tests.Toolchain.Cli;

using ValType = Wasmtime.Min.Toolchain.Wasm.Types.ValType;

/// <summary>The runner's own decisions, over an engine whose answers the test makes up.</summary>
[TestClass]
public sealed class WastRunnerTests
{
    [TestMethod]
    public void Results_are_compared()
    {
        WastReport report = Run("""
            (module)
            (assert_return (invoke "i32" (i32.const 7)) (i32.const 7))
            (assert_return (invoke "i32" (i32.const 7)) (i32.const 8))
            (assert_return (invoke "f32" (f32.const nan)) (f32.const nan:canonical))
            (assert_return (invoke "f32" (f32.const nan:0x200000)) (f32.const nan:arithmetic))
            (assert_return (invoke "i32" (i32.const 7)) (i64.const 7))
            (assert_return (invoke "e" (ref.extern 3)) (ref.extern 3))
            (assert_return (invoke "e" (ref.extern 3)) (ref.extern 4))
            (assert_return (invoke "i32" (i32.const 2)) (either (i32.const 1) (i32.const 2)))
            (assert_return (invoke "i32" (i32.const 2)))
            """);
        CollectionAssert.AreEqual(new[] { 3, 5, 6, 8, 10 }, report.Problems.Select(p => p.Line).ToArray(), Describe(report));
        Assert.AreEqual("result 0 is i32 7, expected i32 8", report.Problems[0].Text);
    }

    [TestMethod]
    public void Traps_must_contain_the_words_of_the_script()
    {
        WastReport report = Run("""
            (module)
            (assert_trap (invoke "trap") "by zero")
            (assert_trap (invoke "trap") "unreachable")
            (assert_trap (invoke "i32" (i32.const 1)) "unreachable")
            (assert_return (invoke "trap"))
            """);
        CollectionAssert.AreEqual(new[] { 3, 4, 5 }, report.Problems.Select(p => p.Line).ToArray(), Describe(report));
    }

    [TestMethod]
    public void What_needs_an_unsupported_module_is_unsupported()
    {
        WastReport report = Run("""
            (module $good)
            (module $v (func (param v128)))
            (register "v" $v)
            (assert_return (invoke "i32" (i32.const 1)) (i32.const 1))
            (module (import "v" "f" (func)))
            (invoke "i32" (i32.const 1))
            (assert_return (invoke $good "i32" (i32.const 1)) (i32.const 1))
            (assert_invalid (module (func (param v128) (i32.add))) "type mismatch")
            (assert_trap (module (func (param v128))) "unreachable")
            """);
        Assert.AreEqual(3, report.Passed, Describe(report));
        Assert.AreEqual(0, report.Failed, Describe(report));
        Assert.AreEqual(6, report.Unsupported);
        Assert.AreEqual("simd", string.Join(',', report.Features));
    }

    [TestMethod]
    public void What_is_unknown_in_a_directive_costs_that_directive()
    {
        WastReport report = Run("""
            (module)
            (assert_return (invoke "i32" (i32.const 7)) (ref.telepathy 1))
            (assert_return (invoke "i32" (i32.const 7)) (ref.cont))
            (assert_return (dream "i32"))
            (assert_return (invoke "i32" (i32.const 99999999999)))
            (assert_invalid (modul))
            (assert_malformed (module (data (i8 1 2))) "unexpected token")
            (assert_invalid (module (func (try (do)))) "type mismatch")
            (assert_return (invoke "i32" (i32.const 7)) (i32.const 7))
            """);
        CollectionAssert.AreEqual(new[] { 2, 3, 4, 5, 6, 7, 8 }, report.Problems.Select(p => p.Line).ToArray(), Describe(report));
        Assert.AreEqual(4, report.Failed, Describe(report));
        Assert.AreEqual("legacy-exceptions,numeric-data,stack-switching", string.Join(',', report.Features.Order()));
    }

    [TestMethod]
    public void Nesting_of_threads_and_alternatives_has_a_limit()
    {
        string threads = string.Concat(Enumerable.Repeat("(thread $t ", 200_000)) + new string(')', 200_000);
        string values = "(assert_return (invoke \"i32\") " + string.Concat(Enumerable.Repeat("(either ", 200_000)) + new string(')', 200_001);
        WastReport report = Run($"(module) {threads} {values} (assert_return (invoke \"i32\" (i32.const 1)) (i32.const 1))");
        Assert.AreEqual(1, report.Failed, Describe(report));
    }

    [TestMethod]
    public void What_needs_a_failed_module_has_failed()
    {
        WastReport report = Run("""
            (module $m (import "no" "such" (func)))
            (invoke $m "i32" (i32.const 1))
            (invoke "i32" (i32.const 1))
            (register "m" $m)
            (invoke $other "i32")
            (assert_unlinkable (module (import "no" "such" (func))) "unknown import")
            (assert_unlinkable (module) "unknown import")
            (assert_malformed (module quote "(func") "unexpected end")
            (assert_malformed (module) "unexpected end")
            (frobnicate)
            """);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 5, 7, 9, 10 }, report.Problems.Select(p => p.Line).ToArray(), Describe(report));
        Assert.AreEqual(2, report.Refusals);
    }

    [TestMethod]
    public void Definitions_are_instantiated_on_demand()
    {
        WastReport report = Run("""
            (module definition $d)
            (module instance $a $d)
            (module instance $b $d)
            (module instance $c $e)
            (invoke $b "i32" (i32.const 1))
            """);
        Assert.AreEqual(4, report.Passed, Describe(report));
        Assert.AreEqual(1, report.Failed, Describe(report));
    }

    [TestMethod]
    public void Threads_tell_their_outcome_where_they_are_waited_for()
    {
        WastReport report = Run("""
            (module $a)
            (thread $good (shared (module $a)) (assert_return (invoke $a "i32" (i32.const 1)) (i32.const 1)))
            (thread $bad (assert_return (invoke $a "i32") (i32.const 1)))
            (thread $lacking (module (func (param v128))))
            (wait $good)
            (wait $bad)
            (wait $lacking)
            (wait $good)
            """);
        Assert.AreEqual(5, report.Passed, Describe(report));
        Assert.AreEqual(2, report.Failed, Describe(report));
        Assert.AreEqual(1, report.Unsupported, Describe(report));
        Assert.AreEqual("line 3: assert_return: there is no instance $a", report.Problems[0].Text);
        Assert.AreEqual("there is no thread $good", report.Problems[2].Text);
    }

    [TestMethod]
    public void Expectations_may_only_shrink()
    {
        var list = WastExpectations.Parse("# why\ncore/a.wast simd\ncore/b.wast gc, simd # both\n", "list");
        WastReport a = Run("(module (func (param v128)))", "/suite/core/a.wast");
        Assert.IsEmpty(list.Check(a));
        WastReport b = Run("(module (func (param v128)))", "core/b.wast");
        Assert.AreEqual("core/b.wast: does not lack 'gc' any more: remove it from the list of expectations", list.Check(b).Single());
        WastReport c = Run("(module (func (param v128)))", "core/c.wast");
        Assert.AreEqual("core/c.wast: lacks 'simd', which the list of expectations does not say", list.Check(c).Single());
        WastReport passes = Run("(module)", "core/a.wast");
        Assert.HasCount(1, list.Check(passes));
    }

    [TestMethod]
    public void Results_and_traps_have_a_digest()
    {
        const string Script = """
            (module)
            (assert_return (invoke "f32" (f32.const nan:0x200000)) (f32.const nan:arithmetic))
            (assert_trap (invoke "trap") "unreachable")
            """;
        ulong digest = Run(Script).Digest.Value;
        Assert.AreEqual(digest, Run(Script, "elsewhere.wast").Digest.Value);
        Assert.AreNotEqual(digest, Run(Script.Replace("0x200000", "0x200001", System.StringComparison.Ordinal)).Digest.Value);
        Assert.AreNotEqual(digest, Run(Script.Replace("(assert_trap", "(module) ;;", System.StringComparison.Ordinal)).Digest.Value);
    }

    private static WastReport Run(string script, string path = "test.wast") =>
        WastRunner.Run(path, Encoding.UTF8.GetBytes(script), static _ => new FakeEngine());

    private static string Describe(WastReport report) =>
        string.Join('\n', report.Problems.Select(p => $"{p.Line}: {p.Keyword}: {p.Text}"));

    /// <summary>Function <c>trap</c> traps, every other one returns its arguments; vectors are unsupported.</summary>
    private sealed class FakeEngine : IWastEngine
    {
        private readonly HashSet<string> _names = [];

        public object Compile(WasmModule module) =>
            module.Types.Any(HasVector)
                ? throw new WastUnsupportedException("simd")
                : module;

        public object Instantiate(object module)
        {
            foreach (WasmImport import in ((WasmModule)module).Imports)
            {
                if (!_names.Contains(import.Module))
                {
                    throw new WastLinkException("unknown import");
                }
            }

            return module;
        }

        public void Register(string name, object instance) => _names.Add(name);

        public IWastEngine CreateThread() => new FakeEngine();

        public object Share(object instance, IWastEngine thread) => instance;

        public WastActual[] Invoke(object instance, string name, IReadOnlyList<WastValue> arguments) => name == "trap"
            ? throw new WastTrapException("integer divide by zero")
            : [.. arguments.Select(a => new WastActual(a.Kind, a.Bits, a.HighBits))];

        public WastActual Get(object instance, string name) => throw new WastFailureException("no such global");

        public void Dispose()
        {
        }

        private static bool HasVector(SubType type) =>
            type.Composite is FuncType function
            && function.Params.Contains(ValType.V128);
    }
}
