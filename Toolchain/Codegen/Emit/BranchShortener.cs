// Chooses between the long and the short form of each branch and moves the code together.
//
// All branches start short; one whose distance does not fit one byte is made long, until nothing changes. Making a branch long
// only ever lengthens distances of others (padding may shrink again, so every round computes all offsets anew), and a branch
// never goes back, so this ends. The points (branches and paddings) are in the order of their offsets.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Wasmtime.Min.Toolchain.Codegen.Emit;

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
/// <param name="Label">Target.</param>
/// <param name="Form">Chosen form.</param>
internal record struct Branch(int Offset, byte LongLength, byte ShortOpcode, byte Alignment, int Label, BranchForm Form);

internal sealed class BranchShortener(List<Branch> points, int[] labels, int length)
{
    private const int ShortLength = 2;

    // For each point, its final offset; and the index of the first point at or behind each label.
    private readonly int[] _final = new int[points.Count];
    private readonly int[] _sizes = new int[points.Count];

    internal void Run()
    {
        Span<Branch> all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points);
        foreach (ref Branch point in all)
        {
            point.Form = point.Form == BranchForm.Padding ? BranchForm.Padding : BranchForm.Short;
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
                    int distance = Map(Target(point)) - (_final[i] + ShortLength);
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
    /// from the offset behind it for code that begins there: labels and tables mean the latter.</summary>
    internal int Map(int offset)
    {
        // The last point that starts before the offset, or padding exactly at it.
        int low = 0;
        int high = points.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            Branch point = points[middle];
            if (point.Offset < offset || (point.Offset == offset && point.Form == BranchForm.Padding))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == 0)
        {
            return offset;
        }

        Branch before = points[low - 1];
        return _final[low - 1] + _sizes[low - 1] + (offset - before.Offset - before.LongLength);
    }

    /// <summary>Writes the code in its final form, distances of branches included.</summary>
    internal void Copy(ReadOnlySpan<byte> from, Span<byte> to, NopFiller fillNops, int[] finalLabels)
    {
        int source = 0;
        int target = 0;
        for (int i = 0; i < points.Count; i++)
        {
            Branch point = points[i];
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

        from[source..length].CopyTo(to[target..]);
    }

    private int Target(Branch branch) =>
        labels[branch.Label] >= 0 ? labels[branch.Label] : throw new EncodingException($"label {branch.Label} is used but never bound");

    private void Place(ReadOnlySpan<Branch> all)
    {
        int source = 0;
        int target = 0;
        for (int i = 0; i < all.Length; i++)
        {
            Branch point = all[i];
            target += point.Offset - source;
            source = point.Offset + point.LongLength;
            _final[i] = target;
            _sizes[i] = point.Form switch
            {
                BranchForm.Long => point.LongLength,
                BranchForm.Short => ShortLength,
                BranchForm.Padding => -target & (point.Alignment - 1),
            };
            target += _sizes[i];
        }
    }
}
