// Sections that only advise: names and branch hints. Damage in them is not an error of the module; what was read before
// it stays.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

internal static class NameSectionReader
{
    /// <summary>Reads a name section into <paramref name="names"/>; unknown subsections are skipped.</summary>
    internal static void Read(ReadOnlySpan<byte> content, WasmNames names)
    {
        try
        {
            var cursor = new ByteCursor(content, 0);
            while (!cursor.AtEnd)
            {
                byte id = cursor.ReadByte();
                int size = cursor.ReadCount();
                var part = new ByteCursor(content[..(cursor.Position + size)], cursor.Position);
                cursor.Skip(size);
                ReadPart(ref part, id, names);
            }
        }
        catch (WasmMalformedException)
        {
            // Names are advice.
        }
    }

    /// <summary>Reads <c>metadata.code.branch_hint</c>.</summary>
    internal static void ReadBranchHints(ReadOnlySpan<byte> content, Dictionary<int, BranchHintEntry[]> hints)
    {
        try
        {
            var cursor = new ByteCursor(content, 0);
            int functions = cursor.ReadCount();
            for (int i = 0; i < functions; i++)
            {
                int function = cursor.ReadIndex();
                var entries = new BranchHintEntry[cursor.ReadCount()];
                for (int j = 0; j < entries.Length; j++)
                {
                    uint offset = cursor.ReadU32();
                    cursor.Skip(1); // size of the value, always 1
                    BranchHint hint = cursor.ReadByte() == 0 ? BranchHint.Unlikely : BranchHint.Likely;
                    entries[j] = new BranchHintEntry(offset, hint);
                }

                hints[function] = entries;
            }
        }
        catch (WasmMalformedException)
        {
            // Hints are advice.
        }
    }

    private static void ReadPart(ref ByteCursor part, byte id, WasmNames names)
    {
        switch (id)
        {
            case 0:
                names.Module = part.ReadName();
                break;
            case 1:
                ReadMap(ref part, names.Functions);
                break;
            case 2:
                ReadIndirectMap(ref part, names.Locals);
                break;
            case 3:
                ReadIndirectMap(ref part, names.Labels);
                break;
            case 4:
                ReadMap(ref part, names.Types);
                break;
            case 5:
                ReadMap(ref part, names.Tables);
                break;
            case 6:
                ReadMap(ref part, names.Memories);
                break;
            case 7:
                ReadMap(ref part, names.Globals);
                break;
            case 8:
                ReadMap(ref part, names.Elements);
                break;
            case 9:
                ReadMap(ref part, names.Data);
                break;
            case 10:
                ReadIndirectMap(ref part, names.Fields);
                break;
            case 11:
                ReadMap(ref part, names.Tags);
                break;
            default:
                break;
        }
    }

    private static void ReadMap(ref ByteCursor part, SortedDictionary<int, string> names)
    {
        int count = part.ReadCount();
        for (int i = 0; i < count; i++)
        {
            int index = part.ReadIndex();
            names[index] = part.ReadName();
        }
    }

    private static void ReadIndirectMap(ref ByteCursor part, SortedDictionary<int, SortedDictionary<int, string>> names)
    {
        int count = part.ReadCount();
        for (int i = 0; i < count; i++)
        {
            int index = part.ReadIndex();
            var inner = new SortedDictionary<int, string>();
            names[index] = inner;
            ReadMap(ref part, inner);
        }
    }
}
