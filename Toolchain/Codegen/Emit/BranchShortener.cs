// Chooses between the long and the short form of each branch and moves the code together.
//
// All branches start short; one whose distance does not fit one byte is made long, until nothing changes. Making a branch long
// only ever lengthens distances of others (padding may shrink again, so every round computes all offsets anew), and a branch
// never goes back, so this ends. The points (branches and paddings) are in the order of their offsets.
//
// Padding in front of a loop looks at the branch that closes it. Processors remember branches by the 32 or 64 bytes of code that they lie in;
// one that lies across such a boundary (with the comparison it is fused with) costs a cycle or more each time around. So of the multiples of the
// alignment the first one is taken at which the loop touches as few lines as it can and its last branch lies in one piece.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Emit;

/// <summary>Where a label is bound.</summary>
/// <param name="Offset">Offset as emitted; negative: not bound yet.</param>
/// <param name="Points">How many branches and paddings were emitted before.</param>
internal readonly record struct LabelPlace(int Offset, int Points)
{
    internal static LabelPlace Unbound => new(-1, 0);

    internal bool IsBound => Offset >= 0;
}

internal enum BranchForm : byte
{
    Long,
    Short,
    Padding,
}

/// <summary>A place whose size is not known while emitting: a branch or padding.</summary>
/// <param name="Offset">Offset as emitted.</param>
/// <param name="LongLength">Bytes of the long form; 0 for padding.</param>
/// <param name="ShortOpcode">Opcode of the 2-byte form.</param>
/// <param name="Alignment">Alignment of padding.</param>
/// <param name="Label">Target; of padding: the loop that begins behind it, or none.</param>
/// <param name="Form">Chosen form.</param>
/// <param name="FusedBytes">Of a conditional branch: bytes of the instruction in front of it.</param>
internal record struct Branch(int Offset, byte LongLength, byte ShortOpcode, byte Alignment, int Label, BranchForm Form, byte FusedBytes = 0);

/// <summary>Shortens the branches of one function after the other; keeps its arrays for the next.</summary>
/// <param name="points">The function's branches and paddings.</param>
/// <param name="labels">Its labels.</param>
internal sealed class BranchShortener(List<Branch> points, List<LabelPlace> labels)
{
    /// <summary>Bytes of code that a processor fetches at once.</summary>
    internal const int LineBytes = 64;

    private const int ShortLength = 2;
    private const int HalfLineBytes = 32;
    private const int NoLoop = -1;

    // Loops longer than that gain nothing from their place.
    private const int LongestLoop = 512;

    // For each point, where code behind it begins as emitted, its final offset and size, and how far code behind it moves.
    private int[] _behind = [];
    private int[] _final = [];
    private int[] _sizes = [];
    private int[] _shifts = [];

    private int _near; // the number of points before the offset that was mapped last

    // For each padding in front of a loop, the last branch back to its start.
    private int[] _closing = [];
    private int[] _paddings = []; // by label, of a loop
    private bool _hasLoops;

    /// <summary>Chooses the forms of all branches.</summary>
    internal void Run()
    {
        Span<Branch> all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points);
        Span<LabelPlace> places = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(labels);
        _near = 0;
        if (_final.Length < all.Length)
        {
            int capacity = all.Length * 2;
            (_behind, _final, _sizes, _shifts) = (new int[capacity], new int[capacity], new int[capacity], new int[capacity]);
        }

        FindClosingBranches(all);
        for (int i = 0; i < all.Length; i++)
        {
            ref Branch point = ref all[i];
            point.Form = point.Form == BranchForm.Padding ? BranchForm.Padding : BranchForm.Short;
            _behind[i] = point.Offset + (point.Form == BranchForm.Padding ? 0 : 1);
        }

        // A label in front of a padding that was emitted later means the place behind it.
        foreach (ref LabelPlace place in places)
        {
            while (place.IsBound && place.Points < all.Length && _behind[place.Points] <= place.Offset)
            {
                place = place with { Points = place.Points + 1 };
            }
        }

        bool changed = true;
        while (changed)
        {
            Place(all);
            changed = false;
            for (int i = 0; i < all.Length; i++)
            {
                ref Branch point = ref all[i];
                if (point.Form == BranchForm.Short)
                {
                    int distance = Final(Target(point)) - (_final[i] + ShortLength);
                    if (distance != (sbyte)distance)
                    {
                        point.Form = BranchForm.Long;
                        changed = true;
                    }
                }
            }
        }
    }

    /// <summary>Final offset of an offset as emitted; at a padding, the offset in front of it for code that ends there does not differ
    /// from the offset behind it for code that begins there: labels and tables mean the latter. Offsets come mostly in order.</summary>
    internal int Map(int offset)
    {
        int near = _near;
        while (near < points.Count && _behind[near] <= offset)
        {
            near++;
        }

        while (near > 0 && _behind[near - 1] > offset)
        {
            near--;
        }

        _near = near;
        return offset + ShiftBehind(near);
    }

    /// <summary>Final offset of a bound label.</summary>
    internal int Final(LabelPlace label) => label.Offset + ShiftBehind(label.Points);

    private int ShiftBehind(int count) => count == 0 ? 0 : _shifts[count - 1];

    /// <summary>Writes the code in its final form, distances of branches included.</summary>
    internal void Copy(ReadOnlySpan<byte> from, Span<byte> to, NopFiller fillNops, ReadOnlySpan<int> finalLabels)
    {
        int source = 0;
        int target = 0;
        ReadOnlySpan<Branch> all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points);
        for (int i = 0; i < all.Length; i++)
        {
            ref readonly Branch point = ref all[i];
            from[source..point.Offset].CopyTo(to[target..]);
            target += point.Offset - source;
            source = point.Offset + point.LongLength;
            int size = _sizes[i];
            if (point.Form == BranchForm.Padding)
            {
                fillNops(to.Slice(target, size));
            }
            else
            {
                int distance = finalLabels[point.Label] - (target + size);
                if (point.Form == BranchForm.Short)
                {
                    to[target] = point.ShortOpcode;
                    to[target + 1] = (byte)(sbyte)distance;
                }
                else
                {
                    from.Slice(point.Offset, size - sizeof(int)).CopyTo(to[target..]);
                    BinaryPrimitives.WriteInt32LittleEndian(to[(target + size - sizeof(int))..], distance);
                }
            }

            target += size;
        }

        from[source..].CopyTo(to[target..]);
    }

    private LabelPlace Target(in Branch branch)
    {
        LabelPlace label = labels[branch.Label];
        return label.IsBound ? label : throw new EncodingException($"label {branch.Label} is used but never bound");
    }

    private void Place(ReadOnlySpan<Branch> all)
    {
        int source = 0;
        int target = 0;
        for (int i = 0; i < all.Length; i++)
        {
            ref readonly Branch point = ref all[i];
            target += point.Offset - source;
            source = point.Offset + point.LongLength;
            _final[i] = target;
            _sizes[i] = SizeOf(point);
            if (point.Form == BranchForm.Padding)
            {
                _sizes[i] = -target & (point.Alignment - 1);
                _sizes[i] += !_hasLoops || _closing[i] == NoLoop ? 0 : ExtraPadding(all, i, target + _sizes[i]);
            }

            target += _sizes[i];
            _shifts[i] = target - source;
        }
    }

    private static int SizeOf(in Branch point) => point.Form switch
    {
        BranchForm.Long => point.LongLength,
        BranchForm.Short => ShortLength,
        BranchForm.Padding => 0,
    };

    private void FindClosingBranches(ReadOnlySpan<Branch> all)
    {
        _hasLoops = false;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Label < 0)
            {
                continue;
            }

            if (all[i].Form == BranchForm.Padding)
            {
                if (!_hasLoops)
                {
                    _hasLoops = true;
                    ClearTo(ref _paddings, labels.Count);
                    ClearTo(ref _closing, all.Length);
                }

                _paddings[all[i].Label] = i;
            }
            else if (_hasLoops && _paddings[all[i].Label] != NoLoop)
            {
                _closing[_paddings[all[i].Label]] = i;
            }
        }
    }

    private static void ClearTo(ref int[] array, int length)
    {
        if (array.Length < length)
        {
            array = new int[length * 2];
        }

        array.AsSpan(0, length).Fill(NoLoop);
    }

    // How many alignments more than the first one a loop is moved that would begin at `start`.
    private int ExtraPadding(ReadOnlySpan<Branch> all, int padding, int start)
    {
        int closing = _closing[padding];
        int bytes = all[closing].Offset - all[padding].Offset;
        for (int i = padding + 1; i < closing; i++)
        {
            bytes += SizeOf(all[i]) - all[i].LongLength;
            bool isInner = all[i].Form == BranchForm.Padding; // then the loop inside is what matters
            if (isInner || bytes > LongestLoop)
            {
                return 0;
            }
        }

        int end = bytes + SizeOf(all[closing]);
        int last = bytes - all[closing].FusedBytes;
        int alignment = all[padding].Alignment;
        int best = 0;
        int bestCost = int.MaxValue;
        for (int extra = 0; extra < LineBytes; extra += alignment)
        {
            int from = start + extra;
            int lines = ((from + end - 1) / LineBytes) - (from / LineBytes);
            int cost = (lines * 2) + (Crossings(from + last, from + end, LineBytes) * 4) + Crossings(from + last, from + end, HalfLineBytes);
            if (cost < bestCost)
            {
                (best, bestCost) = (extra, cost);
            }
        }

        return best;
    }

    // 1 if code lies on both sides of a boundary, or ends at it: its last byte is then what counts.
    private static int Crossings(int from, int to, int bytes) => from / bytes == to / bytes ? 0 : 1;
}
