// Atomic accesses. The processor orders loads among loads and stores among stores, so an atomic load is a load; only a store that a later load
// may not pass needs a locked instruction, and xchg is the cheapest one. Read-modify-write is one locked instruction wherever there is one:
// and, or, xor give no old value, so a use of it takes a loop around cmpxchg.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Lower
{
    private Reg AtomicExchange(NodeView n)
    {
        // xchg [mem], r
        Reg source = UseReg(StoredBits(n.B, n.AccessBytes));
        Reg old = OldValue(n, out Reg result);
        Emit(WithMemory(new MachInst { Op = X64Int.XchgStore.Id, Size = (byte)n.AccessBytes, R0 = old, R1 = source }, n));
        return ExtendOld(n, result, old);
    }

    private Reg AtomicAdd(NodeView n, bool negate)
    {
        if (!TryGetDemanded(n.Id, out _))
        {
            return LockedUpdate(negate ? X64Alu.Sub : X64Alu.Add, n);
        }

        // neg r; lock xadd [mem], r
        Reg source = UseReg(n.B);
        if (negate)
        {
            Reg negated = NewReg(RegClass.Int);
            Emit(new MachInst { Op = X64Int.Neg.Id, Size = (byte)(n.AccessBytes == 8 ? 8 : 4), R0 = negated, R1 = source });
            source = negated;
        }

        Reg old = OldValue(n, out Reg result);
        Emit(WithMemory(new MachInst { Op = X64Int.LockXadd.Id, Size = (byte)n.AccessBytes, R0 = old, R1 = source }, n));
        return ExtendOld(n, result, old);
    }

    private Reg AtomicLogic(X64Alu op, NodeView n)
    {
        if (!TryGetDemanded(n.Id, out Reg result))
        {
            return LockedUpdate(op, n);
        }

        Reg value = UseReg(n.B);
        MachInst inst = new()
        {
            Op = (ushort)X64Pseudo.AtomicLoop,
            Size = (byte)n.AccessBytes,
            R0 = result,
            R1 = value,
            R4 = NewReg(RegClass.Int),
            Imm = (long)op,
            Source = CurrentLocation,
        };
        Emit(WithMemory(inst, n));
        return result;
    }

    private Reg AtomicCompareExchange(NodeView n)
    {
        // lock cmpxchg [mem], r
        System.ReadOnlySpan<int> list = Ir.ListOf(n.Id);
        (Value address, Value expected, Value replacement) = (new(list[0]), new(list[1]), new(list[2]));
        Reg expectedReg = UseReg(StoredBits(expected, n.AccessBytes));
        Reg replacementReg = UseReg(StoredBits(replacement, n.AccessBytes));
        X64Mem mem = Address(address, n.Offset);
        mem = n.AccessTrap != 0 ? mem with { TrapCode = n.AccessTrap, Location = Location(n.Id) } : mem;
        Reg result = DefReg(n.Id);

        // What was expected stays in the upper bytes of rax when it is found.
        bool extends = n.AccessBytes < n.Type.Size;
        Reg old = extends ? NewReg(RegClass.Int) : result;
        MachInst inst = new() { Op = X64Int.LockCmpxchg.Id, Size = (byte)n.AccessBytes, R0 = old, R1 = expectedReg, R4 = replacementReg };
        SetMem(ref inst, mem);
        Emit(inst);
        return extends ? ExtendRaw(ZeroExtension(n.AccessBytes), 4, result, old) : result;
    }

    private Reg Fence()
    {
        // lock or dword ptr [rsp], 0: orders as mfence does, and is faster
        MachInst inst = new() { Op = X64Int.LockOrImm.Id, Size = 4 };
        SetMem(ref inst, X64Mem.At(X64Regs.Rsp, 0));
        Emit(inst);
        return Reg.None;
    }

    private Reg LockedUpdate(X64Alu op, NodeView n)
    {
        // lock op [mem], imm
        if (View(n.B) is { Op: Opcode.Iconst, Imm: var k } && (n.AccessBytes < 8 || FitsInt32(k)))
        {
            Emit(WithMemory(
                new MachInst { Op = X64Rows.LockedImm(op).Id, Size = (byte)n.AccessBytes, Imm = Truncated((int)k, n.AccessBytes) }, n));
            return Reg.None;
        }

        // lock op [mem], r
        Reg source = UseReg(StoredBits(n.B, n.AccessBytes));
        Emit(WithMemory(new MachInst { Op = X64Rows.Locked(op).Id, Size = (byte)n.AccessBytes, R1 = source }, n));
        return Reg.None;
    }

    private MachInst WithMemory(MachInst inst, NodeView n)
    {
        SetMem(ref inst, MemoryOf(n));
        return inst;
    }

    /// <summary>The register that the instruction itself gives the old value in: not the result's if its upper bytes must be cleared.</summary>
    private Reg OldValue(NodeView n, out Reg result)
    {
        bool isWanted = TryGetDemanded(n.Id, out result);
        return isWanted && n.AccessBytes >= 4 ? result : NewReg(RegClass.Int);
    }

    private Reg ExtendOld(NodeView n, Reg result, Reg old) =>
        result.IsValid && result != old ? ExtendRaw(ZeroExtension(n.AccessBytes), 4, result, old) : result;

    private static X64Extend ZeroExtension(int bytes) => bytes switch { 1 => X64Extend.Zero8, 2 => X64Extend.Zero16, _ => X64Extend.Zero32 };
}
