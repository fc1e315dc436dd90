// Instructions whose types depend on memories, tables, globals or operands.
using System;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Validation;

internal sealed partial class FunctionValidator
{
    private void StepSpecial(in WasmInstruction instruction)
    {
        int a = instruction.A;
        switch (instruction.Op)
        {
            case WasmOp.Call or WasmOp.CallIndirect or WasmOp.CallRef
                or WasmOp.ReturnCall or WasmOp.ReturnCallIndirect or WasmOp.ReturnCallRef:
                StepCall(in instruction);
                break;
            case WasmOp.Drop:
                PopAny();
                break;
            case WasmOp.Select:
                StepSelect();
                break;
            case WasmOp.SelectTyped:
                StepSelectTyped(in instruction);
                break;
            case WasmOp.GlobalGet:
                Push(GlobalAt(a).Type);
                break;
            case WasmOp.GlobalSet:
                GlobalType global = GlobalAt(a);
                if (!global.IsMutable)
                {
                    throw Fail("immutable global", $"sets global {a}");
                }

                Pop(global.Type);
                break;
            case WasmOp.MemoryCopy:
                StepCopy(MemoryAt(a).Limits, MemoryAt(instruction.B).Limits);
                break;
            case WasmOp.MemoryInit:
                Limits memory = MemoryAt(instruction.B).Limits;
                CheckData(a);
                Pop(ValType.I32);
                Pop(ValType.I32);
                Pop(memory.AddressType);
                break;
            case WasmOp.TableGet or WasmOp.TableSet or WasmOp.TableSize or WasmOp.TableGrow or WasmOp.TableFill
                or WasmOp.TableCopy or WasmOp.TableInit or WasmOp.ElemDrop:
                StepTable(in instruction);
                break;
            case WasmOp.RefNull:
                CheckHeapType(instruction.HeapType);
                Push(ValType.Ref(instruction.HeapType, nullable: true));
                break;
            case WasmOp.RefIsNull:
                PopRef();
                Push(ValType.I32);
                break;
            case WasmOp.RefFunc:
                StepRefFunc(a);
                break;
            case WasmOp.RefEq:
                Pop(ValType.EqRef);
                Pop(ValType.EqRef);
                Push(ValType.I32);
                break;
            case WasmOp.RefAsNonNull:
                Push(PopRef().AsNonNull());
                break;
            case WasmOp.BrOnNull:
                ValType checkedType = PopRef();
                ValType[] types = LabelTypes(a);
                PopAll(types);
                PushAll(types);
                Push(checkedType.AsNonNull());
                break;
            case WasmOp.BrOnNonNull:
                StepBrOnNonNull(a);
                break;
            case >= WasmOp.StructNew and <= WasmOp.I31GetU:
                StepGc(in instruction);
                break;
            default:
                StepControl(in instruction);
                break;
        }
    }

    private ValKind CheckMemArg(in WasmInstruction instruction)
    {
        MemoryType memory = MemoryAt(instruction.A);
        ref readonly WasmOpRow row = ref WasmOps.Row(instruction.Op);
        bool isAtomic = row.Feature == WasmFeatures.Threads;
        if (instruction.B > row.NaturalAlignmentLog2)
        {
            throw Fail("alignment must not be larger than natural",
                $"has 2^{instruction.B}, its natural alignment is 2^{row.NaturalAlignmentLog2}");
        }

        if (isAtomic && instruction.B != row.NaturalAlignmentLog2)
        {
            throw Fail("atomic alignment must be natural",
                $"has 2^{instruction.B}, its natural alignment is 2^{row.NaturalAlignmentLog2}");
        }

        if (!memory.Limits.Is64 && instruction.MemoryOffset > uint.MaxValue)
        {
            throw Fail("offset out of range",
                $"has offset {instruction.MemoryOffset}, memory {instruction.A} has 32-bit addresses");
        }

        if (row.Immediates == Imm.MemArgLane)
        {
            CheckLane(instruction.Op, instruction.Lane);
        }

        return memory.Limits.AddressType.Kind;
    }

    private void CheckLane(WasmOp op, byte lane)
    {
        int count = WasmOps.Row(op).LaneCount;
        if (lane >= count)
        {
            throw Fail("invalid lane index", $"names lane {lane}, there are {count}");
        }
    }

    private void CheckShuffle(UInt128 lanes)
    {
        for (int i = 0; i < 16; i++)
        {
            byte lane = (byte)(lanes >> (8 * i));
            if (lane >= 32)
            {
                throw Fail("invalid lane index", $"names lane {lane}, there are 32");
            }
        }
    }

    private void CheckData(int index)
    {
        if ((uint)index >= (uint)_module.Data.Count)
        {
            throw Unknown("data segment", index, _module.Data.Count);
        }
    }

    private void CheckValType(ValType type) =>
        TypeContext.CheckValType(type, _types.Count, _context.Features, _module, _offset);

    private void CheckHeapType(HeapType type) =>
        TypeContext.CheckHeapType(type, _types.Count, _context.Features, _module, _offset);

    private MemoryType MemoryAt(int index) => (uint)index < (uint)_module.Memories.Count
        ? _module.Memories[index].Type
        : throw Unknown("memory", index, _module.Memories.Count);

    private TableType TableAt(int index) => (uint)index < (uint)_module.Tables.Count
        ? _module.Tables[index].Type
        : throw Unknown("table", index, _module.Tables.Count);

    private ValType ElementTypeAt(int index) => (uint)index < (uint)_module.Elements.Count
        ? _module.Elements[index].Type
        : throw Unknown("elem segment", index, _module.Elements.Count);

    private GlobalType GlobalAt(int index) => (uint)index < (uint)_globalLimit
        ? _module.Globals[index].Type
        : throw ((uint)index < (uint)_module.Globals.Count && (_context.Features & WasmFeatures.Gc) == 0
            ? Fail($"unknown global {index}: gc support is not enabled", "refers to a global that this module defines")
            : Unknown("global", index, _globalLimit));

    private void StepSelect()
    {
        Pop(ValType.I32);
        ValType second = PopAny();
        ValType first = PopAny();
        if (first.IsRef || second.IsRef)
        {
            throw Fail("type mismatch", $"without a type needs numbers or vectors, found {first} and {second}");
        }

        if (first != second && first.Kind != ValKind.Bottom && second.Kind != ValKind.Bottom)
        {
            throw Fail("type mismatch", $"needs two operands of one type, found {first} and {second}");
        }

        Push(first.Kind == ValKind.Bottom ? second : first);
    }

    private void StepSelectTyped(in WasmInstruction instruction)
    {
        ReadOnlySpan<ValType> types = _body.TypesOf(in instruction);
        if (types.Length != 1)
        {
            throw Fail("invalid result arity", $"names {types.Length} types, one is allowed");
        }

        ValType type = types[0];
        CheckValType(type);
        Pop(ValType.I32);
        Pop(type);
        Pop(type);
        Push(type);
    }

    // The length of a copy has the smaller of both address types.
    private void StepCopy(Limits destination, Limits source)
    {
        Pop(destination.Is64 && source.Is64 ? ValType.I64 : ValType.I32);
        Pop(source.AddressType);
        Pop(destination.AddressType);
    }

    private void StepTable(in WasmInstruction instruction)
    {
        int a = instruction.A;
        TableType table = instruction.Op is WasmOp.TableInit or WasmOp.ElemDrop ? default : TableAt(a);
        ValType address = table.Limits.AddressType;
        switch (instruction.Op)
        {
            case WasmOp.TableGet:
                Pop(address);
                Push(table.Element);
                break;
            case WasmOp.TableSet:
                Pop(table.Element);
                Pop(address);
                break;
            case WasmOp.TableSize:
                Push(address);
                break;
            case WasmOp.TableGrow:
                Pop(address);
                Pop(table.Element);
                Push(address);
                break;
            case WasmOp.TableFill:
                Pop(address);
                Pop(table.Element);
                Pop(address);
                break;
            case WasmOp.TableCopy:
                TableType source = TableAt(instruction.B);
                CheckElements(source.Element, table.Element, a);
                StepCopy(table.Limits, source.Limits);
                break;
            case WasmOp.TableInit:
                TableType target = TableAt(instruction.B);
                CheckElements(ElementTypeAt(a), target.Element, instruction.B);
                Pop(ValType.I32);
                Pop(ValType.I32);
                Pop(target.Limits.AddressType);
                break;
            default: // elem.drop
                ElementTypeAt(a);
                break;
        }
    }

    private void CheckElements(ValType from, ValType to, int table)
    {
        if (!_types.IsSubtype(from, to))
        {
            throw Fail("type mismatch", $"copies {from} into table {table} of {to}");
        }
    }

    private void StepRefFunc(int index)
    {
        WasmFunction function = FunctionAt(index);
        if (_functionIndex >= 0 && !_context.IsDeclared(index))
        {
            throw Fail($"undeclared function reference {index}",
                "needs an export, a global or an element segment that names the function");
        }

        Push(ValType.Ref(HeapType.OfIndex((uint)function.TypeIndex), nullable: false));
    }

    private void StepBrOnNonNull(int label)
    {
        ValType[] types = LabelTypes(label);
        if (types.Length == 0 || !types[^1].IsRef)
        {
            throw Fail("type mismatch",
                $"needs a label that takes a reference, label {label} takes [{string.Join(' ', types)}]");
        }

        Pop(types[^1].AsNullable());
        ReadOnlySpan<ValType> rest = types.AsSpan(0, types.Length - 1);
        PopAll(rest);
        PushAll(rest);
    }

    private static bool IsExtended(WasmOp op) =>
        op is WasmOp.I32Add or WasmOp.I32Sub or WasmOp.I32Mul or WasmOp.I64Add or WasmOp.I64Sub or WasmOp.I64Mul;

    private bool IsConstant(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.I32Const or WasmOp.I64Const or WasmOp.F32Const or WasmOp.F64Const or WasmOp.V128Const:
            case WasmOp.RefNull or WasmOp.RefFunc or WasmOp.RefI31 or WasmOp.End:
            case WasmOp.StructNew or WasmOp.StructNewDefault:
            case WasmOp.ArrayNew or WasmOp.ArrayNewDefault or WasmOp.ArrayNewFixed:
            case WasmOp.AnyConvertExtern or WasmOp.ExternConvertAny:
                return true;
            case var op when IsExtended(op):
                _module.Use(_context.Features & WasmFeatures.ExtendedConst);
                return (_context.Features & WasmFeatures.ExtendedConst) != 0;
            case WasmOp.GlobalGet:
                return (uint)instruction.A >= (uint)_globalLimit || !_module.Globals[instruction.A].Type.IsMutable;
            default:
                return false;
        }
    }
}
