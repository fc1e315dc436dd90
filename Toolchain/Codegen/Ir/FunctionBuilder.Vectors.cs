// Vector operations. Most have one of three shapes (one, two or three vectors in, one out), so there is a method per shape and not one per
// operation; OpcodeTable.Rows.cs describes the operations.
using System;

namespace Wasmtime.Min.Toolchain.Codegen.Ir;

public sealed partial class FunctionBuilder
{
    /// <summary>An operation of one vector whose result is a vector.</summary>
    public Value Vector(Opcode op, Lanes lanes, Value a) => Vector(op, lanes, a, Value.None, Value.None);

    /// <summary>An operation of two vectors, or a vector and a shift count, whose result is a vector.</summary>
    public Value Vector(Opcode op, Lanes lanes, Value a, Value b) => Vector(op, lanes, a, b, Value.None);

    /// <summary>An operation of three vectors whose result is a vector.</summary>
    public Value Vector(Opcode op, Lanes lanes, Value a, Value b, Value c) => Function.Pure(new Node
    {
        Op = op,
        Type = IrType.V128,
        Aux = (byte)lanes,
        A = a.Id,
        B = b.IsNone ? 0 : b.Id,
        C = c.IsNone ? 0 : c.Id,
    });

    /// <summary>All bits of each lane set where the comparison holds.</summary>
    public Value Vicmp(Lanes lanes, IntCc cc, Value a, Value b) => VectorCompare(Opcode.Vicmp, lanes, (int)cc, a, b);

    /// <summary>All bits of each lane set where the comparison holds.</summary>
    public Value Vfcmp(Lanes lanes, FloatCc cc, Value a, Value b) => VectorCompare(Opcode.Vfcmp, lanes, (int)cc, a, b);

    /// <summary>The bits of <paramref name="a"/> where those of the mask are set, else those of <paramref name="b"/>.</summary>
    public Value Vbitselect(Value a, Value b, Value mask) => Vector(Opcode.Vbitselect, Lanes.I8x16, a, b, mask);

    /// <summary>A scalar in every lane.</summary>
    public Value Vsplat(Lanes lanes, Value scalar) => Vector(Opcode.Vsplat, lanes, scalar);

    /// <summary>One lane; narrow ones are extended to 32 bits.</summary>
    public Value Vextract(Lanes lanes, int lane, bool isSigned, Value a) => Function.Pure(new Node
    {
        Op = isSigned ? Opcode.VextractS : Opcode.VextractU,
        Type = lanes.Scalar,
        Aux = (byte)lanes,
        A = a.Id,
        Imm = lane,
    });

    /// <summary>The vector with one lane replaced.</summary>
    public Value Vinsert(Lanes lanes, int lane, Value a, Value scalar) => Function.Pure(new Node
    {
        Op = Opcode.Vinsert,
        Type = IrType.V128,
        Aux = (byte)lanes,
        A = a.Id,
        B = scalar.Id,
        Imm = lane,
    });

    /// <summary>Bytes chosen from the 32 of <paramref name="a"/> and <paramref name="b"/>; byte i of the selection names byte i of the result.</summary>
    public Value Vshuffle(Value a, Value b, UInt128 selection) => Function.Pure(new Node
    {
        Op = Opcode.Vshuffle,
        Type = IrType.V128,
        A = a.Id,
        B = b.Id,
        Imm = Function.AddVector(selection),
    });

    /// <summary>Floats rounded to integers.</summary>
    public Value Vround(Lanes lanes, RoundingMode mode, Value a) =>
        Function.Pure(new Node { Op = Opcode.Vround, Type = IrType.V128, Aux = (byte)lanes, A = a.Id, Imm = (long)mode });

    /// <summary>A number made of a whole vector: <see cref="Opcode.VanyTrue"/>, <see cref="Opcode.VallTrue"/>, <see cref="Opcode.Vbitmask"/>.</summary>
    public Value VectorTest(Opcode op, Lanes lanes, Value a) =>
        Function.Pure(new Node { Op = op, Type = IrType.I32, Aux = (byte)lanes, A = a.Id });

    private Value VectorCompare(Opcode op, Lanes lanes, int cc, Value a, Value b) => Function.Pure(
        new Node { Op = op, Type = IrType.V128, Aux = (byte)((int)lanes | (cc << 4)), A = a.Id, B = b.Id });
}

/// <summary>Which integer a float is rounded to.</summary>
public enum RoundingMode : byte
{
    /// <summary>The nearest one, the even one of two.</summary>
    Nearest,

    /// <summary>Down.</summary>
    Floor,

    /// <summary>Up.</summary>
    Ceiling,

    /// <summary>Towards zero.</summary>
    Truncate,
}
