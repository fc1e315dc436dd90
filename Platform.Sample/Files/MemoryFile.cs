// The bytes of a file, in blocks. A block that nobody has written does not exist and reads as zero, so a file may be long and cost little.
using System;
using System.Collections.Generic;

namespace Wasmtime.Min.Platform.Sample.Files;

/// <summary>A regular file.</summary>
internal sealed class MemoryFile(ulong inode, FileTime now, MemoryBudget budget) : MemoryNode(inode, now)
{
    private const int BlockBytes = 4096;

    private readonly Dictionary<long, byte[]> _blocks = [];
    private long _length;

    internal override FileKind Kind => FileKind.RegularFile;

    internal override ulong Size => (ulong)_length;

    internal int Read(long offset, Span<byte> to)
    {
        int length = offset >= _length ? 0 : (int)Math.Min(to.Length, _length - offset);
        for (int done = 0; done < length;)
        {
            (long number, int place) = PlaceOf(offset + done);
            Span<byte> part = to[done..Math.Min(length, done + BlockBytes - place)];
            if (_blocks.TryGetValue(number, out byte[]? block))
            {
                block.AsSpan(place, part.Length).CopyTo(part);
            }
            else
            {
                part.Clear();
            }

            done += part.Length;
        }

        return length;
    }

    /// <summary>Writes as much as there is room for.</summary>
    internal SystemError Write(long offset, ReadOnlySpan<byte> from, out int count)
    {
        count = 0;
        if (from.Length > long.MaxValue - offset)
        {
            return SystemError.FileTooLarge;
        }

        while (count < from.Length)
        {
            (long number, int place) = PlaceOf(offset + count);
            if (!TryGetBlock(number, out byte[] block))
            {
                return count > 0 ? SystemError.None : SystemError.NoSpace;
            }

            int length = Math.Min(from.Length - count, BlockBytes - place);
            from.Slice(count, length).CopyTo(block.AsSpan(place));
            count += length;
            _length = Math.Max(_length, offset + count);
        }

        return SystemError.None;
    }

    internal void SetLength(long length)
    {
        if (length < _length)
        {
            Cut(length);
        }

        _length = length;
    }

    /// <summary>Makes blocks, so that a part can be written whatever happens.</summary>
    internal SystemError Allocate(long offset, long length)
    {
        for (long number = offset / BlockBytes; number <= (offset + length - 1) / BlockBytes; number++)
        {
            if (!TryGetBlock(number, out _))
            {
                Cut(_length);
                return SystemError.NoSpace;
            }
        }

        _length = Math.Max(_length, offset + length);
        return SystemError.None;
    }

    protected override void Release() => Cut(0);

    private static (long Number, int Place) PlaceOf(long offset) => (offset / BlockBytes, (int)(offset % BlockBytes));

    // What lies behind a length is gone.
    private void Cut(long length)
    {
        (long last, int place) = PlaceOf(length);
        foreach (long number in _blocks.Keys) // what is there may be removed while it is walked
        {
            if (number > last || (number == last && place == 0))
            {
                _blocks.Remove(number);
                budget.Return(BlockBytes);
            }
        }

        if (_blocks.TryGetValue(last, out byte[]? block))
        {
            block.AsSpan(place).Clear();
        }
    }

    private bool TryGetBlock(long number, out byte[] block)
    {
        if (_blocks.TryGetValue(number, out byte[]? found))
        {
            block = found;
            return true;
        }

        if (!budget.TryTake(BlockBytes))
        {
            block = [];
            return false;
        }

        _blocks.Add(number, block = new byte[BlockBytes]);
        return true;
    }
}
