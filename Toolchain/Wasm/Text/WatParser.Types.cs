// Types: value types, type definitions, and the uses of function types that may define one on the fly.

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Text;

internal sealed partial class WatParser
{
    private readonly List<SubType> _typeDefinitions = [];
    private readonly List<RecGroup> _recGroups = [];
    private readonly Dictionary<long, int> _fieldNames = []; // (type, symbol) to field
    private readonly List<(int Type, int Field, int Symbol)> _fieldSymbols = []; // in source order
    private readonly FuncTypeIndex _funcTypes = new();

    // The parts of the function type that was read last.
    private readonly List<ValType> _params = [];
    private readonly List<ValType> _results = [];
    private readonly List<int> _paramSymbols = [];

    private ValType ValueType() => TryValueType(out ValType type) ? type : throw Unexpected();

    private bool TryValueType(out ValType type)
    {
        if (Kind == TokenKind.Word)
        {
            bool found = TryTypeWord(Next.Value, out type);
            At += found ? 1 : 0;
            return found;
        }

        if (!TryOpen(Keyword.Ref))
        {
            type = default;
            return false;
        }

        bool nullable = TryWord(Keyword.Null);
        type = ValType.Ref(HeapTypeOperand(), nullable);
        Close();
        return true;
    }

    private static bool TryTypeWord(int code, out ValType type)
    {
        type = code switch
        {
            (int)Keyword.I32 => ValType.I32,
            (int)Keyword.I64 => ValType.I64,
            (int)Keyword.F32 => ValType.F32,
            (int)Keyword.F64 => ValType.F64,
            (int)Keyword.V128 => ValType.V128,
            (int)Keyword.FuncRef => ValType.FuncRef,
            (int)Keyword.ExternRef => ValType.ExternRef,
            (int)Keyword.ExnRef => ValType.ExnRef,
            (int)Keyword.AnyRef => ValType.AnyRef,
            (int)Keyword.EqRef => ValType.EqRef,
            (int)Keyword.I31Ref => ValType.I31Ref,
            (int)Keyword.StructRef => ValType.StructRef,
            (int)Keyword.ArrayRef => ValType.ArrayRef,
            (int)Keyword.NullRef => ValType.Ref(HeapType.None, nullable: true),
            (int)Keyword.NullFuncRef => ValType.Ref(HeapType.NoFunc, nullable: true),
            (int)Keyword.NullExternRef => ValType.Ref(HeapType.NoExtern, nullable: true),
            (int)Keyword.NullExnRef => ValType.Ref(HeapType.NoExn, nullable: true),
            _ => ValType.Bottom,
        };
        return type != ValType.Bottom;
    }

    private ValType ReferenceType()
    {
        int start = At;
        ValType type = ValueType();
        if (!type.IsRef)
        {
            At = start;
            throw Unexpected();
        }

        return type;
    }

    private HeapType HeapTypeOperand()
    {
        if (Kind != TokenKind.Word)
        {
            return HeapType.OfIndex((uint)Index(_types));
        }

        HeapType type = Next.Value switch
        {
            (int)Keyword.Func => HeapType.Func,
            (int)Keyword.Extern => HeapType.Extern,
            (int)Keyword.Any => HeapType.Any,
            (int)Keyword.Eq => HeapType.Eq,
            (int)Keyword.I31 => HeapType.I31,
            (int)Keyword.Struct => HeapType.Struct,
            (int)Keyword.Array => HeapType.Array,
            (int)Keyword.Exn => HeapType.Exn,
            (int)Keyword.NoFunc => HeapType.NoFunc,
            (int)Keyword.NoExtern => HeapType.NoExtern,
            (int)Keyword.None => HeapType.None,
            (int)Keyword.NoExn => HeapType.NoExn,
            _ => throw Unexpected(),
        };
        At++;
        return type;
    }

    // After '(type'.
    private void TypeField()
    {
        _recGroups.Add(new RecGroup(_typeDefinitions.Count, 1));
        TypeDefinition();
        OfferToUses();
    }

    // After '(rec'.
    private void RecField()
    {
        int first = _typeDefinitions.Count;
        while (TryOpen(Keyword.Type))
        {
            TypeDefinition();
            Close();
        }

        int count = _typeDefinitions.Count - first;
        _recGroups.Add(new RecGroup(first, count, IsSpelledOut: true));
        if (count == 1)
        {
            OfferToUses();
        }
    }

    // A plain function type that is a group of its own may serve the uses that spell it out.
    private void OfferToUses()
    {
        SubType last = _typeDefinitions[^1];
        if (last is { Composite: FuncType type, IsFinal: true, Supertypes.Length: 0 })
        {
            _funcTypes.Add(_typeDefinitions, type, _typeDefinitions.Count - 1);
        }
    }

    private void TypeDefinition()
    {
        int index = _typeDefinitions.Count;
        uint offset = (uint)TokenAt(At - 2).Start;
        OptionalId();
        if (TryOpen(Keyword.Sub))
        {
            bool isFinal = TryWord(Keyword.Final);
            var supertypes = new List<int>();
            while (Kind is TokenKind.Id or TokenKind.Number)
            {
                supertypes.Add(Index(_types));
            }

            CompositeType composite = Composite(index);
            Close();
            _typeDefinitions.Add(new SubType(composite, isFinal, supertypes.ToArray(), offset));
        }
        else
        {
            _typeDefinitions.Add(SubType.Plain(Composite(index), offset));
        }
    }

    private CompositeType Composite(int index)
    {
        CompositeType type;
        if (TryOpen(Keyword.Func))
        {
            Signature(allowIds: true);
            type = new FuncType(_params.ToArray(), _results.ToArray());
        }
        else if (TryOpen(Keyword.Struct))
        {
            type = new StructType(StructFields(index));
        }
        else if (TryOpen(Keyword.Array))
        {
            type = new ArrayType(Field());
        }
        else
        {
            At += Kind == TokenKind.Open ? 1 : 0;
            throw Unexpected();
        }

        Close();
        return type;
    }

    private FieldType[] StructFields(int index)
    {
        var fields = new List<FieldType>();
        while (TryOpen(Keyword.Field))
        {
            if (Kind == TokenKind.Id)
            {
                int symbol = Next.Value;
                if (!_fieldNames.TryAdd(FieldKey(index, symbol), fields.Count))
                {
                    throw Error($"duplicate field ${List.Symbols.Name(symbol)}");
                }

                _fieldSymbols.Add((index, fields.Count, symbol));
                At++;
                fields.Add(Field());
            }
            else
            {
                while (Kind != TokenKind.Close)
                {
                    fields.Add(Field());
                }
            }

            Close();
        }

        return fields.ToArray();
    }

    private static long FieldKey(int type, int symbol) => ((long)type << 32) | (uint)symbol;

    private FieldType Field()
    {
        if (!TryOpen(Keyword.Mut))
        {
            return new FieldType(StorageType(), IsMutable: false);
        }

        ValType type = StorageType();
        Close();
        return new FieldType(type, IsMutable: true);
    }

    private ValType StorageType() =>
        TryWord(Keyword.I8) ? ValType.I8 : TryWord(Keyword.I16) ? ValType.I16 : ValueType();

    private GlobalType GlobalTypeOperand()
    {
        if (!TryOpen(Keyword.Mut))
        {
            return new GlobalType(ValueType(), IsMutable: false);
        }

        ValType type = ValueType();
        Close();
        return new GlobalType(type, IsMutable: true);
    }

    // (param ...)* (result ...)* into _params, _results, _paramSymbols.
    private void Signature(bool allowIds)
    {
        _params.Clear();
        _results.Clear();
        _paramSymbols.Clear();
        while (TryOpen(Keyword.Param))
        {
            if (allowIds)
            {
                LocalNameAnnotation(_params.Count);
            }

            if (allowIds && Kind == TokenKind.Id)
            {
                _paramSymbols.Add(Next.Value);
                At++;
                LocalNameAnnotation(_params.Count);
                _params.Add(ValueType());
            }
            else
            {
                while (TryValueType(out ValType type))
                {
                    _paramSymbols.Add(-1);
                    _params.Add(type);
                }
            }

            Close();
        }

        ResultTypes(_results);
    }

    private bool ResultTypes(List<ValType> results)
    {
        bool any = false;
        while (TryOpen(Keyword.Result))
        {
            any = true;
            while (TryValueType(out ValType type))
            {
                results.Add(type);
            }

            Close();
        }

        return any;
    }

    // A type use: '(type x)', a signature, or both, which must then agree. Gives the type's index.
    private int TypeUse(bool allowIds)
    {
        int explicitType = ExplicitTypeUse(allowIds);
        return explicitType >= 0 ? explicitType : ImplicitType();
    }

    // As TypeUse, but -1 if there is only a signature, left in _params and _results.
    private int ExplicitTypeUse(bool allowIds)
    {
        int start = Offset;
        int type = -1;
        if (TryOpen(Keyword.Type))
        {
            type = HeapType.OfIndex((uint)Index(_types)).Value; // never negative, which means none here
            Close();
        }

        Signature(allowIds);
        if (AtForm(Keyword.Param))
        {
            throw Unexpected(); // parameters behind results
        }

        if (type >= 0 && _params.Count + _results.Count > 0)
        {
            CheckInlineType(type, start);
        }

        return type;
    }

    private void CheckInlineType(int type, int start)
    {
        if (type >= _typeDefinitions.Count)
        {
            throw ErrorAt(start, $"unknown type {type}");
        }

        if (_typeDefinitions[type].Composite is not FuncType function
            || !CollectionsMarshal.AsSpan(_params).SequenceEqual(function.Params)
            || !CollectionsMarshal.AsSpan(_results).SequenceEqual(function.Results))
        {
            throw ErrorAt(start, $"inline function type: it differs from type {type}");
        }
    }

    private int ImplicitType()
    {
        ReadOnlySpan<ValType> parameters = CollectionsMarshal.AsSpan(_params);
        ReadOnlySpan<ValType> results = CollectionsMarshal.AsSpan(_results);
        int found = _funcTypes.Find(_typeDefinitions, parameters, results);
        if (found >= 0)
        {
            return found;
        }

        int index = _typeDefinitions.Count;
        var type = new FuncType(parameters.ToArray(), results.ToArray());
        _typeDefinitions.Add(SubType.Plain(type, (uint)Offset));
        _recGroups.Add(new RecGroup(index, 1));
        _funcTypes.Add(_typeDefinitions, type, index);
        return index;
    }

    /// <summary>Finds the first plain function type with given parameters and results.</summary>
    private sealed class FuncTypeIndex
    {
        private readonly Dictionary<int, int> _first = []; // by hash
        private readonly List<(int Type, int Next)> _chain = [];

        internal void Add(List<SubType> types, FuncType type, int index)
        {
            if (Find(types, type.Params, type.Results) >= 0)
            {
                return;
            }

            int hash = HashOf(type.Params, type.Results);
            _chain.Add((index, _first.GetValueOrDefault(hash, -1)));
            _first[hash] = _chain.Count - 1;
        }

        internal int Find(List<SubType> types, ReadOnlySpan<ValType> parameters, ReadOnlySpan<ValType> results)
        {
            int link = _first.GetValueOrDefault(HashOf(parameters, results), -1);
            while (link >= 0)
            {
                (int index, int next) = _chain[link];
                var type = (FuncType)types[index].Composite;
                if (parameters.SequenceEqual(type.Params) && results.SequenceEqual(type.Results))
                {
                    return index;
                }

                link = next;
            }

            return -1;
        }

        private static int HashOf(ReadOnlySpan<ValType> parameters, ReadOnlySpan<ValType> results)
        {
            uint hash = (uint)parameters.Length;
            foreach (ValType type in parameters)
            {
                hash = (hash * 16777619) ^ (uint)type.Raw;
            }

            foreach (ValType type in results)
            {
                hash = (hash * 2654435761) ^ (uint)type.Raw;
            }

            return (int)hash;
        }
    }
}
