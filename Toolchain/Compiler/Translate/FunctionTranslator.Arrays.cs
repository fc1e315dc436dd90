// Arrays: access is inline, with the length as bound; filling, copying and segments are runtime functions.
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private bool TryTranslateArray(in WasmInstruction instruction)
    {
        int type = instruction.A;
        switch (instruction.Op)
        {
            case WasmOp.ArrayNew:
                Value newLength = Pop();
                Value initial = Pop();
                Push(ArrayNew(type, newLength, initial));
                return true;
            case WasmOp.ArrayNewDefault:
                Push(CallGc(Builtin.GcAllocateArray, _b.Uextend(TypeWord(type)), _b.Uextend(Pop())));
                return true;
            case WasmOp.ArrayNewFixed:
                ArrayNewFixed(type, instruction.B);
                return true;
            case WasmOp.ArrayNewData or WasmOp.ArrayNewElem:
                Value segmentLength = _b.Uextend(Pop());
                Value segmentStart = _b.Uextend(Pop());
                Builtin fromSegment = instruction.Op == WasmOp.ArrayNewData ? Builtin.ArrayNewData : Builtin.ArrayNewElem;
                Value segment = _b.Iconst(IrType.I64, instruction.B);
                Push(CallGc(fromSegment, _b.Uextend(TypeWord(type)), segment, segmentStart, segmentLength));
                return true;
            case WasmOp.ArrayGet or WasmOp.ArrayGetS or WasmOp.ArrayGetU:
                Value getIndex = Pop();
                FieldPlan got = module.GcTypes[type]!.Fields[0];
                Value element = ElementAddress(got, Pop(), getIndex);
                var read = new MemFlags(0, got.Alias);
                Push(_b.Load(got.Type, got.Size, instruction.Op == WasmOp.ArrayGetS, read, element, got.Offset));
                return true;
            case WasmOp.ArraySet:
                Value value = Pop();
                Value setIndex = Pop();
                FieldPlan set = module.GcTypes[type]!.Fields[0];
                Value target = ElementAddress(set, Pop(), setIndex);
                _b.Store(set.Size, new MemFlags(0, set.Alias), value, target, set.Offset);
                return true;
            case WasmOp.ArrayLen:
                Push(ArrayLength(Pop()));
                return true;
            case WasmOp.ArrayFill:
                Value fillLength = Pop();
                Value fillValue = Pop();
                Value fillStart = Pop();
                Value filled = Pop();
                CheckNotNull(filled);
                ArrayFill(filled, fillStart, fillValue, fillLength);
                return true;
            case WasmOp.ArrayCopy:
                Value copyLength = _b.Uextend(Pop());
                Value from = _b.Uextend(Pop());
                Value source = Pop();
                Value to = _b.Uextend(Pop());
                Value copied = Pop();
                CheckNotNull(copied);
                CheckNotNull(source);
                CallBuiltin(Builtin.ArrayCopy, copied, to, source, from, copyLength);
                return true;
            case WasmOp.ArrayInitData or WasmOp.ArrayInitElem:
                Value initLength = _b.Uextend(Pop());
                Value initFrom = _b.Uextend(Pop());
                Value initStart = _b.Uextend(Pop());
                Value initialized = Pop();
                CheckNotNull(initialized);
                Builtin init = instruction.Op == WasmOp.ArrayInitData ? Builtin.ArrayInitData : Builtin.ArrayInitElem;
                CallBuiltin(init, _b.Iconst(IrType.I64, instruction.B), initialized, initStart, initFrom, initLength);
                return true;
            default:
                return false;
        }
    }

    private Value ArrayNew(int type, Value length, Value initial)
    {
        Value array = CallGc(Builtin.GcAllocateArray, _b.Uextend(TypeWord(type)), _b.Uextend(length));

        // The runtime made zeros; the constants of both float types that count as zero have no sign.
        if (initial != Zero(_b.TypeOf(initial)))
        {
            ArrayFill(array, _b.Iconst(IrType.I32, 0), initial, length);
        }

        return array;
    }

    private void ArrayNewFixed(int type, int count)
    {
        FieldPlan element = module.GcTypes[type]!.Fields[0];
        ulong size = GcLayout.ArraySize((uint)count, element.Size);
        Value length = _b.Iconst(IrType.I64, count);
        Value array = size > LargestInline
            ? CallGc(Builtin.GcAllocateArray, _b.Uextend(TypeWord(type)), length)
            : AllocateInline(type, _b.Iconst(IrType.I32, (long)size), _b.Iconst(IrType.I32, count), Builtin.GcAllocateArray, length);
        for (int i = 0; i < count; i++)
        {
            Value value = _stack[_top - count + i];
            _b.Store(element.Size, new MemFlags(0, element.Alias), value, ObjectAddress(array), checked(element.Offset + (i * element.Size)));
        }

        _top -= count;
        Push(array);
    }

    // The runtime takes elements of any type as two halves; a reference stays one, because it may be moved on the way.
    private void ArrayFill(Value array, Value start, Value value, Value length)
    {
        Value none = _b.Iconst(IrType.I64, 0);
        (Value low, Value high) = _b.TypeOf(value) switch
        {
            IrType.I32 => (_b.Uextend(value), none),
            IrType.F32 => (_b.Uextend(_b.Bitcast(IrType.I32, value)), none),
            IrType.F64 => (_b.Bitcast(IrType.I64, value), none),
            IrType.V128 => (Lane(value, 0), Lane(value, 1)),
            IrType.I64 or IrType.Ref or IrType.None => (value, none),
        };
        CallBuiltin(Builtin.ArrayFill, array, _b.Uextend(start), low, high, _b.Uextend(length));
    }

    private Value Lane(Value vector, int lane) => _b.Vextract(Lanes.I64x2, lane, isSigned: false, vector);

    private void CheckNotNull(Value reference) => _b.TrapIf(IsNull(reference), (byte)TrapCode.NullReference);

    // Checks for null too.
    private Value ArrayLength(Value array)
    {
        MemFlags flags = AccessFlags(array, GcLayout.LengthOffset, ModuleEnvironment.GcLengthAlias);
        return _b.Load(IrType.I32, 4, false, flags, ObjectAddress(array), GcLayout.LengthOffset);
    }

    // Where element 0 would be if the element at the index were where it is: without the offset of the elements.
    private Value ElementAddress(FieldPlan element, Value array, Value index)
    {
        Value outside = _b.Icmp(IntCc.UnsignedGreaterThanOrEqual, index, ArrayLength(array));
        _b.TrapIf(outside, (byte)TrapCode.ArrayOutOfBounds);
        Value scaled = _b.Ishl(_b.Uextend(index), _b.Iconst(IrType.I64, int.Log2(element.Size)));
        return _b.Iadd(ObjectAddress(array), scaled);
    }
}
