using System;
using System.Collections.Generic;
using System.Text;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Tests.Toolchain.Text;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Script;
using Wasmtime.Min.Toolchain.Wasm.Text;
using Wasmtime.Min.Toolchain.Wasm.Validation;

namespace Wasmtime.Min.Tests.Toolchain.Wasm;

/// <summary>Decoder and writer: primitive encodings, rows, round trips, damage.</summary>
[TestClass]
public sealed class BinaryTests
{
    private const string Everything = """
        (module $all
          (rec (type $node (sub (struct (field $next (mut (ref null $node))) (field i8)))) (type $a (array (mut f64))))
          (type $leaf (sub final $node (struct (field (mut (ref null $node))) (field i8) (field i64))))
          (import "env" "f" (func $imported (param i32) (result i32)))
          (import "env" "g" (global $g i32))
          (table $t 1 10 funcref)
          (table $init i64 2 (ref func) (ref.func $main))
          (memory $m 1 2)
          (memory $big i64 1)
          (tag $e (param i32))
          (global $mut (mut i64) (i64.const -5))
          (global $v v128 (v128.const i32x4 1 2 3 4))
          (export "main" (func $main))
          (elem $seg (i32.const 0) func $main $imported)
          (elem $passive (ref null func) (ref.func $main) (ref.null func))
          (elem declare func $imported)
          (data (i32.const 8) "hello")
          (data $d "passive")
          (start $start)
          (func $start)
          (func $main (param i32) (result i32) (local $x i64) (local f32 f32)
            (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))
            (drop (i64.load16_s $big offset=0x1_0000_0000 align=1 (i64.const 1)))
            (drop (v128.load8_lane 15 (i32.const 0) (global.get $v)))
            (drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (global.get $v) (global.get $v)))
            (drop (f64.const nan:0x1234))
            (drop (i64.const -9223372036854775808))
            (block $none (try_table (catch_all $none)))
            (block $out (result i32)
              (try_table (result i32) (catch $e $out)
                (br_table $out 1 0 (local.get 0) (local.get 0)))
              (drop)
              (select (result i32) (i32.const 1) (i32.const 2) (local.get 0))
              (if (param i32) (result i32) (local.get 0) (then) (else (call_indirect (type 3) (i32.const 0))))))
        )
        """;

    [TestMethod]
    public void Every_op_has_one_row_and_its_code_leads_back()
    {
        var seen = new HashSet<WasmOp>();
        foreach (WasmOpRow[] group in WasmOps.Groups)
        {
            foreach (WasmOpRow row in group)
            {
                Assert.IsTrue(seen.Add(row.Op), row.Text);
                Assert.IsTrue(WasmOps.TryFromCode(WasmOps.Prefix(row.Op), WasmOps.Code(row.Op), out WasmOp back),
                    row.Text);
                Assert.AreEqual(row.Op, back);
                Assert.IsTrue(WasmOps.TryFromText(row.Text, out _), row.Text);
            }
        }

        CollectionAssert.AreEquivalent(Enum.GetValues<WasmOp>(), new List<WasmOp>(seen));
    }

    [TestMethod]
    [DataRow("00", 0UL)]
    [DataRow("7f", 127UL)]
    [DataRow("8001", 128UL)]
    [DataRow("ffffffff0f", 0xFFFF_FFFFUL)]
    [DataRow("8080808000", 0UL)]
    public void Unsigned_numbers(string hex, ulong expected)
    {
        var cursor = new ByteCursor(Convert.FromHexString(hex), 0);
        Assert.AreEqual((uint)expected, cursor.ReadU32());
        Assert.IsTrue(cursor.AtEnd);
    }

    [TestMethod]
    [DataRow("00", 0L)]
    [DataRow("7f", -1L)]
    [DataRow("40", -64L)]
    [DataRow("c000", 64L)]
    [DataRow("80808080808080808000", 0L)]
    [DataRow("8080808080808080807f", long.MinValue)]
    [DataRow("ffffffffffffffffff00", long.MaxValue)]
    public void Signed_numbers(string hex, long expected)
    {
        var cursor = new ByteCursor(Convert.FromHexString(hex), 0);
        Assert.AreEqual(expected, cursor.ReadS64());
        Assert.IsTrue(cursor.AtEnd);
    }

    [TestMethod]
    [DataRow("ffffffff1f", "integer too large")]
    [DataRow("808080808000", "integer representation too long")]
    [DataRow("80", "unexpected end")]
    [DataRow("", "unexpected end")]
    public void Bad_unsigned_numbers(string hex, string message) =>
        AssertMalformed(message, () => new ByteCursor(Convert.FromHexString(hex), 0).ReadU32());

    [TestMethod]
    [DataRow("ffffffff08", "integer too large")]
    [DataRow("8080808068", "integer too large")] // the four highest bits of the last byte must agree
    [DataRow("ffffffffff7f", "integer representation too long")]
    public void Bad_signed_numbers(string hex, string message) =>
        AssertMalformed(message, () => new ByteCursor(Convert.FromHexString(hex), 0).ReadS32());

    [TestMethod]
    public void Writer_and_reader_are_inverse()
    {
        WasmModule module = WatParser.Parse(Encoding.UTF8.GetBytes(Everything));
        ModuleValidator.Validate(module, WasmFeatures.All);
        byte[] first = WasmBinaryWriter.Write(module);
        WasmModule again = WasmBinaryReader.Read(first);
        ModuleValidator.Validate(again, WasmFeatures.All);
        CollectionAssert.AreEqual(first, WasmBinaryWriter.Write(again));
        Assert.AreEqual("all", again.Names.Module);
        Assert.AreEqual("main", again.Names.Functions[again.Functions.Count - 1]);
    }

    [TestMethod]
    public void Bodies_can_be_decoded_later_into_one_buffer()
    {
        byte[] bytes = WasmBinaryWriter.Write(WatParser.Parse(Encoding.UTF8.GetBytes(Everything)));
        WasmModule eager = WasmBinaryReader.Read(bytes);
        WasmModule lazy = WasmBinaryReader.Read(bytes, decodeBodies: false);
        var validator = new FunctionValidator(ModuleValidator.ValidateOutsideBodies(lazy, WasmFeatures.All));
        for (int i = lazy.ImportedFunctionCount; i < lazy.Functions.Count; i++)
        {
            Assert.IsNull(lazy.Functions[i].Body);
            WasmBody body = validator.ValidateFunction(i);
            Assert.AreEqual(eager.Functions[i].Body!.Count, body.Count);
            CollectionAssert.AreEqual(eager.Functions[i].Locals, lazy.Functions[i].Locals);
        }
    }

    [TestMethod]
    public void Blocks_know_their_else_and_end()
    {
        WasmModule module = Binary("(module (func (if (i32.const 1) (then (block)) (else nop))))");
        WasmBody body = module.Functions[0].Body!;
        // i32.const, if, block, end, else, nop, end, end
        Assert.AreEqual(4, body[1].B);
        Assert.AreEqual(3, body[2].B);
        Assert.AreEqual(6, body[4].B);
    }

    [TestMethod]
    public void Branch_hints_survive()
    {
        WasmModule module = Binary(
            "(module (func (i32.const 1) (@metadata.code.branch_hint \"\\01\") if end (block (i32.const 0) (br_if 0))))");
        WasmBody body = module.Functions[0].Body!;
        Assert.AreEqual(BranchHint.Likely, body[1].Hint);
        foreach (WasmInstruction instruction in body.Instructions)
        {
            Assert.AreEqual(instruction.Op == WasmOp.If ? BranchHint.Likely : BranchHint.None, instruction.Hint);
        }
    }

    // Hints are advice: whatever the section says, the module stays what it is.
    [TestMethod]
    [DataRow(new byte[] { 1, 0, 1, 3, 1, 0 }, (int)BranchHint.Unlikely, DisplayName = "at the if")]
    [DataRow(new byte[] { 1, 0, 1, 3, 1, 7 }, (int)BranchHint.Likely, DisplayName = "another value")]
    [DataRow(new byte[] { 1, 0, 1, 2, 1, 0 }, (int)BranchHint.None, DisplayName = "between instructions")]
    [DataRow(new byte[] { 1, 0, 1, 99, 1, 0 }, (int)BranchHint.None, DisplayName = "behind the end")]
    [DataRow(new byte[] { 1, 9, 1, 3, 1, 0 }, (int)BranchHint.None, DisplayName = "of no function")]
    [DataRow(new byte[] { 1, 0, 0x7F, 3, 1, 0 }, (int)BranchHint.None, DisplayName = "more than there are bytes")]
    [DataRow(new byte[] { 0x80 }, (int)BranchHint.None, DisplayName = "damaged")]
    [DataRow(new byte[0], (int)BranchHint.None, DisplayName = "empty")]
    public void Any_branch_hint_section_is_accepted(byte[] hints, int expected)
    {
        var file = new ByteWriter();
        file.Bytes("\0asm\x01\0\0\0"u8);
        file.Bytes([1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0]);
        ReadOnlySpan<byte> name = "metadata.code.branch_hint"u8;
        file.Bytes([0, (byte)(1 + name.Length + hints.Length), (byte)name.Length, .. name, .. hints]);
        file.Bytes([10, 9, 1, 7, 0, 0x41, 1, 0x04, 0x40, 0x0b, 0x0b]); // i32.const 1, if, end
        WasmModule module = WasmBinaryReader.Read(file.ToArray());
        ModuleValidator.Validate(module);
        var body = new WasmBody(4);
        BodyDecoder.DecodeFunction(module, module.Functions[0], body);
        Assert.AreEqual((BranchHint)expected, body[1].Hint);
        Assert.HasCount(1, module.CustomSections);
    }

    [TestMethod]
    public void A_damaged_name_section_is_no_error()
    {
        var file = new ByteWriter();
        file.Bytes("\0asm\x01\0\0\0"u8);
        file.Bytes([0, 9, 4, (byte)'n', (byte)'a', (byte)'m', (byte)'e', 1, 0x7F, 1, 1]);
        WasmModule module = WasmBinaryReader.Read(file.ToArray());
        Assert.HasCount(1, module.CustomSections);
        Assert.IsEmpty(module.Names.Functions);
    }

    [TestMethod]
    public void Counts_are_checked_before_anything_is_allocated()
    {
        // Four billion types, locals, labels: refused by the bytes that are left.
        AssertMalformed("unexpected end", () => WasmBinaryReader.Read(
            Convert.FromHexString("0061736d01000000" + "0106" + "ffffffff0f60")));
        AssertMalformed("unexpected end", () => WasmBinaryReader.Read(
            Convert.FromHexString("0061736d01000000" + "010401600000" + "03020100" + "0a0a01080041000effffffff0f")));
    }

    [TestMethod]
    public void Errors_carry_wording_facts_and_offset()
    {
        WasmMalformedException error = Assert.ThrowsExactly<WasmMalformedException>(
            () => WasmBinaryReader.Read(Convert.FromHexString("0061736d01000000" + "010401600000" + "03020100" + "0a06010400fd9a0101")));
        Assert.AreEqual("illegal opcode fd 9a (at offset 0x17)", error.Message);
        Assert.AreEqual(0x17, error.Offset);
    }

    [TestMethod]
    public void Damaged_modules_are_refused_or_accepted_but_never_crash()
    {
        byte[] bytes = WasmBinaryWriter.Write(WatParser.Parse(Encoding.UTF8.GetBytes(Everything)));
        int refused = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            refused += Refuses(bytes.AsSpan(0, i).ToArray()) ? 1 : 0;
            foreach (byte mask in (ReadOnlySpan<byte>)[0x01, 0x02, 0x20, 0x40, 0x80, 0xFF])
            {
                byte[] damaged = (byte[])bytes.Clone();
                damaged[i] ^= mask;
                refused += Refuses(damaged) ? 1 : 0;
            }
        }

        Assert.IsGreaterThan(bytes.Length, refused);
    }

    [TestMethod]
    public void Every_module_of_the_suite_survives_writing_and_reading()
    {
        int modules = 0;
        foreach ((string name, byte[] text) in SpecSuite.Scripts("core"))
        {
            WasmFeatures features = SpecSuiteTests.FeaturesOf(name);
            foreach (WastDirective directive in WastScript.Parse(text, name).Directives)
            {
                if (directive is ModuleDirective { Module.IsComponent: false } definition)
                {
                    modules++;
                    byte[] first = WasmBinaryWriter.Write(definition.Module.Parse(features));
                    WasmModule again = WasmBinaryReader.Read(first, features);
                    ModuleValidator.Validate(again, features);
                    CollectionAssert.AreEqual(first, WasmBinaryWriter.Write(again), $"{name}:{directive.Line}");
                }
            }
        }

        Assert.IsGreaterThan(1000, modules);
    }

    private static WasmModule Binary(string text) =>
        WasmBinaryReader.Read(WasmBinaryWriter.Write(WatParser.Parse(Encoding.UTF8.GetBytes(text))));

    private static bool Refuses(byte[] bytes)
    {
        try
        {
            ModuleValidator.Validate(WasmBinaryReader.Read(bytes), WasmFeatures.All);
            return false;
        }
        catch (ModuleException)
        {
            return true;
        }
        catch (UnsupportedFeatureException)
        {
            return true; // of a proposal that is not built
        }
    }

    private static void AssertMalformed(string message, Action action)
    {
        WasmMalformedException error = Assert.ThrowsExactly<WasmMalformedException>(action);
        Assert.StartsWith(message, error.Message);
    }
}
