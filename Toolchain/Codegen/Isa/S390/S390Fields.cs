// Distances in instructions: halfwords from the instruction's first byte, big-endian. The buffer patches them as words of 4 bytes in the
// order of the machine that compiles. It never has to bring a label nearer: the long field reaches everything, and functions that could be too
// large for the short one do not use it (S390Emit).
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>Fields that hold distances.</summary>
internal static class S390Fields
{
    /// <summary>Bytes of code in which every short distance reaches every label.</summary>
    internal const int ShortReach = 65_000;

    private const int EverywhereLog2 = 31;

    /// <summary>32 bits, which begin 2 bytes behind the instruction's start.</summary>
    internal static readonly FieldFormat Long = new(
        "long distance", EverywhereLog2, static (_, distance) => BinaryPrimitives.ReverseEndianness((uint)(Exact(distance + 2) / 2)), isBranch: true);

    /// <summary>The second halfword of the instruction's first word.</summary>
    internal static readonly FieldFormat Short = new(
        "short distance",
        EverywhereLog2,
        static (word, distance) => Exact(distance) / 2 is >= short.MinValue and <= short.MaxValue and var halfwords
            ? word | ((uint)BinaryPrimitives.ReverseEndianness((ushort)halfwords) << 16)
            : throw new EncodingException($"a distance of {distance} bytes does not fit 16 bits"),
        isBranch: true);

    private static int Exact(int distance) =>
        (distance & 1) == 0 ? distance : throw new EncodingException($"a distance of {distance} bytes is no number of halfwords");
}
