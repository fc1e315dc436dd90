// The text section: functions in index order, the initialiser, the stubs; every reference between them is a distance, so nothing is left to
// do when the code is loaded. The bytes stay where they were compiled until the file is written.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Toolchain.Artifacts;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Translate;

namespace Wasmtime.Min.Toolchain;

/// <summary>All code of an artifact, laid out.</summary>
internal sealed class LinkedText
{
    private const int StubAlignment = 16;

    private readonly Dictionary<uint, uint> _places = []; // of the function at hand, by packed location
    private readonly TargetIsa _target;
    private readonly CompiledFunction[] _functions;
    private readonly Stubs _stubs;

    private LinkedText(TargetIsa target, CompiledFunction[] functions, Stubs stubs)
    {
        _target = target;
        _functions = functions;
        _stubs = stubs;
        FunctionOffsets = new int[functions.Length];
        StubOffsets = new int[stubs.All.Count];
        int end = 0;
        for (int i = 0; i < functions.Length; i++)
        {
            FunctionOffsets[i] = Align(end, functions[i].Alignment);
            end = checked(FunctionOffsets[i] + functions[i].Code.Length);
        }

        StubsStart = Align(end, StubAlignment);
        for (int i = 0; i < StubOffsets.Length; i++)
        {
            StubOffsets[i] = Align(end, StubAlignment);
            end = checked(StubOffsets[i] + stubs.All[i].Code.Length);
        }

        Size = end;
    }

    /// <summary>Size of the section in bytes.</summary>
    internal int Size { get; }

    /// <summary>Offset of each defined function; the initialiser stands behind the last.</summary>
    internal int[] FunctionOffsets { get; }

    /// <summary>Offset of each stub.</summary>
    internal int[] StubOffsets { get; }

    /// <summary>Offset where the stubs begin.</summary>
    internal int StubsStart { get; }

    /// <summary>Instructions of inlined functions; callers stand before what is inlined into them.</summary>
    internal List<InlinedPlaceRecord> InlinedPlaces { get; } = [];

    /// <summary>
    /// Lays out and links: changes the functions' code and, where calls were inlined, what their source maps say. Locations inside inlined code
    /// become indices in <see cref="InlinedPlaces"/>, marked.
    /// </summary>
    /// <param name="target">What the code is for.</param>
    /// <param name="functions">Defined functions in order, then the initialiser.</param>
    /// <param name="inlined">For each of them, the calls that were inlined.</param>
    /// <param name="importedFunctions">Index of the first defined function.</param>
    /// <param name="stubs">The stubs.</param>
    internal static LinkedText Link(TargetIsa target, CompiledFunction[] functions, InlinedCall[][] inlined, int importedFunctions, Stubs stubs)
    {
        var linked = new LinkedText(target, functions, stubs);
        for (int i = 0; i < functions.Length; i++)
        {
            foreach (ref readonly Relocation relocation in functions[i].Relocations.AsSpan())
            {
                linked.Apply(relocation, i, importedFunctions);
            }

            if (inlined[i].Length != 0)
            {
                linked.ResolvePlaces(functions[i].SourceMap, inlined[i]);
            }
        }

        return linked;
    }

    /// <summary>Writes the section.</summary>
    internal void WriteTo(ArtifactOutput output)
    {
        long start = output.Position;
        for (int i = 0; i < _functions.Length; i++)
        {
            output.FillTo(start + FunctionOffsets[i], _target.Padding);
            output.Write(_functions[i].Code);
        }

        for (int i = 0; i < StubOffsets.Length; i++)
        {
            output.FillTo(start + StubOffsets[i], _target.Padding);
            output.Write(_stubs.All[i].Code);
        }
    }

    private static int Align(int offset, int alignment) => checked(offset + alignment - 1) & -alignment;

    private void ResolvePlaces(SourceMapEntry[] map, InlinedCall[] inlined)
    {
        _places.Clear();
        foreach (ref SourceMapEntry entry in map.AsSpan())
        {
            entry = entry with { WasmOffset = PlaceOf(entry.WasmOffset, inlined) };
        }
    }

    // A wasm offset as it is; what a packed location means, as the index of its record.
    private uint PlaceOf(uint location, InlinedCall[] inlined)
    {
        if (!InlinedCall.IsPacked(location))
        {
            return location;
        }

        if (!_places.TryGetValue(location, out uint place))
        {
            (int number, uint distance) = InlinedCall.Unpack(location);
            InlinedCall call = inlined[number];
            uint caller = PlaceOf(call.CallLocation, inlined);
            place = ArtifactFormat.InlinedMark | (uint)InlinedPlaces.Count;
            InlinedPlaces.Add(new InlinedPlaceRecord(call.FirstOffset + distance, (uint)call.Function, caller));
            _places.Add(location, place);
        }

        return place;
    }

    private void Apply(in Relocation relocation, int function, int importedFunctions)
    {
        int target = relocation.Symbol switch
        {
            Symbols.TrapStub => StubOffsets[_stubs.Trap],
            >= Symbols.FirstBuiltin => StubOffsets[_stubs.FirstBuiltin + (int)(relocation.Symbol - Symbols.FirstBuiltin)],
            _ => FunctionOffsets[(int)relocation.Symbol - importedFunctions],
        };
        int field = FunctionOffsets[function] + relocation.Offset;
        _target.Relocate(relocation.Kind, _functions[function].Code.AsSpan(relocation.Offset), checked(target + relocation.Addend - field));
    }
}
