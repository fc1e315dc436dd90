// Atomic memory access. Addresses are those of plain accesses after one more check: the effective address is a multiple of the width.
// Waiting and waking are calls of the runtime, which checks the address itself.
using System;
using Wasmtime.Min.Calls;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using Value = Wasmtime.Min.Toolchain.Codegen.Ir.Value;

internal sealed partial class FunctionTranslator
{
    // Opcodes stand in groups of seven: i32, i64, i32 of 8 and 16 bits, i64 of 8, 16 and 32 bits.
    private const int AtomicGroup = 7;

    private static ReadOnlySpan<Opcode> AtomicGroups =>
    [
        Opcode.AtomicLoad, Opcode.AtomicStore, Opcode.AtomicAdd, Opcode.AtomicSub, Opcode.AtomicAnd, Opcode.AtomicOr, Opcode.AtomicXor,
        Opcode.AtomicXchg, Opcode.AtomicCas,
    ];

    private bool TryTranslateAtomic(in WasmInstruction instruction)
    {
        switch (instruction.Op)
        {
            case WasmOp.AtomicFence:
                _b.Fence();
                return true;
            case WasmOp.MemoryAtomicNotify:
                Value count = _b.Uextend(Pop());
                Push(_b.Ireduce(CallOnAddress(Builtin.AtomicNotify, instruction, count)));
                return true;
            case WasmOp.MemoryAtomicWait32 or WasmOp.MemoryAtomicWait64:
                Value timeout = Pop();
                Value expected = FromIndex(Pop());
                Builtin wait = instruction.Op == WasmOp.MemoryAtomicWait32 ? Builtin.AtomicWait32 : Builtin.AtomicWait64;
                Push(_b.Ireduce(CallOnAddress(wait, instruction, expected, timeout)));
                return true;
            case >= WasmOp.I32AtomicLoad and <= WasmOp.I64AtomicRmw32CmpxchgU:
                TranslateAtomic(instruction);
                return true;
            default:
                return false;
        }
    }

    private Value CallOnAddress(Builtin builtin, in WasmInstruction instruction, params ReadOnlySpan<Value> rest)
    {
        Value index = FromIndex(Pop());
        Value offset = _b.Iconst(IrType.I64, (long)instruction.MemoryOffset);
        return CallBuiltin(builtin, [MemoryIndex(instruction.A), index, offset, .. rest]);
    }

    private void TranslateAtomic(in WasmInstruction instruction)
    {
        int number = instruction.Op - WasmOp.I32AtomicLoad;
        (int group, int member) = (number / AtomicGroup, number % AtomicGroup);
        Opcode op = AtomicGroups[group];
        IrType type = member is 0 or 2 or 3 ? IrType.I32 : IrType.I64;
        int size = AccessSize(instruction.Op);
        Value replacement = op == Opcode.AtomicCas ? Pop() : Value.None;
        Value operand = op == Opcode.AtomicLoad ? Value.None : Pop();
        Value index = Pop();
        CheckAlignment(index, instruction.MemoryOffset, size);
        (Value address, int offset, MemFlags flags) = Address(instruction, index, size);
        switch (op)
        {
            case Opcode.AtomicLoad:
                Push(_b.AtomicLoad(type, size, flags, address, offset));
                break;
            case Opcode.AtomicStore:
                _b.AtomicStore(size, flags, operand, address, offset);
                break;
            case Opcode.AtomicCas:
                Push(_b.AtomicCas(type, size, flags, operand, replacement, address, offset));
                break;
            default:
                Push(_b.AtomicRmw(op, type, size, flags, operand, address, offset));
                break;
        }
    }

    private void CheckAlignment(Value index, ulong offset, int size)
    {
        if (size == 1)
        {
            return;
        }

        IrType type = _b.TypeOf(index);
        long rest = (long)(offset & (ulong)(size - 1));
        Value sum = rest == 0 ? index : _b.Iadd(index, _b.Iconst(type, rest));
        _b.TrapIf(_b.Iand(sum, _b.Iconst(type, size - 1)), (byte)TrapCode.UnalignedAtomic);
    }
}
