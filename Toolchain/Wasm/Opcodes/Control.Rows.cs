// Control flow, calls, exceptions and the parametric instructions. Columns: op, text, immediates, operands, results, then feature, natural alignment (log2) or lanes where there are any.
namespace Wasmtime.Min.Toolchain.Wasm.Opcodes;

internal static partial class WasmOps
{
    private static WasmOpRow[] ControlRows() =>
    [
        Row(WasmOp.Unreachable,        "unreachable",          Imm.None,         Special, Special),
        Row(WasmOp.Nop,                "nop",                  Imm.None,         Nothing, Nothing),
        Row(WasmOp.Block,              "block",                Imm.Block,        Special, Special),
        Row(WasmOp.Loop,               "loop",                 Imm.Block,        Special, Special),
        Row(WasmOp.If,                 "if",                   Imm.Block,        Special, Special),
        Row(WasmOp.Else,               "else",                 Imm.None,         Special, Special),
        Row(WasmOp.Throw,              "throw",                Imm.Tag,          Special, Special, feature: WasmFeatures.Exceptions),
        Row(WasmOp.ThrowRef,           "throw_ref",            Imm.None,         Special, Special, feature: WasmFeatures.Exceptions),
        Row(WasmOp.End,                "end",                  Imm.None,         Special, Special),
        Row(WasmOp.Br,                 "br",                   Imm.Label,        Special, Special),
        Row(WasmOp.BrIf,               "br_if",                Imm.Label,        Special, Special),
        Row(WasmOp.BrTable,            "br_table",             Imm.LabelTable,   Special, Special),
        Row(WasmOp.Return,             "return",               Imm.None,         Special, Special),
        Row(WasmOp.Call,               "call",                 Imm.Func,         Special, Special),
        Row(WasmOp.CallIndirect,       "call_indirect",        Imm.CallIndirect, Special, Special),
        Row(WasmOp.ReturnCall,         "return_call",          Imm.Func,         Special, Special, feature: WasmFeatures.TailCall),
        Row(WasmOp.ReturnCallIndirect, "return_call_indirect", Imm.CallIndirect, Special, Special, feature: WasmFeatures.TailCall),
        Row(WasmOp.CallRef,            "call_ref",             Imm.Type,         Special, Special, feature: WasmFeatures.FunctionReferences),
        Row(WasmOp.ReturnCallRef,      "return_call_ref",      Imm.Type,         Special, Special, feature: WasmFeatures.FunctionReferences),
        Row(WasmOp.Drop,               "drop",                 Imm.None,         Special, Special),
        Row(WasmOp.Select,             "select",               Imm.None,         Special, Special),
        Row(WasmOp.SelectTyped,        "select",               Imm.ValTypes,     Special, Special, feature: WasmFeatures.ReferenceTypes),
        Row(WasmOp.TryTable,           "try_table",            Imm.TryTable,     Special, Special, feature: WasmFeatures.Exceptions),
    ];
}
