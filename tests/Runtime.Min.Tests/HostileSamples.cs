using System.Collections.Generic;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.Runtime;

/// <summary>Artifacts that are damaged on purpose. Together they have every table and section that the compiler can fill.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Bytes">The sound artifact.</param>
internal sealed record HostileSample(string Name, byte[] Bytes)
{
    private const string Wide = """
        (module $wide
          (rec (type $key (func (param i64) (result i64))) (type $other (func (param externref))))
          (type $structure (struct (field i8) (field (mut i64))))
          (type $array (array (mut i16)))
          (import "m" "table" (table $given 1 10 funcref))
          (import "m" "memory" (memory $given i64 1))
          (memory $own i64 1 3)
          (memory (export "small") 1 1)
          (memory (export "none") i64 0 2)
          (table $big i64 2 5 externref)
          (data (memory $own) (i64.const 70) "first")
          (data (memory $given) (i64.const 7) "second")
          (elem (table $given) (i32.const 0) func $even)
          (elem $late externref (ref.null extern) (ref.null extern))
          (func $even (export "even") (type $key)
            (if (result i64) (i64.eqz (local.get 0))
              (then (i64.const 1))
              (else (return_call $odd (i64.sub (local.get 0) (i64.const 1))))))
          (func $odd (type $key)
            (if (result i64) (i64.eqz (local.get 0))
              (then (i64.const 0))
              (else (return_call_indirect $given (type $key) (i64.sub (local.get 0) (i64.const 1)) (i32.const 0)))))
          (func (export "run") (result i64) (call $even (i64.load $own (i64.const 70))))
          (func (export "fill") (table.init $big $late (i64.const 0) (i32.const 0) (i32.const 2)))
          (@custom "note" "a custom section"))
        """;

    private const string Wasi = """
        (module
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\08\00\00\00\06\00\00\00hello\n")
          (func (export "_start")
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64)))
            (call $exit (i32.const 0))))
        """;

    // Handlers and stack maps: a byte of theirs sends sound code somewhere else.
    private const string Catching = """
        (module
          (type $cell (struct (field (mut i32))))
          (tag $one (param i32))
          (tag $two)
          (global $kept (mut (ref null $cell)) (ref.null $cell))
          (func $throw (param i32)
            (if (i32.and (local.get 0) (i32.const 1)) (then (throw $one (local.get 0))))
            (throw $two))
          (func $catch (export "catch") (result i32) (local $cell (ref null $cell)) (local $n i32)
            (loop $again
              (local.set $cell (struct.new $cell (local.get $n)))
              (block $second
                (block $first (result i32)
                  (try_table (catch $one $first) (catch $two $second) (call $throw (local.get $n)))
                  (unreachable))
                (global.set $kept (local.get $cell))
                (drop))
              (local.set $n (i32.add (local.get $n) (struct.get $cell 0 (struct.new $cell (i32.const 1)))))
              (br_if $again (i32.lt_u (local.get $n) (i32.const 20))))
            (struct.get $cell 0 (local.get $cell)))
          (func (export "twice") (result i32) (i32.add (call $catch) (call $catch))))
        """;

    internal static IReadOnlyList<HostileSample> All { get; } =
    [
        new("one of each", TestArtifacts.Compile(TestArtifacts.OneOfEach)),
        new("wide", TestArtifacts.Compile(Wide, new CompileOptions { SignalsBasedTraps = false, MemoryReservation = 0, FuelChecks = true })),
        new("catching", TestArtifacts.Compile(Catching)),
        new("wasi", TestArtifacts.Compile(Wasi, new CompileOptions { Strip = true })),
    ];

    public override string ToString() => Name;
}
