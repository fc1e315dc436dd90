// The name section, from the names of the model: subsections in ascending order, maps in ascending order of indices.
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

internal static class NameSectionWriter
{
    /// <summary>Writes the content of the section; nothing if there are no names.</summary>
    internal static void Write(ByteWriter to, WasmNames names)
    {
        var part = new ByteWriter();
        if (names.Module is not null)
        {
            part.Name(names.Module);
            Emit(to, 0, part);
        }

        Map(to, 1, part, names.Functions);
        IndirectMap(to, 2, part, names.Locals);
        IndirectMap(to, 3, part, names.Labels);
        Map(to, 4, part, names.Types);
        Map(to, 5, part, names.Tables);
        Map(to, 6, part, names.Memories);
        Map(to, 7, part, names.Globals);
        Map(to, 8, part, names.Elements);
        Map(to, 9, part, names.Data);
        IndirectMap(to, 10, part, names.Fields);
        Map(to, 11, part, names.Tags);
    }

    private static void Emit(ByteWriter to, byte id, ByteWriter part)
    {
        to.Byte(id);
        to.Sized(part);
        part.Clear();
    }

    private static void Map(ByteWriter to, byte id, ByteWriter part, SortedDictionary<int, string> names)
    {
        if (names.Count != 0)
        {
            Entries(part, names);
            Emit(to, id, part);
        }
    }

    private static void IndirectMap(
        ByteWriter to, byte id, ByteWriter part, SortedDictionary<int, SortedDictionary<int, string>> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        part.Count(names.Count);
        foreach ((int index, SortedDictionary<int, string> inner) in names)
        {
            part.Index(index);
            Entries(part, inner);
        }

        Emit(to, id, part);
    }

    private static void Entries(ByteWriter part, SortedDictionary<int, string> names)
    {
        part.Count(names.Count);
        foreach ((int index, string name) in names)
        {
            part.Index(index);
            part.Name(name);
        }
    }
}
