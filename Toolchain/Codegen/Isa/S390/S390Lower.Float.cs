// Float arithmetic and conversions. A scalar is the leftmost lane of its register; the others hold anything.
using Wasmtime.Min.Toolchain.Codegen.Emit;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

internal sealed partial class S390Lower
{
    // Masks of the instructions: how to round; that the inexact exception stays away; minimum and maximum of which language: Java's, like wasm's,
    // know the sign of zero and keep not-a-number.
    private const int ToNearest = 4;
    private const int TowardZero = 5;
    private const int Up = 6;
    private const int Down = 7;
    private const int NoInexact = 4;
    private const int LikeMath = 1;

    private Reg Float2(S390Op[] op, NodeView n, int mask = 0)
    {
        Emit(S390Inst.Reg3(op.One(n.Type), DefReg(n.Id), UseReg(n.A), UseReg(n.B)) with { Imm = mask });
        return DefReg(n.Id);
    }

    private Reg Float1(S390Op[] op, NodeView n) => Vector1(op.One(n.Type), n);

    private Reg Vector1(S390Op op, NodeView n)
    {
        Emit(S390Inst.Reg2(op, DefReg(n.Id), UseReg(n.A)));
        return DefReg(n.Id);
    }

    private Reg Round(S390Op op, NodeView n, int mode, int inexact = NoInexact)
    {
        Emit(S390Inst.RegImm(op, DefReg(n.Id), UseReg(n.A), mode) with { Disp = inexact });
        return DefReg(n.Id);
    }

    private Reg Fcopysign(NodeView n)
    {
        // vgm m, 0, 0: only signs are set; vsel d, b, a, m
        Reg signs = NewReg(IrType.F64);
        Emit(S390Inst.RegImm(S390Vector.Vgm[n.Type == IrType.F32 ? 2 : 3], signs, Reg.None, 0));
        Emit(S390Inst.Reg4(S390Vector.Vsel, DefReg(n.Id), UseReg(n.B), UseReg(n.A), signs));
        return DefReg(n.Id);
    }

    private Reg FloatFromInt(NodeView n, bool signed)
    {
        S390Op op = (TypeOf(n.A).Size, n.Type == IrType.F32, signed) switch
        {
            (4, true, true) => S390Float.Cefbr,
            (4, true, false) => S390Float.Celfbr,
            (4, false, true) => S390Float.Cdfbr,
            (4, false, false) => S390Float.Cdlfbr,
            (_, true, true) => S390Float.Cegbr,
            (_, true, false) => S390Float.Celgbr,
            (_, false, true) => S390Float.Cdgbr,
            _ => S390Float.Cdlgbr,
        };
        Emit(S390Inst.Reg2(op, DefReg(n.Id), UseReg(n.A)));
        return DefReg(n.Id);
    }

    private Reg FloatToInt(NodeView n, bool signed)
    {
        Emit(new MachInst
        {
            Op = (ushort)S390Pseudo.FloatToInt,
            R0 = DefReg(n.Id),
            R1 = UseReg(n.A),
            Size = (byte)n.Type.Size,
            Scale = FloatLog2(n.A),
            Cond = (byte)(signed ? 1 : 0),
            Source = Location(n.Id),
        });
        return DefReg(n.Id);
    }

    // The machine saturates; signed, not-a-number becomes the smallest integer and has to be mended.
    private Reg FloatToIntSaturating(NodeView n, bool signed)
    {
        Reg source = UseReg(n.A);
        S390Op op = S390Emit.ConversionRow(n.Type.Size, FloatLog2(n.A), signed);
        if (!signed)
        {
            return IntImm(op, DefReg(n.Id), source, TowardZero);
        }

        Reg converted = IntImm(op, NewReg(RegClass.Int), source, TowardZero);
        Emit(S390Inst.Compare(TypeOf(n.A) == IrType.F64 ? S390VectorFloat.CompareD : S390VectorFloat.CompareS, source, source));
        Emit(S390Inst.RegImm(S390Int.Locghi, DefReg(n.Id), converted, 0) with { Cond = (byte)S390Cond.Overflow });
        return DefReg(n.Id);
    }

    private byte FloatLog2(Value value) => (byte)(TypeOf(value) == IrType.F32 ? 2 : 3);

    private Reg Bitcast(NodeView n)
    {
        IrType from = TypeOf(n.A);
        Reg source = UseReg(n.A);
        Reg result = DefReg(n.Id);
        int width = n.Type.Size == 8 ? 3 : 2;
        Emit((from.IsFloat, n.Type.IsFloat) switch
        {
            (true, false) => S390Inst.RegImm(S390Vector.Vlgv[width], result, source, 0),
            (false, true) => S390Inst.RegImm(S390Vector.Vlvg[width], result, Undefined(n.Type), 0) with { R2 = source },
            (false, false) when n.Type == IrType.Ref => S390Inst.Reg2(S390Int.Llgfr, result, source),
            _ => S390Inst.Move(result, source),
        });
        return result;
    }

    /// <summary>A register whose contents nobody looks at, for instructions that set one lane.</summary>
    private Reg Undefined(IrType type)
    {
        Reg register = NewReg(type);
        Emit(new MachInst { Op = (ushort)S390Pseudo.Undefined, R0 = register });
        return register;
    }
}
