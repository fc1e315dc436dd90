// What vector instructions find in the vector type and length when they execute. Lowering notes what each instruction needs, and whoever writes
// the instructions sets it where it is not so already (Rv64Assembler).
//
// A wasm vector is 16 bytes whatever the length of the registers is, so the number of lanes is always said, never asked for. What a full type leaves
// behind the lanes does not matter. Half types are for instructions that read or write lanes of twice the width, which fill 16 bytes; what they
// write by halves leaves the rest of the result as it was.
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>What a vector instruction needs: the Size of its <see cref="Emit.MachInst"/>.</summary>
internal enum Rv64VectorType : byte
{
    /// <summary>It is no vector instruction.</summary>
    None,

    /// <summary>Any of the four full ones: the instruction treats all lanes alike, bit by bit.</summary>
    Any,

    /// <summary>16 lanes of 8 bits.</summary>
    E8,

    /// <summary>8 lanes of 16 bits.</summary>
    E16,

    /// <summary>4 lanes of 32 bits.</summary>
    E32,

    /// <summary>2 lanes of 64 bits.</summary>
    E64,

    /// <summary>8 lanes of 8 bits.</summary>
    HalfE8,

    /// <summary>4 lanes of 16 bits.</summary>
    HalfE16,

    /// <summary>2 lanes of 32 bits.</summary>
    HalfE32,
}

/// <summary>Numbers of the types.</summary>
internal static class Rv64VectorTypes
{
    /// <summary>Field of an instruction with what its result register holds before, if some of that stays.</summary>
    internal const byte OldField = 4;

    // vlmul, vsew, vta, vma.
    private const int HalfRegister = 7;
    private const int WidthAt = 3;
    private const int TailAgnostic = 1 << 6;
    private const int MaskAgnostic = 1 << 7;
    private const int FullBytes = 16;

    private static readonly string[] Shares = ["m1", "?", "?", "?", "?", "?", "?", "mf2"];

    /// <summary>For lanes that fill a vector.</summary>
    internal static Rv64VectorType Of(Lanes lanes) => (Rv64VectorType)((int)Rv64VectorType.E8 + lanes.BytesLog2);

    /// <summary>For half as many lanes of the same width; not 64 bits.</summary>
    internal static Rv64VectorType HalfOf(Lanes lanes) => (Rv64VectorType)((int)Rv64VectorType.HalfE8 + lanes.BytesLog2);

    /// <summary>Whether an instruction that needs <paramref name="needed"/> may execute with what is set.</summary>
    internal static bool Suffices(Rv64VectorType set, Rv64VectorType needed) =>
        set == needed || (needed == Rv64VectorType.Any && set is >= Rv64VectorType.E8 and <= Rv64VectorType.E64);

    /// <summary>What is set for an instruction that does not care.</summary>
    internal static Rv64VectorType Concrete(Rv64VectorType needed) => needed == Rv64VectorType.Any ? Rv64VectorType.E8 : needed;

    /// <summary>Logarithm of the bytes of a lane.</summary>
    internal static int WidthOf(Rv64VectorType type) => (int)type - (int)(IsHalf(type) ? Rv64VectorType.HalfE8 : Rv64VectorType.E8);

    /// <summary>Number of lanes.</summary>
    internal static byte CountOf(Rv64VectorType type) => (byte)(FullBytes >> WidthOf(type) >> (IsHalf(type) ? 1 : 0));

    /// <summary>The bits of vsetivli.</summary>
    internal static int BitsOf(Rv64VectorType type) =>
        MaskAgnostic | (WidthOf(type) << WidthAt) | (IsHalf(type) ? HalfRegister : TailAgnostic);

    /// <summary>Bits as the assembler writes them; null for those that never come from us.</summary>
    internal static string? TextOf(int bits)
    {
        string share = Shares[bits & HalfRegister];
        bool isKnown = share != "?" && bits < 1 << 8 && (bits >> WidthAt & 7) < 4;
        string tail = (bits & TailAgnostic) != 0 ? "ta" : "tu";
        string mask = (bits & MaskAgnostic) != 0 ? "ma" : "mu";
        return isKnown ? $"e{8 << (bits >> WidthAt & 7)},{share},{tail},{mask}" : null;
    }

    private static bool IsHalf(Rv64VectorType type) => type >= Rv64VectorType.HalfE8;
}
