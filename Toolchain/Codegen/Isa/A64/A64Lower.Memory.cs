// Loads, stores, addresses, atomics. A displacement goes with a base alone, an index (extended, shifted by the access) with a base and no
// displacement; so an address with both is computed once, and all accesses at small distances from it share it.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

internal sealed partial class A64Lower
{
    /// <summary>Fills in the memory operand for <paramref name="address"/> + <paramref name="offset"/>.</summary>
    private MachInst WithAddress(MachInst access, Value address, long offset, NodeView n)
    {
        NodeView node = WithoutOffset(address, ref offset);
        access.Disp = (int)offset;
        access.Mem = MemKind.Base;
        (access.TrapCode, access.Source) = n.AccessTrap != 0 ? (n.AccessTrap, Location(n.Id)) : ((byte)0, access.Source);
        if (node.Op == Opcode.StackAddr)
        {
            access.Mem = MemKind.FrameSlot;
            access.Disp += SlotOffset(node);
            return access;
        }

        if (offset != 0 || node.Op is not (Opcode.Iadd or Opcode.RefAddr))
        {
            access.R2 = AddressReg(node.Id);
            return access;
        }

        A64Op op = A64Table.Of(access);
        access.Op = op.Indexed!.Id;
        access.Mem = MemKind.BaseIndex;
        if (node.Op == Opcode.RefAddr)
        {
            (access.R2, access.R3, access.Cond) = (AddressReg(node.A), UseReg(node.B), (byte)A64Extend.Uxtw);
            return access;
        }

        (Value @base, NodeView index) = IsIndex(View(node.A), op.AccessLog2) && !IsIndex(View(node.B), op.AccessLog2)
            ? (node.B, View(node.A))
            : (node.A, View(node.B));
        access.R2 = AddressReg(@base);
        if (IsScaled(index, op.AccessLog2))
        {
            index = View(index.A);
            access.Scale = op.AccessLog2;
        }

        bool isExtended = index.Op is Opcode.Uextend or Opcode.Sextend;
        access.R3 = UseReg(isExtended ? index.A : index.Id);
        access.Cond = (byte)(!isExtended ? A64Extend.Uxtx : index.Op == Opcode.Uextend ? A64Extend.Uxtw : A64Extend.Sxtw);
        return access;
    }

    private bool IsScaled(NodeView node, int log2) =>
        node.Op == Opcode.Ishl && log2 != 0 && View(node.B) is { Op: Opcode.Iconst, Imm: var k } && k == log2;

    private bool IsIndex(NodeView node, int log2) => node.Op is Opcode.Uextend or Opcode.Sextend || IsScaled(node, log2);

    private Reg Load(NodeView n)
    {
        Emit(WithAddress(A64Inst.Make(LoadRow(n), 0) with { R0 = DefReg(n.Id) }, n.A, n.Offset, n));
        return DefReg(n.Id);
    }

    private static A64Op LoadRow(NodeView n)
    {
        if (n.Type.IsFloat)
        {
            return n.AccessBytes switch { 4 => A64Memory.LdrS, 8 => A64Memory.LdrD, _ => A64Memory.LdrQ };
        }

        bool isWide = n.Type.Size == 8;
        return (n.AccessBytes, n.SignExtends) switch
        {
            (1, false) => A64Memory.LdrB,
            (2, false) => A64Memory.LdrH,
            (4, false) => A64Memory.LdrW,
            (1, true) => isWide ? A64Memory.LdrsbX : A64Memory.LdrsbW,
            (2, true) => isWide ? A64Memory.LdrshX : A64Memory.LdrshW,
            (4, true) => isWide ? A64Memory.Ldrsw : A64Memory.LdrW,
            _ => A64Memory.LdrX,
        };
    }

    private Reg Store(NodeView n)
    {
        NodeView value = View(n.B);
        A64Op row = value.Type.IsFloat
            ? n.AccessBytes switch { 1 => A64Memory.StrFb, 2 => A64Memory.StrFh, 4 => A64Memory.StrS, 8 => A64Memory.StrD, _ => A64Memory.StrQ }
            : StoreRow(n.AccessBytes);
        Reg source = value.Type.IsFloat ? UseReg(value.Id) : UseOrZero(StoredBits(value.Id, n.AccessBytes));
        MachInst store = WithAddress(A64Inst.Make(row, 0) with { R1 = source }, n.A, n.Offset, n);
        if (n.MayTear)
        {
            Emit(ProbeOf(store, n.AccessBytes));
        }

        Emit(store);
        return Reg.None;
    }

    // A load from where a store will go. It faults where the store would, and has nothing to write before that.
    private MachInst ProbeOf(in MachInst store, int bytes)
    {
        A64Op load = bytes switch { 2 => A64Memory.LdrH, 4 => A64Memory.LdrW, 8 => A64Memory.LdrX, _ => A64Memory.LdrQ };
        Reg unused = bytes == 16 ? NewReg(IrType.V128) : A64Regs.Zero;
        return store with { Op = (store.Mem == MemKind.BaseIndex ? load.Indexed! : load).Id, R0 = unused, R1 = Reg.None };
    }

    private static A64Op StoreRow(int bytes) => bytes switch { 1 => A64Memory.StrB, 2 => A64Memory.StrH, 4 => A64Memory.StrW, _ => A64Memory.StrX };

    /// <summary>An access that takes its address from one register.</summary>
    private MachInst Atomic(A64Op op, NodeView n, Value address)
    {
        Reg @base = AddressReg(address);
        if (n.Offset != 0)
        {
            Reg sum = NewReg(RegClass.Int);
            if (IsImm12(n.Offset))
            {
                Emit(A64Inst.RegImm(A64Int.AddImm, 8, sum, @base, n.Offset));
            }
            else
            {
                Emit(A64Inst.Shifted(A64Int.Add, 8, sum, @base, LoadImmediate(8, n.Offset), A64Shift.Lsl, 0));
            }

            @base = sum;
        }

        MachInst inst = A64Inst.Make(op, n.AccessBytes) with { R2 = @base, Mem = MemKind.Base };
        return n.AccessTrap != 0 ? inst with { TrapCode = n.AccessTrap, Source = Location(n.Id) } : inst;
    }

    private Reg AtomicLoad(NodeView n)
    {
        Emit(Atomic(A64Memory.Ldar, n, n.A) with { R0 = DefReg(n.Id) });
        return DefReg(n.Id);
    }

    private Reg AtomicStore(NodeView n)
    {
        Reg source = UseReg(StoredBits(n.B, n.AccessBytes));
        Emit(Atomic(A64Memory.Stlr, n, n.A) with { R1 = source });
        return Reg.None;
    }

    private Reg AtomicUpdate(NodeView n, AtomicOp op)
    {
        Reg value = UseReg(StoredBits(n.B, n.AccessBytes));
        Reg old = TryGetDemanded(n.Id, out Reg wanted) ? wanted : NewReg(RegClass.Int);
        if (!HasLse)
        {
            Emit(Atomic(A64Memory.Ldaxr, n, n.A) with
            {
                Op = (ushort)A64Pseudo.AtomicLoop,
                R0 = old,
                R1 = value,
                R4 = NewReg(RegClass.Int),
                Imm = (long)op,
            });
            return old;
        }

        int size = n.AccessBytes == 8 ? 8 : 4;
        A64Op row = op switch
        {
            AtomicOp.Add or AtomicOp.Sub => A64Memory.Ldaddal,
            AtomicOp.And => A64Memory.Ldclral,
            AtomicOp.Or => A64Memory.Ldsetal,
            AtomicOp.Xor => A64Memory.Ldeoral,
            AtomicOp.Exchange => A64Memory.Swpal,
        };
        if (op == AtomicOp.Sub)
        {
            value = Int3(A64Int.Sub, size, NewReg(RegClass.Int), A64Regs.Zero, value);
        }
        else if (op == AtomicOp.And)
        {
            value = Int3(A64Int.Orn, size, NewReg(RegClass.Int), A64Regs.Zero, value);
        }

        Emit(Atomic(row, n, n.A) with { R0 = old, R1 = value });
        return old;
    }

    private Reg AtomicCompareExchange(NodeView n)
    {
        System.ReadOnlySpan<int> list = Ir.ListOf(n.Id);
        (Value address, Value expected, Value replacement) = (new(list[0]), new(list[1]), new(list[2]));
        Reg wanted = UseReg(StoredBits(expected, n.AccessBytes));
        Reg changed = UseReg(StoredBits(replacement, n.AccessBytes));
        Reg result = DefReg(n.Id);
        if (HasLse)
        {
            // What was expected is compared in the access's width, and the old value arrives zero-extended.
            Emit(Atomic(A64Memory.Casal, n, address) with { R0 = result, R1 = wanted, R4 = changed });
            return result;
        }

        if (n.AccessBytes < 4)
        {
            wanted = Bitfield(A64Int.Ubfm, 4, NewReg(RegClass.Int), wanted, 0, (n.AccessBytes * 8) - 1);
        }

        Emit(Atomic(A64Memory.Ldaxr, n, address) with
        {
            Op = (ushort)A64Pseudo.CompareExchangeLoop,
            R0 = result,
            R1 = wanted,
            R4 = changed,
        });
        return result;
    }

    private Reg Fence()
    {
        Emit(A64Inst.Make(A64Control.DmbIsh, 0));
        return Reg.None;
    }
}
