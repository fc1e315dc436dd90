// Meaning of type indices. Types are iso-recursive: two groups are the same if they have the same shape, where
// references inside the group count relatively and references to earlier groups by their own identity. Each type gets
// the smallest index of an equal type as its canonical id, so equality is one compare, and each type keeps the chain of
// its supertypes, so a subtype test is one array access.
using System;
using System.Collections.Generic;
using System.Text;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Validation;

/// <summary>Canonical types and subtyping of one module. Immutable once built, so threads may share it.</summary>
internal sealed class TypeContext
{
    // Wasmtime and browsers agree on this bound; it keeps the chains short.
    private const int MaxSubtypingDepth = 63;

    // The same bounds again: without them the cost of a branch would have none.
    private const int MaxParams = 1000;
    private const int MaxResults = 1000;
    private const int MaxFields = 10_000;

    private readonly WasmModule _module;
    private readonly int[] _canonical;
    private readonly int[]?[] _chains; // canonical ids from the root to the type itself; null for a root

    private TypeContext(WasmModule module)
    {
        _module = module;
        _canonical = new int[module.Types.Count];
        _chains = new int[module.Types.Count][];
    }

    internal int Count => _canonical.Length;

    /// <summary>Checks all type definitions and gives them identities.</summary>
    /// <exception cref="WasmInvalidException">A definition refers to an unknown type or does not match its
    /// supertype.</exception>
    internal static TypeContext Build(WasmModule module, WasmFeatures features)
    {
        var context = new TypeContext(module);
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        var key = new StringBuilder();
        foreach (RecGroup group in module.RecGroups)
        {
            int end = group.Start + group.Count;
            if (group.IsSpelledOut)
            {
                Require(features, WasmFeatures.Gc, "a recursive group", module, group.Start);
            }

            for (int i = group.Start; i < end; i++)
            {
                context.CheckIndices(i, end, features);
            }

            key.Clear();
            context.AppendKey(key, group);
            if (!groups.TryGetValue(key.ToString(), out int first))
            {
                first = group.Start;
                groups.Add(key.ToString(), first);
            }

            for (int i = 0; i < group.Count; i++)
            {
                context._canonical[group.Start + i] = first + i;
            }

            // All chains first: a field of an early type may refer to a late type of the group.
            for (int i = group.Start; i < end; i++)
            {
                context.LinkSupertype(i);
            }

            for (int i = group.Start; i < end; i++)
            {
                context.CheckSupertype(i);
            }
        }

        return context;
    }

    /// <summary>The smallest type index with the same type.</summary>
    internal int CanonicalId(int typeIndex) => _canonical[typeIndex];

    internal CompositeType CompositeAt(int typeIndex) => _module.Types[typeIndex].Composite;

    /// <summary>Canonical ids of the supertypes from the root down, and of the type itself at the end.</summary>
    internal ReadOnlySpan<int> ChainOf(int typeIndex) =>
        _chains[typeIndex] ?? _canonical.AsSpan(typeIndex, 1);

    /// <summary>Whether every value of <paramref name="sub"/> is one of <paramref name="super"/>.</summary>
    internal bool IsSubtype(ValType sub, ValType super)
    {
        if (sub == super || sub.Kind == ValKind.Bottom)
        {
            return true;
        }

        return sub.IsRef && super.IsRef && (super.IsNullable || !sub.IsNullable) && IsSubtype(sub.Heap, super.Heap);
    }

    /// <summary>Whether <paramref name="sub"/> is below or the same as <paramref name="super"/>.</summary>
    internal bool IsSubtype(HeapType sub, HeapType super)
    {
        if (sub == super || sub == HeapType.Bottom)
        {
            return true;
        }

        if (sub.IsIndex)
        {
            return super.IsIndex ? IsDefinedSubtype(sub.Index, super.Index) : IsAbstractSubtype(AbstractOf(sub.Index),
                super);
        }

        if (super.IsIndex)
        {
            HeapType bottom = CompositeAt(super.Index).Kind == CompositeKind.Func ? HeapType.NoFunc : HeapType.None;
            return sub == bottom;
        }

        return IsAbstractSubtype(sub, super);
    }

    /// <summary>Whether two types mean the same although their indices differ.</summary>
    internal bool AreEqual(ValType a, ValType b) => a == b || (IsSubtype(a, b) && IsSubtype(b, a));

    /// <summary>The top of the hierarchy that a heap type belongs to: any, func, extern or exn.</summary>
    internal HeapType TopOf(HeapType type)
    {
        if (type.IsIndex)
        {
            return CompositeAt(type.Index).Kind == CompositeKind.Func ? HeapType.Func : HeapType.Any;
        }

        return type == HeapType.Func || type == HeapType.NoFunc ? HeapType.Func
            : type == HeapType.Extern || type == HeapType.NoExtern ? HeapType.Extern
            : type == HeapType.Exn || type == HeapType.NoExn ? HeapType.Exn
            : HeapType.Any;
    }

    /// <summary>
    /// Whether each of <paramref name="subs"/> fits into the type at the same place of <paramref name="supers"/>.
    /// </summary>
    internal bool AreSubtypes(ReadOnlySpan<ValType> subs, ReadOnlySpan<ValType> supers)
    {
        if (subs.Length != supers.Length)
        {
            return false;
        }

        for (int i = 0; i < subs.Length; i++)
        {
            if (!IsSubtype(subs[i], supers[i]))
            {
                return false;
            }
        }

        return true;
    }

    internal bool IsFieldSubtype(FieldType sub, FieldType super) =>
        sub.IsMutable == super.IsMutable
        && (sub.IsMutable ? AreEqual(sub.Type, super.Type) : IsSubtype(sub.Type, super.Type));

    /// <summary>Checks that a type exists and that its proposal is switched on.</summary>
    internal static void CheckValType(ValType type, int typeCount, WasmFeatures features, WasmModule module,
        uint offset)
    {
        if (type.Kind == ValKind.V128)
        {
            Require(features, WasmFeatures.Simd, "v128", module, offset);
        }

        if (type.Kind is ValKind.F32 or ValKind.F64)
        {
            Require(features, WasmFeatures.Floats, type.ToString(), module, offset);
        }

        if (type.IsRef)
        {
            CheckHeapType(type.Heap, typeCount, features, module, offset);
            if (!type.IsNullable)
            {
                Require(features, WasmFeatures.FunctionReferences, type.ToString(), module, offset);
            }
        }
    }

    /// <summary>Checks that a heap type exists and that its proposal is switched on.</summary>
    internal static void CheckHeapType(HeapType type, int typeCount, WasmFeatures features, WasmModule module,
        uint offset)
    {
        if (type.IsIndex)
        {
            if (type.Index >= typeCount)
            {
                throw new WasmInvalidException(
                    $"unknown type {type.Index}: at {module.Describe(offset)}, {typeCount} types are defined so far",
                        offset);
            }

            Require(features, WasmFeatures.FunctionReferences, $"(ref {type})", module, offset);
            return;
        }

        WasmFeatures needed = type == HeapType.Func || type == HeapType.Extern ? WasmFeatures.ReferenceTypes
            : type == HeapType.Exn || type == HeapType.NoExn ? WasmFeatures.Exceptions
            : WasmFeatures.Gc;
        Require(features, needed, type.ToString(), module, offset);
    }

    /// <summary>Refuses the use of a proposal that is switched off, and notes that of others.</summary>
    internal static void Require(WasmFeatures features, WasmFeatures needed, string what, WasmModule module,
        uint offset)
    {
        if ((features & needed) != needed)
        {
            string missing = WasmFeatureNames.Describe(needed & ~features);
            throw new WasmInvalidException(
                $"{missing} support is not enabled: {what} at {module.Describe(offset)}", offset);
        }

        module.Use(needed);
    }

    private static bool IsAbstractSubtype(HeapType sub, HeapType super)
    {
        if (sub == super)
        {
            return true;
        }

        if (super == HeapType.Any)
        {
            return sub == HeapType.Eq || sub == HeapType.I31 || sub == HeapType.Struct || sub == HeapType.Array
                || sub == HeapType.None;
        }

        if (super == HeapType.Eq)
        {
            return sub == HeapType.I31 || sub == HeapType.Struct || sub == HeapType.Array || sub == HeapType.None;
        }

        if (super == HeapType.I31 || super == HeapType.Struct || super == HeapType.Array)
        {
            return sub == HeapType.None;
        }

        return (sub == HeapType.NoFunc && super == HeapType.Func)
            || (sub == HeapType.NoExtern && super == HeapType.Extern)
            || (sub == HeapType.NoExn && super == HeapType.Exn);
    }

    private HeapType AbstractOf(int typeIndex) => CompositeAt(typeIndex).Kind switch
    {
        CompositeKind.Func => HeapType.Func,
        CompositeKind.Struct => HeapType.Struct,
        CompositeKind.Array => HeapType.Array,
    };

    private bool IsDefinedSubtype(int sub, int super)
    {
        int target = _canonical[super];
        if (_canonical[sub] == target)
        {
            return true;
        }

        int[]? chain = _chains[sub];
        int depth = _chains[super]?.Length ?? 1;
        return chain is not null && depth <= chain.Length && chain[depth - 1] == target;
    }

    private void CheckIndices(int typeIndex, int groupEnd, WasmFeatures features)
    {
        SubType type = _module.Types[typeIndex];
        foreach (int super in type.Supertypes)
        {
            if ((uint)super >= (uint)groupEnd)
            {
                throw Bad($"unknown type {(uint)super}", typeIndex, "names a supertype that is not defined so far");
            }
        }

        if (type.IsSpelledOut || type.Composite.Kind != CompositeKind.Func)
        {
            Require(features, WasmFeatures.Gc, $"type {typeIndex}", _module, type.Offset);
        }

        switch (type.Composite)
        {
            case FuncType function:
                CheckCount(function.Params.Length, MaxParams, "parameters");
                CheckCount(function.Results.Length, MaxResults, "results");
                if (function.Results.Length > 1)
                {
                    Require(features, WasmFeatures.MultiValue, $"type {typeIndex} with {function.Results.Length} results", _module, type.Offset);
                }

                CheckAll(function.Params);
                CheckAll(function.Results);
                break;
            case StructType structure:
                CheckCount(structure.Fields.Length, MaxFields, "fields");
                foreach (FieldType field in structure.Fields)
                {
                    Check(field.Type);
                }

                break;
            case ArrayType array:
                Check(array.Element.Type);
                break;
            default:
                break;
        }

        void CheckCount(int count, int most, string what)
        {
            if (count > most)
            {
                throw Bad($"too many {what}", typeIndex, $"has {count}, the limit is {most}");
            }
        }

        void CheckAll(ValType[] types)
        {
            foreach (ValType value in types)
            {
                Check(value);
            }
        }

        void Check(ValType value)
        {
            CheckValType(value, groupEnd, features, _module, type.Offset);
            if (value.IsRef && value.Heap.IsIndex && value.Heap.Index >= typeIndex)
            {
                Require(features, WasmFeatures.Gc, $"type {typeIndex}, which refers to itself or to a later type,", _module, type.Offset);
            }
        }
    }

    private void LinkSupertype(int typeIndex)
    {
        SubType type = _module.Types[typeIndex];
        if (type.Supertypes.Length == 0)
        {
            return;
        }

        if (type.Supertypes.Length > 1)
        {
            throw Bad("sub type", typeIndex, $"has {type.Supertypes.Length} supertypes, one is allowed");
        }

        int super = type.Supertypes[0];
        if (super >= typeIndex)
        {
            throw Bad($"unknown type {super}", typeIndex, "names a supertype that comes later in its group");
        }

        if (_module.Types[super].IsFinal)
        {
            throw Bad("sub type", typeIndex, $"has the final supertype {super}");
        }

        ReadOnlySpan<int> superChain = ChainOf(super);
        if (superChain.Length > MaxSubtypingDepth)
        {
            throw Bad("sub type", typeIndex, $"is deeper than {MaxSubtypingDepth} supertypes");
        }

        _chains[typeIndex] = [.. superChain, _canonical[typeIndex]];
    }

    private void CheckSupertype(int typeIndex)
    {
        SubType type = _module.Types[typeIndex];
        if (type.Supertypes.Length != 0 && !IsCompositeSubtype(type.Composite, CompositeAt(type.Supertypes[0])))
        {
            throw Bad("sub type", typeIndex, $"does not match its supertype {type.Supertypes[0]}");
        }
    }

    private bool IsCompositeSubtype(CompositeType sub, CompositeType super)
    {
        switch (sub, super)
        {
            case (FuncType a, FuncType b):
                return AreSubtypes(b.Params, a.Params) && AreSubtypes(a.Results, b.Results);
            case (ArrayType a, ArrayType b):
                return IsFieldSubtype(a.Element, b.Element);
            case (StructType a, StructType b):
                for (int i = 0; i < b.Fields.Length; i++)
                {
                    if (i >= a.Fields.Length || !IsFieldSubtype(a.Fields[i], b.Fields[i]))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    // One letter a form, numbers as characters of their own; a reference inside the group is relative, one outside
    // is canonical.
    private void AppendKey(StringBuilder key, RecGroup group)
    {
        for (int i = group.Start; i < group.Start + group.Count; i++)
        {
            SubType type = _module.Types[i];
            key.Append(type.IsFinal ? 'F' : 'O');
            foreach (int super in type.Supertypes)
            {
                key.Append('<');
                AppendIndex(key, super, group);
            }

            switch (type.Composite)
            {
                case FuncType function:
                    key.Append('f');
                    foreach (ValType value in function.Params)
                    {
                        AppendType(key, value, group);
                    }

                    key.Append('>');
                    foreach (ValType value in function.Results)
                    {
                        AppendType(key, value, group);
                    }

                    break;
                case StructType structure:
                    key.Append('s');
                    foreach (FieldType field in structure.Fields)
                    {
                        key.Append(field.IsMutable ? 'm' : 'c');
                        AppendType(key, field.Type, group);
                    }

                    break;
                case ArrayType array:
                    key.Append('a').Append(array.Element.IsMutable ? 'm' : 'c');
                    AppendType(key, array.Element.Type, group);
                    break;
                default:
                    break;
            }

            key.Append(';');
        }
    }

    private void AppendType(StringBuilder key, ValType type, RecGroup group)
    {
        if (!type.IsRef)
        {
            key.Append((char)('0' + (int)type.Kind));
            return;
        }

        key.Append(type.IsNullable ? 'n' : 'r');
        if (type.Heap.IsIndex)
        {
            AppendIndex(key, type.Heap.Index, group);
        }
        else
        {
            key.Append((char)('A' - type.Heap.Value));
        }
    }

    private void AppendIndex(StringBuilder key, int index, RecGroup group)
    {
        if (index >= group.Start)
        {
            key.Append('.').Append(index - group.Start).Append(',');
        }
        else
        {
            key.Append('#').Append(_canonical[index]).Append(',');
        }
    }

    private WasmInvalidException Bad(string wording, int typeIndex, string facts)
    {
        uint offset = _module.Types[typeIndex].Offset;
        return new WasmInvalidException($"{wording}: type {typeIndex} at {_module.Describe(offset)} {facts}", offset);
    }

    private static void Require(WasmFeatures features, WasmFeatures needed, string what, WasmModule module,
        int typeIndex) =>
        Require(features, needed, what, module, typeIndex < module.Types.Count ? module.Types[typeIndex].Offset : 0u);
}
