using System;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

/// <summary>Optional CPU features that generated x86_64 code may use. SSE4.1 and below are always there.</summary>
[Flags]
public enum X64Features : uint
{
    /// <summary>Baseline: x86-64 with SSE3, SSSE3 and SSE4.1.</summary>
    None = 0,

    /// <summary>SSE4.2.</summary>
    Sse42 = 1 << 0,

    /// <summary><c>popcnt</c>.</summary>
    Popcnt = 1 << 1,

    /// <summary><c>lzcnt</c>.</summary>
    Lzcnt = 1 << 2,

    /// <summary><c>tzcnt</c>, <c>andn</c>, <c>blsr</c>...</summary>
    Bmi1 = 1 << 3,

    /// <summary><c>shlx</c>, <c>rorx</c>, <c>mulx</c>...</summary>
    Bmi2 = 1 << 4,

    /// <summary>Three-operand vector forms.</summary>
    Avx = 1 << 5,

    /// <summary>AVX2.</summary>
    Avx2 = 1 << 6,

    /// <summary>Fused multiply-add.</summary>
    Fma = 1 << 7,

    /// <summary>Everything above.</summary>
    All = Sse42 | Popcnt | Lzcnt | Bmi1 | Bmi2 | Avx | Avx2 | Fma,
}
