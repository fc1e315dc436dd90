// Structures, arrays, i31 and casts.
using System;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Validation;

internal sealed partial class FunctionValidator
{
    private void StepGc(in WasmInstruction instruction)
    {
        int a = instruction.A;
        switch (instruction.Op)
        {
            case >= WasmOp.StructNew and <= WasmOp.StructSet:
                StepStruct(in instruction);
                break;
            case WasmOp.ArrayLen:
                Pop(ValType.ArrayRef);
                Push(ValType.I32);
                break;
            case WasmOp.RefTest or WasmOp.RefTestNull:
                CheckHeapType(instruction.HeapType);
                Pop(ValType.Ref(_types.TopOf(instruction.HeapType), nullable: true));
                Push(ValType.I32);
                break;
            case WasmOp.RefCast or WasmOp.RefCastNull:
                CheckHeapType(instruction.HeapType);
                Pop(ValType.Ref(_types.TopOf(instruction.HeapType), nullable: true));
                Push(ValType.Ref(instruction.HeapType, nullable: instruction.Op == WasmOp.RefCastNull));
                break;
            case WasmOp.BrOnCast or WasmOp.BrOnCastFail:
                StepBrOnCast(in instruction);
                break;
            case WasmOp.AnyConvertExtern:
                Convert(HeapType.Extern, HeapType.Any);
                break;
            case WasmOp.ExternConvertAny:
                Convert(HeapType.Any, HeapType.Extern);
                break;
            case WasmOp.RefI31:
                Pop(ValType.I32);
                Push(ValType.Ref(HeapType.I31, nullable: false));
                break;
            case WasmOp.I31GetS or WasmOp.I31GetU:
                Pop(ValType.I31Ref);
                Push(ValType.I32);
                break;
            default:
                StepArray(in instruction, ArrayTypeAt(a).Element);
                break;
        }
    }

    private static ValType RefTo(int typeIndex, bool nullable) =>
        ValType.Ref(HeapType.OfIndex((uint)typeIndex), nullable);

    private void StepStruct(in WasmInstruction instruction)
    {
        int typeIndex = instruction.A;
        FieldType[] fields = StructTypeAt(typeIndex).Fields;
        switch (instruction.Op)
        {
            case WasmOp.StructNew:
                for (int i = fields.Length - 1; i >= 0; i--)
                {
                    Pop(fields[i].Type.Unpacked);
                }

                Push(RefTo(typeIndex, nullable: false));
                break;
            case WasmOp.StructNewDefault:
                foreach (FieldType candidate in fields)
                {
                    if (!candidate.Type.IsDefaultable)
                    {
                        throw Fail("type mismatch", $"needs fields with a default value, found {candidate.Type}");
                    }
                }

                Push(RefTo(typeIndex, nullable: false));
                break;
            case WasmOp.StructSet:
                FieldType target = FieldAt(fields, instruction.B);
                if (!target.IsMutable)
                {
                    throw Fail("immutable field", $"sets field {instruction.B} of type {typeIndex}");
                }

                Pop(target.Type.Unpacked);
                Pop(RefTo(typeIndex, nullable: true));
                break;
            default:
                FieldType field = FieldAt(fields, instruction.B);
                CheckPacking(field, isPackedAccess: instruction.Op != WasmOp.StructGet);
                Pop(RefTo(typeIndex, nullable: true));
                Push(field.Type.Unpacked);
                break;
        }
    }

    private void StepArray(in WasmInstruction instruction, FieldType element)
    {
        int typeIndex = instruction.A;
        ValType reference = RefTo(typeIndex, nullable: true);
        ValType value = element.Type.Unpacked;
        switch (instruction.Op)
        {
            case WasmOp.ArrayNew:
                Pop(ValType.I32);
                Pop(value);
                Push(reference.AsNonNull());
                break;
            case WasmOp.ArrayNewDefault:
                if (!element.Type.IsDefaultable)
                {
                    throw Fail("type mismatch", $"needs elements with a default value, found {element.Type}");
                }

                Pop(ValType.I32);
                Push(reference.AsNonNull());
                break;
            case WasmOp.ArrayNewFixed:
                // In unreachable code operands are free, so stop at the first that is not there: the count may be
                // four billion.
                for (uint i = 0; i < (uint)instruction.B && !(_isUnreachable && _height == _base); i++)
                {
                    Pop(value);
                }

                Push(reference.AsNonNull());
                break;
            case WasmOp.ArrayNewData:
                CheckData(instruction.B);
                RequireNumbers(element);
                Pop(ValType.I32);
                Pop(ValType.I32);
                Push(reference.AsNonNull());
                break;
            case WasmOp.ArrayNewElem:
                RequireElements(instruction.B, element);
                Pop(ValType.I32);
                Pop(ValType.I32);
                Push(reference.AsNonNull());
                break;
            case WasmOp.ArrayGet or WasmOp.ArrayGetS or WasmOp.ArrayGetU:
                CheckPacking(element, isPackedAccess: instruction.Op != WasmOp.ArrayGet);
                Pop(ValType.I32);
                Pop(reference);
                Push(value);
                break;
            case WasmOp.ArraySet:
                RequireMutable(element, typeIndex);
                Pop(value);
                Pop(ValType.I32);
                Pop(reference);
                break;
            case WasmOp.ArrayFill:
                RequireMutable(element, typeIndex);
                Pop(ValType.I32);
                Pop(value);
                Pop(ValType.I32);
                Pop(reference);
                break;
            case WasmOp.ArrayCopy:
                StepArrayCopy(in instruction, element);
                break;
            default: // array.init_data, array.init_elem
                RequireMutable(element, typeIndex);
                if (instruction.Op == WasmOp.ArrayInitData)
                {
                    CheckData(instruction.B);
                    RequireNumbers(element);
                }
                else
                {
                    RequireElements(instruction.B, element);
                }

                Pop(ValType.I32);
                Pop(ValType.I32);
                Pop(ValType.I32);
                Pop(reference);
                break;
        }
    }

    private void StepArrayCopy(in WasmInstruction instruction, FieldType destination)
    {
        FieldType source = ArrayTypeAt(instruction.B).Element;
        RequireMutable(destination, instruction.A);
        if (!_types.IsSubtype(source.Type, destination.Type))
        {
            throw Fail("array types do not match", $"copies {source.Type} to {destination.Type}");
        }

        Pop(ValType.I32);
        Pop(ValType.I32);
        Pop(RefTo(instruction.B, nullable: true));
        Pop(ValType.I32);
        Pop(RefTo(instruction.A, nullable: true));
    }

    private void StepBrOnCast(in WasmInstruction instruction)
    {
        ValType from = instruction.CastFrom;
        ValType to = instruction.CastTo;
        CheckValType(from);
        CheckValType(to);
        if (!_types.IsSubtype(to, from))
        {
            throw Fail("type mismatch", $"casts to {to}, which is no subtype of {from}");
        }

        // What the cast leaves out: null has gone to the target if the target takes it.
        ValType rest = to.IsNullable ? from.AsNonNull() : from;
        (ValType taken, ValType kept) = instruction.Op == WasmOp.BrOnCast ? (to, rest) : (rest, to);
        ValType[] types = LabelTypes(instruction.A);
        if (types.Length == 0 || !_types.IsSubtype(taken, types[^1]))
        {
            throw Fail("type mismatch",
                $"brings {taken} to label {instruction.A}, which takes [{string.Join(' ', types)}]");
        }

        Pop(from);
        ReadOnlySpan<ValType> others = types.AsSpan(0, types.Length - 1);
        PopAll(others);
        PushAll(others);
        Push(kept);
    }

    private void Convert(HeapType from, HeapType to)
    {
        ValType actual = PopRef();
        if (!_types.IsSubtype(actual.Heap, from))
        {
            throw Fail("type mismatch", $"needs (ref null {from}), found {actual}");
        }

        Push(ValType.Ref(to, actual.IsNullable));
    }

    private StructType StructTypeAt(int index)
    {
        if ((uint)index >= (uint)_types.Count)
        {
            throw Unknown("type", index, _types.Count);
        }

        return _types.CompositeAt(index) as StructType
            ?? throw Fail("type mismatch", $"needs a structure type, type {index} is none");
    }

    private ArrayType ArrayTypeAt(int index)
    {
        if ((uint)index >= (uint)_types.Count)
        {
            throw Unknown("type", index, _types.Count);
        }

        return _types.CompositeAt(index) as ArrayType
            ?? throw Fail("type mismatch", $"needs an array type, type {index} is none");
    }

    private FieldType FieldAt(FieldType[] fields, int index) =>
        (uint)index < (uint)fields.Length ? fields[index] : throw Unknown("field", index, fields.Length);

    private void CheckPacking(FieldType field, bool isPackedAccess)
    {
        if (field.Type.IsPacked != isPackedAccess)
        {
            throw Fail("type mismatch", field.Type.IsPacked
                ? $"needs a signed or unsigned form, since the field is {field.Type}"
                : $"is for packed fields, found {field.Type}");
        }
    }

    private void RequireMutable(FieldType element, int typeIndex)
    {
        if (!element.IsMutable)
        {
            throw Fail("immutable array", $"writes to arrays of type {typeIndex}");
        }
    }

    private void RequireNumbers(FieldType element)
    {
        if (element.Type.IsRef)
        {
            throw Fail("array type is not numeric or vector", $"has elements of {element.Type}");
        }
    }

    private void RequireElements(int segment, FieldType element)
    {
        ValType type = ElementTypeAt(segment);
        if (!_types.IsSubtype(type, element.Type))
        {
            throw Fail("type mismatch", $"copies {type} of element segment {segment} into an array of {element.Type}");
        }
    }
}
