// A few short names over CodeBuffer, so that a stub reads like an assembly listing. 64-bit operands unless the name says 32.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal readonly struct X64StubAssembler(CodeBuffer code)
{
    internal Label NewLabel() => code.NewLabel();

    internal void Bind(Label label) => code.Bind(label);

    internal void Emit(MachInst inst) => X64Encoder.Emit(code, inst);

    internal void Push(Reg register) => Emit(X64Inst.Push(register));

    internal void Pop(Reg register) => Emit(X64Inst.Pop(register));

    internal void Move(Reg to, Reg from) => Emit(X64Inst.RegRm(X64Int.Mov, 8, to, from));

    internal void Load(Reg to, Reg from, int offset) => Emit(X64Inst.RegRm(X64Int.Mov, 8, to, X64Rm.At(from, offset)));

    internal void Load32(Reg to, Reg from, int offset) => Emit(X64Inst.RegRm(X64Int.Mov, 4, to, X64Rm.At(from, offset)));

    internal void Store(Reg to, int offset, Reg from) => Emit(X64Inst.MemReg(X64Int.MovStore, 8, X64Rm.At(to, offset), from));

    internal void Lea(Reg to, X64Rm from) => Emit(X64Inst.Lea(8, to, from));

    internal void Constant(Reg to, int value) => Emit(X64Inst.MovImm(4, to, value));

    internal void Add(Reg register, int value) => Emit(X64Inst.RegRegImm(X64Int.AddImm, 8, register, register, value));

    internal void Subtract(Reg register, int value)
    {
        if (value != 0)
        {
            Emit(X64Inst.RegRegImm(X64Int.SubImm, 8, register, register, value));
        }
    }

    internal void JumpIf(X64Cond cond, Label target) => Emit(X64Inst.Jcc(cond, target));

    /// <summary>Jumps if all 64 bits are zero, or are not.</summary>
    internal void TestJump(Reg register, X64Cond cond, Label target, int size = 8)
    {
        Emit(X64Inst.CmpRmReg(X64Int.Test, size, register, register));
        JumpIf(cond, target);
    }

    /// <summary>Loads a value of a type from memory; 32-bit integers arrive zero-extended.</summary>
    internal void LoadValue(IrType type, Reg to, Reg from, int offset)
    {
        X64Rm memory = X64Rm.At(from, offset);
        Emit(type switch
        {
            IrType.I32 or IrType.Ref => X64Inst.RegRm(X64Int.Mov, 4, to, memory),
            IrType.F32 => X64Inst.RegRm(X64Sse.MovssLoad, 0, to, memory),
            IrType.F64 => X64Inst.RegRm(X64Sse.MovsdLoad, 0, to, memory),
            IrType.V128 => X64Inst.RegRm(X64Sse.Movups, 0, to, memory),
            IrType.I64 or IrType.None => X64Inst.RegRm(X64Int.Mov, 8, to, memory),
        });
    }

    /// <summary>Stores a value into slots of 8 bytes (two for a vector); unused upper bits become zero.</summary>
    internal void StoreValue(IrType type, Reg to, int offset, Reg from)
    {
        X64Rm memory = X64Rm.At(to, offset);
        switch (type)
        {
            case IrType.I32 or IrType.Ref:
                Emit(X64Inst.RegRm(X64Int.Mov, 4, from, from));
                Emit(X64Inst.MemReg(X64Int.MovStore, 8, memory, from));
                break;
            case IrType.F32:
                Emit(X64Inst.MemReg(X64Sse.MovssStore, 0, memory, from));
                Emit(X64Inst.MemImm(X64Int.MovStoreImm, 4, X64Rm.At(to, offset + 4), 0));
                break;
            case IrType.F64:
                Emit(X64Inst.MemReg(X64Sse.MovsdStore, 0, memory, from));
                break;
            case IrType.V128:
                Emit(X64Inst.MemReg(X64Sse.MovupsStore, 0, memory, from));
                break;
            default:
                Emit(X64Inst.MemReg(X64Int.MovStore, 8, memory, from));
                break;
        }
    }

    /// <summary>Copies a value between memory places through a scratch register of each class; small values are zero-extended.</summary>
    internal void CopyValue(IrType type, Reg to, int toOffset, Reg from, int fromOffset, Reg intScratch, Reg floatScratch)
    {
        Reg scratch = type == IrType.V128 ? floatScratch : intScratch;
        IrType moved = type switch
        {
            IrType.F32 or IrType.I32 or IrType.Ref => IrType.I32,
            IrType.F64 or IrType.I64 or IrType.None => IrType.I64,
            IrType.V128 => IrType.V128,
        };
        LoadValue(moved, scratch, from, fromOffset);
        StoreValue(moved == IrType.V128 ? moved : IrType.I64, to, toOffset, scratch);
    }
}
