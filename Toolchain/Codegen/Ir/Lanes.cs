using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>How a vector of 16 bytes is divided, and what its lanes hold.</summary>
public enum Lanes : byte
{
    /// <summary>16 bytes.</summary>
    I8x16,

    /// <summary>8 integers of 16 bits.</summary>
    I16x8,

    /// <summary>4 integers of 32 bits.</summary>
    I32x4,

    /// <summary>2 integers of 64 bits.</summary>
    I64x2,

    /// <summary>4 floats of 32 bits.</summary>
    F32x4,

    /// <summary>2 floats of 64 bits.</summary>
    F64x2,
}

/// <summary>Properties of <see cref="Lanes"/>.</summary>
public static class LaneShapes
{
    private static readonly string[] Names = ["i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2"];

    extension(Lanes lanes)
    {
        /// <summary>Bytes of one lane.</summary>
        public int Bytes => 1 << lanes.BytesLog2;

        /// <summary>Number of lanes.</summary>
        public int Count => 16 >> lanes.BytesLog2;

        /// <summary>Base-2 logarithm of a lane's bytes.</summary>
        public int BytesLog2 => lanes switch
        {
            Lanes.I8x16 => 0,
            Lanes.I16x8 => 1,
            Lanes.I32x4 or Lanes.F32x4 => 2,
            Lanes.I64x2 or Lanes.F64x2 => 3,
        };

        /// <summary>Type of a lane as a value of its own.</summary>
        public IrType Scalar => lanes switch
        {
            Lanes.I8x16 or Lanes.I16x8 or Lanes.I32x4 => IrType.I32,
            Lanes.I64x2 => IrType.I64,
            Lanes.F32x4 => IrType.F32,
            Lanes.F64x2 => IrType.F64,
        };

        /// <summary>Whether the lanes are floats.</summary>
        public bool AreFloats => lanes is Lanes.F32x4 or Lanes.F64x2;

        /// <summary>Name in the text form.</summary>
        public string Name => Names[(int)lanes];
    }

    /// <summary>The low bits of <paramref name="lane"/> in every lane.</summary>
    public static UInt128 Repeat(Lanes lanes, ulong lane)
    {
        ulong half = lanes.BytesLog2 switch
        {
            0 => (lane & 0xff) * 0x0101_0101_0101_0101,
            1 => (lane & 0xffff) * 0x0001_0001_0001_0001,
            2 => (lane & 0xffff_ffff) * 0x0000_0001_0000_0001,
            _ => lane,
        };
        return new UInt128(half, half);
    }
}
