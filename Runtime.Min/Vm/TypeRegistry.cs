// Types of all modules of an engine, each with one number: what call_indirect compares and what linking checks. Plain function types are
// equal when their values are; all other types when the keys that the toolchain computed are. Types live as long as the engine: a
// program has few, and their numbers stand in instances.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Gc;
using Wasmtime.Min.Layout;
using Wasmtime.Min.Platform;

namespace Wasmtime.Min.Vm;

/// <summary>Engine-wide ids of types.</summary>
internal sealed partial class TypeRegistry(Engine engine)
{
    /// <summary>No type: cleared memory matches nothing.</summary>
    internal const uint None = 0;

    // Plain types are found through a hash table of their own over _words, so that loading a module makes no object for a type that
    // nobody asks about: first id by hash, further ids by Entry.Next.
    private readonly Dictionary<uint, uint> _plain = [];
    private readonly Dictionary<TypeKeyRecord, uint> _keyed = [];
    private readonly List<Entry> _entries = [default];
    private readonly List<uint> _words = [];
    private GcShape?[] _shapes = [];
    private readonly IPlatform _platform = engine.Platform;
    private SpinGate _gate;

    // Parameters and results of a function are a run of engine-wide value types in _words.
    private struct Entry
    {
        internal ArtifactTypeKind Kind;
        internal bool IsComplete;
        internal bool IsFinal;
        internal TypeKeyRecord Key; // default of plain types
        internal uint Supertype;
        internal int Depth;
        internal uint Next;
        internal int FirstWord, ParamCount, ResultCount;
        internal FunctionType? Function;
    }

    // Ids and abstract heap types share an encoding, and the lowest bit of an id is not part of the index.
    private const int MostTypes = (int)ValueTypeRecord.AbstractHeap >> 1;

    /// <summary>What stands in front of the objects of a type, and in the vmctx: the id, and the kind above it; of functions the id alone.</summary>
    internal uint TypeWordOf(uint id) => (id & GcLayout.GcTypeBit) == 0 ? id : id | ((uint)ShapeOf(id).Kind << GcLayout.KindShift);

    /// <summary>How objects of a structure or array type are laid out, and exceptions of a tag's type.</summary>
    internal GcShape ShapeOf(uint id) => _shapes[Index(id)]!;

    private static int Index(uint id) => (int)(id >> 1);

    /// <summary>How exceptions are laid out whose tags have a type; made on first use.</summary>
    /// <param name="id">Id of a function type.</param>
    /// <param name="type">The type.</param>
    internal GcShape ExceptionShapeOf(uint id, FunctionType type)
    {
        _gate.Enter();
        try
        {
            if (Index(id) >= _shapes.Length || _shapes[Index(id)] is null)
            {
                SetShape(id, CreateExceptionShape(type));
            }

            return ShapeOf(id);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void SetShape(uint id, GcShape shape)
    {
        if (_shapes.Length <= Index(id))
        {
            Array.Resize(ref _shapes, Math.Max(16, Index(id) * 2));
        }

        _shapes[Index(id)] = shape;
    }

    private static GcShape CreateExceptionShape(FunctionType type)
    {
        var fields = new GcField[type.ParameterTypes.Length];
        int next = GcLayout.ExceptionHeaderSize;
        for (int i = 0; i < fields.Length; i++)
        {
            WasmType value = type.ParameterTypes[i];
            int size = value.SlotCount * sizeof(ulong);
            fields[i] = new GcField(value, size, next, IsMutable: false);
            next += size;
        }

        return new GcShape(GcKind.Exception, fields, next);
    }

    private static GcShape CreateShape(ArtifactTypeKind kind, ReadOnlySpan<uint> words)
    {
        var fields = new GcField[words.Length];
        int next = GcLayout.HeaderSize;
        for (int i = 0; i < fields.Length; i++)
        {
            var storage = new ValueTypeRecord(words[i]);
            bool isPacked = storage.Kind is ValueTypeRecord.I8 or ValueTypeRecord.I16;
            WasmType type = isPacked ? WasmType.I32 : new WasmType(words[i] & ~ValueTypeRecord.Mutable);
            int size = GcLayout.SizeOf(storage, KindOf(type) == ValueKind.FuncRef);
            int offset = kind == ArtifactTypeKind.Struct ? GcLayout.Place(ref next, size) : next;
            fields[i] = new GcField(type, size, offset, storage.IsMutable);
        }

        return kind == ArtifactTypeKind.Struct
            ? new GcShape(GcKind.Struct, fields, (int)GcLayout.RoundUp((ulong)next))
            : new GcShape(GcKind.Array, fields, 0);
    }

    /// <summary>The id of a function type; makes one where there is none.</summary>
    /// <exception cref="ArgumentException">It names a type of another engine.</exception>
    internal uint IdOf(FunctionType type)
    {
        if (type.Engine == engine && type.Id != None)
        {
            return type.Id;
        }

        if (type.NamesTypes && type.Engine != engine)
        {
            throw new ArgumentException("the function type names types of another engine");
        }

        Span<uint> words = stackalloc uint[16];
        int count = type.ParameterTypes.Length + type.ResultTypes.Length;
        words = count <= words.Length ? words[..count] : new uint[count];
        for (int i = 0; i < count; i++)
        {
            int result = i - type.ParameterTypes.Length;
            words[i] = result < 0 ? type.ParameterTypes[i].Bits : type.ResultTypes[result].Bits;
        }

        return type.NamesTypes
            ? Register(ArtifactTypeKind.Function, words, type.ParameterTypes.Length, isFinal: true, None)
            : Intern(words, type.ParameterTypes.Length);
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
        int nextKey = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            TypeRecord record = types[i];
            ids[i] = (record.Flags & TypeFlags.Plain) != 0
                ? Intern(WordsOf(record, values, ids, ref words), (int)record.ParamCount)
                : Reserve(keys[nextKey++], record.Kind);
        }

        // A second pass, because types of one recursion group refer to each other: all ids exist now.
        for (int i = 0; i < ids.Length; i++)
        {
            TypeRecord record = types[i];
            if ((record.Flags & TypeFlags.Plain) == 0)
            {
                uint supertype = record.Supertype == ArtifactFormat.None ? None : ids[record.Supertype];
                Complete(ids[i], record.Kind, (record.Flags & TypeFlags.Final) != 0, supertype, WordsOf(record, values, ids, ref words), (int)record.ParamCount);
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
            ref Entry entry = ref CollectionsMarshal.AsSpan(_entries)[Index(id)];
            return entry.Kind == ArtifactTypeKind.Function && id != None
                ? entry.Function ??= CreateFunction(id, entry)
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
                sub = _entries[Index(sub)].Supertype;
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
            < ValueTypeRecord.AbstractHeap when (type.Heap & GcLayout.GcTypeBit) != 0 => ValueKind.AnyRef,
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
        record.IsReference && record.IsHeapIndex ? new WasmType((record.Bits & 0xff) | (ids[(int)record.Heap] << 8)) : new WasmType(record.Bits);

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

    /// <summary><see cref="IsSubtype(WasmType, WasmType)"/> of types that name no defined one, or the same.</summary>
    internal static bool IsSubtypeOfAbstract(WasmType sub, WasmType super) => sub == super
        || (sub.IsReference && super.IsReference && (super.IsNullable || !sub.IsNullable) && IsAbstractSubtype(sub.Heap, super.Heap));

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

        return IsAbstractSubtype(sub.IsConcrete ? TopOfConcrete(sub.Heap) : sub.Heap, super.Heap);
    }

    private static bool IsAbstractSubtype(uint heap, uint super) => heap == super
        || (heap, super) switch
        {
            (WasmType.HeapNoFunc, WasmType.HeapFunc) => true,
            (WasmType.HeapNoExtern, WasmType.HeapExtern) => true,
            (WasmType.HeapNoExn, WasmType.HeapExn) => true,
            (WasmType.HeapNone or WasmType.HeapI31 or WasmType.HeapStruct or WasmType.HeapArray, WasmType.HeapEq or WasmType.HeapAny) => true,
            (WasmType.HeapEq, WasmType.HeapAny) => true,
            (WasmType.HeapNone, WasmType.HeapI31 or WasmType.HeapStruct or WasmType.HeapArray) => true,
            _ => false,
        };

    private uint TopOfConcrete(uint id)
    {
        _gate.Enter();
        ArtifactTypeKind kind = _entries[Index(id)].Kind;
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

    private FunctionType CreateFunction(uint id, in Entry entry)
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

        return new FunctionType(parameters, results, engine, id);
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
            for (uint id = first; id != None; id = _entries[Index(id)].Next)
            {
                if (IsSame(_entries[Index(id)], words, paramCount))
                {
                    return id;
                }
            }

            uint added = Add(new Entry { Kind = ArtifactTypeKind.Function, IsComplete = true, IsFinal = true, Next = first }, ArtifactTypeKind.Function);
            SetWords(ref CollectionsMarshal.AsSpan(_entries)[Index(added)], words, paramCount);
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

    private uint Add(in Entry entry, ArtifactTypeKind kind)
    {
        int most = _displayTable != 0 ? _displayCapacity : MostTypes;
        if (_entries.Count >= most)
        {
            throw new ResourceLimitException($"an engine has room for {most} types here");
        }

        if (_displayTable != 0)
        {
            SetDisplay(_entries.Count, _emptyDisplay);
        }

        _entries.Add(entry);
        return ((uint)(_entries.Count - 1) << 1) | (kind == ArtifactTypeKind.Function ? 0 : GcLayout.GcTypeBit);
    }

    private uint Reserve(in TypeKeyRecord key, ArtifactTypeKind kind)
    {
        _gate.Enter();
        try
        {
            if (!_keyed.TryGetValue(key, out uint id))
            {
                id = Add(new Entry { Key = key }, kind);
                _keyed.Add(key, id);
            }

            return id;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Complete(uint id, ArtifactTypeKind kind, bool isFinal, uint supertype, ReadOnlySpan<uint> words, int paramCount)
    {
        _gate.Enter();
        try
        {
            ref Entry entry = ref CollectionsMarshal.AsSpan(_entries)[Index(id)];
            if (!entry.IsComplete)
            {
                entry.Kind = kind;
                entry.IsFinal = isFinal;
                entry.Supertype = supertype;
                SetWords(ref entry, words, paramCount);
                Describe(id, ref entry, words);
                entry.IsComplete = true;
            }
            else if (entry.Kind != kind || entry.IsFinal != isFinal || entry.Supertype != supertype || !IsSame(entry, words, paramCount))
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
