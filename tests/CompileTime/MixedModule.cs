// Modules of any size that look like what compilers of C make: functions of 50 to 2000 bytes with loops, branches, calls, memory accesses,
// floats and switches in about the proportions of real programs. The same seed gives the same bytes. The code is meant to be compiled; run, it would trap or
// loop somewhere soon.
using System;
using Wasmtime.Min.Toolchain.Wasm.Binary;

namespace Wasmtime.Min.Tests.CompileTime;

/// <summary>Generates functions at random.</summary>
internal sealed class MixedModule
{
    // Locals of each type behind at most three parameters.
    private const int LocalsPerType = 5;

    private static readonly byte[] LocalTypes = [Types.I32, Types.I64, Types.F64, Types.F32];
    private static readonly byte[] I32Operators = [0x6A, 0x6A, 0x6A, 0x6B, 0x6C, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x6E, 0x70];
    private static readonly byte[] I64Operators = [0x7C, 0x7C, 0x7D, 0x7E, 0x83, 0x84, 0x85, 0x86, 0x88, 0x89, 0x80];
    private static readonly byte[] F32Operators = [0x92, 0x93, 0x94, 0x95, 0x96];
    private static readonly byte[] F64Operators = [0xA0, 0xA1, 0xA2, 0xA3, 0xA5];
    private static readonly byte[] I32Compares = [0x46, 0x47, 0x48, 0x49, 0x4A, 0x4C, 0x4E, 0x4F];

    private readonly Random _random;
    private readonly ByteWriter _body = new();
    private byte[] _parameters = [];
    private int _functions;
    private int _depth;

    private MixedModule(int seed) => _random = new Random(seed);

    /// <summary>A module of about <paramref name="bytes"/> bytes.</summary>
    internal static byte[] Generate(int bytes, int seed) => new MixedModule(seed).Generate(bytes);

    /// <summary>A module with one function of about <paramref name="bytes"/> bytes.</summary>
    internal static byte[] GenerateOneFunction(int bytes, int seed)
    {
        var generator = new MixedModule(seed) { _functions = 1 };
        var module = new ModuleBytes();
        generator.Function(module, bytes);
        return module.ToArray();
    }

    private byte[] Generate(int bytes)
    {
        var module = new ModuleBytes();

        // Calls go to functions that may not exist yet, so their number is decided before: a function has some 400 bytes.
        _functions = Math.Max(1, bytes / 400);
        for (int i = 0; i < _functions; i++)
        {
            // Few long functions and many short ones; together they reach the size that was asked for.
            int average = Math.Max(50, (bytes - module.CodeLength) / (_functions - i));
            int size = _random.Next(8) == 0 ? average * 3 : average * (2 + _random.Next(6)) / 6;
            Function(module, Math.Max(50, size), TypeOf(i));
        }

        return module.ToArray();
    }

    private static int TypeOf(int function) => function % 3;

    private void Function(ModuleBytes module, int size, int type = 0)
    {
        _body.Clear();
        _parameters = Types.Functions[type].Parameters;
        while (_body.Length < size)
        {
            Statement();
        }

        Expression(Types.Functions[type].Result, 2);
        _body.Byte(0x0B);
        module.Add(
            type,
            [(LocalsPerType, Types.I32), (LocalsPerType, Types.I64), (LocalsPerType, Types.F64), (LocalsPerType, Types.F32)],
            _body);
    }

    private void Statements(int count)
    {
        _depth++;
        for (int i = 0; i < count; i++)
        {
            Statement();
        }

        _depth--;
    }

    private void Statement()
    {
        int kind = _random.Next(_depth < 5 ? 100 : 70);
        if (kind < 38)
        {
            byte type = AnyType();
            Expression(type, 3);
            Local(0x21, type);
        }
        else if (kind < 58)
        {
            Store();
        }
        else if (kind < 68)
        {
            byte result = Call(2);
            Local(0x21, result);
        }
        else if (kind < 70)
        {
            Expression(Types.I32, 2);
            _body.Byte(0x24); // global.set
            _body.Index(_random.Next(ModuleBytes.GlobalCount));
        }
        else if (kind < 86)
        {
            Expression(Types.I32, 2);
            _body.Bytes([0x04, 0x40]); // if
            Statements(1 + _random.Next(3));
            if (_random.Next(2) == 0)
            {
                _body.Byte(0x05); // else
                Statements(1 + _random.Next(3));
            }

            _body.Byte(0x0B);
        }
        else if (kind < 97)
        {
            Loop();
        }
        else
        {
            Switch(2 + _random.Next(12));
        }
    }

    // do { ...; if (x) break; ... } while (--i)
    private void Loop()
    {
        _body.Bytes([0x02, 0x40, 0x03, 0x40]);
        Statements(1 + _random.Next(3));
        if (_random.Next(2) == 0)
        {
            Expression(Types.I32, 2);
            _body.Bytes([0x0D, 0x01]);
            Statements(1 + _random.Next(2));
        }

        int counter = LocalIndex(Types.I32);
        _body.Byte(0x20);
        _body.Index(counter);
        _body.Bytes([0x41, 0x7F, 0x6A, 0x22]); // i32.const -1, i32.add, local.tee
        _body.Index(counter);
        _body.Bytes([0x0D, 0x00, 0x0B, 0x0B]);
    }

    private void Switch(int cases)
    {
        for (int i = 0; i <= cases; i++)
        {
            _body.Bytes([0x02, 0x40]);
        }

        Expression(Types.I32, 1);
        _body.Byte(0x0E); // br_table
        _body.Count(cases - 1);
        for (int i = 0; i < cases; i++)
        {
            _body.Index(_random.Next(cases));
        }

        for (int i = cases; i >= 0; i--)
        {
            _body.Byte(0x0B);
            if (i > 0)
            {
                Statements(1);
                _body.Byte(0x0C); // br: leave the switch
                _body.Index(i - 1);
            }
        }
    }

    private void Store()
    {
        (byte type, byte code, byte align) = _random.Next(8) switch
        {
            0 => (Types.I64, (byte)0x37, (byte)3),
            1 => (Types.F64, (byte)0x39, (byte)3),
            2 => (Types.F32, (byte)0x38, (byte)2),
            3 => (Types.I32, (byte)0x3A, (byte)0), // i32.store8
            4 => (Types.I32, (byte)0x3B, (byte)1), // i32.store16
            _ => (Types.I32, (byte)0x36, (byte)2),
        };
        Expression(Types.I32, 1);
        Expression(type, 2);
        Access(code, align);
    }

    private void Load(byte type)
    {
        Expression(Types.I32, 1);
        switch (type)
        {
            case Types.I32 when _random.Next(3) == 0:
                Access(0x2D, 0); // i32.load8_u
                break;
            case Types.I32:
                Access(0x28, 2);
                break;
            case Types.I64:
                Access(0x29, 3);
                break;
            case Types.F32:
                Access(0x2A, 2);
                break;
            default:
                Access(0x2B, 3);
                break;
        }
    }

    private void Access(byte code, byte align)
    {
        _body.Byte(code);
        _body.Byte(align);
        _body.Count(_random.Next(64) * 4);
    }

    private byte Call(int depth)
    {
        int callee = _random.Next(_functions);
        int type = TypeOf(callee);
        foreach (byte parameter in Types.Functions[type].Parameters)
        {
            Expression(parameter, depth - 1);
        }

        if (_random.Next(8) == 0)
        {
            Expression(Types.I32, 1);
            _body.Byte(0x11); // call_indirect
            _body.Index(type);
            _body.Byte(0x00);
        }
        else
        {
            _body.Byte(0x10);
            _body.Index(callee);
        }

        return Types.Functions[type].Result;
    }

    private void Expression(byte type, int depth)
    {
        int kind = depth <= 0 ? _random.Next(30) : _random.Next(100);
        if (kind < 12)
        {
            Constant(type);
        }
        else if (kind < 45)
        {
            Local(0x20, type);
        }
        else if (kind < 63)
        {
            Load(type);
        }
        else if (kind < 90)
        {
            Expression(type, depth - 1);
            Expression(type, depth - 1);
            _body.Byte(Pick(type switch
            {
                Types.I32 => _random.Next(4) == 0 ? I32Compares : I32Operators,
                Types.I64 => I64Operators,
                Types.F32 => F32Operators,
                _ => F64Operators,
            }));
        }
        else if (kind < 96)
        {
            Convert(type, depth - 1);
        }
        else
        {
            Expression(type, depth - 1);
            Expression(type, depth - 1);
            Expression(Types.I32, depth - 1);
            _body.Byte(0x1B); // select
        }
    }

    private void Convert(byte type, int depth)
    {
        (byte from, byte code) = type switch
        {
            Types.I32 => _random.Next(2) == 0 ? (Types.I64, (byte)0xA7) : (Types.F64, (byte)0x63),
            Types.I64 => (Types.I32, _random.Next(2) == 0 ? (byte)0xAC : (byte)0xAD),
            Types.F32 => (Types.F64, (byte)0xB6),
            _ => (Types.I32, (byte)0xB7),
        };
        Expression(from, depth);
        if (code == 0x63)
        {
            Expression(from, depth); // f64.lt
        }

        _body.Byte(code);
    }

    private void Constant(byte type)
    {
        switch (type)
        {
            case Types.I32:
                _body.Byte(0x41);
                _body.Signed(_random.Next(4) == 0 ? _random.Next(1 << 20) - (1 << 19) : _random.Next(128) - 16);
                break;
            case Types.I64:
                _body.Byte(0x42);
                _body.Signed(_random.Next(256) - 64);
                break;
            case Types.F32:
                _body.Byte(0x43);
                _body.Fixed32(BitConverter.SingleToUInt32Bits(_random.Next(100) / 4f));
                break;
            default:
                _body.Byte(0x44);
                _body.Fixed64(BitConverter.DoubleToUInt64Bits(_random.Next(100) / 8.0));
                break;
        }
    }

    private void Local(byte code, byte type)
    {
        _body.Byte(code);
        _body.Index(LocalIndex(type));
    }

    // A parameter of that type now and then, else one of the locals.
    private int LocalIndex(byte type)
    {
        int parameter = _random.Next(6);
        return parameter < _parameters.Length && _parameters[parameter] == type
            ? parameter
            : _parameters.Length + (Array.IndexOf(LocalTypes, type) * LocalsPerType) + _random.Next(LocalsPerType);
    }

    private byte AnyType() => _random.Next(10) switch
    {
        0 or 1 => Types.I64,
        2 => Types.F64,
        3 => Types.F32,
        _ => Types.I32,
    };

    private byte Pick(byte[] codes) => codes[_random.Next(codes.Length)];
}
