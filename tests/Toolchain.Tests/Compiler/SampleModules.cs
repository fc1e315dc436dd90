using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;

namespace Wasmtime.Min.Tests.Toolchain.Compiler;

/// <summary>Modules of different kinds: programs that clang made, and one with everything that only text has.</summary>
internal static class SampleModules
{
    private const string Mixed = """
        (module $mixed
          (type $unary (func (param i64) (result i64)))
          (import "host" "log" (func $log (param f64)))
          (memory $a 1 4) (memory $b i64 1 3)
          (table 4 funcref)
          (global $g (mut i32) (i32.const 5))
          (data (memory $a) (i32.const 8) "text")
          (elem (i32.const 0) func $even $odd)
          (func $even (export "even") (type $unary)
            (if (result i64) (i64.eqz (local.get 0))
              (then (i64.const 1))
              (else (return_call $odd (i64.sub (local.get 0) (i64.const 1))))))
          (func $odd (type $unary)
            (if (result i64) (i64.eqz (local.get 0))
              (then (i64.const 0))
              (else (return_call_indirect (type $unary) (i64.sub (local.get 0) (i64.const 1)) (i32.const 0)))))
          (func (export "float") (param f64 f32) (result f64)
            (call $log (local.get 0))
            (f64.add (f64.mul (local.get 0) (f64.const 0.1)) (f64.promote_f32 (f32.min (local.get 1) (f32.const 7)))))
          (func (export "vector") (param v128 v128) (result v128) (i32x4.mul (i8x16.swizzle (local.get 0) (local.get 1)) (local.get 1)))
          (func (export "wide") (param i64 i64) (result i64 i64) (i64.mul_wide_s (local.get 0) (local.get 1)))
          (func (export "divide") (param i32 i32) (result i32) (i32.div_s (i32.load offset=3 (local.get 0)) (local.get 1)))
          (func (export "switch") (param i32) (result i32)
            (block (block (block (block (br_table 0 1 2 3 (local.get 0))) (return (i32.const 11))) (return (global.get $g))) (return (i32.const 33)))
            (i32.const 44)))
        """;

    internal static IReadOnlyList<(string Name, byte[] Bytes)> All { get; } =
    [
        ("hello.wasm", Example("hello")),
        ("mandelbrot.wasm", Example("mandelbrot")),
        ("wordcount.wasm", Example("wordcount")),
        ("mixed.wat", Encoding.UTF8.GetBytes(Mixed)),
    ];

    private static byte[] Example(string name, [CallerFilePath] string source = "") =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "examples", name + ".wasm"));
}
