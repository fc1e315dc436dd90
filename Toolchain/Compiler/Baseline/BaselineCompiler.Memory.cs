// Linear memories: the same two ways to an address as in the optimizing pipeline, reserved and checked (FunctionTranslator.Memory.cs).
using Wasmtime.Min.Calls;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Baseline;

internal sealed partial class BaselineCompiler
{
    private void Load(in WasmInstruction instruction, in BaselineOp row)
    {
        BaselineAddress address = Address(instruction, _asm.Pop(), row.Bytes);
        _asm.Load(row.Type, row.Bytes, row.IsSigned, address);
    }

    private void Store(in WasmInstruction instruction, in BaselineOp row)
    {
        BaselineValue value = _asm.Pop();
        BaselineAddress address = Address(instruction, _asm.Pop(), row.Bytes);
        _asm.Store(row.Bytes, address, value);
    }

    private BaselineAddress Address(in WasmInstruction instruction, BaselineValue index, int size)
    {
        int memory = instruction.A;
        ulong offset = instruction.MemoryOffset;
        MemoryPlan plan = _module.Memories[memory];
        if (!plan.IsReserved)
        {
            return CheckedAddress(memory, index, offset, size);
        }

        const byte Outside = (byte)TrapCode.MemoryOutOfBounds;
        if (offset + (uint)size <= plan.GuardSize)
        {
            if (index.IsConstant && (uint)index.Bits + offset <= int.MaxValue)
            {
                return new BaselineAddress(MemoryBase(memory), Reg.None, (int)((uint)index.Bits + offset), Outside);
            }

            Reg register = _asm.ToRegister(index);
            return new BaselineAddress(MemoryBase(memory), register, (int)offset, Outside);
        }

        // As in the optimizing compiler: there may be no guard at all.
        Reg far = AddOffset(index, offset, overflowTrap: 0);
        BaselineValue last = BaselineValue.Constant(IrType.I64, (1L << 32) - size);
        _asm.TrapIf(Comparison.Of(IntCc.UnsignedGreaterThan, BaselineValue.In(IrType.I64, far), last), Outside);
        _asm.Release(index);
        return new BaselineAddress(MemoryBase(memory), far, 0, Outside);
    }

    private BaselineAddress CheckedAddress(int memory, BaselineValue index, ulong offset, int size)
    {
        const byte Outside = (byte)TrapCode.MemoryOutOfBounds;
        bool is64 = _module.IsMemory64(memory);
        ulong reach = offset + (uint)size;
        if (reach < offset || (reach > long.MaxValue && is64))
        {
            BaselineValue always = BaselineValue.Constant(IrType.I32, 1);
            _asm.TrapIf(Comparison.NotZero(always), Outside);
            _asm.Release(index);
            return new BaselineAddress(MemoryBase(memory), Reg.None, 0);
        }

        index = BaselineValue.In(IrType.I64, _asm.ToRegister(index)); // an index of 32 bits has a clear upper half
        Reg end = AddOffset(index, reach, is64 ? Outside : (byte)0);
        _asm.TrapIf(Comparison.Of(IntCc.UnsignedGreaterThan, BaselineValue.In(IrType.I64, end), MemoryLength(memory)), Outside);
        _asm.Release(end);
        if (offset <= int.MaxValue)
        {
            return new BaselineAddress(MemoryBase(memory), index.Register, (int)offset);
        }

        Reg start = AddOffset(index, offset, overflowTrap: 0);
        _asm.Release(index);
        return new BaselineAddress(MemoryBase(memory), start, 0);
    }

    private Reg AddOffset(BaselineValue index, ulong offset, byte overflowTrap)
    {
        Reg sum = _asm.TakeInt();
        _asm.AddConstant(sum, index, offset, overflowTrap);
        return sum;
    }

    private Reg MemoryBase(int memory)
    {
        if (memory == 0 && _asm.BaseRegister.IsValid)
        {
            return _asm.BaseRegister;
        }

        _asm.LoadField(_asm.AddressScratch, _module.BaseField(memory));
        return _asm.AddressScratch;
    }

    private BaselineValue MemoryLength(int memory) => _module.Memories[memory].FixedLength is ulong length
        ? BaselineValue.Constant(IrType.I64, (long)length)
        : _asm.FieldOperand(IrType.I64, _module.MemoryField(memory, VMMemory.LengthInBytesOffset));

    private void TranslateMemory(in WasmInstruction instruction)
    {
        bool is64 = instruction.Op is WasmOp.MemorySize or WasmOp.MemoryGrow && _module.IsMemory64(instruction.A);
        switch (instruction.Op)
        {
            case WasmOp.MemorySize:
                BaselineValue length = MemoryLength(instruction.A);
                _asm.Push(length.IsConstant ? length : BaselineValue.In(IrType.I64, _asm.ToTemporary(length)));
                _asm.PushConstant(IrType.I64, _module.Wasm.Memories[instruction.A].Type.PageSizeLog2);
                _asm.Binary(Opcode.Ushr, IrType.I64);
                ToIndex(is64);
                break;
            case WasmOp.MemoryGrow:
                BaselineValue delta = _asm.Pop();
                CallBuiltin(Builtin.MemoryGrow, Number(instruction.A), delta);
                ToIndex(is64);
                break;
            case WasmOp.MemoryFill:
                (BaselineValue fillStart, BaselineValue pattern, BaselineValue fillLength) = Pop3();
                CallBuiltin(Builtin.MemoryFill, Number(instruction.A), fillStart, pattern, fillLength);
                break;
            case WasmOp.MemoryCopy:
                (BaselineValue to, BaselineValue from, BaselineValue copyLength) = Pop3();
                CallBuiltin(Builtin.MemoryCopy, Number(instruction.A), to, Number(instruction.B), from, copyLength);
                break;
            case WasmOp.MemoryInit:
                (BaselineValue start, BaselineValue source, BaselineValue initLength) = Pop3();
                CallBuiltin(Builtin.MemoryInit, Both(instruction.B, instruction.A), start, source, initLength);
                break;
            case WasmOp.DataDrop:
                CallBuiltin(Builtin.DataDrop, Number(instruction.A));
                break;
            default:
                throw ModuleEnvironment.Unsupported(instruction.Op);
        }
    }

    private (BaselineValue First, BaselineValue Second, BaselineValue Third) Pop3()
    {
        BaselineValue third = _asm.Pop();
        BaselineValue second = _asm.Pop();
        return (_asm.Pop(), second, third);
    }

    // An i64 as an index of the memory or table: -1 stays -1.
    private void ToIndex(bool is64)
    {
        if (!is64)
        {
            _asm.Unary(Opcode.Ireduce, IrType.I32);
        }
    }

    private static BaselineValue Number(int index) => BaselineValue.Constant(IrType.I64, index);

    // A memory or table and a segment in one number, the segment in the lower half.
    private static BaselineValue Both(int item, int segment) => BaselineValue.Constant(IrType.I64, ((long)item << 32) | (uint)segment);
}
