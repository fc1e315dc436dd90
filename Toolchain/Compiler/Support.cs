// What the back end cannot compile yet is refused by name, before any code is generated. Instructions are refused where they are
// translated; here stand the things that show in types and items.
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain;

using FuncType = Wasmtime.Min.Toolchain.Wasm.Types.FuncType;

/// <summary>Refuses modules with items that need features without code generation.</summary>
internal static class Support
{
    /// <exception cref="UnsupportedFeatureException">The module needs a feature that is not there.</exception>
    internal static void Check(WasmModule module)
    {
        foreach (SubType type in module.Types)
        {
            CheckType(type);
        }

        foreach (WasmTable table in module.Tables)
        {
            CheckValue(table.Type.Element);
        }

        foreach (WasmGlobal global in module.Globals)
        {
            CheckValue(global.Type.Type);
        }

    }

    private static void CheckType(SubType type)
    {
        Refuse(!type.IsFinal || type.Supertypes.Length > 0, WasmFeatures.Gc, "a type with subtypes");
        if (type.Composite is not FuncType function)
        {
            throw Unsupported(WasmFeatures.Gc, "a structure or array type");
        }

        foreach (ValType value in function.Params)
        {
            CheckValue(value);
        }

        foreach (ValType value in function.Results)
        {
            CheckValue(value);
        }
    }

    private static void CheckValue(ValType type)
    {
        if (!type.IsRef)
        {
            return;
        }

        bool isKnown = type.Heap.IsIndex || type.Heap == HeapType.NoFunc || type.Heap == HeapType.Func || type.Heap == HeapType.Extern
            || type.Heap == HeapType.Exn || type.Heap == HeapType.NoExn;
        Refuse(!isKnown, WasmFeatures.Gc, $"a value of type {type}");
    }

    private static void Refuse(bool isUsed, WasmFeatures feature, string use)
    {
        if (isUsed)
        {
            throw Unsupported(feature, use);
        }
    }

    private static UnsupportedFeatureException Unsupported(WasmFeatures feature, string use) =>
        new(WasmFeatureNames.Describe(feature), use);
}
