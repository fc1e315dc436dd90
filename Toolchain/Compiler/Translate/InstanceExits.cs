// Which functions may return with another instance's vmctx in the reserved register: those that tail call out of the module
// (an import, or through a table), and those that tail call such a function directly.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

/// <summary>The answer to "must a direct caller reload its vmctx?" for every function of a module.</summary>
internal static class InstanceExits
{
    /// <summary>Notes the tail calls, the written tables and the types that are called of one body; called once per function. Returns the proposals that its instructions belong to.</summary>
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
                case WasmOp.CallIndirect or WasmOp.CallRef:
                    facts.CalledTypes[instruction.A] = true;
                    break;
                case WasmOp.ReturnCallIndirect or WasmOp.ReturnCallRef:
                    facts.CalledTypes[instruction.A] = true;
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

    /// <summary>Spreads the answer from callees to their tail callers, and to theirs.</summary>
    internal static void Propagate(bool[] leaves, List<(int Caller, int Callee)> tailCalls)
    {
        tailCalls.Sort((a, b) => a.Callee.CompareTo(b.Callee));
        Stack<int> left = [];
        foreach ((_, int callee) in tailCalls)
        {
            if (leaves[callee])
            {
                left.Push(callee);
            }
        }

        while (left.TryPop(out int callee))
        {
            for (int i = FirstOf(tailCalls, callee); i < tailCalls.Count && tailCalls[i].Callee == callee; i++)
            {
                int caller = tailCalls[i].Caller;
                if (!leaves[caller])
                {
                    leaves[caller] = true;
                    left.Push(caller);
                }
            }
        }
    }

    private static int FirstOf(List<(int Caller, int Callee)> calls, int callee)
    {
        (int low, int high) = (0, calls.Count);
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = calls[middle].Callee < callee ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
