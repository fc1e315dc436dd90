using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using Wasmtime.Min.Artifacts;

namespace Wasmtime.Min.Tests.ArtifactFuzz;

/// <summary>Makes mutants of one sample: the same one for the same number.</summary>
/// <param name="sample">What is changed.</param>
internal sealed class Mutator(Sample sample)
{
    private const int Start = ArtifactFormat.HeaderOffset;
    private const int MostChanges = 4;

    private readonly Fields _fields = new(sample.Bytes);
    private readonly byte[] _mutant = new byte[sample.Bytes.Length];

    internal Sample Sample => sample;

    /// <summary>Makes a mutant, its checksum right.</summary>
    /// <param name="dice">Decides everything.</param>
    /// <param name="renewsContract">Whether the seal over the tables is made right, too, so that nothing but the other checks stands in the way.</param>
    /// <param name="changes">Gets what was changed, in words; null: nobody asks.</param>
    /// <returns>The bytes; the next call overwrites them.</returns>
    internal byte[] Make(ref Dice dice, bool renewsContract, List<string>? changes = null)
    {
        sample.Bytes.CopyTo(_mutant, 0);
        int count = 1 + (dice.Below(4) == 0 ? dice.Below(MostChanges) : 0);
        for (int i = 0; i < count; i++)
        {
            Change(ref dice, changes);
        }

        if (renewsContract)
        {
            RenewContract();
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_mutant.AsSpan(Start + ArtifactHeader.CrcOffset), Checksum.OfFile(_mutant));
        return _mutant;
    }

    private void Change(ref Dice dice, List<string>? changes)
    {
        switch (dice.Below(10))
        {
            case 0:
                ChangeNumber(ref dice, _fields.HeaderNumbers[dice.Below(_fields.HeaderNumbers.Count)], changes);
                break;
            case <= 6:
                ChangeNumber(ref dice, _fields.TableNumbers[dice.Below(_fields.TableNumbers.Count)], changes);
                break;
            case 7:
                SwapRecords(ref dice, _fields.TableNumbers[dice.Below(_fields.TableNumbers.Count)], changes);
                break;
            default:
                ChangeByte(ref dice, _fields.Streams[dice.Below(_fields.Streams.Count)], changes);
                break;
        }
    }

    private void ChangeNumber(ref Dice dice, NumberField field, List<string>? changes)
    {
        int at = field.Offset + (dice.Below(field.Count) * field.Stride);
        ulong before = Read(at, field.Size);
        ulong after = dice.Below(8) switch
        {
            0 => before ^ (1ul << dice.Below(field.Size * 8)),
            1 => before + 1,
            2 => before - 1,
            3 => Interesting(ref dice),
            4 => Read(field.Offset + (dice.Below(field.Count) * field.Stride), field.Size), // that of another record
            5 => before + (ulong)(dice.Below(512) - 256),
            6 => before ^ (0xfful << (8 * dice.Below(field.Size))),
            _ => (ulong)dice.Below(64),
        };
        Write(at, field.Size, after);
        changes?.Add(string.Create(CultureInfo.InvariantCulture, $"0x{at:x}: {field.Size} bytes, 0x{before:x} to 0x{Read(at, field.Size):x}"));
    }

    private void SwapRecords(ref Dice dice, NumberField field, List<string>? changes)
    {
        int first = field.Offset + (dice.Below(field.Count) * field.Stride);
        int second = field.Offset + (dice.Below(field.Count) * field.Stride);
        ulong kept = Read(first, field.Size);
        Write(first, field.Size, Read(second, field.Size));
        Write(second, field.Size, kept);
        changes?.Add(string.Create(CultureInfo.InvariantCulture, $"0x{first:x} and 0x{second:x}: {field.Size} bytes exchanged"));
    }

    private void ChangeByte(ref Dice dice, (int Offset, int Length) stream, List<string>? changes)
    {
        int at = stream.Offset + dice.Below(stream.Length);
        byte before = _mutant[at];
        _mutant[at] = dice.Below(4) switch
        {
            0 => (byte)(before ^ (1 << dice.Below(8))),
            1 => (byte)(before ^ 0xff),
            2 => (byte)(before + dice.Below(5) - 2),
            _ => (byte)dice.Below(256),
        };
        changes?.Add(string.Create(CultureInfo.InvariantCulture, $"0x{at:x}: 0x{before:x2} to 0x{_mutant[at]:x2}"));
    }

    // Ends of what there is, and of what numbers can be.
    private ulong Interesting(ref Dice dice) => dice.Below(14) switch
    {
        0 => 0,
        1 => ulong.MaxValue,
        2 => uint.MaxValue,
        3 => int.MaxValue,
        4 => 1ul << 31,
        5 => long.MaxValue,
        6 => 1ul << 16,
        7 => ArtifactFormat.LargestReservation,
        8 => _fields.Header[SectionId.Text].Size,
        9 => _fields.Header[SectionId.Text].Size - 1,
        10 => _fields.Header[SectionId.Info].Size,
        11 => (ulong)_mutant.Length,
        12 => ArtifactFormat.InlinedMark,
        _ => ValueTypeRecord.AbstractHeap + (ulong)dice.Below(256),
    };

    private ulong Read(int at, int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _mutant.AsSpan(at, size).CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private void Write(int at, int size, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        bytes[..size].CopyTo(_mutant.AsSpan(at));
    }

    // Where the directories are damaged, too, there are no tables to take the number of.
    private unsafe void RenewContract()
    {
        // SAFETY: pinned for the block; opening compares the directories with the length before anything is read through them.
        fixed (byte* start = _mutant)
        {
            try
            {
                uint contract = CodeContract.Of(ArtifactFile.Open((nuint)start, (nuint)_mutant.Length, isVouchedFor: true));
                BinaryPrimitives.WriteUInt32LittleEndian(_mutant.AsSpan(Start + ArtifactHeader.CodeContractOffset), contract);
            }
            catch (ArtifactException)
            {
            }
        }
    }
}
