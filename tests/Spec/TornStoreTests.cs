// A store that traps has not written anything: what lies over the end of memory is not written up to there, on processors that do not promise it, too.
// Every kind of store, over the end by every number of bytes, in front of what the optimizer may know of the address.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Cli;
using Wasmtime.Min.Toolchain.Cli.Commands;
using Wasmtime.Min.Toolchain.Cli.Wast;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Emulation;

namespace Wasmtime.Min.Tests.Spec;

[TestClass]
public sealed class TornStoreTests
{
    private const int MemoryEnd = 65536, Seen = 32;

    private const string Ones = "(v128.const i64x2 -1 -1)";

    // Instruction, what it stores, bytes.
    private static readonly (string Op, string Value, int Bytes)[] Stores =
    [
        ("i32.store", "(i32.const -1)", 4), ("i64.store", "(i64.const -1)", 8), ("i32.store16", "(i32.const -1)", 2),
        ("i64.store16", "(i64.const -1)", 2), ("i64.store32", "(i64.const -1)", 4), ("f32.store", "(f32.const -nan:0x7fffff)", 4),
        ("f64.store", "(f64.const -nan:0xfffffffffffff)", 8), ("v128.store", Ones, 16), ("v128.store16_lane 7", Ones, 2),
        ("v128.store32_lane 0", Ones, 4), ("v128.store32_lane 3", Ones, 4), ("v128.store64_lane 0", Ones, 8), ("v128.store64_lane 1", Ones, 8),
    ];

    [TestMethod]
    [DataRow("", "", OptLevel.Speed)]
    [DataRow("", "", OptLevel.None)]
    [DataRow("aarch64", "", OptLevel.Speed)]
    [DataRow("aarch64", "", OptLevel.None)]
    [DataRow("riscv64", "", OptLevel.Speed)]
    [DataRow("riscv64", "", OptLevel.None)]
    [DataRow("riscv64", "v", OptLevel.Speed)]
    [DataRow("s390x", "", OptLevel.Speed)]
    [DataRow("s390x", "vxe2", OptLevel.Speed)]
    public void A_store_that_traps_writes_nothing(string isa, string features, OptLevel level)
    {
        if (isa.Length != 0 && !Emulator.IsAvailable(Targets.IsaOf(isa), out string reason))
        {
            Assert.Inconclusive(reason);
        }

        var compile = new CompileSettings();
        using Processor processor = Processor.For(isa.Length == 0 ? null : isa, compile);
        CompileOptions options = compile.Finish() with { OptLevel = level, CpuFeatures = features.Length == 0 ? [] : [features], VerifyEach = true };
        using var engines = new RuntimeEngines(processor, options);
        string script = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".wast");
        try
        {
            File.WriteAllText(script, Script());
            int passed = 0;
            List<string> problems = [];
            WastSuite.Run([script], 1, engines.Create, adjustFeatures: null, report =>
            {
                passed += report.Passed;
                if (report.Failed + report.Unsupported != 0)
                {
                    problems.Add($"{report.Failed} failed, {report.Unsupported} unsupported");
                }
            });
            Assert.IsEmpty(problems, string.Join('\n', problems));
            Assert.IsGreaterThan(Stores.Length, passed);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Script()
    {
        var text = new StringBuilder("(module (memory 1 1)\n");
        for (int i = 0; i < Stores.Length; i++)
        {
            (string op, string value, _) = Stores[i];
            string[] words = op.Split(' ');
            string lane = words.Length == 1 ? "" : words[1];
            text.AppendLine($"(func (export \"plain{i}\") (param i32) ({words[0]} {lane} (local.get 0) {value}))");
            text.AppendLine($"(func (export \"offset{i}\") (param i32) ({words[0]} offset=40 {lane} (i32.sub (local.get 0) (i32.const 40)) {value}))");

            // What was accessed before ends one byte in front of the store's last one, or with it: then the first access traps.
            text.AppendLine($"(func (export \"after{i}\") (param i32) (drop (i32.load8_u (local.get 0))) ({words[0]} {lane} (local.get 0) {value}))");
            text.AppendLine($"(func (export \"loop{i}\") (param i32) (local i32) (local.set 1 (i32.sub (local.get 0) (i32.const 64)))");
            text.AppendLine($"  (loop ({words[0]} {lane} (local.get 1) {value}) (br_if 0 (i32.le_u (local.tee 1 (i32.add (local.get 1) (i32.const 64))) (local.get 0)))))");
        }

        // Stores one behind the other: those in front of the one that traps are done.
        text.AppendLine("(func (export \"row\") (param i32) (i64.store (local.get 0) (i64.const 1)) (i64.store offset=8 (local.get 0) (i64.const 2)))");
        text.AppendLine("(func (export \"back\") (param i32) (i64.store offset=8 (local.get 0) (i64.const 1)) (i64.store (local.get 0) (i64.const 2)))");
        text.AppendLine("(func (export \"clear\") (memory.fill (i32.const 65000) (i32.const 0) (i32.const 536)))");
        text.AppendLine("(func (export \"fill\") (param i32 i32) (memory.fill (local.get 0) (i32.const 255) (local.get 1)))");
        text.AppendLine("(func (export \"copy\") (param i32 i32) (memory.copy (local.get 0) (i32.const 64) (local.get 1)))");
        text.AppendLine("(func (export \"init\") (param i32 i32) (memory.init 0 (local.get 0) (i32.const 0) (local.get 1)))");
        text.AppendLine("(data \"\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\") (data (i32.const 64) \"\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\")");
        text.AppendLine("(func (export \"ld\") (param i32) (result i64) (i64.load (local.get 0))))");
        for (int i = 0; i < Stores.Length; i++)
        {
            for (int inside = 1; inside < Stores[i].Bytes; inside++)
            {
                foreach (string kind in (ReadOnlySpan<string>)["plain", "offset", "after", "loop"])
                {
                    Trap(text, $"{kind}{i}", $"(i32.const {MemoryEnd - inside})");
                    if (kind == "loop")
                    {
                        text.AppendLine("(invoke \"clear\")");
                    }
                    else
                    {
                        Untouched(text);
                    }
                }
            }
        }

        for (int inside = 1; inside < 16; inside++)
        {
            foreach (string kind in (ReadOnlySpan<string>)["fill", "copy", "init"])
            {
                Trap(text, kind, $"(i32.const {MemoryEnd - inside}) (i32.const 16)");
                Untouched(text);
            }
        }

        for (int inside = 9; inside < 16; inside++)
        {
            Trap(text, "back", $"(i32.const {MemoryEnd - inside})");
            Untouched(text);
            Trap(text, "row", $"(i32.const {MemoryEnd - inside})");
            text.AppendLine($"(assert_return (invoke \"ld\" (i32.const {MemoryEnd - inside})) (i64.const 1))");
            text.AppendLine("(invoke \"clear\")");
        }

        return text.ToString();
    }

    private static void Trap(StringBuilder text, string function, string arguments) =>
        text.AppendLine($"(assert_trap (invoke \"{function}\" {arguments}) \"out of bounds memory access\")");

    private static void Untouched(StringBuilder text)
    {
        for (int at = MemoryEnd - Seen; at < MemoryEnd; at += 8)
        {
            text.AppendLine($"(assert_return (invoke \"ld\" (i32.const {at})) (i64.const 0))");
        }
    }
}
