// memory.copy and memory.fill. Both check everything first, so nothing is written when they trap. What is then copied is at most MaxInline
// bytes long more often than not: such a copy is done here, all loads before the first store, so that overlapping ranges need no thought.
// Pieces may overlap one another: 13 bytes are the 8 at the start and the 8 at the end. Longer ones are a runtime function's.
//
// A length known while compiling takes one of the ways alone; else a tree of comparisons finds the way, longest first.
using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private const int MaxInline = 64;

    private void MemoryCopy(in WasmInstruction instruction)
    {
        Value length = FromIndex(Pop());
        Value source = FromIndex(Pop());
        Value destination = FromIndex(Pop());
        (int to, int from) = (instruction.A, instruction.B);
        if (IsBulkInline(length))
        {
            CheckRange(to, destination, length);
            CheckRange(from, source, length);
            var copy = new BulkOperation(
                _b.Iadd(MemoryBase(to), destination), new MemFlags(0, module.Memories[to].DataAlias),
                _b.Iadd(MemoryBase(from), source), new MemFlags(0, module.Memories[from].DataAlias));
            InlineBulk(copy, length, () => CopyLong(to, destination, from, source, length));
            return;
        }

        CopyLong(to, destination, from, source, length);
    }

    private void MemoryFill(in WasmInstruction instruction)
    {
        Value length = FromIndex(Pop());
        Value pattern = FromIndex(Pop());
        Value destination = FromIndex(Pop());
        int memory = instruction.A;
        if (IsBulkInline(length))
        {
            CheckRange(memory, destination, length);
            Value low = _b.Iand(pattern, _b.Iconst(IrType.I64, 0xff));
            Value repeated = _b.Imul(low, _b.Iconst(IrType.I64, 0x0101_0101_0101_0101));
            var fill = new BulkOperation(
                _b.Iadd(MemoryBase(memory), destination), new MemFlags(0, module.Memories[memory].DataAlias), repeated, null);
            InlineBulk(fill, length, () => FillLong(memory, destination, pattern, length));
            return;
        }

        FillLong(memory, destination, pattern, length);
    }

    // Where to, and from where (a copy) or which eight equal bytes (a fill).
    private readonly record struct BulkOperation(Value Target, MemFlags TargetFlags, Value Source, MemFlags? SourceFlags);

    private bool IsBulkInline(Value length) => module.Options.OptLevel == OptLevel.Speed
        && (!_b.Function.TryIconst(_b.Function.Resolve(length).Id, out long known) || (ulong)known <= MaxInline);

    private void CopyLong(int to, Value destination, int from, Value source, Value length) =>
        CallBuiltin(Builtin.MemoryCopy, MemoryIndex(to), destination, MemoryIndex(from), source, length);

    private void FillLong(int memory, Value destination, Value pattern, Value length) =>
        CallBuiltin(Builtin.MemoryFill, MemoryIndex(memory), destination, pattern, length);

    // Traps unless the range lies in the memory. Neither sum nor difference can wrap.
    private void CheckRange(int memory, Value start, Value length)
    {
        Value size = MemoryLength(memory);
        if (!module.IsMemory64(memory))
        {
            Value end = _b.Iadd(start, length);
            _b.TrapIf(_b.Icmp(IntCc.UnsignedGreaterThan, end, size), (byte)TrapCode.MemoryOutOfBounds);
            return;
        }

        _b.TrapIf(_b.Icmp(IntCc.UnsignedGreaterThan, length, size), (byte)TrapCode.MemoryOutOfBounds);
        Value last = _b.Isub(size, length);
        _b.TrapIf(_b.Icmp(IntCc.UnsignedGreaterThan, start, last), (byte)TrapCode.MemoryOutOfBounds);
    }

    private void InlineBulk(in BulkOperation operation, Value length, Action longWay)
    {
        if (_b.Function.TryIconst(_b.Function.Resolve(length).Id, out long known))
        {
            int piece = known >= 8 ? 8 : known >= 4 ? 4 : known >= 2 ? 2 : 1;
            MovePieces(operation, piece, (int)((known + piece - 1) / piece), _b.Iconst(IrType.I64, known));
            return;
        }

        Block done = _b.CreateBlock();
        Block isLong = _b.CreateBlock();
        Block isShort = _b.CreateBlock();
        _b.BrIf(_b.Icmp(IntCc.UnsignedGreaterThan, length, _b.Iconst(IrType.I64, MaxInline)), isLong, [], isShort, []);
        _b.MarkCold(isLong);
        _b.SealBlock(isLong);
        _b.SealBlock(isShort);
        _b.SwitchToBlock(isLong);
        longWay();
        _b.Jump(done, []);
        _b.SwitchToBlock(isShort);
        ReadOnlySpan<(int AtLeast, int Piece, int Count)> ways = [(32, 8, 8), (16, 8, 4), (8, 8, 2), (4, 4, 2), (2, 2, 2), (1, 1, 1)];
        foreach ((int atLeast, int piece, int count) in ways)
        {
            Block here = _b.CreateBlock();
            Block shorter = atLeast == 1 ? done : _b.CreateBlock();
            _b.BrIf(_b.Icmp(IntCc.UnsignedGreaterThanOrEqual, length, _b.Iconst(IrType.I64, atLeast)), here, [], shorter, []);
            _b.SealBlock(here);
            _b.SwitchToBlock(here);
            MovePieces(operation, piece, count, length);
            _b.Jump(done, []);
            if (atLeast != 1)
            {
                _b.SealBlock(shorter);
                _b.SwitchToBlock(shorter);
            }
        }

        _b.SealBlock(done);
        _b.SwitchToBlock(done);
    }

    // The first half of the pieces is counted from the start, the other half back from the end.
    private void MovePieces(in BulkOperation operation, int piece, int count, Value length)
    {
        IrType type = piece == 8 ? IrType.I64 : IrType.I32;
        int front = (count + 1) / 2;
        Value targetEnd = _b.Iadd(operation.Target, length);
        Value sourceEnd = operation.SourceFlags is null ? operation.Source : _b.Iadd(operation.Source, length);
        Span<Value> values = stackalloc Value[MaxInline / 8];
        for (int i = 0; i < count; i++)
        {
            values[i] = operation.SourceFlags is not MemFlags flags
                ? type == IrType.I64 ? operation.Source : _b.Ireduce(operation.Source)
                : i < front
                    ? _b.Load(type, piece, false, flags, operation.Source, i * piece)
                    : _b.Load(type, piece, false, flags, sourceEnd, (i - count) * piece);
        }

        for (int i = 0; i < count; i++)
        {
            (Value address, int offset) = i < front ? (operation.Target, i * piece) : (targetEnd, (i - count) * piece);
            _b.Store(piece, operation.TargetFlags, values[i], address, offset);
        }
    }
}
