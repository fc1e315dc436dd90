// Types of all modules of an engine, each with one number: what call_indirect compares and what linking checks. Plain function types are
// equal when their values are; all other types when the keys that the toolchain computed are. Types live as long as the engine: a
// program has few, and their numbers stand in instances.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Vm;

/// <summary>Engine-wide ids of types.</summary>
internal sealed class TypeRegistry
{
    /// <summary>No type: cleared memory matches nothing.</summary>
    internal const uint None = 0;

    // Plain types are found through a hash table of their own over _words, so that loading a module makes no object for a type that
    // nobody asks about: first id by hash, further ids by Entry.Next.
    private readonly Dictionary<uint, uint> _plain = [];
    private readonly Dictionary<TypeKeyRecord, uint> _keyed = [];
    private readonly List<Entry> _entries = [default];
    private readonly List<uint> _words = [];
    private SpinGate _gate;

    // Parameters and results of a function are a run of engine-wide value types in _words.
    private struct Entry
    {
        internal ArtifactTypeKind Kind;
        internal bool IsComplete;
        internal uint Supertype;
        internal uint Next;
        internal int FirstWord, ParamCount, ResultCount;
        internal FunctionType? Function;
    }

    /// <summary>The id of a plain function type; makes one where there is none.</summary>
    internal uint IdOf(FunctionType type)
    {
        Span<uint> words = stackalloc uint[16];
        int count = type.ParameterTypes.Length + type.ResultTypes.Length;
        words = count <= words.Length ? words[..count] : new uint[count];
        for (int i = 0; i < count; i++)
        {
            int result = i - type.ParameterTypes.Length;
            words[i] = result < 0 ? type.ParameterTypes[i].Bits : type.ResultTypes[result].Bits;
        }

        return Intern(words, type.ParameterTypes.Length);
    }

    /// <summary>Ids of all types of a module whose tables were checked.</summary>
    /// <exception cref="ArtifactException">A key stands for a type of another shape.</exception>
    internal uint[] Register(ArtifactFile file)
    {
        ArtifactTable<TypeRecord> types = file.Table<TypeRecord>(TableId.Types);
        ArtifactTable<TypeKeyRecord> keys = file.Table<TypeKeyRecord>(TableId.TypeKeys);
        ArtifactTable<ValueTypeRecord> values = file.Table<ValueTypeRecord>(TableId.ValueTypes);
        var ids = new uint[types.Count];
        uint[] words = [];
        for (int i = 0; i < ids.Length; i++)
        {
            TypeRecord record = types[i];
            ids[i] = (record.Flags & TypeFlags.Plain) != 0
                ? Intern(WordsOf(record, values, ids, ref words), (int)record.ParamCount)
                : Reserve(keys[i]);
        }

        // A second pass, because types of one recursion group refer to each other: all ids exist now.
        for (int i = 0; i < ids.Length; i++)
        {
            TypeRecord record = types[i];
            if ((record.Flags & TypeFlags.Plain) == 0)
            {
                uint supertype = record.Supertype == ArtifactFormat.None ? None : ids[record.Supertype];
                Complete(ids[i], record, supertype, WordsOf(record, values, ids, ref words));
            }
        }

        return ids;
    }

    /// <summary>Parameters and results of a function type.</summary>
    internal FunctionType FunctionTypeOf(uint id)
    {
        _gate.Enter();
        try
        {
            ref Entry entry = ref CollectionsMarshal.AsSpan(_entries)[(int)id];
            return entry.Kind == ArtifactTypeKind.Function && id != None
                ? entry.Function ??= CreateFunction(entry)
                : throw new InvalidOperationException($"type {id} is not a function type");
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Whether every value of one defined type is one of the other.</summary>
    internal bool IsSubtype(uint sub, uint super)
    {
        _gate.Enter();
        try
        {
            while (sub != super && sub != None)
            {
                sub = _entries[(int)sub].Supertype;
            }

            return sub == super;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Whether every value of one type is one of the other.</summary>
    internal bool IsSubtype(WasmType sub, WasmType super)
    {
        if (sub == super)
        {
            return true;
        }

        return sub.IsReference && super.IsReference && (super.IsNullable || !sub.IsNullable) && IsHeapSubtype(sub, super);
    }

    /// <summary>The kind that the embedder sees; concrete types count as functions or as garbage-collected values.</summary>
    internal static ValueKind KindOf(WasmType type) => (type.Bits & 0xff) switch
    {
        ValueTypeRecord.I32 => ValueKind.Int32,
        ValueTypeRecord.I64 => ValueKind.Int64,
        ValueTypeRecord.F32 => ValueKind.Float32,
        ValueTypeRecord.F64 => ValueKind.Float64,
        ValueTypeRecord.V128 => ValueKind.V128,
        _ => type.Heap switch
        {
            WasmType.HeapExtern or WasmType.HeapNoExtern => ValueKind.ExternRef,
            WasmType.HeapExn or WasmType.HeapNoExn => ValueKind.ExnRef,
            WasmType.HeapAny or WasmType.HeapEq or WasmType.HeapI31 or WasmType.HeapStruct or WasmType.HeapArray or WasmType.HeapNone
                => ValueKind.AnyRef,
            _ => ValueKind.FuncRef,
        },
    };

    /// <summary>A type in the notation of the text format.</summary>
    internal static string Describe(WasmType type) => (type.Bits & 0xff) switch
    {
        ValueTypeRecord.I32 => "i32",
        ValueTypeRecord.I64 => "i64",
        ValueTypeRecord.F32 => "f32",
        ValueTypeRecord.F64 => "f64",
        ValueTypeRecord.V128 => "v128",
        _ when type == WasmType.FuncRef => "funcref",
        _ when type == WasmType.ExternRef => "externref",
        _ => $"(ref {(type.IsNullable ? "null " : "")}{DescribeHeap(type.Heap)})",
    };

    /// <summary>A value type of a module as an engine-wide one.</summary>
    internal static WasmType TypeOf(ValueTypeRecord record, ReadOnlySpan<uint> ids) =>
        record.IsReference && record.IsHeapIndex ? new WasmType(record.Kind | (ids[(int)record.Heap] << 8)) : new WasmType(record.Bits);

    /// <summary>Whether references of a module's type are addresses of func refs, 8 bytes long; all others have 4 bytes.</summary>
    internal static bool IsFunctionReference(ArtifactTable<TypeRecord> types, ValueTypeRecord type) => type.IsHeapIndex
        ? types[type.Heap].Kind == ArtifactTypeKind.Function
        : type.Heap is WasmType.HeapFunc or WasmType.HeapNoFunc;

    private static string DescribeHeap(uint heap) => heap switch
    {
        WasmType.HeapFunc => "func",
        WasmType.HeapExtern => "extern",
        WasmType.HeapAny => "any",
        WasmType.HeapEq => "eq",
        WasmType.HeapI31 => "i31",
        WasmType.HeapStruct => "struct",
        WasmType.HeapArray => "array",
        WasmType.HeapExn => "exn",
        WasmType.HeapNone => "none",
        WasmType.HeapNoExtern => "noextern",
        WasmType.HeapNoFunc => "nofunc",
        WasmType.HeapNoExn => "noexn",
        _ => $"$type{heap}",
    };

    private bool IsHeapSubtype(WasmType sub, WasmType super)
    {
        if (sub.IsConcrete && super.IsConcrete)
        {
            return IsSubtype(sub.Heap, super.Heap);
        }

        if (super.IsConcrete)
        {
            return sub.Heap == BottomOf(TopOfConcrete(super.Heap));
        }

        uint heap = sub.IsConcrete ? TopOfConcrete(sub.Heap) : sub.Heap;
        return heap == super.Heap
            || (heap, super.Heap) switch
            {
                (WasmType.HeapNoFunc, WasmType.HeapFunc) => true,
                (WasmType.HeapNoExtern, WasmType.HeapExtern) => true,
                (WasmType.HeapNoExn, WasmType.HeapExn) => true,
                (WasmType.HeapNone or WasmType.HeapI31 or WasmType.HeapStruct or WasmType.HeapArray, WasmType.HeapEq or WasmType.HeapAny) => true,
                (WasmType.HeapEq, WasmType.HeapAny) => true,
                (WasmType.HeapNone, WasmType.HeapI31 or WasmType.HeapStruct or WasmType.HeapArray) => true,
                _ => false,
            };
    }

    private uint TopOfConcrete(uint id)
    {
        _gate.Enter();
        ArtifactTypeKind kind = _entries[(int)id].Kind;
        _gate.Exit();
        return kind switch
        {
            ArtifactTypeKind.Function => WasmType.HeapFunc,
            ArtifactTypeKind.Struct => WasmType.HeapStruct,
            ArtifactTypeKind.Array => WasmType.HeapArray,
        };
    }

    private static uint BottomOf(uint heap) => heap == WasmType.HeapFunc ? WasmType.HeapNoFunc : WasmType.HeapNone;

    private static ReadOnlySpan<uint> WordsOf(
        in TypeRecord record, ArtifactTable<ValueTypeRecord> values, ReadOnlySpan<uint> ids, ref uint[] buffer)
    {
        int count = (int)(record.ParamCount + record.ResultCount);
        if (buffer.Length < count)
        {
            buffer = new uint[Math.Max(64, count)];
        }

        for (int i = 0; i < count; i++)
        {
            buffer[i] = TypeOf(values[(int)record.FirstValueType + i], ids).Bits;
        }

        return buffer.AsSpan(0, count);
    }

    private FunctionType CreateFunction(in Entry entry)
    {
        var parameters = new WasmType[entry.ParamCount];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = new WasmType(_words[entry.FirstWord + i]);
        }

        var results = new WasmType[entry.ResultCount];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = new WasmType(_words[entry.FirstWord + entry.ParamCount + i]);
        }

        return new FunctionType(parameters, results);
    }

    private uint Intern(ReadOnlySpan<uint> words, int paramCount)
    {
        uint hash = (uint)paramCount;
        foreach (uint word in words)
        {
            hash = (hash ^ word) * 0x9e3779b1;
        }

        _gate.Enter();
        try
        {
            uint first = _plain.TryGetValue(hash, out uint known) ? known : None;
            for (uint id = first; id != None; id = _entries[(int)id].Next)
            {
                if (IsSame(_entries[(int)id], words, paramCount))
                {
                    return id;
                }
            }

            uint added = Add(new Entry { Kind = ArtifactTypeKind.Function, IsComplete = true, Next = first });
            SetWords(ref CollectionsMarshal.AsSpan(_entries)[(int)added], words, paramCount);
            _plain[hash] = added;
            return added;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private bool IsSame(in Entry entry, ReadOnlySpan<uint> words, int paramCount) =>
        entry.ParamCount == paramCount && entry.ParamCount + entry.ResultCount == words.Length
        && CollectionsMarshal.AsSpan(_words).Slice(entry.FirstWord, words.Length).SequenceEqual(words);

    private void SetWords(ref Entry entry, ReadOnlySpan<uint> words, int paramCount)
    {
        entry.FirstWord = _words.Count;
        entry.ParamCount = paramCount;
        entry.ResultCount = words.Length - paramCount;
        foreach (uint word in words)
        {
            _words.Add(word);
        }
    }

    private uint Add(in Entry entry)
    {
        // Ids and abstract heap types share an encoding.
        if (_entries.Count >= ValueTypeRecord.AbstractHeap)
        {
            throw new InvalidOperationException("too many types in one engine");
        }

        _entries.Add(entry);
        return (uint)_entries.Count - 1;
    }

    private uint Reserve(in TypeKeyRecord key)
    {
        _gate.Enter();
        try
        {
            if (!_keyed.TryGetValue(key, out uint id))
            {
                id = Add(default);
                _keyed.Add(key, id);
            }

            return id;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Complete(uint id, in TypeRecord record, uint supertype, ReadOnlySpan<uint> words)
    {
        _gate.Enter();
        try
        {
            ref Entry entry = ref CollectionsMarshal.AsSpan(_entries)[(int)id];
            if (!entry.IsComplete)
            {
                entry.Kind = record.Kind;
                entry.Supertype = supertype;
                SetWords(ref entry, words, (int)record.ParamCount);
                entry.IsComplete = true;
            }
            else if (entry.Kind != record.Kind || entry.Supertype != supertype || !IsSame(entry, words, (int)record.ParamCount))
            {
                throw new ArtifactException(ArtifactProblem.TypeKeyShape, "info", id, "a type's key is that of a type of another shape");
            }
        }
        finally
        {
            _gate.Exit();
        }
    }
}
