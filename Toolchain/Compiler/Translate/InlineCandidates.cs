// Which functions are small enough to be translated again in place of a direct call. The answer depends on the bodies alone, so callers can be
// compiled in any order and by any number of threads.
using System.Linq;
using Wasmtime.Min.Toolchain.Codegen;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

/// <summary>What a function costs where it is inlined.</summary>
internal static class InlineCandidates
{
    /// <summary>Weight of a function that is never inlined.</summary>
    internal const byte Never = byte.MaxValue;

    /// <summary>Largest weight that is worth it: about what a call with its arguments, frame and stack check costs, a few times over.</summary>
    internal const int LargestWeight = 24;

    /// <summary>Name in <see cref="CompileOptions.DisabledPasses"/>.</summary>
    internal const string Name = "inline";

    /// <summary>Whether functions are inlined at all.</summary>
    internal static bool AreWanted(CompileOptions options) => options.OptLevel == OptLevel.Speed && !options.DisabledPasses.Contains(Name);

    /// <summary>Instructions that become code; handlers and tail calls belong to a frame of their own and are left there.</summary>
    /// <param name="body">The function's body.</param>
    internal static byte WeightOf(WasmBody body)
    {
        int weight = 0;
        foreach (ref readonly WasmInstruction instruction in body.Instructions)
        {
            switch (instruction.Op)
            {
                case WasmOp.TryTable or WasmOp.Throw or WasmOp.ThrowRef or WasmOp.ReturnCall or WasmOp.ReturnCallIndirect or WasmOp.ReturnCallRef
                    or WasmOp.BrTable:
                    return Never;
                case WasmOp.LocalGet or WasmOp.LocalSet or WasmOp.LocalTee or WasmOp.I32Const or WasmOp.I64Const or WasmOp.F32Const
                    or WasmOp.F64Const or WasmOp.Nop or WasmOp.Block or WasmOp.End or WasmOp.Drop:
                    break;
                default:
                    if (++weight > LargestWeight)
                    {
                        return Never;
                    }

                    break;
            }
        }

        return (byte)weight;
    }
}
