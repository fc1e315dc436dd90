// Modules that do much and always end: loops count down, calls between functions are counted and refused when there were too many. All that a
// module does can be seen afterwards in its results, exported globals and exported memories. The same seed gives the same text.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Wasmtime.Min.Tests.Differential;

/// <summary>Type of a generated function.</summary>
/// <param name="Parameters">Parameters.</param>
/// <param name="Results">Results.</param>
internal sealed record Shape(Kind[] Parameters, Kind[] Results);

/// <summary>Writes one module.</summary>
internal sealed partial class ModuleGenerator
{
    /// <summary>Bytes of memory that programs use most: small, so that loads meet earlier stores.</summary>
    private const int UsedBytes = 1024;

    /// <summary>Elements of the table, a power of two; some are null.</summary>
    private const int TableSize = 8;

    private const int ArrayLength = 32;
    private const int GlobalsPerKind = 2;

    private readonly Random _random;
    private readonly Extras _extras;
    private readonly InstructionPool _pool;
    private readonly StringBuilder _text = new();
    private readonly List<Shape> _functions = [];
    private readonly Kind[] _kinds;

    private ModuleGenerator(int seed)
    {
        _random = new Random(seed);
        _extras = (Extras)_random.Next(128) & (Extras)_random.Next(128);
        _pool = new InstructionPool(_extras);
        _kinds = _extras.HasFlag(Extras.Vectors)
            ? [Kind.I32, Kind.I32, Kind.I64, Kind.F32, Kind.F64, Kind.V128]
            : [Kind.I32, Kind.I32, Kind.I64, Kind.F32, Kind.F64];
    }

    /// <summary>The module of a seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="size">About how many statements each function has.</param>
    internal static GeneratedModule Generate(int seed, int size)
    {
        var generator = new ModuleGenerator(seed);
        generator.Module(size);
        return new GeneratedModule(seed, generator._text.ToString(), !generator._extras.HasFlag(Extras.OpenNans));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Name(Kind kind) => kind switch
    {
        Kind.I32 => "i32",
        Kind.I64 => "i64",
        Kind.F32 => "f32",
        Kind.F64 => "f64",
        Kind.V128 => "v128",
        Kind.Node => "(ref null $node)",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static char Letter(Kind kind) => "-ilfdv-n"[(int)kind];

    private bool Has(Extras extras) => _extras.HasFlag(extras);

    private bool OneIn(int n) => _random.Next(n) == 0;

    private Kind AnyKind() => _kinds[_random.Next(_kinds.Length)];

    private void Module(int size)
    {
        int count = 2 + _random.Next(6);
        for (int i = 0; i < count; i++)
        {
            _functions.Add(new Shape(Some(OneIn(6) ? 14 : 5), Some(4)));
        }

        _text.Append("(module\n  (import \"wasi_snapshot_preview1\" \"fd_write\" (func $fd_write (param i32 i32 i32 i32) (result i32)))\n");
        Types();
        _text.Append("  (memory $m (export \"memory\") 1 3)\n");
        if (Has(Extras.Memory64))
        {
            _text.Append("  (memory $w (export \"w\") i64 1 2)\n");
        }

        _text.Append("  (global $calls (mut i32) (i32.const 0))\n");
        Globals();
        Data();
        Table();
        for (int i = 0; i < count; i++)
        {
            Function(i, 1 + _random.Next(size));
        }

        Run();
        Start();
        _text.Append(")\n");
    }

    private Kind[] Some(int most)
    {
        var kinds = new Kind[_random.Next(most + 1)];
        for (int i = 0; i < kinds.Length; i++)
        {
            kinds[i] = AnyKind();
        }

        return kinds;
    }

    private void Types()
    {
        for (int i = 0; i < _functions.Count; i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $"  (type $t{i} (func{Signature(_functions[i])}))\n");
        }

        if (Has(Extras.Exceptions))
        {
            _text.Append("  (tag $tag (param i32 i64))\n");
        }

        if (Has(Extras.Objects))
        {
            _text.Append("""
                  (rec
                    (type $node (sub (struct (field $i (mut i32)) (field $l (mut i64)) (field $d (mut f64)) (field $b (mut i8)) (field $n (mut (ref null $node))))))
                    (type $leaf (sub $node (struct (field $i (mut i32)) (field $l (mut i64)) (field $d (mut f64)) (field $b (mut i8)) (field $n (mut (ref null $node))) (field $x (mut i32))))))
                  (type $bytes (array (mut i8)))

                """);
        }
    }

    private static string Signature(Shape shape)
    {
        var text = new StringBuilder();
        for (int i = 0; i < shape.Parameters.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $" (param {Name(shape.Parameters[i])})");
        }

        foreach (Kind result in shape.Results)
        {
            text.Append(CultureInfo.InvariantCulture, $" (result {Name(result)})");
        }

        return text.ToString();
    }

    private void Globals()
    {
        foreach (Kind kind in new HashSet<Kind>(_kinds))
        {
            for (int i = 0; i < GlobalsPerKind; i++)
            {
                _text.Append(CultureInfo.InvariantCulture, $"  (global $g{Letter(kind)}{i} (export \"g{Letter(kind)}{i}\") (mut {Name(kind)}) {Constant(kind)})\n");
            }
        }

        if (Has(Extras.Objects))
        {
            _text.Append(CultureInfo.InvariantCulture, $"  (global $bytes (ref $bytes) (array.new_default $bytes (i32.const {ArrayLength})))\n");
            _text.Append("  (global $gn0 (mut (ref null $node)) (ref.null $node))\n");
        }
    }

    private void Data()
    {
        _text.Append("  (data (i32.const 0) \"");
        for (int i = 0; i < UsedBytes / 4; i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $"\\{_random.Next(256):x2}");
        }

        _text.Append("\")\n  (data $passive \"0123456789abcdef\")\n");
    }

    private void Table()
    {
        _text.Append(CultureInfo.InvariantCulture, $"  (table $t {TableSize} funcref)\n  (elem (i32.const 0) func");
        for (int i = 0; i < TableSize - 1; i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $" $f{i % _functions.Count}");
        }

        _text.Append(")\n");
    }

    // The function that the outside calls: it hands its parameters to all functions, and keeps what they give back in the globals.
    private void Run()
    {
        _text.Append("  (func $run (export \"run\") (param i32 i64)\n    (global.set $calls (i32.const 60))\n");
        for (int i = 0; i < _functions.Count; i++)
        {
            foreach (Kind kind in _functions[i].Parameters)
            {
                _text.Append(kind switch
                {
                    Kind.I32 => "    (local.get 0)\n",
                    Kind.I64 => "    (local.get 1)\n",
                    Kind.F32 => "    (f32.convert_i32_s (local.get 0))\n",
                    Kind.F64 => "    (f64.convert_i64_s (local.get 1))\n",
                    _ => "    (i64x2.splat (local.get 1))\n",
                });
            }

            _text.Append(CultureInfo.InvariantCulture, $"    (call $f{i})\n");
            for (int r = _functions[i].Results.Length - 1; r >= 0; r--)
            {
                _text.Append(CultureInfo.InvariantCulture, $"    (global.set $g{Letter(_functions[i].Results[r])}{r % GlobalsPerKind})\n");
            }
        }

        _text.Append("  )\n");
    }
}

/// <summary>A module to be run: it exports <c>run (param i32 i64)</c>, globals and memories.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Text">Its text.</param>
/// <param name="NeedsCanonicalNans">Whether its results depend on the bits of NaNs, so that the compiler must make them canonical.</param>
internal sealed record GeneratedModule(int Seed, string Text, bool NeedsCanonicalNans);
