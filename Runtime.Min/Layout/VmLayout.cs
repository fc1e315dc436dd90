// Where everything of one instance lies in its vmctx. The compiler asks this class for the offsets that it puts into code; the
// runtime asks it for the same offsets when it fills the block. Both make it from the same counts, which the artifact records.
using System;

namespace Wasmtime.Min.Layout;

/// <summary>Offsets in bytes, from the start of the <see cref="VMContext"/>, of the parts that depend on the module.</summary>
internal sealed class VmLayout
{
    /// <summary>Bytes of a global's value, whatever its type.</summary>
    internal const int GlobalSize = 16;

    private const int PointerSize = 8;
    private const int TypeIdSize = 4;

    private readonly int _definedMemories;
    private readonly int _definedTables;
    private readonly int _importedMemories;
    private readonly int _importedTables;
    private readonly int _importedGlobals;
    private readonly int _importedFunctions;
    private readonly int _typeIds;
    private readonly int _definedGlobals;
    private readonly int _funcRefs;
    private readonly int _dataSegments;
    private readonly int _elementSegments;
    private readonly int _tags;

    /// <exception cref="OverflowException">The block would be larger than 2 GiB.</exception>
    internal VmLayout(
        int definedMemories,
        int definedTables,
        int importedMemories,
        int importedTables,
        int importedGlobals,
        int importedFunctions,
        int types,
        int definedGlobals,
        int funcRefs,
        int dataSegments,
        int elementSegments,
        int tags)
    {
        checked
        {
            int next = VMContext.SizeInBytes;
            _definedMemories = Take(ref next, definedMemories, VMMemory.SizeInBytes);
            _definedTables = Take(ref next, definedTables, VMTable.SizeInBytes);
            _importedMemories = Take(ref next, importedMemories, PointerSize);
            _importedTables = Take(ref next, importedTables, PointerSize);
            _importedGlobals = Take(ref next, importedGlobals, PointerSize);
            _importedFunctions = Take(ref next, importedFunctions, VMFunctionImport.SizeInBytes);
            _typeIds = Take(ref next, types, TypeIdSize);
            next = (next + 15) & ~15;
            _definedGlobals = Take(ref next, definedGlobals, GlobalSize);
            _funcRefs = Take(ref next, funcRefs, VMFuncRef.SizeInBytes);
            _dataSegments = Take(ref next, dataSegments, VMSegment.SizeInBytes);
            _elementSegments = Take(ref next, elementSegments, VMSegment.SizeInBytes);
            _tags = Take(ref next, tags, PointerSize);
            SizeInBytes = (next + 15) & ~15;
        }
    }

    /// <summary>Size of the whole block; a multiple of 16, which is also its alignment.</summary>
    internal int SizeInBytes { get; }

    /// <summary>A <see cref="VMMemory"/>, by index among the defined memories; of a shared memory, the address of one.</summary>
    internal int DefinedMemory(int index) => _definedMemories + (index * VMMemory.SizeInBytes);

    /// <summary>A <see cref="VMTable"/>, by index among the defined tables.</summary>
    internal int DefinedTable(int index) => _definedTables + (index * VMTable.SizeInBytes);

    /// <summary>The address of a <see cref="VMMemory"/>.</summary>
    internal int ImportedMemory(int index) => _importedMemories + (index * PointerSize);

    /// <summary>The address of a <see cref="VMTable"/>.</summary>
    internal int ImportedTable(int index) => _importedTables + (index * PointerSize);

    /// <summary>The address of a global's value.</summary>
    internal int ImportedGlobal(int index) => _importedGlobals + (index * PointerSize);

    /// <summary>A <see cref="VMFunctionImport"/>.</summary>
    internal int ImportedFunction(int index) => _importedFunctions + (index * VMFunctionImport.SizeInBytes);

    /// <summary>The engine-wide id of a type of the module, a u32.</summary>
    internal int TypeId(int index) => _typeIds + (index * TypeIdSize);

    /// <summary>A global's value, 16 bytes, by index among the defined globals.</summary>
    internal int DefinedGlobal(int index) => _definedGlobals + (index * GlobalSize);

    /// <summary>A <see cref="VMFuncRef"/>, by slot among the escaping functions.</summary>
    internal int FuncRef(int slot) => _funcRefs + (slot * VMFuncRef.SizeInBytes);

    /// <summary>A <see cref="VMSegment"/> of bytes.</summary>
    internal int DataSegment(int index) => _dataSegments + (index * VMSegment.SizeInBytes);

    /// <summary>A <see cref="VMSegment"/> of table elements.</summary>
    internal int ElementSegment(int index) => _elementSegments + (index * VMSegment.SizeInBytes);

    /// <summary>The address that stands for a tag, imported or defined.</summary>
    internal int Tag(int index) => _tags + (index * PointerSize);

    private static int Take(ref int next, int count, int size)
    {
        int start = next;
        next = checked(next + (count * size));
        return start;
    }
}
