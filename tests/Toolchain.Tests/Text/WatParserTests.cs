using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Text;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Tests.Toolchain.Text;

[TestClass]
public sealed class WatParserTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Implicit_types_follow_the_defined_ones_in_the_order_of_their_uses()
    {
        WasmModule module = Parse("""
            (import "m" "f" (func (param i64)))
            (func (param i32) (result i32) (block (param i32) (result f32) drop f32.const 0) drop (local.get 0))
            (type (func (param i32) (result i32)))
            (func (call_indirect (param f64) (i32.const 0)))
            (table 1 funcref)
            """);
        string[] types = module.Types.Select(t => t.Composite.ToString()!).ToArray();
        string[] expected = ["[i32] -> [i32]", "[i64] -> []", "[i32] -> [f32]", "[] -> []", "[f64] -> []"];
        CollectionAssert.AreEqual(expected, types);
    }

    [TestMethod]
    public void Folded_instructions_come_after_their_operands()
    {
        WasmOp[] ops = Ops("(func (result i32) (if (result i32) (i32.eqz (i32.const 1)) (then (i32.const 2)) (else (i32.const 3))))");
        WasmOp[] expected =
        [
            WasmOp.I32Const, WasmOp.I32Eqz, WasmOp.If, WasmOp.I32Const, WasmOp.Else, WasmOp.I32Const, WasmOp.End, WasmOp.End,
        ];
        CollectionAssert.AreEqual(expected, ops);
    }

    [TestMethod]
    public void Labels_resolve_to_the_innermost_block_of_the_name()
    {
        WasmModule module = Parse("(func block $a block $b block $a br $a br $b br 3 end end end)");
        int[] depths = module.Functions[0].Body!.Instructions.ToArray().Where(i => i.Op == WasmOp.Br).Select(i => i.A).ToArray();
        CollectionAssert.AreEqual(new[] { 0, 1, 3 }, depths);
    }

    [TestMethod]
    public void Catch_labels_are_those_outside()
    {
        WasmModule module = Parse("(tag $t) (func block $h try_table (catch $t $h) (catch_all 0) end end)");
        CatchClause[] clauses = module.Functions[0].Body!.Catches.ToArray();
        Assert.AreEqual(new CatchClause(CatchKind.Catch, 0, 0), clauses[0]);
        Assert.AreEqual(new CatchClause(CatchKind.CatchAll, 0, 0), clauses[1]);
    }

    [TestMethod]
    public void Inline_forms_expand_in_place()
    {
        WasmModule module = Parse("""
            (memory (export "m") (import "a" "b") i64 1 2 shared)
            (data "x")
            (memory (pagesize 1) (data "abc" "\64"))
            (table $t (export "t1") (export "t2") funcref (elem 0 0))
            (func)
            """);
        Assert.AreEqual(new MemoryType(new Limits(1, 2, HasMax: true, Is64: true), IsShared: true), module.Memories[0].Type);
        Assert.AreEqual(new MemoryType(new Limits(4, 4, HasMax: true, Is64: false), IsShared: false, 0), module.Memories[1].Type);
        Assert.HasCount(2, module.Data);
        Assert.AreEqual(1, module.Data[1].MemoryIndex);
        Assert.AreEqual("abcd", Encoding.UTF8.GetString(module.Data[1].Bytes.Span));
        Assert.AreEqual(2ul, module.Tables[0].Type.Limits.Max);
        CollectionAssert.AreEqual(new[] { "m", "t1", "t2" }, module.Exports.Select(e => e.Name).ToArray());
    }

    [TestMethod]
    public void Identifiers_become_names()
    {
        WasmModule module = Parse("(module $m (type $t (struct (field $x i32))) (func $f (param $p i32) (local $l i64) block $b end))");
        Assert.AreEqual("m", module.Names.Module);
        Assert.AreEqual("f", module.Names.Functions[0]);
        Assert.AreEqual("p", module.Names.Locals[0][0]);
        Assert.AreEqual("l", module.Names.Locals[0][1]);
        Assert.AreEqual("b", module.Names.Labels[0][0]);
        Assert.AreEqual("x", module.Names.Fields[0][0]);
    }

    [TestMethod]
    public void Constants_are_raw_bits()
    {
        WasmInstruction[] code = Parse("(func i32.const 0xffffffff f32.const -0 f64.const nan v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 -1)")
            .Functions[0].Body!.Instructions.ToArray();
        Assert.AreEqual(-1, code[0].Imm);
        Assert.AreEqual(0x80000000, code[1].Imm);
        Assert.AreEqual(0x7ff8000000000000, code[2].Imm);
    }

    [TestMethod]
    public void Branch_hints_and_custom_sections_come_from_annotations()
    {
        WasmModule module = Parse("""
            (@custom "a" (before func) "1" "2")
            (func (@metadata.code.branch_hint "\01") (if (i32.const 0) (then)) (@unknown (x) ";)"))
            """);
        WasmInstruction branch = module.Functions[0].Body!.Instructions.ToArray().Single(i => i.Op == WasmOp.If);
        Assert.AreEqual(BranchHint.Likely, branch.Hint);
        Assert.AreEqual("a", module.CustomSections[0].Name);
        Assert.AreEqual(2, module.CustomSections[0].AfterSection);
        Assert.AreEqual(2, module.CustomSections[0].Content.Length);
    }

    [TestMethod]
    [DataRow("(func (i32.const 1_))", "unknown operator", "1:18")]
    [DataRow("(func\n  (nope))", "unknown operator nope", "2:4")]
    [DataRow("(func) (import \"\" \"\" (func))", "import after function", "1:8")]
    [DataRow("(func $f) (func $f)", "duplicate func", "1:17")]
    [DataRow("(func (param $x i32) (local $x i32))", "duplicate local", "1:29")]
    [DataRow("(func block $a end $b)", "mismatching label", "1:20")]
    [DataRow("(func br $x)", "unknown label", "1:10")]
    [DataRow("(func (type 3) (param i32))", "unknown type", "1:7")]
    [DataRow("(type (func)) (func (type 0) (param i32))", "inline function type", "1:21")]
    [DataRow("(memory 1) (func (i32.load align=3 (i32.const 0)))", "alignment must be a power of two", "1:28")]
    [DataRow("(func (i32.const 0x100000000))", "constant out of range", "1:18")]
    [DataRow("(func", "unexpected token", "1:6")]
    [DataRow("(func))", "unexpected token", "1:7")]
    [DataRow("(func block)", "unexpected token", "1:12")]
    [DataRow("(func else)", "unexpected token", "1:7")]
    [DataRow("(import \"\\ff\" \"\" (func))", "malformed UTF-8 encoding", "1:9")]
    [DataRow("(; (; ;)", "unclosed comment", "1:1")]
    [DataRow("(func $)", "empty identifier", "1:7")]
    [DataRow("(data \"\\g\")", "illegal escape", "1:8")]
    [DataRow("(data \"a\"\"b\")", "unknown operator", "1:7")]
    [DataRow("(memory 1 (pagesize 3))", "invalid custom page size", "1:21")]
    [DataRow("(start 0) (start 0)", "multiple start sections", "1:11")]
    public void Errors_say_what_and_where(string text, string problem, string place)
    {
        WasmMalformedException error = Assert.ThrowsExactly<WasmMalformedException>(() => Parse(text));
        StringAssert.StartsWith(error.Message, problem);
        StringAssert.EndsWith(error.Message, $"(at {place})");
    }

    [TestMethod]
    public void Malformed_bytes_are_located()
    {
        byte[] text = [.. "(module)\n;; "u8, 0xc3, (byte)'x'];
        WasmMalformedException error = Assert.ThrowsExactly<WasmMalformedException>(() => WatParser.Parse(text, "a.wat"));
        Assert.AreEqual("malformed UTF-8 encoding (at a.wat:2:4)", error.Message);
    }

    [TestMethod]
    public void What_made_a_module_is_kept()
    {
        WasmModule module = Parse("""
            (module (@producers (language "C" "17") (processed-by "a" "1") (language "D" ""))
              (func))
            """);
        WasmModule read = WasmBinaryReader.Read(WasmBinaryWriter.Write(module));
        Assert.AreEqual("producers", read.CustomSections[0].Name);
        byte[] expected = [2, 8, .. "language"u8, 2, 1, .. "C"u8, 2, .. "17"u8, 1, .. "D"u8, 0, 12, .. "processed-by"u8, 1, 1, .. "a"u8, 1, .. "1"u8];
        CollectionAssert.AreEqual(expected, read.CustomSections[0].Content.ToArray());
        StringAssert.StartsWith(
            Assert.ThrowsExactly<WasmMalformedException>(() => Parse("(module (@producers (tool \"a\" \"b\")))")).Message, "@producers annotation: needs");
    }

    [TestMethod]
    public void Deep_nesting_is_read()
    {
        const int Depth = 500_000;
        string text = "(func " + string.Concat(Enumerable.Repeat("(drop ", Depth)) + new string(')', Depth + 1);
        Assert.AreEqual(Depth + 1, Parse(text).Functions[0].Body!.Count);
    }

    [TestMethod]
    public void Megabytes_parse_in_seconds()
    {
        var text = new StringBuilder("(module (memory 1)\n");
        const int Functions = 10_000;
        for (int i = 0; i < Functions; i++)
        {
            text.Append($"""
                (func $f{i} (param $x i32) (param $y i64) (result i32) (local $tmp i32)
                  (local.set $tmp (i32.add (local.get $x) (i32.const {i * 7})))
                  block $out loop $again local.get $tmp i32.const 0x{i:x} i32.lt_s br_if $out
                    (i32.store offset=16 align=4 (local.get $tmp) (i32.wrap_i64 (local.get $y))) br $again end end
                  f64.const {i}.5e-3 drop (call $f{i * 31 % Functions} (local.get $tmp) (i64.const -{i})))

                """);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.Append(')').ToString());
        var watch = Stopwatch.StartNew();
        WasmModule module = WatParser.Parse(bytes);
        TestContext.WriteLine($"{bytes.Length / 1e6:f1} MB in {watch.ElapsedMilliseconds} ms");
        Assert.HasCount(Functions, module.Functions);
        Assert.IsLessThan(5, watch.Elapsed.TotalSeconds);
    }

    [TestMethod]
    public void Printed_text_is_readable()
    {
        WasmModule module = Parse("""
            (module $m
              (func $add (export "add") (param $a i32) (param i32) (result i32)
                (block $b (br_if $b (local.get $a)))
                (i32.add (local.get 0) (local.get 1)))
              (global $g (mut f32) (f32.const 1.5))
              (func $add2 (@name "add") (local i32 i32)))
            """);
        Assert.AreEqual("""
            (module $m
              (type (;0;) (func (param i32 i32) (result i32)))
              (type (;1;) (func))
              (func $add (type 0) (param $a i32) (param i32) (result i32)
                block $b
                  local.get $a
                  br_if $b
                end
                local.get $a
                local.get 1
                i32.add
              )
              (func (;1;) (@name "add") (type 1)
                (local i32 i32)
              )
              (global $g (mut f32) f32.const 1.5)
              (export "add" (func $add))
            )

            """, WatPrinter.Print(module));
    }

    [TestMethod]
    public void Compiled_programs_print_and_parse()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Wasmtime.Min.sln")))
        {
            root = root.Parent;
        }

        if (root is null)
        {
            Assert.Inconclusive("the test does not run inside the source tree, where the examples stand");
        }

        foreach (string path in Directory.EnumerateFiles(Path.Combine(root.FullName, "examples"), "*.wasm").Order(StringComparer.Ordinal))
        {
            WasmModule module = WasmBinaryReader.Read(File.ReadAllBytes(path));
            string text = WatPrinter.Print(module);
            WasmModule again = Parse(text);
            Assert.AreEqual(text, WatPrinter.Print(again), path);
            Assert.HasCount(module.Functions.Count, again.Functions);
            for (int i = 0; i < module.Functions.Count; i++)
            {
                AssertSameCode(module.Functions[i].Body, again.Functions[i].Body, $"{path}: function {i}");
            }
        }
    }

    private static void AssertSameCode(WasmBody? first, WasmBody? second, string where)
    {
        Assert.AreEqual(first is null, second is null, where);
        for (int i = 0; i < (first?.Count ?? 0); i++)
        {
            WasmInstruction a = first![i];
            WasmInstruction b = second![i];
            Assert.AreEqual((a.Op, a.A, a.B, a.Imm, a.Lane), (b.Op, b.A, b.B, b.Imm, b.Lane), where);
        }
    }

    private static WasmModule Parse(string text) => WatParser.Parse(Encoding.UTF8.GetBytes(text));

    private static WasmOp[] Ops(string text) => Parse(text).Functions[0].Body!.Instructions.ToArray().Select(i => i.Op).ToArray();
}
