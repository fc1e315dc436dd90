// Types of all modules of an engine, each with one number: what call_indirect compares and what linking checks. Plain function types are
// equal when their values are; all other types when the keys that the toolchain computed are. Types live as long as the engine: a
// program has few, and their numbers stand in instances.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Vm;

/// <summary>Engine-wide ids of types.</summary>
internal sealed class TypeRegistry
{
    /// <summary>No type.</summary>
    internal const uint None = uint.MaxValue;

    private readonly Dictionary<FunctionType, uint> _plain = [];
    private readonly Dictionary<TypeKeyRecord, uint> _keyed = [];
    private readonly List<Entry> _entries = [];
    private SpinGate _gate;

    private readonly record struct Entry(ArtifactTypeKind Kind, uint Supertype, FunctionType? Function);

    /// <summary>The id of a plain function type; makes one where there is none.</summary>
    internal uint IdOf(FunctionType type)
    {
        _gate.Enter();
        try
        {
            if (!_plain.TryGetValue(type, out uint id))
            {
                id = Add(new Entry(ArtifactTypeKind.Function, None, type));
                _plain.Add(type, id);
            }

            return id;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Ids of all types of a module whose tables were checked.</summary>
    internal uint[] Register(ArtifactFile file)
    {
        ArtifactTable<TypeRecord> types = file.Table<TypeRecord>(TableId.Types);
        ArtifactTable<TypeKeyRecord> keys = file.Table<TypeKeyRecord>(TableId.TypeKeys);
        var ids = new uint[types.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            TypeRecord record = types[i];
            ids[i] = (record.Flags & TypeFlags.Plain) != 0
                ? IdOf(Function(file, record, ids))
                : Find(keys[i]);
        }

        // A second pass, because types of one recursion group refer to each other: their ids exist now.
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] == None)
            {
                ids[i] = Reserve(keys[i]);
            }
        }

        for (int i = 0; i < ids.Length; i++)
        {
            TypeRecord record = types[i];
            if ((record.Flags & TypeFlags.Plain) == 0)
            {
                uint supertype = record.Supertype == ArtifactFormat.None ? None : ids[record.Supertype];
                Complete(
                    ids[i],
                    new Entry(
                        record.Kind, supertype, record.Kind == ArtifactTypeKind.Function ? Function(file, record, ids) : null));
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
            return _entries[(int)id].Function ?? throw new InvalidOperationException($"type {id} is not a function type");
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

    private static FunctionType Function(ArtifactFile file, in TypeRecord record, ReadOnlySpan<uint> ids)
    {
        ArtifactTable<ValueTypeRecord> values = file.Table<ValueTypeRecord>(TableId.ValueTypes);
        var parameters = new WasmType[record.ParamCount];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = TypeOf(values[(int)record.FirstValueType + i], ids);
        }

        var results = new WasmType[record.ResultCount];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = TypeOf(values[(int)record.FirstValueType + parameters.Length + i], ids);
        }

        return new FunctionType(parameters, results);
    }

    private uint Add(in Entry entry)
    {
        // One id less than the abstract heap types begin at, which an encoding shares with them.
        if (_entries.Count >= ValueTypeRecord.AbstractHeap)
        {
            throw new InvalidOperationException("too many types in one engine");
        }

        _entries.Add(entry);
        return (uint)_entries.Count - 1;
    }

    private uint Find(in TypeKeyRecord key)
    {
        _gate.Enter();
        uint id = _keyed.TryGetValue(key, out uint known) ? known : None;
        _gate.Exit();
        return id;
    }

    private uint Reserve(in TypeKeyRecord key)
    {
        _gate.Enter();
        try
        {
            if (!_keyed.TryGetValue(key, out uint id))
            {
                id = Add(new Entry(ArtifactTypeKind.Function, None, null));
                _keyed.Add(key, id);
            }

            return id;
        }
        finally
        {
            _gate.Exit();
        }
    }

    // Equal keys mean equal types, so completing an entry again changes nothing.
    private void Complete(uint id, in Entry entry)
    {
        _gate.Enter();
        _entries[(int)id] = entry;
        _gate.Exit();
    }
}
