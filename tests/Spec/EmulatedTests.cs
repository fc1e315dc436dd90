// A part of the suites on the other instruction sets, under qemu. The whole of them is one command: `wasmtime-aot wast --isa ISA PATH...`.
using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Wasmtime.Min.Toolchain;
using Wasmtime.Min.Toolchain.Cli;
using Wasmtime.Min.Toolchain.Cli.Commands;
using Wasmtime.Min.Toolchain.Cli.Wast;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Emulation;

namespace Wasmtime.Min.Tests.Spec;

[TestClass]
public sealed class EmulatedTests
{
    // One for each thing that an instruction set has to do by itself.
    private static readonly string[] Scripts =
    [
        "core/i32.wast", "core/i64.wast", "core/int_exprs.wast", "core/conversions.wast", "core/float_misc.wast", "core/f32_cmp.wast",
        "core/memory_trap.wast", "core/memory_grow.wast", "core/address.wast", "core/endianness.wast", "core/br_table.wast", "core/call.wast",
        "core/call_indirect.wast", "core/fac.wast", "core/func.wast", "core/imports.wast", "core/return_call.wast", "core/return_call_indirect.wast",
        "core/try_table.wast", "core/struct.wast", "core/i31.wast", "core/array.wast", "core/ref_cast.wast", "core/skip-stack-guard-page.wast", "core/traps.wast",
        "core/simd_lane.wast", "core/simd_i8x16_arith2.wast", "core/simd_f32x4_pmin_pmax.wast", "core/simd_conversions.wast",
    ];

    // What instructions that not every processor has are used for.
    private static readonly string[] ScriptsOfFeatures =
    [
        "core/i32.wast", "core/i64.wast", "core/int_exprs.wast", "core/address.wast", "core/proposals/threads/atomic.wast", "core/simd_bitwise.wast",
        "core/simd_i32x4_dot_i16x8.wast", "core/simd_i16x8_extmul_i8x16.wast", "core/simd_conversions.wast", "core/simd_f64x2_rounding.wast",
        "core/i16x8_relaxed_q15mulr_s.wast", "core/relaxed_dot_product.wast", "core/simd_lane.wast", "core/simd_load.wast",
    ];

    // With the vector extension of riscv64 vectors are code of another kind.
    private static readonly string[] VectorScripts =
    [
        "core/simd_lane.wast", "core/simd_load.wast", "core/simd_store.wast", "core/simd_load_zero.wast", "core/simd_bitwise.wast", "core/simd_boolean.wast",
        "core/simd_bit_shift.wast", "core/simd_const.wast", "core/simd_i8x16_arith2.wast", "core/simd_i8x16_sat_arith.wast", "core/simd_i16x8_cmp.wast",
        "core/simd_i16x8_q15mulr_sat_s.wast", "core/simd_i16x8_extmul_i8x16.wast", "core/simd_i32x4_dot_i16x8.wast", "core/simd_i32x4_trunc_sat_f64x2.wast",
        "core/simd_i64x2_arith.wast", "core/simd_f32x4.wast", "core/simd_f64x2_rounding.wast", "core/simd_f32x4_pmin_pmax.wast", "core/simd_conversions.wast",
        "core/simd_select.wast", "core/simd_splat.wast", "core/relaxed_madd_nmadd.wast", "core/i8x16_relaxed_swizzle.wast", "core/memory_trap.wast", "core/call.wast",
    ];

    // What processors do differently where nobody forbids it: bits of NaNs, relaxed instructions, conversions out of range.
    private static readonly string[] ScriptsOfBits =
    [
        "core/float_exprs.wast", "core/float_misc.wast", "core/conversions.wast", "core/f32.wast", "core/simd_f32x4_arith.wast",
        "core/simd_f64x2_pmin_pmax.wast", "core/simd_conversions.wast", "core/i16x8_relaxed_q15mulr_s.wast", "core/i32x4_relaxed_trunc.wast",
        "core/i8x16_relaxed_swizzle.wast", "core/relaxed_dot_product.wast", "core/relaxed_laneselect.wast", "core/relaxed_madd_nmadd.wast",
        "core/relaxed_min_max.wast",
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("aarch64", OptLevel.Speed)]
    [DataRow("aarch64", OptLevel.None)]
    [DataRow("aarch64-windows", OptLevel.Speed)]
    [DataRow("riscv64", OptLevel.Speed)]
    [DataRow("riscv64", OptLevel.None)]
    [DataRow("s390x", OptLevel.Speed)]
    [DataRow("s390x", OptLevel.None)]
    public void Scripts_pass_under_emulation(string isa, OptLevel level) => Run(isa, [], level, Scripts);

    [TestMethod]
    [DataRow("aarch64", "lse,dotprod")]
    [DataRow("riscv64", "zba,zbb,zbs")]
    [DataRow("s390x", "vxe2,mie3")]
    public void Scripts_pass_with_newer_instructions(string isa, string features) => Run(isa, features.Split(','), OptLevel.Speed, ScriptsOfFeatures);

    [TestMethod]
    [DataRow(OptLevel.Speed)]
    [DataRow(OptLevel.None)]
    public void Scripts_with_vectors_pass_with_the_vector_extension_of_riscv64(OptLevel level) => Run("riscv64", ["v"], level, VectorScripts);

    [TestMethod]
    [DataRow("aarch64", "")]
    [DataRow("riscv64", "")]
    [DataRow("riscv64", "v")]
    [DataRow("s390x", "")]
    public void Deterministic_results_are_the_same_to_the_bit(string isa, string features)
    {
        List<string> here = Digests(isa: null, []);
        List<string> there = Digests(isa, features.Length == 0 ? [] : [features]);
        Assert.IsGreaterThan(ScriptsOfBits.Length / 2, here.Count, "scripts of the list that are in the suite");
        CollectionAssert.AreEqual(here, there);

        List<string> Digests(string? isa, string[] features)
        {
            List<string> digests = [];
            Run(isa, options => options with { Deterministic = true, CpuFeatures = features }, ScriptsOfBits, report => digests.Add($"{report.Path} {report.Digest.Value:x16}"));
            return digests;
        }
    }

    private void Run(string isa, string[] features, OptLevel level, string[] scripts)
    {
        List<string> problems = [];
        int files = 0;
        int passed = 0;
        Run(isa, options => options with { OptLevel = level, CpuFeatures = features, VerifyEach = true }, scripts, report =>
        {
            files++;
            passed += report.Passed;
            if (report.Failed + report.Unsupported != 0)
            {
                problems.Add($"{report.Path}: {report.Failed} failed, {report.Unsupported} unsupported");
            }
        });
        Assert.IsGreaterThan(scripts.Length / 2, files, "scripts of the list that are in the suite");
        TestContext.WriteLine($"{passed} directives passed");
        Assert.IsEmpty(problems, string.Join('\n', problems));
    }

    private static void Run(string? isa, Func<CompileOptions, CompileOptions> adjust, string[] scripts, Action<WastReport> take)
    {
        string? suite = Environment.GetEnvironmentVariable("WASM_TESTSUITE");
        if (string.IsNullOrEmpty(suite))
        {
            Assert.Inconclusive("WASM_TESTSUITE does not name the suites' folder");
        }

        if (isa is not null && !Emulator.IsAvailable(Targets.IsaOf(isa), out string reason))
        {
            Assert.Inconclusive(reason);
        }

        var compile = new CompileSettings();
        using Processor processor = Processor.For(isa, compile);
        using var engines = new RuntimeEngines(processor, adjust(compile.Finish()));
        List<string> files = [];
        foreach (string script in scripts)
        {
            string path = Path.Combine(suite!, script);
            if (File.Exists(path))
            {
                files.Add(path);
            }
        }

        WastSuite.Run(files, 1, engines.Create, adjustFeatures: null, take);
    }
}
