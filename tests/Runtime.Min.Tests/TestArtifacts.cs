using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Artifacts compiled for a test, and where the repository lies.</summary>
internal static class TestArtifacts
{
    /// <summary>A module with one of everything that the artifact's tables describe.</summary>
    internal const string OneOfEach = """
        (module $sample
          (type $binary (func (param i32 i32) (result i32)))
          (import "host" "log" (func $log (param i64)))
          (import "host" "limit" (global $limit i32))
          (memory (export "memory") 1 4)
          (memory $second 1)
          (table (export "table") 4 8 funcref)
          (table $objects 2 externref)
          (global $count (export "count") (mut i64) (i64.const 7))
          (data (i32.const 16) "hello")
          (data $passive "later")
          (elem (i32.const 1) func $add $divide)
          (elem $names funcref (ref.func $add) (ref.null func))
          (func $add (export "add") (type $binary) (i32.add (local.get 0) (local.get 1)))
          (func $divide (export "divide") (type $binary) (i32.div_s (local.get 0) (local.get 1)))
          (func (export "call") (param i32 i32 i32) (result i32)
            (call_indirect (type $binary) (local.get 1) (local.get 2) (local.get 0)))
          (func (export "init") (memory.init $passive (i32.const 0) (i32.const 0) (i32.const 5)))
          (func (export "names") (table.init $names (i32.const 0) (i32.const 0) (i32.const 2)))
          (func (export "log") (call $log (i64.extend_i32_s (global.get $limit))))
          (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
          (func $start (global.set $count (i64.add (global.get $count) (i64.const 1))))
          (start $start))
        """;

    /// <summary>Root of the repository.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Compiles text.</summary>
    internal static byte[] Compile(string wat, CompileOptions? options = null) =>
        ArtifactCompiler.Compile(Encoding.UTF8.GetBytes(wat), options ?? new CompileOptions());

    private static string FindRoot([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
