using System;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>Optional CPU features that generated riscv64 code may use. RV64G is always there; compressed instructions are not emitted.</summary>
[Flags]
public enum Rv64Features : uint
{
    /// <summary>Baseline.</summary>
    None = 0,

    /// <summary>Address generation: zero-extending and scaled additions.</summary>
    Zba = 1 << 0,

    /// <summary>Basic bit manipulation: counts, rotations, minima, inverted operands.</summary>
    Zbb = 1 << 1,

    /// <summary>Single bits.</summary>
    Zbs = 1 << 2,

    /// <summary>Vectors, registers of 128 bits at least. Without them, vectors are pairs of integers.</summary>
    V = 1 << 3,

    /// <summary>Everything above.</summary>
    All = Zba | Zbb | Zbs | V,
}
