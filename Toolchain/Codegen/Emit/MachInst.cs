// One machine instruction of any instruction set: a flat struct with named fields, kept in lists. Which fields an instruction
// uses is decided by the format of its row (Op); constructors per format (X64Inst...) fill them, so nobody sets them by hand.
//
// Convention of the register fields, the same for all formats:
//   R0  the result (definition)
//   R1  the first register source; where the machine has two-address forms, R1 is tied to R0 (same register once allocated)
//   R2  the "register or memory" source when Mem is None, else the base register of the memory operand
//   R3  the index register when Mem is BaseIndex
//   R4  a further result or source (high half of a product, remainder, new value of a compare-exchange)
// Implied registers (rax in a division) are fields too: allocator, checker and printer see them like any other operand.
namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>What the memory operand of an instruction is; <see cref="None"/>: the operand is the register <see cref="MachInst.R2"/>.</summary>
public enum MemKind : byte
{
    /// <summary>No memory operand.</summary>
    None,

    /// <summary><c>[R2 + Disp]</c>.</summary>
    Base,

    /// <summary><c>[R2 + R3 * 2^Scale + Disp]</c>; R2 may be <see cref="Reg.None"/>.</summary>
    BaseIndex,

    /// <summary><c>[pc + Disp]</c>, a finished distance from the end of the instruction.</summary>
    PcRelative,

    /// <summary>The place of label <see cref="MachInst.Target"/>, plus Disp.</summary>
    Label,

    /// <summary>The symbol <see cref="MachInst.Target"/> plus Disp: leaves a relocation.</summary>
    Symbol,

    /// <summary>The constant or jump table <see cref="MachInst.Target"/> of the <see cref="CodeBuffer"/>, plus Disp.</summary>
    Pool,

    /// <summary>A slot of the function's own frame at Disp; lowering replaces it by <see cref="Base"/> once the frame is laid out.</summary>
    FrameSlot,
}

/// <summary>A machine instruction; see the top of this file for the meaning of the register fields.</summary>
public struct MachInst
{
    /// <summary>Row number in the instruction set's table.</summary>
    public ushort Op;

    /// <summary>Operand size in bytes where the row leaves a choice, else 0.</summary>
    public byte Size;

    /// <summary>Condition code, in the instruction set's numbering.</summary>
    public byte Cond;

    /// <summary>Kind of the memory operand.</summary>
    public MemKind Mem;

    /// <summary>Base-2 logarithm of the index factor.</summary>
    public byte Scale;

    /// <summary>Trap code if this instruction may fault as an expected trap, else 0; emission records the trap site.</summary>
    public byte TrapCode;

    /// <summary>Result.</summary>
    public Reg R0;

    /// <summary>First source; tied to <see cref="R0"/> in two-address forms.</summary>
    public Reg R1;

    /// <summary>Register-or-memory source, or memory base.</summary>
    public Reg R2;

    /// <summary>Memory index, or a further source.</summary>
    public Reg R3;

    /// <summary>Second result or further source.</summary>
    public Reg R4;

    /// <summary>Displacement of the memory operand in bytes.</summary>
    public int Disp;

    /// <summary>Label, symbol or pool number, as <see cref="Mem"/> says.</summary>
    public int Target;

    /// <summary>Wasm byte offset this instruction comes from; <see cref="CodeBuffer.NoSource"/> for none.</summary>
    public uint Source;

    /// <summary>Immediate.</summary>
    public long Imm;

    /// <summary>Reads the register field <paramref name="field"/> (0 to 4).</summary>
    public readonly Reg this[int field] => field switch { 0 => R0, 1 => R1, 2 => R2, 3 => R3, _ => R4 };

    /// <summary>Replaces the register field <paramref name="field"/> (0 to 4), as allocation does.</summary>
    public void SetReg(int field, Reg register)
    {
        switch (field)
        {
            case 0: R0 = register; break;
            case 1: R1 = register; break;
            case 2: R2 = register; break;
            case 3: R3 = register; break;
            default: R4 = register; break;
        }
    }
}
