// From vector operations to rows, where one instruction does it.
using Wasmtime.Min.Toolchain.Codegen.Ir;

namespace Wasmtime.Min.Toolchain.Codegen.Isa.S390;

/// <summary>The row for a vector operation.</summary>
internal static class S390VectorRows
{
    internal static S390Op? Binary(Opcode op, Lanes lanes) => op switch
    {
        Opcode.Iand => S390Vector.Vn,
        Opcode.Ior => S390Vector.Vo,
        Opcode.Ixor => S390Vector.Vx,
        Opcode.VandNot => S390Vector.Vnc,
        Opcode.Vadd => lanes.AreFloats ? S390VectorFloat.Add.All(lanes) : S390Vector.Va.Of(lanes),
        Opcode.Vsub => lanes.AreFloats ? S390VectorFloat.Sub.All(lanes) : S390Vector.Vs.Of(lanes),
        Opcode.Vmul when lanes.AreFloats => S390VectorFloat.Mul.All(lanes),
        Opcode.Vmul when lanes != Lanes.I64x2 => S390Vector.Vml.Of(lanes),
        Opcode.Vdiv => S390VectorFloat.Div.All(lanes),
        Opcode.Vfmin => S390VectorFloat.Min.All(lanes),
        Opcode.Vfmax => S390VectorFloat.Max.All(lanes),
        Opcode.VminS => S390Vector.Vmn.Of(lanes),
        Opcode.VminU => S390Vector.Vmnl.Of(lanes),
        Opcode.VmaxS => S390Vector.Vmx.Of(lanes),
        Opcode.VmaxU => S390Vector.Vmxl.Of(lanes),
        Opcode.Vavgr => S390Vector.Vavgl.Of(lanes),
        _ => null,
    };

    internal static S390Op? Unary(Opcode op, Lanes lanes) => op switch
    {
        Opcode.Vabs => lanes.AreFloats ? S390VectorFloat.Abs.All(lanes) : S390Vector.Vlp.Of(lanes),
        Opcode.Vneg => lanes.AreFloats ? S390VectorFloat.Neg.All(lanes) : S390Vector.Vlc.Of(lanes),
        Opcode.Vsqrt => S390VectorFloat.Sqrt.All(lanes),
        Opcode.Vpopcnt => S390Vector.Vpopct[0],
        Opcode.VextendLowS => S390Vector.Vupl.Of(lanes),
        Opcode.VextendHighS => S390Vector.Vuph.Of(lanes),
        Opcode.VextendLowU => S390Vector.Vupll.Of(lanes),
        Opcode.VextendHighU => S390Vector.Vuplh.Of(lanes),
        _ => null,
    };

    internal static (S390Op Op, bool Swapped, bool Inverted) Compare(IntCc cc, Lanes lanes) => cc switch
    {
        IntCc.Equal => (S390Vector.Vceq.Of(lanes), false, false),
        IntCc.NotEqual => (S390Vector.Vceq.Of(lanes), false, true),
        IntCc.SignedLessThan => (S390Vector.Vch.Of(lanes), true, false),
        IntCc.SignedGreaterThanOrEqual => (S390Vector.Vch.Of(lanes), true, true),
        IntCc.SignedGreaterThan => (S390Vector.Vch.Of(lanes), false, false),
        IntCc.SignedLessThanOrEqual => (S390Vector.Vch.Of(lanes), false, true),
        IntCc.UnsignedLessThan => (S390Vector.Vchl.Of(lanes), true, false),
        IntCc.UnsignedGreaterThanOrEqual => (S390Vector.Vchl.Of(lanes), true, true),
        IntCc.UnsignedGreaterThan => (S390Vector.Vchl.Of(lanes), false, false),
        IntCc.UnsignedLessThanOrEqual => (S390Vector.Vchl.Of(lanes), false, true),
    };

    internal static (S390Op Op, bool Swapped, bool Inverted) Compare(FloatCc cc, Lanes lanes) => cc switch
    {
        FloatCc.Equal => (S390VectorFloat.Equal.All(lanes), false, false),
        FloatCc.NotEqual => (S390VectorFloat.Equal.All(lanes), false, true),
        FloatCc.LessThan => (S390VectorFloat.High.All(lanes), true, false),
        FloatCc.GreaterThan => (S390VectorFloat.High.All(lanes), false, false),
        FloatCc.LessThanOrEqual => (S390VectorFloat.HighEqual.All(lanes), true, false),
        FloatCc.GreaterThanOrEqual => (S390VectorFloat.HighEqual.All(lanes), false, false),
    };
}
