// Exceptions. While one is on its way, its tag and values stand in the store context; nothing is allocated. All calls inside a try_table have one
// handler, which compares the tag with those of the clauses, takes the values, and goes to the label; where nothing fits, on to the handler of the
// try_table around it, or out of the function by throwing again. A throw whose clause is known when it is compiled is a branch.
using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Translate;

using FuncType = Wasmtime.Min.Toolchain.Wasm.Types.FuncType;
using ValType = Wasmtime.Min.Toolchain.Wasm.Types.ValType;
using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private const int NoTry = -1;
    private const int SlotSize = 8;

    private int _innermostTry = NoTry;

    private void BeginTryTable(in WasmInstruction instruction)
    {
        BeginBlock(instruction.BlockType);
        if (instruction.CatchCount == 0)
        {
            return;
        }

        ref ControlFrame frame = ref _frames[_depth - 1];
        frame.FirstCatch = instruction.CatchStart;
        frame.CatchCount = instruction.CatchCount;
        frame.OuterTry = _innermostTry;
        _innermostTry = _depth - 1;
    }

    // The handler of calls that are made here.
    private Block Handler()
    {
        ref ControlFrame frame = ref _frames[_innermostTry];
        if (frame.Handler.IsNone)
        {
            frame.Handler = _b.CreateBlock();
            _b.MarkCold(frame.Handler);
        }

        return frame.Handler;
    }

    // After the frame was taken off: labels count from outside of it, and what its clauses leave is the outer handler's.
    private void EndTryTable(in ControlFrame frame)
    {
        _innermostTry = frame.OuterTry;
        if (frame.Handler.IsNone)
        {
            return;
        }

        _b.SealBlock(frame.Handler);
        _b.SwitchToBlock(frame.Handler);
        _b.LandingPad();
        Value thrown = Value.None;
        foreach (CatchClause clause in _body.Catches.Slice(frame.FirstCatch, frame.CatchCount))
        {
            if (clause.Kind is CatchKind.CatchAll or CatchKind.CatchAllRef)
            {
                Catch(clause);
                return;
            }

            thrown = thrown.IsNone ? LoadException(IrType.I64, StoreContext(), VMStoreContext.PendingTagOffset) : thrown;
            Block match = _b.CreateBlock();
            Block next = _b.CreateBlock();
            _b.BrIf(_b.Icmp(IntCc.Equal, thrown, TagAddress(clause.Tag)), match, [], next, []);
            _b.MarkCold(match);
            _b.MarkCold(next);
            _b.SealBlock(match);
            _b.SealBlock(next);
            _b.SwitchToBlock(match);
            Catch(clause);
            _b.SwitchToBlock(next);
        }

        if (_innermostTry != NoTry)
        {
            _b.Jump(Handler(), []);
            return;
        }

        CallBuiltin(Builtin.Throw);
        _b.Trap((byte)TrapCode.Unreachable);
    }

    // Branches with the values of the exception. They are read after it was captured, which may move what they refer to.
    private void Catch(CatchClause clause)
    {
        int height = _top;
        bool isByReference = clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef;
        Value reference = isByReference ? CallGc(Builtin.CaptureException) : Value.None;
        if (clause.Kind is CatchKind.Catch or CatchKind.CatchRef)
        {
            Value buffer = LoadException(IrType.I64, StoreContext(), VMStoreContext.ExceptionBufferOffset);
            int offset = 0;
            foreach (ValType parameter in TypeOfTag(clause.Tag).Params)
            {
                IrType type = module.IrTypeOf(parameter);
                Push(LoadException(type, buffer, offset));
                offset += Math.Max(type.Size, SlotSize);
            }
        }

        if (isByReference)
        {
            Push(reference);
        }

        ref ControlFrame target = ref FrameAt(clause.Label);
        _b.Jump(target.Target, Peek(target.LabelArity));
        target.IsContinuationUsed |= target.Kind != FrameKind.Loop;
        _top = height;
    }

    private void Throw(int tag)
    {
        FuncType type = TypeOfTag(tag);
        ReadOnlySpan<Value> values = Peek(type.Params.Length);
        FlushFuel();
        if (TryBranchToClause(tag, values))
        {
            _unreachable = true;
            return;
        }

        Value store = StoreContext();
        Value buffer = type.Params.Length == 0 ? Value.None : LoadException(IrType.I64, store, VMStoreContext.ExceptionBufferOffset);
        int offset = 0;
        foreach (Value value in values)
        {
            int size = _b.TypeOf(value).Size;
            _b.Store(size, ExceptionFlags, value, buffer, offset);
            offset += Math.Max(size, SlotSize);
        }

        _b.Store(SlotSize, ExceptionFlags, TagAddress(tag), store, VMStoreContext.PendingTagOffset);
        CallThrower(Builtin.Throw);
    }

    private void ThrowRef()
    {
        Value reference = Pop();
        FlushFuel();
        CallThrower(Builtin.ThrowRef, reference);
    }

    private void CallThrower(Builtin builtin, params ReadOnlySpan<Value> arguments)
    {
        CallSymbol(ModuleEnvironment.SymbolOf(builtin), BuiltinSignature(builtin, IrType.None, arguments), arguments, CallFlags.None);
        _b.Trap((byte)TrapCode.Unreachable); // it never returns
        _unreachable = true;
    }

    // Finds the clause that takes a throw of this function, as long as none before it might be of the same tag under another index, and none by reference.
    private bool TryBranchToClause(int tag, ReadOnlySpan<Value> values)
    {
        for (int index = _innermostTry; index != NoTry; index = _frames[index].OuterTry)
        {
            ref ControlFrame frame = ref _frames[index];
            foreach (CatchClause clause in _body.Catches.Slice(frame.FirstCatch, frame.CatchCount))
            {
                bool isAll = clause.Kind is CatchKind.CatchAll or CatchKind.CatchAllRef;
                if (!isAll && !MayBeSame(clause.Tag, tag))
                {
                    continue;
                }

                if (clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef || (!isAll && clause.Tag != tag))
                {
                    return false;
                }

                ref ControlFrame target = ref _frames[index - 1 - clause.Label];
                _b.Jump(target.Target, isAll ? [] : values);
                target.IsContinuationUsed |= target.Kind != FrameKind.Loop;
                return true;
            }
        }

        return false;
    }

    // Two imports may be one tag; a tag of the module is no other.
    private bool MayBeSame(int a, int b) => a == b || (a < module.Wasm.ImportedTagCount && b < module.Wasm.ImportedTagCount);

    private FuncType TypeOfTag(int tag) => module.Wasm.FuncTypeAt(module.Wasm.Tags[tag].TypeIndex)!;

    private Value TagAddress(int tag) => _b.LoadInvariant(IrType.I64, _b.Vmctx(), module.Layout.Tag(tag));

    private static MemFlags ExceptionFlags => new(0, ModuleEnvironment.StoreContextAlias);

    private Value LoadException(IrType type, Value address, int offset) =>
        _b.Load(type, type.Size, false, ExceptionFlags, address, offset);
}
