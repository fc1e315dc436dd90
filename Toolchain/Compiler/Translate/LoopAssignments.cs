// Which locals each loop of a body assigns, so that only those become parameters of its header. One pass over the body; an inner
// loop's set is added to that of the loop around it where it ends.
using System;
using Wasmtime.Min.Toolchain.Codegen.Ir;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

/// <summary>Sets of assigned variables, one for each loop; keeps its memory for the next body.</summary>
internal sealed class LoopAssignments
{
    private ulong[] _sets = [];
    private int[] _loops = new int[16]; // instruction index of each loop, ascending
    private int[] _open = new int[16]; // numbers of the loops around the instruction at hand
    private int _words;
    private int _count;
    private int _next;

    /// <summary>Looks through a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="locals">The variable of each local.</param>
    /// <param name="variables">Number of variables that exist, more than locals where the body is inlined.</param>
    internal void Find(WasmBody body, ReadOnlySpan<Variable> locals, int variables)
    {
        _words = (variables + 63) >> 6;
        _count = _next = 0;
        int depth = 0;
        for (int i = 0; i < body.Count; i++)
        {
            ref readonly WasmInstruction instruction = ref body[i];
            switch (instruction.Op)
            {
                case WasmOp.Loop:
                    Add(i, depth);
                    _open[depth++] = _count - 1;
                    break;
                case WasmOp.LocalSet or WasmOp.LocalTee when depth > 0:
                    int variable = locals[instruction.A].Id;
                    Set(_open[depth - 1])[variable >> 6] |= 1UL << (variable & 63);
                    break;
                case WasmOp.End when depth > 0 && body[_loops[_open[depth - 1]]].B == i:
                    depth--;
                    if (depth > 0)
                    {
                        Merge(Set(_open[depth]), Set(_open[depth - 1]));
                    }

                    break;
            }
        }
    }

    /// <summary>One bit for each variable that the loop at an instruction assigns; asked for in the order of the body.</summary>
    internal ReadOnlySpan<ulong> Of(int index)
    {
        // Loops that cannot be reached are never asked for.
        while (_loops[_next] != index)
        {
            _next++;
        }

        return Set(_next);
    }

    private Span<ulong> Set(int loop) => _sets.AsSpan(loop * _words, _words);

    private void Add(int index, int depth)
    {
        if (_count == _loops.Length)
        {
            Array.Resize(ref _loops, _count * 2);
        }

        if (depth == _open.Length)
        {
            Array.Resize(ref _open, depth * 2);
        }

        if ((_count + 1) * _words > _sets.Length)
        {
            Array.Resize(ref _sets, Math.Max(_sets.Length * 2, (_count + 1) * _words));
        }

        _loops[_count] = index;
        Set(_count++).Clear();
    }

    private static void Merge(ReadOnlySpan<ulong> from, Span<ulong> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] |= from[i];
        }
    }
}
