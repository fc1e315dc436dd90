using System;
using System.Globalization;
using Wasmtime.Min.Toolchain.Codegen.Emit;

namespace Wasmtime.Min.Toolchain.Codegen.RegAlloc;

/// <summary>A physical register or a spill slot.</summary>
public readonly record struct Allocation
{
    private const int FirstSlot = 64;

    private readonly int _codePlusOne;

    private Allocation(int code) => _codePlusOne = code + 1;

    /// <summary>Nowhere; also the default value.</summary>
    public static Allocation None => default;

    /// <summary>Whether this is a register or slot at all.</summary>
    public bool IsValid => _codePlusOne != 0;

    /// <summary>Whether this is a register.</summary>
    public bool IsRegister => _codePlusOne is > 0 and <= FirstSlot;

    /// <summary>Whether this is a spill slot.</summary>
    public bool IsSlot => _codePlusOne > FirstSlot;

    /// <summary>The register.</summary>
    public Reg Register => Reg.FromCode(_codePlusOne - 1);

    /// <summary>The spill slot's offset in units of 8 bytes from the first one.</summary>
    public int Slot => _codePlusOne - 1 - FirstSlot;

    /// <summary>Dense number: registers by code, then slots.</summary>
    internal int Code => _codePlusOne - 1;

    internal static Allocation OfRegister(int code) => new(code);

    internal static Allocation OfSlot(int slot) => new(FirstSlot + slot);

    /// <inheritdoc/>
    public override string ToString() => !IsValid ? "-"
        : IsRegister ? Register.ToString()
        : "slot" + Slot.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What an edit does.</summary>
public enum EditKind : byte
{
    /// <summary>Copies <see cref="Edit.From"/> to <see cref="Edit.To"/>; at most one of them is a slot.</summary>
    Move,

    /// <summary>Exchanges two registers of one class.</summary>
    Exchange,

    /// <summary>Repeats the definition of <see cref="Edit.VReg"/> into the register <see cref="Edit.To"/>.</summary>
    Rematerialize,
}

/// <summary>Code to insert in front of an instruction; edits of one instruction are executed in order.</summary>
/// <param name="Inst">The instruction.</param>
/// <param name="Kind">What to do.</param>
/// <param name="From">Source of a move, first register of an exchange.</param>
/// <param name="To">Destination, second register of an exchange.</param>
/// <param name="VReg">The value that is moved, for width and rematerialization.</param>
public readonly record struct Edit(int Inst, EditKind Kind, Allocation From, Allocation To, int VReg);

/// <summary>The answer of the allocator; valid until its next run.</summary>
public sealed class AllocationResult
{
    internal Allocation[] OperandAllocations = [];
    internal Edit[] EditArray = new Edit[64];
    internal int EditCount;
    private bool[] _traced = new bool[64];
    private int[] _safepoints = [];
    private int[] _safepointEnds = [];
    private int[] _safepointSlots = [];
    private int _safepointCount;
    private int _safepointSlotCount;

    /// <summary>Where each operand lives, by its number in the function.</summary>
    public ReadOnlySpan<Allocation> Operands => OperandAllocations;

    /// <summary>All edits, sorted by instruction.</summary>
    public ReadOnlySpan<Edit> Edits => EditArray.AsSpan(0, EditCount);

    /// <summary>Spill area in units of 8 bytes; slots of 16 bytes are aligned to 16 within it.</summary>
    public int SlotCount { get; internal set; }

    /// <summary>Whether a slot ever holds a reference or what is made of one: the runtime may look at it.</summary>
    internal bool IsTraced(int slot) => slot < _traced.Length && _traced[slot];

    internal void ClearTraced() => Array.Clear(_traced);

    /// <summary>Notes that a slot is the home of a register that holds a reference or what is made of one.</summary>
    internal void NoteTraced(int slot)
    {
        if (slot >= _traced.Length)
        {
            Array.Resize(ref _traced, slot * 2);
        }

        _traced[slot] = true;
    }

    /// <summary>Every register that an operand or edit writes, clobbers not included.</summary>
    public RegisterMask Written { get; internal set; }

    /// <summary>Slots that hold references while the safepoint <paramref name="inst"/> executes, ascending.</summary>
    public ReadOnlySpan<int> SafepointSlots(int inst)
    {
        int at = Array.BinarySearch(_safepoints, 0, _safepointCount, inst);
        return at < 0 ? [] : _safepointSlots.AsSpan((at == 0 ? 0 : _safepointEnds[at - 1])..(_safepointEnds[at]));
    }

    internal void ClearSafepoints() => _safepointCount = _safepointSlotCount = 0;

    /// <summary>Adds the slots of a safepoint; instructions ascend.</summary>
    internal void AddSafepoint(int inst, ReadOnlySpan<int> slots)
    {
        if (_safepointCount == _safepoints.Length)
        {
            Array.Resize(ref _safepoints, Math.Max(16, _safepointCount * 2));
            Array.Resize(ref _safepointEnds, _safepoints.Length);
        }

        if (_safepointSlotCount + slots.Length > _safepointSlots.Length)
        {
            Array.Resize(ref _safepointSlots, Math.Max(_safepointSlots.Length * 2, _safepointSlotCount + slots.Length));
        }

        slots.CopyTo(_safepointSlots.AsSpan(_safepointSlotCount));
        _safepointSlotCount += slots.Length;
        _safepoints[_safepointCount] = inst;
        _safepointEnds[_safepointCount++] = _safepointSlotCount;
    }

    internal void Add(in Edit edit)
    {
        if (EditCount == EditArray.Length)
        {
            Array.Resize(ref EditArray, EditCount * 2);
        }

        EditArray[EditCount++] = edit;
    }
}
