// Scalar memory access, memory management and data segments. Columns: op, text, immediates, operands, results, then feature, natural alignment (log2) or lanes where there are any.
namespace Wasmtime.Min.Toolchain.Wasm.Opcodes;

internal static partial class WasmOps
{
    private static WasmOpRow[] MemoryRows() =>
    [
        Row(WasmOp.I32Load,    "i32.load",     Imm.MemArg,     Addr,                I32, align: 2),
        Row(WasmOp.I64Load,    "i64.load",     Imm.MemArg,     Addr,                I64, align: 3),
        Row(WasmOp.F32Load,    "f32.load",     Imm.MemArg,     Addr,                F32, align: 2),
        Row(WasmOp.F64Load,    "f64.load",     Imm.MemArg,     Addr,                F64, align: 3),
        Row(WasmOp.I32Load8S,  "i32.load8_s",  Imm.MemArg,     Addr,                I32, align: 0),
        Row(WasmOp.I32Load8U,  "i32.load8_u",  Imm.MemArg,     Addr,                I32, align: 0),
        Row(WasmOp.I32Load16S, "i32.load16_s", Imm.MemArg,     Addr,                I32, align: 1),
        Row(WasmOp.I32Load16U, "i32.load16_u", Imm.MemArg,     Addr,                I32, align: 1),
        Row(WasmOp.I64Load8S,  "i64.load8_s",  Imm.MemArg,     Addr,                I64, align: 0),
        Row(WasmOp.I64Load8U,  "i64.load8_u",  Imm.MemArg,     Addr,                I64, align: 0),
        Row(WasmOp.I64Load16S, "i64.load16_s", Imm.MemArg,     Addr,                I64, align: 1),
        Row(WasmOp.I64Load16U, "i64.load16_u", Imm.MemArg,     Addr,                I64, align: 1),
        Row(WasmOp.I64Load32S, "i64.load32_s", Imm.MemArg,     Addr,                I64, align: 2),
        Row(WasmOp.I64Load32U, "i64.load32_u", Imm.MemArg,     Addr,                I64, align: 2),
        Row(WasmOp.I32Store,   "i32.store",    Imm.MemArg,     Of(Addr, I32),       Nothing, align: 2),
        Row(WasmOp.I64Store,   "i64.store",    Imm.MemArg,     Of(Addr, I64),       Nothing, align: 3),
        Row(WasmOp.F32Store,   "f32.store",    Imm.MemArg,     Of(Addr, F32),       Nothing, align: 2),
        Row(WasmOp.F64Store,   "f64.store",    Imm.MemArg,     Of(Addr, F64),       Nothing, align: 3),
        Row(WasmOp.I32Store8,  "i32.store8",   Imm.MemArg,     Of(Addr, I32),       Nothing, align: 0),
        Row(WasmOp.I32Store16, "i32.store16",  Imm.MemArg,     Of(Addr, I32),       Nothing, align: 1),
        Row(WasmOp.I64Store8,  "i64.store8",   Imm.MemArg,     Of(Addr, I64),       Nothing, align: 0),
        Row(WasmOp.I64Store16, "i64.store16",  Imm.MemArg,     Of(Addr, I64),       Nothing, align: 1),
        Row(WasmOp.I64Store32, "i64.store32",  Imm.MemArg,     Of(Addr, I64),       Nothing, align: 2),
        Row(WasmOp.MemorySize, "memory.size",  Imm.Memory,     Nothing,             Addr),
        Row(WasmOp.MemoryGrow, "memory.grow",  Imm.Memory,     Addr,                Addr),
        Row(WasmOp.MemoryInit, "memory.init",  Imm.MemoryInit, Special,             Special, feature: WasmFeatures.BulkMemory),
        Row(WasmOp.DataDrop,   "data.drop",    Imm.Data,       Nothing,             Nothing, feature: WasmFeatures.BulkMemory),
        Row(WasmOp.MemoryCopy, "memory.copy",  Imm.MemoryCopy, Special,             Special, feature: WasmFeatures.BulkMemory),
        Row(WasmOp.MemoryFill, "memory.fill",  Imm.Memory,     Of(Addr, I32, Addr), Nothing, feature: WasmFeatures.BulkMemory),
    ];
}
