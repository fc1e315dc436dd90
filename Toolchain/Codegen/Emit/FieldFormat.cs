// Distances inside instructions of fixed width: where the field stands, how far it reaches, and what to do when that is too short. The code
// buffer patches fields, and places islands (FixedWidthCode) while every open field can still reach one.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>A field of an instruction word that holds the distance from the instruction to a label.</summary>
/// <param name="name">For messages.</param>
/// <param name="reachLog2">The distance in bytes lies in -2^reachLog2 up to, but without, 2^reachLog2.</param>
/// <param name="insert">Puts a distance in bytes, which is in range, into an instruction word.</param>
/// <param name="isBranch">A branch, so an unconditional branch may stand in for its target.</param>
public sealed class FieldFormat(string name, int reachLog2, Func<uint, int, uint> insert, bool isBranch)
{
    /// <summary>Largest forward distance, rounded down to a multiple of 4.</summary>
    public int Reach => (int)Math.Min((1L << reachLog2) - 4, int.MaxValue & ~3);

    /// <summary>Whether a branch to a branch does the same.</summary>
    public bool IsBranch => isBranch;

    /// <summary>Whether a distance can be expressed.</summary>
    public bool CanReach(int distance) => distance >= -(1L << reachLog2) && distance < 1L << reachLog2;

    /// <summary>The word with the distance in it.</summary>
    /// <exception cref="EncodingException">Out of reach.</exception>
    public uint Insert(uint word, int distance) =>
        CanReach(distance) ? insert(word, distance) : throw new EncodingException($"a distance of {distance} bytes does not fit field {name}");
}

/// <summary>What the code buffer has to know of an instruction set whose instructions all have 4 bytes.</summary>
/// <param name="Branch">Word of the unconditional branch that reaches furthest.</param>
/// <param name="BranchField">Its field.</param>
/// <param name="Nop">An instruction that does nothing.</param>
/// <param name="FarBranch">What stands in islands for that branch where it does not reach; null: it reaches everything.</param>
public sealed record FixedWidth(uint Branch, FieldFormat BranchField, uint Nop, FieldWord[]? FarBranch = null);

/// <summary>An instruction with a field.</summary>
/// <param name="Word">The instruction without the distance.</param>
/// <param name="Field">The field.</param>
public readonly record struct FieldWord(uint Word, FieldFormat Field);
