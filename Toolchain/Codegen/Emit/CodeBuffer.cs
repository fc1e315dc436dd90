// Bytes of one function while they are emitted, with everything that refers to them: labels and their uses, relocations, trap
// sites, the source map, the constant pool with jump tables, and traps moved out of line.
//
// Branches are emitted in their long form and shortened at the end (BranchShortener): a branch that reaches its label with the
// long forms around it also reaches it when they shrink. So offsets seen while emitting are not final; whoever needs one binds a
// label. Reset makes the buffer ready for the next function and keeps its memory. Not thread-safe: one per compiling thread.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Wasmtime.Min.Toolchain.Codegen.Lower;

namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>A place in the code, bound once.</summary>
/// <param name="Index">Number within the buffer.</param>
public readonly record struct Label(int Index);

/// <summary>A constant or a jump table behind the code.</summary>
/// <param name="Index">Number within the buffer.</param>
public readonly record struct PoolEntry(int Index);

/// <summary>Fills a gap in code with instructions that do nothing.</summary>
/// <param name="gap">The bytes to fill.</param>
public delegate void NopFiller(Span<byte> gap);

/// <summary>A trap emitted behind the code; see <see cref="CodeBuffer.DeferTrap"/>.</summary>
/// <param name="Label">Where the code jumps to.</param>
/// <param name="Code">Trap code.</param>
/// <param name="Source">Wasm offset that traps.</param>
public readonly record struct DeferredTrap(Label Label, byte Code, uint Source);

/// <summary>Collects the code of one function.</summary>
/// <param name="fillNops">Padding for aligned code.</param>
/// <param name="fixedWidth">Set for instruction sets whose instructions all have 4 bytes: fields of their own kinds, islands (CodeBuffer.Fields.cs).</param>
public sealed partial class CodeBuffer(NopFiller fillNops, FixedWidth? fixedWidth = null)
{
    /// <summary>"No wasm instruction" in source maps.</summary>
    public const uint NoSource = uint.MaxValue;

    private const int Unbound = -1;
    private const int FixedLoopAlignment = 16; // what processors with instructions of one width fetch at once
    private const int MostFusedBytes = 15;

    private readonly List<LabelPlace> _labels = [];
    private readonly List<LabelUse> _uses = [];
    private readonly List<Branch> _branches = [];
    private readonly List<Relocation> _relocations = [];
    private readonly List<TrapSite> _trapSites = [];
    private readonly List<(int Offset, int Label)> _handlers = [];
    private readonly List<SourceMapEntry> _sourceMap = [];
    private readonly List<Safepoint> _safepoints = [];
    private readonly List<PoolData> _pool = [];
    private readonly List<byte> _poolBytes = [];
    private readonly Dictionary<(int Length, UInt128 Value), int> _constants = [];
    private readonly List<int> _tableLabels = [];
    private readonly List<DeferredTrap> _deferred = [];
    private BranchShortener? _shortener;
    private byte[] _code = new byte[1024];
    private int _length;
    private int _alignment = 16;
    private uint _source = NoSource;
    private int[] _finalLabels = [];
    private int _instruction;
    private int _previousInstruction;

    /// <summary>Bytes emitted so far; not a final offset (see the top of this file).</summary>
    public int Length => _length;

    /// <summary>Traps waiting to be emitted out of line.</summary>
    public ReadOnlySpan<DeferredTrap> DeferredTraps => CollectionsMarshal.AsSpan(_deferred);

    /// <summary>Forgets everything but the memory.</summary>
    public void Reset()
    {
        _labels.Clear();
        _uses.Clear();
        _branches.Clear();
        _relocations.Clear();
        _trapSites.Clear();
        _handlers.Clear();
        _sourceMap.Clear();
        _safepoints.Clear();
        _pool.Clear();
        _poolBytes.Clear();
        _constants.Clear();
        _tableLabels.Clear();
        _deferred.Clear();
        _fields.Clear();
        _open.Clear();
        _nextCheck = int.MaxValue;
        _length = 0;
        _instruction = _previousInstruction = 0;
        _alignment = 16;
        _source = NoSource;
    }

    /// <summary>A new label, not bound yet.</summary>
    public Label NewLabel()
    {
        _labels.Add(LabelPlace.Unbound);
        return new Label(_labels.Count - 1);
    }

    /// <summary>Binds a label to the current place.</summary>
    public void Bind(Label label)
    {
        if (_labels[label.Index].IsBound)
        {
            throw new EncodingException($"label {label.Index} is bound twice");
        }

        _labels[label.Index] = Here;
    }

    private LabelPlace Here => new(_length, _branches.Count);

    /// <summary>Appends one byte.</summary>
    public void EmitByte(byte value)
    {
        Reserve(1);
        _code[_length++] = value;
    }

    /// <summary>Appends 2 bytes, little-endian.</summary>
    public void EmitInt16(short value)
    {
        Reserve(sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(_code.AsSpan(_length), value);
        _length += sizeof(short);
    }

    /// <summary>Appends 4 bytes, little-endian.</summary>
    public void EmitInt32(int value)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(_code.AsSpan(_length), value);
        _length += sizeof(int);
    }

    /// <summary>Replaces 4 bytes emitted earlier, little-endian.</summary>
    public void PatchInt32(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(_code.AsSpan(offset), value);

    /// <summary>Appends 8 bytes, little-endian.</summary>
    public void EmitInt64(long value)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_code.AsSpan(_length), value);
        _length += sizeof(long);
    }

    /// <summary>Appends up to 8 bytes, the lowest of <paramref name="bytes"/> first.</summary>
    public void EmitWord(ulong bytes, int count)
    {
        Reserve(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_code.AsSpan(_length), bytes);
        _length += count;
    }

    /// <summary>Appends bytes.</summary>
    public void Emit(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_code.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Appends a 4-byte field with the distance from its end, plus <paramref name="trailing"/>, to the label plus the addend.</summary>
    /// <param name="label">Target.</param>
    /// <param name="addend">Added to the target.</param>
    /// <param name="trailing">Bytes of the instruction behind the field (an immediate).</param>
    public void EmitLabelDistance(Label label, int addend, int trailing)
    {
        _uses.Add(new LabelUse(_length, label.Index, addend - trailing));
        EmitInt32(0);
    }

    /// <summary>As <see cref="EmitLabelDistance"/>, to a constant or jump table.</summary>
    public void EmitPoolDistance(PoolEntry entry, int addend, int trailing)
    {
        _uses.Add(new LabelUse(_length, _pool[entry.Index].Label, addend - trailing));
        EmitInt32(0);
    }

    /// <summary>Appends a 4-byte field with the distance to a symbol, filled in by whoever links.</summary>
    public void EmitSymbolDistance(uint symbol, int addend, int trailing)
    {
        _relocations.Add(new Relocation(_length, RelocationKind.X64PcRel32, symbol, addend - trailing));
        EmitInt32(0);
    }

    /// <summary>Notes that an instruction begins here: a processor may treat a comparison and the branch behind it as one.</summary>
    public void BeginInstruction() => (_previousInstruction, _instruction) = (_instruction, _length);

    /// <summary>Appends a branch that may shrink: <paramref name="longOpcode"/> and a 4-byte distance, or one byte each.</summary>
    public void EmitBranch(ReadOnlySpan<byte> longOpcode, byte shortOpcode, Label target)
    {
        byte fused = longOpcode.Length > 1 && _instruction == _length ? (byte)Math.Min(_length - _previousInstruction, MostFusedBytes) : (byte)0;
        _branches.Add(new Branch(_length, (byte)(longOpcode.Length + sizeof(int)), shortOpcode, 0, target.Index, BranchForm.Long, fused));
        Emit(longOpcode);
        EmitInt32(0);
    }

    /// <summary>Pads with instructions that do nothing until the final offset is a multiple of <paramref name="alignment"/>.</summary>
    /// <param name="alignment">A power of two, at most 128.</param>
    public void Align(int alignment)
    {
        _alignment = Math.Max(_alignment, alignment);
        if (fixedWidth is not null)
        {
            int gap = -_length & (alignment - 1);
            Reserve(gap);
            fillNops(_code.AsSpan(_length, gap));
            _length += gap;
            return;
        }

        _branches.Add(new Branch(_length, 0, 0, (byte)alignment, Unbound, BranchForm.Padding));
    }

    /// <summary>Pads in front of a loop, so that it lies well in the lines of code that a processor fetches.</summary>
    /// <param name="loop">Its first instruction, bound next.</param>
    /// <param name="alignment">A power of two.</param>
    public void AlignLoop(Label loop, int alignment)
    {
        if (fixedWidth is not null)
        {
            Align(FixedLoopAlignment);
            return;
        }

        _alignment = Math.Max(_alignment, BranchShortener.LineBytes);
        _branches.Add(new Branch(_length, 0, 0, (byte)alignment, loop.Index, BranchForm.Padding));
    }

    /// <summary>Records that the current place is a return address at which slots of the frame hold references.</summary>
    /// <param name="frameOffsets">Offsets from the frame pointer in bytes.</param>
    public void AddSafepoint(int[] frameOffsets) => _safepoints.Add(new Safepoint(_length, frameOffsets));

    /// <summary>Records that the instruction emitted next may trap.</summary>
    public void AddTrapSite(byte code)
    {
        _trapSites.Add(new TrapSite(_length, code));
        MarkSource();
    }

    /// <summary>Records that the call just emitted has a handler.</summary>
    public void AddHandler(Label handler) => _handlers.Add((_length, handler.Index));

    /// <summary>Code emitted from here on belongs to the wasm instruction at this byte offset.</summary>
    public void SetSource(uint wasmOffset)
    {
        _source = wasmOffset;
        MarkSource();
    }

    /// <summary>A trap behind the code: jump to the label that this gives. Equal traps of one wasm instruction share one.</summary>
    public Label DeferTrap(byte code, uint source)
    {
        for (int i = _deferred.Count - 1; i >= 0 && _deferred[i].Source == source; i--)
        {
            if (_deferred[i].Code == code)
            {
                return _deferred[i].Label;
            }
        }

        Label label = NewLabel();
        _deferred.Add(new DeferredTrap(label, code, source));
        return label;
    }

    /// <summary>A constant behind the code; equal constants share one place.</summary>
    /// <param name="bytes">The constant, 4, 8 or 16 bytes; its length is its alignment.</param>
    public PoolEntry AddConstant(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        bytes.CopyTo(padded);
        ref int known = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _constants, (bytes.Length, BinaryPrimitives.ReadUInt128LittleEndian(padded)), out bool exists);
        if (exists)
        {
            return new PoolEntry(known);
        }

        known = _pool.Count;
        _pool.Add(new PoolData(NewLabel().Index, _poolBytes.Count, bytes.Length, IsTable: false));
        foreach (byte value in bytes)
        {
            _poolBytes.Add(value);
        }

        return new PoolEntry(known);
    }

    /// <summary>A jump table behind the code: 4-byte distances from the table's start to each label.</summary>
    /// <param name="labels">Where the code goes for 0, 1, ...</param>
    /// <param name="isBigEndian">Order of the bytes of a distance.</param>
    public PoolEntry AddJumpTable(ReadOnlySpan<Label> labels, bool isBigEndian = false)
    {
        _pool.Add(new PoolData(NewLabel().Index, _tableLabels.Count, labels.Length, IsTable: true, isBigEndian));
        foreach (Label label in labels)
        {
            _tableLabels.Add(label.Index);
        }

        return new PoolEntry(_pool.Count - 1);
    }

    /// <summary>Shortens branches, places constants and tables, resolves labels and gives the result.</summary>
    public CompiledFunction Finish(int frameSize = 0, RegisterSet clobbers = default)
    {
        if (fixedWidth is not null)
        {
            CheckFields(isEnd: true);
        }

        BranchShortener layout = _shortener ??= new BranchShortener(_branches, _labels);
        layout.Run();
        Span<int> labels = PlaceLabels(layout);
        int codeLength = layout.Map(_length);
        int total = PlacePool(labels, codeLength, out int firstOfPool);
        byte[] code = GC.AllocateUninitializedArray<byte>(total);
        layout.Copy(_code.AsSpan(0, _length), code, fillNops, labels);
        fillNops(code.AsSpan(codeLength, firstOfPool - codeLength));
        WritePool(code, labels);
        PatchFields(code, labels);
        foreach (ref readonly LabelUse use in CollectionsMarshal.AsSpan(_uses))
        {
            int field = layout.Map(use.Offset);
            int distance = BoundOffset(labels, use.Label) + use.Addend - (field + sizeof(int));
            BinaryPrimitives.WriteInt32LittleEndian(code.AsSpan(field), distance);
        }

        return new CompiledFunction
        {
            Code = code,
            InstructionBytes = codeLength,
            Alignment = _alignment,
            Relocations = MapRelocations(layout),
            TrapSites = MapTrapSites(layout),
            Handlers = MapHandlers(layout, labels),
            SourceMap = MapSources(layout),
            Safepoints = MapSafepoints(layout),
            FrameSize = frameSize,
            Clobbers = clobbers,
        };
    }

    /// <summary>Offset in bytes of a bound label in the code that the last <see cref="Finish"/> gave.</summary>
    public int FinalOffset(Label label) => BoundOffset(_finalLabels, label.Index);

    private static int BoundOffset(ReadOnlySpan<int> labels, int label) =>
        labels[label] != Unbound ? labels[label] : throw new EncodingException($"label {label} is used but never bound");

    private Span<int> PlaceLabels(BranchShortener layout)
    {
        ReadOnlySpan<LabelPlace> places = CollectionsMarshal.AsSpan(_labels);
        if (_finalLabels.Length < places.Length)
        {
            _finalLabels = new int[places.Length * 2];
        }

        for (int i = 0; i < places.Length; i++)
        {
            _finalLabels[i] = places[i].IsBound ? layout.Final(places[i]) : Unbound;
        }

        return _finalLabels.AsSpan(0, places.Length);
    }

    private void MarkSource()
    {
        int last = _sourceMap.Count - 1;
        if (last >= 0 && _sourceMap[last].WasmOffset == _source)
        {
            return;
        }

        if (last >= 0 && _sourceMap[last].Offset == _length)
        {
            _sourceMap.RemoveAt(last);
            MarkSource();
            return;
        }

        _sourceMap.Add(new SourceMapEntry(_length, _source));
    }

    private Relocation[] MapRelocations(BranchShortener layout)
    {
        Relocation[] mapped = [.. _relocations];
        foreach (ref Relocation relocation in mapped.AsSpan())
        {
            relocation = relocation with { Offset = layout.Map(relocation.Offset) };
        }

        return mapped;
    }

    private TrapSite[] MapTrapSites(BranchShortener layout)
    {
        TrapSite[] mapped = [.. _trapSites];
        foreach (ref TrapSite site in mapped.AsSpan())
        {
            site = site with { Offset = layout.Map(site.Offset) };
        }

        return mapped;
    }

    private SourceMapEntry[] MapSources(BranchShortener layout)
    {
        SourceMapEntry[] mapped = [.. _sourceMap];
        foreach (ref SourceMapEntry entry in mapped.AsSpan())
        {
            entry = entry with { Offset = layout.Map(entry.Offset) };
        }

        return mapped;
    }

    private Safepoint[] MapSafepoints(BranchShortener layout)
    {
        Safepoint[] mapped = [.. _safepoints];
        foreach (ref Safepoint safepoint in mapped.AsSpan())
        {
            safepoint = safepoint with { Offset = layout.Map(safepoint.Offset) };
        }

        return mapped;
    }

    private HandlerSite[] MapHandlers(BranchShortener layout, ReadOnlySpan<int> labels)
    {
        if (_handlers.Count == 0)
        {
            return [];
        }

        var mapped = new HandlerSite[_handlers.Count];
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = new HandlerSite(layout.Map(_handlers[i].Offset), BoundOffset(labels, _handlers[i].Label));
        }

        return mapped;
    }

    // 16-byte constants first, then 8, then 4 and tables: no padding between them. What lies in an island already stays there.
    private int PlacePool(Span<int> labels, int offset, out int first)
    {
        first = -1;
        for (int size = 16; size >= 4; size /= 2)
        {
            foreach (PoolData entry in _pool)
            {
                if (labels[entry.Label] == Unbound && entry.Alignment == size)
                {
                    offset = (offset + size - 1) & -size;
                    first = first < 0 ? offset : first;
                    labels[entry.Label] = offset;
                    offset += entry.Bytes;
                }
            }
        }

        first = first < 0 ? offset : first;
        return offset;
    }

    private void WritePool(byte[] code, ReadOnlySpan<int> labels)
    {
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(_poolBytes);
        foreach (PoolData entry in _pool)
        {
            int start = labels[entry.Label];
            if (!entry.IsTable)
            {
                bytes.Slice(entry.Start, entry.Count).CopyTo(code.AsSpan(start));
                continue;
            }

            for (int i = 0; i < entry.Count; i++)
            {
                int distance = BoundOffset(labels, _tableLabels[entry.Start + i]) - start;
                BinaryPrimitives.WriteInt32LittleEndian(
                    code.AsSpan(start + (i * sizeof(int))), entry.IsBigEndian ? BinaryPrimitives.ReverseEndianness(distance) : distance);
            }
        }
    }

    private void Reserve(int count)
    {
        if (_code.Length - _length < count)
        {
            Array.Resize(ref _code, Math.Max(_code.Length * 2, _length + count));
        }
    }

    private readonly record struct LabelUse(int Offset, int Label, int Addend);

    private readonly record struct PoolData(int Label, int Start, int Count, bool IsTable, bool IsBigEndian = false)
    {
        internal int Alignment => IsTable ? sizeof(int) : Count;

        internal int Bytes => IsTable ? Count * sizeof(int) : Count;
    }
}
