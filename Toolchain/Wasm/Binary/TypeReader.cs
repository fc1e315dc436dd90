// Types in the binary format. A negative one-byte number is an abstract type or a constructor, a non-negative one a
// type index.
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

internal static class TypeReader
{
    private const byte EmptyBlock = 0x40;
    private const byte RefNull = 0x63;
    private const byte Ref = 0x64;

    private const byte LimitsMax = 1;
    private const byte LimitsShared = 2;
    private const byte Limits64 = 4;
    private const byte LimitsPageSize = 8;

    internal static ValType ReadValType(ref ByteCursor cursor)
    {
        int at = cursor.Position;
        byte code = ReadTypeByte(ref cursor);
        return code switch
        {
            0x7F => ValType.I32,
            0x7E => ValType.I64,
            0x7D => ValType.F32,
            0x7C => ValType.F64,
            0x7B => ValType.V128,
            _ => RefTypeOf(code, at, ref cursor),
        };
    }

    internal static ValType ReadRefType(ref ByteCursor cursor)
    {
        int at = cursor.Position;
        return RefTypeOf(ReadTypeByte(ref cursor), at, ref cursor);
    }

    internal static HeapType ReadHeapType(ref ByteCursor cursor)
    {
        int at = cursor.Position;
        int next = cursor.Peek();
        if (next >= 0 && (next & 0xC0) == 0x40)
        {
            if (HeapType.TryFromCode(cursor.ReadByte(), out HeapType type))
            {
                return type;
            }

            UnbuiltProposals.Refuse(UnbuiltProposals.OfType((byte)next));
            throw new WasmMalformedException($"malformed heap type {next:x2}", at);
        }

        long index = cursor.ReadS33();
        return index >= 0 ? HeapType.OfIndex((uint)index) : throw new WasmMalformedException("malformed heap type", at);
    }

    internal static BlockType ReadBlockType(ref ByteCursor cursor)
    {
        int next = cursor.Peek();
        if (next == EmptyBlock)
        {
            cursor.Skip(1);
            return BlockType.Empty;
        }

        if (next >= 0 && (next & 0xC0) == 0x40)
        {
            return BlockType.OfResult(ReadValType(ref cursor));
        }

        int at = cursor.Position;
        long index = cursor.ReadS33();
        return index >= 0
            ? BlockType.OfIndex((uint)index)
            : throw new WasmMalformedException("malformed block type", at);
    }

    internal static ValType[] ReadValTypes(ref ByteCursor cursor)
    {
        int count = cursor.ReadCount();
        if (count == 0)
        {
            return [];
        }

        var types = new ValType[count];
        for (int i = 0; i < types.Length; i++)
        {
            types[i] = ReadValType(ref cursor);
        }

        return types;
    }

    /// <summary>Reads one recursive group and appends its types.</summary>
    internal static void ReadRecGroup(ref ByteCursor cursor, List<SubType> types, List<RecGroup> groups)
    {
        int start = types.Count;
        int count = 1;
        bool isSpelledOut = cursor.Peek() == 0x4E;
        if (isSpelledOut)
        {
            cursor.Skip(1);
            count = cursor.ReadCount();
        }

        for (int i = 0; i < count; i++)
        {
            types.Add(ReadSubType(ref cursor));
        }

        groups.Add(new RecGroup(start, count, isSpelledOut));
    }

    internal static Limits ReadLimits(ref ByteCursor cursor, byte flags)
    {
        ulong min = cursor.ReadU64();
        bool hasMax = (flags & LimitsMax) != 0;
        ulong max = hasMax ? cursor.ReadU64() : 0;
        return new Limits(min, max, hasMax, (flags & Limits64) != 0);
    }

    internal static TableType ReadTableType(ref ByteCursor cursor)
    {
        ValType element = ReadRefType(ref cursor);
        UnbuiltProposals.Refuse(cursor.Peek() is 2 or 3 or 6 or 7 ? UnbuiltProposals.SharedEverything : null);
        byte flags = ReadLimitsFlags(ref cursor, LimitsMax | Limits64, "");
        return new TableType(element, ReadLimits(ref cursor, flags));
    }

    internal static WasmMemory ReadMemoryType(ref ByteCursor cursor, WasmFeatures features)
    {
        uint start = (uint)cursor.Position;
        int allowed = LimitsMax | Limits64;
        allowed |= (features & WasmFeatures.Threads) != 0 ? LimitsShared : 0;
        allowed |= (features & WasmFeatures.CustomPageSizes) != 0 ? LimitsPageSize : 0;
        const string hint = ": shared memories need threads, page sizes custom-page-sizes";
        byte flags = ReadLimitsFlags(ref cursor, allowed, hint);
        Limits limits = ReadLimits(ref cursor, flags);
        byte pageSizeLog2 = MemoryType.DefaultPageSizeLog2;
        if ((flags & LimitsPageSize) != 0)
        {
            int at = cursor.Position;
            uint log2 = cursor.ReadU32();
            pageSizeLog2 = log2 < 64
                ? (byte)log2
                : throw new WasmMalformedException($"invalid custom page size 2^{log2}", at);
        }

        var type = new MemoryType(limits, (flags & LimitsShared) != 0, pageSizeLog2);
        return new WasmMemory(type, start) { StatesPageSize = (flags & LimitsPageSize) != 0 };
    }

    internal static GlobalType ReadGlobalType(ref ByteCursor cursor)
    {
        ValType type = ReadValType(ref cursor);
        UnbuiltProposals.Refuse(cursor.Peek() is 2 or 3 ? UnbuiltProposals.SharedEverything : null);
        return new GlobalType(type, ReadMutability(ref cursor));
    }

    /// <summary>The type index of a tag.</summary>
    internal static int ReadTagType(ref ByteCursor cursor)
    {
        cursor.ReadZero();
        return cursor.ReadIndex();
    }

    private static byte ReadLimitsFlags(ref ByteCursor cursor, int allowed, string hint)
    {
        byte flags = cursor.ReadByte();
        return (flags & ~allowed) == 0
            ? flags
            : throw new WasmMalformedException($"malformed limits flags 0x{flags:x2}{hint}", cursor.Position - 1);
    }

    private static SubType ReadSubType(ref ByteCursor cursor)
    {
        uint offset = (uint)cursor.Position;
        int next = cursor.Peek();
        if (next is not (0x50 or 0x4F))
        {
            return SubType.Plain(ReadCompositeType(ref cursor), offset);
        }

        cursor.Skip(1);
        var supertypes = new int[cursor.ReadCount()];
        for (int i = 0; i < supertypes.Length; i++)
        {
            supertypes[i] = cursor.ReadIndex();
        }

        return new SubType(ReadCompositeType(ref cursor), isFinal: next == 0x4F, supertypes, offset);
    }

    private static CompositeType ReadCompositeType(ref ByteCursor cursor)
    {
        int at = cursor.Position;
        byte form = ReadTypeByte(ref cursor);
        switch (form)
        {
            case 0x60:
                ValType[] parameters = ReadValTypes(ref cursor);
                return new FuncType(parameters, ReadValTypes(ref cursor));
            case 0x5F:
                int count = cursor.ReadCount();
                var fields = new FieldType[count];
                for (int i = 0; i < count; i++)
                {
                    fields[i] = ReadFieldType(ref cursor);
                }

                return new StructType(fields);
            case 0x5E:
                return new ArrayType(ReadFieldType(ref cursor));
            default:
                UnbuiltProposals.Refuse(UnbuiltProposals.OfType(form));
                throw new WasmMalformedException($"malformed definition type {form:x2}", at);
        }
    }

    private static FieldType ReadFieldType(ref ByteCursor cursor)
    {
        int next = cursor.Peek();
        ValType type;
        if (next is 0x78 or 0x77)
        {
            cursor.Skip(1);
            type = next == 0x78 ? ValType.I8 : ValType.I16;
        }
        else
        {
            type = ReadValType(ref cursor);
        }

        return new FieldType(type, ReadMutability(ref cursor));
    }

    private static bool ReadMutability(ref ByteCursor cursor)
    {
        byte code = cursor.ReadByte();
        return code <= 1
            ? code == 1
            : throw new WasmMalformedException($"malformed mutability {code:x2}", cursor.Position - 1);
    }

    // The codes are LEB numbers of seven bits: a continuation bit makes them too long.
    private static byte ReadTypeByte(ref ByteCursor cursor)
    {
        byte code = cursor.ReadByte();
        return code < 0x80
            ? code
            : throw new WasmMalformedException("integer representation too long for a type", cursor.Position);
    }

    private static ValType RefTypeOf(byte code, int at, ref ByteCursor cursor)
    {
        if (code is Ref or RefNull)
        {
            return ValType.Ref(ReadHeapType(ref cursor), nullable: code == RefNull);
        }

        if (HeapType.TryFromCode(code, out HeapType type))
        {
            return ValType.Ref(type, nullable: true);
        }

        UnbuiltProposals.Refuse(UnbuiltProposals.OfType(code));
        throw new WasmMalformedException($"malformed reference type {code:x2}", at);
    }
}
