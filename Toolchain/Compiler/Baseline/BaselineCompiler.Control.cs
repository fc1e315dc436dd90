// Blocks, branches and comparisons; fuel and epochs.
using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Baseline;

internal sealed partial class BaselineCompiler
{
    private ControlFrame[] _frames = new ControlFrame[16];
    private int _depth;
    private Label[] _tableLabels = new Label[16];
    private (int Table, Label Label)[] _stubs = new (int, Label)[16]; // by frame, of the br_table with that number
    private int _tables;
    private long _fuel;

    private enum FrameKind : byte
    {
        Function,
        Block,
        Loop,
        If,
        Else,
    }

    private struct ControlFrame
    {
        internal FrameKind Kind;
        internal Label Label; // loops: the header; others: the end
        internal Label ElseLabel; // of an if
        internal int Depth; // of the stack, without the parameters
        internal Signature Signature;
        internal bool IsEndUsed;

        internal readonly BranchTarget Target =>
            new(Label, Depth, Kind == FrameKind.Loop ? Signature.Params.Length : Signature.Results.Length);

        internal readonly BranchTarget End => new(Label, Depth, Signature.Results.Length);
    }

    private bool TryTranslateControl(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.Block:
                Signature block = _signatures.Of(instruction.BlockType);
                _asm.Settle();
                PushFrame(FrameKind.Block, _asm.NewLabel(), block);
                return true;
            case WasmOp.Loop:
                BeginLoop(_signatures.Of(instruction.BlockType));
                return true;
            case WasmOp.If:
                BeginIf(Comparison.NotZero(_asm.Pop()), whenTrue: true, instruction);
                return true;
            case WasmOp.Else:
                BeginElse();
                return true;
            case WasmOp.End:
                EndFrame();
                return true;
            case WasmOp.Br:
                Branch(instruction.A);
                return true;
            case WasmOp.BrIf:
                Comparison condition = Comparison.NotZero(_asm.Pop());
                BranchIf(condition, whenTrue: true, instruction.A);
                return true;
            case WasmOp.BrTable:
                BranchTable(instruction);
                return true;
            case WasmOp.Return:
                Branch(_depth - 1);
                return true;
            case WasmOp.Unreachable:
                FlushFuel();
                _asm.Trap((byte)TrapCode.Unreachable);
                _unreachable = true;
                return true;
            case WasmOp.RefIsNull:
                Consume(IsNull(_asm.Pop()));
                return true;
            case WasmOp.RefAsNonNull:
                _asm.TrapIf(IsNull(_asm.HoldTop()), (byte)TrapCode.NullReference);
                return true;
            case WasmOp.BrOnNull:
                BranchOnNull(instruction.A);
                return true;
            case WasmOp.BrOnNonNull:
                BranchOnNonNull(instruction.A);
                return true;
            default:
                return false;
        }
    }

    private static Comparison IsNull(BaselineValue reference) =>
        Comparison.Of(IntCc.Equal, reference, BaselineValue.Constant(reference.Type, 0));

    // The outcome of a comparison, for what stands behind it.
    private void Consume(Comparison comparison)
    {
        bool whenTrue = true;
        while (NextOp == WasmOp.I32Eqz)
        {
            Advance();
            whenTrue = !whenTrue;
        }

        switch (NextOp)
        {
            case WasmOp.BrIf:
                BranchIf(comparison, whenTrue, Advance().A);
                return;
            case WasmOp.If:
                BeginIf(comparison, whenTrue, Advance());
                return;
            case WasmOp.Select when whenTrue || !comparison.Type.IsFloat:
                Advance();
                _asm.Select(whenTrue ? comparison : comparison with { Code = (byte)comparison.IntCc.Inverse });
                return;
            default:
                break;
        }

        if (!whenTrue && !comparison.Type.IsFloat)
        {
            comparison = comparison with { Code = (byte)comparison.IntCc.Inverse };
            whenTrue = true;
        }

        _asm.PushOutcome(comparison);
        if (!whenTrue)
        {
            _asm.PushConstant(IrType.I32, 1);
            _asm.Binary(Opcode.Ixor, IrType.I32);
        }
    }

    private void PushFrame(FrameKind kind, Label label, Signature signature, Label elseLabel = default)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        _frames[_depth++] = new ControlFrame
        {
            Kind = kind,
            Label = label,
            ElseLabel = elseLabel,
            Depth = kind == FrameKind.Function ? 0 : _asm.Depth - signature.Params.Length,
            Signature = signature,
        };
    }

    private void BeginLoop(Signature signature)
    {
        FlushFuel();
        _asm.SettleFor(signature.Params.Length);
        Label header = _asm.NewLabel();
        _asm.Bind(header);
        PushFrame(FrameKind.Loop, header, signature);
        EmitLoopChecks();
    }

    private void BeginIf(in Comparison comparison, bool whenTrue, in WasmInstruction instruction)
    {
        Signature signature = _signatures.Of(instruction.BlockType);
        FlushFuel();
        _asm.SettleFor(signature.Params.Length);
        Label otherwise = _asm.NewLabel();
        _asm.BranchIf(comparison, !whenTrue, otherwise);
        _asm.Release(comparison);
        PushFrame(FrameKind.If, _asm.NewLabel(), signature, otherwise);
    }

    private void BeginElse()
    {
        ref ControlFrame frame = ref _frames[_depth - 1];
        if (!_unreachable)
        {
            FlushFuel();
            _asm.Jump(frame.End);
            frame.IsEndUsed = true;
        }

        frame.Kind = FrameKind.Else;
        _asm.Bind(frame.ElseLabel);
        _asm.ArriveAt(frame.Depth, frame.Signature.Params);
        _unreachable = false;
    }

    private void EndFrame()
    {
        ref ControlFrame frame = ref _frames[--_depth];
        if (frame.Kind == FrameKind.Function)
        {
            if (!_unreachable)
            {
                FlushFuel();
                _asm.Return();
            }

            return;
        }

        frame.IsEndUsed |= frame.Kind == FrameKind.If; // without an else the parameters are the results
        if (!frame.IsEndUsed || frame.Kind == FrameKind.Loop)
        {
            return;
        }

        if (!_unreachable)
        {
            FlushFuel();
            _asm.StoreForLabel(frame.End);
        }

        if (frame.Kind == FrameKind.If)
        {
            _asm.Bind(frame.ElseLabel);
        }

        _asm.Bind(frame.Label);
        _asm.ArriveAt(frame.Depth, frame.Signature.Results);
        _unreachable = false;
    }

    private ref ControlFrame FrameAt(int label) => ref _frames[_depth - 1 - label];

    private void Branch(int label)
    {
        ref ControlFrame frame = ref FrameAt(label);
        FlushFuel();
        if (frame.Kind == FrameKind.Function)
        {
            _asm.Return();
        }
        else
        {
            _asm.Jump(frame.Target);
            frame.IsEndUsed = true;
        }

        _unreachable = true;
    }

    private void BranchIf(in Comparison comparison, bool whenTrue, int label)
    {
        ref ControlFrame frame = ref FrameAt(label);
        FlushFuel();
        if (frame.Kind == FrameKind.Function)
        {
            Label skip = _asm.NewLabel();
            _asm.BranchIf(comparison, !whenTrue, skip);
            _asm.ReturnHere();
            _asm.Bind(skip);
        }
        else
        {
            _asm.BranchIf(comparison, whenTrue, frame.Target);
            frame.IsEndUsed = true;
        }

        _asm.Release(comparison);
    }

    // The label takes the operands below the reference; behind the branch the reference is not null.
    private void BranchOnNull(int label)
    {
        BaselineValue reference = _asm.Pop();
        reference = BaselineValue.In(reference.Type, _asm.ToTemporary(reference));
        Comparison isNull = IsNull(reference);
        BranchIf(isNull, whenTrue: true, label);
        _asm.PushHeld(reference);
    }

    // The label takes the reference on top.
    private void BranchOnNonNull(int label)
    {
        BaselineValue reference = _asm.HoldTop();
        Comparison isNull = IsNull(reference);
        BranchIf(isNull, whenTrue: false, label);
        _asm.Drop();
    }

    // Labels that take values from another depth, and the function's, are reached through code of their own behind the jump.
    private void BranchTable(in WasmInstruction instruction)
    {
        BaselineValue index = _asm.Pop();
        ReadOnlySpan<int> labels = _body.LabelsOf(instruction);
        if (labels.Length > _tableLabels.Length)
        {
            Array.Resize(ref _tableLabels, labels.Length);
        }

        if (_stubs.Length < _frames.Length)
        {
            Array.Resize(ref _stubs, _frames.Length);
        }

        _tables++;
        FlushFuel();
        _asm.SettleFor(FrameAt(labels[^1]).Target.Arity);
        for (int i = 0; i < labels.Length; i++)
        {
            ref ControlFrame frame = ref FrameAt(labels[i]);
            frame.IsEndUsed = true;
            _tableLabels[i] = NeedsStub(frame) ? StubOf(labels[i]) : frame.Label;
        }

        _asm.JumpTable(index, _tableLabels.AsSpan(0, labels.Length));
        for (int i = 0; i < _depth; i++)
        {
            if (_stubs[i].Table != _tables)
            {
                continue;
            }

            _asm.Bind(_stubs[i].Label);
            if (_frames[i].Kind == FrameKind.Function)
            {
                _asm.ReturnHere();
            }
            else
            {
                _asm.Jump(_frames[i].Target);
            }
        }

        _unreachable = true;
    }

    private bool NeedsStub(in ControlFrame frame) => frame.Kind == FrameKind.Function || !_asm.IsInPlace(frame.Target);

    private Label StubOf(int label)
    {
        ref (int Table, Label Label) stub = ref _stubs[_depth - 1 - label];
        if (stub.Table != _tables)
        {
            stub = (_tables, _asm.NewLabel());
        }

        return stub.Label;
    }

    private void BeginFuel() => _fuel = _module.Options.FuelChecks ? 1 : 0;

    // Structure costs nothing.
    private void CountFuel(WasmOp op)
    {
        if (_module.Options.FuelChecks && FunctionTranslator.CostsFuel(op))
        {
            _fuel++;
        }
    }

    // Takes what was counted since the last time off the account. Stands before everything that leaves the straight run.
    private void FlushFuel()
    {
        if (_fuel != 0)
        {
            LoadStoreContext();
            _asm.SubtractAt(_asm.AddressScratch, VMStoreContext.FuelOffset, _fuel);
            _fuel = 0;
        }
    }

    private void EmitLoopChecks()
    {
        if (_module.Options.FuelChecks)
        {
            LoadStoreContext();
            BaselineValue fuel = BaselineValue.At(IrType.I64, _asm.AddressScratch, VMStoreContext.FuelOffset);
            _asm.CallIf(
                Comparison.Of(IntCc.SignedLessThan, fuel, BaselineValue.Constant(IrType.I64, 0)), SymbolOf(Builtin.OutOfFuel));
        }

        if (_module.Options.EpochChecks)
        {
            LoadStoreContext();
            Reg now = _asm.TakeInt();
            _asm.LoadAt(IrType.I64, now, _asm.AddressScratch, VMStoreContext.EpochPointerOffset);
            _asm.LoadAt(IrType.I64, now, now, 0);
            BaselineValue deadline = BaselineValue.At(IrType.I64, _asm.AddressScratch, VMStoreContext.EpochDeadlineOffset);
            _asm.CallIf(
                Comparison.Of(IntCc.UnsignedGreaterThanOrEqual, BaselineValue.In(IrType.I64, now), deadline), SymbolOf(Builtin.EpochReached));
            _asm.Release(now);
        }
    }

    private void LoadStoreContext() => _asm.LoadAt(IrType.I64, _asm.AddressScratch, _asm.Vmctx, VMContext.StoreContextOffset);

    private static uint SymbolOf(Builtin builtin) => (uint)ModuleEnvironment.SymbolOf(builtin).Number;
}
