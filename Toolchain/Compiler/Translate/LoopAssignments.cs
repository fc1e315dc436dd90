// Which locals each loop of a body assigns, so that only those become parameters of its header. The builder is told the places of assignments,
// one for each local and set of loops around it, and asks for a loop by its first and last place. Bodies that are translated into one function
// have places of their own.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

/// <summary>Finds the assignments in the loops of a body; keeps its memory for the next one.</summary>
internal sealed class LoopAssignments
{
    private int[] _open = new int[16]; // instruction index of each loop around the instruction at hand

    /// <summary>Looks through a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="locals">The variable of each local.</param>
    /// <param name="firstPlace">Place of the body's first instruction.</param>
    /// <param name="builder">Is told.</param>
    internal void Note(WasmBody body, ReadOnlySpan<Variable> locals, int firstPlace, FunctionBuilder builder)
    {
        int depth = 0;
        for (int i = 0; i < body.Count; i++)
        {
            ref readonly WasmInstruction instruction = ref body[i];
            switch (instruction.Op)
            {
                case WasmOp.Loop:
                    if (depth == _open.Length)
                    {
                        Array.Resize(ref _open, depth * 2);
                    }

                    _open[depth++] = i;
                    break;
                case WasmOp.LocalSet or WasmOp.LocalTee when depth > 0:
                    // A place behind the start of the innermost loop is in all the loops that this one is in.
                    Variable variable = locals[instruction.A];
                    if (builder.LastAssignment(variable) < firstPlace + _open[depth - 1])
                    {
                        builder.NoteAssignment(variable, firstPlace + i);
                    }

                    break;
                case WasmOp.End when depth > 0 && body[_open[depth - 1]].B == i:
                    depth--;
                    break;
            }
        }
    }
}
