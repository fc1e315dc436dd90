// A function body or constant expression: a dense array of instructions and pools for immediates that do not fit into
// one. A body is also its own builder, and can be cleared and filled again, so that a compiler thread decodes all its
// functions into one.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm;

/// <summary>Instructions up to and including the final <c>end</c>. Not thread-safe while it is filled.</summary>
internal sealed class WasmBody
{
    private WasmInstruction[] _instructions;
    private int _count;
    private List<int>? _labels;
    private List<ValType>? _selectTypes;
    private List<UInt128>? _vectors;
    private List<CatchClause>? _catches;
    private int[] _openBlocks = [];

    /// <summary>An empty body.</summary>
    /// <param name="capacity">Instructions to make room for.</param>
    internal WasmBody(int capacity = 4)
    {
        _instructions = capacity == 0 ? [] : new WasmInstruction[capacity];
    }

    /// <summary>All instructions; the last one is the <c>end</c> of the body.</summary>
    internal ReadOnlySpan<WasmInstruction> Instructions => _instructions.AsSpan(0, _count);

    internal int Count => _count;

    /// <summary>Depths of all br_table instructions.</summary>
    internal ReadOnlySpan<int> Labels => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_labels);

    /// <summary>Result types of all select instructions that name them.</summary>
    internal ReadOnlySpan<ValType> SelectTypes =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_selectTypes);

    /// <summary>v128 constants (byte 0 in the lowest bits) and the lanes of shuffles.</summary>
    internal ReadOnlySpan<UInt128> Vectors => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_vectors);

    /// <summary>Clauses of all try_table instructions.</summary>
    internal ReadOnlySpan<CatchClause> Catches => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_catches);

    internal ref readonly WasmInstruction this[int index] => ref _instructions[index];

    /// <summary>Depths of one br_table, the default last.</summary>
    internal ReadOnlySpan<int> LabelsOf(in WasmInstruction brTable) => Labels.Slice(brTable.A, brTable.B + 1);

    /// <summary>Clauses of one try_table.</summary>
    internal ReadOnlySpan<CatchClause> CatchesOf(in WasmInstruction tryTable) =>
        Catches.Slice(tryTable.CatchStart, tryTable.CatchCount);

    /// <summary>Declared types of one select.</summary>
    internal ReadOnlySpan<ValType> TypesOf(in WasmInstruction select) => SelectTypes.Slice(select.A, select.B);

    /// <summary>
    /// Scratch for whoever matches control while building: indices of open blocks. Kept when the body is cleared.
    /// </summary>
    internal int[] ControlStack => _openBlocks;

    /// <summary>Empties the body and keeps its memory.</summary>
    internal void Clear()
    {
        _count = 0;
        _labels?.Clear();
        _selectTypes?.Clear();
        _vectors?.Clear();
        _catches?.Clear();
    }

    internal void Add(in WasmInstruction instruction)
    {
        WasmInstruction[] instructions = _instructions;
        if ((uint)_count >= (uint)instructions.Length)
        {
            Array.Resize(ref _instructions, Math.Max(8, _count * 2));
            instructions = _instructions;
        }

        instructions[_count++] = instruction;
    }

    /// <summary>Replaces an instruction, for a builder that learns an immediate late.</summary>
    internal void Set(int index, in WasmInstruction instruction) => _instructions[index] = instruction;

    /// <summary>Replaces <c>B</c> of an instruction.</summary>
    internal void SetB(int index, int b) => _instructions[index] = _instructions[index].WithB(b);

    /// <summary>Makes <see cref="ControlStack"/> larger and returns it.</summary>
    internal int[] GrowControlStack()
    {
        Array.Resize(ref _openBlocks, Math.Max(16, _openBlocks.Length * 2));
        return _openBlocks;
    }

    /// <summary>Adds one depth to the pool of br_table; returns its position.</summary>
    internal int AddLabel(int depth) => AddTo(ref _labels, depth);

    internal int AddSelectType(ValType type) => AddTo(ref _selectTypes, type);

    internal int AddVector(UInt128 bits) => AddTo(ref _vectors, bits);

    internal int AddCatch(CatchClause clause) => AddTo(ref _catches, clause);

    /// <summary>
    /// Fills <c>B</c> of every block, loop and try_table (its end), of every if (its else, or its end) and of every
    /// else (its end).
    /// Call it once when the body is complete. Returns false if the nesting is wrong: an else outside an if, or not
    /// exactly
    /// one final end.
    /// </summary>
    internal bool MatchControl()
    {
        int depth = 0;
        int[] open = _openBlocks;
        for (int i = 0; i < _count; i++)
        {
            switch (_instructions[i].Op)
            {
                case WasmOp.Block or WasmOp.Loop or WasmOp.If or WasmOp.TryTable:
                    if (depth == open.Length)
                    {
                        open = GrowControlStack();
                    }

                    open[depth++] = i;
                    break;
                case WasmOp.Else:
                    if (depth == 0 || _instructions[open[depth - 1]].Op != WasmOp.If)
                    {
                        return false;
                    }

                    _instructions[open[depth - 1]] = _instructions[open[depth - 1]].WithB(i);
                    open[depth - 1] = i;
                    break;
                case WasmOp.End:
                    if (depth == 0)
                    {
                        return i == _count - 1;
                    }

                    depth--;
                    _instructions[open[depth]] = _instructions[open[depth]].WithB(i);
                    break;
                default:
                    break;
            }
        }

        return false;
    }

    private static int AddTo<T>(ref List<T>? pool, T item)
    {
        pool ??= [];
        pool.Add(item);
        return pool.Count - 1;
    }
}
