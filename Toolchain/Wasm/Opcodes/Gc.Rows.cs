// Structures, arrays, i31 and casts (prefix 0xFB). Columns: op, text, immediates, operands, results, then feature, natural alignment (log2) or lanes where there are any.
namespace Wasmtime.Min.Toolchain.Wasm.Opcodes;

internal static partial class WasmOps
{
    private static WasmOpRow[] GcRows() =>
    [
        Row(WasmOp.StructNew,        "struct.new",         Imm.Type,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.StructNewDefault, "struct.new_default", Imm.Type,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.StructGet,        "struct.get",         Imm.Field,      Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.StructGetS,       "struct.get_s",       Imm.Field,      Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.StructGetU,       "struct.get_u",       Imm.Field,      Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.StructSet,        "struct.set",         Imm.Field,      Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayNew,         "array.new",          Imm.Type,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayNewDefault,  "array.new_default",  Imm.Type,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayNewFixed,    "array.new_fixed",    Imm.ArrayFixed, Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayNewData,     "array.new_data",     Imm.ArrayData,  Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayNewElem,     "array.new_elem",     Imm.ArrayElem,  Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayGet,         "array.get",          Imm.Type,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayGetS,        "array.get_s",        Imm.Type,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayGetU,        "array.get_u",        Imm.Type,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArraySet,         "array.set",          Imm.Type,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayLen,         "array.len",          Imm.None,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayFill,        "array.fill",         Imm.Type,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayCopy,        "array.copy",         Imm.ArrayCopy,  Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayInitData,    "array.init_data",    Imm.ArrayData,  Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ArrayInitElem,    "array.init_elem",    Imm.ArrayElem,  Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.RefTest,          "ref.test",           Imm.HeapType,   Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.RefTestNull,      "ref.test",           Imm.HeapType,   Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.RefCast,          "ref.cast",           Imm.HeapType,   Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.RefCastNull,      "ref.cast",           Imm.HeapType,   Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.BrOnCast,         "br_on_cast",         Imm.BrOnCast,   Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.BrOnCastFail,     "br_on_cast_fail",    Imm.BrOnCast,   Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.AnyConvertExtern, "any.convert_extern", Imm.None,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.ExternConvertAny, "extern.convert_any", Imm.None,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.RefI31,           "ref.i31",            Imm.None,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.I31GetS,          "i31.get_s",          Imm.None,       Special, Special, feature: WasmFeatures.Gc),
        Row(WasmOp.I31GetU,          "i31.get_u",          Imm.None,       Special, Special, feature: WasmFeatures.Gc),
    ];
}
