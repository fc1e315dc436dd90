// What the baseline compiler knows about a value while it translates: where it is, not what it is made of. Small enough to be copied.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Baseline;

/// <summary>Where a value of the operand stack is.</summary>
internal enum ValuePlace : byte
{
    /// <summary>Nowhere: known while compiling.</summary>
    Constant,

    /// <summary>In a register: a temporary that the value owns, or the home of a local.</summary>
    Register,

    /// <summary>In memory at a register plus an offset: its home in the frame, or a field that an instruction reads once.</summary>
    Memory,

    /// <summary>The present value of a local, which was not read yet.</summary>
    Local,
}

/// <summary>A value of the operand stack. Integers of 32 bits in registers have a clear upper half, always.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Type">Its type.</param>
/// <param name="Register">The register; of memory the base.</param>
/// <param name="Bits">The constant, the offset in bytes, or the number of the local.</param>
internal readonly record struct BaselineValue(ValuePlace Place, IrType Type, Reg Register, long Bits)
{
    internal bool IsConstant => Place == ValuePlace.Constant;

    internal bool IsRegister => Place == ValuePlace.Register;

    internal bool IsMemory => Place == ValuePlace.Memory;

    /// <summary>Of memory: bytes from the base register.</summary>
    internal int Offset => (int)Bits;

    /// <summary>A constant; integers of 32 bits sign-extended.</summary>
    internal static BaselineValue Constant(IrType type, long bits) => new(ValuePlace.Constant, type, Reg.None, bits);

    /// <summary>What a register holds.</summary>
    internal static BaselineValue In(IrType type, Reg register) => new(ValuePlace.Register, type, register, 0);

    /// <summary>What stands in memory.</summary>
    internal static BaselineValue At(IrType type, Reg address, int offset) => new(ValuePlace.Memory, type, address, offset);

    /// <summary>The same bits as another type of the same register file.</summary>
    internal BaselineValue As(IrType type) => this with { Type = type };
}

/// <summary>A comparison whose result nobody has asked for in a register.</summary>
/// <param name="Code">An <see cref="IntCc"/>, or a <see cref="FloatCc"/> where the operands are floats.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
internal readonly record struct Comparison(byte Code, BaselineValue Left, BaselineValue Right)
{
    internal IrType Type => Left.Type;

    internal IntCc IntCc => (IntCc)Code;

    internal FloatCc FloatCc => (FloatCc)Code;

    /// <summary>Whether an integer is not zero.</summary>
    internal static Comparison NotZero(BaselineValue value) => Of(IntCc.NotEqual, value, BaselineValue.Constant(value.Type, 0));

    /// <summary>A comparison of integers.</summary>
    internal static Comparison Of(IntCc code, BaselineValue left, BaselineValue right) => new((byte)code, left, right);
}

/// <summary>An address in a linear memory, a table or the instance.</summary>
/// <param name="Base">Base register.</param>
/// <param name="Index">Index register of 64 bits, or none.</param>
/// <param name="Offset">Bytes added.</param>
/// <param name="TrapCode">The trap that an access faults with, or 0.</param>
/// <param name="Scale">Base-2 logarithm of the index's factor.</param>
internal readonly record struct BaselineAddress(Reg Base, Reg Index, int Offset, byte TrapCode = 0, byte Scale = 0);

/// <summary>Where an argument or result travels.</summary>
/// <param name="Register">The register, or none.</param>
/// <param name="Offset">Without a register: bytes into the area of stack arguments or results.</param>
internal readonly record struct CallPlace(Reg Register, int Offset);

/// <summary>Whom a call calls.</summary>
/// <param name="Symbol">A symbol.</param>
/// <param name="Callee">Register with the address of a record that holds the callee's code address and vmctx.</param>
/// <param name="CodeOffset">Where in the record the code address is.</param>
/// <param name="VmctxOffset">Where in the record the vmctx is.</param>
/// <param name="LeavesInstance">The reserved register may come back changed.</param>
internal readonly record struct CallTarget(uint Symbol, Reg Callee, int CodeOffset, int VmctxOffset, bool LeavesInstance)
{
    internal bool IsSymbol => !Callee.IsValid;

    /// <summary>A function or stub of the same text section.</summary>
    internal static CallTarget Direct(uint symbol, bool leavesInstance) => new(symbol, Reg.None, 0, 0, leavesInstance);

    /// <summary>A function that a record in memory describes.</summary>
    internal static CallTarget Through(Reg record, int codeOffset, int vmctxOffset) => new(0, record, codeOffset, vmctxOffset, true);
}
