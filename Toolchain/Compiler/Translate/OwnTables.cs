// Which tables keep what they are instantiated with: nobody outside can reach them and no instruction writes to them. C compilers keep function pointers
// in such a table. If there are functions of the module itself in it and no others, a call through it stays in the instance.
using System;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

using ExternKind = Wasmtime.Min.Toolchain.Wasm.Types.ExternKind;

/// <summary>Finds them.</summary>
internal static class OwnTables
{
    /// <summary>Notes what an instruction writes to.</summary>
    /// <param name="instruction">Any instruction.</param>
    /// <param name="written">By table.</param>
    internal static void Note(in WasmInstruction instruction, bool[] written)
    {
        switch (instruction.Op)
        {
            case WasmOp.TableSet or WasmOp.TableGrow or WasmOp.TableFill or WasmOp.TableCopy:
                written[instruction.A] = true;
                break;
            case WasmOp.TableInit:
                written[instruction.B] = true;
                break;
            default:
                break;
        }
    }

    /// <summary>Whether neither length nor elements change after instantiation, by table.</summary>
    /// <param name="module">The module, valid.</param>
    /// <param name="written">The tables that instructions write to.</param>
    internal static bool[] FindConstant(WasmModule module, bool[] written)
    {
        var constant = new bool[module.Tables.Count];
        for (int i = 0; i < constant.Length; i++)
        {
            constant[i] = !module.Tables[i].IsImported && !written[i];
        }

        foreach (WasmExport export in module.Exports)
        {
            if (export.Kind == ExternKind.Table)
            {
                constant[export.Index] = false;
            }
        }

        return constant;
    }

    /// <summary>Whether a table's elements are null or functions that the module defines, by table.</summary>
    /// <param name="module">The module, valid.</param>
    /// <param name="constant">The tables that do not change.</param>
    internal static bool[] Find(WasmModule module, bool[] constant)
    {
        var own = new bool[constant.Length];
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = constant[i] && IsOwn(module, module.Tables[i].Init);
        }

        foreach (WasmElementSegment segment in module.Elements)
        {
            if (segment.Mode == SegmentMode.Active)
            {
                own[segment.TableIndex] &= IsOwn(module, segment);
            }
        }

        return own;
    }

    private static bool IsOwn(WasmModule module, WasmElementSegment segment) =>
        Array.TrueForAll(segment.Functions ?? [], function => !module.Functions[function].IsImported)
        && Array.TrueForAll(segment.Expressions ?? [], expression => IsOwn(module, expression));

    private static bool IsOwn(WasmModule module, WasmBody? expression)
    {
        if (expression is null)
        {
            return true;
        }

        foreach (ref readonly WasmInstruction instruction in expression.Instructions)
        {
            bool isOwn = instruction.Op is WasmOp.RefNull or WasmOp.End
                || (instruction.Op == WasmOp.RefFunc && !module.Functions[instruction.A].IsImported);
            if (!isOwn)
            {
                return false;
            }
        }

        return true;
    }
}
