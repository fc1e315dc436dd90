// Decodes instruction sequences. The immediate kind of the opcode's row decides what is read, so there is one arm per
// kind and none per instruction. Control is matched on the way: each block learns where its end (and else) stands.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

/// <summary>
/// Decoder of function bodies and constant expressions. Stateless; several threads may decode functions of one
/// module.
/// </summary>
internal static class BodyDecoder
{
    /// <summary>
    /// Decodes the body of a defined function of a binary module into <paramref name="body"/> (cleared first) and
    /// sets the function's
    /// locals. Does not set <see cref="WasmFunction.Body"/>: a compiler thread reuses one body for all its functions.
    /// </summary>
    /// <exception cref="WasmMalformedException">The bytes are not a function body.</exception>
    internal static void DecodeFunction(WasmModule module, WasmFunction function, WasmBody body)
    {
        var cursor = new ByteCursor(module.Bytes.Span, function.CodeOffset);
        function.Locals = ReadLocals(ref cursor);
        body.Clear();
        DecodeExpression(ref cursor, body, module.HasDataCount, module.Features);
        if (cursor.Position != function.CodeOffset + function.CodeLength)
        {
            int length = cursor.Position - function.CodeOffset;
            throw new WasmMalformedException(
                $"section size mismatch: a body of {function.CodeLength} bytes ends after {length}",
                function.CodeOffset);
        }

        if (module.BranchHints.TryGetValue(function.Index, out BranchHintEntry[]? hints))
        {
            ApplyHints(body, hints, (uint)function.CodeOffset);
        }
    }

    private const uint ExplicitMemory = 0x40; // a flag of memory accesses: the memory's index follows

    /// <summary>Decodes instructions up to the end of the outermost block, which it consumes.</summary>
    internal static void DecodeExpression(ref ByteCursor cursor, WasmBody body, bool hasDataCount, WasmFeatures features)
    {
        ReadOnlySpan<Imm> kinds = WasmOps.Immediates;
        int depth = 0;
        int[] open = body.ControlStack;
        while (true)
        {
            int at = cursor.Position;
            int number = cursor.ReadByte();
            if (number >= 0xFB)
            {
                number = ReadPrefixed((byte)number, at, ref cursor);
            }

            var op = (WasmOp)number;
            uint offset = (uint)at;
            switch (kinds[number])
            {
                case Imm.None:
                    if (op == WasmOp.End)
                    {
                        body.Add(new WasmInstruction(op, offset));
                        if (depth == 0)
                        {
                            return;
                        }

                        depth--;
                        body.SetB(open[depth], body.Count - 1);
                        break;
                    }

                    if (op == WasmOp.Else)
                    {
                        if (depth == 0 || body[open[depth - 1]].Op != WasmOp.If)
                        {
                            throw new WasmMalformedException("END opcode expected, found ELSE", at);
                        }

                        body.SetB(open[depth - 1], body.Count);
                        open[depth - 1] = body.Count;
                    }

                    body.Add(new WasmInstruction(op, offset));
                    break;
                case Imm.Block:
                case Imm.TryTable:
                    if (depth == open.Length)
                    {
                        open = body.GrowControlStack();
                    }

                    open[depth++] = body.Count;
                    int blockType = TypeReader.ReadBlockType(ref cursor).Code;
                    long catches = op == WasmOp.TryTable ? ReadCatches(ref cursor, body) : 0;
                    body.Add(new WasmInstruction(op, offset, blockType, 0, catches));
                    break;
                case Imm.Label:
                case Imm.Func:
                case Imm.Type:
                case Imm.Local:
                case Imm.Global:
                case Imm.Table:
                case Imm.Tag:
                case Imm.Elem:
                    body.Add(new WasmInstruction(op, offset, cursor.ReadIndex()));
                    break;
                case Imm.Memory:
                    RequireZeroByte(ref cursor, features, WasmFeatures.MultiMemory);
                    body.Add(new WasmInstruction(op, offset, cursor.ReadIndex()));
                    break;
                case Imm.Data:
                    int data = cursor.ReadIndex();
                    RequireDataCount(hasDataCount, op, at);
                    body.Add(new WasmInstruction(op, offset, data));
                    break;
                case Imm.CallIndirect:
                    int type = cursor.ReadIndex();
                    RequireZeroByte(ref cursor, features, WasmFeatures.ReferenceTypes);
                    body.Add(new WasmInstruction(op, offset, type, cursor.ReadIndex()));
                    break;
                case Imm.Field:
                case Imm.ArrayFixed:
                case Imm.ArrayElem:
                case Imm.ArrayCopy:
                case Imm.TableInit:
                case Imm.TableCopy:
                case Imm.MemoryCopy:
                    int first = cursor.ReadIndex();
                    body.Add(new WasmInstruction(op, offset, first, cursor.ReadIndex()));
                    break;
                case Imm.ArrayData:
                case Imm.MemoryInit:
                    int left = cursor.ReadIndex();
                    int right = cursor.ReadIndex();
                    RequireDataCount(hasDataCount, op, at);
                    body.Add(new WasmInstruction(op, offset, left, right));
                    break;
                case Imm.MemArg:
                    body.Add(ReadMemArg(ref cursor, op, offset, hasLane: false, features));
                    break;
                case Imm.MemArgLane:
                    body.Add(ReadMemArg(ref cursor, op, offset, hasLane: true, features));
                    break;
                case Imm.I32:
                    body.Add(new WasmInstruction(op, offset, imm: cursor.ReadS32()));
                    break;
                case Imm.I64:
                    body.Add(new WasmInstruction(op, offset, imm: cursor.ReadS64()));
                    break;
                case Imm.F32:
                    body.Add(new WasmInstruction(op, offset, imm: cursor.ReadFixed32()));
                    break;
                case Imm.F64:
                    body.Add(new WasmInstruction(op, offset, imm: (long)cursor.ReadFixed64()));
                    break;
                case Imm.V128:
                case Imm.Shuffle:
                    UInt128 bits = BinaryPrimitives.ReadUInt128LittleEndian(cursor.ReadBytes(16));
                    body.Add(new WasmInstruction(op, offset, body.AddVector(bits)));
                    break;
                case Imm.Lane:
                    body.Add(new WasmInstruction(op, offset, lane: cursor.ReadByte()));
                    break;
                case Imm.LabelTable:
                    body.Add(ReadLabelTable(ref cursor, body, offset));
                    break;
                case Imm.HeapType:
                    body.Add(new WasmInstruction(op, offset, TypeReader.ReadHeapType(ref cursor).Value));
                    break;
                case Imm.BrOnCast:
                    body.Add(ReadBrOnCast(ref cursor, op, offset));
                    break;
                case Imm.ValTypes:
                    body.Add(ReadSelectTypes(ref cursor, body, offset));
                    break;
                case Imm.Fence:
                    cursor.ReadZero();
                    body.Add(new WasmInstruction(op, offset));
                    break;
                default:
                    UnbuiltProposals.Refuse(UnbuiltProposals.OfOpcode(prefix: 0, (uint)number));
                    throw new WasmMalformedException($"illegal opcode {number:x2}", at);
            }
        }
    }

    // What is an index with a proposal was a byte without meaning before.
    private static void RequireZeroByte(ref ByteCursor cursor, WasmFeatures features, WasmFeatures proposal)
    {
        if ((features & proposal) == 0 && cursor.Peek() != 0)
        {
            throw new WasmMalformedException($"zero byte expected: {WasmFeatureNames.Describe(proposal)} support is not enabled", cursor.Position);
        }
    }

    private static int ReadPrefixed(byte prefix, int at, ref ByteCursor cursor)
    {
        if (prefix == 0xFF)
        {
            throw new WasmMalformedException("illegal opcode ff", at);
        }

        uint code = cursor.ReadU32();
        if (WasmOps.TryFromCode(prefix, code, out WasmOp op))
        {
            return (int)op;
        }

        UnbuiltProposals.Refuse(UnbuiltProposals.OfOpcode(prefix, code));
        throw new WasmMalformedException($"illegal opcode {prefix:x2} {code:x2}", at);
    }

    private static void RequireDataCount(bool hasDataCount, WasmOp op, int at)
    {
        if (!hasDataCount)
        {
            throw new WasmMalformedException($"data count section required by {WasmOps.Name(op)}", at);
        }
    }

    private static LocalRun[] ReadLocals(ref ByteCursor cursor)
    {
        int at = cursor.Position;
        int count = cursor.ReadCount();
        if (count == 0)
        {
            return [];
        }

        var runs = new LocalRun[count];
        ulong total = 0;
        for (int i = 0; i < runs.Length; i++)
        {
            uint run = cursor.ReadU32();
            runs[i] = new LocalRun(run, TypeReader.ReadValType(ref cursor));
            total += run;
        }

        return total <= uint.MaxValue ? runs : throw new WasmMalformedException($"too many locals: {total}", at);
    }

    private static WasmInstruction ReadMemArg(ref ByteCursor cursor, WasmOp op, uint offset, bool hasLane, WasmFeatures features)
    {
        int at = cursor.Position;
        uint flags = cursor.ReadU32();
        if (flags >= 0x80)
        {
            throw new WasmMalformedException($"malformed memop flags 0x{flags:x}", at);
        }

        if ((flags & ExplicitMemory) != 0 && (features & WasmFeatures.MultiMemory) == 0)
        {
            throw new WasmMalformedException($"malformed memop flags 0x{flags:x}: multi-memory support is not enabled", at);
        }

        int memory = (flags & ExplicitMemory) != 0 ? cursor.ReadIndex() : 0;
        long displacement = (long)cursor.ReadU64();
        byte lane = hasLane ? cursor.ReadByte() : (byte)0;
        return new WasmInstruction(op, offset, memory, (int)(flags & (ExplicitMemory - 1)), displacement, lane);
    }

    private static WasmInstruction ReadLabelTable(ref ByteCursor cursor, WasmBody body, uint offset)
    {
        int count = cursor.ReadCount();
        int start = body.Labels.Length;
        for (int i = 0; i <= count; i++)
        {
            body.AddLabel(cursor.ReadIndex());
        }

        return new WasmInstruction(WasmOp.BrTable, offset, start, count);
    }

    private static WasmInstruction ReadSelectTypes(ref ByteCursor cursor, WasmBody body, uint offset)
    {
        int count = cursor.ReadCount();
        int start = body.SelectTypes.Length;
        for (int i = 0; i < count; i++)
        {
            body.AddSelectType(TypeReader.ReadValType(ref cursor));
        }

        return new WasmInstruction(WasmOp.SelectTyped, offset, start, count);
    }

    private static WasmInstruction ReadBrOnCast(ref ByteCursor cursor, WasmOp op, uint offset)
    {
        int at = cursor.Position;
        byte flags = cursor.ReadByte();
        if (flags > 3)
        {
            throw new WasmMalformedException($"malformed {WasmOps.Name(op)} flags 0x{flags:x2}", at);
        }

        int label = cursor.ReadIndex();
        ValType from = ValType.Ref(TypeReader.ReadHeapType(ref cursor), nullable: (flags & 1) != 0);
        ValType to = ValType.Ref(TypeReader.ReadHeapType(ref cursor), nullable: (flags & 2) != 0);
        return new WasmInstruction(op, offset, label, 0, WasmInstruction.Pair(from.Raw, to.Raw));
    }

    private static long ReadCatches(ref ByteCursor cursor, WasmBody body)
    {
        int count = cursor.ReadCount();
        int start = body.Catches.Length;
        for (int i = 0; i < count; i++)
        {
            byte kind = cursor.ReadByte();
            if (kind > 3)
            {
                throw new WasmMalformedException($"malformed catch clause {kind:x2}", cursor.Position - 1);
            }

            int tag = kind <= 1 ? cursor.ReadIndex() : 0;
            body.AddCatch(new CatchClause((CatchKind)kind, tag, cursor.ReadIndex()));
        }

        return WasmInstruction.Pair(start, count);
    }

    // Both sides are in ascending order of offsets; a hint that meets no branch is ignored, as it only is advice.
    private static void ApplyHints(WasmBody body, BranchHintEntry[] hints, uint bodyOffset)
    {
        int next = 0;
        for (int i = 0; i < body.Count && next < hints.Length; i++)
        {
            ref readonly WasmInstruction instruction = ref body[i];
            uint relative = instruction.Offset - bodyOffset;
            while (next < hints.Length && hints[next].Offset < relative)
            {
                next++;
            }

            if (next < hints.Length && hints[next].Offset == relative && instruction.Op is (WasmOp.If or WasmOp.BrIf))
            {
                body.Set(i, instruction.WithHint(hints[next].Hint));
            }
        }
    }
}
