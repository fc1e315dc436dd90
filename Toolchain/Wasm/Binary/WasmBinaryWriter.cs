// Writes a module in the binary format, every number in its shortest form: what `parse` gives, and the other half of
// the round-trip tests. Function bodies must be decoded. Custom sections keep their place; names and branch hints are
// written from the model and replace theirs.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Wasm.Types;

namespace Wasmtime.Min.Toolchain.Wasm.Binary;

/// <summary>Writer of the binary format.</summary>
internal static class WasmBinaryWriter
{
    /// <summary>The bytes of a module.</summary>
    /// <param name="module">Any module, also an invalid one; all bodies decoded.</param>
    /// <param name="withNames">Whether to write a name section from <see cref="WasmModule.Names"/>.</param>
    internal static byte[] Write(WasmModule module, bool withNames = true) => new Writer(module, withNames).Write();

    private sealed class Writer(WasmModule module, bool withNames)
    {
        private readonly ByteWriter _file = new();
        private readonly ByteWriter _section = new();
        private readonly ByteWriter _item = new();
        private readonly List<(int Function, BranchHintEntry[] Hints)> _hints = [];

        internal byte[] Write()
        {
            _file.Bytes("\0asm"u8);
            _file.Fixed32(1);
            ByteWriter code = WriteCode();
            WriteCustom(after: SectionOrder.Custom);
            foreach (byte id in SectionOrder.InFileOrder)
            {
                if (id == SectionOrder.Code)
                {
                    WriteBranchHints();
                    Emit(id, code);
                }
                else
                {
                    _section.Clear();
                    WriteSection(id);
                    Emit(id, _section);
                }

                WriteCustom(id);
            }

            if (withNames)
            {
                _section.Clear();
                NameSectionWriter.Write(_section, module.Names);
                if (_section.Length != 0)
                {
                    EmitCustom("name", _section.Written);
                }
            }

            return _file.ToArray();
        }

        private void Emit(byte id, ByteWriter content)
        {
            if (content.Length != 0)
            {
                _file.Byte(id);
                _file.Sized(content);
            }
        }

        private void EmitCustom(string name, ReadOnlySpan<byte> content)
        {
            _item.Clear();
            _item.Name(name);
            _item.Bytes(content);
            Emit(SectionOrder.Custom, _item);
        }

        private void WriteCustom(byte after)
        {
            foreach (WasmCustomSection section in module.CustomSections)
            {
                if (section.AfterSection == after && section.Name is not ("name" or "metadata.code.branch_hint"))
                {
                    EmitCustom(section.Name, section.Content.Span);
                }
            }
        }

        // Leaves the section empty where there is nothing to say.
        private void WriteSection(byte id)
        {
            switch (id)
            {
                case SectionOrder.Type:
                    WriteAll(module.RecGroups, 0, group => TypeWriter.RecGroup(_section, module, group));
                    break;
                case SectionOrder.Import:
                    WriteAll(module.Imports, 0, WriteImport);
                    break;
                case SectionOrder.Function:
                    WriteAll(module.Functions, module.ImportedFunctionCount, function =>
                        _section.Index(function.TypeIndex));
                    break;
                case SectionOrder.Table:
                    WriteAll(module.Tables, module.ImportedTableCount, WriteTable);
                    break;
                case SectionOrder.Memory:
                    WriteAll(module.Memories, module.ImportedMemoryCount, memory =>
                        TypeWriter.MemoryType(_section, memory.Type));
                    break;
                case SectionOrder.Tag:
                    WriteAll(module.Tags, module.ImportedTagCount, tag => TypeWriter.TagType(_section, tag.TypeIndex));
                    break;
                case SectionOrder.Global:
                    WriteAll(module.Globals, module.ImportedGlobalCount, WriteGlobal);
                    break;
                case SectionOrder.Export:
                    WriteAll(module.Exports, 0, WriteExport);
                    break;
                case SectionOrder.Start:
                    if (module.Start is { } start)
                    {
                        _section.Index(start);
                    }

                    break;
                case SectionOrder.Element:
                    WriteAll(module.Elements, 0, WriteElements);
                    break;
                case SectionOrder.DataCount:
                    if (module.HasDataCount)
                    {
                        _section.Count(module.Data.Count);
                    }

                    break;
                default:
                    WriteAll(module.Data, 0, WriteData);
                    break;
            }
        }

        private void WriteAll<T>(List<T> items, int first, Action<T> write)
        {
            if (items.Count == first)
            {
                return;
            }

            _section.Count(items.Count - first);
            for (int i = first; i < items.Count; i++)
            {
                write(items[i]);
            }
        }

        private void WriteImport(WasmImport import)
        {
            _section.Name(import.Module);
            _section.Name(import.Name);
            _section.Byte((byte)import.Kind);
            switch (import.Kind)
            {
                case ExternKind.Func:
                    _section.Index(module.Functions[import.Index].TypeIndex);
                    break;
                case ExternKind.Table:
                    TypeWriter.TableType(_section, module.Tables[import.Index].Type);
                    break;
                case ExternKind.Memory:
                    TypeWriter.MemoryType(_section, module.Memories[import.Index].Type);
                    break;
                case ExternKind.Global:
                    TypeWriter.GlobalType(_section, module.Globals[import.Index].Type);
                    break;
                default:
                    TypeWriter.TagType(_section, module.Tags[import.Index].TypeIndex);
                    break;
            }
        }

        private void WriteTable(WasmTable table)
        {
            if (table.Init is null)
            {
                TypeWriter.TableType(_section, table.Type);
                return;
            }

            _section.Byte(0x40);
            _section.Byte(0);
            TypeWriter.TableType(_section, table.Type);
            BodyWriter.Write(_section, table.Init);
        }

        private void WriteGlobal(WasmGlobal global)
        {
            TypeWriter.GlobalType(_section, global.Type);
            BodyWriter.Write(_section, global.Init!);
        }

        private void WriteExport(WasmExport export)
        {
            _section.Name(export.Name);
            _section.Byte((byte)export.Kind);
            _section.Index(export.Index);
        }

        private void WriteElements(WasmElementSegment segment)
        {
            bool hasExpressions = segment.Expressions is not null;
            bool isActive = segment.Mode == SegmentMode.Active;
            bool isPlain = segment.TableIndex == 0 && (!hasExpressions || segment.Type == ValType.FuncRef);
            int kind = segment.Mode switch
            {
                SegmentMode.Active => isPlain ? 0 : 2,
                SegmentMode.Passive => 1,
                SegmentMode.Declarative => 3,
            };
            _section.Count(kind | (hasExpressions ? 4 : 0));
            if (kind == 2)
            {
                _section.Index(segment.TableIndex);
            }

            if (isActive)
            {
                BodyWriter.Write(_section, segment.TableOffset!);
            }

            if (kind != 0)
            {
                if (hasExpressions)
                {
                    TypeWriter.ValType(_section, segment.Type);
                }
                else
                {
                    _section.Byte(0);
                }
            }

            _section.Count(segment.Count);
            foreach (int function in segment.Functions ?? [])
            {
                _section.Index(function);
            }

            foreach (WasmBody expression in segment.Expressions ?? [])
            {
                BodyWriter.Write(_section, expression);
            }
        }

        private void WriteData(WasmDataSegment segment)
        {
            bool isActive = segment.Mode == SegmentMode.Active;
            _section.Count(!isActive ? 1 : segment.MemoryIndex == 0 ? 0 : 2);
            if (isActive && segment.MemoryIndex != 0)
            {
                _section.Index(segment.MemoryIndex);
            }

            if (isActive)
            {
                BodyWriter.Write(_section, segment.MemoryOffset!);
            }

            _section.Count(segment.Bytes.Length);
            _section.Bytes(segment.Bytes.Span);
        }

        // Before all else, because branch hints stand before the code and need its offsets.
        private ByteWriter WriteCode()
        {
            var code = new ByteWriter();
            int defined = module.Functions.Count - module.ImportedFunctionCount;
            if (defined == 0)
            {
                return code;
            }

            code.Count(defined);
            var body = new ByteWriter();
            var hints = new List<BranchHintEntry>();
            for (int i = module.ImportedFunctionCount; i < module.Functions.Count; i++)
            {
                WasmFunction function = module.Functions[i];
                body.Clear();
                body.Count(function.Locals.Length);
                foreach (LocalRun run in function.Locals)
                {
                    body.Unsigned(run.Count);
                    TypeWriter.ValType(body, run.Type);
                }

                BodyWriter.Write(body, function.Body!, hints);
                if (hints.Count != 0)
                {
                    _hints.Add((i, hints.ToArray()));
                    hints.Clear();
                }

                code.Sized(body);
            }

            return code;
        }

        private void WriteBranchHints()
        {
            if (_hints.Count == 0)
            {
                return;
            }

            _section.Clear();
            _section.Count(_hints.Count);
            foreach ((int function, BranchHintEntry[] hints) in _hints)
            {
                _section.Index(function);
                _section.Count(hints.Length);
                foreach (BranchHintEntry hint in hints)
                {
                    _section.Unsigned(hint.Offset);
                    _section.Count(1);
                    _section.Byte(hint.Hint == BranchHint.Likely ? (byte)1 : (byte)0);
                }
            }

            EmitCustom("metadata.code.branch_hint", _section.Written);
        }
    }
}
