// Small functions in place of calls: the callee's body is decoded and translated where the call stands, as a block whose label is the callee's
// return. It has locals of its own; everything else (fuel, checks, handlers around the call) is as if its instructions stood in the caller.
//
// Traps and calls inside still have to be reported as the callee's: the location of such code is packed from the number of the inlined call and the
// distance from the callee's first instruction, and the artifact keeps what the numbers mean (TableId.InlinedPlaces).
//
// Only the bodies decide, in the order of the calls, so the code does not depend on threads. A function may be inlined into itself, once: half of
// the calls of a recursion go away.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Binary;

namespace Wasmtime.Min.Toolchain.Translate;

using FuncType = Wasmtime.Min.Toolchain.Wasm.Types.FuncType;

/// <summary>A call in whose place the callee was translated.</summary>
/// <param name="Function">The callee's index.</param>
/// <param name="CallLocation">Location of the call, itself packed where the caller is inlined.</param>
/// <param name="FirstOffset">Wasm offset of the callee's first instruction.</param>
internal readonly record struct InlinedCall(int Function, uint CallLocation, uint FirstOffset)
{
    /// <summary>Largest distance from the callee's first instruction.</summary>
    internal const uint LargestDistance = (1 << DistanceBits) - 1;

    /// <summary>Inlined calls in one function; so many that no location looks like "none".</summary>
    internal const int MostCalls = 1 << 10;

    // Wasm files are shorter than 2 GiB: no offset has the highest bit.
    private const uint Mark = 0x8000_0000;
    private const int DistanceBits = 20;

    /// <summary>Whether a location is that of inlined code.</summary>
    internal static bool IsPacked(uint location) => (location & Mark) != 0 && location != CodeBuffer.NoSource;

    /// <summary>The location of an instruction of an inlined callee.</summary>
    internal static uint Pack(int call, uint distance) => Mark | ((uint)call << DistanceBits) | distance;

    /// <summary>The parts of a packed location.</summary>
    internal static (int Call, uint Distance) Unpack(uint location) => ((int)((location & ~Mark) >> DistanceBits), location & LargestDistance);
}

internal sealed partial class FunctionTranslator
{
    private const int DeepestInlining = 3;
    private const int NoCall = -1;

    // What a caller may grow by: this weight, or half of its own instructions.
    private const int SmallestBudget = 60;

    private readonly List<InlinedCall> _inlined = [];
    private readonly InlineLevel[] _levels = new InlineLevel[DeepestInlining];
    private int _level;
    private int _inlineBudget;
    private int _current = NoCall; // the inlined call whose callee is being translated
    private int _inlinedFrame; // its control frame, which its returns go to

    // What the translation of a callee needs of its own, kept for the next one at this depth.
    private sealed class InlineLevel
    {
        internal readonly WasmBody Body = new(64);
        internal int Function;
        internal Variable[] Locals = new Variable[16];
    }

    /// <summary>Calls that were inlined into the function just translated, by their number in packed locations.</summary>
    internal IReadOnlyList<InlinedCall> Inlined => _inlined;

    private void BeginInlining(WasmBody body)
    {
        _inlined.Clear();
        _level = 0;
        _current = NoCall;
        _inlineBudget = Math.Max(SmallestBudget, body.Count / 2);
    }

    // The initialiser runs once; its code has no place in the file that a caller could be named by.
    private void ForbidInlining() => _inlineBudget = -1;

    private uint LocationOf(uint offset) => _current == NoCall
        ? offset
        : InlinedCall.Pack(_current, offset - _inlined[_current].FirstOffset);

    // The arguments are on the stack; results take their place.
    private bool TryInline(int function, FuncType type)
    {
        int weight = module.InlineWeightOf(function);
        if (weight == InlineCandidates.Never || weight > _inlineBudget || _level == DeepestInlining || _inlined.Count == InlinedCall.MostCalls
            || IsBeingInlined(function))
        {
            return false;
        }

        InlineLevel level = _levels[_level] ??= new InlineLevel();
        WasmFunction callee = module.Wasm.Functions[function];
        WasmBody body = callee.Body ?? level.Body;
        if (callee.Body is null)
        {
            BodyDecoder.DecodeFunction(module.Wasm, callee, body);
        }

        // Text has operators in front of their operands, so the first instruction need not have the least offset.
        uint first = uint.MaxValue;
        uint last = 0;
        foreach (ref readonly WasmInstruction instruction in body.Instructions)
        {
            first = uint.Min(first, instruction.Offset);
            last = uint.Max(last, instruction.Offset);
        }

        if (last - first > InlinedCall.LargestDistance)
        {
            return false;
        }

        _inlineBudget -= weight;
        level.Function = function;
        _inlined.Add(new InlinedCall(function, _b.SourceLocation, first));
        TranslateInlined(callee, type, body, level);
        return true;
    }

    private void TranslateInlined(WasmFunction callee, FuncType type, WasmBody body, InlineLevel level)
    {
        (WasmBody outerBody, int outerCount, int outerCall, int outerFrame) = (_body, _localCount, _current, _inlinedFrame);
        int outerPlace = _firstPlace;
        (_locals, level.Locals) = (level.Locals, _locals);
        _level++;
        _body = body;
        _current = _inlined.Count - 1;
        EnsureLocals(type.Params.Length);
        _top -= type.Params.Length;
        for (int i = 0; i < type.Params.Length; i++)
        {
            _locals[i] = _b.DeclareVariable(module.IrTypeOf(type.Params[i]));
            _b.DefineVariable(_locals[i], _stack[_top + i]);
        }

        _localCount = DeclareLocals(callee, type.Params.Length);
        NoteAssignments();
        Block exit = CreateBlock(type.Results);
        _inlinedFrame = _depth;
        PushFrame(FrameKind.Inlined, exit, exit, 0, type.Results.Length);
        BeginFuel();
        EmitFunctionEntryChecks();
        TranslateBody();
        _level--;
        (_locals, level.Locals) = (level.Locals, _locals);
        (_body, _localCount, _current, _inlinedFrame) = (outerBody, outerCount, outerCall, outerFrame);
        _firstPlace = outerPlace;
    }

    private bool IsBeingInlined(int function)
    {
        for (int i = 0; i < _level; i++)
        {
            if (_levels[i].Function == function)
            {
                return true;
            }
        }

        return false;
    }
}
