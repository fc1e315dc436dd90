// -O none: one pass over a function's instructions, each becoming machine code at once. The operand stack of wasm is the assembler's, which
// keeps values where they were made; a comparison and the branch, if or select behind it become one. What the pass does not cover (vectors,
// garbage collection, exceptions, atomics) it refuses whole functions for, and the optimizing pipeline compiles those: both keep one
// calling convention, so they mix.
using System;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Baseline;

/// <summary>Compiles functions in one pass. One for each compiling thread.</summary>
internal sealed partial class BaselineCompiler
{
    private readonly ModuleEnvironment _module;
    private readonly TargetIsa _target;
    private readonly CodeBuffer _buffer;
    private readonly MacroAssembler _asm;
    private readonly SignatureTable _signatures;
    private readonly FunctionScan _scan;
    private WasmBody _body = new(0);
    private int _index; // of the current instruction
    private bool _unreachable;

    private BaselineCompiler(ModuleEnvironment module, TargetIsa target, CodeBuffer buffer, MacroAssembler assembler)
    {
        _module = module;
        _target = target;
        _buffer = buffer;
        _asm = assembler;
        _signatures = new SignatureTable(module);
        _scan = new FunctionScan(module, assembler, _signatures);
    }

    /// <summary>A compiler for the target; null where the target has none.</summary>
    internal static BaselineCompiler? Create(ModuleEnvironment module, CodegenOptions options)
    {
        CodeBuffer buffer = options.Target.CreateBuffer();
        return options.Target.CreateMacroAssembler(buffer, options) is { } assembler
            ? new BaselineCompiler(module, options.Target, buffer, assembler)
            : null;
    }

    /// <summary>Whether a function can be compiled; asked before <see cref="Compile"/>.</summary>
    internal bool Covers(int function, WasmBody body) => _scan.Covers(_module.Wasm.Functions[function], body);

    /// <summary>Compiles the function that was looked at last.</summary>
    internal CompiledFunction Compile(int index, WasmBody body, DumpSink? dump)
    {
        WasmFunction function = _module.Wasm.Functions[index];
        _body = body;
        try
        {
            if (!Emit(function, isLarge: false))
            {
                Emit(function, isLarge: true);
            }
        }
        catch (CompilerBugException e)
        {
            throw _module.InFunction(e, index);
        }

        CompiledFunction result = _buffer.Finish(_asm.FrameBytes, _target.AllRegisters);
        dump?.Invoke("asm", _target.Disassemble(result));
        return result;
    }

    private bool Emit(WasmFunction function, bool isLarge)
    {
        Signature signature = _signatures.Of(function.TypeIndex);
        _asm.Begin(signature, isLarge);
        foreach (LocalRun run in function.Locals)
        {
            IrType type = _module.IrTypeOf(run.Type);
            for (uint i = 0; i < run.Count; i++)
            {
                _asm.AddLocal(type);
            }
        }

        ReadOnlySpan<bool> isSet = _scan.IsSet;
        for (int i = 0; i < isSet.Length; i++)
        {
            if (isSet[i])
            {
                _asm.MarkSet(i);
            }
        }

        _depth = 0;
        _unreachable = false;
        _asm.Source = _body[0].Offset;
        _asm.EnterFunction(_scan.Facts);
        BeginFuel();
        FlushFuel();
        EmitLoopChecks();
        PushFrame(FrameKind.Function, default, signature);
        for (_index = 0; _index < _body.Count; _index++)
        {
            ref readonly WasmInstruction instruction = ref _body[_index];
            if (_unreachable && instruction.Op is not (WasmOp.Else or WasmOp.End))
            {
                if (instruction.Op is WasmOp.Block or WasmOp.Loop or WasmOp.If)
                {
                    SkipBlock();
                }

                continue;
            }

            _asm.Source = instruction.Offset;
            CountFuel(instruction.Op);
            Translate(instruction);
        }

        return _asm.FinishFunction();
    }

    // To the end that belongs to the current block.
    private void SkipBlock()
    {
        int match = _body[_index].B;
        _index = _body[match].Op == WasmOp.Else ? _body[match].B : match;
    }

    // Steps to the next instruction, which the current one is translated together with.
    private ref readonly WasmInstruction Advance()
    {
        ref readonly WasmInstruction next = ref _body[++_index];
        CountFuel(next.Op);
        return ref next;
    }

    private WasmOp NextOp => _body[_index + 1].Op; // the last instruction is the function's end, which never asks

    private void Translate(in WasmInstruction instruction)
    {
        ref readonly BaselineOp row = ref BaselineOps.Of(instruction.Op);
        switch (row.Kind)
        {
            case BaselineKind.GetLocal:
                _asm.GetLocal(instruction.A);
                break;
            case BaselineKind.SetLocal when instruction.Op == WasmOp.LocalSet:
                _asm.SetLocal(instruction.A);
                break;
            case BaselineKind.SetLocal:
                _asm.TeeLocal(instruction.A);
                break;
            case BaselineKind.Constant:
                _asm.PushConstant(row.Type, instruction.Imm);
                break;
            case BaselineKind.Binary:
                WantNextLocal();
                _asm.Binary(row.Op, row.Type);
                FixNan(row);
                _asm.WantNothing();
                break;
            case BaselineKind.Unary:
                WantNextLocal();
                _asm.Unary(row.Op, row.Type);
                FixNan(row);
                _asm.WantNothing();
                break;
            case BaselineKind.Compare:
                BaselineValue right = _asm.Pop();
                Consume(new Comparison(row.Code, _asm.Pop(), right));
                break;
            case BaselineKind.EqualZero:
                Consume(Comparison.Of(IntCc.Equal, _asm.Pop(), BaselineValue.Constant(row.Type, 0)));
                break;
            case BaselineKind.Load:
                WantNextLocal();
                Load(instruction, row);
                _asm.WantNothing();
                break;
            case BaselineKind.Store:
                Store(instruction, row);
                break;
            default:
                TranslateSpecial(instruction);
                break;
        }
    }

    // A result that is put into a local at once may be made there.
    private void WantNextLocal()
    {
        ref readonly WasmInstruction next = ref _body[_index + 1];
        if (next.Op is WasmOp.LocalSet or WasmOp.LocalTee)
        {
            _asm.Want(next.A);
        }
    }

    private void FixNan(in BaselineOp row)
    {
        if (row.MakesNan && _module.Options.Deterministic)
        {
            _asm.CanonicalNan();
        }
    }

    private void TranslateSpecial(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.GlobalGet:
                GlobalGet(instruction.A);
                break;
            case WasmOp.GlobalSet:
                GlobalSet(instruction.A);
                break;
            case WasmOp.Drop:
                _asm.Drop();
                break;
            case WasmOp.Nop:
                break;
            case WasmOp.Select or WasmOp.SelectTyped:
                _asm.Select(Comparison.NotZero(_asm.Pop()));
                break;
            default:
                if (!TryTranslateControl(instruction) && !TryTranslateCall(instruction) && !TryTranslateTable(instruction))
                {
                    TranslateMemory(instruction);
                }

                break;
        }
    }

    private void GlobalGet(int global)
    {
        WantNextLocal();
        GlobalPlan plan = _module.Globals[global];
        _asm.Load(plan.Type, plan.Size, signed: false, GlobalAddress(global));
        _asm.WantNothing();
    }

    private void GlobalSet(int global)
    {
        BaselineValue value = _asm.Pop();
        _asm.Store(_module.Globals[global].Size, GlobalAddress(global), value);
    }

    private BaselineAddress GlobalAddress(int global)
    {
        if (!_module.Wasm.Globals[global].IsImported)
        {
            return new BaselineAddress(_asm.Vmctx, Reg.None, _module.Layout.DefinedGlobal(global - _module.Wasm.ImportedGlobalCount));
        }

        _asm.LoadAt(IrType.I64, _asm.AddressScratch, _asm.Vmctx, _module.Layout.ImportedGlobal(global));
        return new BaselineAddress(_asm.AddressScratch, Reg.None, 0);
    }
}
