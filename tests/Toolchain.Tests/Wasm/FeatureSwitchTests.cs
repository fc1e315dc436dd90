// Each switch closes everything that its proposal brought, in text and binary, and says its name.
using System;
using System.Collections.Generic;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Text;
using Wasmtime.Min.Toolchain.Wasm.Validation;

namespace Wasmtime.Min.Tests.Toolchain.Wasm;

[TestClass]
public sealed class FeatureSwitchTests
{
    // Constructs that are no instructions, or instructions only a feature's types make possible; instructions themselves are tried from their rows.
    private static readonly (string Feature, string[] Fields)[] Constructs =
    [
        ("floats",
        [
            "(func (param f32))", "(func (result f64) unreachable)", "(func (local f32))", "(global f64 (f64.const 0))", "(import \"a\" \"b\" (global f32))",
            "(func block (result f32) unreachable end drop)", "(type (func (param f64)))", "(type (struct (field f32)))", "(tag (param f64))",
            "(func unreachable f32.add drop)", "(func unreachable f32x4.add drop)", "(func unreachable i32.reinterpret_f32 drop)",
            "(memory 1) (func (drop (f64.load (i32.const 0))))", "(func (drop (f32.const 0)))", "(func unreachable i32x4.trunc_sat_f32x4_s drop)",
        ]),
        ("mutable-global",
        [
            "(import \"a\" \"b\" (global (mut i32)))", "(global (export \"a\") (mut i32) (i32.const 0))",
        ]),
        ("multi-value",
        [
            "(type (func (result i32 i32)))", "(func (result i32 i64) unreachable)", "(func i32.const 0 block (param i32) unreachable end)",
            "(func block (result i32 i32) unreachable end drop drop)", "(func loop (type 0) end)", "(import \"a\" \"b\" (func (result i32 i32)))",
            "(func i32.const 1 if (result i32 i32) unreachable else unreachable end drop drop)",
        ]),
        ("sign-extension", ["(func (drop (i32.extend8_s (i32.const 0))))"]),
        ("saturating-float-to-int", ["(func (drop (i32.trunc_sat_f32_s (f32.const 0))))"]),
        ("bulk-memory", ["(data \"passive\")", "(elem func)", "(elem declare func)", "(func $f) (elem func $f)"]),
        ("reference-types",
        [
            "(func (param funcref))", "(func (result funcref) unreachable)", "(func (local funcref))", "(global funcref (ref.null func))",
            "(import \"a\" \"b\" (global funcref))", "(func block (result funcref) unreachable end drop)", "(type (func (param funcref)))",
            "(func (param externref))", "(table 1 externref)", "(table 1 funcref) (table 1 funcref)", "(import \"a\" \"b\" (table 1 funcref)) (table 1 funcref)",
            "(elem declare funcref)", "(table 1 funcref) (elem (table 0) (i32.const 0) funcref)", "(tag (param funcref))",
            "(func (select (result i32) (i32.const 0) (i32.const 0) (i32.const 0)) drop)",
        ]),
        ("simd", ["(func (param v128))", "(func (local v128))", "(global v128 (v128.const i32x4 0 0 0 0))", "(func block (result v128) unreachable end drop)"]),
        ("relaxed-simd", ["(func unreachable i8x16.relaxed_swizzle drop)"]),
        ("tail-call", ["(func (return_call 0))", "(table 1 funcref) (func (return_call_indirect (i32.const 0)))", "(type $f (func)) (func unreachable return_call_ref $f)"]),
        ("multi-memory", ["(memory 1) (memory 1)", "(import \"a\" \"b\" (memory 1)) (memory 1)"]),
        ("memory64", ["(memory i64 1)", "(table i64 1 funcref)", "(import \"a\" \"b\" (memory i64 1))", "(import \"a\" \"b\" (table i64 1 funcref))"]),
        ("extended-const",
        [
            "(global i32 (i32.add (i32.const 1) (i32.const 2)))", "(global i64 (i64.mul (i64.const 1) (i64.const 2)))",
            "(memory 1) (data (i32.sub (i32.const 1) (i32.const 1)) \"\")", "(table 1 funcref) (elem (i32.add (i32.const 0) (i32.const 0)))",
        ]),
        ("function-references",
        [
            "(func (param (ref func)))", "(type $f (func)) (func (param (ref null $f)))", "(func $f) (elem declare func $f) (table 1 (ref func) (ref.func $f))",
            "(table 1 funcref (ref.null func))", "(func (param (ref extern)))", "(type $f (func)) (global (ref null $f) (ref.null $f))",
        ]),
        ("gc",
        [
            "(rec)", "(rec (type (func)))", "(rec (type (func)) (type (func)))", "(type $f (func (param (ref null $f))))", "(type (struct))", "(type (array i8))",
            "(type (sub (func)))", "(type (sub final (func)))", "(func (param anyref))", "(func (param eqref))", "(func (param i31ref))",
            "(func (param structref))", "(func (param arrayref))", "(func (param nullref))", "(func (param nullfuncref))", "(func (param nullexternref))",
            "(global $a i32 (i32.const 1)) (global i32 (global.get $a))", "(func unreachable (ref.cast (ref any)) drop)",
            "(rec (type $a (func (param (ref null $b)))) (type $b (func)))", "(table 1 anyref)",
        ]),
        ("exceptions",
        [
            "(tag)", "(import \"a\" \"b\" (tag))", "(func (param exnref))", "(func (param (ref null exn)))", "(func (param nullexnref))", "(func try_table end)",
            "(tag) (export \"t\" (tag 0))",
        ]),
        ("threads", ["(memory 1 1 shared)", "(import \"a\" \"b\" (memory 1 2 shared))", "(func atomic.fence)"]),
        ("wide-arithmetic", ["(func (param i64) (i64.mul_wide_s (local.get 0) (local.get 0)) drop drop)"]),
        ("custom-page-sizes",
        [
            "(memory 1 (pagesize 1))", "(memory 1 (pagesize 65536))", "(import \"a\" \"b\" (memory 1 (pagesize 65536)))", "(memory (pagesize 65536) (data \"\"))",
        ]),
    ];

    private static readonly byte[] OneFunction = [0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00];
    private static readonly byte[] OneMemory = [0x05, 0x03, 0x01, 0x00, 0x01];
    private static readonly byte[] OneTable = [0x04, 0x04, 0x01, 0x70, 0x00, 0x01];

    // Sections that no text has, behind the header.
    private static readonly (string Feature, byte[] Sections)[] Sections =
    [
        ("multi-memory", [.. OneFunction, .. OneMemory, 0x0A, 0x0B, 0x01, 0x09, 0x00, 0x41, 0x00, 0x28, 0x42, 0x00, 0x00, 0x1A, 0x0B]), // i32.load, memory 0
        ("multi-memory", [.. OneFunction, .. OneMemory, 0x0A, 0x08, 0x01, 0x06, 0x00, 0x3F, 0x80, 0x00, 0x1A, 0x0B]), // memory.size, a long 0
        ("reference-types", [.. OneFunction, .. OneTable, 0x0A, 0x0A, 0x01, 0x08, 0x00, 0x41, 0x00, 0x11, 0x00, 0x80, 0x00, 0x0B]), // call_indirect, a long 0
        ("bulk-memory", [.. OneMemory, 0x0B, 0x07, 0x01, 0x02, 0x00, 0x41, 0x00, 0x0B, 0x00]), // data for a memory by number
        ("bulk-memory", [.. OneTable, 0x09, 0x08, 0x01, 0x02, 0x00, 0x41, 0x00, 0x0B, 0x00, 0x00]), // elements for a table by number
        ("exceptions", [0x0D, 0x01, 0x00]),
        ("bulk-memory", [0x0C, 0x01, 0x00]),
        ("custom-page-sizes", [0x05, 0x04, 0x01, 0x08, 0x01, 0x10]),
        ("gc", [0x01, 0x06, 0x01, 0x4E, 0x01, 0x60, 0x00, 0x00]),
        ("gc", [0x01, 0x03, 0x01, 0x4E, 0x00]),
        ("gc", [0x01, 0x06, 0x01, 0x4F, 0x00, 0x60, 0x00, 0x00]),
    ];

    [TestMethod]
    public void Every_switch_has_constructs_and_closes_them_by_name()
    {
        WasmFeatures seen = WasmFeatures.None;
        foreach ((string name, string[] fields) in Constructs)
        {
            Assert.IsTrue(WasmFeatureNames.TryParse(name, out WasmFeatures feature), name);
            seen |= feature;
            foreach (string field in fields)
            {
                string text = $"(module {field})";
                byte[] binary = WasmBinaryWriter.Write(Parse(text));
                ModuleValidator.Validate(Parse(text), WasmFeatures.All);
                ModuleValidator.Validate(WasmBinaryReader.Read(binary), WasmFeatures.All);
                foreach (WasmFeatures without in new[] { WasmFeatures.All & ~feature, WasmFeatures.None })
                {
                    MustName(name, text, without, () => ModuleValidator.Validate(Parse(text), without));

                    // The binary format says less where it is the same: a group of one type, final types, ordinary pages.
                    if (!field.Contains("65536", StringComparison.Ordinal) && field is not ("(rec (type (func)))" or "(type (sub final (func)))"))
                    {
                        MustName(name, text, without, () => ModuleValidator.Validate(WasmBinaryReader.Read(binary, without), without));
                    }
                }
            }
        }

        Assert.AreEqual(WasmFeatures.All, seen, "a switch without constructs: " + WasmFeatureNames.Describe(WasmFeatures.All & ~seen));
    }

    [TestMethod]
    public void Sections_and_forms_of_the_binary_format_are_closed_too()
    {
        foreach ((string name, byte[] sections) in Sections)
        {
            Assert.IsTrue(WasmFeatureNames.TryParse(name, out WasmFeatures feature), name);
            byte[] binary = [.. "\0asm\u0001\0\0\0"u8, .. sections];
            ModuleValidator.Validate(WasmBinaryReader.Read(binary), WasmFeatures.All);
            WasmFeatures without = name == "bulk-memory" ? WasmFeatures.None : WasmFeatures.All & ~feature;
            MustName(name, Convert.ToHexString(sections), without, () => ModuleValidator.Validate(WasmBinaryReader.Read(binary, without), without));
        }
    }

    // The proposals of the opcodes, told apart by their numbers and not by our rows.
    [TestMethod]
    public void Every_instruction_is_closed_with_its_proposal()
    {
        var module = new WasmModule();
        TypeContext types = TypeContext.Build(module, WasmFeatures.None);
        List<string> open = [];
        for (int number = 0; number < WasmOps.TableSize; number++)
        {
            if (!WasmOps.IsDefined(number))
            {
                continue;
            }

            var op = (WasmOp)number;
            WasmFeatures proposal = ProposalOf(WasmOps.Prefix(op), WasmOps.Code(op));
            foreach (WasmFeatures feature in Enum.GetValues<WasmFeatures>())
            {
                if (int.PopCount((int)feature) == 1 && (proposal & feature) != 0
                    && new ModuleContext(module, WasmFeatures.All & ~feature, types, []).Actions[number] != OpAction.Disabled)
                {
                    open.Add($"{WasmOps.Name(op)} without {WasmFeatureNames.Describe(feature)}");
                }
            }

            Assert.AreNotEqual(OpAction.Disabled, new ModuleContext(module, WasmFeatures.All, types, []).Actions[number], WasmOps.Name(op));
        }

        Assert.IsEmpty(open, string.Join('\n', open));
    }

    private static WasmFeatures ProposalOf(byte prefix, uint code) => (prefix, code) switch
    {
        (0, 0x08 or 0x0A or 0x1F) => WasmFeatures.Exceptions,
        (0, 0x12 or 0x13) => WasmFeatures.TailCall,
        (0, 0x14) => WasmFeatures.FunctionReferences,
        (0, 0x15) => WasmFeatures.FunctionReferences | WasmFeatures.TailCall,
        (0, 0x1C or 0x25 or 0x26 or 0xD0 or 0xD1 or 0xD2) => WasmFeatures.ReferenceTypes,
        (0, 0x2A or 0x2B or 0x38 or 0x39 or 0x43 or 0x44) => WasmFeatures.Floats,
        (0, >= 0x5B and <= 0x66) => WasmFeatures.Floats,
        (0, >= 0x8B and <= 0xA6) => WasmFeatures.Floats,
        (0, 0xA8 or 0xA9 or 0xAA or 0xAB or (>= 0xAE and <= 0xBF)) => WasmFeatures.Floats,
        (0, >= 0xC0 and <= 0xC4) => WasmFeatures.SignExtension,
        (0, 0xD3) => WasmFeatures.Gc,
        (0, >= 0xD4 and <= 0xD6) => WasmFeatures.FunctionReferences,
        (0, _) => WasmFeatures.None,
        (0xFB, _) => WasmFeatures.Gc,
        (0xFC, <= 7) => WasmFeatures.SaturatingFloatToInt | WasmFeatures.Floats,
        (0xFC, <= 14) => WasmFeatures.BulkMemory,
        (0xFC, <= 17) => WasmFeatures.ReferenceTypes,
        (0xFC, _) => WasmFeatures.WideArithmetic,
        (0xFD, 0x13 or 0x14 or 0x1F or 0x20 or 0x21 or 0x22 or (>= 0x41 and <= 0x4C)) => WasmFeatures.Simd | WasmFeatures.Floats,
        (0xFD, 0x5E or 0x5F or 0x67 or 0x68 or 0x69 or 0x6A or 0x74 or 0x75 or 0x7A or 0x94 or (>= 0xE0 and <= 0xFF)) => WasmFeatures.Simd | WasmFeatures.Floats,
        (0xFD, < 0x100) => WasmFeatures.Simd,
        (0xFD, >= 0x101 and <= 0x108) => WasmFeatures.Simd | WasmFeatures.RelaxedSimd | WasmFeatures.Floats,
        (0xFD, >= 0x10D and <= 0x110) => WasmFeatures.Simd | WasmFeatures.RelaxedSimd | WasmFeatures.Floats,
        (0xFD, _) => WasmFeatures.Simd | WasmFeatures.RelaxedSimd,
        _ => WasmFeatures.Threads,
    };

    private static void MustName(string feature, string what, WasmFeatures features, Action validate)
    {
        try
        {
            validate();
        }
        catch (ModuleException error)
        {
            // With everything off an older proposal may be missing first.
            Assert.IsTrue(
                features == WasmFeatures.None || error.Message.Contains(feature, StringComparison.Ordinal), $"{what}: {error.Message}, without {feature}");
            return;
        }

        Assert.Fail($"{what} is accepted without {feature}");
    }

    private static WasmModule Parse(string text) => WatParser.Parse(Encoding.UTF8.GetBytes(text));
}
