// Locals and globals. Columns: op, text, immediates, operands, results, then feature, natural alignment (log2) or lanes where there are any.
namespace Wasmtime.Min.Toolchain.Wasm.Opcodes;

internal static partial class WasmOps
{
    private static WasmOpRow[] VariablesRows() =>
    [
        Row(WasmOp.LocalGet,  "local.get",  Imm.Local,  Special, Special),
        Row(WasmOp.LocalSet,  "local.set",  Imm.Local,  Special, Special),
        Row(WasmOp.LocalTee,  "local.tee",  Imm.Local,  Special, Special),
        Row(WasmOp.GlobalGet, "global.get", Imm.Global, Special, Special),
        Row(WasmOp.GlobalSet, "global.set", Imm.Global, Special, Special),
    ];
}
