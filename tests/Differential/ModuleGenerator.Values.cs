// Expressions: each gives one value of a type.
using System;
using System.Collections.Generic;
using System.Globalization;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Tests.Differential;

internal sealed partial class ModuleGenerator
{
    private static readonly string[] I32Constants = ["0", "1", "-1", "2", "7", "8", "31", "32", "33", "127", "-128", "255", "256", "4095", "65535", "65536", "0x7fffffff", "-0x80000000", "0x12345678"];

    private static readonly string[] I64Constants =
        ["0", "1", "-1", "2", "8", "63", "64", "65", "-128", "255", "0xffff", "0x7fffffff", "0x80000000", "0xffffffff", "0x100000000", "0x7fffffffffffffff", "-0x8000000000000000", "0x123456789abcdef0"];

    private static readonly string[] FloatConstants =
        ["0", "-0", "1", "-1", "0.5", "-1.5", "2.5", "1e10", "-3e38", "0x1p-149", "inf", "-inf", "nan", "-nan", "2147483648", "4294967295.0", "9223372036854775808", "0x1.921fb6p+1"];

    private string Constant(Kind kind)
    {
        switch (kind)
        {
            case Kind.I32:
                return $"(i32.const {(OneIn(3) ? Number(_random.Next()) : Pick(I32Constants))})";
            case Kind.I64:
                return $"(i64.const {(OneIn(3) ? _random.NextInt64().ToString(CultureInfo.InvariantCulture) : Pick(I64Constants))})";
            case Kind.F32 or Kind.F64:
                return $"({Name(kind)}.const {Pick(FloatConstants)})";
            case Kind.V128:
                return $"(v128.const i64x2 {_random.NextInt64()} {Pick(I64Constants)})";
            default:
                return "(ref.null $node)";
        }
    }

    private string Pick(string[] values) => values[_random.Next(values.Length)];

    private void Value(Kind kind, int depth)
    {
        if (kind == Kind.Node)
        {
            Node(depth);
            return;
        }

        int way = _random.Next(depth <= 0 ? 40 : 140);
        if (way < 10)
        {
            _text.Append(Constant(kind));
        }
        else if (way < 32)
        {
            Read(kind);
        }
        else if (way < 40)
        {
            _text.Append(CultureInfo.InvariantCulture, $"(global.get $g{Letter(kind)}{_random.Next(GlobalsPerKind)})");
        }
        else if (way < 112)
        {
            Operation(kind, depth);
        }
        else
        {
            Compound(kind, depth, way);
        }
    }

    private void Compound(Kind kind, int depth, int way)
    {
        string name = Name(kind);
        if (way < 118)
        {
            Many("(select ", kind, kind, Kind.I32, depth);
        }
        else if (way < 124)
        {
            _text.Append(CultureInfo.InvariantCulture, $"(if (result {name}) ");
            Value(Kind.I32, depth - 1);
            _text.Append(" (then ");
            Value(kind, depth - 1);
            _text.Append(") (else ");
            Value(kind, depth - 1);
            _text.Append("))");
        }
        else if (way < 129)
        {
            string label = NewLabel();
            _text.Append(CultureInfo.InvariantCulture, $"(block {label} (result {name}) (drop (br_if {label} ");
            Value(kind, depth - 1);
            _text.Append(' ');
            Value(Kind.I32, depth - 1);
            _text.Append(")) ");
            Value(kind, depth - 1);
            _text.Append(')');
        }
        else if (way < 134 && Writable(kind) is { } local)
        {
            _text.Append(CultureInfo.InvariantCulture, $"(local.tee {local} ");
            Value(kind, depth - 1);
            _text.Append(')');
        }
        else if (way < 138 && kind is not Kind.V128 && Has(Extras.Objects))
        {
            Field(kind, depth);
        }
        else
        {
            Call(kind, depth);
        }
    }

    private void Read(Kind kind)
    {
        List<string> locals = _locals[(int)kind];
        bool readsCounter = kind == Kind.I32 && _counters.Count != 0 && OneIn(3);
        _text.Append("(local.get ").Append(readsCounter ? _counters[_random.Next(_counters.Count)] : locals[_random.Next(locals.Count)]).Append(')');
    }

    private string? Writable(Kind kind) => _locals[(int)kind] is { Count: not 0 } locals ? locals[_random.Next(locals.Count)] : null;

    private void Operation(Kind result, int depth)
    {
        List<Instruction> candidates = _pool.For(result);
        Instruction instruction = candidates[_random.Next(candidates.Count)];
        if (instruction.MayTrap && !OneIn(30))
        {
            _text.Append(Constant(result));
            return;
        }

        bool canonical = Has(Extras.OpenNans) && instruction.MakesNans;
        if (!canonical)
        {
            Write(instruction, depth);
            return;
        }

        // Nobody can tell which NaN it was.
        string temporary = result == Kind.F32 ? "$nanf" : "$nand";
        _text.Append(CultureInfo.InvariantCulture, $"(select (local.tee {temporary} ");
        Write(instruction, depth);
        string name = Name(result);
        _text.Append(CultureInfo.InvariantCulture, $") ({name}.const nan) ({name}.eq (local.get {temporary}) (local.get {temporary})))");
    }

    private void Write(Instruction instruction, int depth)
    {
        bool isMemory = instruction.Row.Immediates is Imm.MemArg or Imm.MemArgLane;
        bool isWide = isMemory && Has(Extras.Memory64) && OneIn(3);
        bool isAtomic = instruction.Row.Feature == WasmFeatures.Threads;
        int align = 1 << instruction.Row.NaturalAlignmentLog2;
        _text.Append('(').Append(instruction.Row.Text);
        if (isMemory)
        {
            _text.Append(isWide ? " $w" : " $m");
            int offset = OneIn(3) ? 0 : _random.Next(64);
            _text.Append(CultureInfo.InvariantCulture, $" offset={(isAtomic ? offset & -align : offset)}");
        }

        Lanes(instruction);
        foreach (Kind operand in instruction.Operands)
        {
            _text.Append(' ');
            if (operand == Kind.Address)
            {
                Address(isWide ? Kind.I64 : Kind.I32, isAtomic ? align : 1, depth);
            }
            else if (instruction.Divides && !OneIn(30))
            {
                // For the dividend it does no harm.
                _text.Append(CultureInfo.InvariantCulture, $"({Name(operand)}.or ({Name(operand)}.const 8) ");
                Value(operand, depth - 1);
                _text.Append(')');
            }
            else
            {
                Value(operand, depth - 1);
            }
        }

        _text.Append(')');
    }

    private void Lanes(Instruction instruction)
    {
        if (instruction.Row.LaneCount != 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $" {_random.Next(instruction.Row.LaneCount)}");
        }
        else if (instruction.Row.Immediates == Imm.Shuffle)
        {
            // Often a shuffle that moves whole lanes, which have instructions of their own.
            int unit = 1 << _random.Next(4);
            for (int i = 0; i < 16 / unit; i++)
            {
                int from = _random.Next(32 / unit) * unit;
                for (int b = 0; b < unit; b++)
                {
                    _text.Append(CultureInfo.InvariantCulture, $" {from + b}");
                }
            }
        }
    }

    // Nearly all addresses are in bounds; now and then one may be anything.
    private void Address(Kind kind, int align, int depth)
    {
        string name = Name(kind);
        int way = _random.Next(400);
        if (way < 80)
        {
            _text.Append(CultureInfo.InvariantCulture, $"({name}.const {_random.Next(UsedBytes) & -align})");
        }
        else if (way < 180 && _counters.Count != 0 && kind == Kind.I32)
        {
            _text.Append("(i32.shl ");
            _text.Append("(local.get ").Append(_counters[_random.Next(_counters.Count)]).Append(") (i32.const 4))");
        }
        else if (way < 398)
        {
            _text.Append(CultureInfo.InvariantCulture, $"({name}.and ");
            Value(kind, depth - 1);
            _text.Append(CultureInfo.InvariantCulture, $" ({name}.const {(UsedBytes - 1) & -align}))");
        }
        else
        {
            Value(kind, depth - 1);
        }
    }

    private void Many(string head, Kind a, Kind b, Kind c, int depth)
    {
        _text.Append(head);
        Value(a, depth - 1);
        _text.Append(' ');
        Value(b, depth - 1);
        _text.Append(' ');
        Value(c, depth - 1);
        _text.Append(')');
    }

    // A call for its one result, to a function behind this one; there may be none.
    private void Call(Kind kind, int depth)
    {
        int callee = _random.Next(_functions.Count);
        if (callee > _current && _functions[callee].Results is [var result] && result == kind)
        {
            _text.Append(CultureInfo.InvariantCulture, $"(call $f{callee}");
            Arguments(_functions[callee], depth - 1);
            _text.Append(')');
        }
        else
        {
            Operation(kind, depth);
        }
    }

    private void Arguments(Shape callee, int depth)
    {
        foreach (Kind parameter in callee.Parameters)
        {
            _text.Append(' ');
            Value(parameter, depth);
        }
    }

    private void Node(int depth)
    {
        int way = _random.Next(depth <= 0 ? 40 : 100);
        if (way < 30)
        {
            Read(Kind.Node);
        }
        else if (way < 36)
        {
            _text.Append("(global.get $gn0)");
        }
        else if (way < 40)
        {
            _text.Append("(ref.null $node)");
        }
        else if (way < 80)
        {
            bool isLeaf = OneIn(2);
            _text.Append(isLeaf ? "(struct.new $leaf " : "(struct.new $node ");
            foreach (Kind field in (ReadOnlySpan<Kind>)[Kind.I32, Kind.I64, Kind.F64, Kind.I32, Kind.Node])
            {
                Value(field, depth - 2);
                _text.Append(' ');
            }

            if (isLeaf)
            {
                Value(Kind.I32, depth - 2);
            }

            _text.Append(')');
        }
        else if (way < 90)
        {
            _text.Append("(if (result (ref null $node)) (ref.is_null (local.tee $thisn ");
            Node(depth - 1);
            _text.Append(")) (then (ref.null $node)) (else (struct.get $node $n (local.get $thisn))))");
        }
        else
        {
            _text.Append("(select (result (ref null $node)) ");
            Node(depth - 1);
            _text.Append(' ');
            Node(depth - 1);
            _text.Append(' ');
            Value(Kind.I32, depth - 1);
            _text.Append(')');
        }
    }

    // A scalar out of an object: a field of a structure that may be null (then something else, or seldom a trap), or an element of the array.
    private void Field(Kind kind, int depth)
    {
        if (kind == Kind.I32 && OneIn(2))
        {
            switch (_random.Next(4))
            {
                case 0:
                    _text.Append("(ref.test (ref $leaf) ");
                    Node(depth - 1);
                    break;
                case 1:
                    _text.Append("(ref.eq ");
                    Node(depth - 1);
                    _text.Append(' ');
                    Node(depth - 1);
                    break;
                case 2:
                    _text.Append(OneIn(2) ? "(array.get_s $bytes (global.get $bytes) (i32.and " : "(array.get_u $bytes (global.get $bytes) (i32.and ");
                    Value(Kind.I32, depth - 1);
                    _text.Append(CultureInfo.InvariantCulture, $" (i32.const {ArrayLength - 1}))");
                    break;
                default:
                    _text.Append(OneIn(2) ? "(i31.get_s (ref.i31 " : "(i31.get_u (ref.i31 ");
                    Value(Kind.I32, depth - 1);
                    _text.Append(')');
                    break;
            }

            _text.Append(')');
            return;
        }

        string field = kind switch
        {
            Kind.I32 => OneIn(2) ? "struct.get $node $i" : OneIn(2) ? "struct.get_s $node $b" : "struct.get_u $node $b",
            Kind.I64 => "struct.get $node $l",
            _ => "struct.get $node $d",
        };
        bool isSingle = kind == Kind.F32;
        string get = isSingle ? Has(Extras.OpenNans) ? "(f32.convert_i32_s (i32.trunc_sat_f64_s (struct.get $node $d (local.get $thisn))))" : "(f32.demote_f64 (struct.get $node $d (local.get $thisn)))" : $"({field} (local.get $thisn))";
        if (OneIn(200))
        {
            _text.Append("(block (result ").Append(Name(kind)).Append(") (local.set $thisn ");
            Node(depth - 1);
            _text.Append(") ").Append(get).Append(')');
            return;
        }

        _text.Append(CultureInfo.InvariantCulture, $"(if (result {Name(kind)}) (ref.is_null (local.tee $thisn ");
        Node(depth - 1);
        _text.Append(")) (then ");
        Value(kind, depth - 2);
        _text.Append(") (else ").Append(get).Append("))");
    }
}
