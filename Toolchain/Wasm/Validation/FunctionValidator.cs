// Validates instruction sequences in one pass over a stack of 32-bit types. What an opcode's row says is checked by one
// loop; only instructions whose types depend on context have code of their own (in the other parts of this class). An
// object serves one thread and is reused for many functions. Begin, Step, End can also be called one by one, so that a
// translator can ask for types in lockstep.
using System;
using System.Runtime.CompilerServices;
using Wasmtime.Min.Toolchain.Wasm.Binary;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Validation;

/// <summary>Validator of function bodies and constant expressions of one module.</summary>
/// <param name="context">The module, whose parts outside of bodies were checked.</param>
internal sealed partial class FunctionValidator(ModuleContext context)
{
    /// <summary>Parameters and locals together; the same bound as Wasmtime and browsers have.</summary>
    internal const int MaxLocals = 50_000;

    private readonly ModuleContext _context = context;
    private readonly WasmModule _module = context.Module;
    private readonly TypeContext _types = context.Types;
    private readonly OpAction[] _actions = context.Actions;
    private WasmBody? _scratch;

    private ValType[] _stack = new ValType[64];
    private int _height;
    private int _base; // height of the innermost frame
    private bool _isUnreachable; // of the innermost frame

    private WasmOp _op;
    private uint _offset;
    private int _functionIndex = -1;
    private string? _where;

    /// <summary>Whether code at the current place cannot be reached.</summary>
    internal bool IsUnreachable => _isUnreachable;

    /// <summary>Operands on the stack, those of outer blocks included.</summary>
    internal int StackHeight => _height;

    /// <summary>Number of open blocks, the function's own included; 0 after its end.</summary>
    internal int ControlDepth => _depth;

    /// <summary>Type of an operand, 0 for the top one; bottom where unreachable code has none.</summary>
    internal ValType Peek(int fromTop) => _height - fromTop > _base ? _stack[_height - 1 - fromTop] : ValType.Bottom;

    /// <summary>Validates a defined function and returns its body.</summary>
    /// <param name="functionIndex">Index with imports.</param>
    /// <returns>The function's body; where it was not decoded, a body of this object that the next call
    /// overwrites.</returns>
    /// <exception cref="WasmInvalidException">The body is not valid.</exception>
    /// <exception cref="WasmMalformedException">The body had not been decoded and is malformed.</exception>
    internal WasmBody ValidateFunction(int functionIndex)
    {
        WasmFunction function = _module.Functions[functionIndex];
        WasmBody? body = function.Body;
        if (body is null)
        {
            body = _scratch ??= new WasmBody(capacity: 256);
            BodyDecoder.DecodeFunction(_module, function, body);
        }

        Begin(functionIndex, body);
        ReadOnlySpan<WasmInstruction> instructions = body.Instructions;
        for (int i = 0; i < instructions.Length; i++)
        {
            Step(in instructions[i]);
        }

        return body;
    }

    /// <summary>Starts a function: then call <see cref="Step"/> for each instruction up to the last end.</summary>
    internal void Begin(int functionIndex, WasmBody body)
    {
        WasmFunction function = _module.Functions[functionIndex];
        FuncType type = _module.TypeOf(function);
        _functionIndex = functionIndex;
        _where = null;
        _offset = function.Offset;
        _op = WasmOp.Nop;
        StartBody(body, _module.Globals.Count, type.Results);
        SetLocals(function, type);
    }

    /// <summary>Validates a constant expression that must give <paramref name="type"/>.</summary>
    /// <param name="body">The expression.</param>
    /// <param name="type">The type wanted.</param>
    /// <param name="globalLimit">Globals from this index on are not yet defined.</param>
    /// <param name="where">For messages: what the expression belongs to.</param>
    internal void ValidateConstant(WasmBody body, ValType type, int globalLimit, string where)
    {
        _functionIndex = -1;
        _where = where;
        _localCount = 0;
        StartBody(body, globalLimit, _module.SignatureOf(BlockType.OfResult(type)).Results);
        ReadOnlySpan<WasmInstruction> instructions = body.Instructions;
        for (int i = 0; i < instructions.Length; i++)
        {
            ref readonly WasmInstruction instruction = ref instructions[i];
            if (!IsConstant(in instruction))
            {
                _op = instruction.Op;
                _offset = instruction.Offset;
                throw IsExtended(instruction.Op)
                    ? Fail("constant expression required: extended-const support is not enabled", "is part of that proposal")
                    : Fail("constant expression required", "is not constant");
            }

            Step(in instruction);
        }
    }

    /// <summary>Validates the next instruction.</summary>
    internal void Step(in WasmInstruction instruction)
    {
        WasmOp op = instruction.Op;
        _op = op;
        _offset = instruction.Offset;
        switch (_actions[(int)op])
        {
            case OpAction.Simple:
                ApplySignature(op, ValKind.Bottom);
                break;
            case OpAction.LocalGet:
                Push(InitializedLocal(instruction.A));
                break;
            case OpAction.LocalSet:
                Pop(LocalAt(instruction.A));
                MarkInitialized(instruction.A);
                break;
            case OpAction.LocalTee:
                Pop(LocalAt(instruction.A));
                MarkInitialized(instruction.A);
                Push(_locals[instruction.A]);
                break;
            case OpAction.MemArg:
                ApplySignature(op, CheckMemArg(in instruction));
                break;
            case OpAction.Memory:
                ApplySignature(op, MemoryAt(instruction.A).Limits.AddressType.Kind);
                break;
            case OpAction.Lane:
                CheckLane(op, instruction.Lane);
                ApplySignature(op, ValKind.Bottom);
                break;
            case OpAction.Shuffle:
                CheckShuffle(_body.Vectors[instruction.A]);
                ApplySignature(op, ValKind.Bottom);
                break;
            case OpAction.Data:
                CheckData(instruction.A);
                break;
            case OpAction.Disabled:
                WasmFeatures missing = WasmOps.Row(op).Needs & ~_context.Features;
                throw Fail($"{WasmFeatureNames.Describe(missing)} support is not enabled", "is part of that proposal");
            default:
                StepSpecial(in instruction);
                break;
        }
    }

    private void StartBody(WasmBody body, int globalLimit, ValType[] results)
    {
        _body = body;
        _globalLimit = globalLimit;
        _height = 0;
        _depth = 0;
        _initializedCount = 0;
        PushFrame(WasmOp.Block, [], results);
    }

    private void ApplySignature(WasmOp op, ValKind address)
    {
        uint operands = _context.Operands[(int)op];
        while (operands != 0)
        {
            uint nibble = operands & 15;
            Pop(nibble == WasmOps.AddrNibble ? ValType.OfKind(address) : ValType.OfKind((ValKind)nibble));
            operands >>= 4;
        }

        uint results = _context.Results[(int)op];
        while (results != 0)
        {
            uint nibble = results & 15;
            Push(nibble == WasmOps.AddrNibble ? ValType.OfKind(address) : ValType.OfKind((ValKind)nibble));
            results >>= 4;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ValType type)
    {
        ValType[] stack = _stack;
        int height = _height;
        if ((uint)height >= (uint)stack.Length)
        {
            Array.Resize(ref _stack, stack.Length * 2);
            stack = _stack;
        }

        stack[height] = type;
        _height = height + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pop(ValType expected)
    {
        int height = _height - 1;
        if (height >= _base && _stack[height].Raw == expected.Raw)
        {
            _height = height;
            return;
        }

        PopSlow(expected);
    }

    private void PopSlow(ValType expected)
    {
        if (_height == _base)
        {
            if (!_isUnreachable)
            {
                throw Fail("type mismatch", $"needs {expected}, found nothing");
            }

            return;
        }

        ValType actual = _stack[--_height];
        if (!_types.IsSubtype(actual, expected))
        {
            throw Fail("type mismatch", $"needs {expected}, found {actual}");
        }
    }

    // Any operand; bottom in unreachable code.
    private ValType PopAny()
    {
        if (_height == _base)
        {
            return _isUnreachable ? ValType.Bottom : throw Fail("type mismatch", "needs an operand, found nothing");
        }

        return _stack[--_height];
    }

    private ValType PopRef()
    {
        ValType actual = PopAny();
        if (actual.Kind == ValKind.Bottom)
        {
            return ValType.Ref(HeapType.Bottom, nullable: false);
        }

        return actual.IsRef ? actual : throw Fail("type mismatch", $"needs a reference, found {actual}");
    }

    private void PopAll(ReadOnlySpan<ValType> types)
    {
        for (int i = types.Length - 1; i >= 0; i--)
        {
            Pop(types[i]);
        }
    }

    private void PushAll(ReadOnlySpan<ValType> types)
    {
        foreach (ValType type in types)
        {
            Push(type);
        }
    }

    private string DescribeStack() => $"[{string.Join(' ', _stack[_base.._height])}]";

    private WasmInvalidException Fail(string wording, string facts)
    {
        string place = _functionIndex >= 0 ? $"in function {_functionIndex}" : $"in {_where}";
        return new WasmInvalidException(
            $"{wording}: {WasmOps.Name(_op)} at {_module.Describe(_offset)} {place} {facts}", _offset, _functionIndex);
    }

    private WasmInvalidException Unknown(string what, int index, int count) =>
        Fail($"unknown {what} {(uint)index}", $"has an index that is not below {count}");
}
