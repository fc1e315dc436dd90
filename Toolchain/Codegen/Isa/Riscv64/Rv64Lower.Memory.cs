// Loads, stores, addresses, atomics. There is one addressing mode: a register and 12 signed bits. A longer displacement is made by the emitter
// with a scratch register, so that lowering need not know how long it is.
//
// Atomics of 8 and 16 bits are loops over the word that holds them: the operand is shifted to its place, and a mask says what may change.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

internal sealed partial class Rv64Lower
{
    private const int WordBytes = 4;

    // Sets of a fence: what is in front, and what is behind; bit 1 reads, bit 0 writes.
    private const int FullFence = 0x33;
    private const int ReadFence = 0x23;
    private const int WriteFence = 0x31;

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

        access.R2 = AddressReg(node.Id);
        return access;
    }

    private Reg Load(NodeView n)
    {
        if (n.Type == IrType.V128)
        {
            return LoadVector(n);
        }

        Emit(WithAddress(Rv64Inst.Make(LoadRow(n)) with { R0 = DefReg(n.Id) }, n.A, n.Offset, n));
        return DefReg(n.Id);
    }

    private static Rv64Op LoadRow(NodeView n)
    {
        if (n.Type.IsFloat)
        {
            return LoadRow(n.Type);
        }

        return (n.AccessBytes, n.SignExtends) switch
        {
            (1, false) => Rv64Memory.Lbu,
            (1, true) => Rv64Memory.Lb,
            (2, false) => Rv64Memory.Lhu,
            (2, true) => Rv64Memory.Lh,
            (4, var isSigned) => n.Type == IrType.I32 || isSigned ? Rv64Memory.Lw : Rv64Memory.Lwu,
            _ => Rv64Memory.Ld,
        };
    }

    private Reg Store(NodeView n)
    {
        NodeView value = View(n.B);
        if (value.Type == IrType.V128)
        {
            return StoreVector(n, value);
        }

        Rv64Op row = value.Type.IsFloat ? StoreRow(value.Type) : StoreRow(n.AccessBytes);
        Reg source = value.Type.IsFloat ? UseReg(value.Id) : UseOrZero(StoredBits(value.Id, n.AccessBytes));
        return EmitStore(WithAddress(Rv64Inst.Make(row) with { R1 = source }, n.A, n.Offset, n), n);
    }

    // What may reach over the end of memory would write its first bytes: vectors are stored element by element, and other stores byte by byte if the
    // machine does not like their address. A load of the last byte faults where any byte of the store would, and has nothing to write before that.
    private Reg EmitStore(in MachInst store, NodeView n)
    {
        if (n.MayTear)
        {
            Emit(Rv64Inst.Load(Rv64Memory.Lbu, Rv64Regs.Zero, store.R2, store.Disp + n.AccessBytes - 1) with
            {
                Mem = store.Mem,
                TrapCode = store.TrapCode,
                Source = store.Source,
            });
        }

        Emit(store);
        return Reg.None;
    }

    private static Rv64Op StoreRow(int bytes) => bytes switch { 1 => Rv64Memory.Sb, 2 => Rv64Memory.Sh, 4 => Rv64Memory.Sw, _ => Rv64Memory.Sd };

    private Reg AtomicLoad(NodeView n)
    {
        Fence(FullFence);
        Load(n);
        Fence(ReadFence);
        return DefReg(n.Id);
    }

    private Reg AtomicStore(NodeView n)
    {
        Fence(WriteFence);
        Store(n);
        Fence(FullFence);
        return Reg.None;
    }

    private Reg Fence(int sets)
    {
        Emit(Rv64Inst.Make(Rv64Int.Fence) with { Imm = sets });
        return Reg.None;
    }

    /// <summary>The address of an access that takes it from one register.</summary>
    private Reg AtomicAddress(NodeView n, Value address)
    {
        Reg @base = AddressReg(address);
        return n.Offset == 0 ? @base
            : Rv64Constants.FitsImm12(n.Offset) ? RegImm(Rv64Int.Addi, @base, n.Offset)
            : Int3(Rv64Int.Add, @base, LoadImmediate(n.Offset));
    }

    private MachInst Atomic(ushort op, NodeView n, Reg address)
    {
        MachInst inst = new() { Op = op, R2 = address, Size = (byte)n.AccessBytes, Source = CodeBuffer.NoSource };
        return n.AccessTrap != 0 ? inst with { TrapCode = n.AccessTrap, Source = Location(n.Id) } : inst;
    }

    private Reg AtomicUpdate(NodeView n, AtomicOp op)
    {
        Reg value = UseReg(StoredBits(n.B, n.AccessBytes));
        Reg result = TryGetDemanded(n.Id, out Reg wanted) ? wanted : NewReg(RegClass.Int);
        Reg address = AtomicAddress(n, n.A);
        if (n.AccessBytes < WordBytes)
        {
            Place place = PlaceOf(n, address);
            Reg old = NewReg(RegClass.Int);
            Emit(Atomic((ushort)Rv64Pseudo.AtomicLoop, n, place.Word) with
            {
                R0 = old,
                R1 = Shifted(n, value, place),
                R3 = place.Mask,
                R4 = NewReg(RegClass.Int),
                Imm = (long)op,
            });
            return Extracted(result, n, old, place);
        }

        bool isWord = n.AccessBytes == WordBytes;
        if (op == AtomicOp.Sub)
        {
            value = Int3(Rv64Int.Sub, Rv64Regs.Zero, value);
        }

        Rv64Op row = op switch
        {
            AtomicOp.Add or AtomicOp.Sub => isWord ? Rv64Memory.AmoAddW : Rv64Memory.AmoAddD,
            AtomicOp.And => isWord ? Rv64Memory.AmoAndW : Rv64Memory.AmoAndD,
            AtomicOp.Or => isWord ? Rv64Memory.AmoOrW : Rv64Memory.AmoOrD,
            AtomicOp.Xor => isWord ? Rv64Memory.AmoXorW : Rv64Memory.AmoXorD,
            AtomicOp.Exchange => isWord ? Rv64Memory.AmoSwapW : Rv64Memory.AmoSwapD,
        };
        Reg raw = isWord && n.Type.Size == 8 ? NewReg(RegClass.Int) : result;
        Emit(Atomic(row.Id, n, address) with { R0 = raw, R1 = value, Mem = MemKind.Base });
        return raw == result ? result : ZeroExtend(result, raw);
    }

    private Reg AtomicCompareExchange(NodeView n)
    {
        System.ReadOnlySpan<int> list = Ir.ListOf(n.Id);
        (Value address, Value expected, Value replacement) = (new(list[0]), new(list[1]), new(list[2]));
        Reg wanted = UseReg(StoredBits(expected, n.AccessBytes));
        Reg changed = UseReg(StoredBits(replacement, n.AccessBytes));
        Reg result = DefReg(n.Id);
        Reg at = AtomicAddress(n, address);
        MachInst loop = Atomic((ushort)Rv64Pseudo.CompareExchangeLoop, n, at);
        if (n.AccessBytes < WordBytes)
        {
            Place place = PlaceOf(n, at);
            Reg old = NewReg(RegClass.Int);
            (Reg wantedThere, Reg changedThere) = (Shifted(n, wanted, place), Shifted(n, changed, place));
            Emit(loop with { R0 = old, R1 = wantedThere, R2 = place.Word, R3 = place.Mask, R4 = changedThere });
            return Extracted(result, n, old, place);
        }

        // What is loaded is sign-extended.
        bool isPart = n.AccessBytes == WordBytes;
        Reg raw = isPart && n.Type.Size == 8 ? NewReg(RegClass.Int) : result;
        Emit(loop with { R0 = raw, R1 = isPart ? RegImm(Rv64Int.Addiw, wanted, 0) : wanted, R4 = changed });
        return raw == result ? result : ZeroExtend(result, raw);
    }

    /// <summary>Where a small access lies.</summary>
    /// <param name="Word">Address of the word that holds it.</param>
    /// <param name="Shift">Bits below it there.</param>
    /// <param name="Mask">Its bits there.</param>
    private readonly record struct Place(Reg Word, Reg Shift, Reg Mask);

    // Shifts of words take the low five bits of the count: the last two of the address are what counts.
    private Place PlaceOf(NodeView n, Reg address)
    {
        Reg shift = RegImm(Rv64Int.Slli, address, 3);
        Reg mask = Int3(Rv64Int.Sllw, LoadImmediate((1L << (n.AccessBytes * 8)) - 1), shift);
        return new Place(RegImm(Rv64Int.Andi, address, -WordBytes), shift, mask);
    }

    private Reg Shifted(NodeView n, Reg value, Place place) => Int3(Rv64Int.Sllw, LowBits(NewReg(RegClass.Int), n, value), place.Shift);

    private Reg Extracted(Reg d, NodeView n, Reg word, Place place) => LowBits(d, n, Int3(Rv64Int.Srlw, word, place.Shift));

    private Reg LowBits(Reg d, NodeView n, Reg value) => n.AccessBytes == 1
        ? RegImm(Rv64Int.Andi, d, value, 0xff)
        : RegImm(Rv64Int.Srli, d, RegImm(Rv64Int.Slli, value, 48), 48);
}
