using System;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>CPU features beyond z14, whose vector facility generated code always uses; the values are bits of the artifact.</summary>
[Flags]
public enum S390Features : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Second vector enhancements (z15): vectors and floats are loaded and stored with their bytes reversed.</summary>
    VectorEnhancements2 = 1,

    /// <summary>Third miscellaneous instructions (z15): logic with a complement, selection between registers.</summary>
    Miscellaneous3 = 2,
}
