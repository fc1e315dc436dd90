// Lanes of vectors by number: memory, splats, extraction, insertion, shuffles.
using System;
using System.Buffers.Binary;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

internal sealed partial class Rv64Lower
{
    // A narrow access fills the lower bytes and clears the others.
    private Reg LoadVector(NodeView n)
    {
        if (n.AccessBytes == VectorBytes)
        {
            Emit(WithAddress(LoadInst(IrType.V128, DefReg(n.Id), Reg.None, 0), n.A, n.Offset, n));
            return DefReg(n.Id);
        }

        Rv64Op row = n.AccessBytes switch { 1 => Rv64Memory.Lbu, 2 => Rv64Memory.Lhu, 4 => Rv64Memory.Lwu, _ => Rv64Memory.Ld };
        Reg bits = NewReg(RegClass.Int);
        Emit(WithAddress(Rv64Inst.Make(row) with { R0 = bits }, n.A, n.Offset, n));
        Reg zero = VectorImm(Rv64Vector.VmvVI, Rv64VectorType.Any, Reg.None, 0);
        return Vector2(Rv64Vector.Vslide1upVx, Rv64VectorType.E64, DefReg(n.Id), zero, bits);
    }

    private Reg StoreVector(NodeView n, NodeView value)
    {
        if (n.AccessBytes != VectorBytes)
        {
            Reg bits = Vector1(Rv64Vector.VmvXS, Rv64VectorTypes.Of(IntegerLanes(n.AccessBytes)), NewReg(RegClass.Int), UseReg(value.Id));
            return EmitStore(WithAddress(Rv64Inst.Make(StoreRow(n.AccessBytes)) with { R1 = bits }, n.A, n.Offset, n), n);
        }

        return EmitStore(WithAddress(StoreInst(IrType.V128, UseReg(value.Id), Reg.None, 0), n.A, n.Offset, n), n);
    }

    private static Lanes IntegerLanes(int bytes) => bytes switch { 1 => Lanes.I8x16, 2 => Lanes.I16x8, 4 => Lanes.I32x4, _ => Lanes.I64x2 };

    private Reg Splat(NodeView n, Rv64VectorType type) => n.Lanes.AreFloats
        ? Vector2(Rv64VectorFloat.VfmvVF, type, DefReg(n.Id), Reg.None, UseReg(n.A))
        : Vector2(Rv64Vector.VmvVX, type, DefReg(n.Id), Reg.None, ScalarOf(n.Lanes, n.A));

    private Reg ExtractLane(NodeView n, Rv64VectorType type)
    {
        Reg a = n.Imm == 0 ? UseReg(n.A) : VectorImm(Rv64Vector.VslidedownVi, type, UseReg(n.A), n.Imm);
        if (n.Lanes.AreFloats)
        {
            return Vector1(Rv64VectorFloat.VfmvFS, type, DefReg(n.Id), a);
        }

        // The lane comes with its sign.
        if (n.Op == Opcode.VextractS || n.Type.Size == n.Lanes.Bytes)
        {
            return Vector1(Rv64Vector.VmvXS, type, DefReg(n.Id), a);
        }

        Reg lane = Vector1(Rv64Vector.VmvXS, type, NewReg(RegClass.Int), a);
        return n.Lanes switch
        {
            Lanes.I8x16 => RegImm(Rv64Int.Andi, DefReg(n.Id), lane, 0xff),
            Lanes.I16x8 => ZeroExtend16(DefReg(n.Id), lane),
            _ => ZeroExtend(DefReg(n.Id), lane),
        };
    }

    private Reg InsertLane(NodeView n, Rv64VectorType type)
    {
        Reg scalar = n.Lanes.AreFloats ? UseReg(n.B) : ScalarOf(n.Lanes, n.B);
        Reg a = UseReg(n.A);
        LoadMask(type, 1 << (int)n.Imm);
        return Vector2(n.Lanes.AreFloats ? Rv64VectorFloat.VfmergeVfm : Rv64Vector.VmergeVxm, type, DefReg(n.Id), a, scalar);
    }

    /// <summary>v0 = bits, one for each lane; what is above them has no meaning.</summary>
    private void LoadMask(Rv64VectorType type, int bits)
    {
        if (type != Rv64VectorType.E8 && Rv64Constants.FitsImm5(bits))
        {
            _ = VectorImm(Rv64Vector.VmvVI, type, Rv64Regs.MaskVector, Reg.None, bits);
            return;
        }

        Reg mask = LoadImmediate(bits);
        _ = Vector2(Rv64Vector.VmvSX, type == Rv64VectorType.E8 ? Rv64VectorType.E16 : type, Rv64Regs.MaskVector, Reg.None, mask);
    }

    private Reg Shuffle(NodeView n)
    {
        Span<byte> lanes = stackalloc byte[VectorBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(lanes, Ir.Vectors[(int)n.Imm]);
        bool isOne = n.A == n.B;
        (Reg a, Reg b) = (UseReg(n.A), UseReg(n.B));
        if (ShuffleForms.TryBroadcast(lanes, out Lanes width, out int lane))
        {
            return VectorImm(Rv64Vector.VrgatherVi, Rv64VectorTypes.Of(width), DefReg(n.Id), lane < width.Count ? a : b, lane & (width.Count - 1));
        }

        if (ShuffleForms.TryExtract(lanes, isOne, out int start))
        {
            (Reg first, Reg second) = start < VectorBytes ? (a, b) : (b, a);
            start &= VectorBytes - 1;
            Reg low = VectorImm(Rv64Vector.VslidedownVi, Rv64VectorType.E8, first, start);
            return EmitVector(Rv64Vector.VslideupVi, Rv64VectorType.E8, DefReg(n.Id), second, Reg.None, VectorBytes - start, low);
        }

        if (ShuffleForms.TryBlend(lanes, out width, out int fromB))
        {
            LoadMask(Rv64VectorTypes.Of(width), fromB);
            return Merge(Rv64VectorTypes.Of(width), DefReg(n.Id), a, b);
        }

        return Permute(n, lanes, isOne, a, b);
    }

    private Reg Permute(NodeView n, Span<byte> lanes, bool isOne, Reg a, Reg b)
    {
        int fromB = 0;
        for (int i = 0; i < VectorBytes; i++)
        {
            fromB |= isOne || lanes[i] < VectorBytes ? 0 : 1 << i;
            lanes[i] &= VectorBytes - 1;
        }

        const int All = (1 << VectorBytes) - 1;
        Reg indexes = LoadVector(BinaryPrimitives.ReadUInt128LittleEndian(lanes));
        if (fromB is 0 or All)
        {
            return Vector2(Rv64Vector.VrgatherVv, Rv64VectorType.E8, DefReg(n.Id), fromB == 0 ? a : b, indexes);
        }

        Reg ofA = Vector2(Rv64Vector.VrgatherVv, Rv64VectorType.E8, a, indexes);
        Reg ofB = Vector2(Rv64Vector.VrgatherVv, Rv64VectorType.E8, b, indexes);
        LoadMask(Rv64VectorType.E8, fromB);
        return Merge(Rv64VectorType.E8, DefReg(n.Id), ofA, ofB);
    }

    // Registers may be longer than 16 bytes: only indexes behind their end give zero by themselves.
    private Reg Swizzle(NodeView n)
    {
        Reg indexes = UseReg(n.B);
        Reg bytes = Vector2(Rv64Vector.VrgatherVv, Rv64VectorType.E8, UseReg(n.A), indexes);
        _ = VectorImm(Rv64Vector.VmsgtuVi, Rv64VectorType.E8, Rv64Regs.MaskVector, indexes, VectorBytes - 1);
        return VectorImm(Rv64Vector.VmergeVim, Rv64VectorType.E8, DefReg(n.Id), bytes, 0);
    }
}
