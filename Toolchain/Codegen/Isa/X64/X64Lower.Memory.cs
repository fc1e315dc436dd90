// Loads, stores and addresses. An address is taken apart as far as base + index*{1,2,4,8} + disp32 reaches; the 32-bit index of a wasm
// memory needs no zero-extension of its own when its producer already cleared the upper half. A load that only one instruction wants, with
// no effect in between, becomes that instruction's memory operand.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Lower
{
    /// <summary>The memory operand of a load or store node; traps are its own.</summary>
    private X64Mem MemoryOf(NodeView access)
    {
        X64Mem mem = Address(access.A, access.Offset);
        return access.AccessTrap != 0 ? mem with { TrapCode = access.AccessTrap, Location = Location(access.Id) } : mem;
    }

    /// <summary>The best addressing mode for <paramref name="address"/> + <paramref name="offset"/>.</summary>
    private X64Mem Address(Value address, long offset)
    {
        NodeView node = View(address);

        // A constant addend moves into the displacement as long as that stays in range.
        while (node.Op == Opcode.Iadd)
        {
            if (View(node.B) is { Op: Opcode.Iconst } right && FitsInt32(offset + right.Imm))
            {
                offset += right.Imm;
                node = View(node.A);
            }
            else if (View(node.A) is { Op: Opcode.Iconst } left && FitsInt32(offset + left.Imm))
            {
                offset += left.Imm;
                node = View(node.B);
            }
            else
            {
                break;
            }
        }

        int disp = (int)offset;
        return node switch
        {
            // [slot + disp]
            { Op: Opcode.StackAddr } slot => X64Mem.OnStack(SlotOffset(slot), disp),

            // [heap base + reference + disp]
            { Op: Opcode.RefAddr } r => X64Mem.At(AddressReg(r.A), UseReg(r.B), 0, disp),

            // [a + b*2^k + disp]
            { Op: Opcode.Iadd } sum when TryAddressIndex(sum.B, out Value index, out byte shift) => X64Mem.At(AddressReg(sum.A), AddressReg(index), shift, disp),
            { Op: Opcode.Iadd } sum when TryAddressIndex(sum.A, out Value index, out byte shift) => X64Mem.At(AddressReg(sum.B), AddressReg(index), shift, disp),

            // [a + b + disp]
            { Op: Opcode.Iadd } sum => X64Mem.At(AddressReg(sum.A), AddressReg(sum.B), 0, disp),

            // [a + disp]
            _ => X64Mem.At(AddressReg(node.Id), disp),
        };
    }

    private bool TryAddressIndex(Value value, out Value index, out byte shift)
    {
        if (View(value) is { Op: Opcode.Ishl } shl && View(shl.B) is { Op: Opcode.Iconst, Imm: >= 1 and <= 3 and var k })
        {
            (index, shift) = (shl.A, (byte)k);
            return true;
        }

        (index, shift) = (Value.None, 0);
        return false;
    }

    // lea r, [base + reference]: only where no access takes the address as it is
    private Reg RefAddr(NodeView n) => Lea(n, X64Mem.At(AddressReg(n.A), UseReg(n.B), 0, 0));

    private Reg Load(NodeView n)
    {
        X64Mem mem = MemoryOf(n);
        if (n.Type.IsFloat)
        {
            return V1(X64Rows.FloatLoad(n.AccessBytes), DefReg(n.Id), mem);
        }

        return LoadInt(n, mem);
    }

    private Reg LoadInt(NodeView n, X64Mem mem) => (n.AccessBytes, n.SignExtends) switch
    {
        (1, false) => LoadExtended(X64Extend.Zero8, 4, DefReg(n.Id), mem),
        (2, false) => LoadExtended(X64Extend.Zero16, 4, DefReg(n.Id), mem),
        (4, false) => LoadPlain(4, DefReg(n.Id), mem),
        (1, true) => LoadExtended(X64Extend.Sign8, n.Type.Size, DefReg(n.Id), mem),
        (2, true) => LoadExtended(X64Extend.Sign16, n.Type.Size, DefReg(n.Id), mem),
        (4, true) when n.Type.Size == 8 => LoadExtended(X64Extend.Sign32, 8, DefReg(n.Id), mem),
        _ => LoadPlain(n.AccessBytes, DefReg(n.Id), mem),
    };

    private Reg Store(NodeView n)
    {
        int bytes = n.AccessBytes;
        NodeView value = View(n.B);
        if (value is { Op: Opcode.VextractU, IsSingleUse: true } && value.Lanes.Bytes == bytes)
        {
            return StoreLane(n, value);
        }

        if (value.Type.IsFloat)
        {
            Reg source = UseReg(value.Id);
            return StoreFloat(value.Type, MemoryOf(n), source);
        }

        // op [mem], x: the old value comes from the same address and nobody else wants old or new
        if (TryReadModifyWrite(n, value))
        {
            return Reg.None;
        }

        // mov [mem], imm
        if (value.Op == Opcode.Iconst && (bytes < 8 || FitsInt32(value.Imm)))
        {
            return StoreImm(bytes, MemoryOf(n), (int)value.Imm);
        }

        Reg reg = UseReg(StoredBits(value.Id, bytes));
        return StoreInt(bytes, MemoryOf(n), reg);
    }

    private bool TryReadModifyWrite(NodeView store, NodeView value)
    {
        if (!value.IsSingleUse)
        {
            return false;
        }

        X64Alu? alu = value.Op switch
        {
            Opcode.Iadd => X64Alu.Add,
            Opcode.Isub => X64Alu.Sub,
            Opcode.Iand => X64Alu.And,
            Opcode.Ior => X64Alu.Or,
            Opcode.Ixor => X64Alu.Xor,
            _ => null,
        };
        if (alu is not { } op)
        {
            return false;
        }

        NodeView left = View(value.A);
        NodeView right = View(value.B);
        if (op != X64Alu.Sub && ReadsWhatIsWritten(right, store))
        {
            (left, right) = (right, left);
        }

        if (!ReadsWhatIsWritten(left, store))
        {
            return false;
        }

        MarkSunk(left.Id);
        int bytes = store.AccessBytes;
        if (right.Op == Opcode.Iconst && (bytes < 8 || FitsInt32(right.Imm)))
        {
            AluMemImm(op, bytes, MemoryOf(left), (int)right.Imm);
            return true;
        }

        Reg source = UseReg(right.Id);
        AluMemReg(op, bytes, MemoryOf(left), source);
        return true;
    }

    private bool ReadsWhatIsWritten(NodeView load, NodeView store) =>
        load.Op == Opcode.Load && load.AccessBytes == store.AccessBytes && load.A == store.A && load.Offset == store.Offset && CanSinkAnyWidth(load);
}
