// Which functions need a VMFuncRef: those that a reference can be taken of. Exports count, because the embedder can put an exported
// function into any table.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using ExternKind = Wasmtime.Min.Toolchain.Wasm.Types.ExternKind;

/// <summary>Finds the functions that escape direct calls.</summary>
internal static class Escapes
{
    /// <summary>
    /// Indices of escaping defined functions, ascending. Only module-level items are read: ref.func in a body is valid only for
    /// functions that occur in one of them.
    /// </summary>
    internal static int[] Find(WasmModule module)
    {
        var found = new bool[module.Functions.Count];
        foreach (WasmExport export in module.Exports)
        {
            if (export.Kind == ExternKind.Func)
            {
                found[export.Index] = true;
            }
        }

        foreach (WasmGlobal global in module.Globals)
        {
            Scan(global.Init, found);
        }

        foreach (WasmTable table in module.Tables)
        {
            Scan(table.Init, found);
        }

        foreach (WasmElementSegment segment in module.Elements)
        {
            foreach (int function in segment.Functions ?? [])
            {
                found[function] = true;
            }

            foreach (WasmBody expression in segment.Expressions ?? [])
            {
                Scan(expression, found);
            }
        }

        List<int> escaping = [];
        for (int i = module.ImportedFunctionCount; i < found.Length; i++)
        {
            if (found[i])
            {
                escaping.Add(i);
            }
        }

        return [.. escaping];
    }

    private static void Scan(WasmBody? expression, bool[] found)
    {
        if (expression is null)
        {
            return;
        }

        foreach (ref readonly WasmInstruction instruction in expression.Instructions)
        {
            if (instruction.Op == WasmOp.RefFunc)
            {
                found[instruction.A] = true;
            }
        }
    }
}
