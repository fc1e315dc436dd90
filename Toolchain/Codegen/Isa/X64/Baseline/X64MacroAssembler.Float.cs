// Float operations and conversions. The legacy encodings serve: they are shorter than the VEX ones, and nothing here leaves upper halves behind.
// Where x86 and wasm disagree the expansions of the optimizing pipeline are used.
using System;
using Wasmtime.Min.Toolchain.Codegen.Baseline;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64.Baseline;

internal sealed partial class X64MacroAssembler
{
    // roundss/roundsd modes; bit 3 suppresses the precision exception.
    private const int RoundNearest = 8, RoundDown = 9, RoundUp = 10, RoundToZero = 11;

    private static readonly UInt128 Sign32 = new(0x8000_0000_8000_0000, 0x8000_0000_8000_0000);
    private static readonly UInt128 Sign64 = new(0x8000_0000_0000_0000, 0x8000_0000_0000_0000);

    protected override void MakeNanCanonical(IrType type, Reg register)
    {
        const uint CanonicalNan32 = 0x7fc00000;
        const long CanonicalNan64 = 0x7ff8000000000000;
        Label isNumber = NewLabel();
        CmpRegRm(X64Rows.Ucomis(type.Size), 0, register, register);
        Jcc(X64Cond.NP, isNumber);
        LoadConstant(type, register, type == IrType.F32 ? CanonicalNan32 : CanonicalNan64);
        Bind(isNumber);
    }

    private BaselineValue Float(X64FloatOp op, IrType type, BaselineValue left, BaselineValue right)
    {
        Reg result = Destination(type, left, right);
        RegRegRm(X64Rows.Float(op, type.Size), 0, result, result, Rm(right));
        return BaselineValue.In(type, result);
    }

    private BaselineValue MinMax(X64Pseudo op, IrType type, BaselineValue left, BaselineValue right)
    {
        Reg result = ToTemporary(left);
        Reg other = right.IsRegister ? right.Register : FloatScratch;
        Load(other, right);
        _expander.Expand(new MachInst { Op = (ushort)op, Size = (byte)type.Size, R0 = result, R1 = result, R2 = other, Source = Source });
        return BaselineValue.In(type, result);
    }

    private BaselineValue CopySign(IrType type, BaselineValue left, BaselineValue right)
    {
        // andps b, sign; andps a, ~sign; orps a, b
        Reg sign = FloatScratch;
        Load(sign, right);
        Reg result = ToTemporary(left);
        Logic(X64Sse.Andps, sign, SignMask(type));
        Logic(X64Sse.Andps, result, ~SignMask(type));
        RegRegRm(X64Sse.Orps, 0, result, result, sign);
        return BaselineValue.In(type, result);
    }

    private static UInt128 SignMask(IrType type) => type == IrType.F32 ? Sign32 : Sign64;

    private void Logic(X64Op row, Reg register, UInt128 mask)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(bytes, mask);
        RegRegRm(row, 0, register, register, X64Rm.AtPool(Buffer.AddConstant(bytes)));
    }

    private BaselineValue EmitFloatUnary(Opcode op, IrType type, BaselineValue operand) => op switch
    {
        Opcode.Fabs => Masked(X64Sse.Andps, ~SignMask(type), type, operand),
        Opcode.Fneg => Masked(X64Sse.Xorps, SignMask(type), type, operand),
        Opcode.Fceil => Round(RoundUp, type, operand),
        Opcode.Ffloor => Round(RoundDown, type, operand),
        Opcode.Ftrunc => Round(RoundToZero, type, operand),
        Opcode.Fnearest => Round(RoundNearest, type, operand),
        Opcode.Fsqrt => FromFloat(X64Rows.Float(X64FloatOp.Sqrt, type.Size), type, operand),
        Opcode.Fpromote => FromFloat(X64Sse.Cvtss2sd, type, operand),
        Opcode.Fdemote => FromFloat(X64Sse.Cvtsd2ss, type, operand),
        Opcode.FcvtFromSint => FromInt(operand.Type.Size, type, operand),
        Opcode.FcvtFromUint => FromUnsigned(type, operand),
        Opcode.FcvtToSint => ToInt(X64Pseudo.ToSint, type, operand, RegClass.Int, needsTemporary: false),
        Opcode.FcvtToSintSat => ToInt(X64Pseudo.ToSintSat, type, operand, RegClass.Int, needsTemporary: false),
        Opcode.FcvtToUint when type == IrType.I32 => ToInt(X64Pseudo.ToUint32, type, operand, RegClass.Int, needsTemporary: true),
        Opcode.FcvtToUint => ToInt(X64Pseudo.ToUint64, type, operand, RegClass.Float, needsTemporary: true),
        Opcode.FcvtToUintSat when type == IrType.I32 => ToInt(X64Pseudo.ToUint32Sat, type, operand, RegClass.Int, needsTemporary: true),
        Opcode.FcvtToUintSat => ToInt(X64Pseudo.ToUint64Sat, type, operand, RegClass.Float, needsTemporary: true),
        Opcode.Bitcast => Bitcast(type, operand),
        _ => throw new CompilerBugException("baseline", $"{op} is no operation of one operand"),
    };

    private BaselineValue Masked(X64Op row, UInt128 mask, IrType type, BaselineValue operand)
    {
        Reg result = ToTemporary(operand);
        Logic(row, result, mask);
        return BaselineValue.In(type, result);
    }

    private BaselineValue Round(int mode, IrType type, BaselineValue operand)
    {
        X64Rm source = Rm(operand);
        Reg result = IsOwned(operand) ? operand.Register : Take(RegClass.Float);
        RegRmImm(type == IrType.F32 ? X64Sse.Roundss : X64Sse.Roundsd, 0, result, source, mode);
        return BaselineValue.In(type, result);
    }

    private BaselineValue FromFloat(X64Op row, IrType type, BaselineValue operand)
    {
        X64Rm source = Rm(operand);
        Reg result = IsOwned(operand) ? operand.Register : Take(RegClass.Float);
        RegRm(row, 0, result, source);
        return BaselineValue.In(type, result);
    }

    // xorps d, d; cvtsi2sd d, r: the conversion keeps the upper part of d, so clear it to cut the dependency
    private BaselineValue FromInt(int bytes, IrType type, BaselineValue operand)
    {
        X64Rm source = Rm(operand);
        Reg result = Take(RegClass.Float);
        LoadConstant(type, result, 0);
        RegRegRm(type == IrType.F32 ? X64Sse.Cvtsi2ss : X64Sse.Cvtsi2sd, bytes, result, result, source);
        return BaselineValue.In(type, result);
    }

    private BaselineValue FromUnsigned(IrType type, BaselineValue operand)
    {
        if (operand.Type == IrType.I32)
        {
            // A 32-bit integer in a register is a positive one of 64.
            Reg wide = operand.IsRegister ? operand.Register : IntScratch;
            Load(wide, operand);
            return FromInt(8, type, BaselineValue.In(IrType.I64, wide));
        }

        Reg source = operand.IsRegister ? operand.Register : IntScratch;
        Load(source, operand);
        Reg result = Take(RegClass.Float);
        _expander.Expand(new MachInst
        {
            Op = (ushort)X64Pseudo.FromUint64,
            Size = (byte)type.Size,
            R0 = result,
            R1 = source,
            R2 = AddressScratch,
            Source = Source,
        });
        return BaselineValue.In(type, result);
    }

    private BaselineValue ToInt(X64Pseudo op, IrType type, BaselineValue operand, RegClass temporary, bool needsTemporary)
    {
        Reg source = ToRegister(operand);
        Reg result = Take(RegClass.Int);
        _expander.Expand(new MachInst
        {
            Op = (ushort)op,
            Size = (byte)operand.Type.Size,
            Disp = type.Size,
            R0 = result,
            R1 = source,
            R2 = needsTemporary ? Scratch(temporary) : Reg.None,
            Source = Source,
        });
        Release(source);
        return BaselineValue.In(type, result);
    }

    private BaselineValue Bitcast(IrType type, BaselineValue operand)
    {
        switch (operand.Place)
        {
            case ValuePlace.Constant:
                return BaselineValue.Constant(type, type == IrType.I32 ? (int)operand.Bits : type == IrType.F32 ? (uint)operand.Bits : operand.Bits);
            case ValuePlace.Memory:
                Reg loaded = Take(ClassOf(type));
                LoadAt(type, loaded, operand.Register, operand.Offset);
                return BaselineValue.In(type, loaded);
            default:
                break;
        }

        Reg result = Take(ClassOf(type));
        Write(type.IsFloat
            ? X64Inst.RegRm(type == IrType.F32 ? X64Sse.MovdToXmm : X64Sse.MovqToXmm, 0, result, operand.Register)
            : X64Inst.RegReg(type == IrType.I32 ? X64Sse.MovdFromXmm : X64Sse.MovqFromXmm, 0, result, operand.Register));
        return BaselineValue.In(type, result);
    }
}
