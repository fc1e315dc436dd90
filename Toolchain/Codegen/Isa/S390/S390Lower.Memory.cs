// Loads, stores, addresses, atomics. Memory is little-endian, the machine is not: integers are loaded and stored by instructions that reverse
// bytes, floats and vectors by way of general registers unless the processor reverses them too. An address is a base, an index and 20 bits.
//
// A vector is the reversed image of its 16 bytes: lane 0 of wasm is the rightmost one of the machine. A store in two halves begins with the upper
// one, because memory ends behind it: it traps before anything has been written.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

internal sealed partial class S390Lower
{
    /// <summary>A place in memory, ready for the operand of an instruction.</summary>
    private readonly record struct Place(MemKind Mem, Reg Base, Reg Index, int Disp, byte Trap, uint Source)
    {
        internal MachInst On(MachInst access, int offset = 0) => access with
        {
            Mem = Mem,
            R2 = Base,
            R3 = Index,
            Disp = Disp + offset,
            TrapCode = Trap,
            Source = Trap != 0 ? Source : access.Source,
        };
    }

    protected override void EmitLoad(IrType type, Reg to, Reg @base, int offset) => EmitLoad(type, to, PlaceAt(@base, offset));

    protected override void EmitStore(IrType type, Reg @base, int offset, Reg from) => EmitStore(type, PlaceAt(@base, offset), from);

    protected override void EmitLoadSlot(IrType type, Reg to, int slot, int offset) =>
        EmitLoad(type, to, new Place(MemKind.FrameSlot, Reg.None, Reg.None, slot + offset, 0, 0));

    private static Place PlaceAt(Reg @base, int offset) => new(MemKind.Base, @base, Reg.None, offset, 0, 0);

    private void EmitLoad(IrType type, Reg to, Place place)
    {
        switch (type)
        {
            case IrType.I32 or IrType.Ref:
                Reg narrow = NewReg(RegClass.Int);
                Emit(place.On(S390Inst.Make(S390Memory.Lrv) with { R0 = narrow }));
                Emit(S390Inst.Reg2(S390Int.Llgfr, to, narrow));
                break;
            case IrType.I64 or IrType.None:
                Emit(place.On(S390Inst.Make(S390Memory.Lrvg) with { R0 = to }));
                break;
            case IrType.F32:
                LoadFloat(to, place, 4);
                break;
            case IrType.F64:
                LoadFloat(to, place, 8);
                break;
            case IrType.V128:
                LoadVector(to, place, 16);
                break;
        }
    }

    private void EmitStore(IrType type, Place place, Reg from)
    {
        switch (type)
        {
            case IrType.I32 or IrType.Ref:
                Emit(place.On(S390Inst.Make(S390Memory.Strv) with { R1 = from }));
                break;
            case IrType.I64 or IrType.None:
                Emit(place.On(S390Inst.Make(S390Memory.Strvg) with { R1 = from }));
                break;
            case IrType.F32:
                StoreFloat(place, from, 4);
                break;
            case IrType.F64:
                StoreFloat(place, from, 8);
                break;
            case IrType.V128:
                StoreVector(place, from, 16);
                break;
        }
    }

    private void LoadFloat(Reg to, Place place, int bytes)
    {
        if (ReversesVectors)
        {
            Emit(place.On(S390Inst.Make(bytes == 4 ? S390Vector.Lerv : S390Vector.Ldrv) with { R0 = to }));
            return;
        }

        Reg bits = NewReg(RegClass.Int);
        Emit(place.On(S390Inst.Make(bytes == 4 ? S390Memory.Lrv : S390Memory.Lrvg) with { R0 = bits }));
        Emit(S390Inst.RegImm(S390Vector.Vlvg[bytes == 4 ? 2 : 3], to, Undefined(bytes == 4 ? IrType.F32 : IrType.F64), 0) with { R2 = bits });
    }

    private void StoreFloat(Place place, Reg from, int bytes)
    {
        if (ReversesVectors)
        {
            Emit(place.On(S390Inst.Make(bytes == 4 ? S390Vector.Sterv : S390Vector.Stdrv) with { R1 = from }));
            return;
        }

        Reg bits = IntImm(S390Vector.Vlgv[bytes == 4 ? 2 : 3], NewReg(RegClass.Int), from, 0);
        Emit(place.On(S390Inst.Make(bytes == 4 ? S390Memory.Strv : S390Memory.Strvg) with { R1 = bits }));
    }

    // The low bytes; the others become zero.
    private void LoadVector(Reg to, Place place, int bytes)
    {
        if (bytes == 16 && ReversesVectors)
        {
            Emit(place.On(S390Inst.Make(S390Vector.Vlbrq) with { R0 = to }));
            return;
        }

        Reg low = NewReg(RegClass.Int);
        Reg high = bytes == 16 ? NewReg(RegClass.Int) : LoadImmediate(8, 0);
        if (bytes == 4)
        {
            EmitLoad(IrType.I32, low, place);
        }
        else
        {
            Emit(place.On(S390Inst.Make(S390Memory.Lrvg) with { R0 = low }));
        }

        if (bytes == 16)
        {
            Emit(place.On(S390Inst.Make(S390Memory.Lrvg) with { R0 = high }, offset: 8));
        }

        Emit(S390Inst.Reg3(S390Vector.Vlvgp, to, high, low));
    }

    private void StoreVector(Place place, Reg from, int bytes)
    {
        if (bytes == 16 && ReversesVectors)
        {
            Emit(place.On(S390Inst.Make(S390Vector.Vstbrq) with { R1 = from }));
            return;
        }

        for (int half = bytes == 16 ? 1 : 0; half >= 0; half--)
        {
            Reg bits = IntImm(S390Vector.Vlgv[3], NewReg(RegClass.Int), from, 1 - half);
            Emit(place.On(S390Inst.Make(StoreRow(Math.Min(bytes, 8))) with { R1 = bits }, half * 8));
        }
    }

    private static S390Op StoreRow(int bytes) => bytes switch { 1 => S390Memory.Stcy, 2 => S390Memory.Strvh, 4 => S390Memory.Strv, _ => S390Memory.Strvg };

    /// <summary>The place at <paramref name="address"/> and its offset that a node accesses.</summary>
    private Place PlaceOf(Value address, NodeView n)
    {
        long offset = n.Offset;
        NodeView node = WithoutOffset(address, ref offset);
        (byte trap, uint source) = n.AccessTrap != 0 ? (n.AccessTrap, Location(n.Id)) : ((byte)0, 0u);
        return node.Op switch
        {
            Opcode.StackAddr => new Place(MemKind.FrameSlot, Reg.None, Reg.None, (int)offset + SlotOffset(node), trap, source),
            Opcode.Iadd or Opcode.RefAddr => new Place(MemKind.BaseIndex, AddressReg(node.A), AddressReg(node.B), (int)offset, trap, source),
            _ => new Place(MemKind.Base, AddressReg(node.Id), Reg.None, (int)offset, trap, source),
        };
    }

    private Reg Load(NodeView n)
    {
        Reg result = DefReg(n.Id);
        Place place = PlaceOf(n.A, n);
        if (result.Class == RegClass.Float)
        {
            if (n.Type == IrType.V128)
            {
                LoadVector(result, place, n.AccessBytes);
            }
            else
            {
                LoadFloat(result, place, n.AccessBytes);
            }

            return result;
        }

        bool isWide = n.Type.Size == 8;
        switch (n.AccessBytes, n.SignExtends)
        {
            case (1, false):
                Emit(place.On(S390Inst.Make(S390Memory.Llgc) with { R0 = result }));
                break;
            case (1, true):
                Emit(place.On(S390Inst.Make(isWide ? S390Memory.Lgb : S390Memory.Lb) with { R0 = result }));
                break;
            case (2, var signed):
                Reg half = NewReg(RegClass.Int);
                Emit(place.On(S390Inst.Make(S390Memory.Lrvh) with { R0 = half }));
                Emit(S390Inst.Reg2(!signed ? S390Int.Llghr : isWide ? S390Int.Lghr : S390Int.Lhr, result, half));
                break;
            case (4, var signed) when isWide || n.Type == IrType.Ref:
                Reg word = NewReg(RegClass.Int);
                Emit(place.On(S390Inst.Make(S390Memory.Lrv) with { R0 = word }));
                Emit(S390Inst.Reg2(signed ? S390Int.Lgfr : S390Int.Llgfr, result, word));
                break;
            default:
                Emit(place.On(S390Inst.Make(n.AccessBytes == 4 ? S390Memory.Lrv : S390Memory.Lrvg) with { R0 = result }));
                break;
        }

        return result;
    }

    private Reg Store(NodeView n)
    {
        NodeView value = View(n.B);

        // Of a float that is only copied nothing but its bits is needed.
        bool isCopy = value is { Op: Opcode.Load or Opcode.LoadInvariant, Type: IrType.F32 or IrType.F64, IsSingleUse: true } && !ReversesVectors;
        Reg source = isCopy ? DefReg(value.Id, RegClass.Int) : UseReg(value.Type.IsFloat ? value.Id : StoredBits(value.Id, n.AccessBytes));
        Place place = PlaceOf(n.A, n);
        switch (value.Type)
        {
            case IrType.F32 or IrType.F64 when source.Class == RegClass.Int:
                Emit(place.On(S390Inst.Make(StoreRow(n.AccessBytes)) with { R1 = source }));
                break;
            case IrType.V128:
                StoreVector(place, source, n.AccessBytes);
                break;
            case IrType.F32 or IrType.F64:
                StoreFloat(place, source, n.AccessBytes);
                break;
            default:
                Emit(place.On(S390Inst.Make(StoreRow(n.AccessBytes)) with { R1 = source }));
                break;
        }

        return Reg.None;
    }

    // Stores may still wait in front of later loads; this waits for them.
    private Reg AtomicStore(NodeView n)
    {
        _ = Store(n);
        return Fence();
    }

    private Reg Fence()
    {
        Emit(S390Inst.Make(S390Control.Bnor) with { R1 = S390Regs.Scratch0 });
        return Reg.None;
    }

    /// <summary>An access that takes its address from one register.</summary>
    private MachInst Atomic(MachInst inst, NodeView n, Value address)
    {
        Reg sum = AddressReg(address);
        if (n.Offset != 0)
        {
            Reg moved = NewReg(RegClass.Int);
            Emit(S390Inst.Load(S390Memory.Lay, moved, sum, (int)n.Offset));
            sum = moved;
        }

        if (n.AccessBytes < 4)
        {
            // The word around the part, and where the part stands in it.
            (Reg word, Reg bits) = (NewReg(RegClass.Int), NewReg(RegClass.Int));
            Emit(S390Inst.Run(word, sum, 0, 61, 0));
            Emit(S390Inst.Shift(S390Int.Sllg, bits, sum, 3));
            (sum, inst.R3) = (word, bits);
        }

        inst = inst with { R2 = sum, Size = (byte)n.AccessBytes };
        return n.AccessTrap != 0 ? inst with { TrapCode = n.AccessTrap, Source = Location(n.Id) } : inst;
    }

    private Reg AtomicUpdate(NodeView n, AtomicOp op)
    {
        Reg value = UseReg(StoredBits(n.B, n.AccessBytes));
        Reg old = TryGetDemanded(n.Id, out Reg wanted) ? wanted : NewReg(RegClass.Int);
        if (n.AccessBytes < 4)
        {
            value = NarrowOperand(value, n.AccessBytes, op);
            Emit(Atomic(new MachInst { Op = (ushort)S390Pseudo.AtomicNarrowLoop, R0 = old, R1 = value, Imm = (long)op }, n, n.A));
            return old;
        }

        bool isWide = n.AccessBytes == 8;
        Reg raw = isWide || n.Type.Size == 4 ? old : NewReg(RegClass.Int);
        S390Op? fetch = (op, isWide) switch
        {
            (AtomicOp.And, true) => S390Memory.Lang,
            (AtomicOp.And, false) => S390Memory.Lan,
            (AtomicOp.Or, true) => S390Memory.Laog,
            (AtomicOp.Or, false) => S390Memory.Lao,
            (AtomicOp.Xor, true) => S390Memory.Laxg,
            (AtomicOp.Xor, false) => S390Memory.Lax,
            _ => null,
        };
        if (fetch is null)
        {
            Emit(Atomic(new MachInst { Op = (ushort)S390Pseudo.AtomicLoop, R0 = raw, R1 = value, Imm = (long)op }, n, n.A));
        }
        else
        {
            // Bits do not care for the order of bytes, as long as it is the same.
            S390Op reverse = isWide ? S390Int.Lrvgr : S390Int.Lrvr;
            (Reg reversed, Reg found) = (NewReg(RegClass.Int), NewReg(RegClass.Int));
            Emit(S390Inst.Reg2(reverse, reversed, value));
            Emit(Atomic(S390Inst.Make(fetch) with { R0 = found, R1 = reversed, Mem = MemKind.Base }, n, n.A) with { Size = 0 });
            Emit(S390Inst.Reg2(reverse, raw, found));
        }

        if (raw != old)
        {
            Emit(S390Inst.Reg2(S390Int.Llgfr, old, raw));
        }

        return old;
    }

    // What AtomicNarrowLoop wants: nothing but the part for or and xor, all bits around it for and, its bytes as in memory.
    private Reg NarrowOperand(Reg value, int bytes, AtomicOp op)
    {
        if (bytes == 2)
        {
            if (op is AtomicOp.Add or AtomicOp.Sub)
            {
                Reg upper = NewReg(RegClass.Int);
                Emit(S390Inst.Shift(S390Int.Sllk, upper, value, 16));
                return upper;
            }

            value = Reverse16(value);
        }

        switch (op)
        {
            case AtomicOp.And:
                return IntImm(S390Int.Oilf, NewReg(RegClass.Int), value, bytes == 1 ? 0xffff_ff00 : 0xffff_0000);
            case AtomicOp.Or or AtomicOp.Xor when bytes == 1:
                Reg part = NewReg(RegClass.Int);
                Emit(S390Inst.Reg2(S390Int.Llgcr, part, value));
                return part;
            default:
                return value;
        }
    }

    // The low 2 bytes exchanged, nothing above.
    private Reg Reverse16(Reg value)
    {
        (Reg reversed, Reg part) = (NewReg(RegClass.Int), NewReg(RegClass.Int));
        Emit(S390Inst.Reg2(S390Int.Lrvr, reversed, value));
        Emit(S390Inst.Run(part, reversed, 48, 63, 48));
        return part;
    }

    private Reg AtomicCompareExchange(NodeView n)
    {
        ReadOnlySpan<int> list = Ir.ListOf(n.Id);
        (Value address, Value expected, Value replacement) = (new(list[0]), new(list[1]), new(list[2]));
        Reg wanted = UseReg(StoredBits(expected, n.AccessBytes));
        Reg changed = UseReg(StoredBits(replacement, n.AccessBytes));
        Reg result = DefReg(n.Id);
        if (n.AccessBytes < 4)
        {
            if (n.AccessBytes == 2)
            {
                (wanted, changed) = (Reverse16(wanted), Reverse16(changed));
            }
            else
            {
                Reg part = NewReg(RegClass.Int);
                Emit(S390Inst.Reg2(S390Int.Llgcr, part, wanted));
                wanted = part;
            }

            Emit(Atomic(new MachInst { Op = (ushort)S390Pseudo.CompareExchangeNarrow, R0 = result, R1 = wanted, R4 = changed }, n, address));
            return result;
        }

        bool isWide = n.AccessBytes == 8;
        S390Op reverse = isWide ? S390Int.Lrvgr : S390Int.Lrvr;
        (Reg reversedWanted, Reg reversedChanged, Reg found) = (NewReg(RegClass.Int), NewReg(RegClass.Int), NewReg(RegClass.Int));
        Emit(S390Inst.Reg2(reverse, reversedWanted, wanted));
        Emit(S390Inst.Reg2(reverse, reversedChanged, changed));
        MachInst swap = S390Inst.Make(isWide ? S390Memory.Csg : S390Memory.Cs) with { R0 = found, R1 = reversedWanted, R4 = reversedChanged, Mem = MemKind.Base };
        Emit(Atomic(swap, n, address) with { Size = 0 });
        Reg raw = isWide || n.Type.Size == 4 ? result : NewReg(RegClass.Int);
        Emit(S390Inst.Reg2(reverse, raw, found));
        if (raw != result)
        {
            Emit(S390Inst.Reg2(S390Int.Llgfr, result, raw));
        }

        return result;
    }
}
