// Reads what FunctionPrinter writes, so that every dump is a test input: printing, parsing and printing again gives the same text. Values and
// blocks keep their numbers. What the text does not say is lost: places in the wasm file, and nodes that nothing uses.
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Parses the text form of functions.</summary>
public sealed class FunctionParser
{
    private static readonly Dictionary<string, Opcode> Opcodes = NamesOf(OpcodeTable.All);

    private readonly Function _f = new();
    private readonly List<(int Number, List<string> Words)> _lines = [];
    private List<string> _words = [];
    private int _line;
    private int _at;

    private FunctionParser()
    {
    }

    /// <summary>The function that a text describes; not verified.</summary>
    /// <exception cref="IrTextException">The text has another form.</exception>
    public static Function Parse(string text)
    {
        var parser = new FunctionParser();
        parser.ReadLines(text);
        parser.ParseHeader();
        parser.ReserveNumbers();
        parser.ParseBody();
        return parser._f;
    }

    private static Dictionary<string, Opcode> NamesOf(ReadOnlySpan<OpcodeRow> rows)
    {
        var names = new Dictionary<string, Opcode>(StringComparer.Ordinal);
        foreach (OpcodeRow row in rows)
        {
            names.Add(row.Name, row.Op);
        }

        return names;
    }

    private void ReadLines(string text)
    {
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            List<string> words = IrText.Split(line, number);
            if (words.Count > 0)
            {
                _lines.Add((number, words));
            }
        }

        if (_lines.Count == 0)
        {
            throw new IrTextException(1, "no function");
        }
    }

    // function "NAME" (i32) -> (i64) {
    private void ParseHeader()
    {
        Begin(0);
        Expect("function");
        string name = Next();
        if (!name.StartsWith('"'))
        {
            throw Bad("a function's name stands between quotes");
        }

        Signature signature = ParseSignature();
        Expect("{");
        EndLine();
        _f.Clear(name[1..], signature);
    }

    private Signature ParseSignature()
    {
        IrType[] parameters = ParseTypes();
        Expect("->");
        return new Signature(parameters, ParseTypes());
    }

    private IrType[] ParseTypes()
    {
        List<IrType> types = [];
        Expect("(");
        while (!TryTake(")"))
        {
            if (types.Count > 0)
            {
                Expect(",");
            }

            types.Add(ParseType(Next()));
        }

        return [.. types];
    }

    private IrType ParseType(string name)
    {
        for (IrType type = IrType.None; type <= IrType.Ref; type++)
        {
            if (type.Name == name)
            {
                return type;
            }
        }

        throw Bad($"no type '{name}'");
    }

    // Every number that is defined has to exist before effects without a number are added.
    private void ReserveNumbers()
    {
        int values = 0, blocks = 0;
        for (int i = 1; i < _lines.Count; i++)
        {
            Begin(i);
            foreach (string word in _words)
            {
                if (TryNumber(word, "v", out int value))
                {
                    values = Math.Max(values, value + 1);
                }
                else if (TryNumber(word, "block", out int block))
                {
                    blocks = Math.Max(blocks, block + 1);
                }
            }
        }

        _f.Reserve(values, blocks);
    }

    private void ParseBody()
    {
        Block block = Block.None;
        for (int i = 1; i < _lines.Count; i++)
        {
            Begin(i);
            if (TryTake("}"))
            {
                EndLine();
                if (i != _lines.Count - 1)
                {
                    throw Bad("text behind the end of the function");
                }

                return;
            }

            if (TryNumber(_words[0], "block", out int id))
            {
                _at++;
                block = new Block(id);
                ParseBlockHeader(block);
            }
            else if (TryNumber(_words[0], "sig", out int signature))
            {
                _at++;
                Expect("=");
                CheckNext("signature", signature, _f.AddSignature(ParseSignature()).Id);
            }
            else if (TryNumber(_words[0], "slot", out int slot))
            {
                _at++;
                Expect("=");
                CheckNext("slot", slot, _f.AddStackSlot((int)Long(Next())).Id);
            }
            else if (block.IsNone)
            {
                throw Bad("an operation outside of a block");
            }
            else
            {
                ParseOperation(block);
            }

            EndLine();
        }

        throw Bad("the function has no end");
    }

    private void CheckNext(string what, int given, int next)
    {
        if (given != next)
        {
            throw Bad($"the next {what} has number {next}");
        }
    }

    private void ParseBlockHeader(Block block)
    {
        Expect("(");
        for (int index = 0; !TryTake(")"); index++)
        {
            if (index > 0)
            {
                Expect(",");
            }

            Value value = ParseValue();
            Expect(":");
            IrType type = ParseType(Next());
            if (block != Block.Entry)
            {
                _f.RestoreParam(block, value, type);
            }
            else if (index >= _f.Signature.Params.Length || _f.ParamsOf(block)[index] != value.Id || _f.TypeOf(value) != type)
            {
                throw Bad("the entry's parameters are those of the function, numbered from v0");
            }
        }

        if (TryTake("cold"))
        {
            _f.MarkCold(block);
        }

        Expect(":");
    }

    private void ParseOperation(Block block)
    {
        Value defined = Value.None;
        if (_words.Count > 1 && _words[1] == "=")
        {
            defined = ParseValue();
            Expect("=");
        }

        string name = Next();
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (!Opcodes.TryGetValue(dot < 0 ? name : name[..dot], out Opcode op))
        {
            throw Bad($"no operation '{name}'");
        }

        ref readonly OpcodeRow row = ref OpcodeTable.Of(op);
        var node = new Node { Op = op, Type = dot < 0 ? IrType.None : ParseType(name[(dot + 1)..]) };
        if (defined.IsNone != dot < 0)
        {
            throw Bad("a type is given where, and only where, there is a value");
        }

        ParseImmediates(ref node, row);
        ParseOperands(ref node, row.Operands);
        ParseEdges(ref node, block);
        if (row.Kind is OpKind.Effect or OpKind.Terminator)
        {
            if (defined.IsNone)
            {
                _f.Append(block, node, uint.MaxValue);
            }
            else
            {
                _f.RestoreEffect(block, defined, node);
            }
        }
        else if (defined.IsNone)
        {
            throw Bad($"{row.Name} needs a value");
        }
        else
        {
            _f.RestorePure(defined, node);
        }
    }

    private void ParseImmediates(ref Node node, in OpcodeRow row)
    {
        switch (row.Aux)
        {
            case AuxKind.None:
                break;
            case AuxKind.Number or AuxKind.TrapCode:
                node.Imm = Long(Next());
                break;
            case AuxKind.IntCc:
                node.Aux = (byte)ParseIntCc();
                break;
            case AuxKind.FloatCc:
                node.Aux = (byte)ParseFloatCc();
                break;
            case AuxKind.Access:
                ParseAccess(ref node);
                break;
            case AuxKind.CallFlags:
                node.Imm = ParseSymbol();
                node.C = Numbered("sig");
                Expect("flags");
                node.Aux = (byte)Long(Next());
                break;
            case AuxKind.Lanes:
                node.Aux = (byte)ParseLanes();
                break;
            case AuxKind.LanesImm:
                node.Aux = (byte)ParseLanes();
                node.Imm = Long(Next());
                break;
            case AuxKind.LanesIntCc:
                node.Aux = (byte)ParseLanes();
                node.Aux |= (byte)((int)ParseIntCc() << 4);
                break;
            case AuxKind.LanesFloatCc:
                node.Aux = (byte)ParseLanes();
                node.Aux |= (byte)((int)ParseFloatCc() << 4);
                break;
            case AuxKind.Shuffle or AuxKind.Vector:
                node.Imm = ParseVector();
                break;
            default:
                throw Bad($"operations like {row.Name} have no text form");
        }
    }

    // 8s +12 class 1 trap 2 whole
    private void ParseAccess(ref Node node)
    {
        string width = Next();
        bool isSigned = width.EndsWith('s');
        node.Aux = (byte)((Long(isSigned ? width[..^1] : width) / 8) | (isSigned ? Node.SignedAccess : 0L));
        string offset = Next();
        node.Imm = offset.StartsWith('+') ? Long(offset[1..]) : throw Bad("an offset begins with +");
        Expect("class");
        var aliasClass = (ushort)Long(Next());
        Expect("trap");
        var trapCode = (byte)Long(Next());
        bool isWhole = _at < _words.Count && _words[_at] == "whole";
        _at += isWhole ? 1 : 0;
        node.C = new MemFlags(trapCode, aliasClass, isWhole).Packed;
    }

    private void ParseOperands(ref Node node, Operands operands)
    {
        if (operands == Operands.List)
        {
            List<Value> values = [];
            while (_at < _words.Count && TryNumber(_words[_at], "v", out int id))
            {
                values.Add(new Value(id));
                _at++;
            }

            node.B = _f.CreateList(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values));
            return;
        }

        foreach (ref int operand in _f.OperandsOf(ref node))
        {
            operand = ParseValue().Id;
        }
    }

    private void ParseEdges(ref Node node, Block block)
    {
        Edges edges = OpcodeTable.Of(node.Op).Edges;
        switch (edges)
        {
            case Edges.Branch:
                node.B = _f.EdgeCount;
                break;
            case Edges.Handler:
                node.A = _f.EdgeCount;
                break;
            case Edges.None:
            default:
                return;
        }

        while (_at < _words.Count)
        {
            Block target = new(Numbered("block"));
            List<Value> arguments = [];
            Expect("(");
            while (!TryTake(")"))
            {
                if (arguments.Count > 0)
                {
                    Expect(",");
                }

                arguments.Add(ParseValue());
            }

            _f.AddEdge(block, target, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(arguments));
            node.C += edges == Edges.Branch ? 1 : 0;
        }
    }

    private IntCc ParseIntCc()
    {
        string name = Next();
        for (IntCc cc = IntCc.Equal; cc <= IntCc.UnsignedLessThanOrEqual; cc++)
        {
            if (cc.Name == name)
            {
                return cc;
            }
        }

        throw Bad($"no condition '{name}'");
    }

    private FloatCc ParseFloatCc()
    {
        string name = Next();
        for (FloatCc cc = FloatCc.Equal; cc <= FloatCc.GreaterThanOrEqual; cc++)
        {
            if (cc.Name == name)
            {
                return cc;
            }
        }

        throw Bad($"no condition '{name}'");
    }

    private Lanes ParseLanes()
    {
        string name = Next();
        for (Lanes lanes = Lanes.I8x16; lanes <= Lanes.F64x2; lanes++)
        {
            if (lanes.Name == name)
            {
                return lanes;
            }
        }

        throw Bad($"no lanes '{name}'");
    }

    private long ParseVector()
    {
        string word = Next();
        return word.StartsWith("0x", StringComparison.Ordinal)
            && UInt128.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 bits)
            ? _f.AddVector(bits)
            : throw Bad($"'{word}' is not the bits of a vector");
    }

    // Symbols have 32 bits, and some the upper one.
    private uint ParseSymbol()
    {
        string word = Next();
        return word.StartsWith("sym", StringComparison.Ordinal)
            && uint.TryParse(word.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            ? number
            : throw Bad($"'{word}' where symN should stand");
    }

    private Value ParseValue() => new(Numbered("v"));

    private int Numbered(string prefix)
    {
        string word = Next();
        return TryNumber(word, prefix, out int number) ? number : throw Bad($"'{word}' where {prefix}N should stand");
    }

    private static bool TryNumber(string word, string prefix, out int number)
    {
        number = 0;
        return word.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(word.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private long Long(string word) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Bad($"'{word}' is not a number");

    private void Begin(int line)
    {
        (_line, _words) = _lines[line];
        _at = 0;
    }

    private string Next() => _at < _words.Count ? _words[_at++] : throw Bad("the line ends too early");

    private bool TryTake(string word)
    {
        bool isNext = _at < _words.Count && _words[_at] == word;
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private void Expect(string word)
    {
        if (!TryTake(word))
        {
            throw Bad($"'{word}' expected{(_at < _words.Count ? $", found '{_words[_at]}'" : "")}");
        }
    }

    private void EndLine()
    {
        if (_at < _words.Count)
        {
            throw Bad($"'{_words[_at]}' is too much");
        }
    }

    private IrTextException Bad(string problem) => new(_line, problem);
}
