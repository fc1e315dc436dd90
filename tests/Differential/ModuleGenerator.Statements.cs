// Statements, and the functions made of them.
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Wasmtime.Min.Tests.Differential;

internal sealed partial class ModuleGenerator
{
    private const int LocalsPerKind = 3;
    private const int MostCounters = 3;
    private const int ValueDepth = 5;

    private readonly List<string>[] _locals = [[], [], [], [], [], [], [], []];
    private readonly List<string> _counters = [];
    private readonly List<string> _labels = [];
    private int _current;
    private int _statements;
    private int _labelCount;
    private string _indent = "";

    private string NewLabel() => $"$l{_labelCount++}";

    private void Function(int index, int size)
    {
        Shape shape = _functions[index];
        _current = index;
        _statements = size;
        _labelCount = 0;
        _indent = "    ";
        Array.ForEach(_locals, static list => list.Clear());
        _text.Append(CultureInfo.InvariantCulture, $"  (func $f{index} (type $t{index})");
        for (int i = 0; i < shape.Parameters.Length; i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $" (param $p{i} {Name(shape.Parameters[i])})");
            _locals[(int)shape.Parameters[i]].Add($"$p{i}");
        }

        foreach (Kind result in shape.Results)
        {
            _text.Append(CultureInfo.InvariantCulture, $" (result {Name(result)})");
        }

        _text.Append('\n');
        Locals();
        _text.Append("    (if (i32.le_s (global.get $calls) (i32.const 0)) (then (return");
        foreach (Kind result in shape.Results)
        {
            _text.Append(' ').Append(Constant(result));
        }

        _text.Append(")))\n    (global.set $calls (i32.sub (global.get $calls) (i32.const 1)))\n");
        while (_statements > 0)
        {
            Statement();
        }

        Line("");
        if (TailCallee(shape) is { } callee && OneIn(2))
        {
            _text.Append(CultureInfo.InvariantCulture, $"(return_call $f{callee}");
            Arguments(_functions[callee], ValueDepth - 1);
            _text.Append(')');
        }
        else
        {
            foreach (Kind result in shape.Results)
            {
                Value(result, ValueDepth);
                Line("");
            }
        }

        _text.Append("\n  )\n");
    }

    private void Locals()
    {
        var kinds = new HashSet<Kind>(_kinds);
        if (Has(Extras.Objects))
        {
            kinds.Add(Kind.Node);
            _text.Append("    (local $thisn (ref null $node))\n");
        }

        foreach (Kind kind in kinds)
        {
            for (int i = 0; i < LocalsPerKind; i++)
            {
                string name = $"${Letter(kind)}{i}";
                _text.Append(CultureInfo.InvariantCulture, $"    (local {name} {Name(kind)})\n");
                _locals[(int)kind].Add(name);
            }
        }

        for (int i = 0; i < MostCounters; i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $"    (local $c{i} i32)\n");
        }

        _text.Append("    (local $nanf f32) (local $nand f64)\n");
    }

    private int? TailCallee(Shape shape)
    {
        for (int i = _current + 1; i < _functions.Count; i++)
        {
            if (_functions[i].Results.AsSpan().SequenceEqual(shape.Results))
            {
                return i;
            }
        }

        return null;
    }

    private void Line(string text) => _text.Append('\n').Append(_indent).Append(text);

    private void Body(int most)
    {
        string indent = _indent;
        _indent += "  ";
        for (int n = 1 + _random.Next(most); n > 0; n--)
        {
            Statement();
        }

        _indent = indent;
    }

    private void Statement()
    {
        _statements--;
        int way = _random.Next(_indent.Length < 16 ? 100 : 60);
        switch (way)
        {
            case < 26:
                Kind kind = Has(Extras.Objects) && OneIn(6) ? Kind.Node : AnyKind();
                Line($"(local.set {Writable(kind)} ");
                Value(kind, ValueDepth);
                _text.Append(')');
                break;
            case < 40:
                Line("");
                Write(_pool.Stores[_random.Next(_pool.Stores.Count)], ValueDepth);
                break;
            case < 46:
                Global();
                break;
            case < 50:
                Branch();
                break;
            case < 56:
                CallForAll();
                break;
            case < 60:
                Bulk();
                break;
            case < 74:
                Conditional();
                break;
            case < 90:
                Loop();
                break;
            case < 94:
                Switch();
                break;
            default:
                Try();
                break;
        }
    }

    private void Global()
    {
        Kind kind = Has(Extras.Objects) && OneIn(4) ? Kind.Node : AnyKind();
        Line($"(global.set $g{Letter(kind)}{(kind == Kind.Node ? 0 : _random.Next(GlobalsPerKind))} ");
        Value(kind, ValueDepth);
        _text.Append(')');
    }

    // Out of a block that is open here, or out of the function.
    private void Branch()
    {
        if (_labels.Count != 0)
        {
            Line($"(br_if {_labels[_random.Next(_labels.Count)]} ");
            Value(Kind.I32, ValueDepth - 1);
            _text.Append(')');
            return;
        }

        Line("(if ");
        Value(Kind.I32, ValueDepth - 1);
        _text.Append(" (then (return");
        foreach (Kind result in _functions[_current].Results)
        {
            _text.Append(' ');
            Value(result, 2);
        }

        _text.Append(")))");
    }

    private void CallForAll()
    {
        int callee = _random.Next(_functions.Count);
        Shape shape = _functions[callee];
        bool isIndirect = OneIn(3);
        if (!isIndirect && callee <= _current)
        {
            return;
        }

        Line(isIndirect ? $"(call_indirect $t (type $t{callee})" : $"(call $f{callee}");
        Arguments(shape, ValueDepth - 2);
        if (isIndirect)
        {
            // Mostly the right function, sometimes one that has another type, or none.
            _text.Append(' ');
            if (OneIn(50))
            {
                _text.Append(CultureInfo.InvariantCulture, $"(i32.and (i32.const {TableSize - 1}) ");
                Value(Kind.I32, 2);
                _text.Append(')');
            }
            else
            {
                _text.Append(CultureInfo.InvariantCulture, $"(i32.const {callee})");
            }
        }

        _text.Append(')');
        for (int i = shape.Results.Length - 1; i >= 0; i--)
        {
            _text.Append(CultureInfo.InvariantCulture, $" (local.set {Writable(shape.Results[i])})");
        }
    }

    private void Bulk()
    {
        switch (_random.Next(Has(Extras.Objects) ? 8 : 5))
        {
            case 0:
                Line($"(memory.fill $m ");
                Address(Kind.I32, 1, 2);
                _text.Append(' ');
                Value(Kind.I32, 2);
                _text.Append(CultureInfo.InvariantCulture, $" (i32.const {_random.Next(80)}))");
                break;
            case 1:
                Line("(memory.copy $m $m ");
                Address(Kind.I32, 1, 2);
                _text.Append(' ');
                Address(Kind.I32, 1, 2);
                _text.Append(CultureInfo.InvariantCulture, $" (i32.const {_random.Next(80)}))");
                break;
            case 2:
                Line("(memory.init $m $passive ");
                Address(Kind.I32, 1, 2);
                _text.Append(CultureInfo.InvariantCulture, $" (i32.const {_random.Next(8)}) (i32.const {_random.Next(9)}))");
                break;
            case 3:
                Line($"(local.set {Writable(Kind.I32)} (memory.grow $m (i32.const {_random.Next(2)})))");
                break;
            case 4 when _pool.Pairs.Count != 0:
                Line("");
                Instruction pair = _pool.Pairs[_random.Next(_pool.Pairs.Count)];
                Write(pair, 3);
                _text.Append(CultureInfo.InvariantCulture, $" (local.set {Writable(pair.Results[1])}) (local.set {Writable(pair.Results[0])})");
                break;
            case 5:
                Line("(array.set $bytes (global.get $bytes) (i32.and (i32.const 31) ");
                Value(Kind.I32, 2);
                _text.Append(") ");
                Value(Kind.I32, 2);
                _text.Append(')');
                break;
            case > 5:
                Line("(if (i32.eqz (ref.is_null (local.tee $thisn ");
                Value(Kind.Node, 3);
                _text.Append("))) (then (struct.set $node $i (local.get $thisn) (i32.const 5)) (struct.set $node $n (local.get $thisn) (local.get $n0))))");
                break;
            default:
                Line($"(local.set {Writable(Kind.I32)} (memory.size $m))");
                break;
        }
    }

    private void Conditional()
    {
        Line("(if ");
        Value(Kind.I32, ValueDepth);
        _text.Append(" (then");
        Body(3);
        _text.Append(')');
        if (OneIn(2))
        {
            Line("  (else");
            Body(3);
            _text.Append(')');
        }

        _text.Append(')');
    }

    // The counter goes down where every round must pass, and nobody else writes it.
    private void Loop()
    {
        if (_counters.Count == MostCounters)
        {
            Conditional();
            return;
        }

        string counter = $"$c{_counters.Count}";
        (string exit, string again) = (NewLabel(), NewLabel());
        if (OneIn(4))
        {
            Line($"(local.set {counter} (i32.and (i32.const 7) ");
            Value(Kind.I32, 3);
            _text.Append("))");
        }
        else
        {
            Line($"(local.set {counter} (i32.const {_random.Next(8)}))");
        }

        _counters.Add(counter);
        _labels.Add(exit);
        bool testsFirst = OneIn(2);
        Line($"(block {exit} (loop {again}");
        if (testsFirst)
        {
            Line($"  (br_if {exit} (i32.eqz (local.get {counter}))) (local.set {counter} (i32.sub (local.get {counter}) (i32.const 1)))");
            _labels.Add(again);
        }

        Body(4);
        if (testsFirst)
        {
            _labels.Remove(again);
            Line($"  (br {again})))");
        }
        else
        {
            Line($"  (local.set {counter} (i32.sub (local.get {counter}) (i32.const 1)))");
            Line($"  (br_if {again} (i32.gt_s (local.get {counter}) (i32.const 0)))))");
        }

        _labels.Remove(exit);
        _counters.RemoveAt(_counters.Count - 1);
    }

    private void Switch()
    {
        int cases = 1 + _random.Next(4);
        int first = _labels.Count;
        for (int i = 0; i <= cases; i++)
        {
            _labels.Add(NewLabel());
            Line($"(block {_labels[^1]}");
        }

        Line("  (br_table");
        for (int i = 0; i <= cases; i++)
        {
            _text.Append(' ').Append(_labels[first + _random.Next(cases + 1)]);
        }

        _text.Append(" (i32.and (i32.const 7) ");
        Value(Kind.I32, ValueDepth - 1);
        _text.Append(")))");
        for (int i = cases; i > 0; i--)
        {
            _labels.RemoveAt(_labels.Count - 1);
            Body(2);
            _text.Append(')');
        }

        _labels.RemoveAt(_labels.Count - 1);
    }

    private void Try()
    {
        if (!Has(Extras.Exceptions))
        {
            Conditional();
            return;
        }

        if (OneIn(3))
        {
            Line("(if ");
            Value(Kind.I32, 3);
            _text.Append(" (then (throw $tag ");
            Value(Kind.I32, 3);
            _text.Append(' ');
            Value(Kind.I64, 3);
            _text.Append(")))");
            return;
        }

        string caught = NewLabel();
        Line($"(block {caught} (result i32 i64) (try_table (catch $tag {caught})");
        Body(4);
        _text.Append(") ");
        Value(Kind.I32, 2);
        _text.Append(' ');
        Value(Kind.I64, 2);
        _text.Append(CultureInfo.InvariantCulture, $") (local.set {Writable(Kind.I64)}) (local.set {Writable(Kind.I32)})");
    }
}
