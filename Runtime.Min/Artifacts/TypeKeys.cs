// Keys of types: 32 bytes that are equal exactly for equal types, of any modules. WebAssembly's types are iso-recursive: two recursion groups are the
// same if they have the same shape, where references inside of a group count by their place in it, and others by what they refer to.
//
//   key     SHA-256 of { SHA-256 of the group's shape, u32 place in the group }
//   shape   for each type: u32 kind, u32 1 if final, u32 number of parameters or fields, u32 number of results, then the supertype (a reference, or
//           u32 0 where there is none), then each value type: u32 bits of its ValueTypeRecord without the type index, behind it the reference, if it has one
//   reference  u32 1 and u32 place in the group, or u32 2 and the key of a type of an earlier group
using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Wasmtime.Min.Artifacts;

/// <summary>Computes keys; toolchain and runtime both do, for the types of modules and those that a host makes.</summary>
internal static class TypeKeys
{
    private const uint NoReference = 0, InGroup = 1, ByKey = 2;

    /// <summary>Computes the keys of a group.</summary>
    /// <param name="types">All types up to the group's end; type indices count from the first.</param>
    /// <param name="values">What <see cref="TypeRecord.FirstValueType"/> counts in.</param>
    /// <param name="start">Index of the group's first type.</param>
    /// <param name="keys">Those of all earlier types; receives those of the group.</param>
    internal static void OfGroup(ReadOnlySpan<TypeRecord> types, ReadOnlySpan<ValueTypeRecord> values, int start, Span<TypeKeyRecord> keys)
    {
        List<byte> shape = [];
        foreach (ref readonly TypeRecord type in types[start..])
        {
            Append(shape, (uint)type.Kind);
            Append(shape, (type.Flags & TypeFlags.Final) != 0 ? 1u : 0);
            Append(shape, type.ParamCount);
            Append(shape, type.ResultCount);
            if (type.Supertype == ArtifactFormat.None)
            {
                Append(shape, NoReference);
            }
            else
            {
                AppendReference(shape, type.Supertype, start, keys);
            }

            foreach (ValueTypeRecord value in values.Slice((int)type.FirstValueType, (int)(type.ParamCount + type.ResultCount)))
            {
                if (value.IsReference && value.IsHeapIndex)
                {
                    Append(shape, value.Bits & 0xff);
                    AppendReference(shape, value.Heap, start, keys);
                }
                else
                {
                    Append(shape, value.Bits);
                }
            }
        }

        Span<byte> place = stackalloc byte[TypeKeyRecord.SizeInBytes + sizeof(uint)];
        Span<byte> key = stackalloc byte[TypeKeyRecord.SizeInBytes];
        Sha256.Hash(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shape), place);
        for (int i = start; i < types.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(place[TypeKeyRecord.SizeInBytes..], (uint)(i - start));
            Sha256.Hash(place, key);
            keys[i] = TypeKeyRecord.Read(key);
        }
    }

    private static void AppendReference(List<byte> shape, uint index, int start, ReadOnlySpan<TypeKeyRecord> keys)
    {
        if (index >= (uint)start)
        {
            Append(shape, InGroup);
            Append(shape, index - (uint)start);
            return;
        }

        Append(shape, ByKey);
        Span<byte> key = stackalloc byte[TypeKeyRecord.SizeInBytes];
        keys[(int)index].Write(key);
        shape.AddRange(key);
    }

    private static void Append(List<byte> shape, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        shape.AddRange(bytes);
    }
}
