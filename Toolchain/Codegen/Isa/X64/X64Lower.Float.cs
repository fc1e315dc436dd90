// Float arithmetic and conversions. Where x86 and wasm disagree (minimum and maximum of NaNs and zeros, conversions out of range, unsigned
// 64-bit integers) the node becomes one pseudo-instruction with the usual path inline and the rest out of line; X64Emit.Float.cs expands it.
using System;
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.X64;

internal sealed partial class X64Lower
{
    private Reg FloatBinary(X64FloatOp op, NodeView n, bool commutes) => (View(n.A), View(n.B)) switch
    {
        // addsd a, [mem] / [constant]
        (var a, var b) when CanBeFloatMemory(b) => Float2(op, n.Type, DefReg(n.Id), UseReg(a.Id), FloatOperand(b.Id)),
        (var a, var b) when commutes && CanBeFloatMemory(a) => Float2(op, n.Type, DefReg(n.Id), UseReg(b.Id), FloatOperand(a.Id)),

        // addsd a, b
        (var a, var b) => Float2(op, n.Type, DefReg(n.Id), UseReg(a.Id), UseReg(b.Id)),
    };

    private bool CanBeFloatMemory(NodeView value) => value.Op switch
    {
        Opcode.F32const or Opcode.F64const => value.Imm != 0,
        Opcode.Load => CanSink(value, value.Type.Size),
        _ => false,
    };

    /// <summary>The value as a register, a foldable load or a pooled constant.</summary>
    private X64Operand FloatOperand(Value value)
    {
        NodeView view = View(value);
        return view.Op switch
        {
            Opcode.F32const or Opcode.F64const when view.Imm != 0 => X64Mem.Pooled(Constant(view.Type.Size, (ulong)view.Imm)),
            Opcode.Load when CanSink(view, view.Type.Size) => Sink(view),
            _ => UseReg(value),
        };
    }

    /// <summary>roundss/roundsd; bit 3 of the mode suppresses the precision exception.</summary>
    private Reg Round(NodeView n, byte mode) => RoundFloat(n.Type, DefReg(n.Id), FloatOperand(n.A), (byte)(mode | 8));

    private Reg Fcopysign(NodeView n)
    {
        // andps a, ~sign; andps b, sign; orps
        Reg magnitude = FloatLogic(X64FloatLogic.And, NewReg(n.Type), UseReg(n.A), MagnitudeMask(n.Type));
        Reg sign = FloatLogic(X64FloatLogic.And, NewReg(n.Type), UseReg(n.B), SignMask(n.Type));
        return FloatLogic(X64FloatLogic.Or, DefReg(n.Id), magnitude, sign);
    }

    private X64Mem SignMask(IrType type) => X64Mem.Pooled(Constant16(type == IrType.F32
        ? new UInt128(0x8000_0000_8000_0000, 0x8000_0000_8000_0000)
        : new UInt128(0x8000_0000_0000_0000, 0x8000_0000_0000_0000)));

    private X64Mem MagnitudeMask(IrType type) => X64Mem.Pooled(Constant16(type == IrType.F32
        ? new UInt128(0x7fff_ffff_7fff_ffff, 0x7fff_ffff_7fff_ffff)
        : new UInt128(0x7fff_ffff_ffff_ffff, 0x7fff_ffff_ffff_ffff)));

    private Reg FcvtFromSint(NodeView n)
    {
        // xorps d, d; cvtsi2sd d, r: the conversion keeps the upper part of d, so clear it to cut the dependency
        Reg clear = LoadFloatZero();
        return ConvertFromInt(n.Type, TypeOf(n.A).Size, DefReg(n.Id), clear, UseReg(n.A));
    }

    private Reg FcvtFromUint(NodeView n)
    {
        if (TypeOf(n.A).Size == 4)
        {
            // mov r32, a; cvtsi2sd d, r64
            Reg wide = HasZeroUpperHalf(n.A) ? UseReg(n.A) : ExtendRaw(X64Extend.Zero32, 8, NewReg(RegClass.Int), UseReg(n.A));
            Reg clear = LoadFloatZero();
            return ConvertFromInt(n.Type, 8, DefReg(n.Id), clear, wide);
        }

        return FloatPseudo(X64Pseudo.FromUint64, n.Type, DefReg(n.Id), UseReg(n.A), NewReg(RegClass.Int));
    }

    private Reg FcvtToInt(NodeView n, bool signed, bool saturating)
    {
        bool wide = n.Type.Size == 8;
        (X64Pseudo op, Reg temp) = (signed, wide) switch
        {
            (true, _) => (saturating ? X64Pseudo.ToSintSat : X64Pseudo.ToSint, Reg.None),
            (false, false) => (saturating ? X64Pseudo.ToUint32Sat : X64Pseudo.ToUint32, NewReg(RegClass.Int)),
            (false, true) => (saturating ? X64Pseudo.ToUint64Sat : X64Pseudo.ToUint64, NewReg(RegClass.Float)),
        };
        return EmitFloatToInt(op, TypeOf(n.A), n.Type.Size, DefReg(n.Id), UseReg(n.A), temp);
    }

    private Reg Bitcast(NodeView n)
    {
        IrType from = TypeOf(n.A);
        return (from.IsFloat, n.Type.IsFloat) switch
        {
            // movd/movq between the classes
            (true, false) => MoveFloatToInt(n.Type.Size, DefReg(n.Id), UseReg(n.A)),
            (false, true) => MoveIntToFloat(n.Type.Size, DefReg(n.Id), UseReg(n.A)),
            (true, true) => MoveReg(n.Type, DefReg(n.Id), UseReg(n.A)),
            (false, false) => MoveReg(n.Type, DefReg(n.Id), UseReg(n.A)),
        };
    }
}
