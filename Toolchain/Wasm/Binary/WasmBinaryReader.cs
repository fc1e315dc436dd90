// Reads a binary module, section by section. It checks form only; the validator checks meaning. Function bodies can be
// left for later, so that a compiler decodes them in parallel: until every body was decoded once, the module is not
// known to be well formed.
using System;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

/// <summary>Reader of the binary format.</summary>
internal static class WasmBinaryReader
{
    private const uint Magic = 0x6D73_6100; // "\0asm"
    private const uint Version = 1;
    private const uint ComponentVersion = 0x0001_000D; // 13 of layer 1

    /// <summary>Reads a module.</summary>
    /// <param name="bytes">The file; the module keeps referring to it.</param>
    /// <param name="features">Decides on encodings that are malformed without a proposal (flags of memories).</param>
    /// <param name="decodeBodies">False leaves function bodies to <see cref="BodyDecoder.DecodeFunction"/>.</param>
    /// <exception cref="WasmMalformedException">The bytes are not a module.</exception>
    internal static WasmModule Read(
        ReadOnlyMemory<byte> bytes,
        WasmFeatures features = WasmFeatures.All,
        bool decodeBodies = true)
    {
        var module = new WasmModule { Bytes = bytes, Features = features };
        var cursor = new ByteCursor(bytes.Span, 0);
        if (cursor.ReadFixed32() != Magic)
        {
            throw new WasmMalformedException("magic header not detected", 0);
        }

        uint version = cursor.ReadFixed32();
        UnbuiltProposals.Refuse(version == ComponentVersion ? UnbuiltProposals.Components : null);
        if (version != Version)
        {
            throw new WasmMalformedException($"unknown binary version 0x{version:x}", 4);
        }

        new SectionReader(module, features, decodeBodies).ReadSections(ref cursor);
        return module;
    }

    /// <summary>Whether the file starts like a binary module (a component has another version word).</summary>
    internal static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\0asm"u8);

    private sealed class SectionReader(WasmModule module, WasmFeatures features, bool decodeBodies)
    {
        private int _definedFunctions;
        private int _bodies;
        private uint? _dataCount;

        internal void ReadSections(ref ByteCursor cursor)
        {
            byte last = 0;
            int lastPlace = -1;
            while (!cursor.AtEnd)
            {
                int at = cursor.Position;
                byte id = cursor.ReadByte();
                if (id > 13)
                {
                    throw new WasmMalformedException($"malformed section id {id}", at);
                }

                if (id != 0 && SectionOrder.PlaceOf(id) <= lastPlace)
                {
                    throw new WasmMalformedException(
                        $"unexpected content after last section: section {id} behind section {last}", at);
                }

                int size = cursor.ReadLength();
                int start = cursor.Position;
                if (id == 0)
                {
                    ReadCustom(ref cursor, size, last, (uint)at);
                    continue;
                }

                last = id;
                lastPlace = SectionOrder.PlaceOf(id);
                ReadSection(ref cursor, id);
                if (cursor.Position != start + size)
                {
                    throw new WasmMalformedException(
                        $"section size mismatch: section {id} of {size} bytes has {cursor.Position - start}", start);
                }
            }

            if (_bodies != _definedFunctions)
            {
                throw new WasmMalformedException(
                    $"function and code section have inconsistent lengths: {_definedFunctions} and {_bodies}",
                    cursor.Position);
            }

            if (_dataCount is { } count && count != (uint)module.Data.Count)
            {
                throw new WasmMalformedException(
                    $"data count and data section have inconsistent lengths: {count} and {module.Data.Count}",
                    cursor.Position);
            }
        }

        private void ReadSection(ref ByteCursor cursor, byte id)
        {
            switch (id)
            {
                case SectionOrder.Start:
                    module.StartOffset = (uint)cursor.Position;
                    module.Start = cursor.ReadIndex();
                    return;
                case SectionOrder.DataCount:
                    module.DataCountOffset = (uint)cursor.Position;
                    _dataCount = cursor.ReadU32();
                    module.HasDataCount = true;
                    return;
                default:
                    break;
            }

            module.HasTagSection |= id == SectionOrder.Tag;
            int count = cursor.ReadCount();
            for (int i = 0; i < count; i++)
            {
                switch (id)
                {
                    case SectionOrder.Type:
                        TypeReader.ReadRecGroup(ref cursor, module.Types, module.RecGroups);
                        break;
                    case SectionOrder.Import:
                        ReadImport(ref cursor);
                        break;
                    case SectionOrder.Function:
                        _definedFunctions++;
                        uint at = (uint)cursor.Position;
                        int index = module.Functions.Count;
                        module.Functions.Add(new WasmFunction(cursor.ReadIndex(), at) { Index = index });
                        break;
                    case SectionOrder.Table:
                        module.Tables.Add(ReadTable(ref cursor));
                        break;
                    case SectionOrder.Memory:
                        module.Memories.Add(ReadMemory(ref cursor));
                        break;
                    case SectionOrder.Tag:
                        uint tagAt = (uint)cursor.Position;
                        module.Tags.Add(new WasmTag(TypeReader.ReadTagType(ref cursor), tagAt));
                        break;
                    case SectionOrder.Global:
                        uint globalAt = (uint)cursor.Position;
                        GlobalType type = TypeReader.ReadGlobalType(ref cursor);
                        module.Globals.Add(new WasmGlobal(type, ReadExpression(ref cursor), globalAt));
                        break;
                    case SectionOrder.Export:
                        ReadExport(ref cursor);
                        break;
                    case SectionOrder.Element:
                        module.Elements.Add(ReadElements(ref cursor));
                        break;
                    case SectionOrder.Code:
                        ReadCode(ref cursor);
                        break;
                    default:
                        module.Data.Add(ReadData(ref cursor));
                        break;
                }
            }
        }

        private void ReadImport(ref ByteCursor cursor)
        {
            uint at = (uint)cursor.Position;
            string from = cursor.ReadName();
            string name = cursor.ReadName();
            byte kind = cursor.ReadByte();
            uint typeAt = (uint)cursor.Position;
            switch (kind)
            {
                case 0:
                    var function = new WasmFunction(cursor.ReadIndex(), typeAt) { Index = module.Functions.Count };
                    module.AddImport(from, name, at, function);
                    break;
                case 1:
                    TableType table = TypeReader.ReadTableType(ref cursor);
                    module.AddImport(from, name, at, new WasmTable(table, init: null, typeAt));
                    break;
                case 2:
                    module.AddImport(from, name, at, ReadMemory(ref cursor));
                    break;
                case 3:
                    GlobalType global = TypeReader.ReadGlobalType(ref cursor);
                    module.AddImport(from, name, at, new WasmGlobal(global, init: null, typeAt));
                    break;
                case 4:
                    module.AddImport(from, name, at, new WasmTag(TypeReader.ReadTagType(ref cursor), typeAt));
                    break;
                default:
                    RefuseImport(name, kind);
                    throw new WasmMalformedException($"malformed import kind {kind:x2}", cursor.Position - 1);
            }
        }

        private static void RefuseImport(string name, byte kind)
        {
            const byte ExactFunction = 0x20, SameType = 0x7E, SameModule = 0x7F;
            UnbuiltProposals.Refuse(kind == ExactFunction ? UnbuiltProposals.CustomDescriptors
                : name.Length == 0 && kind is SameType or SameModule ? UnbuiltProposals.CompactImports
                : null);
        }

        private WasmTable ReadTable(ref ByteCursor cursor)
        {
            uint at = (uint)cursor.Position;
            if (cursor.Peek() != 0x40)
            {
                return new WasmTable(TypeReader.ReadTableType(ref cursor), init: null, at);
            }

            cursor.Skip(1);
            cursor.ReadZero();
            TableType type = TypeReader.ReadTableType(ref cursor);
            return new WasmTable(type, ReadExpression(ref cursor), at);
        }

        private WasmMemory ReadMemory(ref ByteCursor cursor)
        {
            return TypeReader.ReadMemoryType(ref cursor, features);
        }

        private void ReadExport(ref ByteCursor cursor)
        {
            uint at = (uint)cursor.Position;
            string name = cursor.ReadName();
            byte kind = cursor.ReadByte();
            if (kind > (byte)ExternKind.Tag)
            {
                throw new WasmMalformedException($"malformed export kind {kind:x2}", cursor.Position - 1);
            }

            module.Exports.Add(new WasmExport(name, (ExternKind)kind, cursor.ReadIndex(), at));
        }

        // Flags: bit 0 not active, bit 1 explicit table (active) or declarative, bit 2 expressions instead of
        // function indices.
        private WasmElementSegment ReadElements(ref ByteCursor cursor)
        {
            uint at = (uint)cursor.Position;
            uint flags = cursor.ReadU32();
            if (flags > 7 || (flags != 0 && (features & (WasmFeatures.BulkMemory | WasmFeatures.ReferenceTypes)) == 0))
            {
                throw new WasmMalformedException($"malformed elements segment kind {flags}{(flags > 7 ? "" : ": bulk-memory support is not enabled")}", at);
            }

            bool isActive = (flags & 1) == 0;
            SegmentMode inactive = (flags & 2) != 0 ? SegmentMode.Declarative : SegmentMode.Passive;
            SegmentMode mode = isActive ? SegmentMode.Active : inactive;
            int table = isActive && (flags & 2) != 0 ? cursor.ReadIndex() : 0;
            WasmBody? offset = isActive ? ReadExpression(ref cursor) : null;
            bool hasExpressions = (flags & 4) != 0;
            ValType type = ValType.Ref(HeapType.Func, nullable: hasExpressions);
            if ((flags & 3) != 0)
            {
                if (hasExpressions)
                {
                    type = TypeReader.ReadRefType(ref cursor);
                }
                else if (cursor.ReadByte() != 0)
                {
                    throw new WasmMalformedException("malformed element kind", cursor.Position - 1);
                }
            }

            int count = cursor.ReadCount();
            int[]? functions = hasExpressions ? null : new int[count];
            WasmBody[]? expressions = hasExpressions ? new WasmBody[count] : null;
            for (int i = 0; i < count; i++)
            {
                if (functions is not null)
                {
                    functions[i] = cursor.ReadIndex();
                }
                else
                {
                    expressions![i] = ReadExpression(ref cursor);
                }
            }

            return new WasmElementSegment(at)
            {
                Mode = mode,
                TableIndex = table,
                TableOffset = offset,
                Type = type,
                Functions = functions,
                Expressions = expressions,
            };
        }

        private WasmDataSegment ReadData(ref ByteCursor cursor)
        {
            uint at = (uint)cursor.Position;
            uint flags = cursor.ReadU32();
            if (flags > 2 || (flags != 0 && (features & WasmFeatures.BulkMemory) == 0))
            {
                throw new WasmMalformedException($"malformed data segment kind {flags}{(flags > 2 ? "" : ": bulk-memory support is not enabled")}", at);
            }

            int memory = flags == 2 ? cursor.ReadIndex() : 0;
            WasmBody? offset = flags != 1 ? ReadExpression(ref cursor) : null;
            int length = cursor.ReadCount();
            int start = cursor.Position;
            cursor.Skip(length);
            return new WasmDataSegment(at)
            {
                Mode = flags == 1 ? SegmentMode.Passive : SegmentMode.Active,
                MemoryIndex = memory,
                MemoryOffset = offset,
                Bytes = module.Bytes.Slice(start, length),
            };
        }

        private void ReadCode(ref ByteCursor cursor)
        {
            int size = cursor.ReadLength();
            int start = cursor.Position;
            int index = module.ImportedFunctionCount + _bodies++;
            if (index < module.Functions.Count)
            {
                WasmFunction function = module.Functions[index];
                function.CodeOffset = start;
                function.CodeLength = size;
                if (decodeBodies)
                {
                    function.Body = new WasmBody(Math.Max(4, size / 2));
                    BodyDecoder.DecodeFunction(module, function, function.Body);
                }
            }

            cursor.Skip(size);
        }

        private void ReadCustom(ref ByteCursor cursor, int size, byte after, uint at)
        {
            int start = cursor.Position;
            string name = cursor.ReadName();
            int length = start + size - cursor.Position;
            int contentStart = cursor.Position;
            cursor.Skip(length);
            ReadOnlyMemory<byte> content = module.Bytes.Slice(contentStart, length);
            module.CustomSections.Add(new WasmCustomSection(name, content, after, at));
            if (name == "name")
            {
                NameSectionReader.Read(content.Span, module.Names);
            }
            else if (name == "metadata.code.branch_hint")
            {
                NameSectionReader.ReadBranchHints(content.Span, module.BranchHints);
            }
        }

        // Constant expressions never need the data count section: what would need it is not constant.
        private WasmBody ReadExpression(ref ByteCursor cursor)
        {
            var body = new WasmBody(capacity: 2);
            BodyDecoder.DecodeExpression(ref cursor, body, hasDataCount: true, features);
            return body;
        }
    }
}
