// Operands as lowering sees them, before they are spread over the fields of a MachInst.
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>What a memory operand is relative to.</summary>
internal enum X64MemKind : byte
{
    /// <summary>Base and index registers.</summary>
    Registers,

    /// <summary>A stack slot of the function; <see cref="X64Mem.Disp"/> counts from its first byte.</summary>
    StackSlot,

    /// <summary>An entry of the function's constant pool.</summary>
    Constant,
}

/// <summary>A memory operand: base + index * 2^shift + disp, a stack slot, or a pooled constant.</summary>
internal readonly record struct X64Mem
{
    /// <summary>What <see cref="Base"/> or <see cref="Slot"/> means.</summary>
    internal X64MemKind Kind { get; init; }

    /// <summary>Base register, or none.</summary>
    internal Reg Base { get; init; }

    /// <summary>Index register, or none.</summary>
    internal Reg Index { get; init; }

    /// <summary>Base-2 logarithm of the index scale, 0 to 3.</summary>
    internal byte Shift { get; init; }

    /// <summary>Signed displacement in bytes.</summary>
    internal int Disp { get; init; }

    /// <summary>Offset in the slot area, or constant number.</summary>
    internal int Slot { get; init; }

    /// <summary>Trap that a fault of this access means; 0: it cannot fault.</summary>
    internal byte TrapCode { get; init; }

    /// <summary>Wasm offset of the access that may trap.</summary>
    internal uint Location { get; init; }

    internal static X64Mem At(Reg @base, int disp) => new() { Base = @base, Index = Reg.None, Disp = disp };

    internal static X64Mem At(Reg @base, Reg index, byte shift, int disp) =>
        new() { Base = @base, Index = index, Shift = shift, Disp = disp };

    internal static X64Mem OnStack(int slot, int disp) =>
        new() { Kind = X64MemKind.StackSlot, Base = Reg.None, Index = Reg.None, Disp = disp, Slot = slot };

    internal static X64Mem Pooled(int constant) =>
        new() { Kind = X64MemKind.Constant, Base = Reg.None, Index = Reg.None, Slot = constant };
}

/// <summary>Which of the three an <see cref="X64Operand"/> is.</summary>
internal enum X64OperandKind : byte
{
    /// <summary>A register.</summary>
    Register,

    /// <summary>A memory operand.</summary>
    Memory,

    /// <summary>A sign-extended 32-bit immediate.</summary>
    Immediate,
}

/// <summary>Source operand of an instruction with register, memory and immediate forms.</summary>
internal readonly record struct X64Operand
{
    private X64Operand(X64OperandKind kind, Reg reg, X64Mem mem, int imm)
    {
        Kind = kind;
        Reg = reg;
        Mem = mem;
        Imm = imm;
    }

    internal X64OperandKind Kind { get; }

    internal Reg Reg { get; }

    internal X64Mem Mem { get; }

    internal int Imm { get; }

    public static implicit operator X64Operand(Reg reg) => new(X64OperandKind.Register, reg, default, 0);

    public static implicit operator X64Operand(X64Mem mem) => new(X64OperandKind.Memory, Reg.None, mem, 0);

    internal static X64Operand Immediate(int value) => new(X64OperandKind.Immediate, Reg.None, default, value);
}
