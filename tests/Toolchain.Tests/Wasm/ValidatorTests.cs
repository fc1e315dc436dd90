using System.Text;

using Microsoft.VisualStudio.TestTools.UnitTesting;

using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Text;
using Wasmtime.Min.Toolchain.Wasm.Types;
using Wasmtime.Min.Toolchain.Wasm.Validation;

namespace Wasmtime.Min.Tests.Toolchain.Wasm;

using ValType = Wasmtime.Min.Toolchain.Wasm.Types.ValType;

/// <summary>
/// Messages, feature gates, type identity; the rules themselves are covered by the specification's suite.
/// </summary>
[TestClass]
public sealed class ValidatorTests
{
    [TestMethod]
    public void A_message_says_wording_place_and_both_types()
    {
        byte[] bytes = WasmBinaryWriter.Write(Parse("(module (func) (func (drop (i32.add (i32.const 1) (f64.const 2)))))"));
        WasmInvalidException error = Assert.ThrowsExactly<WasmInvalidException>(
            () => ModuleValidator.Validate(WasmBinaryReader.Read(bytes)));
        Assert.AreEqual("type mismatch: i32.add at offset 0x26 in function 1 needs i32, found f64", error.Message);
        Assert.AreEqual(0x26, error.Offset);
        Assert.AreEqual(1, error.FunctionIndex);
    }

    [TestMethod]
    [DataRow("(func (drop (local.get 3)))", "unknown local 3: local.get at ")]
    [DataRow("(func (br 1))", "unknown label 1: br at ")]
    [DataRow("(func (i32.const 1))", "type mismatch: end at ")]
    [DataRow("(func (result i32))", "type mismatch: end at ")]
    [DataRow("(func (drop (i32.load (i32.const 0))))", "unknown memory 0")]
    [DataRow("(memory 1) (func (drop (i32.load align=8 (i32.const 0))))", "alignment must not be larger than natural")]
    [DataRow("(func (call 7))", "unknown function 7")]
    [DataRow("(global i32 (i32.const 0)) (func (global.set 0 (i32.const 1)))", "immutable global")]
    [DataRow("(func $f) (func (drop (ref.func $f)))", "undeclared function reference 0")]
    [DataRow("(func (local (ref func)) (drop (local.get 0)))", "uninitialized local")]
    [DataRow("(memory 2 1)", "size minimum must not be greater than maximum")]
    [DataRow("(func (export \"a\")) (func (export \"a\"))", "duplicate export name")]
    [DataRow("(global i32 (i32.ctz (i32.const 0)))", "constant expression required")]
    [DataRow("(func (drop (i8x16.extract_lane_s 16 (v128.const i32x4 0 0 0 0))))", "invalid lane index")]
    [DataRow("(type (sub final (func))) (type (sub 0 (func)))", "sub type")]
    [DataRow("(type (struct)) (func (param (ref 9)))", "unknown type 9")]
    [DataRow("(func (result i32) (select (result i32 i32) (i32.const 0) (i32.const 0) (i32.const 0)))", "invalid result arity")]
    public void Messages_begin_with_the_words_of_the_specification(string fields, string message)
    {
        WasmInvalidException error = Assert.ThrowsExactly<WasmInvalidException>(() =>
            ModuleValidator.Validate(Parse(fields), WasmFeatures.All));
        Assert.StartsWith(message, error.Message);
    }

    [TestMethod]
    [DataRow("(func (drop (i32.extend8_s (i32.const 0))))", WasmFeatures.SignExtension, "sign-extension")]
    [DataRow("(func (drop (i32.trunc_sat_f32_s (f32.const 0))))", WasmFeatures.SaturatingFloatToInt, "saturating-float-to-int")]
    [DataRow("(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))", WasmFeatures.BulkMemory, "bulk-memory")]
    [DataRow("(func (param externref))", WasmFeatures.ReferenceTypes, "reference-types")]
    [DataRow("(func (param v128))", WasmFeatures.Simd, "simd")]
    [DataRow("(func (param v128 v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 1))))", WasmFeatures.RelaxedSimd, "relaxed-simd")]
    [DataRow("(func (return_call 0))", WasmFeatures.TailCall, "tail-call")]
    [DataRow("(memory 1) (memory 1)", WasmFeatures.MultiMemory, "multi-memory")]
    [DataRow("(memory i64 1)", WasmFeatures.Memory64, "memory64")]
    [DataRow("(table i64 1 funcref)", WasmFeatures.Memory64, "memory64")]
    [DataRow("(func (param (ref func)))", WasmFeatures.FunctionReferences, "function-references")]
    [DataRow("(type (struct))", WasmFeatures.Gc, "gc")]
    [DataRow("(func (param anyref))", WasmFeatures.Gc, "gc")]
    [DataRow("(tag)", WasmFeatures.Exceptions, "exceptions")]
    [DataRow("(memory 1 1 shared)", WasmFeatures.Threads, "threads")]
    [DataRow("(memory 1) (func (drop (i32.atomic.load (i32.const 0))))", WasmFeatures.Threads, "threads")]
    [DataRow("(func (param i64) (i64.mul_wide_s (local.get 0) (local.get 0)) drop drop)", WasmFeatures.WideArithmetic, "wide-arithmetic")]
    [DataRow("(memory 1 (pagesize 1))", WasmFeatures.CustomPageSizes, "custom-page-sizes")]
    public void A_disabled_proposal_is_named(string fields, WasmFeatures feature, string name)
    {
        ModuleValidator.Validate(Parse(fields), WasmFeatures.All);
        WasmInvalidException error = Assert.ThrowsExactly<WasmInvalidException>(
            () => ModuleValidator.Validate(Parse(fields), WasmFeatures.All & ~feature));
        Assert.Contains(name, error.Message);
        Assert.IsTrue(WasmFeatureNames.TryParse(name, out WasmFeatures parsed));
        Assert.AreEqual(feature, parsed);
    }

    [TestMethod]
    public void Extended_constants_need_their_proposal()
    {
        const string fields = "(global i32 (i32.add (i32.const 1) (i32.const 2)))";
        ModuleValidator.Validate(Parse(fields));
        Assert.ThrowsExactly<WasmInvalidException>(
            () => ModuleValidator.Validate(Parse(fields), WasmFeatures.Wasm3 & ~WasmFeatures.ExtendedConst));
    }

    [TestMethod]
    public void Equal_types_have_one_identity()
    {
        WasmModule first = Parse("(type $i (func (param i32))) (type $s (struct (field (ref $i)))) (type $j (func (param i32)))");
        TypeContext one = TypeContext.Build(first, WasmFeatures.Wasm3);
        Assert.AreEqual(0, one.CanonicalId(2));
        Assert.AreEqual(1, one.CanonicalId(1));
    }

    [TestMethod]
    public void Subtyping_follows_declared_chains()
    {
        WasmModule module = Parse("""
            (type $a (sub (struct)))
            (type $b (sub $a (struct (field i32))))
            (type $c (sub final $b (struct (field i32) (field i64))))
            (type $f (func))
            """);
        TypeContext types = TypeContext.Build(module, WasmFeatures.Wasm3);
        Assert.IsTrue(types.IsSubtype(new HeapType(2), new HeapType(0)));
        Assert.IsFalse(types.IsSubtype(new HeapType(0), new HeapType(2)));
        Assert.IsTrue(types.IsSubtype(new HeapType(2), HeapType.Eq));
        Assert.IsTrue(types.IsSubtype(HeapType.None, new HeapType(1)));
        Assert.IsTrue(types.IsSubtype(new HeapType(3), HeapType.Func));
        Assert.IsTrue(types.IsSubtype(HeapType.NoFunc, new HeapType(3)));
        Assert.IsFalse(types.IsSubtype(new HeapType(3), HeapType.Any));
        Assert.AreEqual("0 1 2", string.Join(' ', types.ChainOf(2).ToArray()));
    }

    [TestMethod]
    public void A_translator_can_ask_while_it_steps()
    {
        WasmModule module = Parse("(func (result i64) (drop (i32.const 1)) (return (i64.const 2)) (unreachable))");
        var validator = new FunctionValidator(ModuleValidator.ValidateOutsideBodies(module, WasmFeatures.Wasm3));
        WasmBody body = module.Functions[0].Body!;
        validator.Begin(0, body);
        validator.Step(in body[0]);
        Assert.AreEqual(ValType.I32, validator.Peek(0));
        Assert.AreEqual(1, validator.StackHeight);
        validator.Step(in body[1]);
        validator.Step(in body[2]);
        validator.Step(in body[3]);
        Assert.IsTrue(validator.IsUnreachable);
        Assert.AreEqual(ValType.Bottom, validator.Peek(0));
        validator.Step(in body[4]);
        validator.Step(in body[5]);
        Assert.AreEqual(0, validator.ControlDepth);
    }

    private static WasmModule Parse(string fields) => WatParser.Parse(Encoding.UTF8.GetBytes(fields));
}
