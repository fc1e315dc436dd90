// What belongs to proposals that are not built is unsupported by name, in text and binary alike, and never called malformed.
using System.Collections.Generic;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Tests.Toolchain.Wasm;

[TestClass]
public sealed class UnbuiltProposalTests
{
    public static IEnumerable<object[]> Texts =>
    [
        ["legacy-exceptions", "(func try nop catch 0 nop end)"],
        ["legacy-exceptions", "(func (try (do nop) (catch_all nop)))"],
        ["legacy-exceptions", "(func (try (do nop) (delegate 0)))"],
        ["legacy-exceptions", "(func rethrow 0)"],
        ["stack-switching", "(type $f (func)) (type (cont $f))"],
        ["stack-switching", "(func (param contref))"],
        ["stack-switching", "(func (param (ref null cont)))"],
        ["stack-switching", "(func (param nullcontref))"],
        ["stack-switching", "(func (suspend 0))"],
        ["stack-switching", "(func (resume 0 (on 0 0)))"],
        ["stack-switching", "(func (cont.new 0))"],
        ["stack-switching", "(func (switch 0 0))"],
        ["shared-everything-threads", "(type (shared (struct)))"],
        ["shared-everything-threads", "(type (sub (shared (func))))"],
        ["shared-everything-threads", "(func (param (ref (shared any))))"],
        ["shared-everything-threads", "(global (shared mut i32) (i32.const 0))"],
        ["shared-everything-threads", "(table shared 1 funcref)"],
        ["shared-everything-threads", "(func (global.atomic.get seq_cst 0))"],
        ["shared-everything-threads", "(func (struct.atomic.rmw.add acq_rel 0 0))"],
        ["shared-everything-threads", "(func pause)"],
        ["custom-descriptors", "(rec (type $a (descriptor $b (struct))) (type $b (describes $a (struct))))"],
        ["custom-descriptors", "(func (param (ref (exact 0))))"],
        ["custom-descriptors", "(import \"a\" \"b\" (func (exact (type 0))))"],
        ["custom-descriptors", "(func (ref.get_desc 0))"],
        ["custom-descriptors", "(func (ref.cast_desc_eq (ref 0)))"],
        ["custom-descriptors", "(func (br_on_cast_desc_eq_fail 0 anyref (ref 0)))"],
        ["custom-descriptors", "(func (struct.new_desc 0))"],
        ["compact-imports", "(import \"a\" (item \"b\" (func)) (item \"c\" (func)))"],
        ["compact-imports", "(import \"a\" (item \"b\") (item \"c\") (func))"],
        ["memory-control", "(memory 1) (func (memory.discard (i32.const 0) (i32.const 0)))"],
        ["numeric-data", "(memory 1) (data (i32.const 0) (i8 1 2))"],
        ["numeric-data", "(memory 1) (data (i32.const 0) \"a\" (f32 1.5))"],
        ["numeric-data", "(data (i64 1))"],
        ["numeric-data", "(memory (data (v128 i32x4 1 2 3 4)))"],
        ["component-model", null!],
    ];

    public static IEnumerable<object[]> Binaries =>
    [
        ["legacy-exceptions", Body(0x06, 0x40, 0x0B)],
        ["legacy-exceptions", Body(0x07, 0x00)],
        ["legacy-exceptions", Body(0x09, 0x00)],
        ["legacy-exceptions", Body(0x18, 0x00)],
        ["legacy-exceptions", Body(0x19)],
        ["stack-switching", Body(0xE0, 0x00)],
        ["stack-switching", Body(0xE2, 0x00)],
        ["stack-switching", Body(0xE6, 0x00, 0x00)],
        ["stack-switching", Section(1, 1, 0x5D, 0x00)],
        ["stack-switching", Section(1, 1, 0x60, 1, 0x68, 0)],
        ["stack-switching", Section(1, 1, 0x60, 1, 0x63, 0x75, 0)],
        ["shared-everything-threads", Section(1, 1, 0x65, 0x5F, 0)],
        ["shared-everything-threads", Section(1, 1, 0x60, 1, 0x63, 0x65, 0x6E, 0)],
        ["shared-everything-threads", Section(6, 1, 0x7F, 0x03, 0x41, 0x00, 0x0B)],
        ["shared-everything-threads", Section(4, 1, 0x70, 0x03, 1, 1)],
        ["shared-everything-threads", Body(0xFE, 0x4F, 0x00, 0x00)],
        ["shared-everything-threads", Body(0xFE, 0x04)],
        ["custom-descriptors", Section(1, 1, 0x4E, 2, 0x4D, 1, 0x5F, 0, 0x4C, 0, 0x5F, 0)],
        ["custom-descriptors", Section(1, 1, 0x60, 1, 0x63, 0x62, 0, 0)],
        ["custom-descriptors", Section(2, 1, 1, 0x61, 1, 0x62, 0x20, 0)],
        ["custom-descriptors", Body(0xFB, 0x22, 0x00)],
        ["compact-imports", Section(2, 1, 1, 0x61, 0, 0x7F, 1, 1, 0x62, 0, 0)],
        ["compact-imports", Section(2, 1, 1, 0x61, 0, 0x7E, 0, 0, 1, 1, 0x62)],
        ["memory-control", Body(0xFC, 0x12, 0x00)],
        ["component-model", "\0asm\u000d\0\u0001\0"u8.ToArray()],
    ];

    [TestMethod]
    [DynamicData(nameof(Texts))]
    public void A_text_is_unsupported_by_name(string proposal, string? fields)
    {
        string text = fields is null ? "(component)" : $"(module {fields})";
        UnsupportedFeatureException error = Assert.ThrowsExactly<UnsupportedFeatureException>(() => WatParser.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.AreEqual(proposal, error.Feature);
    }

    [TestMethod]
    [DynamicData(nameof(Binaries))]
    public void A_binary_is_unsupported_by_name(string proposal, byte[] module)
    {
        UnsupportedFeatureException error = Assert.ThrowsExactly<UnsupportedFeatureException>(() => WasmBinaryReader.Read(module));
        Assert.AreEqual(proposal, error.Feature);
    }

    private static byte[] Section(byte id, params byte[] content) => [.. "\0asm\u0001\0\0\0"u8, id, (byte)content.Length, .. content];

    // One function with these instructions.
    private static byte[] Body(params byte[] code) =>
    [
        .. Section(1, 1, 0x60, 0, 0), 3, 2, 1, 0, 10, (byte)(code.Length + 4), 1, (byte)(code.Length + 2), 0, .. code, 0x0B,
    ];
}
