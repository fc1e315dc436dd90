// Texts that break off or nest without end: every one is read, or refused with its place, and nothing else happens.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Script;
using Wasmtime.Min.Toolchain.Wasm.Text;
using Wasmtime.Min.Toolchain.Wasm.Validation;

namespace Wasmtime.Min.Tests.Toolchain.Text;

[TestClass]
public sealed partial class BrokenTextTests
{
    // Every form of the text format at least once.
    private const string Forms = """
        (module $m (@name "n") (@custom "c" (before func) "x") (@producers (language "C" "1") (sdk "s" "2"))
          (type $f (func (param $a i32) (param f32 f64) (result i32)))
          (rec (type $s (sub (struct (field $x (mut i8)) (field i16 anyref)))) (type $t (sub final $s (struct (field (mut i8) i16 anyref i31ref)))))
          (type $r (array (mut (ref null $s))))
          (import "a" "b" (func $i (type $f) (param i32 f32 f64) (result i32)))
          (import "a" "t" (table 1 2 funcref)) (import "a" "m" (memory $im i64 1 2)) (import "a" "g" (global (mut i32))) (import "a" "e" (tag (param i32)))
          (func $ii (export "x") (export "y") (import "c" "d") (param i32)) (global (import "q" "w") v128)
          (table $tab (export "tt") i64 funcref (elem $ii $ii)) (table 1 2 (ref null func) (ref.func $ii)) (table $one 2 funcref)
          (memory (export "mm") (data "ab\00\u{20ac}" "cd")) (memory $last 1 2 shared) (memory 1 (pagesize 1))
          (global $g (export "gg") (mut i64) (i64.const -0x1_0))
          (tag $e (export "ee") (param i32 i64))
          (export "z" (func $i)) (start $st)
          (elem $el (table $one) (offset (i32.const 0)) func $ii) (elem declare funcref (ref.func $i) (item ref.null func)) (elem (i32.const 0) $ii)
          (data $d (memory $im) (offset i64.const 0) "x") (data "passive") (data (i32.const 1))
          (func $st (local $l i32) (local i64 f32) (@metadata.code.branch_hint "\00") (if (i32.const 1) (then nop) (else unreachable))
            block $b (result i32) i32.const 1 br_if $b end drop
            (loop $o (param i32) (result i32) (br_table $o $o (i32.const 0)))
            (try_table (catch $e 0) (catch_ref $e 0) (catch_all 0) (catch_all_ref 0) (throw $e (i32.const 1) (i64.const 2)))
            if $q else $q end $q
            (call_indirect $one (type $f) (param i32 f32 f64) (result i32) (i32.const 1)) (return_call $st)
            (select (result i32) (i32.const 1) (i32.const 2) (i32.const 3))
            (i32.load $last offset=4 align=2 (i32.const 0)) (v128.load8_lane $im offset=1 align=1 3) (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
            (v128.const i32x4 1 2 3 4) (v128.const f64x2 nan:0x1 -inf) (i8x16.extract_lane_s 3)
            (struct.get $s $x) (array.new_fixed $r 3) (ref.test (ref null $s)) (br_on_cast 0 anyref (ref $s)) (array.copy $r $r) (array.new_data $r $d)
            (ref.null $s) (memory.init $last $d) (table.init $one $el) (memory.copy $last $im) (table.copy $one $tab) (atomic.fence)
            (f32.const 0x1.8p+1) (i64.const 0xffff_ffff) (local.get $l) (global.set $g)))
        """;

    private const string Script = """
        (module definition $d (func)) (module instance $i $d) (module binary "\00asm" "\01\00\00\00") (module quote "(func)")
        (register "r" $i) (assert_return (invoke $i "f" (i32.const 1) (v128.const f32x4 1 nan:canonical 2 3) (ref.null func)) (either (f32.const nan:arithmetic) (ref.func)))
        (get $i "g") (assert_trap (module (func)) "x") (assert_invalid (module) "y") (assert_exhaustion (invoke "f") "z")
        (thread $t (shared (module $i)) (invoke "f")) (wait $t) (frobnicate (a "b"))
        """;

    [TestMethod]
    public void A_module_that_ends_anywhere_is_refused_with_its_place()
    {
        byte[] text = Encoding.UTF8.GetBytes(Forms);
        TestModule(text); // parses
        for (int length = 1; length < text.Length; length++)
        {
            byte[] cut = text[..length];
            ModuleException? error = Outcome(() => TestModule(cut));
            Assert.IsNotNull(error, $"accepted: {Encoding.UTF8.GetString(cut)}");
            Assert.MatchesRegex(Place(), error.Message);
        }
    }

    [TestMethod]
    public void A_script_that_ends_anywhere_is_read_or_refused_with_its_place()
    {
        byte[] text = Encoding.UTF8.GetBytes(Script);
        Assert.HasCount(13, WastScript.Parse(text).Directives);
        for (int length = 0; length < text.Length; length++)
        {
            byte[] cut = text[..length];
            if (Outcome(() => WastScript.Parse(cut)) is { } error)
            {
                Assert.MatchesRegex(Place(), error.Message);
            }
        }
    }

    [TestMethod]
    public void Modules_of_the_suite_that_end_behind_any_token_are_refused_with_their_place()
    {
        const int PerScript = 4, Longest = 1200;
        int cuts = 0;
        foreach ((string name, byte[] script) in SpecSuite.Scripts("core"))
        {
            IEnumerable<ModuleDirective> modules = WastScript.Parse(script, name).Directives.OfType<ModuleDirective>()
                .Where(module => module.Module is { Form: WastModuleForm.Text } && module.Module.End - module.Module.Start < Longest);
            foreach (ModuleDirective module in modules.Take(PerScript))
            {
                byte[] text = script[module.Module.Start..module.Module.End];
                TokenList tokens = Lexer.Run(new TextSource(text));
                for (int i = 1; i < tokens.Count - 1; i++)
                {
                    cuts++;
                    byte[] cut = text[..tokens.Tokens[i].Start];
                    ModuleException? error = Outcome(() => TestModule(cut));
                    Assert.IsTrue(error is null || Place().IsMatch(error.Message), $"{name}: {error?.Message}: {Encoding.UTF8.GetString(cut)}");
                }
            }
        }

        Assert.IsGreaterThan(20_000, cuts);
    }

    [TestMethod]
    public void Changed_texts_are_read_or_refused()
    {
        const int Rounds = 20_000;
        var random = new Random(26);
        foreach (string whole in new[] { Forms, Script })
        {
            byte[] text = Encoding.UTF8.GetBytes(whole);
            Token[] tokens = Lexer.Run(new TextSource(text)).Tokens[..^5];
            for (int round = 0; round < Rounds; round++)
            {
                List<byte> changed = [.. text];
                for (int change = random.Next(1, 4); change > 0; change--)
                {
                    Token from = tokens[random.Next(tokens.Length)];
                    Token to = tokens[random.Next(tokens.Length)];
                    int at = Math.Min(to.Start, changed.Count);
                    switch (random.Next(4))
                    {
                        case 0:
                            changed.InsertRange(at, [.. text.AsSpan(from.Start, from.Length), (byte)' ']);
                            break;
                        case 1:
                            changed.RemoveRange(at, Math.Min(to.Length, changed.Count - at));
                            break;
                        case 2 when at < changed.Count:
                            changed[at] = (byte)random.Next(256);
                            break;
                        default:
                            changed.RemoveRange(at, changed.Count - at);
                            break;
                    }
                }

                byte[] result = [.. changed];
                Outcome(() => TestModule(result));
                Outcome(() => WastScript.Parse(result));
            }
        }
    }

    [TestMethod]
    [DataRow("(module (func ", "block ", "end ", "))", true)]
    [DataRow("(module (func ", "(block ", ")", "))", true)]
    [DataRow("(module (func ", "(if (i32.const 1) (then ", "))", "))", true)]
    [DataRow("(module (func (result i32) ", "(i32.eqz ", ")", "))", false)]
    [DataRow("(module ", "(; ", ";)", ")", true)]
    [DataRow("(module (@a ", "( ", ")", "))", true)]
    [DataRow("(module (func (result i32) (i32.const 0)", "block $b br $b ", "end ", "))", true)]
    [DataRow("(module (elem funcref (item ", "(drop ", ")", ")))", false)]
    [DataRow("", "(", "", "", false)]
    [DataRow("(module ", "(func (param i32) ", ")", ")", false)]
    [DataRow("(module (func (param (ref null ", "(ref null ", ")", "))))", false)]
    public void Nesting_costs_no_stack_and_no_more_than_its_length(string before, string open, string close, string after, bool isValid)
    {
        const int Depth = 200_000;
        string inner = isValid || !open.Contains("eqz", StringComparison.Ordinal) ? "" : "(i32.const 1)";
        string text = before + string.Concat(Enumerable.Repeat(open, Depth)) + inner + string.Concat(Enumerable.Repeat(close, Depth)) + after;
        ModuleException? error = Outcome(() =>
        {
            WasmModule module = WatParser.Parse(Encoding.UTF8.GetBytes(text));
            ModuleValidator.Validate(module, WasmFeatures.All);
            string printed = WatPrinter.Print(module);
            Assert.IsLessThan(350L * Depth, printed.Length);
            WatParser.Parse(Encoding.UTF8.GetBytes(printed));
        });
        if (isValid)
        {
            Assert.IsNull(error, error?.Message);
        }
    }

    [GeneratedRegex(@"\(at (\w+:)?\d+:\d+\)")]
    private static partial Regex Place();

    private static void TestModule(byte[] text) => WatParser.Parse(text);

    // Null: it was accepted, or belongs to a proposal that is not built. Anything but a refusal fails the test.
    private static ModuleException? Outcome(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (ModuleException error)
        {
            return error;
        }
        catch (UnsupportedFeatureException)
        {
            return null;
        }
    }
}
