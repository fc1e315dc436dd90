// The text section: functions in index order, the initialiser, the stubs; every reference between them is a distance, so nothing is left to
// do when the code is loaded. The bytes stay where they were compiled until the file is written.
//
// Where an instruction set's calls have a short reach and the section is longer, functions are taken in groups, and in front of each group stand
// ways on to what its functions call outside of it: a call that does not reach its target goes there.
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

    // So that the ways in front of a group can be reached from all of it, whatever its functions call.
    private const int GroupsInReach = 4;

    private readonly Dictionary<uint, uint> _places = []; // of the function at hand, by packed location
    private readonly TargetIsa _target;
    private readonly CompiledFunction[] _functions;
    private readonly Stubs _stubs;
    private readonly int _importedFunctions;
    private readonly List<Ways> _ways = [];

    private LinkedText(TargetIsa target, CompiledFunction[] functions, int importedFunctions, Stubs stubs)
    {
        _target = target;
        _functions = functions;
        _importedFunctions = importedFunctions;
        _stubs = stubs;
        FunctionOffsets = new int[functions.Length];
        StubOffsets = new int[stubs.All.Count];
        Size = Place(null);
        if (target.NearCalls is { } near && Size > near.Reach)
        {
            Size = Place(near);
        }
    }

    /// <summary>Size of the section in bytes.</summary>
    internal int Size { get; }

    /// <summary>Offset of each defined function; the initialiser's parts and the initialiser stand behind the last.</summary>
    internal int[] FunctionOffsets { get; }

    /// <summary>Offset of each stub.</summary>
    internal int[] StubOffsets { get; }

    /// <summary>Offset where the stubs begin.</summary>
    internal int StubsStart { get; private set; }

    /// <summary>Instructions of inlined functions; callers stand before what is inlined into them.</summary>
    internal List<InlinedPlaceRecord> InlinedPlaces { get; } = [];

    /// <summary>
    /// Lays out and links: changes the functions' code and, where calls were inlined, what their source maps say. Locations inside inlined code
    /// become indices in <see cref="InlinedPlaces"/>, marked.
    /// </summary>
    /// <param name="target">What the code is for.</param>
    /// <param name="functions">Defined functions in order, then the initialiser's parts and the initialiser.</param>
    /// <param name="inlined">For each of them, the calls that were inlined.</param>
    /// <param name="importedFunctions">Index of the first defined function.</param>
    /// <param name="stubs">The stubs.</param>
    internal static LinkedText Link(TargetIsa target, CompiledFunction[] functions, InlinedCall[][] inlined, int importedFunctions, Stubs stubs)
    {
        var linked = new LinkedText(target, functions, importedFunctions, stubs);
        linked.LinkWays();
        for (int i = 0; i < functions.Length; i++)
        {
            foreach (ref readonly Relocation relocation in functions[i].Relocations.AsSpan())
            {
                linked.Apply(relocation, i);
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
        int nextWays = 0;
        for (int i = 0; i < _functions.Length; i++)
        {
            if (nextWays < _ways.Count && _ways[nextWays].FirstFunction == i)
            {
                output.FillTo(start + _ways[nextWays].Offset, _target.Padding);
                output.Write(_ways[nextWays++].Code);
            }

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

    // Gives everything its place; returns where the section ends.
    private int Place(NearCalls? near)
    {
        int end = 0;
        for (int first = 0; first < _functions.Length;)
        {
            int behind = near is null ? _functions.Length : EndOfGroup(first, near.Reach / GroupsInReach);
            if (near is not null)
            {
                Ways ways = WaysOf(first, behind, Align(end, StubAlignment), near);
                _ways.Add(ways);
                end = checked(ways.Offset + ways.Code.Length);
            }

            for (; first < behind; first++)
            {
                FunctionOffsets[first] = Align(end, _functions[first].Alignment);
                end = checked(FunctionOffsets[first] + _functions[first].Code.Length);
            }
        }

        StubsStart = Align(end, StubAlignment);
        for (int i = 0; i < StubOffsets.Length; i++)
        {
            StubOffsets[i] = Align(end, StubAlignment);
            end = checked(StubOffsets[i] + _stubs.All[i].Code.Length);
        }

        return end;
    }

    private int EndOfGroup(int first, int mostBytes)
    {
        int behind = first;
        for (int bytes = 0; behind < _functions.Length && (behind == first || bytes + _functions[behind].Code.Length <= mostBytes); behind++)
        {
            bytes += _functions[behind].Code.Length;
        }

        return behind;
    }

    // Ways to all that near calls of these functions name outside of them, in the order of the calls.
    private Ways WaysOf(int first, int behind, int offset, NearCalls near)
    {
        Dictionary<uint, int> places = [];
        for (int i = first; i < behind; i++)
        {
            foreach (ref readonly Relocation relocation in _functions[i].Relocations.AsSpan())
            {
                bool isNear = relocation.Kind == near.Kind;
                bool isInside = relocation.Symbol < Symbols.FirstBuiltin && (int)relocation.Symbol - _importedFunctions is var target && target >= first && target < behind;
                if (isNear && !isInside)
                {
                    _ = places.TryAdd(relocation.Symbol, places.Count * near.Way.Length);
                }
            }
        }

        byte[] code = new byte[places.Count * near.Way.Length];
        for (int at = 0; at < code.Length; at += near.Way.Length)
        {
            near.Way.Span.CopyTo(code.AsSpan(at));
        }

        return new Ways(first, offset, places, code);
    }

    private void LinkWays()
    {
        foreach (Ways ways in _ways)
        {
            foreach ((uint symbol, int place) in ways.Places)
            {
                _target.Relocate(_target.NearCalls!.WayKind, ways.Code.AsSpan(place), checked(OffsetOf(symbol) - ways.Offset - place));
            }
        }
    }

    private int OffsetOf(uint symbol) => symbol switch
    {
        Symbols.TrapStub => StubOffsets[_stubs.Trap],
        >= Symbols.FirstBuiltin => StubOffsets[_stubs.FirstBuiltin + (int)(symbol - Symbols.FirstBuiltin)],
        _ => FunctionOffsets[(int)symbol - _importedFunctions],
    };

    // The last group that begins at or before the function.
    private Ways WaysFor(int function)
    {
        (int low, int high) = (0, _ways.Count);
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = _ways[middle].FirstFunction <= function ? (middle + 1, high) : (low, middle);
        }

        return _ways[low - 1];
    }

    private void Apply(in Relocation relocation, int function)
    {
        int field = FunctionOffsets[function] + relocation.Offset;
        int distance = checked(OffsetOf(relocation.Symbol) + relocation.Addend - field);
        if (_target.NearCalls is { } near && relocation.Kind == near.Kind && Math.Abs(distance) > near.Reach)
        {
            Ways ways = WaysFor(function);
            distance = ways.Offset + ways.Places[relocation.Symbol] - field;
        }

        _target.Relocate(relocation.Kind, _functions[function].Code.AsSpan(relocation.Offset), distance);
    }

    /// <summary>Pieces of code in front of a group of functions.</summary>
    /// <param name="FirstFunction">The first of the group.</param>
    /// <param name="Offset">Where they begin.</param>
    /// <param name="Places">From a symbol to the offset of its way among them.</param>
    /// <param name="Code">The pieces.</param>
    private sealed record Ways(int FirstFunction, int Offset, Dictionary<uint, int> Places, byte[] Code);
}
