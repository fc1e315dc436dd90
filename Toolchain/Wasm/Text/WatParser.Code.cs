// Functions and instructions. A flat sequence is a loop with its own stack of labels; parentheses are in WatParser.Folds.cs.

using System;
using System.Collections.Generic;

using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

internal sealed partial class WatParser
{
    private const int ElseWord = KeywordTable.FirstOp + (int)WasmOp.Else;

    private readonly IndexSpace _locals = new("local");
    private readonly List<ValType> _localTypes = [];
    private Label[] _labels = new Label[32];
    private readonly Dictionary<int, int> _innermost = []; // by name: the label that it means here
    private int _labelCount;
    private int _blockCount; // blocks of the function so far: the number of a label in the name section
    private int _function = -1; // the function that is read, -1 in a constant expression
    private WasmBody _body = new(0);

    // A label that is open: its name (or -1), the instruction that opened it (Else after an if's else), and the label of the same name that it hides,
    // or -1.
    private readonly struct Label(int symbol, WasmOp op, int hidden)
    {
        internal readonly int Symbol = symbol;
        internal readonly WasmOp Op = op;
        internal readonly int Hidden = hidden;

        internal Label WithElse() => new(Symbol, WasmOp.Else, Hidden);
    }

    private void FunctionField(uint start)
    {
        int index = _module.Functions.Count;
        OptionalId();
        NameAnnotation(_module.Names.Functions, index);
        InlineExports(ExternKind.Func, index);
        bool isImport = InlineImport(out string module, out string name);
        _function = isImport ? -1 : index;
        int type = TypeUse(allowIds: true);
        var function = new WasmFunction(type, start);
        if (isImport)
        {
            _module.AddImport(module, name, start, function);
            return;
        }

        _module.Functions.Add(function);
        DeclareParameters(type);
        function.Locals = Locals();
        _blockCount = 0;
        function.Body = Expression();
        _function = -1;
        if (_locals.HasNames)
        {
            NameLocals(index);
        }
    }

    private void DeclareParameters(int type)
    {
        _locals.Clear();
        foreach (int symbol in _paramSymbols)
        {
            DeclareLocal(symbol);
        }

        // A type use without a signature of its own declares its type's parameters.
        if (_params.Count + _results.Count == 0 && (uint)type < (uint)_typeDefinitions.Count
            && _typeDefinitions[type].Composite is FuncType function)
        {
            for (int i = 0; i < function.Params.Length; i++)
            {
                _locals.Add(-1);
            }
        }
    }

    private void DeclareLocal(int symbol)
    {
        if (!_locals.Add(symbol))
        {
            throw Error($"duplicate local ${List.Symbols.Name(symbol)}");
        }
    }

    private LocalRun[] Locals()
    {
        _localTypes.Clear();
        while (TryOpen(Keyword.Local))
        {
            LocalNameAnnotation(_locals.Count);
            if (Kind == TokenKind.Id)
            {
                DeclareLocal(Next.Value);
                At++;
                LocalNameAnnotation(_locals.Count - 1);
                _localTypes.Add(ValueType());
            }
            else
            {
                while (TryValueType(out ValType type))
                {
                    _locals.Add(-1);
                    _localTypes.Add(type);
                }
            }

            Close();
        }

        var runs = new List<LocalRun>();
        for (int i = 0; i < _localTypes.Count;)
        {
            int first = i;
            while (i < _localTypes.Count && _localTypes[i] == _localTypes[first])
            {
                i++;
            }

            runs.Add(new LocalRun((uint)(i - first), _localTypes[first]));
        }

        return runs.ToArray();
    }

    private void NameLocals(int function)
    {
        for (int i = 0; i < _locals.Count; i++)
        {
            if (_locals.Symbol(i) is >= 0 and var symbol)
            {
                AddName(_module.Names.Locals, function, i, symbol);
            }
        }
    }

    // Instructions up to a closing parenthesis, as a body of their own.
    private WasmBody Expression()
    {
        BeginBody();
        Instructions();
        return EndBody();
    }

    // One folded instruction as a body of its own.
    private WasmBody FoldedExpression()
    {
        BeginBody();
        Folded();
        return EndBody();
    }

    private void BeginBody()
    {
        _body = new WasmBody();
        _labelCount = 0;
        _innermost.Clear();
        _folds.Clear();
        PushLabel(-1, WasmOp.End);
    }

    private WasmBody EndBody()
    {
        WasmBody body = _body;
        body.Add(new WasmInstruction(WasmOp.End, (uint)Offset));
        return body.MatchControl() ? body : throw Unexpected();
    }

    private void PushLabel(int symbol, WasmOp op)
    {
        if (_labelCount == _labels.Length)
        {
            Array.Resize(ref _labels, _labelCount * 2);
        }

        int hidden = -1;
        if (symbol >= 0)
        {
            hidden = _innermost.GetValueOrDefault(symbol, -1);
            _innermost[symbol] = _labelCount;
        }

        _labels[_labelCount++] = new Label(symbol, op, hidden);
    }

    private void PopLabel()
    {
        Label label = _labels[--_labelCount];
        if (label.Symbol >= 0)
        {
            _innermost[label.Symbol] = label.Hidden;
        }
    }

    private void Emit(WasmOp op, int start, int a = 0, int b = 0, long imm = 0, byte lane = 0) =>
        _body.Add(new WasmInstruction(op, (uint)start, a, b, imm, lane));

    // One instruction that is no parenthesis, in a sequence that began with 'outer' labels.
    private void Flat(int outer)
    {
        int start = Offset;
        int word = Next.Value;
        if (word < KeywordTable.FirstOp)
        {
            throw Unexpected();
        }

        BranchHint hint = NextAnnotated <= At ? BranchHintHere() : BranchHint.None;
        var op = (WasmOp)(word - KeywordTable.FirstOp);
        switch (op)
        {
            case WasmOp.Block or WasmOp.Loop or WasmOp.If or WasmOp.TryTable:
                At++;
                WasmInstruction block = BlockHeader(op, start, out int symbol);
                AddHinted(block, hint);
                PushLabel(symbol, op);
                break;
            case WasmOp.Else:
                if (_labelCount == outer || _labels[_labelCount - 1].Op != WasmOp.If)
                {
                    throw Unexpected();
                }

                At++;
                CheckLabel();
                _labels[_labelCount - 1] = _labels[_labelCount - 1].WithElse();
                Emit(WasmOp.Else, start);
                break;
            case WasmOp.End:
                if (_labelCount == outer)
                {
                    throw Unexpected();
                }

                At++;
                CheckLabel();
                PopLabel();
                Emit(WasmOp.End, start);
                break;
            default:
                At++;
                AddHinted(Plain(op, start), hint);
                break;
        }
    }

    private void AddHinted(in WasmInstruction instruction, BranchHint hint)
    {
        if (hint == BranchHint.None)
        {
            _body.Add(instruction);
            return;
        }

        if (instruction.Op is not (WasmOp.If or WasmOp.BrIf))
        {
            (int line, int column) = List.Source.Locate((int)instruction.Offset);
            throw new WasmInvalidException(
                $"@metadata.code.branch_hint annotation: invalid target {WasmOps.Name(instruction.Op)} (at {line}:{column})",
                instruction.Offset,
                _function);
        }

        _body.Add(instruction.WithHint(hint));
    }

    // The optional name after 'else' and 'end' must be the block's.
    private void CheckLabel()
    {
        if (Kind != TokenKind.Id)
        {
            return;
        }

        if (Next.Value != _labels[_labelCount - 1].Symbol)
        {
            throw Error($"mismatching label ${List.Symbols.Name(Next.Value)}");
        }

        At++;
    }

    // The name, type and catch clauses of a block; its label is not yet in scope.
    private WasmInstruction BlockHeader(WasmOp op, int start, out int symbol)
    {
        symbol = OptionalId();
        if (symbol >= 0 && _function >= 0)
        {
            AddName(_module.Names.Labels, _function, _blockCount, symbol);
        }

        _blockCount++;
        BlockType type = BlockTypeOperand();
        long catches = op == WasmOp.TryTable ? CatchClauses() : 0;
        return new WasmInstruction(op, (uint)start, a: type.Code, imm: catches);
    }

    private BlockType BlockTypeOperand()
    {
        int type = ExplicitTypeUse(allowIds: false);
        if (type >= 0)
        {
            return BlockType.OfIndex((uint)type);
        }

        if (_params.Count == 0 && _results.Count <= 1)
        {
            return _results.Count == 0 ? BlockType.Empty : BlockType.OfResult(_results[0]);
        }

        return BlockType.OfIndex((uint)ImplicitType());
    }

    private long CatchClauses()
    {
        int first = _body.Catches.Length;
        int count = 0;
        while (Kind == TokenKind.Open && TokenAt(At + 1).Kind == TokenKind.Word)
        {
            CatchKind kind;
            switch (TokenAt(At + 1).Value)
            {
                case (int)Keyword.Catch:
                    kind = CatchKind.Catch;
                    break;
                case (int)Keyword.CatchRef:
                    kind = CatchKind.CatchRef;
                    break;
                case (int)Keyword.CatchAll:
                    kind = CatchKind.CatchAll;
                    break;
                case (int)Keyword.CatchAllRef:
                    kind = CatchKind.CatchAllRef;
                    break;
                default:
                    return WasmInstruction.Pair(first, count);
            }

            At += 2;
            int tag = kind is CatchKind.Catch or CatchKind.CatchRef ? Index(_tags) : 0;
            _body.AddCatch(new CatchClause(kind, tag, LabelOperand()));
            count++;
            Close();
        }

        return WasmInstruction.Pair(first, count);
    }

    private int LabelOperand()
    {
        if (Kind != TokenKind.Id)
        {
            return unchecked((int)U32());
        }

        int symbol = Next.Value;
        int label = _innermost.GetValueOrDefault(symbol, -1);
        if (label < 0)
        {
            throw Error($"unknown label ${List.Symbols.Name(symbol)}");
        }

        At++;
        return _labelCount - 1 - label;
    }
}
