// The immediates of instructions, by the kind that the opcode rows give.

using System;
using System.Numerics;

using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

internal sealed partial class WatParser
{
    private const int OffsetPrefix = 7; // offset=
    private const int AlignPrefix = 6; // align=

    // An instruction that opens and closes no block; the next token is behind its word.
    private WasmInstruction Plain(WasmOp op, int start)
    {
        uint offset = (uint)start;
        switch (WasmOps.Immediates[(int)op])
        {
            case Imm.None:
                return op == WasmOp.Select ? Select(offset) : new WasmInstruction(op, offset);
            case Imm.Label:
                return new WasmInstruction(op, offset, a: LabelOperand());
            case Imm.LabelTable:
                return LabelTable(op, offset);
            case Imm.BrOnCast:
                int label = LabelOperand();
                ValType from = ReferenceType();
                return new WasmInstruction(op, offset, a: label, imm: WasmInstruction.Pair(from.Raw, ReferenceType().Raw));
            case Imm.Func:
                return new WasmInstruction(op, offset, a: Index(_functions));
            case Imm.CallIndirect:
                int callTable = OptionalIndex(_tables);
                return new WasmInstruction(op, offset, a: TypeUse(allowIds: false), b: callTable);
            case Imm.Type:
                return new WasmInstruction(op, offset, a: Index(_types));
            case Imm.Field:
                int type = Index(_types);
                return new WasmInstruction(op, offset, a: type, b: FieldOperand(type));
            case Imm.ArrayFixed:
                return new WasmInstruction(op, offset, a: Index(_types), b: unchecked((int)U32()));
            case Imm.ArrayData:
                _module.HasDataCount = true;
                return new WasmInstruction(op, offset, a: Index(_types), b: Index(_data));
            case Imm.ArrayElem:
                return new WasmInstruction(op, offset, a: Index(_types), b: Index(_elements));
            case Imm.ArrayCopy:
                return new WasmInstruction(op, offset, a: Index(_types), b: Index(_types));
            case Imm.HeapType:
                return HeapTypeInstruction(op, offset);
            case Imm.Local:
                return new WasmInstruction(op, offset, a: Index(_locals));
            case Imm.Global:
                return new WasmInstruction(op, offset, a: Index(_globals));
            case Imm.Table:
                return new WasmInstruction(op, offset, a: OptionalIndex(_tables));
            case Imm.Memory:
                return new WasmInstruction(op, offset, a: OptionalIndex(_memories));
            case Imm.Tag:
                return new WasmInstruction(op, offset, a: Index(_tags));
            case Imm.Data:
                _module.HasDataCount = true;
                return new WasmInstruction(op, offset, a: Index(_data));
            case Imm.Elem:
                return new WasmInstruction(op, offset, a: Index(_elements));
            case Imm.TableInit:
                return SegmentInit(op, offset, _tables, _elements);
            case Imm.MemoryInit:
                _module.HasDataCount = true;
                return SegmentInit(op, offset, _memories, _data);
            case Imm.TableCopy:
                return Copy(op, offset, _tables);
            case Imm.MemoryCopy:
                return Copy(op, offset, _memories);
            case Imm.MemArg:
                return MemoryAccess(op, offset, OptionalIndex(_memories), hasLane: false);
            case Imm.MemArgLane:
                return MemoryAccess(op, offset, LaneMemory(), hasLane: true);
            case Imm.Lane:
                return new WasmInstruction(op, offset, lane: Lane());
            case Imm.I32:
                return new WasmInstruction(op, offset, imm: (int)Integer(32));
            case Imm.I64:
                return new WasmInstruction(op, offset, imm: Integer(64));
            case Imm.F32:
                return new WasmInstruction(op, offset, imm: Float32());
            case Imm.F64:
                return new WasmInstruction(op, offset, imm: (long)Float64());
            case Imm.V128:
                return new WasmInstruction(op, offset, a: _body.AddVector(VectorOperand()));
            case Imm.Shuffle:
                return new WasmInstruction(op, offset, a: _body.AddVector(ShuffleOperand()));
            case Imm.Fence:
                return new WasmInstruction(op, offset);
            case Imm.Block or Imm.TryTable or Imm.ValTypes: // blocks are read elsewhere, 'select' has the row without types
            default:
                throw Unexpected();
        }
    }

    private WasmInstruction Select(uint offset)
    {
        _results.Clear();
        if (!ResultTypes(_results))
        {
            return new WasmInstruction(WasmOp.Select, offset);
        }

        int first = _body.SelectTypes.Length;
        foreach (ValType type in _results)
        {
            _body.AddSelectType(type);
        }

        return new WasmInstruction(WasmOp.SelectTyped, offset, a: first, b: _results.Count);
    }

    private WasmInstruction LabelTable(WasmOp op, uint offset)
    {
        int first = _body.AddLabel(LabelOperand());
        int count = 0;
        while (AtIndex)
        {
            _body.AddLabel(LabelOperand());
            count++;
        }

        return new WasmInstruction(op, offset, a: first, b: count);
    }

    private int FieldOperand(int type)
    {
        if (Kind != TokenKind.Id)
        {
            return unchecked((int)U32());
        }

        if (!_fieldNames.TryGetValue(FieldKey(type, Next.Value), out int field))
        {
            throw Error($"unknown field ${List.Symbols.Name(Next.Value)}");
        }

        At++;
        return field;
    }

    private WasmInstruction HeapTypeInstruction(WasmOp op, uint offset)
    {
        if (op == WasmOp.RefNull)
        {
            return new WasmInstruction(op, offset, a: HeapTypeOperand().Value);
        }

        ValType type = ReferenceType();
        if (type.IsNullable)
        {
            op = op == WasmOp.RefTest ? WasmOp.RefTestNull : WasmOp.RefCastNull;
        }

        return new WasmInstruction(op, offset, a: type.Heap.Value);
    }

    // container? segment
    private WasmInstruction SegmentInit(WasmOp op, uint offset, IndexSpace containers, IndexSpace segments)
    {
        bool both = AtIndex && TokenAt(At + 1).Kind is TokenKind.Id or TokenKind.Number;
        int container = both ? Index(containers) : 0;
        return new WasmInstruction(op, offset, a: Index(segments), b: container);
    }

    private WasmInstruction Copy(WasmOp op, uint offset, IndexSpace space)
    {
        if (!AtIndex)
        {
            return new WasmInstruction(op, offset);
        }

        int destination = Index(space);
        return new WasmInstruction(op, offset, a: destination, b: Index(space));
    }

    // Before a lane number a memory may stand: a name, or a number with more behind it.
    private int LaneMemory()
    {
        if (Kind == TokenKind.Id)
        {
            return Index(_memories);
        }

        if (Kind != TokenKind.Number)
        {
            return 0;
        }

        ref readonly Token second = ref TokenAt(At + 1);
        bool more = second.Kind == TokenKind.Number
            || (second.Kind == TokenKind.Word && second.Value is (int)Keyword.OffsetEquals or (int)Keyword.AlignEquals);
        return more ? Index(_memories) : 0;
    }

    private WasmInstruction MemoryAccess(WasmOp op, uint offset, int memory, bool hasLane)
    {
        ulong memoryOffset = AtWord(Keyword.OffsetEquals) ? EqualsNumber(OffsetPrefix) : 0;
        int align = WasmOps.Row(op).NaturalAlignmentLog2;
        if (AtWord(Keyword.AlignEquals))
        {
            int start = Offset;
            ulong bytes = EqualsNumber(AlignPrefix);
            align = BitOperations.IsPow2(bytes)
                ? BitOperations.Log2(bytes)
                : throw ErrorAt(start, $"alignment must be a power of two, {bytes} is not");
        }

        byte lane = hasLane ? Lane() : (byte)0;
        return new WasmInstruction(op, offset, a: memory, b: align, imm: (long)memoryOffset, lane: lane);
    }

    private byte Lane()
    {
        int start = Offset;
        ulong lane = Unsigned(ulong.MaxValue);
        return lane <= byte.MaxValue ? (byte)lane : throw ErrorAt(start, $"i8 constant out of range: {lane}");
    }

    private UInt128 VectorOperand()
    {
        (int width, bool floats) = Next.Value switch
        {
            _ when Kind != TokenKind.Word => throw Unexpected(),
            (int)Keyword.I8X16 => (8, false),
            (int)Keyword.I16X8 => (16, false),
            (int)Keyword.I32X4 => (32, false),
            (int)Keyword.I64X2 => (64, false),
            (int)Keyword.F32X4 => (32, true),
            (int)Keyword.F64X2 => (64, true),
            _ => throw Unexpected(),
        };
        At++;
        RequireLanes(128 / width, "wrong number of lane literals");
        UInt128 bits = 0;
        for (int lane = 0; lane * width < 128; lane++)
        {
            ulong value = !floats ? (ulong)Integer(width) & (ulong.MaxValue >> (64 - width))
                : width == 32 ? Float32()
                : Float64();
            bits |= (UInt128)value << (lane * width);
        }

        return bits;
    }

    private void RequireLanes(int count, string problem)
    {
        int found = 0;
        while (TokenAt(At + found).Kind == TokenKind.Number)
        {
            found++;
        }

        if (found != count)
        {
            At += found;
            throw Kind == TokenKind.Word ? Unexpected() : Error($"{problem}: {found} instead of {count}");
        }
    }

    private UInt128 ShuffleOperand()
    {
        RequireLanes(16, "invalid lane length");
        UInt128 bits = 0;
        for (int lane = 0; lane < 16; lane++)
        {
            if (Numbers.Unsigned(List.Text(Next), out _) == NumberStatus.Malformed)
            {
                throw Error("i8 constant out of range");
            }

            bits |= (UInt128)Lane() << (lane * 8);
        }

        return bits;
    }
}
