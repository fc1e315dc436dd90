// Linear memory. Two ways to an address:
//   reserved   a 32-bit memory inside a reservation of 4 GiB with a guard behind it: base + index + offset, and what lies
//              outside faults. Offsets beyond the guard are added with an explicit check.
//   checked    everything else (64-bit indices, platforms without virtual memory, no signals): the end of the access is
//              compared with the memory's length first.
// The base of a memory that cannot move is a field that never changes, so the optimizer may keep it where it likes.
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    private bool TryTranslateMemory(in WasmInstruction instruction)
    {
        WasmOp op = instruction.Op;
        switch (op)
        {
            case WasmOp.I32Load:
                Load(instruction, IrType.I32, 4);
                return true;
            case WasmOp.I64Load:
                Load(instruction, IrType.I64, 8);
                return true;
            case WasmOp.F32Load:
                Load(instruction, IrType.F32, 4);
                return true;
            case WasmOp.F64Load:
                Load(instruction, IrType.F64, 8);
                return true;
            case WasmOp.I32Load8S or WasmOp.I32Load16S:
                Load(instruction, IrType.I32, AccessSize(op), isSigned: true);
                return true;
            case WasmOp.I32Load8U or WasmOp.I32Load16U:
                Load(instruction, IrType.I32, AccessSize(op));
                return true;
            case WasmOp.I64Load8S or WasmOp.I64Load16S or WasmOp.I64Load32S:
                Load(instruction, IrType.I64, AccessSize(op), isSigned: true);
                return true;
            case WasmOp.I64Load8U or WasmOp.I64Load16U or WasmOp.I64Load32U:
                Load(instruction, IrType.I64, AccessSize(op));
                return true;
            case WasmOp.I32Store or WasmOp.I64Store or WasmOp.F32Store or WasmOp.F64Store
                or WasmOp.I32Store8 or WasmOp.I32Store16 or WasmOp.I64Store8 or WasmOp.I64Store16 or WasmOp.I64Store32:
                Store(instruction, AccessSize(op));
                return true;
            case WasmOp.MemorySize:
                Push(ToIndex(MemoryPages(instruction.A), module.IsMemory64(instruction.A)));
                return true;
            case WasmOp.MemoryGrow:
                Value delta = FromIndex(Pop());
                Value pages = CallBuiltin(Builtin.MemoryGrow, MemoryIndex(instruction.A), delta);
                Push(ToIndex(pages, module.IsMemory64(instruction.A)));
                return true;
            case WasmOp.MemoryFill:
                MemoryFill(instruction);
                return true;
            case WasmOp.MemoryCopy:
                MemoryCopy(instruction);
                return true;
            case WasmOp.MemoryInit:
                Value initLength = FromIndex(Pop());
                Value segmentOffset = FromIndex(Pop());
                Value initStart = FromIndex(Pop());
                CallBuiltin(
                    Builtin.MemoryInit, MemoryAndSegment(instruction.B, instruction.A), initStart, segmentOffset, initLength);
                return true;
            case WasmOp.DataDrop:
                CallBuiltin(Builtin.DataDrop, MemoryIndex(instruction.A));
                return true;
            default:
                return false;
        }
    }

    private static int AccessSize(WasmOp op) => 1 << WasmOps.Row(op).NaturalAlignmentLog2;

    private void Load(in WasmInstruction instruction, IrType type, int size, bool isSigned = false)
    {
        (Value address, int offset, MemFlags flags) = Address(instruction, Pop(), size);
        Push(_b.Load(type, size, isSigned, flags, address, offset));
    }

    private void Store(in WasmInstruction instruction, int size)
    {
        Value value = Pop();
        (Value address, int offset, MemFlags flags) = Address(instruction, Pop(), size);
        _b.Store(size, flags, value, address, offset);
    }

    private (Value Address, int Offset, MemFlags Flags) Address(in WasmInstruction instruction, Value index, int size)
    {
        int memory = instruction.A;
        ulong offset = instruction.MemoryOffset;
        MemoryPlan plan = module.Memories[memory];
        Value wide = FromIndex(index);
        if (plan.IsReserved)
        {
            var faulting = new MemFlags((byte)TrapCode.MemoryOutOfBounds, plan.DataAlias);
            if (offset + (uint)size <= plan.GuardSize)
            {
                return (_b.Iadd(MemoryBase(memory), wide), (int)offset, faulting);
            }

            // The index alone may reach the end of the reservation, so the offset must be part of a checked sum, and the whole access lies before that
            // end: there may be no guard at all.
            Value far = _b.Iadd(wide, _b.Iconst(IrType.I64, checked((long)offset)));
            Value last = _b.Iconst(IrType.I64, (1L << 32) - size);
            _b.TrapIf(_b.Icmp(IntCc.UnsignedGreaterThan, far, last), (byte)TrapCode.MemoryOutOfBounds);
            return (_b.Iadd(MemoryBase(memory), far), 0, faulting);
        }

        return CheckedAddress(memory, plan, wide, offset, size);
    }

    private (Value Address, int Offset, MemFlags Flags) CheckedAddress(
        int memory, MemoryPlan plan, Value index, ulong offset, int size)
    {
        var checkedFlags = new MemFlags(0, plan.DataAlias);
        ulong reach = offset + (uint)size;
        if (reach < offset || (reach > long.MaxValue && module.IsMemory64(memory)))
        {
            Value always = _b.Iconst(IrType.I32, 1);
            _b.TrapIf(always, (byte)TrapCode.MemoryOutOfBounds);
            return (MemoryBase(memory), 0, checkedFlags);
        }

        CheckReach(memory, index, reach);
        Value start = _b.Iadd(MemoryBase(memory), index);
        return offset <= int.MaxValue
            ? (start, (int)offset, checkedFlags)
            : (_b.Iadd(start, _b.Iconst(IrType.I64, (long)offset)), 0, checkedFlags);
    }

    // A memory never shrinks. Where its least length has room for the offset and the access, the index alone is compared, with what is left of the
    // length: one number for all accesses with this reach, which does not change in loops that grow no memory, and nothing that can wrap.
    private void CheckReach(int memory, Value index, ulong reach)
    {
        ulong least = module.LeastLength(memory);
        if (reach <= least)
        {
            bool isInside = _b.Function.TryIconst(_b.Function.Resolve(index).Id, out long constant) && (ulong)constant <= least - reach;
            if (!isInside)
            {
                Value room = _b.Isub(MemoryLength(memory), _b.Iconst(IrType.I64, (long)reach));
                _b.TrapIf(_b.Icmp(IntCc.UnsignedGreaterThan, index, room), (byte)TrapCode.MemoryOutOfBounds);
            }

            return;
        }

        Value end = _b.Iadd(index, _b.Iconst(IrType.I64, (long)reach));
        if (module.IsMemory64(memory))
        {
            Value wrapped = _b.Icmp(IntCc.UnsignedLessThan, end, _b.Iconst(IrType.I64, (long)reach));
            _b.TrapIf(wrapped, (byte)TrapCode.MemoryOutOfBounds);
        }

        Value outside = _b.Icmp(IntCc.UnsignedGreaterThan, end, MemoryLength(memory));
        _b.TrapIf(outside, (byte)TrapCode.MemoryOutOfBounds);
    }

    // Address and offset of the VMMemory of a memory. That of a shared one belongs to no instance, so the vmctx holds its address.
    private (Value Address, int Offset) MemoryDefinition(int memory)
    {
        if (module.IsImportedMemory(memory))
        {
            return (_b.LoadInvariant(IrType.I64, _b.Vmctx(), module.Layout.ImportedMemory(memory)), 0);
        }

        int definition = module.Layout.DefinedMemory(module.DefinedMemoryIndex(memory));
        return module.Memories[memory].IsShared
            ? (_b.LoadInvariant(IrType.I64, _b.Vmctx(), definition), 0)
            : (_b.Vmctx(), definition);
    }

    private Value MemoryBase(int memory)
    {
        (Value address, int offset) = MemoryDefinition(memory);
        MemoryPlan plan = module.Memories[memory];
        return plan.IsBaseFixed
            ? _b.LoadInvariant(IrType.I64, address, offset + VMMemory.BaseOffset)
            : _b.Load(IrType.I64, 8, false, new MemFlags(0, plan.DefinitionAlias), address, offset + VMMemory.BaseOffset);
    }

    private Value MemoryLength(int memory)
    {
        MemoryPlan plan = module.Memories[memory];
        if (plan.FixedLength is ulong length)
        {
            return _b.Iconst(IrType.I64, (long)length);
        }

        (Value address, int offset) = MemoryDefinition(memory);
        return _b.Load(
            IrType.I64, 8, false, new MemFlags(0, plan.DefinitionAlias), address, offset + VMMemory.LengthInBytesOffset);
    }

    // Another thread may have grown a shared memory.
    private Value MemoryPages(int memory)
    {
        MemoryPlan plan = module.Memories[memory];
        Value length;
        if (plan is { IsShared: true, FixedLength: null })
        {
            (Value address, int offset) = MemoryDefinition(memory);
            length = _b.AtomicLoad(
                IrType.I64, 8, new MemFlags(0, plan.DefinitionAlias), address, offset + VMMemory.LengthInBytesOffset);
        }
        else
        {
            length = MemoryLength(memory);
        }

        return _b.Ushr(length, _b.Iconst(IrType.I64, module.Wasm.Memories[memory].Type.PageSizeLog2));
    }

    private Value MemoryIndex(int index) => _b.Iconst(IrType.I64, index);

    // memory.init needs six numbers and builtins take five: both indices share one, the memory in the upper half.
    private Value MemoryAndSegment(int memory, int segment) => _b.Iconst(IrType.I64, ((long)memory << 32) | (uint)segment);

    // A wasm index (i32 or i64) as i64, without sign.
    private Value FromIndex(Value index) => _b.TypeOf(index) == IrType.I32 ? _b.Uextend(index) : index;

    // An i64 as an index of the memory or table: -1 stays -1.
    private Value ToIndex(Value wide, bool is64) => is64 ? wide : _b.Ireduce(wide);
}
