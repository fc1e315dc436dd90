// One look at a function before it is translated: whether the baseline compiler covers all of it, and what is worth a register.
using System;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Baseline;

/// <summary>Scans bodies; keeps its arrays for the next.</summary>
internal sealed class FunctionScan(ModuleEnvironment module, MacroAssembler assembler, SignatureTable signatures)
{
    private const int LoopWeightLog2 = 3; // an instruction in a loop counts as eight
    private const int MaxWeightLog2 = 15;
    private const int Heaviest = 1 << 28;

    private int[] _weights = [];
    private bool[] _isSet = [];
    private bool[] _isLoop = new bool[32];
    private int _localCount;
    private int _callWeight;
    private bool _calls;

    /// <summary>What the scan found, for the assembler.</summary>
    internal FunctionFacts Facts => new(
        _weights.AsSpan(0, _localCount + 1), _callWeight, _calls || module.Options.FuelChecks || module.Options.EpochChecks, Base);

    /// <summary>Whether a local is set in the body.</summary>
    internal ReadOnlySpan<bool> IsSet => _isSet.AsSpan(0, _localCount);

    // The base of the first memory, where it stays what it is.
    private InstanceField? Base => module.Memories.Length != 0 && module.Memories[0].IsBaseFixed ? module.BaseField(0) : null;

    /// <summary>Whether the function can be translated. <see cref="Facts"/> are those of the last function that can.</summary>
    internal bool Covers(WasmFunction function, WasmBody body)
    {
        Signature own = signatures.Of(function.TypeIndex);
        if (!Begin(function, own))
        {
            return false;
        }

        int depth = 0;
        int loops = 0;
        int weight = 1;
        foreach (ref readonly WasmInstruction instruction in body.Instructions)
        {
            switch (BaselineOps.Of(instruction.Op).Kind)
            {
                case BaselineKind.None:
                    return false;
                case BaselineKind.GetLocal:
                    Weigh(instruction.A, weight);
                    break;
                case BaselineKind.SetLocal:
                    Weigh(instruction.A, weight);
                    _isSet[instruction.A] = true;
                    break;
                case BaselineKind.Load or BaselineKind.Store:
                    if (instruction.A == 0)
                    {
                        Weigh(_localCount, weight);
                    }

                    break;
                case BaselineKind.Open:
                    if (signatures.HasVectors(instruction.BlockType))
                    {
                        return false;
                    }

                    if (depth == _isLoop.Length)
                    {
                        Array.Resize(ref _isLoop, depth * 2);
                    }

                    bool isLoop = instruction.Op == WasmOp.Loop;
                    _isLoop[depth++] = isLoop;
                    loops += isLoop ? 1 : 0;
                    weight = 1 << Math.Min(loops * LoopWeightLog2, MaxWeightLog2);
                    break;
                case BaselineKind.Close:
                    if (depth > 0)
                    {
                        loops -= _isLoop[--depth] ? 1 : 0;
                        weight = 1 << Math.Min(loops * LoopWeightLog2, MaxWeightLog2);
                    }

                    break;
                case BaselineKind.Calling:
                    _calls = true;
                    _callWeight = Math.Min(_callWeight + (2 * weight), Heaviest);
                    goto case BaselineKind.Special;
                case BaselineKind.Special:
                    if (!CoversOperand(instruction, own))
                    {
                        return false;
                    }

                    break;
                default:
                    break;
            }
        }

        return true;
    }

    private bool CoversOperand(in WasmInstruction instruction, Signature own) => instruction.Op switch
    {
        WasmOp.GlobalGet or WasmOp.GlobalSet => module.Globals[instruction.A].Type != IrType.V128,
        WasmOp.Call => !HasVectors(signatures.Of(module.Wasm.Functions[instruction.A].TypeIndex)),
        WasmOp.CallRef => !HasVectors(signatures.Of(instruction.A)),
        WasmOp.CallIndirect => module.Wasm.Types[instruction.A].IsFinal && !HasVectors(signatures.Of(instruction.A)),
        WasmOp.ReturnCall => CoversTailCall(signatures.Of(module.Wasm.Functions[instruction.A].TypeIndex), own),
        WasmOp.ReturnCallRef => CoversTailCall(signatures.Of(instruction.A), own),
        WasmOp.ReturnCallIndirect => module.Wasm.Types[instruction.A].IsFinal && CoversTailCall(signatures.Of(instruction.A), own),
        _ => true,
    };

    // Moving argument areas about is left to the pipeline.
    private bool CoversTailCall(Signature callee, Signature own) =>
        !HasVectors(callee) && !assembler.HasStackArguments(callee) && !assembler.HasStackArguments(own);

    private bool Begin(WasmFunction function, Signature own)
    {
        long count = own.Params.Length;
        foreach (LocalRun run in function.Locals)
        {
            if (module.IrTypeOf(run.Type) == IrType.V128)
            {
                return false;
            }

            count += run.Count;
        }

        _localCount = checked((int)count);
        if (_weights.Length <= _localCount)
        {
            _weights = new int[(_localCount * 2) + 1];
            _isSet = new bool[_weights.Length];
        }

        _weights.AsSpan(0, _localCount + 1).Clear();
        _isSet.AsSpan(0, _localCount).Clear();
        (_callWeight, _calls) = (0, false);
        return !HasVectors(own);
    }

    private void Weigh(int local, int weight) => _weights[local] = Math.Min(_weights[local] + weight, Heaviest);

    private static bool HasVectors(Signature signature) => signature.Params.Contains(IrType.V128) || signature.Results.Contains(IrType.V128);
}
