// One instruction, 24 bytes, the same from the binary decoder and the text parser. Immediates that do not fit stand in
// pools of the body.
using System.Runtime.InteropServices;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm;

/// <summary>An instruction with its immediates; <see cref="Opcodes.Imm"/> says which field holds what.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly struct WasmInstruction
{
    /// <summary>Makes an instruction; fields without meaning for the opcode are zero.</summary>
    internal WasmInstruction(WasmOp op, uint offset, int a = 0, int b = 0, long imm = 0, byte lane = 0,
        BranchHint hint = BranchHint.None)
    {
        Op = op;
        Lane = lane;
        Hint = hint;
        Offset = offset;
        A = a;
        B = b;
        Imm = imm;
    }

    /// <summary>The opcode.</summary>
    internal WasmOp Op { get; }

    /// <summary>Lane number of lane instructions.</summary>
    internal byte Lane { get; }

    /// <summary>Of <c>if</c> and <c>br_if</c>: what the author expects.</summary>
    internal BranchHint Hint { get; }

    /// <summary>Byte offset of the opcode in the file; for text sources the parser's position id.</summary>
    internal uint Offset { get; }

    internal int A { get; }

    internal int B { get; }

    internal long Imm { get; }

    /// <summary>Of block, loop, if, try_table: the block's type.</summary>
    internal BlockType BlockType => new(A);

    /// <summary>Of memory instructions: the constant offset.</summary>
    internal ulong MemoryOffset => (ulong)Imm;

    /// <summary>Of ref.null, ref.test, ref.cast.</summary>
    internal HeapType HeapType => new(A);

    /// <summary>Of br_on_cast and br_on_cast_fail: the type before the cast.</summary>
    internal ValType CastFrom => ValType.FromRaw((int)Imm);

    /// <summary>Of br_on_cast and br_on_cast_fail: the type asked for.</summary>
    internal ValType CastTo => ValType.FromRaw((int)(Imm >> 32));

    /// <summary>Of try_table: first clause in <see cref="WasmBody.Catches"/>.</summary>
    internal int CatchStart => (int)Imm;

    /// <summary>Of try_table: number of clauses.</summary>
    internal int CatchCount => (int)(Imm >> 32);

    /// <summary>The same instruction with another <see cref="B"/>.</summary>
    internal WasmInstruction WithB(int b) => new(Op, Offset, A, b, Imm, Lane, Hint);

    /// <summary>The same instruction with a branch hint.</summary>
    internal WasmInstruction WithHint(BranchHint hint) => new(Op, Offset, A, B, Imm, Lane, hint);

    /// <summary>
    /// Packs two numbers into <see cref="Imm"/>: catch clauses (start, count) or casts (raw from, raw to).
    /// </summary>
    internal static long Pair(int low, int high) => (uint)low | ((long)high << 32);

    public override string ToString() => WasmOps.Name(Op);
}

/// <summary>What the section <c>metadata.code.branch_hint</c> says about a branch.</summary>
internal enum BranchHint : byte
{
    None = 0,

    /// <summary>The condition is expected to be zero.</summary>
    Unlikely = 1,

    /// <summary>The condition is expected to be non-zero.</summary>
    Likely = 2,
}

/// <summary>The type of a block: nothing, one result, or a function type of the module.</summary>
/// <param name="Code">-1 empty; from 0 a type index; below -1 a single result.</param>
internal readonly record struct BlockType(int Code)
{
    internal static readonly BlockType Empty = new(-1);

    internal bool IsEmpty => Code == -1;

    /// <summary>Whether <see cref="TypeIndex"/> is meant.</summary>
    internal bool IsIndex => Code >= 0;

    internal int TypeIndex => Code;

    /// <summary>Whether <see cref="Result"/> is meant.</summary>
    internal bool IsSingle => Code < -1;

    /// <summary>
    /// The single result. The sign bit marks it; a raw type needs 31 bits, its own sign stands in bit 30 as well.
    /// </summary>
    internal ValType Result => ValType.FromRaw(Code << 1 >> 1);

    internal static BlockType OfIndex(uint index) => new(HeapType.OfIndex(index).Value);

    internal static BlockType OfResult(ValType type) => new(type.Raw | unchecked((int)0x8000_0000));
}

/// <summary>The four clauses of try_table, numbered as in the binary format.</summary>
internal enum CatchKind : byte
{
    Catch = 0,
    CatchRef = 1,
    CatchAll = 2,
    CatchAllRef = 3,
}

/// <summary>A clause of try_table.</summary>
/// <param name="Kind">With a tag or not, with the exception reference or not.</param>
/// <param name="Tag">Tag index; zero for the two catch-all clauses.</param>
/// <param name="Label">Relative depth, counted outside the try_table.</param>
internal readonly record struct CatchClause(CatchKind Kind, int Tag, int Label);
