// One wasm function to SSA. The operand stack of wasm exists only here, as an array of SSA values; control frames hold the blocks
// that branches go to; locals are builder variables, so that block parameters appear for them only where control flow merges.
// The body is valid (the validator ran), so types are not checked again and unreachable code is skipped whole.
//
// A translator serves one thread and is used for many functions: nothing here is allocated per instruction.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using FuncType = Wasmtime.Min.Toolchain.Wasm.Types.FuncType;
using ValType = Wasmtime.Min.Toolchain.Wasm.Types.ValType;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

/// <summary>Translates function bodies and the instance initialiser to IR. Not thread-safe; one for each compiling thread.</summary>
internal sealed partial class FunctionTranslator(ModuleEnvironment module, FunctionBuilder builder)
{
    // Proposals with scalar arithmetic of their own.
    private const WasmFeatures ScalarFeatures = WasmFeatures.SignExtension | WasmFeatures.SaturatingFloatToInt;

    // Block parameters and arguments that the locals of a function may become. Nearly all real functions stay below one for each instruction.
    private const int FewestMerges = 50_000;
    private const int MergesPerInstruction = 8;

    private readonly FunctionBuilder _b = builder;
    private Value[] _stack = new Value[64];
    private int _top;
    private ControlFrame[] _frames = new ControlFrame[16];
    private int _depth;
    private bool _unreachable;
    private WasmBody _body = new(0);
    private Variable[] _locals = new Variable[16];
    private int _localCount;
    private int _firstPlace; // of the body's first instruction, see LoopAssignments
    private int _endPlace; // of all bodies so far

    private enum FrameKind : byte
    {
        Function,
        Block,
        Inlined,
        Loop,
        If,
        Else,
    }

    // What a label means: branches go to Target with as many values as the frame's label takes.
    private struct ControlFrame
    {
        internal FrameKind Kind;
        internal Block Target; // loops: the header; others: the continuation
        internal Block Continuation;
        internal Block ElseBlock; // ifs, until their else begins
        internal int StackHeight; // without the parameters
        internal int ParamCount;
        internal int ResultCount;
        internal bool IsContinuationUsed;
        internal int FirstCatch; // of a try_table, in the body's clauses
        internal int CatchCount; // 0: not a try_table, or one that catches nothing
        internal Block Handler; // none until a call needs it
        internal int OuterTry; // index of the next try_table outwards, or -1

        internal readonly int LabelArity => Kind == FrameKind.Loop ? ParamCount : ResultCount;
    }

    /// <summary>Translates a defined function into the builder's function, whose content is replaced.</summary>
    /// <param name="name">Its name, for dumps and messages.</param>
    /// <param name="index">Its index.</param>
    /// <param name="body">Its decoded body.</param>
    /// <returns>Whether locals became values; where that would be beyond measure, they live in the frame.</returns>
    internal bool Translate(string name, int index, WasmBody body)
    {
        try
        {
            Translate(name, index, body, areLocalsInFrame: false);
            return true;
        }
        catch (TooManyMergesException)
        {
            Translate(name, index, body, areLocalsInFrame: true);
            return false;
        }
    }

    private void Translate(string name, int index, WasmBody body, bool areLocalsInFrame)
    {
        WasmFunction function = module.Wasm.Functions[index];
        FuncType type = module.Wasm.TypeOf(function);
        Begin(name, type, body);
        if (areLocalsInFrame)
        {
            _b.KeepVariablesInFrame();
        }
        else
        {
            _b.LimitMerges(FewestMerges + (body.Count * MergesPerInstruction));
        }

        BeginInlining(body);
        int local = 0;
        EnsureLocals(type.Params.Length);
        foreach (ValType parameter in type.Params)
        {
            Variable variable = _b.DeclareVariable(module.IrTypeOf(parameter));
            _b.DefineVariable(variable, _b.EntryParam(local));
            _locals[local++] = variable;
        }

        _localCount = DeclareLocals(function, local);
        NoteAssignments();
        EmitFunctionEntryChecks();
        TranslateBody();
        _b.Finish();
    }

    private void NoteAssignments()
    {
        _firstPlace = _endPlace;
        _endPlace += _body.Count;
        _loopAssignments.Note(_body, _locals.AsSpan(0, _localCount), _firstPlace, _b);
    }

    // Locals that are no parameters begin as zero. Returns how many locals there are.
    private int DeclareLocals(WasmFunction function, int parameters)
    {
        int local = parameters;
        foreach (LocalRun run in function.Locals)
        {
            IrType irType = module.IrTypeOf(run.Type);
            Value zero = run.Count == 0 ? Value.None : Zero(irType);
            EnsureLocals(checked(local + (int)run.Count));
            for (uint i = 0; i < run.Count; i++)
            {
                Variable variable = _b.DeclareVariable(irType);
                _b.DefineVariable(variable, zero);
                _locals[local++] = variable;
            }
        }

        return local;
    }

    private void Begin(string name, FuncType type, WasmBody body)
    {
        _b.Begin(name, module.SignatureOf(type));
        _body = body;
        _top = 0;
        _depth = 0;
        _unreachable = false;
        _innermostTry = NoTry;
        _endPlace = 0;
        BeginFuel();
        Block exit = CreateBlock(type.Results);
        PushFrame(FrameKind.Function, exit, exit, 0, type.Results.Length);
    }

    private void TranslateBody()
    {
        for (int i = 0; i < _body.Count; i++)
        {
            ref readonly WasmInstruction instruction = ref _body[i];
            if (_unreachable && instruction.Op is not (WasmOp.Else or WasmOp.End))
            {
                if (instruction.Op is WasmOp.Block or WasmOp.Loop or WasmOp.If or WasmOp.TryTable)
                {
                    i = EndOf(i);
                }

                continue;
            }

            _b.SourceLocation = LocationOf(instruction.Offset);
            CountFuel(instruction.Op);
            TranslateInstruction(instruction, i);
        }
    }

    // Index of the end that belongs to the block at `index`.
    private int EndOf(int index)
    {
        int match = _body[index].B;
        return _body[match].Op == WasmOp.Else ? _body[match].B : match;
    }

    private void TranslateInstruction(in WasmInstruction instruction, int index)
    {
        switch (instruction.Op)
        {
            case WasmOp.Unreachable:
                Trap((byte)TrapCode.Unreachable);
                break;
            case WasmOp.Nop:
                break;
            case WasmOp.Block:
                BeginBlock(instruction.BlockType);
                break;
            case WasmOp.TryTable:
                BeginTryTable(instruction);
                break;
            case WasmOp.Throw:
                Throw(instruction.A);
                break;
            case WasmOp.ThrowRef:
                ThrowRef();
                break;
            case WasmOp.Loop:
                BeginLoop(instruction.BlockType, index);
                break;
            case WasmOp.If:
                BeginIf(instruction);
                break;
            case WasmOp.Else:
                BeginElse();
                break;
            case WasmOp.End:
                EndFrame();
                break;
            case WasmOp.Br:
                Branch(instruction.A);
                break;
            case WasmOp.BrIf:
                BranchIf(instruction);
                break;
            case WasmOp.BrTable:
                BranchTable(instruction);
                break;
            case WasmOp.Return:
                Return();
                break;
            case WasmOp.Call:
                Call(instruction.A);
                break;
            case WasmOp.CallIndirect:
                CallIndirect(instruction.A, instruction.B);
                break;
            case WasmOp.ReturnCall:
                ReturnCall(instruction.A);
                break;
            case WasmOp.ReturnCallIndirect:
                ReturnCallIndirect(instruction.A, instruction.B);
                break;
            case WasmOp.CallRef:
                CallRef(instruction.A);
                break;
            case WasmOp.ReturnCallRef:
                ReturnCallRef(instruction.A);
                break;
            case WasmOp.Drop:
                Pop();
                break;
            case WasmOp.Select or WasmOp.SelectTyped:
                Select();
                break;
            case WasmOp.LocalGet:
                Push(_b.UseVariable(_locals[instruction.A]));
                break;
            case WasmOp.LocalSet:
                _b.DefineVariable(_locals[instruction.A], Pop());
                break;
            case WasmOp.LocalTee:
                _b.DefineVariable(_locals[instruction.A], Peek());
                break;
            case WasmOp.GlobalGet:
                Push(GlobalGet(instruction.A));
                break;
            case WasmOp.GlobalSet:
                GlobalSet(instruction.A, Pop());
                break;
            case WasmOp.I32Const:
                Push(_b.Iconst(IrType.I32, instruction.Imm));
                break;
            case WasmOp.I64Const:
                Push(_b.Iconst(IrType.I64, instruction.Imm));
                break;
            case WasmOp.F32Const:
                Push(_b.F32Const((uint)instruction.Imm));
                break;
            case WasmOp.F64Const:
                Push(_b.F64Const((ulong)instruction.Imm));
                break;
            case WasmOp.RefNull:
                Push(Zero(module.IrTypeOf(ValType.Ref(instruction.HeapType, nullable: true))));
                break;
            case WasmOp.RefIsNull:
                Push(IsNull(Pop()));
                break;
            case WasmOp.RefFunc:
                Push(RefFunc(instruction.A));
                break;
            case WasmOp.RefAsNonNull:
                _b.TrapIf(IsNull(Peek()), (byte)TrapCode.NullReference);
                break;
            case WasmOp.BrOnNull:
                BranchOnNull(instruction.A);
                break;
            case WasmOp.BrOnNonNull:
                BranchOnNonNull(instruction.A);
                break;
            default:
                if (!TryTranslateGc(instruction) && !TryTranslateSimd(instruction) && !TryTranslateTable(instruction) && !TryTranslateMemory(instruction)
                    && !TryTranslateWide(instruction.Op) && !TryTranslateAtomic(instruction))
                {
                    TranslateNumeric(instruction.Op);
                }

                break;
        }
    }

    private void TranslateNumeric(WasmOp op)
    {
        OpSignature signature = WasmOps.Row(op).Signature;
        Value result = Value.None;
        bool isScalar = (WasmOps.Row(op).Feature & ~ScalarFeatures) == 0;
        if (isScalar && WasmOps.Row(op).IsSimple && signature.Results != 0)
        {
            if (signature.Operands <= 0xF)
            {
                result = Unary(op, Peek());
                _top -= result.IsNone ? 0 : 1;
            }
            else if (signature.Operands <= 0xFF)
            {
                result = Binary(op, _stack[_top - 2], _stack[_top - 1]);
                _top -= result.IsNone ? 0 : 2;
            }
        }

        Push(result.IsNone ? throw ModuleEnvironment.Unsupported(op) : result);
    }

    private void Select()
    {
        Value condition = Pop();
        Value ifZero = Pop();
        Value ifNonZero = Pop();
        Push(_b.Select(condition, ifNonZero, ifZero));
    }

    private Value Zero(IrType type) => type switch
    {
        IrType.I32 or IrType.I64 or IrType.Ref => _b.Iconst(type, 0),
        IrType.F32 => _b.F32Const(0),
        IrType.F64 => _b.F64Const(0),
        IrType.V128 => _b.V128Const(default),
        IrType.None => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private void Push(Value value)
    {
        if (_top == _stack.Length)
        {
            Array.Resize(ref _stack, _top * 2);
        }

        _stack[_top++] = value;
    }

    private Value Pop() => _stack[--_top];

    private Value Peek() => _stack[_top - 1];

    // The topmost values, the last pushed one last; they stay on the stack.
    private ReadOnlySpan<Value> Peek(int count) => _stack.AsSpan(_top - count, count);

    private void EnsureLocals(int count)
    {
        if (count > _locals.Length)
        {
            Array.Resize(ref _locals, Math.Max(count, _locals.Length * 2));
        }
    }
}
