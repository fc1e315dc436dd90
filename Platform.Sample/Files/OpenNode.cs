// A node that is open, and how: what a descriptor of POSIX points to.
using System;

namespace Wasmtime.Min.Platform.Sample.Files;

/// <summary>An open file, directory or link.</summary>
internal sealed class OpenNode(MemoryFileSystem files) : OpenThing
{
    private OpenOptions _options;
    private long _position;

    internal MemoryNode? Node { get; private set; }

    internal bool IsAppending { get; set; }

    internal bool IsForReading => (_options & OpenOptions.Read) != 0;

    internal bool IsForWriting => (_options & OpenOptions.Write) != 0;

    /// <summary>Begins: the object may have stood for something else before, so that opening allocates nothing.</summary>
    internal void Set(MemoryNode node, OpenOptions options)
    {
        Node = node;
        _options = options;
        _position = 0;
        IsAppending = (options & OpenOptions.Append) != 0;
        node.Opened();
    }

    internal override SystemError Read(ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        lock (files.Gate)
        {
            SystemError error = ReadAt(blocks, _position, out count);
            _position += (long)count;
            return error;
        }
    }

    internal override SystemError Write(ReadOnlySpan<MemoryBlock> blocks, out nuint count)
    {
        lock (files.Gate)
        {
            long position = IsAppending ? (long)Node!.Size : _position;
            SystemError error = WriteAt(blocks, position, out count);
            _position = error == SystemError.None ? position + (long)count : _position;
            return error;
        }
    }

    internal SystemError ReadAt(ReadOnlySpan<MemoryBlock> blocks, long offset, out nuint count)
    {
        count = 0;
        if (!IsForReading)
        {
            return SystemError.BadHandle;
        }

        if (Node is not MemoryFile file)
        {
            return SystemError.IsDirectory;
        }

        foreach (MemoryBlock block in blocks)
        {
            Span<byte> to = SpanOf(block);
            int length = file.Read(offset + (long)count, to);
            count += (nuint)length;
            if (length < to.Length)
            {
                break;
            }
        }

        file.AccessTime = files.Now;
        return SystemError.None;
    }

    internal SystemError WriteAt(ReadOnlySpan<MemoryBlock> blocks, long offset, out nuint count)
    {
        count = 0;
        if (!IsForWriting || Node is not MemoryFile file)
        {
            return SystemError.BadHandle;
        }

        SystemError error = SystemError.None;
        foreach (MemoryBlock block in blocks)
        {
            Span<byte> from = SpanOf(block);
            error = file.Write(offset + (long)count, from, out int length);
            count += (nuint)length;
            if (length < from.Length)
            {
                break;
            }
        }

        if (count == 0)
        {
            return error;
        }

        file.ModificationTime = file.ChangeTime = files.Now;
        return SystemError.None;
    }

    internal SystemError Seek(long offset, SeekFrom from, out ulong position)
    {
        position = 0;
        long start = from switch
        {
            SeekFrom.Start => 0,
            SeekFrom.Current => _position,
            SeekFrom.End => (long)Node!.Size,
        };
        if (offset > long.MaxValue - start)
        {
            return SystemError.Overflow;
        }

        if (start + offset < 0)
        {
            return SystemError.Invalid;
        }

        _position = start + offset;
        position = (ulong)_position;
        return SystemError.None;
    }

    internal override SystemError GetStatus(out FileStatus status)
    {
        lock (files.Gate)
        {
            status = Node!.Status;
        }

        return SystemError.None;
    }

    internal override void Close()
    {
        lock (files.Gate)
        {
            Node!.Closed();
            Node = null;
            files.Keep(this);
        }
    }
}
