namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>Types of values.</summary>
public enum IrType : byte
{
    /// <summary>No value: stores, branches, calls with no or several results.</summary>
    None,

    /// <summary>32-bit integer; also conditions.</summary>
    I32,

    /// <summary>64-bit integer or address.</summary>
    I64,

    /// <summary>IEEE 754 binary32.</summary>
    F32,

    /// <summary>IEEE 754 binary64.</summary>
    F64,

    /// <summary>128-bit vector.</summary>
    V128,

    /// <summary>32-bit reference into the GC heap; 0 is null.</summary>
    Ref,
}

/// <summary>Properties of <see cref="IrType"/>.</summary>
public static class IrTypes
{
    extension(IrType type)
    {
        /// <summary>Size in bytes; 0 for <see cref="IrType.None"/>.</summary>
        public int Size => type switch
        {
            IrType.None => 0,
            IrType.I32 or IrType.F32 or IrType.Ref => 4,
            IrType.I64 or IrType.F64 => 8,
            IrType.V128 => 16,
        };

        /// <summary>Whether values live in float and vector registers.</summary>
        public bool IsFloat => type is IrType.F32 or IrType.F64 or IrType.V128;

        /// <summary>Name in the text form.</summary>
        public string Name => type switch
        {
            IrType.None => "none",
            IrType.I32 => "i32",
            IrType.I64 => "i64",
            IrType.F32 => "f32",
            IrType.F64 => "f64",
            IrType.V128 => "v128",
            IrType.Ref => "ref",
        };
    }
}
