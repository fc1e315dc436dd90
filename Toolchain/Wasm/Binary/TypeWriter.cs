// Types in the binary format, the inverse of TypeReader; each in its shortest form.
using System;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

internal static class TypeWriter
{
    internal static void ValType(ByteWriter to, ValType type)
    {
        switch (type.Kind)
        {
            case ValKind.I32:
                to.Byte(0x7F);
                break;
            case ValKind.I64:
                to.Byte(0x7E);
                break;
            case ValKind.F32:
                to.Byte(0x7D);
                break;
            case ValKind.F64:
                to.Byte(0x7C);
                break;
            case ValKind.V128:
                to.Byte(0x7B);
                break;
            case ValKind.I8:
                to.Byte(0x78);
                break;
            case ValKind.I16:
                to.Byte(0x77);
                break;
            default:
                RefType(to, type);
                break;
        }
    }

    internal static void HeapType(ByteWriter to, HeapType type)
    {
        if (type.IsIndex)
        {
            to.Signed(type.Index);
        }
        else
        {
            to.Byte(type.Code);
        }
    }

    internal static void BlockType(ByteWriter to, BlockType type)
    {
        if (type.IsEmpty)
        {
            to.Byte(0x40);
        }
        else if (type.IsIndex)
        {
            to.Signed(type.TypeIndex);
        }
        else
        {
            ValType(to, type.Result);
        }
    }

    internal static void RecGroup(ByteWriter to, WasmModule module, RecGroup group)
    {
        if (group.Count != 1)
        {
            to.Byte(0x4E);
            to.Count(group.Count);
        }

        for (int i = group.Start; i < group.Start + group.Count; i++)
        {
            SubType(to, module.Types[i]);
        }
    }

    internal static void TableType(ByteWriter to, TableType type)
    {
        RefType(to, type.Element);
        Limits(to, type.Limits, flags: 0);
    }

    internal static void MemoryType(ByteWriter to, MemoryType type)
    {
        bool hasPageSize = type.PageSizeLog2 != Types.MemoryType.DefaultPageSizeLog2;
        Limits(to, type.Limits, (byte)((type.IsShared ? 2 : 0) | (hasPageSize ? 8 : 0)));
        if (hasPageSize)
        {
            to.Unsigned(type.PageSizeLog2);
        }
    }

    internal static void GlobalType(ByteWriter to, GlobalType type)
    {
        ValType(to, type.Type);
        to.Byte(type.IsMutable ? (byte)1 : (byte)0);
    }

    internal static void TagType(ByteWriter to, int typeIndex)
    {
        to.Byte(0);
        to.Index(typeIndex);
    }

    private static void RefType(ByteWriter to, ValType type)
    {
        bool isShort = type.IsNullable && !type.Heap.IsIndex;
        if (!isShort)
        {
            to.Byte(type.IsNullable ? (byte)0x63 : (byte)0x64);
        }

        HeapType(to, type.Heap);
    }

    private static void Limits(ByteWriter to, Limits limits, byte flags)
    {
        to.Byte((byte)(flags | (limits.HasMax ? 1 : 0) | (limits.Is64 ? 4 : 0)));
        to.Unsigned(limits.Min);
        if (limits.HasMax)
        {
            to.Unsigned(limits.Max);
        }
    }

    private static void SubType(ByteWriter to, SubType type)
    {
        if (!type.IsFinal || type.Supertypes.Length != 0)
        {
            to.Byte(type.IsFinal ? (byte)0x4F : (byte)0x50);
            to.Count(type.Supertypes.Length);
            foreach (int super in type.Supertypes)
            {
                to.Index(super);
            }
        }

        switch (type.Composite)
        {
            case FuncType function:
                to.Byte(0x60);
                ValTypes(to, function.Params);
                ValTypes(to, function.Results);
                break;
            case StructType structure:
                to.Byte(0x5F);
                to.Count(structure.Fields.Length);
                foreach (FieldType field in structure.Fields)
                {
                    Field(to, field);
                }

                break;
            case ArrayType array:
                to.Byte(0x5E);
                Field(to, array.Element);
                break;
            default:
                throw new ArgumentException($"unknown composite type {type.Composite.Kind}", nameof(type));
        }
    }

    private static void Field(ByteWriter to, FieldType field)
    {
        ValType(to, field.Type);
        to.Byte(field.IsMutable ? (byte)1 : (byte)0);
    }

    private static void ValTypes(ByteWriter to, ReadOnlySpan<ValType> types)
    {
        to.Count(types.Length);
        foreach (ValType type in types)
        {
            ValType(to, type);
        }
    }
}
