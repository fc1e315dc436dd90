using System;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.A64;

/// <summary>Optional CPU features that generated aarch64 code may use. Armv8.0 with Advanced SIMD is always there.</summary>
[Flags]
public enum A64Features : uint
{
    /// <summary>Baseline.</summary>
    None = 0,

    /// <summary>Large System Extensions: atomics in one instruction.</summary>
    Lse = 1 << 0,

    /// <summary>Dot products of bytes.</summary>
    DotProduct = 1 << 1,

    /// <summary>Everything above.</summary>
    All = Lse | DotProduct,
}
