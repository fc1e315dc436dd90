// What is changed. Small, so that many fit a second; together they have every section and table that the compiler can fill. All count fuel: a guest that
// got other data may run for ever.
using System.Text;
using Wasmtime.Min.Toolchain;

namespace Wasmtime.Min.Tests.ArtifactFuzz;

/// <summary>An artifact to change.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Bytes">The sound artifact.</param>
internal sealed record Sample(string Name, byte[] Bytes)
{
    private const string Plain = """
        (module $plain
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
          (func (export "load") (param i32) (result i32) (i32.load (i32.sub (local.get 0) (i32.const 4))))
          (func (export "grow") (result i32) (memory.grow (i32.const 1)))
          (func (export "copy") (memory.copy $second 0 (i32.const 0) (i32.const 0) (i32.const 64)))
          (func $start (global.set $count (i64.add (global.get $count) (i64.const 1))))
          (start $start))
        """;

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

    private const string Catching = """
        (module $catching
          (type $cell (struct (field (mut i32))))
          (tag $one (export "one") (param i32))
          (tag $two)
          (global $kept (export "kept") (mut (ref null $cell)) (ref.null $cell))
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
              (br_if $again (i32.lt_u (local.get $n) (i32.const 6))))
            (struct.get $cell 0 (local.get $cell)))
          (func (export "twice") (result i32) (i32.add (call $catch) (call $catch)))
          (func (export "lost") (call $throw (i32.const 3))))
        """;

    private const string Objects = """
        (module $objects
          (rec
            (type $shape (sub (struct (field $area (mut f64)))))
            (type $circle (sub $shape (struct (field $area (mut f64)) (field $next (ref null $shape)))))
            (type $method (func (param (ref null $shape)) (result i32))))
          (type $bytes (array (mut i8)))
          (type $row (array (mut (ref null $shape))))
          (global $head (mut (ref null $circle)) (ref.null $circle))
          (global $letters (ref $bytes) (array.new_fixed $bytes 3 (i32.const 97) (i32.const 98) (i32.const 99)))
          (table $methods 2 2 (ref null $method))
          (table $any 3 anyref)
          (elem (table $methods) (i32.const 0) (ref null $method) (ref.func $is) (ref.null $method))
          (elem $row (ref null $shape) (ref.null $shape) (struct.new_default $circle))
          (data $text "some text for arrays")
          (func $is (export "is") (type $method) (ref.test (ref $circle) (local.get 0)))
          (func (export "link") (result i32)
            (global.set $head (struct.new $circle (f64.const 2) (global.get $head)))
            (call_indirect $methods (type $method) (global.get $head) (i32.const 0)))
          (func (export "text") (result i32)
            (array.get_u $bytes (array.new_data $bytes $text (i32.const 2) (i32.const 9)) (i32.const 3)))
          (func (export "row") (result i32)
            (array.len (array.new_elem $row $row (i32.const 0) (i32.const 2))))
          (func (export "hold") (table.set $any (i32.const 1) (global.get $letters)) (table.set $any (i32.const 2) (ref.i31 (i32.const 5))))
          (func (export "cast") (result i32) (array.len (ref.cast (ref $bytes) (table.get $any (i32.const 1))))))
        """;

    private const string Image = """
        (module $image
          (memory (export "memory") 3 5)
          (memory $shared 1 3 shared)
          (data (i32.const 60000) "\01\02\03\04\05\06\07\08 begin")
          (data (i32.const 70000) "\01\02\03\04\05\06\07\08 end")
          (data (memory $shared) (i32.const 8) "shared")
          (func (export "sum") (result i64) (i64.add (i64.load (i32.const 60000)) (i64.load (i32.const 70000))))
          (func (export "walk") (result i32) (local $at i32) (local $sum i32)
            (loop $more
              (local.set $sum (i32.add (local.get $sum) (i32.load8_u (i32.add (local.get $at) (i32.load8_u offset=60000 (i32.const 0))))))
              (br_if $more (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 64))) (i32.const 9000))))
            (local.get $sum)))
        """;

    /// <summary>All of them.</summary>
    internal static Sample[] All { get; } =
    [
        Of("plain", Plain, new CompileOptions()),
        Of("plain, checked", Plain, new CompileOptions { SignalsBasedTraps = false, MemoryReservation = 0, Strip = true }),
        Of("wide", Wide, new CompileOptions { SignalsBasedTraps = false, MemoryReservation = 0 }),
        Of("catching", Catching, new CompileOptions()),
        Of("objects", Objects, new CompileOptions()),
        Of("image", Image, new CompileOptions { OptLevel = Toolchain.Codegen.OptLevel.None }),
    ];

    private static Sample Of(string name, string text, CompileOptions options) =>
        new(name, ArtifactCompiler.Compile(Encoding.UTF8.GetBytes(text), options with { FuelChecks = true }));
}
