// The text section: functions in index order, the initialiser, the stubs; every reference between them is a distance, so nothing is left to
// do when the code is loaded. Trap sites and source map become tables over the whole section.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Toolchain.Codegen.Lower;
using Wasmtime.Min.Toolchain.Translate;

namespace Wasmtime.Min.Toolchain;

/// <summary>All code of an artifact, laid out.</summary>
internal sealed class LinkedText
{
    private const int StubAlignment = 16;

    private readonly Dictionary<uint, uint> _places = []; // of the function at hand, by packed location
    private byte[] _text;
    private int _length;

    private readonly TargetIsa _target;

    // Makes room for everything at once: growing would copy, and touch fresh pages, several times over.
    private LinkedText(TargetIsa target, ReadOnlySpan<CompiledFunction> functions, Stubs stubs)
    {
        _target = target;
        FunctionOffsets = new int[functions.Length];
        StubOffsets = new int[stubs.All.Count];
        long bytes = StubAlignment * (1L + stubs.All.Count);
        int sites = 0, entries = 0;
        foreach (CompiledFunction function in functions)
        {
            bytes += function.Code.Length + function.Alignment;
            sites += function.TrapSites.Length;
            entries += function.SourceMap.Length;
        }

        foreach ((_, byte[] code) in stubs.All)
        {
            bytes += code.Length;
        }

        _text = new byte[Math.Min(bytes, Array.MaxLength)];
        TrapSites.EnsureCapacity(sites);
        SourceMap.EnsureCapacity(entries);
    }

    /// <summary>The section's bytes.</summary>
    internal ReadOnlyMemory<byte> Bytes => _text.AsMemory(0, _length);

    /// <summary>Offset of each defined function; the initialiser stands behind the last.</summary>
    internal int[] FunctionOffsets { get; }

    /// <summary>Offset of each stub.</summary>
    internal int[] StubOffsets { get; }

    /// <summary>Offset where the stubs begin.</summary>
    internal int StubsStart { get; private set; }

    /// <summary>Trapping instructions of the whole section, ascending.</summary>
    internal List<TrapSite> TrapSites { get; } = [];

    /// <summary>Calls with handlers of the whole section, ascending.</summary>
    internal List<HandlerSite> Handlers { get; } = [];

    /// <summary>Stack maps of the whole section, ascending.</summary>
    internal List<Safepoint> Safepoints { get; } = [];

    /// <summary>Source map of the whole section, ascending; locations inside inlined code are indices in <see cref="InlinedPlaces"/>, marked.</summary>
    internal List<SourceMapEntry> SourceMap { get; } = [];

    /// <summary>Instructions of inlined functions; callers stand before what is inlined into them.</summary>
    internal List<InlinedPlaceRecord> InlinedPlaces { get; } = [];

    /// <summary>Lays out and links.</summary>
    /// <param name="target">What the code is for.</param>
    /// <param name="functions">Defined functions in order, then the initialiser.</param>
    /// <param name="inlined">For each of them, the calls that were inlined.</param>
    /// <param name="importedFunctions">Index of the first defined function.</param>
    /// <param name="stubs">The stubs.</param>
    internal static LinkedText Link(TargetIsa target, ReadOnlySpan<CompiledFunction> functions, InlinedCall[][] inlined, int importedFunctions, Stubs stubs)
    {
        var linked = new LinkedText(target, functions, stubs);
        for (int i = 0; i < functions.Length; i++)
        {
            linked.FunctionOffsets[i] = linked.Append(functions[i].Code, functions[i].Alignment);
            linked.AddTables(functions[i], inlined[i], linked.FunctionOffsets[i]);
        }

        linked.StubsStart = linked.Align(StubAlignment);
        for (int i = 0; i < stubs.All.Count; i++)
        {
            linked.StubOffsets[i] = linked.Append(stubs.All[i].Code, StubAlignment);
        }

        for (int i = 0; i < functions.Length; i++)
        {
            foreach (Relocation relocation in functions[i].Relocations)
            {
                linked.Apply(relocation, linked.FunctionOffsets[i], importedFunctions, stubs);
            }
        }

        return linked;
    }

    private int Align(int alignment)
    {
        int aligned = checked(_length + alignment - 1) & -alignment;
        Reserve(aligned);
        _text.AsSpan(_length, aligned - _length).Fill(_target.Padding);
        _length = aligned;
        return aligned;
    }

    private int Append(byte[] code, int alignment)
    {
        int offset = Align(alignment);
        Reserve(checked(offset + code.Length));
        code.CopyTo(_text, offset);
        _length = offset + code.Length;
        return offset;
    }

    private void Reserve(int length)
    {
        if (length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(length, (int)Math.Min(_text.Length * 2L, Array.MaxLength)));
        }
    }

    private void AddTables(CompiledFunction function, InlinedCall[] inlined, int offset)
    {
        foreach (TrapSite site in function.TrapSites)
        {
            TrapSites.Add(site with { Offset = site.Offset + offset });
        }

        foreach (HandlerSite site in function.Handlers)
        {
            Handlers.Add(new HandlerSite(site.Offset + offset, site.Handler + offset));
        }

        foreach (Safepoint safepoint in function.Safepoints)
        {
            Safepoints.Add(safepoint with { Offset = safepoint.Offset + offset });
        }

        _places.Clear();
        foreach (SourceMapEntry entry in function.SourceMap)
        {
            SourceMap.Add(new SourceMapEntry(entry.Offset + offset, PlaceOf(entry.WasmOffset, inlined)));
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

    private void Apply(Relocation relocation, int start, int importedFunctions, Stubs stubs)
    {
        int target = relocation.Symbol switch
        {
            Symbols.TrapStub => StubOffsets[stubs.Trap],
            >= Symbols.FirstBuiltin => StubOffsets[stubs.FirstBuiltin + (int)(relocation.Symbol - Symbols.FirstBuiltin)],
            _ => FunctionOffsets[(int)relocation.Symbol - importedFunctions],
        };
        int field = start + relocation.Offset;
        _target.Relocate(relocation.Kind, _text.AsSpan(field), checked(target + relocation.Addend - field));
    }
}
