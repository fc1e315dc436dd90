// Blocks, loops, ifs and branches. Results travel as block parameters; the operand stack below a frame is left alone.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Translate;

using ValType = Wasmtime.Min.Toolchain.Wasm.Types.ValType;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private Block[] _tableTargets = new Block[16];
    private readonly LoopAssignments _loopAssignments = new();

    private void PushFrame(FrameKind kind, Block target, Block continuation, int paramCount, int resultCount)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        _frames[_depth++] = new ControlFrame
        {
            Kind = kind,
            Target = target,
            Continuation = continuation,
            ElseBlock = Block.None,
            Handler = Block.None,
            StackHeight = _top - paramCount,
            ParamCount = paramCount,
            ResultCount = resultCount,
        };
    }

    private void BeginBlock(BlockType blockType)
    {
        (ValType[] parameters, ValType[] results) = module.TypesOf(blockType);
        Block continuation = CreateBlock(results);
        PushFrame(FrameKind.Block, continuation, continuation, parameters.Length, results.Length);
    }

    private void BeginLoop(BlockType blockType, int index)
    {
        (ValType[] parameters, ValType[] results) = module.TypesOf(blockType);
        FlushFuel();
        Block header = CreateBlock(parameters);
        Block continuation = CreateBlock(results);
        _b.Jump(header, Peek(parameters.Length));
        _b.SetLoopPlaces(header, _firstPlace + index, _firstPlace + _body[index].B);
        _b.SwitchToBlock(header);
        PushFrame(FrameKind.Loop, header, continuation, parameters.Length, results.Length);
        ReplaceTop(header, parameters.Length);
        EmitLoopChecks();
    }

    private void BeginIf(in WasmInstruction instruction)
    {
        (ValType[] parameters, ValType[] results) = module.TypesOf(instruction.BlockType);
        Value condition = Pop();
        FlushFuel();
        Block then = _b.CreateBlock();
        Block otherwise = _b.CreateBlock();
        Block continuation = CreateBlock(results);
        _b.BrIf(condition, then, [], otherwise, []);
        Hint(instruction.Hint, then, otherwise);
        _b.SealBlock(then);
        _b.SealBlock(otherwise);
        _b.SwitchToBlock(then);
        PushFrame(FrameKind.If, continuation, continuation, parameters.Length, results.Length);
        _frames[_depth - 1].ElseBlock = otherwise;

        // Both arms start from the same operands (a missing else returns them): keep a second copy of them below the first.
        int from = _top - parameters.Length;
        for (int i = 0; i < parameters.Length; i++)
        {
            Push(_stack[from + i]);
        }

        _frames[_depth - 1].StackHeight += parameters.Length;
    }

    private void BeginElse()
    {
        ref ControlFrame frame = ref _frames[_depth - 1];
        LeaveToContinuation(ref frame);
        frame.StackHeight -= frame.ParamCount;
        _top = frame.StackHeight + frame.ParamCount;
        frame.Kind = FrameKind.Else;
        _b.SwitchToBlock(frame.ElseBlock);
        _unreachable = false;
    }

    private void EndFrame()
    {
        ref ControlFrame frame = ref _frames[_depth - 1];
        LeaveToContinuation(ref frame);
        if (frame.Kind == FrameKind.If)
        {
            // No else: the parameters are the results.
            frame.StackHeight -= frame.ParamCount;
            _b.SwitchToBlock(frame.ElseBlock);
            ReadOnlySpan<Value> unchanged = _stack.AsSpan(frame.StackHeight, frame.ParamCount);
            _b.Jump(frame.Continuation, unchanged);
            frame.IsContinuationUsed = true;
        }
        else if (frame.Kind == FrameKind.Loop)
        {
            _b.SealBlock(frame.Target);
        }

        _depth--;
        _top = frame.StackHeight;
        if (frame.CatchCount != 0)
        {
            EndTryTable(frame);
        }

        _unreachable = !frame.IsContinuationUsed;
        _b.SealBlock(frame.Continuation);
        if (_unreachable)
        {
            return;
        }

        _b.SwitchToBlock(frame.Continuation);
        for (int i = 0; i < frame.ResultCount; i++)
        {
            Push(_b.BlockParam(frame.Continuation, i));
        }

        if (frame.Kind == FrameKind.Function)
        {
            _b.Return(Peek(frame.ResultCount));
        }
    }

    // Control falls off the end of an arm or block.
    private void LeaveToContinuation(ref ControlFrame frame)
    {
        if (_unreachable)
        {
            return;
        }

        FlushFuel();
        _b.Jump(frame.Continuation, Peek(frame.ResultCount));
        frame.IsContinuationUsed = true;
    }

    private ref ControlFrame FrameAt(int label) => ref _frames[_depth - 1 - label];

    private void Branch(int label)
    {
        ref ControlFrame frame = ref FrameAt(label);
        FlushFuel();
        _b.Jump(frame.Target, Peek(frame.LabelArity));
        frame.IsContinuationUsed |= frame.Kind != FrameKind.Loop;
        _unreachable = true;
    }

    private void BranchIf(in WasmInstruction instruction)
    {
        Value condition = Pop();
        ref ControlFrame frame = ref FrameAt(instruction.A);
        FlushFuel();
        Block next = _b.CreateBlock();
        _b.BrIf(condition, frame.Target, Peek(frame.LabelArity), next, []);
        Hint(instruction.Hint, frame.Target, next);
        frame.IsContinuationUsed |= frame.Kind != FrameKind.Loop;
        _b.SealBlock(next);
        _b.SwitchToBlock(next);
    }

    // The label takes the operands below the reference; behind the branch the reference is not null.
    private void BranchOnNull(int label)
    {
        Value reference = Pop();
        BranchTo(label, IsNull(reference), whenTrue: true);
        Push(reference);
    }

    // The label takes the reference on top.
    private void BranchOnNonNull(int label)
    {
        BranchTo(label, IsNull(Peek()), whenTrue: false);
        Pop();
    }

    // Branches with the topmost operands, which stay for the code behind.
    private void BranchTo(int label, Value condition, bool whenTrue)
    {
        ref ControlFrame frame = ref FrameAt(label);
        FlushFuel();
        Block next = _b.CreateBlock();
        if (whenTrue)
        {
            _b.BrIf(condition, frame.Target, Peek(frame.LabelArity), next, []);
        }
        else
        {
            _b.BrIf(condition, next, [], frame.Target, Peek(frame.LabelArity));
        }

        frame.IsContinuationUsed |= frame.Kind != FrameKind.Loop;
        _b.SealBlock(next);
        _b.SwitchToBlock(next);
    }

    private Value IsNull(Value reference) => _b.Icmp(IntCc.Equal, reference, Zero(_b.TypeOf(reference)));

    private void BranchTable(in WasmInstruction instruction)
    {
        Value index = Pop();
        ReadOnlySpan<int> labels = _body.LabelsOf(instruction);
        if (labels.Length > _tableTargets.Length)
        {
            Array.Resize(ref _tableTargets, labels.Length);
        }

        FlushFuel();
        for (int i = 0; i < labels.Length; i++)
        {
            ref ControlFrame frame = ref FrameAt(labels[i]);
            frame.IsContinuationUsed |= frame.Kind != FrameKind.Loop;
            _tableTargets[i] = frame.Target;
        }

        // All targets take the same number of values: one list serves them all.
        int arity = FrameAt(labels[^1]).LabelArity;
        _b.BrTable(index, _tableTargets.AsSpan(0, labels.Length - 1), _tableTargets[labels.Length - 1], Peek(arity));
        _unreachable = true;
    }

    private void Return()
    {
        if (_current != NoCall)
        {
            Branch(_depth - 1 - _inlinedFrame);
            return;
        }

        FlushFuel();
        _b.Return(Peek(_frames[0].ResultCount));
        _unreachable = true;
    }

    private void Trap(byte code)
    {
        FlushFuel();
        _b.Trap(code);
        _unreachable = true;
    }

    private Block CreateBlock(ReadOnlySpan<ValType> parameters)
    {
        Block block = _b.CreateBlock();
        foreach (ValType parameter in parameters)
        {
            _b.AddParam(block, module.IrTypeOf(parameter));
        }

        return block;
    }

    private void ReplaceTop(Block block, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _stack[_top - count + i] = _b.BlockParam(block, i);
        }
    }

    private void Hint(BranchHint hint, Block ifNonZero, Block ifZero)
    {
        if (hint == BranchHint.Likely)
        {
            _b.MarkCold(ifZero);
        }
        else if (hint == BranchHint.Unlikely)
        {
            _b.MarkCold(ifNonZero);
        }
    }
}
