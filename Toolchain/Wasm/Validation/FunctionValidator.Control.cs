// Blocks, branches, calls, exceptions; locals and their initialisation.
using System;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Validation;

internal sealed partial class FunctionValidator
{
    private WasmBody _body = new(capacity: 0);
    private int _globalLimit;
    private Frame[] _frames = new Frame[16];
    private int _tableCount; // br_table instructions so far
    private int _depth;

    private ValType[] _locals = [];
    private int _localCount;
    private bool[] _isInitialized = []; // by local; only looked at where _hasUninitialized
    private bool _hasUninitialized;
    private int[] _initialized = []; // locals in the order in which they were set, to undo at the end of a block
    private int _initializedCount;

    private struct Frame
    {
        internal WasmOp Kind;
        internal bool IsUnreachable;
        internal int Height;
        internal int InitializedCount;
        internal int LastTable; // the br_table that checked this label last, so that it does so once
        internal ValType[] Params;
        internal ValType[] Results;

        internal readonly ValType[] LabelTypes => Kind == WasmOp.Loop ? Params : Results;
    }

    private void StepControl(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.Unreachable:
                SetUnreachable();
                break;
            case WasmOp.Block or WasmOp.Loop or WasmOp.If:
                EnterBlock(in instruction);
                break;
            case WasmOp.TryTable:
                foreach (CatchClause clause in _body.CatchesOf(in instruction))
                {
                    CheckCatch(clause);
                }

                EnterBlock(in instruction);
                break;
            case WasmOp.Else:
                StepElse();
                break;
            case WasmOp.End:
                StepEnd();
                break;
            case WasmOp.Br:
                PopAll(LabelTypes(instruction.A));
                SetUnreachable();
                break;
            case WasmOp.BrIf:
                Pop(ValType.I32);
                ValType[] types = LabelTypes(instruction.A);
                PopAll(types);
                PushAll(types);
                break;
            case WasmOp.BrTable:
                StepBrTable(in instruction);
                break;
            case WasmOp.Return:
                PopAll(_frames[0].Results);
                SetUnreachable();
                break;
            case WasmOp.Throw:
                PopAll(TagTypeAt(instruction.A).Params);
                SetUnreachable();
                break;
            default: // throw_ref
                Pop(ValType.ExnRef);
                SetUnreachable();
                break;
        }
    }

    private void StepCall(in WasmInstruction instruction)
    {
        bool isTail = instruction.Op is WasmOp.ReturnCall or WasmOp.ReturnCallIndirect or WasmOp.ReturnCallRef;
        FuncType type;
        switch (instruction.Op)
        {
            case WasmOp.Call or WasmOp.ReturnCall:
                type = _module.TypeOf(FunctionAt(instruction.A));
                break;
            case WasmOp.CallIndirect or WasmOp.ReturnCallIndirect:
                TableType table = TableAt(instruction.B);
                type = FuncTypeAt(instruction.A);
                if (!_types.IsSubtype(table.Element, ValType.FuncRef))
                {
                    throw Fail("type mismatch",
                        $"needs a table of functions, table {instruction.B} holds {table.Element}");
                }

                Pop(table.Limits.AddressType);
                break;
            default:
                type = FuncTypeAt(instruction.A);
                Pop(ValType.Ref(HeapType.OfIndex((uint)instruction.A), nullable: true));
                break;
        }

        PopAll(type.Params);
        if (!isTail)
        {
            PushAll(type.Results);
            return;
        }

        if (!_types.AreSubtypes(type.Results, _frames[0].Results))
        {
            throw Fail("type mismatch", $"returns [{string.Join(' ', type.Results)}], "
                + $"the function itself [{string.Join(' ', _frames[0].Results)}]");
        }

        SetUnreachable();
    }

    private void EnterBlock(in WasmInstruction instruction)
    {
        BlockType blockType = instruction.BlockType;
        if (blockType.IsSingle)
        {
            CheckValType(blockType.Result);
        }
        else if (blockType.IsIndex)
        {
            FuncTypeAt(blockType.TypeIndex);
            TypeContext.Require(
                _context.Features, WasmFeatures.MultiValue, $"a block of type {blockType.TypeIndex}", _module, _offset);
        }

        (ValType[] parameters, ValType[] results) = _module.SignatureOf(blockType);
        if (instruction.Op == WasmOp.If)
        {
            Pop(ValType.I32);
        }

        PopAll(parameters);
        PushFrame(instruction.Op, parameters, results);
        PushAll(parameters);
    }

    private void PushFrame(WasmOp kind, ValType[] parameters, ValType[] results)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        if (_depth > 0)
        {
            _frames[_depth - 1].IsUnreachable = _isUnreachable;
        }

        ref Frame frame = ref _frames[_depth++];
        frame.Kind = kind;
        frame.Height = _height;
        frame.InitializedCount = _initializedCount;
        frame.LastTable = 0;
        frame.Params = parameters;
        frame.Results = results;
        _base = _height;
        _isUnreachable = false;
    }

    private void StepElse()
    {
        ref Frame frame = ref _frames[_depth - 1];
        if (_depth == 1 || frame.Kind != WasmOp.If)
        {
            throw Fail("type mismatch", "belongs to no if");
        }

        LeaveBlock(in frame);
        frame.Kind = WasmOp.Else;
        _isUnreachable = false;
        PushAll(frame.Params);
    }

    private void StepEnd()
    {
        if (_depth == 0)
        {
            throw Fail("type mismatch", "closes no block");
        }

        ref Frame frame = ref _frames[_depth - 1];
        LeaveBlock(in frame);
        if (frame.Kind == WasmOp.If && !_types.AreSubtypes(frame.Params, frame.Results))
        {
            throw Fail("type mismatch", $"closes an if without else from [{string.Join(' ', frame.Params)}] "
                + $"to [{string.Join(' ', frame.Results)}]");
        }

        _depth--;
        if (_depth > 0)
        {
            _base = _frames[_depth - 1].Height;
            _isUnreachable = _frames[_depth - 1].IsUnreachable;
            PushAll(frame.Results);
        }
    }

    // Checks what a block leaves, and forgets which locals it initialised.
    private void LeaveBlock(in Frame frame)
    {
        PopAll(frame.Results);
        if (_height != _base)
        {
            throw Fail("type mismatch",
                $"leaves {DescribeStack()} below the results [{string.Join(' ', frame.Results)}]");
        }

        while (_initializedCount > frame.InitializedCount)
        {
            _isInitialized[_initialized[--_initializedCount]] = false;
        }
    }

    private void SetUnreachable()
    {
        _height = _base;
        _isUnreachable = true;
    }

    private ValType[] LabelTypes(int depth) =>
        (uint)depth < (uint)_depth ? _frames[_depth - 1 - depth].LabelTypes : throw Unknown("label", depth, _depth);

    private void StepBrTable(in WasmInstruction instruction)
    {
        Pop(ValType.I32);
        ReadOnlySpan<int> labels = _body.LabelsOf(in instruction);
        ValType[] defaults = LabelTypes(labels[^1]);
        _tableCount++;
        foreach (int label in labels)
        {
            ValType[] types = LabelTypes(label);
            ref Frame target = ref _frames[_depth - 1 - label];
            if (target.LastTable == _tableCount)
            {
                continue;
            }

            target.LastTable = _tableCount;
            if (types.Length != defaults.Length)
            {
                throw Fail("type mismatch",
                    $"has a label {label} of {types.Length} operands, the default has {defaults.Length}");
            }

            for (int i = 0; i < types.Length; i++)
            {
                ValType expected = types[types.Length - 1 - i];
                if (_height - i <= _base)
                {
                    if (!_isUnreachable)
                    {
                        throw Fail("type mismatch", $"needs {expected} for label {label}, found nothing");
                    }
                }
                else if (!_types.IsSubtype(_stack[_height - 1 - i], expected))
                {
                    throw Fail("type mismatch", $"needs {expected} for label {label}, found {_stack[_height - 1 - i]}");
                }
            }
        }

        SetUnreachable();
    }

    private void CheckCatch(CatchClause clause)
    {
        ValType[] label = LabelTypes(clause.Label);
        bool hasTag = clause.Kind is CatchKind.Catch or CatchKind.CatchRef;
        ReadOnlySpan<ValType> values = hasTag ? TagTypeAt(clause.Tag).Params : [];
        bool hasReference = clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef;
        bool fits = label.Length == values.Length + (hasReference ? 1 : 0)
            && _types.AreSubtypes(values, label.AsSpan(0, values.Length))
            && (!hasReference || _types.IsSubtype(ValType.Ref(HeapType.Exn, nullable: false), label[^1]));
        if (!fits)
        {
            throw Fail("type mismatch", $"has a catch clause that gives [{string.Join(' ', values.ToArray())}]"
                + $"{(hasReference ? " and (ref exn)" : "")} to a label that takes [{string.Join(' ', label)}]");
        }
    }

    private FuncType TagTypeAt(int index) => (uint)index < (uint)_module.Tags.Count
        ? (FuncType)_types.CompositeAt(_module.Tags[index].TypeIndex)
        : throw Unknown("tag", index, _module.Tags.Count);

    private FuncType FuncTypeAt(int index)
    {
        if ((uint)index >= (uint)_types.Count)
        {
            throw Unknown("type", index, _types.Count);
        }

        return _types.CompositeAt(index) as FuncType
            ?? throw Fail("type mismatch", $"needs a function type, type {index} is none");
    }

    private WasmFunction FunctionAt(int index) => (uint)index < (uint)_module.Functions.Count
        ? _module.Functions[index]
        : throw Unknown("function", index, _module.Functions.Count);

    private void SetLocals(WasmFunction function, FuncType type)
    {
        ulong total = (ulong)type.Params.Length;
        foreach (LocalRun run in function.Locals)
        {
            total += run.Count;
        }

        if (total > MaxLocals)
        {
            string place = $"function {_functionIndex} at {_module.Describe(function.Offset)}";
            throw new WasmInvalidException(
                $"too many locals: {place} has {total}, the limit is {MaxLocals}",
                function.Offset,
                _functionIndex);
        }

        _localCount = (int)total;
        if (_locals.Length < _localCount)
        {
            _locals = new ValType[Math.Max(32, _localCount * 2)];
        }

        type.Params.CopyTo(_locals, 0);
        int next = type.Params.Length;
        _hasUninitialized = false;
        foreach (LocalRun run in function.Locals)
        {
            CheckValType(run.Type);
            _locals.AsSpan(next, (int)run.Count).Fill(run.Type);
            next += (int)run.Count;
            _hasUninitialized |= !run.Type.IsDefaultable && run.Count != 0;
        }

        if (_hasUninitialized)
        {
            SetInitialState(type.Params.Length);
        }
    }

    private void SetInitialState(int parameters)
    {
        if (_isInitialized.Length < _localCount)
        {
            _isInitialized = new bool[_localCount];
            _initialized = new int[_localCount];
        }

        for (int i = 0; i < _localCount; i++)
        {
            _isInitialized[i] = i < parameters || _locals[i].IsDefaultable;
        }
    }

    private ValType LocalAt(int index) =>
        (uint)index < (uint)_localCount ? _locals[index] : throw Unknown("local", index, _localCount);

    private ValType InitializedLocal(int index)
    {
        ValType type = LocalAt(index);
        return !_hasUninitialized || _isInitialized[index]
            ? type
            : throw Fail("uninitialized local", $"reads local {index} of type {type} before it is set");
    }

    private void MarkInitialized(int index)
    {
        if (_hasUninitialized && !_isInitialized[index])
        {
            _isInitialized[index] = true;
            _initialized[_initializedCount++] = index;
        }
    }
}
