// What the tables say about a place in the code: its function, its trap, its wasm offset, its handler. The runtime asks for backtraces and
// traps, objdump for its comments.
namespace Wasmtime.Min.Artifacts;

internal sealed unsafe partial class ArtifactFile
{
    /// <summary>Code offset to trap code.</summary>
    internal DeltaTable Traps => new(Section(SectionId.Traps), DeltaValues.Bytes);

    /// <summary>Code offset to wasm offset, which is <see cref="ArtifactFormat.None"/> where no instruction of the module is meant.</summary>
    internal DeltaTable SourceMap => new(Section(SectionId.SourceMap), DeltaValues.Differences);

    /// <summary>Return address to handler.</summary>
    internal DeltaTable Handlers => new(Section(SectionId.Exceptions), DeltaValues.Differences);

    /// <summary>Where references lie in waiting frames.</summary>
    internal StackMapTable StackMaps => new(Section(SectionId.StackMaps));

    /// <summary>The trap of an instruction, or None where none is expected.</summary>
    internal TrapCode TrapAt(uint offset) =>
        Traps.TryFind(offset, out uint value) && value < TrapCodes.Count ? (TrapCode)value : TrapCode.None;

    /// <summary>The trap that a call of the trap stub raises, by its return address.</summary>
    internal TrapCode TrapOfCall(uint returnOffset) =>
        Traps.TryFindFloor(returnOffset - 1, out _, out uint value) && value < TrapCodes.Count ? (TrapCode)value : TrapCode.None;

    /// <summary>What section SourceMap says about a place in the code, or None: a wasm offset, or an instruction that was inlined.</summary>
    internal uint LocationOf(uint place) => SourceMap.TryFindFloor(place, out _, out uint found) ? found : ArtifactFormat.None;

    /// <summary>The instruction that a location means which is not one of the function around it.</summary>
    /// <param name="location">From <see cref="LocationOf"/>, or the caller of a place found before.</param>
    /// <param name="inlined">The instruction, its function, and the location of the call that it stands for.</param>
    internal bool TryFindInlined(uint location, out InlinedPlaceRecord inlined)
    {
        ArtifactTable<InlinedPlaceRecord> places = Table<InlinedPlaceRecord>(TableId.InlinedPlaces);
        uint index = location & ~ArtifactFormat.InlinedMark;
        bool isInlined = location != ArtifactFormat.None && location != index && index < (uint)places.Count;
        inlined = isInlined ? places[(int)index] : default;

        // Callers come first, whatever the file says, so that the way out ends.
        if ((inlined.Caller & ArtifactFormat.InlinedMark) != 0 && inlined.Caller >= location)
        {
            inlined = inlined with { Caller = ArtifactFormat.None };
        }

        return isInlined;
    }

    /// <summary>The wasm offset that a place in the code was made for, or null.</summary>
    internal long? WasmOffsetOf(uint place)
    {
        uint location = LocationOf(place);
        location = TryFindInlined(location, out InlinedPlaceRecord inlined) ? inlined.WasmOffset : location;
        return location != ArtifactFormat.None ? location : null;
    }

    /// <summary>The defined function that contains a code offset.</summary>
    internal bool TryFindFunction(uint offset, out int defined)
    {
        ArtifactTable<FunctionRecord> functions = Table<FunctionRecord>(TableId.Functions);
        int low = 0;
        int high = functions.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (functions[middle].CodeOffset <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        defined = low - 1;
        return defined >= 0 && offset - functions[defined].CodeOffset < functions[defined].CodeLength;
    }

    /// <summary>Number of imported functions.</summary>
    internal int ImportedFunctionCount()
    {
        ArtifactTable<ImportRecord> imports = Table<ImportRecord>(TableId.Imports);
        int count = 0;
        for (int i = 0; i < imports.Count; i++)
        {
            count += imports[i].Kind == ArtifactExternKind.Function ? 1 : 0;
        }

        return count;
    }

    /// <summary>The name of a function, or null.</summary>
    internal string? NameOf(uint function)
    {
        ArtifactTable<FunctionNameRecord> names = Table<FunctionNameRecord>(TableId.FunctionNames);
        int low = 0;
        int high = names.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            FunctionNameRecord record = names[middle];
            if (record.Function == function)
            {
                return Text(record.Name);
            }

            if (record.Function < function)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return null;
    }
}
