// Which functions may return with another instance's vmctx in the reserved register: those that tail call out of the module
// (an import, or through a table), and those that tail call such a function directly.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

/// <summary>The answer to "must a direct caller reload its vmctx?" for every function of a module.</summary>
internal static class InstanceExits
{
    /// <summary>Notes the tail calls and the written tables of one body; called once per function. Returns the proposals that its instructions belong to.</summary>
    /// <param name="module">The module.</param>
    /// <param name="function">The function's index.</param>
    /// <param name="body">Its body.</param>
    /// <param name="facts">Where that is noted.</param>
    /// <param name="tailCalls">Direct tail calls inside the module: caller, callee.</param>
    internal static WasmFeatures Collect(
        WasmModule module, int function, WasmBody body, BodyFacts facts, ref List<(int Caller, int Callee)>? tailCalls)
    {
        bool[] leaves = facts.LeavesInstance;
        WasmFeatures used = WasmFeatures.None;
        foreach (ref readonly WasmInstruction instruction in body.Instructions)
        {
            used |= WasmOps.Row(instruction.Op).Feature;
            switch (instruction.Op)
            {
                case WasmOp.ReturnCallIndirect or WasmOp.ReturnCallRef:
                    leaves[function] = true;
                    break;
                case WasmOp.ReturnCall when module.Functions[instruction.A].IsImported:
                    leaves[function] = true;
                    break;
                case WasmOp.ReturnCall:
                    (tailCalls ??= []).Add((function, instruction.A));
                    break;
                default:
                    OwnTables.Note(instruction, facts.WrittenTables);
                    break;
            }
        }

        return used;
    }

    /// <summary>Spreads the answer from callees to their tail callers until nothing changes.</summary>
    internal static void Propagate(bool[] leaves, List<(int Caller, int Callee)> tailCalls)
    {
        bool changed = tailCalls.Count > 0;
        while (changed)
        {
            changed = false;
            foreach ((int caller, int callee) in tailCalls)
            {
                if (leaves[callee] && !leaves[caller])
                {
                    leaves[caller] = true;
                    changed = true;
                }
            }
        }
    }
}
