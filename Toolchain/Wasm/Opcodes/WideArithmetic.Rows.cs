// The wide-arithmetic proposal. Columns: op, text, immediates, operands, results, then feature, natural alignment (log2) or lanes where there are any.
namespace Wasmtime.Min.Toolchain.Wasm.Opcodes;

internal static partial class WasmOps
{
    private static WasmOpRow[] WideArithmeticRows() =>
    [
        Row(WasmOp.I64Add128,   "i64.add128",     Imm.None, Of(I64, I64, I64, I64), Of(I64, I64), feature: WasmFeatures.WideArithmetic),
        Row(WasmOp.I64Sub128,   "i64.sub128",     Imm.None, Of(I64, I64, I64, I64), Of(I64, I64), feature: WasmFeatures.WideArithmetic),
        Row(WasmOp.I64MulWideS, "i64.mul_wide_s", Imm.None, Of(I64, I64),           Of(I64, I64), feature: WasmFeatures.WideArithmetic),
        Row(WasmOp.I64MulWideU, "i64.mul_wide_u", Imm.None, Of(I64, I64),           Of(I64, I64), feature: WasmFeatures.WideArithmetic),
    ];
}
