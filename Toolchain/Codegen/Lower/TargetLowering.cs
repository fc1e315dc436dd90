// What the lowerings of all instruction sets do alike beyond calls: ends of blocks, and looking through operations that an instruction does
// not notice.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Lower;

/// <summary>Lowers functions; an instruction set derives from it.</summary>
/// <param name="registers">The calling convention.</param>
/// <param name="allRegisters">What a call of an unknown function changes.</param>
internal abstract class TargetLowering(AbiRegisters registers, RegisterSet allRegisters) : CallLowering(registers, allRegisters)
{
    /// <summary>Emits the branch of a block: to the first successor if the value is not zero.</summary>
    protected abstract void EmitBranch(Value condition);

    /// <summary>Emits a jump to the successor with the number in a register, or to the last one.</summary>
    protected virtual void EmitJumpTable(Reg index) => Emit(new MachInst { Op = (ushort)SharedPseudo.JumpTable, R1 = index });

    protected sealed override void LowerTerminator(NodeView node)
    {
        switch (node.Op)
        {
            case Opcode.BrIf:
                EmitBranch(node.A);
                break;
            case Opcode.BrTable:
                EmitJumpTable(UseReg(node.A));
                break;
            case Opcode.TryCall or Opcode.TryCallIndirect:
                _ = Call(node, indirect: node.Op == Opcode.TryCallIndirect, hasHandler: true);
                break;
            case Opcode.Return:
                Return(Ir.ListOf(node.Id));
                break;
            case Opcode.ReturnCall:
                TailCall(node, indirect: false);
                break;
            case Opcode.ReturnCallIndirect:
                TailCall(node, indirect: true);
                break;
            case Opcode.Trap:
                Emit(new MachInst { Op = (ushort)SharedPseudo.Trap, TrapCode = node.TrapCode, Source = CurrentLocation });
                break;
            default:
                _ = Misplaced(node);
                break;
        }
    }

    /// <summary>Whether no instruction of this function's own gives the value here: it is handed over by a block, a caller or a callee.</summary>
    protected static bool ComesFromElsewhere(Opcode op)
    {
        ref readonly OpcodeRow row = ref OpcodeTable.Of(op);
        return row.Kind == OpKind.Meta || (row.Effects & Effects.Calls) != Effects.None;
    }

    protected Reg Misplaced(NodeView node) =>
        throw new InvalidOperationException($"function '{Ir.Name}': {OpcodeTable.Of(node.Op).Name} ({node.Id}) stands where lowering expects an operation to emit");

    protected static bool FitsInt32(long value) => value == (int)value;

    /// <summary>A 64-bit value as part of an address; the reserved register needs no copy.</summary>
    protected Reg AddressReg(Value value) => View(value).Op == Opcode.Vmctx ? Registers.Vmctx : UseReg(value);

    /// <summary>Takes constant addends off an address as long as the offset stays within 32 bits.</summary>
    protected NodeView WithoutOffset(Value address, ref long offset)
    {
        NodeView node = View(address);
        while (node.Op == Opcode.Iadd && View(node.B) is { Op: Opcode.Iconst } k && FitsInt32(offset + k.Imm))
        {
            offset += k.Imm;
            node = View(node.A);
        }

        return node;
    }

    /// <summary>The value without operations that leave its low <paramref name="bytes"/> bytes alone.</summary>
    protected Value StoredBits(Value value, int bytes)
    {
        long mask = bytes == 8 ? -1 : (1L << (bytes * 8)) - 1;
        while (true)
        {
            NodeView view = View(value);
            switch (view.Op)
            {
                case Opcode.Iand when View(view.B) is { Op: Opcode.Iconst, Imm: var k } && (k & mask) == mask:
                case Opcode.Uextend or Opcode.Sextend or Opcode.Sextend32 when bytes <= 4:
                case Opcode.Sextend16 when bytes <= 2:
                case Opcode.Sextend8 when bytes == 1:
                case Opcode.Ireduce:
                    value = view.A;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>The count without operations that only change bits the hardware ignores: masks, extensions, truncations.</summary>
    protected Value ShiftCount(Value count, int sizeInBytes)
    {
        int mask = (sizeInBytes * 8) - 1;
        while (true)
        {
            NodeView view = View(count);
            switch (view.Op)
            {
                case Opcode.Iand when View(view.B) is { Op: Opcode.Iconst, Imm: var k } && (k & mask) == mask:
                case Opcode.Uextend or Opcode.Sextend or Opcode.Ireduce:
                    count = view.A;
                    break;
                default:
                    return count;
            }
        }
    }
}
