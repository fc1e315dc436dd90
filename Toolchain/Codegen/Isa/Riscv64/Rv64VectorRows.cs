// From vector operations to rows, where one instruction does it.
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.Riscv64;

/// <summary>The forms of an instruction with two sources.</summary>
/// <param name="Vectors">Two vectors.</param>
/// <param name="Scalar">The second source is an integer for all lanes; null: there is no such form.</param>
/// <param name="Immediate">It is a small number; null: there is no such form.</param>
internal sealed record Rv64VectorForms(Rv64Op Vectors, Rv64Op? Scalar = null, Rv64Op? Immediate = null);

/// <summary>The rows for a vector operation.</summary>
internal static class Rv64VectorRows
{
    private static readonly Rv64VectorForms And = new(Rv64Vector.VandVv, Rv64Vector.VandVx, Rv64Vector.VandVi);
    private static readonly Rv64VectorForms Or = new(Rv64Vector.VorVv, Rv64Vector.VorVx, Rv64Vector.VorVi);
    private static readonly Rv64VectorForms Xor = new(Rv64Vector.VxorVv, Rv64Vector.VxorVx, Rv64Vector.VxorVi);
    private static readonly Rv64VectorForms Add = new(Rv64Vector.VaddVv, Rv64Vector.VaddVx, Rv64Vector.VaddVi);
    private static readonly Rv64VectorForms Sub = new(Rv64Vector.VsubVv, Rv64Vector.VsubVx);
    private static readonly Rv64VectorForms Mul = new(Rv64Vector.VmulVv, Rv64Vector.VmulVx);
    private static readonly Rv64VectorForms AddSatS = new(Rv64Vector.VsaddVv, Rv64Vector.VsaddVx);
    private static readonly Rv64VectorForms AddSatU = new(Rv64Vector.VsadduVv, Rv64Vector.VsadduVx);
    private static readonly Rv64VectorForms SubSatS = new(Rv64Vector.VssubVv, Rv64Vector.VssubVx);
    private static readonly Rv64VectorForms SubSatU = new(Rv64Vector.VssubuVv, Rv64Vector.VssubuVx);
    private static readonly Rv64VectorForms MinS = new(Rv64Vector.VminVv, Rv64Vector.VminVx);
    private static readonly Rv64VectorForms MinU = new(Rv64Vector.VminuVv, Rv64Vector.VminuVx);
    private static readonly Rv64VectorForms MaxS = new(Rv64Vector.VmaxVv, Rv64Vector.VmaxVx);
    private static readonly Rv64VectorForms MaxU = new(Rv64Vector.VmaxuVv, Rv64Vector.VmaxuVx);
    private static readonly Rv64VectorForms FloatAdd = new(Rv64VectorFloat.VfaddVv);
    private static readonly Rv64VectorForms FloatSub = new(Rv64VectorFloat.VfsubVv);
    private static readonly Rv64VectorForms FloatMul = new(Rv64VectorFloat.VfmulVv);
    private static readonly Rv64VectorForms FloatDiv = new(Rv64VectorFloat.VfdivVv);

    private static readonly Rv64VectorForms Equal = new(Rv64Vector.VmseqVv, Rv64Vector.VmseqVx, Rv64Vector.VmseqVi);
    private static readonly Rv64VectorForms NotEqual = new(Rv64Vector.VmsneVv, Rv64Vector.VmsneVx, Rv64Vector.VmsneVi);
    private static readonly Rv64VectorForms LessS = new(Rv64Vector.VmsltVv, Rv64Vector.VmsltVx);
    private static readonly Rv64VectorForms LessU = new(Rv64Vector.VmsltuVv, Rv64Vector.VmsltuVx);
    private static readonly Rv64VectorForms NotAboveS = new(Rv64Vector.VmsleVv, Rv64Vector.VmsleVx, Rv64Vector.VmsleVi);
    private static readonly Rv64VectorForms NotAboveU = new(Rv64Vector.VmsleuVv, Rv64Vector.VmsleuVx, Rv64Vector.VmsleuVi);

    /// <summary>Lane by lane, the first operand first.</summary>
    internal static Rv64VectorForms? Binary(Opcode op, Lanes lanes) => op switch
    {
        Opcode.Vadd => lanes.AreFloats ? FloatAdd : Add,
        Opcode.Vsub => lanes.AreFloats ? FloatSub : Sub,
        Opcode.Vmul => lanes.AreFloats ? FloatMul : Mul,
        Opcode.Vdiv => FloatDiv,
        Opcode.VaddSatS => AddSatS,
        Opcode.VaddSatU => AddSatU,
        Opcode.VsubSatS => SubSatS,
        Opcode.VsubSatU => SubSatU,
        Opcode.VminS => MinS,
        Opcode.VminU => MinU,
        Opcode.VmaxS => MaxS,
        Opcode.VmaxU => MaxU,
        _ => null,
    };

    /// <summary>Bit by bit.</summary>
    internal static Rv64VectorForms? Logic(Opcode op) => op switch
    {
        Opcode.Iand => And,
        Opcode.Ior => Or,
        Opcode.Ixor => Xor,
        _ => null,
    };

    /// <summary>The comparison of two vectors that holds, perhaps with the operands swapped.</summary>
    internal static (Rv64VectorForms Forms, bool Swapped) Compare(IntCc cc) => cc switch
    {
        IntCc.Equal => (Equal, false),
        IntCc.NotEqual => (NotEqual, false),
        IntCc.SignedLessThan => (LessS, false),
        IntCc.SignedGreaterThan => (LessS, true),
        IntCc.SignedLessThanOrEqual => (NotAboveS, false),
        IntCc.SignedGreaterThanOrEqual => (NotAboveS, true),
        IntCc.UnsignedLessThan => (LessU, false),
        IntCc.UnsignedGreaterThan => (LessU, true),
        IntCc.UnsignedLessThanOrEqual => (NotAboveU, false),
        IntCc.UnsignedGreaterThanOrEqual => (NotAboveU, true),
    };

    /// <summary>The forms that compare with one number for all lanes, on the right; the operands are never swapped.</summary>
    internal static (Rv64Op? Scalar, Rv64Op? Immediate) CompareWithNumber(IntCc cc) => cc switch
    {
        IntCc.SignedGreaterThan => (Rv64Vector.VmsgtVx, Rv64Vector.VmsgtVi),
        IntCc.UnsignedGreaterThan => (Rv64Vector.VmsgtuVx, Rv64Vector.VmsgtuVi),
        IntCc.SignedGreaterThanOrEqual or IntCc.UnsignedGreaterThanOrEqual => (null, null),
        IntCc.Equal or IntCc.NotEqual or IntCc.SignedLessThan or IntCc.UnsignedLessThan or IntCc.SignedLessThanOrEqual or IntCc.UnsignedLessThanOrEqual =>
            (Compare(cc).Forms.Scalar, Compare(cc).Forms.Immediate),
    };

    internal static (Rv64Op Op, bool Swapped) Compare(FloatCc cc) => cc switch
    {
        FloatCc.Equal => (Rv64VectorFloat.VmfeqVv, false),
        FloatCc.NotEqual => (Rv64VectorFloat.VmfneVv, false),
        FloatCc.LessThan => (Rv64VectorFloat.VmfltVv, false),
        FloatCc.LessThanOrEqual => (Rv64VectorFloat.VmfleVv, false),
        FloatCc.GreaterThan => (Rv64VectorFloat.VmfltVv, true),
        FloatCc.GreaterThanOrEqual => (Rv64VectorFloat.VmfleVv, true),
    };
}
