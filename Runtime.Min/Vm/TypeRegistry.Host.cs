// What the embedder asks of types, and types that it makes: each is a recursion group of its own.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Vm;

internal sealed partial class TypeRegistry
{
    /// <summary>What a type is.</summary>
    internal ArtifactTypeKind KindOf(uint id) => EntryOf(id).Kind;

    /// <summary>Whether a type may have no subtypes.</summary>
    internal bool IsFinal(uint id) => EntryOf(id).IsFinal;

    /// <summary>The declared supertype, or <see cref="None"/>.</summary>
    internal uint SupertypeOf(uint id) => EntryOf(id).Supertype;

    /// <summary>Fields of a structure, or the element of an array: <see cref="ValueTypeRecord"/>s with ids in the place of type indices.</summary>
    internal uint[] WordsOf(uint id)
    {
        _gate.Enter();
        try
        {
            Entry entry = _entries[Index(id)];
            return CollectionsMarshal.AsSpan(_words).Slice(entry.FirstWord, entry.ParamCount + entry.ResultCount).ToArray();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>The id of a type of the host.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="words">Parameters and results, fields, or the element, with ids in the place of type indices.</param>
    /// <param name="paramCount">How many of them are no results.</param>
    /// <param name="isFinal">Whether it may have no subtypes.</param>
    /// <param name="supertype">Its supertype, which it matches; or <see cref="None"/>.</param>
    /// <exception cref="ArgumentException">It has too many fields or supertypes.</exception>
    internal uint Register(ArtifactTypeKind kind, ReadOnlySpan<uint> words, int paramCount, bool isFinal, uint supertype)
    {
        if (words.Length > ArtifactFormat.MostFields)
        {
            throw new ArgumentException($"a type with {words.Length} fields; the most are {ArtifactFormat.MostFields}");
        }

        int depth = 0;
        for (uint above = supertype; above != None; above = SupertypeOf(above))
        {
            depth++;
        }

        if (depth >= Layout.GcLayout.DisplayLength)
        {
            throw new ArgumentException($"a type with {depth} supertypes; the most are {Layout.GcLayout.DisplayLength - 1}");
        }

        uint id = Reserve(KeyOf(kind, words, paramCount, isFinal, supertype), kind);
        Complete(id, kind, isFinal, supertype, words, paramCount);
        return id;
    }

    private Entry EntryOf(uint id)
    {
        _gate.Enter();
        Entry entry = _entries[Index(id)];
        _gate.Exit();
        return entry;
    }

    // Makes the one type look as a module would have it: behind all types that it refers to.
    private TypeKeyRecord KeyOf(ArtifactTypeKind kind, ReadOnlySpan<uint> words, int paramCount, bool isFinal, uint supertype)
    {
        List<uint> others = [];
        var values = new ValueTypeRecord[words.Length];
        for (int i = 0; i < values.Length; i++)
        {
            var record = new ValueTypeRecord(words[i]);
            values[i] = record.IsReference && record.IsHeapIndex
                ? new ValueTypeRecord((record.Bits & 0xff) | (PlaceOf(others, record.Heap) << 8))
                : record;
        }

        uint super = supertype == None ? ArtifactFormat.None : PlaceOf(others, supertype);
        var types = new TypeRecord[others.Count + 1];
        var keys = new TypeKeyRecord[types.Length];
        for (int i = 0; i < others.Count; i++)
        {
            keys[i] = KeyOf(others[i]);
        }

        types[^1] = new TypeRecord(
            kind,
            isFinal ? TypeFlags.Final : TypeFlags.None,
            super,
            0,
            (uint)paramCount,
            (uint)(words.Length - paramCount),
            ArtifactFormat.None,
            ArtifactFormat.None);
        TypeKeys.OfGroup(types, values, others.Count, keys);
        return keys[^1];
    }

    private TypeKeyRecord KeyOf(uint id)
    {
        Entry entry = EntryOf(id);
        return entry.Key != default ? entry.Key
            : KeyOf(entry.Kind, WordsOf(id), entry.ParamCount, entry.IsFinal, entry.Supertype); // plain: refers to no other
    }

    private static uint PlaceOf(List<uint> others, uint id)
    {
        int place = others.IndexOf(id);
        if (place < 0)
        {
            place = others.Count;
            others.Add(id);
        }

        return (uint)place;
    }
}
