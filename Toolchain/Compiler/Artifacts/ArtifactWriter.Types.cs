// The tables of types: what they are, what they are made of, and the keys of those that are not compared by parameters and results.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Wasmtime.Min.Artifacts;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Artifacts;

using ArrayType = Wasmtime.Min.Toolchain.Wasm.Types.ArrayType;
using FieldType = Wasmtime.Min.Toolchain.Wasm.Types.FieldType;
using FuncType = Wasmtime.Min.Toolchain.Wasm.Types.FuncType;
using StructType = Wasmtime.Min.Toolchain.Wasm.Types.StructType;
using ValType = Wasmtime.Min.Toolchain.Wasm.Types.ValType;

internal sealed partial class ArtifactWriter
{
    private void AddTypes()
    {
        List<TypeRecord> types = [];
        List<ValueTypeRecord> values = [];
        bool[] needsKey = NeedKeys();
        for (int i = 0; i < _wasm.Types.Count; i++)
        {
            int first = values.Count;
            (ArtifactTypeKind kind, int results) = AddValues(values, _wasm.Types[i].Composite);
            types.Add(new TypeRecord(
                kind,
                (needsKey[i] ? TypeFlags.None : TypeFlags.Plain) | (_wasm.Types[i].IsFinal ? TypeFlags.Final : TypeFlags.None),
                _wasm.Types[i].Supertypes is [int super, ..] ? (uint)super : ArtifactFormat.None,
                (uint)first,
                (uint)(values.Count - first - results),
                (uint)results,
                StubOffset(_module.Stubs.EntryOfType[i]),
                StubOffset(_module.Stubs.ExitOfType[i])));
        }

        var keys = new TypeKeyRecord[types.Count];
        List<TypeKeyRecord> written = [];
        bool[] isNamed = NamedTypes(CollectionsMarshal.AsSpan(values), types.Count);
        foreach (RecGroup group in _wasm.RecGroups)
        {
            int end = group.Start + group.Count;
            if (group.Count == 0 || (!needsKey[group.Start] && !isNamed[group.Start]))
            {
                continue;
            }

            TypeKeys.OfGroup(CollectionsMarshal.AsSpan(types)[..end], CollectionsMarshal.AsSpan(values), group.Start, keys);
            for (int i = group.Start; i < end; i++)
            {
                if (needsKey[i])
                {
                    written.Add(keys[i]);
                }
            }
        }

        _info.Table<TypeRecord>(TableId.Types, types);
        _info.Table<ValueTypeRecord>(TableId.ValueTypes, values);
        _info.Table<TypeKeyRecord>(TableId.TypeKeys, written);
    }

    // By type: whether it is none of those that are compared by parameters and results.
    private bool[] NeedKeys()
    {
        var needs = new bool[_wasm.Types.Count];
        Array.Fill(needs, true);
        foreach (RecGroup group in _wasm.RecGroups)
        {
            if (group.Count == 1)
            {
                needs[group.Start] = !IsPlain(_wasm.Types[group.Start]);
            }
        }

        return needs;
    }

    // By type: whether another type's values refer to it, so that the other one's key depends on its own.
    private static bool[] NamedTypes(ReadOnlySpan<ValueTypeRecord> values, int count)
    {
        var isNamed = new bool[count];
        foreach (ValueTypeRecord value in values)
        {
            if (value.IsReference && value.IsHeapIndex)
            {
                isNamed[value.Heap] = true;
            }
        }

        return isNamed;
    }

    private static bool IsPlain(SubType type) =>
        type.Composite is FuncType function && type.IsFinal && type.Supertypes.Length == 0
        && !Array.Exists(function.Params, NamesType) && !Array.Exists(function.Results, NamesType);

    private static bool NamesType(ValType type) => type.IsRef && type.Heap.IsIndex;

    // Parameters, then results; or fields; or the element. Returns the number of results.
    private static (ArtifactTypeKind Kind, int Results) AddValues(List<ValueTypeRecord> into, CompositeType type)
    {
        switch (type)
        {
            case FuncType function:
                AddValues(into, function.Params);
                AddValues(into, function.Results);
                return (ArtifactTypeKind.Function, function.Results.Length);
            case StructType structure:
                foreach (FieldType field in structure.Fields)
                {
                    into.Add(StorageOf(field));
                }

                return (ArtifactTypeKind.Struct, 0);
            default:
                into.Add(StorageOf(((ArrayType)type).Element));
                return (ArtifactTypeKind.Array, 0);
        }
    }

    /// <summary>The record of a field or element.</summary>
    internal static ValueTypeRecord StorageOf(FieldType field)
    {
        ValueTypeRecord type = field.Type.Kind switch
        {
            ValKind.I8 => new(ValueTypeRecord.I8),
            ValKind.I16 => new(ValueTypeRecord.I16),
            _ => RecordOf(field.Type),
        };
        return field.IsMutable ? new(type.Bits | ValueTypeRecord.Mutable) : type;
    }

    private static void AddValues(List<ValueTypeRecord> into, ValType[] types)
    {
        foreach (ValType type in types)
        {
            into.Add(RecordOf(type));
        }
    }

    private static ValueTypeRecord RecordOf(ValType type) => type.Kind switch
    {
        ValKind.I32 => new(ValueTypeRecord.I32),
        ValKind.I64 => new(ValueTypeRecord.I64),
        ValKind.F32 => new(ValueTypeRecord.F32),
        ValKind.F64 => new(ValueTypeRecord.F64),
        ValKind.V128 => new(ValueTypeRecord.V128),
        ValKind.Ref => ValueTypeRecord.Reference(
            type.IsNullable, type.Heap.IsIndex ? (uint)type.Heap.Index : ValueTypeRecord.AbstractHeap + type.Heap.Code),
        ValKind.Bottom or ValKind.I8 or ValKind.I16 => throw new InvalidOperationException($"{type} is not a value type"),
    };
}
