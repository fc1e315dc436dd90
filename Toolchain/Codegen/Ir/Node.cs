using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

/// <summary>
/// One node, 24 bytes. Which fields mean something depends on the operation:
/// <list type="table">
/// <item><term>operands</term><description>A, B, C by the row's <see cref="Operands"/>; lists: B is the list.</description></item>
/// <item><term>constants, addresses</term><description>Imm: the bits, the symbol or the slot.</description></item>
/// <item><term>loads, stores</term><description>Aux: bytes and sign; C: packed <see cref="MemFlags"/>; Imm: offset.</description></item>
/// <item><term>AtomicCas</term><description>as a load; B: address, expected value, replacement.</description></item>
/// <item><term>calls</term><description>B: arguments (indirect: code address and vmctx first); C: signature; Imm: symbol.</description></item>
/// <item><term>vectors</term><description>Aux: <see cref="Ir.Lanes"/>, condition; Imm: lane, rounding mode, selection.</description></item>
/// <item><term>calls with a handler</term><description>as calls; A: first of two edges, where it returns to and its handler.</description></item>
/// <item><term>traps</term><description>Imm: trap code.</description></item>
/// <item><term>branches</term><description>A: condition or index; B: first edge; C: number of edges (last: the default).</description></item>
/// <item><term>BlockParam</term><description>A: block; Imm: index.</description></item>
/// <item><term>Result</term><description>A: call; Imm: index.</description></item>
/// <item><term>Alias</term><description>A: the value that replaces this one.</description></item>
/// </list>
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Node
{
    /// <summary>In <see cref="Aux"/> of a load: extend with the sign.</summary>
    public const byte SignedAccess = 0x80;

    /// <summary>The operation.</summary>
    public Opcode Op;

    /// <summary>Type of the value.</summary>
    public IrType Type;

    /// <summary>Small immediate; see <see cref="AuxKind"/>.</summary>
    public byte Aux;

    /// <summary>First operand.</summary>
    public int A;

    /// <summary>Second operand, or a list.</summary>
    public int B;

    /// <summary>Third operand, or another number.</summary>
    public int C;

    /// <summary>Large immediate.</summary>
    public long Imm;

    /// <summary>Of vector operations.</summary>
    public readonly Lanes Lanes => (Lanes)(Aux & 7);

    /// <summary>Of vector comparisons: the condition.</summary>
    public readonly int LaneCondition => Aux >> 4;

    /// <summary>Of loads and stores: bytes of the access.</summary>
    public readonly int AccessBytes => Aux & ~SignedAccess;

    /// <summary>Of loads: whether a narrow access is extended with its sign.</summary>
    public readonly bool SignExtends => (Aux & SignedAccess) != 0;

    /// <summary>Of loads and stores.</summary>
    public readonly MemFlags MemFlags => MemFlags.FromPacked(C);

    /// <summary>The first of A, B and C, which stand one behind the other, as a span of <paramref name="count"/>, at most 3.</summary>
    internal static Span<int> Fields(ref Node node, int count)
    {
        Debug.Assert(count is >= 0 and <= 3);
        return MemoryMarshal.CreateSpan(ref node.A, count);
    }

    /// <summary>A hash of all fields.</summary>
    internal readonly uint HashCode
    {
        get
        {
            ulong h = ((ulong)Op << 16) | ((ulong)Type << 8) | Aux;
            h = (h ^ (uint)A) * 0x9E37_79B9_7F4A_7C15;
            h = (BitOperations.RotateLeft(h, 29) ^ (uint)B) * 0x9E37_79B9_7F4A_7C15;
            h = (BitOperations.RotateLeft(h, 29) ^ (ulong)Imm ^ ((ulong)(uint)C << 32)) * 0x9E37_79B9_7F4A_7C15;
            return (uint)(h >> 32);
        }
    }

    /// <summary>Whether all fields are equal.</summary>
    internal readonly bool IsSame(in Node other) =>
        Op == other.Op && Type == other.Type && Aux == other.Aux
        && A == other.A && B == other.B && C == other.C && Imm == other.Imm;
}
