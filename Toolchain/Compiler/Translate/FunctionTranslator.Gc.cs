// Structures, arrays, i31 and casts. Objects move at safepoints (calls), so nothing here keeps an address: each access loads the heap's base
// and adds the reference inside the address (RefAddr); the base is a load that every call renews, so no address is shared across one.
// Allocation is a bump of the window's pointer; where the window ends, the runtime is called. Fields are stored behind it, before any
// safepoint, so no collector sees an object without its fields.
using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    // Larger objects are left to the runtime: the sum with the window's pointer must not wrap, and their cost lies elsewhere.
    private const int LargestInline = 1 << 14;

    private bool TryTranslateGc(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.StructNew or WasmOp.StructNewDefault:
                StructNew(instruction.A, isDefault: instruction.Op == WasmOp.StructNewDefault);
                return true;
            case WasmOp.StructGet or WasmOp.StructGetS or WasmOp.StructGetU:
                FieldPlan got = module.GcTypes[instruction.A]!.Fields[instruction.B];
                Push(LoadField(got, Pop(), instruction.Op == WasmOp.StructGetS));
                return true;
            case WasmOp.StructSet:
                FieldPlan set = module.GcTypes[instruction.A]!.Fields[instruction.B];
                Value fieldValue = Pop();
                StoreField(set, Pop(), fieldValue, isNew: false);
                return true;
            case WasmOp.RefEq:
                Value right = Pop();
                Push(_b.Icmp(IntCc.Equal, Pop(), right));
                return true;
            case WasmOp.RefI31:
                Value shifted = _b.Ishl(Pop(), _b.Iconst(IrType.I32, 1));
                Push(_b.Bitcast(IrType.Ref, _b.Ior(shifted, _b.Iconst(IrType.I32, GcLayout.I31Bit))));
                return true;
            case WasmOp.I31GetS or WasmOp.I31GetU:
                Value i31 = Pop();
                _b.TrapIf(IsNull(i31), (byte)TrapCode.NullReference);
                Value bits = _b.Bitcast(IrType.I32, i31);
                Value one = _b.Iconst(IrType.I32, 1);
                Push(instruction.Op == WasmOp.I31GetS ? _b.Sshr(bits, one) : _b.Ushr(bits, one));
                return true;
            case WasmOp.AnyConvertExtern or WasmOp.ExternConvertAny:
                return true; // both are the same reference
            case WasmOp.RefTest or WasmOp.RefTestNull:
                RefTest(instruction.HeapType, instruction.Op == WasmOp.RefTestNull);
                return true;
            case WasmOp.RefCast or WasmOp.RefCastNull:
                RefCast(instruction.HeapType, instruction.Op == WasmOp.RefCastNull);
                return true;
            case WasmOp.BrOnCast or WasmOp.BrOnCastFail:
                BranchOnCast(instruction);
                return true;
            default:
                return TryTranslateArray(instruction);
        }
    }

    private void StructNew(int type, bool isDefault)
    {
        GcPlan plan = module.GcTypes[type]!;
        Value reference = Allocate(type, plan.Size);
        int count = plan.Fields.Length;
        for (int i = 0; i < count; i++)
        {
            FieldPlan field = plan.Fields[i];
            StoreField(field, reference, isDefault ? Zero(field.Type) : _stack[_top - count + i], isNew: true);
        }

        _top -= isDefault ? 0 : count;
        Push(reference);
    }

    private Value LoadField(FieldPlan field, Value reference, bool isSigned)
    {
        MemFlags flags = AccessFlags(reference, field.Offset, field.Alias);
        return _b.Load(field.Type, field.Size, isSigned, flags, ObjectAddress(reference), field.Offset);
    }

    private void StoreField(FieldPlan field, Value reference, Value value, bool isNew)
    {
        MemFlags flags = isNew ? new MemFlags(0, field.Alias) : AccessFlags(reference, field.Offset, field.Alias);
        _b.Store(field.Size, flags, value, ObjectAddress(reference), field.Offset);
    }

    // An access through a reference that may be null: near the start of the heap it faults by itself.
    private MemFlags AccessFlags(Value reference, int offset, ushort alias)
    {
        if (module.SignalsBasedTraps && offset < GcLayout.NullGuard - sizeof(ulong))
        {
            return new MemFlags((byte)TrapCode.NullReference, alias, IsWhole: true); // null is far from any object
        }

        _b.TrapIf(IsNull(reference), (byte)TrapCode.NullReference);
        return new MemFlags(0, alias);
    }

    private Value ObjectAddress(Value reference) => _b.RefAddr(
        _b.Load(
            IrType.I64, 8, false, new MemFlags(0, ModuleEnvironment.GcBaseAlias), StoreContext(), VMStoreContext.GcHeapBaseOffset),
        reference);

    private Value TypeWord(int type) => _b.LoadInvariant(IrType.I32, _b.Vmctx(), module.Layout.TypeId(type));

    // A new object with its type word; a safepoint.
    private Value Allocate(int type, int size)
    {
        Value sizeInBytes = _b.Iconst(IrType.I64, size);
        return size > LargestInline
            ? CallGc(Builtin.GcAllocate, _b.Uextend(TypeWord(type)), sizeInBytes)
            : AllocateInline(type, _b.Iconst(IrType.I32, size), Value.None, Builtin.GcAllocate, sizeInBytes);
    }

    // Takes `size` bytes (i32) from the window; `length`, if any, is stored behind the type word. Where the window ends, the builtin gets the
    // type word and `argument`.
    private Value AllocateInline(int type, Value size, Value length, Builtin builtin, Value argument)
    {
        FlushFuel();
        Value store = StoreContext();
        var window = new MemFlags(0, ModuleEnvironment.GcWindowAlias);
        Value reference = _b.Load(IrType.Ref, 4, false, window, store, VMStoreContext.GcAllocationPointerOffset);
        Value end = _b.Iadd(_b.Bitcast(IrType.I32, reference), size);
        Value limit = _b.Load(IrType.I32, 4, false, window, store, VMStoreContext.GcAllocationLimitOffset);
        Block fast = _b.CreateBlock();
        Block slow = _b.CreateBlock();
        Block done = _b.CreateBlock();
        Value result = _b.AddParam(done, IrType.Ref);
        _b.BrIf(_b.Icmp(IntCc.UnsignedLessThanOrEqual, end, limit), fast, [], slow, []);
        _b.MarkCold(slow);
        _b.SealBlock(fast);
        _b.SealBlock(slow);

        _b.SwitchToBlock(fast);
        _b.Store(4, window, end, store, VMStoreContext.GcAllocationPointerOffset);
        var header = new MemFlags(0, ModuleEnvironment.GcHeaderAlias);
        _b.Store(4, header, TypeWord(type), ObjectAddress(reference), GcLayout.TypeWordOffset);
        if (!length.IsNone)
        {
            _b.Store(4, new MemFlags(0, ModuleEnvironment.GcLengthAlias), length, ObjectAddress(reference), GcLayout.LengthOffset);
        }

        _b.Jump(done, [reference]);
        _b.SwitchToBlock(slow);
        _b.Jump(done, [CallGc(builtin, _b.Uextend(TypeWord(type)), argument)]);
        _b.SealBlock(done);
        _b.SwitchToBlock(done);
        return result;
    }

    private Value CallGc(Builtin builtin, params ReadOnlySpan<Value> arguments) => CallBuiltin(builtin, IrType.Ref, arguments);

    private void RefTest(HeapType target, bool isNullable)
    {
        FlushFuel();
        (Block yes, Block no, Block done) = (_b.CreateBlock(), _b.CreateBlock(), _b.CreateBlock());
        Value result = _b.AddParam(done, IrType.I32);
        BranchOnTest(Pop(), target, isNullable, yes, no);
        _b.SwitchToBlock(yes);
        _b.Jump(done, [_b.Iconst(IrType.I32, 1)]);
        _b.SwitchToBlock(no);
        _b.Jump(done, [_b.Iconst(IrType.I32, 0)]);
        _b.SealBlock(done);
        _b.SwitchToBlock(done);
        Push(result);
    }

    private void RefCast(HeapType target, bool isNullable)
    {
        FlushFuel();
        (Block yes, Block no) = (_b.CreateBlock(), _b.CreateBlock());
        BranchOnTest(Peek(), target, isNullable, yes, no);
        _b.MarkCold(no);
        _b.SwitchToBlock(no);
        _b.Trap((byte)TrapCode.CastFailure);
        _b.SwitchToBlock(yes);
    }

    private void BranchOnCast(in WasmInstruction instruction)
    {
        FlushFuel();
        ref ControlFrame frame = ref FrameAt(instruction.A);
        (Block yes, Block no) = (_b.CreateBlock(), _b.CreateBlock());
        BranchOnTest(Peek(), instruction.CastTo.Heap, instruction.CastTo.IsNullable, yes, no);
        (Block taken, Block next) = instruction.Op == WasmOp.BrOnCast ? (yes, no) : (no, yes);
        _b.SwitchToBlock(taken);
        _b.Jump(frame.Target, Peek(frame.LabelArity));
        frame.IsContinuationUsed |= frame.Kind != FrameKind.Loop;
        _b.SwitchToBlock(next);
    }

    // Goes to `yes` if the reference is of the type, else to `no`; seals both.
    private void BranchOnTest(Value reference, HeapType target, bool isNullable, Block yes, Block no)
    {
        Value isNull = IsNull(reference);
        if (IsTop(target))
        {
            _b.BrIf(isNullable ? _b.Iconst(IrType.I32, 1) : isNull, isNullable ? yes : no, [], isNullable ? no : yes, []);
        }
        else if (IsBottom(target))
        {
            _b.BrIf(isNullable ? isNull : _b.Iconst(IrType.I32, 0), yes, [], no, []);
        }
        else
        {
            Block present = _b.CreateBlock();
            _b.BrIf(isNull, isNullable ? yes : no, [], present, []);
            _b.SealBlock(present);
            _b.SwitchToBlock(present);
            if (module.IsFunction(target))
            {
                var fields = new MemFlags(0, ModuleEnvironment.FuncRefAlias);
                BranchOnType(_b.Load(IrType.I32, 4, false, fields, reference, VMFuncRef.TypeIdOffset), target.Index, yes, no);
            }
            else
            {
                BranchOnObject(reference, target, yes, no);
            }
        }

        _b.SealBlock(yes);
        _b.SealBlock(no);
    }

    // The reference is not null and of the hierarchy of any.
    private void BranchOnObject(Value reference, HeapType target, Block yes, Block no)
    {
        Value isI31 = _b.Iand(_b.Bitcast(IrType.I32, reference), _b.Iconst(IrType.I32, GcLayout.I31Bit));
        if (target == HeapType.I31)
        {
            _b.BrIf(isI31, yes, [], no, []);
            return;
        }

        Block isObject = _b.CreateBlock();
        _b.BrIf(isI31, target == HeapType.Eq ? yes : no, [], isObject, []);
        _b.SealBlock(isObject);
        _b.SwitchToBlock(isObject);
        var header = new MemFlags(0, ModuleEnvironment.GcHeaderAlias);
        Value word = _b.Load(IrType.I32, 4, false, header, ObjectAddress(reference), GcLayout.TypeWordOffset);
        if (target.IsIndex)
        {
            BranchOnType(word, target.Index, yes, no);
            return;
        }

        Value kind = _b.Ushr(word, _b.Iconst(IrType.I32, GcLayout.KindShift));
        Value isKind = target == HeapType.Eq
            ? _b.Icmp(IntCc.UnsignedLessThanOrEqual, kind, _b.Iconst(IrType.I32, (long)GcKind.Array))
            : _b.Icmp(IntCc.Equal, kind, _b.Iconst(IrType.I32, (long)(target == HeapType.Struct ? GcKind.Struct : GcKind.Array)));
        _b.BrIf(isKind, yes, [], no, []);
    }

    // Whether a type word is that of a type or of one of its subtypes, which have the type at its depth in their display.
    private void BranchOnType(Value word, int type, Block yes, Block no)
    {
        Value expected = TypeWord(type);
        Value isSame = _b.Icmp(IntCc.Equal, word, expected);
        if (module.Wasm.Types[type].IsFinal)
        {
            _b.BrIf(isSame, yes, [], no, []);
            return;
        }

        Block other = _b.CreateBlock();
        _b.BrIf(isSame, yes, [], other, []);
        _b.SealBlock(other);
        _b.SwitchToBlock(other);

        // The table has 8 bytes for every two ids: those of functions are even, the others odd.
        Value index = _b.Iand(word, _b.Iconst(IrType.I32, GcLayout.TypeIdMask & ~GcLayout.GcTypeBit));
        Value place = _b.Ishl(_b.Uextend(index), _b.Iconst(IrType.I64, 2));
        Value table = _b.LoadInvariant(IrType.I64, _b.Vmctx(), VMContext.DisplayTableOffset);
        var constant = new MemFlags(0, ModuleEnvironment.FuncRefAlias);
        Value display = _b.Load(IrType.I64, 8, false, constant, _b.Iadd(table, place), 0);
        Value actual = _b.Load(IrType.I32, 4, false, constant, display, module.DepthOf(type) * sizeof(uint));
        _b.BrIf(_b.Icmp(IntCc.Equal, actual, expected), yes, [], no, []);
    }

    private static bool IsTop(HeapType type) =>
        type == HeapType.Any || type == HeapType.Func || type == HeapType.Extern || type == HeapType.Exn;

    private static bool IsBottom(HeapType type) =>
        type == HeapType.None || type == HeapType.NoFunc || type == HeapType.NoExtern || type == HeapType.NoExn;
}
