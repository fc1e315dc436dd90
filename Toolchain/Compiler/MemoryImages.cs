// Initial contents of memories. When all active segments of a defined memory have constant offsets inside its initial size, what they
// write is known now: the pages from the first to the last written byte become an image that the runtime maps copy on write, and the
// segments need no code. Otherwise the initialiser writes them one by one.
//
// Segments of a module are written in order after the element segments. If one of those may fail (it writes into an imported table), a
// later data segment must not be seen by the functions that it left behind, so then there is no image.
using System;
using System.Collections.Generic;
using Wasmtime.Min.Toolchain.Translate;
using Wasmtime.Min.Toolchain.Wasm;
using Wasmtime.Min.Toolchain.Wasm.Opcodes;

namespace Wasmtime.Min.Toolchain;

/// <summary>Images by defined memory.</summary>
internal sealed class MemoryImages
{
    // Beyond this size of mostly zero bytes an image costs more than it saves.
    private const long LargestGapFactor = 16;

    // Images begin and end at multiples of the target's pages.
    private readonly int _granularity;

    private MemoryImages(int granularity, int memories, int segments)
    {
        _granularity = granularity;
        Contents = new byte[]?[memories];
        Offsets = new long[memories];
        IsInImage = new bool[segments];
    }

    /// <summary>Bytes of each defined memory's image; null: none.</summary>
    internal byte[]?[] Contents { get; }

    /// <summary>Where in the memory each image begins; a multiple of the target's pages.</summary>
    internal long[] Offsets { get; }

    /// <summary>Whether a data segment is part of an image.</summary>
    internal bool[] IsInImage { get; }

    internal static MemoryImages Build(ModuleEnvironment environment)
    {
        WasmModule module = environment.Wasm;
        var images = new MemoryImages(1 << Targets.Find(environment.Options.Target).Set.PageLog2, module.Memories.Count - module.ImportedMemoryCount, module.Data.Count);
        bool mayFailBefore = module.Elements.Exists(segment => segment.Mode == SegmentMode.Active && module.Tables[segment.TableIndex].IsImported);
        for (int memory = module.ImportedMemoryCount; memory < module.Memories.Count && !mayFailBefore; memory++)
        {
            images.TryBuild(module, memory);
        }

        return images;
    }

    private void TryBuild(WasmModule module, int memory)
    {
        List<(long Start, int Segment)> writes = [];
        WasmMemory definition = module.Memories[memory];
        ulong pages = definition.Type.Limits.Min;
        UInt128 size = (UInt128)pages << definition.Type.PageSizeLog2;
        long first = long.MaxValue, end = 0, written = 0;
        for (int i = 0; i < module.Data.Count; i++)
        {
            WasmDataSegment segment = module.Data[i];
            if (segment.Mode != SegmentMode.Active || segment.MemoryIndex != memory)
            {
                continue;
            }

            if (!TryConstant(segment.MemoryOffset!, definition.Type.Limits.Is64, out ulong start)
                || (UInt128)start + (uint)segment.Bytes.Length > size)
            {
                return;
            }

            writes.Add(((long)start, i));
            if (segment.Bytes.Length > 0)
            {
                first = Math.Min(first, (long)start);
                end = Math.Max(end, (long)start + segment.Bytes.Length);
                written += segment.Bytes.Length;
            }
        }

        if (written == 0)
        {
            return;
        }

        first = first / _granularity * _granularity;
        end = (end + _granularity - 1) / _granularity * _granularity;
        if ((UInt128)end > size || end - first > Math.Max(written * LargestGapFactor, 16 * _granularity) || end - first > int.MaxValue)
        {
            return;
        }

        byte[] contents = new byte[end - first];
        foreach ((long start, int segment) in writes)
        {
            ReadOnlySpan<byte> bytes = module.Data[segment].Bytes.Span;
            if (!bytes.IsEmpty)
            {
                bytes.CopyTo(contents.AsSpan(checked((int)(start - first))));
            }

            IsInImage[segment] = true;
        }

        Contents[memory - module.ImportedMemoryCount] = contents;
        Offsets[memory - module.ImportedMemoryCount] = first;
    }

    private static bool TryConstant(WasmBody expression, bool is64, out ulong value)
    {
        bool isConstant = expression.Count == 2 && expression[0].Op is WasmOp.I32Const or WasmOp.I64Const;
        value = isConstant ? (is64 ? (ulong)expression[0].Imm : (uint)expression[0].Imm) : 0;
        return isConstant;
    }
}
