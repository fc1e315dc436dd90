// Lanes in and out of vectors, and selections of lanes. A selection is compared with what each instruction does, cheapest first; pshufb with a
// constant does all that remain.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Lower
{
    private Reg Splat(NodeView n)
    {
        NodeView scalar = View(n.A);
        bool sinks = scalar.Op == Opcode.Load && scalar.AccessBytes == n.Lanes.Bytes && CanSinkAnyWidth(scalar);
        Reg dst = DefReg(n.Id);
        switch (n.Lanes)
        {
            case Lanes.I8x16 when HasAvx2:
                return V1(X64Vector.Vpbroadcastb, dst, sinks ? Sink(scalar) : IntToVector(4, n.A));
            case Lanes.I16x8 when HasAvx2:
                return V1(X64Vector.Vpbroadcastw, dst, sinks ? Sink(scalar) : IntToVector(4, n.A));
            case Lanes.I8x16:
                return V2(X64Vector.Pshufb, dst, IntToVector(4, n.A), VectorZero());
            case Lanes.I16x8:
                return V1(X64Vector.Pshufd, dst, V1(X64Vector.Pshuflw, NewVector(), IntToVector(4, n.A), 0), 0);
            case Lanes.I32x4 or Lanes.F32x4 when sinks && HasAvx:
                return V1(X64Vector.Vbroadcastss, dst, Sink(scalar));
            case Lanes.I32x4 or Lanes.F32x4:
                {
                    Reg lane = sinks ? LoadNarrow(4, Sink(scalar)) : n.Lanes.AreFloats ? UseReg(n.A) : IntToVector(4, n.A);
                    return V1(X64Vector.Pshufd, dst, lane, 0);
                }

            case Lanes.I64x2 or Lanes.F64x2 when sinks:
                return V1(X64Vector.Movddup, dst, Sink(scalar));
            default:
                return V1(X64Vector.Pshufd, dst, n.Lanes.AreFloats ? UseReg(n.A) : IntToVector(8, n.A), 0x44);
        }
    }

    private Reg IntToVector(int bytes, Value value) => MoveIntToFloat(bytes, NewVector(), UseReg(value));

    private Reg LoadNarrow(int bytes, X64Mem mem) => V1(X64Rows.FloatLoad(bytes), mem);

    private Reg ExtractLane(NodeView n)
    {
        int lane = (int)n.Imm;
        Reg dst = DefReg(n.Id);
        Reg a = UseReg(n.A);
        switch (n.Lanes)
        {
            case Lanes.I8x16 or Lanes.I16x8:
                {
                    bool bytes = n.Lanes == Lanes.I8x16;
                    Reg unsigned = n.Op == Opcode.VextractU ? dst : NewReg(RegClass.Int);
                    Emit(bytes
                        ? new MachInst { Op = Row(X64Vector.Pextrb).Id, R0 = unsigned, R1 = a, Imm = lane }
                        : new MachInst { Op = Row(X64Vector.Pextrw).Id, R0 = unsigned, R2 = a, Imm = lane });
                    return n.Op == Opcode.VextractU ? dst : ExtendRaw(bytes ? X64Extend.Sign8 : X64Extend.Sign16, 4, dst, unsigned);
                }

            case Lanes.I32x4 or Lanes.I64x2 when lane == 0:
                return MoveFloatToInt(n.Lanes.Bytes, dst, a);
            case Lanes.I32x4 or Lanes.I64x2:
                Emit(new MachInst { Op = Row(n.Lanes == Lanes.I32x4 ? X64Vector.Pextrd : X64Vector.Pextrq).Id, R0 = dst, R1 = a, Imm = lane });
                return dst;
            default:
                return lane == 0 ? MoveReg(n.Type, dst, a)
                    : V1(X64Vector.Pshufd, dst, a, n.Lanes == Lanes.F64x2 ? 0xee : lane);
        }
    }

    private Reg InsertLane(NodeView n)
    {
        int lane = (int)n.Imm;
        NodeView scalar = View(n.B);
        bool sinks = scalar.Op == Opcode.Load && scalar.AccessBytes == n.Lanes.Bytes && CanSinkAnyWidth(scalar);
        X64Operand source = sinks ? Sink(scalar) : UseReg(n.B);
        Reg a = UseReg(n.A);
        Reg dst = DefReg(n.Id);
        return n.Lanes switch
        {
            Lanes.I8x16 => V2(sinks ? X64Vector.PinsrbLoad : X64Vector.Pinsrb, dst, a, source, lane),
            Lanes.I16x8 => V2(sinks ? X64Vector.PinsrwLoad : X64Vector.Pinsrw, dst, a, source, lane),
            Lanes.I32x4 => V2(X64Vector.Pinsrd, dst, a, source, lane),
            Lanes.I64x2 => V2(X64Vector.Pinsrq, dst, a, source, lane),
            Lanes.F32x4 => V2(X64Vector.Insertps, dst, a, source, lane << 4),
            Lanes.F64x2 when lane == 0 => V2(sinks ? X64Vector.Movlps : X64Sse.Movsd, dst, a, source),
            Lanes.F64x2 => V2(sinks ? X64Vector.Movhps : X64Vector.Movlhps, dst, a, source),
        };
    }

    /// <summary>Stores one lane straight from its vector.</summary>
    private Reg StoreLane(NodeView store, NodeView extract)
    {
        int lane = (int)extract.Imm;
        Reg vector = UseReg(extract.A);
        (X64Op row, bool hasImm) = extract.Lanes.BytesLog2 switch
        {
            0 => (X64Vector.PextrbStore, true),
            1 => (X64Vector.PextrwStore, true),
            2 => lane == 0 ? (X64Sse.MovssStore, false) : (X64Vector.PextrdStore, true),
            _ => (lane == 0 ? X64Sse.MovsdStore : X64Vector.MovhpsStore, false),
        };
        MachInst inst = new() { Op = Row(row).Id, R1 = vector, Imm = hasImm ? lane : 0 };
        SetMem(ref inst, MemoryOf(store));
        Emit(inst);
        return Reg.None;
    }

    private Reg Swizzle(NodeView n)
    {
        if (View(n.B) is { Op: Opcode.V128const } constant)
        {
            Span<byte> lanes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128LittleEndian(lanes, ConstantBits(constant));
            foreach (ref byte lane in lanes)
            {
                lane = lane < 16 ? lane : (byte)0x80;
            }

            return V2(X64Vector.Pshufb, DefReg(n.Id), UseReg(n.A), Pool(BinaryPrimitives.ReadUInt128LittleEndian(lanes)));
        }

        // Numbers above 15 get their top bit set, which makes a zero.
        Reg selection = V2(X64Vector.Paddusb, UseReg(n.B), Pool(Lanes.I8x16, 0x70));
        return V2(X64Vector.Pshufb, DefReg(n.Id), UseReg(n.A), selection);
    }

    private Reg Shuffle(NodeView n)
    {
        Span<byte> lanes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(lanes, Ir.Vectors[(int)n.Imm]);
        return n.A == n.B ? ShuffleOne(n, lanes) : ShuffleTwo(n, lanes);
    }

    private Reg ShuffleOne(NodeView n, ReadOnlySpan<byte> lanes)
    {
        Reg dst = DefReg(n.Id);

        // pshufd: whole lanes of 32 bits
        if (TryWide(lanes, 4, out int dwords))
        {
            return V1(X64Vector.Pshufd, dst, VectorOperand(n.A), dwords);
        }

        if (TryInterleave(lanes, isOne: true, out Lanes width, out bool high, out _))
        {
            Reg both = UseReg(n.A);
            return V2(X64VectorRows.Interleave(width, high), dst, both, both);
        }

        if (HasAvx2 && lanes.IndexOfAnyExcept((byte)0) < 0)
        {
            return V1(X64Vector.Vpbroadcastb, dst, UseReg(n.A));
        }

        // pshuflw, pshufhw: words within one half, the other half untouched
        if (TryWords(lanes, 0, out int words) && IsIdentity(lanes, 8, 16))
        {
            return V1(X64Vector.Pshuflw, dst, VectorOperand(n.A), words);
        }

        if (TryWords(lanes, 8, out words) && IsIdentity(lanes, 0, 8))
        {
            return V1(X64Vector.Pshufhw, dst, VectorOperand(n.A), words);
        }

        // palignr with itself: a rotation
        if (TryConsecutive(lanes, 15, out int start))
        {
            Reg both = UseReg(n.A);
            return V2(X64Vector.Palignr, dst, both, both, start);
        }

        return V2(X64Vector.Pshufb, dst, UseReg(n.A), Pool(BinaryPrimitives.ReadUInt128LittleEndian(lanes)));
    }

    private Reg ShuffleTwo(NodeView n, ReadOnlySpan<byte> lanes)
    {
        Reg dst = DefReg(n.Id);
        if (TryInterleave(lanes, isOne: false, out Lanes width, out bool high, out bool swapped))
        {
            (Value first, Value second) = swapped ? (n.B, n.A) : (n.A, n.B);
            return V2(X64VectorRows.Interleave(width, high), dst, UseReg(first), VectorOperand(second));
        }

        // palignr: 16 bytes in a row out of the second operand above the first
        if (TryConsecutive(lanes, 31, out int start))
        {
            return start < 16
                ? V2(X64Vector.Palignr, dst, UseReg(n.B), VectorOperand(n.A), start)
                : V2(X64Vector.Palignr, dst, UseReg(n.A), VectorOperand(n.B), start - 16);
        }

        // pblendw: every word stays in its place
        if (TryBlend(lanes, out int fromB))
        {
            return V2(X64Vector.Pblendw, dst, UseReg(n.A), VectorOperand(n.B), fromB);
        }

        // shufps: two lanes of one operand, then two of the other
        if (TryWide(lanes, 4, out int dwords, out int operands) && operands is 0b1100 or 0b0011)
        {
            (Value first, Value second) = operands == 0b1100 ? (n.A, n.B) : (n.B, n.A);
            return V2(X64Vector.Shufps, dst, UseReg(first), VectorOperand(second), dwords);
        }

        // pshufb each, zeros where the other's bytes go; por
        Span<byte> part = stackalloc byte[16];
        for (int i = 0; i < 16; i++)
        {
            part[i] = lanes[i] < 16 ? lanes[i] : (byte)0x80;
        }

        Reg left = V2(X64Vector.Pshufb, UseReg(n.A), Pool(BinaryPrimitives.ReadUInt128LittleEndian(part)));
        if (View(n.B) is { Op: Opcode.V128const } zero && ConstantBits(zero) == 0)
        {
            return MoveReg(IrType.V128, dst, left);
        }

        for (int i = 0; i < 16; i++)
        {
            part[i] = lanes[i] >= 16 ? (byte)(lanes[i] - 16) : (byte)0x80;
        }

        Reg right = V2(X64Vector.Pshufb, UseReg(n.B), Pool(BinaryPrimitives.ReadUInt128LittleEndian(part)));
        return V2(X64Vector.Por, dst, left, right);
    }

    private static bool TryWide(ReadOnlySpan<byte> lanes, int bytes, out int selection) => TryWide(lanes, bytes, out selection, out _);

    // Whole lanes of `bytes` bytes: two bits of the selection for each, and one bit of `operands` if it comes from the second.
    private static bool TryWide(ReadOnlySpan<byte> lanes, int bytes, out int selection, out int operands)
    {
        (selection, operands) = (0, 0);
        for (int i = 0; i < lanes.Length; i += bytes)
        {
            if (!IsRun(lanes.Slice(i, bytes)) || lanes[i] % bytes != 0)
            {
                return false;
            }

            selection |= (lanes[i] & 15) / bytes << (i / bytes * 2);
            operands |= (lanes[i] >> 4) << (i / bytes);
        }

        return true;
    }

    private static bool IsRun(ReadOnlySpan<byte> lanes)
    {
        for (int i = 1; i < lanes.Length; i++)
        {
            if (lanes[i] != lanes[0] + i)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsIdentity(ReadOnlySpan<byte> lanes, int from, int to) => lanes[from] == from && IsRun(lanes[from..to]);

    // Four words from the half that begins at `from`, into the same half.
    private static bool TryWords(ReadOnlySpan<byte> lanes, int from, out int selection)
    {
        selection = 0;
        for (int i = 0; i < 4; i++)
        {
            int word = lanes[from + (i * 2)] - from;
            if (word is < 0 or > 7 || (word & 1) != 0 || lanes[from + (i * 2) + 1] != word + from + 1)
            {
                return false;
            }

            selection |= word / 2 << (i * 2);
        }

        return true;
    }

    private static bool TryConsecutive(ReadOnlySpan<byte> lanes, int mask, out int start)
    {
        start = lanes[0];
        for (int i = 1; i < lanes.Length; i++)
        {
            if (lanes[i] != ((start + i) & mask))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryBlend(ReadOnlySpan<byte> lanes, out int fromB)
    {
        fromB = 0;
        for (int i = 0; i < lanes.Length; i += 2)
        {
            if ((lanes[i] & 15) != i || lanes[i + 1] != lanes[i] + 1)
            {
                return false;
            }

            fromB |= (lanes[i] >> 4) << (i / 2);
        }

        return true;
    }

    // punpckl and punpckh of any width, in either order of the operands.
    private static bool TryInterleave(ReadOnlySpan<byte> lanes, bool isOne, out Lanes width, out bool high, out bool swapped)
    {
        int mask = isOne ? 15 : 31;
        for (int log2 = 0; log2 < 4; log2++)
        {
            for (int form = 0; form < (isOne ? 2 : 4); form++)
            {
                (high, swapped) = ((form & 1) != 0, form >= 2);
                bool matches = true;
                for (int i = 0; i < lanes.Length && matches; i++)
                {
                    int lane = i >> log2;
                    int source = (((lane >> 1) << log2) | (i & ((1 << log2) - 1))) + (high ? 8 : 0) + ((lane & 1) != 0 ^ swapped ? 16 : 0);
                    matches = lanes[i] == (source & mask);
                }

                if (matches)
                {
                    width = (Lanes)log2;
                    return true;
                }
            }
        }

        (width, high, swapped) = (default, false, false);
        return false;
    }
}
