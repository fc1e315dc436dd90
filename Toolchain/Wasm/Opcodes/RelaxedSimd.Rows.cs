// Relaxed SIMD (prefix 0xFD, from 0x100). Columns: op, text, immediates, operands, results, then feature, natural alignment (log2) or lanes where there are any.
namespace Wasmtime.Min.Toolchain.Wasm.Opcodes;

internal static partial class WasmOps
{
    private static WasmOpRow[] RelaxedSimdRows() =>
    [
        Row(WasmOp.I8x16RelaxedSwizzle,           "i8x16.relaxed_swizzle",               Imm.None, Of(V128, V128),       V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I32x4RelaxedTruncF32x4S,       "i32x4.relaxed_trunc_f32x4_s",         Imm.None, V128,                 V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I32x4RelaxedTruncF32x4U,       "i32x4.relaxed_trunc_f32x4_u",         Imm.None, V128,                 V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I32x4RelaxedTruncF64x2SZero,   "i32x4.relaxed_trunc_f64x2_s_zero",    Imm.None, V128,                 V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I32x4RelaxedTruncF64x2UZero,   "i32x4.relaxed_trunc_f64x2_u_zero",    Imm.None, V128,                 V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.F32x4RelaxedMadd,              "f32x4.relaxed_madd",                  Imm.None, Of(V128, V128, V128), V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.F32x4RelaxedNmadd,             "f32x4.relaxed_nmadd",                 Imm.None, Of(V128, V128, V128), V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.F64x2RelaxedMadd,              "f64x2.relaxed_madd",                  Imm.None, Of(V128, V128, V128), V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.F64x2RelaxedNmadd,             "f64x2.relaxed_nmadd",                 Imm.None, Of(V128, V128, V128), V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I8x16RelaxedLaneselect,        "i8x16.relaxed_laneselect",            Imm.None, Of(V128, V128, V128), V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I16x8RelaxedLaneselect,        "i16x8.relaxed_laneselect",            Imm.None, Of(V128, V128, V128), V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I32x4RelaxedLaneselect,        "i32x4.relaxed_laneselect",            Imm.None, Of(V128, V128, V128), V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I64x2RelaxedLaneselect,        "i64x2.relaxed_laneselect",            Imm.None, Of(V128, V128, V128), V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.F32x4RelaxedMin,               "f32x4.relaxed_min",                   Imm.None, Of(V128, V128),       V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.F32x4RelaxedMax,               "f32x4.relaxed_max",                   Imm.None, Of(V128, V128),       V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.F64x2RelaxedMin,               "f64x2.relaxed_min",                   Imm.None, Of(V128, V128),       V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.F64x2RelaxedMax,               "f64x2.relaxed_max",                   Imm.None, Of(V128, V128),       V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I16x8RelaxedQ15mulrS,          "i16x8.relaxed_q15mulr_s",             Imm.None, Of(V128, V128),       V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I16x8RelaxedDotI8x16I7x16S,    "i16x8.relaxed_dot_i8x16_i7x16_s",     Imm.None, Of(V128, V128),       V128, feature: WasmFeatures.RelaxedSimd),
        Row(WasmOp.I32x4RelaxedDotI8x16I7x16AddS, "i32x4.relaxed_dot_i8x16_i7x16_add_s", Imm.None, Of(V128, V128, V128), V128, feature: WasmFeatures.RelaxedSimd),
    ];
}
