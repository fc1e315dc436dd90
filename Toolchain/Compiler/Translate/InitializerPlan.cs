// What the instance initialiser does, step by step, in the order of the specification ("Instantiation"), and how it is cut: a module may have a million
// globals or elements, and one function of that size would cost more than all others. So the steps go into parts of bounded size, functions of
// their own, which the initialiser calls one after the other. Most modules have a single part, which is the initialiser itself.
using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Translate;

/// <summary>What a step works on.</summary>
internal enum InitializerStepKind
{
    /// <summary>Sets a global.</summary>
    Global,

    /// <summary>Copies the values of globals that follow each other.</summary>
    GlobalRun,

    /// <summary>Fills a table with its initial element.</summary>
    Table,

    /// <summary>Evaluates expressions of an element segment.</summary>
    ElementValues,

    /// <summary>Copies an element segment to its table and drops it.</summary>
    ElementSegment,

    /// <summary>Copies a data segment to its memory and drops it.</summary>
    DataSegment,
}

/// <summary>One step.</summary>
/// <param name="Kind">What it works on.</param>
/// <param name="Index">The item's index.</param>
/// <param name="First">Of values: the first expression; of a run: where in <see cref="InitializerPlan.Data"/> its values begin.</param>
/// <param name="Count">Of values: how many expressions; of a run: how many globals.</param>
/// <param name="Size">Of a run: bytes of a value.</param>
internal readonly record struct InitializerStep(InitializerStepKind Kind, int Index, int First = 0, int Count = 0, int Size = 0);

/// <summary>The steps of a module's initialiser.</summary>
internal sealed class InitializerPlan
{
    // In instructions of constant expressions and, for what is a call of the runtime, a guess.
    private const int MostWeightOfPart = 4096;
    private const int CallWeight = 16;

    // A loop that copies takes as much code as a few stores.
    private const int LeastRun = 16;

    private readonly WasmModule _module;
    private readonly ArrayBufferWriter<byte> _data = new();
    private readonly List<InitializerStep> _steps = [];
    private readonly List<int> _starts = [0]; // of parts, in _steps
    private int _weight;

    private InitializerPlan(WasmModule module)
    {
        _module = module;
    }

    /// <summary>How many functions it takes: one, or the parts and the initialiser behind them.</summary>
    internal int FunctionCount => _starts.Count == 1 ? 1 : _starts.Count + 1;

    /// <summary>Values that runs of globals are copied from; it is the start of section Rodata.</summary>
    internal ReadOnlyMemory<byte> Data => _data.WrittenMemory;

    /// <summary>The functions of an element segment if it has nothing else, and then the runtime fills it; or null.</summary>
    internal static int[]? FunctionsOf(WasmElementSegment segment)
    {
        if (segment.Expressions is not { Length: > 0 } values)
        {
            return segment.Functions; // no elements: perhaps not of functions
        }

        var functions = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].Count != 2 || values[i][0].Op != WasmOp.RefFunc)
            {
                return null;
            }

            functions[i] = values[i][0].A;
        }

        return functions;
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="module">The module.</param>
    /// <param name="isInImage">Whether a data segment is part of a memory's initial image and needs no step.</param>
    internal static InitializerPlan Build(WasmModule module, ReadOnlySpan<bool> isInImage)
    {
        var plan = new InitializerPlan(module);
        for (int i = module.ImportedGlobalCount; i < module.Globals.Count;)
        {
            i = plan.AddGlobals(i);
        }

        for (int i = module.ImportedTableCount; i < module.Tables.Count; i++)
        {
            if (module.Tables[i].Init is { } value)
            {
                plan.Add(new InitializerStep(InitializerStepKind.Table, i), value.Count + CallWeight);
            }
        }

        for (int i = 0; i < module.Elements.Count; i++)
        {
            plan.AddElements(module.Elements[i], i);
        }

        for (int i = 0; i < module.Data.Count; i++)
        {
            WasmDataSegment segment = module.Data[i];
            if (segment.Mode == SegmentMode.Active && !isInImage[i])
            {
                plan.Add(new InitializerStep(InitializerStepKind.DataSegment, i), segment.MemoryOffset!.Count + (2 * CallWeight));
            }
        }

        return plan;
    }

    /// <summary>The steps of one of the functions.</summary>
    /// <param name="function">Below <see cref="FunctionCount"/>; the last is the initialiser, which has none where there are parts.</param>
    internal ReadOnlySpan<InitializerStep> StepsOf(int function)
    {
        if (function >= _starts.Count)
        {
            return [];
        }

        int end = function + 1 < _starts.Count ? _starts[function + 1] : _steps.Count;
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_steps)[_starts[function]..end];
    }

    /// <summary>Index of the function that does a part, in the place where those of the module end.</summary>
    internal int SymbolOf(int part) => _module.Functions.Count + part;

    private static bool IsNumber(WasmBody value) =>
        value.Count == 2 && value[0].Op is WasmOp.I32Const or WasmOp.I64Const or WasmOp.F32Const or WasmOp.F64Const;

    // One global, or a run of numbers, which are copied. Returns where the next one is.
    private int AddGlobals(int first)
    {
        int end = first;
        int size = sizeof(uint);
        bool isAllZero = true;
        while (end < _module.Globals.Count && _module.Globals[end].Init is { } value && IsNumber(value))
        {
            size = value[0].Op is WasmOp.I64Const or WasmOp.F64Const ? sizeof(ulong) : size;
            isAllZero &= IsZero(value);
            end++;
        }

        if (end - first < LeastRun || isAllZero)
        {
            end = Math.Max(end, first + 1);
            for (int i = first; i < end; i++)
            {
                WasmBody value = _module.Globals[i].Init!;
                if (!IsZero(value))
                {
                    Add(new InitializerStep(InitializerStepKind.Global, i), value.Count);
                }
            }

            return end;
        }

        Add(new InitializerStep(InitializerStepKind.GlobalRun, first, _data.WrittenCount, end - first, size), CallWeight);
        for (int i = first; i < end; i++)
        {
            WasmInstruction number = _module.Globals[i].Init![0];
            bool isWide = number.Op is WasmOp.I64Const or WasmOp.F64Const;
            BinaryPrimitives.WriteInt64LittleEndian(_data.GetSpan(sizeof(long)), isWide ? number.Imm : (uint)number.Imm);
            _data.Advance(size);
        }

        return end;
    }

    // A new instance is all zeros, and that is null, too.
    private static bool IsZero(WasmBody value) => value.Count == 2 && value[0].Op switch
    {
        WasmOp.I32Const or WasmOp.I64Const or WasmOp.F32Const or WasmOp.F64Const => value[0].Imm == 0,
        WasmOp.RefNull => true,
        _ => false,
    };

    private void AddElements(WasmElementSegment segment, int index)
    {
        if (segment.Expressions is { } values && segment.Mode != SegmentMode.Declarative && FunctionsOf(segment) is null)
        {
            int first = 0;
            int weight = 0;
            for (int i = 0; i < values.Length; i++)
            {
                weight += values[i].Count;
                if (weight >= MostWeightOfPart || i + 1 == values.Length)
                {
                    Add(new InitializerStep(InitializerStepKind.ElementValues, index, first, i + 1 - first), weight);
                    (first, weight) = (i + 1, 0);
                }
            }
        }

        if (segment.Mode != SegmentMode.Passive)
        {
            Add(new InitializerStep(InitializerStepKind.ElementSegment, index), (segment.TableOffset?.Count ?? 0) + (2 * CallWeight));
        }
    }

    private void Add(InitializerStep step, int weight)
    {
        if (_weight != 0 && _weight + weight > MostWeightOfPart)
        {
            _starts.Add(_steps.Count);
            _weight = 0;
        }

        _steps.Add(step);
        _weight += weight;
    }
}
