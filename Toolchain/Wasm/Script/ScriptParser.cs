// The parser of .wast scripts. It reads the structure of directives; modules are skipped in one step, because each
// parenthesis knows its partner. Words of the script language are compared as text: they are few.

using System;
using System.Collections.Generic;

using Wasmtime.Min.Toolchain.Wasm.Text;

namespace Wasmtime.Min.Toolchain.Wasm.Script;

/// <summary>Parses a script into directives.</summary>
internal sealed class ScriptParser : TokenReader
{
    // Threads of threads, alternatives of alternatives: what is deeper is no test.
    private const int MostDepth = 100;

    private int _depth;

    private ScriptParser(TokenList tokens)
        : base(tokens, first: 0)
    {
    }

    internal static WastScript Parse(TextSource source)
    {
        TokenList tokens = Lexer.Run(source);
        var parser = new ScriptParser(tokens);
        return new WastScript(source, parser.AtModuleField() ? parser.BareModule() : parser.Directives(TokenKind.End));
    }

    private bool AtModuleField() =>
        AtForm(Keyword.Type) || AtForm(Keyword.Rec) || AtForm(Keyword.Import) || AtForm(Keyword.Func) || AtForm(Keyword.Table)
        || AtForm(Keyword.Memory) || AtForm(Keyword.Global) || AtForm(Keyword.Export) || AtForm(Keyword.Start)
        || AtForm(Keyword.Elem) || AtForm(Keyword.Data) || AtForm(Keyword.Tag);

    private List<WastDirective> BareModule()
    {
        int start = Offset;
        WastModule module = WastModule.InPlace(List, At, null, isComponent: false, start, List.Source.Bytes.Length);
        return [new ModuleDirective(List.Source.Locate(start).Line, "module", module, IsDefinition: false)];
    }

    private List<WastDirective> Directives(TokenKind end)
    {
        var directives = new List<WastDirective>();
        while (Kind != end)
        {
            directives.Add(DirectiveOrProblem());
        }

        return directives;
    }

    // What cannot be understood costs the directive, not the script; only a directive without an end takes the rest with it.
    private WastDirective DirectiveOrProblem()
    {
        int open = At;
        int depth = _depth;
        try
        {
            return Directive();
        }
        catch (Exception error) when (error is WasmMalformedException or UnsupportedFeatureException && IsWhole(open))
        {
            string proposal = (error as UnsupportedFeatureException)?.Feature ?? "";
            int line = List.Source.Locate(TokenAt(open).Start).Line;
            string word = List.Source.Slice(TokenAt(open + 1).Start, TokenAt(open + 1).Length);
            _depth = depth;
            At = TokenAt(open).Value;
            string text = SourceText(open);
            Close();
            return new UnknownDirective(line, word, text, error.Message, proposal.Length > 0 ? proposal : null);
        }
    }

    private bool IsWhole(int open) => TokenAt(open).Kind == TokenKind.Open && TokenAt(open + 1).Kind == TokenKind.Word
        && TokenAt(TokenAt(open).Value).Kind == TokenKind.Close;

    private WastDirective Directive()
    {
        int open = At;
        Open();
        if (Kind != TokenKind.Word)
        {
            throw Unexpected();
        }

        string word = List.Source.Slice(Offset, Next.Length);
        int line = List.Source.Locate(TokenAt(open).Start).Line;
        At++;
        WastDirective directive = word switch
        {
            "module" or "component" => Module(line, word, open),
            "register" => new RegisterDirective(line, Name(), OptionalName()),
            "invoke" => new ActionDirective(line, word, Invoke()),
            "get" => new ActionDirective(line, word, Get()),
            "assert_return" => new AssertReturnDirective(line, Action(), Values()),
            "assert_trap" => Failure(line, word, ActionFailure.Trap),
            "assert_exhaustion" => Failure(line, word, ActionFailure.Exhaustion),
            "assert_exception" => Failure(line, word, ActionFailure.Exception),
            "assert_suspension" => Failure(line, word, ActionFailure.Suspension),
            "assert_malformed" => Refusal(line, word, ModuleFailure.Malformed),
            "assert_invalid" => Refusal(line, word, ModuleFailure.Invalid),
            "assert_unlinkable" => Refusal(line, word, ModuleFailure.Unlinkable),
            "assert_malformed_custom" => Refusal(line, word, ModuleFailure.MalformedCustom),
            "assert_invalid_custom" => Refusal(line, word, ModuleFailure.InvalidCustom),
            "thread" => Thread(line),
            "wait" => new WaitDirective(line, Identifier()),
            _ => Unknown(line, word, open),
        };
        Close();
        return directive;
    }

    private UnknownDirective Unknown(int line, string word, int open)
    {
        At = TokenAt(open).Value;
        return new UnknownDirective(line, word, SourceText(open));
    }

    private string SourceText(int open)
    {
        int start = TokenAt(open).Start;
        ref readonly Token close = ref TokenAt(TokenAt(open).Value);
        return List.Source.Slice(start, close.Start + close.Length - start);
    }

    private WastDirective Module(int line, string word, int open)
    {
        if (TryWord(Keyword.Instance))
        {
            string? instance = OptionalName();
            return new InstanceDirective(line, word, instance, OptionalName());
        }

        bool definition = TryWord(Keyword.Definition);
        return new ModuleDirective(line, word, ModuleBody(word == "component", open), definition);
    }

    // After '(module' or '(component' and 'definition'; stops at the closing parenthesis.
    private WastModule ModuleBody(bool isComponent, int open)
    {
        int close = TokenAt(open).Value;
        int start = TokenAt(open).Start;
        int end = TokenAt(close).Start + TokenAt(close).Length;
        int body = At;
        string? name = OptionalName();
        if (TryWord(Keyword.Binary))
        {
            return WastModule.FromBinary(Strings(), name, isComponent, List.Source, start, end);
        }

        if (TryWord(Keyword.Quote))
        {
            return WastModule.Quoted(Strings(separator: (byte)' '), name, isComponent, List.Source, start, end);
        }

        At = close;
        return WastModule.InPlace(List, body, name, isComponent, start, end);
    }

    // A module as the argument of an assertion, with its parentheses.
    private WastModule ModuleArgument()
    {
        int open = At;
        Open();
        bool isComponent = IsText("component"u8);
        if (!isComponent && !AtWord(Keyword.Module))
        {
            throw Unexpected();
        }

        At++;
        TryWord(Keyword.Definition);
        WastModule module = ModuleBody(isComponent, open);
        Close();
        return module;
    }

    private AssertFailureDirective Failure(int line, string word, ActionFailure failure)
    {
        WastAction? action = null;
        WastModule? module = null;
        if (Kind == TokenKind.Open && (TokenIs(At + 1, "module"u8) || TokenIs(At + 1, "component"u8)))
        {
            module = ModuleArgument();
        }
        else
        {
            action = Action();
        }

        string message = Kind == TokenKind.String ? Name() : "";
        return new AssertFailureDirective(line, word, failure, action, module, message);
    }

    private bool TokenIs(int index, ReadOnlySpan<byte> text) => List.Text(TokenAt(index)).SequenceEqual(text);

    private AssertModuleDirective Refusal(int line, string word, ModuleFailure failure)
    {
        WastModule module = ModuleArgument();
        return new AssertModuleDirective(line, word, failure, module, Name());
    }

    private ThreadDirective Thread(int line)
    {
        Enter();
        string name = Identifier();
        var shared = new List<string>();
        while (TryOpen(Keyword.Shared))
        {
            Open();
            Word(Keyword.Module);
            shared.Add(Identifier());
            Close();
            Close();
        }

        List<WastDirective> directives = Directives(TokenKind.Close);
        _depth--;
        return new ThreadDirective(line, name, shared, directives);
    }

    private void Enter()
    {
        if (++_depth > MostDepth)
        {
            throw Error("nesting too deep");
        }
    }

    private WastAction Action()
    {
        Open();
        WastAction action;
        if (IsText("invoke"u8))
        {
            At++;
            action = Invoke();
        }
        else if (IsText("get"u8))
        {
            At++;
            action = Get();
        }
        else
        {
            throw Unexpected();
        }

        Close();
        return action;
    }

    private InvokeAction Invoke()
    {
        string? instance = OptionalName();
        string name = Name();
        return new InvokeAction(instance, name, Values());
    }

    private GetAction Get()
    {
        string? instance = OptionalName();
        return new GetAction(instance, Name());
    }

    private string? OptionalName()
    {
        int id = OptionalId();
        return id < 0 ? null : List.Symbols.Name(id);
    }

    private string Identifier() => OptionalName() ?? throw Unexpected();

    private List<WastValue> Values()
    {
        if (Kind == TokenKind.Close)
        {
            return [];
        }

        var values = new List<WastValue>();
        while (Kind == TokenKind.Open)
        {
            values.Add(Value());
        }

        return values;
    }

    private WastValue Value()
    {
        int open = At;
        Open();
        ReadOnlySpan<byte> word = List.Text(Next);
        At++;
        WastValue value;
        if (word.SequenceEqual("i32.const"u8))
        {
            value = Number(WastValueKind.I32, (uint)Integer(32));
        }
        else if (word.SequenceEqual("i64.const"u8))
        {
            value = Number(WastValueKind.I64, (ulong)Integer(64));
        }
        else if (word.SequenceEqual("f32.const"u8))
        {
            NanPattern nan = Nan();
            value = Number(WastValueKind.F32, nan == NanPattern.None ? Float32() : 0, nan);
        }
        else if (word.SequenceEqual("f64.const"u8))
        {
            NanPattern nan = Nan();
            value = Number(WastValueKind.F64, nan == NanPattern.None ? Float64() : 0, nan);
        }
        else if (word.SequenceEqual("v128.const"u8))
        {
            value = Vector();
        }
        else if (word.SequenceEqual("either"u8))
        {
            Enter();
            value = new WastValue { Kind = WastValueKind.Either, Alternatives = Values() };
            _depth--;
        }
        else if (word.StartsWith("ref."u8))
        {
            value = Reference(word[4..]);
        }
        else
        {
            At = TokenAt(open).Value;
            value = new WastValue { Kind = WastValueKind.Component, Text = SourceText(open) };
        }

        Close();
        return value;
    }

    private static WastValue Number(WastValueKind kind, ulong bits, NanPattern nan = NanPattern.None) =>
        new() { Kind = kind, Bits = bits, Nan = nan };

    private NanPattern Nan()
    {
        NanPattern nan = AtWord(Keyword.NanCanonical) ? NanPattern.Canonical
            : AtWord(Keyword.NanArithmetic) ? NanPattern.Arithmetic
            : NanPattern.None;
        At += nan == NanPattern.None ? 0 : 1;
        return nan;
    }

    private WastValue Vector()
    {
        LaneShape shape = Next.Value switch
        {
            _ when Kind != TokenKind.Word => throw Unexpected(),
            (int)Keyword.I8X16 => LaneShape.I8X16,
            (int)Keyword.I16X8 => LaneShape.I16X8,
            (int)Keyword.I32X4 => LaneShape.I32X4,
            (int)Keyword.I64X2 => LaneShape.I64X2,
            (int)Keyword.F32X4 => LaneShape.F32X4,
            (int)Keyword.F64X2 => LaneShape.F64X2,
            _ => throw Unexpected(),
        };
        At++;
        int width = shape switch
        {
            LaneShape.I8X16 => 8,
            LaneShape.I16X8 => 16,
            LaneShape.I32X4 or LaneShape.F32X4 => 32,
            LaneShape.I64X2 or LaneShape.F64X2 => 64,
        };
        bool floats = shape is LaneShape.F32X4 or LaneShape.F64X2;
        int count = 128 / width;
        NanPattern[]? nans = null;
        UInt128 bits = 0;
        for (int lane = 0; lane < count; lane++)
        {
            NanPattern nan = floats ? Nan() : NanPattern.None;
            ulong value = 0;
            if (nan != NanPattern.None)
            {
                nans ??= new NanPattern[count];
                nans[lane] = nan;
            }
            else
            {
                value = !floats ? (ulong)Integer(width) & (ulong.MaxValue >> (64 - width))
                    : width == 32 ? Float32()
                    : Float64();
            }

            bits |= (UInt128)value << (lane * width);
        }

        return new WastValue
        {
            Kind = WastValueKind.V128,
            Bits = (ulong)bits,
            HighBits = (ulong)(bits >> 64),
            Shape = shape,
            LaneNans = nans,
        };
    }

    private WasmMalformedException UnknownReference()
    {
        ref readonly Token word = ref TokenAt(At - 1);
        UnbuiltProposals.Refuse(UnbuiltProposals.OfWord(List.Source.Slice(word.Start, word.Length)));
        return ErrorAt(word.Start, $"unknown operator {List.Source.Slice(word.Start, word.Length)}");
    }

    private WastValue Reference(ReadOnlySpan<byte> what)
    {
        WastValueKind kind = what switch
        {
            _ when what.SequenceEqual("null"u8) => WastValueKind.RefNull,
            _ when what.SequenceEqual("extern"u8) => WastValueKind.RefExtern,
            _ when what.SequenceEqual("host"u8) => WastValueKind.RefHost,
            _ when what.SequenceEqual("func"u8) => WastValueKind.RefFunc,
            _ when what.SequenceEqual("i31"u8) => WastValueKind.RefI31,
            _ when what.SequenceEqual("struct"u8) => WastValueKind.RefStruct,
            _ when what.SequenceEqual("array"u8) => WastValueKind.RefArray,
            _ when what.SequenceEqual("any"u8) => WastValueKind.RefAny,
            _ when what.SequenceEqual("eq"u8) => WastValueKind.RefEq,
            _ when what.SequenceEqual("exn"u8) => WastValueKind.RefExn,
            _ => throw UnknownReference(),
        };
        string? text = null;
        ulong number = 0;
        bool hasNumber = false;
        if (Kind == TokenKind.Number)
        {
            hasNumber = true;
            number = U32();
        }
        else if (Kind is TokenKind.Word or TokenKind.Id)
        {
            text = List.Source.Slice(Offset, Next.Length);
            At++;
        }

        return new WastValue { Kind = kind, Bits = number, HasNumber = hasNumber, Text = text };
    }
}
