// References: null, functions, equality and null branches. Columns: op, text, immediates, operands, results, then feature, natural alignment (log2) or lanes where there are any.
namespace Wasmtime.Min.Toolchain.Wasm.Opcodes;

internal static partial class WasmOps
{
    private static WasmOpRow[] ReferencesRows() =>
    [
        Row(WasmOp.RefNull,      "ref.null",        Imm.HeapType, Special, Special, feature: WasmFeatures.ReferenceTypes),
        Row(WasmOp.RefIsNull,    "ref.is_null",     Imm.None,     Special, Special, feature: WasmFeatures.ReferenceTypes),
        Row(WasmOp.RefFunc,      "ref.func",        Imm.Func,     Special, Special, feature: WasmFeatures.ReferenceTypes),
        Row(WasmOp.RefEq,        "ref.eq",          Imm.None,     Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.RefAsNonNull, "ref.as_non_null", Imm.None,     Special, Special, feature: WasmFeatures.FunctionReferences),
        Row(WasmOp.BrOnNull,     "br_on_null",      Imm.Label,    Special, Special, feature: WasmFeatures.FunctionReferences),
        Row(WasmOp.BrOnNonNull,  "br_on_non_null",  Imm.Label,    Special, Special, feature: WasmFeatures.FunctionReferences),
    ];
}
