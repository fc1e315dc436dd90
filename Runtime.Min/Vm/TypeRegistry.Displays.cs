// Displays: for each type that is not plain, the type words of its supertypes from the root down and its own, so that a cast is one load and one compare.
// Code finds them through a table by index of the type.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Layout;

namespace Wasmtime.Min.Vm;

internal sealed partial class TypeRegistry
{
    private const nuint DisplayAlignment = 64;

    // The table of displays stays where it is, because code keeps its address: with virtual memory it grows inside of a reservation, by steps.
    // Without, it has room for twice the types that there are when it is made, and at least for so many.
    private const int LeastDisplays = 1 << 16;
    private const nuint DisplayStep = 1 << 16;

    private readonly List<nuint> _displays = [];
    private nuint _displayTable;
    private int _displayCapacity; // of the table, where it cannot grow
    private nuint _displayCommitted; // bytes of the table, where it can
    private nuint _emptyDisplay;

    /// <summary>
    /// Address of the table of displays, by index of the type: addresses of <see cref="GcLayout.DisplayLength"/> type words. Plain types and
    /// what has no type share an empty display. 0 as long as the engine knows plain types only: no code looks then.
    /// </summary>
    internal nuint DisplayTable => _displayTable;

    /// <summary>Gives native memory back.</summary>
    internal void Free()
    {
        foreach (nuint display in _displays)
        {
            _platform.FreeHeap(display, GcLayout.DisplaySize, DisplayAlignment);
        }

        FreeDisplayTable();
    }

    private static nuint DisplayReservation => (((nuint)MostTypes * (nuint)nuint.Size) + DisplayStep - 1) & ~(DisplayStep - 1);

    private nuint HeapTableSize => (nuint)_displayCapacity * (nuint)nuint.Size;

    private void FreeDisplayTable()
    {
        if (_displayTable != 0 && _platform.VirtualMemory is { } memory)
        {
            memory.Release(_displayTable, DisplayReservation);
        }
        else if (_displayTable != 0)
        {
            _platform.FreeHeap(_displayTable, HeapTableSize, DisplayAlignment);
        }

        (_displayTable, _displayCommitted) = (0, 0);
    }

    // The gate is held: makes the display, and the shape of structures and arrays.
    private void Describe(uint id, ref Entry entry, ReadOnlySpan<uint> words)
    {
        if (entry.Kind != ArtifactTypeKind.Function)
        {
            SetShape(id, CreateShape(entry.Kind, words));
        }

        CreateDisplayTable();
        Span<uint> display = AddDisplay(Index(id));
        if (entry.Supertype != None)
        {
            ref Entry supertype = ref CollectionsMarshal.AsSpan(_entries)[Index(entry.Supertype)];
            entry.Depth = supertype.Depth + 1;
            if (entry.Depth >= GcLayout.DisplayLength)
            {
                throw new ArtifactException("info", id, "a type with too many supertypes");
            }

            Native.Span<uint>(Native.At<nuint>(_displayTable + ((nuint)Index(entry.Supertype) * (nuint)nuint.Size)), entry.Depth).CopyTo(display);
        }

        display[entry.Depth] = TypeWordOf(id);
    }

    // The first type that is not plain makes the table; all types so far get their place.
    private void CreateDisplayTable()
    {
        if (_displayTable != 0)
        {
            return;
        }

        _emptyDisplay = _emptyDisplay != 0 ? _emptyDisplay : AllocateDisplay();
        _displayCapacity = _platform.VirtualMemory is null ? Math.Max(LeastDisplays, _entries.Count * 2) : MostTypes;
        _displayTable = _platform.VirtualMemory?.Reserve(DisplayReservation) ?? _platform.AllocateHeap(HeapTableSize, DisplayAlignment);
        try
        {
            for (int i = 0; i < _entries.Count; i++)
            {
                SetDisplay(i, _emptyDisplay);
            }
        }
        catch
        {
            FreeDisplayTable();
            throw;
        }
    }

    private void SetDisplay(int index, nuint display)
    {
        nuint place = (nuint)index * (nuint)nuint.Size;
        if (_platform.VirtualMemory is { } memory && place >= _displayCommitted)
        {
            nuint step = Math.Max(DisplayStep, _platform.PageSize);
            memory.Commit(_displayTable + _displayCommitted, step);
            _displayCommitted += step;
        }

        Native.At<nuint>(_displayTable + place) = display;
    }

    private Span<uint> AddDisplay(int index)
    {
        nuint display = AllocateDisplay();
        SetDisplay(index, display);
        return Native.Span<uint>(display, GcLayout.DisplayLength);
    }

    private nuint AllocateDisplay()
    {
        nuint display = _platform.AllocateHeap(GcLayout.DisplaySize, DisplayAlignment);
        _displays.Add(display);
        return display;
    }
}
