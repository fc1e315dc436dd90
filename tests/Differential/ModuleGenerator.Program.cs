// The module as a program for any runtime that knows WASI: after each run it prints a hash of all that could be seen.
using System.Collections.Generic;
using System.Globalization;

namespace Wasmtime.Min.Tests.Differential;

internal sealed partial class ModuleGenerator
{
    /// <summary>The runs of one instance: each begins with what the one before has left.</summary>
    internal static readonly (int, long)[] Runs = [(0, 0), (1, -1), (77, 0x1_0000_0005), (int.MinValue, long.MaxValue)];

    // Where the program writes its digits: at the end of the first page, which functions hardly reach.
    private const int Digits = 0xff80;

    private void Start()
    {
        _text.Append("  (func (export \"_start\")\n");
        foreach ((int first, long second) in Runs)
        {
            _text.Append(CultureInfo.InvariantCulture, $"    (call $run (i32.const {first}) (i64.const {second})) (call $tell)\n");
        }

        _text.Append("  )\n  (func $mix (param $h i64) (param $x i64) (result i64)\n");
        _text.Append("    (i64.mul (i64.xor (i64.rotl (local.get $h) (i64.const 7)) (local.get $x)) (i64.const 0x100000001b3)))\n");
        _text.Append("  (func $tell (local $i i32) (local $h i64)\n");
        HashMemory("$m", "(local.get $i)");
        if (Has(Extras.Memory64))
        {
            HashMemory("$w", "(i64.extend_i32_u (local.get $i))");
        }

        foreach (Kind kind in new HashSet<Kind>(_kinds))
        {
            for (int i = 0; i < GlobalsPerKind; i++)
            {
                string global = $"(global.get $g{Letter(kind)}{i})";
                foreach (string part in Parts(kind, global))
                {
                    _text.Append(CultureInfo.InvariantCulture, $"    (local.set $h (call $mix (local.get $h) {part}))\n");
                }
            }
        }

        _text.Append(CultureInfo.InvariantCulture, $"""
                (local.set $i (i32.const 0))
                (loop $digit
                  (i32.store8 offset={Digits} (local.get $i) (i32.add (i32.const 65) (i32.wrap_i64 (i64.and (local.get $h) (i64.const 15)))))
                  (local.set $h (i64.shr_u (local.get $h) (i64.const 4)))
                  (br_if $digit (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 16))))
                (i32.store8 (i32.const {Digits + 16}) (i32.const 10))
                (i32.store (i32.const {Digits + 32}) (i32.const {Digits}))
                (i32.store (i32.const {Digits + 36}) (i32.const 17))
                (drop (call $fd_write (i32.const 1) (i32.const {Digits + 32}) (i32.const 1) (i32.const {Digits + 40}))))

            """);
    }

    private void HashMemory(string memory, string address) => _text.Append(CultureInfo.InvariantCulture, $"""
            (local.set $i (i32.const 0))
            (loop $word
              (local.set $h (call $mix (local.get $h) (i64.load {memory} {address})))
              (br_if $word (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const 0x10000))))

        """);

    private static string[] Parts(Kind kind, string global) => kind switch
    {
        Kind.I32 => [$"(i64.extend_i32_u {global})"],
        Kind.I64 => [global],
        Kind.F32 => [$"(i64.extend_i32_u (i32.reinterpret_f32 {global}))"],
        Kind.F64 => [$"(i64.reinterpret_f64 {global})"],
        _ => [$"(i64x2.extract_lane 0 {global})", $"(i64x2.extract_lane 1 {global})"],
    };
}
