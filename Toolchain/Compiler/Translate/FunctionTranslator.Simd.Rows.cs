// Vector instructions that are one operation of the IR: which one, for which lanes. Relaxed instructions, immediates and memory accesses are in FunctionTranslator.Simd.cs.
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

internal sealed partial class FunctionTranslator
{
    private const WasmOp FirstSimd = WasmOp.V128Load, LastSimd = WasmOp.I32x4RelaxedDotI8x16I7x16AddS;

    // By the distance from the first SIMD opcode.
    private static readonly SimdRow[] SimdRows = InOrder(
    [
        // Logic and lanes.
        Row(WasmOp.I8x16Swizzle,             Opcode.Vswizzle,      Lanes.I8x16),
        Row(WasmOp.V128And,                  Opcode.Iand,          Lanes.I8x16),
        Row(WasmOp.V128Andnot,               Opcode.VandNot,       Lanes.I8x16),
        Row(WasmOp.V128Or,                   Opcode.Ior,           Lanes.I8x16),
        Row(WasmOp.V128Xor,                  Opcode.Ixor,          Lanes.I8x16),
        Row(WasmOp.V128Bitselect,            Opcode.Vbitselect,    Lanes.I8x16),
        Row(WasmOp.I8x16Splat,               Opcode.Vsplat,        Lanes.I8x16),
        Row(WasmOp.I16x8Splat,               Opcode.Vsplat,        Lanes.I16x8),
        Row(WasmOp.I32x4Splat,               Opcode.Vsplat,        Lanes.I32x4),
        Row(WasmOp.I64x2Splat,               Opcode.Vsplat,        Lanes.I64x2),
        Row(WasmOp.F32x4Splat,               Opcode.Vsplat,        Lanes.F32x4),
        Row(WasmOp.F64x2Splat,               Opcode.Vsplat,        Lanes.F64x2),
        Row(WasmOp.V128AnyTrue,              Opcode.VanyTrue,      Lanes.I8x16),
        Row(WasmOp.I8x16AllTrue,             Opcode.VallTrue,      Lanes.I8x16),
        Row(WasmOp.I16x8AllTrue,             Opcode.VallTrue,      Lanes.I16x8),
        Row(WasmOp.I32x4AllTrue,             Opcode.VallTrue,      Lanes.I32x4),
        Row(WasmOp.I64x2AllTrue,             Opcode.VallTrue,      Lanes.I64x2),
        Row(WasmOp.I8x16Bitmask,             Opcode.Vbitmask,      Lanes.I8x16),
        Row(WasmOp.I16x8Bitmask,             Opcode.Vbitmask,      Lanes.I16x8),
        Row(WasmOp.I32x4Bitmask,             Opcode.Vbitmask,      Lanes.I32x4),
        Row(WasmOp.I64x2Bitmask,             Opcode.Vbitmask,      Lanes.I64x2),

        // Integer comparisons.
        Row(WasmOp.I8x16Eq,                  Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.Equal),
        Row(WasmOp.I8x16Ne,                  Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.NotEqual),
        Row(WasmOp.I8x16LtS,                 Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.SignedLessThan),
        Row(WasmOp.I8x16LtU,                 Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.UnsignedLessThan),
        Row(WasmOp.I8x16GtS,                 Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.SignedGreaterThan),
        Row(WasmOp.I8x16GtU,                 Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.UnsignedGreaterThan),
        Row(WasmOp.I8x16LeS,                 Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.SignedLessThanOrEqual),
        Row(WasmOp.I8x16LeU,                 Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.UnsignedLessThanOrEqual),
        Row(WasmOp.I8x16GeS,                 Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.SignedGreaterThanOrEqual),
        Row(WasmOp.I8x16GeU,                 Opcode.Vicmp,         Lanes.I8x16, (int)IntCc.UnsignedGreaterThanOrEqual),
        Row(WasmOp.I16x8Eq,                  Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.Equal),
        Row(WasmOp.I16x8Ne,                  Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.NotEqual),
        Row(WasmOp.I16x8LtS,                 Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.SignedLessThan),
        Row(WasmOp.I16x8LtU,                 Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.UnsignedLessThan),
        Row(WasmOp.I16x8GtS,                 Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.SignedGreaterThan),
        Row(WasmOp.I16x8GtU,                 Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.UnsignedGreaterThan),
        Row(WasmOp.I16x8LeS,                 Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.SignedLessThanOrEqual),
        Row(WasmOp.I16x8LeU,                 Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.UnsignedLessThanOrEqual),
        Row(WasmOp.I16x8GeS,                 Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.SignedGreaterThanOrEqual),
        Row(WasmOp.I16x8GeU,                 Opcode.Vicmp,         Lanes.I16x8, (int)IntCc.UnsignedGreaterThanOrEqual),
        Row(WasmOp.I32x4Eq,                  Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.Equal),
        Row(WasmOp.I32x4Ne,                  Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.NotEqual),
        Row(WasmOp.I32x4LtS,                 Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.SignedLessThan),
        Row(WasmOp.I32x4LtU,                 Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.UnsignedLessThan),
        Row(WasmOp.I32x4GtS,                 Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.SignedGreaterThan),
        Row(WasmOp.I32x4GtU,                 Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.UnsignedGreaterThan),
        Row(WasmOp.I32x4LeS,                 Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.SignedLessThanOrEqual),
        Row(WasmOp.I32x4LeU,                 Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.UnsignedLessThanOrEqual),
        Row(WasmOp.I32x4GeS,                 Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.SignedGreaterThanOrEqual),
        Row(WasmOp.I32x4GeU,                 Opcode.Vicmp,         Lanes.I32x4, (int)IntCc.UnsignedGreaterThanOrEqual),
        Row(WasmOp.I64x2Eq,                  Opcode.Vicmp,         Lanes.I64x2, (int)IntCc.Equal),
        Row(WasmOp.I64x2Ne,                  Opcode.Vicmp,         Lanes.I64x2, (int)IntCc.NotEqual),
        Row(WasmOp.I64x2LtS,                 Opcode.Vicmp,         Lanes.I64x2, (int)IntCc.SignedLessThan),
        Row(WasmOp.I64x2GtS,                 Opcode.Vicmp,         Lanes.I64x2, (int)IntCc.SignedGreaterThan),
        Row(WasmOp.I64x2LeS,                 Opcode.Vicmp,         Lanes.I64x2, (int)IntCc.SignedLessThanOrEqual),
        Row(WasmOp.I64x2GeS,                 Opcode.Vicmp,         Lanes.I64x2, (int)IntCc.SignedGreaterThanOrEqual),

        // Float comparisons.
        Row(WasmOp.F32x4Eq,                  Opcode.Vfcmp,         Lanes.F32x4, (int)FloatCc.Equal),
        Row(WasmOp.F32x4Ne,                  Opcode.Vfcmp,         Lanes.F32x4, (int)FloatCc.NotEqual),
        Row(WasmOp.F32x4Lt,                  Opcode.Vfcmp,         Lanes.F32x4, (int)FloatCc.LessThan),
        Row(WasmOp.F32x4Gt,                  Opcode.Vfcmp,         Lanes.F32x4, (int)FloatCc.GreaterThan),
        Row(WasmOp.F32x4Le,                  Opcode.Vfcmp,         Lanes.F32x4, (int)FloatCc.LessThanOrEqual),
        Row(WasmOp.F32x4Ge,                  Opcode.Vfcmp,         Lanes.F32x4, (int)FloatCc.GreaterThanOrEqual),
        Row(WasmOp.F64x2Eq,                  Opcode.Vfcmp,         Lanes.F64x2, (int)FloatCc.Equal),
        Row(WasmOp.F64x2Ne,                  Opcode.Vfcmp,         Lanes.F64x2, (int)FloatCc.NotEqual),
        Row(WasmOp.F64x2Lt,                  Opcode.Vfcmp,         Lanes.F64x2, (int)FloatCc.LessThan),
        Row(WasmOp.F64x2Gt,                  Opcode.Vfcmp,         Lanes.F64x2, (int)FloatCc.GreaterThan),
        Row(WasmOp.F64x2Le,                  Opcode.Vfcmp,         Lanes.F64x2, (int)FloatCc.LessThanOrEqual),
        Row(WasmOp.F64x2Ge,                  Opcode.Vfcmp,         Lanes.F64x2, (int)FloatCc.GreaterThanOrEqual),

        // Integer arithmetic.
        Row(WasmOp.I8x16Abs,                 Opcode.Vabs,          Lanes.I8x16),
        Row(WasmOp.I8x16Neg,                 Opcode.Vneg,          Lanes.I8x16),
        Row(WasmOp.I8x16Shl,                 Opcode.Vshl,          Lanes.I8x16),
        Row(WasmOp.I8x16ShrS,                Opcode.VshrS,         Lanes.I8x16),
        Row(WasmOp.I8x16ShrU,                Opcode.VshrU,         Lanes.I8x16),
        Row(WasmOp.I8x16Add,                 Opcode.Vadd,          Lanes.I8x16),
        Row(WasmOp.I8x16Sub,                 Opcode.Vsub,          Lanes.I8x16),
        Row(WasmOp.I8x16AddSatS,             Opcode.VaddSatS,      Lanes.I8x16),
        Row(WasmOp.I8x16AddSatU,             Opcode.VaddSatU,      Lanes.I8x16),
        Row(WasmOp.I8x16SubSatS,             Opcode.VsubSatS,      Lanes.I8x16),
        Row(WasmOp.I8x16SubSatU,             Opcode.VsubSatU,      Lanes.I8x16),
        Row(WasmOp.I8x16AvgrU,               Opcode.Vavgr,         Lanes.I8x16),
        Row(WasmOp.I8x16MinS,                Opcode.VminS,         Lanes.I8x16),
        Row(WasmOp.I8x16MinU,                Opcode.VminU,         Lanes.I8x16),
        Row(WasmOp.I8x16MaxS,                Opcode.VmaxS,         Lanes.I8x16),
        Row(WasmOp.I8x16MaxU,                Opcode.VmaxU,         Lanes.I8x16),
        Row(WasmOp.I16x8Abs,                 Opcode.Vabs,          Lanes.I16x8),
        Row(WasmOp.I16x8Neg,                 Opcode.Vneg,          Lanes.I16x8),
        Row(WasmOp.I16x8Shl,                 Opcode.Vshl,          Lanes.I16x8),
        Row(WasmOp.I16x8ShrS,                Opcode.VshrS,         Lanes.I16x8),
        Row(WasmOp.I16x8ShrU,                Opcode.VshrU,         Lanes.I16x8),
        Row(WasmOp.I16x8Add,                 Opcode.Vadd,          Lanes.I16x8),
        Row(WasmOp.I16x8Sub,                 Opcode.Vsub,          Lanes.I16x8),
        Row(WasmOp.I16x8Mul,                 Opcode.Vmul,          Lanes.I16x8),
        Row(WasmOp.I16x8AddSatS,             Opcode.VaddSatS,      Lanes.I16x8),
        Row(WasmOp.I16x8AddSatU,             Opcode.VaddSatU,      Lanes.I16x8),
        Row(WasmOp.I16x8SubSatS,             Opcode.VsubSatS,      Lanes.I16x8),
        Row(WasmOp.I16x8SubSatU,             Opcode.VsubSatU,      Lanes.I16x8),
        Row(WasmOp.I16x8AvgrU,               Opcode.Vavgr,         Lanes.I16x8),
        Row(WasmOp.I16x8MinS,                Opcode.VminS,         Lanes.I16x8),
        Row(WasmOp.I16x8MinU,                Opcode.VminU,         Lanes.I16x8),
        Row(WasmOp.I16x8MaxS,                Opcode.VmaxS,         Lanes.I16x8),
        Row(WasmOp.I16x8MaxU,                Opcode.VmaxU,         Lanes.I16x8),
        Row(WasmOp.I32x4Abs,                 Opcode.Vabs,          Lanes.I32x4),
        Row(WasmOp.I32x4Neg,                 Opcode.Vneg,          Lanes.I32x4),
        Row(WasmOp.I32x4Shl,                 Opcode.Vshl,          Lanes.I32x4),
        Row(WasmOp.I32x4ShrS,                Opcode.VshrS,         Lanes.I32x4),
        Row(WasmOp.I32x4ShrU,                Opcode.VshrU,         Lanes.I32x4),
        Row(WasmOp.I32x4Add,                 Opcode.Vadd,          Lanes.I32x4),
        Row(WasmOp.I32x4Sub,                 Opcode.Vsub,          Lanes.I32x4),
        Row(WasmOp.I32x4Mul,                 Opcode.Vmul,          Lanes.I32x4),
        Row(WasmOp.I32x4MinS,                Opcode.VminS,         Lanes.I32x4),
        Row(WasmOp.I32x4MinU,                Opcode.VminU,         Lanes.I32x4),
        Row(WasmOp.I32x4MaxS,                Opcode.VmaxS,         Lanes.I32x4),
        Row(WasmOp.I32x4MaxU,                Opcode.VmaxU,         Lanes.I32x4),
        Row(WasmOp.I64x2Abs,                 Opcode.Vabs,          Lanes.I64x2),
        Row(WasmOp.I64x2Neg,                 Opcode.Vneg,          Lanes.I64x2),
        Row(WasmOp.I64x2Shl,                 Opcode.Vshl,          Lanes.I64x2),
        Row(WasmOp.I64x2ShrS,                Opcode.VshrS,         Lanes.I64x2),
        Row(WasmOp.I64x2ShrU,                Opcode.VshrU,         Lanes.I64x2),
        Row(WasmOp.I64x2Add,                 Opcode.Vadd,          Lanes.I64x2),
        Row(WasmOp.I64x2Sub,                 Opcode.Vsub,          Lanes.I64x2),
        Row(WasmOp.I64x2Mul,                 Opcode.Vmul,          Lanes.I64x2),
        Row(WasmOp.I8x16Popcnt,              Opcode.Vpopcnt,       Lanes.I8x16),
        Row(WasmOp.I32x4DotI16x8S,           Opcode.Vdot,          Lanes.I16x8),
        Row(WasmOp.I16x8Q15mulrSatS,         Opcode.Vq15mulr,      Lanes.I16x8),

        // Lanes of another width; the lanes are the operand's.
        Row(WasmOp.I8x16NarrowI16x8S,        Opcode.VnarrowS,      Lanes.I16x8),
        Row(WasmOp.I8x16NarrowI16x8U,        Opcode.VnarrowU,      Lanes.I16x8),
        Row(WasmOp.I16x8NarrowI32x4S,        Opcode.VnarrowS,      Lanes.I32x4),
        Row(WasmOp.I16x8NarrowI32x4U,        Opcode.VnarrowU,      Lanes.I32x4),
        Row(WasmOp.I16x8ExtendLowI8x16S,     Opcode.VextendLowS,   Lanes.I8x16),
        Row(WasmOp.I16x8ExtmulLowI8x16S,     Opcode.VextmulLowS,   Lanes.I8x16),
        Row(WasmOp.I16x8ExtendHighI8x16S,    Opcode.VextendHighS,  Lanes.I8x16),
        Row(WasmOp.I16x8ExtmulHighI8x16S,    Opcode.VextmulHighS,  Lanes.I8x16),
        Row(WasmOp.I16x8ExtaddPairwiseI8x16S,Opcode.VextaddS,      Lanes.I8x16),
        Row(WasmOp.I16x8ExtendLowI8x16U,     Opcode.VextendLowU,   Lanes.I8x16),
        Row(WasmOp.I16x8ExtmulLowI8x16U,     Opcode.VextmulLowU,   Lanes.I8x16),
        Row(WasmOp.I16x8ExtendHighI8x16U,    Opcode.VextendHighU,  Lanes.I8x16),
        Row(WasmOp.I16x8ExtmulHighI8x16U,    Opcode.VextmulHighU,  Lanes.I8x16),
        Row(WasmOp.I16x8ExtaddPairwiseI8x16U,Opcode.VextaddU,      Lanes.I8x16),
        Row(WasmOp.I32x4ExtendLowI16x8S,     Opcode.VextendLowS,   Lanes.I16x8),
        Row(WasmOp.I32x4ExtmulLowI16x8S,     Opcode.VextmulLowS,   Lanes.I16x8),
        Row(WasmOp.I32x4ExtendHighI16x8S,    Opcode.VextendHighS,  Lanes.I16x8),
        Row(WasmOp.I32x4ExtmulHighI16x8S,    Opcode.VextmulHighS,  Lanes.I16x8),
        Row(WasmOp.I32x4ExtaddPairwiseI16x8S,Opcode.VextaddS,      Lanes.I16x8),
        Row(WasmOp.I32x4ExtendLowI16x8U,     Opcode.VextendLowU,   Lanes.I16x8),
        Row(WasmOp.I32x4ExtmulLowI16x8U,     Opcode.VextmulLowU,   Lanes.I16x8),
        Row(WasmOp.I32x4ExtendHighI16x8U,    Opcode.VextendHighU,  Lanes.I16x8),
        Row(WasmOp.I32x4ExtmulHighI16x8U,    Opcode.VextmulHighU,  Lanes.I16x8),
        Row(WasmOp.I32x4ExtaddPairwiseI16x8U,Opcode.VextaddU,      Lanes.I16x8),
        Row(WasmOp.I64x2ExtendLowI32x4S,     Opcode.VextendLowS,   Lanes.I32x4),
        Row(WasmOp.I64x2ExtmulLowI32x4S,     Opcode.VextmulLowS,   Lanes.I32x4),
        Row(WasmOp.I64x2ExtendHighI32x4S,    Opcode.VextendHighS,  Lanes.I32x4),
        Row(WasmOp.I64x2ExtmulHighI32x4S,    Opcode.VextmulHighS,  Lanes.I32x4),
        Row(WasmOp.I64x2ExtendLowI32x4U,     Opcode.VextendLowU,   Lanes.I32x4),
        Row(WasmOp.I64x2ExtmulLowI32x4U,     Opcode.VextmulLowU,   Lanes.I32x4),
        Row(WasmOp.I64x2ExtendHighI32x4U,    Opcode.VextendHighU,  Lanes.I32x4),
        Row(WasmOp.I64x2ExtmulHighI32x4U,    Opcode.VextmulHighU,  Lanes.I32x4),

        // Float arithmetic; the last column says where a NaN may come out.
        Row(WasmOp.F32x4Abs,                 Opcode.Vabs,          Lanes.F32x4),
        Row(WasmOp.F32x4Neg,                 Opcode.Vneg,          Lanes.F32x4),
        Row(WasmOp.F32x4Sqrt,                Opcode.Vsqrt,         Lanes.F32x4, makesNan: true),
        Row(WasmOp.F32x4Add,                 Opcode.Vadd,          Lanes.F32x4, makesNan: true),
        Row(WasmOp.F32x4Sub,                 Opcode.Vsub,          Lanes.F32x4, makesNan: true),
        Row(WasmOp.F32x4Mul,                 Opcode.Vmul,          Lanes.F32x4, makesNan: true),
        Row(WasmOp.F32x4Div,                 Opcode.Vdiv,          Lanes.F32x4, makesNan: true),
        Row(WasmOp.F32x4Min,                 Opcode.Vfmin,         Lanes.F32x4, makesNan: true),
        Row(WasmOp.F32x4Max,                 Opcode.Vfmax,         Lanes.F32x4, makesNan: true),
        Row(WasmOp.F32x4Pmin,                Opcode.Vpmin,         Lanes.F32x4),
        Row(WasmOp.F32x4Pmax,                Opcode.Vpmax,         Lanes.F32x4),
        Row(WasmOp.F64x2Abs,                 Opcode.Vabs,          Lanes.F64x2),
        Row(WasmOp.F64x2Neg,                 Opcode.Vneg,          Lanes.F64x2),
        Row(WasmOp.F64x2Sqrt,                Opcode.Vsqrt,         Lanes.F64x2, makesNan: true),
        Row(WasmOp.F64x2Add,                 Opcode.Vadd,          Lanes.F64x2, makesNan: true),
        Row(WasmOp.F64x2Sub,                 Opcode.Vsub,          Lanes.F64x2, makesNan: true),
        Row(WasmOp.F64x2Mul,                 Opcode.Vmul,          Lanes.F64x2, makesNan: true),
        Row(WasmOp.F64x2Div,                 Opcode.Vdiv,          Lanes.F64x2, makesNan: true),
        Row(WasmOp.F64x2Min,                 Opcode.Vfmin,         Lanes.F64x2, makesNan: true),
        Row(WasmOp.F64x2Max,                 Opcode.Vfmax,         Lanes.F64x2, makesNan: true),
        Row(WasmOp.F64x2Pmin,                Opcode.Vpmin,         Lanes.F64x2),
        Row(WasmOp.F64x2Pmax,                Opcode.Vpmax,         Lanes.F64x2),

        // Conversions; the lanes are the floats'.
        Row(WasmOp.F32x4ConvertI32x4S,       Opcode.VconvertS,     Lanes.F32x4),
        Row(WasmOp.F32x4ConvertI32x4U,       Opcode.VconvertU,     Lanes.F32x4),
        Row(WasmOp.F64x2ConvertLowI32x4S,    Opcode.VconvertS,     Lanes.F64x2),
        Row(WasmOp.F64x2ConvertLowI32x4U,    Opcode.VconvertU,     Lanes.F64x2),
        Row(WasmOp.I32x4TruncSatF32x4S,      Opcode.VtruncSatS,    Lanes.F32x4),
        Row(WasmOp.I32x4TruncSatF32x4U,      Opcode.VtruncSatU,    Lanes.F32x4),
        Row(WasmOp.I32x4TruncSatF64x2SZero,  Opcode.VtruncSatS,    Lanes.F64x2),
        Row(WasmOp.I32x4TruncSatF64x2UZero,  Opcode.VtruncSatU,    Lanes.F64x2),
        Row(WasmOp.F32x4DemoteF64x2Zero,     Opcode.Vdemote,       Lanes.F32x4, makesNan: true),
        Row(WasmOp.F64x2PromoteLowF32x4,     Opcode.Vpromote,      Lanes.F64x2, makesNan: true),
    ]);

    /// <summary>What a vector instruction means.</summary>
    /// <param name="Op">The instruction.</param>
    /// <param name="Ir">Its operation.</param>
    /// <param name="Lanes">Its lanes.</param>
    /// <param name="Condition">Of comparisons.</param>
    /// <param name="MakesNan">The result may be a NaN whose bits the machine chooses.</param>
    private readonly record struct SimdRow(WasmOp Op, Opcode Ir, Lanes Lanes, int Condition, bool MakesNan);

    private static SimdRow Row(WasmOp op, Opcode ir, Lanes lanes, int condition = 0, bool makesNan = false) => new(op, ir, lanes, condition, makesNan);

    private static SimdRow[] InOrder(SimdRow[] rows)
    {
        var ordered = new SimdRow[LastSimd - FirstSimd + 1];
        foreach (SimdRow row in rows)
        {
            ordered[row.Op - FirstSimd] = row;
        }

        return ordered;
    }
}
