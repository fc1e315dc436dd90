// One hash table from the bytes of a word to a small number: a Keyword, or FirstOp + the instruction. Built once from
// the opcode rows, so that a new instruction is known to the text format as soon as it has a row.

using System;
using System.Text;

using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

/// <summary>The words of the text format.</summary>
internal static partial class KeywordTable
{
    /// <summary>Codes from here on are instructions.</summary>
    internal const int FirstOp = 0x1000;

    /// <summary>The code of a word that is none of ours.</summary>
    internal const int Unknown = -1;

    private const int Size = 4096; // a power of two, several times the number of words

    private static readonly Entry[] Slots = Build();

    /// <summary>The code of a word, or <see cref="Unknown"/>.</summary>
    internal static int Find(ReadOnlySpan<byte> word)
    {
        int slot = (int)SymbolTable.Hash(word) & (Size - 1);
        while (Slots[slot].Word is { } found)
        {
            if (word.SequenceEqual(found))
            {
                return Slots[slot].Code;
            }

            slot = (slot + 1) & (Size - 1);
        }

        return word.StartsWith("offset="u8) ? (int)Keyword.OffsetEquals
            : word.StartsWith("align="u8) ? (int)Keyword.AlignEquals
            : Unknown;
    }

    private static Entry[] Build()
    {
        var slots = new Entry[Size];
        foreach ((string word, Keyword keyword) in KeywordRows())
        {
            Add(slots, word, (int)keyword);
        }

        foreach (WasmOpRow[] group in WasmOps.Groups)
        {
            foreach (WasmOpRow row in group)
            {
                // Of two instructions with one name (select, ref.test) the first one stands for both.
                Add(slots, row.Text, FirstOp + (int)row.Op);
            }
        }

        return slots;
    }

    private static void Add(Entry[] slots, string word, int code)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(word);
        int slot = (int)SymbolTable.Hash(bytes) & (Size - 1);
        while (slots[slot].Word is { } other)
        {
            if (bytes.AsSpan().SequenceEqual(other))
            {
                return;
            }

            slot = (slot + 1) & (Size - 1);
        }

        slots[slot] = new Entry(bytes, code);
    }

    private readonly struct Entry(byte[] word, int code)
    {
        internal readonly byte[]? Word = word;
        internal readonly int Code = code;
    }
}
