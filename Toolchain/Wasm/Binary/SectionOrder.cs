// Ids of sections and the order in which they stand: not the order of the ids.
using System;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

internal static class SectionOrder
{
    internal const byte Custom = 0;
    internal const byte Type = 1;
    internal const byte Import = 2;
    internal const byte Function = 3;
    internal const byte Table = 4;
    internal const byte Memory = 5;
    internal const byte Global = 6;
    internal const byte Export = 7;
    internal const byte Start = 8;
    internal const byte Element = 9;
    internal const byte Code = 10;
    internal const byte Data = 11;
    internal const byte DataCount = 12;
    internal const byte Tag = 13;

    /// <summary>All sections but custom ones, in file order.</summary>
    internal static ReadOnlySpan<byte> InFileOrder =>
        [Type, Import, Function, Table, Memory, Tag, Global, Export, Start, Element, DataCount, Code, Data];

    /// <summary>Place of a section in the file, counted from 0; -1 for custom sections.</summary>
    internal static int PlaceOf(byte id) => InFileOrder.IndexOf(id);
}
