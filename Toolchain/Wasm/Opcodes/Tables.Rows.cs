// Tables and element segments. Columns: op, text, immediates, operands, results, then feature, natural alignment (log2) or lanes where there are any.
namespace Wasmtime.Min.Toolchain.Wasm.Opcodes;

internal static partial class WasmOps
{
    private static WasmOpRow[] TablesRows() =>
    [
        Row(WasmOp.TableGet,  "table.get",  Imm.Table,     Special, Special, feature: WasmFeatures.ReferenceTypes),
        Row(WasmOp.TableSet,  "table.set",  Imm.Table,     Special, Special, feature: WasmFeatures.ReferenceTypes),
        Row(WasmOp.TableInit, "table.init", Imm.TableInit, Special, Special, feature: WasmFeatures.BulkMemory),
        Row(WasmOp.ElemDrop,  "elem.drop",  Imm.Elem,      Special, Special, feature: WasmFeatures.BulkMemory),
        Row(WasmOp.TableCopy, "table.copy", Imm.TableCopy, Special, Special, feature: WasmFeatures.BulkMemory),
        Row(WasmOp.TableGrow, "table.grow", Imm.Table,     Special, Special, feature: WasmFeatures.ReferenceTypes),
        Row(WasmOp.TableSize, "table.size", Imm.Table,     Special, Special, feature: WasmFeatures.ReferenceTypes),
        Row(WasmOp.TableFill, "table.fill", Imm.Table,     Special, Special, feature: WasmFeatures.ReferenceTypes),
    ];
}
