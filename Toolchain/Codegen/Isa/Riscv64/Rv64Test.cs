using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>A comparison that a branch, trap or selection makes by itself.</summary>
/// <param name="Cond">The condition.</param>
/// <param name="A">First register.</param>
/// <param name="B">Second register, perhaps the zero register.</param>
internal readonly record struct Rv64Test(Rv64Cond Cond, Reg A, Reg B)
{
    internal Rv64Test Inverted => this with { Cond = Rv64Regs.Invert(Cond) };

    internal static Rv64Test NotZero(Reg register) => new(Rv64Cond.Ne, register, Rv64Regs.Zero);

    internal static Rv64Test IsZero(Reg register) => new(Rv64Cond.Eq, register, Rv64Regs.Zero);

    /// <summary>The test of an instruction.</summary>
    internal static Rv64Test Of(in MachInst inst) => new((Rv64Cond)inst.Cond, inst.R1, inst.R2);

    /// <summary>A pseudo-instruction with this test in it.</summary>
    internal MachInst In(ushort op) => new() { Op = op, Cond = (byte)Cond, R1 = A, R2 = B, Source = CodeBuffer.NoSource };

    /// <summary>The same for one that all instruction sets have.</summary>
    internal MachInst In(SharedPseudo op) => In((ushort)op);
}
